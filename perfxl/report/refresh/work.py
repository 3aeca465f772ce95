"""更新：旧的报告 + 现在的表 → 新的报告，和改了什么、什么没有改。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from perfxl.report.compose import Composed
from perfxl.report.package import MAIN
from perfxl.report.refresh import tables, words
from perfxl.report.refresh.controls import Controls, Found, code_of, figures, masked
from perfxl.report.refresh.keys import Key, Now, printed
from perfxl.report.refresh.memory import Control, Memory, Table
from perfxl.report.refresh.origin import origin
from perfxl.report.refresh.remember import controls, distinct
from perfxl.report.template.tidy import W

if TYPE_CHECKING:
    from perfxl.report.marks import Figure

_W = f"{{{W}}}"


@dataclass(frozen=True, slots=True)
class Change:
    """一个数：单元格，叫什么，原来怎么写，现在怎么写。"""

    cell: str
    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Left:
    """没有改的一个数，和为什么。`new` 是照现在的表该写的，不知道的为空。"""

    cell: str
    name: str
    text: str
    new: str
    why: str


@dataclass
class Tally:
    """改了什么、什么没有改；同一件事只记一次。"""

    changed: dict[Change, None] = field(default_factory=dict)
    lost: dict[Left, None] = field(default_factory=dict)  # 在表里没有了
    kept: dict[Left, None] = field(default_factory=dict)  # 手改过的、在修订里的
    removed: dict[Left, None] = field(default_factory=dict)  # 报告里删去了的
    words: list[words.Change] = field(default_factory=list)
    redrawn: list[str] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)  # 换了数的图
    notes: list[str] = field(default_factory=list)


class Refresh:
    """更新一份报告。`trees` 是要看的各部件，就地改；`same` 是模板还是原来那个。"""

    def __init__(
        self, memory: Memory, trees: Mapping[str, etree._Element], made: Composed, *,
        same: bool, overwrite: bool,
    ) -> None:  # fmt: skip
        self.tally = Tally()
        self._memory, self._trees, self._made = memory, trees, made
        self._same, self._overwrite = same, overwrite
        shown = distinct(made.finished.controls.values()) if same else None
        self._now = Now(made.ledger.figures, shown)
        self._fresh = controls(made) if same else {}
        self._controls: dict[int, Control] = dict(memory.controls)
        self._touched: set[str] = set()

    def run(self) -> tuple[Memory, frozenset[str]]:
        """更新；返回以后该记着的，和改过的部件。"""
        tables_now = self._draw_tables()
        known = Controls(replace(self._memory, controls=self._controls))
        by_part = {name: list(known.find(root)) for name, root in self._trees.items()}
        for name, held in by_part.items():
            updated = [self._update(placed) for placed in held]
            if any(updated):
                self._touched.add(name)
        everything = [placed for held in by_part.values() for placed in held]
        self._removed(everything)
        untouched = [element for _, element in tables_now if element is not None]
        self._say_words(frozenset(placed.element for placed in everything), untouched)
        told = [self._told(*drawn) for drawn in tables_now]
        for name in self._touched:
            for placed in by_part[name]:
                placed.name_again()
        memory = replace(
            self._memory, origin=origin(self._made.assessment, self._made.facts),
            controls=self._controls, tables=tuple(told), said=self._said(),
        )  # fmt: skip
        return memory, frozenset(self._touched)

    # ---- 一个数 ----

    def _update(self, placed: Found) -> bool:
        """更新一个控件；返回改了没有。"""
        then, shown = placed.control, placed.text
        if then is None:
            why = _ANONYMOUS if placed.nameless else _COPIED
            self.tally.kept[Left(_value(placed.element, "alias"), "", shown, "", why)] = None
            return False
        key = then.key
        now = self._now.find(key, then.text)
        if isinstance(now, str):
            self.tally.lost[Left(key.where, key.title, shown, "", now)] = None
            return False
        text = printed(now)
        if shown == text:
            return self._remember(placed, key, now)
        why = placed.hands_off or self._by_hand(shown, then)
        if why:
            self.tally.kept[Left(_cells(now), now.title, shown, text, why)] = None
            return False
        placed.write(text)
        self.tally.changed[Change(_cells(now), now.title, shown, text)] = None
        self._remember(placed, key, now)
        return True

    def _by_hand(self, shown: str, then: Control) -> str:
        if shown == then.text or self._overwrite:
            return ""
        return f"手改过（写出时是“{then.text}”），没有改；要照表改，加上 --overwrite"

    def _remember(self, placed: Found, key: Key, now: Figure) -> bool:
        """这个控件里现在是什么；行挪过的，控件上写的格跟着改。返回改了没有。"""
        if not placed.number:
            return False
        moved = key.cells != now.cells
        self._controls[placed.number] = Control(replace(key, cells=now.cells), printed(now))
        if moved:
            placed.relabel(now.title, now.cells)
        return moved

    def _removed(self, everything: Sequence[Found]) -> None:
        """报告里已经没有了的控件：数变了的说一句，正文里也许还写着；说过的不再说。"""
        there = {placed.number for placed in everything}
        # 挪了地方（剪切、粘贴）的编号是新的，数还在。
        keys = Counter(placed.control.key for placed in everything if placed.control is not None)
        keys.subtract(then.key for then in self._memory.controls.values())
        adopted = {
            placed.control.key for placed in everything
            if placed.control is not None and placed.number in self._controls
        }  # fmt: skip
        for number, then in self._memory.controls.items():
            if number in there or number not in self._controls:
                continue
            if keys[then.key] >= 0:
                if then.key in adopted:
                    del self._controls[number]
                continue
            now = self._now.find(then.key, then.text)
            if not isinstance(now, str) and printed(now) != then.text:
                self._controls[number] = replace(then, text=printed(now))
                why = "报告里已经没有这个数的控件（删去了，或者改成了普通的字），没有改"
                left = Left(_cells(now), now.title, then.text, printed(now), why)
                self.tally.removed[left] = None

    # ---- 表格 ----

    def _draw_tables(self) -> list[tuple[Table, etree._Element | None]]:
        """没有人动过、行或字变了的重画；返回各张写出时的样子，和还没有人动过的那一张。"""
        there: dict[Table, list[etree._Element]] = {}
        current = tables.body_tables(self._trees[MAIN])
        for table in current:
            there.setdefault(tables.told(table), []).append(table)
        fresh = tables.by_head(self._made.trees[MAIN]) if self._same else {}
        result: list[tuple[Table, etree._Element | None]] = []
        for then in self._memory.tables:
            mine = there.get(then, [])
            element = mine.pop(0) if mine else None
            new = fresh.get(then.head)
            if new is not None and new[0].words != then.words:
                if element is not None:
                    element = self._redraw(element, new[1])
                else:
                    self._say_rows(new[1], current)
            result.append((then, element))
        return result

    def _redraw(self, old: etree._Element, fresh: etree._Element) -> etree._Element:
        first = max(self._used_numbers(), default=0) + 1
        for placed in Controls(self._memory).find(old):
            if placed.control is not None:
                self._controls.pop(placed.number, None)
                now = self._now.find(placed.control.key, placed.control.text)
                if not isinstance(now, str) and printed(now) != placed.text:
                    change = Change(_cells(now), now.title, placed.text, printed(now))
                    self.tally.changed[change] = None
        place = old.getparent()
        at = -1 if place is None else place.index(old)
        for then, number in tables.redraw(old, fresh, first, self._memory.stamp).items():
            if then in self._fresh:
                self._controls[number] = self._fresh[then]
        self._touched.add(MAIN)
        made = old if place is None else place[at]
        self.tally.redrawn.append(next(tables.rows(made), ""))
        return made

    def _used_numbers(self) -> Iterator[int]:
        yield from self._controls
        for root in self._trees.values():
            for number in root.iterfind(f".//{_W}sdtPr/{_W}id"):
                yield code_of(number.get(f"{_W}val", ""))

    def _say_rows(self, fresh: etree._Element, current: Sequence[etree._Element]) -> None:
        """有人动过的表格不重画：照现在的表该有、报告里没有的行说出来。"""
        there = {row for table in current for row in tables.rows(table)}
        every = zip(tables.rows(fresh), fresh.iterchildren(f"{_W}tr"), strict=True)
        missing = [tables.said(row) for text, row in every if text not in there]
        if missing:
            titles = next(tables.rows(fresh), "").split("｜")[:4]
            head = "、".join(title for title in titles if title)
            shown = "；".join(f"“{row}”" for row in missing[:_SHOWN])
            more = f"等 {len(missing)} 行" if len(missing) > _SHOWN else ""
            self.tally.notes.append(
                f"标题行是“{head}…”的表格有人动过（LibreOffice 另存的也算），没有重画，只改了数；"
                f"照现在的表要写成这样的行：{shown}{more}"
            )

    def _told(self, then: Table, element: etree._Element | None) -> Table:
        """没有人动过的表格，更新以后的样子；动过的，写出时的样子留着。"""
        return then if element is None else tables.told(element)

    # ---- 话 ----

    def _said(self) -> str:
        """还有话没有改的，它们仍是照原来的表写的：以后核对、再更新，还说得出。"""
        return self._memory.worded if self.tally.words else ""

    def _say_words(
        self, numbers: frozenset[etree._Element], made: Iterable[etree._Element]
    ) -> None:
        """没有人动过的表格（`made`）不看：行、字变了的已经重画。"""
        text = text_of(self._trees, numbers, frozenset(made))
        fresh = fresh_text(self._made) if self._same else words.Text("")
        names = self._made.context.names
        self.tally.words += words.changes(self._memory.words, names, text, fresh)


def fresh_text(made: Composed) -> words.Text:
    """新写的一份的字，不要表格里的。"""
    every = frozenset(sdt for root in made.trees.values() for sdt in root.iter(f"{_W}sdt"))
    return text_of(made.trees, every, frozenset(tables.body_tables(made.trees[MAIN])))


def text_of(
    trees: Mapping[str, etree._Element], numbers: frozenset[etree._Element],
    apart: frozenset[etree._Element],
) -> words.Text:  # fmt: skip
    """各段的字；在 `apart` 这几张表格里的不要。"""
    paragraphs = [
        paragraph for root in trees.values() for paragraph in root.iter(f"{_W}p")
        if apart.isdisjoint(paragraph.iterancestors(f"{_W}tbl"))
    ]  # fmt: skip
    text = "\n".join(masked(paragraph, numbers) for paragraph in paragraphs)
    shown = (figure for paragraph in paragraphs for figure in figures(paragraph, numbers))
    return words.Text(text, shown)


_SHOWN = 5  # 再多的只说有几行
_COPIED = "是复制来的，又改过字，认不出是哪一个数，没有改"
_ANONYMOUS = (
    "LibreOffice 另存时丢了它的出处，书签也没有了（多半是从别处抄来的），认不出是哪一个数，没有改"
)


def _cells(figure: Figure) -> str:
    return "、".join(figure.cells)


def _value(element: etree._Element, name: str) -> str:
    setting = element.find(f"{_W}sdtPr/{_W}{name}")
    return "" if setting is None else setting.get(f"{_W}val", "")
