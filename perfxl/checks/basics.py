"""D03、D14：数据项填没填；照数据项算的比率，与完成值对不对。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.quantity import fixed
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rates import same_printed
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing
from perfxl.score.rates import rate_of


@check("D03", Level.ERROR, on=Filing, english="A data item has no value")
def data_value_blank(filing: Filing) -> Iterator[Remark]:
    """数据项应有数值。

    为什么：报告引用它的地方会空着。
    怎么改：填上数值；用不着的整行删去，有指标要照它核算的不要删。
    例：数据项!B2 数据项“办证读者”没有数值
    """
    idle = _idle_items(filing)
    for item in filing.data:
        if item.value.value.kind == "none" and not item.value.cell.is_uncomputed:
            if item.item is not None and item.item.name in idle:
                continue
            fix = "填上数值；用不着的整行删去"
            if item.item is not None:
                fix = "填上数值；有指标要照它核算，不要删去"
            yield Remark((item.value,), f"数据项“{item.name.value}”没有数值", fix)


def _idle_items(filing: Filing) -> set[str]:
    """表样印好、这份表用不着的数据项：没有一条填了完成值的指标要用它，或整张表都没有填。"""
    table = filing.form.table_of("data")
    printed = table.item if table else ()
    names = {item.name for item in printed}
    rules = (
        indicator.place.formula
        for indicator in filing.indicators
        if indicator.actual.value.is_number
    )
    used = {name for rule in rules if rule is not None for name in rule.items}
    filled = any(item.item in printed and item.value.value.is_number for item in filing.data)
    return names - used if filled else names


@check("D14", Level.ERROR, on=Filing, english="A computed indicator differs from its inputs")
def rate_differs(filing: Filing) -> Iterator[Remark]:
    """规定了算式的指标，完成值应与基础数据算出来的相同。

    为什么：这些比率是算出来的，与基础数据对不上，说明数填错了或者算式用错了。
    怎么改：照算式改正完成值；基础数据填错的改正基础数据。
    例：绩效自评表!F15 “在职人员控制率”完成值写 98%，在职人员数 96人÷编制数 100人＝96.00%
    """
    for indicator in filing.indicators:
        due, actual = rate_of(indicator, filing), indicator.actual.value
        if due is None or actual.value is None or actual.unit not in {"", "%"}:
            continue
        ways = [actual.value]
        if not actual.unit and abs(actual.value) <= 1:
            ways.append(actual.value * 100)  # 写成小数的比率
        if any(same_printed(written, due.value) for written in ways):
            continue
        message = f"“{indicator.name.value}”完成值写 {actual.shown}，{due.words}"
        fix = f"请改为 {fixed(due.value)}%，或核对基础数据"
        at = (indicator.actual, *(item.value for item in due.items))
        yield Remark(at, message, fix, filing.form.cite(due.rule.source))
