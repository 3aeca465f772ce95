"""与 LibreOffice 之间的线：步子攒着送；动手的那一半在里面、在外面，做的都一样。"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openbooks import BAD, Opener, all_contents, marks, opener

from perfxl import live
from perfxl.buttons import macro
from perfxl.calc import app_of, bridge, connect
from perfxl.calc.inside import Hand
from perfxl.calc.line import Far, Line

__all__ = ["opener"]


class Shelf:
    """假的 LibreOffice 对象。"""

    def __init__(self) -> None:
        self.Colour = "白"
        self.said: list[Any] = []

    def add(self, *things: Any) -> int:
        self.said += things
        return len(self.said)

    def another(self) -> Shelf:
        return Shelf()

    def fail(self) -> None:
        raise RuntimeError("掉了")


class Counted:
    """一条线，数着送了几回。"""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.hand = Hand(self.shelf)
        self.sent: list[int] = []
        self.line = Line(self._do)
        self.desk = self.line.desk

    def _do(self, steps: Any, wanted: Any, dropped: Any) -> Any:
        self.sent.append(len(steps))
        return self.hand.do(steps, wanted, dropped)


def test_要值的时候一并送过去() -> None:
    one = Counted()
    other = one.desk.another()
    assert one.sent == []
    assert other.add("甲", "乙").get() == 2
    assert one.sent == [2]
    assert one.line.values((other.prop("Colour"), other.prop("said"))) == ("白", ["甲", "乙"])
    assert one.sent == [2, 2]


def test_改动的马上送_攒着的时候不送() -> None:
    one = Counted()
    one.desk.put("Colour", "红")
    assert (one.shelf.Colour, one.sent) == ("红", [1])
    one.line.collecting = True
    one.desk.do("add", "甲")
    one.desk.put("Colour", "黄")
    assert (one.shelf.Colour, one.shelf.said, one.sent) == ("红", [], [1])
    assert one.desk.prop("Colour").get() == "黄"
    one.desk.do("add", "乙")
    one.line.collecting = False
    assert (one.shelf.said, one.sent) == (["甲", "乙"], [1, 3, 1])


def test_参数里可以是那边的对象() -> None:
    one = Counted()
    other = one.desk.another()
    one.desk.do("add", "甲", other)
    assert isinstance(one.shelf.said[1], Shelf)


def test_半路出错_后面的不做_说出是什么错() -> None:
    one = Counted()
    one.line.collecting = True
    one.desk.do("add", "甲")
    one.desk.do("fail")
    one.desk.do("add", "乙")
    with pytest.raises(Exception, match="掉了") as caught:
        one.desk.prop("Colour").get()
    assert type(caught.value).__name__ == "RuntimeError"
    assert one.shelf.said == ["甲"]
    assert one.desk.prop("Colour").get() == "白"


def test_不用了的那边不留着() -> None:
    one = Counted()
    other: Far | None = one.desk.another()
    one.line.values(())
    assert 1 in one.hand.held
    del other
    one.desk.do("add", "甲")
    assert 1 not in one.hand.held


def test_扩展带着动手的那一半(calc: Any) -> None:
    assert calc.impl.office.inside


@pytest.fixture
def outside(opener: Opener, office_pipe: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """扩展是旧的：认不出来，从外面一步一步做。"""
    with monkeypatch.context() as patch:
        patch.setattr(bridge, "hand_name", lambda: "perfxl.calc.Hand.旧的")
        office = connect(office_pipe)
    assert not office.inside
    made = Opener(app_of(office), opener.folder / "外面")
    made.folder.mkdir()
    yield made
    made.close()
    app_of(opener.app.impl.office).status_bar = False
    opener.app.status_bar = False


def test_在外面做与在里面做一样(opener: Opener, outside: Opener) -> None:
    books = opener(BAD), outside(BAD, name="从外面做的.xlsx")
    assert all_contents(live.read(books[0])) == all_contents(live.read(books[1]))
    assert macro.validate(books[0]) == macro.validate(books[1])
    saved = [one.saved(book) for one, book in zip((opener, outside), books, strict=True)]
    assert marks(saved[0]) == marks(saved[1])
    assert marks(saved[0])
    assert all_contents(live.read(books[0])) == all_contents(live.read(books[1]))
    macro.clear(books[1])
    assert not marks(outside.saved(books[1]))


def test_用过的当场放掉_不等垃圾收集(outside: Opener) -> None:
    """文档关了，垃圾收集才来放它里面的对象，LibreOffice 会崩溃。"""
    gc.collect()
    gc.disable()
    try:
        book = outside(BAD)
        live.read(book)
        macro.validate(book)
        macro.clear(book)
        del book
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = [thing for thing in gc.garbage if type(thing).__module__.startswith("perfxl.calc")]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == []


def test_不带上用不着的大库(tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("print('装了 pandas')", "utf-8")
    script = "from perfxl import live; live.load_lightly(); import xlwings; print('好')"
    said = subprocess.run(
        [sys.executable, "-c", f"{script}; import pandas"],
        check=True, capture_output=True, encoding="utf-8", timeout=60,
        env={"PYTHONPATH": f"{tmp_path}:{Path(__file__).parents[2]}", "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    assert said.stdout.split() == ["好", "装了", "pandas"]
