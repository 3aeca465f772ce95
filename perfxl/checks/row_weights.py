"""分值：逐条看是不是正数、是不是规定的数、占得重不重。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import grand_total, scored_rows, weight_of_execution
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("W07", Level.ERROR, on=Filing, english="A weight is zero or negative")
def weight_not_positive(filing: Filing) -> Iterator[Remark]:
    """每条三级指标的分值应大于零。

    为什么：分值为零的指标评不评都一样，负的分值会把总分减掉。
    怎么改：按重要程度给一个分值；不评的指标整行删去。
    例：绩效自评表!G14 “添置图书册数”的分值是 0，应大于 0
    """
    for one in filing.indicators:
        weight = number(one.weight)
        if weight is not None and weight <= 0:
            message = f"“{one.name.value}”的分值是 {plain(weight)}，应大于 0"
            yield Remark((one.weight,), message)


@check("W08", Level.ERROR, on=Filing, english="A prescribed indicator carries another weight")
def prescribed_weight(filing: Filing) -> Iterator[Remark]:
    """表样规定了分值的三级指标，应用规定的分值。

    为什么：共性指标的分值由财政部门统一规定，改了就不能汇总比较。
    怎么改：改回规定的分值。
    例：绩效自评表!G17 “项目总成本”的分值是 12，应为 10
    """
    for one in filing.indicators:
        mine = one.place.level3
        weight = number(one.weight)
        if mine is None or mine.weight is None or weight in {None, mine.weight}:
            continue
        shown = plain(weight or Decimal(0))
        message = f"“{one.name.value}”的分值是 {shown}，应为 {plain(mine.weight)}"
        source = filing.form.cite(mine.source)
        level = None if source.reliable else Level.WARNING  # 没有核实的分值不能说一定错
        yield Remark((one.weight,), message, f"请改为 {plain(mine.weight)}", source, level)


@check("W09", Level.INFO, on=Filing, english="One indicator carries most of the points", trial=True)
def indicator_too_heavy(filing: Filing) -> Iterator[Remark]:
    """一条三级指标的分值不宜占去总分的一大半。

    为什么：一条就定了总分，别的指标评不评差不多，总分看不出项目好在哪里、差在哪里。
    怎么改：把这一条拆成几条，或把分值匀给别的指标。
    例：绩效自评表!G18 “全年接待读者”一条占 45 分，总分 100
    """
    limit, rows = filing.form.limit_of("heavy_indicator"), scored_rows(filing)
    total = grand_total(filing) or filing.form.indicators.weight
    if limit is None or not total or len(rows) < 2:
        return
    for one in rows:
        weight = number(one.weight) or number(one.points) or Decimal(0)  # 没有分值列的看得分
        if weight >= total * limit.value:
            message = f"“{one.name.value}”一条占 {plain(weight)} 分，总分 {plain(total)}"
            yield Remark((one.weight or one.points,), message, "", filing.form.cite(limit.source))


@check("W10", Level.ERROR, on=Filing, english="Points printed beside level 1 exceed the total")
def printed_weights_total(filing: Filing) -> Iterator[Remark]:
    """印在各一级指标里的分值加上预算执行率的，应等于总分。

    为什么：各部分写着的分值加起来不是总分，哪一部分占多少就说不清。
    怎么改：核对各一级指标名称里写的分值，改正写错的一处。
    例：绩效自评表!B13 印着的分值合计 120（预算执行率 10＋产出指标 60＋效益指标 40＋
    满意度指标 10），总分是 100
    """
    due = number(filing.total_weight) or filing.form.indicators.weight
    rows, execution = scored_rows(filing), weight_of_execution(filing)
    if due is None or execution is None or grand_total(filing) is not None:
        return  # 各条的分值都写了的，由 W02、W03 报告
    printed = {row.level1_name: row.level1_weight for row in rows}
    known = [(name, field) for name, field in printed.items() if field is not None]
    total = execution + sum((field.value for _, field in known), Decimal(0))
    if len(known) < len(printed) or not known or total == due:
        return
    parts = [f"预算执行率 {plain(execution)}"] if execution else []
    parts += [f"{name} {plain(field.value)}" for name, field in known]
    message = f"印着的分值合计 {plain(total)}（{'＋'.join(parts)}），总分是 {plain(due)}"
    yield Remark((*(field for _, field in known), filing.total_weight), message)
