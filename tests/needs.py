"""测试要用的外面的程序。没有时说明原因跳过；PERFXL_REQUIRE=1（持续集成）时没有就算失败。"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

import pytest

_VALIDATE = Path("node_modules/@ooxml-tools/validate/dist/npm/bin/ooxml-validate.js")
_ROOT = Path(__file__).parent.parent
# LibreOffice 的部件可以分开装；装了没有，看程序旁边有没有它的文件（.ci/tools.sh 也这样看）。
_PARTS = {"Calc": "libscfiltlo.so", "Writer": "libswlo.so"}


def needs(program: str) -> str:
    """程序的完整路径。`ooxml-validate` 另有自己的几处可放的地方。"""
    path = _validate() if program == "ooxml-validate" else shutil.which(program)
    if path is None:
        lacking(f"这台机器上没有 {program}")
    return path


def needs_office(part: str) -> str:
    """LibreOffice 的完整路径；要有这个部件。"""
    program = needs("soffice")
    file = Path(program).resolve().with_name(_PARTS[part])
    if sys.platform == "linux" and not file.exists():
        lacking(f"这台机器上的 LibreOffice 没有 {part}")
    return program


def needs_uno() -> None:
    """这个 Python 要能装载 LibreOffice 的 uno；扩展里的 Python 也靠它。"""
    from perfxl.calc.bridge import load_uno  # noqa: PLC0415  # 没有 xlwings 的机器上也要能装载本文件
    from perfxl.errors import WorkbookError  # noqa: PLC0415  # 同上

    try:
        load_uno()
    except WorkbookError as error:
        lacking(str(error))


def lacking(reason: str) -> NoReturn:
    """缺了东西：说明原因跳过，持续集成里算失败。"""
    if os.environ.get("PERFXL_REQUIRE") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def _validate() -> str | None:
    """npm 包装在哪里：PERFXL_OOXML_VALIDATE 指的文件夹、仓库、build/ooxml。"""
    given = os.environ.get("PERFXL_OOXML_VALIDATE")
    folders = [Path(given)] if given else []
    for folder in [*folders, _ROOT, _ROOT / "build" / "ooxml"]:
        if (folder / _VALIDATE).is_file():
            return str(folder / _VALIDATE)
    return None
