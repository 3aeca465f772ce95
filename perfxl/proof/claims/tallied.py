"""R07 话与数之七：说某一类指标均得满分、几项指标都达到、超过指标值的是哪几项，与自评表相反。

常见的是表后来改了（一条指标没有完成），报告里的话没有跟着改。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.filing.model import Indicator, IndicatorScore
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.score.reached import is_reached, progress

_FULL = Clue(r"(?:均|都|全部)(?:自评)?得?了?满分", "满分")
_MET = Clue(
    r"(?P<count>\d+)[项个条](?:三级|绩效|定量)?指标(?:均|都|全部)已?(?:达到|完成|实现|达标)了?"
    r"(?:年度|年初|预期)?(?:指标值|目标值|目标)?",
    "指标",
)
_NAMED = Clue(
    r"(?:(?P<over>(?:超过|超出|高于|超额完成|达到)了?(?:年度|年初|预期)?(?:指标值|目标值|目标)|低于上限)"
    r"|(?:没有|未)(?:达到|完成)(?:年度|年初|预期)?(?:指标值|目标值|目标)?)的(?:指标)?(?:是|有|为|包括)"
    r"(?P<names>[^。；]*)",
    "的是", "的有", "的为", "的包括", "指标是", "指标有", "指标为", "指标包括",
)  # fmt: skip
_EVERY = later("各项|各类|所有|全部|每项|[一二三四五六七八九十\\d]+[项个条]")
_REST = later("其余|其他|其它|除|以外|之外|另有")


def tallied(reading: Reading) -> Iterator[Finding]:
    """逐句看；几份自评表的工作簿，不知道说的是哪一份，不看。"""
    if len(reading.assessments) != 1:
        return
    (assessment,) = reading.assessments
    for clue, judged in ((_FULL, _full), (_MET, _met), (_NAMED, _listed)):
        for sentence in reading.sentences_with(clue):
            if in_goals(sentence.paragraph):
                continue
            for match in clue.finditer(sentence.text):
                before = regex("[。；]").split(sentence.text[: match.start()])[-1]
                if not (denied(before) or soft(before) or _REST.search(before)):
                    yield from judged(sentence, match, assessment)


def _full(sentence: Sentence, match: re.Match[str], assessment: Assessment) -> Iterator[Finding]:
    """产出指标共7项三级指标，均得满分。"""
    before = regex("[。；]").split(sentence.text[: match.start()])[-1]
    for row in _scope(before, assessment.filing.indicators):
        weight, points = (
            one.value.value if one is not None else None for one in (row.weight, row.points)
        )
        if weight is None or points is None or points >= weight or row.points is None:
            continue
        start = match.start() - len(before.lstrip())
        said = sentence.text[start : match.end()]
        wrong = f"自评表里“{row.name.value}”得 {row.points.value.shown} 分，没有得满分"
        cells = (row.points.cell.address,)
        yield _finding(sentence, (start, match.end()), f"说“{said}”，{wrong}", cells)
        return


def _scope(before: str, rows: Sequence[Indicator]) -> list[Indicator]:
    """说的是哪几条：最后说到的一级、二级指标的；各项、所有的是全部；看不出的没有。"""
    groups: dict[str, list[Indicator]] = {}
    for row in rows:
        for level in {_bare(row.level1_name), _bare(row.level2_name)} - {""}:
            groups.setdefault(level, []).append(row)
    there = [(before.rfind(name) + len(name), len(name), name) for name in groups if name in before]
    if there:
        return groups[max(there)[2]]
    return list(rows) if _EVERY.search(before) else []


def _bare(name: str) -> str:
    return regex("指标$").sub("", name.strip())


def _met(sentence: Sentence, match: re.Match[str], assessment: Assessment) -> Iterator[Finding]:
    """可以计算完成率的8项指标都达到指标值：表里有没有达到的，达到的不够这么多。"""
    scores = [one for one in assessment.scored.indicators if one.completion is not None]
    missed = [one for one in scores if _is_missed(one)]
    before = regex("[，。；]").split(sentence.text[: match.start()])[-1]
    plain = _scope(before, assessment.filing.indicators) == []
    if missed and plain and int(match["count"]) > len(scores) - len(missed):
        yield _contrary(sentence, match.span(), match[0], missed[0])


def _listed(sentence: Sentence, match: re.Match[str], assessment: Assessment) -> Iterator[Finding]:
    """超过指标值的是甲、乙：乙没有达到；没有达到的是丙：丙达到了。"""
    names = match["names"]
    for one in sorted(
        assessment.scored.indicators, key=lambda one: names.find(one.indicator.name.value)
    ):
        name = one.indicator.name.value
        if len(name) < _NAME or name not in names or one.completion is None:
            continue
        if _is_missed(one) == bool(match["over"]):
            at = match.start("names") + names.find(name)
            said = f"{match[0][: match.start('names') - match.start()]}…{name}"
            yield _contrary(sentence, (match.start(), at + len(name)), said, one)
            return


_NAME = 3


def _is_missed(score: IndicatorScore) -> bool:
    return is_reached(score) is False


def _contrary(
    sentence: Sentence, place: tuple[int, int], said: str, score: IndicatorScore
) -> Finding:
    mine = score.indicator
    done = "没有达到" if _is_missed(score) else "达到了"
    message = f"说“{said}”，自评表里“{mine.name.value}”{done}（{progress(score)}）"
    cells = (mine.target.cell.address, mine.actual.cell.address)
    return _finding(sentence, place, message, cells)


def _finding(
    sentence: Sentence, place: tuple[int, int], message: str, cells: tuple[str, ...]
) -> Finding:
    start, end = (sentence.start + one for one in place)
    return Finding("R07", sentence.paragraph, start, end, message, cells=cells)
