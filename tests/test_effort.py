"""读一份、判一份要做多少事：数函数调用，不看钟点，机器忙不忙都一样。

2026-11-27 有过一回：看画法特别不特别的几步，每一格都拿每张表样的列名去认，读一份慢了五倍，
哪一个测试也没有说。
"""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.load import load_all

SAMPLES = Path(__file__).parent.parent / "samples"
FORMS = load_all()


def _calls(path: Path) -> int:
    """读并判一遍，调用了几次 Python 的函数；头一遍装载、编译的不算。"""
    assess_all(workbook.read(path), FORMS)
    count = 0

    def seen(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        del frame, arg
        count += event == "call"

    old = sys.getprofile()
    sys.setprofile(seen)
    try:
        assess_all(workbook.read(path), FORMS)
    finally:
        sys.setprofile(old)
    return count


# 限度比量得的（3.11）多三成：多一条规则、多认一种画法，够用；每一格都去认一遍，超得多。
@pytest.mark.parametrize(
    ("pattern", "most"),
    [("河源*/*自评表.xlsx", 70_000), ("广*/*自评表.xlsx", 42_000)],
)
def test_读并判一份样例_做的事有数(pattern: str, most: int) -> None:
    (path,) = SAMPLES.glob(pattern)
    assert _calls(path) < most
