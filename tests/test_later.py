"""写在文件开头的正则，用到时才编译：每一条都编译得过，用起来与 `re.compile` 的一样。"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from types import ModuleType

import pytest

import perfxl
from perfxl import files
from perfxl.cells.later import _Ready, later

_ELSEWHERE = {"perfxl.__main__"}  # 一装载就运行


def _names() -> list[str]:
    walked = pkgutil.walk_packages(perfxl.__path__, "perfxl.")
    return sorted(module.name for module in walked if module.name not in _ELSEWHERE)


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError as error:  # 只在 LibreOffice、Excel 里装载的
        if str(error.name or "").startswith("perfxl"):
            raise
        return None


def _held(value: object, depth: int = 3) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, _Ready):
        yield value  # type: ignore[misc]  # 当 re.Pattern 用
    elif depth and isinstance(value, dict):
        for part in value.values():
            yield from _held(part, depth - 1)
    elif depth and isinstance(value, tuple | list):
        for part in value:
            yield from _held(part, depth - 1)


def test_每一条都编译得过() -> None:
    count = 0
    for name in _names():
        module = _module(name)
        for value in vars(module).values() if module else ():
            for pattern in _held(value):
                re.compile(pattern.pattern, pattern.flags)
                count += 1
    assert count > 400


@pytest.mark.parametrize("text", ["共12户", "没有数", ""])
def test_与编译好的一样用(text: str) -> None:
    mine, theirs = later(r"(\d+)(户)?", re.ASCII), re.compile(r"(\d+)(户)?", re.ASCII)
    assert [match.span() for match in mine.finditer(text)] == [
        match.span() for match in theirs.finditer(text)
    ]
    assert mine.sub("x", text) == theirs.sub("x", text)
    assert mine.findall(text) == theirs.findall(text)
    assert mine.split(text) == theirs.split(text)
    assert (mine.search(text) is None) == (theirs.search(text) is None)
    assert mine.pattern == theirs.pattern


def test_写错的正则用到时报错() -> None:
    wrong = later("(")
    with pytest.raises(re.error):
        wrong.search("")


def test_文件门面上的名字都取得到() -> None:
    for name in files.__all__:
        assert getattr(files, name).__name__
    with pytest.raises(AttributeError):
        files.nothing_of_the_kind  # type: ignore[attr-defined]  # noqa: B018
