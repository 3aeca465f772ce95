"""一段话、一个数，同一件事几十条规则都要问：问过一次，答案记在它自己身上。

不用 `lru_cache`：那要算整段话的散列，也留着早不用了的报告；记在自己身上的，与报告一起没有。
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Answer = TypeVar("Answer")
Owner = TypeVar("Owner", bound="Noting")


class Noting:
    """身上记着答案的：不可改，所以答案不会变；另造（`replace`）的一个从头问起。"""


def noted(ask: Callable[[Owner], Answer]) -> Callable[[Owner], Answer]:
    """只看一段话、一个数就答得出的：每个只算一次。"""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def answer(owner: Owner) -> Answer:
        known = owner.__dict__
        if name not in known:
            known[name] = ask(owner)
        mine: Answer = known[name]
        return mine

    return answer
