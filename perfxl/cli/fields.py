"""`perfxl fields`：报告模板可以用的名称，各举一个例子。"""

from __future__ import annotations

import argparse
from itertools import groupby

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `fields` 命令。"""
    made = command(_act, "报告模板可以用的名称：怎么写、例子、来自哪一格")
    what = "表样代码，见 perfxl forms；也可以是一份填好的自评表，例子就是它的"
    made.add_argument("code", metavar="表样", help=what)


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    where, names = files.template_names(options.code, options.forms)
    rows = [
        {"group": name.group, "use": name.use, "what": name.what, "example": name.example,
         "cells": list(name.cells)}
        for name in names
    ]  # fmt: skip
    say.value({"source": where, "names": rows})
    say.text(f"{where}：模板可以用的名称 {len(names)} 个", f"{where}: {len(names)} names")
    for group, members in groupby(names, key=lambda name: name.group):
        say.text(f"\n{group}", f"\n{group}")
        for member in members:
            example = f"　例：{member.example}" if member.example else ""
            cells = f"　来自 {'、'.join(member.cells[:3])}" if member.cells else ""
            line = f"  {member.use}　{member.what}{example}{cells}"
            say.text(line, line)
    return OK
