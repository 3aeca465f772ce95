"""更新报告里的图：数变了的换，改过数的不动；样子一概照旧。"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from perfxl.report.charts.draw import current, drawn
from perfxl.report.charts.fill import shown
from perfxl.report.charts.place import nameless
from perfxl.report.package import parsed
from perfxl.report.refresh.memory import Memory
from perfxl.report.refresh.work import Left, Tally


def refresh_charts(
    memory: Memory, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element],
    names: Mapping[str, object], tally: Tally, *, overwrite: bool,
) -> tuple[dict[str, bytes], dict[str, str]]:  # fmt: skip
    """返回换过的部件，和以后该记着的各张图的摘要。报告写出以后才画的图，写着哪张表的也换。"""
    changed: dict[str, bytes] = {}
    digests = dict(memory.charts)
    missing = _name_again(memory, parts, trees)
    tally.notes += (
        f"图“{key}”在报告里找不到了（删去了，或者 LibreOffice 另存时丢了替代文字、数又改过），"
        "没有换数"
        for key in missing
    )
    for chart in drawn(parts, trees, names):
        key = chart.placed.key
        if chart.data is None:
            tally.notes.append(f"图“{key}”{chart.why}，没有改")
            continue
        now = current(parts, chart.placed)
        if not chart.data.categories:
            tally.notes.append(f"图“{key}”画的表现在没有内容，没有改；用不着的请删去")
        elif now.digest == chart.data.digest:
            digests[key] = now.digest
        elif memory.charts.get(key, now.digest) != now.digest and not overwrite:
            why = "图里的数手改过，没有改；要照表改，加上 --overwrite"
            tally.kept[Left("", f"图“{key}”", "图里的数", "", why)] = None
        else:
            changed |= chart.parts
            digests[key] = chart.data.digest
            tally.charts.append(key)
    return changed, digests


def _name_again(
    memory: Memory, parts: Mapping[str, bytes], trees: Mapping[str, etree._Element]
) -> list[str]:
    """LibreOffice 另存时丢的替代文字补上：类别、数都与写出时一样的就是那一张。返回还找不到的。"""
    there = {
        about.get("descr", "").strip() for root in trees.values() for about in root.iter(_ABOUT)
    }
    missing: dict[str, list[str]] = {}
    for key, digest in memory.charts.items():
        if key.partition("(")[0] not in there:
            missing.setdefault(digest, []).append(key)
    alike: dict[str, list[etree._Element]] = {}
    for about, part in nameless(parts, trees):
        alike.setdefault(shown(parsed(parts[part], part)).digest, []).append(about)
    sure = [digest for digest in missing if len(alike.get(digest, [])) == len(missing[digest])]
    for digest in sure:
        for about, key in zip(alike[digest], missing.pop(digest), strict=True):
            about.set("descr", key.partition("(")[0])
    return [key for keys in missing.values() for key in keys]


_ABOUT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
