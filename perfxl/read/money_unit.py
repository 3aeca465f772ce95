"""表上写着的金额单位：元、万元、千元……，也可能是外币；写在哪几处。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.cells.units import YUAN
from perfxl.filing.model import FundLine
from perfxl.read.heading.headings import Heading, texts_above

# 外币照原文当单位：不当作人民币，也不与人民币互换。
_FOREIGN = (
    r"(?:亿|千万|百万|十万|万|千|百)?(?:美元|美金|欧元|日元|日圆|港元|港币|澳门元|澳元|加元|新加坡元"
    r"|新台币|台币|英镑|韩元|卢布|法郎)|USD|US\$|EUR|HKD|JPY|GBP|\$|€|£"
)
_CODES = {
    "USD": "美元", "US$": "美元", "$": "美元", "EUR": "欧元", "€": "欧元", "HKD": "港元",
    "JPY": "日元", "GBP": "英镑", "£": "英镑",
}  # fmt: skip
_SAID = (
    rf"(?:人民币|RMB|CNY)?:?(?P<unit>{_FOREIGN}|{YUAN.replace('元', '[元圆]')}"
    r"|(?:RMB|CNY|[¥￥])(?:亿|千万|百万|十万|万|千|百)?"
    r"|[万亿](?=[)\]]))"
)
# 单位：元/人 说的是标准，不是这张表的金额单位。
_UNIT = later(rf"(?:单位:?|金额:){_SAID}(?![/每])")
_UNIT_LABEL = later(r"(?:金额|资金|货币|计量)?单位:?")
_UNIT_IN_BRACKETS = later(rf"[(\[](?:(?:金额|货币|计量)?单位:?)?{_SAID}[)\]]")
_ALONE = later(_SAID)
_LONGEST = 12  # 单独写着的一个单位：人民币：千万元


def written_unit(lines: Sequence[FundLine]) -> str:
    """表头没有写金额单位、各笔金额自己都写着的（500000元）：就是它；写得不一样的没有。"""
    fields = [field for line in lines for field in (line.initial, line.budget, line.executed)]
    values = [field.value for field in fields if field is not None and field.value.is_number]
    units = {value.unit if fold(value.raw).endswith(value.unit) else "" for value in values}
    return units.pop() if len(units) == 1 else ""


def money_unit(sheet: Sheet, before: int, funds: Heading | None = None) -> str:
    """表上写着的金额单位，离金额最近的一处；没有写的为空。"""
    return next((said.value for said in stated_units(sheet, before, funds)), "")


def unit_in(text: str) -> str:
    """一格的字里写着的金额单位：预算金额（亿元）、单位：千元；没有写的为空。"""
    plain = fold(text)
    match = _UNIT_IN_BRACKETS.search(plain) or _UNIT.search(plain) or _ALONE.fullmatch(plain)
    return "" if match is None else _plain(match["unit"])


def is_money_unit(text: str) -> bool:
    """整格只是一个金额单位：单位：万元 说的是金额，不是实施单位。"""
    plain = fold(text).removesuffix("、分")
    return plain in _BARE_UNITS or _ALONE.fullmatch(plain) is not None


_BARE_UNITS = frozenset({"万", "亿", "%"})


def stated_units(sheet: Sheet, before: int, funds: Heading | None = None) -> tuple[Field[str], ...]:
    """写着金额单位的各处：资金块自己写的（`项目资金（万元）`）在先，其次 `金额单位：元`。"""
    rows = range(funds.first_row, funds.row + 1) if funds else ()
    block = (cell for row in rows for cell in sheet.row(row) if cell.kind == "text")
    above = texts_above(sheet, before)
    own = next(_in_brackets(block), None)
    heads = set(funds.cells.values()) if funds else set()  # 列名里写的，是那一列自己的单位
    around = [cell for cell in above if cell not in heads]
    apart = next(_after_name(around), None) or _unit_apart(sheet, around)
    if own is None and apart is None:
        own = next(_in_brackets(above), None)
    every = {each.cell: each for each in (apart, own) if each is not None}  # 同一格的是一处
    return tuple(reversed(every.values()))


def _in_brackets(cells: Iterable[Cell]) -> Iterator[Field[str]]:
    for cell in cells:
        text = fold(cell.raw)
        if ("(" in text or "[" in text) and (match := _UNIT_IN_BRACKETS.search(text)):
            yield Field(_plain(match["unit"]), cell)


def _after_name(cells: Sequence[Cell]) -> Iterator[Field[str]]:
    """单位：万元、金额：元。"""
    for cell in cells:
        if ("单位" in cell.raw or "金额" in cell.raw) and (match := _UNIT.search(fold(cell.raw))):
            yield Field(_plain(match["unit"]), cell)


def _plain(unit: str) -> str:
    """万圆、¥万、RMB 都化成一种写法；外币的代号说成中文。"""
    if unit in _CODES:
        return _CODES[unit]
    if unit[-1] == "圆" and unit[-2:] != "日圆":
        return f"{unit[:-1]}元"
    scale = unit.removeprefix("RMB").removeprefix("CNY").lstrip("¥￥")
    return f"{scale}元" if scale != unit or unit in {"万", "亿"} else unit


def _unit_apart(sheet: Sheet, above: Sequence[Cell]) -> Field[str] | None:
    """金额单位另写一格的：金额单位 | 元。"""
    for cell in above:
        if len(cell.raw) > _LONGEST or (match := _ALONE.fullmatch(fold(cell.raw))) is None:
            continue
        before = [near for near in sheet.row(cell.row) if near.column < cell.column]
        if before and _UNIT_LABEL.fullmatch(fold(before[-1].raw)):
            return Field(_plain(match["unit"]), cell)
    return None
