"""R01 合计之四：报告里表格的合计、小计行和合计列；R07 表里写了目标与完成的行。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity, parse_target
from perfxl.cells.quantity import Target, decimal, fold, plain, same_unit
from perfxl.proof.model import Finding, Table, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip, turned
from perfxl.proof.text.noted import noted

_TOTAL = later(
    r"^(?:合计|总计|共计|总合计|累计合计|总分|小计|[两三四五]年(?:合计|累计)?)(?:数|金额)?$"
)
_SUB = later(r"小计$")
_PART = later(r"^其中|^其:")
_NUMBER = later(r"-?\d[\d,]*(?:\.\d+)?%?")
_NO_SUM = later(
    r"率|%|占比|比例|序号|单价|标准|编号|(?<![当本全上下])年(?![末初])|目标|指标|均|每|(?:吨|头|人|户|亩|件)水?(?:支出|成本|费)"
)
_SCORE = later("分值|得分|权重")  # 预算执行率的 10分不在各行里：别的列对得上的才看
_NUMBERED = (later("[一二三四五六七八九十]+、"), later(r"[(][一二三四五六七八九十]+[)]"))
_MANY = 8  # 一行至多有这么多分项
_LOOSE = (Decimal("0.8"), Decimal("1.25"))

Row = dict[int, tuple[Decimal, TableCell]]


def tables(reading: Reading) -> Iterator[Finding]:
    """逐个表格核对合计和目标。"""
    for table in reading.report.tables:
        yield from _columns(table)
        yield from _targets(table)


@noted
def number_in(cell: TableCell) -> Decimal | None:
    """一格里的数；百分数只要数字。"""
    text = cell.folded
    return decimal(text.rstrip("%")) if _NUMBER.fullmatch(text) else None


def _label(row: tuple[TableCell, ...]) -> str:
    """一行的名称：前几格里第一个不是数的。"""
    for cell in row[:3]:
        text = cell.folded
        if text and not regex(r"[\d.]+|[一二三四五六七八九十]+、?").fullmatch(text):
            return text
    return ""


def _numbers(row: tuple[TableCell, ...]) -> Row:
    return {cell.column: (value, cell) for cell in row if (value := number_in(cell)) is not None}


@noted
def numbers_in(table: Table) -> tuple[Row, ...]:
    """各行里的数，一行一份。"""
    return tuple(map(_numbers, table.rows))


def _head(table: Table, column: int) -> str:
    """一列的名称：前两行里这一列的字。"""
    said = [
        cell.folded
        for row in table.rows[:2]
        for cell in row
        if cell.column == column and number_in(cell) is None
    ]
    return "".join(said)


def _columns(table: Table) -> Iterator[Finding]:
    """合计行：等于上面（或下面）各行之和。"""
    labels = [_label(row) for row in table.rows]
    subs = sum(_SUB.search(name) is not None for name in labels)
    for place, name in enumerate(labels):
        if not _TOTAL.match(name) or (_SUB.search(name) and subs > 1):
            continue
        above = place > 2 or place == len(labels) - 1
        others = slice(0, place) if above else slice(place + 1, None)
        tries = []
        for column, (total, cell) in numbers_in(table)[place].items():
            if _NO_SUM.search(_head(table, column)) or "%" in cell.text:
                continue
            parts = [
                (numbers[column][0], label)
                for numbers, label in zip(numbers_in(table)[others], labels[others], strict=True)
                if column in numbers
            ]
            if {value for value, _ in parts} == {total}:
                continue  # 各行都是 300天，合计也写 300：不是相加的
            if len(parts) > 1:
                tries.append((total, cell, _candidates(parts)))
        matched = sum(total in sums for total, _, sums in tries)
        for total, cell, sums in tries:
            if total in sums or not sums:
                continue
            nearest = min(sums, key=lambda amount: abs(amount - total))
            if _is_wrong(table, cell, total, nearest, matched=bool(matched)):
                rows = zip(numbers_in(table)[others], labels[others], strict=True)
                slip = _slipped_row(rows, cell.column, total - nearest)
                yield _total_finding(cell, total, nearest, "各行", slip)


def _is_wrong(
    table: Table, cell: TableCell, total: Decimal, nearest: Decimal, *, matched: bool
) -> bool:
    """合计不等于各行之和，是写错了：别的列对得上，或者差得不多。

    分值、得分要别的列对得上；总分值印的是规定的满分，有“不适用”的可以换算，这两样还要差得像一处笔误。
    """
    head = _head(table, cell.column)
    if not _SCORE.search(head):
        return matched or _close(total, nearest)
    scaled = any("不适用" in each.text for row in table.rows for each in row)
    if "得分" in head and not scaled:
        return matched
    return matched and (one_slip(plain(total), plain(nearest)) or abs(total - nearest) < 1)


def _candidates(parts: list[tuple[Decimal, str]]) -> set[Decimal]:
    """各行怎样相加都算：全部、不计其中、只计小计、不计小计、只计一级编号、不计上一行的分项。"""
    whole = sum((value for value, _ in parts), Decimal(0))
    plain_rows = sum((value for value, name in parts if not _PART.match(name)), Decimal(0))
    subs = [value for value, name in parts if _SUB.search(name)]
    sums = {whole, plain_rows}
    if subs:
        sums |= {sum(subs, Decimal(0)), whole - sum(subs, Decimal(0))}
    for style in _NUMBERED:
        numbered = [value for value, name in parts if style.match(name)]
        if len(numbered) > 1:
            sums.add(sum(numbered, Decimal(0)))
    sums.add(_without_details([value for value, _ in parts]))
    return sums - {Decimal(0)}


def _without_details(values: Sequence[Decimal]) -> Decimal:
    """紧跟着的几行恰好加成这一行的，是它的分项，不再加。"""
    added, place = Decimal(0), 0
    while place < len(values):
        below = values[place + 1 : place + 1 + _MANY]
        sums = accumulate(below)
        details = next((number for number, made in enumerate(sums, 1) if made == values[place]), 0)
        added += values[place]
        place += 1 + (details if details > 1 else 0)
    return added


def _close(total: Decimal, due: Decimal) -> bool:
    if total <= 0 or due <= 0:
        return False
    return one_slip(plain(total), plain(due)) or _LOOSE[0] <= divide(due, total) <= _LOOSE[1]


def _slipped_row(rows: Iterable[tuple[Row, str]], column: int, gap: Decimal) -> str:
    """合计没有写错的，是哪一行：改一处数字就加得起来、只有一行是这样的才说。"""
    said = [
        f"；若合计不错，“{name}”一行的 {plain(value)} 像是 {plain(value + gap)} 的笔误"
        for numbers, name in rows if column in numbers and name
        for value in [numbers[column][0]]
        if value + gap > 0
        and (one_slip(plain(value), plain(value + gap)) or turned(plain(value), plain(value + gap)))
    ]  # fmt: skip
    return said[0] if len(said) == 1 else ""


def _total_finding(
    cell: TableCell, total: Decimal, due: Decimal, what: str, slip: str = ""
) -> Finding:
    paragraph = next(one for one in cell.paragraphs if one.text.strip())
    gap = plain(abs(due - total))
    message = f"合计写 {plain(total)}，{what}加起来是 {plain(due)}，差 {gap}{slip}"
    return Finding("R01", paragraph, 0, len(paragraph.text), message, expected=plain(due))


_TARGET_HEAD = later(r"指标值|目标值|年度目标|计划(?:值|数)|预期值")
_ACTUAL_HEAD = later(r"完成值|实际(?:完成)?(?:值|数|情况)?$|完成情况|实际完成")
_SAID_DONE = later(r"^(?:是|√|已?完成|达标|达成|已达标|超额完成|全部完成)$")
_DONE_HEAD = later(r"是否(?!核心|重点|属于|为|纳入)|达标|完成与否|完成情况|结论|评价")


def _targets(table: Table) -> Iterator[Finding]:
    """表里一行写了目标、完成和“完成”：没有达到目标的不能说完成。"""
    heads = {
        cell.column: cell.folded
        for row in (table.rows[1::-1] if _is_head(table) else table.rows[:2])
        for cell in row
    }
    target_at = next((key for key, head in heads.items() if _TARGET_HEAD.search(head)), None)
    actual_at = next(
        (key for key, head in heads.items() if key != target_at and _ACTUAL_HEAD.search(head)), None
    )
    if target_at is None or actual_at is None:
        return
    for row in table.rows[1:]:
        cells = {cell.column: cell for cell in row}
        if target_at not in cells or actual_at not in cells:
            continue
        said = next(
            (cell for key, cell in cells.items()
             if key not in {target_at, actual_at} and _SAID_DONE.match(cell.folded)
             and _DONE_HEAD.search(heads.get(key, ""))), None,
        )  # fmt: skip
        if said is None:
            continue
        target = parse_target(cells[target_at].text)
        actual = parse_quantity(cells[actual_at].text)
        value = same_unit(actual, target)
        if value is None or not missed(target, value):
            continue
        paragraph = next(one for one in said.paragraphs if one.text.strip())
        message = (
            f"“{_label(row)}”指标值 {target.shown}、完成值 {actual.shown}，没有达到，"
            f"却写“{fold(said.text)}”"
        )
        yield Finding("R07", paragraph, 0, len(paragraph.text), message, expected="未完成")


def _is_head(table: Table) -> bool:
    """头一行就是表头：写着指标值、完成值，第二行已经是数。"""
    said = "".join(cell.folded for cell in table.rows[0]) if table.rows else ""
    return _TARGET_HEAD.search(said) is not None and _ACTUAL_HEAD.search(said) is not None


def missed(target: Target, value: Decimal) -> bool:
    """完成值没有达到指标值。没有写方向的当作不少于。"""
    if target.low is not None:
        return value < target.low
    if target.value is None:
        return False
    if target.op in {"<=", "<"}:
        return value > target.value
    return value < target.value
