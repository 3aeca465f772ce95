"""认出是哪张表样、在哪张工作表：只细比可能最像的。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of
from perfxl.errors import FormError
from perfxl.form.form import Form
from perfxl.read.catalog import Catalog, catalog_of
from perfxl.read.exported import exported
from perfxl.read.heading.headings import texts_above
from perfxl.read.listed import listed
from perfxl.read.recognition.filed import looks_filed
from perfxl.read.recognition.page import Page, Recognised
from perfxl.read.recognition.tables import tables
from perfxl.read.recognition.unrecognised import is_too_long, near_miss, nothing_fits

_BY_FAR = 15
_CLEARLY = 5  # 没有标题可认时，比默认的表样高出这么多才算更像
_LIKE_TITLE = later(r".{3,}表(?:[（(].*[）)])?\s*$")


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
    pages = [Page(sheet, catalog) for sheet in candidates(grid, catalog)]
    parts = ((page, part) for page in pages for part in tables(page.sheet, catalog, page.words))
    sheets = [each for page, part in parts for each in _each(page, part)]
    if len(sheets) == 1:
        return Recognition((_recognise(grid, forms, pages),))
    answers: list[Recognised] = []
    missed = []
    for page in (Page(sheet, catalog) for sheet in sheets):
        best = _most_alike([page])
        if best is not None:
            best = _plain_reading(best, [page])
            answers.append(_as_neighbour(best, page, answers[-1] if answers else best))
        elif not page.sheet.hidden and looks_filed(
            page.sheet, page.sheet.filled_rows(), catalog.name_labels
        ):
            near = near_miss(page.sheet, page.words, page.catalog)
            missed.append((page.sheet, near[0] if near else ""))
    if len(answers) > 1 or (answers and missed):
        return Recognition(tuple(answers), tuple(missed))
    return Recognition((_recognise(grid, forms, pages),))


def _as_neighbour(best: Recognised, page: Page, last: Recognised) -> Recognised:
    """合用一个表头的几个项目，照同一张表样。"""
    places = [(each.sheet.name, each.heading.first_row) for each in (best, last)]
    if places[0] != places[1] or best.form is last.form:
        return best
    entries = (entry for entry in page.catalog.entries if entry.form is last.form)
    same = next(filter(None, map(page.likeness, entries)), None)
    return replace(same, why=last.why, is_guessed=last.is_guessed) if same else best


def _each(page: Page, part: Sheet) -> tuple[Sheet, ...]:
    """一行行列着几个项目的，一个项目一张。"""
    form = page.catalog.entries[0].form if page.catalog.entries else None
    if form is None or form.stage != "evaluate":
        return listed(part, page.catalog)
    return exported(part, form, page.words, page.catalog.name_labels)


def recognise(grid: Grid, forms: Sequence[Form]) -> Recognised:
    """取最像的表样和工作表；一样像时取标题更全的，再取排在前面的（默认的在最前）。

    Raises:
        FormError: 哪一张都不像：说出找过哪些表头、看过哪些工作表。
    """
    catalog = catalog_of(forms)
    pages = [Page(sheet, catalog) for sheet in candidates(grid, catalog)]
    return _recognise(grid, forms, pages)


def _recognise(grid: Grid, forms: Sequence[Form], pages: Sequence[Page]) -> Recognised:
    best = _most_alike(pages)
    if best is None:
        near = [said for page in pages for said in near_miss(page.sheet, page.words, page.catalog)]
        raise FormError(nothing_fits(grid, forms, near))
    return _plain_reading(best, pages)


def _most_alike(pages: Sequence[Page]) -> Recognised | None:
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


def _plain_reading(best: Recognised, pages: Sequence[Page]) -> Recognised:
    """标题、表名都不认得，而最像的也不比默认的表样明显更像：照默认的表样读，并说明。"""
    written = title_cell(best.sheet, best.heading.first_row)
    unknown = not best.titled and (not best.is_named or _LIKE_TITLE.search(written.raw))
    page = next(page for page in pages if page.sheet is best.sheet)
    entries = page.catalog.entries
    unknown = unknown and best.form.stage == "evaluate"  # 申报表、监控表凭标题已经认得
    best = _of_its_place(replace(best, is_guessed=bool(unknown) and len(entries) > 1), page)
    # 申报表、监控表各地的标题一样：没有明显更像别的，照默认的表样，不用一地的数。
    early = best.form.stage != "evaluate"
    if best.is_named and not early:
        return _by_own_words(best, page)
    answers = (page.likeness(entry) for entry in entries if entry.form.default)
    plain = next((answer for answer in answers if answer is not None), best)
    if best.likeness - plain.likeness > _CLEARLY and not _is_strange(best, plain):
        return best
    if early:
        return plain
    why = f"{plain.why}，标题不是已有的表样，照{plain.form.authority}的“{plain.form.title}”读"
    return replace(plain, why=why, is_guessed=best.is_guessed)


def _of_its_place(best: Recognised, page: Page) -> Recognised:
    """各地都用的标题（部门整体支出绩效自评表），没有写着表样的地名、又缺它规定的栏的，照标题就是这几个字的。"""
    mine = next(entry for entry in page.catalog.entries if entry.form is best.form)
    own = len(key_of(best.form.title))  # 连地名的标题
    if not best.titled or own <= best.titled or not page.lacks(mine, best.heading):
        return best
    others = (
        page.likeness(entry)
        for entry in page.catalog.entries
        if entry is not mine and len(key_of(entry.form.title)) == page.titled_at_most(entry)
    )
    plain = [other for other in others if other is not None and other.titled == best.titled]
    if not plain:
        return best
    other = max(plain, key=lambda each: each.likeness)
    said = f"也像{best.form.authority}的“{best.form.title}”，表上没有它的地名、缺它规定的栏"
    why = f"{other.why}；{said}"
    return replace(other, why=why, is_guessed=True)


_DEPARTMENT = ("部门名称", "单位名称", "预算部门", "预算单位", "部门单位", "填报单位", "填报部门")


def _is_strange(best: Recognised, plain: Recognised) -> bool:
    """标题不是那张表样的，照它读不成：评分标准当了指标值，写着项目名称、没有部门的当了部门整体的。"""
    criteria = plain.heading.cells.get("criteria")
    if criteria is not None and criteria == best.heading.cells.get("target"):
        return True
    above = texts_above(best.sheet, best.heading.first_row)
    text = "".join(key_of(cell.raw) for cell in above)
    whole = "整体" in best.form.what and "整体" not in text
    titled = "项目" in title_cell(best.sheet, best.heading.first_row).raw and "项目名称" in text
    named = "项目名称" in text or not any(word in text for word in _DEPARTMENT)
    # 列名全是那一张的，写着项目名称也是；标题也写着项目的不是
    return whole and (titled or (named and best.likeness - plain.likeness <= _BY_FAR))


def _by_own_words(best: Recognised, page: Page) -> Recognised:
    """标题几张表样都有（某某项目绩效自评表）的，要写着自己特有的名称才算；没有的照默认的表样。"""
    entries = page.catalog.entries
    mine = next(entry for entry in entries if entry.form is best.form)
    default = next((entry for entry in entries if entry.form.default), mine)
    if default is mine or page.titled_at_most(default) < best.titled:
        return best
    plain = page.likeness(default)
    if plain is None or plain.titled < best.titled:
        return best
    said = f"也像{best.form.authority}的“{best.form.title}”"
    if plain.titled and not best.titled and best.likeness - plain.likeness <= _BY_FAR:
        return replace(plain, why=f"{plain.why}；{said}，照标题读")
    if page.own_words(mine, default) <= page.own_words(default, mine):
        taken = f"表上没有它特有的栏名，照{plain.form.authority}的“{plain.form.title}”读"
        why = f"{plain.why}；{said}，{taken}"
        return replace(plain, why=why, is_guessed=best.is_guessed)
    if best.likeness - plain.likeness > _CLEARLY:
        return best
    other = f"也像{plain.form.authority}的“{plain.form.title}”"
    return replace(best, why=f"{best.why}；{other}，照写着的栏名取这一张")


def title_cell(sheet: Sheet, before: int) -> Cell:
    """表上写着的标题：`before` 行以上第一格像表名的；没有时是最上面的一格。"""
    rows = (row for row in sheet.filled_rows() if row < before)
    cells = [cell for row in rows for cell in sheet.row(row)]
    titles = (cell for cell in cells if _LIKE_TITLE.search(cell.raw))
    return next(titles, cells[0] if cells else Cell(sheet.name, 1, 1))


def candidates(grid: Grid, catalog: Catalog) -> list[Sheet]:
    """可能是指标表的工作表：填报说明、附表、结果表不必看；别的都没有时才看。"""
    sheets = [sheet for sheet in grid.sheets if sheet.name not in catalog.results]
    sheets = [sheet for sheet in sheets if not is_too_long(sheet)]
    return [sheet for sheet in sheets if sheet.name not in catalog.sides] or sheets
