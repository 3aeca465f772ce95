"""`perfxl read`：读懂了什么，工作表照原样画成一页，没有用上的格一眼看得见。"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.consent import refused
from perfxl.cli.parser import CANNOT, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import Add, add_output, alone, asked, table_command, where

if TYPE_CHECKING:
    from perfxl import files
    from perfxl.assess import Assessment


def add(command: Add) -> None:
    """添上 `read` 命令。"""
    made = table_command(command, _act, "每一格读成了什么，画成一页 <名>-读表.html")
    made.add_argument("--sheet", action="store_true", help="画成工作簿里的一张工作表“读表”")
    add_output(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 只看用法时不装载

    forms = forms_for(options.form, options.forms)
    unread: list[Path] = []
    paths = asked(options, forms, unread)
    if (stopped := refused(options, paths)) is not None:
        return stopped
    act = _read_into if options.sheet else _read
    made = [
        alone(path, lambda path: act(path, forms, where(options)), several=len(paths) > 1)
        for path in paths
    ]
    for pair in made:
        if pair is not None:
            place, left, missed = pair
            said = f"没有用上的 {left} 格" if left else "每一格都用上了"
            said += f"；另有 {missed} 处没有读（S11，见 perfxl check）" if missed else ""
            english = f"Written {place}: {left} unused, {missed} tables or sheets unread"
            say.text(f"已写出 {one_line(place)}：{said}", english)
    say.value(
        [
            {"file": str(place), "unused": left, "unread": missed}
            for place, left, missed in filter(None, made)
        ]
    )
    return CANNOT if unread or None in made else OK


def _read(path: Path, forms: Any, where: files.Where) -> tuple[Path, int, int]:
    from perfxl import workbook  # noqa: PLC0415  # 同上
    from perfxl.assess import assess_all  # noqa: PLC0415  # 同上
    from perfxl.files.targets import place  # noqa: PLC0415  # 同上
    from perfxl.results import readings  # noqa: PLC0415  # 同上

    grid = workbook.read(path)
    assessments = assess_all(grid, forms)
    name = f"{path.stem}-读表.html"
    target = place(name, where.output, ".html") if where.output else path.with_name(name)
    workbook.put(target, readings.page(grid, assessments).encode(errors="replace"), like=path)
    return target, *_left(assessments)


def _read_into(path: Path, forms: Any, where: files.Where) -> tuple[Path, int, int]:
    from perfxl import files  # noqa: PLC0415  # 同上

    done = files.read_into(path, forms, where)
    return done.written or path, *_left(done.assessments)


def _left(assessments: Sequence[Assessment]) -> tuple[int, int]:
    """没有用上的有几格，整份、整张没有读的有几处。"""
    filings = [assessment.filing for assessment in assessments]
    unused = sum(len(unused.cells) for filing in filings for unused in filing.unused)
    return unused, sum(len(filing.unread) for filing in filings)
