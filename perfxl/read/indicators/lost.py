"""只写扣分、不写得分的表：得分是分值减去扣分；两样都写的，扣分另记着，留给校验去对。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Field, Sheet
from perfxl.cells.names import bare_key_of
from perfxl.cells.quantity import Quantity
from perfxl.filing.amounts import number
from perfxl.filing.model import FundLine, Indicator
from perfxl.read.heading.column_names import Words
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.totals import Totals

_NAMES = frozenset({"扣分", "扣分值", "扣分数", "自评扣分", "应扣分", "实际扣分", "扣减分值"})
SAID = "；表上只写扣分，得分照分值减去扣分读"


def with_lost(sheet: Sheet, heading: Heading) -> Heading:
    """表头里的“扣分”一栏；没有得分一栏的，得分也从它读。"""
    known = set(heading.cells.values())
    rows = range(heading.first_row, heading.row + 1)
    cells = (cell for row in rows for cell in sheet.row(row) if "扣" in cell.raw)
    named = (cell for cell in cells if bare_key_of(cell.raw) in _NAMES and cell not in known)
    lost = next(named, None)
    if lost is None and "points" not in heading.columns:
        lost = heading.cells.get("deduction")
    if lost is None:
        return heading
    more = {"lost": lost} if "points" in heading.columns else {"lost": lost, "points": lost}
    columns = {**heading.columns, **dict.fromkeys(more, lost.column)}
    by_key = {**heading.cells, **more}
    if by_key.get("deduction") is lost:
        del columns["deduction"], by_key["deduction"]
    return replace(heading, cells=by_key, columns=columns)


def may_be_lost(among: Words) -> bool:
    """表上写着“扣分”一类的列名。"""
    return not _NAMES.isdisjoint(among)


def only_lost(heading: Heading | None) -> bool:
    """得分是从扣分一栏读的。"""
    columns = {} if heading is None else heading.columns
    return "lost" in columns and columns["lost"] == columns.get("points")


def earned_rows(heading: Heading, indicators: Sequence[Indicator]) -> list[Indicator]:
    """各条的得分；有的写了 0、有的空着，空着的是没有填，一处 0 也没有写的，空着就是没有扣。"""
    if not only_lost(heading):
        return list(indicators)
    spare = None if any(number(row.points) == 0 for row in indicators) else Decimal(0)
    return [
        replace(row, points=_earned(row.points, number(row.weight), spare)) for row in indicators
    ]


def earned_line(heading: Heading, line: FundLine) -> FundLine:
    if not only_lost(heading):
        return line
    return replace(line, points=_earned(line.points, number(line.weight), None))


def earned_totals(heading: Heading, totals: Totals, whole: Decimal | None) -> Totals:
    """总分行写的是扣分合计；另写着“自评得分＝100－扣分合计＝”的，总分是它。"""
    column = heading.columns.get("points")
    if not only_lost(heading) or totals.points is None or totals.points.cell.column != column:
        return totals
    weight = number(totals.weight)
    points = _earned(totals.points, weight if weight is not None else whole, None)
    return totals._replace(points=points)


def _earned(
    field: Field[Quantity] | None, whole: Decimal | None, spare: Decimal | None
) -> Field[Quantity] | None:
    """`spare` 是空着的格算扣了几分；None 是没有填。"""
    if field is None or whole is None:
        return field
    blank = field.cell.kind == "blank" and field.cell.formula is None
    lost = spare if blank else field.value.value
    if lost is None:
        return field
    value = replace(field.value, kind="number", value=whole - lost, unit="", whole=whole)
    return Field(value, field.cell)
