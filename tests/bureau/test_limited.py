"""一个文件卡住、太大、崩了，只碍它自己。"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest
from hang import act, whoami

from perfxl.bureau.crew import in_order
from perfxl.bureau.judging import Job, Way, judge
from perfxl.bureau.limited import Limited, Limits, LostError
from perfxl.errors import PerfxlError

SOON = Limits(seconds=2, memory=1 << 30)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="内存的限度，只有 Linux 上靠得住")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("空转", "2 秒还没有做完，不等它了；请核对是不是填好的表样"),
        ("睡着", "2 秒还没有做完，不等它了；请核对是不是填好的表样"),
        pytest.param("太大", "太大，给一个文件的内存装不下", marks=LINUX),
        ("崩", "做到一半程序崩了"),
        ("退出", "做到一半程序崩了（3），只停了这一个"),
    ],
)
def test_做不完的说一句_下一件照做(what: str, said: str) -> None:
    with Limited(act, SOON) as limited:
        with pytest.raises(LostError) as caught:
            limited(what)
        assert said in str(caught.value)
        assert limited("好") == "好"


def test_自己说的话照传_进程接着用() -> None:
    with Limited(act, SOON) as limited:
        with pytest.raises(PerfxlError, match=r"^不是工作簿$"):
            limited("说一句")
        with pytest.raises(PerfxlError, match="程序出错，没有做（KeyError）；详细情形记在"):
            limited("程序错")
        assert limited("往屏幕上说话") == "往屏幕上说话"


def test_这会儿取不到的_下一回再试(tmp_path: Path) -> None:
    """看的时候还在，读的时候正被占用、网络断了：与坏了的不一样。"""
    job = Job("a.xlsx", tmp_path / "a.xlsx", (), Way())
    with Limited(judge) as limited, pytest.raises(LostError, match=r"^找不到这个文件；请核对路径$"):
        limited(job)


def test_做过几件换一个进程() -> None:
    with Limited(whoami, Limits(times=2)) as limited:
        made = [limited("") for _ in range(5)]
    assert [made[0] == made[1], made[1] == made[2], made[2] == made[3], made[3] == made[4]] == [
        True, False, True, False,
    ]  # fmt: skip


def test_别的线程里停得下来() -> None:
    limited = Limited(act, Limits(seconds=300))
    threading.Timer(1, limited.close).start()
    began = time.monotonic_ns()
    with pytest.raises(LostError, match="已停止"):
        limited("睡着")
    assert time.monotonic_ns() - began < 60 * 10**9


def test_几个一起做_答话照原来的次序() -> None:
    items = ["好一", "空转", *(f"好{number}" for number in range(40)), "崩", "末了"]
    made = list(in_order(act, items, 2, SOON))
    assert [item for item, _ in made] == items
    lost = [item for item, answer in made if isinstance(answer, LostError)]
    assert lost == ["空转", "崩"]
    assert all(answer == item for item, answer in made if item not in lost)


def test_不要了就都停下() -> None:
    results = in_order(act, ["好", *["睡着"] * 300], 2, Limits(seconds=300))
    assert next(results) == ("好", "好")
    began = time.monotonic_ns()
    results.close()
    assert time.monotonic_ns() - began < 30 * 10**9
