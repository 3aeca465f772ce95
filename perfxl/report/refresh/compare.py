"""写好的报告与现在的表比一比，什么也不改（核对报告用）：哪个数、哪一行、哪句话与表不同。

与更新报告走的是同一段：记着哪个控件是哪一个数，照现在的表写一份，看那个数现在该怎么写。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from perfxl.errors import TemplateError
from perfxl.report import default_template
from perfxl.report.compose import compose, digest
from perfxl.report.package import MAIN
from perfxl.report.refresh import tables, words
from perfxl.report.refresh.controls import Controls, Found
from perfxl.report.refresh.keys import Now, printed
from perfxl.report.refresh.memory import Memory, Table, kept
from perfxl.report.refresh.origin import closest, origin
from perfxl.report.refresh.remember import distinct
from perfxl.report.refresh.rows import Row, changed_rows, has_text
from perfxl.report.refresh.work import fresh_text, text_of
from perfxl.report.sentences.names import PARAGRAPHS
from perfxl.report.sentences.values import words as words_of

if TYPE_CHECKING:
    from perfxl.assess import Assessment

_NEW = 2  # 添的指标至多这么多条，再多的像是模板本来不列
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Held:
    """报告里的一个控件：现在写着的，写出时的，照现在的表该写的。

    表里没有了的，`due` 为空，`why` 是缘故。
    """

    element: etree._Element
    name: str
    cells: tuple[str, ...]
    said: str
    then: str
    due: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Compared:
    """一份报告与现在的表比完的。"""

    assessment: Assessment
    renewed: bool  # 写出这些话以后，表里的数改过；模板、程序还是写的时候那一版
    held: tuple[Held, ...]
    rows: tuple[Row, ...]
    words: tuple[words.Change, ...]
    trees: Mapping[str, etree._Element]  # 照现在的表新写的一份


def memory_of(items: Mapping[str, bytes]) -> Memory | None:
    """报告记着的；没有的、另一版写的、坏了的为 None：当作别处写的报告核对。"""
    try:
        return kept(items)[1]
    except TemplateError:
        return None


def compared(
    memory: Memory, trees: Mapping[str, etree._Element], assessments: Sequence[Assessment]
) -> Compared | None:
    """`trees` 是报告的各部件，正文叫 `MAIN`；不是这几份自评表的报告为 None。"""
    assessment = closest(memory, assessments)
    if assessment is None:
        return None
    return _Comparison(memory, trees, assessment).run()


class _Comparison:
    def __init__(
        self, memory: Memory, trees: Mapping[str, etree._Element], assessment: Assessment
    ) -> None:
        self._memory, self._trees = memory, trees
        source = default_template(assessment.form)
        self._made = compose(assessment, source, "自带的")
        # 用别的模板写的，不知道哪些数、哪几行该在报告里：只比还认得出的数。
        self._same = digest(source) == memory.template
        shown = distinct(self._made.finished.controls.values()) if self._same else None
        self._now = Now(self._made.ledger.figures, shown)

    def run(self) -> Compared:
        found = [one for root in self._trees.values() for one in Controls(self._memory).find(root)]
        held = tuple(one for placed in found if (one := self._held(placed)) is not None)
        untouched = list(_unaltered(self._memory, self._trees[MAIN]))
        rows = self._rows(untouched) if self._same else self._unlisted()
        apart = frozenset(table for _, table in untouched)
        told = text_of(self._trees, frozenset(placed.element for placed in found), apart)
        fresh = fresh_text(self._made) if self._same else words.Text("")
        changes = tuple(words.changes(self._memory.words, self._made.context.names, told, fresh))
        renewed = self._same and self._reworded(changes)
        trees = self._made.trees
        return Compared(self._made.assessment, renewed, held, tuple(rows), changes, trees)

    @property
    def _digest(self) -> str:
        return origin(self._made.assessment, self._made.facts).digest

    @property
    def _changed(self) -> bool:
        """写出以后，表里的数改过。"""
        return self._digest != self._memory.origin.digest

    def _reworded(self, changes: Sequence[words.Change]) -> bool:
        """写出这些话以后，表里的数改过：数更新过了，话还是原来的也算。

        更新以后原来的话一句也不剩的，人已经照新表改过：该添的他会用自己的话写，不再说。
        """
        mine = (one for one in changes if one.name in PARAGRAPHS and not one.is_renumbered)
        stale = any(one.old for one in mine)
        return self._digest != self._memory.worded and (self._changed or stale)

    def _held(self, placed: Found) -> Held | None:
        """认不出现在是哪一个的，不比。"""
        then = placed.control
        if then is None or placed.hands_off:
            return None
        key = then.key
        now = self._now.find(key, then.text)
        if not isinstance(now, str):
            return Held(placed.element, now.title, now.cells, placed.text, then.text, printed(now))
        filed = len(key.cells) == 1 and "|" not in key.title  # 表里的一格，与模板无关
        if not (self._same or filed) or not self._now.is_gone(key):
            return None
        return Held(placed.element, key.title, key.cells, placed.text, then.text, "", now)

    def _rows(self, untouched: Sequence[tuple[Table, etree._Element]]) -> Iterator[Row]:
        """没有人动过的表格里，字、行与现在的表不同的。"""
        fresh = tables.by_head(self._made.trees[MAIN])
        for then, table in untouched:
            new = fresh.get(then.head)
            if new is not None and new[0].words != then.words:
                yield from changed_rows(table, new[1])

    def _unlisted(self) -> Iterator[Row]:
        """没有写报告时的模板，画不出那时的表格：只看有没有报告里一处也没有说到的指标。"""
        text = "".join(
            one.text or "" for root in self._trees.values() for one in root.iter(f"{_W}t")
        )
        names = [words_of(row.name) for row in self._made.assessment.filing.indicators]
        absent = [name for name in names if name and name not in text]
        first = next((one for one in self._trees[MAIN].iter(f"{_W}p") if has_text(one)), None)
        few = len(absent) <= _NEW and len(absent) * 2 < len(names)
        if first is not None and few and self._changed:
            yield from (Row(first, "", name, whole=True) for name in dict.fromkeys(absent))


def _unaltered(memory: Memory, root: etree._Element) -> Iterator[tuple[Table, etree._Element]]:
    """写出以后没有人动过的表格（只改了数的也算）。"""
    known = {then.words: then for then in memory.tables}
    for table in tables.body_tables(root):
        then = known.get(tables.told(table).words)
        if then is not None:
            yield then, table
