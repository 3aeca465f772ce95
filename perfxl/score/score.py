"""核分：按表样指定的方法逐条重算，每个结果带一行算式。

不能算的保留填报人的得分，并说为什么。方法在 methods.py。
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.names import COST, SAVED, UNWANTED
from perfxl.cells.quantity import Target, fixed, fold, plain, rounded, same_unit
from perfxl.cells.unit_slips import unit_slipped
from perfxl.filing.amounts import amount, is_not_applicable, is_rescaled, money, number
from perfxl.filing.model import (
    ExecutionScore,
    Filing,
    FundLine,
    FundScore,
    Indicator,
    IndicatorScore,
    Level1Score,
    Scored,
)
from perfxl.filing.shared import is_counted
from perfxl.filing.unread_rows import rows_unread
from perfxl.form.form import Form
from perfxl.form.scoring import Grade
from perfxl.form.stage import LABELS
from perfxl.score.caps import deducted, settled
from perfxl.score.execution import execution_rate, execution_score
from perfxl.score.kept import kept_why, within
from perfxl.score.methods import METHODS, Case, at_strict_bound, units_said
from perfxl.score.shared import count_once

_HUNDRED = Decimal(100)


def score(filing: Filing) -> Scored:
    """核分：每条指标、每行资金、执行率、一级指标小计、总分、等级。"""
    if filing.form.stage != "evaluate":
        return _unscored(filing)
    rate = execution_rate(filing)
    each = [_indicator(indicator, filing.form, rate) for indicator in filing.indicators]
    indicators = count_once(each, filing.form)
    execution = execution_score(filing, rate)
    total, notes = settled(
        filing, [indicator.points for indicator in indicators], execution.points, rate
    )
    if rows_unread(filing):
        total, notes = None, ()  # 没有读全的，加出来的不是总分
    left_out = sum(map(_is_left_out, indicators))
    left_out += execution.weight is not None and execution.points is None
    return Scored(
        filing,
        indicators,
        tuple(_fund(line, filing) for line in filing.funds),
        execution,
        _level1(filing, indicators, execution),
        total,
        None if total is None or left_out else grade_of(filing.form, total),
        notes,
        left_out,
    )


def _unscored(filing: Filing) -> Scored:
    """申报表、监控表只有目标：没有结果可评，一分也不算。"""
    why = f"{LABELS[filing.form.stage]}的表只有目标，不核分"
    names = [method_for(indicator, filing.form) for indicator in filing.indicators]
    return Scored(
        filing,
        tuple(
            IndicatorScore(indicator, name, METHODS[name][0], why, computed=False)
            for indicator, name in zip(filing.indicators, names, strict=True)
        ),
        tuple(_fund(line, filing) for line in filing.funds),
        ExecutionScore(None, None, None, why),
        level1=(),
        total=None,
        grade=None,
    )


def grade_of(form: Form, total: Decimal) -> Grade | None:
    """总分所在的等级：不低于其下限的最高一等。"""
    ladder = sorted(form.grade, key=lambda grade: grade.low, reverse=True)
    return next((grade for grade in ladder if total >= grade.low), None)


def _is_left_out(score: IndicatorScore) -> bool:
    """有分值（或分值读不懂），核不出来，又没有填得分：总分里少了它。"""
    mine = score.indicator
    if score.points is not None or not is_counted(mine.shared) or is_not_applicable(mine):
        return False
    blank = mine.weight is not None and mine.weight.value.kind == "none"
    if blank and fold(mine.name.value).startswith("其中"):
        return False  # “其中：”明细不占分值
    return mine.weight is not None and number(mine.weight) != 0


def method_for(indicator: Indicator, form: Form) -> str:
    """用哪个方法：表样指定的在先，其余看目标的写法。"""
    place = indicator.place
    if place.override is not None:
        return place.override.method
    if place.level3 is not None and place.level3.method:
        return place.level3.method
    kind = _kind(indicator.target.value)
    ceiling = _is_ceiling(indicator) or _is_saved(indicator)
    return form.scoring.methods["reverse" if ceiling else kind]


def _is_ceiling(indicator: Indicator) -> bool:
    """没有写方向、说的却是上限：成本指标的金额（90万元、光写 90），受害率、死亡率的一个数。"""
    target = indicator.target.value
    if target.op is not None or not target.value or target.falls:
        return False  # 下降10%：至少降这么多
    name = fold(indicator.name.value)
    plain = target.kind == "number" and not target.unit and COST.search(name) is not None
    cost = indicator.is_about("成本") and (target.kind == "money" or plain)
    return (cost and SAVED.search(name) is None) or UNWANTED.search(name) is not None


_EACH = later(r"标准|单价|价格|每|均|补助|补贴")


def _is_saved(indicator: Indicator) -> bool:
    """总成本“＝30万元”而花得少，没有扣分的：没有超出就是完成；按比例扣了分的照填的那样算。"""
    target, filed = indicator.target.value, number(indicator.points)
    if target.op != "=" or target.kind != "money" or not indicator.is_about("成本"):
        return False
    if "/" in target.unit or _EACH.search(fold(indicator.name.value)):
        return False  # 补助标准 ＝500元/人：少发了不是完成
    spent = same_unit(indicator.actual.value, target)
    less = spent is not None and target.value is not None and 0 < spent <= target.value
    return less and (filed is None or filed == number(indicator.weight))


def is_reverse(indicator: Indicator, method: str) -> bool:
    """指标值是上限：完成值低的好。分数按表样另定的方法算的，方向仍看指标值。"""
    above = indicator.target.value.op in {"<=", "<"}
    return method.startswith("reverse") or above or _is_ceiling(indicator)


def _kind(target: Target) -> str:
    by_kind = {"text": "qualitative", "grade": "qualitative", "none": "own", "date": "date"}
    if target.kind in by_kind:
        return by_kind[target.kind]
    # 光写一个 0（事故 0 起）说的是“不发生”，不是“至少 0”。
    if target.op is None and target.value == 0:
        return "equal"
    by_sign = {"range": "range", "<=": "reverse", "<": "reverse", "=": "equal"}
    return by_sign.get(target.op or "", "positive")


def _indicator(indicator: Indicator, form: Form, execution: Decimal | None) -> IndicatorScore:
    name = method_for(indicator, form)
    title, function = METHODS[name]
    weight, filed = number(indicator.weight), number(indicator.points)
    slipped = unit_slipped(indicator.actual.value, indicator.target.value)
    actual = None if slipped else same_unit(indicator.actual.value, indicator.target.value)
    completion, deviation = _progress(indicator, name, actual)
    case = Case(indicator, weight or Decimal(0), indicator.target.value, actual, form, execution)
    outcome = function(case)
    low = high = None
    if outcome.band is not None and weight is not None:
        low = rounded(outcome.band.low * weight, form.scoring.digits)
        high = rounded(outcome.band.high * weight, form.scoring.digits)
    if outcome.share is None or weight is None:
        return IndicatorScore(
            indicator, name, title, kept_why(indicator, outcome.formula, filed), computed=False,
            measured=outcome.share is not None,
            points=within(filed, weight, form.scoring.digits),
            completion=completion, deviation=deviation, low=low, high=high,
        )  # fmt: skip
    points = rounded(outcome.share * weight, form.scoring.digits)
    earned = fixed(points, form.scoring.digits)
    tail = f"×{plain(weight)}={earned}"
    if outcome.verdict:
        tail = f"，{outcome.verdict}" + (f" {earned}" if points else "")
    points, loss = deducted(indicator, points, name, deviation, form)
    why = outcome.formula + tail + loss + _remark(indicator, name, actual)
    return IndicatorScore(
        indicator, name, title, why, computed=True, measured=True, points=points,
        completion=completion, deviation=deviation,
    )  # fmt: skip


def _remark(indicator: Indicator, method: str, actual: Decimal | None) -> str:
    """算式后面的附注：没有写方向怎样理解的；正好等于“>”“<”的界限的。"""
    target = indicator.target.value
    if converted := units_said(target, actual, indicator.actual.value):
        return converted
    if method.startswith("reverse") and target.op is None:
        return "（指标值没有写方向，按“≤”理解）"
    if target.high is not None and actual is not None and actual > target.high:
        return f"（高出区间的上端 {plain(target.high)}，按完成算）"
    beyond = indicator.actual.value.op == target.op  # 指标值 >90%，完成值写“超过90%”
    if method != "full_or_zero" and at_strict_bound(target, actual) and not beyond:
        side = "超过" if target.op == ">" else "低于"
        return f"（完成值等于指标值，没有{side}它，不算完成；按比例算是十成）"
    return ""


def _progress(
    indicator: Indicator, method: str, actual: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """完成率与偏差率（%）。反向指标的完成率按指标值÷完成值；区间按最近的一端。"""
    if actual is None:
        return None, None
    target = indicator.target.value
    base = target.value
    if target.low is not None and target.high is not None:
        if target.low <= actual <= target.high:
            return _HUNDRED, Decimal("0.00")
        base = target.low if actual < target.low else target.high
    if not base:
        return None, None
    deviation = rounded((actual - base) / abs(base) * 100, 2)
    if base < 0:
        return None, deviation  # 指标值是负数时，完成了百分之几没有意义
    if is_reverse(indicator, method):
        return (rounded(base / actual * 100, 2) if actual > base else _HUNDRED), deviation
    return rounded(actual / base * 100, 2), deviation


def _fund(line: FundLine, filing: Filing) -> FundScore:
    key = filing.form.funds.rate_over if line.kind != "detail" else "budget"
    budget = money(getattr(line, key), filing.money_unit)
    executed = money(line.executed, filing.money_unit)
    if line.kind == "total":
        budget, executed = amount(filing, key), amount(filing, "executed")
    if not budget or executed is None:
        return FundScore(line, None, None)
    rate = rounded(executed / budget * 100, 2)
    return FundScore(line, rate, rounded((executed - budget) / budget * 100, 2))


def _level1(
    filing: Filing, indicators: tuple[IndicatorScore, ...], execution: ExecutionScore
) -> tuple[Level1Score, ...]:
    """各一级指标的小计；执行率单独计分的在最前，写成某个一级下面一行的算在那个一级里。"""
    groups: dict[str, list[int]] = {}
    for place, indicator in enumerate(indicators):
        groups.setdefault(indicator.indicator.level1_name, []).append(place)
    rows = {name: _subtotal(indicators, places, filing.form) for name, places in groups.items()}
    if execution.weight is None:
        return tuple(rows.values())
    line, home = filing.total_fund, filing.execution_home
    filed = None if line is None else number(line.points)
    if home is None or home not in rows:
        alone = Level1Score(
            "预算执行率", execution.weight, filed, execution.points, has_execution=True
        )
        return (alone, *rows.values())
    mine = rows[home]
    rows[home] = replace(
        mine,
        weight=mine.weight + execution.weight,
        filed=_sum((filed, mine.filed)),
        points=_sum((execution.points, mine.points)),
        has_execution=True,
    )
    return tuple(rows.values())


def _subtotal(scores: Sequence[IndicatorScore], places: list[int], form: Form) -> Level1Score:
    mine = [scores[place] for place in places]
    counted = (row.indicator for row in mine if not is_rescaled(row.indicator, form))
    return Level1Score(
        mine[0].indicator.level1.value,
        _sum(number(row.weight) for row in counted) or Decimal(0),
        _sum(number(row.indicator.points) for row in mine),
        _sum(row.points for row in mine),
        tuple(places),
    )


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    numbers = [value for value in values if value is not None]
    return sum(numbers, Decimal(0)) if numbers else None
