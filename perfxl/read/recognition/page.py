"""一张工作表像哪张表样：工作表的字只理一次，各张表样都用；先估至多有多像，再细比。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.names import bare_key_of, key_of, level_name
from perfxl.form.form import Form
from perfxl.read.catalog import Catalog, Entry, catalog_at
from perfxl.read.funds.funds import fund_heading
from perfxl.read.heading.column_names import Words, may_be_title, rows_by_key
from perfxl.read.heading.headings import Heading, labels
from perfxl.read.indicators.indicators import indicator_heading
from perfxl.read.recognition.unrecognised import how_known
from perfxl.read.stages import stage_of

_TITLED, _NAMED = 25, 10  # 标题相符、工作表名相符各加几分


@dataclass(frozen=True, slots=True)
class Recognised:
    """认出的表样和它所在的工作表；`likeness` 越大越像（满分 110）。

    `titled` 是表上写着的标题有几个字：一样像时，标题写得更全的更像（“某省项目支出绩效自评表”
    里也有“项目支出绩效自评表”）。
    """

    form: Form
    sheet: Sheet
    heading: Heading
    likeness: int
    titled: int
    why: str
    words: Words
    is_named: bool  # 标题或工作表名相符
    is_guessed: bool = False  # 几张表样里挑的，标题不是哪一张的


_Levels = tuple[set[tuple[str, str]], set[str]]


class Page:
    """一张工作表上各张表样都要用的东西：写着哪些字、表头、表头以上的字；理过的不再理。"""

    def __init__(self, sheet: Sheet, catalog: Catalog) -> None:
        self.sheet = sheet
        self.catalog = catalog_at(catalog, stage_of(sheet, catalog))
        self._keys = {key_of(sheet.name), bare_key_of(sheet.name)}
        self._headings: dict[int, Heading | None] = {}
        self._tops: dict[int, str] = {}
        self._names: dict[tuple[int | None, int | None, int], _Levels] = {}
        self._funds: dict[tuple[int, int], set[str] | None] = {}
        self._headers: dict[tuple[int, int], int] = {}

    @cached_property
    def words(self) -> Words:
        return rows_by_key(self.sheet)

    @cached_property
    def _names_written(self) -> set[str]:
        """像名称的字，前后的序号、分值去掉：一、成本指标（20分）。"""
        titles = filter(may_be_title, self.sheet.texts)
        return {_level_key(cell) for cell in titles} | self.words.keys()

    @cached_property
    def _text(self) -> str:
        """整张表的字连起来：没有写在这里的标题，也不会写在表头以上。"""
        return self._top(self.sheet.last_row + 1)

    def at_most(self) -> list[int]:
        """不比表头，各张表样至多有多像；`likeness` 不会比它大。"""
        catalog = self.catalog
        written = [0] * len(catalog.entries)
        titled = [False] * len(catalog.entries)
        for name in catalog.by_name.keys() & self._names_written:
            for entry in catalog.by_name[name]:
                written[entry.place] += 1
        for title, entries in catalog.by_title.items():
            for entry in entries if title in self._text else ():
                titled[entry.place] = True
        return [
            55 + 20 * written[entry.place] // max(1, len(entry.names))
            + _TITLED * titled[entry.place] + _NAMED * self._is_named(entry)
            + _NAMED * bool(entry.marks)
            for entry in catalog.entries
        ]  # fmt: skip

    def titled_at_most(self, entry: Entry) -> int:
        """不比表头，写着的标题至多有几个字。"""
        return max((len(title) for title in entry.titles if title in self._text), default=0)

    def _is_named(self, entry: Entry) -> bool:
        return not self._keys.isdisjoint(entry.sheets)

    def own_words(self, entry: Entry, other: Entry) -> int:
        """表上写着几样 `entry` 印着、`other` 没有印的名称。"""
        return len((entry.printed - other.printed) & self._names_written)

    @staticmethod
    def lacks(entry: Entry, heading: Heading) -> bool:
        """表上缺着 `entry` 规定的栏。"""
        columns = entry.form.indicators.column
        return any(each.required and each.key not in heading.columns for each in columns)

    def likeness(self, entry: Entry) -> Recognised | None:
        heading = self._heading(entry)
        if heading is None:
            return None
        hits = sum(key in heading.columns and key not in heading.loose for key in entry.wanted)
        foreign = sum(key not in entry.drawn for key in heading.columns)  # 表上有、表样不印的列
        top = self._top(heading.first_row)
        titled = max((len(title) for title in entry.titles if title in top), default=0)
        named = self._is_named(entry)
        likeness = 40 * hits // max(1, len(entry.wanted) + foreign)
        likeness += _TITLED * bool(titled) + _NAMED * named
        likeness += _NAMED * any(mark in top for mark in entry.marks)
        likeness += self._shared_names(entry, heading) - self._strangers(entry, heading)
        likeness += self._shared_header(entry, heading) + self._shared_funds(entry, heading)
        why = how_known(self.sheet, entry, heading, hits, titled=bool(titled), named=named)
        return Recognised(
            entry.form,
            self.sheet,
            heading,
            likeness,
            titled,
            why,
            self.words,
            bool(titled) or named,
        )

    def _heading(self, entry: Entry) -> Heading | None:
        if entry.columns not in self._headings:
            heading = indicator_heading(self.sheet, entry.form, self.words)
            self._headings[entry.columns] = heading
        return self._headings[entry.columns]

    def _top(self, before: int) -> str:
        """`before` 行以上的字连起来。"""
        if before not in self._tops:
            rows = [row for row in self.sheet.filled_rows() if row < before]
            keys = [key_of(cell.raw) for row in rows for cell in self.sheet.row(row)]
            self._tops[before] = "".join(keys)
        return self._tops[before]

    def _shared_header(self, entry: Entry, heading: Heading) -> int:
        """表头各项与表样相同的程度（0–5）。"""
        place = (entry.header, heading.first_row)
        if place not in self._headers:
            drawn = [field for field in entry.form.header if field.drawn]
            shared = sum(
                any(labels(self.sheet, (field.title, *field.synonyms), before=heading.first_row))
                for field in drawn
            )
            self._headers[place] = 5 * shared // max(1, len(drawn))
        return self._headers[place]

    def _shared_funds(self, entry: Entry, heading: Heading) -> int:
        """资金块的列名与表样相同的程度（0–10）；不比括号里的（A）（B）。"""
        place = (entry.funds, heading.first_row)
        if place not in self._funds:
            funds = fund_heading(self.sheet, entry.form, heading.first_row, self.words)
            cells = None if funds is None else funds.cells.values()
            self._funds[place] = (
                None if cells is None else {bare_key_of(cell.raw) for cell in cells}
            )
        seen = self._funds[place]
        if seen is None:
            return 0
        return 5 + 5 * len(entry.fund_titles & seen) // max(1, len(entry.fund_titles))

    def _levels(self, heading: Heading) -> _Levels:
        """表头以下一级、二级两列里像名称的字；一级一列里的全部字。"""
        columns = heading.columns.get("level1"), heading.columns.get("level2")
        place = (*columns, heading.row)
        if place not in self._names:
            named: set[tuple[str, str]] = set()
            every: set[str] = set()
            for row in self.sheet.filled_rows():
                for key, column in zip(("level1", "level2"), columns, strict=True):
                    cell = self.sheet.cells.get((row, column or 0)) if row > heading.row else None
                    name = "" if cell is None else _level_key(cell)
                    if cell is not None and may_be_title(cell):
                        named.add((key, name))
                    if key == "level1":
                        every.add(name)
            self._names[place] = named, every
        return self._names[place]

    def _shared_names(self, entry: Entry, heading: Heading) -> int:
        """一级、二级名称与表样相同的程度（0–20）；同一个名称在一级和在二级不算相同。"""
        named, _ = self._levels(heading)
        return 20 * len(entry.names & named) // max(1, len(entry.names))

    def _strangers(self, entry: Entry, heading: Heading) -> int:
        """一级一列里写着别的一级名称的扣分（0–15）：成本指标列为一级的，不是没有它的那张表样。"""
        if "level1" not in heading.columns or not entry.form.level1:
            return 0
        _, every = self._levels(heading)
        others = {name for name in every if name.endswith("指标")} - entry.level1
        return min(15, 5 * len(others))


def _level_key(cell: Cell) -> str:
    return bare_key_of(level_name(cell.raw))
