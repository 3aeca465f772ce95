"""数字格式：LibreOffice 用编号，xlwings 用格式文字。"""

from __future__ import annotations

from typing import Any

from perfxl.calc.bridge import Office

_GENERAL = {"General", "Standard", "BOOLEAN"}
# com.sun.star.util.NumberFormat 里的几种：日期 2、时刻 4；真假值 1024。
_DAY, _LOGICAL = 2 | 4, 1024


class Formats:
    """一个文档的数字格式；编号不会变，问过一次就记着。"""

    def __init__(self, office: Office, document: Any) -> None:
        self._office, self._document = office, document
        self._known: dict[int, tuple[str, int]] = {}
        self._keys: dict[str, int] = {}
        self._numbers: Any = None

    def _formats(self) -> Any:
        if self._numbers is None:
            self._numbers = self._document.getNumberFormats()
        return self._numbers

    def _look(self, key: int) -> tuple[str, int]:
        if key not in self._known:
            values = self._formats().getByKey(key)
            self._known[key] = values.FormatString, values.Type
        return self._known[key]

    def code(self, key: int) -> str:
        text = self._look(key)[0]
        return "General" if text in _GENERAL else text

    def is_day(self, key: int) -> bool:
        kind = self._look(key)[1]
        return bool(kind & _DAY) and "[H" not in self._look(key)[0].upper()

    def is_logical(self, key: int) -> bool:
        return bool(self._look(key)[1] & _LOGICAL)

    def key(self, code: str) -> int:
        """一个格式文字的编号；文档里没有就登记一个。"""
        if code not in self._keys:
            locale = self._office.struct("lang.Locale")
            found = self._formats().queryKey(code, locale, False)  # noqa: FBT003  # UNO 的写法
            if found < 0:
                found = self._formats().addNew(code, locale)
            self._keys[code] = found
        return self._keys[code]
