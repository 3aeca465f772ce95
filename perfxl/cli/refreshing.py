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
    from perfxl.report.refresh.work import Left


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
    findings = (finding for assessment in made.assessments for finding in assessment.findings)
    return HAS_ERRORS if any(finding.level is Level.ERROR for finding in findings) else OK


def _document(made: Updated) -> Mapping[str, Any]:
    tally = made.tally
    return {
        "report": str(made.report),
        "file": str(made.file),
        "table": made.assessment.filing.table,
        "written": made.changed,
        "changed": [
            {"cell": change.cell, "name": change.name, "old": change.old, "new": change.new}
            for change in tally.changed
        ],
        "lost": _lefts(tally.lost),
        "kept": _lefts(tally.kept),
        "removed": _lefts(tally.removed),
        "words": [
            {"name": word.name, "old": list(word.old), "new": list(word.new)}
            for word in tally.words
        ],
        "redrawn": list(tally.redrawn),
        "charts": list(tally.charts),
        "notes": list(tally.notes),
    }


def _lefts(lefts: Iterable[Left]) -> list[Mapping[str, str]]:
    return [
        {"cell": left.cell, "name": left.name, "text": left.text, "new": left.new, "why": left.why}
        for left in lefts
    ]


def _said(made: Updated, say: Say) -> None:
    from perfxl.report.refresh.saying import headline, lines  # noqa: PLC0415  # 同上

    place, tally = one_line(made.report), made.tally
    say.text(
        f"{place}：{headline(tally)}",
        f"{place}: {len(tally.changed)} figures updated, {len(tally.redrawn)} tables redrawn",
    )
    for line in lines(tally):
        say.text(f"  {one_line(line)}", f"  {one_line(line)}")
