"""程序写的段落：照表说话，表里没有的不说，缺的数连同那半句一起略去。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfxl.filing.amounts import number
from perfxl.filing.model import FundLine
from perfxl.report.facts import Facts
from perfxl.report.marks import Number, Paragraphs, bare
from perfxl.report.values import NOTHING, Row, filled, paragraphs, words


def funds(facts: Facts) -> Paragraphs:
    """资金情况：总额、执行率，其中各行。"""
    clauses = _joined(
        _money("年初预算数", facts.initial, facts),
        _money("全年预算数", facts.budget, facts),
        _money("全年执行数", facts.executed, facts),
        _clause("预算执行率", facts.rate),
    )
    if not clauses:
        return Paragraphs()
    year = facts.header["年度"]
    parts = "；".join(_parts(facts, facts.filing.funds, skip_zero=True))
    more = f"其中：{parts}。" if parts else ""
    return Paragraphs([f"{year}年度{clauses}。{more}" if year else f"{clauses}。{more}"])


def income_and_spending(facts: Facts) -> Paragraphs:
    """收支情况：全年预算、执行、完成的比例；再按来源、按性质分别说。"""
    clauses = _joined(
        _money("全年预算数", facts.budget, facts),
        _money("执行数", facts.executed, facts),
        f"完成预算的{facts.rate}" if facts.rate else "",
    )
    lines = [f"{clauses}。"] if clauses else []
    for group in dict.fromkeys(one.group for one in facts.filing.funds if one.group):
        mine = [one for one in facts.filing.funds if one.group == group and one.kind != "detail"]
        spent = _joined(
            *(_money(_plain_name(one).removesuffix("支出") + "支出", _executed(one, facts), facts)
              for one in mine)
        )  # fmt: skip
        if spent:
            how = group if group.startswith("按") else f"按{group}"
            lines.append(f"{how}分，{spent}。")
    total = facts.filing.total_fund
    left = facts.tell.cell(total.balance, "年末结转和结余") if total else NOTHING
    if left:
        lines.append(f"{_money('年末结转和结余', left, facts)}。")
    return Paragraphs(lines)


def allocation(facts: Facts) -> Paragraphs:
    """资金安排：总额、支出、支出率；各类子项目多少项、安排与支出多少。"""
    clauses = _joined(
        _money("安排资金", facts.budget, facts),
        _money("累计支出", facts.executed, facts),
        _clause("支出率", facts.rate),
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
    count = facts.tell.computed(
        Decimal(len(mine)), f"{name}项数", [one.name.cell.address for one in mine]
    )
    return _joined(
        f"{name}{count}项",
        _money("安排资金", facts.sum_of(mine, "budget", f"{name}安排资金"), facts),
        _money("已支出", facts.sum_of(mine, "executed", f"{name}已支出"), facts),
        _money("结转结余", facts.sum_of(mine, "balance", f"{name}结转结余"), facts),
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
        spent = _joined(
            _money("预算", _number(one, "预算"), facts), _money("支出", _number(one, "支出"), facts)
        )
        body = "".join(_sentence(text) for text in (*_texts(one, "内容"), *_texts(one, "完成情况")))
        lines.append(f"{place}. {one['名称']}。{body}{spent + '。' if spent else ''}")
    return Paragraphs(lines)


def score(facts: Facts) -> Paragraphs:
    """总分、等级，各一级指标的得分。"""
    if not facts.total:
        return Paragraphs()
    grade = f"，等级为“{facts.grade}”" if facts.grade else ""
    parts = [
        f"{row['名称']}得{row['得分']}分（分值{row['分值']}分）"
        for row in facts.level1
        if row["得分"]
    ]
    more = f"其中：{'，'.join(parts)}。" if parts else ""
    return Paragraphs([f"经自评，总分为{facts.total}分{grade}。{more}{_capped(facts)}"])


def _capped(facts: Facts) -> str:
    """总分是算出来的、封过顶的：各项得分加起来不是它，说明为什么。"""
    if number(facts.filing.total) is not None:
        return ""
    notes = (facts.tell.text(note, "封顶", ("得分明细",)) for note in facts.scored.notes)
    return "".join(f"{note}。" for note in notes)


def results(facts: Facts) -> Paragraphs:
    """各一级指标设了几项、得满分几项。"""
    lines = []
    for level1 in facts.scored.level1:
        if not level1.rows:
            continue  # 单独计分的预算执行率
        name = level1.name
        mine = [facts.rows[place] for place in level1.rows]
        cells = [facts.filing.indicators[place].name.cell.address for place in level1.rows]
        count = facts.tell.computed(Decimal(len(mine)), f"{name}项数", cells)
        title = name or facts.form.indicators.title  # 不分一级的表样
        lines.append(f"{title}共{count}项三级指标{_full_marks(facts, mine, name, cells)}。")
    return Paragraphs(lines)


def _full_marks(facts: Facts, rows: list[Row], name: str, cells: list[str]) -> str:
    known = [
        (points, weight)
        for row in rows
        if (points := _number(row, "得分").value) is not None
        and (weight := _number(row, "分值").value) is not None
    ]
    if len(known) != len(rows):
        return ""
    full = sum(points >= weight for points, weight in known)
    if full == len(rows):
        return "，均得满分"
    shown = facts.tell.computed(Decimal(full), f"{name}满分项数", cells)
    rest = facts.tell.computed(Decimal(len(rows) - full), f"{name}未得满分项数", cells)
    return f"，{shown}项得满分，{rest}项未得满分" if full else "，均未得满分"


def deviations(facts: Facts) -> Paragraphs:
    """没有得满分的、写了偏差原因的指标，一条一段。"""
    lines: list[str] = []
    for row in facts.rows:
        points, weight = _number(row, "得分").value, _number(row, "分值").value
        short = points is not None and weight is not None and points < weight
        if short or row["原因"]:
            lines.append(f"{len(lines) + 1}. {row['三级']}：{_deviation(row)}")
    if not lines:
        return Paragraphs()
    cells = [one.actual.cell.address for one in facts.filing.indicators]
    count = facts.tell.computed(Decimal(len(lines)), "有偏差的指标项数", cells)
    return Paragraphs([f"未得满分或填写了偏差原因的指标共{count}项，具体如下。", *lines])


def _deviation(row: Row) -> str:
    facts = _joined(
        _clause("指标值", _number(row, "指标值")),
        f"实际完成值为{row['完成情况']}" if row["完成情况"] else "",
        _clause("完成率", _number(row, "完成率")),
        f"得{row['得分']}分（分值{row['分值']}分）" if row["得分"] and row["分值"] else "",
    )
    reason = "".join(_sentence(one) for one in _texts(row, "原因"))
    return f"{facts}。" + (f"原因和措施：{reason}" if reason else "")


# ---- 造句 ----


def _joined(*clauses: str) -> str:
    return "，".join(one for one in clauses if one)


def _clause(name: str, number: Number) -> str:
    return f"{name}{number}" if number else ""


def _money(name: str, number: Number, facts: Facts) -> str:
    """“全年预算数684万元”；格里自带单位的不再加。"""
    if number.value is None:
        return ""
    unit = facts.filing.money_unit if bare(str(number))[-1:].isdigit() else ""
    return f"{name}{number}{unit}"


def _parts(facts: Facts, lines: Iterable[FundLine], *, skip_zero: bool) -> list[str]:
    """其中各行；两个数都是零的行不说。"""
    said = []
    for line in lines:
        if line.kind in {"total", "detail"}:
            continue
        name = words(line.name)
        budget, executed = facts.tell.cell(line.budget, name), _executed(line, facts)
        if skip_zero and not budget.value and not executed.value:
            continue
        text = _joined(_money("预算", budget, facts), _money("执行", executed, facts))
        if text:
            said.append(f"{_plain_name(line)}{text}")
    return said


def _plain_name(line: FundLine) -> str:
    name = words(line.name)
    for lead in ("其中：", "其中:", "其中"):
        name = name.removeprefix(lead)
    return name.strip()


def _executed(line: FundLine, facts: Facts) -> Number:
    return facts.tell.cell(line.executed, words(line.name))


def _number(row: Row, key: str) -> Number:
    value = row[key]
    return value if isinstance(value, Number) else NOTHING


def _texts(row: Row, key: str) -> tuple[str, ...]:
    value = row[key]
    return tuple(value) if isinstance(value, Paragraphs) else ()


def _sentence(text: str) -> str:
    """补上句末的句号。"""
    return text if text[-1:] in "。！？；.!?;" else text + "。"
