"""校验的结论：一条条“哪里、什么、应当怎样、依据、怎么办”。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.moved import MovedCell
from perfxl.filing.fixes import Fix

TRIAL = "（试行）"
ALL = ("全部",)  # `explains` 写它的：别的结论都是它的后果
# 金额像是写错了一万倍、是负数的：级别是核实、提醒的，那个数也不可信，写了说明的不算。
MONEY = ("M08", "M17", "M18")
WITHIN = ("这几格",)  # 写它的：指着它那几格的（或照那几格算的）别的结论都不必说


class Level(StrEnum):
    """级别。`VERIFY`（核实性）在说明格写了说明就可以保留，其余同字面。"""

    ERROR = "error"
    VERIFY = "verify"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        return {"error": "错误", "verify": "核实", "warning": "提醒", "info": "提示"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """一条结论。`cells` 是全部有关的单元格，第一个是最该去看的；写出去时才换成地址。"""

    code: str
    level: Level
    cells: tuple[Cell, ...]
    message: str
    fix: str
    source: str = ""
    title: str = ""
    english: str = ""
    explanation: str = ""
    outdated: str = ""  # 写过的说明针对的数变了，不再作数：标着过时的那句话
    fixes: tuple[Fix, ...] = ()
    unfixed: str = ""  # 有唯一的答案而不能替填报人改：为什么
    trial: bool = False  # 出自试行的规则
    basis: tuple[Cell, ...] = ()  # 它是照这几格算出来的：那里还有错的，先改那里

    @property
    def label(self) -> str:
        """给人看的级别：`提醒`、`提醒（试行）`。"""
        return self.level.label + TRIAL * self.trial

    @property
    def is_open(self) -> bool:
        """还等着处理：提示不算，写了说明的核实性结论也不算。"""
        return self.level is not Level.INFO and not self.is_settled

    @property
    def is_settled(self) -> bool:
        """核实性结论，写了说明，可以保留。"""
        return self.level is Level.VERIFY and bool(self.explanation)

    def line(self) -> str:
        """一行话：自评表!G14 W01 产出指标分值合计 48，应为 50（财预〔2020〕10号）；请调整 …"""
        place = places(self.cells) or "整个工作簿"
        source = f"（{self.source}）" if self.source else ""
        fix = f"；{self.fix}" if self.fix and not self.is_settled else ""
        said = " ".join(self.explanation.split())
        told = f"；{'已说明' if self.is_settled else '填报人的说明'}：{said}" if said else ""
        return f"{place} {self.code} {self.message}{source}{fix}{told}"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """核对报告的一条：列在校验结果的末尾，“单元格”一列写着报告里的原话。"""

    code: str
    level: Level
    place: str
    message: str
    fix: str
    source: str = ""
    explanation: str = ""


def places(cells: Sequence[Cell]) -> str:
    """几个单元格的写法：同一张表只写一次表名，连着的写成 `G14:G17`。"""
    shown: list[str] = []
    last_sheet = ""
    for sheet, run in _runs(cells):
        first, last = run[0], run[-1]
        local = first if first == last else f"{first}:{last}"
        shown.append(local if sheet == last_sheet else f"{sheet}!{local}")
        last_sheet = sheet
    return "、".join(shown)


def first_cells(shown: str) -> tuple[str, ...]:
    """`places` 写出的每一段的第一格：`自评表!G14:G17、H3` → 自评表!G14、自评表!H3。"""
    sheet, firsts = "", list[str]()
    for part in shown.split("、"):
        name, mark, local = part.strip().rpartition("!")
        sheet = name if mark else sheet
        firsts.append(f"{sheet}!{local.partition(':')[0]}")
    return tuple(firsts)


def every_cell(shown: str) -> tuple[str, ...]:
    """`places` 写出的每一格：自评表!G14:G16 → 自评表!G14、自评表!G15、自评表!G16。"""
    found = []
    for part, first in zip(shown.split("、"), first_cells(shown), strict=True):
        run = _RUN.search(part)
        stem = first[: len(first) - len(run[1])] if run else ""
        rows = range(int(run[1]), min(int(run[2]), int(run[1]) + _LONGEST) + 1) if run else ()
        found += [f"{stem}{row}" for row in rows] or [first]
    return tuple(found)


_RUN = later(r"(?<=[A-Z])(\d+):[A-Z]+(\d+)$")
_LONGEST = 9999


def _runs(cells: Sequence[Cell]) -> Iterator[tuple[str, list[str]]]:
    """同一列上下相连的格归成一段。"""
    run: list[Cell] = []
    for cell in cells:
        if run and not _is_below(run[-1], cell):
            yield run[0].sheet, [each.local for each in run]
            run = []
        run.append(cell)
    if run:
        yield run[0].sheet, [each.local for each in run]


def _is_below(upper: Cell, cell: Cell) -> bool:
    return (cell.sheet, cell.row, cell.column) == (upper.sheet, upper.row + 1, upper.column)


def counted(findings: Sequence[Finding]) -> str:
    """错误 2　核实 3（已说明 1）　提醒 0　提示 0"""
    settled = sum(finding.is_settled for finding in findings)
    told = {Level.VERIFY: f"（已说明 {settled}）"} if settled else {}
    return "　".join(
        f"{level.label} {number}{told.get(level, '')}" for level, number in count(findings).items()
    )


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """先重后轻；同级按代码，同代码保持表里的先后。没有读到的行、写混的单位在最前：改好以前，别的都说不准。"""
    rank = {level: place for place, level in enumerate(Level)}
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                rank[finding.level],
                finding.level is not Level.ERROR or finding.code not in _FIRST,
                finding.code,
            ),
        )
    )


_FIRST = frozenset({"U01", "M18"})


def group(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """代码、话都相同的结论并成一条，单元格连在一起。"""
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for finding in findings:
        same = (finding.code, finding.message, finding.explanation, finding.outdated)
        alike.setdefault(same, []).append(finding)
    return tuple(each[0] if len(each) == 1 else _joined(each) for each in alike.values())


def _joined(same: Sequence[Finding]) -> Finding:
    cells = distinct(cell for finding in same for cell in finding.cells)
    fixes = tuple(fix for finding in same for fix in finding.fixes)
    return replace(same[0], cells=cells, fixes=fixes)


def distinct(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """同一地址的只留先说的一格。"""
    kept: dict[str, Cell] = {}
    for cell in cells:
        kept.setdefault(cell.address, cell)
    return tuple(kept.values())


def settle_consequences(
    findings: Sequence[Finding], explains: Mapping[str, frozenset[str]]
) -> tuple[Finding, ...]:
    """别的结论说明得了的（照写反了的指标值算出的得分），不教人照它改，只说先改好哪一格。

    `explains` 是一条规则没有改好时，哪几条规则的结论是它的后果。
    """
    whole = tuple(finding for finding in findings if explains.get(finding.code) == frozenset(ALL))
    if whole:
        return whole
    findings = outside(findings, explains)
    causes = [(finding, explains[finding.code]) for finding in findings if finding.is_open
              and explains.get(finding.code)]  # fmt: skip
    # 自己也是别人的后果的放在后面：总额和分项差一万倍的，先改单位，不先改合计。
    causes.sort(key=lambda each: any(each[0].code in codes for _, codes in causes))
    return tuple(_after(finding, causes) for finding in findings) if causes else tuple(findings)


def outside(
    findings: Sequence[Finding], explains: Mapping[str, frozenset[str]]
) -> tuple[Finding, ...]:
    """去掉整列填反了一类（`WITHIN`）的后果：指着那几格的，照那几格算的；另写着代码的，只去掉那几条规则的。"""
    kept, mark = tuple(findings), frozenset(WITHIN)
    causes = (each for each in findings if mark <= explains.get(each.code, frozenset()))
    for cause in (each for each in causes if each.is_open):  # 写了说明、可以保留的，不盖住别的
        codes, places = explains[cause.code] - mark, _places(cause)
        kept = tuple(
            each for each in kept
            if each is cause or (codes and each.code not in codes)
            or places.isdisjoint(_places(each))
        )  # fmt: skip
    return kept


def _places(finding: Finding) -> frozenset[str]:
    return frozenset(cell.address for cell in (*finding.cells, *finding.basis))


def _after(finding: Finding, causes: Sequence[tuple[Finding, frozenset[str]]]) -> Finding:
    basis = {cell.address for cell in finding.basis}
    for cause, codes in causes:
        if finding.code not in codes:
            continue
        cell = next((cell for cell in cause.cells if cell.address in basis), None)
        if _shares_formula(cause, finding):
            cell = cause.cells[0]
        if cell is not None:
            after = replace(finding, fix=f"先改好 {cell.local}（{cause.code}），再看这一条")
            why = f"{cell.local} 还有 {cause.code} 没有解决，先改好它"
            return replace(after, fixes=(), unfixed=why) if finding.fixes else after
    return finding


def _shares_formula(cause: Finding, finding: Finding) -> bool:
    """指着同一个公式格：公式漏加了哪一格，改好那一格它自己就对了。"""
    formulas = {cell.address for cell in cause.cells if cell.formula is not None}
    used = (cell for fix in finding.fixes for cell in fix.basis)
    return any(cell.address in formulas for cell in (*finding.cells, *finding.basis, *used))


def settle_fixes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """只留作数的改法：格里不是公式，算出它的那几格没有别的问题；一条里有一格不行就都不改。"""
    cited: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.is_open:
            for cell in finding.cells:
                cited.setdefault(cell.address, []).append(finding)
    return tuple(_settled(finding, cited) if finding.fixes else finding for finding in findings)


def _settled(finding: Finding, cited: dict[str, list[Finding]]) -> Finding:
    reasons = [
        f"{fix.cell.local} 是公式 ={fix.cell.formula}，请检查公式"
        for fix in finding.fixes
        if fix.cell.formula is not None
    ]
    reasons += [
        f"{fix.cell.local} 一格里还写着名目，请照着改"
        for fix in finding.fixes
        if isinstance(fix.cell, MovedCell) and fix.cell.whole
    ]
    basis = [cell for fix in finding.fixes for cell in fix.basis]
    codes = [
        (other.code not in _FIRST, f"{cell.local} 还有 {other.code} 没有解决，先改好它")
        for cell in basis
        for other in cited.get(cell.address, ())
        if other.code != finding.code
    ]
    reasons += [said for _, said in sorted(codes, key=lambda each: each[0])[:1]]
    return replace(finding, fixes=(), unfixed="；".join(reasons)) if reasons else finding


def count(findings: Iterable[Finding]) -> dict[Level, int]:
    """各级别的条数；没有的级别也在，为 0。"""
    counts = dict.fromkeys(Level, 0)
    for finding in findings:
        counts[finding.level] += 1
    return counts
