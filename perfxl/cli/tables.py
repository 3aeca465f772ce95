"""对自评表做事的命令（run、check、write、report、fix）共用的：参数，和逐个文件做。"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from perfxl.cli.consent import add_yes, refused
from perfxl.cli.parser import CANNOT, HAS_ERRORS, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import name, one_line, trouble
from perfxl.errors import PerfxlError, not_installed, write_down
from perfxl.filing.findings import Level

if TYPE_CHECKING:
    from perfxl import files

Made = TypeVar("Made")
Add = Callable[[Callable[..., int], str], argparse.ArgumentParser]


def table_command(command: Add, act: Callable[..., int], text: str) -> argparse.ArgumentParser:
    """添一个对自评表做事的命令。"""
    made = command(act, text)
    made.add_argument("files", nargs="+", type=Path, metavar="文件", help="自评表，或文件夹")
    return made


def add_template(made: argparse.ArgumentParser) -> None:
    """要出报告的命令都可以换模板。"""
    made.add_argument("--template", type=Path, metavar="模板", help="自己的报告模板 .docx")


def add_output(made: argparse.ArgumentParser) -> None:
    """要写文件的命令：`-o` 指到别人的文件时，写明了才覆盖。"""
    made.add_argument("--overwrite", action="store_true",
                      help="-o 指到的、报告要写的文件已经有了，不是程序写的也覆盖")  # fmt: skip
    add_yes(made)


def where(options: argparse.Namespace) -> files.Where:
    """写到哪里，照选项说的。"""
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    return files.Where(options.output, getattr(options, "template", None), options.overwrite)


def each(options: argparse.Namespace, say: Say, act: Callable[[Path, Any], Any]) -> int:
    """逐个文件做；一个做不了，说一句，接着做下一个。"""
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 只看用法时不装载

    forms = forms_for(options.form, options.forms)
    unread: list[Path] = []
    paths = asked(options, forms, unread)
    if (stopped := refused(options, paths)) is not None:
        return stopped
    code, done = CANNOT if unread else OK, []
    for path in paths:
        made = alone(path, lambda path: act(path, forms), several=len(paths) > 1)
        if made is None:
            code = CANNOT
            continue
        done.append(made)
        say.done(made)
        findings = (finding for assessment in made.assessments for finding in assessment.findings)
        if any(finding.level is Level.ERROR for finding in findings):
            code = max(code, HAS_ERRORS)
    say.documents(done, several=len(paths) > 1)
    return code


def asked(options: argparse.Namespace, forms: Any, unread: list[Path]) -> list[Path]:
    """要做的：点名的文件、文件夹里不是空白表的；不让看的文件夹说一句，记在 `unread`。"""
    return _without_blanks(_paths(options, unread), options, forms)


def _paths(options: argparse.Namespace, unread: list[Path]) -> list[Path]:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    paths = list(files.files_in(options.files, unread))
    for folder in unread:
        place = one_line(folder)
        trouble(f"文件夹 {place} 不让看（没有权限），里面的都没有做；请找管它的人开通，或换个账号")
    if not paths and not unread:
        raise PerfxlError("文件夹里没有工作簿（.xlsx、.xls、.et、.ods），请确认位置")
    if len(paths) > 1 and options.output is not None and options.output.suffix:
        raise PerfxlError("有几个文件时，-o 后面要写文件夹，不能写一个文件名")
    return paths


def _without_blanks(paths: list[Path], options: argparse.Namespace, forms: Any) -> list[Path]:
    """文件夹里没有动过的空白表不做，说一句；点了名的照做。"""
    from perfxl.files.blanks import is_blank  # noqa: PLC0415  # 只看用法时不装载

    blank = [path for path in paths if path not in options.files and is_blank(path, forms)]
    if blank:
        names = "、".join(one_line(path) for path in blank[:_SHOWN])
        more = f" 等 {len(blank)} 个" if len(blank) > _SHOWN else ""
        trouble(f"{names}{more}：还是空白表，没有做；要做，就点文件的名")
    return [path for path in paths if path not in blank]


_SHOWN = 5  # 再多的只说有几个


def alone(path: Path, act: Callable[[Path], Made], *, several: bool) -> Made | None:
    """做一个文件；什么样的错都只碍这一个：说一句，返回 None。"""
    others: tuple[str, ...] = ()
    try:
        return act(path)
    except PerfxlError as error:
        said, others = str(error), error.others
    except BrokenPipeError:
        raise
    except MemoryError as error:
        said = f"太大，这台电脑的内存装不下，没有做；{write_down(error, str(path))}"
    except Exception as error:
        if os.environ.get("PERFXL_DEBUG") or not_installed(error):
            raise  # 没有装好的，每个文件都一样，由入口说一遍
        said = (
            f"程序出错，没有做（{type(error).__name__}）；文件没有写坏。"
            f"{write_down(error, str(path))}，请把它和这个文件反馈给 perfxl 的维护者"
        )
    said, head = one_line(said), f"{name(path)}："
    trouble(said if not several or said.startswith(head) else head + said)
    for other in others:
        trouble(f"  {one_line(other)}")
    return None
