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


def seconds(*arguments: str) -> float:
    command = [sys.executable, *arguments]
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=True, capture_output=True)  # noqa: S603  # 自己的脚本
    return time.perf_counter() - start


def main(runs: int) -> None:
    ratios, mine, plain = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(runs + 1):
            ours = seconds("-m", "perfxl", "run", str(SAMPLE), "-o", f"{folder}/{number}")
            theirs = seconds("benchmarks/plain_run.py", str(SAMPLE), str(TEMPLATE), folder)
            if number:  # 第一对是热身
                mine.append(ours)
                plain.append(theirs)
                ratios.append(ours / theirs)
    print(
        f"perfxl run {statistics.median(mine):.2f} 秒，普通脚本 {statistics.median(plain):.2f} 秒"
    )
    low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
    print(f"perfxl÷普通脚本：最小 {low:.2f}，中位 {middle:.2f}，最大 {high:.2f}（{runs} 对）")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
