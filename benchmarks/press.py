"""从按下按钮到表上有标记。手工运行：

    soffice --headless --accept="pipe,name=perfxl;urp;"       先这样起一个装好了扩展的 LibreOffice
    python benchmarks/press.py perfxl

三种做法在同一次运行里轮流做，每回都是新打开的一份，各取中位：
- 另起一个进程（按钮就是这样）：起 Python、装载、连上、读、判、写，到进程结束；
- 常驻（小窗口就是这样）：都装载好了，从按下到写完；头一次，和改也没改再按一次；
- 对照：常驻，不用扩展里的那一半，从外面一步一步地做。
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行

from perfxl import live
from perfxl.buttons import macro
from perfxl.calc import app_of, bridge, connect

SAMPLE = (
    Path(__file__).parent.parent
    / "samples"
    / "河源市2019专项资金"
    / "河源市2019专项资金自评表.xlsx"
)
TIMES = 7


def main() -> None:
    """量，打印。"""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    pipe = sys.argv[1]
    macro.warm()
    inside = connect(pipe)
    with mock.patch.object(bridge, "hand_name", return_value="没有装扩展"):
        outside = connect(pipe)
    if not inside.inside:
        sys.exit("这个 LibreOffice 里没有装扩展，或装的不是这一版；请先运行 perfxl excel install")
    times: dict[str, list[int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "自评 表(1).xlsx")
        for number in range(TIMES + 1):
            shutil.copy(SAMPLE, path)
            for name, milliseconds in _round(pipe, path, inside, outside).items():
                if number:  # 头一轮热身
                    times.setdefault(name, []).append(milliseconds)
    for name, values in times.items():
        print(f"{name}：中位 {median(values)} 毫秒（{min(values)}–{max(values)}）")
    slow, fast = median(times["对照，头一次"]), median(times["常驻，头一次"])
    print(f"常驻的头一次是对照的 1/{slow / fast:.1f}")


def _round(pipe: str, path: Path, inside: Any, outside: Any) -> dict[str, int]:
    command = [sys.executable, "-m", "perfxl", "macro", "validate", f"--calc={pipe}"]
    times = {}
    with _Opened(inside, path):
        times["另起进程"] = _timed(
            lambda: subprocess.run(  # noqa: S603  # 起的是自己
                [*command, f"--wb={path}"], check=True, capture_output=True, cwd=path.parent
            )
        )
    for name, office in (("常驻", inside), ("对照", outside)):
        with _Opened(inside, path):
            times[f"{name}，头一次"] = _timed(partial(_press, office))
            times[f"{name}，再按一次"] = _timed(partial(_press, office))
    return times


def _press(office: Any) -> None:
    with mock.patch.object(live.find, "_calc_apps", return_value=[app_of(office)]):
        macro.validate(live.find_book(calc="x"))


def _timed(act: Callable[[], object]) -> int:
    start = perf_counter()
    act()
    return round((perf_counter() - start) * 1000)


class _Opened:
    """在 LibreOffice 里开着一份。"""

    def __init__(self, office: Any, path: Path) -> None:
        self._office, self._url = office, office.uno.systemPathToFileUrl(str(path))

    def __enter__(self) -> None:
        self._book = self._office.desktop.loadComponentFromURL(self._url, "_blank", 0, ())

    def __exit__(self, *_: object) -> None:
        self._book.close(True)  # noqa: FBT003  # UNO 的写法


if __name__ == "__main__":
    main()
