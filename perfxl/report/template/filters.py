"""过滤器：金额换单位、写成大写，百分数改位数，与上年比，取整。

换出来的数照样记着单元格；是文字的不换，说一句。空着的、写“—”的照原样印。
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from jinja2.runtime import Undefined

from perfxl.cells.later import later
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import fixed, fold, plain, rounded
from perfxl.cells.units import factor, is_money
from perfxl.report.marks import Ledger, Number, bare, tokens
from perfxl.report.template.capitals import MOST, capitals

_HUNDRED_MILLION = Decimal(10) ** 8
_DIGIT = later(r"[0-9]")


class _Maker:
    """由一个（两个）数得到的新数，记着原来的单元格。"""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def made(self, text: str, how: str, value: Decimal | None, *sources: Number) -> Number:
        figures = [
            self._ledger.figures[token.index]
            for source in sources
            for token in tokens(source.figure)
            if token.kind == "figure"
        ]
        cells = [cell for figure in figures for cell in figure.cells]
        title = f"{figures[0].title}|{how}" if figures else how
        marked = self._ledger.mark(text, title, cells)
        doubtful = any(number.doubtful for number in sources)
        return Number(marked, value, doubtful=doubtful, unit=sources[0].unit)


def filters(ledger: Ledger) -> Mapping[str, Callable[..., object]]:
    """名称 → 函数。"""
    maker = _Maker(ledger)
    return {
        "万元": lambda value, digits=None: _money(maker, value, "万元", digits),
        "元": lambda value, digits=None: _money(maker, value, "元", digits),
        "百分比": lambda value, digits=None: _percent(maker, value, digits),
        "中文大写": lambda value: _capitals(maker, value),
        "同比": lambda value, other=None: _growth(maker, value, other),
        "约": lambda value, digits=0: _about(maker, value, digits),
    }


def _shown(number: Number) -> str:
    """带着单位说。"""
    text = bare(number.figure)
    return text if text.endswith(number.unit) else f"{text}{number.unit}"


def _is_empty(value: object) -> bool:
    """空着的、只写了“—”的：照原样印。"""
    if isinstance(value, Undefined):
        return True  # 印的时候说是哪个名称
    return fold(bare(str(value))) in BLANK_MARKS | {""}


def _number(value: object, how: str) -> tuple[Number, Decimal]:
    """
    Raises:
        TypeError: 不是数。
    """
    if isinstance(value, Number) and value.value is not None:
        return value, value.value
    shown = bare(str(value)).strip()[:30]
    raise TypeError(f"“{shown}”不是一个数，不能用“|{how}”；请先改表里的这一格，或去掉过滤器")


def _in_money(number: Number, value: Decimal, unit: str, how: str) -> Decimal:
    """换成 `unit`。

    Raises:
        TypeError: 不是金额。
    """
    scale = factor(number.unit, unit) if is_money(number.unit) else None
    if scale is None:
        raise TypeError(f"“{bare(number.figure)}”不是金额，“|{how}”只用于金额")
    return value * scale


def _money(maker: _Maker, value: object, unit: str, digits: int | None) -> object:
    if _is_empty(value):
        return value
    number, amount = _number(value, unit)
    converted = _in_money(number, amount, unit, unit)
    text = plain(rounded(converted, 6)) if digits is None else fixed(converted, digits)
    if "," in bare(number.figure):
        text = f"{Decimal(text):,f}"
    made = maker.made(
        f"{text}{unit}", unit if digits is None else f"{unit}({digits})", converted, number
    )
    return made.in_unit(unit)


def _capitals(maker: _Maker, value: object) -> object:
    if _is_empty(value):
        return value
    number, amount = _number(value, "中文大写")
    yuan = _in_money(number, amount, "元", "中文大写")
    if abs(yuan) >= MOST:
        raise TypeError(f"“{bare(number.figure)}”太大，写不成大写")
    return maker.made(capitals(yuan), "中文大写", amount, number)


def _percent(maker: _Maker, value: object, digits: int | None) -> object:
    if _is_empty(value):
        return value
    number, amount = _number(value, "百分比")
    text = bare(number.figure)
    if not text.endswith("%"):
        if number.unit or not text[-1:].isdigit():
            raise TypeError(f"“{_shown(number)}”不是比率，“|百分比”只用于百分数、比值")
        amount *= 100
    shown = plain(rounded(amount, 2)) if digits is None else fixed(amount, digits)
    how = "百分比" if digits is None else f"百分比({digits})"
    return maker.made(f"{shown}%", how, amount, number).in_unit("%")


def growth(number: Number, ledger: Ledger) -> str:
    """与上年比的半句；算不出的为空。"""
    said = str(_growth(_Maker(ledger), number, None))
    return "" if said.startswith("（") else said


def _growth(maker: _Maker, value: object, other: object) -> object:
    """“增长12.5%”“下降3%”“持平”；百分数与百分数比说几个百分点。"""
    if _is_empty(value):
        return value
    number, now = _number(value, "同比")
    if other is None:
        other = number.last
    if other is None or _is_empty(other):
        return "（没有上年值，不算同比）"
    before, base = _number(other, "同比")
    scale = Decimal(1) if number.unit == before.unit else factor(before.unit, number.unit)
    if scale is None:
        raise TypeError(f"“{_shown(number)}”与“{_shown(before)}”单位不同，不能比")
    base *= scale
    if number.unit == "%":
        text = _said(now - base, "提高", "降低", "个百分点")
        return maker.made(text, "同比", now - base, number, before)
    if base <= 0:
        return "（上年不是正数，不算同比）"
    change = (now - base) / base * 100
    return maker.made(_said(change, "增长", "下降", "%"), "同比", change, number, before)


def _said(change: Decimal, up: str, down: str, unit: str) -> str:
    if not change:
        return "持平"
    size = rounded(abs(change), 2)
    if not size:
        return "基本持平"
    return f"{up if change > 0 else down}{plain(size)}{unit}"


def _about(maker: _Maker, value: object, digits: int) -> object:
    """取整；上亿元的换成亿元、留一位小数。本来就整的照写，不说“约”。"""
    if _is_empty(value):
        return value
    number, amount = _number(value, "约")
    unit = number.unit if is_money(number.unit) or bare(number.figure).endswith(number.unit) else ""
    if is_money(unit):
        yuan = _in_money(number, amount, "元", "约")
        if abs(yuan) >= _HUNDRED_MILLION and unit != "亿元":
            amount, unit, digits = yuan / _HUNDRED_MILLION, "亿元", max(digits, 1)
        elif unit == "亿元":
            digits = max(digits, 1)
    short = rounded(amount, digits)
    while amount and not short:  # 不到一半的零头，取整成了零
        digits += 1
        short = rounded(amount, digits)
    lead = "" if short == amount else "约"
    how = f"约({digits})" if digits else "约"
    return maker.made(f"{lead}{plain(short)}{unit}", how, short, number).in_unit(unit)
