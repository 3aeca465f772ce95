"""格里的值和公式：LibreOffice 的说法换成 Excel 的说法。"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from perfxl.calc.line import Far, Line
from perfxl.cells.later import later

# 公式写法的编号（com.sun.star.sheet.AddressConvention）：Excel 文件里的那一种。
_EXCEL = 3
# 光是一个地址的（定义名称多半如此），不必请教分析器：`$表.$A$1:$B$2`。
_PLAIN = later(r"=?\$?((?:'(?:[^']|'')+')|[^\W\d]\w*)\.(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
_PLAIN_EXCEL = later(r"=?((?:'(?:[^']|'')+')|[^\W\d]\w*)!(\$[A-Z]+\$\d+(?::\$[A-Z]+\$\d+)?)")
# 两段文字相比的，两种写法相同；我们的标记就是。
SAME_EVERYWHERE = later(r'=?"[^"]*"="[^"]*"')
TRUE_FALSE = {"=TRUE()": True, "=FALSE()": False}
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  # 表里的日期没有时区


class CellError(str):
    """格里的错误值（`#DIV/0!`）；与打在格里的文字分得开。"""

    __slots__ = ()


class Formulas:
    """公式在两种写法之间换；同一个公式只换一次。`book` 是那边的 inside.Book。"""

    def __init__(self, line: Line, book: Far) -> None:
        self._line, self._book = line, book
        self._parsers: tuple[Far, Far] | None = None
        self._excel: dict[tuple[int, str], str] = {}

    def _both(self) -> tuple[Far, Far]:
        if self._parsers is None:
            document = self._book.prop("document")
            own, excel = (
                document.createInstance("com.sun.star.sheet.FormulaParser") for _ in range(2)
            )
            own.fit("CompileEnglish", True)  # noqa: FBT003  # UNO 的写法
            excel.fit("CompileEnglish", True)  # noqa: FBT003  # 同上
            excel.fit("FormulaConvention", _EXCEL)
            self._parsers = own, excel
        return self._parsers

    def to_excel(self, texts: Sequence[tuple[str, Any]]) -> list[str]:
        """`=SUM(A1;A5)` → `=SUM(A1,A5)`。各带着公式所在的格；几条一次换好。"""
        asked = {
            key: self._ask(text, place)
            for text, place in texts
            if (key := (place.Sheet, text)) not in self._excel and not _PLAIN.fullmatch(text)
        }
        for key, formula in zip(asked, self._line.values(tuple(asked.values())), strict=True):
            self._excel[key] = f"={formula}"
        return [
            f"={plain[1]}!{plain[2]}"
            if (plain := _PLAIN.fullmatch(text))
            else self._excel[place.Sheet, text]
            for text, place in texts
        ]

    def _ask(self, text: str, place: Any) -> Far:
        own, excel = self._both()
        return excel.printFormula(own.parseFormula(text.removeprefix("="), place), place)

    def to_calc(self, text: str, place: Any) -> str:
        """`=SUM(A1,A5)` → `SUM(A1;A5)`，不带等号。"""
        if (plain := _PLAIN_EXCEL.fullmatch(text)) is not None:
            return f"${plain[1]}.{plain[2]}"
        own, excel = self._both()
        tokens = excel.parseFormula(text.removeprefix("="), place)
        return str(own.printFormula(tokens, place).get())


def is_formula(text: str) -> bool:
    """公式。真假值、错误值的常数在 LibreOffice 里也写成等号开头，在 Excel 里不是公式。"""
    return text.startswith("=") and text not in TRUE_FALSE and not text.startswith("=#")


def constant_text(value: Any, text: str) -> str:
    """常数格的公式文字，照 Excel：文字是原文，数是 15 位有效数字。"""
    if isinstance(value, str):
        return value
    if text in TRUE_FALSE:
        return text.strip("=()")
    if text.startswith("=#"):
        return text.removeprefix("=")
    return format(value, ".15g")


def moment(serial: Any) -> datetime:
    """日期序号 → 日期时刻，舍入到秒。"""
    return _EPOCH + timedelta(seconds=round(serial * 86_400))


def table(data: Any, rows: int, columns: int) -> list[list[Any]]:
    """写进去的内容铺成表：一个值铺满整片。"""
    if not isinstance(data, Sequence) or isinstance(data, str):
        return [[data] * columns for _ in range(rows)]
    return [list(row) if isinstance(row, Sequence) else [row] for row in data]


def to_write(value: Any) -> Any:
    """照 Excel 的规矩写：`'` 开头是文字，`'` 本身不留；真假值在这里是公式，日期是序号。"""
    if isinstance(value, str):
        return value.removeprefix("'")
    if isinstance(value, bool):
        return f"={value}()".upper()
    if isinstance(value, datetime):
        return (value - _EPOCH) / timedelta(days=1)
    return value
