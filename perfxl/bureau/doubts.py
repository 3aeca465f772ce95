"""哪些结论说的是金额不可信：单位像是写错了、差出一万倍、是负的，或者金额的格上有错误。

合计里有它，要在合计旁边说。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, select

from perfxl.bureau.schema import ROWS
from perfxl.filing.findings import MONEY, Level

# 资金表里算得出合计的各栏在哪一格。
FUND_CELLS = ("initial_cell", "budget_cell", "executed_cell")
_SHOWN = 5  # 名单至多写这么多个


def doubted(
    findings: Iterable[tuple[int, str, str, str | None]],
    funds: Iterable[tuple[int, str | None, str | None, str | None]],
) -> dict[int, list[str]]:
    """金额不可信的各份 → 凭哪几条。`findings`：号、代码、级别、格；`funds`：号、各格。

    错误说的头一格就是金额的，那个数不对：合计少加了一行（M01、S13），总额写错了。
    """
    money = {(submission, cell) for submission, *cells in funds for cell in cells if cell}
    said: dict[int, list[str]] = defaultdict(list)
    for submission, code, level, cell in findings:
        if code in MONEY or (level == Level.ERROR.value and (submission, cell) in money):
            said[submission].append(code)
    return said


def doubted_in(connection: Connection) -> set[int]:
    """台账里金额不可信的各份。"""
    found, funds = ROWS["findings"].c, ROWS["funds"].c
    bad = found.code.in_(MONEY) | (found.level == Level.ERROR.value)
    said = select(found.submission, found.code, found.level, found.cell).where(bad)
    money = select(funds.submission, *(funds[name] for name in FUND_CELLS))
    return set(doubted(*(map(tuple, connection.execute(wanted)) for wanted in (said, money))))


def listed(names: list[str]) -> str:
    """一句话里的名单：多的只写前几个。"""
    rest = "等" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + rest
