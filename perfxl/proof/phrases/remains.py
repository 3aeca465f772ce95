"""R01 剩下的、拆开的：应几、实几、漏几；分两批，甲几、乙几；一期几、二期几。

R03 是几的几倍；按几比几分的几份。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.among import SKIPPED, added
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, many, one
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_LEFT = Clue(
    rf"(?:应|共|总|计划|需|安排|登记|申请|报名|收到|受理|发现|提出|查出|排查){WORDS}{{0,8}}(?P<whole>{N}){WORDS}{{0,6}}，"
    rf"{WORDS}{{0,6}}(?:实|已|完好|合格|收回|通过|完成|完工|办结|及时|正常){WORDS}{{0,8}}(?P<part>{N})"
    rf"(?:，{WORDS}{{1,12}}率(?:为|达到?)?{N})?"
    rf"，(?P<word>漏|待|未(?!来)|尚未|在[建办]|缺|不合格|损坏|故障|退回|其余|剩余|余){WORDS}{{0,6}}(?P<left>{N})",
    "漏", "待", "未", "在建", "在办", "缺", "不合格", "损坏", "故障", "退回", "余",
)  # fmt: skip
_SPLIT = Clue(
    rf"(?P<whole>{N})，(?:共|按|前后)?分{WORDS}{{0,6}}(?P<count>[两二三四五])[批期类次段种轮]{WORDS}{{0,6}}[，：:]"
    rf"(?P<parts>(?:{WORDS}{{1,8}}{N}{WORDS}{{0,3}}[，、；和]){{1,4}}{WORDS}{{1,8}}{N}){WORDS}{{0,3}}(?=[，。；])",
    "分",
)
_PHASES = Clue(
    rf"总{WORDS}{{0,6}}(?P<whole>{N})(?:，(?:共)?分两期{WORDS}{{0,6}})?[，：:（]"
    rf"(?:其中)?一期{WORDS}{{0,6}}(?P<one>{N})[^。；\ue000-\ue0ff]{{0,16}}[，、]二期{WORDS}{{0,6}}(?P<two>{N})",
    "二期",
)
_LOST = Clue(  # 扣分共 2.96分：执行率 0.4分，……；失分 2.5分，一是……失 2分，二是……
    rf"[扣失]分?(?:共|合计|共计)?(?P<whole>{N})(?P<mark>[：:]|，其中|，一是)(?P<parts>[^。]*?{N})(?=[。])",
    "扣",
    "失",
)
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5}


def remains(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _LEFT):
        whole, part, left = (one(sentence, match, name) for name in ("whole", "part", "left"))
        yield from _left(sentence, whole, part, left)
    for sentence, match in found(reading, _SPLIT):
        parts = many(sentence, match["parts"])
        if len(parts) == _COUNTS[match["count"]]:
            yield from added(one(sentence, match, "whole"), parts, reading)
    for sentence, match in found(reading, _LOST):
        yield from _lost(sentence, one(sentence, match, "whole"), match)
    for sentence, match in found(reading, _PHASES):
        parts = [one(sentence, match, "one"), one(sentence, match, "two")]
        yield from added(one(sentence, match, "whole"), parts, reading)


def _left(sentence: Sentence, whole: Figure, part: Figure, left: Figure) -> Iterator[Finding]:
    """应种 8000人，实种 7880人，漏种 120人；后面还另列着几的，不止这两份。"""
    if len({whole.unit, part.unit, left.unit}) > 1 or whole.unit in SKIPPED:
        return
    if any(figure.hedge for figure in (whole, part, left)):
        return
    rest = [
        figure for figure in sentence.figures
        if figure.unit == whole.unit and figure.start > whole.start and figure not in {part, left}
    ]  # fmt: skip
    due = whole.value - part.value
    if due == left.value or rest or due < 0:
        return
    shown = plain(due / left.scale)
    message = f"{whole.raw} 减去 {part.raw} 是 {shown}，写的是 {left.raw}"
    yield finding("R01", [whole, part, left], message, shown)


def _lost(sentence: Sentence, whole: Figure, match: re.Match[str]) -> Iterator[Finding]:
    """逐项扣几分，加起来是共扣几分。"""
    parts = [figure for figure in many(sentence, match["parts"]) if figure.unit == "分"]
    named = match["mark"] in "：:" or all(_TAKEN.search(part.before) for part in parts)
    full = any(_FULL.search(part.before) for part in parts)
    added = sum((part.value for part in parts), Decimal(0))
    if whole.unit != "分" or len(parts) < _FEWEST or not named or full or added == whole.value:
        return
    shown = "＋".join(part.raw for part in parts)
    message = f"写共扣 {whole.raw}，各项 {shown} 加起来是 {plain(added)}"
    yield finding("R01", [whole, *parts], message, plain(added))


_TAKEN, _FULL = later("[扣失]分?了?$"), later("满分|分值|得|应|共|合计")
_FEWEST = 2


_TIMES = Clue(
    rf"(?:是|为|达到?|相当于){WORDS}{{0,12}}(?P<base>{N})的(?P<times>{N})(?=[，。；（）]|$)", "倍"
)
_RATIO = Clue(
    rf"(?:按|依|以){WORDS}{{0,8}}[\ue000-\ue0ff\d.]+[:：∶][\ue000-\ue0ff\d.]+[:：∶][\ue000-\ue0ff\d.]+{WORDS}{{0,20}}[，：]?(?:即|分别为?|为){WORDS}{{0,6}}"
    rf"(?P<parts>{N}、{WORDS}{{0,6}}{N}[、和]{WORDS}{{0,6}}{N})",
    "∶", ":", "：",
)  # fmt: skip
_NUMBERS = r"(\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)[:：∶](\d+(?:\.\d+)?)"
_NOT_TIMES = TIMES | {"%", "个百分点", "倍"}


def multiples(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for sentence, match in found(reading, _TIMES):
        yield from _times(sentence, one(sentence, match, "base"), one(sentence, match, "times"))
    for sentence, match in found(reading, _RATIO):
        yield from _shared(sentence, many(sentence, match["parts"]))


def _times(sentence: Sentence, base: Figure, times: Figure) -> Iterator[Finding]:
    """签约团队 86个……是上年 43个的 2倍：同单位的、前面最近的那个数。"""
    tops = [
        figure for figure in sentence.figures
        if figure.end <= base.start and figure.unit == base.unit
    ]  # fmt: skip
    if times.unit != "倍" or times.hedge == "范围" or base.unit in _NOT_TIMES or not tops:
        return
    if not regex(r"\d").search(base.raw):
        return  # 二期是一期的 1.4倍：一期是名称
    if base.value <= 0 or any(_fits(times, top, base) for top in tops):
        return
    top = tops[-1]
    due = divide(top.value, base.value)
    shown = f"{rounded(due, max(times.places, 1) if due % 1 else times.places):f}倍"
    message = f"{top.raw}÷{base.raw}＝{shown}，写的是 {times.raw}"
    yield finding("R03", [top, base, times], message, shown)


def _fits(times: Figure, top: Figure, base: Figure) -> bool:
    due = divide(top.value, base.value)
    near = times.hedge or top.hedge or base.hedge
    loose = near and abs(due - times.value) <= times.value / 8
    return due in times.span or due in truncated(times) or bool(loose)


def _shared(sentence: Sentence, parts: list[Figure]) -> Iterator[Finding]:
    """三份照几比几分。"""
    said = regex(_NUMBERS).search(sentence.text)
    if said is None or len({part.unit for part in parts}) > 1 or not parts[0].is_money:
        return
    shares = [Decimal(number) for number in said.groups()]
    units = [divide(part.value, share) for part, share in zip(parts, shares, strict=True) if share]
    if len(units) < len(parts) or any(part.hedge for part in parts) or len(set(units)) == 1:
        return
    unit = max(units, key=units.count)
    if units.count(unit) < len(units) - 1:
        return  # 只有一份不合的，才知道错在哪一份
    wrong = next(part for part, mine in zip(parts, units, strict=True) if mine != unit)
    due = plain(unit * shares[parts.index(wrong)] / wrong.scale)
    message = f"按“{said[0]}”，应是 {due}，写的是 {wrong.raw}"
    yield finding("R03", [wrong], message, due)
