"""认出是哪张表样、在哪张工作表：工作表的字只理一次，先估各张表样至多有多像，只细比可能最像的。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.names import bare_key_of, key_of, level_name
from perfxl.errors import FormError
from perfxl.form.form import Form
from perfxl.read.catalog import Catalog, Entry, catalog_at, catalog_of
from perfxl.read.column_names import Words, may_be_title, rows_by_key
from perfxl.read.filed import looks_filed
from perfxl.read.funds import fund_heading
from perfxl.read.headings import Heading, labels
from perfxl.read.indicators import indicator_heading
from perfxl.read.listed import listed
from perfxl.read.stages import stage_of
from perfxl.read.tables import tables
from perfxl.read.unrecognised import how_known, is_too_long, near_miss, nothing_fits

_CLEARLY = 5  # 没有标题可认时，比默认的表样高出这么多才算更像
_LIKE_TITLE = re.compile(r".{3,}表(?:[（(].*[）)])?\s*$")
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


class Recognition(NamedTuple):
    """工作簿里的各份表；`missed` 是像自评表、却认不得表头的，和差在哪里。"""

    known: tuple[Recognised, ...]
    missed: tuple[tuple[Sheet, str], ...] = ()


def recognise_all(grid: Grid, forms: Sequence[Form]) -> Recognition:
    """工作簿里的每一份表各是哪张表样：照工作表的次序，一张里的从上到下。

    Raises:
        FormError: 一份也不像：说出找过哪些表头、看过哪些工作表。
    """
    catalog = catalog_of(forms)
    pages = [_Page(sheet, catalog) for sheet in _candidates(grid, catalog)]
    parts = ((page, part) for page in pages for part in tables(page.sheet, catalog, page.words))
    sheets = [each for page, part in parts for each in listed(part, page.catalog)]
    if len(sheets) == 1:
        return Recognition((_recognise(grid, forms, pages),))
    answers, missed = [], []
    for page in (_Page(sheet, catalog) for sheet in sheets):
        best = _most_alike([page])
        if best is not None:
            answers.append(_plain_reading(best, [page]))
        elif not page.sheet.hidden and looks_filed(
            page.sheet, page.sheet.filled_rows(), catalog.name_labels
        ):
            near = near_miss(page.sheet, page.words, page.catalog)
            missed.append((page.sheet, near[0] if near else ""))
    if len(answers) > 1 or (answers and missed):
        return Recognition(tuple(answers), tuple(missed))
    return Recognition((_recognise(grid, forms, pages),))


def recognise(grid: Grid, forms: Sequence[Form]) -> Recognised:
    """取最像的表样和工作表；一样像时取标题更全的，再取排在前面的（默认的在最前）。

    Raises:
        FormError: 哪一张都不像：说出找过哪些表头、看过哪些工作表。
    """
    catalog = catalog_of(forms)
    pages = [_Page(sheet, catalog) for sheet in _candidates(grid, catalog)]
    return _recognise(grid, forms, pages)


def _recognise(grid: Grid, forms: Sequence[Form], pages: Sequence[_Page]) -> Recognised:
    best = _most_alike(pages)
    if best is None:
        near = [said for page in pages for said in near_miss(page.sheet, page.words, page.catalog)]
        raise FormError(nothing_fits(grid, forms, near))
    return _plain_reading(best, pages)


def _most_alike(pages: Sequence[_Page]) -> Recognised | None:
    """从可能最像的比起；至多那么像也不及已经比出来的，就不必比了。"""
    asked = [
        (-most, number, place)
        for number, page in enumerate(pages)
        for place, most in enumerate(page.at_most())
    ]
    best: tuple[tuple[int, int, int, int], Recognised] | None = None
    for most, number, place in sorted(asked):
        if best is not None and -most < best[1].likeness:
            break
        answer = pages[number].likeness(pages[number].catalog.entries[place])
        if answer is None:
            continue
        rank = (answer.likeness, answer.titled, -number, -place)
        if best is None or rank > best[0]:
            best = rank, answer
    return None if best is None else best[1]


def _plain_reading(best: Recognised, pages: Sequence[_Page]) -> Recognised:
    """标题、表名都不认得，而最像的也不比默认的表样明显更像：照默认的表样读，并说明。"""
    written = title_cell(best.sheet, best.heading.first_row)
    unknown = not best.titled and (not best.is_named or _LIKE_TITLE.search(written.raw))
    page = next(page for page in pages if page.sheet is best.sheet)
    entries = page.catalog.entries
    unknown = unknown and best.form.stage == "evaluate"  # 申报表、监控表凭标题已经认得
    best = replace(best, is_guessed=bool(unknown) and len(entries) > 1)
    # 申报表、监控表各地的标题一样：没有明显更像别的，照默认的表样，不用一地的数。
    early = best.form.stage != "evaluate"
    if best.is_named and not early:
        return best
    answers = (page.likeness(entry) for entry in entries if entry.form.default)
    plain = next((answer for answer in answers if answer is not None), best)
    if best.likeness - plain.likeness > _CLEARLY:
        return best
    if early:
        return plain
    why = f"{plain.why}，标题不是已有的表样，照{plain.form.authority}的“{plain.form.title}”读"
    return replace(plain, why=why, is_guessed=best.is_guessed)


def title_cell(sheet: Sheet, before: int) -> Cell:
    """表上写着的标题：`before` 行以上第一格像表名的；没有时是最上面的一格。"""
    rows = (row for row in sheet.filled_rows() if row < before)
    cells = [cell for row in rows for cell in sheet.row(row)]
    titles = (cell for cell in cells if _LIKE_TITLE.search(cell.raw))
    return next(titles, cells[0] if cells else sheet.at(1, 1))


def _candidates(grid: Grid, catalog: Catalog) -> list[Sheet]:
    """可能是指标表的工作表：填报说明、附表、结果表不必看；别的都没有时才看。"""
    sheets = [sheet for sheet in grid.sheets if sheet.name not in catalog.results]
    sheets = [sheet for sheet in sheets if not is_too_long(sheet)]
    return [sheet for sheet in sheets if sheet.name not in catalog.sides] or sheets


_Levels = tuple[set[tuple[str, str]], set[str]]


class _Page:
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

    def _is_named(self, entry: Entry) -> bool:
        return not self._keys.isdisjoint(entry.sheets)

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
            rows = (row for row in self.sheet.filled_rows() if row < before)
            cells = (cell for row in rows for cell in self.sheet.row(row))
            self._tops[before] = "".join(key_of(cell.raw) for cell in cells)
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
