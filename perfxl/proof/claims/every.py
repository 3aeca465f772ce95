"""R07 话与数之六：目标都是 70%、两类都已达标，却有一类 68%；完成目标的几成，却说顺利完成。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex


def every(reading: Reading) -> Iterator[Finding]:
    """逐句看全部做完、均已达标。"""
    for sentence in reading.figured:
        yield from _all_met(sentence)
        yield from _almost(sentence)


_OF_AIM = later(
    r"完成(?:了)?(?:年度|全年|年初)?(?:目标|任务|计划)(?:数|量|值)?的$|完成率(?:仅|只)?(?:为|达)?$"
)
_WELL = later(
    r"(?:顺利|圆满|超额|全面|如期|按期)(?:完成|实现)了?(?:年度|年初|全年|预期|既定)?(?:目标|任务|计划)"
)


def _almost(sentence: Sentence) -> Iterator[Finding]:
    """完成目标的 97.84%，差 162人，顺利完成目标。"""
    for rate in sentence.figures:
        low = rate.unit == "%" and rate.exact and 0 < rate.value < _FULL
        if not low or not _OF_AIM.search(rate.before) or in_goals(sentence.paragraph):
            continue
        rest = sentence.between(rate.end, sentence.end).partition("；")[0]
        well = _WELL.search(rest)
        if well and not denied(rest[: well.start()]) and not regex("其余|其他|除").search(rest):
            message = f"{rate.before[-6:]}{rate.raw}，却说“{well[0]}”"
            yield Finding("R07", rate.paragraph, rate.start, rate.end + well.end(), message)


_FULL = 100
_AIM = later(r"(?:目标|要求|标准|指标值)(?:值)?(?:均|都)为?(?:不低于|不少于|≥|达到)?$")
_MET = later(r"(?:均|都|全部)(?:已)?(?:达标|达到|完成|实现|合格)")
_MOST = 5


def _all_met(sentence: Sentence) -> Iterator[Finding]:
    """72.5%、68.0%，目标均为不低于 70%，均已达标。"""
    for place, aim in enumerate(sentence.figures):
        if not _AIM.search(aim.before) or aim.unit in TIMES or in_goals(sentence.paragraph):
            continue
        rest = sentence.between(aim.end, sentence.end)
        met = _MET.search(rest)
        if met is None or regex("[未没不]|除").search(rest[: met.end()]):
            continue
        before = [one for one in sentence.figures[max(0, place - _MOST) : place] if one.exact]
        short = next(
            (one for one in before if one.unit == aim.unit and one.value < aim.value), None
        )
        if short is not None and len(before) > 1 and "不超过" not in aim.before:
            end = aim.end + met.end()
            message = f"目标都是 {aim.raw}，{short.raw}没有达到，却说“{met[0]}”"
            yield Finding("R07", aim.paragraph, short.start, end, message)
