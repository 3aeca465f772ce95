"""R06 与自评表对照，不是一格一个数的：各部分的得分、等级、有几条指标、主管部门和实施单位。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.names import key_of, undecorated
from perfxl.cells.quantity import told
from perfxl.filing.model import Indicator
from perfxl.proof.claims.filed_year import of_other_year
from perfxl.proof.claims.pointed import LISTED, in_row, without_full
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_ELSE = later("上年|去年|前年|历年|往年|满分|分值|权重|扣|平均|绩效评价|财政评价|复评|复核|抽评")


def filed(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表时才看：有几份的，不知道说的是哪一份。"""
    if len(reading.assessments) != 1:
        return
    (assessment,) = reading.assessments
    scores = scores_of(assessment)
    for sentence in reading.sentences:
        if of_other_year(sentence, assessment):
            continue
        yield from _points(sentence, scores)
        yield from _grade(sentence, assessment)
        yield from _counts(sentence, assessment)
        yield from _offices(sentence, assessment)


# ---- 各部分的得分 ----


class Score(NamedTuple):
    """一部分的得分：可以是表里填的，也可以是核算的。"""

    values: frozenset[Decimal]
    full: Decimal | None
    cells: tuple[str, ...]


_GOT = later(
    r"(?:指标|部分|类|方面|一级指标|得分|自评|情况|[（(][^（）()]{1,12}[）)]|[\"”])*"
    r"[，,：:]?(?:得分?|得分为|自评得分?|实际得分|得到)[为是：:]?$"
)


def scores_of(assessment: Assessment) -> dict[str, Score]:
    """名称（预算执行、产出指标、数量指标、某一条指标）→ 得分。"""
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for indicator in assessment.filing.indicators:
        levels = (indicator.level1.value, indicator.level2.value, indicator.name.value)
        for name in set(map(bare_name, levels)):  # 一级、二级同名的只算一遍
            groups[name].append(indicator)
    made = {
        name: score
        for name, rows in groups.items()
        if len(name) > 1 and (score := _together(rows, assessment))
    }
    line = assessment.filing.total_fund
    if line is not None and line.points is not None and line.points.value.value is not None:
        due = {line.points.value.value, assessment.scored.execution.points}
        values = frozenset(value for value in due if value is not None)
        full = assessment.scored.execution.weight
        score = Score(values, full, (line.points.cell.address,))
        made |= dict.fromkeys(("预算执行", "预算执行率", "资金执行率", "执行率"), score)
    return made


@lru_cache(maxsize=1024)
def bare_name(name: str) -> str:
    return regex(r"指标$").sub("", key_of(undecorated(name)))


def _together(rows: Sequence[Indicator], assessment: Assessment) -> Score | None:
    """几条加起来；有一条没有得分的，说不准。"""
    points = [row.points.value.value if row.points is not None else None for row in rows]
    if None in points:
        return None
    written = sum((value for value in points if value is not None), Decimal(0))
    mine = {id(row) for row in rows}  # 核分的就是这几条；逐栏去比是不是一条，太慢
    computed = [
        score.points for score in assessment.scored.indicators if id(score.indicator) in mine
    ]
    due = {written}
    if None not in computed and len(computed) == len(rows):
        due.add(sum((value for value in computed if value is not None), Decimal(0)))
    cells = tuple(row.points.cell.address for row in rows if row.points is not None)
    weights = [row.weight.value.value if row.weight is not None else None for row in rows]
    full = sum((one or Decimal(0) for one in weights), Decimal(0))
    return Score(frozenset(due), full, tuple(dict.fromkeys(cells)))


def _points(sentence: Sentence, scores: dict[str, Score]) -> Iterator[Finding]:
    for figure in sentence.figures:
        if figure.unit != "分" or figure.hedge:
            continue
        before = without_full(sentence.between(sentence.start, figure.start))
        got = _GOT.search(before) or LISTED.search(before)
        if got is None:
            continue
        name = _name_at(before[: got.start()], scores)
        score = scores.get(name)
        if _GOT.search(before) is None and (
            not (name and in_row(sentence, figure)) or (score and score.full == figure.value)
        ):
            continue  # 自评采用百分制，其中产出指标 50分：说的是满分
        clause = regex(r"[；;。]").split(before)[-1]
        if (
            score is None
            or any(value in figure.span for value in (*score.values, *_with_rate(score, scores)))
            or _ELSE.search(clause)
        ):
            continue
        shown = "或".join(sorted(set(map(told, score.values))))
        start = max(sentence.start, sentence.start + before.rfind(name[0], 0, got.start()))
        said = regex("[，,：:（]?(?:自评|实际|·+）)*得").split(before[start - sentence.start :])[0]
        message = f"报告写“{said}”得 {figure.raw}，自评表是 {shown} 分（{places_of(score.cells)}）"
        yield _finding(figure.paragraph, start, figure.end, message, f"{shown}分", score.cells)


def _with_rate(score: Score, scores: dict[str, Score]) -> list[Decimal]:
    """执行率的分也算在“过程”里的。"""
    rate = scores.get("预算执行率") or scores.get("执行率")
    return [one + two for one in score.values for two in (rate.values if rate else ())]


def _name_at(before: str, scores: dict[str, Score]) -> str:
    """紧挨着的名称，取最长的；前面还连着字的（某某产出）不是它。"""
    text = key_of(before)
    fitting = [name for name in scores if text.endswith(name)]
    name = max(fitting, key=len, default="")
    head = text[: len(text) - len(name)]
    if head.endswith(("和", "及", "与")) and head[:-1].removesuffix("指标").endswith(tuple(scores)):
        return ""  # 效益和满意度指标得 36分：两部分合起来的
    return "" if regex(r"[\u4e00-\u9fff]$").search(head) and not _MAY_LEAD.search(head) else name


