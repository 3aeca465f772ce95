"""对自评表做事的命令（run、check、write、report、fix）共用的：参数，和逐个文件做。"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from perfxl.cli.parser import CANNOT, HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.errors import PerfxlError
from perfxl.filing.findings import Level

Add = Callable[[str, str, Callable[..., int], str], argparse.ArgumentParser]


def table_command(
    command: Add, name: str, chinese: str, act: Callable[..., int], text: str
) -> argparse.ArgumentParser:
    """添一个对自评表做事的命令。"""
    made = command(name, chinese, act, text)
    made.add_argument("files", nargs="+", type=Path, metavar="文件", help="自评表，或文件夹")
    return made


def add_template(made: argparse.ArgumentParser) -> None:
    """要出报告的命令都可以换模板。"""
    made.add_argument("--template", type=Path, metavar="模板", help="自己的报告模板 .docx")


def each(options: argparse.Namespace, say: Say, act: Callable[[Path, Any], Any]) -> int:
    """逐个文件做；一个做不了，说一句，接着做下一个。"""
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 同上

    forms = forms_for(options.form, options.forms)
    paths = list(files.files_in(options.files))
    if not paths:
        raise PerfxlError("文件夹里没有工作簿（.xlsx、.xls、.et、.ods），请确认位置")
    if len(paths) > 1 and options.output is not None and options.output.suffix:
        raise PerfxlError("有几个文件时，-o 后面要写文件夹，不能写一个文件名")
    code, done = OK, []
    for path in paths:
        try:
            one = act(path, forms)
        except PerfxlError as error:
            print(f"{path.name}：{error}" if len(paths) > 1 else error, file=sys.stderr)
            code = CANNOT
            continue
        done.append(one)
        say.done(one)
        if any(found.level is Level.ERROR for found in one.assessment.findings):
            code = max(code, HAS_ERRORS)
    say.documents(done, several=len(paths) > 1)
    return code
