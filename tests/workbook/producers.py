"""画在文字里的工作簿（Grid）→ 真的 .xlsx：几种软件、几种写法各做一份。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import books
import openpyxl
import xlsxwriter  # type: ignore[import-untyped]

from perfxl.cells.grid import Cell, Grid, Sheet, column_letters
from perfxl.cells.merged import Range

Producer = Callable[[Grid, Path], Path]
_DATE = "yyyy-mm-dd"
_FIRST_DAY = date(1899, 12, 30)


def _cells(sheet: Sheet) -> Iterator[Cell]:
    """有内容的格；日期照文件里那样，是带日期格式的数。"""
    for cell in sheet.cells.values():
        assert cell.formula is None, "有公式的版式放在单独一处"
        assert cell.kind in {"text", "number", "date"}, "版式里只有文字、数和日期"
        if cell.kind == "date":
            days = (date.fromisoformat(cell.raw) - _FIRST_DAY).days
            yield cell._replace(raw=str(days), kind="number", number_format=_DATE)
        else:
            yield cell


def _formats(grid: Grid) -> list[str]:
    """用到的数字格式；第一种是常规。"""
    codes = (cell.number_format for sheet in grid.sheets for cell in _cells(sheet))
    return list(dict.fromkeys(["General", "0%", "0.00%", *codes]))


# ---- 软件做的 ----


def by_xlsxwriter(grid: Grid, path: Path) -> Path:
    return _xlsxwriter(grid, path, hidden=False)


def with_hidden(grid: Grid, path: Path) -> Path:
    """隔行隐藏，又隐藏一列：藏起来的照样是表里的内容。"""
    return _xlsxwriter(grid, path, hidden=True)


def _xlsxwriter(grid: Grid, path: Path, *, hidden: bool) -> Path:
    book = xlsxwriter.Workbook(path, {"in_memory": True})  # 不经临时文件
    formats = {code: book.add_format({"num_format": code, "border": 1}) for code in _formats(grid)}
    for sheet in grid.sheets:
        page = book.add_worksheet(sheet.name)
        for area in sheet.merged:
            edges = (area.first_row, area.first_column, area.last_row, area.last_column)
            page.merge_range(*(edge - 1 for edge in edges), "", formats["General"])
        for cell in _cells(sheet):
            put = page.write_number if cell.kind == "number" else page.write_string
            value = float(cell.raw) if cell.kind == "number" else cell.raw
            put(cell.row - 1, cell.column - 1, value, formats[cell.number_format])
        own = sheet.concealed.rows | sheet.concealed.columns  # 自己藏着行列的，照它的藏
        rows = range(1, sheet.last_row + 1, 2) if hidden and not own else sheet.concealed.rows
        for row in rows:
            page.set_row(row - 1, options={"hidden": True})
        for column in [3] if hidden and not own else sheet.concealed.columns:
            page.set_column(column - 1, column - 1, options={"hidden": True})
    book.close()
    return path


def by_openpyxl(grid: Grid, path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in grid.sheets:
        page = book.create_sheet(sheet.name)
        for cell in _cells(sheet):
            item = page.cell(cell.row, cell.column)
            item.value = float(cell.raw) if cell.kind == "number" else cell.raw
            item.data_type = "n" if cell.kind == "number" else "s"  # “=310天”是字，不是公式
            item.number_format = cell.number_format
        for area in sheet.merged:
            page.merge_cells(
                None, area.first_row, area.first_column, area.last_row, area.last_column
            )
        for row in sheet.concealed.rows:
            page.row_dimensions[row].hidden = True
        for column in sheet.concealed.columns:
            page.column_dimensions[column_letters(column)].hidden = True
    book.save(path)
    return path


# ---- 手写部件的 ----


def by_hand_inline(grid: Grid, path: Path) -> Path:
    """文字写在格里、元素带前缀、dimension 写错、fill 空着。"""

    def text(cell: Cell) -> str:
        return f't="inlineStr"><is><t xml:space="preserve">{escape(cell.raw)}</t></is>'

    codes = _formats(grid)
    pages = [_prefixed(_page(sheet, text, "A1:XFD1048577", codes)) for sheet in grid.sheets]
    return books.pack(path, _parts(grid, pages))


def by_hand_strict(grid: Grid, path: Path) -> Path:
    """严格写法；文字在共用文字表里分成几段，换行前面带 `_x000D_`。"""
    strings: list[str] = []

    def text(cell: Cell) -> str:
        strings.append(_rich(cell.raw))
        return f't="s"><v>{len(strings) - 1}</v>'

    codes = _formats(grid)
    pages = [_page(sheet, text, "A1", codes) for sheet in grid.sheets]
    shared = f'<sst xmlns="{books.MAIN}">{"".join(strings)}</sst>'
    books.pack(path, _parts(grid, pages, shared))
    return books.pack(path, books.strict_parts(path))


def _rich(text: str) -> str:
    middle, head = len(text) // 2, '<r><rPr><b/></rPr><t xml:space="preserve">'
    runs = (escape(part.replace("\n", "_x000D_\n")) for part in (text[:middle], text[middle:]))
    sound = '<rPh sb="0" eb="1"><t>音</t></rPh>'
    return f"<si>{''.join(f'{head}{run}</t></r>{sound}' for run in runs)}</si>"


def _page(sheet: Sheet, text: Callable[[Cell], str], dimension: str, codes: Sequence[str]) -> str:
    rows: dict[int, list[str]] = {}
    for cell in sorted(_cells(sheet), key=lambda cell: (cell.row, cell.column)):
        body = f"><v>{cell.raw}</v>" if cell.kind == "number" else text(cell)
        style = codes.index(cell.number_format)
        rows.setdefault(cell.row, []).append(f'<c r="{cell.local}" s="{style}" {body}</c>')
    hidden = dict.fromkeys(sheet.concealed.rows, ' hidden="1"')
    lines = "".join(
        f'<row r="{row}"{hidden.get(row, "")}>{"".join(cells)}</row>' for row, cells in rows.items()
    )
    areas = "".join(f'<mergeCell ref="{_ref(area)}"/>' for area in sheet.merged)
    tail = f"<mergeCells>{areas}</mergeCells>" if areas else ""
    columns = "".join(
        f'<col min="{column}" max="{column}" hidden="1"/>'
        for column in sorted(sheet.concealed.columns)
    )
    head = f"<cols>{columns}</cols>" if columns else ""
    return books.worksheet(lines, tail, f'<dimension ref="{dimension}"/>{head}')


def _ref(area: Range) -> str:
    first = Cell("", area.first_row, area.first_column).local
    return f"{first}:{Cell('', area.last_row, area.last_column).local}"


def _prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")


def _parts(grid: Grid, pages: list[str], shared: str = "") -> dict[str, str | bytes]:
    kinds = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(pages) + 1)]
    kinds.append(("styles", "styles.xml"))
    if shared:
        kinds.append(("sharedStrings", "sharedStrings.xml"))
    rels = "".join(
        f'<Relationship Id="rId{place}" Type="{books.RELS}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(kinds, 1)
    )
    sheets = "".join(
        f'<sheet name="{sheet.name}" sheetId="{place}" r:id="rId{place}"/>'
        for place, sheet in enumerate(grid.sheets, 1)
    )
    made = books.parts(pages[0])
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    made["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{package}">{rels}</Relationships>'
    head = f'<workbook xmlns="{books.MAIN}" xmlns:r="{books.RELS}">'
    made["xl/workbook.xml"] = f"{head}<sheets>{sheets}</sheets></workbook>"
    codes = list(enumerate(_formats(grid)[3:], 164))
    own = "".join(f"<numFmt numFmtId='{place}' formatCode={quoteattr(c)}/>" for place, c in codes)
    kept = f'<numFmts count="{len(codes)}">{own}</numFmts>' if codes else ""
    styles = "".join(f'<xf numFmtId="{place}"/>' for place in (0, 9, 10, *dict(codes)))
    made["xl/styles.xml"] = (
        f'<styleSheet xmlns="{books.MAIN}">{kept}<fills><fill/></fills>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    )
    for place, page in enumerate(pages, 1):
        made[f"xl/worksheets/sheet{place}.xml"] = page
    if shared:
        made["xl/sharedStrings.xml"] = shared
    return made


# ---- 同一张表的别的写法 ----

_MEASURE = re.compile(r"([≥≤=＝]?\s*)(\d[\d.]*)(\s*)([^\d\s.]\D{0,3})?")
_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.%"}


def full_width(grid: Grid) -> Grid:
    """数写成全角的文字。"""
    return _rewritten(
        grid, lambda text: text.translate(_WIDE) if _MEASURE.fullmatch(text) else text
    )


def with_nbsp(grid: Grid) -> Grid:
    """文字前后和中间是不换行空格。"""
    return _rewritten(grid, lambda text: f"\u00a0{text.replace(' ', chr(0xA0))}\u00a0 ")


def broken_lines(grid: Grid) -> Grid:
    """数和单位之间、数的后面折了行。"""
    return _rewritten(
        grid, lambda text: _MEASURE.sub(r"\1\2\n\4", text) if _MEASURE.fullmatch(text) else text
    )


def _rewritten(grid: Grid, change: Callable[[str], str]) -> Grid:
    def cell(old: Cell) -> Cell:
        if old.kind == "date":
            return old
        text = change(f"{float(old.raw) * 100:.2f}%" if old.is_percent else old.raw)
        kept = old.kind == "number" and text == old.raw
        return old if kept else old._replace(raw=text, kind="text", number_format="General")

    return replace(
        grid,
        sheets=tuple(
            replace(sheet, cells={place: cell(old) for place, old in sheet.cells.items()})
            for sheet in grid.sheets
        ),
    )


def on_third_sheet(grid: Grid) -> Grid:
    """前面另有封面和目录。"""
    cover = Sheet("封面", {(1, 1): Cell("封面", 1, 1, "区级部门自评材料", "text")})
    words = ("序号", "材料名称", "页码")
    index = {
        (1, place): Cell("目录", 1, place, word, "text") for place, word in enumerate(words, 1)
    }
    return replace(grid, sheets=(cover, Sheet("目录", index), *grid.sheets))


def twice_on_sheet(grid: Grid) -> Grid:
    """同一张工作表的下面又画了一份。"""

    def doubled(sheet: Sheet) -> Sheet:
        down = sheet.last_row + 1
        below = {
            (row + down, column): cell._replace(row=row + down)
            for (row, column), cell in sheet.cells.items()
        }
        areas = tuple(
            area._replace(first_row=area.first_row + down, last_row=area.last_row + down)
            for area in sheet.merged
        )
        hidden = sheet.concealed.rows | {row + down for row in sheet.concealed.rows}
        return replace(
            sheet,
            cells={**sheet.cells, **below},
            merged=(*sheet.merged, *areas),
            concealed=replace(sheet.concealed, rows=hidden),
        )

    return replace(grid, sheets=tuple(map(doubled, grid.sheets)))


_HEADING = {"三级指标", "预算数", "指标名称"}  # 表头分两行的，只写一行的不拆它的合并


def labels_repeated(grid: Grid) -> Grid:
    """竖着合并的名称拆开，每行都写；表头分两行的，列名也写两遍。"""
    return _unmerged(grid, repeated=True)


def labels_once(grid: Grid) -> Grid:
    """竖着合并的名称拆开，只写第一行。"""
    return _unmerged(grid, repeated=False)


def _words(sheet: Sheet, row: int) -> set[str]:
    return {cell.raw for cell in sheet.row(row)}


def _unmerged(grid: Grid, *, repeated: bool) -> Grid:
    def split(sheet: Sheet) -> Sheet:
        tall = [
            area
            for area in sheet.merged
            if area.first_column == area.last_column
            and (repeated or not _HEADING & _words(sheet, area.first_row))
        ]
        copies = {
            (row, area.first_column): sheet.at(area.first_row, area.first_column)._replace(row=row)
            for area in tall
            for row in range(area.first_row, area.last_row + 1)
        }
        filled = {place: cell for place, cell in copies.items() if cell.kind != "blank"}
        merged = tuple(area for area in sheet.merged if area not in tall)
        return replace(sheet, cells={**sheet.cells, **(filled if repeated else {})}, merged=merged)

    return replace(grid, sheets=tuple(map(split, grid.sheets)))


def moved(grid: Grid) -> Grid:
    """左边空一列、上面空两行。"""

    def shifted(sheet: Sheet) -> Sheet:
        cells = {
            (row + 2, column + 1): cell._replace(row=row + 2, column=column + 1)
            for (row, column), cell in sheet.cells.items()
        }
        areas = tuple(
            Range(
                area.first_row + 2, area.first_column + 1, area.last_row + 2, area.last_column + 1
            )
            for area in sheet.merged
        )
        hidden = replace(
            sheet.concealed,
            rows=frozenset(row + 2 for row in sheet.concealed.rows),
            columns=frozenset(column + 1 for column in sheet.concealed.columns),
        )
        return replace(sheet, cells=cells, merged=areas, concealed=hidden)

    return replace(grid, sheets=tuple(map(shifted, grid.sheets)))