_MAY_LEAD = later(r"(?:其中|本项目|项目|指标|得分|分别为|一级|二级|三级|为|是|和|及|与|分)$")


def places_of(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"{cells[0]} 等 {len(cells)} 格的和"


# ---- 等级 ----

_GRADE = later(
    r"(?:等级|等次|结论|级别|评级|档次)[^，。；;,]{0,4}?[为是：:“\"]*(优秀|良好|优|良|中|差)(?![\u4e00-\u9fff])"
)
_FULL = {"优秀": "优", "良好": "良"}


def _grade(sentence: Sentence, assessment: Assessment) -> Iterator[Finding]:
    mine = assessment.filing.grade
    match = _GRADE.search(sentence.text)
    if mine is None or match is None or _ELSE.search(sentence.text[: match.start()]):
        return
    if not regex(r"自评|本项目|项目|综合|绩效").search(sentence.text[: match.end()]):
        return
    written = mine.value.text or mine.value.raw
    said = _FULL.get(match[1], match[1])
    if not written or _FULL.get(written, written) in {said, ""} or len(written) > len("优秀"):
        return
    if any(figure.unit == "分" for figure in sentence.figures):
        return  # 写着得分的，等级照得分看（R09），得分另与表对照
    start = sentence.start + match.start()
    message = f"报告写等级“{match[1]}”，自评表写的是“{written}”（{mine.cell.address}）"
    yield _finding(
        sentence.paragraph, start, sentence.start + match.end(), message, written,
        (mine.cell.address,),
    )  # fmt: skip


# ---- 有几条指标 ----


def _counts(sentence: Sentence, assessment: Assessment) -> Iterator[Finding]:
    """共设置三级指标几条；说的是一个一级、二级指标的，数它下面的。"""
    every = [row for row in assessment.filing.indicators if row.name.value]
    for figure in sentence.figures:
        before = sentence.between(sentence.start, figure.start)
        after = sentence.between(figure.end, sentence.end)
        said = regex(r"三级(?:绩效)?指标(?:共|共计|合计)?$").search(before) or regex(
            r"[项个条]?三级(?:绩效)?指标"
        ).match(after)
        if figure.hedge or not said or not regex(r"设|共").search(before):
            continue
        rows, part = _spoken_of(key_of(before), every)
        due = Decimal(len(rows))
        line = assessment.filing.total_fund
        # 预算执行率也算一条的。
        extra = 1 if not part and line is not None and line.points is not None else 0
        if not rows or figure.value in {due, due + extra} or _ELSE.search(before):
            continue
        cells = (rows[0].name.cell.address,)
        message = f"报告写{part}三级指标 {figure.raw}，自评表有 {len(rows)} 条（{cells[0]} 起）"
        yield _finding(figure.paragraph, figure.start, figure.end, message, f"{len(rows)}条", cells)


def _spoken_of(before: str, rows: Sequence[Indicator]) -> tuple[list[Indicator], str]:
    """前面最近提到的一级、二级指标，和它下面的各条；没有提到的是全部。"""
    levels = {row: {bare_name(row.level1.value), bare_name(row.level2.value)} for row in rows}
    names = {name for mine in levels.values() for name in mine if len(name) > 1}
    told = [(before.rfind(name), len(name), name) for name in names]
    place, _, name = max(told, default=(-1, 0, ""))
    if place < 0:
        return list(rows), ""
    head, both = before[:place], {name}
    if head.endswith(("和", "及", "与")):  # 效益和满意度指标
        both |= {other for other in names if re.search(rf"{re.escape(other)}(?:指标)?.$", head)}
    return [row for row, mine in levels.items() if both & mine], f"“{'、'.join(sorted(both))}”的"


# ---- 单位 ----

_OFFICES: tuple[tuple[re.Pattern[str], Callable[[Assessment], Field[str] | None]], ...] = tuple(
    (later(rf"(?:{names})(?:为|是|：|:)([\u4e00-\u9fff]{{4,25}}?)(?=[，。；,;（(]|$)"), pick)
    for names, pick in (
        ("(?<!中央)(?:主管部门|主管单位)", lambda made: made.filing.authority),
        ("实施单位|项目单位|承担单位", lambda made: made.filing.unit),
    )
)


def _offices(sentence: Sentence, assessment: Assessment) -> Iterator[Finding]:
    """主管部门、实施单位写成了另一个；简称、全称不算两个。"""
    for pattern, pick in _OFFICES:
        field, match = pick(assessment), pattern.search(sentence.text)
        if field is None or not field.value or match is None:
            continue
        said, mine = key_of(match[1]), key_of(undecorated(field.value))
        if said in mine or mine in said or _is_short(said, mine) or _is_short(mine, said):
            continue
        start = sentence.start + match.start(1)
        message = f"报告写“{match[1]}”，自评表写的是“{field.value}”（{field.cell.address}）"
        yield _finding(
            sentence.paragraph, start, sentence.start + match.end(1), message, field.value,
            (field.cell.address,),
        )  # fmt: skip


def _is_short(short: str, whole: str) -> bool:
    """`县农水局` 是 `清泉县农业农村和水利局` 的简称：字都在里面，次序也对。"""
    rest = iter(whole)
    return all(letter in rest for letter in short)


def _finding(
    paragraph: Paragraph, start: int, end: int, message: str, due: str, cells: tuple[str, ...]
) -> Finding:
    return Finding("R06", paragraph, start, end, message, expected=due, cells=cells)
