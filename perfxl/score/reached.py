"""指标值达到了没有：看完成的数、期限和写着的话，不看得分；没有分值的表也一样看。"""

from __future__ import annotations

import re
from datetime import date

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, fold, same_unit
from perfxl.filing.amounts import as_written
from perfxl.filing.model import Indicator, IndicatorScore
from perfxl.score.score import is_reverse
from perfxl.score.undone import why_undone


def is_short(score: IndicatorScore) -> bool:
    """正向指标没有达到指标值：差得很少时四舍五入会是满分，所以看完成的数。"""
    target = score.indicator.target.value
    actual, due = same_unit(score.indicator.actual.value, target), target.low or target.value
    return actual is not None and due is not None and actual < due


def is_reached(score: IndicatorScore) -> bool | None:
    """达到了没有；看不出来的（区间以外、三档以外的说法）为 None。"""
    target, actual = score.indicator.target.value, score.indicator.actual.value
    if why_undone(score.indicator) or actual.doubted(DoubtKind.SHORT):
        return False  # 未完工、发生1起、不足90%
    if target.day is not None and actual.day is not None:
        late = is_late(score.indicator)
        return None if late is None else not late
    if target.value == 0 and target.op not in {">", ">="} and not target.growth:
        value = same_unit(actual, target)  # 0起：没有偏差率，有一起就没有做到
        return None if value is None else value <= 0
    return _is_enough(score) if score.measured else None


def is_late(indicator: Indicator) -> bool | None:
    """完成的日子晚于期限没有；只写到月、季度、年，期限就在其中的，看不出来。"""
    due, done = indicator.target.value.day, indicator.actual.value.day
    if due is None or done is None:
        return None
    if done <= due or is_to_day(indicator.actual):
        return done > due
    return None if _earliest(done, fold(indicator.actual.value.raw)) <= due else True


_TO_DAY = later(r"\d[日号]|月\d|[底末]|\d{8}|\d[-/.]\d{1,2}[-/.]\d")


def is_to_day(field: Field[Quantity]) -> bool:
    """写到了哪一天；月底、年底也是。"""
    return field.cell.kind == "date" or _TO_DAY.search(fold(field.value.raw)) is not None


def _earliest(last: date, said: str) -> date:
    """没有写到哪一天的，读成的是最晚的一天；这是最早的。"""
    if "旬" in said:
        return last.replace(day=1 + (last.day - 1) // 10 * 10 if last.day < 21 else 21)
    if "月" in said or re.search(r"\d[-/.]\d", said):
        return last.replace(day=1)  # 2024年1月（第一季度）：写明了月的，是那个月
    back = 2 if re.search("季|Q", said) else 5 if "半年" in said else 11
    return last.replace(month=max(1, last.month - back), day=1)


def _is_enough(score: IndicatorScore) -> bool | None:
    """照数看够不够、超没超。"""
    target = score.indicator.target.value
    reverse = is_reverse(score.indicator, score.method)
    if not reverse and is_short(score):
        return False
    ranged = target.low is not None and target.high is not None
    if score.deviation is None or (ranged and not reverse):
        return None
    return score.deviation <= 0 if reverse else score.deviation >= 0


def progress(score: IndicatorScore) -> str:
    """指标值多少、完成值多少，引给人看。"""
    mine = score.indicator
    if not mine.has_column("target") and not mine.has_column("actual"):  # 按评分标准打分的
        return f"分值 {mine.weight.value.shown if mine.weight else ''}"
    return f"指标值 {_shown(mine.target)}、完成值 {_shown(mine.actual)}"


def _shown(field: Field[Quantity]) -> str:
    """数写成带单位的样子；读成数、日期的话（零事故、11月底前）引格里写的。"""
    value = field.value
    worded = value.kind in {"text", "date", "grade"} or value.value == 0
    return as_written(field) if worded else value.shown
