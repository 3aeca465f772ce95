"""R06 扣分与自评表对照：某一条、某一类扣几分，是表里的分值减得分。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex

_LOST = later(r"(?:扣减?|失|丢|减)(?:去|掉|除|了)?(?:分)?(?:为)?$")
_LIST = later(r"(?:[扣失丢](?:分|[\d.]+分))[^。；]{0,60}$")
_SEVERAL = later("共|合计|总计|累计|各|分别|每|上年|满分|分值|权重")
_NAME = later(r"([\u4e00-\u9fff（）()]{2,16}?)(?:指标|一项)?(?:[扣失丢减]减?(?:去|掉|除|了)?分?)?$")
_RULE = later("每|[低高多少]于|不足|上年|去年|复核|复评|第三方|抽评|如|若|按")
_SHORTEST = 4
_MOST, _HIGH = Decimal("0.6"), 9


def lost(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表时才看。"""
    if len(reading.assessments) != 1:
        return
    every = _deductions(reading)
    for sentence in reading.figured:
        for figure in sentence.figures:
            if figure.unit == "分" and figure.exact and every:
                yield from _judge(figure, sentence, every)


def _deductions(reading: Reading) -> list[tuple[str, Decimal, str]]:
    """名称、扣了几分、在哪一格。"""
    made = []
    filing = reading.assessments[0].filing
    for row in filing.indicators:
        points, weight = row.points, row.weight
        if points is None or weight is None:
            return []
        if points.value.value is None or weight.value.value is None:
            return []
        gone = weight.value.value - points.value.value
        made.append((fold(row.name.value), gone, points.cell.address))
    fund = reading.assessments[0].scored.execution
    line = filing.total_fund
    field = line.points if line is not None else None
    if field is not None and field.value.value is not None and fund.weight is not None:
        gone = fund.weight - field.value.value
        made += [(one, gone, field.cell.address) for one in ("预算执行率", "资金执行率")]
    return made


def _judge(
    figure: Figure, sentence: Sentence, every: list[tuple[str, Decimal, str]]
) -> Iterator[Finding]:
    before = sentence.between(sentence.start, figure.start)
    clause = regex("[，。；：、]").split(before)[-1]
    listed = _LIST.search(before) if regex("：|包括|其中|分别").search(before) else None
    if not (_LOST.search(clause) or listed) or _SEVERAL.search(clause):
        return
    name = _NAME.search(regex("^(?:其中|另|包括)").sub("", clause))
    mine = _named(fold(name[1]), every) if name else None
    mine = mine or _told(before, every)
    if mine is None or mine[1] == figure.value or figure.value > _HIGH:
        return
    message = f"报告写“{mine[0]}”扣 {figure.raw}，自评表扣的是 {plain(mine[1])} 分（{mine[2]}）"
    start = figure.start - len(clause)
    yield Finding(
        "R06", figure.paragraph, start, figure.end, message, expected=f"{plain(mine[1])}分",
        cells=(mine[2],),
    )  # fmt: skip


def _told(before: str, every: list[tuple[str, Decimal, str]]) -> tuple[str, Decimal, str] | None:
    """同一句里全名说过的一条：举办全民阅读活动22场，扣1.5分。每少一场扣几分、别处扣的不算。"""
    said = fold(regex("[；;]").split(before)[-1])
    if _RULE.search(said):
        return None
    places = {
        said.rfind(one[0]): one for one in every if len(one[0]) >= _SHORTEST and one[0] in said
    }
    return places[max(places)] if places else None


def _named(said: str, every: list[tuple[str, Decimal, str]]) -> tuple[str, Decimal, str] | None:
    """名称最像的一条：报告里的简称多半在全称里。"""
    if len(said) < len("平台"):
        return None
    pairs = pairs_of(said)
    shares = [
        max(coverage(trimmed(name), pairs), coverage(said, pairs_of(name))) for name, _, _ in every
    ]
    best = max(shares)
    alike = {every[place] for place, share in enumerate(shares) if share == best}
    if best < _MOST or len({(gone, cell) for _, gone, cell in alike}) > 1:
        return None
    return every[shares.index(best)]
