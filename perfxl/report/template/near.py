"""写错的名称最像哪几个：写错一两个字、多写少写的，一看就知道该写什么。"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN = 4
_SHORT = 3  # 字；错一个字就只剩一半像了


def _half(name: str, names: list[str]) -> list[str]:
    """两三个字的，一样长、有一半相同的。"""
    if len(name) > _SHORT:
        return []
    same = [other for other in names if len(other) == len(name)]
    return [other for other in same if 2 * difflib.SequenceMatcher(None, name, other).ratio() >= 1]


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """最像的至多四个：包含着的在先，再是字差不多的。"""
    names = sorted(set(known))
    close = [other for other in names if len(name) > 1 and (name in other or other in name)]
    close.sort(key=lambda other: abs(len(other) - len(name)))
    fits = difflib.get_close_matches(name[:40], names) or _half(name, names)
    close += [fit for fit in fits if fit not in close]
    return tuple(close[:_SHOWN])


def near(name: str, known: Iterable[str]) -> str:
    """“相近的有……”。"""
    close = nearest(name, known)
    return said_near(close) if close else "可用的名称见 docs/报告模板.md，或 perfxl fields"


def said_near(close: Iterable[str]) -> str:
    return "相近的有" + "、".join(f"“{name}”" for name in close)
