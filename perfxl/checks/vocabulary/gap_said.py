"""偏差原因里说差多少、还有多少没有做的：应是指标值减完成值。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from perfxl.cells.later import later
from perfxl.cells.quantity import (
    NUMBER,
    Quantity,
    decimal,
    fold,
    places_of,
    plain,
    rounded,
    same_unit,
)
from perfxl.cells.units import factor
from perfxl.filing.model import IndicatorScore
from perfxl.score.reached import is_short
from perfxl.score.score import is_reverse

_UNIT = r"((?!个点)[^\d,，。;；、\n()（）的]{1,4}?)"
_CLAUSE = r"(?:^|[,，。;；:：\n()（）])(?:\d[.、])?[^\d,，。;；:：\n()（）]{0,8}?"
# 比目标少 3座、与指标值相差 3座、还差 3座、少完成 3座；比上年、比计划工期少几天说的是别的。
_GAP = later(
    rf"{_CLAUSE}((?:(?:比|较|与|距|离)(?:年初|年度|绩效|既定)*(?:指标值?|目标值?|计划数?|任务数?)"
    rf"(?:相差|还差|尚差|差|少|低|减少)|(?:还|尚)差|少完成|未完成数?(?:为|是)?)了?(?:完成)?({NUMBER}){_UNIT})"
    r"(?=$|[,，。;；、\n()（）])"
)
# 有 3座因征地未完工、其余 3座尚未建成；有 2个乡镇未完成选址，说的是乡镇，看名称里有没有。
_LEFT = later(
    rf"((?:有|其余|剩余|余下的?|另)({NUMBER}){_UNIT}(?P<between>[^\d,，。;；\n]{{0,14}}?)"
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
        said, digits = found[0].group(1, 2)
        unit, noun = _unit_said(found[0], target.unit)
        written, scale = decimal(digits), _scale(target, unit)
        gap = due - actual
        if written is None or scale is None or _is_part(text, found[0], gap * scale):
            continue
        if _NO_NOUN.match(noun) is None and noun[:2] not in fold(score.indicator.name.value):
            continue  # 数的是别的东西：2个乡镇、1个供应商；与名称里的一样（2个服务点）的才是它
        if unit == "%" and due and rounded(gap / due * 100, places_of(written)) == written:
            continue  # 95% 做到 92%，比目标少 3.16%：说的是少了百分之几
        if rounded(gap * scale, places_of(written)) != written:
            yield said, f"{plain(gap)}{'个百分点' if target.unit == '%' else target.unit}"


# 说的是其中一段：一期、第二批、上半年。
_STAGE = later(r"[期批段季]|月|半年|其中|另$")
# 引的是指标值、完成值，不是差着的。
_OWN = later(r"(?:完成|建成|实施|实际|目标|指标|计划)(?:值|数|了|为|是|仅|只有)*$")


def _is_part(text: str, said: re.Match[str], gap: Decimal) -> bool:
    """说的只是一部分：别处还说着余下几个，加起来正好，或者别处说的就是一共差多少。"""
    if _STAGE.search(re.split(r"[,，。;；:：\n]", text[: said.start(1)])[-1]):
        return True
    numbers = re.finditer(rf"({NUMBER}){re.escape(said[3])}", text)
    rest = [decimal(each[1]) for each in numbers if each.start() != said.start(2)
            and not _OWN.search(text, 0, each.start())]  # fmt: skip
    known = [each for each in rest if each is not None]
    added = [sum(each, Decimal(0)) for size in range(len(known) + 1)
             for each in combinations(known[:_MOST], size)]  # fmt: skip
    mine = decimal(said[2]) or Decimal(0)
    return gap in known or any(each + mine == gap for each in added)


# 数和“未完成”之间是原因、时候的：3座因征地未完工、3座尚未建成、3座正在施工未验收。
_NO_NOUN = later(r"(?:因|由于?|受|尚|还|仍|暂|均|都|在|正|已|目前|截至|年底|到期|的|[(（:：]|$)")


def _unit_said(said: re.Match[str], own: str) -> tuple[str, str]:
    """话里的单位，和它与“未完成”之间的话；与指标同一个单位的（公里、平方米）照整个认。"""
    unit, noun = said[3], said.groupdict().get("between") or ""
    whole = unit + noun
    return (own, whole.removeprefix(own)) if own and whole.startswith(own) else (unit, noun)


_MOST = 6  # 一格里说这么多处，再多也看不出来


def _scale(target: Quantity, unit: str) -> Decimal | None:
    """指标值的单位换成话里的单位要乘几；不是一样东西的为 None。"""
    unit = unit.removeprefix("个") if unit.endswith("百分点") else unit
    if target.unit == "%":
        return Decimal(1) if unit in {"百分点", "%"} else None
    return factor(target.unit, unit) if target.unit else None
