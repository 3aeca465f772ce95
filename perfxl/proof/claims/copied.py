"""R06 报告里照抄自评表的表格：一行一个指标、一笔资金、一个一级指标，一格一格地比。

只比表头说的就是这一栏的列（年度指标值、实际完成值、分值、得分、预算、执行）；
写着上年、复核、调整前的表，同一个名称写了两行的，说的是别的，不比。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, undecorated
from perfxl.cells.notation import parse_quantity, parse_target
from perfxl.cells.quantity import Quantity
from perfxl.cells.units import comparable
from perfxl.proof.claims.dues import MONEY, Due, dues_of, grand_total, levels_of, name_key
from perfxl.proof.model import Finding, Paragraph, Table, TableCell
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import rounded_to, truncated_to
from perfxl.proof.text.masks import even

_COLUMNS = {
    "target": "(?:年度|全年|预期|计划|绩效|年度绩效)?(?:指标|目标)值|预期值|年度目标",
    "actual": "(?:全年|年度|实际)?完成(?:值|情况)|(?:全年|年度)?实际完成(?:值|情况)"
    "|实际值|实际完成",
    "weight": "(?:指标)?分值|满分|权重",
    "points": "(?:自评|实际)?得分",
    "initial": "年初预算(?:数|金额|安排)?",
    "budget": "(?:全年|调整后)预算(?:数|金额)?",
    "executed": "(?:全年)?执行(?:数|金额)?|(?:全年|实际)支出(?:数|金额)?|支出(?:数|金额)",
    "rate": "(?:预算)?执行率",
}
_COLUMN = later("|".join(f"(?P<{role}>{heads})" for role, heads in _COLUMNS.items()))
_TITLES = {
    "target": "年度指标值", "actual": "实际完成值", "weight": "分值", "points": "得分",
    "initial": "年初预算数", "budget": "全年预算数", "executed": "执行数", "rate": "执行率",
}  # fmt: skip
_TOTAL = later("(?:合计|总计|共计|总分|总得分|(?:年度|项目)?资金(?:总额|合计)|预算资金总额)")
_OTHER = later(
    "上年(?!结转)|去年|前年|历年|往年|调整前|复核|复评|抽查|第三方|财政评价|监控|预计|下年|明年"
    "|半年|季度|中期|(?<!1)[1-9]月底|1[01]月底"
)
_IN_YEAR = later(r"((?:19|20)\d\d)年")
_MONEY_UNIT = later("(?:单位[：:]?|[（(])[^）)]{0,6}?([百千万亿]*元)")
_LONG = 40  # 再长的是一段话，不是表的题目
_TRUNCATED = 2  # 写到两位小数的，像是截去了后面的
_NUMBER = later(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Copied:
    """比完的：不同的各条结论，比过的各段里的数对不对。"""

    findings: tuple[Finding, ...]
    fine: Mapping[int, bool]  # 第几段 → 一样不一样


def copied(reading: Reading) -> Copied:
    """有几份自评表的，不知道抄的是哪一份，不比。"""
    if len(reading.assessments) != 1:
        return Copied((), {})
    work = _Work(reading)
    for table in reading.report.tables:
        work.table(table)
    return Copied(tuple(work.findings), work.fine)


class _Work:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        (self._assessment,) = reading.assessments
        filing = self._assessment.filing
        self._year = filing.year.value if filing.year is not None else ""
        self._dues = dues_of(self._assessment)
        self.findings: list[Finding] = []
        self.fine: dict[int, bool] = {}

    def table(self, table: Table) -> None:
        heads = _heads(table, self._year)
        if heads is None:
            return
        at, columns = heads
        caption = self._caption(table)
        said = caption + "".join(cell.folded for row in table.rows[:at] for cell in row)
        years = set(_IN_YEAR.findall(said))
        if _OTHER.search(said) or (years and self._year not in years):
            return
        unit = _MONEY_UNIT.search(said)
        named = [(_label(row, min(columns)), row) for row in table.rows[at:]]
        times = Counter(name_key(label) for label, _ in named)
        known = times.keys() & self._dues.keys()
        for label, row in named:
            name = name_key(label)
            is_total = _TOTAL.fullmatch(name) is not None
            # 得分表的“合计”是总分，不是资金里叫“合计”的一行。
            due = (self._total(known) if is_total else None) or self._dues.get(name)
            if name and due is not None and times[name] == 1:
                self._row(label, row, columns, due, unit[1] if unit else "")

    def _caption(self, table: Table) -> str:
        """表格前面的一段：表的题目、单位。"""
        cells = [one.number for row in table.rows for cell in row for one in cell.paragraphs]
        before = [
            one for one in self._reading.report.prose
            if one.number < min(cells, default=0) and one.text.strip()
        ]  # fmt: skip
        lines = [even(one.text).rstrip("。：:") for one in before[-2:]]
        return "".join(
            line.split("。")[-1] for line in lines if len(line) < _LONG or line is lines[-1]
        )

    def _total(self, known: Iterable[str]) -> Mapping[str, Due] | None:
        """合计一行：列的是各笔资金的，是资金总额；列全了一级指标的，是总分。"""
        levels = set(levels_of(self._assessment))
        parts = {
            name_key(one.name.value) for one in self._assessment.filing.funds
            if one.kind not in {"total", "detail"}
        }  # fmt: skip
        known = set(known)
        if known and known <= parts:
            return self._dues.get("")
        return grand_total(self._assessment) if levels and levels <= known else None

    def _row(
        self, label: str, row: tuple[TableCell, ...], columns: Mapping[int, str],
        dues: Mapping[str, Due], unit: str,
    ) -> None:  # fmt: skip
        for cell in row:
            role = columns.get(cell.column, "")
            due = dues.get(role)
            paragraphs = [one for one in cell.paragraphs if one.text.strip()]
            if due is None or len(paragraphs) != 1:
                continue
            fine = _is_same(cell.text, due.quantity, role, unit, self._year)
            if fine is None:
                continue
            self.fine[paragraphs[0].number] = fine
            if not fine:
                self.findings.append(_finding(paragraphs[0], label, role, due))


def _heads(table: Table, year: str) -> tuple[int, dict[int, str]] | None:
    """表头有几行，各列是哪一栏；同一栏有两列的（两个年度、两个单位），不知道是哪一列。"""
    said: dict[int, str] = defaultdict(str)
    for at, row in enumerate(table.rows[:3]):
        if at and any(_NUMBER.search(cell.folded) for cell in row):
            break
        for cell in row:
            said[cell.column] += cell.folded
        columns = {key: role for key, head in said.items() if (role := _role(head, year))}
        doubled = {role for role, times in Counter(columns.values()).items() if times > 1}
        columns = {key: role for key, role in columns.items() if role not in doubled}
        if columns:
            return at + 1, columns
    return None


@lru_cache(maxsize=256)
def _role(head: str, year: str) -> str:
    """表头说的是哪一栏；写着别的年份的（2024年完成值）不是。"""
    years = _IN_YEAR.findall(head)
    bare = _IN_YEAR.sub("", bare_key_of(head)).removeprefix("度")
    match = _COLUMN.fullmatch(bare) if not years or year in years else None
    return (match.lastgroup or "") if match else ""


def _label(row: tuple[TableCell, ...], first: int) -> str:
    """一行的名称：数的前面最后一个有字的格（一级、二级、三级依次写着的，是三级）。"""
    labels = [cell.text for cell in row if cell.column < first and cell.text.strip()]
    words = [text for text in labels if regex(r"[\u4e00-\u9fff]").search(text)]
    return undecorated(words[-1]) if words else ""


# ---- 一样不一样 ----


def _is_same(text: str, due: Quantity, role: str, unit: str, year: str) -> bool | None:
    """照写的位数四舍五入（写着两位小数的，截去也算）以后一样；看不懂的、换不了单位的为 None。"""
    parse = parse_target if role == "target" else parse_quantity
    said = parse(text, year=int(year) if year else None)
    if due.day is not None:
        return None if said.day is None or said.days or due.days else said.day == due.day
    digits = _NUMBER.findall(even(text))
    unit = said.unit or (unit if role in MONEY else "")
    if said.value is None or due.value is None or len(digits) != 1:
        return None
    digit = digits[0].replace(",", "")
    spans = [rounded_to(digit)]
    if len(digit.partition(".")[2]) >= _TRUNCATED:
        spans.append(truncated_to(digit))
    sign = -1 if said.value < 0 else 1  # 变动率 -3.5%
    values = _values(due.value * sign, due.unit, unit)
    return any(value in span for value in values for span in spans) if values else None


def _values(value: Decimal, mine: str, unit: str) -> tuple[Decimal, ...]:
    """自评表的数换成报告的单位；有一边没有写单位的，各样都算。"""
    if mine and unit:
        ratio = Decimal(1) if mine == unit else comparable(mine, unit)
        return () if ratio is None else (value * ratio,)
    return (value, value * 100, value / 100, value * 10000, value / 10000)


def _finding(paragraph: Paragraph, label: str, role: str, due: Due) -> Finding:
    shown = due.quantity.shown
    where = due.cells[0] if len(due.cells) == 1 else f"{due.cells[0]} 等 {len(due.cells)} 格的和"
    message = (
        f"表格里“{label}”的{_TITLES[role]}写 {paragraph.text.strip()}，自评表是 {shown}（{where}）"
    )
    return Finding(
        "R06", paragraph, 0, len(paragraph.text), message, expected=shown, cells=due.cells
    )
