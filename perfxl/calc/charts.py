"""图：只有横条图。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from typing import Any

from xlwings import base_classes

from perfxl.calc.likes import RangeLike, SheetLike
from perfxl.calc.line import Far

_PER_POINT = Fraction(2540, 72)
_KINDS = {"bar_clustered": True, "column_clustered": False}


class Charts(base_classes.Charts):
    """一张表上的图。"""

    api: Any = True
    parent: Any = None

    def __init__(self, sheet: SheetLike) -> None:
        self._sheet = sheet
        self.parent = sheet

    def __iter__(self) -> Iterator[Chart]:
        return (Chart(self._sheet, name) for name in self._names())

    def _names(self) -> tuple[str, ...]:
        return tuple(self._sheet.far.charts().get())

    def __len__(self) -> int:
        return len(self._names())

    def __call__(self, key: int | str) -> Chart:
        names = self._names()
        name = names[key - 1] if isinstance(key, int) else key
        if name not in names:
            raise KeyError(key)
        return Chart(self._sheet, name)

    def __contains__(self, key: str) -> bool:
        return key in self._names()

    def add(  # noqa: PLR0913, PLR0917  # xlwings 的写法
        self,
        left: int,
        top: int,
        width: int,
        height: int,
        chart_type: str | None = None,
        source: RangeLike | None = None,
        plot_by: str | None = None,
        name: str | None = None,
        anchor: Any = None,
        style: int | None = None,
    ) -> Chart:
        """画一个图。`source` 第一列是类别，其余是数。"""
        del plot_by, style
        if anchor is not None:
            left, top = anchor.left, anchor.top
        sizes = (left, top, width, height)
        box = self._sheet.book.office.struct(
            "awt.Rectangle",
            dict(
                zip(("X", "Y", "Width", "Height"), [int(n * _PER_POINT) for n in sizes],
                    strict=True)
            ),
        )  # fmt: skip
        name = name or self._free_name()
        corners = () if source is None else source.areas[0].corners
        self._sheet.far.do("add_chart", name, box, corners)
        chart = Chart(self._sheet, name)
        if chart_type is not None:
            chart.chart_type = chart_type
        return chart

    def _free_name(self) -> str:
        """图名在整个文档里不能重，所以带上表名。"""
        taken = self._names()
        names = (f"{self._sheet.name} {number}" for number in count(1))
        return next(name for name in names if name not in taken)


class Chart(base_classes.Chart):
    api: Any = True
    parent: Any = None

    def __init__(self, sheet: SheetLike, name: str) -> None:
        self.parent = sheet
        self._name = name
        self._document: Far = sheet.far.chart(name)

    name: Any = property(lambda self: self._name)

    @property
    def chart_type(self) -> str:
        vertical = self._document.getDiagram().prop("Vertical").get()
        return "bar_clustered" if vertical else "column_clustered"

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        diagram = self._document.createInstance("com.sun.star.chart.BarDiagram")
        self._document.do("setDiagram", diagram)
        self._document.getDiagram().put("Vertical", _KINDS[value])

    @property
    def title(self) -> str | None:
        if not self._document.prop("HasMainTitle").get():
            return None
        return str(self._document.getTitle().prop("String").get())

    @title.setter
    def title(self, value: str | None) -> None:
        self._document.put("HasMainTitle", value is not None)
        if value is not None:
            self._document.getTitle().put("String", value)

    @property
    def legend(self) -> Any:
        return Legend(self._document)

    @property
    def category_axis(self) -> Any:
        return Axis(self._document, "getXAxis")

    @property
    def value_axis(self) -> Any:
        return Axis(self._document, "getYAxis")

    def delete(self) -> None:
        self.parent.uno.getCharts().do("removeByName", self._name)


class Legend(base_classes.ChartLegend):
    def __init__(self, document: Far) -> None:
        self._document = document

    @property
    def visible(self) -> bool:
        return bool(self._document.prop("HasLegend").get())

    @visible.setter
    def visible(self, value: bool) -> None:
        self._document.put("HasLegend", bool(value))


def _scale(end: str) -> Any:
    """轴的一头到多少；None 是自动。"""

    def getter(self: Axis) -> Any:
        return self.far.prop(end).get()

    def setter(self: Axis, value: Any) -> None:
        self.far.put(f"Auto{end}", value is None)
        if value is not None:
            self.far.put(end, value)

    return property(getter, setter)


class Axis(base_classes.ChartAxis):
    """一根轴。改一样就要重画一次图，几样一起改时先锁住。"""

    def __init__(self, document: Far, which: str) -> None:
        self._document = document
        self.far: Far = getattr(document.getDiagram(), which)()

    def set(self, **changes: Any) -> None:
        self._document.do("lockControllers")
        for name, value in changes.items():
            if value is not base_classes._UNSET:  # noqa: SLF001  # xlwings 用它表示“没有写”
                setattr(self, name, value)
        self._document.do("unlockControllers")

    minimum_scale = _scale("Min")
    maximum_scale = _scale("Max")

    @property
    def reverse_order(self) -> bool:
        return bool(self.far.prop("ReverseDirection").get())

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self.far.put("ReverseDirection", bool(value))
