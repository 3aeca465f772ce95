"""`perfxl run` 与普通脚本（plain_run.py）做同一份样例的整个进程的时间，轮流跑，逐对比。

python benchmarks/run.py [次数]
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLE = next((ROOT / "samples" / "河源市2019专项资金").glob("*.xlsx"))
TEMPLATE = ROOT / "templates" / "gd-special-2019" / "report.docx"


# 装好的程序都有编译好的字节码；不许写字节码的环境里，只有从源码跑的一方吃亏。
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def seconds(*arguments: str) -> tuple[float, float]:
    """一个进程的（历时，处理器时间）。"""
    command = [sys.executable, *arguments]
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)  # noqa: S603  # 自己的脚本
    wall, after = time.perf_counter() - start, os.times()
    user, system = after.children_user, after.children_system
    return wall, user + system - before.children_user - before.children_system


def main(runs: int) -> None:
    pairs = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs + 1):
            ours = seconds("-m", "perfxl", "run", str(SAMPLE), "-o", f"{folder}/{number}")
            theirs = seconds("benchmarks/plain_run.py", str(SAMPLE), str(TEMPLATE), folder)
            if number:  # 第一对是热身
                pairs.append((ours, theirs))
    for place, what in enumerate(("历时", "处理器时间")):
        mine = statistics.median(ours[place] for ours, _ in pairs)
        plain = statistics.median(theirs[place] for _, theirs in pairs)
        ratios = sorted(ours[place] / theirs[place] for ours, theirs in pairs)
        print(
            f"{what}：perfxl run {mine:.2f} 秒，普通脚本 {plain:.2f} 秒；"
            f"逐对比 最小 {ratios[0]:.2f}，中位 {statistics.median(ratios):.2f}，"
            f"最大 {ratios[-1]:.2f}（{runs} 对）"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
