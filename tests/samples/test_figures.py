"""两份真实报告的样本：报告里印的每个数都在工作簿的一格里，都从那一格进了 Word 报告。"""

from __future__ import annotations

import re
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "samples"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FOLDERS = {"heyuan": "河源市2019专项资金", "guangkai": "广开区2022部门整体"}
LEVELS = {"Heading1": 1, "Heading2": 2, "Heading3": 3}


@dataclass(frozen=True)
class Control:
    """报告里的一个数：印的字、紧跟在后面的字、它写明的单元格。"""

    text: str
    after: str
    cells: tuple[str, ...]


@cache
def _printed(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / f"{name}-figures.toml").read_text(encoding="utf-8"))


@cache
def _cells(name: str) -> dict[str, str]:
    """样本工作簿各格显示的字（不用 perfxl 读，免得自己证明自己）。"""
    path = SAMPLES / FOLDERS[name] / f"{FOLDERS[name]}自评表.xlsx"
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": _shown(cell.value, cell.number_format)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and sheet.title != "填报说明"
    }


def _shown(value: Any, code: str) -> str:
    """Excel 显示的样子：样本里只用到这几种数字格式。"""
    if not isinstance(value, (int, float)):
        return str(value)
    number = Decimal(str(value)) * (100 if code.endswith("%") else 1)
    if code == "General":
        return f"{number.normalize():f}"
    places = len(code.removesuffix("%").partition(".")[2])
    number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    body = f"{number:,f}" if "," in code else f"{number:f}"
    return body + ("%" if code.endswith("%") else "")


@cache
def _document(name: str) -> Any:
    path = SAMPLES / FOLDERS[name] / "结果" / f"{FOLDERS[name]}自评表-自评报告.docx"
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("word/document.xml"))


def _words(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


@cache
def _controls(name: str) -> tuple[Control, ...]:
    return tuple(_each_control(_document(name)))


def _each_control(root: Any) -> Iterator[Control]:
    for control in root.iter(f"{W}sdt"):
        cells = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        after = "".join(_words(one) for one in control.itersiblings())
        yield Control(_words(control), after, tuple(cells.removesuffix("等").split("、")))


def _figures(kind: str) -> list[Any]:
    return [
        pytest.param(name, one, id=f"{name} {one['text']}{one.get('unit', '')} {one['what']}")
        for name in FOLDERS
        for one in _printed(name)[kind]
    ]


def _place(text: str, figure: str) -> int:
    """这个数在一段字里的位置，前后不接着别的数字；没有时为 -1。"""
    number = figure.removesuffix("%")
    found = re.search(rf"(?<![\d.,:]){re.escape(number)}(?!\d|[.,:]\d)", text)
    return -1 if found is None else found.start()


def _in_cell(shown: str, figure: str) -> bool:
    place = _place(shown, figure)
    return place >= 0 and shown[place:].startswith(figure)


def _printed_as(control: Control, figure: str, unit: str) -> bool:
    """内容控件里是这个数，后面（控件里或紧接着）是它的单位。"""
    place = _place(control.text, figure)
    return place >= 0 and (control.text + control.after)[place:].startswith(figure + unit)


@pytest.mark.parametrize(("name", "figure"), _figures("figure"))
def test_印的每个数都在一格里也从那一格进了报告(name: str, figure: dict[str, str]) -> None:
    cells, text = _cells(name), figure["text"]
    assert any(_in_cell(shown, text) for shown in cells.values()), "工作簿里没有这一格"
    proved = [
        one
        for one in _controls(name)
        if _printed_as(one, text, figure["unit"])
        and any(_in_cell(cells.get(cell, ""), text) for cell in one.cells)
    ]
    assert proved, "报告里没有系着那一格的这个数"


@pytest.mark.parametrize(("name", "word"), _figures("word"))
def test_用汉字写的数也在一格里也进了报告(name: str, word: dict[str, str]) -> None:
    assert word["text"] in _cells(name).values()
    assert word["text"] in _words(_document(name))


@pytest.mark.parametrize("name", FOLDERS)
def test_报告的提纲是公布的样子(name: str) -> None:
    paragraphs = iter([_words(one).strip() for one in _document(name).iter(f"{W}p")])
    for heading in _printed(name)["outline"]:
        assert any(one.startswith(heading) for one in paragraphs), f"没有（或次序不对）{heading}"


@pytest.mark.parametrize("name", FOLDERS)
def test_报告没有提纲以外的标题(name: str) -> None:
    outline = set(_printed(name)["outline"])
    headings = [
        _words(paragraph).strip()
        for paragraph in _document(name).iter(f"{W}p")
        if (style := paragraph.find(f"{W}pPr/{W}pStyle")) is not None
        and style.get(f"{W}val") in LEVELS
    ]
    assert headings
    assert [one for one in headings if one not in outline] == []


@pytest.mark.parametrize("name", FOLDERS)
def test_报告里没有换不了的名称也没有缺的栏目(name: str) -> None:
    text = _words(_document(name))
    assert "【" not in text
    assert "此处由单位补充" not in text
