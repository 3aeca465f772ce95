"""工作簿怎样写：一格一格的数、字、日期、链接。只有这里和画图的认识 XlsxWriter。

别人写的字一律照字写，不会成为公式；金额、分数是准确的数，Excel 存不下（超过 15 位）的写成字。
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注
from xlsxwriter.url import Url  # type: ignore[import-untyped]  # 同上

from perfxl.bureau.tables.gather import file_of
from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.workbook.products import SUMMARY

Kind = Literal["text", "long", "whole", "money", "points", "percent", "number", "date", "link"]
_LINK_LIMIT = 65_530  # Excel：一张工作表里的链接至多这么多
_ROW_LIMIT = 1_048_576
_TEXT_LIMIT = 32_767
_EXACT_DIGITS = 15
_CUT = "……（太长，全文见原表）"
# 在 Excel 里点进去改一下就会变成公式的开头。
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BASE: Mapping[str, Any] = {"font_name": "宋体", "font_size": 10, "valign": "top", "border": 1,
                            "border_color": "#D0D0D0"}  # fmt: skip
_LOOKS: Mapping[str, Mapping[str, Any]] = {
    "head": {"font_name": "黑体", "bold": False, "valign": "vcenter", "align": "center",
             "text_wrap": True, "bg_color": "#DCE6F1"},
    "text": {},
    "long": {"text_wrap": True},
    "whole": {"num_format": "#,##0;-#,##0;–", "align": "right"},
    "money": {"num_format": "#,##0.00####", "align": "right"},
    "points": {"num_format": "0.00", "align": "right"},
    "percent": {"num_format": "0.00%", "align": "right"},
    "number": {"num_format": "#,##0.######", "align": "right"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "link": {"font_color": "#0563C1", "underline": 1},
    "title": {"font_name": "黑体", "font_size": 16, "border": 0, "valign": "vcenter"},
    "section": {"font_name": "黑体", "font_size": 11, "border": 0, "valign": "vcenter"},
    "note": {"font_color": "#595959", "border": 0, "text_wrap": True},
    "choose": {"bg_color": "#FFF2CC", "bold": True, "align": "center"},
    "bad": {"font_color": "#C00000"},
    "warn": {"font_color": "#9C5700"},
}  # fmt: skip


class _Link(Url):  # type: ignore[misc]  # 该库没有类型标注
    """到别的文件的链接。库把 / 都写成 \\，只有 Windows 认；Excel 自己写的是 /，处处都认。"""

    def _target(self) -> str:
        return str(self._relationship_link).replace("\\", "/")


@dataclass(frozen=True, slots=True)
class Spot:
    """原表里的一处：收的位置，和里面的 工作表!格。"""

    path: str
    cell: str = ""

    @property
    def shown(self) -> str:
        return f"{self.path} {self.cell}".strip()


class CellBook:
    """一个正在写的工作簿；各张表照次序一行行写，不占内存。"""

    def __init__(self, path: Path, *, folder: Path, root: str) -> None:
        """写到 `path`；链接从 `folder`（成品所在的文件夹）算起，指到 `root`（收的文件夹）里。"""
        options = {"constant_memory": True, "strings_to_urls": False, "tmpdir": str(path.parent)}
        self.book = xlsxwriter.Workbook(str(path), options)
        made = datetime(2020, 1, 1, tzinfo=UTC)  # 两次做出的文件相同
        self.book.set_properties({"title": "绩效自评汇总", "category": SUMMARY, "created": made})
        self._folder, self._root = folder, root
        self._formats: dict[tuple[str, bool], Any] = {}

    def look(self, name: str, *, quoted: bool = False) -> Any:
        key = name, quoted
        if key not in self._formats:
            form = self.book.add_format({**_BASE, **_LOOKS[name]})
            if quoted:
                form.set_quote_prefix()
            self._formats[key] = form
        return self._formats[key]

    def sheet(self, name: str) -> CellSheet:
        return CellSheet(self, self.book.add_worksheet(name))

    def address(self, path: str, cell: str) -> str:
        """链接的地址：相对的路径，和格。压缩包里的指到压缩包。"""
        place = file_of(path)
        whole = os.path.join(self._root, place)  # noqa: PTH118  # 收的位置里可有任何字
        target = os.path.abspath(whole)  # noqa: PTH100  # 同上
        with suppress(ValueError):  # Windows 上在另一个盘
            target = os.path.relpath(target, self._folder)
        if os.sep != "/":
            target = target.replace(os.sep, "/")
        for sign, code in _ESCAPES:
            target = target.replace(sign, code)
        sheet, _, local = cell.rpartition("!")
        quoted = sheet.replace("'", "''")
        return f"external:{target}" + (f"#'{quoted}'!{local}" if sheet and place == path else "")

    def close(self) -> None:
        self.book.close()


# 库见了 %41 一样的就当作已经换过，不再换：文件名里本来有 % 的会指错，所以都由这里换。
# fmt: off
_ESCAPES = (("%", "%25"), ("#", "%23"), ('"', "%22"), (" ", "%20"), ("<", "%3c"), (">", "%3e"),
            ("[", "%5b"), ("]", "%5d"), ("^", "%5e"), ("`", "%60"), ("{", "%7b"), ("}", "%7d"))
# fmt: on


class CellSheet:
    """一张工作表。"""

    def __init__(self, book: CellBook, sheet: Any) -> None:
        self._book, self.sheet = book, sheet
        self._links = 0

    def put(self, row: int, column: int, value: object, kind: Kind, look: str = "") -> None:
        """写一格；行列从 0 起。空的只画格子。"""
        look = look or kind
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self._book.look(look))
        elif isinstance(value, Spot):
            self._link(row, column, value)
        elif isinstance(value, bool):
            self._text(row, column, "是" if value else "否", look)
        elif isinstance(value, Decimal | int):
            self._number(row, column, Decimal(value), kind, look)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self._book.look(look))
        else:
            self._text(row, column, str(value), look)

    def _number(self, row: int, column: int, value: Decimal, kind: Kind, look: str) -> None:
        shown = value.scaleb(-2) if kind == "percent" else value
        if len(shown.normalize().as_tuple().digits) > _EXACT_DIGITS:
            self._text(row, column, plain(value) + ("%" if kind == "percent" else ""), look)
        else:
            self.sheet.write_number(row, column, shown, self._book.look(look))

    def _text(self, row: int, column: int, text: str, look: str) -> None:
        if len(text.encode("utf-16-le")) // 2 > _TEXT_LIMIT:
            text = text.encode("utf-16-le")[: 2 * (_TEXT_LIMIT - len(_CUT) - 1)].decode(
                "utf-16-le", "ignore"
            ) + _CUT  # fmt: skip
        quoted = text.startswith(_STARTS_FORMULA)
        self.sheet.write_string(row, column, text, self._book.look(look, quoted=quoted))

    def _link(self, row: int, column: int, spot: Spot) -> None:
        """链接；放不下了、太长的只写位置。"""
        self._links += 1
        if self._links <= _LINK_LIMIT and len(spot.shown) <= _TEXT_LIMIT:
            link = _Link(self._book.address(spot.path, spot.cell))
            link.text = spot.shown
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # 太长的：看返回的数
                if self.sheet.write_url(row, column, link, self._book.look("link")) == 0:
                    return
        self._text(row, column, spot.shown, "text")

    def tall(self, row: int, cells: Iterable[tuple[object, int]]) -> None:
        """行高照最高的一格：WPS、LibreOffice 打开时不会自己加高。`cells` 是各格的字和栏宽。"""
        lines = max((_lines(value, width) for value, width in cells), default=1)
        if lines > 1:
            self.sheet.set_row(row, _LINE * min(lines, _MOST_LINES) + _EDGE)

    def table(self, titles: Sequence[str], widths: Sequence[int], rows: int) -> int:
        """标题行、筛选、冻结、打印；返回写得下多少行。"""
        sheet = self.sheet
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(column, column, width)
            self.put(0, column, title, "text", "head")
        self.tall(0, zip(titles, widths, strict=True))
        fits = min(rows, _ROW_LIMIT - 2)
        sheet.freeze_panes(1, min(2, len(titles) - 1))
        sheet.autofilter(0, 0, max(fits, 1), len(titles) - 1)
        sheet.repeat_rows(0)
        self.printed(sum(widths))
        return fits

    def printed(self, width: int = 0) -> None:
        """横着打，一页宽，页脚有表名、页码。

        `width` 个字宽的在 A4 上字太小的打在 A3 上，还太小的分几页宽。
        """
        sheet, wide = self.sheet, width * _POINTS
        paper = _A4 if wide <= _A4_ROOM else _A3
        pages = 1 if wide <= _A3_ROOM else -(-wide // _A3_ROOM)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(pages, 0)
        if pages > 1:
            sheet.repeat_columns(0, 1)  # 每一页都看得见是谁的哪一份
        sheet.set_footer("&L&A&R第 &P 页 共 &N 页")
        sheet.set_margins(*_MARGINS)


def _lines(value: object, width: int) -> int:
    """一格要几行：汉字哪里都断得开，连着的英文、数字整个挪到下一行。"""
    if not isinstance(value, str):
        return 1
    return sum(_wrapped(line, max(2, width - 1) * _PARTS) for line in value.split("\n"))


def _wrapped(line: str, room: int) -> int:
    """一段要几行；`room`、各字的宽以五分之一个数字为一份。"""
    lines, used = 1, 0
    for word in _WORDS.findall(line):
        wide = sum(2 * _PARTS if ord(letter) > _ASCII else _PARTS + 1 for letter in word)
        if used and used + wide > room:
            lines, used = lines + 1, 0
        lines += max(0, wide - 1) // room
        used = (used + wide - 1) % room + 1
    return lines


# 打印：纸（A4、A3）；栏宽一个字（与数字同宽）几磅；横放、十号字缩到七号还放得下的宽，磅。
_A4, _A3, _POINTS = 9, 8, 6
_A4_ROOM, _A3_ROOM = 784 * 10 // 7, 1132 * 10 // 7
# 一个汉字占两个数字的宽；没有宋体的电脑用别的字体，英文、数字宽一些，行也高一些，照宽的、高的留。
_PARTS, _LINE, _MOST_LINES, _ASCII = 5, 15, 12, 0x2E7F
_EDGE = 3  # 上下的边
_WORDS = later(r"[!-~]+|.")
_MARGINS = tuple(Decimal(margin) for margin in ("0.4", "0.4", "0.5", "0.6"))
