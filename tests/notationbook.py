"""写法簿：tests/notations.txt 里的一行 → 改好的自评表、读到的那一格、那一格上的结论。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from casebook import GOOD
from drawn import cell_of, drawn

from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Field
from perfxl.cells.notation import read_target
from perfxl.cells.quantity import Quantity, plain
from perfxl.filing.model import FundLine, Indicator
from perfxl.form.load import load

SHEET = "绩效自评表"
# 位置 → 好表里的格；上下文用同样的名称。
PLACE = {
    "目标": "E18", "完成": "F18", "分值": "G18", "得分": "H18", "原因": "I18", "指标名": "D18",
    "名": "D18", "二级": "C18", "年": "A2", "表头": "A5",
    "资金名": "B9", "金额": "D9", "预算": "E9", "执行": "F9", "率": "H9",
    "资金总额": "E6", "其中": "E7", "执行率": "H6", "执行率分值": "G6", "执行率得分": "I6",
    "总分": "H21", "总分分值": "G21", "等级": "I21", "项目名称": "B3", "完成情况": "F11",
    "年初": "D6", "结转": "E8",
}  # fmt: skip
# 只管写法的结论：读不读得懂、像不像认错、少不少单位、空没空着。
OWN = {
    *(f"T{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 17, 18, 19)),
    *(f"A{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 8, 13, 14, 15)),
    *(f"F{number:02}" for number in range(1, 12)),
}
_OF_TOTAL = {"预算": "E6", "执行": "F6"}  # 说执行率的行里，是总额的预算数和执行数
# 看目标时完成值空着，看完成时指标值空着，免得两格比较。
_ALONE = {
    "目标": {"名": "办理情况", "完成": "", "原因": ""},
    "完成": {"名": "办理情况", "目标": "", "原因": ""},
    "指标名": {"完成": ""},
    "资金总额": {"其中": "90"},
    "原因": {"名": "办理情况"},
    "得分": {"名": "办理情况", "原因": ""},
}


@dataclass(frozen=True, slots=True)
class Row:
    """写法簿的一行。"""

    at: str
    written: str
    read: str
    codes: tuple[tuple[str, str], ...]  # 结论的代码、消息里一定要有的字
    around: dict[str, str]


@cache
def rows() -> tuple[Row, ...]:
    """写法簿的全部行。"""
    text = (Path(__file__).parent / "notations.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_row(line) for line in lines)


def _row(line: str) -> Row:
    at, written, read, codes, around = [*line.split("｜"), "", "", ""][:5]
    said = [part.partition(" ") for part in codes.split("；") if part]
    pairs = [part.partition("=") for part in around.split("；") if part]
    return Row(
        at, written, read,
        tuple((code, words) for code, _, words in said),
        {key: value for key, _, value in pairs},
    )  # fmt: skip


def assessed(row: Row) -> Assessment:
    """好表里改这一格和上下文，跑一遍。"""
    cells = PLACE | (_OF_TOTAL if row.at[:3] in {"执行率", "资金总"} else {})
    around = {**_ALONE.get(row.at, {}), **row.around}
    if around.pop("其余空着", None) is not None:
        around |= dict.fromkeys(("目标", "完成", "分值", "得分", "原因"), "")
    if "年" in around:
        around["年"] = f"（{around['年']}年度）"
    change = {cells[key]: value for key, value in around.items()}
    return assess(drawn(GOOD, {**change, cells[row.at]: row.written}), [load("mof-2020")])


def codes_at(assessment: Assessment, row: Row) -> dict[str, str]:
    """这一格上的结论：代码 → 一行话。"""
    cell = f"{SHEET}!{PLACE[row.at]}"
    return {
        finding.code: finding.line()
        for finding in assessment.findings
        if cell in {each.address for each in finding.cells}
    }


def read_at(assessment: Assessment, row: Row) -> str:
    """这一格读成了什么，写成写法簿第三栏的样子。"""
    filing = assessment.scored.filing
    indicator = next((each for each in filing.indicators if each.name.cell.row == 18), None)
    if indicator is None:
        return "没有这一行"
    lines = {line.name.cell.row: line for line in filing.funds}
    field = _field(row.at, indicator, lines) or {
        "总分": filing.total, "总分分值": filing.total_weight, "项目名称": filing.name,
        "等级": filing.grade, "完成情况": filing.achievement,
    }.get(row.at)  # fmt: skip
    if row.at == "资金名":
        return lines[9].kind
    assert field is not None
    value = field.value
    return shown(value) if isinstance(value, Quantity) else str(value)


def _field(at: str, indicator: Indicator, lines: dict[int, FundLine]) -> Field[object] | None:
    total, other = lines[6], lines[9]
    fields: dict[str, Field[object] | None] = {
        "目标": indicator.target,
        "完成": indicator.actual,
        "分值": indicator.weight,
        "得分": indicator.points,
        "原因": indicator.reason,
        "指标名": indicator.name,
        "金额": other.initial,
        "资金总额": total.budget,
        "年初": total.initial,
        "执行率": total.rate,
        "率": other.rate,
        "执行率分值": total.weight,
        "执行率得分": total.points,
    }
    return fields.get(at)


def three(written: str) -> Quantity:
    """三列式：符号|值|单位。"""
    sign, value, unit = written.split("|")
    return read_target(cell_of("表", 1, 1, value), sign=sign, unit=unit, year=2023)


def shown(quantity: Quantity) -> str:
    """`number >= 50 个`、`percent 90~95 %`、`date 2021-12-31`、`text`。"""
    low, high = getattr(quantity, "low", None), getattr(quantity, "high", None)
    number = ""
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        number = f"{plain(low)}~{plain(high)}"
    elif quantity.value is not None:
        number = plain(quantity.value)
    day = quantity.day.isoformat() if isinstance(quantity.day, date) else ""
    op = "" if quantity.op in {None, "range"} else str(quantity.op)
    return " ".join(part for part in (quantity.kind, op, number, quantity.unit, day) if part)
