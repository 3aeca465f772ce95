"""金额与数：从 Field 里取数、换成同一单位、求资金总额。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fold
from perfxl.cells.units import factor
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.form.form import Form, FundKind
from perfxl.form.once import once


def number(field: Field[Quantity] | None) -> Decimal | None:
    """格里的数；没有这一格、空着、不是数时为 None。"""
    return None if field is None else field.value.value


def as_written(field: Field[Quantity]) -> str:
    """格里的字，引给人看（2025年10月底前）；百分比格式的数、方向和单位另占一列的，写成看得见的样子。"""
    raw, shown = " ".join(field.cell.raw.split()), field.value.shown
    if field.value.kind == "date" and field.cell.kind != "date":
        return raw  # 格里写“2024年12月”，不说成“2024年12月31日”
    return shown if field.cell.kind == "number" or fold(raw) in fold(shown) else raw


def is_not_applicable(row: Indicator) -> bool:
    """完成值或得分写着“不适用”。"""
    fields = (row.actual, row.points)
    return any(field is not None and fold(field.value.raw) == "不适用" for field in fields)


def is_rescaled(row: Indicator, form: Form) -> bool:
    """写着不适用，表样规定从总分里去掉、按余下的换算：它写着的得分不算。"""
    return form.scoring.rescale and is_not_applicable(row)


@once
def idle_weight(filing: Filing) -> Decimal:
    """从总分里去掉的分值：写“不适用”的各条的；分值也没有写的，是总分值减去别的各条的。"""
    rows = [row for row in filing.indicators if is_rescaled(row, filing.form)]
    known = [number(row.weight) for row in rows]
    whole = filing.form.indicators.weight
    if whole is None or None not in known:
        return sum((weight or Decimal(0) for weight in known), Decimal(0))
    others = [number(row.weight) for row in filing.indicators if row not in rows]
    used = sum((weight or Decimal(0) for weight in others), filing.form.funds.weight or Decimal(0))
    return whole - used if None not in others else Decimal(0)


@once
def is_execution_apart(filing: Filing) -> bool:
    """执行率在各条指标以外另计分。表上没有写它的分（或写“—”）的，各条的分值已经加满，就是不另计。"""
    line, whole = filing.total_fund, filing.form.indicators.weight
    if line is not None and (_is_scored(line.weight) or _is_scored(line.points)):
        return True
    weights = [value for row in filing.indicators if (value := number(row.weight)) is not None]
    return whole is None or sum(weights, Decimal(0)) != whole


@once
def is_pointed(filing: Filing) -> bool:
    """这份表打分：表样规定打分，或者填报人自己写了分值、得分。"""
    lines = () if filing.total_fund is None else (filing.total_fund,)
    given = ((row.weight, row.points) for row in (*lines, *filing.indicators))
    return filing.form.indicators.scored or any(
        value is not None and value.value.is_number for pair in given for value in pair
    )


EXECUTION = "预算执行"


@once
def execution_weight(filing: Filing) -> Decimal | None:
    """执行率的分值：表上写的；没有写的照表样；表样也没有、却写着得分的，是总分值减去各条的。"""
    line = filing.total_fund
    own = None if line is None else number(line.weight)
    if own is not None or filing.form.funds.weight is not None:
        return filing.form.funds.weight if own is None else own
    earned = None if line is None else number(line.points)
    whole = number(filing.total_weight) or filing.form.indicators.weight
    weights = [number(row.weight) for row in filing.indicators]
    rest = (whole or Decimal(0)) - sum((weight or Decimal(0) for weight in weights), Decimal(0))
    return rest if earned is not None and weights and rest > 0 and earned <= rest else None


def _is_scored(field: Field[Quantity] | None) -> bool:
    """这一格写着分；空着的、写“—”“不计分”的没有写。"""
    if field is None or field.cell.is_uncomputed:
        return field is not None
    return field.value.kind != "none" and fold(field.value.raw) not in _UNSCORED


_UNSCORED = frozenset({"不计分", "不评分", "不打分", "不赋分", "不考核", "不适用", "不计"})


def amount(filing: Filing, key: str) -> Decimal | None:
    """资金总额行的年初预算数、全年预算数或执行数，换成表的金额单位。

    总额格是没有算过的公式，或没有总额行时，取其中各行之和；其中有一笔不知道是多少的，没有。
    """
    line = filing.total_fund
    if line is not None:
        field: Field[Quantity] | None = getattr(line, key)
        if field is not None and not field.cell.is_uncomputed:
            return money(field, filing.money_unit)
    fields = [getattr(part, key) for part in part_lines(filing)]
    if any(map(is_unknown, fields)):
        return None  # 有一笔不知道是多少，和也就不知道
    values = [money(field, filing.money_unit) for field in fields]
    parts = [value for value in values if value is not None]
    return sum(parts, Decimal(0)) if parts else None


def is_unknown(field: Field[Quantity] | None) -> bool:
    """写了而不知道是多少：公式没有结果，或写的字读不成数；空着、写“—”的不是。"""
    if field is None or field.value.value is not None:
        return False
    return field.value.kind != "none" or field.value.doubt is not None


def part_lines(filing: Filing) -> tuple[FundLine, ...]:
    """总额的“其中”各行：指标表资金块里没有归组的，或第一组。"""
    kinds: set[FundKind] = {"fiscal", "carryover", "other"}
    lines = [line for line in filing.funds if line.kind in kinds]
    first = lines[0].group if lines else ""
    return tuple(line for line in lines if line.group == first)


def money(field: Field[Quantity] | None, unit: str) -> Decimal | None:
    """金额换成 `unit`（元或万元）；不是数、单位不能换算时为 None。"""
    if field is None or field.value.value is None:
        return None
    scale = factor(field.value.unit, unit) if field.value.unit else Decimal(1)
    return None if scale is None else field.value.value * scale


def is_fund_row(row: Indicator) -> bool:
    """另计分的一块资金、收入，作一条读的：一级记着“预算执行”，格是资金名称的格。"""
    return row.level1.cell == row.name.cell and row.level1.value == EXECUTION != row.name.value
