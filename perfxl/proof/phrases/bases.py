"""R03 增减与它的幅度：比甲多乙、增长几；年初甲，压减乙，压减几；超目标乙、超额几；降幅几。

底数写在话里的，幅度就是乙除以它，不靠名称猜。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import HUNDRED, WORDS, N, finding, found, one, percent_fits
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue
from perfxl.proof.text.interval import divide

_MOVE = "(?:增加|减少|增长|下降|降低|提高|上升|节约|节省|多|少|高|低|增|减)"
_RATE = (
    rf"(?:同比)?(?:增长|下降|减少|增加|降低|提高|上升|增幅|降幅|幅度|降幅度|升幅|节约率|下降率|增长率|多|少|降|超)"
    rf"(?:[了约达近为]|比例|幅度){{0,2}}(?P<rate>{N})(?=[，。；）]|$)"
)
_THAN = Clue(  # 较 2023年支出 1920.8万元减少 192.08万元，下降 10%
    rf"(?:比|较|跟|与){WORDS}{{0,14}}(?P<base>{N})(?:相?比，?|的{WORDS}{{0,8}})?{WORDS}{{0,6}}?{_MOVE}了?(?P<gap>{N})，{_RATE}",
    "比", "较", "跟", "与",
)  # fmt: skip
_CUT = Clue(  # 年初预算 520万元，年中压减 20万元，全年预算 500万元，压减 3.85%
    rf"年初{WORDS}{{0,8}}(?P<base>{N})，{WORDS}{{0,12}}?(?P<word>压减|调减|核减|调增|追加|减少|增加)了?(?P<gap>{N})"
    rf"(?:，{WORDS}{{1,10}}{N})?，{WORDS}{{0,2}}(?:压减|调减|核减|调增|追加|增加|减少|幅度)(?:[了约达近为]|比例|幅度|率){{0,2}}(?P<rate>{N})(?=[，。；]|$)",
    "年初",
)
_BEYOND = Clue(  # 16.8公里，……超目标 0.8公里，超额 5%
    rf"(?P<way>超(?:出|过|额)?|比|较)(?:年度|全年)?(?:目标|任务|计划)(?:值|数)?(?P<less>少|低)?(?:多|高)?(?:出|了)?(?P<gap>{N})"
    rf"，(?:超额|超|多|超出|少|低)(?P<rate>{N})(?=[，。；]|$)",
    "目标", "任务", "计划",
)  # fmt: skip
_RELATIVE = Clue(  # 由 6.4%降至 4.8%，下降 1.6个百分点，降幅为 25%
    rf"(?:由|从){WORDS}{{0,8}}(?P<base>{N}){WORDS}{{0,4}}(?:降|升|提高|下降|上升|增加)(?:低|高)?[至到为]{WORDS}{{0,3}}(?P<now>{N})，"
    rf"{WORDS}{{1,6}}(?P<gap>{N})，(?:降幅|增幅|升幅){WORDS}{{0,3}}(?P<rate>{N})",
    "幅",
)
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}


def bases(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for clue in (_THAN, _CUT):
        for sentence, match in found(reading, clue):
            base, gap, rate = (one(sentence, match, name) for name in ("base", "gap", "rate"))
            if base.unit == gap.unit and base.unit not in _SKIPPED:
                yield from _judge(base, gap, rate, base.value)
    for sentence, match in found(reading, _BEYOND):
        gap, rate = one(sentence, match, "gap"), one(sentence, match, "rate")
        yield from _beyond(sentence, gap, rate, -1 if match["less"] else 1)
    for sentence, match in found(reading, _RELATIVE):
        base, now, gap, rate = (one(sentence, match, key) for key in ("base", "now", "gap", "rate"))
        moved = abs(base.value - now.value)
        if base.unit == now.unit == "%" and gap.unit == "个百分点" and moved == gap.value:
            yield from _judge(base, gap, rate, base.value)


def _judge(base: Figure, gap: Figure, rate: Figure, value: Decimal) -> Iterator[Finding]:
    if rate.unit != "%" or gap.hedge or base.hedge or value <= 0:
        return
    if percent_fits(rate, gap.value, value):
        return
    shown = f"{rounded(divide(gap.value, value) * HUNDRED, rate.places):f}"
    message = f"{gap.raw}÷{plain(value / gap.scale)}＝{shown}%，写的是 {rate.raw}"
    yield finding("R03", [base, gap, rate], message, f"{shown}%")


def _beyond(sentence: Sentence, gap: Figure, rate: Figure, sign: int) -> Iterator[Finding]:
    """目标没有写出来：是完成的减去超出的；这一句里头一个同单位的是完成的。"""
    done = next((one for one in sentence.figures if one.unit == gap.unit and one is not gap), None)
    if done is None or done.end > gap.start or gap.unit in _SKIPPED or done.hedge:
        return
    aims = [
        one.value - sign * gap.value for one in sentence.figures
        if one.unit == gap.unit and one.end <= gap.start
    ]  # fmt: skip
    if any(aim > 0 and percent_fits(rate, gap.value, aim) for aim in aims):
        return
    yield from _judge(done, gap, rate, done.value - sign * gap.value)
