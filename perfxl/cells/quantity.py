"""量：数、单位、日期、目标；只用 Decimal，四舍五入（与 Excel 的 ROUND 相同）。

格里的字怎样读成量，在 notation.py。原文一直在 `raw`。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.scaled import scale_of
from perfxl.cells.units import comparable

Kind = Literal["number", "percent", "money", "date", "grade", "text", "none"]
Op = Literal[">=", "<=", ">", "<", "=", "range"]

# Excel 只显示 15 位有效数字；更长的尾巴（0.30000000000000004）是二进制换算的噪声。
_EXCEL_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)

# 自评表里的数到不了 10 的 30 次方（全国一年的支出以元计是 14 次方），也小不过它的倒数；
# 更大更小的是乱填的，留作文字，不拿来算。两个这样的数相乘、相除再取小数位，也装得进 `_WIDE`。
_MOST_POWER = 30
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
TYPED_PLACES = 6  # 填的小数到不了这么多位
_MOST_PLACES = 30  # Excel 的格式至多三十位小数

_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("≧"): "≥", ord("≦"): "≤", ord("═"): "=", ord("〜"): "~", ord("–"): "-", ord("—"): "-",
    ord("−"): "-", ord("‐"): "-", ord("﹪"): "%", ord("⩾"): "≥", ord("⩽"): "≤",
}  # fmt: skip
_SPACE = later(r"[\s\u00a0\u200b-\u200d\u2060\u3000\ufeff]+")

# 一个数从头找起：不许从一串数字的中间开始，几千位的一格才不会逐位各试一遍。
NUMBER = r"[-+]?(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?|[-+]?(?<![\d.])\.\d+"
COMMA = r"(?:(?<!\d),|,(?!\d{3}(?!\d)))"  # 隔开两句的逗号：1,250人次 里的是千分位


@dataclass(frozen=True, slots=True)
class Quantity:
    """一格里的量。

    `value` 以 `unit` 计：95% 的 `value` 为 95、`unit` 为 `%`；684 万元为 684、`万元`。
    日期在 `day`（期间取最后一天）。`kind` 为 text、grade 时字在 `text`；空白和“—”“/”为 none。
    `doubt` 是读的时候的疑问（一格两数、认错的字）。
    """

    raw: str
    kind: Kind
    value: Decimal | None = None
    unit: str = ""
    day: date | None = None
    text: str = ""
    op: Op | None = None  # 完成值里照抄的比较号；目标另有 Target.op
    growth: bool = False  # “同比增长16.05%”：是增幅，不是完成数
    falls: bool = False  # 增幅说的是下降、减少
    doubt: Doubt | None = None
    days: tuple[date, ...] = ()  # 一格写着几个日期的，各个；`day` 是拿来比的一个
    whole: Decimal | None = None  # 格里写的是扣了几分，`value` 是从这么多分里减去它的得分
    added: bool = False  # `value` 是几格加起来的，格里写的只是其中一份

    def doubted(self, kind: DoubtKind) -> str:
        """有这一种疑问的，它的话；没有为空。"""
        return self.doubt.text if self.doubt is not None and self.doubt.kind is kind else ""

    @property
    def is_number(self) -> bool:
        return self.value is not None

    @property
    def shown(self) -> str:
        """给人看的写法：`95%`、`684万元`、`2019年12月31日`。"""
        if self.value is not None:
            return f"{told(self.value)}{self.unit}"
        if self.day is not None:
            return "、".join(
                f"{day.year}年{day.month}月{day.day}日" for day in self.days or (self.day,)
            )
        return self.text or self.raw


@dataclass(frozen=True, slots=True)
class Target(Quantity):
    """年度指标值：量，加比较的方向。区间的两端在 `low`、`high`，这时 `value` 为 None。"""

    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def shown(self) -> str:
        sign = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "="}.get(self.op or "", "")
        if self.low is not None and self.high is not None:
            return f"{plain(self.low)}-{plain(self.high)}{self.unit}"
        if self.value is not None:
            return f"{sign}{told(self.value)}{self.unit}"
        return Quantity.shown.fget(self)  # type: ignore[attr-defined,no-any-return]  # 父类的属性


NOTHING = Quantity("", "none")


def plain(value: Decimal) -> str:
    """Decimal 的普通写法：不用指数，去掉小数末尾的零。"""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def told(value: Decimal) -> str:
    """给人看的写法：公式除不尽的长尾巴（91.6666666666667）不是谁填的，收成两位。"""
    short = rounded(value, 2) if places_of(value) > TYPED_PLACES else value
    return plain(short or value)


def rounded(value: Decimal, digits: int) -> Decimal:
    """四舍五入到 `digits` 位小数，同 Excel 的 ROUND。"""
    if value.adjusted() + digits >= _WIDE.prec:
        return value  # 话里写着几百位的数：没有小数好舍
    short = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)
    return short or abs(short)  # -0.004 舍成 0，不写成 -0


def places_of(value: Decimal) -> int:
    """写出来的小数位。"""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def half_of(value: Decimal) -> Decimal:
    """写出来的末位的一半：四舍五入最多差这么多，写着的数是这样一段区间。"""
    return Decimal(5).scaleb(-places_of(value) - 1)


def sum_slack(total: Decimal, parts: Sequence[Decimal]) -> Decimal:
    """合计最多可以差多少。

    各笔写得与合计一样细的，一分也不能差；合计写得粗的，差它末位的一半；各笔写得粗的，各差一半。
    """
    finest = max(parts, key=places_of)
    if places_of(finest) == places_of(total):
        return Decimal(0)
    return half_of(total) if places_of(finest) > places_of(total) else half_of(finest) * len(parts)


def fixed(value: Decimal, digits: int = 2) -> str:
    """四舍五入后写满小数位：`9.00`。"""
    return f"{rounded(value, digits):f}"


def decimal(text: str) -> Decimal | None:
    """数字的字面 → Decimal（15 位有效数字）；不是数字、大得小得不可能是真的时为 None。"""
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return exact(number) if number.is_finite() and is_likely_size(number) else None


def is_likely_size(number: Decimal) -> bool:
    """零，或不大不小、自评表里可能有的数。"""
    return not number or abs(number.adjusted()) <= _MOST_POWER


def exact(number: Decimal) -> Decimal:
    """去掉二进制换算留下的尾巴：15 位有效数字。

    Excel 把 9.2 存成 9.1999999999999993：舍出来的 9.20000000000000 是 9.2；写出来的零（9.20）留着。
    """
    made = _EXCEL_DIGITS.plus(number)
    if made == number or not places_of(made):
        return made
    short = made.normalize(_WIDE)
    return short if places_of(short) else short.quantize(Decimal(1), context=_WIDE)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """全角变半角、各种空白去掉、异体比较号归一：只用来看懂，不用来显示。"""
    return _SPACE.sub("", text).translate(_FOLD)


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """只留字和数：比较两句话是不是同一个说法。"""
    return re.sub(r"[^\w%‰]", "", fold(text))


@lru_cache(maxsize=8192)
def clean(text: str) -> str:
    """给人看的整理：去首尾空白，行内连续空白并成一个，换行留着。"""
    lines = (_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def same_unit(actual: Quantity, target: Quantity) -> Decimal | None:
    """完成值换成指标值的单位后的数；不是数、单位不能换算时为 None。

    一方没写单位时按另一方的单位理解（指标值 `8个`、完成值 `8`）。一方是百分数、另一方是不大于
    1 的小数（98% 与 0.98）时按比例理解：百分数格丢了格式是最常见的情形。
    """
    if actual.value is None:
        return None
    if actual.unit == target.unit or not actual.unit or not target.unit:
        if lost_percent(actual, target):
            return actual.value * 100
        return actual.value / 100 if lost_percent(target, actual) else actual.value
    ratio = comparable(actual.unit, target.unit)
    return None if ratio is None else actual.value * ratio


def lost_percent(quantity: Quantity, other: Quantity) -> bool:
    """`quantity` 像是丢了百分号：另一格是 95%，这一格写 0.98；单位另成一栏写着 % 的也是。"""
    value = quantity.value
    if other.kind != "percent" or value is None or not 0 < value <= 1:
        return False
    bounds = [bound for bound in (other.value, getattr(other, "high", None)) if bound is not None]
    if not bounds or max(bounds) <= _NO_FRACTION:
        return False
    if quantity.kind == "number":
        return not quantity.unit
    # 单位栏写着 %，本来就可以是 0.98%：越少越好的、换成百分数与另一格不相称的，不算。
    fewer = {getattr(quantity, "op", None), getattr(other, "op", None)} & {"<=", "<"}
    near = max(bounds) / 2 <= value * 100 <= max(bounds) * 2
    return is_unit_beside(quantity) and near and not fewer


_NO_FRACTION = 2


def is_unit_beside(quantity: Quantity) -> bool:
    """百分数的百分号不在格里，在单位一栏（或名称里）：格里光是一个数。"""
    written = decimal(fold(quantity.raw).lstrip("≥≤<>="))
    return quantity.kind == "percent" and written is not None and written == quantity.value


def display(cell: Cell, quantity: Quantity) -> str:
    """报告里的写法，不带单位：按单元格显示的小数位和千分位；文本照原文。"""
    if quantity.value is None or cell.kind != "number":
        typed = re.search(NUMBER, fold(quantity.raw))
        return typed[0] if typed and quantity.is_number else quantity.shown
    scale = scale_of(cell)
    if scale.power:
        value = rounded(quantity.value, min(scale.places, _MOST_PLACES))
        return f"{value:,f}" if scale.grouped else f"{value:f}"
    code = re.sub(r'"[^"]*"', "", cell.number_format).split(";")[0]
    places = re.search(r"0\.(0+)", code)
    if not re.search(r"[0#]", code):
        return plain(quantity.value)
    value = rounded(quantity.value, min(len(places[1]), _MOST_PLACES) if places else 0)
    return f"{value:,f}" if re.search(r",[0#?]", code) else f"{value:f}"
