"""A 完成值：写的是不是实际完成的数，单位和说法对不对得上指标值。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.later import later
from perfxl.cells.names import document_numbers
from perfxl.cells.part_said import part_only
from perfxl.cells.quantity import bare, fold, plain, rounded
from perfxl.cells.unit_slips import times_apart, unit_left_off
from perfxl.cells.units import comparable
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.misread import looks_misread
from perfxl.checks.vocabulary.rough import is_rough
from perfxl.checks.vocabulary.rows import SCORE_CODES
from perfxl.checks.vocabulary.words import BOUNDED_RATE, is_future
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator
from perfxl.score.undone import is_absent_said, undone


@check("A01", Level.ERROR, on=Filing, english="A quantitative target is answered with text")
def actual_is_text(filing: Filing) -> Iterator[Remark]:
    """定量指标的实际完成值应写实际完成的数。

    为什么：写“达成”“已完成”不知道完成多少，得分没有办法核对。
    怎么改：写数和单位，单位与指标值相同；完成情况的说明写进偏差原因栏。
    例：绩效自评表!F14 “添置图书册数”的指标值是 ≥15000册，完成值写的是“达成预期指标”
    """
    yield from _from_sentences(filing)
    source = filing.form.cite(filing.form.indicators.source)
    by_text: dict[str, list[Indicator]] = {}
    for indicator in filing.indicators:
        if _is_text_for_number(indicator):
            by_text.setdefault(indicator.actual.value.shown, []).append(indicator)
    for text, rows in by_text.items():
        first = rows[0]
        said = f"“{first.name.value}”的指标值是 {first.target.value.shown}，完成值写的是“{text}”"
        if len(rows) > 1:
            said = f"{len(rows)} 条定量指标的完成值都写“{text}”"
        part = part_only(text)
        fix = "写一共完成的数和单位，单位与指标值相同" if part else ""
        said += f"，{part}" if part else ""
        yield Remark(tuple(row.actual for row in rows), said, fix, source)


def _from_sentences(filing: Filing) -> Iterator[Remark]:
    """完成值是一句话、里面只有一个对得上的数的：照它核了，还是要写成数。"""
    for indicator in filing.indicators:
        said = indicator.actual.value.doubted(DoubtKind.SENTENCE)
        if said:
            raw = " ".join(indicator.actual.value.raw.split())
            what = f"“{indicator.name.value}”的完成值写的是一句话“{raw}”，{said}"
            yield Remark((indicator.actual,), what, "", None, Level.WARNING)


def _is_text_for_number(indicator: Indicator) -> bool:
    target, actual = indicator.target.value, indicator.actual.value
    quantified = target.value is not None or target.low is not None
    readable = (
        indicator.actual.cell.kind != "error" and actual.doubt is None and not is_future(indicator)
    )
    said = target.unit + indicator.name.value
    if target.value == 0 and is_absent_said(actual.raw):
        return False  # 零事故，答“无事故”：说得明白
    as_date = actual.kind == "date" and not re.search(r"[天日月年周期]|时[间限]|小时", said)
    return quantified and readable and (actual.kind in {"text", "grade"} or as_date)


@check(
    "A02",
    Level.ERROR,
    on=Filing,
    english="Actual and target have different units",
    explains=(*SCORE_CODES, "M12", "M20"),
)
def unit_differs(filing: Filing) -> Iterator[Remark]:
    """完成值的单位应与指标值的单位相同。

    为什么：人与人次、件与百分数不能相比，完成率算不出来。
    怎么改：按指标值的口径重新统计完成值，用同一个单位。
    例：绩效自评表!F18 “全年接待读者”的指标值以“人次”计，完成值 57000人 以“人”计
    """
    for indicator in filing.indicators:
        target, actual = indicator.target.value, indicator.actual.value
        quantified = target.value is not None or target.low is not None
        if quantified:
            yield from _unit_left_off(indicator)
        if not (quantified and actual.value is not None and target.unit and actual.unit):
            continue
        if comparable(actual.unit, target.unit) is None:
            message = (
                f"“{indicator.name.value}”的指标值以“{target.unit}”计，"
                f"完成值 {actual.shown} 以“{actual.unit}”计"
            )
            yield Remark((indicator.actual, indicator.target), message)
        elif (times := times_apart(actual, target)) is not None:
            far = (
                f"是指标值的 {plain(rounded(times, 0))} 倍" if times > 1 else "不到指标值的百分之一"
            )
            message = (
                f"“{indicator.name.value}”的指标值是 {target.shown}，完成值 {actual.shown}："
                f"数差不多，单位却不同，换算以后{far}，像是单位写错"
            )
            fix = "核对两格的单位，改成一样；属实的写明口径"
            yield Remark((indicator.actual, indicator.target), message, fix, level=Level.VERIFY)


def _unit_left_off(indicator: Indicator) -> Iterator[Remark]:
    """一格以“万”计，另一格没有写单位、数正好大着一万倍上下：照“万”算完成率就差一万倍。"""
    fields = {"指标值": indicator.target, "完成值": indicator.actual}
    for (first, bare_one), (second, large) in permutations(fields.items()):
        scale = unit_left_off(bare_one.value, large.value)
        if scale is None or bare_one.value.value is None:
            continue
        unit = large.value.unit
        small = f"{plain(bare_one.value.value)}{unit[1:]}"
        due = f"{plain(bare_one.value.value / scale)}{unit}"
        message = (
            f"“{indicator.name.value}”的{second}是 {large.value.shown}，{first}写 "
            f"{bare_one.value.shown}，没有写单位：照“{unit}”算差着 {plain(scale)} 倍，像是 {small}"
        )
        fix = f"把单位写上：{due}，或 {small}；写上以后再看完成没有"
        yield Remark((bare_one, large), message, fix, level=Level.VERIFY)


@check("A13", Level.ERROR, on=Filing, english="The actual is a range, not one figure")
def actual_is_range(filing: Filing) -> Iterator[Remark]:
    """实际完成值应是一个数，不是区间。

    为什么：做完的事有确定的数；写成区间的算不出完成率，得分没有办法核对。
    怎么改：写年末实际完成的那个数。
    例：绩效自评表!F14 “添置图书册数”的完成值写的是 15000-16000册，是一个区间
    """
    for indicator in filing.indicators:
        target, actual = indicator.target.value, indicator.actual.value
        quantified = target.value is not None or target.low is not None
        if quantified and actual.op == "range":
            message = f"“{indicator.name.value}”的完成值写的是 {actual.shown}，是一个区间"
            yield Remark((indicator.actual,), message)


@check("A14", Level.VERIFY, on=Filing, english="The actual is a growth rate, the target is not")
def actual_is_growth(filing: Filing) -> Iterator[Remark]:
    """合格率、满意度一类的完成值应写达到多少，不写比上年增长、下降多少。

    为什么：“同比增长16%”说的是比上年多了多少，不是完成了多少，两者不能相比；
    “不超过5天”的，答“缩短2天”也看不出是几天；要“下降10%”的，答“降到8%”看不出降了多少。
    怎么改：写实际达到的数；指标说的就是增减多少的，指标值也写明增长、下降。
    例：绩效自评表!F15 “工程验收合格率”的指标值是 100%，完成值“同比增长5%”写的是增幅
    """
    for indicator in filing.indicators:
        target, actual = indicator.target.value, indicator.actual.value
        percents = target.kind == "percent" == actual.kind
        bounded = percents and BOUNDED_RATE.search(indicator.name.value) is not None
        if level := actual.doubted(DoubtKind.LEVEL):
            asked = f"“{indicator.name.value}”的指标值“{target.raw.strip()}”要的是增减多少"
            said = f"{asked}，完成值“{actual.raw.strip()}”{level}，没有核"
            yield Remark((indicator.actual, indicator.target), said, _CHANGE)
        if not actual.growth or target.growth or not (bounded or _is_drop(indicator)):
            continue
        raw, what = actual.raw.strip(), "降幅" if actual.falls else "增幅"
        message = f"“{indicator.name.value}”的指标值是 {target.shown}，完成值“{raw}”写的是{what}"
        yield Remark((indicator.actual, indicator.target), message)


_CHANGE = "写比上年增减了多少，单位与指标值相同；要的就是变成多少的，核对指标值"
_OF_CHANGE = later(r"[增减降升涨缩]|变[化动]|波动|浮动|偏差|差[异距]|[变涨跌]幅|节[约省支]|压")


def _is_drop(indicator: Indicator) -> bool:
    """指标值是上限，名称没有说升降，完成值答降了多少：降了多少看不出超没超过上限。"""
    target, actual = indicator.target.value, indicator.actual.value
    capped = target.op in {"<=", "<"} and target.value is not None and actual.is_number
    return capped and actual.falls and _OF_CHANGE.search(indicator.name.value) is None


@check("A03", Level.WARNING, on=Filing, english="The actual copies the target's comparator")
def comparator_copied(filing: Filing) -> Iterator[Remark]:
    """实际完成值应是一个数，不带比较号，不写约数。

    为什么：≥、≤ 是目标的写法，完成值带着它，像是照抄了指标值而没有统计；只说“不足90%”“约90%”，
    算不出得分，正好在指标值上下的，看不出完成没有。
    怎么改：写实际完成的数，去掉比较号。
    例：绩效自评表!F20 “读者满意度”的完成值“≥90%”带着比较号，与指标值的数相同
    """
    for indicator in filing.indicators:
        actual = indicator.actual.value
        if side := actual.doubted(DoubtKind.SHORT) or actual.doubted(DoubtKind.BOUND):
            message = f"“{indicator.name.value}”的完成值{side}，没有实际完成的数，算不出得分"
            level = Level.VERIFY if actual.doubted(DoubtKind.BOUND) else None
            yield Remark((indicator.actual,), message, "写实际完成的数", None, level)
        if actual.op in {">=", "<=", ">", "<", "="} and actual.value is not None:
            same = bare(actual.raw) == bare(indicator.target.value.raw)
            why = "，与指标值的数相同" if same else ""
            said = f"“{indicator.name.value}”的完成值“{actual.raw.strip()}”带着比较号{why}"
            yield Remark((indicator.actual,), said)
        elif is_rough(indicator):
            said = f"“{indicator.name.value}”的完成值“{actual.raw.strip()}”是约数"
            said += f"，照 {actual.shown} 核的"
            yield Remark((indicator.actual,), said, "写实际完成的数", None, Level.INFO)


@check("A04", Level.ERROR, on=Filing, english="The actual is written in the future tense")
def future_tense(filing: Filing) -> Iterator[Remark]:
    """实际完成值应是已经发生的。

    为什么：自评的是已经做完的年度，“预计”完成的不是完成。
    怎么改：写到年末实际完成了多少；没有完成的照实写，并说明原因。
    例：绩效自评表!F16 “完工时间”的完成值“预计2024年2月完工”说的是以后的事
    """
    for indicator in filing.indicators:
        if is_future(indicator):
            raw = indicator.actual.value.raw.strip()
            yield Remark(
                (indicator.actual,), f"“{indicator.name.value}”的完成值“{raw}”说的是以后的事"
            )


@check("A07", Level.VERIFY, on=Filing, english="A bounded rate is above 100%")
def rate_above_hundred(filing: Filing) -> Iterator[Remark]:
    """满意度、合格率一类的比率不应超过百分之百。

    为什么：部分不会大于全部，超过了多半是分母取错，或把完成率填到了这里。
    怎么改：核对分子、分母，重新计算。
    例：绩效自评表!F20 “读者满意度”的完成值是 103%，超过了 100%
    """
    for indicator in filing.indicators:
        actual = indicator.actual.value
        above = actual.kind == "percent" and actual.value is not None and actual.value > 100
        misread = above and looks_misread(indicator, actual, filing.form) is not None
        if above and not misread and BOUNDED_RATE.search(indicator.name.value):
            message = f"“{indicator.name.value}”的完成值是 {actual.shown}，超过了 100%"
            yield Remark((indicator.actual,), message)


# 全年都在做的事没有哪一天完成，答“已完成”也说得通。
_ALL_YEAR = frozenset({"全年", "全年度", "本年", "本年度", "当年", "当年度"})


@check("A08", Level.WARNING, on=Filing, english="A deadline is answered without a date")
def date_expected(filing: Filing) -> Iterator[Remark]:
    """指标值是期限的，实际完成值应写完成的时间。

    为什么：只写“已完成”或百分数，看不出是不是在期限之前完成的。
    怎么改：写实际完成的日期，至少写到月。
    例：绩效自评表!F16 “完工时间”的指标值是期限 2023年11月30日，完成值写的是“100%”
    """
    for indicator in filing.indicators:
        target, actual = indicator.target.value, indicator.actual.value
        answered = actual.kind not in {"date", "none"} and indicator.actual.cell.kind != "error"
        due_day = target.kind == "date" and fold(target.raw) not in _ALL_YEAR
        # 还没有做成的写不出日期：记了满分的由 P19 报告，扣了分的写原因就够了。
        told = is_future(indicator) or undone(indicator)
        if due_day and answered and not told:
            due, done = target.shown, actual.shown
            message = f"“{indicator.name.value}”的指标值是期限 {due}，完成值写的是“{done}”"
            yield Remark((indicator.actual, indicator.target), message)


@check("A15", Level.INFO, on=Filing, english="A document number is not in official style")
def document_number(filing: Filing) -> Iterator[Remark]:
    """完成情况、原因里引用的文号，年份用六角括号，发文代字只写一遍。

    为什么：公文格式（GB/T 9704—2012）规定年份用六角括号；写成圆括号的抄进报告就不合格式。
    怎么改：照原文件改正文号。
    例：绩效自评表!F11 文号“（2021）18号”的年份没有用六角括号
    """
    fields = [filing.goal, filing.achievement, *(narrative.text for narrative in filing.narratives)]
    fields += [indicator.reason for indicator in filing.indicators]
    for field in fields:
        for written in document_numbers("" if field is None else field.value):
            said = "代字写了两遍" if written.doubled else "年份没有用六角括号"
            yield Remark((field,), f"文号“{written.written}”的{said}", f"请改为 {written.due}")
