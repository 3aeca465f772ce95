"""写好一份报告时记下的。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.report.compose import Composed
from perfxl.report.marks import Figure
from perfxl.report.package import MAIN
from perfxl.report.refresh import tables, words
from perfxl.report.refresh.keys import Index, printed
from perfxl.report.refresh.memory import Control, Memory, attached
from perfxl.report.refresh.origin import origin
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"


def remembered(made: Composed) -> dict[str, bytes]:
    """报告的各部件，连同记着的。"""
    return attached(made.finished.parts, memory_of(made))


def memory_of(made: Composed) -> Memory:
    """一份刚写好的报告该记着什么。"""
    return Memory(
        origin(made.assessment, made.facts),
        made.template,
        controls(made),
        words.written(made.context.names),
        tuple(tables.told(table) for table in tables.body_tables(made.trees[MAIN])),
        made.charts,
        made.stamp,
    )


def controls(made: Composed) -> dict[int, Control]:
    """印出来、留在报告里的控件（合并掉的格里的不算）。"""
    left = {
        int(number.get(f"{_W}val", "0"))
        for root in made.trees.values()
        for look in root.iter(f"{_W}sdtPr")
        for number in look.iterchildren(f"{_W}id")
    }
    there = {
        number: control for number, control in made.finished.controls.items() if number in left
    }
    # 一个数印几处是同一个；两个数写出来一样的是两个。
    keys = {id(figure): key for key, figure in Index(distinct(there.values())).keyed()}
    return {number: Control(keys[id(figure)], printed(figure)) for number, figure in there.items()}


def distinct(figures: Iterable[Figure]) -> list[Figure]:
    """印了几处的只留一个；次序照印的先后。"""
    return list({id(figure): figure for figure in figures}.values())
