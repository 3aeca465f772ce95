"""批注与超链接。"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from perfxl.calc.ranges import Range
    from perfxl.calc.sheets import Sheet

_NOTES = 8  # com.sun.star.sheet.CellFlags：批注


class Note(base_classes.Note):
    """一格的批注。`index` 是它在清单里的次序，删了别的就可能不准，用前核对。"""

    api: Any = True
    location: Any = None

    def __init__(self, location: Range, index: int | None = None, uno: Any = None) -> None:
        self.location = location
        self._index = index
        self._uno = uno

    def _found(self) -> Any:
        if self._uno is None:
            self._uno = _cell(self.location).getAnnotation()
        return self._uno

    @property
    def text(self) -> str:
        return str(self._found().getString())

    @text.setter
    def text(self, value: str) -> None:
        self._found().setString(value)

    @property
    def author(self) -> str:
        return str(self._found().getAuthor())

    def delete(self) -> None:
        self.location.sheet.refuse_protected()
        home = self.location.sheet.uno.getAnnotations()
        last = home.getCount()
        likely = [] if self._index is None or self._index >= last else [self._index]
        for index in (*likely, *range(last)):
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
        found.append(Note(sheet.range((place.Row + 1, place.Column + 1)), index, one))
    return found


def _of_cell(cell: Range) -> Note | None:
    return Note(cell) if cell.uno.queryContentCells(_NOTES).getRangeAddresses() else None


note = property(_of_cell)


def add_note(self: Range, text: str) -> Note:
    """给一格加批注。受保护的表 LibreOffice 不声不响地不加，这里说出来。"""
    self.sheet.refuse_protected()
    self.sheet.uno.getAnnotations().insertNew(self.place(self.areas[0]), text)
    return Note(self)


def _cell(cell: Range) -> Any:
    return cell.sheet.uno.getCellByPosition(cell.column - 1, cell.row - 1)


def _link(self: Range) -> str:
    fields = _cell(self).getTextFields()
    if not fields.getCount():
        raise KeyError(self.address)
    return str(fields.getByIndex(0).URL)


hyperlink = property(_link)


def add_hyperlink(self: Range, address: str, text_to_display: str) -> None:
    """`#'自评表'!G14` 跳到本工作簿的格；其余是网址。"""
    self.sheet.refuse_protected()
    document = self.sheet.book.document
    field = document.createInstance("com.sun.star.text.TextField.URL")
    field.URL = _inside(address) if address.startswith("#") else address
    field.Representation = text_to_display
    cell = _cell(self)
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)  # noqa: FBT003  # UNO 的写法


def _inside(address: str) -> str:
    sheet, _, place = address.removeprefix("#").rpartition("!")
    return f"#{sheet}.{place}" if sheet else address
