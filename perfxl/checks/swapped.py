"""S 结构之二：两栏填反了，要看整列才认得出；认出了只说一次，指着这两栏的别的结论都是后果。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.grid import Cell, Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, Target, fixed, fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, table_lines, title_of
from perfxl.checks.vocabulary.rates import same_printed, written_rate
from perfxl.checks.vocabulary.rows import scored_rows, weight_of_execution
from perfxl.filing.amounts import as_written, number
from perfxl.filing.findings import WITHIN, Level
from perfxl.filing.model import Filing, FundScore, Indicator, Scored

Held = Field[Quantity] | Field[Target]
_FEWEST = 3  # 少于三行的，看不出是整列反了还是这几条填错


@check("S14", Level.ERROR, on=Scored, english="Two columns are filled in each other's place",
       explains=WITHIN)  # fmt: skip
def columns_swapped(scored: Scored) -> Iterator[Remark]:
    """指标值和完成值、分值和得分、预算数和执行数，各填在自己那一栏。

    为什么：两栏整列反了，每一条的完成率、得分、执行率都跟着错，一条一条改永远改不完。
    怎么改：只是表头写反的，改两个表头；数粘反了的，把两列对调。对调以后再校验一次，别的问题改好再看。
    例：绩效自评表!H13 “分值”“得分”两栏像是填反了：“分值”一栏连执行率的 10 加起来是 99.25，
    “得分”一栏加起来倒是 100，没有一条得分低于分值
    """
    filing = scored.filing
    yield from _points_for_weights(filing)
    yield from _actuals_for_targets(filing)
    yield from _executed_for_budget(scored)


def _points_for_weights(filing: Filing) -> Iterator[Remark]:
    """分值加起来不是规定的总分，得分加起来倒是，得分又没有一条低于分值：得分那一列才是分值。"""
    rows, execution = scored_rows(filing), weight_of_execution(filing)
    pairs = [(number(row.weight), number(row.points)) for row in rows]
    known = [
        (weight, points) for weight, points in pairs if weight is not None and points is not None
    ]
    due = filing.form.indicators.weight
    if due is None or execution is None or len(known) != len(pairs) or len(known) < _FEWEST:
        return
    weights, points = (sum(column, execution) for column in zip(*known, strict=True))
    if weights == due or points != due or any(earned < weight for weight, earned in known):
        return
    if not _are_points(rows):
        return  # 只有一条的分值写小了，另由 P01、W02 报告
    titles = _titles(filing, "weight", "points")
    apart = f"连执行率的 {plain(execution)} " if execution else ""
    message = (
        f"{_said(titles)}“{titles[0]}”一栏{apart}加起来是 {plain(weights)}，"
        f"“{titles[1]}”一栏加起来倒是 {plain(points)}，没有一条{titles[1]}低于{titles[0]}"
    )
    yield _remark(rows, ("weight", "points"), message, (filing.total_weight, filing.total))


def _are_points(rows: Sequence[Indicator]) -> bool:
    """“分值”比“得分”小的不止一条；只有一条的，它写着扣分的原因，或者带着小数、“得分”倒是整数。"""
    above = [row for row in rows if number(row.points) != number(row.weight)]
    if len(above) != 1:
        return True
    weight, points = number(above[0].weight), number(above[0].points)
    halves = points is not None and weight is not None and weight % 1 and not points % 1
    return bool(halves) or bool(above[0].reason and len(above[0].reason.value) > _TELLING)


_TELLING = 3  # “无”“无偏差”不是原因


_SIGNED = later(
    r"^[≥≤><]|^(?:不低于|不少于|不高于|不超过|不小于|不大于|至少|至多)|(?:以上|以内|以下|以前|之前)$"
    r"|[年月日底]前(?:完成|完工|竣工)?$"
)
_DIGIT = later(r"\d")


def _actuals_for_targets(filing: Filing) -> Iterator[Remark]:
    """完成值一列多半带着 ≥、≤、期限，指标值一列一个也没有：指标才带这些记号。"""
    rows = [
        row for row in scored_rows(filing) if row.has_column("target") and row.has_column("actual")
    ]
    both = [row for row in rows if _is_counted(row.target) and _is_counted(row.actual)]
    signed = [row for row in both if _is_signed(row.actual)]
    if len(both) < _FEWEST or len(signed) < max(_FEWEST, (len(both) + 1) // 2):
        return
    plainly = [row for row in signed if _digits(row.target) != _digits(row.actual)]
    if any(_is_signed(row.target) for row in rows) or len(plainly) < 2:
        return  # 数都一样的，是完成值照着指标值抄、多写了记号
    titles, first = _titles(filing, "target", "actual"), plainly[0]
    message = (
        f"{_said(titles)}{len(both)} 条里有 {len(signed)} 条的{titles[1]}带着 ≥、≤、期限一类"
        f"指标才有的话（“{first.name.value}”的{titles[1]}是“{as_written(first.actual)}”、"
        f"{titles[0]}是“{as_written(first.target)}”），{titles[0]}一条也没有"
    )
    yield _remark(rows, ("target", "actual"), message)


def _executed_for_budget(scored: Scored) -> Iterator[Remark]:
    """执行数都不小于预算数，写着的执行率又正好是反过来除的。"""
    filing = scored.filing
    key = filing.form.funds.rate_over
    funds = [fund for fund in scored.funds if fund.line in table_lines(filing)]
    pairs = [(amount_of(fund.line, key, filing), amount_of(fund.line, "executed", filing))
             for fund in funds]  # fmt: skip
    known = [(budget, paid) for budget, paid in pairs if budget and paid]
    inverse = [fund for fund in funds if _is_inverse(fund, filing)]
    if not inverse or any(paid < budget for budget, paid in known):
        return
    rate = written_rate(inverse[0])
    shown = fixed(rate.value.value or Decimal(0)) if rate else ""
    titles = (title_of(filing, key), title_of(filing, "executed"))
    message = (
        f"{_said(titles)}{titles[1]}没有一行小于{titles[0]}，"
        f"写的{title_of(filing, 'rate')} {shown}% 正好是{titles[0]}除以{titles[1]}"
    )
    cells = [getattr(fund.line, each) for each in (key, "executed") for fund in funds]
    basis = tuple(field for fund in funds for field in (fund.line.rate, fund.line.points))
    yield Remark(
        tuple(cells), message, source=filing.form.cite(filing.form.funds.source), basis=basis
    )


def _is_inverse(fund: FundScore, filing: Filing) -> bool:
    budget = amount_of(fund.line, filing.form.funds.rate_over, filing)
    paid, rate = amount_of(fund.line, "executed", filing), written_rate(fund)
    if not budget or not paid or budget == paid or rate is None or rate.value.value is None:
        return False
    return same_printed(rate.value.value, budget / paid * 100)


def _is_counted(field: Held) -> bool:
    return bool(_DIGIT.search(fold(field.value.raw)))


def _is_signed(field: Held) -> bool:
    return bool(_SIGNED.search(fold(field.value.raw)))


def _digits(field: Held) -> list[str]:
    return _NUMBERS.findall(fold(field.value.raw))


_NUMBERS = later(r"\d+(?:\.\d+)?")


def _said(titles: Sequence[str]) -> str:
    return f"“{titles[0]}”“{titles[1]}”两栏像是填反了："


def _titles(filing: Filing, *keys: str) -> tuple[str, ...]:
    titles = {column.key: column.title for column in filing.form.indicators.column}
    return tuple(titles[key] for key in keys)


def _remark(
    rows: Sequence[Indicator], keys: tuple[str, str], message: str,
    more: Sequence[Held | None] = (),
) -> Remark:  # fmt: skip
    cells: list[Cell] = [
        field.cell for key in keys for row in rows if (field := getattr(row, key)) is not None
    ]
    return Remark(tuple(cells), message, basis=tuple(more))
