"""评分（百分制）、加权得分两栏的：加权得分才是得分，百分制的一栏是分值拿到几成；权重写成小数的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator
from perfxl.read.heading.column_names import may_be_title
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.totals import Totals

_WEIGHTED = later(r"加权|折算|折合|换算|计权|权重后|[×*xX乘以]权重|权重得分")
_RAW = later(r"百分制|100分制|满分100|原始|[评得]分|打分|分数")
_HUNDREDTHS = later(r"百分制|100分|满分100")
_OTHERS = later(r"复核|复评|核定|审核|评审|抽查|专家|标准|依据|说明|原因|率|系数")


def weighted_points(sheet: Sheet, heading: Heading) -> Heading:
    """得分取加权的一栏；没有这样两栏的照旧。"""
    heading = _with_approved(sheet, heading)
    if "points" not in heading.columns or "share" in heading.columns:
        return heading
    titles = [cell for cell in _titles(sheet, heading) if not _OTHERS.search(key_of(cell.raw))]
    points = heading.cells["points"]
    final = next((cell for cell in titles if _WEIGHTED.search(key_of(cell.raw))), points)
    taken = {cell.local for key, cell in heading.cells.items() if key != "points"}
    raw = [
        cell
        for cell in titles
        if cell.local not in taken and cell != final and _RAW.search(key_of(cell.raw))
    ]
    full = next((cell for cell in raw if _is_of_hundred(sheet, heading, cell)), None)
    told = final is not points or (full is not None and _HUNDREDTHS.search(key_of(full.raw)))
    if full is None or not (told or _WEIGHTED.search(key_of(points.raw))):
        return heading  # 两栏都只叫得分的，多半是并排的另一份表
    cells = {**heading.cells, "points": final, "share": full}
    columns = {**heading.columns, "points": final.column, "share": full.column}
    return replace(heading, cells=cells, columns=columns)


_APPROVED = later(r"(?:核定|批复|设定|下达|标准|应得|满分|基准)?(?:的)?(?:分值?|分数)")


def _with_approved(sheet: Sheet, heading: Heading) -> Heading:
    """没有分值一栏、得分左边有一栏核定分、分数的，它就是分值；在得分右边的是复核打的分。"""
    points = heading.cells.get("points")
    if points is None or "weight" in heading.columns:
        return heading
    taken = heading.columns.values()
    own = [
        cell
        for cell in _titles(sheet, heading)
        if cell.column < points.column and _APPROVED.fullmatch(key_of(cell.raw))
        if cell.column not in taken
    ]
    if len(own) != 1:
        return heading
    cells = {**heading.cells, "weight": own[0]}
    return replace(heading, cells=cells, columns={**heading.columns, "weight": own[0].column})


def weighted_fund(sheet: Sheet, heading: Heading) -> Heading:
    """资金块也有百分制、加权两栏得分的：加权的一栏才是得分；百分制的一栏看见了，不核。"""
    points = heading.cells.get("points")
    if points is None or _WEIGHTED.search(key_of(points.raw)):
        return heading
    titles = [cell for cell in _titles(sheet, heading) if _WEIGHTED.search(key_of(cell.raw))]
    mine = [cell for cell in titles if _RAW.search(key_of(cell.raw))]
    if len(mine) != 1 or mine[0].column in heading.columns.values():
        return heading
    cells = {**heading.cells, "points": mine[0]}
    return replace(heading, cells=cells, columns={**heading.columns, "points": mine[0].column})


def whole_weights(
    rows: Sequence[Indicator], totals: Totals
) -> tuple[tuple[Indicator, ...], Totals]:
    """权重写成小数（0.1、0.2，合计 1）而得分照百分制记的：权重是百分之几，丢了格式。"""
    weights = [number(row.weight) for row in rows]
    known = [weight for weight in weights if weight is not None]
    fractions = len(known) > 1 and all(0 < weight <= 1 for weight in known) and sum(known) == 1
    if not fractions or not any((number(row.points) or 0) > 1 for row in rows):
        return tuple(rows), totals
    whole = _percent(totals.weight) if number(totals.weight) == 1 else totals.weight
    mine = tuple(replace(row, weight=_percent(row.weight)) for row in rows)
    return mine, totals._replace(weight=whole)


def _percent(field: Field[Quantity] | None) -> Field[Quantity] | None:
    if field is None or field.value.value is None:
        return field
    value = replace(field.value, kind="percent", value=field.value.value * _HUNDRED, unit="%")
    return Field(value, field.cell)


def _titles(sheet: Sheet, heading: Heading) -> Iterator[Cell]:
    for row in range(heading.first_row, heading.row + 1):
        yield from (cell for cell in sheet.row(row) if may_be_title(cell))


_HUNDRED = Decimal(100)


def _is_of_hundred(sheet: Sheet, heading: Heading, title: Cell) -> bool:
    """这一栏的数都不过一百，而有的比分值还大：满分是一百，不是分值。"""
    column = heading.columns.get("weight")
    if column is None:
        return False
    pairs = []
    for row in sheet.filled_rows():
        if row <= heading.row:
            continue
        mine, weight = (read_quantity(sheet.at(row, place)) for place in (title.column, column))
        if mine.value is not None and weight.value is not None:
            pairs.append((mine.value, weight.value))
    above = [mine for mine, weight in pairs if mine > weight]
    return 2 * len(above) > len(pairs) and all(mine <= _HUNDRED for mine, _ in pairs)


def named_weight(name: Cell, head: Cell | None) -> Field[Quantity] | None:
    """没有分值一栏、分值括在名称后面的：水上巡护里程（10分）；列名写着“（分值）”的，（10）也是。"""
    bare = head is not None and _WEIGHT_HEAD.search(fold(head.raw)) is not None
    printed = (_BARE_IN_NAME if bare else _WEIGHT_IN_NAME).search(fold(name.raw))
    return None if printed is None else Field(parse_quantity(printed[1]), name)


_WEIGHT_HEAD = later(r"分值|权重|满分")
_BARE_IN_NAME = later(r"\((\d+(?:\.\d+)?)分?\)$")
_WEIGHT_IN_NAME = later(r"\((\d+(?:\.\d+)?)分\)$")
