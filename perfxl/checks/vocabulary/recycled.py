"""去年的表只改了年度：完成值、执行数、文字几乎一样。每年本来就一样的数（100%、0、“达成”）不作数。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.grid import Cell
from perfxl.cells.quantity import bare, same_unit
from perfxl.checks.vocabulary.beside import pairs
from perfxl.checks.vocabulary.fund_lines import title_of
from perfxl.filing.amounts import amount
from perfxl.filing.beside import Beside
from perfxl.filing.model import Filing, Indicator

_FEWEST = 4  # 能比的完成值少于这么多的，碰巧一样说不上照抄
_NEARLY = Decimal("0.9")
_USUAL = frozenset({Decimal(0), Decimal(1), Decimal(100)})


def recycled(beside: Beside) -> tuple[list[Cell], int]:
    """一样的完成值各格，能比的有几条；不像是照抄的，没有一格。"""
    if beside.kind != "last" or beside.other is None:
        return [], 0
    telling = [(mine, theirs) for mine, theirs in pairs(beside).both if _is_telling(theirs)]
    same = [mine.actual.cell for mine, theirs in telling if _is_same(mine, theirs)]
    enough = len(telling) >= _FEWEST and len(same) >= len(telling) * _NEARLY
    return (same, len(telling)) if enough and also(beside) else ([], 0)


def also(beside: Beside) -> list[str]:
    """完成值以外也与上年相同的：执行数、完成情况。"""
    mine, theirs = beside.filing, beside.other
    if theirs is None:
        return []
    spent = amount(mine, "executed")
    alike = [(title_of(mine, "executed"), bool(spent) and spent == amount(theirs, "executed"))]
    done = bare(mine.achievement.value) if mine.achievement else ""
    alike.append((mine.form.goals.achievement, bool(done) and done == _done(theirs)))
    return [title for title, same in alike if same]


def _done(filing: Filing) -> str:
    return bare(filing.achievement.value) if filing.achievement else ""


def _is_telling(row: Indicator) -> bool:
    """每年未必一样的完成值：数（100%、0 除外），日期。"""
    actual = row.actual.value
    return actual.day is not None or (actual.value is not None and actual.value not in _USUAL)


def _is_same(mine: Indicator, theirs: Indicator) -> bool:
    """数相同；日期的只改了年份也算。"""
    new, old = mine.actual.value, theirs.actual.value
    if new.day is not None and old.day is not None:
        return (new.day.month, new.day.day) == (old.day.month, old.day.day)
    return new.value is not None and same_unit(new, old) == old.value
