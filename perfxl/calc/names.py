"""定义名称：全簿的，和限于一张表的（`表名!名称`）。"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from perfxl.calc.app import Book


class Names(base_classes.Names):
    """全簿的名称在前，各表自己的在后。"""

    api: Any = True

    def __init__(self, book: Book, sheet: Any = None) -> None:
        self._book, self._sheet = book, sheet

    def _all(self) -> Iterator[Name]:
        document = self._book.document
        if self._sheet is None:
            for title in document.NamedRanges.ElementNames:
                yield Name(self._book, document.NamedRanges, title)
        for sheet in self._book.sheets if self._sheet is None else [self._sheet]:
            own = sheet.uno.NamedRanges
            for title in own.ElementNames:
                yield Name(self._book, own, title, sheet.name)

    def __len__(self) -> int:
        return sum(1 for _ in self._all())

    def __call__(self, name_or_index: str | int) -> Name:
        if isinstance(name_or_index, int):
            return list(self._all())[name_or_index - 1]
        for one in self._all():
            if one.name.lower() == name_or_index.lower():
                return one
        raise KeyError(name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(one.name, one) for one in self._all()]

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        document = self._book.document
        home = document.NamedRanges if self._sheet is None else self._sheet.uno.NamedRanges
        place = self._book.office.struct("table.CellAddress")
        content = self._book.formulas.to_calc(refers_to, place).removeprefix("=")
        if home.hasByName(name):
            home.removeByName(name)
        home.addNewByName(name, content, place, 0)
        return Name(self._book, home, name, self._sheet and self._sheet.name)


class Name(base_classes.Name):
    api: Any = True

    def __init__(self, book: Book, home: Any, title: str, sheet: str | None = None) -> None:
        self._book, self._home, self._title, self._sheet = book, home, title, sheet

    @property
    def name(self) -> str:
        return self._title if self._sheet is None else f"{self._sheet}!{self._title}"

    @name.setter
    def name(self, value: str) -> None:
        self._home.getByName(self._title).setName(value)
        self._title = value

    @property
    def refers_to(self) -> str:
        content = self._home.getByName(self._title).Content
        place = self._book.office.struct("table.CellAddress")
        return self._book.formulas.to_excel(content, place)

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        place = self._book.office.struct("table.CellAddress")
        content = self._book.formulas.to_calc(value, place).removeprefix("=")
        self._home.getByName(self._title).setContent(content)

    def delete(self) -> None:
        self._home.removeByName(self._title)
