"""机器读的结果：Proofed → 一个 JSON 文档（键的含义变了才升 `schema`）。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfxl.filing.findings import Level, ReportLine
from perfxl.proof.model import Finding, Proofed
from perfxl.proof.register import proof_rules

SCHEMA = 1
_SHOWN = 40
_PLAIN = "常理，没有文件规定"
# 顿号、感叹号、冒号在“单元格”一列里隔开地址：换成另一个样子的，话还读得通。
_APART = str.maketrans("、!:", "，！：")


def document(proofed: Proofed, report: str) -> Mapping[str, Any]:
    """一份报告核对的全部。"""
    count = proofed.count
    findings = [_finding(finding) for finding in proofed.findings]
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
        "another": proofed.another or None,
        "which": proofed.which or None,
        "wrong_in_workbook": list(proofed.wrong),
        "summary": {
            level.value: sum(finding["level"] == level.value for finding in findings)
            for level in Level
        },
    }  # fmt: skip


def _finding(finding: Finding) -> Mapping[str, Any]:
    rule = proof_rules()[finding.code]
    return {
        "code": finding.code,
        "kind": rule.kind,
        "level": level_of(finding).value,
        "quote": finding.quote,
        "paragraph": finding.paragraph.number,
        "offset": finding.start,
        "place": finding.paragraph.place,
        "message": finding.message,
        "fix": finding.fix or rule.how.removesuffix("。"),
        "source": finding.source,
        "cells": list(finding.cells),
        "expected": finding.expected or None,
    }


def level_of(finding: Finding) -> Level:
    """一条结论的级别：自己没有写的用规则的。"""
    return finding.level or proof_rules()[finding.code].level


def line(finding: Finding) -> str:
    """一行话：“二、资金”下第 2 段“……”R01 写合计 …，……；怎么办。"""
    rule = proof_rules()[finding.code]
    source = f"（{finding.source}）" if finding.source else ""
    quote = finding.quote.replace("\n", " ").strip()
    shown = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 2]}……"
    fix = finding.fix or rule.how.removesuffix("。")
    return f"{finding.paragraph.place}“{shown}” {finding.code} {finding.message}{source}；{fix}"


def place_in_sheet(finding: Finding, called: str = "") -> str:
    """校验结果“单元格”一列里怎么写：报告“……”；段号改一改报告就变，不写在这里。

    有几份报告的带上是哪一份：各份里常有一样的话，写给一份的说明不能算到另一份上。
    """
    quote, name = " ".join(finding.quote.split()).translate(_APART), called.translate(_APART)
    shown = quote if len(quote) <= _SHOWN else f"{quote[: _SHOWN - 2]}……"
    return f"报告{f'《{name}》' if name else ''}“{shown}”"


def report_lines(proofed: Proofed) -> tuple[ReportLine, ...]:
    """写进工作簿校验结果的几行。"""
    every = [*((finding, "") for finding in proofed.findings), *proofed.explained]
    return tuple(
        ReportLine(
            finding.code, level_of(finding), place_in_sheet(finding, proofed.called),
            f"{finding.paragraph.place}：{finding.message}",
            finding.fix or proof_rules()[finding.code].how.removesuffix("。"),
            finding.source or _PLAIN, text,
        )
        for finding, text in every
    )  # fmt: skip


def shares(proofed: Proofed) -> str:
    """对照的分布：75 个数，61 一致，4 仅舍入后一致 …"""
    count = proofed.count
    which = f"{proofed.which}；" if proofed.which else ""
    return (
        f"{which}{count.all} 个数：{count.agree} 与表一致，{count.rounded} 舍入（或截断）后一致，"
        f"{count.derived} 由几格算得，{count.differ} 不一致，{count.missing} 表里没有"
    )
