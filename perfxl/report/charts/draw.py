"""一份报告里的图都换上表里的数。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from perfxl.report.charts.data import Data, data_of
from perfxl.report.charts.fill import ChartError, fill, shown
from perfxl.report.charts.place import Placed, placed, sweep
from perfxl.report.package import parsed
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
_ROW = 230_000  # EMU；自己画的条形图一条占多高
_LEAST, _MOST = 1_500_000, 7_500_000
OWN = "perfxl"  # 自己画的图，名字以它开头：高矮随着条数
_BARS = "指标完成表"


@dataclass(frozen=True, slots=True)
class Drawn:
    """一张图：换过的部件，图里现在的数；换不了的为什么。"""

    placed: Placed
    parts: Mapping[str, bytes]
    data: Data | None
    why: str = ""


def drawn(
    parts: Mapping[str, bytes], trees: Mapping[str, etree._Element], names: Mapping[str, object]
) -> Iterator[Drawn]:
    """各张图照表里的数该是什么样；文档树、部件都不动。"""
    for chart in placed(parts, trees):
        data = data_of(names, chart.name)
        if not chart.part or data is None:
            yield Drawn(chart, {}, None, "不是 Word 的柱形图、条形图、饼图之类，程序不会换里面的数")
            continue
        tree = parsed(parts[chart.part], chart.part, everything=True)
        if not data.categories:
            yield Drawn(chart, {}, data)
            continue
        try:
            made, book = fill(tree, data)
        except ChartError as error:
            yield Drawn(chart, {}, None, str(error))
            continue
        fresh = {chart.part: _whole(tree)}
        if chart.book:
            fresh[chart.book] = book
        yield Drawn(chart, fresh, made)


def current(parts: Mapping[str, bytes], chart: Placed) -> Data:
    """图里现在的数。"""
    return shown(parsed(parts[chart.part], chart.part))


def put(
    parts: dict[str, bytes], trees: Mapping[str, etree._Element], names: Mapping[str, object]
) -> tuple[dict[str, str], list[str]]:
    """新写的报告：图都换上数，没有内容的图去掉。返回各张图的摘要，和要说的话。"""
    digests: dict[str, str] = {}
    notes: list[str] = []
    for chart in list(drawn(parts, trees, names)):
        if chart.why:
            notes.append(f"图“{chart.placed.key}”{chart.why}，照模板原样留着")
        elif chart.data is not None and not chart.data.categories:
            _remove(chart.placed.drawing)
        elif chart.data is not None:
            parts.update(chart.parts)
            digests[chart.placed.key] = chart.data.digest
            _fit(chart.placed, len(chart.data.categories))
    sweep(parts, trees)
    return digests, notes


def _fit(placed: Placed, count: int) -> None:
    """自己画的指标图，条数多的画高些；别人画的照别人定的大小。"""
    about = placed.drawing.find("{*}docPr")
    extent = placed.drawing.find("{*}extent")
    own = about is not None and about.get("name", "").startswith(OWN)
    if own and placed.name == _BARS and extent is not None:
        extent.set("cy", str(min(_MOST, max(_LEAST, _LEAST // 2 + _ROW * count))))


def _remove(drawing: etree._Element) -> None:
    """没有内容的图；它独占的一段一起去掉。"""
    run = next(drawing.iterancestors(f"{_W}r"), None)
    paragraph = next(drawing.iterancestors(f"{_W}p"), None)
    if run is None or paragraph is None:
        return
    run.getparent().remove(run)  # type: ignore[union-attr]  # 必有上级
    parent = paragraph.getparent()
    about = drawing.find("{*}docPr")
    own = about is not None and about.get("name", "").startswith(OWN)  # 图名在同一段里
    alone = own or next(paragraph.iter(f"{_W}r"), None) is None
    if alone and parent is not None and parent.tag == f"{_W}body":
        parent.remove(paragraph)


def _whole(root: etree._Element) -> bytes:
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )
