"""R06 perfxl 写的报告：每个数都记着出自哪一格，与那一格现在的比；表格的行、程序写的话也比。

表改过、报告没有跟着更新的，和报告里手改过的，在这里说；只换了一种写法的不算不同。
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from perfxl.cells.quantity import fold
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.rewritten import same_meaning
from perfxl.proof.text.docx import pieces
from perfxl.proof.text.numbering import W

if TYPE_CHECKING:
    from lxml import etree

    from perfxl.report.refresh.compare import Held
    from perfxl.report.refresh.rows import Row
    from perfxl.report.refresh.words import Change

_REFRESH = "用 perfxl report 自评表 --refresh 报告 更新报告；表改错了的，改表"
_BY_HAND = "报告里这个数手改过（写出时是“{then}”）；以表为准的改回来，报告对的改表"
_REWRITE = "照现在的表改报告（没有改过的报告，重新生成一份就是）；表改错了的，改表"
# 这几样照抄自表里，表没有动过的就不会不同；别的话是程序写的，换了一版程序写法也会不同。
_SHORT = frozenset({
    "项目名称", "主管部门", "中央主管部门", "实施单位", "填报人", "填报日期", "等级",
})  # fmt: skip
_COPIED = _SHORT | {"目标与完成", "预期目标", "实际完成情况"}
_ELSEWHERE = frozenset({"报告标题", "年度"})  # 名称、年度另外说
_SHOWN = 60


@dataclass(frozen=True)
class Place:
    """控件在报告的哪一处；`end` 连同写在控件后面的单位。"""

    paragraph: Paragraph
    start: int
    end: int
    unit: str  # 控件后面的单位

    def holds(self, figure: Figure) -> bool:
        return (
            figure.paragraph.number == self.paragraph.number
            and figure.start < self.end
            and self.start < figure.end
        )


@dataclass(frozen=True)
class Written:
    """perfxl 写的报告比完的：结论，和各个控件对不对。"""

    findings: tuple[Finding, ...] = ()
    _verdicts: Mapping[int, tuple[tuple[Place, bool], ...]] = field(default_factory=dict)
    trees: Mapping[str, etree._Element] = field(default_factory=dict)  # 照现在的表新写的一份

    def agrees(self, figure: Figure) -> bool | None:
        """这个数在控件里的，与它的格一样不一样；不在控件里的为 None。"""
        every = self._verdicts.get(figure.paragraph.number, ())
        return next((fine for place, fine in every if place.holds(figure)), None)

    def covers(self, finding: Finding) -> bool:
        """这几个字已经说过：照现在的表不是这样写的。"""
        return any(
            one.paragraph.number == finding.paragraph.number
            and one.start < finding.end
            and finding.start < one.end
            for one in self.findings
        )

    @cached_property
    def ends(self) -> frozenset[tuple[int, int]]:
        """比过的各处（段、末尾）：不同的说了，相同的没有错，与表对照不必再猜。"""
        return frozenset(
            (number, end)
            for number, every in self._verdicts.items()
            for place, _ in every
            for end in (place.end, place.end - len(place.unit))
        )

    @cached_property
    def wrong(self) -> frozenset[tuple[int, int]]:
        """其中与表不同的：前后不一致之类也不再说。"""
        return frozenset(
            (number, end)
            for number, every in self._verdicts.items()
            for place, fine in every
            if not fine
            for end in (place.end, place.end - len(place.unit))
        )


def written(reading: Reading) -> Written:
    """不是 perfxl 写的、不是这几份自评表的，什么也没有。"""
    source = reading.report.source
    if source is None or not reading.assessments:
        return Written()
    from perfxl.report.refresh.compare import compared, memory_of  # noqa: PLC0415  # 有记着的才装载写报告的库

    memory = memory_of(source.items)
    found = None if memory is None else compared(memory, source.trees, reading.assessments)
    if found is None:
        return Written()
    work = _Work(reading, renewed=found.renewed)
    work.numbers(found.held)
    for row in found.rows:
        work.row(row)
    for change in found.words:
        work.words(change)
    for one in found.held:
        if not one.due:
            work.lost(one)
    return Written(
        tuple(work.findings),
        {number: tuple(every) for number, every in work.verdicts.items()},
        found.trees,
    )


class _Work:
    """一份报告的结论，逐样添。"""

    def __init__(self, reading: Reading, *, renewed: bool) -> None:
        self._reading, self._renewed = reading, renewed
        source = reading.report.source
        elements = () if source is None else source.elements
        self._paragraphs = dict(zip(elements, reading.report.paragraphs, strict=True))
        self.findings: list[Finding] = []
        self.verdicts: dict[int, list[tuple[Place, bool]]] = defaultdict(list)
        self._told: set[int] = set()  # 说过行、话的段

    # ---- 一个数 ----

    def numbers(self, held: tuple[Held, ...]) -> None:
        """同一个数在几处同样不对的，说一处，说有几处。"""
        alike: dict[tuple[str, str, str], list[tuple[Held, Place]]] = defaultdict(list)
        for one in held:
            place = self._place(one.element)
            if place is None or not one.due:
                continue
            by_hand = one.said != one.then
            fine = same_meaning(one.said, one.due, by_hand=by_hand, year=self._reading.year)
            self.verdicts[place.paragraph.number].append((place, fine))
            if not fine:
                alike[one.name, one.said, one.due].append((one, place))
        for every in alike.values():
            self.findings.append(_number(every))

    def _place(self, element: etree._Element) -> Place | None:
        """控件在第几段、从第几个字到第几个字；读报告时不读的地方（旧画法的文本框）为 None。"""
        box = next(element.iterancestors(f"{W}p"), None)
        paragraph = None if box is None else self._paragraphs.get(box)
        if box is None or paragraph is None:
            return None
        inside = set(element.iter())
        start = end = -1
        offset = 0
        for piece, text in pieces(box):
            if piece in inside:
                start = offset if start < 0 else start
                end = offset + len(text)
            offset += len(text)
        if start < 0:
            return None
        last = self._whole_end(paragraph, start, end)
        return Place(paragraph, start, last, paragraph.text[end:last])

    def _whole_end(self, paragraph: Paragraph, start: int, end: int) -> int:
        """控件里只有数、单位写在后面的，到单位为止。"""
        figures = self._reading.in_paragraph(paragraph)
        return max([end, *(one.end for one in figures if start <= one.start < end < one.end)])

    # ---- 行、话 ----

    def row(self, row: Row) -> None:
        paragraph = self._paragraphs.get(row.paragraph)
        if paragraph is None:
            return
        said, due = _short(row.said), _short(row.due)
        if row.whole and due:
            message = f"自评表里有“{due}”一行，报告里没有"
        elif row.whole:
            message = f"报告的这张表格里有“{said}”一行，自评表里没有"
        else:
            told = f"报告写“{said}”" if said else "报告的这一格空着"
            now = f"是“{due}”{self._cell_of(row.due)}" if due else "里这一格是空的"
            message = f"{told}，自评表{now}"
        self._told.add(paragraph.number)
        self._say(paragraph, 0, len(paragraph.text), message, _REFRESH, row.due)

    def words(self, change: Change) -> None:
        """报告里还写着的一句，照现在的表不是这样的。"""
        old, new = "".join(change.old), "".join(change.new)
        copied = change.name in _COPIED or change.name.startswith("正文")
        if change.name in _ELSEWHERE or not (copied or self._renewed):
            return
        if change.is_renumbered:
            return
        pattern = re.escape(change.old[0]) if old else ""
        if change.name == "等级" and "等" not in old:
            pattern = f"等[级次][为是：:“ ]{{0,3}}{pattern}"  # 只有一个字，别处也会有
        place = self._find(pattern)
        if place is None:
            return
        paragraph, start, end = place
        if not old:
            message = f"照现在的表，“{change.name}”里要添“{_short(new)}”，报告里没有"
        elif not new:
            message = f"报告写“{_short(old)}”，照现在的表没有这句了"
        else:
            said = "自评表是" if copied else "照现在的表是"
            called = change.name if change.name in _SHORT and "等" not in old else ""
            message = f"报告写{called}“{_short(old)}”，{said}“{_short(new)}”{self._cell_of(new)}"
        self._told.add(paragraph.number)
        self._say(paragraph, start, end, message, _REWRITE, new)

    def lost(self, one: Held) -> None:
        """表里没有了的数：整行、整句已经说过的不再说，一段说一次。"""
        place = self._place(one.element)
        if place is None or place.paragraph.number in self._told or self._in_told_row(place):
            return
        self._told.add(place.paragraph.number)
        message = f"报告写 {one.said}，{one.why}"
        self._say(place.paragraph, place.start, place.end, message, _REWRITE, "")

    def _in_told_row(self, place: Place) -> bool:
        """这一行的另一格已经说了。"""
        number = place.paragraph.number
        return any(
            number in mine and mine & self._told
            for table in self._reading.report.tables
            for row in table.rows
            if (mine := {one.number for cell in row for one in cell.paragraphs})
        )

    def _find(self, pattern: str) -> tuple[Paragraph, int, int] | None:
        """一句写在哪里；没有句子的、找不到的，放在报告的头一段。"""
        prose = [one for one in self._reading.report.paragraphs if one.text.strip()]
        for paragraph in prose if pattern else ():
            text = paragraph.text
            match = re.search(pattern, text.replace("\n", ""))
            if match is not None:  # 标题分几行写的，行末也占一个位置
                start = match.start() + text[: match.start() + 1].count("\n")
                return paragraph, start, match.end() + text[: match.end() + 1].count("\n")
        return (prose[0], 0, len(prose[0].text)) if prose else None

    def _cell_of(self, text: str) -> str:
        """表里写着这几个字的格，只有一格时才说。"""
        (assessment, *more) = self._reading.assessments
        filing = assessment.filing
        header = (filing.name, filing.unit, filing.authority, filing.goal, filing.achievement)
        fields = [one for one in header if one is not None]
        for row in filing.indicators:
            fields += [row.name, row.level1, row.level2]
            fields += [row.reason] if row.reason is not None else []
        cells = {one.cell.address for one in fields if text and fold(one.value) == fold(text)}
        return f"（{cells.pop()}）" if len(cells) == 1 and not more else ""

    def _say(
        self, paragraph: Paragraph, start: int, end: int, message: str, fix: str, due: str
    ) -> None:
        self.findings.append(Finding("R06", paragraph, start, end, message, expected=due, fix=fix))


def _number(every: list[tuple[Held, Place]]) -> Finding:
    one, place = every[0]
    said, due = f"{one.said}{place.unit}", f"{one.due}{place.unit}"
    if place.unit and one.due.endswith(place.unit):
        due = one.due
    where = "、".join(one.cells)
    if len(one.cells) == 1:
        message = f"报告写 {said}，自评表“{one.name}”是 {due}（{where}）"
    else:
        message = f"报告写 {said}，照自评表算“{one.name}”是 {due}（算自 {_few(one.cells)}）"
    if len(every) > 1:
        message += f"，全文有 {len(every)} 处"
    fix = _REFRESH if one.said == one.then else _BY_HAND.format(then=one.then)
    cells = tuple(cell for cell in one.cells if "!" in cell)
    return Finding(
        "R06", place.paragraph, place.start, place.end, message, expected=due, fix=fix, cells=cells
    )


def _few(cells: tuple[str, ...]) -> str:
    return "、".join(cells) if len(cells) <= 3 else f"{cells[0]} 等 {len(cells)} 格"  # 三格还列得下


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
