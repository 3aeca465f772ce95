"""读懂了什么：把工作表照原样画成一页（或画成一张工作表），每一格当作什么、读成什么都看得见。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from perfxl.assess import Assessment
from perfxl.cells.edits import Out, ResultSheet, Style
from perfxl.cells.grid import Grid, Sheet, column_letters
from perfxl.cells.merged import Range
from perfxl.cells.notation import seen
from perfxl.filing.model import Filing
from perfxl.filing.reading import Reading

_ROLES = {
    "label": "名称", "value": "值", "mark": "记号、序号、占位", "note": "附注",
    "unused": "没有用上",
}  # fmt: skip
_LOOKS: dict[str, Style] = {
    "label": "head", "value": "text", "mark": "note", "note": "note", "unused": "warning",
}  # fmt: skip
_STYLE = """\
body { font: 14px/1.5 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 24px; color: #222 }
table { border-collapse: collapse; font-size: 12px } td, th { border: 1px solid #a6a6a6;
  padding: 3px 6px; vertical-align: top; max-width: 22em; overflow-wrap: anywhere }
th { background: #f0f0f0; color: #595959; font-weight: normal; white-space: nowrap }
.label { background: #e7e6e6 } .value { background: #e2efda } .mark { color: #7f7f7f }
.note { color: #7f7f7f; font-style: italic } .unused { background: #fff2cc; font-weight: bold }
small { display: block; color: #375623 } .unused small { color: #9c5700; font-weight: normal }
.legend span { padding: 2px 10px; margin-right: 8px; border: 1px solid #a6a6a6 }
"""


def lines(filing: Filing) -> Iterator[str]:
    """一格一行：`自评表!C3 值　项目名称：街道图书馆改造`。"""
    for reading in filing.readings:
        role = _ROLES[reading.role]
        yield f"{reading.cell.address} {role}　{reading.what}"


def page(grid: Grid, assessments: Sequence[Assessment]) -> str:
    """一页 HTML，一份自评表一张图；不连任何外面的东西。"""
    name = escape(grid.file)
    legend = "".join(f'<span class="{role}">{title}</span>' for role, title in _ROLES.items())
    parts = [part for assessment in assessments for part in _drawn(grid, assessment.filing)]
    return (
        f'<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{name} 读表'
        f"</title><style>\n{_STYLE}</style></head>\n<body><h1>{name}</h1>\n"
        f'<p class="legend">{legend}</p>\n' + "\n".join(parts) + "\n</body></html>\n"
    )


def _about(filing: Filing) -> str:
    left = sum(reading.role == "unused" for reading in filing.readings)
    said = f"没有用上的 {left} 格" if left else "每一格都用上了"
    unread = "".join(f"；{each.place.address} 起：{each.why}，没有读" for each in filing.unread)
    return f"{filing.table}　{filing.certainty}　{said}{unread}"


def _drawn(grid: Grid, filing: Filing) -> Iterator[str]:
    pages = list(_pages(grid, filing))
    if pages:
        yield f"<h2>{escape(filing.called)}</h2>"
        yield f"<p>{escape(_about(filing))}</p>"
    for sheet, area in pages:
        if sheet.name != filing.sheet:
            yield f"<p>另写在工作表“{escape(sheet.name)}”上的：</p>"
        columns = range(area.first_column, area.last_column + 1)
        heads = "".join(f"<th>{column_letters(column)}</th>" for column in columns)
        yield f"<table><tr><th></th>{heads}</tr>"
        readings = _on(filing, sheet)
        for row in range(area.first_row, area.last_row + 1):
            cells = "".join(_cell(sheet, row, column, readings) for column in columns)
            yield f"<tr><th>{row}</th>{cells}</tr>"
        yield "</table>"


def _pages(grid: Grid, filing: Filing) -> Iterator[tuple[Sheet, Range]]:
    """一份写在哪几张工作表上、占哪一片：自评表在前。"""
    sheet = grid.sheet(filing.sheet)
    if sheet is None or filing.area is None:
        return
    yield sheet, filing.area
    for part in filter(None, map(grid.sheet, filing.parts)):
        yield part, Range(1, 1, part.last_row, part.last_column)


def _on(filing: Filing, sheet: Sheet) -> dict[tuple[int, int], Reading]:
    return {
        (reading.cell.row, reading.cell.column): reading
        for reading in filing.readings
        if reading.cell.sheet == sheet.name
    }


def _cell(sheet: Sheet, row: int, column: int, readings: dict[tuple[int, int], Reading]) -> str:
    """一格；被合并盖住的不画。"""
    area = sheet.area(row, column)
    if (row, column) != (area.first_row, area.first_column):
        return ""
    wide, high = area.last_column - column + 1, area.last_row - row + 1
    span = (f' colspan="{wide}"' if wide > 1 else "") + (f' rowspan="{high}"' if high > 1 else "")
    reading = readings.get((row, column))
    text = escape(seen(sheet.at(row, column)))
    if reading is None:
        return f"<td{span}>{text}</td>"
    small = f"<small>{escape(reading.what)}</small>" if reading.role in {"value", "unused"} else ""
    return f'<td class="{reading.role}"{span}>{text}{small}</td>'


_NUMBERS, _COLUMN = 5, 16  # 行号一列、其余各列的宽


def sheet(grid: Grid, assessments: Sequence[Assessment]) -> ResultSheet:
    """同样的图画成一张工作表；几份表上下接着。左边是原来的行号，上面是原来的列号。"""
    rows: list[tuple[Out, ...]] = []
    merged: list[Range] = []
    width = 1
    for filing in (assessment.filing for assessment in assessments):
        for page, area in _pages(grid, filing):
            own = page.name == filing.sheet
            wide = area.last_column - area.first_column + 2
            merged += [Range(len(rows) + step, 1, len(rows) + step, wide) for step in (1, 2)]
            rows.append((Out(filing.called, "title"),))
            rows.append((Out(_about(filing) if own else f"另写在工作表“{page.name}”上的", "note"),))
            columns = range(area.first_column, area.last_column + 1)
            rows.append((Out("", "head"), *(Out(column_letters(each), "head") for each in columns)))
            merged += _moved(page, area, len(rows) + 1)
            rows += _rows(page, filing, area)
            rows.append(())
            width = max(width, wide)
    name = assessments[0].form.sheets.readings
    widths = (_NUMBERS, *[_COLUMN] * (width - 1))
    return ResultSheet(name, tuple(rows[:-1]), widths, merged=tuple(merged))


def _rows(page: Sheet, filing: Filing, area: Range) -> Iterator[tuple[Out, ...]]:
    readings = _on(filing, page)
    for row in range(area.first_row, area.last_row + 1):
        cells = (
            _out(page, row, column, readings.get((row, column)))
            for column in range(area.first_column, area.last_column + 1)
        )
        yield (Out(str(row), "head"), *cells)


def _out(page: Sheet, row: int, column: int, reading: Reading | None) -> Out:
    if reading is None:
        return Out()
    text = seen(page.at(row, column))
    if reading.role in {"value", "unused"}:
        text = f"{text}\n→ {reading.what}"
    return Out(text, _LOOKS[reading.role])


def _moved(page: Sheet, area: Range, first: int) -> Iterator[Range]:
    """原来的合并区域，挪到画出来的地方：`first` 是画出来的第一行。"""
    down, right = first - area.first_row, 2 - area.first_column
    for merged in page.merged:
        if area.holds(merged.first_row, merged.first_column):
            last = min(merged.last_row, area.last_row), min(merged.last_column, area.last_column)
            yield Range(
                merged.first_row + down,
                merged.first_column + right,
                last[0] + down,
                last[1] + right,
            )
