"""定义名称：全簿的，和限于一张表的（`表名!名称`）。"""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from perfxl.calc.likes import BookLike


class Names(base_classes.Names):
    """全簿的名称在前，各表自己的在后。"""

    api: Any = True

    def __init__(self, book: BookLike, sheet: str | None = None) -> None:
        self._book, self._sheet = book, sheet

    def _all(self) -> list[Name]:
        return [
            Name(self._book, sheet, title, content)
            for sheet, title, content in self._book.answers.get(
                "names", lambda: self._book.far.names().get()
            )
            if self._sheet in {None, sheet}
        ]

    def __len__(self) -> int:
        return len(self._all())

    def __call__(self, name_or_index: str | int) -> Name:
        names = self._all()
        if isinstance(name_or_index, int):
            return names[name_or_index - 1]
        for name in names:
            if name.name.lower() == name_or_index.lower():
                return name
        raise KeyError(name_or_index)

    def snapshot(self) -> list[tuple[str, Name]]:
        return [(name.name, name) for name in self._all()]

    def contains(self, name_or_index: str | int) -> bool:
        try:
            self(name_or_index)
        except (KeyError, IndexError):
            return False
        return True

    def add(self, name: str, refers_to: str) -> Name:
        made = Name(self._book, self._sheet or "", name, "")
        made.refers_to = refers_to
        return made


class Name(base_classes.Name):
    """一个定义名称。`content` 是问清单时的内容。"""

    api: Any = True

    def __init__(self, book: BookLike, sheet: str, title: str, content: str) -> None:
        self._book, self._sheet, self._title, self._content = book, sheet, title, content

    @property
    def name(self) -> str:
        return f"{self._sheet}!{self._title}" if self._sheet else self._title

    @name.setter
    def name(self, value: str) -> None:
        self._book.far.name_home(self._sheet).getByName(self._title).do("setName", value)
        self._title = value

    @property
    def refers_to(self) -> str:
        place = self._book.office.struct("table.CellAddress")
        return self._book.formulas.to_excel([(self._content, place)])[0]

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        place = self._book.office.struct("table.CellAddress")
        self._content = self._book.formulas.to_calc(value, place)
        self._book.far.do("add_name", self._sheet, self._title, self._content, place)

    def delete(self) -> None:
        self._book.far.name_home(self._sheet).do("removeByName", self._title)
