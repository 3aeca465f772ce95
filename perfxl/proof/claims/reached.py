"""R07 话与目标之五：说达到、高于目标，目标写在别的段里，率却没有到；说没有达到，其实到了。

表里一行写着的：低于几的那一项其实不低，没有完成的几项数错了。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.proof.claims.goals import in_goals, is_bound
from perfxl.proof.model import Figure, Finding, Table
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.tables import number_in
from perfxl.proof.text.clues import Clue, regex

_SAID = later(
    r"^[^。；\d]{0,12}?，(?:均|都|已)?(?P<denied>未能?|没有?|尚未)?(?P<word>达到|高于|超过|达成|实现)了?"
    r"(?P<base>[^，。；\d]{0,8}?)(?:目标|预期)(?:值|要求)?(?=[，。；）]|$)"
)
_EVERY = later(
    r"^(?:[两三四五六七八]项|各项|以上|上述)(?:指标)?(?:均|都)(?P<word>达到|高于|超过)了?(?:年度|预期)?目标"
)
_BOTH = later(r"，(?:均|都)已?(?:达到|高于|超过)了?[^，。；\d]{0,6}?目标值?(?=[，。；]|$)")
_FLOOR = later(r"(?:不[少低]于|至少|≥)[^，。；\d]{0,4}$")
_UP_TO = later(r"达到?[^，。；\d]{0,4}$")
_OLD = later("上年|去年|同期|(?:19|20)\\d\\d年|增长|提高|下降|上升|由|从|较|占")
_FILLER = later(
    r"[（(][^（）()]*[)）]|实际|完成|全年|年度|第[一二三]次|共|已|累计|达到?|为|是|约|均|[“”：:]|不[低少高]于|\s"
)
_LIMITED = later(r"[（(]含[^（）()]*[)）]")
_KEY = 3
_ONLY = later(
    r"(?:已|均|都)(?:经)?(?:全面|全部|圆满|按期)完成[^。；\d]{0,6}完成率(?:只有|仅为?|只|为)*\s*$"
)
_MOVED = later(
    "[，（][比较][^，。；]*(?:提高|上升|增加|增长)[^，。；]*个百分点）?，[^，。；\\d]*达到了?\\s*"
)
_HUNDRED = 100


def reached(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    aims = [
        one for one in reading.prose_figures
        if one.unit == "%" and one.exact and (_is_floor(one) or _is_above(one))
    ]  # fmt: skip
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        yield from _every(sentence, aims, reading)
        yield from _both(sentence, aims)
        for figure in sentence.figures:
            if figure.unit == "%" and figure.exact:
                yield from _alone(figure, sentence, aims)
                yield from _only(figure)
                yield from _stated(figure, sentence)


def _is_floor(figure: Figure) -> bool:
    """不低于 90%；写在目标一节里的“达到 90%”。别处写的“达到 95%”是结果。"""
    if _FLOOR.search(figure.before):
        return True
    return _UP_TO.search(figure.before) is not None and in_goals(figure.paragraph)


def _is_above(figure: Figure) -> bool:
    return is_bound(figure) and regex("以上").match(figure.after) is not None


def _alone(figure: Figure, sentence: Sentence, aims: list[Figure]) -> Iterator[Finding]:
    """合格率 94.68%，高于目标值：目标是不低于 95%。"""
    rest = sentence.text[figure.end - sentence.start :]
    said = _SAID.match(rest)
    if said is None or _OLD.search(figure.before[-10:]):
        return
    aim = _aim(figure, aims, said["base"])
    if aim is None:
        return
    fine = (
        figure.value > aim.value if said["word"] in {"高于", "超过"} else figure.value >= aim.value
    )
    if fine is bool(said["denied"]):
        words = f"{said['denied'] or ''}{said['word']}目标"
        yield _finding(figure, aim, words, figure.end + said.end())


def _every(sentence: Sentence, aims: list[Figure], reading: Reading) -> Iterator[Finding]:
    """两项均高于目标：前一句里的两个率。"""
    said = _EVERY.match(sentence.text)
    before = [
        one for one in reading.in_paragraph(sentence.paragraph)
        if one.unit == "%" and one.end <= sentence.start and one.exact
    ]  # fmt: skip
    for figure in before[-2:] if said else ():
        aim = _aim(figure, aims, "")
        if aim is not None and figure.value < aim.value and said is not None:
            yield _finding(figure, aim, said[0], figure.end)


def _both(sentence: Sentence, aims: list[Figure]) -> Iterator[Finding]:
    """准点率 89.6%，完好率 98.5%，均达到目标值：前面的几个率都要到。"""
    said = _BOTH.search(sentence.text)
    if said is None:
        return
    first = sentence.text.rfind("；", 0, said.start()) + 1
    before = [
        one for one in sentence.figures
        if sentence.start + first <= one.start < sentence.start + said.start()
        and one.unit == "%" and one.exact and not _OLD.search(one.before[-10:])
    ]  # fmt: skip
    for figure in before if len(before) > 1 else ():
        aim = _aim(figure, aims, "")
        if aim is not None and figure.value < aim.value:
            yield _finding(figure, aim, said[0].strip("，"), figure.end)


def _aim(figure: Figure, aims: list[Figure], base: str) -> Figure | None:
    """名称末尾三个字以上相同的目标；几个目标不一样的，说不准。"""
    named = [one for one in aims if one is not figure and _names(figure, one)]
    if not named and base:
        named = [one for one in aims if one is not figure and _labelled(one, figure, base)]
    return named[0] if len({one.value for one in named}) == 1 else None


def _labelled(aim: Figure, figure: Figure, base: str) -> bool:
    """达到时效目标：目标一节里“时效目标：”后面的那个率，名称有两个字相同。"""
    text = aim.paragraph.text[: aim.start]
    return f"{base}目标" in text and _shared(figure, aim) > 1


def _shared(figure: Figure, aim: Figure) -> int:
    mine, theirs = (
        _FILLER.sub("", _LIMITED.sub("", one.before)).replace("满意率", "满意度")
        for one in (figure, aim)
    )
    size = 0
    while size < min(len(mine), len(theirs)) and mine[-size - 1] == theirs[-size - 1]:
        size += 1
    return size


def _names(figure: Figure, aim: Figure) -> bool:
    return aim.paragraph.number <= figure.paragraph.number and _shared(figure, aim) >= _KEY


def _only(figure: Figure) -> Iterator[Finding]:
    """任务已全面完成，完成率只有 96.5%。"""
    said = _ONLY.search(figure.paragraph.text[figure.sentence[0] : figure.start])
    if said is not None and figure.value < _HUNDRED:
        start = figure.sentence[0] + said.start()
        message = f"说“{said[0][:6]}”，完成率却是 {figure.raw}"
        yield Finding("R07", figure.paragraph, start, figure.end, message)


def _stated(limit: Figure, sentence: Sentence) -> Iterator[Finding]:
    """覆盖率 63.62%，比上年的 63.47%提高 0.15个百分点，达到 63.8%的目标：还没有到。"""
    if not regex("达到了?$").search(limit.before) or not regex("(?:以上)?的目标").match(
        limit.after
    ):
        return
    first = sentence.start + sentence.text.rfind("；", 0, limit.start - sentence.start) + 1
    mine = [
        one for one in sentence.figures
        if first <= one.start < limit.start and one.unit == "%"
        and not _OLD.search(one.before[-10:])
    ]  # fmt: skip
    gap = sentence.between(mine[0].end, limit.start) if mine else ""
    if mine and _MOVED.fullmatch(gap) and mine[0].exact and mine[0].value < limit.value:
        message = f"前面写的是 {mine[0].raw}，没有达到 {limit.raw}"
        start = limit.start - min(len(limit.before), 2)
        yield Finding("R07", limit.paragraph, start, limit.end, message)


def _finding(figure: Figure, aim: Figure, words: str, end: int) -> Finding:
    where = f"目标是 {aim.raw}（{aim.paragraph.place}）"
    message = f"{where}，这里是 {figure.raw}，不是“{words}”"
    start = max(figure.sentence[0], figure.start - min(len(figure.before), 8))
    return Finding("R07", figure.paragraph, start, min(end, len(figure.paragraph.text)), message)


_ROW = Clue(
    r"(?P<name>[\u4e00-\u9fff]{3,12}?)(?:一项|这一项)(?P<word>高于|低于|超过|不足)\s?(?P<number>\d+(?:\.\d+)?)\s?%",
    "一项高",
    "一项低",
    "一项超",
    "一项不",
)
_SHARE = later(r"(?:比例|占比|比率)(?:为|是|应为|达到|不低于|要求)*$")
_NONE = Clue(r"未完成(?:的)?\s?0\s?[项个]", "未完成")
_MISSED = Clue(
    r"(?:低于|少于|未达到|没有达到|未达)[^。；]{0,24}，(?:未完成|没有完成)(?=[。；，])", "完成"
)
_LEAD = later("^(?:其中|但|只有|仅)")


def rowed(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.sentences_with(_ROW):
        yield from _in_row(sentence, reading)
    for sentence in reading.sentences_with(_NONE):
        yield from _none_missed(sentence, reading)
    for sentence in reading.figured:
        if "以上" in sentence.text and "实际" in sentence.text:
            yield from _required(sentence)


def _in_row(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """其中馆藏资源一项高于 92%，表里馆藏资源 89.43%。"""
    for match in _ROW.finditer(sentence.text):
        rates = [
            rate for table in reading.report.tables
            if (rate := _rate(table, _LEAD.sub("", match["name"]))) is not None
        ]  # fmt: skip
        if len(rates) != 1:
            continue
        higher = match["word"] in {"高于", "超过"}
        limit = Decimal(match["number"])
        if rates[0] != limit and (rates[0] > limit) is not higher:
            place = sentence.start + match.start(), sentence.start + match.end()
            message = f"表里这一项是 {rates[0]}%，不是“{match['word']}{match['number']}%”"
            yield Finding("R07", sentence.paragraph, *place, message)


def _rate(table: Table, name: str) -> Decimal | None:
    """表里叫这个名称的一行，唯一的百分数。"""
    for row in table.rows[1:]:
        if fold(row[0].text) == name:
            rates = [number_in(cell) for cell in row if fold(cell.text).endswith("%")]
            return rates[0] if len(rates) == 1 else None
    return None


def _required(sentence: Sentence) -> Iterator[Finding]:
    """检查比例为 30%以上，实际检查 46家，占 26.74%。"""
    rates = [one for one in sentence.figures if one.unit == "%" and one.exact]
    for bound, rate in pairwise(rates):
        between = sentence.between(bound.end, rate.start)
        mine = _SHARE.search(bound.before) and between.startswith("以上")
        if (
            mine
            and regex("，实际[^。；]*占$").search(between.rstrip())
            and rate.value < bound.value
        ):
            message = f"要求 {bound.raw}以上，实际占 {rate.raw}，没有达到"
            yield Finding("R07", rate.paragraph, bound.start, rate.end, message)


def _none_missed(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """完成 9项，未完成 0项；后面满意度低于目标，未完成。"""
    said = _NONE.search(sentence.text)
    for other in reading.sentences_with(_MISSED) if said else ():
        short = _MISSED.search(other.text)
        if short is not None and other is not sentence and said is not None:
            place = sentence.start + said.start(), sentence.start + said.end()
            message = f"说“{said[0]}”，{other.paragraph.place}却写“{short[0][-20:]}”"
            yield Finding("R07", sentence.paragraph, *place, message)
            return
