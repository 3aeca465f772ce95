"""`perfxl lint`：报告模板写错的地方，一次列全。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `lint` 命令。"""
    text = "报告模板检查一遍：写错的名称、标记，在第几段、该怎么写"
    made = command(_act, text)
    made.add_argument("template", type=Path, metavar="模板", help="自己改的报告模板 .docx")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    checked = files.lint_template(options.template, options.form, options.forms)
    mistakes = [
        {
            "place": mistake.place.where, "text": mistake.place.text, "tag": mistake.shown,
            "message": str(mistake), "near": list(mistake.near),
        }
        for mistake in checked.mistakes
    ]  # fmt: skip
    said = {"template": str(options.template), "form": options.form}
    say.value({**said, "mistakes": mistakes, "notes": list(checked.notes)})
    name, count = options.template.name, len(mistakes)
    what = f"写错的 {count} 处" if count else "没有写错的"
    say.text(f"{name}：{what}", f"{name}: {count} mistakes")
    for mistake in checked.mistakes:
        say.text(f"  {mistake}", f"  {mistake}")
    for note in checked.notes:
        say.text(f"  提示：{note}", f"  Note: {note}")
    if not mistakes and options.form is None:
        more = "没有写 --form，哪张表样的名称都认；写上再查一遍更准"
        say.text(f"  提示：{more}", "  Note: names of every form are accepted; add --form")
    return HAS_ERRORS if mistakes else OK
