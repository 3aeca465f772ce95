"""T 指标值之二：名称说的，与所在的二级指标、指标值、单位合不合。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, Target, fold, same_unit
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.level2 import misplaced
from perfxl.checks.vocabulary.words import BOUNDED_RATE
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator, Scored


@check("T11", Level.WARNING, on=Filing, english="The indicator belongs elsewhere", trial=True)
def level3_misplaced(filing: Filing) -> Iterator[Remark]:
    """三级指标的内容应属于它所在的二级指标。

    为什么：放错了类，这一类的效益等于没有评；复核时与二级指标不相符的记零分。
    怎么改：移到相符的二级指标下，这一类另设说得上的指标。
    例：绩效自评表!D18 “控制改造成本”放在“生态效益指标”下，说的是“成本”
    """
    for row in filing.indicators:
        level2 = fold(row.level2.value or row.level1.value)
        spoken = misplaced(row)
        if spoken:
            message = f"“{row.name.value}”放在“{level2}”下，{spoken}"
            yield Remark((row.name, row.level2), message)


_DUE_NAME = later(
    r"(?:(?:19|20)\d{2}年)?(?:\d{1,2}月(?:\d{1,2}日)?|年)?(?:底|末)?(?:之?前|以前|内)?"
    r"(?:全部|按[时期])?(?:完成|完工|竣工|交付|建成|到位)"
)
_RATE_NAME = later(r"率\d+(?:\.\d+)?[%‰]$")
_COUNT_NAME = later(
    r"\d+(?:\.\d+)?万?(?:吨|公里|平方米|亩|公顷|台|套|辆|件|人次|户|株|册)(?![以之]?[上下内])"
)
_PER = later(r"[每人]均|每[人户亩月次个]|/")  # 单价、标准写在名称里的，说的是哪一种
_MONEY_NAME = later(
    r"(?<![\d.])\d+(?:\.\d+)?(?:亿|百万|万|千)?元(?![/以之]|及以|标准|以?[上下内]|级|档)"
)


@check("T12", Level.WARNING, on=Filing, english="The target hides in the name", trial=True)
def target_in_name(filing: Filing) -> Iterator[Remark]:
    """期限和数量应写在指标值里，不写在名称里。

    为什么：名称里一个目标、指标值里又一个，完成值对的是哪一个看不出来。
    怎么改：名称只写考核什么；期限、数量移到指标值，完成值照它写；已经批复的照批复的填，在说明里写明。
    例：绩效自评表!D16 名称“2023年11月完成”里写着期限，指标值却是 100%
    """
    for indicator in filing.indicators:
        target, name = indicator.target.value, fold(indicator.name.value)
        if not target.is_number:
            continue
        due = re.search(r"\d", name) and _DUE_NAME.fullmatch(name)
        rate = target.kind != "percent" and _RATE_NAME.search(name)
        counted = _COUNT_NAME.search(name) if target.kind == "percent" else None
        money = None if _PER.search(name) else _MONEY_NAME.search(name)
        hidden = "期限" if due else "".join(f"“{match[0]}”" for match in (rate, money) if match)
        if hidden:
            yet = "" if money else "却"
            message = f"名称“{indicator.name.value}”里写着{hidden}，指标值{yet}是 {target.shown}"
            yield Remark((indicator.name, indicator.target), message)
        elif counted:
            message = f"名称“{indicator.name.value}”里写着“{counted[0]}”，指标值是 {target.shown}"
            yield Remark((indicator.name, indicator.target), message, level=Level.INFO)


@check("T13", Level.WARNING, on=Scored, english="The target moved to the result", trial=True)
def target_moved_to_result(scored: Scored) -> Iterator[Remark]:
    """年中调低的指标值不应恰好等于完成值。

    为什么：做到多少就把目标调到多少，这条指标就没有考核。
    怎么改：备好调整目标的批复，在偏差原因栏写明；没有批复的，用年初的指标值。
    例：绩效自评表!E14 “添置图书册数”年初 ≥18000册，调整为 ≥15120册，恰好等于完成值
    """
    for row in scored.indicators:
        indicator = row.indicator
        told = indicator.reason is not None and _ADJUSTED.search(indicator.reason.value)
        if indicator.first_target is None or told:
            continue
        first, target = indicator.first_target.value, indicator.target.value
        before, done = same_unit(first, target), same_unit(indicator.actual.value, target)
        if before is None or target.value is None or done != target.value:
            continue
        reverse = row.method.startswith("reverse")
        if target.value < before if not reverse else target.value > before:
            message = (
                f"“{indicator.name.value}”年初 {first.shown}，调整为 {target.shown}，恰好等于完成值"
            )
            yield Remark((indicator.target, indicator.first_target, indicator.actual), message)


_ADJUSTED = later(r"调[整减低增高]|[上下]调|批复|批准|核减|压减|变更|指标值")  # 说的是为什么调整


@check("T14", Level.INFO, on=Filing, english="A target of at least 100%", trial=True)
def at_least_all(filing: Filing) -> Iterator[Remark]:
    """最多就是百分之百的比率，指标值写 100%，不写 ≥100%。

    为什么：合格率一类的比率不会超过 100%，写 ≥ 让人以为还能超额完成。
    怎么改：改成 100%。
    例：绩效自评表!E15 “工程验收合格率”的指标值 ≥100% 不会超过，写 100% 就可以
    """
    rows = [indicator for indicator in filing.indicators if _is_at_least_all(indicator)]
    if rows:
        names = "、".join(f"“{row.name.value}”" for row in rows)
        message = f"{names}的指标值 ≥100% 不会超过，写 100% 就可以"
        yield Remark(tuple(row.target for row in rows), message)


def _is_at_least_all(indicator: Indicator) -> bool:
    target = indicator.target.value
    full = target.op == ">=" and target.kind == "percent" and target.value == 100
    return full and BOUNDED_RATE.search(indicator.name.value) is not None


_COUNTED = set("人名个件户家份例亩吨台套") | {"公里", "平方米"}


@check("T15", Level.WARNING, on=Filing, english="Name and unit do not fit", trial=True)
def unit_contradicts_name(filing: Filing) -> Iterator[Remark]:
    """名称和单位说的应是一回事。

    为什么：叫“率”而写人数，叫“人数”而写人次、百分数，不知道考核的是哪一个。
    怎么改：照实际考核的改名称，或改单位和数；已经批复的照批复的填，在说明里写明。
    例：绩效自评表!E15 “工程验收合格率”叫“率”，指标值 ≥12个 以“个”计
    """
    for indicator in filing.indicators:
        target = indicator.target.value
        name = re.sub(r"[(（].*?[)）]$", "", fold(indicator.name.value))
        if target.value is None:
            continue
        said = next((word for word in ("率", "满意度") if name.endswith(word)), "")
        if said and target.unit in _COUNTED and not _is_complaint(indicator):
            message = (
                f"“{indicator.name.value}”叫“{said}”，指标值 {target.shown} 以“{target.unit}”计"
            )
            yield Remark((indicator.target, indicator.name), message)
        elif _is_count_in_percent(target, name):
            message = f"“{indicator.name.value}”不是比率，指标值 {target.shown} 以“%”计"
            yield Remark((indicator.target, indicator.name), message)
        elif name.endswith("人数") and target.unit == "人次":
            message = f"“{indicator.name.value}”叫“人数”，指标值 {target.shown} 以“人次”计"
            yield Remark((indicator.target, indicator.name), message, level=Level.INFO)


def _is_count_in_percent(target: Target, name: str) -> bool:
    """服务老人数 1500%：不会是百分之几百，单位栏选错了。增长、占比、倍数、撬动几倍资金的可以。"""
    far = target.kind == "percent" and target.value is not None and target.value >= _FAR
    return far and not target.growth and _RATIO.search(name) is None


_FAR = 200
_RATIO = later(
    r"率|比|增|升|涨|减|降|幅|度|倍|指数|系数|超|偏|完成|覆盖|占|达标|进度|翻|杠杆|放大|撬动|效应|投资|资金|资本|税收|利用"
)


def _is_complaint(indicator: Indicator) -> bool:
    """差错率、投诉率写件数的，说的是不发生几件。"""
    return re.search(r"差错|投诉|事故|违", indicator.name.value) is not None


_RESULT = later(r"(?:均|全部)?已(?:经|按[时期]|全部)?(?:完成|完工|达成|落实|发放|建成)")


@check("T16", Level.WARNING, on=Filing, english="The target is written as a result", trial=True)
def target_is_result(filing: Filing) -> Iterator[Remark]:
    """指标值应是年初定的目标，不是年末的结果。

    为什么：指标值写“已完成”，说明是照结果补的，没有目标可对。
    怎么改：写年初批复的目标：做多少、做到什么程度、什么时候完成。
    例：绩效自评表!E19 “管理维护机制”的指标值写的是结果：“已完成”
    """
    for indicator in filing.indicators:
        text = fold(indicator.target.value.raw)
        if _RESULT.fullmatch(text):
            message = f"“{indicator.name.value}”的指标值写的是结果：“{text}”"
            yield Remark((indicator.target,), message)


_ONLY_TIME = later(
    r"(?:(?:(?:19|20)\d{2}|每|今|本|当|全)年度?|\d{1,2}个?月份?|\d{1,2}[日号]|[上下]半年|[年月]?[初中底末]|"
    r"(?:第?[一二三四1-4]|每)季度?|[至到\-~])+(?:之?前|以前|以内|内)?"
)
_ONLY_AMOUNT = later(rf"[≥≤<>=]*(?:{NUMBER})(?:[万亿千]?元?|[%‰]|个?[年月日天人次个项件家户亩])?")


@check("T20", Level.WARNING, on=Filing, english="A name is only a time or amount", trial=True)
def name_is_only_a_figure(filing: Filing) -> Iterator[Remark]:
    """指标的名称应说考核的是什么，不能只写时间或数。

    为什么：名称只有“1年”“100万”，看不出考核哪件事，完成值也就没有办法核对。
    怎么改：名称写做什么事（例如“项目完成时间”“补助发放金额”），时间和数写进指标值。
    例：绩效自评表!D16 三级指标的名称只写了“2023年全年”，看不出考核的是什么
    """
    for indicator in filing.indicators:
        name = fold(indicator.name.value)
        if name and (_ONLY_TIME.fullmatch(name) or _ONLY_AMOUNT.fullmatch(name)):
            shown = indicator.name.value
            message = f"三级指标的名称只写了“{shown}”，看不出考核的是什么"
            yield Remark((indicator.name,), message)
    yield from _numbered_level(filing, "level1", "一级指标")
    yield from _numbered_level(filing, "level2", "二级指标")


def _numbered_level(filing: Filing, key: str, title: str) -> Iterator[Remark]:
    """一级、二级的名称只有一个数，像是填错了格；各条都写着数的（维度 1、2）是编号。"""
    levels: list[Field[str]] = [getattr(row, key) for row in filing.indicators]
    odd = [level for level in levels if fold(level.value).replace(".", "").isdigit()]
    if len(odd) * 2 >= len(levels):
        return
    for level in dict.fromkeys(odd):
        message = f"{title}的名称只写了一个数“{level.value}”，像是填错了格"
        yield Remark((level,), message, f"写上{title}的名称；是分值、得分的，挪到它那一栏")


_YEARS = later(r"(?<!\d)((?:19|20)\d{2})年(?!以来|起|前|后|至|到)")
_COMPARED = later(r"比|较|同期|上年|以来|结转|结余|[\-~—至到]")

_HALF_YEAR = 183


@check("T21", Level.VERIFY, on=Filing, english="An indicator speaks of another year")
def row_of_another_year(filing: Filing) -> Iterator[Remark]:
    """指标的名称、完成值说的应是本年度。

    为什么：名称里、完成值里是别的年份，多半是沿用了以前的表，没有照本年的改。
    怎么改：核对年份，写错的改正；确是以前年度的事，写清与本年度的关系，可以保留。
    例：绩效自评表!D14 “2022年添置图书册数”说的是 2022 年，本表是 2023 年度
    """
    year = "" if filing.year is None else filing.year.value
    if not year.isdigit():
        return
    for row in filing.indicators:
        name, day = fold(row.name.value), row.actual.value.day
        spoken = set() if _COMPARED.search(name) else set(_YEARS.findall(name))
        if spoken and year not in spoken:
            message = f"“{row.name.value}”说的是 {'、'.join(sorted(spoken))} 年"
            yield Remark((row.name, filing.year), f"{message}，本表是 {year} 年度")
        elif day is not None and _is_before(row, day, int(year)):
            message = f"“{row.name.value}”的完成值是 {day.year} 年的，本表是 {year} 年度"
            yield Remark((row.actual, filing.year), message)


def _is_before(row: Indicator, done: date, year: int) -> bool:
    """写明的日子早于本年度。期限在年初、上年底就做完的不算；期限也是那一年的由 T07 报告。"""
    written = str(done.year) in fold(row.actual.value.raw) or row.actual.cell.kind == "date"
    due = row.target.value.day
    early = due is None or (due.year != done.year and (due - done).days > _HALF_YEAR)
    return written and done.year < year and early
