"""附表归哪一份自评表：工作表名、表上的标题、“所属项目”一列写着的那一份；没有写的归全部。

工作簿里只有一份时都归它。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.filing.reading import Unread
from perfxl.form.form import Form, SideTable
from perfxl.read.heading.column_names import names_of
from perfxl.read.heading.headings import Heading, find_heading
from perfxl.read.sheets.sum_rows import sum_label

Row = Mapping[str, Cell]
Owners = frozenset[int] | None  # 归哪几份（第几份）；None 是没有写，归全部

BELONGS_TO = frozenset(
    {"所属项目", "对应项目", "项目", "项目名称", "所属自评表", "自评表", "所属表", "归属"}
)
_EVERY = frozenset({"全部", "所有", "各项目", "全部项目", "所有项目", "共用", "通用", "公用"})
_PLAIN = later(r"(?:(?:19|20)\d{2}年?度?|清单|目录|汇总|说明|明细|附表|表|全部|共用|通用)*")
_CODE = later(r"^[\dA-Za-z]{6,}(?:19|20)?\d*年?")
_FIRST_ROWS = 5
_SHORTEST = 4  # 短于此的名称，别的名称里碰巧有


@dataclass(frozen=True, slots=True)
class Owner:
    """一份自评表认得出的叫法：项目名称、单位，和它所在的工作表。"""

    names: tuple[str, ...]
    sheet: str

    @property
    def keys(self) -> frozenset[str]:
        names = (*self.names, *(_CODE.sub("", key_of(name)) for name in self.names), self.sheet)
        return frozenset(filter(None, map(key_of, names)))

    def is_named(self, text: str) -> bool:
        """写的就是它；只写了一截、前后多了几个字的也算。"""
        key = key_of(text)
        names = [name for name in map(key_of, self.names) if name]
        part = len(key) >= _SHORTEST and any(key in name for name in names)
        more = any(len(name) >= _SHORTEST and name in key for name in names)
        return key in self.keys or part or more


class Sides:
    """一份自评表看得到的附表。`mine` 是它在 `owners` 里的位置。"""

    def __init__(self, grid: Grid, owners: Sequence[Owner], mine: int) -> None:
        self.grid, self._owners, self._mine = grid, owners, mine
        self.shared: set[str] = set()  # 读过的、几份合用的各行，头一格的地址

    def rows(self, form: Form, key: str) -> Iterator[Row]:
        """附表的各行：字段名 → 单元格。写明归它的在先；归全部的，同名的不再要。"""
        table = form.table_of(key)
        if table is None:
            return
        first = next(column.key for column in table.column if column.required)
        every = list(_every_row(self.grid, self._owners, table))
        own = [row for row, owners in every if owners is not None and self._mine in owners]
        taken = {key_of(row[first].raw) for row in own}
        yield from own
        for row, owners in every:
            if owners is None and key_of(row[first].raw) not in taken:
                if len(self._owners) > 1:
                    self.shared.add(row[first].address)
                yield row


def strays(grid: Grid, owners: Sequence[Owner], form: Form) -> tuple[Unread, ...]:
    """附表写明归某一个项目，而工作簿里没有它的：没有读的各处。"""
    unread: dict[str, Unread] = {}
    for table in form.table:
        for row, mine in _every_row(grid, owners, table):
            if mine == frozenset():
                cell = next(iter(row.values()))
                said = f"附表“{cell.sheet}”里有归别的项目的内容"
                unread.setdefault(cell.sheet, Unread(cell, said, "stray"))
    return tuple(unread.values())


def _every_row(
    grid: Grid, owners: Sequence[Owner], table: SideTable
) -> Iterator[tuple[Row, Owners]]:
    """这种附表的每一行，和它归哪几份。"""
    needed = [(column.key,) for column in table.column if column.required]
    for sheet, mark, heading in side_sheets(grid, table):
        if heading is None:
            continue
        whole = _of_sheet(sheet, mark, heading, owners)
        said = ""
        for row in sheet.filled_rows():
            if row <= heading.row:
                continue
            cells = {name: sheet.at(row, column) for name, column in heading.columns.items()}
            said = (_owner_cell(sheet, row, heading) if len(owners) > 1 else "") or said
            named = any(cells[name[0]].kind != "blank" for name in needed)
            if named or ("group" in cells and sum_label(cells) is not None):
                yield cells, _named(said, owners) if said else whole


def side_sheets(grid: Grid, table: SideTable) -> Iterator[tuple[Sheet, str, Heading | None]]:
    """这种附表的每一张：工作表，名称以外的字，表头；列名认不出的没有表头。"""
    needed = [(column.key,) for column in table.column if column.required]
    for sheet in grid.sheets:
        mark = _mark(sheet, table)
        if mark is not None:
            printed = _as_printed(sheet, table)
            yield sheet, mark, printed or find_heading(sheet, names_of(table.column), need=needed)


def _as_printed(sheet: Sheet, table: SideTable) -> Heading | None:
    """头几行里照表样印着全部列名、没有合并的一行：不必再一格一格地猜哪一行是表头。"""
    titles = {column.title: column.key for column in table.column}
    for row in islice(sheet.filled_rows(), _FIRST_ROWS):
        cells = {titles[cell.raw]: cell for cell in sheet.row(row) if cell.raw in titles}
        if len(cells) == len(titles) == len(sheet.row(row)):
            if any(area.first_row <= row <= area.last_row for area in sheet.merged):
                return None
            columns = {key: cell.column for key, cell in cells.items()}
            return Heading(row, row, columns, cells)
    return None


def is_side(sheet: Sheet, form: Form) -> bool:
    """照名称是一张附表。"""
    return any(_mark(sheet, table) is not None for table in form.table)


def _mark(sheet: Sheet, table: SideTable) -> str | None:
    """工作表名里附表名称以外的字：`报告文字（社区食堂）` 的“社区食堂”；不是这种附表的为 None。"""
    key = key_of(sheet.name)
    for name in map(key_of, (table.sheet, *table.aliases)):
        if key == name:
            return ""
        if key.startswith(name) or key.endswith(name):
            return key.removeprefix(name).removesuffix(name).strip("-—_~")
    return None


def _of_sheet(sheet: Sheet, mark: str, heading: Heading, owners: Sequence[Owner]) -> Owners:
    """整张附表归哪几份：先看工作表名，再看表头上面的标题。"""
    if len(owners) < 2:
        return None
    if mark and (named := _named(mark, owners)):
        return named
    above = (
        cell for row in sheet.filled_rows() if row < heading.first_row for cell in sheet.row(row)
    )
    titled = frozenset(
        place for cell in above for place, owner in enumerate(owners)
        if any(len(name) >= _SHORTEST and key_of(name) in key_of(cell.raw) for name in owner.names)
    )  # fmt: skip
    if titled:
        return titled
    return frozenset() if mark and not _PLAIN.fullmatch(mark) else None


def _named(text: str, owners: Sequence[Owner]) -> Owners:
    """写的是哪几份；写着“全部”的为 None，哪一份也不是的为空。"""
    key = key_of(text)
    if key in _EVERY:
        return None
    exact = frozenset(place for place, owner in enumerate(owners) if key in owner.keys)
    return exact or frozenset(place for place, owner in enumerate(owners) if owner.is_named(text))


def _owner_cell(sheet: Sheet, row: int, heading: Heading) -> str:
    """这一行“所属项目”一列写的字；没有这一列、空着的为空。"""
    used = set(heading.columns.values())
    for cell in sheet.row(heading.first_row):
        if cell.column not in used and key_of(cell.raw) in BELONGS_TO:
            return sheet.at(row, cell.column).raw.strip()
    return ""
