"""按一下不会没有下文：那边停住了、忙着，都在时限里说一句话；两边的锁不会互相等住。"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from openbooks import BAD, Opener, opener

from perfxl.buttons import macro
from perfxl.calc import app_of, bridge, connect
from perfxl.calc.inside import BUSY, Turn
from perfxl.calc.limit import Limit
from perfxl.errors import WorkbookError

__all__ = ["opener"]


def test_主线程轮到了就做() -> None:
    turn = Turn(lambda: ("", (threading.current_thread().name,)))
    main = threading.Thread(target=turn.take, name="主线程")
    main.start()
    assert turn.answer() == ("", ("主线程",))
    main.join()


def test_一直没有轮到_说忙_晚了也不再做() -> None:
    done: list[str] = []
    turn = Turn(lambda: done.append("做了"), wait=0)
    assert turn.answer() == (BUSY, "")
    turn.take()
    assert not done


def test_做的时候过了时限_等它做完() -> None:
    begun = threading.Event()

    def slow() -> str:
        begun.set()
        time.sleep(1.5)
        return "做完了"

    turn = Turn(slow, wait=1)
    main = threading.Thread(target=turn.take)
    main.start()
    begun.wait(10)
    assert turn.answer() == "做完了"
    main.join()


def test_没有回话的到时限说一句_后面的不再等() -> None:
    limit, never = Limit(1), threading.Event()
    for _ in range(5):
        with pytest.raises(WorkbookError, match="LibreOffice 1 秒没有回话"):
            limit.run(never.wait)
    never.set()


@pytest.mark.parametrize("kind", [ValueError, TimeoutError])
def test_那边的错照样抛出来(kind: type[Exception]) -> None:
    def fail() -> NoReturn:
        raise kind("掉了")

    limit = Limit(60)
    with pytest.raises(kind, match="掉了"):
        limit.run(fail)
    assert limit.run(lambda: "还能说话") == "还能说话"


@pytest.fixture
def stopped(
    opener: Opener, office: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Any]:
    """打开着一份表，它的 LibreOffice 停住了。"""
    opener(BAD)
    monkeypatch.setattr("perfxl.calc.limit.TALKING", 2)
    mine = app_of(connect(opener.app.impl.office.name)).books.active
    os.killpg(office.pid, signal.SIGSTOP)
    yield mine
    os.killpg(office.pid, signal.SIGCONT)
    mine.app.impl.line.desk.books()  # 这一边不再说话；那一边接着做完
    app_of(opener.app.impl.office)


@pytest.mark.parametrize("act", [macro.validate, macro.clear, macro.report])
def test_它停住了_按一下在时限里说一句(stopped: Any, act: Any) -> None:
    began = time.monotonic()
    with pytest.raises(WorkbookError, match="没有回话"):
        act(stopped)
    assert time.monotonic() - began < 20  # 只等一个时限，收尾的几句不各等一遍


def test_它停住了_连的时候也说一句(stopped: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge, "KNOCKING", 2)
    with pytest.raises(WorkbookError, match="没有回话"):
        connect(stopped.app.impl.office.name)


def test_一直忙着_说没有轮到(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    book = opener(BAD)
    office = connect(opener.app.impl.office.name)
    monkeypatch.setattr(office, "_do", lambda *_: (BUSY, ""))
    with pytest.raises(WorkbookError, match="没有轮到做，表没有动"):
        macro.validate(app_of(office).books[book.name])
    app_of(opener.app.impl.office)


def test_动手的是主线程_别的线程动手会与工具栏互相等住(opener: Opener) -> None:
    """那边的 Python 自己说：做步子的线程的号，就是进程的号。"""
    line = opener.app.impl.line
    found = line.desk.prop("service")
    for kind, name, given in (
        ("get", "__globals__", ()), ("call", "get", ("__builtins__",)),
        ("call", "get", ("__import__",)),
    ):  # fmt: skip
        found = line.ask(found, kind, name, given)
    threads, system = (line.ask(found, "call", "__call__", (name,)) for name in ("threading", "os"))
    own, process = line.values((threads.get_native_id(), system.getpid()))
    assert own == process


def test_连接断了_说一句(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    book = opener(BAD)
    office = connect(opener.app.impl.office.name)
    mine = app_of(office).books[book.name]

    def gone(*_: Any) -> NoReturn:
        raise office.uno.getClass("com.sun.star.lang.DisposedException")("断了", None)

    monkeypatch.setattr(office, "_do", gone)
    with pytest.raises(WorkbookError, match="连接断了"):
        macro.validate(mine)
    app_of(opener.app.impl.office)
