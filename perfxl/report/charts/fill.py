"""一张图换数：缓存、区域、嵌着的工作簿一起换；颜色、字体、坐标轴、图例照画图的人定的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from lxml import etree

from perfxl.cells.grid import Cell, Grid, Sheet, column_letters
from perfxl.report.charts.data import Data
from perfxl.report.template.grids import number
from perfxl.workbook.copy import plain_copy

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_C = f"{{{CHART}}}"
_SHEET = "Sheet1"
_MOST = 20_000  # 一个系列至多读多少个点
_KINDS = {f"{_C}scatterChart": "散点图", f"{_C}bubbleChart": "气泡图"}
# CT_*Ser 里 cat、val 之后的元素；插的时候要在它们前面。
_AFTER = frozenset(f"{_C}{name}" for name in ("val", "smooth", "shape", "extLst"))


class ChartError(Exception):
    """这张图换不了数；话是给人看的。"""


def shown(chart: etree._Element) -> Data:
    """图里现在的数。"""
    series = list(chart.iter(f"{_C}ser"))
    categories = _points(series[0].find(f"{_C}cat")) if series else ()
    count = max([len(categories), *(len(_points(ser.find(f"{_C}val"))) for ser in series)])
    return Data(
        _padded(categories, count),
        tuple((_name(ser), _padded(_points(ser.find(f"{_C}val")), count)) for ser in series),
    )


def fill(chart: etree._Element, data: Data) -> tuple[Data, bytes]:
    """换数；返回图里现在的数和嵌着的工作簿该是什么。

    Raises:
        ChartError: 图的种类、系列认不得；图没有动。
    """
    pairs = _paired(chart, data)
    made = Data(data.categories, tuple((_name(ser), values) for ser, values in pairs))
    for column, (ser, values) in enumerate(pairs, 2):
        _name_at(ser, column)
        _categories(ser, data.categories)
        _values(ser, values, column)
        _drop_points(ser, len(data.categories))
    return made, _workbook(made)


def _paired(chart: etree._Element, data: Data) -> list[tuple[etree._Element, tuple[str, ...]]]:
    """图里的系列各画哪一列：名称都认得的按名称，个数相同的按次序。"""
    for tag, kind in _KINDS.items():
        if next(chart.iter(tag), None) is not None:
            raise ChartError(f"是{kind}，程序不会换里面的数")
    every = list(chart.iter(f"{_C}ser"))
    known = dict(data.series)
    if every and all(_name(ser) in known for ser in every):
        return [(ser, known[_name(ser)]) for ser in every]
    if len(every) == len(data.series):
        return list(zip(every, known.values(), strict=True))
    wanted = "、".join(known)
    raise ChartError(f"里面有 {len(every)} 个系列，这张表画 {len(known)} 个（{wanted}）")


def _name(ser: etree._Element) -> str:
    tx = ser.find(f"{_C}tx")
    return "" if tx is None else "".join(text.text or "" for text in tx.iter(f"{_C}v"))


def _points(holder: etree._Element | None) -> tuple[str, ...]:
    """缓存里的各点，缺的为空串。"""
    if holder is None:
        return ()
    points = {
        number(point.get("idx")): "".join(text.text or "" for text in point.iter(f"{_C}v"))
        for point in holder.iter(f"{_C}pt")
    }
    counts = [number(length.get("val")) for length in holder.iter(f"{_C}ptCount")]
    count = min(max([*counts[:1], *(place + 1 for place in points)], default=0), _MOST)
    return tuple(points.get(place, "") for place in range(count))


def _padded(values: Sequence[str], count: int) -> tuple[str, ...]:
    return (*values, *[""] * (count - len(values)))


def _name_at(ser: etree._Element, column: int) -> None:
    """系列的名称照旧，只改它在工作簿里的位置。"""
    for formula in ser.iterfind(f"{_C}tx/{_C}strRef/{_C}f"):
        formula.text = f"{_SHEET}!${column_letters(column)}$1"


def _categories(ser: etree._Element, categories: tuple[str, ...]) -> None:
    holder = ser.find(f"{_C}cat")
    if holder is None:
        holder = etree.Element(f"{_C}cat")
        place = next((child for child in ser if child.tag in _AFTER), None)
        if place is None:
            ser.append(holder)
        else:
            place.addprevious(holder)
    for child in list(holder):
        holder.remove(child)
    reference = etree.SubElement(holder, f"{_C}strRef")
    etree.SubElement(reference, f"{_C}f").text = f"{_SHEET}!$A$2:$A${len(categories) + 1}"
    _cache(etree.SubElement(reference, f"{_C}strCache"), categories, "")


def _values(ser: etree._Element, values: tuple[str, ...], column: int) -> None:
    holder = ser.find(f"{_C}val")
    if holder is None:
        raise ChartError("里面有一个系列没有数，认不得")
    style = next((code.text or "" for code in holder.iter(f"{_C}formatCode")), "General")
    for child in list(holder):
        holder.remove(child)
    letters = column_letters(column)
    reference = etree.SubElement(holder, f"{_C}numRef")
    place = f"{_SHEET}!${letters}$2:${letters}${len(values) + 1}"
    etree.SubElement(reference, f"{_C}f").text = place
    _cache(etree.SubElement(reference, f"{_C}numCache"), values, style)


def _cache(cache: etree._Element, values: tuple[str, ...], style: str) -> None:
    if style:
        etree.SubElement(cache, f"{_C}formatCode").text = style
    etree.SubElement(cache, f"{_C}ptCount", val=str(len(values)))
    for place, value in enumerate(values):
        if value:
            point = etree.SubElement(cache, f"{_C}pt", idx=str(place))
            etree.SubElement(point, f"{_C}v").text = value


def _drop_points(ser: etree._Element, count: int) -> None:
    """单给一个点定的颜色、标签：没有那么多点了的去掉。"""
    for point in [*ser.iterfind(f"{_C}dPt"), *ser.iterfind(f"{_C}dLbls/{_C}dLbl")]:
        index = point.find(f"{_C}idx")
        if index is not None and number(index.get("val")) >= count:
            point.getparent().remove(point)  # type: ignore[union-attr]  # 必有上级


def _workbook(data: Data) -> bytes:
    """“编辑数据”打开的工作簿：首行系列，首列类别。"""
    cells = dict(_cells(data))
    return plain_copy(Grid("图的数据.xlsx", (Sheet(_SHEET, cells),)), frozenset())


def _cells(data: Data) -> Iterator[tuple[tuple[int, int], Cell]]:
    for row, category in enumerate(data.categories, 2):
        yield (row, 1), Cell(_SHEET, row, 1, category, "text")
    for column, (name, values) in enumerate(data.series, 2):
        yield (1, column), Cell(_SHEET, 1, column, name, "text")
        for row, value in enumerate(values, 2):
            if value:
                yield (row, column), Cell(_SHEET, row, column, f"{Decimal(value):f}", "number")
