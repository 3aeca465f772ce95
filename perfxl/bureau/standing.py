"""各份现在退回着还是通过了。"""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from perfxl.bureau.schema import DECISIONS

PASSED, RETURNED = "通过", "退回"


def decided(connection: Connection) -> dict[int, str]:
    """各份最后一条决定；撤销了的没有。"""
    last = select(func.max(DECISIONS.c.id)).group_by(DECISIONS.c.submission)
    wanted = select(DECISIONS.c.submission, DECISIONS.c.state).where(DECISIONS.c.id.in_(last))
    return {row.submission: row.state for row in connection.execute(wanted) if row.state}
