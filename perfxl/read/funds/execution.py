"""预算执行率、预算数写成指标块里一行的表：归到资金总额，不算一条三级指标。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Field, Sheet
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.amounts import number
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.execution_row import amount_in, told
from perfxl.read.heading.column_names import Words
from perfxl.read.heading.headings import Heading

# 资金块里已经有的得分，收尾时又列一行。
ECHOES = frozenset({"预算执行率得分", "执行率得分", "预算执行得分", "资金执行率得分"})
_NAMES = frozenset(
    {"预算执行率", "预算执行", "预算执行情况", "资金执行率", "预算资金执行率", "预算执行率指标"}
    | ECHOES
)
_BUDGETS = ("预算投入资金", "预算安排资金", "预算资金")
_SPENDINGS = ("实际支出", "实际支出资金", "资金支出")


def is_rate_name(text: str) -> bool:
    """写的是预算执行率一行的名称。"""
    return bare_key_of(text) in _NAMES


def place_execution(
    rows: FormRows, funds: tuple[FundLine, ...], indicators: tuple[Indicator, ...], unit: str
) -> tuple[tuple[FundLine, ...], tuple[Indicator, ...]]:
    """指标块里的预算执行率一行并入资金总额；资金块自己有分值的不动。`unit` 是金额单位。"""
    if len(funds) == 1:  # 资金只有一行，它就是总额
        funds = (replace(funds[0], kind="total"),)
    if rows.form.funds.weight is None:  # 执行率就是一条指标的表样：只写了一级的，名称也用它
        return funds, tuple(_named(indicator, rows) for indicator in indicators)
    total = next((line for line in funds if line.kind == "total"), None)
    row = next((indicator for indicator in indicators if _is_execution(indicator)), None)
    scored = total is not None and total.weight is not None and total.weight.value.is_number
    if total is not None and scored:
        again = row if row is not None and not _is_echo(row) and _repeats(row, total) else None
        rest = tuple(each for each in indicators if not (each is again or _is_echo(each)))
        line = total if again is None else replace(total, moved=again)
        return tuple(line if fund is total else fund for fund in funds), rest
    if row is None:
        return (funds, indicators) if funds else _from_inputs(indicators, unit)
    rest = tuple(indicator for indicator in indicators if indicator is not row)
    if total is None:
        name = next((said for said in _written(row) if said.value), row.name)
        line = FundLine(name, "total")
        line = told(replace(line, weight=row.weight, points=row.points, moved=row), row, unit)
        return (line, *funds), rest
    points = total.points if _is_echo(row) and _is_number(total.points) else row.points
    line = told(replace(total, weight=row.weight, points=points, moved=row), row, unit)
    return tuple(line if fund is total else fund for fund in funds), rest


def points_again(
    sheet: Sheet, funds: Heading, filing: Filing
) -> Iterator[tuple[tuple[int, int], str]]:
    """指标块另有执行率一行、资金总额一行也写着得分的：一样的是又写了一遍，不一样的照没有用上说。"""
    total, column = filing.total_fund, funds.columns.get("points")
    if column is None:  # 河北：得分的栏名在一对对的名称上面一行
        above = sheet.row(funds.row - 1) if funds.row > 1 else []
        column = next((cell.column for cell in above if key_of(cell.raw).endswith("得分")), None)
    if total is None or total.moved is None or total.points is None or column is None:
        return
    for row in {field.cell.row for field in (total.budget, total.executed) if field is not None}:
        cell = sheet.at(row, column)
        if read_quantity(cell).value == total.points.value.value and cell != total.points.cell:
            yield (cell.row, cell.column), "执行率的得分又写了一遍"


def with_echo(
    sheet: Sheet, heading: Heading, words: Words, lines: Sequence[FundLine]
) -> tuple[FundLine, ...]:
    """执行率的分只写在指标后面一行的（预算执行得分 | 执行率95%×10分 | 10 | 9.5）：是总额的。"""
    rows = (row for name in _NAMES for row in words.get(name, ()) if row > heading.row)
    row = next((row for row in sorted(rows) if _is_alone(sheet, row, heading)), 0)
    columns = heading.columns
    if not row or "points" not in columns:
        return tuple(lines)
    cells = {key: sheet.at(row, columns[key]) for key in ("weight", "points") if key in columns}
    score = {key: Field(read_quantity(cell), cell) for key, cell in cells.items()}
    fine = all(field.value.is_number for field in score.values())
    return tuple(
        replace(line, weight=score.get("weight"), points=score["points"])
        if line.kind == "total" and line.weight is None and line.points is None and fine
        else line
        for line in lines
    )


def _is_alone(sheet: Sheet, row: int, heading: Heading) -> bool:
    """`预算执行率得分`起头的一行；叫`预算执行率`的要一格盖到指标值、完成值，否则是一条指标。"""
    cells = sheet.row(row)
    if not cells:  # 合并盖住的、空着的一行
        return False
    name = cells[0]
    if bare_key_of(name.raw) in ECHOES:
        return True
    middle = [
        heading.columns[key] for key in ("name", "target", "actual") if key in heading.columns
    ]
    whole = all(sheet.at(row, column) == name for column in middle)
    return bool(middle) and whole and bare_key_of(name.raw) in _NAMES


def _from_inputs(
    indicators: tuple[Indicator, ...], unit: str
) -> tuple[tuple[FundLine, ...], tuple[Indicator, ...]]:
    """没有资金块、预算和支出写成“投入”下两条指标的：预算那一条就是资金总额。"""
    rows = {
        indicator.name.value: indicator
        for indicator in indicators
        if indicator.level1.value.startswith("投入")
    }
    budget = next((rows[name] for name in _BUDGETS if name in rows), None)
    if budget is None or not budget.target.value.is_number:
        return (), indicators
    spent = next((rows[name] for name in _SPENDINGS if name in rows), budget)
    line = FundLine(
        budget.name, "total",
        budget=amount_in(budget.target.cell, unit), executed=amount_in(spent.actual.cell, unit),
        weight=budget.weight, rate=budget.rated, points=budget.points, moved=budget,
    )  # fmt: skip
    return (line,), tuple(indicator for indicator in indicators if indicator is not budget)


def _named(indicator: Indicator, rows: FormRows) -> Indicator:
    if indicator.name.value or bare_key_of(indicator.level1.value) not in _NAMES:
        return indicator
    place = rows.place(indicator.level1.value, indicator.level2.value, indicator.level1.value)
    return replace(indicator, name=indicator.level1, place=place)


def _is_number(field: Field[Quantity] | None) -> bool:
    return field is not None and field.value.is_number


def _is_echo(indicator: Indicator) -> bool:
    """`预算执行率得分 | 9.6`：资金块里那个得分又写了一遍。"""
    return bool({bare_key_of(indicator.level1.value), bare_key_of(indicator.name.value)} & ECHOES)


def _repeats(row: Indicator, total: FundLine) -> bool:
    """预算执行率一行只写着分值、得分，与资金块里的一样：又写了一遍。"""
    blank = row.target.value.kind == row.actual.value.kind == "none"
    pairs = ((row.weight, total.weight), (row.points, total.points))
    return blank and all(number(one) == number(other) is not None for one, other in pairs)


def _is_execution(indicator: Indicator) -> bool:
    """一级或三级写着预算执行率，而一级不是表样的一级指标。"""
    if indicator.weight is None or not indicator.weight.value.is_number:
        return False
    if indicator.place.level1 is not None or not (
        indicator.has_column("target") or indicator.has_column("actual")
    ):
        return False  # 按评分标准打分的表，没有写执行率的地方：它也是一条打分的指标
    if _has_own_target(indicator):
        return False
    return any(bare_key_of(said.value) in _NAMES for said in _written(indicator))


def _has_own_target(indicator: Indicator) -> bool:
    """自己定了目标的（≥95%）：照目标记分的一条指标，不是照执行率记分的那一行。"""
    target, actual = indicator.target.value, indicator.actual.value
    aim = target.value if target.value is not None else target.low
    rated = actual.kind in {"percent", "none"} or (actual.kind == "number" and not actual.unit)
    return rated and target.kind == "percent" and aim is not None and 0 < aim < _WHOLE


_WHOLE = Decimal(100)


def _written(indicator: Indicator) -> tuple[Field[str], ...]:
    """这一行名称写在哪里：三级、一级；三级空着的，二级（指标类别）也是。"""
    own, outer = indicator.name, indicator.level1
    return (own, outer) if own.value else (outer, indicator.level2)
