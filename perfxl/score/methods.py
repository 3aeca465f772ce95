"""计分方法：一种算法一个函数，按名称登记，表样的 `[scoring.methods]` 指定用哪个。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.quantity import (
    TYPED_PLACES,
    Quantity,
    Target,
    bare,
    exact,
    fixed,
    places_of,
    plain,
    told,
)
from perfxl.filing.model import Indicator
from perfxl.form.form import Form
from perfxl.form.scoring import Band


@dataclass(frozen=True, slots=True)
class Case:
    """一条待核的指标：分值、目标、换成目标单位的完成值、全表的预算执行率（0–1）。"""

    indicator: Indicator
    weight: Decimal
    target: Target
    actual: Decimal | None
    form: Form
    execution: Decimal | None

    @property
    def actual_quantity(self) -> Quantity:
        return self.indicator.actual.value


@dataclass(frozen=True, slots=True)
class Outcome:
    """方法的答案：完成的份额（0–1，乘分值得分）和算式；`share` 为 None 表示算不了。

    `verdict` 是不用乘的结论（满分、零分），空着时算式后面接 ×分值=得分。
    """

    share: Decimal | None
    formula: str
    verdict: str = ""
    band: Band | None = None


Method = Callable[[Case], Outcome]
METHODS: dict[str, tuple[str, Method]] = {}


def method(name: str, title: str) -> Callable[[Method], Method]:
    """登记一个计分方法；`title` 是显示给人的名称。"""

    def register(function: Method) -> Method:
        METHODS[name] = (title, function)
        return function

    return register


def at_strict_bound(target: Target, actual: Decimal | None) -> bool:
    """指标值写“>”“<”（不含本数）而完成值正好等于它：没有完成，按比例算又是十成。"""
    return target.op in {">", "<"} and actual is not None and actual == target.value


def _cannot(why: str) -> Outcome:
    return Outcome(None, why)


def _full(reason: str) -> Outcome:
    return Outcome(Decimal(1), reason, "满分")


def _zero(reason: str) -> Outcome:
    return Outcome(Decimal(0), reason, "零分")


def _done(actual: Decimal, how: str, target: Decimal) -> str:
    """完成 0，没有达到 1。"""
    return f"完成 {told(actual)}，{how} {told(target)}"


def _numbers(case: Case) -> tuple[Decimal, Decimal] | Outcome:
    """目标与完成值两个数；缺一个就说缺什么。"""
    if case.target.value is None:
        return _cannot("指标值不是一个数")
    if case.actual is None:
        actual = case.actual_quantity
        if actual.is_number:
            return _cannot(f"完成值的单位“{actual.unit}”与指标值的单位“{case.target.unit}”不能换算")
        return _cannot(_not_number(actual))
    return whole_units(case.target.value, case.actual, case.actual_quantity.value)


def whole_units(
    target: Decimal, actual: Decimal, written: Decimal | None
) -> tuple[Decimal, Decimal]:
    """换成指标值的单位除不尽的（80小时 是 3.33…天），两个数都照完成值的单位：72、80。"""
    if places_of(exact(actual).normalize()) <= TYPED_PLACES or not written or written == actual:
        return target, actual
    due = exact(target * written / actual)
    return (target, actual) if places_of(due.normalize()) > TYPED_PLACES else (due, written)


def units_said(target: Target, actual: Decimal | None, written: Quantity) -> str:
    """两个数照完成值的单位算的，说指标值是多少：（3天＝72小时）。"""
    if target.value is None or actual is None or not target.unit:
        return ""
    due, _ = whole_units(target.value, actual, written.value)
    same = f"（{plain(target.value)}{target.unit}＝{plain(due)}{written.unit}）"
    return same if due != target.value else ""


def _not_number(actual: Quantity) -> str:
    side = actual.doubted(DoubtKind.SHORT) or actual.doubted(DoubtKind.BOUND)
    return f"完成值{side}" if side else "完成值不是数"


def numeric(
    name: str, title: str
) -> Callable[[Callable[[Case, Decimal, Decimal], Outcome]], Method]:
    """登记一个只看两个数（指标值、完成值）的方法；缺一个就不算，说缺什么。"""

    def register(function: Callable[[Case, Decimal, Decimal], Outcome]) -> Method:
        def on_numbers(case: Case) -> Outcome:
            numbers = _numbers(case)
            return numbers if isinstance(numbers, Outcome) else function(case, *numbers)

        return method(name, title)(on_numbers)

    return register


@numeric("ratio", "正向，按完成比例")
def ratio(_case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """完成记满分，未完成按完成值÷指标值（财预〔2020〕10号：按比例记分）。"""
    if target <= 0:
        return (
            _full(_done(actual, "达到", target))
            if actual >= target
            else _zero(_done(actual, "没有达到", target))
        )
    if actual < 0:
        return _zero(f"完成 {told(actual)}，低于 0")
    return Outcome(min(actual / target, Decimal(1)), f"min({told(actual)}÷{told(target)},1)")


@numeric("ratio_in_band", "按完成比例，完成得太少、太多都不得分")
def ratio_in_band(case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """完成率低于、高于表样的两条界线记零分，其间按完成比例；反向的指标照反向的算。"""
    low, high = case.form.limit_of("zero_below"), case.form.limit_of("zero_above")
    if case.target.op in {"<=", "<"}:
        return reverse_ratio(case)
    if low is None or high is None or target <= 0:
        return ratio(case)
    done = actual / target
    for line, out, side in ((low, done < low.value, "低于"), (high, done > high.value, "高于")):
        if out:
            rate = f"{told(actual)}÷{told(target)}＝{fixed(done * 100)}%"
            return _zero(f"{rate}，{side} {plain(line.value * 100)}%")
    return ratio(case)


@numeric("reverse_ratio", "反向，指标值÷完成值")
def reverse_ratio(_case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """不超过指标值记满分，超过的按指标值÷完成值。"""
    if actual <= target:
        return _full(_done(actual, "不超过", target))
    if target <= 0:
        return _zero(_done(actual, "超过", target))
    return Outcome(target / actual, f"{told(target)}÷{told(actual)}")


@numeric("reverse_linear", "反向，1−超出比例")
def reverse_linear(_case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """不超过指标值记满分，超过的按 1−(完成值−指标值)÷指标值，扣完为止。"""
    if actual <= target:
        return _full(_done(actual, "不超过", target))
    if target <= 0:
        return _zero(_done(actual, "超过", target))
    share = max(Decimal(0), 1 - (actual - target) / target)
    return Outcome(share, f"max(1−({told(actual)}−{told(target)})÷{told(target)},0)")


@numeric("equal", "等于指标值")
def equal(case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """达到指标值记满分，未达到按比例；指标值为 0 时，没有发生记满分、发生记零分。"""
    if target == 0:
        return _full("没有发生") if actual <= 0 else _zero(_done(actual, "超过", target))
    return ratio(case)


@method("within_range", "区间内")
def within_range(case: Case) -> Outcome:
    """在区间内或超过上端记满分，低于下端按完成值÷下端。"""
    low, high = case.target.low, case.target.high
    if low is None or high is None or case.actual is None:
        wrong = _not_number(case.actual_quantity) if case.actual is None else "指标值不是区间"
        return _cannot(wrong)
    if case.actual >= low:
        return _full(_done(case.actual, "达到下限", low))
    if low <= 0 or case.actual <= 0:
        return _zero(_done(case.actual, "没有达到下限", low))
    return Outcome(case.actual / low, f"{told(case.actual)}÷{told(low)}")


@method("deadline", "期限")
def deadline(case: Case) -> Outcome:
    """按期完成记满分；逾期扣多少没有统一规定，保留单位的得分。"""
    due, done = case.target.day, case.actual_quantity.day
    if due is None or done is None:
        return _cannot("完成值不是日期" if done is None else "指标值没有年份")
    if done <= due:
        return _full(f"{done.isoformat()}，不晚于 {due.isoformat()}")
    return _cannot(f"{done.isoformat()}，晚于 {due.isoformat()}，逾期扣分没有统一规定")


@method("bands", "定性，三档")
def bands(case: Case) -> Outcome:
    """定性指标：按完成情况所在的档，得分应在该档的范围内；分数由单位定。"""
    text = bare(case.actual_quantity.text or case.actual_quantity.raw)
    for band in case.form.scoring.band:
        if text in {bare(phrase) for phrase in band.phrases}:
            ends = f"{plain(band.low * 100)}%-{plain(band.high * 100)}%"
            return Outcome(None, f"定性“{band.name}”，得分应为分值的 {ends}", band=band)
    return _cannot("完成值不是三档的说法，看不出在哪一档")


@method("execution_rate", "预算执行率")
def execution_rate(case: Case) -> Outcome:
    """执行率×分值，不超过分值。"""
    if case.execution is None:
        if case.target.value is not None and case.actual is not None:
            return ratio(case)  # 没有资金一块的表，照这一行写的执行率
        return _cannot("资金总额的预算数或执行数不全，算不出执行率")
    percent = fixed(case.execution * 100)
    return Outcome(max(Decimal(0), min(case.execution, Decimal(1))), f"min({percent}%,1)")


@numeric("full_or_zero", "达到记满分，否则零分")
def full_or_zero(case: Case, target: Decimal, actual: Decimal) -> Outcome:
    """达到指标值的要求记满分，否则零分。"""
    met = {
        "<=": actual <= target, "<": actual < target, ">": actual > target, "=": actual == target,
    }.get(case.target.op or "", actual >= target)  # fmt: skip
    met = met or (
        at_strict_bound(case.target, actual) and case.actual_quantity.op == case.target.op
    )
    words = _done(actual, "指标值", target)
    return _full(words) if met else _zero(words)


@method("filed_points", "单位自评，凭佐证材料")
def filed_points(_case: Case) -> Outcome:
    """没有统一的算法，以单位的得分和佐证材料为准。"""
    return _cannot("以单位自评得分和佐证材料为准")
