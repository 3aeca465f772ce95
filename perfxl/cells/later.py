"""写在文件开头的正则，头一次用到才编译。

读进来的一千多条正则，一份表用得着的三四百条；编译好的留一份（`compiled`），下次不必再编译。
"""

from __future__ import annotations

import re
from typing import AnyStr, cast

from perfxl.cells.compiled import OWN

_METHODS = ("search", "match", "fullmatch", "sub", "subn", "finditer", "findall", "split")


class _Ready:
    """编译好了的：直接就是 `re.Pattern` 的那几个方法。"""


class _Waiting(_Ready):
    """还没有编译的：问到它写着什么以外的，才编译，从此是 `_Ready`，再问不多绕一步。"""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self.flags = flags

    def __getattr__(self, name: str) -> object:
        if name not in _METHODS:  # 复制、比较时 Python 自己来问的
            raise AttributeError(name)
        ready = OWN.compile(self.pattern, self.flags)
        vars(self).update((method, getattr(ready, method)) for method in _METHODS)
        self.__class__ = _Ready  # type: ignore[assignment]  # 没有 __getattr__ 的一种，取方法才快
        return getattr(self, name)


def later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """与 `re.compile` 一样用；正则写错了，用到时才报 `re.error`（每一条都由测试编译一遍）。"""
    return cast(re.Pattern[AnyStr], _Waiting(pattern, flags))
