"""汇总一批自评表，与用 openpyxl 一个个打开（只打开，不看）比；主进程、各读表进程占多少内存。

python benchmarks/bureau.py [单位数 [每个单位几个项目]]

不写时是 60 个单位、3,000 个工作簿。造的一批放在临时文件夹，做完删去。openpyxl 一个进程里打开，
抽其中一部分，照个数折算；汇总用两个进程。先后各量两回取快的，机器忙时比的才是同一样。
"""

from __future__ import annotations

import sys
import tempfile
import threading
import warnings
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Self, TypeVar

import openpyxl

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bureau")]  # 没有安装时也能从源码运行

import bureaubook  # noqa: E402  # 先要找得到它

from perfxl.bureau.collect import Ask, Collected, collect  # noqa: E402  # 同上
from perfxl.bureau.judging import Job, Way  # noqa: E402  # 同上
from perfxl.bureau.ledger import Ledger  # noqa: E402  # 同上
from perfxl.bureau.scan import scan  # noqa: E402  # 同上

R = TypeVar("R")
WORKERS = 2
SAMPLE = 300


class Memory:
    """一阵一阵地看：自己和各读表进程常驻内存的最大值（MB）。只有 Linux 看得到。"""

    def __init__(self) -> None:
        self.mine = self.theirs = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.5):
            self.mine = max(self.mine, _resident("self"))
            children = Path("/proc/self/task").glob("*/children")
            for number in " ".join(path.read_text() for path in children).split():
                self.theirs = max(self.theirs, _resident(number))


def _resident(process: str) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    rows = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(rows.get("VmRSS", "0 kB").split()[0]) // 1024


def main() -> None:
    """造一批，比一比，印出来。"""
    offices, each = (int(text) for text in (*sys.argv[1:], "60", "50")[:2])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "收件"
        began = perf_counter()
        bureaubook.make(folder, offices, each)
        print(f"造好 {offices} 个单位，{perf_counter() - began:.0f} 秒")
        with Memory() as memory:
            first, done = _fastest(lambda: _collected(folder, _fresh(Path(name))))
        opened, count = _fastest(lambda: _opened(folder))
        print(
            f"汇总（读、核分、校验、记台账，{WORKERS} 个进程）：{done.files} 个 {first:.1f} 秒，"
            f"一个 {1000 * first / done.files:.1f} 毫秒"
        )
        print(f"openpyxl 一个个打开：一个 {1000 * opened / count:.1f} 毫秒（量了 {count} 个）")
        print(f"openpyxl ÷ 汇总 = {opened / count / (first / done.files):.2f}")
        print(f"内存：主进程至多 {memory.mine} MB，读表的一个至多 {memory.theirs} MB")
        ledger = _fresh(Path(name))
        _collected(folder, ledger)
        began = perf_counter()
        again = _collected(folder, ledger)
        print(f"没有变的再汇总一回：{perf_counter() - began:.1f} 秒，读了 {again.read} 个")
        size = ledger.stat().st_size / 1024 / 1024
        print(f"台账 {size:.1f} MB，一份自评表 {1024 * size / done.filings:.1f} KB")


_number = iter(range(100))


def _fresh(folder: Path) -> Path:
    return folder / f"台账{next(_number)}.sqlite"


def _collected(folder: Path, place: Path) -> Collected:
    with Ledger.open(place, create=True) as ledger:
        return collect(ledger, Ask((folder,), workers=WORKERS))


def _opened(folder: Path) -> int:
    """只打开：格里是什么都不看。坏的跳过。"""
    books = [book for book in scan((folder,)).workbooks if not book.why]
    step = max(1, len(books) // SAMPLE)
    number = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for book in books[::step]:
            job = Job(book.path.name, book.path, book.inside, Way())
            try:
                openpyxl.load_workbook(BytesIO(job.load()))
            except Exception:  # noqa: BLE001, S112  # 坏的，openpyxl 各有各的错
                continue
            number += 1
    return number


def _fastest(act: Callable[[], R]) -> tuple[float, R]:
    times = []
    for _ in range(2):
        began = perf_counter()
        made = act()
        times.append(perf_counter() - began)
    return min(times), made


if __name__ == "__main__":
    main()
