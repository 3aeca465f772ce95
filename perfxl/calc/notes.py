"""批注与超链接。"""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from perfxl.calc.likes import RangeLike, SheetLike


class Note(base_classes.Note):
    """一格的批注。"""

    api: Any = True
    location: Any = None

    def __init__(self, location: RangeLike, text: str, author: str = "") -> None:
        self.location = location
        self._text, self._author = text, author

    @property
    def text(self) -> str:
        return self._text

    @text.setter
    def text(self, value: str) -> None:
        self.location.sheet.marks.note(self.location.row, self.location.column).do(
            "setString", value
        )
        self._text = value

    @property
    def author(self) -> str:
        return self._author

    def delete(self) -> None:
        self.location.sheet.refuse_sealed()
        self.location.sheet.marks.do("drop_note", self.location.row, self.location.column)


def notes_of(sheet: SheetLike) -> list[Note]:
    """一张表上的全部批注。"""
    return [
        Note(sheet.range((row, column)), text, author)
        for row, column, text, author in sheet.answers.get(
            "notes", lambda: sheet.marks.notes().get()
        )
    ]


def _of_cell(cell: RangeLike) -> Note | None:
    place = cell.row, cell.column
    matches = (
        note for note in notes_of(cell.sheet) if (note.location.row, note.location.column) == place
    )
    return next(matches, None)


note = property(_of_cell)


def add_note(self: RangeLike, text: str) -> Note:
    """给一格加批注。松不开保护的表 LibreOffice 不声不响地不加，这里说出来。"""
    self.sheet.refuse_sealed()
    self.sheet.marks.do("add_note", self.row, self.column, text)
    return Note(self, text)


def _link(self: RangeLike) -> str:
    link = self.sheet.far.link(self.row, self.column).get()
    if link is None:
        raise KeyError(self.address)
    return str(link)


hyperlink = property(_link)


def add_hyperlink(self: RangeLike, address: str, text_to_display: str) -> None:
    """`#'自评表'!G14` 跳到本工作簿的格；其余是网址。"""
    self.sheet.refuse_protected()
    url = _inside(address) if address.startswith("#") else address
    self.sheet.far.do("add_link", self.row, self.column, url, text_to_display)


def _inside(address: str) -> str:
    sheet, _, place = address.removeprefix("#").rpartition("!")
    return f"#{sheet}.{place}" if sheet else address
