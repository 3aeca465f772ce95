"""假的 Excel：只有门用得着的样子，可以让任何一步报出 COM 那样的错误。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import SimpleNamespace
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
        self.place = (1, 1), (1, 1)

    @property
    def row_height(self) -> float | None:
        return _size(self.place, 0, self.sheet.hidden[0])

    @property
    def column_width(self) -> float | None:
        return _size(self.place, 1, self.sheet.hidden[1])

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


def _size(place: tuple[tuple[int, int], tuple[int, int]], axis: int, out: set[int]) -> float | None:
    """几行的高、几列的宽：藏着的是 0，不一样的是 None。"""
    (first, last) = place[0][axis], place[1][axis]
    sizes = {0.0 if line in out else 15.0 for line in range(first, last + 1)}
    return sizes.pop() if len(sizes) == 1 else None


class FakeSheet:
    def __init__(
        self, book: FakeBook, name: str, values: list[list[Any]], error: Exception | None = None
    ) -> None:
        self.book, self.name, self.values, self.error = book, name, values, error
        self.formulas = [["" if value is None else str(value) for value in row] for row in values]
        self.visible: Any = -1
        self.rules = FakeRules(None)
        self.notes: list[Any] = []
        self.hidden: tuple[set[int], set[int]] = (set(), set())
        self.impl = self.api = SimpleNamespace(FilterMode=False)

    def hide(self, *, rows: set[int], columns: set[int]) -> None:
        self.hidden = rows, columns

    def filter(self, *, first: int, last: int) -> None:
        area = SimpleNamespace(Row=first, Rows=SimpleNamespace(Count=last - first + 1))
        self.api = SimpleNamespace(FilterMode=True, AutoFilter=SimpleNamespace(Range=area))

    @property
    def used_range(self) -> FakeRange:
        return FakeRange(self, "$A$1")

    cells = used_range

    def range(self, first: Any, last: Any = None) -> FakeRange:
        part = FakeRange(self, str(first))
        if isinstance(first, tuple):
            part.place = first, last or first
        return part

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
