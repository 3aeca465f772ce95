"""同一张表样、同一份表，几十处问同样的话：只答一次，答案记在它身上。"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

Thing = TypeVar("Thing")
Answer = TypeVar("Answer")
More = ParamSpec("More")


def once(ask: Callable[[Thing], Answer]) -> Callable[[Thing], Answer]:
    """只看这一样东西（表样、自评表）、答案不会变的问话。`replace` 换过的是另一样，另答。"""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(thing: Thing) -> Answer:
        known = thing.__dict__
        if name not in known:
            known[name] = ask(thing)
        answer: Answer = known[name]
        return answer

    return asked


def once_each(
    ask: Callable[Concatenate[Thing, More], Answer],
) -> Callable[Concatenate[Thing, More], Answer]:
    """同样的，还要看另外给的几样：几样都一样的只答一次。"""
    name = f"{ask.__module__}.{ask.__qualname__}"

    @wraps(ask)
    def asked(thing: Thing, /, *more: More.args, **named: More.kwargs) -> Answer:
        known: dict[object, Answer] = thing.__dict__.setdefault(name, {})
        wanted = more, tuple(named.items())
        if wanted not in known:
            known[wanted] = ask(thing, *more, **named)
        return known[wanted]

    return asked
