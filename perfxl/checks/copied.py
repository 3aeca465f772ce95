"""A 完成值之二：像是照着填的，百分号丢了的执行率，没有调查的满意度。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, decimal, fold, plain, rounded
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import fund_name, title_of
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator


@check("A09", Level.INFO, on=Filing, english="Counts exactly equal their lower bound", trial=True)
def exactly_the_bound(filing: Filing) -> Iterator[Remark]:
    """完成值应是统计出来的数，不是照指标值填的。

    为什么：几条都恰好等于下限，一个不多一个不少，审核时会问是不是照着填的。
    怎么改：对照台账、统计表核对这几条的实际完成数。
    例：绩效自评表!F13 3 条的完成值恰好等于指标值的下限：“改造阅览室面积”、“添置图书册数”、
    “全年接待读者”
    """
    many, least = filing.form.limit_of("exact_rows"), filing.form.limit_of("exact_value")
    if many is None or least is None:
        return
    rows = [indicator for indicator in filing.indicators if _is_bound(indicator, least.value)]
    if len(rows) >= many.value:
        names = "、".join(f"“{row.name.value}”" for row in rows)
        message = f"{len(rows)} 条的完成值恰好等于指标值的下限：{names}"
        source = filing.form.cite(many.source)
        yield Remark(tuple(row.actual for row in rows), message, "", source)


def _is_bound(indicator: Indicator, least: Decimal) -> bool:
    target, actual = indicator.target.value, indicator.actual.value
    counted = target.op == ">=" and target.kind == "number" and actual.op is None
    same = target.value is not None and target.value == actual.value
    return counted and same and (target.value or 0) >= least


@check("A10", Level.WARNING, on=Filing, english="The rate lost its percent sign", trial=True)
def rate_without_percent(filing: Filing) -> Iterator[Remark]:
    """执行率应写成百分数。

    为什么：1 不带百分号，读的人会当成百分之一，汇总时也会差一百倍。
    怎么改：写成百分数，或把单元格设为百分比格式。
    例：绩效自评表!H6 年度资金总额的执行率写 0.985，像是丢了百分号
    """
    for line in filing.funds:
        rate = line.rate
        if rate is None or rate.cell.is_percent or rate.value.value is None:
            continue
        raw = fold(rate.cell.raw)
        written = decimal(raw) if re.fullmatch(NUMBER, raw) else None
        # 读表时按金额认出是百分数的，读成的数是写着的一百倍。
        if written and rate.value.value == written * 100:
            title, shown = title_of(filing, "rate"), plain(rate.value.value)
            told_as = plain(rounded(written, 4))
            message = f"{fund_name(line)}的{title}写 {told_as}，像是丢了百分号"
            fix = f"请改成 {shown}%"
            if rate.cell.formula or rate.cell.kind == "number":  # 数没有错，错在格式
                fix = f"公式不用改，{_FORMAT}" if rate.cell.formula else f"数不用改，{_FORMAT}"
            yield Remark((rate,), message, fix)
        elif written and rate.cell.kind == "text" and not _has_percent(filing):
            message = f"{fund_name(line)}的{title_of(filing, 'rate')}写“{raw}”，没有百分号"
            yield Remark((rate,), message, f"请改成 {raw}%", level=Level.INFO)


def _has_percent(filing: Filing) -> bool:
    """栏名里写着百分号（执行率（%））。"""
    labels = (reading.cell.raw for reading in filing.readings if reading.role == "label")
    return any("执行率" in text and "%" in fold(text) for text in labels)


_FORMAT = "把单元格的数字格式设为百分比，两位小数"

_NO_COMPLAINT = later(
    r"(?:未|没有?|无|零)(?:收到|接到|接获|发生|出现|有|任何|一[起例件])*[^,，。;；:：投]{0,8}?投诉"
)


@check(
    "A16", Level.WARNING, on=Filing, english="Satisfaction inferred from no complaints", trial=True
)
def satisfaction_without_survey(filing: Filing) -> Iterator[Remark]:
    """满意度应由调查得出，不能以没有收到投诉代替。

    为什么：没有投诉不等于满意，没有调查的满意度没有依据，复核时多半不认。
    怎么改：做了调查的，在原因或佐证材料一栏写调查的份数、满意的份数；没有做的照实写，得分随之改正。
    例：绩效自评表!F20 “读者满意度”的完成值是 100%，依据是“未收到投诉”
    """
    for indicator in filing.indicators:
        if "满意" not in indicator.name.value:
            continue
        actual, places = indicator.actual, (indicator.reason, indicator.evidence)
        said = fold("；".join([actual.value.raw, *(each.value for each in places if each)]))
        excuse = _NO_COMPLAINT.search(said) if "投诉" in said else None
        if excuse is None or "调查" in said or "问卷" in said:
            continue
        message = f"“{indicator.name.value}”的完成值是 {actual.value.shown}，依据是“{excuse[0]}”"
        basis = next((each for each in places if each and excuse[0] in fold(each.value)), None)
        yield Remark((actual, basis), message)
