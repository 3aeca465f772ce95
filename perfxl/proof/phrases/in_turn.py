"""R02 依次说的占比：1400万元、400万元、200万元，占比 70%、20%、10%；只有一个不合的，差多远都报。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import rounded
from perfxl.proof.model import Finding
from perfxl.proof.phrases.skeleton import HUNDRED, WORDS, N, finding, found, many, percent_fits
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue
from perfxl.proof.text.interval import divide

_SHARES = Clue(
    rf"(?P<parts>(?:{N}{WORDS}{{0,3}}[、，和]{WORDS}{{1,14}}){{1,6}}{N}){WORDS}{{0,3}}，{WORDS}{{0,10}}?"
    rf"(?:占比?|比重|比例)(?:依次|分别)?(?:为|是|占)?(?P<rates>(?:{N}[、和]){{1,6}}{N})(?=[，。；）]|$)",
    "占",
    "比",
)
_TWO = 2


def in_turn(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence, match in found(reading, _SHARES):
        yield from _judge(sentence, match)


def _judge(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    rates = many(sentence, match["rates"])
    parts = many(sentence, match["parts"])[-len(rates) :]
    alike = len({one.unit for one in parts}) == 1 and {one.unit for one in rates} == {"%"}
    if len(parts) != len(rates) or not alike or any(one.hedge for one in (*parts, *rates)):
        return
    whole = sum((one.value for one in parts), Decimal(0))
    pairs = list(zip(parts, rates, strict=True))
    odd = [(part, rate) for part, rate in pairs if not percent_fits(rate, part.value, whole)]
    if len(odd) != 1 or len(pairs) < _TWO + (whole <= 0):
        return
    (part, rate) = odd[0]
    due = f"{rounded(divide(part.value, whole) * HUNDRED, rate.places):f}%"
    message = f"{part.raw} 占 {len(parts)} 项合起来的 {due}，写的是 {rate.raw}"
    yield finding("R02", [rate], message, due)
