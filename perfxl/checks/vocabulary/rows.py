"""指标行：属于哪个一级，计不计分，分值加起来是多少，完成了没有。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, fold, rounded, same_unit
from perfxl.checks.vocabulary.words import is_empty_word
from perfxl.filing.amounts import execution_weight, is_execution_apart, number
from perfxl.filing.model import Filing, FundLine, Indicator, IndicatorScore
from perfxl.filing.shared import is_counted
from perfxl.filing.unread_rows import rows_unread
from perfxl.form.form import Form, Level1
from perfxl.form.once import once
from perfxl.score.methods import at_strict_bound


@once
def level1_present(filing: Filing) -> frozenset[Level1 | None]:
    """表里写了哪几个一级指标；有认不出的，其中有 None。"""
    return frozenset({indicator.place.level1 for indicator in filing.indicators})


def is_cut_off(filing: Filing) -> bool:
    """表没有抄全：表下没有总分行，表样排在最后的一级指标也没有；有的行没有读到。少了的分不再说。

    打分而没有规定总分值的表样，一级指标没有列全，只看有没有总分行。
    """
    if rows_unread(filing):
        return True
    last = max((indicator.name.cell.row for indicator in filing.indicators), default=0)
    ends = (filing.total, filing.total_weight)
    closed = any(field is not None and field.cell.row > last for field in ends)
    form = filing.form
    if closed or not form.level1:
        return False
    open_ended = form.indicators.scored and form.indicators.weight is None
    return open_ended or form.level1[-1] not in level1_present(filing)


# 指标值、完成值写错时跟着错的：得分对不对、扣没扣分、超没超、原因说得对不对。
SCORE_CODES = ("P02", "P03", "V01", "V02", "V03", "V04", "V05")

# 一条的得分没有改好以前，加起来的、照总分定的等级，不教人照它改。
TOTAL_CODES = ("P06", "P07", "P15")


def scored_on(indicator: Indicator) -> tuple[Field[Quantity], ...]:
    """一条的得分是照哪几格算的。"""
    fields = (indicator.target, indicator.actual, indicator.weight)
    return tuple(field for field in fields if field is not None)


def due_on(score: IndicatorScore, filing: Filing) -> tuple[Field[Quantity], ...]:
    """重算的得分是照哪几格来的；照资金的执行率计分的，还有资金总额的两个金额。"""
    line = filing.total_fund
    if score.method != "execution_rate" or line is None:
        return scored_on(score.indicator)
    fields = (getattr(line, filing.form.funds.rate_over), line.executed)
    return (*scored_on(score.indicator), *(field for field in fields if field is not None))


def is_untouched(filing: Filing) -> bool:
    """还是空白表：印着的以外什么都没有填。"""
    texts = (filing.name, filing.authority, filing.unit, filing.goal, filing.achievement)
    written = [
        *(field for field in texts if field is not None and fold(field.value)),
        *(line for line in filing.funds if _has_number(line, _FUND_CELLS)),
        *(row for row in filing.indicators if not _is_printed(row)
          or _has_number(row, ("actual", "points"))),
        *(item for item in filing.data if item.value.value.kind != "none"),
        *(narrative for narrative in filing.narratives if narrative.text.value),
        *filing.tasks, *filing.evidence,
    ]  # fmt: skip
    return not written


_FUND_CELLS = ("initial", "budget", "executed")


def _is_printed(row: Indicator) -> bool:
    """表样印着的三级指标，不是填报人写的。"""
    return row.place.level3 is not None or row.place.override is not None


def _has_number(row: Indicator | FundLine, keys: Iterable[str]) -> bool:
    fields: list[Field[Quantity] | None] = [getattr(row, key) for key in keys]
    return any(field is not None and field.value.kind != "none" for field in fields)


_NOT_APPLICABLE = frozenset({"无", "不适用", "无此项"})


def is_unscored(indicator: Indicator, form: Form) -> bool:
    """不计分的行：“其中：”明细，或写明不适用、四格都是“—”“/”的。"""
    cells = (indicator.weight, indicator.points)
    if any(field is not None and field.value.kind != "none" for field in cells):
        return False
    name = fold(indicator.name.value)
    if name in _NOT_APPLICABLE or (name and name in map(fold, form.words.blank)):
        return indicator.target.value.kind == indicator.actual.value.kind == "none"
    return name.startswith("其中") or _is_withdrawn(indicator, form)


def _is_withdrawn(indicator: Indicator, form: Form) -> bool:
    """写明了为什么不适用的：完成值、分值、得分都写着“—”“/”，不是空着。"""
    reason = "" if indicator.reason is None else indicator.reason.value
    marked = (indicator.actual, indicator.weight, indicator.points)
    written = all(
        field is not None and field.value.kind == "none" and field.cell.kind != "blank"
        for field in marked
    )
    return written and bool(reason) and not is_empty_word(reason, form)


@once
def scored_rows(filing: Filing) -> tuple[Indicator, ...]:
    """占总分的行：“其中：”明细、写明不适用的行，另外加减分的行不算。"""
    rows = (row for row in filing.indicators if not is_unscored(row, filing.form))
    return tuple(row for row in rows if not row.place.bonus)


@once
def with_execution(filing: Filing) -> tuple[Indicator, ...]:
    """计分的行，连同并入资金总额的预算执行率那一行：印着的一级、二级分值里有它的一份。"""
    rows, line = scored_rows(filing), filing.total_fund
    return rows if line is None or line.moved is None else (line.moved, *rows)


def weights_of(indicators: Iterable[Indicator]) -> Decimal | None:
    """分值之和；有一格不是数就不算（空白已经报告过，算出来的和没有意义）。"""
    rows = (row for row in indicators if is_counted(row.shared) or row.weight is not None)
    values = [None if row.weight is None else row.weight.value.value for row in rows]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def weight_of_execution(filing: Filing) -> Decimal | None:
    """执行率的分值：表里写的；表里没有这一格的取表样的。表样不给执行率打分而表里打了的也算。"""
    line = filing.total_fund
    if not is_execution_apart(filing):
        return Decimal(0)
    if line is not None and line.weight is not None and filing.form.funds.weight is not None:
        return number(line.weight)
    return execution_weight(filing) or Decimal(0)


@once
def grand_total(filing: Filing) -> Decimal | None:
    """执行率与全部三级指标的分值之和。"""
    execution, rows = weight_of_execution(filing), weights_of(scored_rows(filing))
    return None if execution is None or rows is None else execution + rows


@once
def coarse(filing: Filing) -> bool:
    """各条指标的得分都少写一位小数：是四舍五入的写法，不是这一条算错。"""
    values = [value for row in filing.indicators if (value := number(row.points)) is not None]
    digits = filing.form.scoring.digits - 1
    written = {value for value in values if value == rounded(value, digits)}
    parted = {value for value in written if value != rounded(value, 0)}  # 真的写了小数的，不止一条
    return len(written) == len(set(values)) and len(parted) > 1


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
    plain = _ORDINAL.sub("", fold(indicator.name.value))
    return plain not in _placeholders(filing.form)


_ORDINAL = later(r"^指标\d+[:.、]?|\d+$")


@once
def _placeholders(form: Form) -> frozenset[str]:
    return frozenset({"", *map(fold, form.words.blank), *map(fold, form.words.placeholder_names)})


def own_level1(filing: Filing) -> list[Indicator]:
    """表样里没有的一级指标，一个一条；不止一个的，是本地自己的一套（决策、过程、产出、效益）。"""
    seen: dict[str, Indicator] = {}
    for row in with_execution(filing):
        if row.place.level1 is None and row.level1.value:
            seen.setdefault(row.level1.value, row)
    return list(seen.values())
