"""说中文的参数解析：报错、用法、处处相同的选项。"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any, NoReturn

from perfxl.cells.later import later

OK, HAS_ERRORS, CANNOT = 0, 1, 2
# argparse 的英文：`argument 命令: invalid choice: 'chek' (choose from 'run', …)`。
_EXAMPLES = {
    "命令": "check 自评表.xlsx",
    "文件": "自评表.xlsx",
    "表样": "mof-2020",
    "报告": "自评报告.docx",
}
_WRONG_NUMBER = later(r"([\w/-]+)[^:]*: invalid int value: '([^']*)'")
_WRONG_CHOICE = later(r"(?:[\w/-]*: )?invalid choice: '([^']*)' \(choose from (.*)\)")


class Parser(argparse.ArgumentParser):
    """报错说中文、退出码 2 的参数解析器。"""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        # argparse 没有给这两个标题留公开的口子。
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        for english, chinese in (
            ("the following arguments are required: ", "还要写上 "),
            ("unrecognized arguments: ", "不认识 "),
            ("expected one argument", "后面要跟一个值"),
            ("expected at least one argument", "后面至少要跟一个值"),
            ("argument ", ""),
        ):
            message = message.replace(english, chinese)
        if "还要写上" in message:
            message += f"，照这样写：{self._example()}"
        message = _WRONG_CHOICE.sub(_nearest, message.replace("还要写上 what", "还要写上 做什么"))
        message = _WRONG_NUMBER.sub(r"\1 后面要写整数，写的是“\2”", message)
        print(f"命令写得不对：{message}；用 {self.prog} --help 看用法", file=sys.stderr)
        sys.exit(CANNOT)

    def _example(self) -> str:
        needed = [action for action in self._get_positional_actions() if action.required]
        return " ".join([self.prog, *(_sample(action) for action in needed)])


def _sample(action: argparse.Action) -> str:
    """这里可以写的一个例子：定好了几种的，第一种。"""
    written = str(action.metavar or action.dest)
    return _EXAMPLES.get(written) or next(iter(action.choices or [written]))


def _nearest(wrong: re.Match[str]) -> str:
    """写错的词：有相近的只说相近的，没有的才列出全部（命令只列英文的，中文的是同一个）。"""
    from difflib import get_close_matches  # noqa: PLC0415  # 用得着时才装载

    written, known = wrong[1], re.findall(r"[^\s,']+", wrong[2])
    close = get_close_matches(written, known, n=2)
    shown = close or [word for word in known if word.isascii()] or known
    ask = "是不是 " if close else "可以用 "
    return f"没有“{written}”，{ask}{'、'.join(shown)}"


class Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def common(parser: argparse.ArgumentParser, *, suppress: bool) -> None:
    """处处相同的选项：写在命令前后都可以（命令后的不冲掉命令前的）。"""

    def default(value: object) -> object:
        return argparse.SUPPRESS if suppress else value

    add = parser.add_argument
    add("-h", "--help", action="help", help="显示用法")
    add("--form", metavar="表样", default=default(None), help="指定表样；不写时自己认")
    add("--forms", type=Path, action="append", metavar="文件夹", default=default([]),
        help="自己的表样文件夹，排在自带的前面")  # fmt: skip
    add("-o", "--output", type=Path, metavar="位置", default=default(None),
        help="写到别的文件或文件夹，原文件不动")  # fmt: skip
    add("--json", action="store_true", default=default(value=False), help="输出给程序读的 JSON")
    add("--lang", choices=["zh", "en"], default=default("zh"), help="说明用的语言")
    add("--quiet", action="store_true", default=default(value=False), help="不在屏幕上说话")
