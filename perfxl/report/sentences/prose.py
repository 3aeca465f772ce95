"""程序写的段落：照表说话，表里没有的不说，缺的数连同那半句一起略去。话在表样里。"""

from __future__ import annotations

from perfxl.cells.quantity import plain
from perfxl.filing.amounts import part_lines
from perfxl.filing.model import FundLine
from perfxl.report.marks import Number, Paragraphs
from perfxl.report.sentences.clauses import (
    in_total,
    joined,
    money,
    number_in,
    sentence,
    texts_in,
    with_money,
)
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.listing import is_listed, renumbered
from perfxl.report.sentences.values import NOTHING, addresses, filled, paragraphs, words


def funds(facts: Facts) -> Paragraphs:
    """资金情况：总额、执行率，其中各行，没有支出完的，执行率低的原因。"""
    total = facts.say("funds.total", **_totals(facts), 未支出=_left(facts))
    if not total:
        return Paragraphs()
    return Paragraphs([total + _made_of(facts) + _low(facts)])


def _totals(facts: Facts) -> dict[str, object]:
    return {
        "年度": facts.header["年度"],
        "年初预算数": with_money(facts.initial, facts),
        "全年预算数": with_money(facts.budget, facts),
        "全年执行数": with_money(facts.executed, facts),
        "执行率": facts.rate,
    }


def _made_of(facts: Facts) -> str:
    """其中各行；印出来的加起来不是印出来的总额，就说不等。"""
    rows = [
        (line, _budget(line, facts), _executed(line, facts)) for line in part_lines(facts.filing)
    ]
    rows = [row for row in rows if row[1].value or row[2].value]  # 两个数都是零的行不说
    said = [
        both
        for line, budget, executed in rows
        if (
            both := facts.say(
                "funds.part",
                名称=_plain_name(line).removesuffix("预算"),  # “……预算预算90万元”说不通
                预算=with_money(budget, facts),
                执行=with_money(executed, facts),
            )
        )
    ]
    if not said:
        return ""
    more = facts.say("funds.parts", 各项="；".join(said))
    unequal = [
        title
        for title, whole, parts, asked in (
            ("预算数", facts.budget, [row[1] for row in rows], [row[0].budget for row in rows]),
            ("执行数", facts.executed, [row[2] for row in rows], [row[0].executed for row in rows]),
        )
        if whole.value is not None
        and any(field is not None for field in asked)  # 按收入分的，没有写执行数的地方
        and in_total(parts, facts) != in_total([whole], facts)
    ]
    return more + facts.say("funds.unequal", 哪些="、".join(unequal))


def _left(facts: Facts) -> str:
    """没有支出的：印出来的两个数相减，与前面的话合得上。"""
    known = facts.budget.value is not None and facts.executed.value is not None
    budget = in_total([facts.budget], facts) if known else None
    spent = in_total([facts.executed], facts) if known else None
    if budget is None or spent is None or spent >= budget:
        return ""
    line = facts.filing.total_fund
    cells = () if line is None else addresses((line.budget, line.executed))
    left = facts.tell.total(budget - spent, "未支出", cells)
    return with_money(left, facts)


def _low(facts: Facts) -> str:
    """执行率低于表样的线：说低于多少，表里写了差异原因的说原因。"""
    limit, line = facts.form.limit_of("execution_low"), facts.filing.total_fund
    if limit is None or facts.rate.value is None or facts.rate.value >= limit.value * 100:
        return ""
    lines = f"{plain(limit.value * 100)}%"
    reason = filled(line.reason) if line is not None else ""
    why = facts.say("funds.why", 原因=sentence(reason.replace("\n", "")) if reason else "")
    return facts.say("funds.low", 线=lines, 执行率=facts.rate) + why


def income_and_spending(facts: Facts) -> Paragraphs:
    """收支情况：全年预算、执行、完成的比例；再按来源、按性质分别说。"""
    lines = [facts.say("income.total", **_totals(facts))]
    for group in dict.fromkeys(line.group for line in facts.filing.funds if line.group):
        mine = [
            line for line in facts.filing.funds if line.group == group and line.kind != "detail"
        ]
        spent = joined(
            *(money(_plain_name(line).removesuffix("支出") + "支出", _executed(line, facts), facts)
              for line in mine)
        )  # fmt: skip
        how = group if group.startswith("按") else f"按{group}"
        if spent:
            lines.append(facts.say("income.group", 分法=how.removesuffix("分"), 各项=spent))
    total = facts.filing.total_fund
    left = facts.tell.money(total.balance, "年末结转和结余") if total else NOTHING
    lines.append(facts.say("income.left", 结转结余=with_money(left, facts)))
    return Paragraphs(line for line in lines if line)


def goals(facts: Facts) -> Paragraphs:
    """预期目标与实际完成情况，照表里的原文。"""
    form, filing = facts.form.goals, facts.filing
    lines: list[str] = []
    for title, field in ((form.goal, filing.goal), (form.achievement, filing.achievement)):
        text = renumbered(paragraphs(filled(field)))
        if not text:
            continue
        if is_listed(text[0]) and len(text) > 1:  # 头一条不跟在栏名后面，各条一样
            lines += [f"{title}：", *text]
        else:
            lines += [f"{title}：{text[0]}", *text[1:]]
    return Paragraphs(lines)


def tasks(facts: Facts) -> Paragraphs:
    """年度重点工作任务，一项一段。"""
    lines = []
    for place, task in enumerate(facts.tasks, 1):
        spent = joined(
            money("预算", number_in(task, "预算"), facts),
            money("支出", number_in(task, "支出"), facts),
        )
        body = "".join(
            sentence(text) for text in (*texts_in(task, "内容"), *texts_in(task, "完成情况"))
        )
        lines.append(f"{place}. {task['名称']}。{body}{spent + '。' if spent else ''}")
    return Paragraphs(lines)


def _plain_name(line: FundLine) -> str:
    name = words(line.name)
    for lead in ("其中：", "其中:", "其中"):
        name = name.removeprefix(lead)
    return name.strip().rstrip("：:")


def _budget(line: FundLine, facts: Facts) -> Number:
    return facts.tell.money(line.budget, f"{words(line.name)}全年预算数")


def _executed(line: FundLine, facts: Facts) -> Number:
    return facts.tell.money(line.executed, f"{words(line.name)}全年执行数")
