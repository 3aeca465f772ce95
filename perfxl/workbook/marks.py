"""标记：可以整个去掉的条件格式，不碰格子原有的样式。

认得出哪些是我们的，靠那个永远成立的公式；Excel、WPS 保存后公式照旧。规则的优先次序：我们的
排在最前（1、2…），表里原有的依次后移，去掉标记时再移回来，工作表就回到原来的字节。
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfxl.cells.grid import column_letters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from perfxl.cells.grid import MarkLevel
    from perfxl.workbook.splice import Document, Element

FORMULA = '"perfxl"="perfxl"'
# 没有这几个字节的工作表里一定没有我们的标记，不必细看。
TRACE = b"perfxl"
LEVELS: tuple[MarkLevel, ...] = ("error", "verify", "warning", "info")
# 区域清单过长时 Excel 打不开文件（上限约八千字符），分成几条规则。
_LONGEST = 8000

# CT_Worksheet 规定的次序；放错位置是最常见的“文件已损坏”。
SHEET_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
)  # fmt: skip

Places = set[tuple[int, int]]
Run = tuple[tuple[int, int], tuple[int, int]]


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
        f' priority="{priority}"><formula>{FORMULA}</formula></cfRule></conditionalFormatting>'
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
    return formula is not None and document.content(formula).strip() == FORMULA


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


def ranges(places: Places) -> list[str]:
    """散格并成区域：先把同列相连的并成段，再把起止相同的邻列并成块。"""
    runs: dict[tuple[int, int], list[int]] = {}
    for column in sorted({column for _, column in places}):
        for first, last in _runs(row for row, col in places if col == column):
            runs.setdefault((first, last), []).append(column)
    blocks = sorted(
        (rows[0], columns[0], rows[1], columns[1])
        for rows, found in runs.items()
        for columns in _runs(found)
    )
    return [
        reference(first_row, first_column)
        if (first_row, first_column) == (last_row, last_column)
        else f"{reference(first_row, first_column)}:{reference(last_row, last_column)}"
        for first_row, first_column, last_row, last_column in blocks
    ]


def column_runs(places: Iterable[tuple[int, int]]) -> Iterator[Run]:
    """上下相连的格并成（首，末）。"""
    columns: dict[int, list[int]] = {}
    for row, column in places:
        columns.setdefault(column, []).append(row)
    for column, rows in columns.items():
        yield from (((first, column), (last, column)) for first, last in _runs(rows))


def reference(row: int, column: int) -> str:
    """`G14`。"""
    return f"{column_letters(column)}{row}"


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """相连的数并成（首，末）。"""
    first = last = None
    for number in sorted(numbers):
        if last is not None and first is not None and number == last + 1:
            last = number
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = number
    if first is not None and last is not None:
        yield first, last


def chunks(areas: list[str], longest: int, gap: str = " ") -> Iterator[str]:
    """区域清单连成几段，每段不超过 `longest` 个字符。"""
    chunk = ""
    for area in areas:
        if chunk and len(chunk) + 1 + len(area) > longest:
            yield chunk
            chunk = area
        else:
            chunk = f"{chunk}{gap}{area}" if chunk else area
    if chunk:
        yield chunk
