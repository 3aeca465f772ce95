"""`perfxl read`：读懂了什么，工作表照原样画成一页，没有用上的格一眼看得见。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from perfxl.cli.consent import add_yes, refused
from perfxl.cli.parser import CANNOT, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import Add, alone, asked, table_command


def add(command: Add) -> None:
    """添上 `read` 命令。"""
    made = table_command(command, "read", "读表", _act, "每一格读成了什么，画成一页 <名>-读表.html")
    add_yes(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 只看用法时不装载

    forms = forms_for(options.form, options.forms)
    unread: list[Path] = []
    paths = asked(options, forms, unread)
    if (stopped := refused(options, paths)) is not None:
        return stopped
    made = [
        alone(path, lambda path: _read(path, forms, options.output), several=len(paths) > 1)
        for path in paths
    ]
    for one in made:
        if one is not None:
            place, left = one
            said = f"没有用上的 {left} 格" if left else "每一格都用上了"
            say.text(f"已写出 {one_line(place)}：{said}", f"Written {place}: {left} unused")
    say.value([{"file": str(one[0]), "unused": one[1]} for one in made if one is not None])
    return CANNOT if unread or None in made else OK


def _read(path: Path, forms: Any, output: Path | None) -> tuple[Path, int]:
    from perfxl import workbook  # noqa: PLC0415  # 同上
    from perfxl.assess import assess_all  # noqa: PLC0415  # 同上
    from perfxl.files.targets import place  # noqa: PLC0415  # 同上
    from perfxl.results import readings  # noqa: PLC0415  # 同上

    grid = workbook.read(path)
    found = assess_all(grid, forms)
    name = f"{path.stem}-读表.html"
    target = place(name, output, ".html") if output else path.with_name(name)
    workbook.put(target, readings.page(grid, found).encode(errors="replace"), like=path)
    left = sum(len(unused.cells) for one in found for unused in one.filing.unused)
    return target, left
