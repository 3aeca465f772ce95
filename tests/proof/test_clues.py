"""先看字、再找话：字是正则里真的非有不可的；一次找完的，与一句一句找的一样。"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]  # 正则读成的树，标准库没有别的门
from re import _parser  # type: ignore[attr-defined]  # 同上
from typing import Any

import pytest
from planted import SETS, cases

import perfxl.proof
from perfxl.proof.text.clues import Clue, Texts
from perfxl.proof.wording.lexicon import lexicon

DONE = {"✓"}  # 已经有了非有不可的字
ANYTHING = {"\0"}
MOST = 20_000


def _clues() -> Iterator[tuple[str, Clue]]:
    """各条规则、用词里的全部。"""
    for module in pkgutil.iter_modules(perfxl.proof.__path__):
        made = importlib.import_module(f"perfxl.proof.{module.name}")
        for name, value in vars(made).items():
            for place, one in enumerate(value if isinstance(value, tuple) else (value,)):
                if isinstance(one, Clue):
                    yield f"{module.name}.{name}{place}", one
    for word in lexicon().words:
        yield word.wrong.pattern, word.wrong
    for double in lexicon().doubles:
        yield double.pattern, double


CLUES = dict(_clues())


def _written(items: Any, needs: tuple[str, ...]) -> set[str]:
    """这截正则写得出哪些字；说不准的地方是空字符，写出了非有不可的字的不再往下看。"""
    made = {""}
    last: tuple[Any, set[str]] = (None, set())
    for op, value in items:
        choices = _choices(op, value, needs)
        if op is sre.ASSERT and value[0] > 0:  # 后面的字还没有走过去，不接在它的后头
            made = {"✓" if _all_hold(one, choices, needs) else f"{one}\0" for one in made}
        elif op is sre.GROUPREF and last[0] == value:  # (吨|亩)\1：与紧挨着的前面一样
            made = {one + tail for one in made for tail in last[1] if one.endswith(tail)}
        else:
            made = {head if head in DONE else head + tail for head in made for tail in choices}
        last = (value[0], choices) if op is sre.SUBPATTERN else (None, set())
        made = {"✓" if _holds(one, needs) else one for one in made}
        assert len(made) < MOST
    return made


def _holds(text: str, needs: tuple[str, ...]) -> bool:
    return "✓" in text or any(need in text for need in needs)


def _all_hold(head: str, tails: set[str], needs: tuple[str, ...]) -> bool:
    return all(_holds(head + tail, needs) for tail in tails)


def _choices(op: Any, value: Any, needs: tuple[str, ...]) -> set[str]:
    """一个零件写得出哪些字。"""
    made = ANYTHING
    if op is sre.LITERAL:
        made = {chr(value)}
    elif op is sre.IN and all(kind is sre.LITERAL for kind, _ in value):
        made = {chr(mark) for _, mark in value}
    elif op is sre.SUBPATTERN:
        made = _written(value[3], needs)
    elif op is sre.BRANCH:
        made = set().union(*(_written(one, needs) for one in value[1]))
    elif op is sre.ASSERT:
        before = "" if value[0] > 0 else "\0"
        made = {before + one for one in _written(value[1], needs)}
    elif op in {sre.ASSERT_NOT, sre.AT}:
        made = {""}
    elif op in {sre.MAX_REPEAT, sre.MIN_REPEAT} and value[0]:
        after = "" if value[0] == value[1] else "\0"
        made = {one + after for one in _written([*value[2]] * value[0], needs)}
    return made


@pytest.mark.parametrize("name", [name for name, one in CLUES.items() if one.needs])
def test_非有不可的字_正则里真的非有不可(name: str) -> None:
    clue = CLUES[name]
    assert _written(_parser.parse(clue.pattern), clue.needs) <= DONE


@pytest.mark.parametrize(
    ("pattern", "needs"),
    [("甲|乙", "甲"), ("甲?乙", "甲"), ("甲*", "甲"), ("(?!甲)乙", "甲"), ("[甲乙]丙", "甲丙")],
)
def test_不是非有不可的_看得出来(pattern: str, needs: str) -> None:
    assert not _written(_parser.parse(pattern), (needs,)) <= DONE


def test_有字才找() -> None:
    clue = Clue("(?:甲|乙)丙", "丙")
    assert "regex" not in vars(clue)
    assert clue.search("甲乙") is None
    assert clue.fullmatch("甲乙") is None
    assert list(clue.finditer("甲乙")) == []
    assert clue.sub(lambda _: "丁", "甲乙") == "甲乙"
    assert "regex" not in vars(clue)  # 还没有编译
    found = clue.search("甲丙")
    assert found is not None
    assert found[0] == "甲丙"
    assert clue.fullmatch("乙丙") is not None
    assert clue.sub(lambda _: "丁", "甲丙乙丙") == "丁丁"


def test_一次找完与一句一句找一样() -> None:
    for folder in SETS.values():
        for case in cases(folder):
            lines = case.text.splitlines()
            texts = Texts(lines)
            for clue in CLUES.values():
                mine = [place for place, line in enumerate(lines) if clue.may_be_in(line)]
                assert list(texts.holding(clue)) == mine
            every = [
                (place, found.start())
                for place, line in enumerate(lines)
                for found in re.finditer("(?=项目)", line)
            ]
            assert list(texts.places("项目")) == every


def test_找得到的是第几句_与一句一句找一样() -> None:
    twice = re.compile("([\u4e00-\u9fff]{2})[^\n]{0,9}\\1")
    for folder in SETS.values():
        for case in cases(folder):
            lines = case.text.splitlines()
            mine = [place for place, line in enumerate(lines) if twice.search(line)]
            assert list(Texts(lines).matching(twice)) == mine


def test_别的行业的词_都是汉字() -> None:
    """找它以前先看头两个字全文里有没有：有字母、数字的，全半角会不一样。"""
    for group in lexicon().sectors:
        for word in [word for words in group for word in words]:
            assert re.fullmatch("[\u4e00-\u9fff]+", word), word
