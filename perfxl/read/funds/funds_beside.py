"""资金的名称和数并排写在一行里的：`预算数（A） | 5.8 | 执行数（B） | 5.8`。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import key_of, tidy
from perfxl.cells.notation import parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, fold
from perfxl.cells.units import YUAN
from perfxl.filing.model import FundLine
from perfxl.form.form import FundRow
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.headings import Heading

_AMOUNTS = ("initial", "budget", "executed")
_ROUGH = Decimal("0.01")


def stands_beside(sheet: Sheet, heading: Heading) -> bool:
    """数写在名称右边、同一行里的：`预算数（A） | 5.8 | 执行数（B） | 5.8`。"""
    cells = [next_cell(sheet, heading.cells[key]) for key in _AMOUNTS if key in heading.cells]
    return all(read_quantity(cell).is_number for cell in cells)


_COLUMN_UNIT = later(rf"\((?:单位:)?({YUAN})\)")


def unit_of(heading: Heading, key: str, default: str) -> str:
    """一列自己写明的金额单位：全年支出（元）；没有写的照整张表的。"""
    return column_unit(heading.cells[key].raw, default) if key in heading.cells else default


def column_unit(title: str, default: str) -> str:
    """列名里写明的金额单位。"""
    said = _COLUMN_UNIT.search(fold(title))
    return said[1] if said else default


def one_row(sheet: Sheet, heading: Heading, unit: str) -> FundLine:
    def beside(key: str, default: str = "") -> Field[Quantity] | None:
        if key not in heading.cells:
            return None
        cell = next_cell(sheet, heading.cells[key])
        return Field(read_quantity(cell, unit=default and unit_of(heading, key, default)), cell)

    first, above = heading.first_cell, _under_heads(sheet, heading)
    line = FundLine(
        Field(tidy(first.raw), first), "total",
        beside("initial", unit), beside("budget", unit), beside("executed", unit),
        beside("weight") or above.get("weight"), beside("rate", "%") or above.get("rate"),
        beside("points") or above.get("points"),
    )  # fmt: skip
    return replace(line, rate=as_rate(line))


# 河北：一对一对的名称上面还有一行栏名，预算执行进度、得分的数就在它们下面。
_HEADS = (
    ("rate", later(r"执行(?:率|进度)")), ("weight", later(r"^(?:分值|权重|满分)")),
    ("points", later(r"得分")),
)  # fmt: skip


def _under_heads(sheet: Sheet, heading: Heading) -> dict[str, Field[Quantity]]:
    """各对的右边、栏名写在上面一行的数。"""
    found: dict[str, Field[Quantity]] = {}
    last = max((heading.cells[key].column for key in _AMOUNTS if key in heading.cells), default=0)
    upper = heading.row - 1
    while upper > 1 and not any(cell.raw for cell in sheet.row(upper)):
        upper -= 1  # 空着的一行
    for cell in sheet.row(heading.row) if upper else ():
        head = sheet.at(upper, cell.column)
        names = (key for key, name in _HEADS if head.kind == "text" and name.search(head.raw))
        key = next(names, "") if cell.column > last + 1 else ""
        value = read_quantity(cell, unit="%" if key == "rate" else "")
        if key and key not in found and value.is_number:
            found[key] = Field(value, cell)
    return found


_SCORE = r":?(?P<points>\d+(?:\.\d+)?)分?"
_WHOLE = r":?(?P<weight>\d+(?:\.\d+)?)分?"
_SAID_POINTS = (
    later(rf"分值{_WHOLE}[,;、].*?得分{_SCORE}"),
    later(rf"得分{_SCORE}[\s,;、(]*(?:满分|分值|权重|/){_WHOLE}\)?[。;]?$"),  # 得分：9.5（满分10）
    later(rf"得分{_SCORE}[。;]?$"),
)


def with_points(sheet: Sheet, heading: Heading, line: FundLine) -> FundLine:
    """分值、得分另写成一句话的：（分值10分，得分9.7分），在这一行或下一行。"""
    return with_points_in(line, (*sheet.row(heading.row), *sheet.row(heading.row + 1)))


def with_points_in(line: FundLine, cells: Iterable[Cell]) -> FundLine:
    """`cells` 里写成一句话的分值、得分。"""
    if line.weight is not None or line.points is not None:
        return line
    for cell in cells:
        text = fold(cell.raw) if cell.kind == "text" else ""
        said = next(filter(None, (pattern.search(text) for pattern in _SAID_POINTS)), None)
        if said is not None:
            fields = {key: Field(parse_quantity(n), cell) for key, n in said.groupdict().items()}
            return replace(line, weight=fields.get("weight"), points=fields["points"])
    return line


def rows_beside(
    sheet: Sheet, known: FormRows, heading: Heading, before: int, unit: str
) -> Iterator[FundLine]:
    """下面各行也是名称、数一对一对地写着的：`其中：财政资金 | 46.5`。"""
    taken: list[FundRow] = []
    heads = {key: heading.cells[key] for key in _AMOUNTS if key in heading.cells}
    for row in (row for row in range(heading.row + 1, before) if sheet.row(row)):
        pairs = {key: sheet.at(row, cell.column) for key, cell in heads.items()}
        names = [cell for cell in pairs.values() if cell.kind == "text" and cell.row == row]
        if names and _NOT_FUND.search(names[0].raw):
            continue  # 执行率 | 96.5% | 执行率得分 | 9.65
        if not any(_is_fund(known, cell.raw, taken) for cell in names):
            return  # 自评总分 | 97.58 | 自评等级 | 优
        amounts = {key: next_cell(sheet, cell) for key, cell in pairs.items()}
        if not names or not any(read_quantity(cell).is_number for cell in amounts.values()):
            return
        values = {key: Field(read_quantity(cell, unit=unit), cell) for key, cell in amounts.items()}
        if len({key_of(cell.raw) for cell in names}) == 1:
            yield _of(known, taken, min(names, key=lambda cell: cell.column), values)
            continue
        plain = "budget" if "budget" in heads else "initial"
        named = [(pairs[key], values[key]) for key in heads if pairs[key] in names]
        for name, own in _each(named, plain).values():
            yield _of(known, taken, name, own)


_Amounts = dict[str, Field[Quantity]]
_SPENT = later(r"(?:全年|实际|已)?(?:执行|支出|使用|完成)(?:数|金额)?$")
_PLANNED = later(r"(?:全年|年初)?(?:预算|安排)(?:数|金额)?$")


def _each(
    named: Sequence[tuple[Cell, Field[Quantity]]], plain: str
) -> dict[str, tuple[Cell, _Amounts]]:
    """一行里写着几种资金的：财政资金 | 620 | 财政资金执行 | 598 | 其他资金 | 0。"""
    lines: dict[str, tuple[Cell, _Amounts]] = {}
    for cell, value in named:
        said = key_of(cell.raw).removeprefix("其中")
        spent = _SPENT.search(said) is not None
        source = (_SPENT if spent else _PLANNED).sub("", said) or said
        _, own = lines.setdefault(source, (cell, {}))
        own.setdefault("executed" if spent else plain, value)
    return lines


def _of(known: FormRows, taken: list[FundRow], name: Cell, values: _Amounts) -> FundLine:
    own = known.fund(name.raw, taken)
    taken += [own] if own else []
    return FundLine(
        Field(tidy(name.raw), name), own.kind if own else kind_of(name.raw),
        values.get("initial"), values.get("budget"), values.get("executed"), row=own,
    )  # fmt: skip


_NOT_FUND = later(r"率|分值|得分|权重|满分")


def _is_fund(known: FormRows, name: str, taken: Sequence[FundRow]) -> bool:
    """写的是一种资金：表样里有的，说得出来源的，“其中”；预算执行率、执行率分值不是。"""
    if _NOT_FUND.search(name):
        return False
    named = known.fund(name, taken) is not None or kind_of(name) != "other"
    return named or fold(name).startswith("其中")


def as_rate(line: FundLine) -> Field[Quantity] | None:
    """执行率写成小数的（1、0.8846）：按金额算出来就是它的，照百分数读。"""
    rate, budget, executed = line.rate, line.budget or line.initial, line.executed
    if rate is None or budget is None or executed is None or "%" in fold(rate.value.raw):
        return rate
    value, whole, part = rate.value.value, budget.value.value, executed.value.value
    same = budget.value.unit == executed.value.unit and not rate.cell.is_percent
    if not value or not whole or part is None or not same:
        return rate
    if abs(value - part / whole) > _ROUGH:
        return rate
    return Field(replace(rate.value, value=value * 100), rate.cell)
