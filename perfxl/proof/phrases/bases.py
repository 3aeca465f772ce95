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

_MOVE = (
    "(?:提前|缩短|延长|扩大|压缩|增加|减少|增长|下降|降低|提高|上升|节约|节省|多|少|高|低|增|减)"
)
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
_YEARS = Clue(  # 2021年支出 6984.6万元，2022年多支出 290.4万元，增长 4.16%
    rf"(?P<old>(?:19|20)\d\d)年{WORDS}{{0,10}}(?P<base>{N})，(?P<new>(?:19|20)\d\d)年{WORDS}{{0,8}}?"
    rf"(?:增加|减少|增长|下降|多|少)(?:支出|支付|收入|完成|发放|兑付)?了?(?P<gap>{N})，{_RATE}",
    "年",
)
_AIMED = Clue(  # 投入 5016万元，……；目标 4000万元，超出 25.4%
    rf"(?<![超出过比较])(?:目标|任务|计划)(?:为|是|数)?(?P<aim>{N})，(?:超出|超过|超额|超)(?P<rate>{N})(?=[，。；])",
    "超",
)
_SPANS = frozenset({"天", "小时", "分钟"})
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}


def bases(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for clue in (_THAN, _CUT):
        for sentence, match in found(reading, clue):
            base, gap, rate = (one(sentence, match, name) for name in ("base", "gap", "rate"))
            if base.unit == gap.unit and base.unit not in _SKIPPED - _SPANS:
                yield from _judge(base, gap, rate, base.value)
    for sentence, match in found(reading, _YEARS):
        base, gap, rate = (one(sentence, match, name) for name in ("base", "gap", "rate"))
        if base.unit == gap.unit and int(match["new"]) == int(match["old"]) + 1:
            yield from _judge(base, gap, rate, base.value)
    yield from _aims(reading)


def _aims(reading: Reading) -> Iterator[Finding]:
    """与目标比的，说方向的。"""
    for sentence, match in found(reading, _AIMED):
        yield from _over(sentence, one(sentence, match, "aim"), one(sentence, match, "rate"))
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


def _over(sentence: Sentence, aim: Figure, rate: Figure) -> Iterator[Finding]:
    """目标紧挨着写，完成的在它前面。"""
    dones = [
        one for one in sentence.figures
        if one.end <= aim.start and one.unit == aim.unit and one.value > aim.value
    ]  # fmt: skip
    if rate.unit != "%" or aim.unit in _SKIPPED or not dones or aim.value <= 0:
        return
    if any(percent_fits(rate, done.value - aim.value, aim.value) for done in dones):
        return
    done = dones[-1]
    shown = f"{rounded(divide(done.value - aim.value, aim.value) * HUNDRED, rate.places):f}"
    message = f"（{done.raw}－{aim.raw}）÷{aim.raw}＝{shown}%，写的是 {rate.raw}"
    yield finding("R03", [done, aim, rate], message, f"{shown}%")


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
