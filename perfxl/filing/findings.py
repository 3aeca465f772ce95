"""校验的结论：一条条“哪里、什么、应当怎样、依据、怎么办”。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from perfxl.filing.fixes import Fix

TRIAL = "（试行）"


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
    """一条结论。`cells` 是全部有关单元格的地址（`自评表!G14`），第一个是最该去看的。"""

    code: str
    level: Level
    cells: tuple[str, ...]
    message: str
    fix: str
    source: str = ""
    title: str = ""
    english: str = ""
    explanation: str = ""
    fixes: tuple[Fix, ...] = ()
    unfixed: str = ""  # 有唯一的答案而不能替填报人改：为什么
    trial: bool = False  # 出自试行的规则

    @property
    def label(self) -> str:
        """给人看的级别：`提醒`、`提醒（试行）`。"""
        return self.level.label + TRIAL * self.trial

    def line(self) -> str:
        """一行话：自评表!G14 W01 产出指标分值合计 48，应为 50（财预〔2020〕10号）；请调整 …"""
        place = places(self.cells) or "整个工作簿"
        source = f"（{self.source.replace('（未核实）', '，未核实')}）" if self.source else ""
        fix = f"；{self.fix}" if self.fix else ""
        return f"{place} {self.code} {self.message}{source}{fix}"


def places(cells: Sequence[str]) -> str:
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
    sheet, found = "", []
    for part in shown.split("、"):
        name, mark, local = part.strip().rpartition("!")
        sheet = name if mark else sheet
        found.append(f"{sheet}!{local.partition(':')[0]}")
    return tuple(found)


def _runs(cells: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """同一列上下相连的格归成一段。"""
    run: list[str] = []
    last = ("", "", 0)
    for address in cells:
        sheet, _, local = address.rpartition("!")
        letters = local.rstrip("0123456789")
        row = int(local[len(letters) :])
        if run and (sheet, letters, row) != (*last[:2], last[2] + 1):
            yield last[0], run
            run = []
        run.append(local)
        last = (sheet, letters, row)
    if run:
        yield last[0], run


def order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """先重后轻；同级按代码，同代码保持表里的先后。"""
    rank = {level: place for place, level in enumerate(Level)}
    return tuple(sorted(findings, key=lambda one: (rank[one.level], one.code)))


def group(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """代码、话都相同的结论并成一条，单元格连在一起。"""
    alike: dict[tuple[str, str, str], list[Finding]] = {}
    for one in findings:
        alike.setdefault((one.code, one.message, one.explanation), []).append(one)
    return tuple(same[0] if len(same) == 1 else _joined(same) for same in alike.values())


def _joined(same: Sequence[Finding]) -> Finding:
    cells = dict.fromkeys(cell for one in same for cell in one.cells)
    fixes = tuple(fix for one in same for fix in one.fixes)
    return replace(same[0], cells=tuple(cells), fixes=fixes)


def settle_fixes(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """只留作数的改法：格里不是公式，算出它的那几格没有别的问题；一条里有一格不行就都不改。"""
    cited: dict[str, list[Finding]] = {}
    for one in findings:
        if one.level is not Level.INFO and not (one.level is Level.VERIFY and one.explanation):
            for address in one.cells:
                cited.setdefault(address, []).append(one)
    return tuple(_settled(one, cited) if one.fixes else one for one in findings)


def _settled(one: Finding, cited: dict[str, list[Finding]]) -> Finding:
    reasons = [
        f"{fix.cell.local} 是公式 ={fix.cell.formula}，请检查公式"
        for fix in one.fixes
        if fix.cell.formula is not None
    ]
    basis = (cell for fix in one.fixes for cell in fix.basis)
    codes = (
        f"{cell.local} 还有 {other.code} 没有解决，先改好它"
        for cell in basis
        for other in cited.get(cell.address, ())
        if other.code != one.code
    )
    reasons += list(dict.fromkeys(codes))[:1]
    return replace(one, fixes=(), unfixed="；".join(reasons)) if reasons else one


def count(findings: Iterable[Finding]) -> dict[Level, int]:
    """各级别的条数；没有的级别也在，为 0。"""
    counts = dict.fromkeys(Level, 0)
    for one in findings:
        counts[one.level] += 1
    return counts
