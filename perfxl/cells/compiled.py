"""编译好的正则留一份，下次不必再编译；与 .pyc 同样的道理，放在同样的地方。

校验一份表要编译四百来条，占 `perfxl check` 整个进程的两成多，取留着的不到它的二十分之一。
编译的结果只看正则的字和 Python 的版本，字改了就是另一条，不会过时。Python 换了里面的样子、
写不了的地方，照旧用 `re.compile`。
"""

from __future__ import annotations

import atexit
import marshal
import re
import sys
from pathlib import Path
from typing import Any

from perfxl.disk import keep, taken
from perfxl.version import VERSION

# 程序换了版本也重新留：从前的正则不越积越多。
_KEY = f"{sys.version} {VERSION}".encode()
_Kept = dict[tuple[str | bytes, int], bytes]


class Patterns:
    """留在 `place` 的各条；没有留着的现编，`leave` 时一起留下。"""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.new: _Kept = {}  # 这个进程现编的
        self._kept: _Kept | None = None

    def compile(self, pattern: str | bytes, flags: int = 0) -> re.Pattern[Any]:
        """与 `re.compile` 一样。

        Raises:
            re.error: 正则写错了。
        """
        try:
            import _sre  # type: ignore[import-not-found]  # noqa: PLC0415  # CPython 里面的，没有类型

            made: re.Pattern[Any] = _sre.compile(pattern, *self._program(pattern, flags))
        except Exception:  # noqa: BLE001  # 里面的样子变了；正则写错了的由 re.compile 说
            return re.compile(pattern, flags)
        return made

    def leave(self) -> None:
        """连同别的进程刚留下的一起留。"""
        if self.new and not sys.dont_write_bytecode:
            keep(self.place, _KEY, marshal.dumps(self._taken() | self.new))

    def _program(self, pattern: str | bytes, flags: int) -> tuple[Any, ...]:
        if self._kept is None:
            self._kept = self._taken()
        body = self._kept.get((pattern, flags))
        if body is None:
            program = _made(pattern, flags)
            self.new[pattern, flags] = marshal.dumps(program)
        else:
            program = marshal.loads(body)  # noqa: S302  # 本程序自己留的，与 .pyc 一样可信
        return program

    def _taken(self) -> _Kept:
        body = taken(self.place, _KEY)
        return {} if body is None else marshal.loads(body)  # noqa: S302  # 同上


def _made(pattern: str | bytes, flags: int) -> tuple[Any, ...]:
    """`re.compile` 交给 C 那一层的几样。"""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415  # 没有公开的

    parsed = _parser.parse(pattern, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = [int(word) for word in _compiler._code(parsed, flags)]  # noqa: SLF001  # 同上
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)


OWN = Patterns(
    Path(__file__).parent / "__pycache__" / f"patterns.{sys.implementation.cache_tag}.bin"
)
atexit.register(OWN.leave)
