"""核对准不准、快不快：一种错一行，改了几处、找到几处、误报几条；docs/核对.md 里的表就是它印的。

用法：python benchmarks/proof.py [--missed]    # --missed 逐条列出没找到的和误报
      python benchmarks/proof.py --speed       # 三百页的报告要几秒
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from planted import SETS, Case, cases, findings_of, is_found

from perfxl.proof import proof_report
from perfxl.proof.read import report_of
from perfxl.proof.register import proof_rules

_PAGE = 500  # 一页五百来字


def measure(title: str, every: list[Case], *, missed: bool) -> None:
    """一套报告的表。"""
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    hit = 0
    for case in every:
        base = findings_of(case.text)
        for one in base:
            alarms[proof_rules()[one.code].kind] += 1
            if missed:
                print(f"误报 {case.name} {one.code} “{one.quote}” {one.message}")
        hit += sum(any(quote in one.quote or one.quote in quote for one in base)
                   for quote, _ in case.tempting)  # fmt: skip
        for fault in case.faults:
            planted[fault.kind] += 1
            if is_found(case, fault, base):
                found[fault.kind] += 1
            elif missed:
                print(f"没找到 {case.name} {fault.kind} {fault.old} → {fault.new}")
    tempting = sum(len(case.tempting) for case in every)
    print(f"\n{title}（{len(every)} 份）\n\n| 种类 | 改错 | 找到 | 误报 |\n|---|---|---|---|")
    for kind in sorted({*planted, *alarms}):
        print(f"| {kind} | {planted[kind]} | {found[kind]} | {alarms[kind]} |")
    number, right = planted.total(), found.total()
    print(f"| 合计 | {number} | {right}（{right * 100 // number}%） | {alarms.total()} |")
    print(f"\n看着错、其实对的 {tempting} 处，报了 {hit} 处。")


def speed() -> None:
    """三百页：把练习的报告换了数字接在一起。"""
    chance = random.Random(1)  # noqa: S311  # 要的是每次一样的数，不是安全
    texts = [case.text for folder in SETS.values() for case in cases(folder)]
    whole = ""
    while len(whole) < 300 * _PAGE:
        text = chance.choice(texts)
        whole += re.sub(r"\d", lambda _: str(chance.randint(1, 9)), text) + "\n"
    start = perf_counter()
    made = proof_report(report_of("三百页.txt", whole))
    spent = perf_counter() - start
    print(f"{len(whole)} 字、{made.figures} 个数：{spent:.1f} 秒，结论 {len(made.findings)} 条")


def main() -> None:
    if "--speed" in sys.argv:
        speed()
        return
    for title, folder in SETS.items():
        measure(title, list(cases(folder)), missed="--missed" in sys.argv)


if __name__ == "__main__":
    main()
