"""编译好的正则留一份：取出来的与重新编译的一样；坏了、写不了、Python 换了样子都不碍事。"""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import AnyStr

import pytest

from perfxl.cells.compiled import Patterns

ROOT = Path(__file__).parent.parent


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "patterns.bin"


def left(place: Path, *texts: str) -> None:
    """一个进程用了这几条，结束了。"""
    patterns = Patterns(place)
    for text in texts:
        patterns.compile(text)
    patterns.leave()


def written() -> list[str]:
    """程序里交给 `later` 的正则，写成一串字的那些。"""
    texts = []
    for path in sorted((ROOT / "perfxl").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "later":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    texts.append(first.value)
    return texts


def test_取留着的_与现编的一模一样(place: Path) -> None:
    texts = written()
    assert len(texts) > 500, "程序里的都拿来试"
    left(place, *texts)
    assert place.is_file()
    patterns = Patterns(place)
    for text in texts:
        taken, made = patterns.compile(text), re.compile(text)
        assert taken == made
        assert taken.groupindex == made.groupindex
    assert not patterns.new, "没有一条是重新编的"


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "groups"),
    [
        (r"(?P<year>\d{4})年(度)?", 0, "2024年度", ("2024", "度")),
        (r"(?i)perfxl", 0, "PerfXL", ()),
        (r"^第(.)行$", re.MULTILINE, "题目\n第二行\n", ("二",)),
        (rb"<c r=\"([A-Z]+)", 0, b'<c r="AB1"', (b"AB",)),
    ],
)
def test_有名字的组_标志_字节串都照旧(
    place: Path, pattern: AnyStr, flags: int, text: AnyStr, groups: tuple[AnyStr, ...]
) -> None:
    for _ in range(2):
        patterns = Patterns(place)
        found = patterns.compile(pattern, flags).search(text)
        assert found is not None
        assert found.groups() == groups
        patterns.leave()


def test_别的进程先留下的不丢(place: Path) -> None:
    left(place, "甲")
    left(place, "乙")
    patterns = Patterns(place)
    patterns.compile("甲")
    patterns.compile("乙")
    assert not patterns.new


@pytest.mark.parametrize("at", [0, 70, -1])
def test_留着的坏了一个字节_重新编译(place: Path, at: int) -> None:
    left(place, r"\d+个")
    data = bytearray(place.read_bytes())
    data[at] ^= 1
    place.write_bytes(bytes(data))
    patterns = Patterns(place)
    assert patterns.compile(r"\d+个").fullmatch("12个")
    assert patterns.new
    patterns.leave()
    again = Patterns(place)
    again.compile(r"\d+个")
    assert not again.new, "坏的换成了好的"


def test_写不了的地方照旧(place: Path) -> None:
    place.parent.write_text("这里放不了文件夹", encoding="utf-8")
    left(place, "万元")
    assert Patterns(place).compile("万元").search("12万元")


def test_取不到里面那一层的_用公开的(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_sre", None)
    patterns = Patterns(place)
    assert patterns.compile("万元").search("12万元")
    assert not patterns.new


def test_写错了的说是正则错了(place: Path) -> None:
    with pytest.raises(re.error):
        Patterns(place).compile("(")
