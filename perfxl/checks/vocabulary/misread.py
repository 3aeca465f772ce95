"""认错的字：扫描件里的“≥”成了 2、8，去掉这一位正好说得通。只说像是什么，不照着改。"""

from __future__ import annotations

import re
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, plain, same_unit
from perfxl.cells.unit_slips import times_apart, unit_left_off
from perfxl.checks.vocabulary.words import RATE
from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator
from perfxl.form.form import Form

# 这些指标越少越好，完成值比指标值小得多是正常的。
_FEWER = later(
    r"成本|费|价|时间|时限|时长|天数|周期|投诉|事故|事件|案件|伤|亡|灾|失|违|超|差错|误|缺|逾|延|"
    r"控|用水|用电|用量|等待|响应|办结|故障|污染|排放|耗|贫困|发病|死|结余|结转|降|减|偏差|退|空置|闲置|上访|信访"
)

_LOW, _HIGH = 200, 900  # 2xx%、8xx%
_FEWER_UNITS = later(r"(?:工作)?[天日时年月秒]|小时|分钟|个月|周")


def looks_misread(indicator: Indicator, quantity: Quantity, form: Form) -> Decimal | None:
    """开头的 2、8 像不像误认的 ≥：`290%` 像 ≥90%；完成 8 却记满分的 `28` 像 ≥8。"""
    percent = percent_meant(indicator, quantity)
    target = indicator.target.value
    same = quantity.raw == target.raw and quantity.value == target.value
    return count_meant(indicator, form) if percent is None and same else percent


def misread_row(indicator: Indicator, form: Form) -> bool:
    """指标值或完成值像是认错的、单位写错的，照它核分没有意义。"""
    target, actual = indicator.target.value, indicator.actual.value
    if times_apart(actual, target) is not None:
        return True
    if unit_left_off(actual, target) or unit_left_off(target, actual):
        return True
    both = (target, actual)
    return any(looks_misread(indicator, quantity, form) for quantity in both)


def percent_meant(indicator: Indicator, quantity: Quantity) -> Decimal | None:
    """像是写错的百分数原来多少：比率不会是二百多、八百多，去掉开头的 2、8 正好说得通。"""
    if quantity.kind != "percent" or quantity.value is None or not _LOW <= quantity.value < _HIGH:
        return None
    digits = re.fullmatch(r"[28]([1-9]\d(?:\.\d+)?)%", quantity.shown)
    if digits is None or quantity.op is not None or not RATE.search(indicator.name.value):
        return None
    target = indicator.target.value
    above = target.op is not None and target.value is not None and target.value > 100
    grows = re.search(r"增|升|降", indicator.name.value)
    return None if above or grows else Decimal(digits[1])


def count_meant(indicator: Indicator, form: Form) -> Decimal | None:
    """像是写错的数量原来多少：去掉开头的 2、8 正好完成，照原数完成得很少，却记了满分。"""
    target = indicator.target.value
    if target.op or target.growth or target.kind != "number" or not target.value:
        return None
    little, full = form.limit_of("misread_actual"), form.limit_of("misread_points")
    actual = same_unit(indicator.actual.value, target)
    weight, points = number(indicator.weight), number(indicator.points)
    if little is None or full is None or not weight or points is None or actual is None:
        return None
    if not weight * full.value <= points <= weight:
        return None
    called = indicator.name.value + indicator.level2.value
    fewer = _FEWER.search(called) or _FEWER_UNITS.fullmatch(target.unit)
    digits = re.fullmatch(r"[28]([1-9]\d*(?:\.\d+)?)", plain(target.value))
    if fewer or digits is None:
        return None
    rest = Decimal(digits[1])
    return rest if rest <= actual < target.value * little.value else None
