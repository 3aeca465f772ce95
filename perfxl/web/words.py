"""页面上的几个写法。"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime

from perfxl.bureau.whose import office_of
from perfxl.cells.grid import Cell, column_number
from perfxl.cells.later import later
from perfxl.filing.findings import Level, places

LEVELS = [(level.value, level.label) for level in Level]
_LONGEST = 120
# 看不见、会把后面的字倒过来的。
_HIDDEN = later(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def day(moment: datetime) -> str:
    """`2026-11-26 08:30`。"""
    return f"{moment:%Y-%m-%d %H:%M}"


def cells(addresses: Sequence[str] | None) -> str:
    """几格连着写：`自评表!H8:H9、D7`，与结果页、命令行的写法一样。"""
    return places([_cell(address) for address in addresses or ()])


def _cell(address: str) -> Cell:
    sheet, _, local = address.rpartition("!")
    letters = local.rstrip("0123456789")
    return Cell(sheet, int(local[len(letters) :]), column_number(letters))


def unsigned(path: str) -> str:
    """表上没有写单位的，说是哪一家从网页交的。"""
    office = office_of(path)
    return f"（没有写；{office}交的）" if office else "（没有写）"


def size(number: int) -> str:
    """`31 KB`。"""
    return f"{number / 1_000_000:.1f} MB" if number >= 1_000_000 else f"{max(1, number // 1000)} KB"


def shown_name(name: str | None) -> str:
    """人家给的文件名，只拿来看：去掉路径、看不见的字，过长的截短，后缀留着。"""
    text = unicodedata.normalize("NFC", name or "")
    text = _HIDDEN.sub("", re.split(r"[\\/]", text)[-1]).strip()
    text = text.encode("utf-8", "replace").decode()
    if len(text) > _LONGEST:
        stem, dot, kind = text.rpartition(".")
        text = (
            f"{stem[: _LONGEST - len(kind) - 1]}{dot}{kind}"
            if dot and len(kind) < 8
            else text[:_LONGEST]
        )
    return text or "没有名字.xlsx"
