"""偏差原因里说差多少、还有多少没有做的：应是指标值减完成值。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import (
    NUMBER,
    Quantity,
    decimal,
    places_of,
    plain,
    rounded,
    same_unit,
)
from perfxl.cells.units import factor
from perfxl.filing.model import IndicatorScore
from perfxl.score.reached import is_short
from perfxl.score.score import is_reverse

_UNIT = r"([^\d,，。;；、\n()（）]{1,4}?)"
_CLAUSE = r"(?:^|[,，。;；:：\n()（）])(?:\d[.、])?[^\d,，。;；:：\n()（）]{0,8}?"
# 比目标少 3座、与指标值相差 3座、还差 3座、少完成 3座；比上年、比计划工期少几天说的是别的。
_GAP = later(
    rf"{_CLAUSE}((?:(?:比|较|与|距|离)(?:年初|年度|绩效|既定)*(?:指标值?|目标值?|计划数?|任务数?)"
    rf"(?:相差|还差|尚差|差|少|低|减少)|(?:还|尚)差|少完成|未完成数?(?:为|是)?)了?(?:完成)?({NUMBER}){_UNIT})"
    r"(?=$|[,，。;；、\n()（）])"
)
# 有 3座因征地未完工、其余 3座尚未建成。
_LEFT = later(
    rf"((?:有|其余|剩余|余下的?|另)({NUMBER}){_UNIT}(?:[^\d,，。;；\n]{{0,14}}?)"
    r"(?:未|没有|没能|尚未)能?(?:按[时期])?(?:完成|完工|建成|开工|动工|实施|安装|到位|竣工|验收))"
)


def gap_said(score: IndicatorScore, text: str) -> Iterator[tuple[str, str]]:
    """引的话，和算出来应是多少；没有说、对得上的没有。"""
    target = score.indicator.target.value
    actual = same_unit(score.indicator.actual.value, target)
    due = target.low or target.value
    if actual is None or due is None or target.growth or is_reverse(score.indicator, score.method):
        return
    if not is_short(score):
        return
    for pattern in (_GAP, _LEFT):
        found = list(pattern.finditer(text))
        if len(found) != 1:
            continue  # 分几处说的，各是一部分
        said, digits, unit = found[0].groups()
        written, scale = decimal(digits), _scale(target, unit)
        gap = due - actual
        if written is None or scale is None:
            continue
        if rounded(gap * scale, places_of(written)) != written:
            yield said, f"{plain(gap)}{'个百分点' if target.unit == '%' else target.unit}"


def _scale(target: Quantity, unit: str) -> Decimal | None:
    """指标值的单位换成话里的单位要乘几；不是一样东西的为 None。"""
    unit = unit.removeprefix("个") if unit.endswith("百分点") else unit
    if target.unit == "%":
        return Decimal(1) if unit in {"百分点", "%"} else None
    return factor(target.unit, unit) if target.unit else None
