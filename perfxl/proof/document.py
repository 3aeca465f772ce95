"""机器读的结果：Proofed → 一个 JSON 文档（键的含义变了才升 `schema`）。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from perfxl.filing.findings import Level, ReportLine
from perfxl.proof.model import Finding, Proofed
from perfxl.proof.register import proof_rules

SCHEMA = 1


def document(proofed: Proofed, report: str) -> Mapping[str, Any]:
    """一份报告核对的全部。"""
    count = proofed.count
    findings = [_finding(one) for one in proofed.findings]
    return {
        "schema": SCHEMA,
        "report": report,
        "file": proofed.file,
        "figures": {
            "all": count.all, "agree": count.agree, "rounded": count.rounded,
            "differ": count.differ, "derived": count.derived, "not_in_workbook": count.missing,
        },
        "findings": findings,
        "kept": proofed.kept,
        "unwritten": proofed.unwritten,
        "summary": {
            level.value: sum(one["level"] == level.value for one in findings) for level in Level
        },
    }  # fmt: skip


def _finding(one: Finding) -> Mapping[str, Any]:
    rule = proof_rules()[one.code]
    return {
        "code": one.code,
        "kind": rule.kind,
        "level": level_of(one).value,
        "quote": one.quote,
        "paragraph": one.paragraph.number,
        "offset": one.start,
        "place": one.paragraph.place,
        "message": one.message,
        "fix": one.fix or rule.how.removesuffix("。"),
        "source": one.source,
        "cells": list(one.cells),
        "expected": one.expected or None,
    }


def level_of(one: Finding) -> Level:
    """一条结论的级别：自己没有写的用规则的。"""
    return one.level or proof_rules()[one.code].level


def line(one: Finding) -> str:
    """一行话：第 12 段“……”R01 写合计 …，……；怎么办。"""
    rule = proof_rules()[one.code]
    source = f"（{one.source}）" if one.source else ""
    quote = one.quote.replace("\n", " ").strip()
    shown = quote if len(quote) <= 40 else f"{quote[:38]}……"
    fix = one.fix or rule.how.removesuffix("。")
    return f"{one.paragraph.place}“{shown}” {one.code} {one.message}{source}；{fix}"


_SHOWN = 40


def place_in_sheet(one: Finding, called: str = "") -> str:
    """校验结果“单元格”一列里怎么写：报告“……”；段号改一改报告就变，不写在这里。

    有几份报告的带上是哪一份：各份里常有一样的话，写给一份的说明不能算到另一份上。
    """
    quote, name = (re.sub("[、:!]", " ", text) for text in (" ".join(one.quote.split()), called))
    return f"报告{f'《{name}》' if name else ''}“{quote[:_SHOWN]}”"


def report_lines(proofed: Proofed) -> tuple[ReportLine, ...]:
    """写进工作簿校验结果的几行。"""
    every = [*((one, "") for one in proofed.findings), *proofed.explained]
    return tuple(
        ReportLine(
            one.code, level_of(one), place_in_sheet(one, proofed.called),
            f"{one.paragraph.place}：{one.message}",
            one.fix or proof_rules()[one.code].how.removesuffix("。"), one.source, text,
        )
        for one, text in every
    )  # fmt: skip


def shares(proofed: Proofed) -> str:
    """对照的分布：75 个数，61 一致，4 仅舍入后一致 …"""
    count = proofed.count
    return (
        f"{count.all} 个数：{count.agree} 与表一致，{count.rounded} 舍入（或截断）后一致，"
        f"{count.derived} 由几格算得，{count.differ} 不一致，{count.missing} 表里没有"
    )
