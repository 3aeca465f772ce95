"""凭什么认出是这张表样；哪一张都不像的，说找过什么、差在哪里。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from perfxl.cells.grid import Grid, Sheet
from perfxl.cells.names import key_of
from perfxl.form.form import Form
from perfxl.read.catalog import Catalog, Entry
from perfxl.read.funds.funds import fund_heading
from perfxl.read.heading.column_names import Words, indicator_names
from perfxl.read.heading.headings import MOST_ROWS, Heading, heading_at
from perfxl.read.indicators.indicator_rows import CRITERIA, NEED, PLANNED

_SHOWN = 3  # 工作表名说几个
MOST_FILLED = 25_000  # 见过的最长的自评表几百行


def is_too_long(sheet: Sheet) -> bool:
    """是一份几万行的数据，不是自评表。"""
    return sheet.rows_filled > MOST_FILLED


def near_miss(sheet: Sheet, words: Words, catalog: Catalog) -> list[str]:
    """认得三列以上、只缺关键列的工作表：说缺哪一列。标题写着的表样在先，再看认得几列。"""
    text = "".join(key_of(cell.raw) for cell in sheet.texts)
    best: tuple[tuple[int, int], Form, set[str]] | None = None
    for entry, seen in _nearly(sheet, words, catalog):
        titled = max((len(title) for title in entry.titles if title in text), default=0)
        rank = titled, len(seen)
        if len(seen) >= 3 and (best is None or rank > best[0]):
            best = rank, entry.form, seen
    if best is None:
        return [
            f"工作表“{sheet.name}”像自评表（{entry.form.title}，{entry.form.year}年表样），"
            "但没有绩效指标一块"
            for entry in (catalog.entries if _says_filing(sheet) else ())
            if fund_heading(sheet, entry.form, sheet.last_row + 1, words)
        ][:1]
    _, form, seen = best
    like = f"{form.title}，{form.year}年表样"
    titles_of = {column.key: column.title for column in form.indicators.column}
    need: Sequence[Sequence[str]] = NEED if form.stage == "evaluate" else PLANNED
    if not titles_of.keys() & {"target", "actual"}:
        need = CRITERIA  # 表样没有指标值的（安徽），照评分标准打分
    asked = [[titles_of[key] for key in group if key in titles_of] for group in need]
    lacking = [
        names[0]
        for group, names in zip(need, asked, strict=True)
        if names and not seen & set(group)
    ]
    titles = "、".join(f"“{title}”" for title in dict.fromkeys(lacking))
    return [f"工作表“{sheet.name}”像自评表（{like}），但没有{titles}"] if titles else []


def _nearly(sheet: Sheet, words: Words, catalog: Catalog) -> Iterator[tuple[Entry, set[str]]]:
    """各张表样在写着它的列名的各行认得哪些列；列相同的只比一遍。"""
    seen: dict[int, list[set[str]]] = {}
    for entry in catalog.entries:
        if entry.columns not in seen:
            names = indicator_names(entry.form)
            rows = names.rows(words)[:MOST_ROWS]
            seen[entry.columns] = [set(heading_at(sheet, row, names).columns) for row in rows]
        yield from ((entry, columns) for columns in seen[entry.columns])


def _says_filing(sheet: Sheet) -> bool:
    return any("自评" in cell.raw for row in sheet.filled_rows() for cell in sheet.row(row))


def nothing_fits(grid: Grid, forms: Sequence[Form], near: Sequence[str]) -> str:
    if near:
        return f"{grid.file} 里{'；'.join(near)}；请补上，或把表头改回官方的名称"
    long = [
        f"“{sheet.name}”有 {sheet.rows_filled} 行" for sheet in grid.sheets if is_too_long(sheet)
    ]
    if long:
        return (
            f"{grid.file} 里没有像自评表的工作表："
            f"{'、'.join(long)}，超过 {MOST_FILLED} 行的没有看；"
            "请把自评表另存成一个文件，不要接在别的数据后面"
        )
    if not any(sheet.rows_filled for sheet in grid.sheets):
        return f"{grid.file} 是空的，一格也没有写；请选填好的自评表"
    names = [f"“{sheet.name}”" for sheet in grid.sheets]
    seen = "、".join(names[:_SHOWN]) + (f"等 {len(names)} 张" if len(names) > _SHOWN else "")
    return (
        f"{grid.file} 里没有像自评表的工作表（看过 {seen}）：没有一行表头写着{_headings(forms)}；"
        "请确认选对了文件，或把表头改回官方的名称"
    )


def _headings(forms: Sequence[Form]) -> str:
    """各张表样里最多的叫法：一级指标、三级指标、年度指标值、实际完成值。"""
    every = [column for form in forms for column in form.indicators.column if column.drawn]
    called = (
        Counter(column.title for column in every if column.key == key).most_common(1)
        for key in ("level1", "name", "target", "actual")
    )
    return "、".join(title for most in called for title, _ in most)


def how_known(
    sheet: Sheet, entry: Entry, heading: Heading, hits: int, *, titled: bool, named: bool
) -> str:
    """凭什么认出是这张表样。"""
    lacking = "".join(
        f"“{column.title}”"
        for column in entry.form.indicators.column
        if column.required and column.key not in heading.columns
    )
    return (
        f"工作表“{sheet.name}”认出 {hits}/{len(entry.wanted)} 个规定的表头"
        f"{f'，缺{lacking}' if lacking else ''}"
        f"{'，标题相符' if titled else ''}{'，工作表名相符' if named else ''}"
    )
