"""几十条规则问同样的话（哪些行计分、哪些行没有读）：一份表只答一次，答案记在它身上。"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from perfxl.filing.model import Filing

Answer = TypeVar("Answer")


def once(ask: Callable[[Filing], Answer]) -> Callable[[Filing], Answer]:
    """只看这一份表、答案不会变的问话。`replace` 换过的是另一份，另答。"""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(filing: Filing) -> Answer:
        known = filing.__dict__
        if name not in known:
            known[name] = ask(filing)
        answer: Answer = known[name]
        return answer

    return asked
