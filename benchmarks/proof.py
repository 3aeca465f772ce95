"""核对准不准、快不快：一套一行、一种一行，改错、找到、误报各几处；docs/核对.md 的表是它印的。

用法：python benchmarks/proof.py [--missed]    # --missed 逐条列出没找到的和误报
      python benchmarks/proof.py --cut         # 各删一句，看会不会拿别的数来顶
      python benchmarks/proof.py --speed [报告.docx …]   # 三百页要几秒，核对一份是打开它的几倍
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行
sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "proof"))

from planted import SETS, Case, cases, findings_of, is_found

from perfxl import workbook
from perfxl.assess import Assessment
from perfxl.proof import proof, proof_report
from perfxl.proof.register import proof_rules
from perfxl.proof.text.read import report_of

_PAGE = 500  # 一页五百来字


@dataclass
class Tally:
    """改了几处、找到几处、误报几条，各按种类；看着错、其实对的有几处、报了几处。"""

    planted: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    tempting: int = 0
    hit: int = 0

    def add(self, other: Tally) -> None:
        self.planted += other.planted
        self.caught += other.caught
        self.alarms += other.alarms
        self.tempting += other.tempting
        self.hit += other.hit

    @property
    def share(self) -> str:
        number, right = self.planted.total(), self.caught.total()
        return f"{number} | {right}（{right * 100 // number}%） | {self.alarms.total()}"


def measure(every: list[Case], *, missed: bool) -> Tally:
    """一套报告的数。"""
    made = Tally(tempting=sum(len(case.tempting) for case in every))
    for case in every:
        base = findings_of(case.text)
        for finding in base:
            made.alarms[proof_rules()[finding.code].kind] += 1
            if missed:
                print(f"误报 {case.name} {finding.code} “{finding.quote}” {finding.message}")
        made.hit += sum(any(quote in finding.quote or finding.quote in quote for finding in base)
                        for quote, _ in case.tempting)  # fmt: skip
        for fault in case.faults:
            made.planted[fault.kind] += 1
            if is_found(case, fault, base):
                made.caught[fault.kind] += 1
            elif missed:
                print(f"没找到 {case.name} {fault.kind} {fault.old} → {fault.new}")
    return made


def tables(*, missed: bool) -> None:
    """一套一行，一种一行。"""
    every, whole = {title: list(cases(folder)) for title, folder in SETS.items()}, Tally()
    print("| 哪一套 | 份数 | 改错 | 找到 | 误报 | 看着错其实对的 | 报了其中 |")
    print("|---" * 7 + "|")
    for title, mine in every.items():
        made = measure(mine, missed=missed)
        whole.add(made)
        print(f"| {title} | {len(mine)} | {made.share} | {made.tempting} | {made.hit} |")
    number = sum(map(len, every.values()))
    print(f"| 合计 | {number} | {whole.share} | {whole.tempting} | {whole.hit} |")
    print("\n| 种类 | 改错 | 找到 | 误报 |\n|---|---|---|---|")
    for kind in sorted({*whole.planted, *whole.alarms}):
        print(f"| {kind} | {whole.planted[kind]} | {whole.caught[kind]} | {whole.alarms[kind]} |")


_NUMERIC = frozenset({"R01", "R02", "R03", "R04", "R05", "R15"})


def cut() -> None:
    """没有错的报告各删一句有数的话：另一半没有了，不该拿别的数来顶，报的多半是误报。"""
    tried, alarmed = 0, set[tuple[str, str, str]]()
    for folder in SETS.values():
        for case in cases(folder):
            for sentence in re.findall(r"[^。；\n]*\d[^。；\n]*[。；]", case.text):
                tried += 1
                for finding in findings_of(case.text.replace(sentence, "", 1)):
                    place = (case.name, finding.code, finding.quote)
                    if finding.code in _NUMERIC and place not in alarmed:
                        alarmed.add(place)
                        print(
                            f"{case.name} {finding.code} “{finding.quote}” {finding.message}"
                            f"；删 {sentence}"
                        )
    print(f"\n删了 {tried} 处，报了 {len(alarmed)} 条")


def speed() -> None:
    """三百页：把练习的报告换了数字接在一起。"""
    chance = random.Random(1)  # noqa: S311  # 要的是每次一样的数，不是安全
    texts = [case.text for folder in SETS.values() for case in cases(folder)]
    whole = ""
    while len(whole) < 300 * _PAGE:
        text = chance.choice(texts)
        whole += re.sub(r"\d", lambda _: str(chance.randint(1, 9)), text) + "\n"
    start = process_time()
    made = proof_report(report_of("三百页.txt", whole))
    spent = process_time() - start
    print(f"{len(whole)} 字、{made.figures} 个数：{spent:.1f} 秒，结论 {len(made.findings)} 条")
    against_workbook()


_PAIRS = 15


def against_workbook() -> None:
    """一份报告与它的自评表核对，是打开报告（python-docx）、读自评表所用时间的几倍。

    报告是程序照河源样例写的；命令后面写了报告的，另量那几份。每次都当没有见过。
    """
    from perfxl.assess import assess_all  # noqa: PLC0415  # 只有这里用
    from perfxl.form.load import load_all  # noqa: PLC0415  # 同上
    from perfxl.report import render  # noqa: PLC0415  # 同上

    (book,) = Path(__file__).parent.parent.glob("samples/河源*/*.xlsx")
    assessments = assess_all(workbook.read(book), load_all())
    with TemporaryDirectory() as folder:
        own = render(assessments[0], Path(folder) / "报告.docx").path
        for report in (own, *map(Path, sys.argv[sys.argv.index("--speed") + 1 :])):
            _compare(report, book, assessments)


def _compare(report: Path, book: Path, assessments: Sequence[Assessment]) -> None:
    import docx  # noqa: PLC0415  # 只有这里用
    import openpyxl  # noqa: PLC0415  # 同上

    from benchmarks.ratios import pairs_of, said  # noqa: PLC0415  # 同上

    def proofed(_: int) -> None:
        _forget()
        workbook.read(book)
        proof(report, assessments)

    def opened(_: int) -> None:
        docx.Document(str(report))
        workbook.read(book)

    def plainly(_: int) -> None:
        docx.Document(str(report))
        for sheet in openpyxl.load_workbook(book):
            for values in sheet.iter_rows(values_only=True):
                tuple(values)

    for theirs, whose in ((opened, "perfxl 自己读"), (plainly, "openpyxl 读")):
        pairs = pairs_of(_PAIRS, proofed, theirs)
        said(f"{report.name}：读自评表并核对，比打开报告、{whose}自评表", pairs, "毫秒", "2")


def _forget() -> None:
    """核对里按话、按数记着的全忘掉：上一次记着的不算。词表、规则这样装载一次的留着。"""
    for name, module in list(sys.modules.items()):
        for kept in vars(module).values() if name.startswith("perfxl.proof") else ():
            if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"]:
                kept.cache_clear()


def main() -> None:
    if "--speed" in sys.argv:
        speed()
        return
    if "--cut" in sys.argv:
        cut()
        return
    tables(missed="--missed" in sys.argv)


if __name__ == "__main__":
    main()
