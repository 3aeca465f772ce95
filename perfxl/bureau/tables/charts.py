"""概况上的图：都是 Excel 自己的图，画的数在哪几格由画概况的告诉。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

BLUE, ORANGE, GREY = "#4472C4", "#ED7D31", "#A5A5A5"
_SIZE = {"width": 440, "height": 285}
_GRID = {"visible": True, "line": {"color": "#E0E0E0"}}
_NO_GRID = {"visible": False}
_POINT = {"type": "circle", "size": 3, "fill": {"color": BLUE}, "border": {"none": True}}
# 一列格：表、头一行、列、末一行、列，都从 0 起。
Cells = Sequence[object]


def bars(
    book: Any, title: str, names: Cells, values: Cells, *,
    colour: str = BLUE, kind: Literal["column", "bar"] = "column",
) -> Any:  # fmt: skip
    """一种数：柱上写着数。横的从上往下排。"""
    chart = book.add_chart({"type": kind})
    chart.add_series({
        "name": title, "categories": list(names), "values": list(values), "gap": 60,
        "fill": {"color": colour}, "data_labels": {"value": True, "font": {"size": 8}},
    })  # fmt: skip
    chart.set_legend({"none": True})
    if kind == "bar":
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        chart.set_x_axis({"visible": False, "major_gridlines": _NO_GRID})
    else:
        chart.set_y_axis({"visible": False, "major_gridlines": _NO_GRID})
    return _titled(chart, title)


def beside(book: Any, title: str, names: Cells, series: Mapping[str, tuple[Cells, Cells]]) -> Any:
    """两种数并排；`series` 是颜色 → （名称在哪一格，数在哪几格）。"""
    chart = book.add_chart({"type": "column"})
    for colour, (name, values) in series.items():
        chart.add_series({
            "name": list(name), "categories": list(names), "values": list(values), "gap": 60,
            "fill": {"color": colour},
        })  # fmt: skip
    chart.set_y_axis({"num_format": "0%", "min": 0, "major_gridlines": _GRID})
    chart.set_legend({"position": "bottom"})
    return _titled(chart, title)


def points(
    book: Any, title: str, across: Cells, up: Cells, *, axes: tuple[str, str], least: int
) -> Any:
    """一点一份；竖轴从 `least` 起。"""
    chart = book.add_chart({"type": "scatter"})
    chart.add_series({
        "name": title, "categories": list(across), "values": list(up), "marker": _POINT,
    })  # fmt: skip
    chart.set_x_axis({"name": axes[0], "num_format": "0%", "major_gridlines": _NO_GRID})
    tall = {"num_format": "0", "min": least, "max": 100, "major_gridlines": _GRID}
    chart.set_y_axis({"name": axes[1], **tall})
    chart.set_legend({"none": True})
    return _titled(chart, title)


def _titled(chart: Any, title: str) -> Any:
    font = {"size": 11, "name": "黑体", "bold": False}
    chart.set_title({"name": title, "name_font": font, "overlay": False})
    chart.set_size(_SIZE)
    chart.set_chartarea({"border": {"color": "#D0D0D0"}})
    return chart
