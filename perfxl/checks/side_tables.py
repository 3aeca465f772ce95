"""D 附表：资金明细、数据项、佐证材料、重点工作任务。没有用的附表不拿它说事。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import bare, fold, plain
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, title_of
from perfxl.checks.vocabulary.rows import has_name
from perfxl.checks.vocabulary.words import nearest
from perfxl.filing.amounts import money, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator
from perfxl.filing.sides import DataItem


@check("D01", Level.ERROR, on=Filing, english="A data item's name is used twice")
def data_name_repeated(filing: Filing) -> Iterator[Remark]:
    """数据项的名称不应重复。

    为什么：报告按名称取数，两个同名的不知道取哪一个。
    怎么改：删去一个，或把名称写得能分清。
    例：数据项!A3 数据项“办证 读者”在 A2 已经有了
    """
    seen: dict[str, DataItem] = {}
    for item in filing.data:
        name = bare(item.name.value)
        if name and name in seen:
            first = seen[name].name.cell
            message = f"数据项“{item.name.value}”在 {first.local} 已经有了"
            yield Remark((item.name, first), message)
        seen.setdefault(name, item)


@check("D04", Level.WARNING, on=Filing, english="A data item has no unit")
def data_unit_missing(filing: Filing) -> Iterator[Remark]:
    """是数的数据项应有单位。

    为什么：报告里引用出来只有一个光秃秃的数，读的人不知道是什么。
    怎么改：在单位栏填上单位。
    例：数据项!C2 数据项“办证读者”（1800）没有单位
    """
    for item in filing.data:
        if item.value.value.kind == "number" and not item.value.value.unit:
            at = item.unit if item.unit.cell.column != item.name.cell.column else item.value
            yield Remark((at,), f"数据项“{item.name.value}”（{item.value.value.shown}）没有单位")


@check("D05", Level.WARNING, on=Filing, english="Evidence for an indicator that does not exist")
def evidence_without_indicator(filing: Filing) -> Iterator[Remark]:
    """佐证材料应对应指标表里的三级指标。

    为什么：对不上号的材料等于没有交，审核时会按没有佐证处理。
    怎么改：把名称改成与指标表里的三级指标一致。
    例：佐证材料!A2 佐证材料对应的“改造阅览室的面积”不在指标表里，是不是“改造阅览室面积”
    """
    names = [indicator.name.value for indicator in filing.indicators]
    known = {bare(name) for name in names}
    for evidence in filing.evidence:
        name = evidence.indicator.value
        if name and bare(name) not in known:
            message = f"佐证材料对应的“{name}”不在指标表里{nearest(name, names)}"
            yield Remark((evidence.indicator,), message)


def _unproved(filing: Filing) -> list[Indicator]:
    """得了分而没有佐证的指标；没有用佐证材料表（或佐证列）的表不看。"""
    proved = {
        bare(evidence.indicator.value) for evidence in filing.evidence if evidence.document.value
    }
    in_column = any(
        indicator.evidence and indicator.evidence.value for indicator in filing.indicators
    )
    if not proved and not in_column:
        return []
    return [
        row
        for row in filing.indicators
        if has_name(filing, row)  # 没有名称的由 F06 报告
        and bare(row.name.value) not in proved
        and not (row.evidence and row.evidence.value)
        and _is_claimed(row, filing)
    ]


def _is_claimed(row: Indicator, filing: Filing) -> bool:
    """得了分；不打分的表样，填了完成值。"""
    if filing.form.indicators.scored:
        return (number(row.points) or Decimal(0)) > 0
    return row.actual.value.kind != "none"


def _is_satisfaction(indicator: Indicator) -> bool:
    """“效益和满意度指标”一个一级管两样，只看它看不出来。"""
    names = (indicator.level1_name, indicator.level2_name)
    named = fold(indicator.name.value).endswith("满意度")  # 不分一级、二级的表，看名称
    return named or any("满意度" in name and "效益" not in name for name in names)


@check("D06", Level.WARNING, on=Filing, english="An indicator with points has no evidence")
def indicator_without_evidence(filing: Filing) -> Iterator[Remark]:
    """列了佐证材料的，每条得分的指标都应有佐证。

    为什么：复核时没有佐证的指标按零分处理。
    怎么改：在佐证材料表里给这几条指标各补一件材料。
    例：绩效自评表!D18 2 条得了分的指标没有佐证材料：“全年接待读者”、“管理维护机制”
    """
    rows = [row for row in _unproved(filing) if not _is_satisfaction(row)]
    if rows:
        names = "、".join(f"“{row.name.value}”" for row in rows)
        which = "得了分" if filing.form.indicators.scored else "填了完成值"
        message = f"{len(rows)} 条{which}的指标没有佐证材料：{names}"
        yield Remark(tuple(row.name for row in rows), message)


@check("D07", Level.VERIFY, on=Filing, english="Satisfaction is claimed without evidence")
def satisfaction_without_evidence(filing: Filing) -> Iterator[Remark]:
    """列了佐证材料的，满意度指标应有调查材料。

    为什么：满意度要靠调查得来，没有问卷或统计表，“没有收到投诉”不能算满意。
    怎么改：补上调查问卷、统计表或回访记录；没有调查的，不应记满分。
    例：绩效自评表!D20 “读者满意度”完成值 93%，没有列调查的佐证材料
    """
    for indicator in _unproved(filing):
        if _is_satisfaction(indicator):
            said = f"“{indicator.name.value}”完成值 {indicator.actual.value.shown}"
            message = f"{said}，没有列调查的佐证材料"
            fix = "" if filing.form.indicators.scored else "补上调查问卷、统计表或回访记录"
            yield Remark((indicator.name, indicator.actual), message, fix)


@check("D10", Level.ERROR, on=Filing, english="The same fact has two values")
def same_fact_two_values(filing: Filing) -> Iterator[Remark]:
    """数据项与三级指标同名的，数应相同。

    为什么：同一件事在两处是两个数，报告里就会自相矛盾。
    怎么改：核对后改成一致；不是一件事的，把数据项的名称写得能分清。
    例：数据项!B2 “全年接待读者”在数据项里是 56000人次，在指标表里的完成值是 57000人次
    """
    named: dict[str, list[Indicator]] = {}
    for row in filing.indicators:
        named.setdefault(bare(row.name.value), []).append(row)
    for item in filing.data:
        for indicator in named.get(bare(item.name.value), ()):
            mine, theirs = item.value.value, indicator.actual.value
            if mine.value is None or theirs.value is None:
                continue
            scale = factor(mine.unit, theirs.unit) if mine.unit and theirs.unit else Decimal(1)
            if scale is None or mine.value * scale != theirs.value:
                message = (
                    f"“{indicator.name.value}”在数据项里是 {mine.shown}，"
                    f"在指标表里的完成值是 {theirs.shown}"
                )
                yield Remark((item.value, indicator.actual), message)


@check("D13", Level.ERROR, on=Filing, english="A key task has no reported achievement")
def task_unreported(filing: Filing) -> Iterator[Remark]:
    """每项重点工作任务都应写完成情况。

    为什么：部门整体自评就是看重点工作完成得怎样，空着等于没有评。
    怎么改：对照任务内容写实际完成情况。
    例：重点工作任务!C3 重点工作“全民阅读活动”没有写完成情况
    """
    for task in filing.tasks:
        done = task.achievement
        if done is not None and not done.value and not done.cell.is_uncomputed:
            yield Remark((done,), f"重点工作“{task.name.value}”没有写完成情况")


@check("D15", Level.VERIFY, on=Filing, english="The key tasks add up to more than was spent")
def tasks_above_projects(filing: Filing) -> Iterator[Remark]:
    """主要任务的金额加起来，不应大于项目支出（没有分出项目支出的，部门总支出）。

    为什么：任务是用项目的钱做的，加起来比项目支出还多，必有一处写错。
    怎么改：核对各项任务的金额，改正写错的一个；任务里用了基本支出的，写明。
    例：绩效自评表!F6 各项任务的全年执行数合计 92.5 万元，年度资金总额是 88.65 万元
    """
    named = (line for line in filing.funds if "项目支出" in line.name.value)
    line, limit = next(named, filing.total_fund), filing.form.limit_of("money_difference")
    for key in ("budget", "executed") if line is not None and limit is not None else ():
        fields = [getattr(task, key) for task in filing.tasks]
        values = [money(field, filing.money_unit) for field in fields]
        whole = amount_of(line, key, filing) if line is not None else None
        if line is None or whole is None or not whole or not values or None in values:
            continue
        added = sum((value for value in values if value is not None), Decimal(0))
        if limit is not None and added > whole + limit.value:
            message = (
                f"各项任务的{title_of(filing, key)}合计 {plain(added)} {filing.money_unit}，"
                f"{fund_name(line)}是 {plain(whole)} {filing.money_unit}"
            )
            yield Remark((getattr(line, key), *fields), message)
