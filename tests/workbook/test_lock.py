"""一个文件一双手：第二个等，等不到说一句；停下的程序不留下死锁。"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import books
import pytest

from perfxl.cells.edits import Edits
from perfxl.errors import WorkbookError
from perfxl.workbook import lock, undo, write
from perfxl.workbook.aside import short

RESULT = Edits(sheets=(books.results(),))
_HOLD = """
import sys, time
from pathlib import Path
from perfxl.workbook.lock import held
with held(Path(sys.argv[1])):
    print("拿着", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return books.plain(tmp_path / "自评表.xlsx")


def holder(book: Path) -> subprocess.Popen[str]:
    """另一个拿着锁的程序。"""
    made = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(book)], stdout=subprocess.PIPE, text=True
    )
    assert made.stdout is not None
    assert made.stdout.readline()
    return made


def stop(other: subprocess.Popen[str]) -> None:
    other.kill()
    other.communicate()


def test_等不到的说一句_没有写(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    before, other = book.read_bytes(), holder(book)
    try:
        for act in (lambda: write(book, RESULT), lambda: undo(book)):
            with pytest.raises(WorkbookError, match=r"自评表\.xlsx：另一个 .*电脑 .* 起"):
                act()
        assert book.read_bytes() == before
    finally:
        stop(other)


def test_前一个做完就轮到(book: Path) -> None:
    other = holder(book)
    pid = os.fork()
    if not pid:
        time.sleep(1)
        os.kill(other.pid, signal.SIGKILL)
        os._exit(0)
    assert write(book, RESULT)
    os.waitpid(pid, 0)
    other.communicate()


def test_拿着锁的程序被杀_下一个照样写(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    stop(holder(book))
    assert (book.parent / ".perfxl" / "自评表.xlsx.lock").exists()
    assert write(book, RESULT)
    assert not list((book.parent / ".perfxl").glob("*.lock"))


def test_别的文件不用等(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    other = holder(book)
    try:
        assert write(books.plain(book.with_name("另一份.xlsx")), RESULT)
    finally:
        stop(other)


def test_经过链接的是同一个(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0)
    link = book.with_name("快捷.xlsx")
    link.symlink_to(book)
    other = holder(book)
    try:
        with pytest.raises(WorkbookError, match="另一个 perfxl 正在写"):
            write(link, RESULT)
    finally:
        stop(other)


class Test系统不给锁的盘:
    """有的网络盘：flock 报错，退而用独占新建的文件。"""

    @pytest.fixture(autouse=True)
    def _no_locks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_arguments: object) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(fcntl, "flock", fail)
        monkeypatch.setattr(lock, "PATIENCE", 0)

    def owner(self, book: Path, **told: object) -> Path:
        place = book.parent / ".perfxl" / f"{book.name}.owner"
        place.parent.mkdir(exist_ok=True)
        mine = {"host": socket.gethostname(), "pid": os.getpid(), "started": "0", "since": ""}
        place.write_text(json.dumps({**mine, **told}))
        return place

    def test_写得成_锁不留下(self, book: Path) -> None:
        assert write(book, RESULT)
        assert not list((book.parent / ".perfxl").glob("*.owner"))
        assert not list((book.parent / ".perfxl").glob("*.lock"))

    def test_主人还在的等(self, book: Path) -> None:
        self.owner(book, started=lock._started(os.getpid()))  # noqa: SLF001  # 装作另一个程序
        with pytest.raises(WorkbookError, match="另一个 perfxl 正在写"):
            write(book, RESULT)

    @pytest.mark.parametrize(
        "gone", ["进程不在", "号码给了别的进程", "别的电脑上很久了", "写了一半"]
    )
    def test_没有主人的不算(self, book: Path, gone: str, monkeypatch: pytest.MonkeyPatch) -> None:
        place = self.owner(book)  # 开始时间 0：这个号码给了别的进程
        if gone == "进程不在":
            self.owner(book, pid=2**22 - 1)
        if gone == "别的电脑上很久了":
            self.owner(book, host="另一台")
        if gone == "写了一半":
            place.write_bytes(b"{")
        if gone in {"别的电脑上很久了", "写了一半"}:
            os.utime(place, (1, 1))
        monkeypatch.setattr(lock, "PATIENCE", 2)
        assert write(book, RESULT)

    def test_别的电脑上刚拿的等(self, book: Path) -> None:
        self.owner(book, host="另一台")
        with pytest.raises(WorkbookError, match="电脑 另一台"):
            write(book, RESULT)


def test_名字再长也有地方放锁和备份(tmp_path: Path) -> None:
    book = books.plain(tmp_path / f"{'项' * 76}.xlsx")
    before = book.read_bytes()
    assert write(book, RESULT)
    undo(book)
    assert book.read_bytes() == before
    assert short("短.xlsx") == "短.xlsx"
    assert short("项" * 76) != short("项" * 75 + "目")
