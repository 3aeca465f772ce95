"""读一份、判一份要做多少事：数函数调用，不看钟点，机器忙不忙都一样。

2026-11-27 有过一回：看画法特别不特别的几步，每一格都拿每张表样的列名去认，读一份慢了五倍，
哪一个测试也没有说。
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all

SAMPLES = Path(__file__).parent.parent / "samples"
FORMS = load_all()


def _calls(work: Callable[[], object]) -> int:
    """做一遍，调用了几次 Python 的函数。"""
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        del frame, arg
        count += event == "call"

    old = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(old)
    return count


# 限度比量得的（3.11）多一成：多一条规则、多认一种画法，够用；
# 每一格都去认一遍，超得多。
@pytest.mark.parametrize(
    ("pattern", "most"),
    [("河源*/*自评表.xlsx", 50_000), ("广*/*自评表.xlsx", 29_000)],
)
def test_读并判一份样例_做的事有数(pattern: str, most: int) -> None:
    (path,) = SAMPLES.glob(pattern)

    def work() -> None:
        assess_all(workbook.read(path), FORMS)

    work()  # 头一遍装载、编译的不算
    assert _calls(work) < most


def test_每条都写着原因的表_做的事有数() -> None:
    """名称、原因份份不同：照一条的名称现编正则的，一份要编十个，也慢一倍。"""

    def judged(mark: str) -> None:
        lines = [
            f"{line} 施工队{mark}{place}晚进场两周" if line.endswith("|") else line
            for place, line in enumerate(GOOD.splitlines())
        ]
        text = "\n".join(lines)
        for name in ("改造阅览室面积", "添置图书册数", "工程验收合格率", "完工时间", "项目总成本"):
            text = text.replace(name, f"{name}{mark}")
        assess_all(drawn(text), FORMS)

    judged("甲")
    assert _calls(lambda: judged("乙")) < 26_600
