"""A 完成值：写的是不是实际完成的数，单位和说法对不对得上指标值。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.checks.targets import BOUNDED_RATE
from perfxl.findings import Level
from perfxl.model import Filing, Indicator, Scored
from perfxl.quantity import bare, fold, lost_percent, plain
from perfxl.register import Report, check
from perfxl.units import factor

_FUTURE = re.compile(r"预计|预期(?!指标|目标)|将于|将在|计划(?:于|在)|拟(?:于|在)|力争|有望")


def _is_future(one: Indicator) -> bool:
    actual = one.actual.value
    return actual.kind in {"text", "date"} and _FUTURE.search(fold(actual.raw)) is not None


@check("A01", Level.ERROR, on=Filing, english="A quantitative target is answered with text")
def actual_is_text(filing: Filing) -> Iterator[Report]:
    """定量指标的实际完成值应写实际完成的数。

    为什么：写“达成”“已完成”不知道完成多少，得分没有办法核对。
    怎么改：写数和单位，单位与指标值相同；完成情况的说明写进偏差原因栏。
    例：绩效自评表!F14 “添置图书册数”的指标值是 ≥15000册，完成值写的是“达成预期指标”
    """
    source = filing.form.cite(filing.form.indicators.source)
    by_text: dict[str, list[Indicator]] = {}
    for one in filing.indicators:
        if _is_text_for_number(one):
            by_text.setdefault(one.actual.value.shown, []).append(one)
    for text, rows in by_text.items():
        first = rows[0]
        said = f"“{first.name.value}”的指标值是 {first.target.value.shown}，完成值写的是“{text}”"
        if len(rows) > 1:
            said = f"{len(rows)} 条定量指标的完成值都写“{text}”"
        yield Report(tuple(one.actual for one in rows), said, "", source)


def _is_text_for_number(one: Indicator) -> bool:
    target, actual = one.target.value, one.actual.value
    quantified = target.value is not None or target.low is not None
    readable = one.actual.cell.kind != "error" and not actual.doubt and not _is_future(one)
    return quantified and readable and actual.kind in {"text", "grade"}


@check("A02", Level.ERROR, on=Filing, english="Actual and target have different units")
def unit_differs(filing: Filing) -> Iterator[Report]:
    """完成值的单位应与指标值的单位相同。

    为什么：人与人次、件与百分数不能相比，完成率算不出来。
    怎么改：按指标值的口径重新统计完成值，用同一个单位。
    例：绩效自评表!F18 “全年接待读者”的指标值以“人次”计，完成值 57000人 以“人”计
    """
    for one in filing.indicators:
        target, actual = one.target.value, one.actual.value
        quantified = target.value is not None or target.low is not None
        if not (quantified and actual.value is not None and target.unit and actual.unit):
            continue
        if factor(actual.unit, target.unit) is None:
            message = (
                f"“{one.name.value}”的指标值以“{target.unit}”计，"
                f"完成值 {actual.shown} 以“{actual.unit}”计"
            )
            yield Report((one.actual, one.target), message)


@check("A03", Level.WARNING, on=Filing, english="The actual copies the target's comparator")
def comparator_copied(filing: Filing) -> Iterator[Report]:
    """实际完成值应是一个数，不带比较号。

    为什么：≥、≤ 是目标的写法，完成值带着它，像是照抄了指标值而没有统计。
    怎么改：写实际完成的数，去掉比较号。
    例：绩效自评表!F20 “读者满意度”的完成值“≥90%”带着比较号，与指标值的数相同
    """
    for one in filing.indicators:
        actual = one.actual.value
        if actual.op in {">=", "<=", ">", "<", "="} and actual.value is not None:
            same = bare(actual.raw) == bare(one.target.value.raw)
            why = "，与指标值的数相同" if same else ""
            said = f"“{one.name.value}”的完成值“{actual.raw.strip()}”带着比较号{why}"
            yield Report((one.actual,), said)


@check("A04", Level.ERROR, on=Filing, english="The actual is written in the future tense")
def future_tense(filing: Filing) -> Iterator[Report]:
    """实际完成值应是已经发生的。

    为什么：自评的是已经做完的年度，“预计”完成的不是完成。
    怎么改：写到年末实际完成了多少；没有完成的照实写，并说明原因。
    例：绩效自评表!F16 “完工时间”的完成值“预计2024年2月完工”说的是以后的事
    """
    for one in filing.indicators:
        if _is_future(one):
            raw = one.actual.value.raw.strip()
            yield Report((one.actual,), f"“{one.name.value}”的完成值“{raw}”说的是以后的事")


@check("A05", Level.WARNING, on=Filing, english="The percent sign seems lost (0.98 for 98%)")
def percent_sign_lost(filing: Filing) -> Iterator[Report]:
    """百分数的完成值应带百分号。

    为什么：0.98 不带百分号，读的人会当成百分之零点九八，汇总时也会差一百倍。
    怎么改：写成百分数，或把单元格设为百分比格式。
    例：绩效自评表!F20 “读者满意度”的指标值是 ≥90%，完成值写的是 0.98
    """
    for one in filing.indicators:
        target, actual = one.target.value, one.actual.value
        if actual.value is not None and lost_percent(actual, target):
            shown = plain(actual.value * 100)
            message = f"“{one.name.value}”的指标值是 {target.shown}，完成值写的是 {actual.shown}"
            yield Report((one.actual,), message, f"应为百分数的，请改成 {shown}%")


@check("A06", Level.WARNING, on=Scored, english="A qualitative actual is none of the bands")
def band_unrecognised(scored: Scored) -> Iterator[Report]:
    """定性指标的实际完成值应写明属于哪一档。

    为什么：定性指标按达成的档次定得分范围，照抄目标的话看不出达成没有，得分就没有依据。
    怎么改：从表样规定的几档里选一档填，具体情况写进说明。
    例：绩效自评表!F19 定性指标“管理维护机制”的完成值“建立长效机制”与指标值逐字相同
    """
    form = scored.filing.form
    names = "、".join(band.name for band in form.scoring.band)
    for one in scored.indicators:
        actual = one.indicator.actual
        asked = one.method == "bands" and bool(names) and actual.value.kind in {"text", "grade"}
        if not asked or actual.cell.kind == "error":
            continue
        text = bare(actual.value.text or actual.value.raw)
        phrases = [bare(phrase) for band in form.scoring.band for phrase in band.phrases]
        if text in phrases or any(len(one) > 5 and one in text for one in phrases):
            continue  # 写了别的话、也写明了档次的，看得出
        if _is_future(one.indicator):
            continue
        copied = bare(actual.value.raw) == bare(one.indicator.target.value.raw)
        why = "与指标值逐字相同" if copied else "看不出属于哪一档"
        name, shown = one.indicator.name.value, actual.value.shown
        message = f"定性指标“{name}”的完成值“{shown}”{why}"
        fix = f"请填 {names} 之一"
        yield Report((actual,), message, fix, form.cite(form.scoring.source))


@check("A07", Level.VERIFY, on=Filing, english="A bounded rate is above 100%")
def rate_above_hundred(filing: Filing) -> Iterator[Report]:
    """满意度、合格率一类的比率不应超过百分之百。

    为什么：部分不会大于全部，超过了多半是分母取错，或把完成率填到了这里。
    怎么改：核对分子、分母，重新计算。
    例：绩效自评表!F20 “读者满意度”的完成值是 103%，超过了 100%
    """
    for one in filing.indicators:
        actual = one.actual.value
        above = actual.kind == "percent" and actual.value is not None and actual.value > 100
        misread = above and re.match(r"2\d{2}(\.|%)", actual.shown)
        if above and not misread and BOUNDED_RATE.search(one.name.value):
            message = f"“{one.name.value}”的完成值是 {actual.shown}，超过了 100%"
            yield Report((one.actual,), message)


@check("A08", Level.WARNING, on=Filing, english="A deadline is answered without a date")
def date_expected(filing: Filing) -> Iterator[Report]:
    """指标值是期限的，实际完成值应写完成的时间。

    为什么：只写“已完成”或百分数，看不出是不是在期限之前完成的。
    怎么改：写实际完成的日期，至少写到月。
    例：绩效自评表!F16 “完工时间”的指标值是期限 2023年11月30日，完成值写的是“100%”
    """
    for one in filing.indicators:
        target, actual = one.target.value, one.actual.value
        answered = actual.kind not in {"date", "none"} and one.actual.cell.kind != "error"
        if target.kind == "date" and answered and not _is_future(one):
            due, done = target.shown, actual.shown
            message = f"“{one.name.value}”的指标值是期限 {due}，完成值写的是“{done}”"
            yield Report((one.actual, one.target), message)
