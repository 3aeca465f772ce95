"""`perfxl new`：一个空白的官方工作簿。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.screen import one_line
from perfxl.cli.tables import Add


def add(command: Add) -> None:
    """添上 `new` 命令。"""
    made = command(_act, "一个空白的官方工作簿")
    made.add_argument("code", metavar="表样", help="表样代码，见 perfxl forms")
    made.add_argument("--from", dest="source", type=Path, metavar="申报表",
                      help="照申报表填好批复过的各项，一个项目一份；结果各栏留空")  # fmt: skip


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    if options.source is not None:
        return _from(options, say)
    made = files.new(options.code, options.output, options.forms)
    say.result({"file": str(made)}, f"已新建 {made}", f"Created {made}")
    return OK


def _from(options: argparse.Namespace, say: Say) -> int:
    from perfxl.files.given import new_from  # noqa: PLC0415  # 只看用法时不装载

    made = new_from(options.code, options.source, options.output, options.forms)
    documents = [{"file": str(book.path), "notes": list(book.notes)} for book in made]
    say.value(documents[0] if len(documents) == 1 else documents)
    for book in made:
        place = one_line(book.path)
        say.text(
            f"已新建 {place}：批复过的各项已经照填，结果各栏留空", f"Created {place}, prefilled"
        )
        for note in book.notes:
            say.text(f"  [请留意] {note}", f"  note: {note}")
    return OK
