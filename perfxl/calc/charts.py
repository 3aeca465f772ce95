"""图：只有横条图。"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

if TYPE_CHECKING:
    from perfxl.calc.ranges import Range
    from perfxl.calc.sheets import Sheet

_PER_POINT = Fraction(2540, 72)
_KINDS = {"bar_clustered": True, "column_clustered": False}


class Charts(base_classes.Charts):
    """一张表上的图。"""

    api: Any = True
    parent: Any = None

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.parent = sheet

    def __iter__(self) -> Iterator[Chart]:
        home = self._sheet.uno.getCharts()
        return (Chart(self._sheet, name) for name in home.ElementNames)

    def __len__(self) -> int:
        return int(self._sheet.uno.getCharts().getCount())

    def __call__(self, key: int | str) -> Chart:
        names = list(self._sheet.uno.getCharts().ElementNames)
        name = names[key - 1] if isinstance(key, int) else key
        if name not in names:
            raise KeyError(key)
        return Chart(self._sheet, name)

    def __contains__(self, key: str) -> bool:
        return key in self._sheet.uno.getCharts().ElementNames

    def add(  # noqa: PLR0913, PLR0917  # xlwings 的写法
        self,
        left: int,
        top: int,
        width: int,
        height: int,
        chart_type: str | None = None,
        source: Range | None = None,
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
        home = self._sheet.uno.getCharts()
        name = name or self._free_name()
        areas = () if source is None else tuple(map(source.address_of, source.areas))
        home.addNewByName(name, box, areas, False, True)  # noqa: FBT003  # UNO 的写法
        chart = Chart(self._sheet, name)
        if chart_type is not None:
            chart.chart_type = chart_type
        return chart

    def _free_name(self) -> str:
        """图名在整个文档里不能重。"""
        sheets = self._sheet.book.document.getSheets()
        every = (sheets.getByIndex(index) for index in range(sheets.getCount()))
        taken = {name for sheet in every for name in sheet.getCharts().ElementNames}
        return next(name for n in count(1) if (name := f"Chart {n}") not in taken)


class Chart(base_classes.Chart):
    api: Any = True
    parent: Any = None

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.parent = sheet
        self._name = name
        self._embedded: Any = None

    name: Any = property(lambda self: self._name)

    def _document(self) -> Any:
        if self._embedded is None:
            chart = self.parent.uno.getCharts().getByName(self._name)
            self._embedded = chart.getEmbeddedObject()
        return self._embedded

    @property
    def chart_type(self) -> str:
        diagram = self._document().getDiagram()
        return "bar_clustered" if diagram.Vertical else "column_clustered"

    @chart_type.setter
    def chart_type(self, value: str) -> None:
        document = self._document()
        document.setDiagram(document.createInstance("com.sun.star.chart.BarDiagram"))
        document.getDiagram().Vertical = _KINDS[value]

    @property
    def title(self) -> str | None:
        document = self._document()
        return str(document.getTitle().String) if document.HasMainTitle else None

    @title.setter
    def title(self, value: str | None) -> None:
        document = self._document()
        document.HasMainTitle = value is not None
        if value is not None:
            document.getTitle().String = value

    @property
    def legend(self) -> Any:
        return Legend(self._document())

    @property
    def category_axis(self) -> Any:
        return Axis(self._document(), "getXAxis")

    @property
    def value_axis(self) -> Any:
        return Axis(self._document(), "getYAxis")

    def delete(self) -> None:
        self.parent.uno.getCharts().removeByName(self._name)


class Legend(base_classes.ChartLegend):
    def __init__(self, document: Any) -> None:
        self._document = document

    @property
    def visible(self) -> bool:
        return bool(self._document.HasLegend)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._document.HasLegend = bool(value)


class Axis(base_classes.ChartAxis):
    """一根轴。改一样就要重画一次图，几样一起改时先锁住。"""

    def __init__(self, document: Any, which: str) -> None:
        self._document = document
        self._uno = getattr(document.getDiagram(), which)()

    def set(self, **changes: Any) -> None:
        self._document.lockControllers()
        for name, value in changes.items():
            if value is not base_classes._UNSET:  # noqa: SLF001  # xlwings 用它表示“没有写”
                setattr(self, name, value)
        self._document.unlockControllers()

    @property
    def minimum_scale(self) -> Any:
        return self._uno.Min

    @minimum_scale.setter
    def minimum_scale(self, value: Any) -> None:
        self._uno.AutoMin = value is None
        if value is not None:
            self._uno.Min = value

    @property
    def maximum_scale(self) -> Any:
        return self._uno.Max

    @maximum_scale.setter
    def maximum_scale(self, value: Any) -> None:
        self._uno.AutoMax = value is None
        if value is not None:
            self._uno.Max = value

    @property
    def reverse_order(self) -> bool:
        return bool(self._uno.ReverseDirection)

    @reverse_order.setter
    def reverse_order(self, value: bool) -> None:
        self._uno.ReverseDirection = bool(value)
