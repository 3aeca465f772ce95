"""`perfxl report 自评表 --refresh 报告.docx`：更新报告里的数，说改了什么、什么没有改。"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.parser import HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import where
from perfxl.errors import PerfxlError
from perfxl.filing.findings import Level

if TYPE_CHECKING:
    from perfxl.files.refreshing import Updated
    from perfxl.report.refresh.work import Left, Tally


def add_refresh(made: argparse.ArgumentParser) -> None:
    """`report` 的 `--refresh`。"""
    made.add_argument(
        "--refresh", type=Path, metavar="报告",
        help="更新一份写好、改过的报告里的数，别的不动；手改过的数加 --overwrite 才改",
    )  # fmt: skip


def refresh(options: argparse.Namespace, say: Say) -> int:
    """更新一份报告。"""
    from perfxl.files.refreshing import refresh_file  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上

    if len(options.files) != 1 or options.files[0].is_dir():
        raise PerfxlError("--refresh 一次更新一份报告：前面请只写一个工作簿，不能写文件夹")
    forms = forms_for(options.form, options.forms)
    made = refresh_file(options.files[0], forms, options.refresh, where(options))
    say.value(_document(made))
    _said(made, say)
    findings = (found for one in made.assessments for found in one.findings)
    return HAS_ERRORS if any(found.level is Level.ERROR for found in findings) else OK


def _document(made: Updated) -> Mapping[str, Any]:
    tally = made.tally
    return {
        "report": str(made.report),
        "file": str(made.file),
        "table": made.assessment.filing.table,
        "written": made.changed,
        "changed": [
            {"cell": one.cell, "name": one.name, "old": one.old, "new": one.new}
            for one in tally.changed
        ],
        "lost": _lefts(tally.lost),
        "kept": _lefts(tally.kept),
        "removed": _lefts(tally.removed),
        "words": [
            {"name": one.name, "old": list(one.old), "new": list(one.new)} for one in tally.words
        ],
        "redrawn": list(tally.redrawn),
        "notes": list(tally.notes),
    }


def _lefts(ones: Iterable[Left]) -> list[Mapping[str, str]]:
    return [
        {"cell": one.cell, "name": one.name, "text": one.text, "new": one.new, "why": one.why}
        for one in ones
    ]


def _said(made: Updated, say: Say) -> None:
    tally, place = made.tally, one_line(made.report)
    number = len(tally.changed)
    tables = f"，重画 {len(tally.redrawn)} 张表格" if tally.redrawn else ""
    did = f"更新 {number} 个数{tables}" if number or tables else "没有要改的数"
    say.text(
        f"{place}：{did}" + ("" if number or tables else "，报告与表一致的照旧"),
        f"{place}: {number} figures updated, {len(tally.redrawn)} tables redrawn",
    )
    for change in tally.changed:
        line = f"  {change.cell}　{change.name}：{change.old} → {change.new}"
        say.text(line, line)
    _said_left(tally, say)
    for words in tally.words:
        old = "".join(words.old)
        new = "".join(words.new) or "（没有这句了）"
        shown = f"报告里写着“{old}”，照现在的表是“{new}”" if old else f"照现在的表要添“{new}”"
        say.text(f"  [话没有改] {words.name}：{shown}", f"  words left: {words.name}: {shown}")
    for head in tally.redrawn:
        say.text(f"  [重画的表格] 标题行：{head}", f"  redrawn: {head}")
    for note in tally.notes:
        say.text(f"  [请留意] {one_line(note)}", f"  note: {one_line(note)}")


def _said_left(tally: Tally, say: Say) -> None:
    kinds = (("表里没有了", tally.lost), ("没有改", tally.kept), ("控件没有了", tally.removed))
    for title, ones in kinds:
        for one in ones:
            where_ = f"{one.cell}　{one.name}".strip()
            now = f"（照表是 {one.new}）" if one.new else ""
            line = f"  [{title}] {where_}：报告里是“{one.text}”{now}；{one.why}"
            say.text(line, line)
