"""程序写的段落：照表说话，表里没有的不说，缺的数连同那半句一起略去。"""

from __future__ import annotations

from perfxl.filing.amounts import part_lines
from perfxl.filing.model import FundLine
from perfxl.report.clauses import (
    clause,
    in_total,
    joined,
    money,
    number_in,
    out_of,
    points_said,
    sentence,
    texts_in,
)
from perfxl.report.facts import Facts
from perfxl.report.marks import Number, Paragraphs
from perfxl.report.values import NOTHING, Row, filled, paragraphs, words

_WHOLE = 100


def funds(facts: Facts) -> Paragraphs:
    """资金情况：总额、执行率，其中各行。"""
    clauses = joined(
        money("年初预算数", facts.initial, facts),
        money("全年预算数", facts.budget, facts),
        money("全年执行数", facts.executed, facts),
        clause("预算执行率", facts.rate),
    )
    if not clauses:
        return Paragraphs()
    year = facts.header["年度"]
    more = _made_of(facts)
    return Paragraphs([f"{year}年度{clauses}。{more}" if year else f"{clauses}。{more}"])


def _made_of(facts: Facts) -> str:
    """其中各行；印出来的加起来不是印出来的总额，就说不等。"""
    rows = [
        (
            line,
            facts.tell.money(line.budget, f"{words(line.name)}全年预算数"),
            _executed(line, facts),
        )
        for line in part_lines(facts.filing)
    ]
    rows = [row for row in rows if row[1].value or row[2].value]  # 两个数都是零的行不说
    said = [
        f"{_plain_name(line)}{both}"
        for line, budget, executed in rows
        if (both := joined(money("预算", budget, facts), money("执行", executed, facts)))
    ]
    if not said:
        return ""
    more = f"其中：{'；'.join(said)}。"
    unequal = [
        title
        for title, whole, parts in (
            ("预算数", facts.budget, [row[1] for row in rows]),
            ("执行数", facts.executed, [row[2] for row in rows]),
        )
        if whole.value is not None and in_total(parts, facts) != in_total([whole], facts)
    ]
    if unequal:
        more += f"{'、'.join(unequal)}以表为准，与各项之和不等，待核。"
    return more


def income_and_spending(facts: Facts) -> Paragraphs:
    """收支情况：全年预算、执行、完成的比例；再按来源、按性质分别说。"""
    clauses = joined(
        money("全年预算数", facts.budget, facts),
        money("执行数", facts.executed, facts),
        f"完成预算的{facts.rate}" if facts.rate else "",
    )
    lines = [f"{clauses}。"] if clauses else []
    for group in dict.fromkeys(one.group for one in facts.filing.funds if one.group):
        mine = [one for one in facts.filing.funds if one.group == group and one.kind != "detail"]
        spent = joined(
            *(money(_plain_name(one).removesuffix("支出") + "支出", _executed(one, facts), facts)
              for one in mine)
        )  # fmt: skip
        if spent:
            how = group if group.startswith("按") else f"按{group}"
            lines.append(f"{how.removesuffix('分')}分，{spent}。")
    total = facts.filing.total_fund
    left = facts.tell.money(total.balance, "年末结转和结余") if total else NOTHING
    if left:
        lines.append(f"{money('年末结转和结余', left, facts)}。")
    return Paragraphs(lines)


def allocation(facts: Facts) -> Paragraphs:
    """资金安排：总额、支出、支出率；各类子项目多少项、安排与支出多少。"""
    clauses = joined(
        money("安排资金", facts.budget, facts),
        money("累计支出", facts.executed, facts),
        clause("支出率", facts.rate),
    )
    lines = [f"{clauses}。"] if clauses else []
    groups = dict.fromkeys(one.group for one in facts.filing.details)
    said = [text for group in groups if (text := _group(facts, group))]
    if said:
        lines.append("；".join(said) + "。")
    return Paragraphs(lines)


