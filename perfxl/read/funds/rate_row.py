"""不占一列、写成资金下面一行的，是总额的：执行率和它的分值、得分，结转结余、偏差说明。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of, is_one_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import FundLine
from perfxl.form.form import Form
from perfxl.read.header import text_field
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.column_names import fund_names
from perfxl.read.heading.headings import Heading


def with_rate_row(
    sheet: Sheet, form: Form, heading: Heading | None, lines: Sequence[FundLine], before: int
) -> Iterator[FundLine]:
    """总额的一行添上下面各行写的；没有成块的表头的，看 `before` 以上各行。"""
    rows = range(1 if heading is None else heading.row + 1, before)
    columns = {} if heading is None else heading.columns
    rate = None if "rate" in columns else _rate_below(sheet, form, rows)
    scores = {key: _score(sheet, form, key, rows) for key in SCORES if key not in columns}
    left = _labelled(sheet, _LEFT, rows)
    why = None if "reason" in columns else _labelled(sheet, _WHY, rows)
    for line in lines:
        if line.kind != "total":
            yield line
            continue
        own = replace(line, rate=rate) if rate is not None and line.rate is None else line
        own = replace(
            own,
            weight=own.weight or scores.get("weight"), points=own.points or scores.get("points"),
        )  # fmt: skip
        if left is not None and own.balance is None:
            unit = own.executed.value.unit if own.executed is not None else ""
            own = replace(own, balance=Field(read_quantity(left, unit=unit), left))
        yield replace(own, reason=text_field(why)) if why is not None else own


_LEFT = ("结转结余", "年末结转结余", "结余资金", "结余结转", "年末结余", "结转结余资金")
_WHY = ("偏差说明", "差异说明", "未执行原因", "执行偏差原因", "资金偏差原因", "未完成执行原因")
# 执行率的分：写明是执行率的在哪一行都是；只写分值、得分的，要与执行率同在一行。
SCORES = {
    "weight": (("执行率分值", "预算执行率分值", "预算执行分值", "执行率权重", "执行率满分",
                "执行分值"),
               ("分值", "权重", "满分")),
    "points": (("执行率得分", "预算执行率得分", "预算执行得分", "执行率自评得分", "执行率自评分",
                "执行得分"),
               ("得分", "自评得分", "自评分")),
}  # fmt: skip

RATE_SCORES = tuple(name for told, _ in SCORES.values() for name in told)


def _score(sheet: Sheet, form: Form, key: str, rows: range) -> Field[Quantity] | None:
    told, bare = SCORES[key]
    for row in rows:
        names = (*told, *bare) if rate_label(sheet, form, row) is not None else told
        value = _labelled(sheet, names, range(row, row + 1))
        quantity = None if value is None else read_quantity(value)
        if value is not None and quantity is not None and quantity.is_number:
            return Field(quantity, value)
    return None


def _labelled(sheet: Sheet, names: Sequence[str], rows: range) -> Cell | None:
    """这几行里写着这个名称的一格，右边的格。"""
    cells = (cell for row in rows for cell in sheet.row(row) if cell.kind == "text")
    label = next((cell for cell in cells if is_one_of(cell.raw, names)), None)
    return None if label is None else next_cell(sheet, label)


_NUMBERING = frozenset({"列次", "栏次"})


def is_numbering(cells: Sequence[Cell]) -> bool:
    """给各列编号的一行：列次 | 0 | 1 | 2。"""
    return any(bare_key_of(cell.raw) in _NUMBERING for cell in cells if cell.kind == "text")


def rate_label(sheet: Sheet, form: Form, row: int) -> Cell | None:
    """这一行写着的“执行率”，右边是数。"""
    names = fund_names(form)
    for cell in sheet.row(row):
        named = names.find(cell.raw) if cell.kind == "text" else None
        if named is not None and named[0] == "rate":
            value = next_cell(sheet, cell)
            return cell if read_quantity(value, unit="%").is_number else None
    return None


def _rate_below(sheet: Sheet, form: Form, rows: range) -> Field[Quantity] | None:
    label = next(filter(None, (rate_label(sheet, form, row) for row in rows)), None)
    if label is None:
        return None
    value = next_cell(sheet, label)
    return Field(read_quantity(value, unit="%"), value)


def own_scores(lines: Sequence[FundLine]) -> list[FundLine]:
    """分值、得分合并着盖过其中各行的，每行又写一遍的，取消合并只留在头一行的：只是总额的。"""
    total = next((line for line in lines if line.kind == "total"), None)
    if total is not None and (moved := _on_part(lines, total)) is not None:
        return moved
    if total is not None and total is lines[-1] and len(lines) > 1:
        lines = _at_the_end(lines, total)
        total = lines[-1]
    if total is None or not any(_shares(line, total) for line in lines if line is not total):
        return list(lines)
    return [
        replace(line, weight=None, points=None)
        if line is not total and _shares(line, total)
        else line
        for line in lines
    ]


def _on_part(lines: Sequence[FundLine], total: FundLine) -> list[FundLine] | None:
    """总额一行空着、写在金额相同的一行其中（财政拨款）的分值、执行率、得分，是总额的。"""
    scores = (total.weight, total.points)
    if any(field is None or field.cell.kind != "blank" for field in scores):
        return None
    filed = [line for line in lines if line is not total and _filed_score(line)]
    if len(filed) != 1 or _amounts(filed[0]) != _amounts(total):
        return None
    own = filed[0]
    alone = total.rate is None or total.rate.cell.kind == "blank"
    whole = replace(
        total, weight=own.weight, points=own.points, rate=own.rate if alone else total.rate
    )
    bare = replace(own, weight=None, points=None, rate=None if alone else own.rate)
    return [{id(total): whole, id(own): bare}.get(id(line), line) for line in lines]


def _amounts(line: FundLine) -> list[Decimal | None]:
    fields = (line.initial, line.budget, line.executed)
    return [None if field is None else field.value.value for field in fields]


def _at_the_end(lines: Sequence[FundLine], total: FundLine) -> list[FundLine]:
    """合计在末一行：分值、得分各行都与它一样的，或只在头一行写着的，归它。"""
    scores = [_filed_score(line) for line in lines]
    if None not in scores and len(set(scores)) == 1:
        return [*(replace(line, weight=None, points=None) for line in lines[:-1]), total]
    if scores[0] is not None and not any(scores[1:]) and not _wrote_points(lines[1:]):
        first = lines[0]
        bare = [replace(line, weight=None, points=None) for line in lines[:-1]]
        return [*bare, replace(total, weight=first.weight, points=first.points)]
    return list(lines)


def _filed_score(line: FundLine) -> tuple[Decimal, Decimal] | None:
    """一行的分值、得分，都是数的。"""
    fields = (line.weight, line.points)
    values = [field.value.value for field in fields if field and field.value.is_number]
    known = [value for value in values if value is not None]
    return (known[0], known[1]) if len(known) == len(fields) else None


def _wrote_points(lines: Sequence[FundLine]) -> bool:
    """分值、得分两格写着字的（—、0）；空着的不算。"""
    fields = (field for line in lines for field in (line.weight, line.points))
    return any(field is not None and field.cell.kind != "blank" for field in fields)


def _shares(line: FundLine, total: FundLine) -> bool:
    pairs = ((line.points, total.points), (line.weight, total.weight))
    return any(own and whole and own.cell == whole.cell for own, whole in pairs)
