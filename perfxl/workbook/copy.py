"""旧格式的工作簿 → 一个新的 .xlsx：只有值、数字格式、合并区域，好把结果写在里面。

旧文件不改：往 .xls、.ods 里写，没有“别的一个字节不动”的办法。
"""

from __future__ import annotations

import os
import unicodedata
from datetime import date, time
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from perfxl.cells.grid import Cell, Sheet, column_letters
from perfxl.cells.later import later
from perfxl.cells.merged import Range
from perfxl.cells.quantity import plain
from perfxl.errors import WorkbookError
from perfxl.workbook import copyparts as parts
from perfxl.workbook.escapes import attribute, inline_string
from perfxl.workbook.numformats import is_date

if TYPE_CHECKING:
    from pathlib import Path

    from perfxl.cells.grid import Grid

# 记在压缩包的注释里。别的程序一保存它就没有了，于是“还是我们写出的样子”看得出来。
_SIGN = "perfxl copy of "
_BAD_NAME = later(r"[\[\]:*?/\\]|^'|'$")
_LONGEST_NAME = 31
_LEAST, _MOST, _LINE, _TALLEST = 8, 40, 16, 400
_MOST_COVERED = 50_000


def plain_copy(grid: Grid, leave_out: frozenset[str]) -> bytes:
    """一个新工作簿的字节；同样的 Grid 总是同样的字节。`leave_out` 里的表不抄（是程序写的）。"""
    sheets = [sheet for sheet in grid.sheets if sheet.name not in leave_out]
    for sheet in sheets:
        if len(sheet.name) > _LONGEST_NAME or _BAD_NAME.search(sheet.name):
            raise WorkbookError(f"工作表名“{sheet.name}”在 .xlsx 里不能用；请改名后再试")
    codes = list(dict.fromkeys(_code(cell) for sheet in sheets for cell in sheet.cells.values()))
    styles = {code: number for number, code in enumerate(codes, 1)}
    files = parts.index_parts([(attribute(sheet.name), sheet.hidden) for sheet in sheets])
    files["xl/styles.xml"] = parts.styles([attribute(code) for code in codes])
    for number, sheet in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet, styles)
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(ZipInfo(name), content.encode(), ZIP_DEFLATED)
        archive.comment = sign(grid.file)
    return buffer.getvalue()


def is_signed(path: Path) -> bool:
    """是程序写的副本，后来没有别的程序保存过它。"""
    try:
        return _comment(path).startswith(_SIGN.encode())
    except OSError:
        return False


def made_from(path: Path) -> Path | None:
    """这份副本由旁边的哪个文件而来；不是副本、保存过、原件已经不在旁边的为 None。"""
    written = _comment(path)
    if not written.startswith(_SIGN.encode()):
        return None
    source = path.with_name(os.fsdecode(written.removeprefix(_SIGN.encode())))
    return source if source != path and source.is_file() else None


def refuse_others(target: Path, source: str) -> None:
    """同名的文件不是这个文件的副本，或者后来有人改过，就不覆盖。"""
    if target.exists() and _comment(target) != sign(source):
        raise WorkbookError(
            f"已经有了，不是程序由“{source}”生成的，或者后来改过，没有覆盖；"
            "要继续用它，请直接校验它；要重新生成，请先把它改名或移走"
        )


def sign(source: str) -> bytes:
    """写在副本里的记号：由哪个文件而来。"""
    return _SIGN.encode() + os.fsencode(source)


def _comment(path: Path) -> bytes:
    try:
        with ZipFile(path) as archive:
            return archive.comment
    except BadZipFile:
        return b""


def _code(cell: Cell) -> str:
    if cell.kind == "date" and not is_date(cell.number_format):
        return "yyyy-mm-dd"
    return cell.number_format


