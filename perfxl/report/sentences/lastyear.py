"""与上年比：数据项里写了上年值、报告文字没有引用过的，一项一句。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.cells.quantity import bare
from perfxl.report.marks import Number, Paragraphs
from perfxl.report.sentences.facts import Facts
from perfxl.report.template.filters import growth

_QUOTED = later(r"【([^【】|｜]+)")


def last_year(facts: Facts) -> Paragraphs:
    """同比情况；报告文字里已经说到的不再说。"""
    quoted = {
        bare(name)
        for narrative in facts.filing.narratives
        for name in _QUOTED.findall(narrative.text.value)
    }
    shown = [
        (name, now)
        for name, now in facts.data.items()
        if bare(name) not in quoted and isinstance(now, Number)
        and now.value is not None and now.last is not None and now.last.value is not None
    ]  # fmt: skip
    if not shown:
        return Paragraphs()
    every = [
        now for now in facts.data.values()
        if isinstance(now, Number) and now.last is not None and now.last.value is not None
    ]  # fmt: skip
    cells = [cell for _, now in shown for cell in facts.tell.cells_of(now)]
    rest = "其余" if len(every) > len(shown) else ""  # 报告文字引用过的几项不在内
    many = facts.tell.count(len(shown), "有上年数的项数", cells)
    lead = facts.say("lastyear.lead", 其余=rest, 项数=many)
    lines = (f"{place}. {_line(facts, *pair)}" for place, pair in enumerate(shown, 1))
    return Paragraphs([lead, *lines])


def _line(facts: Facts, name: str, now: Number) -> str:
    change = growth(now, facts.tell.ledger)
    return facts.say("lastyear.line", 名称=name, 本年=now, 上年=now.last, 增减=change)
