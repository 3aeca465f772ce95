"""话里引的份数（160/180、发放 180份满意 160份），算出来是不是这一行的率。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, combinations

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, fixed, places_of, rounded
from perfxl.filing.model import Indicator

Said = tuple[str, Field[Quantity] | None, str, str]  # 引的话、与哪一格、那一格叫什么、它是多少

_FRACTION = later(r"(?<![\d/.])(\d+)/(\d+)(?=$|[,，。;；、)）=份人户])")
_COUNTED = later(
    r"([^\d,，。;；、()（）]{0,10})(\d+)(?:份|人次?|户|名|个)([^\d,，。;；、()（）]{0,4})"
)
_TOTAL = later(r"发放|发出|回收|收回|有效|调查|受访|问卷|样本|抽取|参与|共")
_LEAST = 10  # 分母小的可能是别的写法（1/3、2/5）
MOST_COUNTS = 6


def share_said(mine: Indicator, text: str) -> Iterator[Said]:
    """引了 160/180、发放 180份满意 160份 的，算出来应是这一行的率。"""
    rate = mine.actual.value
    if rate.kind != "percent" or rate.value is None:
        return
    fractions = [(Decimal(a), Decimal(b), f"{a}/{b}") for a, b in _FRACTION.findall(text)]
    if len(fractions) == 1 and fractions[0][0] <= fractions[0][1] >= _LEAST:
        part, whole, said = fractions[0]
        if not _is_share(rate.value, part, whole):
            yield f"{said}（{fixed(part / whole * 100)}%）", mine.actual, "完成值", rate.shown
    elif "满意" in mine.name.value and not fractions:
        yield from _surveyed(mine, text, rate.value)


def _surveyed(mine: Indicator, text: str, rate: Decimal) -> Iterator[Said]:
    """问卷的份数：发放、收回、有效，都可以作分母；满意、基本满意，加哪几样都可以。"""
    pleased, total = list[Decimal](), list[Decimal]()
    for before, digits, after in _COUNTED.findall(text):
        if "不满意" in before + after:
            continue
        if "满意" in before.replace("满意度", "") + after.replace("满意度", ""):
            pleased.append(Decimal(digits))
        elif _TOTAL.search(before):
            total.append(Decimal(digits))
    if not pleased or not total or len(pleased) > MOST_COUNTS or max(total) < _LEAST:
        return
    sums = [sum(some, Decimal(0)) for some in some_of(pleased)]
    if any(_is_share(rate, part, whole) for part in sums for whole in total if whole):
        return
    part, whole = max(sums), min(total)
    if part <= whole:
        said = f"{part}÷{whole}＝{fixed(part / whole * 100)}%"
        yield said, mine.actual, "完成值", mine.actual.value.shown


def some_of(counts: list[Decimal]) -> Iterator[tuple[Decimal, ...]]:
    return chain.from_iterable(combinations(counts, many) for many in range(1, len(counts) + 1))


def _is_share(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    return rounded(part / whole * 100, places_of(rate)) == rate
