"""格子的样子：底色、字体、对齐、边框、列宽行高、自动筛选。"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from xlwings import base_classes

from perfxl.calc.likes import RangeLike

_NO_FILL = -1
_BOLD, _PLAIN = 150, 100
# 长度单位：UNO 用百分之一毫米，Excel 用磅；列宽用字符，一个字符约 7 像素。
_PER_POINT = Fraction(2540, 72)
_PER_CHARACTER = Fraction(2540 * 7, 96)
_PADDING = Fraction(2540 * 5, 96)
_ACROSS = {"general": "STANDARD", "left": "LEFT", "center": "CENTER", "right": "RIGHT"}
_DOWN = {"top": 1, "center": 2, "bottom": 3}
_SIDES = ("Left", "Right", "Top", "Bottom")
_THIN = 18


def to_int(colour: Any) -> int:
    """xlwings 的颜色（三个数，或 `#RRGGBB`）→ 一个数。"""
    if colour is None:
        return _NO_FILL
    if isinstance(colour, str):
        return int(f"0x{colour.removeprefix('#')}", 0)
    red, green, blue = colour
    return int(red) << 16 | int(green) << 8 | int(blue)


def to_rgb(colour: int) -> tuple[int, int, int] | None:
    if colour < 0:
        return None
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


def _property(name: str, read: Callable[[Any], Any], write: Callable[[RangeLike, Any], Any]) -> Any:
    def getter(self: RangeLike) -> Any:
        return read(self.far.prop(name).get())

    def setter(self: RangeLike, value: Any) -> None:
        self.far.do("setPropertyValue", name, write(self, value))

    return property(getter, setter)


def _across(self: RangeLike, value: str) -> Any:
    return self.sheet.book.office.enum("table.CellHoriJustify", _ACROSS[value])


colour = _property("CellBackColor", to_rgb, lambda _, value: to_int(value))
wrap_text = _property("IsTextWrapped", bool, lambda _, value: bool(value))
horizontal = _property(
    "HoriJustify", lambda enum: {v: k for k, v in _ACROSS.items()}.get(enum.value), _across
)
vertical = _property(
    "VertJustify", {v: k for k, v in _DOWN.items()}.get, lambda _, value: _DOWN[value]
)


def _hidden(lines: frozenset[int], first: int, last: int) -> bool | None:
    """这几行（列）藏着没有；有藏有不藏是 None。"""
    out = sum(first <= line <= last for line in lines)
    return out > last - first if out in {0, last - first + 1} else None


def _column_width(self: RangeLike) -> int | None:
    """列宽，字符数；与 Excel 相同，藏着的是 0，有藏有不藏是 None。"""
    area = self.areas[0]
    hidden = _hidden(self.sheet.concealed[1], area.first_column, area.last_column)
    if hidden is not False:
        return 0 if hidden else None
    width: int = self.columns.prop("Width").get()
    return round((width - _PADDING) / _PER_CHARACTER)


def _set_column_width(self: RangeLike, width: Any) -> None:
    self.columns.put("Width", int(Fraction(width) * _PER_CHARACTER + _PADDING))


def _row_height(self: RangeLike) -> int | None:
    """行高，磅；藏着的是 0，有藏有不藏是 None。"""
    area = self.areas[0]
    hidden = _hidden(self.sheet.concealed[0], area.first_row, area.last_row)
    if hidden is not False:
        return 0 if hidden else None
    height: int = self.rows.prop("Height").get()
    return round(height / _PER_POINT)


def _set_row_height(self: RangeLike, height: Any) -> None:
    self.rows.put("Height", int(Fraction(height) * _PER_POINT))


column_width = property(_column_width, _set_column_width)
row_height = property(_row_height, _set_row_height)


def position(axis: str) -> Any:
    return property(lambda self: round(getattr(self.far.prop("Position").get(), axis) / _PER_POINT))


def size(axis: str) -> Any:
    return property(lambda self: round(getattr(self.far.prop("Size").get(), axis) / _PER_POINT))


class Font(base_classes.Font):
    """字体。中文字和西文字在 LibreOffice 里各有一套，两套一起改。"""

    api: Any = True

    def __init__(self, area: RangeLike) -> None:
        self._area = area

    def _set(self, name: str, value: Any) -> None:
        self._area.far.do("setPropertyValues", (name, f"{name}Asian"), (value, value))

    @property
    def name(self) -> str:
        return str(self._area.far.prop("CharFontNameAsian").get())

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def size(self) -> Any:
        return self._area.far.prop("CharHeight").get()

    @size.setter
    def size(self, value: Any) -> None:
        self._set("CharHeight", value)

    @property
    def bold(self) -> bool:
        return bool(self._area.far.prop("CharWeight").get() > _PLAIN)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _PLAIN)

    @property
    def color(self) -> Any:
        return to_rgb(self._area.far.prop("CharColor").get())

    @color.setter
    def color(self, value: Any) -> None:
        self._area.far.put("CharColor", to_int(value))


class Borders(base_classes.Borders):
    """边框：只有“全部加上同样的细线”和“全部去掉”。"""

    def __init__(self, area: RangeLike) -> None:
        self._area = area

    def set(
        self, which: str = "all", *, line_style: Any = None, weight: Any = None, color: Any = None
    ) -> None:
        del which, weight
        width = 0 if line_style == "none" else _THIN
        values = {"OuterLineWidth": width, "LineWidth": width, "Color": max(0, to_int(color))}
        line = self._area.sheet.book.office.struct("table.BorderLine2", values)
        names = tuple(sorted(f"{side}Border2" for side in _SIDES))
        self._area.far.do("setPropertyValues", names, (line,) * len(names))


class AutoFilter(base_classes.AutoFilter):
    """自动筛选：只管加上和恢复全部显示，不挑条件。"""

    def __init__(self, area: RangeLike) -> None:
        self._area = area

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        del field, operator, value1, value2
        self._area.sheet.far.do("filter", self._area.areas[0].corners)

    def clear(self, field: int | None) -> None:
        """显示全部的行；筛选按钮留着。"""
        del field
