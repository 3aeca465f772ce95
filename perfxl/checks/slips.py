"""A 完成值之四：像是笔误的数。丢了百分号、点错小数点、少打一位、多打负号，照它核分只会越改越错。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, fold, is_unit_beside, lost_percent, plain, same_unit
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.misread import misread_row
from perfxl.checks.vocabulary.rows import SCORE_CODES, is_met
from perfxl.checks.vocabulary.words import BOUNDED_RATE, RATE, has_reason
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import cells_of, replaced
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.score.score import is_reverse

# 本来就可以小于零的：增减、差额、盈亏、温度、高程。
_SIGNED = later(
    r"增|减|降|升|涨|跌|变|差|盈|亏|利润|毛利|收益|净|余|同比|环比|温|偏离|缺口|资产|报酬|回报|膨胀|高程|标高|海拔|水位|"
    r"节[约省支能水资]|改善|溢价|折价|贡献|拉动|波动|浮动"
)
_TIMES = (Decimal(10), Decimal(100))
_MOST, _LEAST, _WHOLE = Decimal("1.3"), Decimal("0.7"), Decimal(100)


@check(
    "A05",
    Level.WARNING,
    on=Scored,
    english="The percent sign seems lost (0.98 for 98%)",
    explains=SCORE_CODES,
)
def percent_sign_lost(scored: Scored) -> Iterator[Remark]:
    """一边是百分数的，另一边也应带百分号。

    为什么：0.98 不带百分号，读的人会当成百分之零点九八，汇总时也会差一百倍。
    怎么改：写成百分数，或把单元格设为百分比格式。
    例：绩效自评表!F20 “读者满意度”的指标值是 ≥90%，完成值写的是 0.98
    """
    for each in scored.indicators:
        indicator = each.indicator
        target, actual = indicator.target.value, indicator.actual.value
        both = f"指标值是 {_written(target)}，完成值写的是 {_written(actual)}"
        message = f"“{indicator.name.value}”的{both}"
        if lost_percent(actual, target):
            meant = _as_percent(actual)
            # 得分也是照百分数算的，才知道丢的是百分号。
            sure = each.points and target.op not in {"<=", "<"}
            sure = sure and each.computed and number(indicator.points) == each.points
            basis = (indicator.target.cell, *cells_of(indicator.points, indicator.weight))
            fixes = replaced(indicator.actual.cell, meant, basis=basis) if sure else ()
            yield Remark((indicator.actual,), message, f"应为百分数的，请改成 {meant}", fixes=fixes)
        if lost_percent(target, actual):
            yield Remark(
                (indicator.target,), message, f"应为百分数的，请改成 {_as_percent(target)}"
            )


def _written(quantity: Quantity) -> str:
    """给人看的写法；单位栏写着 % 的零点几，照格里的写。"""
    small = quantity.value is not None and quantity.value <= 1 and is_unit_beside(quantity)
    return f"{fold(quantity.raw)}（单位写的是 %）" if small else quantity.shown


def _as_percent(quantity: Quantity) -> Decimal | str:
    """换成百分数的写法；单位另成一栏的，格里只写数。"""
    value = Decimal(plain((quantity.value or Decimal(0)) * 100))
    return value if is_unit_beside(quantity) else f"{value}%"


@check(
    "A18", Level.VERIFY, on=Scored, english="The actual looks like a slip of the pen",
    explains=SCORE_CODES,
)  # fmt: skip
def actual_slipped(scored: Scored) -> Iterator[Remark]:
    """完成值不应像是少打了一位、点错了小数点、多打了负号。

    为什么：92% 写成 9.2%，照算只得一分多；先改得分，本来做好了的就成了没有做好。
    怎么改：与原始材料核对，写错的改完成值；没有写错的，得分按它重算，并写明原因。
    例：绩效自评表!F20 “读者满意度”的指标值是 ≥90%，完成值是 9.3%，却记满分、没有写原因，
    像是把 93% 写错了一位
    """
    for score in scored.indicators:
        mine = score.indicator
        if mine.place.bonus or misread_row(mine, scored.filing.form):
            continue
        if _is_negative(mine):
            shown = mine.actual.value.shown
            message = f"“{mine.name.value}”的完成值是 {shown}，不会小于 0"
            fix = f"多打了负号的，改为 {shown.lstrip('-')}；不是的，与原始材料核对，写实际完成的数"
            yield Remark((mine.actual,), message, fix, level=Level.ERROR)
        elif meant := _meant(score, scored):
            message = (
                f"“{mine.name.value}”的指标值是 {mine.target.value.shown}，"
                f"完成值是 {mine.actual.value.shown}，却记满分、没有写原因，像是把 {meant}"
            )
            yield Remark((mine.actual, mine.points), message)


def _is_negative(mine: Indicator) -> bool:
    actual, target = mine.actual.value, mine.target.value
    name = fold(mine.name.value)
    # 进出口总额 -3%：没有写“增长”的增速；比率（故障率 -3%）还是不会小于零。
    speed = actual.kind == "percent" and RATE.search(name) is None
    growing = actual.growth or target.growth or speed or _SIGNED.search(name)
    below = actual.value is not None and actual.value < 0
    return below and not growing and (target.value or target.low or 0) > 0


def _meant(score: IndicatorScore, scored: Scored) -> str:
    """记了满分而没有完成的，挪一两位正好完成的数；没有的为空。"""
    mine, target = score.indicator, score.indicator.target.value
    actual, weight = mine.actual.value, number(mine.weight)
    full = weight is not None and weight > 0 and number(mine.points) == weight
    if not full or mine.shared is not None or not score.computed or is_met(score):
        return ""
    if BOUNDED_RATE.search(mine.name.value) and (_is_small(actual) or _is_small(target)):
        return ""  # 由 A19 报告
    if has_reason(score, scored.filing.form) or lost_percent(actual, target) or target.growth:
        return ""
    value, due = same_unit(actual, target), target.value
    if value is None or actual.value is None or due is None or value <= 0 or due <= 0:
        return ""
    fewer = is_reverse(mine, score.method)
    for times in _TIMES:
        moved = value / times if fewer else value * times
        most = due * _MOST
        if target.kind == "percent" and due <= _WHOLE:
            most = min(most, _WHOLE)
        if due * _LEAST <= moved <= due if fewer else due <= moved <= most:
            written = actual.value / times if fewer else actual.value * times
            return f"{plain(written)}{actual.unit} 写错了{'一' if times == _TIMES[0] else '两'}位"
    return ""


@check(
    "A19", Level.VERIFY, on=Filing, english="A good rate is below one percent",
    explains=SCORE_CODES,
)  # fmt: skip
def rate_below_one(filing: Filing) -> Iterator[Remark]:
    """满意度、合格率一类的比率不应在百分之一以下。

    为什么：单位栏写着 %，格里又写 0.95，读的人当成百分之零点九五，汇总、比较都差一百倍。
    怎么改：写成 95%，单位栏写着 % 的写 95；确是百分之零点几的，可以保留。
    例：绩效自评表!F20 “读者满意度”的完成值是 0.93%，像是 93%
    """
    for row in filing.indicators:
        if not BOUNDED_RATE.search(row.name.value) or _is_sample(row):
            continue
        both = (("指标值", Field(row.target.value, row.target.cell)), ("完成值", row.actual))
        target, actual = row.target.value, row.actual.value
        if lost_percent(actual, target) or lost_percent(target, actual):
            continue  # 单位栏写着 % 的一格，由 A05 报告
        small = [(title, field) for title, field in both if _is_small(field.value)]
        if small:
            said = "、".join(f"{title}是 {field.value.shown}" for title, field in small)
            meant = "、".join(
                f"{plain((field.value.value or Decimal(0)) * 100)}%" for _, field in small
            )
            message = f"“{row.name.value}”的{said}，像是 {meant}"
            fix = f"写成 {meant}；单位栏写着 % 的只写数；确是百分之零点几的，可以保留"
            yield Remark(tuple(field for _, field in small), message, fix)


# 不合格率越低越好；抽查的面、监测点的面本来就小。
_RARE = later(r"不(?:合格|及时|达标|到位|准确|规范|通过)率|未|(?:抽|监测|暗访).*覆盖率")


def _is_sample(row: Indicator) -> bool:
    capped = row.target.value.op in {"<=", "<"}
    return capped or _RARE.search(fold(row.name.value)) is not None


def _is_small(value: Quantity) -> bool:
    return value.kind == "percent" and value.value is not None and 0 < value.value <= 1
