"""F 填报之二：金额、分值、得分的格里应是一个数。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.crowded import crowded_rows, spread_rows
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, title_of
from perfxl.filing.amounts import is_execution_apart, number, part_lines
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine
from perfxl.score.two_parts import has_parts

_NOT_NUMBERS = frozenset({"text", "grade", "date"})
_AMOUNTS = ("initial", "budget", "executed")


@check("F08", Level.ERROR, on=Filing, english="Text stands where a number belongs")
def number_expected(filing: Filing) -> Iterator[Remark]:
    """金额、分值、得分的格里应是数。

    为什么：写成文字的不能参加合计，少了这一格的数，合计就不对。
    怎么改：改成阿拉伯数字，不带说明文字。
    例：绩效自评表!G13 分值写的是“IO”，不是数
    """
    for what, field in _number_cells(filing):
        if field is None or field.cell.kind == "error":
            continue
        kind = field.value.kind
        if field.value.doubt is None and kind not in _NOT_NUMBERS:
            continue  # 多数的格
        if amount := field.value.doubted(DoubtKind.NOT_RATE):
            yield Remark((field,), f"{what}写的{amount}", "执行率写成百分数，或补上预算数、执行数")
        guess = field.value.doubted(DoubtKind.MISREAD)
        if inexact := field.value.doubted(DoubtKind.INEXACT):
            said = f"{what}写的是“{field.value.raw}”，{inexact}"
            yield Remark((field,), said, _one(what, inexact))
            continue
        unexplained = guess or field.value.doubt is None  # 别的疑问各有校验报告
        if kind in _NOT_NUMBERS and unexplained:
            fix = f"{guess}，请与原件核对后改正" if guess else ""
            yield Remark((field,), f"{what}写的是“{field.value.raw}”，不是数", fix)


def _one(what: str, inexact: str) -> str:
    if "单位" in inexact:
        return "写成钱数，单位与表头相同"
    if "分" in what:
        return "写打定的一个数"
    return "写算出来的百分数" if "率" in what else "照账上的写一个数"


def _number_cells(filing: Filing) -> Iterator[tuple[str, Field[Quantity] | None]]:
    for line in filing.funds:
        yield from _line_cells(filing, line)
    for indicator in filing.indicators:
        yield "分值", indicator.weight
        yield "得分", indicator.points
    yield "总分行的分值", filing.total_weight
    yield "总分", filing.total


def _line_cells(filing: Filing, line: FundLine) -> Iterator[tuple[str, Field[Quantity] | None]]:
    if line.kind == "detail":
        yield from (("安排资金", line.budget), ("支出", line.executed), ("结转结余", line.balance))
        return
    for key in ("initial", "budget", "executed", "rate"):
        yield title_of(filing, key), getattr(line, key)
    if line.kind == "total" and is_execution_apart(filing):
        yield from (("分值", line.weight), ("得分", line.points))


@check("F09", Level.ERROR, on=Filing, english="One cell holds two numbers")
def two_numbers_in_cell(filing: Filing) -> Iterator[Remark]:
    """一格里只应写一个数。

    为什么：两个数写在一格，不知道以哪个为准，也不能参加计算。
    怎么改：留下这一格该写的数，另一个移到它自己的格或写进说明。
    例：绩效自评表!F6 一格里有 2 个数：88.65万元、80万元
    """
    fields = [field for _, field in _number_cells(filing)]
    targets = [indicator.target for indicator in filing.indicators]
    fields += targets
    # 指标值写着几个要求的，完成值自然几个数；各做到了没有，由 A06、P19 说。
    rows = filing.indicators
    fields += [row.actual for row in rows if not has_parts(row.target.value)]
    fields = [field for field in fields if field is not None and field.value.doubt is not None]
    told, crowded = crowded_rows(filing, fields)
    yield from (*told, *spread_rows(filing))
    for field in fields:
        if field is None or field.cell.row in crowded:
            continue
        if several := field.value.doubted(DoubtKind.SEVERAL):
            yield Remark((field,), several, _TWO_GOALS if field in targets else "")
    yield from _doubled(filing)


_TWO_GOALS = "申报时分成两条指标，各写各的数；已经批复的照批复的填，两个数各完成多少写进说明"


def _doubled(filing: Filing) -> Iterator[Remark]:
    """金额的数字成对重复（7070），同一行另有 70 而执行率写着 100%，或其中各行合计是 70。"""
    for line in filing.funds:
        row = {key: amount_of(line, key, filing) for key in _AMOUNTS}
        full = number(line.rate) == 100  # 百分之百
        for key, value in row.items():
            digits = "" if value is None else plain(value)
            half = digits[: len(digits) // 2]
            if len(digits) < 4 or "." in digits or digits != half * 2:  # 两位以上
                continue
            beside = full and Decimal(half) in [row[other] for other in row if other != key]
            parts = [amount_of(part, key, filing) or Decimal(0) for part in part_lines(filing)]
            if beside or (line.kind == "total" and sum(parts) == Decimal(half)):
                what = f"{fund_name(line)}的{title_of(filing, key)}"
                message = f"{what}写 {digits}，像是 {half} 写了两遍"
                fix = f"请与原件核对，应为 {half} 的改回来"
                yield Remark((getattr(line, key),), message, fix, level=Level.VERIFY)
