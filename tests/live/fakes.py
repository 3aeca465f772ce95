"""假的 Excel：只有门用得着的样子，可以让任何一步报出 COM 那样的错误。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class ComError(Exception):
    """照 pywintypes.com_error 的样子：编号、话、（…，内层编号）、参数。"""

    def __init__(self, hresult: int, inner: int | None = None) -> None:
        self.hresult = _signed(hresult)
        detail = None if inner is None else (0, "Excel", "话随语言变", None, 0, _signed(inner))
        super().__init__(self.hresult, "话随语言变", detail, None)


def _signed(code: int) -> int:
    return code - (1 << 32) if code >= 1 << 31 else code


REFUSED = (0x80020009, 0x800A03EC)  # Excel 不让做：受保护一类


class FakeRules:
    def __init__(self, error: Exception | None) -> None:
        self._error = error
        self.added: list[str] = []

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def add_custom(self, formula: str, **_: Any) -> None:
        if self._error is not None:
            raise self._error
        self.added.append(formula)


class FakeRange:
    """一片格：值是给定的，公式就是值。"""

    def __init__(self, sheet: FakeSheet, address: str) -> None:
        self.sheet, self.address = sheet, address
        self.row = self.column = 1
        self.shape = (len(sheet.values), len(sheet.values[0]))
        self.conditional_formats = sheet.rules
        self.number_format = "General"
        self.merge_cells = False

    @property
    def merge_area(self) -> FakeRange:
        merged = FakeRange(self.sheet, self.address)
        merged.shape = (1, 1)
        return merged

    def options(self, **_: Any) -> FakeRange:
        return self

    @property
    def value(self) -> list[list[Any]]:
        if self.sheet.error is not None:
            raise self.sheet.error
        return self.sheet.values

    @property
    def formula(self) -> list[list[Any]]:
        return self.sheet.formulas

    def select(self) -> None:
        self.sheet.book.app.selection = self


class FakeSheet:
    def __init__(
        self, book: FakeBook, name: str, values: list[list[Any]], error: Exception | None = None
    ) -> None:
        self.book, self.name, self.values, self.error = book, name, values, error
        self.formulas = [["" if value is None else str(value) for value in row] for row in values]
        self.visible: Any = -1
        self.rules = FakeRules(None)
        self.notes: list[Any] = []

    @property
    def used_range(self) -> FakeRange:
        return FakeRange(self, "$A$1")

    cells = used_range

    def range(self, first: Any, last: Any = None) -> FakeRange:
        del last
        return FakeRange(self, str(first))

    def activate(self) -> None:
        self.book.sheets.active = self


class FakeSheets:
    def __init__(self, sheets: list[FakeSheet]) -> None:
        self._sheets = sheets
        self.active = sheets[0]

    def __iter__(self) -> Iterator[FakeSheet]:
        return iter(self._sheets)

    def __getitem__(self, name: str) -> FakeSheet:
        return next(sheet for sheet in self._sheets if sheet.name == name)


class FakeApp:
    def __init__(self, hwnd: int = 1) -> None:
        self.hwnd = hwnd
        self.screen_updating = True
        self.status_bar: Any = False
        self.selection: Any = None
        self.books: Any = FakeBooks([])


class FakeBooks:
    def __init__(self, books: list[FakeBook]) -> None:
        self._books = books

    def __iter__(self) -> Iterator[FakeBook]:
        return iter(self._books)

    def __len__(self) -> int:
        return len(self._books)

    @property
    def active(self) -> FakeBook:
        return self._books[0]


class FakeBook:
    """一个工作簿；`full` 是完整路径，或者取它时要报的错。"""

    def __init__(
        self,
        name: str = "自评表.xlsx",
        sheets: Mapping[str, list[list[Any]]] | None = None,
        *,
        full: str | Callable[[], str] = "",
        error: Exception | None = None,
        app: FakeApp | None = None,
    ) -> None:
        self.name = name
        self._full = full or f"C:\\自评\\{name}"
        self.names: list[Any] = []
        self.app = app or FakeApp()
        self.app.books = FakeBooks([*self.app.books, self])
        given = sheets or {"自评表": [[None]]}
        self.sheets = FakeSheets(
            [FakeSheet(self, name, values, error) for name, values in given.items()]
        )

    @property
    def fullname(self) -> str:
        return self._full if isinstance(self._full, str) else self._full()
