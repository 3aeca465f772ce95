"""画好的工作簿，测试里怎样打开看。"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl

from perfxl.blank import Content, load_content, workbook_bytes
from perfxl.form.form import Form, FundRow
from perfxl.form.load import load, load_all

HERE = Path(__file__).parent
TEMPLATES = HERE.parent.parent / "templates"
FORMS = load_all()
MOF = load("mof-2020")
FILLED = load_content(HERE / "filled.toml")


@cache
def _saved(code: str) -> bytes:
    return workbook_bytes(load(code))


def opened(form: Form, content: Content | None = None, *, results: bool = False) -> Any:
    """打开的工作簿，只看不改（同样的字节共用一份）；`results` 看公式存着的结果，否则看公式。"""
    is_blank = content is None and form in FORMS
    data = _saved(form.code) if is_blank else workbook_bytes(form, content)
    return _loaded(data, results=results)


@cache
def _loaded(data: bytes, *, results: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=results)


def place_of(sheet: Any, text: str) -> Any:
    """写着 `text` 的第一格。"""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def beside(sheet: Any, label: str, heading: str) -> Any:
    """`label` 那一行、`heading` 那一列的格。"""
    return sheet.cell(place_of(sheet, label).row, place_of(sheet, heading).column)


def texts(sheet: Any) -> list[str]:
    """一张表里的全部文字和数，按行。"""
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def part(data: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def literal(data: bytes, sheet: int, address: str) -> str:
    """一格在文件里的字面：452.496 就是 452.496。"""
    xml = part(data, f"xl/worksheets/sheet{sheet}.xml")
    match = re.search(rf'<c r="{address}"[^>]*>(?:<f>[^<]*</f>)?<v>([^<]*)</v>', xml)
    assert match is not None, address
    return match[1]


def validations(sheet: Any, address: str) -> list[Any]:
    """管着一格的提示和下拉。"""
    return [
        validation
        for validation in sheet.data_validations.dataValidation
        if address in validation.sqref
    ]


def grouped() -> Form:
    """资金分两种分法的表样：按来源的各行相加才是总额。"""
    rows = (
        FundRow("total", "支出总额"),
        FundRow("fiscal", "财政拨款", group="按资金来源"),
        FundRow("other", "其他资金", group="按资金来源"),
        FundRow("other", "基本支出", group="按支出性质"),
        FundRow("other", "项目支出", group="按支出性质"),
    )
    return replace(MOF, code="两种分法", funds=replace(MOF.funds, row=rows))
