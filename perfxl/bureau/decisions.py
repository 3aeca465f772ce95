"""复核的决定：退回、通过、撤销上一步。只添不改，谁、什么时候都记着。

    已报 ─┬─ 通过          重报 ─┬─ 通过
          └─ 退回 ⇒ 单位改了再交，是新的一份，从重报起

撤销了的回到已报（重报）；定错了的先撤销，再定。通过以后又报的等着定：通过了才换下原来通过的。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, insert, select

from perfxl.bureau.schema import DECISIONS
from perfxl.bureau.standing import PASSED, RETURNED, decided
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger

UNDO = "撤销"


@dataclass(frozen=True, slots=True)
class Decision:
    """复核的一步：退回、通过，或撤销（`state` 为 None）。"""

    state: str | None
    who: str
    time: datetime
    note: str


def decide(
    ledger: Ledger, submissions: Sequence[int], state: str | None, who: str, note: str = ""
) -> None:
    """几份一起退回、通过，或撤销上一步（`state` 为 None）；有一份不行的，一份也不定。

    Raises:
        PerfxlError: 没有这一份，或者现在不能这样定。
    """
    if state not in {PASSED, RETURNED, None}:
        raise PerfxlError(f"没有“{state}”这种处理；只有{RETURNED}、{PASSED}、{UNDO}")
    if not who.strip():
        raise PerfxlError("没有写是谁定的；请写上姓名或岗位")
    if state == RETURNED and not note.strip():
        raise PerfxlError("退回要写为什么，单位才知道改哪里；请写上意见（命令行里写 --note 意见）")
    with ledger.writing() as connection:
        known, standing = ledger.versions(connection), decided(connection)
        for submission in dict.fromkeys(submissions):
            if submission not in known:
                raise PerfxlError(f"台账里没有第 {submission} 号；各份的号见 perfxl review list")
            refusal = _refusal(standing.get(submission), state)
            version = known[submission]
            if refusal is None and state and not (version.current or version.waiting):
                refusal = "不算数：后来又报了一份，或者通过的是另一份；请定那一份"
            if refusal:
                raise PerfxlError(f"第 {submission} 号{refusal}；一份也没有定")
            _add(connection, submission, Decision(state, who.strip(), _now(), note))


def _refusal(standing: str | None, state: str | None) -> str | None:
    if state is None:
        return None if standing else "没有定过（或者已经撤销），没有可以撤销的"
    if standing == state:
        return f"已经{state}了"
    return f"已经{standing}，不能直接改成{state}；请先撤销" if standing else None


def _add(connection: Connection, submission: int, made: Decision) -> None:
    number = 1 + (connection.scalar(select(func.max(DECISIONS.c.id))) or 0)
    values = {"state": made.state, "who": made.who, "time": made.time, "note": made.note}
    connection.execute(insert(DECISIONS), {"id": number, "submission": submission, **values})


def decisions(ledger: Ledger, submission: int) -> list[Decision]:
    """一份自评表的复核，先后次序。"""
    columns = DECISIONS.c
    wanted = select(columns.state, columns.who, columns.time, columns.note)
    mine = wanted.where(columns.submission == submission).order_by(columns.id)
    with ledger.reading() as connection:
        return [Decision(*row) for row in connection.execute(mine)]


def _now() -> datetime:
    return datetime.now()  # noqa: DTZ005  # 当地的钟