def _sheet(sheet: Sheet, styles: dict[str, int]) -> str:
    covered = _covered(sheet)
    widths = _widths(sheet, covered)
    rows: dict[int, dict[int, str]] = {}
    for row, column in covered:
        rows.setdefault(row, {})[column] = _element(row, column, styles.get("General", 0), "")
    for (row, column), cell in sheet.cells.items():
        style = styles[_code(cell)]
        rows.setdefault(row, {})[column] = _element(row, column, style, _value(cell))
    heights = _heights(sheet, widths)
    lines = []
    for row in sorted(rows):
        cells = "".join(rows[row][column] for column in sorted(rows[row]))
        high = f' ht="{heights[row]}" customHeight="1"' if row in heights else ""
        lines.append(f'<row r="{row}"{high}>{cells}</row>')
    merged = [_area(area) for area in sheet.merged if _is_wide(area)]
    return parts.sheet(widths, "".join(lines), merged)


def _element(row: int, column: int, style: int, value: str) -> str:
    head = f'<c r="{column_letters(column)}{row}" s="{style}"'
    return f"{head}{value}</c>" if value else f"{head}/>"


def _value(cell: Cell) -> str:
    """`<c` 后面的类型和内容。"""
    if cell.kind == "text":
        return f' t="inlineStr">{inline_string(cell.raw)}' if cell.raw else ""
    if cell.kind == "number":
        return f"><v>{cell.raw}</v>"
    if cell.kind == "date":
        return f"><v>{plain(serial(cell.raw))}</v>"
    if cell.kind == "bool":
        return f' t="b"><v>{int(cell.raw == "TRUE")}</v>'
    if cell.kind == "error":
        return f' t="e"><v>{attribute(cell.raw)}</v>'
    return ""


def serial(text: str) -> Decimal:
    """`2025-11-20 08:30:00` → 日期序号；只有时刻的是一天的几分之几。"""
    day, _, clock = text.partition(" ")
    if ":" in day:
        day, clock = "", day
    days = (date.fromisoformat(day) - date(1899, 12, 30)).days if day else 0
    if day and days <= 60:
        days -= 1  # Excel 当 1900 年有 2 月 29 日，此前的序号少一天
    moment = time.fromisoformat(clock) if clock else time()
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second
    return days + (Decimal(seconds) / 86400).quantize(Decimal("1e-10"))


def _is_wide(area: Range) -> bool:
    return (area.first_row, area.first_column) != (area.last_row, area.last_column)


def _area(area: Range) -> str:
    first = f"{column_letters(area.first_column)}{area.first_row}"
    return f"{first}:{column_letters(area.last_column)}{area.last_row}"


def _covers(area: Range, sheet: Sheet) -> int:
    high = min(area.last_row, sheet.last_row) - area.first_row + 1
    return high * (min(area.last_column, sheet.last_column) - area.first_column + 1)


def _covered(sheet: Sheet) -> set[tuple[int, int]]:
    """合并区域盖住的格（到有内容的范围为止）：也要画框线；盖得大得不正常的不画。"""
    return {
        (row, column)
        for area in sheet.merged
        if _covers(area, sheet) <= _MOST_COVERED
        for row in range(area.first_row, min(area.last_row, sheet.last_row) + 1)
        for column in range(area.first_column, min(area.last_column, sheet.last_column) + 1)
    }


def _widths(sheet: Sheet, covered: set[tuple[int, int]]) -> list[int]:
    """各列的字符宽：装得下没有合并的格里最长的一行，太长的换行。"""
    widths = [_LEAST] * sheet.last_column
    for (row, column), cell in sheet.cells.items():
        if (row, column) not in covered and column <= len(widths):
            widest = max(map(_wide, cell.raw.splitlines()), default=0) + 2
            widths[column - 1] = max(widths[column - 1], min(_MOST, widest))
    return widths


def _heights(sheet: Sheet, widths: list[int]) -> dict[int, int]:
    """要换行的行高（磅）：有的程序打开时不替没写行高的行调，合并的格谁都不调。"""
    heights: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        area = sheet.area(row, column)
        if area.first_row != area.last_row:
            continue  # 竖着合并的格有好几行的地方
        room = max(_LEAST, sum(widths[column - 1 : area.last_column])) - 1
        lines = sum(max(1, -(-_wide(line) // room)) for line in cell.raw.splitlines())
        if lines > 1:
            heights[row] = min(_TALLEST, max(heights.get(row, 0), lines * _LINE))
    return heights


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "FWA" else 1 for letter in text)
