"""标记：可以整个去掉的条件格式，不碰格子原有的样式。

认得出哪些是我们的，靠那个永远成立的公式；Excel、WPS 保存后公式照旧。规则的优先次序：我们的
排在最前（1、2…），表里原有的依次后移，去掉标记时再移回来，工作表就回到原来的字节。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.cells.areas import Places, chunks, ranges
from perfxl.ours.looks import LEVELS
from perfxl.ours.signs import MARK_FORMULA

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from perfxl.cells.edits import MarkLevel
    from perfxl.workbook.splice import Document, Element

# 没有这几个字节的工作表里一定没有我们的标记，不必细看。
TRACE = b"perfxl"
# 区域清单过长时 Excel 打不开文件（上限约八千字符），分成几条规则。
_LONGEST = 8000

# CT_Worksheet 规定的次序；放错位置是最常见的“文件已损坏”。
SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip


def set_marks(
    document: Document, marks: Mapping[MarkLevel, Places], fill: Callable[[MarkLevel], int]
) -> None:
    """去掉一张表里我们旧有的标记，写上新的。`fill` 给出各级别的差异样式（dxf）编号。"""
    document.need("sheetData")
    ours, others = _rules(document)
    blocks = [
        (level, area)
        for level in LEVELS
        for area in chunks(ranges(marks.get(level, set())), _LONGEST)
    ]
    _shift(document, ours, others, len(blocks))
    _remove(document, {rule for rule, _ in ours})
    snippet = "".join(
        f'<conditionalFormatting sqref="{area}"><cfRule type="expression" dxfId="{fill(level)}"'
        f' priority="{priority}"><formula>{MARK_FORMULA}</formula></cfRule></conditionalFormatting>'
        for priority, (level, area) in enumerate(blocks, 1)
    )
    if snippet:
        place = document.slot(SHEET_ORDER, "conditionalFormatting")
        document.replace(place, place, document.xml(snippet))


Rule = tuple["Element", int]


def _rules(document: Document) -> tuple[list[Rule], list[Rule]]:
    """我们的规则和别人的规则，各带优先次序。扩展里的（x14）也占次序。"""
    ours: list[Rule] = []
    others: list[Rule] = []
    for block in document.children(document.root):
        if block.name not in {"conditionalFormatting", "extLst"}:
            continue
        for rule in document.descendants(block, "cfRule"):
            priority = document.attributes(rule).get("priority", "")
            if _is_ours(document, rule):
                ours.append((rule, int(priority or 0)))
            elif priority.lstrip("-").isdecimal():
                others.append((rule, int(priority)))
    return ours, others


def _is_ours(document: Document, rule: Element) -> bool:
    formula = document.child(rule, "formula")
    return formula is not None and document.content(formula).strip() == MARK_FORMULA


def _shift(document: Document, ours: list[Rule], others: list[Rule], count: int) -> None:
    """别人的规则先移回没有我们时的位置，再整体让出 `count` 位。"""
    if not others:
        return
    first = min(priority for _, priority in others)
    on_top = {priority for _, priority in ours} == set(range(1, len(ours) + 1))
    back = len(ours) if on_top and first > len(ours) else 0
    # 个别程序从 0 写起，Excel 要求从 1 起；只在要让位时顺手扶正。
    forth = count + max(0, 1 - (first - back)) if count else 0
    if back != forth:
        for rule, priority in others:
            document.set_attributes(rule, {"priority": str(priority - back + forth)})


def _remove(document: Document, ours: set[Element]) -> None:
    """去掉我们的规则；一个块里只剩我们的，就连块一起去掉。"""
    for block in document.children(document.root):
        if block.name != "conditionalFormatting":
            continue
        rules = [child for child in document.children(block) if child.name == "cfRule"]
        mine = [rule for rule in rules if rule in ours]
        for element in [block] if mine and len(mine) == len(rules) else mine:
            document.remove(element)
