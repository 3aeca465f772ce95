"""做得久的：终端上一行里变，别处一行一行；多快、还要多久说得准才说。"""

from __future__ import annotations

import sys

import pytest

from perfxl.cli import progress
from perfxl.cli.progress import Progress
from perfxl.cli.say import Say

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """拨得动的钟（毫秒）。"""
    now = [0]
    monkeypatch.setattr(progress, "_now", lambda: now[0])
    return now


def _run(made: Progress, clock: list[int], *steps: tuple[int, int, int | None]) -> None:
    for time, done, total in steps:
        clock[0] = time
        made(done, total)
    made.close()


def test_不是终端_隔十秒一行(clock: list[int], capsys: Spoken) -> None:
    _run(
        Progress(Say("zh", quiet=False, json=False)), clock,
        (1_000, 40, None), (11_000, 500, None), (12_000, 0, 3000), (13_000, 10, 3000),
        (112_000, 1000, 3000), (113_000, 1010, 3000), (1_012_000, 2999, 3000),
    )  # fmt: skip
    assert capsys.readouterr().err.splitlines() == [
        "正在看文件夹：看到 500 个",
        "读了 1000/3000 个，每秒 10.0 个，还要 3 分 20 秒",
        "读了 2999/3000 个，每秒 2.9 个，还要 0 秒",
    ]


def test_终端上一行里变_做完擦掉(
    clock: list[int], capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    _run(
        Progress(Say("en", quiet=False, json=False)), clock,
        (1_000, 0, 300), (1_100, 2, 300), (2_000, 30, 300), (11_000, 100, 300),
    )  # fmt: skip
    assert capsys.readouterr().err.split("\r\x1b[K") == [
        "", "0 of 300", "30 of 300", "100 of 300, 10.0 a second, 20 s left", ""
    ]  # fmt: skip


@pytest.mark.parametrize("quiet", [True, False])
def test_安静的_给程序读的不说(quiet: bool, clock: list[int], capsys: Spoken) -> None:  # noqa: FBT001  # 参数化给的
    say = Say("zh", quiet=quiet, json=not quiet)
    _run(Progress(say), clock, (0, 0, 10), (60_000, 5, 10))
    assert capsys.readouterr() == ("", "")
