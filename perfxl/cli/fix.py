"""`perfxl fix`：列出有唯一答案的改法；写了 --apply 才改。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.say import Say
from perfxl.cli.tables import Add, add_output, each, where
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl import files


def add(command: Add) -> None:
    """添上 `fix` 命令。"""
    made = command(_act, "列出有唯一答案的改法；写了 --apply 才改")
    made.add_argument("files", nargs="*", type=Path, metavar="文件", help="自评表，或文件夹")
    made.add_argument("--apply", nargs="+", action=_Codes, metavar="代码",
                      help="照这几条的改法改，例如 P02 P06；全部都改写 全部")  # fmt: skip
    add_output(made)


class _Codes(argparse.Action):
    """`--apply` 后面的代码；接着写的文件归文件：`fix --apply P02 自评表.xlsx` 也是人会写的次序。"""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: Any,
        option_string: str | None = None,
    ) -> None:  # fmt: skip
        del parser, option_string
        files = [value for value in values if Path(value).suffix or Path(value).exists()]
        namespace.apply = [value for value in values if value not in files]
        namespace.trailing = [Path(value) for value in files]


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.checks.register import asked  # noqa: PLC0415  # 同上

    options.files += getattr(options, "trailing", [])
    if not options.files:
        raise PerfxlError(
            "还要写上文件：perfxl fix 自评表.xlsx，或 perfxl fix --apply P02 自评表.xlsx"
        )
    if options.apply == []:
        raise PerfxlError("--apply 后面要写规则的代码（例如 P02 P06）或 全部")
    if options.apply is None and options.output is not None:
        raise PerfxlError("只列出改法时不写文件，用不着 -o；要改请加上 --apply 和规则的代码")
    codes = None if options.apply is None else asked(options.apply)

    def act(path: Path, forms: Any) -> files.Done:
        if codes is None:
            return files.fixable(path, forms)
        return files.fix_file(path, forms, codes, where(options))

    return each(options, say, act)
