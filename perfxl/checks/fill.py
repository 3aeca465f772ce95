"""F 填报：该填的空着、该写数的写了字。只有这一族报告空白。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.filed_total import total_fixes
from perfxl.checks.vocabulary.fund_lines import fund_name, sum_fixes, title_of
from perfxl.checks.vocabulary.rates import execution_fixes
from perfxl.checks.vocabulary.rows import has_name, is_unscored, is_untouched
from perfxl.checks.vocabulary.words import is_empty, is_empty_text
from perfxl.filing.amounts import (
    amount,
    is_execution_apart,
    is_pointed,
    money,
    part_lines,
)
from perfxl.filing.findings import ALL, Level
from perfxl.filing.model import Filing, Scored


@check("F01", Level.ERROR, on=Filing, english="A header item is blank")
def header_blank(filing: Filing) -> Iterator[Remark]:
    """表头规定的各项都应填写。

    为什么：不知道是哪个单位、哪个项目、哪一年的，这份表就不能归档和汇总。
    怎么改：在名称右边的格里填上。
    例：绩效自评表!F4 “实施单位”没有填
    """
    form = filing.form
    values = {
        "name": filing.name, "authority": filing.authority, "unit": filing.unit,
        "year": filing.year, **filing.header,
    }  # fmt: skip
    for item in form.header:
        field = values.get(item.key)
        if item.required and field is not None and is_empty_text(filing, field):
            source = form.cite(form.indicators.source)
            yield Remark((field,), f"“{item.title}”没有填", item.prompt, source)


# 没有调整预算的，全年预算数不是“没有”：填了 0，执行率就算不出。
_FILL_AMOUNT = {
    "initial": "填上金额；年初没有安排的填 0",
    "budget": "填上金额；没有调整预算的，与年初预算数相同",
    "executed": "填上金额；全年没有支出的填 0",
}


@check("F02", Level.ERROR, on=Filing, english="An amount of the total fund line is blank")
def fund_amount_blank(filing: Filing) -> Iterator[Remark]:
    """资金总额行的各项金额都应填写。

    为什么：执行率由预算数和执行数算出，缺一个就算不出，执行率的得分也没有依据。
    怎么改：填上金额：年初没有安排、全年没有支出的填 0；没有调整预算的，全年预算数与年初预算数相同，
    不是 0。
    例：绩效自评表!D6 年度资金总额的年初预算数没有填，其中各行合计 90 万元
    """
    line, form = filing.total_fund, filing.form
    if line is None:
        return
    for column in form.funds.column:
        if not column.required:
            continue
        field: Field[Quantity] | None = getattr(line, column.key)
        if field is None or not is_empty(field):
            continue
        parts = [money(getattr(part, column.key), filing.money_unit) for part in part_lines(filing)]
        known = [value for value in parts if value is not None]
        rows = "其中各行" if len(known) == len(parts) else "其中填了金额的各行"
        total = f"{plain(sum(known, Decimal(0)))} {filing.money_unit}"
        hint = f"，{rows}合计 {total}" if known else ""
        message = f"{fund_name(line)}的{column.title}没有填{hint}"
        fixes, fix = sum_fixes(filing, column.key), _FILL_AMOUNT.get(column.key, "")
        added_late = column.key == "initial" != form.funds.rate_over and not known
        added_late = added_late and line.budget is not None and not is_empty(line.budget)
        level = Level.WARNING if added_late else None  # 年中追加的，年初各行也都空着
        yield Remark((field,), message, fix, form.cite(form.funds.source), level, fixes)


@check("F03", Level.ERROR, on=Scored, english="Weight, rate or points of the execution is blank")
def execution_blank(scored: Scored) -> Iterator[Remark]:
    """资金总额行的分值、执行率、得分都应填写。

    为什么：预算执行率占一项分值，空着就等于这一项没有评。
    怎么改：分值照表样填；执行率＝全年执行数÷预算数（多数表样用全年预算数）；得分＝执行率×分值，最多得满分。
    例：绩效自评表!I6 年度资金总额的得分没有填
    """
    filing = scored.filing
    line, form = filing.total_fund, filing.form
    if line is None or form.funds.weight is None or not is_execution_apart(filing):
        return
    if not is_pointed(filing):
        return  # 可以不计分的表样，一格也没有打分
    # 没有预算的年份，执行率本来就写“—”。
    rate = None if money(line.budget, filing.money_unit) == 0 else line.rate
    parts = (("分值", line.weight), (title_of(filing, "rate"), rate), ("得分", line.points))
    missing = [(title, field) for title, field in parts if is_empty(field)]
    if missing:
        titles = "、".join(title for title, _ in missing)
        at = tuple(field for _, field in missing)
        message = f"{fund_name(line)}的{titles}没有填"
        fixes = execution_fixes(scored, line) if titles == "得分" else ()
        fix = _fill_execution(filing, form.funds.weight, missing)
        yield Remark(at, message, fix, form.cite(form.funds.source), None, fixes)


def _fill_execution(
    filing: Filing, weight: Decimal, missing: Sequence[tuple[str, Field[Quantity] | None]]
) -> str:
    """空着的几格各填什么：除以哪一个预算数照表样，超过预算的也只得满分。"""
    rate = title_of(filing, "rate")
    over, executed = (title_of(filing, key) for key in (filing.form.funds.rate_over, "executed"))
    budget = amount(filing, filing.form.funds.rate_over) != 0
    no_rate = f"{over}是 0，算不出{rate}，得分按本地的规定填"
    ways = {
        "分值": f"分值填 {plain(weight)}",
        rate: f"{rate}＝{executed}÷{over}",
        "得分": f"得分＝{rate}×分值，最多得满分" if budget else no_rate,
    }
    return "；".join(ways[title] for title, _ in missing)


@check("F06", Level.ERROR, on=Filing, english="An indicator has values but no name")
def name_missing(filing: Filing) -> Iterator[Remark]:
    """填了内容的行应有三级指标名称。

    为什么：没有名称的分值和得分不知道评的是什么，也没有办法对应佐证材料。
    怎么改：写上三级指标的名称；多余的行整行删去。
    例：绩效自评表!D14 这一行填了内容，三级指标的名称却还是“指标2”
    """
    for indicator in filing.indicators:
        if not has_name(filing, indicator) and not is_unscored(indicator, filing.form):
            said = f"还是“{indicator.name.value}”" if indicator.name.value else "空着"
            yield Remark((indicator.name,), f"这一行填了内容，三级指标的名称却{said}")


@check("F07", Level.ERROR, on=Scored, english="The total points are blank")
def total_blank(scored: Scored) -> Iterator[Remark]:
    """总分行的得分应填写。

    为什么：总分是自评的结论，等级也由它定。
    怎么改：填预算执行率得分与各三级指标得分之和。
    例：绩效自评表!H21 总分没有填
    """
    filing = scored.filing
    has_points = any(
        indicator.points and indicator.points.value.is_number for indicator in filing.indicators
    )
    if filing.form.indicators.scored and has_points and is_empty(filing.total):
        source = filing.form.cite(filing.form.indicators.source)
        fixes = total_fixes(scored)
        yield Remark((filing.total,), "总分没有填", "", source, None, fixes)


@check("F10", Level.ERROR, on=Filing, english="The goal or its achievement is blank")
def goal_blank(filing: Filing) -> Iterator[Remark]:
    """年度总体目标的预期目标和实际完成情况都应填写。

    为什么：指标是从总体目标分解来的，总体目标空着，就看不出项目要做什么、做成了什么。
    怎么改：预期目标照年初批复的写，实际完成情况对照它逐项写。
    例：绩效自评表!F11 “实际完成情况”没有填
    """
    goals = filing.form.goals
    if not goals.required:
        return
    pairs = ((goals.goal, filing.goal), (goals.achievement, filing.achievement))
    for title, field in pairs:
        if is_empty_text(filing, field):
            source = filing.form.cite(filing.form.indicators.source)
            yield Remark((field,), f"“{title}”没有填", "", source)


@check("F11", Level.ERROR, on=Filing, english="The table holds no indicator at all")
def no_indicator(filing: Filing) -> Iterator[Remark]:
    """指标表里至少应有一条三级指标。

    为什么：没有指标就没有可评的内容，得分和结论都没有依据。
    怎么改：照批复的绩效目标，逐行填三级指标、年度指标值和分值。
    例：绩效自评表!D13 指标表里没有一条三级指标
    """
    if not filing.indicators and not filing.gaps:
        at = filing.first_row
        source = filing.form.cite(filing.form.indicators.source)
        yield Remark((at,), "指标表里没有一条三级指标", "", source)


@check("F12", Level.ERROR, on=Filing, english="Nothing has been filled in", explains=ALL)
def nothing_filled(filing: Filing) -> Iterator[Remark]:
    """交来的应是填过的表。

    为什么：空白表没有可核的，逐格去说没有填，真正要说的话反而看不见。
    怎么改：从表头填起，填一段校验一次。
    例：绩效自评表!B3 这是一张空白表，什么都还没有填
    """
    if is_untouched(filing) and not filing.gaps:
        at = next((field for field in (filing.name, filing.unit, filing.year) if field), None)
        yield Remark((at or filing.first_row,), "这是一张空白表，什么都还没有填")
