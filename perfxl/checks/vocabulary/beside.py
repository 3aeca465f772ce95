"""两份表的指标怎么对：名称相同的是同一条；改了几个字的，也认得出是哪一条改的。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.cells.quantity import Target, bare, fold, same_unit
from perfxl.filing.beside import Beside
from perfxl.filing.model import Filing, Indicator

_EXECUTION = ("预算执行率", "资金执行率", "预算执行")


@dataclass(frozen=True, slots=True)
class Pairs:
    """对上的（本表的、那一份的），那一份有而本表没有的，本表有而那一份没有的。"""

    both: tuple[tuple[Indicator, Indicator], ...]
    dropped: tuple[Indicator, ...]
    added: tuple[Indicator, ...]


def pairs(beside: Beside) -> Pairs:
    """没有对上项目、有一份一条指标也没有的，什么都不比。"""
    other = beside.other
    if other is None or not beside.filing.indicators or not other.indicators:
        return Pairs((), (), ())
    mine, theirs = _rows(beside.filing), _rows(other)
    both: list[tuple[Indicator, Indicator]] = []
    for test in (_same_path, _same_name, _renamed):
        for indicator in list(mine):
            same = next((row for row in theirs if test(indicator, row)), None)
            if same is not None:
                both.append((indicator, same))
                mine.remove(indicator)
                theirs.remove(same)
    both.sort(key=lambda pair: pair[0].name.cell.row)
    return Pairs(tuple(both), tuple(theirs), tuple(mine))


def _rows(filing: Filing) -> list[Indicator]:
    """预算执行率写成一条的，不算目标。"""
    rows = (indicator for indicator in filing.indicators if indicator.name.value)
    return [row for row in rows if not fold(row.name.value).startswith(_EXECUTION)]


def _same_path(indicator: Indicator, other: Indicator) -> bool:
    return _same_name(indicator, other) and indicator.level2_name == other.level2_name


def _same_name(indicator: Indicator, other: Indicator) -> bool:
    return bare(indicator.name.value) == bare(other.name.value)


def _renamed(indicator: Indicator, other: Indicator) -> bool:
    """同一个二级指标下，名称有六成的字相同。"""
    if indicator.level2_name != other.level2_name:
        return False
    from difflib import get_close_matches  # noqa: PLC0415  # 用得着时才装载

    mine, theirs = bare(indicator.name.value), bare(other.name.value)
    return bool(get_close_matches(mine, [theirs], 1))


def same_target(mine: Target, theirs: Target) -> bool:
    """说的是同一个目标：单位写法、方向没有写的不算不同。"""
    written = {bare(mine.raw), bare(mine.shown)}  # ≤12月，与拆成 ≤、12、月 三格的
    if not written.isdisjoint({bare(theirs.raw), bare(theirs.shown)}):
        return not (mine.op and theirs.op) or mine.op == theirs.op
    if mine.op and theirs.op and mine.op != theirs.op:
        return False
    if mine.day is not None and theirs.day is not None:
        return mine.day == theirs.day
    ends = [(mine.value, theirs.value), (mine.low, theirs.low), (mine.high, theirs.high)]
    if all(my_end is None and their_end is None for my_end, their_end in ends):
        return False  # 都是文字，字又不同
    return all(_same_value(mine, my_end, theirs, their_end) for my_end, their_end in ends)


def _same_value(
    mine: Target, my_end: Decimal | None, theirs: Target, their_end: Decimal | None
) -> bool:
    if my_end is None or their_end is None:
        return my_end is their_end
    return same_unit(replace(mine, value=my_end), replace(theirs, value=their_end)) == their_end


def change_of(mine: Target, theirs: Target, *, is_cost: bool) -> str:
    """怎么改的：`方向改了`，`调低了`、`放宽了`、`调高了`、`收紧了`；比不出来的为空。"""
    if mine.op and theirs.op and mine.op != theirs.op:
        return "方向改了"
    old, new = theirs.value, None if mine.value is None else same_unit(mine, theirs)
    if old is None or new is None or old == new:
        return ""
    op = mine.op or theirs.op
    if op in {"<=", "<"} or (op is None and is_cost):
        return "放宽了" if new > old else "收紧了"
    return "调低了" if new < old else "调高了"


def first_difference(mine: str, theirs: str, width: int = 12) -> tuple[str, str]:
    """两段话从哪里起不同：各引几个字。"""
    from difflib import SequenceMatcher  # noqa: PLC0415  # 用得着时才装载

    for kind, first, last, begin, end in SequenceMatcher(None, mine, theirs).get_opcodes():
        if kind != "equal":
            start, other = max(0, first - 4), max(0, begin - 4)
            new, old = mine[start : max(last, first + 4)], theirs[other : max(end, begin + 4)]
            return new[:width], old[:width]
    return "", ""


def nearest_row(filing: Filing, gone: Indicator) -> Indicator | None:
    """没有了的那条原来该在哪里：同一个二级、同一个一级的第一行。"""
    tests: tuple[Callable[[Indicator], bool], ...] = (
        lambda indicator: indicator.level2_name == gone.level2_name,
        lambda indicator: indicator.level1_name == gone.level1_name,
    )
    rows: Sequence[Indicator] = filing.indicators
    return next((row for test in tests for row in rows if test(row)), None)
