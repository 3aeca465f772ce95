"""核对用的语料：没有错的报告，看着错、其实对的地方，改一处就错的改法。数和话都是编的。"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from perfxl.proof import CHECKS, NUMERIC, Check, proof_report, told
from perfxl.proof.model import Finding, Paragraph, Report, Table, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.register import proof_rules
from perfxl.proof.text.read import report_of

HERE = Path(__file__).parent
# 规则照着第一套写；后几套先量后看，头一次量的数在 docs/核对.md。
SETS = {
    "照着写规则的": HERE / "corpus",
    "写好规则以后另写的": HERE / "unseen",
    "再写的": HERE / "fresh",
    "第三次写的": HERE / "third",
    "第四次写的": HERE / "fourth",
    "第五次写的": HERE / "fifth",
    "第六次写的": HERE / "sixth",
    "第七次写的": HERE / "seventh",
    "第八次写的": HERE / "eighth",
    "第九次写的": HERE / "ninth",
    "第十次写的": HERE / "tenth",
    "第十一次写的": HERE / "eleventh",
    "第十二次写的": HERE / "twelfth",
    "第十三次写的": HERE / "thirteenth",
    "第十四次写的": HERE / "fourteenth",
    "第十五次写的": HERE / "fifteenth",
    "第十六次写的": HERE / "sixteenth",  # 量的时候带着自评表；靠表才找得到的没有收
    "第十七次写的": HERE / "seventeenth",  # 同上
    "第十八次写的": HERE / "eighteenth",  # 同上
    "第十九次写的": HERE / "nineteenth",  # 同上
    "第二十次写的": HERE / "twentieth",  # 同上
}


@dataclass(frozen=True)
class Fault:
    """把 `old` 改成 `new`，就该报 `kind`（或 `accept` 里的一种）。"""

    old: str
    new: str
    kind: str
    accept: tuple[str, ...] = ()

    @property
    def kinds(self) -> frozenset[str]:
        return frozenset({self.kind, *self.accept})


@dataclass(frozen=True)
class Case:
    """一份没有错的报告。"""

    name: str
    text: str
    tempting: tuple[tuple[str, str], ...]
    faults: tuple[Fault, ...]

    def broken(self, fault: Fault) -> str:
        """改错了一处的报告。"""
        return self.text.replace(fault.old, fault.new, 1)


def cases(folder: Path) -> Iterator[Case]:
    """一个文件夹里的全部报告。"""
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        tempting = tuple((quote, why) for quote, why in data["tempting"])
        faults = tuple(
            Fault(row["old"], row["new"], row["kind"], tuple(row.get("accept", ())))
            for row in data["fault"]
        )
        yield Case(path.stem, data["text"].strip(), tempting, faults)


@lru_cache(maxsize=4096)
def _same(paragraph: Paragraph) -> Paragraph:
    """没有改的一段用原来的：读出来的数记在它身上，不必每改一处就把全文重读一遍。"""
    return paragraph


@lru_cache(maxsize=8)  # 一份报告的各处错，都与没有错的那一份比
def findings_of(text: str) -> tuple[Finding, ...]:
    return proof_report(_report(text)).findings


def _report(text: str) -> Report:
    report = report_of("报告.txt", text)
    same = {paragraph.number: _same(paragraph) for paragraph in report.paragraphs}
    tables = tuple(_with(table, same) for table in report.tables)
    return replace(report, paragraphs=tuple(same.values()), tables=tables)


def _with(table: Table, same: Mapping[int, Paragraph]) -> Table:
    """表格里的一段，表里还有一份：也用原来的。"""
    rows = tuple(
        tuple(
            TableCell(cell.column, tuple(same[one.number] for one in cell.paragraphs))
            for cell in row
        )
        for row in table.rows
    )
    return Table(table.number, rows)


def codes_of(text: str) -> list[str]:
    return [finding.code for finding in findings_of(text)]


def is_found(case: Case, fault: Fault, base: tuple[Finding, ...]) -> bool:
    """比没有错的报告多出来的结论里，有没有这一种；说到了就不往下看，省去三分之二的时间。"""
    known = Counter((finding.code, finding.quote) for finding in base)
    checks = CHECKS if base else _likely_first(fault.kinds)
    for finding in told(Reading(_report(case.broken(fault))), checks):
        said = finding.code, finding.quote
        if known[said]:
            known[said] -= 1
        elif proof_rules()[finding.code].kind in fault.kinds:
            return True
    return False


@cache
def _likely_first(kinds: frozenset[str]) -> tuple[Check, ...]:
    """先问会说这几种的。同一个数的几种，前面的说了后面的就不说：先后不能换。"""
    codes = {rule.code for rule in proof_rules().values() if rule.kind in kinds}
    if codes & NUMERIC:
        return CHECKS
    return tuple(sorted(CHECKS, key=lambda check: codes.isdisjoint(_said_by()[check])))


@cache
def _said_by() -> dict[Check, set[str]]:
    """各项检查会说哪几条规则：照规则自己的坏例问一遍。只用来排先后，不全也不碍事。"""
    texts = [text for rule in proof_rules().values() for text in rule.bad]
    readings = [Reading(_report(text)) for text in texts]
    return {
        check: {finding.code for reading in readings for finding in check(reading)}
        for check in CHECKS
    }
