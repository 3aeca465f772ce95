"""docs/速度.md 里的几个比，一次运行里量完；每个比印中位和范围。

python benchmarks/ratios.py [对数]
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行
sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from manyforms import many_forms

from benchmarks.judge import make, timed
from benchmarks.run import SAMPLE, seconds
from perfxl import workbook
from perfxl.assess import assess
from perfxl.form.form import Form
from perfxl.form.load import load_all

ROOT = Path(__file__).parent.parent
ALL = sorted((ROOT / "samples").rglob("*.xlsx"))
Pair = tuple[float, float]


def judged(path: Path, forms: Sequence[Form]) -> None:
    assess(workbook.read(path), forms)


def bare(path: Path) -> None:
    """openpyxl 只读：装载，各格的值看一遍。"""
    for sheet in openpyxl.load_workbook(path):
        for _ in sheet.iter_rows(values_only=True):
            pass


def every(job: Callable[[Path], None]) -> None:
    for path in ALL:
        job(path)


def said(what: str, pairs: Sequence[Pair], unit: str, bar: str) -> None:
    ratios = sorted(mine / theirs for mine, theirs in pairs)
    mine, theirs = (statistics.median(pair[place] for pair in pairs) for place in (0, 1))
    print(
        f"{what}：{mine:.1f} 对 {theirs:.1f} {unit}，比 中位 {statistics.median(ratios):.2f}"
        f"（{ratios[0]:.2f}–{ratios[-1]:.2f}，{len(pairs)} 对；目标 {bar}）"
    )


def pairs_of(
    count: int, mine: Callable[[int], object], theirs: Callable[[int], object]
) -> list[Pair]:
    """轮流各做一次算一对，取处理器时间（毫秒）；前三对热身。"""
    pairs = [(_clean(mine, number), _clean(theirs, number)) for number in range(count + 3)]
    return pairs[3:]


def _clean(job: Callable[[int], object], number: int) -> float:
    """前一个留下的垃圾先收走，不算在后一个头上。"""
    gc.collect()
    return timed(partial(job, number))[0]


def main(count: int) -> None:
    forms = load_all()

    def judged_here(path: Path) -> None:
        judged(path, forms)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        more = many_forms(folder, 40)
        made = [make(folder / f"{number}.xlsx", 10, number) for number in range(count + 3)]
        said(
            "读并判河源样例，比 openpyxl 只读",
            pairs_of(count, lambda _: judged(SAMPLE, forms), lambda _: bare(SAMPLE)),
            "毫秒", "0.25",
        )  # fmt: skip
        said(
            "读并判样例的六个工作簿，比 openpyxl 只读",
            pairs_of(count, lambda _: every(judged_here), lambda _: every(bare)),
            "毫秒", "0.25",
        )  # fmt: skip
        said(
            "读并判 10 条指标的表（份份不同），比 openpyxl 只读",
            pairs_of(count, lambda n: judged(made[n], forms), lambda n: bare(made[n])),
            "毫秒", "0.25",
        )  # fmt: skip
        said(
            "读并判河源样例，再加四十张表样比只有自带的",
            pairs_of(count, lambda _: judged(SAMPLE, more), lambda _: judged(SAMPLE, forms)),
            "毫秒", "1.3",
        )  # fmt: skip
    check = ("-m", "perfxl", "check", str(SAMPLE))
    # 样例里有问题时退出码是 1，不算没有做成。
    script = f"import sys; sys.argv[:] = ['perfxl', *{check[2:]!r}]; "
    script += "from perfxl.cli.main import main; main()"
    processes = []
    for number in range(count + 1):
        ours = seconds("-c", script)[1] * 1000
        theirs = seconds("-c", "import openpyxl, docx")[1] * 1000
        if number:
            processes.append((ours, theirs))
    said("perfxl check 河源样例整个进程，比 import openpyxl, docx", processes, "毫秒", "0.9")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
    except subprocess.CalledProcessError as error:
        sys.exit(f"没有量成：{error.stderr.decode()[-300:]}")
