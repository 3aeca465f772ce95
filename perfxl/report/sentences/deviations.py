"""没有得满分、写了原因的指标，一条一段；原因里写了改进措施的，可以拆出来放到措施一节。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.later import later
from perfxl.checks.vocabulary.shortfall import is_unscored_short
from perfxl.checks.vocabulary.words import is_empty_word
from perfxl.report.marks import DOUBT, Number, Paragraphs
from perfxl.report.sentences.clauses import number_in, sentence, texts_in
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.points import is_doubtful, printed
from perfxl.report.sentences.values import NOTHING, Row

_MEASURE = later(r"(?:^|(?<=[。；;\n]))\s*(?:改进措施|整改措施|下一步措施|措施)[：:]\s*")


def deviations(facts: Facts) -> Paragraphs:
    """没有得满分的（不计分的表，没有达到指标值的）、写了偏差原因的指标，一条一段。"""
    rows = _rows(facts)
    if not rows:
        return Paragraphs()
    short = [row for row, is_short in rows if is_short]
    splits = _splits(facts)
    lines = (
        f"{place}. {row['三级']}：{_line(facts, row, splits=splits)}"
        for place, (row, _) in enumerate(rows, 1)
    )
    lead = _lead(facts, short, len(rows) - len(short), scored=_is_scored(facts))
    return Paragraphs([lead, *lines])


def _rows(facts: Facts) -> list[tuple[Row, bool]]:
    """要说的各条，是不是没有得满分（不计分的，没有达到）的。"""
    scored = _is_scored(facts)
    rows = [
        (row, _is_short(row) if scored else is_unscored_short(score, facts.scored))
        for row, score in zip(facts.rows, facts.scored.indicators, strict=True)
    ]
    return [(row, is_short) for row, is_short in rows if is_short or _is_told(facts, row)]


def _lead(facts: Facts, short: list[Row], explained: int, *, scored: bool) -> str:
    cells = [indicator.actual.cell.address for indicator in facts.filing.indicators]
    what = "未得满分" if scored else "未达到指标值"
    missed = facts.tell.count(len(short), f"{what}的指标项数", cells)
    more = facts.tell.count(explained, "填写了偏差原因的指标项数", cells)
    if not short:
        return facts.say("deviation.explained", 项数=more)
    lost = _lost_in_all(facts, short) if scored else {}
    key = "deviation.both" if explained else "deviation.short"
    said = facts.say(key, 哪样=what, 项数=missed, 另有=more, **lost)
    unsure = scored and any(map(is_doubtful, facts.rows))  # 几项、扣几分都照各条的得分
    return f"{said.removesuffix('。')}{DOUBT}。" if unsure and DOUBT not in said else said


def _lost_in_all(facts: Facts, short: list[Row]) -> dict[str, str]:
    """指标扣的分；预算执行率另外计分、也扣了的，说各扣多少、合计多少，与总分合得上。"""
    rows = [(number_in(row, "分值"), number_in(row, "得分")) for row in short]
    mine = _missing(facts, rows, "共扣分")
    apart = any(level1.has_execution or not level1.rows for level1 in facts.scored.level1)
    execution = [(facts.execution_weight, facts.execution_points)] if apart else []
    also = _missing(facts, execution, "预算执行率扣分")
    if not mine or not also:
        return {"扣分": _in_points(mine)}
    both = _missing(facts, [*rows, *execution], "合计扣分")
    full, total = printed(facts.total_weight), printed(facts.total)
    adds_up = full is not None and total is not None and both.value == full - total
    return {
        "扣分": _in_points(mine),
        "执行率扣分": _in_points(also),
        "合计扣分": _in_points(both) if adds_up else "",
    }


def _is_told(facts: Facts, row: Row) -> bool:
    """原因写了实在的话，不是“无偏差”“正常”。"""
    text = "".join(texts_in(row, "原因"))
    return bool(text) and not is_empty_word(text, facts.form)


def _line(facts: Facts, row: Row, *, splits: bool) -> str:
    points = number_in(row, "得分")
    said = facts.say(
        "deviation.line",
        指标=row["三级"],
        指标值=number_in(row, "指标值"),
        完成情况=row["完成情况"],
        完成率=number_in(row, "完成率"),
        偏差率=number_in(row, "偏差率") if number_in(row, "偏差率") != 0 else "",
        得分=points.with_unit("分") if points.value is not None else "",
        分值=_weight(row),
        扣分=_lost(facts, row, f"{row['三级']}扣分") if points.value is not None else "",
    )
    return said + facts.say("deviation.reason", 原因=_reason(row, splits=splits))


def _weight(row: Row) -> str:
    weight = number_in(row, "分值")
    return weight.with_unit("分") if weight.value is not None else ""


def _reason(row: Row, *, splits: bool) -> str:
    lines = texts_in(row, "原因")
    if splits and (parts := _parted("\n".join(lines)))[1]:
        lines = tuple(parts[0].splitlines())
    return "".join(sentence(line) for line in lines if line)


def _lost(facts: Facts, row: Row, title: str) -> str:
    """一条扣的分。"""
    return _in_points(_missing(facts, [(number_in(row, "分值"), number_in(row, "得分"))], title))


def _missing(facts: Facts, pairs: list[tuple[Number, Number]], title: str) -> Number:
    """扣的分：印出来的分值减印出来的得分；有一个没有印的、没有扣的为空。"""
    values = [
        full - got
        for weight, points in pairs
        if (full := printed(weight)) is not None and (got := printed(points)) is not None
    ]
    total = sum(values, Decimal(0))
    if len(values) < len(pairs) or total <= 0:
        return NOTHING
    cells = facts.tell.cells_of(*(number for pair in pairs for number in pair))
    worked = facts.tell.computed(total, title, cells)
    doubtful = any(number.doubtful for pair in pairs for number in pair)
    return Number(worked.figure, total, doubtful=doubtful)


def _in_points(lost: Number) -> str:
    return lost.with_unit("分") if lost else ""


def _is_scored(facts: Facts) -> bool:
    return any(number_in(row, "得分").value is not None for row in facts.rows)


def _is_short(row: Row) -> bool:
    points, weight = number_in(row, "得分").value, number_in(row, "分值").value
    return points is not None and weight is not None and points < weight


# ---- 措施 ----


def measures(facts: Facts) -> Paragraphs:
    """整改措施：原因里写了“改进措施：”的，与指标一一对上；措施一栏单位另写了的，留在原因里。"""
    if not _splits(facts):
        return Paragraphs()
    pairs = [
        (row, parted[1])
        for row, _ in _rows(facts)
        if (parted := _parted("\n".join(texts_in(row, "原因"))))[1]
    ]
    if not pairs:
        return Paragraphs()
    cells = [indicator.name.cell.address for indicator in facts.filing.indicators]
    lead = facts.say("measure.lead", 项数=facts.tell.count(len(pairs), "写了措施的指标项数", cells))
    lines = (
        f"{place}. {facts.say('measure.line', 指标=row['三级'], 措施=sentence(text))}"
        for place, (row, text) in enumerate(pairs, 1)
    )
    return Paragraphs([lead, *lines])


def _parted(text: str) -> tuple[str, str]:
    """原因、措施；没有写明哪里起是措施的，都是原因。"""
    first, *rest = _MEASURE.split(text)
    return first.strip(), "".join(measure.strip() for measure in rest).replace("\n", "")


def _splits(facts: Facts) -> bool:
    """提纲里另有措施一节，单位没有在那里写字。"""
    sections = [section for section in facts.form.report.section if "整改措施" in section.computed]
    written = {
        narrative.outline.narrative
        for narrative in facts.filing.narratives
        if narrative.outline is not None and narrative.text.value.strip()  # 写“无”也是写了
    }
    return any(section.narrative not in written for section in sections)
