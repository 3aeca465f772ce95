"""数字格式：LibreOffice 用编号，xlwings 用格式文字。"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfxl.calc.line import Far

_GENERAL = {"General", "Standard", "BOOLEAN"}
# com.sun.star.util.NumberFormat 里的几种：日期 2、时刻 4；真假值 1024。
_DAY, _LOGICAL = 2 | 4, 1024


class Formats:
    """一个文档的数字格式；编号不会变，问过一次就记着。`book` 是那边的 inside.Book。"""

    def __init__(self, book: Far, locale: Any) -> None:
        self._book, self._locale = book, locale
        self._known: dict[int, tuple[str, int]] = {}

    def learn(self, keys: Iterable[int]) -> None:
        """这些编号是什么格式，没有问过的一次问清。"""
        missing = tuple(sorted(set(keys) - self._known.keys()))
        if missing:
            self._known |= zip(missing, self._book.formats(missing).get(), strict=True)

    def _look(self, key: int) -> tuple[str, int]:
        self.learn([key])
        return self._known[key]

    def code(self, key: int) -> str:
        text = self._look(key)[0]
        return "General" if text in _GENERAL else text

    def is_day(self, key: int) -> bool:
        text, kind = self._look(key)
        return bool(kind & _DAY) and "[H" not in text.upper()

    def is_logical(self, key: int) -> bool:
        return bool(self._look(key)[1] & _LOGICAL)

    def key(self, code: str) -> Far:
        """一个格式文字的编号；文档里没有就登记一个。"""
        return self._book.format_key(code, self._locale)
