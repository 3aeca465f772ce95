"""V 偏差之三：问题说没说、对不对得上，原因是不是空话，一件事有没有两样判。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.names import at_colon
from perfxl.cells.quantity import bare, fixed, fold
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.listed import items_of
from perfxl.checks.vocabulary.topics import unanswered
from perfxl.checks.vocabulary.words import is_empty_word
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.filing.sides import Narrative
from perfxl.form.form import Form
from perfxl.score.reached import is_reached

_NO_PROBLEM = later(
    r"(?:目前|本年度?|该?项目)?(?:无|没有|不存在|未发现|暂无|未出现)(?:明显|突出|较大|重大|任何)?(?:的)?"
    r"(?:问题|不足)?"
)


def _told(filing: Filing, word: str, without: str) -> Narrative | None:
    """报告文字里名称含 `word` 而不含 `without` 的一栏：问题和措施写在一栏里的分不开，不算。"""
    for part in filing.narratives:
        name = at_colon(part.section.cell.raw or part.section.value)[0]
        if re.search(word, name) and not re.search(without, name):
            return part
    return None


@check("V14", Level.VERIFY, on=Scored, english="'No problems' beside a shortfall")
def no_problem_yet_short(scored: Scored) -> Iterator[Remark]:
    """预算没有执行完、指标没有完成的，存在问题不能写“无”。

    为什么：钱没有花完、事没有做完，就是问题；写“无”，看的人会以为没有认真找。
    怎么改：写清差在哪里、为什么；确实不是问题的（按进度付款、节约的），写明缘由。
    例：报告文字!B2 “存在问题”写“无”，预算执行率却只有 66.67%
    """
    parts = (_told(scored.filing, word, "巡视|审计|监督|措施") for word in ("问题", "原因|偏差"))
    none = (each for each in parts if each and _says_none(each.text.value, scored.filing.form))
    part = next((each for each in none if each.text.value), None)
    if part is None:
        return
    text = part.text.value
    limit, rate = scored.filing.form.limit_of("execution_low"), scored.execution.rate
    line, said = scored.filing.total_fund, f"“{part.section.value}”写“{text}”"
    if limit is not None and rate is not None and line is not None and rate < limit.value * 100:
        source = scored.filing.form.cite(limit.source)
        message = f"{said}，预算执行率却只有 {fixed(rate)}%"
        yield Remark((part.text, line.rate or line.executed), message, "", source)
        return
    short = [row.indicator for row in scored.indicators if is_reached(row) is False]
    if short:
        names = "、".join(f"“{row.name.value}”" for row in short)
        message = f"{said}，却有 {len(short)} 条指标没有完成：{names}"
        yield Remark((part.text, *(row.actual for row in short)), message)


def _says_none(text: str, form: Form) -> bool:
    """写的是“无”“暂无明显问题”一类。"""
    plainly = bare(text.rstrip("。.")) or text
    return is_empty_word(text, form) or bool(_NO_PROBLEM.fullmatch(fold(plainly)))


@check("V15", Level.WARNING, on=Scored, english="Problems and measures do not pair", trial=True)
def problems_and_measures(scored: Scored) -> Iterator[Remark]:
    """问题有几条，改进措施就有几条；扣了分的都应在问题里。

    为什么：问题和措施对不上，有的问题没有人管；扣分的地方问题里没有说，报告就不完整。
    怎么改：照问题逐条写措施；扣了分的指标，在问题里补上。
    例：报告文字!B2 “存在问题”写了 3 条，“改进措施”写了 2 条
    """
    problems = _told(scored.filing, "问题", "巡视|审计|监督|措施|整改|建议")
    measures = _told(scored.filing, "措施|整改|建议", "问题")
    if problems is None:
        return
    many = items_of(problems.text.value) or 0
    many = many if many > 1 else 0  # 只有一条的，措施可以有几条
    said = f"“{problems.section.value}”写了 {many} 条"
    answered = None if measures is None else items_of(measures.text.value)
    if measures is not None and many and answered and many != answered:
        message = f"{said}，“{measures.section.value}”写了 {answered} 条"
        yield Remark((problems.text, measures.text), message)
    lost = [row.indicator for row in scored.indicators if _is_deducted(row.indicator)]
    if many and len(lost) > many:
        message = f"{said}，扣了分的指标有 {len(lost)} 条"
        at = (problems.text, *(row.points for row in lost))
        yield Remark(at, message, level=Level.INFO)


@check("V18", Level.WARNING, on=Filing, english="A problem has no measure", trial=True)
def problem_without_measure(filing: Filing) -> Iterator[Remark]:
    """存在问题说到的事，改进措施里应有着落。

    为什么：措施说的是别的事，问题明年还在；复核时多半退回补写。
    怎么改：照问题写措施，一件事一条：谁、做什么、什么时候。
    例：报告文字!B2 “存在问题”写着“绩效目标的准确性也受影响”，“改进措施”里没有一句说到
    """
    problems = _told(filing, "问题", "巡视|审计|监督|措施|整改|建议")
    measures = _told(filing, "措施|整改|建议", "问题")
    if problems is None or measures is None or not measures.text.value:
        return
    if not problems.text.value or _says_none(problems.text.value, filing.form):
        return
    title, text = measures.section.value, measures.text.value
    if is_empty_word(text, filing.form):
        said = f"“{problems.section.value}”写了问题，“{title}”却写“{text}”"
        yield Remark((problems.text, measures.text), said)
        return
    left = unanswered(problems.text.value, text)
    if left:
        said = f"“{problems.section.value}”写着{''.join(f'“{each}”' for each in left)}"
        message = f"{said}，“{title}”里没有一句说到"
        yield Remark((problems.text, measures.text), message)


def _is_deducted(row: Indicator) -> bool:
    weight, points = number(row.weight), number(row.points)
    return weight is not None and points is not None and 0 <= points < weight


_PARTS = later(r"[,，。;；、:：\s]+")
_LEAD = later(
    r"^(?:主要)?(?:原因|措施|改进措施|下一步|今后|以后|明年|下年度?|将|要|需要?|应|继续|进一步|是)+"
)


@check("V16", Level.WARNING, on=Scored, english="The reason says nothing", trial=True)
def reason_says_nothing(scored: Scored) -> Iterator[Remark]:
    """偏差原因应说得出具体的事，不能只有空话。

    为什么：“进一步加强管理”放在哪一条都说得通，等于没有说为什么、怎么办。
    怎么改：写清哪件事、差多少、卡在哪里，谁在什么时候做什么。
    例：绩效自评表!I18 “全年接待读者”的偏差原因只有空话：“管理有待加强，下一步加强管理”
    """
    form = scored.filing.form
    empty = {fold(text) for text in form.words.empty_reasons}
    for score in scored.indicators:
        row = score.indicator
        if row.reason is None or not row.reason.value or not (empty and _is_due(score)):
            continue
        parts = [_LEAD.sub("", part) for part in _PARTS.split(fold(row.reason.value)) if part]
        if all(part in empty for part in parts if part) and any(parts):
            message = f"“{row.name.value}”的偏差原因只有空话：“{row.reason.value}”"
            yield Remark((row.reason,), message)


def _is_due(score: IndicatorScore) -> bool:
    """要说原因的：扣了分，或者完成得不是正好。"""
    return _is_deducted(score.indicator) or score.completion not in {None, 100}


# 同一件事的几种说法；两条指标里都说到它，就该是一样的判法。
_FACTS = {
    "没有验收": later(
        r"(?:未|没有?|尚未|还没有?)(?:经|通过|组织|完成|进行)?(?:竣工|项目|工程)?验收"
    ),
    "没有完工": later(r"(?:未|没有?|尚未|还没有?)(?:能|按期|如期)?(?:完工|竣工|开工|动工)"),
    "没有佐证": later(r"(?:无|没有|未提供|缺少?|缺乏)(?:相关|有关)?(?:佐证|资料|材料|依据)"),
    "没有调查": later(r"(?:未|没有|尚未)(?:开展|进行|组织|做)?(?:满意度)?(?:问卷)?调查"),
}  # fmt: skip


@check("V17", Level.WARNING, on=Filing, english="One fact is judged in two ways", trial=True)
def one_fact_two_verdicts(filing: Filing) -> Iterator[Remark]:
    """同一件事，在几条指标里应一样判。

    为什么：同样是没有验收，质量记零分、数量记满分，两个分里必有一个没有道理。
    怎么改：核对这件事，该扣的都扣，不该扣的都不扣；确有区别的，把原因写得能分清。
    例：绩效自评表!I13 “改造阅览室面积”和“工程验收合格率”说的都是没有验收，一条记满分，一条扣了分
    """
    rows = [(row, _said(row)) for row in filing.indicators if number(row.points) is not None]
    rows = [(row, text) for row, text in rows if text]
    told: list[tuple[Indicator, Indicator]] = []
    for fact, words in _FACTS.items():
        sharing = [row for row, text in rows if words.search(text)]
        other = next(
            (row for row in sharing if _is_deducted(row) != _is_deducted(sharing[0])), None
        )
        if other is None or any(sharing[0] is first and other is second for first, second in told):
            continue  # 判得一样；或者这两条已经为另一件事说过
        told.append((sharing[0], other))
        yield _two_verdicts(fact, sharing[0], other)


def _two_verdicts(fact: str, row: Indicator, other: Indicator) -> Remark:
    first, second = ("记满分", "扣了分") if _is_deducted(other) else ("扣了分", "记满分")
    names = f"“{row.name.value}”和“{other.name.value}”"
    return Remark(
        (_where(row, fact), _where(other, fact), row.points, other.points),
        f"{names}说的都是{fact}，一条{first}，一条{second}",
    )


def _said(row: Indicator) -> str:
    """原因、佐证材料两栏写的话。"""
    return fold("；".join(field.value for field in (row.reason, row.evidence) if field is not None))


def _where(row: Indicator, fact: str) -> Field[str] | None:
    """说到这件事的那一格。"""
    fields = (row.reason, row.evidence)
    told = (field for field in fields if field and _FACTS[fact].search(fold(field.value)))
    return next(told, row.reason)
