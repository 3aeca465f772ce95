"""写回以前的各份：照内容起名、先记后换、坏了的不取，一步步回得去。"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import books
import pytest
import twohands

from perfxl.cells.edits import Edits
from perfxl.errors import WorkbookError
from perfxl.workbook import clear, history, read, save, undo, write

RESULT = Edits(sheets=(books.results(),))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.plain(tmp_path / "自评表.xlsx")


def kept(book: Path) -> list[Path]:
    return sorted((book.parent / ".perfxl").glob("*.bak"))


def saved_by_her(book: Path, text: str = "改过") -> bytes:
    """她在 Excel 里改了、存了。"""
    members = {name: books.part(book, name) for name in books.raw_members(book)}
    books.pack(book, {**members, "docProps/hers.xml": f"<hers>{text}</hers>"})
    return book.read_bytes()


def test_备份照自己的内容起名(book: Path) -> None:
    before = book.read_bytes()
    write(book, RESULT)
    write(book, twohands.sheet("又一次"))
    names = {path.name.split(".")[-2] for path in kept(book)}
    digests = {history.digest(path.read_bytes())[:16] for path in kept(book)}
    assert names == digests
    assert before in [path.read_bytes() for path in kept(book)]


def test_坏了的备份不取(book: Path) -> None:
    write(book, RESULT)
    written = book.read_bytes()
    (backup,) = kept(book)
    backup.write_bytes(backup.read_bytes()[:-1] + b"!")
    for everything in (False, True):
        with pytest.raises(WorkbookError, match=r"写回前留的一份（\.perfxl/.*）坏了.*没有撤销"):
            undo(book, everything=everything)
    assert book.read_bytes() == written
    backup.unlink()
    with pytest.raises(WorkbookError, match="不见了，没有撤销"):
        undo(book)


def test_一步步回到最早的一份(book: Path) -> None:
    states = [book.read_bytes()]
    for text in ("一", "二", "三"):
        write(book, twohands.sheet(text))
        states.append(book.read_bytes())
    assert undo(book).left == 2
    assert book.read_bytes() == states[2]
    write(book, twohands.sheet("换一条路"))
    for state in (states[2], states[1], states[0]):
        undo(book)
        assert book.read_bytes() == state
    assert not (book.parent / ".perfxl").exists()


def test_写了又清除_撤销不绕圈也不丢(book: Path) -> None:
    """清除回到了原件的字节：撤销是“有标记的”，再撤销是原件，再也没有了。"""
    before = book.read_bytes()
    write(book, RESULT)
    marked = book.read_bytes()
    assert clear(book).original
    for state in (marked, before):
        undo(book)
        assert book.read_bytes() == state
    with pytest.raises(WorkbookError, match="没有可以撤销"):
        undo(book)
    assert book.read_bytes() == before


def test_全部撤销(book: Path) -> None:
    before = book.read_bytes()
    for text in ("一", "二", "三"):
        write(book, twohands.sheet(text))
    done = undo(book, everything=True)
    assert (book.read_bytes(), done.kept) == (before, False)
    assert not (book.parent / ".perfxl").exists()


def test_全部撤销_中间她改过的不丢(book: Path) -> None:
    before = book.read_bytes()
    write(book, RESULT)
    hers = saved_by_her(book)
    with pytest.raises(WorkbookError, match=r"又改动过.*没有撤销"):
        undo(book)
    write(book, twohands.sheet("又一次"))
    last = book.read_bytes()
    assert undo(book, everything=True).kept
    assert book.read_bytes() == before
    undo(book)
    assert book.read_bytes() == last
    undo(book)
    assert book.read_bytes() == hers


@pytest.mark.parametrize("step", ["record", "refuse_changed", "place"])
def test_停在哪一步都撤得回(book: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """一步换上以前停电：文件是旧的一整份；以后照样写、照样撤。"""
    before = book.read_bytes()
    write(book, twohands.sheet("一"))
    once = book.read_bytes()
    child = os.fork()
    if not child:
        room = history if step == "record" else save
        inner: Callable[..., object] = getattr(room, step)

        def cut(*given: object, **named: object) -> None:
            if step == "record":
                inner(*given, **named)
            if step != "place" or given[1] == book.resolve():
                os._exit(9)
            inner(*given, **named)

        monkeypatch.setattr(room, step, cut)
        write(book, twohands.sheet("二"))
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert book.read_bytes() == once
    undo(book)
    assert book.read_bytes() == before
    write(book, twohands.sheet("三"))
    assert not list(book.parent.glob(".perfxl-*"))
    undo(book)
    assert book.read_bytes() == before


def test_换上以后才停的撤得回(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = book.read_bytes()
    child = os.fork()
    if not child:
        inner = save.place

        def cut(staged: Path, target: Path) -> None:
            inner(staged, target)
            if target == book.resolve():
                os._exit(9)

        monkeypatch.setattr(save, "place", cut)
        write(book, RESULT)
        os._exit(0)
    os.waitpid(child, 0)
    assert book.read_bytes() != before
    undo(book)
    assert book.read_bytes() == before


def test_读过以后别人存了就不写(book: Path) -> None:
    judged = book.read_bytes()
    hers = saved_by_her(book)
    with pytest.raises(WorkbookError, match="别的程序又存了它，没有写"):
        write(book, RESULT, seen=judged)
    assert book.read_bytes() == hers
    assert not (book.parent / ".perfxl").exists()
    assert not list(book.parent.glob(".perfxl-*"))


def test_备份文件夹是指到别处的链接(book: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "别处"
    elsewhere.mkdir()
    (book.parent / ".perfxl").symlink_to(elsewhere)
    before = book.read_bytes()
    write(book, RESULT)
    assert list(elsewhere.glob("*.bak"))
    undo(book)
    assert book.read_bytes() == before
    assert (book.parent / ".perfxl").is_symlink()


def test_记录里读不懂的行略过(book: Path) -> None:
    before = book.read_bytes()
    write(book, RESULT)
    (journal,) = (book.parent / ".perfxl").glob("*.steps")
    journal.write_text(f"[]\n{{坏\n{journal.read_text()}")
    undo(book)
    assert book.read_bytes() == before


def test_记录没有了_说备份还在哪里(book: Path) -> None:
    write(book, RESULT)
    (journal,) = (book.parent / ".perfxl").glob("*.steps")
    journal.unlink()
    with pytest.raises(WorkbookError, match=r"没有可以撤销.*“\.perfxl”里还留着"):
        undo(book)


def test_同时写的许多对_不丢原件(tmp_path: Path) -> None:
    seen = twohands.pairs(tmp_path, 5)
    assert (seen["丢了原件"], seen["没有料到的错"], seen["留下了东西"]) == (0, 0, 0)
    assert (seen["退出码 0"], seen["写了 2 步"]) == (10, 5)


def test_写到一半停电许多次_不丢原件(tmp_path: Path) -> None:
    seen = twohands.kills(tmp_path, 20)
    assert seen["做到一半"] == 20
    assert seen["坏的"] == 0
    assert (seen["撤不回原件"], seen["再写以后还有临时文件"], seen["留下了东西"]) == (0, 0, 0)


def test_搬了文件夹照样撤得回(book: Path, tmp_path: Path) -> None:
    before = book.read_bytes()
    write(book, RESULT)
    shutil.copytree(book.parent, tmp_path / "新地方", symlinks=True)
    moved = tmp_path / "新地方" / book.name
    undo(moved)
    assert moved.read_bytes() == before
    assert read(book).sheet("校验结果") is not None