def _group(facts: Facts, group: str) -> str:
    mine = [one for one in facts.filing.details if one.group == group]
    name = group or "子项目"
    count = facts.tell.count(len(mine), f"{name}项数", [one.name.cell.address for one in mine])
    return joined(
        f"{name}{count}项",
        money("安排资金", facts.sum_of(mine, "budget", f"{name}安排资金"), facts),
        money("已支出", facts.sum_of(mine, "executed", f"{name}已支出"), facts),
        money("结转结余", facts.sum_of(mine, "balance", f"{name}结转结余"), facts),
    )


def goals(facts: Facts) -> Paragraphs:
    """预期目标与实际完成情况，照表里的原文。"""
    form, filing = facts.form.goals, facts.filing
    lines: list[str] = []
    for title, field in ((form.goal, filing.goal), (form.achievement, filing.achievement)):
        text = paragraphs(filled(field))
        if text:
            lines += [f"{title}：{text[0]}", *text[1:]]
    return Paragraphs(lines)


def tasks(facts: Facts) -> Paragraphs:
    """年度重点工作任务，一项一段。"""
    lines = []
    for place, one in enumerate(facts.tasks, 1):
        spent = joined(
            money("预算", number_in(one, "预算"), facts),
            money("支出", number_in(one, "支出"), facts),
        )
        body = "".join(
            sentence(text) for text in (*texts_in(one, "内容"), *texts_in(one, "完成情况"))
        )
        lines.append(f"{place}. {one['名称']}。{body}{spent + '。' if spent else ''}")
    return Paragraphs(lines)


def deviations(facts: Facts) -> Paragraphs:
    """没有得满分的（不计分的表，没有达到指标值的）、写了偏差原因的指标，一条一段。"""
    scored = any(number_in(row, "得分").value is not None for row in facts.rows)
    is_short = _lost_points if scored else _missed
    rows = [row for row in facts.rows if is_short(row) or row["原因"]]
    if not rows:
        return Paragraphs()
    cells = [one.actual.cell.address for one in facts.filing.indicators]
    short = sum(is_short(row) for row in rows)
    what = "未得满分" if scored else "未达到指标值"
    missed = facts.tell.count(short, f"{what}的指标项数", cells)
    explained = facts.tell.count(len(rows) - short, "填写了偏差原因的指标项数", cells)
    if short == len(rows):
        lead = f"{what}的指标共{missed}项"
    elif short:
        lead = f"{what}的指标{missed}项，另有{explained}项填写了偏差原因"
    else:
        lead = f"填写了偏差原因的指标共{explained}项"
    lines = (f"{place}. {row['三级']}：{_deviation(row)}" for place, row in enumerate(rows, 1))
    return Paragraphs([f"{lead}，具体如下。", *lines])


def _lost_points(row: Row) -> bool:
    points, weight = number_in(row, "得分").value, number_in(row, "分值").value
    return points is not None and weight is not None and points < weight


def _missed(row: Row) -> bool:
    completion = number_in(row, "完成率").value
    return completion is not None and completion < _WHOLE


def _earned(row: Row) -> str:
    points = number_in(row, "得分")
    return (
        f"{points_said('得', points)}{out_of(number_in(row, '分值'))}"
        if points.value is not None
        else ""
    )


def _deviation(row: Row) -> str:
    facts = joined(
        clause("指标值", number_in(row, "指标值")),
        f"实际完成值为{row['完成情况']}" if row["完成情况"] else "",
        clause("完成率", number_in(row, "完成率")),
        _earned(row),
    )
    reason = "".join(sentence(one) for one in texts_in(row, "原因"))
    return (f"{facts}。" if facts else "") + (f"原因和措施：{reason}" if reason else "")


def _plain_name(line: FundLine) -> str:
    name = words(line.name)
    for lead in ("其中：", "其中:", "其中"):
        name = name.removeprefix(lead)
    return name.strip()


def _executed(line: FundLine, facts: Facts) -> Number:
    return facts.tell.money(line.executed, f"{words(line.name)}全年执行数")
