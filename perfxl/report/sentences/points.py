"""总分、得分、各一级指标小结的段落：加得起来才说“其中”，有结果的才说“均”。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.quantity import decimal
from perfxl.filing.amounts import number
from perfxl.filing.model import Level1Score
from perfxl.report.marks import DOUBT, Number, Paragraphs, bare
from perfxl.report.sentences.attained import attained, count, has_actual
from perfxl.report.sentences.clauses import number_in
from perfxl.report.sentences.doubts import SUMMED
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.values import Row


def score(facts: Facts) -> Paragraphs:
    """总分、等级，各一级指标的得分。"""
    if not facts.total:
        return Paragraphs()
    rows = [row for row in facts.level1 if number_in(row, "得分").value is not None]
    parts = "，".join(_part(facts, row) for row in rows)
    unequal = _unequal(facts, [number_in(row, "得分") for row in rows])
    total = facts.total.with_unit("分")
    if unequal:
        total = total.removesuffix(DOUBT)  # 下面说明白了
    more = facts.say("score.parts", 各项=parts)
    return Paragraphs([_total(facts, total) + more + unequal])


def _total(facts: Facts, total: str) -> str:
    if facts.scored.left_out and not facts.grade:
        left = facts.tell.count(facts.scored.left_out, "没有得分的项数", (SUMMED,))
        return facts.say("score.ungraded", 总分=total, 项数=left)
    return facts.say("score.total", 总分=total, 等级=_grade(facts))


def _part(facts: Facts, row: Row) -> str:
    points, weight = number_in(row, "得分"), number_in(row, "分值")
    return facts.say(
        "score.part",
        名称=row["名称"],
        得分=points.with_unit("分"),
        分值=weight.with_unit("分") if weight.value is not None else "",
    )


def _grade(facts: Facts) -> str:
    if not facts.grade:
        return ""
    doubt = DOUBT if facts.grade.endswith(DOUBT) else ""
    return f"“{facts.grade.removesuffix(DOUBT)}”{doubt}"


def _unequal(facts: Facts, parts: Sequence[Number]) -> str:
    """印出来的各项加起来不是印出来的总分：说明为什么，说不出的注明待核。"""
    total = printed(facts.total)
    settled = facts.scored.notes and facts.total.value == facts.scored.total
    due = "".join(f"{facts.tell.text(note, '封顶', (SUMMED,))}。" for note in facts.scored.notes)
    if not parts or total is None:
        return ""
    if sum(map(_known, parts), Decimal(0)) == total:
        return facts.say("score.unsettled", 算法=due) if due and not settled else ""
    if settled:
        return due
    if number(facts.filing.total) is None:
        return facts.say("score.worked_unequal")
    return facts.say("score.filed_unequal")


def printed(points: Number) -> Decimal | None:
    """印出来的分。"""
    return decimal(bare(points.figure))


def _known(points: Number) -> Decimal:
    return printed(points) or Decimal(0)


def results(facts: Facts) -> Paragraphs:
    """各一级指标设了几项、得满分几项；能算完成率的指标里几项达到指标值。"""
    lines = [
        _level1(facts, level1)
        for level1 in facts.scored.level1
        if level1.rows  # 单独计分的预算执行率没有行
    ]
    met = attained(facts)
    return Paragraphs([*lines, met] if lines and met else lines)


def _level1(facts: Facts, level1: Level1Score) -> str:
    """没有完成值、没有得分的不算在得满分的几项里，也说出来。"""
    name, places = level1.name, level1.rows
    known = [place for place in places if _has_result(facts, place)]
    full = sum(_is_full(facts.rows[place]) for place in known)
    doubt = DOUBT if any(is_doubtful(facts.rows[place]) for place in known) else ""
    some = ""
    if len(known) < len(places):
        some = f"填了完成值和得分的{count(facts, len(known), f'{name}有结果的项数', known)}项"
    said = facts.say(
        f"results.{_case(full, len(known))}",
        一级=facts.level1_title(level1),
        项数=count(facts, len(places), f"{name}项数", places),
        范围=some,
        满分=count(facts, full, f"{name}满分项数", known),
        未满分=count(facts, len(known) - full, f"{name}未得满分项数", known),
    )
    return f"{said.removesuffix('。')}{doubt}。" if doubt and known else said


def _case(good: int, known: int) -> str:
    """一项、几项、全部、一项也没有：各有各的说法。"""
    if not known:
        return "alone"
    if known == 1:
        return "one_full" if good else "one_short"
    return {known: "all_full", 0: "none_full"}.get(good, "some_full")


def _has_result(facts: Facts, place: int) -> bool:
    row = facts.rows[place]
    scored = number_in(row, "得分").value is not None and number_in(row, "分值").value is not None
    return scored and has_actual(facts, place)


def _is_full(row: Row) -> bool:
    return number_in(row, "得分") >= number_in(row, "分值")


def is_doubtful(row: Row) -> bool:
    return any(number_in(row, key).doubtful for key in ("得分", "完成值"))
