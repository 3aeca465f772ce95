"""指标行：属于哪个一级，计不计分，分值加起来是多少，完成了没有。"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from perfxl.cells.quantity import fold, same_unit
from perfxl.filing.amounts import number
from perfxl.filing.model import Filing, Indicator, IndicatorScore
from perfxl.form.form import Form, Level1
from perfxl.score.methods import at_strict_bound


def level1_present(filing: Filing) -> set[Level1 | None]:
    """表里写了哪几个一级指标；有认不出的，其中有 None。"""
    return {indicator.place.level1 for indicator in filing.indicators}


def is_cut_off(filing: Filing) -> bool:
    """表没有抄全：表下没有总分行，表样排在最后的一级指标也没有。少了的分不再说。"""
    last = max((indicator.name.cell.row for indicator in filing.indicators), default=0)
    ends = (filing.total, filing.total_weight)
    closed = any(field is not None and field.cell.row > last for field in ends)
    return (
        not closed
        and bool(filing.form.level1)
        and filing.form.level1[-1] not in level1_present(filing)
    )


_NOT_APPLICABLE = frozenset({"无", "不适用", "无此项"})


def is_unscored(indicator: Indicator, form: Form) -> bool:
    """不计分的行：“其中：”明细，或写明不适用、四格都是“—”“/”的。"""
    cells = (indicator.weight, indicator.points)
    if any(field is not None and field.value.kind != "none" for field in cells):
        return False
    name = fold(indicator.name.value)
    if name in _NOT_APPLICABLE or (name and name in map(fold, form.words.blank)):
        return indicator.target.value.kind == indicator.actual.value.kind == "none"
    return name.startswith("其中")


def scored_rows(filing: Filing) -> tuple[Indicator, ...]:
    """计分的行：“其中：”明细、写明不适用的行不算。"""
    return tuple(
        indicator for indicator in filing.indicators if not is_unscored(indicator, filing.form)
    )


def with_execution(filing: Filing) -> tuple[Indicator, ...]:
    """计分的行，连同并入资金总额的预算执行率那一行：印着的一级、二级分值里有它的一份。"""
    rows, line = scored_rows(filing), filing.total_fund
    return rows if line is None or line.moved is None else (line.moved, *rows)


def weights_of(indicators: Iterable[Indicator]) -> Decimal | None:
    """分值之和；有一格不是数就不算（空白已经报告过，算出来的和没有意义）。"""
    rows = (row for row in indicators if row.is_counted or row.weight is not None)
    values = [number(row.weight) for row in rows]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def weight_of_execution(filing: Filing) -> Decimal | None:
    """执行率的分值：表里写的；表里没有这一格的取表样的。表样不给执行率打分而表里打了的也算。"""
    line = filing.total_fund
    if filing.form.funds.weight is None:
        return (None if line is None else number(line.weight)) or Decimal(0)
    if line is None or line.weight is None:
        return filing.form.funds.weight
    return number(line.weight)


def grand_total(filing: Filing) -> Decimal | None:
    """执行率与全部三级指标的分值之和。"""
    execution, rows = weight_of_execution(filing), weights_of(scored_rows(filing))
    return None if execution is None or rows is None else execution + rows


def is_met(score: IndicatorScore) -> bool:
    """程序算出来应得满分；正好等于“>”“<”的界限不算完成。"""
    target = score.indicator.target.value
    if at_strict_bound(target, same_unit(score.indicator.actual.value, target)):
        return False
    return (
        score.computed
        and score.points is not None
        and score.points == number(score.indicator.weight)
    )


def has_name(filing: Filing, indicator: Indicator) -> bool:
    """写了三级指标的名称，不是空着，也不是“指标2”“……”一类占位的字。"""
    words = filing.form.words
    empty = {"", *map(fold, words.blank), *map(fold, words.placeholder_names)}
    return re.sub(r"^指标\d+[:.、]?|\d+$", "", fold(indicator.name.value)) not in empty
