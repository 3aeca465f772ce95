"""两双手、断电：许多对同时写的进程，许多次写到一半的 kill -9，看丢没丢东西。

测试里跑少的；全量手工跑：`python tests/twohands.py --pairs 200 --kills 300`（种子固定，可以重来）。
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from perfxl import files, workbook
from perfxl.cells.edits import Edits, Out, ResultSheet, ValueEdit
from perfxl.errors import WorkbookError
from perfxl.form.load import forms_for
from perfxl.workbook import history

GOOD = Path(__file__).parent.parent / "samples" / "良好的自评表.xlsx"
CODES = frozenset({"P02", "P06"})


def sample(path: Path) -> bytes:
    """一份得分多记了半分的表：`write` 有结果可写，`fix` 有格可改。返回它的字节。"""
    shutil.copy(GOOD, path)
    workbook.write(path, Edits(values=(ValueEdit("绩效自评表", 16, 8, Decimal(6)),)))
    shutil.rmtree(path.parent / ".perfxl")
    return path.read_bytes()


def sheet(text: str) -> Edits:
    """一张结果表，写着这句话。"""
    rows = ((Out("校验结果", "title"),), (Out(text), Out(Decimal(1), "number")))
    return Edits(sheets=(ResultSheet("校验结果", rows, (20, 10)),))


def forked(act: object, *arguments: object) -> int:
    """在另一个进程里做；退出码 0 做成了，2 有一句话拒绝了，3 是没有料到的错。"""
    child = os.fork()
    if child:
        return child
    code = 3
    try:
        act(*arguments)  # type: ignore[operator]
        code = 0
    except WorkbookError:
        code = 2
    finally:
        os._exit(code)


def _write(path: Path, wait: int) -> None:
    time.sleep(wait / 1000)
    files.write_file(path, forms_for(None, ()), files.Where())


def _fix(path: Path, wait: int) -> None:
    time.sleep(wait / 1000)
    files.fix_file(path, forms_for(None, ()), CODES, files.Where())


def pairs(folder: Path, count: int, seed: int = 20201) -> Counter[str]:
    """`count` 对进程同时写同一个工作簿：一个写结果，一个照改法改。撤销都要回得到原件。"""
    chance, seen = random.Random(seed), Counter[str]()  # noqa: S311  # 只求重来时一样
    original = sample(folder / "样.xlsx")
    forms_for(None, ())
    for number in range(count):
        path = folder / f"第{number}对.xlsx"
        path.write_bytes(original)
        children = [forked(act, path, chance.randrange(60)) for act in (_write, _fix)]
        codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
        seen.update(f"退出码 {code}" for code in codes)
        if 3 in codes:
            seen["没有料到的错"] += 1
        seen[f"写了 {len(history.steps(path))} 步"] += 1
        seen["丢了原件"] += not _back(path, original)
        seen["留下了东西"] += bool(_litter(folder))
    return seen


def _back(path: Path, original: bytes) -> bool:
    """一步步撤销到撤不动，是不是原件；其间每一份都打得开。"""
    with suppress(WorkbookError):
        while True:
            workbook.undo(path)
            workbook.read(path)
    return path.read_bytes() == original


def _litter(folder: Path) -> list[Path]:
    return [item for item in folder.iterdir() if item.name.startswith(".")]


def kills(folder: Path, count: int, seed: int = 20202) -> Counter[str]:
    """写到一半 kill -9，凑满 `count` 次（已经写完的不算）。

    文件是旧的或新的一整份，撤得回，再写一次旁边不留东西。
    """
    chance, seen = random.Random(seed), Counter[str]()  # noqa: S311  # 只求重来时一样
    path = folder / "断电.xlsx"
    original = sample(path)
    workbook.write(path, sheet("头一次"))
    first = path.read_bytes()
    started = time.monotonic_ns()
    workbook.write(path, sheet("第二次"))
    whole = time.monotonic_ns() - started
    second = path.read_bytes()
    while seen["做到一半"] < count:
        shutil.rmtree(folder / ".perfxl", ignore_errors=True)
        path.write_bytes(original)
        workbook.write(path, sheet("头一次"))
        child = forked(workbook.write, path, sheet("第二次"))
        time.sleep(chance.randrange(whole * 2) / 10**9)
        os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
        seen["做到一半" if os.WIFSIGNALED(status) else "已经做完"] += 1
        now = path.read_bytes()
        seen["旧的" if now == first else "新的" if now == second else "坏的"] += 1
        seen["临时文件"] += bool(list(folder.glob(".perfxl-*")))
        workbook.write(path, sheet("再写一次"))
        seen["再写以后还有临时文件"] += bool(list(folder.glob(".perfxl-*")))
        seen["撤不回原件"] += not _back(path, original)
        seen["留下了东西"] += bool(_litter(folder))
    return seen


def main() -> None:
    """照命令行说的次数跑，打出数来；丢了东西的退出码是 1。"""
    asked = argparse.ArgumentParser()
    asked.add_argument("--pairs", type=int, default=200)
    asked.add_argument("--kills", type=int, default=300)
    options = asked.parse_args()
    with TemporaryDirectory() as place:
        made = pairs(Path(place), options.pairs), kills(Path(place), options.kills)
    for seen in made:
        sys.stdout.write(f"{dict(seen)}\n")
    bad = ("丢了原件", "没有料到的错", "坏的", "撤不回原件", "再写以后还有临时文件", "留下了东西")
    sys.exit(any(seen[name] for seen in made for name in bad))


if __name__ == "__main__":
    main()
