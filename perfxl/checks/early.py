"""E 申报、监控的表：没有结果，看目标设得全不全。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import level1_present, scored_rows, weights_of, with_execution
from perfxl.checks.vocabulary.stages import source_of
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing

# 名称里有这些字的一类可以不设，分值调给别的类；别的各类少不得。
_OPTIONAL = ("满意度", "成本")


@check("E01", Level.WARNING, on=Filing, english="A kind of indicators is not set at all")
def kind_absent(filing: Filing) -> Iterator[Remark]:
    """产出、效益、满意度三类指标都应设。

    为什么：少了一类，年末就没有办法说明做了什么、有什么用、服务对象满不满意，自评时也补不上。
    怎么改：补设这一类指标；满意度确实不适用的，写明理由。
    例：绩效目标申报表!B11 没有设满意度指标
    """
    present = level1_present(filing)
    if filing.form.stage == "evaluate" or not all(present):
        return
    inner = {indicator.place.level2_as_level1 for indicator in filing.indicators}
    for level1 in filing.form.level1:
        lacks = level1 not in present and level1 not in inner
        if present and lacks and level1.weight is not None:
            optional = any(word in level1.name for word in _OPTIONAL)
            level = Level.VERIFY if optional else None
            at = filing.indicators[0].level1
            yield Remark((at,), f"没有设{level1.name}", "", source_of(filing), level)


@check("E02", Level.WARNING, on=Filing, english="The weights do not add up to the form's total")
def declared_weights_total(filing: Filing) -> Iterator[Remark]:
    """申报时定了分值的，各条加起来应是表样的总分值。

    为什么：自评照申报的分值打分，加起来不是总分值，到时候就要另改，改了又与批复的不同。
    怎么改：调整各条的分值，使合计等于总分值；预算执行率另占分值的，从总分值里减去。
    例：绩效目标申报表!F11 各条指标的分值合计 88，应为 90（预算执行率另占）或 100
    """
    form = filing.form
    total, whole = weights_of(with_execution(filing)), form.indicators.weight
    if form.stage == "evaluate" or total is None or whole is None:
        return
    rest = whole - (form.funds.weight or Decimal(0))
    execution = form.funds.weight
    shared = execution and total < whole and total % execution == 0  # 各地执行率 10 分、20 分不等
    if total not in {whole, rest} and not shared:
        cells = tuple(row.weight for row in scored_rows(filing))
        due = f"{plain(rest)}（预算执行率另占）或 {plain(whole)}" if rest < whole else plain(whole)
        said = f"各条指标的分值合计 {plain(total)}，应为 {due}"
        yield Remark(cells, said, "", form.cite(form.indicators.source))
