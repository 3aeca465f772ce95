"""文档里的图：替代文字写着哪张表，图在哪个部件，嵌着的工作簿在哪里。"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from perfxl.report.charts.data import CHARTS
from perfxl.report.charts.fill import CHART
from perfxl.report.package import TYPES, parsed, rels_of, serialized

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@dataclass(frozen=True, slots=True)
class Placed:
    """一张画表的图。`part` 为空的是认不得的图（瀑布图之类，或者只是一张图片）。"""

    name: str
    key: str  # 同一张表画了几张图的，后面加号
    drawing: etree._Element
    part: str
    book: str  # 嵌着的工作簿；没有的为空


def placed(parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]) -> Iterator[Placed]:
    """正文、页眉各处的图，替代文字是一张表的名称的。"""
    seen: dict[str, int] = {}
    for name, root in trees.items():
        for about in root.iter(f"{_WP}docPr"):
            called = about.get("descr", "").strip()
            drawing = about.getparent()
            if called not in CHARTS or drawing is None:
                continue
            seen[called] = seen.get(called, 0) + 1
            key = called if seen[called] == 1 else f"{called}({seen[called]})"
            part = _part(parts, name, drawing)
            yield Placed(called, key, drawing, part, _book(parts, part) if part else "")


def nameless(
    parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]
) -> Iterator[tuple[etree._Element, str]]:
    """没有替代文字的图和它的部件：LibreOffice 另存时丢的。"""
    for name, root in trees.items():
        for about in root.iter(f"{_WP}docPr"):
            drawing = about.getparent()
            if not about.get("descr", "").strip() and drawing is not None:
                part = _part(parts, name, drawing)
                yield from [(about, part)] if part else []


def _part(parts: Mapping[str, bytes], host: str, drawing: etree._Element) -> str:
    for data in drawing.iter(f"{_A}graphicData"):
        for chart in data.iterchildren(f"{{{CHART}}}chart"):
            target = _targets(parts, host).get(chart.get(f"{_R}id", ""), "")
            return target if target in parts else ""
    return ""


def _book(parts: Mapping[str, bytes], chart: str) -> str:
    root = parsed(parts[chart], chart)
    data = root.find(f"{{{CHART}}}externalData")
    code = "" if data is None else data.get(f"{_R}id", "")
    target = _targets(parts, chart).get(code, "")
    return target if target in parts else ""


def _targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    rels = rels_of(name)
    if rels not in parts:
        return {}
    folder = posixpath.dirname(name)
    return {
        relation.get("Id", ""): posixpath.normpath(
            posixpath.join("/", folder, relation.get("Target", ""))
        )[1:]
        for relation in parsed(parts[rels], rels)
        if relation.get("TargetMode") != "External"
    }


def sweep(parts: dict[str, bytes], trees: Mapping[str, etree._Element]) -> None:
    """正文里已经没有了的图（没有内容的、if 没有印的）：部件一起去掉。"""
    for name, root in trees.items():
        if rels_of(name) not in parts:
            continue
        used = {chart.get(f"{_R}id") for chart in root.iter(f"{{{CHART}}}chart")}
        relations = parsed(parts[rels_of(name)], rels_of(name))
        targets = _targets(parts, name)
        left = [
            relation for relation in relations
            if relation.get("Type", "").endswith("/chart") and relation.get("Id") not in used
        ]  # fmt: skip
        for relation in left:
            relations.remove(relation)
            _drop(parts, targets.get(relation.get("Id", ""), ""))
        if left:
            parts[rels_of(name)] = serialized(relations)


def _drop(parts: dict[str, bytes], chart: str) -> None:
    gone = {chart, rels_of(chart), *_targets(parts, chart).values()}
    types = parsed(parts[TYPES], TYPES)
    for kind in list(types):
        if kind.get("PartName", "")[1:] in gone:
            types.remove(kind)
    parts[TYPES] = serialized(types)
    for name in gone:
        parts.pop(name, None)
