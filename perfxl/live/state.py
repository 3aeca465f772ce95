"""动手之前记下使用者看着什么，做完（或出错）都恢复。"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any


@contextmanager
def still(app: Any) -> Iterator[None]:
    """做事期间不刷新屏幕：Excel 里快一些，LibreOffice 里几百步一次送过去。"""
    before = app.screen_updating
    app.screen_updating = False
    try:
        yield
    finally:
        app.screen_updating = before


class Working:
    """做事期间：不刷新屏幕，状态栏说在做什么；之后回到原来的表、原来选中的格。"""

    def __init__(self, book: Any, doing: str = "") -> None:
        self._book, self._doing = book, doing

    def __enter__(self) -> None:
        app = self._app = self._book.app
        self._updating = app.screen_updating
        self._status = app.status_bar
        self._sheet = self._book.sheets.active.name
        chosen = app.selection
        mine = chosen is not None and chosen.sheet.book.name == self._book.name
        self._chosen = (chosen.sheet.name, chosen.address) if mine else None
        app.screen_updating = False
        if self._doing:
            app.status_bar = self._doing

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._back()
        finally:
            if self._doing:
                self._app.status_bar = self._status or False
            self._app.screen_updating = self._updating

    def _back(self) -> None:
        sheets = self._book.sheets
        if self._sheet in {sheet.name for sheet in sheets}:
            if sheets.active.name != self._sheet:
                sheets[self._sheet].activate()
            chosen = self._app.selection
            if self._chosen is not None and self._chosen[0] == self._sheet:
                now = chosen and (chosen.sheet.name, chosen.address)
                if now != self._chosen:
                    sheets[self._sheet].range(self._chosen[1]).select()
