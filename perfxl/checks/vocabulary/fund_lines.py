"""资金块的说法：一行的金额、名称，其中各行之和，该改哪一格。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.filing.amounts import money
from perfxl.filing.fixes import Fix, cells_of, number_fix
from perfxl.filing.model import Filing, FundLine

_LEAST = 2  # 其中至少有这么多行


def amount_of(line: FundLine, key: str, filing: Filing) -> Decimal | None:
    """一行资金的一项金额，以表的金额单位计。"""
    return money(getattr(line, key), filing.money_unit)


def amounts(filing: Filing) -> tuple[tuple[str, str], ...]:
    """表样里的几项金额：字段名和列名（年初预算数、全年预算数、全年执行数）。"""
    return tuple(
        (column.key, column.title)
        for column in filing.form.funds.column
        if column.key in {"initial", "budget", "executed"}
    )


def title_of(filing: Filing, key: str) -> str:
    """资金块一列在表样里的名称；表样没有年初一栏、表上有的，照通常的叫法。"""
    plain = {"initial": "年初预算数"}.get(key, "执行率")
    return next((column.title for column in filing.form.funds.column if column.key == key), plain)


def fund_name(line: FundLine) -> str:
    """资金行的名称，不带末尾的冒号。"""
    return line.name.value.rstrip("：:")


def table_lines(filing: Filing) -> list[FundLine]:
    """指标表资金块里的各行（不含资金明细表）。"""
    return [line for line in filing.funds if line.kind != "detail"]


def is_nested(due: Decimal, values: Sequence[Decimal], names: Sequence[str]) -> bool:
    """各行里有的是上面一行的其中：照这样只加外层的，正好是总额。

    `财政资金 300、中央 200、县级 100、自筹 0`：中央、县级是财政资金的其中，总额是 300。名称写着
    其中的（`财政拨款 310、其中：上级转移支付 200、事业收入 20`），不列全也是上面一行的。
    """
    return bool(_outer_rows(due, values, names))


def _outer_rows(due: Decimal, values: Sequence[Decimal], names: Sequence[str]) -> tuple[int, ...]:
    """加起来正好是总额的外层各行；不是这样的没有。"""
    fiscal = next(
        (row for row, name in enumerate(names) if _FISCAL.search(_name(name))), len(names)
    )
    for named in (
        [row for row, name in enumerate(names) if not (row and _name(name).startswith("其中"))],
        [r for r, name in enumerate(names) if r <= fiscal or not _OF_FISCAL.search(_name(name))],
    ):
        if len(named) < len(values) and sum((values[row] for row in named), Decimal(0)) == due:
            return tuple(named)
    rows, row = [], 0
    while row < len(values):
        rows.append(row)
        row = _past_parts(values, row, summed="小计" in _name(names[row]))
    added = sum((values[row] for row in rows), Decimal(0))
    return tuple(rows) if added == due and len(values) > _LEAST else ()


# 财政拨款下面的一般公共预算、政府性基金，是它的其中。
_FISCAL = later(r"财政(?:拨款|资金)$")
_OF_FISCAL = later(r"一般公共预算|政府性基金|国有资本经营")
# 编号的几种写法：一、 （一） 1. （1）；外层的用同一种。
_ORDINALS = (
    later(r"\s*[一二三四五六七八九]\s*[、.．]"), later(r"\s*[（(][一二三四五六七八九][）)]"),
    later(r"\s*\d{1,2}\s*[、.．](?!\d)"), later(r"\s*[（(]\d{1,2}[）)]"),
)  # fmt: skip


def outer_lines(filing: Filing, total: FundLine, lines: Sequence[FundLine]) -> Sequence[FundLine]:
    """各行有内外两层的，外层的几行：编着一、二的；别的一栏正好加得上总额的。看不出的就是各行。"""
    names = [line.name.cell.raw for line in lines]
    style = next((each for each in _ORDINALS if names and each.match(names[0])), None)
    numbered = [line for line in lines if style and style.match(line.name.cell.raw)]
    if _LEAST <= len(numbered) < len(lines):
        return numbered
    for key, _ in amounts(filing):
        due, values = amount_of(total, key, filing), [amount_of(x, key, filing) for x in lines]
        known = [value or Decimal(0) for value in values]
        if due and due != sum(known, Decimal(0)) and (rows := _outer_rows(due, known, names)):
            return [lines[row] for row in rows]
    return lines


def inner_lines(
    filing: Filing, total: FundLine, lines: Sequence[FundLine]
) -> Iterator[tuple[FundLine, Sequence[FundLine]]]:
    """有内外两层的，外层一行和它的其中几行；有一栏正好加得上的才是列全了。"""
    outer = outer_lines(filing, total, lines)
    places = [place for place, line in enumerate(lines) if line in outer]
    for place, after in pairwise((*places, len(lines))) if len(outer) < len(lines) else ():
        parent, inner = lines[place], lines[place + 1 : after]
        sums = (_added(inner, key, filing) == amount_of(parent, key, filing) != 0
                for key, _ in amounts(filing))  # fmt: skip
        if len(inner) >= _LEAST and any(sums):
            yield parent, inner


def wholes(filing: Filing) -> Iterator[tuple[FundLine, str, Sequence[FundLine]]]:
    """总额和它的各组其中；与支出写在一块的收入，也有合计和其中。"""
    for block in (table_lines(filing), filing.income):
        total = next((line for line in block if line.kind == "total"), None)
        parts = [line for line in block if line.kind != "total"]
        if total is None:
            continue
        for group in dict.fromkeys(line.group for line in parts):
            mine = [line for line in parts if line.group == group]
            yield total, group, mine
            yield from ((whole, "", lines) for whole, lines in inner_lines(filing, total, mine))


_BROUGHT = later("[年期]初|上年")


def balance_of(filing: Filing, total: FundLine, key: str) -> Decimal:
    """收支总计里还有结余：收入的是年初转来的，支出的是年末没有用完的，各自单写一行。"""
    income = any(total is line for line in filing.income)
    lines = [line for line in filing.income[1:] if line.kind == "total"]
    mine = [line for line in lines if bool(_BROUGHT.search(line.name.value)) is income]
    return sum((amount_of(line, key, filing) or Decimal(0) for line in mine), Decimal(0))


def _added(lines: Sequence[FundLine], key: str, filing: Filing) -> Decimal:
    return sum((amount_of(line, key, filing) or Decimal(0) for line in lines), Decimal(0))


def _name(name: str) -> str:
    return fold(name).lstrip("-—")


def _past_parts(values: Sequence[Decimal], row: int, *, summed: bool) -> int:
    """跳过第 `row` 行的其中各行（至少两行、正好相加）；没有的就是下一行。

    `summed` 是这一行自己写着小计：下面的一行是 0 也是它的（当年拨款 200、上年结转 0）。
    """
    added = Decimal(0)
    for after in range(row + 1, len(values)):
        added += values[after]
        if added >= values[row] > 0:
            parts = after - row
            parts += summed and list(values[after + 1 : after + 2]) == [0]
            whole = added == values[row] and parts >= _LEAST
            return row + parts + 1 if whole else row + 1
    return row + 1


def sum_of_parts(filing: Filing, key: str) -> Decimal | None:
    """其中各行之和；有一行没有金额、是负数，或几种分法加起来不等的没有。"""
    sums: dict[str, Decimal] = {}
    for line in table_lines(filing):
        if line.kind == "total" or getattr(line, key) is None:  # 只在申报一半写着的一笔
            continue
        value = amount_of(line, key, filing)
        if value is None or value < 0:
            return None
        sums[line.group] = sums.get(line.group, Decimal(0)) + value
    return next(iter(sums.values())) if len(set(sums.values())) == 1 else None


def sum_fixes(filing: Filing, key: str) -> tuple[Fix, ...]:
    """总额一格改成其中各行之和。"""
    total, added = filing.total_fund, sum_of_parts(filing, key)
    whole = None if total is None else getattr(total, key)
    if (
        total is None
        or added is None
        or (whole is not None and whole.value.unit not in {"", filing.money_unit})
    ):
        return ()  # 这一格的单位与表的不同，不替人换算
    basis = cells_of(*(getattr(line, key) for line in table_lines(filing) if line is not total))
    return number_fix(getattr(total, key), Decimal(plain(added)), basis)
