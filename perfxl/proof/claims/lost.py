"""R06 扣分与自评表对照：某一条、某一类扣几分，是表里的分值减得分。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.filed import Score, bare_name, places_of, scores_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_LOST = later(r"(?:扣减?|失|丢|减)(?:去|掉|除|了)?(?:分)?(?:为)?$")
_LIST = later(r"(?:[扣失丢](?:分|[\d.]+分))[^。；]{0,60}$")
_SEVERAL = later("共|合计|总计|累计|各|分别|每|上年|满分|分值|权重")
_NAME = later(
    r"([\u4e00-\u9fff（）()]{2,16}?)(?:一项)?(?:[扣失丢减]减?(?:去|掉|除|了)?分?(?:为)?)?$"
)
_LEAD = later(
    "^(?:其中|另|包括|[一二三四五六七八九十]是)?(?:因[此而]|故|据此|所以|相应|自评|本项|该项|此项)*"
)
_RULE = later("每|[低高多少]于|不足|上年|去年|复核|复评|第三方|抽评|如|若|按")
_MARKED = later("[扣失丢减]|得.*得")  # 另有得分、扣分的：这一处说的是哪一条，说不准
_SHORTEST = 4
_MOST, _HIGH = Decimal("0.6"), 9


def lost(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表时才看。"""
    if len(reading.assessments) != 1:
        return
    scores = _scores(reading.assessments[0])
    for sentence in reading.figured:
        for figure in sentence.figures:
            if figure.unit == "分" and figure.exact and scores:
                yield from _judge(figure, sentence, scores)


def _scores(assessment: Assessment) -> Mapping[str, Score]:
    """各条、各类的满分和得分；有一条没有填的，说不准。"""
    made = scores_of(assessment)
    rows = assessment.filing.indicators
    return made if all(made.get(bare_name(row.name.value)) for row in rows) else {}


def _judge(figure: Figure, sentence: Sentence, scores: Mapping[str, Score]) -> Iterator[Finding]:
    before = sentence.between(sentence.start, figure.start)
    clause = regex("[，。；：、]").split(before)[-1]
    listed = _LIST.search(before) if regex("：|包括|其中|分别").search(before) else None
    if not (_LOST.search(clause) or listed) or _SEVERAL.search(clause):
        return
    said = _NAME.search(_LEAD.sub("", clause))
    name = _named(bare_name(said[1]), scores) if said else _told(before, scores)
    score = scores.get(name)
    if score is None or score.full is None or figure.value > _HIGH:
        return
    gone = [score.full - one for one in score.values]
    if any(one in figure.span for one in gone):
        return
    shown = "或".join(sorted(map(plain, gone)))
    where = places_of(score.cells)
    message = f"报告写“{name}”扣 {figure.raw}，自评表扣的是 {shown} 分（{where}）"
    start = figure.start - len(clause)
    yield Finding(
        "R06", figure.paragraph, start, figure.end, message, expected=f"{shown}分",
        cells=score.cells,
    )  # fmt: skip


def _told(before: str, scores: Mapping[str, Score]) -> str:
    """同一句里全名说过的一条：举办全民阅读活动22场，扣1.5分。每少一场扣几分、别处扣的不算。"""
    said = bare_name(regex("[；;]").split(before)[-1])
    if _RULE.search(said):
        return ""
    places = {said.rfind(one): one for one in scores if len(one) >= _SHORTEST and one in said}
    last = max(places, default=0)
    between = said[last:].removesuffix("扣")
    return "" if _MARKED.search(between) else places.get(last, "")


def _named(said: str, scores: Mapping[str, Score]) -> str:
    """名称最像的一条：报告里的简称多半在全称里。"""
    if said in scores:
        return said
    pairs = pairs_of(said)
    shares = {
        name: max(coverage(trimmed(name), pairs), coverage(said, pairs_of(name))) for name in scores
    }
    best = max(shares.values())
    alike = [name for name, share in shares.items() if share == best]
    return alike[0] if best >= _MOST and len({scores[one] for one in alike}) == 1 else ""
