"""一份算作什么：退回着还是通过了，总分是不是百分制的。"""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import Connection, func, select

from perfxl.bureau.schema import DECISIONS

PASSED, RETURNED = "通过", "退回"
_HUNDRED = Decimal(100)


def decided(connection: Connection) -> dict[int, str]:
    """各份最后一条决定；撤销了的没有。"""
    last = select(func.max(DECISIONS.c.id)).group_by(DECISIONS.c.submission)
    wanted = select(DECISIONS.c.submission, DECISIONS.c.state).where(DECISIONS.c.id.in_(last))
    return {row.submission: row.state for row in connection.execute(wanted) if row.state}


def is_in_hundreds(full: Decimal | None) -> bool:
    """总分是百分制的：满分 20 的 19.4 分不是“60 分以下”。旧的台账里没有记满分的，当作是。"""
    return full is None or full == _HUNDRED
