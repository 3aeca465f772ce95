"""R09 等级与得分：等级照得分定；各部分得分加起来是总分；写了得分的要写等级。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, told
from perfxl.form.load import load_all
from perfxl.form.scoring import Grade
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_GRADE = later(
    r"(?:等级|等次|结论|评价|结果|评定|级别|评级)[^，。；]{0,6}?[为是：:“\"]+\s*(优秀|良好|优|良|中|差|低|合格|不合格)(?![\u4e00-\u9fff])"
    r"|(?:等级|等次|档次)(优秀|良好|优|良|中|差)(?=[，。；,;）)]|$)"
    r"|[“\"](优秀|良好|优|良|中|差)[”\"](?:等级|等次|级|档)?|(?:为|属|属于|评为|达到|，)(优秀|良好|优|良|中|差)(?:等级|等次|级|档)"
)
_SCORE = later(
    r"(?:得分|评分|总分|自评分|评价分|综合得分|分数)[^，。；\d]{0,6}$|自评[^，。；\d]{0,4}$|(?:项目|单位|部门)(?:共|综合|最终)?得$"
)
_HUNDRED = 100
_WHOLE = 40  # 比这还多的才是总分
_PART = 20  # 不比这多的是一部分的分
_LIST = 160  # 总分后面列各项得分，等级写在本段末尾
_FULL = {"优秀": "优", "良好": "良"}


def grades(reading: Reading) -> Iterator[Finding]:
    """逐段看得分和等级。"""
    for sentence in reading.sentences:
        score = next(
            (
                one for one in sentence.figures
                if _is_total(one) or _is_graded(one) or _is_filed(one, reading)
            ),
            None,
        )  # fmt: skip
        if score is None:
            continue
        written = _grade_near(sentence, score)
        if written is not None:
            yield from _judge(score, written, reading)
        else:
            yield from _no_grade(score, reading)
    yield from _deducted(reading)


def _is_score(figure: Figure) -> bool:
    return (
        figure.unit == "分"
        and bool(_SCORE.search(figure.before))
        and not regex("满分|扣|指标得|占").search(figure.before)
    )


def _is_total(figure: Figure) -> bool:
    """总分：后面写着（满分几分）的是一项的。"""
    part = figure.value <= _PART or _FULL_AFTER.match(figure.paragraph.text[figure.end :])
    return _is_score(figure) and not part


def _is_graded(figure: Figure) -> bool:
    """98.7分，等级“优”：没有写“得分”，紧跟着写等级。"""
    after = even(figure.paragraph.text)[figure.end :]
    whole = figure.unit == "分" and figure.exact and _WHOLE < figure.value <= _HUNDRED
    return whole and _GRADE_NEXT.match(after) is not None


_GRADE_NEXT = later("[，（]?(?:评价|自评|绩效)?(?:等级|等次|评级)(?!分别)")


def _is_filed(figure: Figure, reading: Reading) -> bool:
    """98.7分，良：没有写“得分”，正是自评表的总分，紧接着写等级。"""
    totals = [one.filing.total.value.value for one in reading.assessments if one.filing.total]
    after = even(figure.paragraph.text)[figure.end :]
    return figure.unit == "分" and figure.value in totals and _BESIDE.match(after) is not None


_BESIDE = later(
    r"[，（]?(?:等级|等次|评定|评价|结果|结论|评级)?为?[“\"]?(优秀|良好|优|良|中|差)[”\"]?(?=[，。；）]|$)"
)
_FULL_AFTER = later("[（(](?:满分|分值|权重)")


def _grade_near(sentence: Sentence, score: Figure) -> tuple[str, int, int] | None:
    """同一句、下一句里写的等级。"""
    text = even(sentence.paragraph.text)
    match = _GRADE.search(
        text, max(sentence.start, score.start - 30), min(len(text), score.end + 40)
    )
    if match is None and sum(_is_score(figure) for figure in sentence.figures) == 1:
        match = _GRADE.search(text, score.end, sentence.end)  # 中间列了各项的得分
        if match is None and score.value > _WHOLE and len(text) - score.end < _LIST:
            match = _GRADE.search(text, score.end)
    beside = _BESIDE.match(text, score.end)
    if beside is not None:
        return beside[1], beside.start(1), beside.end(1)
    if match is None:
        return None
    place = next(number for number in (1, 2, 3, 4) if match[number])
    return match[place], match.start(place), match.end(place)


@cache
def _known_grades() -> tuple[tuple[Grade, ...], ...]:
    return tuple({form.grade: None for form in load_all() if form.grade})


def _scales(reading: Reading) -> tuple[tuple[Grade, ...], ...]:
    mine = tuple(
        assessment.form.grade for assessment in reading.assessments if assessment.form.grade
    )
    return mine or _known_grades()


def _source(reading: Reading) -> str:
    """等级照哪个文件：各份表样的；没有自评表的是财政部的办法。"""
    forms = [one.form for one in reading.assessments if one.form.grade]
    cited = [str(form.cite(form.grade[0].source)) for form in forms]
    return "、".join(dict.fromkeys(cited)) or "财预〔2020〕10号"


def _grade_at(score: Decimal, scale: tuple[Grade, ...]) -> str:
    ranked = sorted(scale, key=lambda grade: grade.low, reverse=True)
    return next((grade.name for grade in ranked if score >= grade.low), ranked[-1].name)


def _judge(score: Figure, written: tuple[str, int, int], reading: Reading) -> Iterator[Finding]:
    name, start, end = written
    due = {
        _FULL.get(one, one) for one in (_grade_at(score.value, scale) for scale in _scales(reading))
    }
    if not due or _FULL.get(name, name) in due or score.value > 100 or name in {"合格", "不合格"}:
        return
    shown = "或".join(sorted(due))
    message = f"得分 {score.raw} 应是“{shown}”，写的是“{name}”"
    first, last = min(start, score.start), max(end, score.end)
    yield Finding(
        "R09", score.paragraph, first, last, message, expected=shown, source=_source(reading)
    )


def grade_due(score: Decimal, name: str) -> str | None:
    """报告没有写几分是什么等级的：照各种表样的标准，与写的不合的，该是什么；合的为空。"""
    if name not in {"优", "优秀", "良", "良好", "中", "差"} or score > _HUNDRED:
        return None
    due = {_FULL.get(one, one) for one in (_grade_at(score, scale) for scale in _known_grades())}
    return None if _FULL.get(name, name) in due else "或".join(sorted(due))


def _no_grade(score: Figure, reading: Reading) -> Iterator[Finding]:
    """这一节说要写等级和分数，只写了分数。"""
    heading = score.paragraph.path[-1] if score.paragraph.path else ""
    if not regex("等级|等次").search(heading):
        return
    section = [
        paragraph for paragraph in reading.report.prose if paragraph.path == score.paragraph.path
    ]
    if any(
        _GRADE.search(even(paragraph.text))
        or regex(r"[优良中差](?:秀|好|等|级|”)").search(paragraph.text)
        for paragraph in section
    ):
        return
    message = f"这一节要写自评等级和分数，只写了 {score.raw}，没有写等级"
    start = max(score.sentence[0], score.start - min(len(score.before), 6))
    yield Finding("R09", score.paragraph, start, score.end, message)


def wrong_totals(reading: Reading) -> dict[Figure, Finding]:
    """总分与自评表的不同的。"""
    scores = (
        next((figure for figure in sentence.figures if _is_score(figure)), None)
        for sentence in reading.sentences
    )
    return {
        score: finding
        for score in scores
        if score is not None and (finding := _wrong_total(score, reading)) is not None
    }


# 说的是总分：写明了的；从句子的头说到这里只有“项目得分”，没有别的主语的。
_OF_ALL = later(r"自评|总分|总[得评]分|综合")
_OWN_SCORE = later(r"(?:最终|综合|合计|共计?)?(?:得分?|评分)(?:共计?)?(?:为|是|：|:)?$")
_OWN = later(r"(?:本?(?:项目|单位|部门)|(?:19|20)\d\d年度?|绩效|最终|综合|经自评|[，,、]|的)*")
_GRADED = later(r"^[，,、（(]?(?:自评|绩效)?(?:等级|等次|评级|评为|属于)")
_OTHERS = later("上年|去年|前年|历年|往年|财政|第三方|评价组|复评|复核|抽评|平均")


def _wrong_total(score: Figure, reading: Reading) -> Finding | None:
    if len(reading.assessments) != 1 or score.value <= _PART or score.hedge:
        return None
    (assessment,) = reading.assessments
    computed, filed = assessment.scored.total, assessment.filing.total
    written = filed.value.value if filed else None
    due = computed if written is None else written  # 填了的，照填的比
    other = score.year and score.year != reading.year  # 说的是上年的
    other = other or any(  # 总分 100分，自评 94分：前一个是满分
        one.value == due and one.sentence == score.sentence and score.value == _HUNDRED
        for one in reading.in_paragraph(score.paragraph)
    )
    if due is None or due in score.span or other or not _says_total(score):
        return None
    shown = told(due)
    message = (
        f"报告写 {score.raw}，自评表的总分是 {shown}{f'（{filed.cell.address}）' if filed else ''}"
    )
    if computed is not None and computed != due:
        message += f"，核算是 {told(computed)}"
    start = max(score.sentence[0], score.start - min(len(score.before), 8))
    return Finding(
        "R06", score.paragraph, start, score.end, message, expected=f"{shown}分",
        cells=(filed.cell.address,) if filed else (),
    )  # fmt: skip


def _says_total(score: Figure) -> bool:
    text = even(score.paragraph.text)
    if _OTHERS.search(text[score.sentence[0] : score.start]):
        return False
    if _OF_ALL.search(score.before):
        return True
    said = regex(r"\s").sub("", text[score.sentence[0] : score.start])
    named = _OWN_SCORE.search(said)
    if named is None or not _OWN.fullmatch(said[: named.start()]):
        return False
    after = text[score.end : score.sentence[1]]
    return "本" in said or bool(_GRADED.search(after))


_LOST = later(r"(?:共|合计|总计)?扣(?:减|掉|除)?了?[^，。；\d]{0,4}$")


def _aside(figure: Figure) -> bool:
    """括号里的“（共扣4分）”只说一项，不是总的。"""
    before = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    return before.count("（") > before.count("）")


def _deducted(reading: Reading) -> Iterator[Finding]:
    """满分一百，扣几分、得几分，对不对得上。"""
    for paragraph in reading.report.prose:
        figures = reading.in_paragraph(paragraph)
        scores = [figure for figure in figures if _is_score(figure) and figure.exact]
        lost = [
            figure for figure in figures
            if figure.unit == "分" and _LOST.search(figure.before) and not _aside(figure)
        ]  # fmt: skip
        every = lost
        if len(lost) > 1 and "其中" in paragraph.text[lost[0].end :][:4]:
            lost = lost[:1]  # 后面是逐项扣的
        summed = [figure for figure in lost if regex("共|合计|总计").search(figure.before)]
        lost = summed if len(summed) == 1 else lost
        if len(scores) != 1 or len(lost) != 1 or scores[0].value < 40:
            continue
        # 指标合计扣 1.85分，预算执行率扣 0.2分：合计以后另扣的也算。
        more = [figure for figure in every if figure.start > lost[0].end and lost[0] in summed]
        due = Decimal(100) - lost[0].value
        if due - sum((figure.value for figure in more), Decimal(0)) == scores[0].value:
            continue
        if due != scores[0].value and regex("总|共|自评").search(scores[0].before + lost[0].before):
            said = regex("共|合计|总计").search(lost[0].before)
            if not said and scores[0].sentence != lost[0].sentence:
                continue
            first, last = sorted((scores[0], lost[0]), key=lambda figure: figure.start)
            message = f"满分 100 分扣 {lost[0].raw} 应得 {plain(due)} 分，写的是 {scores[0].raw}"
            yield Finding(
                "R09", paragraph, first.start, last.end, message, expected=f"{plain(due)}分"
            )
