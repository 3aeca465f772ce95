"""批注与超链接。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from perfxl.calc.ranges import Range
    from perfxl.calc.sheets import Sheet


class Note(base_classes.Note):
    api: Any = True
    location: Any = None

    def __init__(self, location: Range, uno: Any) -> None:
        self.location = location
        self._uno = uno

    @property
    def text(self) -> str:
        return str(self._uno.getString())

    @text.setter
    def text(self, value: str) -> None:
        self._uno.setString(value)

    @property
    def author(self) -> str:
        return str(self._uno.getAuthor())

    def delete(self) -> None:
        self.location.sheet.refuse_protected()
        home = self.location.sheet.uno.getAnnotations()
        for index in range(home.getCount()):
            place = home.getByIndex(index).getPosition()
            if (place.Row + 1, place.Column + 1) == (self.location.row, self.location.column):
                home.removeByIndex(index)
                return


def notes_of(sheet: Sheet) -> list[Note]:
    """一张表上的全部批注。"""
    home = sheet.uno.getAnnotations()
    found = []
    for index in range(home.getCount()):
        one = home.getByIndex(index)
        place = one.getPosition()
        found.append(Note(sheet.range((place.Row + 1, place.Column + 1)), one))
    return found


def _of_cell(cell: Range) -> Note | None:
    for note in notes_of(cell.sheet):
        if (note.location.row, note.location.column) == (cell.row, cell.column):
            return note
    return None


note = property(_of_cell)


def add_note(self: Range, text: str) -> Note:
    """给一格加批注。受保护的表 LibreOffice 不声不响地不加，这里说出来。"""
    self.sheet.refuse_protected()
    self.sheet.uno.getAnnotations().insertNew(self.place(self.areas[0]), text)
    made = _of_cell(self)
    if made is None:
        raise KeyError(self.address)
    return made


def _link(self: Range) -> str:
    fields = self.sheet.uno.getCellByPosition(self.column - 1, self.row - 1).getTextFields()
    if not fields.getCount():
        raise KeyError(self.address)
    return str(fields.getByIndex(0).URL)


hyperlink = property(_link)


def add_hyperlink(self: Range, address: str, text_to_display: str, screen_tip: str) -> None:
    """`#'自评表'!G14` 跳到本工作簿的格；其余是网址。"""
    del screen_tip
    self.sheet.refuse_protected()
    document = self.sheet.book.document
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL = _inside(address) if address.startswith("#") else address
    field.Representation = text_to_display
    cell = self.sheet.uno.getCellByPosition(self.column - 1, self.row - 1)
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)  # noqa: FBT003  # UNO 的写法


def _inside(address: str) -> str:
    sheet, _, place = address.removeprefix("#").rpartition("!")
    return f"#{sheet}.{place}" if sheet else address
