"""小计：画成一行的（写在各条下面、上面，或印在一级名称后面）、另成一栏的；各由哪几条加起来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.moved import MovedCell
from perfxl.cells.names import bare_key_of, key_of, level_name
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import Filing, Indicator
from perfxl.filing.subtotal import Counted, Subtotal, Ways
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.totals import Totals

_TAIL = later(r"(?:自评)?(?:得分|分值)?(?:小计|合计)$")
_COLUMN = later(
    r"(?:[一二]级)?(?:指标)?(?:自评)?(?:(?P<points>得分)|(?P<weight>分值|权重))?(?:小计|合计)(?:\(.*\))?"
    r"|[一二]级(?:指标)?(?:自评)?(?:(?P<points2>得分)|(?P<weight2>分值|权重))"
)
_COUNTS: tuple[Counted, ...] = ("weight", "points")


def subtotals(
    sheet: Sheet,
    heading: Heading,
    rows: Sequence[Indicator],
    labels: Sequence[Cell],
    totals: Totals,
) -> tuple[Subtotal, ...]:
    """`labels` 是小计各行写着名称的格，从上到下；`totals` 是总分行。"""
    columns = _columns(sheet, heading)
    if not labels and not columns:
        return ()
    made = [*_by_row(sheet, heading, rows, labels)]
    for head in columns:
        made += _by_column(sheet, rows, head, totals)
    return tuple(made)


def subtotal_places(filing: Filing) -> Iterator[tuple[tuple[int, int], str]]:
    """小计用到的各格，和当作什么。"""
    for each in filing.subtotals:
        what = "分值" if each.counts == "weight" else "得分"
        yield (each.label.row, each.label.column), each.title
        yield (
            (each.value.cell.row, each.value.cell.column),
            f"小计的{what}：{each.value.value.shown}",
        )


def _by_row(
    sheet: Sheet, heading: Heading, rows: Sequence[Indicator], labels: Sequence[Cell]
) -> Iterator[Subtotal]:
    starts = [0]
    for label in labels:
        of, mine = _scope(sheet, heading, rows, label)
        ways: Ways = (mine,) if of else tuple(_cells(rows, start, label.row) for start in starts)
        if not of and rows and labels[0].row < rows[0].name.cell.row:
            ways = _under(rows, label, labels)
        ways += _in_half(rows, label)
        starts.append(label.row)
        for counts in _COUNTS:
            column = heading.columns.get(counts)
            cell = sheet.at(label.row, column) if column else label
            if column and cell.column == column and cell.kind != "blank":
                field = Field(read_quantity(cell), cell)
                yield Subtotal(level_name(label.raw), label, field, counts, ways, of)


def _in_half(rows: Sequence[Indicator], label: Cell) -> Ways:
    """左右两半接起来读的：小计写在右边一半的，只加右边一半的几条。"""
    cells = [row.name.cell for row in rows if row.name.cell.row < label.row]
    if not isinstance(label, MovedCell):
        return ()
    left = label.home[1]
    mine = tuple(cell for cell in cells if isinstance(cell, MovedCell) and cell.home[1] >= left)
    return (mine,) if mine and len(mine) < len(cells) else ()


def _under(rows: Sequence[Indicator], label: Cell, labels: Sequence[Cell]) -> Ways:
    """写在各条上面的：往下到下一个小计；末一个后面可能另有不归它的，数到哪一条都算。"""
    after = next((each.row for each in labels if each.row > label.row), None)
    if after is not None:
        return (_cells(rows, label.row, after),)
    mine = _cells(rows, label.row, rows[-1].name.cell.row + 1)
    return tuple(mine[:size] for size in range(len(mine), 0, -1))


def _cells(rows: Sequence[Indicator], above: int, below: int) -> tuple[Cell, ...]:
    return tuple(row.name.cell for row in rows if above < row.name.cell.row < below)


def _scope(
    sheet: Sheet, heading: Heading, rows: Sequence[Indicator], label: Cell
) -> tuple[str, tuple[Cell, ...]]:
    """这个小计归哪一级、是哪几条的；看不出的为空。"""
    named = key_of(_TAIL.sub("", bare_key_of(level_name(label.raw))))
    for key in ("level2", "level1"):
        column = heading.columns.get(key)
        over = sheet.at(label.row, column) if column else label
        beside = "" if over == label or over.kind == "blank" else key_of(level_name(over.raw))
        for name in filter(None, (named, beside)):
            same = [row for row in rows if _is_called(getattr(row, key).value, name)]
            if beside and key == "level2":  # 各个一级下都有的“社会效益”，只算这个一级的
                outer = heading.columns.get("level1", label.column)
                same = [
                    row for row in same if row.level1.cell == sheet.at(label.row, outer)
                ] or same
            if same:
                return getattr(same[0], key).value, tuple(row.name.cell for row in same)
    return "", ()


def _is_called(written: str, name: str) -> bool:
    key = key_of(written)
    return key == name or key.removesuffix("指标") == name.removesuffix("指标")


def _columns(sheet: Sheet, heading: Heading) -> list[Cell]:
    """写着小计的各栏，和一级、二级名称后面另有的得分一栏。"""
    taken = {cell.local for cell in heading.cells.values()}
    points, name = heading.cells.get("points"), heading.columns.get("name", 0)
    own = "" if points is None else key_of(points.raw)
    return [
        cell
        for row in range(heading.first_row, heading.row + 1)
        for cell in sheet.row(row)
        if cell.kind == "text"
        and cell.local not in taken
        and (
            _COLUMN.fullmatch(bare_key_of(cell.raw))
            or (key_of(cell.raw) == own and cell.column < name)
        )
    ]


def _by_column(
    sheet: Sheet, rows: Sequence[Indicator], head: Cell, totals: Totals
) -> Iterator[Subtotal]:
    filled = [
        (row, cell)
        for row in rows
        if (cell := sheet.at(row.name.cell.row, head.column)).kind != "blank"
    ]
    anchors = list(dict.fromkeys(cell for _, cell in filled))
    values = [(cell, read_quantity(cell)) for cell in anchors]
    if not any(value.is_number for _, value in values):
        return
    groups = [(cell, value, _ways(sheet, rows, cell, anchors)) for cell, value in values]
    counts = _counts(head, [(value, ways) for _, value, ways in groups], rows)
    title = level_name(head.raw)
    for cell, value, ways in groups:
        of = _level_of(rows, ways[0])
        said = title if _TAIL.search(title) else f"{of}的{title}"
        yield Subtotal(said, head, Field(value, cell), counts, ways, of)
    whole = totals.points or totals.weight
    last = None if whole is None else sheet.at(whole.cell.row, head.column)
    if last is not None and last.column == head.column and last.kind != "blank":
        every = tuple(row.name.cell for row in rows)
        said = title if _TAIL.search(title) else f"各{title}的合计"
        yield Subtotal(said, head, Field(read_quantity(last), last), counts, (every,))


def _ways(sheet: Sheet, rows: Sequence[Indicator], cell: Cell, anchors: Sequence[Cell]) -> Ways:
    """合并的，就是合并的几行；没有合并的，由它往下到下一个，或者由上一个往下到它。"""
    area = sheet.area(cell.row, cell.column)
    if area.last_row > area.first_row:
        return (_cells(rows, area.first_row - 1, area.last_row + 1),)
    place = anchors.index(cell)
    after = anchors[place + 1].row if place + 1 < len(anchors) else sheet.last_row + 1
    before = anchors[place - 1].row if place else 0
    ways = (_cells(rows, cell.row - 1, after), _cells(rows, before, cell.row + 1))
    return tuple(dict.fromkeys(ways))


def _counts(
    head: Cell, groups: Sequence[tuple[Quantity, Ways]], rows: Sequence[Indicator]
) -> Counted:
    """这一栏加的是分值还是得分：列名写着的照列名，没有写的看对得上几处。"""
    named = _COLUMN.fullmatch(bare_key_of(head.raw))
    if named is None or named["points"] or named["points2"]:
        return "points"
    if named["weight"] or named["weight2"]:
        return "weight"
    filed = {row.name.cell: row for row in rows}
    hits = {
        counts: sum(
            any(_sum(filed, way, counts) == value.value for way in ways) for value, ways in groups
        )
        for counts in _COUNTS
    }
    return "weight" if hits["weight"] > hits["points"] else "points"


def _sum(filed: dict[Cell, Indicator], way: Sequence[Cell], counts: Counted) -> object:
    values = [getattr(filed[cell], counts) for cell in way]
    numbers = [field.value.value for field in values if field is not None]
    return sum(numbers) if None not in numbers else None


def _level_of(rows: Sequence[Indicator], way: Sequence[Cell]) -> str:
    """这几条同属的二级、一级的名称。"""
    mine = [row for row in rows if row.name.cell in way]
    for names in ({row.level2.value for row in mine}, {row.level1.value for row in mine}):
        if len(names) == 1 and "" not in names:
            return names.pop()
    return "这一格旁边"
