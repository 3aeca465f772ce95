"""一个 `<c>` 元素说了什么。读整表与写回前比对旧值用同一段。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from perfxl.cells.later import later
from perfxl.cells.quantity import exact
from perfxl.errors import WorkbookError
from perfxl.workbook.escapes import decode_text
from perfxl.workbook.numformats import BUILTIN, is_date, iso_date
from perfxl.workbook.records import plain_number
from perfxl.workbook.xmlsafe import local, salvage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from perfxl.cells.grid import CellKind
    from perfxl.workbook.package import Package

_LONG = 17  # 这么多个字的数，多过 15 位有效数字
_NUMBER = later(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")

_PLAIN = ("General", False)

Content = tuple[str, "CellKind", str | None, str]


def item_text(item: _Element) -> str:
    """`<si>` 或 `<is>` 的文字：分段格式的各段连起来，注音（rPh）不要。"""
    if len(item) == 1:  # 绝大多数只有一个 <t>
        only = item[0]
        if only.tag.endswith("}t"):
            return decode_text(only.text or "")
    texts: list[str] = []
    for child in item:
        name = local(child)
        if name == "t":
            texts.append(child.text or "")
        elif name == "r":
            texts += [part.text or "" for part in child if local(part) == "t"]
    return decode_text("".join(texts))


@dataclass(frozen=True, slots=True)
class Formats:
    """样式编号 → 数字格式，及其是不是日期。"""

    codes: Sequence[str] = ()
    dates: Sequence[bool] = ()


def read_formats(package: Package, part: str | None) -> Formats:
    """样式表里的数字格式。样式表坏了也尽量读：取数只用得着编号与格式代码。"""
    if part is None:
        return Formats()
    root = salvage(package.part(part))
    if root is None:
        return Formats()
    custom = {
        element.get("numFmtId", ""): element.get("formatCode", "General")
        for element in root.iterfind("{*}numFmts/{*}numFmt")
    }
    codes = [_code(xf.get("numFmtId", "0"), custom) for xf in root.iterfind("{*}cellXfs/{*}xf")]
    known = {code: is_date(code) for code in set(codes)}
    return Formats(codes, [known[code] for code in codes])


def _code(number: str, custom: dict[str, str]) -> str:
    if number in custom:
        return custom[number]
    return BUILTIN.get(int(number), "General") if number.isdecimal() else "General"


class CellReader:
    """一张表里逐格读。共用公式的头在前，记住它，后面的格才有公式文字。

    `namespace` 是这张表的元素名前缀（`{…}`）：几十万格都要比对，先拼好。
    """

    def __init__(
        self, strings: Sequence[str], formats: Formats, *, date1904: bool, namespace: str
    ) -> None:
        self._strings = strings
        self._styles: dict[str | None, tuple[str, bool]] = {
            str(number): pair
            for number, pair in enumerate(zip(formats.codes, formats.dates, strict=True))
        }
        self._styles[None] = self._styles.get("0", _PLAIN)  # 不写样式就是第 0 号
        self._date1904 = date1904
        self._text, self._formula, self._inline = (
            f"{namespace}{name}" for name in ("v", "f", "is")
        )
        self._shared: dict[str, str] = {}

    def row(self, row: _Element) -> Iterator[tuple[str | None, Content | None]]:
        """一行里各格写着的地址与内容。"""
        for cell in row:
            text = formula = inline = None
            for child in cell:
                name = child.tag
                if name == self._text:
                    text = child.text or ""
                elif name == self._formula:
                    formula = self.formula(
                        child.text or "", {str(key): str(value) for key, value in child.items()}
                    )
                elif name == self._inline:
                    inline = item_text(child)
            content = self.content(cell.get("s"), cell.get("t"), text, formula, inline)
            yield cell.get("r"), content

    def content(
        self,
        style: str | None,
        kind: str | None,
        text: str | None,
        formula: str | None,
        inline: str | None,
    ) -> Content | None:
        """(raw, kind, formula, number_format)；只有格式、没有内容时为 None。"""
        if text is None and formula is None and inline is None:
            return None
        code, is_day = self._styles.get(style, _PLAIN)
        if kind is None and not is_day and text and _NUMBER.fullmatch(text):
            return text if len(text) < _LONG else _shown(text), "number", formula, code
        if kind == "s" and text and formula is None:
            number = int(text)
            known = 0 <= number < len(self._strings)
            written = self._strings[number] if known else self._string(text)
            return (written, "text", None, code) if written else None
        raw, meaning = self._value(kind or "n", text, inline, is_day=is_day)
        if meaning == "blank" and formula is None:
            return None
        return raw, meaning, formula, code

    def formula(self, text: str, attributes: Mapping[str, str]) -> str:
        """公式文字（不带等号）。共用公式里后面的格自己没有文字，用头的。"""
        kind = attributes.get("t")
        if kind == "shared":
            return self._shared.setdefault(attributes.get("si", ""), text) or text
        if kind == "dataTable":
            return f"TABLE({attributes.get('r1', '')},{attributes.get('r2', '')})"
        return text

    def _value(
        self, kind: str, text: str | None, inline: str | None, *, is_day: bool
    ) -> tuple[str, CellKind]:
        if kind == "s" and text:
            return _text(self._string(text))
        if kind == "inlineStr" or text is None:
            return _text(inline or "")
        if kind == "str":
            # 公式算出空文本也是算过了，不同于没有缓存。
            return decode_text(text), "text"
        text = text.strip()
        if kind == "n":
            return self._number(text, is_day=is_day)
        return _other(kind, text)

    def _string(self, index: str) -> str:
        number = int(index)
        if not 0 <= number < len(self._strings):
            raise WorkbookError(
                "有的单元格的文字在文件里找不到了，文件已损坏；请用 Excel 打开修复后另存"
            )
        return self._strings[number]

    def _number(self, text: str, *, is_day: bool) -> tuple[str, CellKind]:
        if is_day and text:
            day = self._day(text)
            if day is not None:
                return day, "date"
        if _NUMBER.fullmatch(text):
            return text if len(text) < _LONG else _shown(text), "number"
        return _text(text)

    def _day(self, text: str) -> str | None:
        try:
            serial = Decimal(text)
        except InvalidOperation:
            return None
        return iso_date(serial, date1904=self._date1904) if serial.is_finite() else None


def _shown(text: str) -> str:
    """Excel 把 9.2 存成 9.1999999999999993：照 15 位有效数字，与别的门（ods、开着的）一样。"""
    number = Decimal(text)
    return plain_number(exact(number)) if abs(number.adjusted()) < _LONG else text


def _text(text: str) -> tuple[str, CellKind]:
    return (text, "text") if text else ("", "blank")


def _other(kind: str, text: str) -> tuple[str, CellKind]:
    if kind == "b":
        return ("TRUE" if text in {"1", "true"} else "FALSE"), "bool"
    if kind == "e":
        return text, "error"
    if kind == "d" and text:
        day, _, clock = text.rstrip("Z").partition("T")
        clock = clock.partition(".")[0]
        return (day if clock in {"", "00:00:00"} else f"{day} {clock}"), "date"
    return _text(text)
