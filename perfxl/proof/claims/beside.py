"""R07 决算数比预算数大还是小：说完成预算的百分之几，与后面说的“大于”“小于”对不对得上。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_SAID = Clue(
    r"(?:决算|执行|支出)数?(?P<way>大于|高于|超过|小于|低于|等于)(?:年初|全年|调整)?预算数?(?!数?（或)",
    "预算",
)
_RATE = later(r"(?:完成|为|占)(?:了)?(?:年初|全年|调整)?预算数?的?$")
_MORE, _LESS = frozenset({"大于", "高于", "超过"}), frozenset({"小于", "低于"})
_WHOLE, _NEAR = Decimal(100), 40


def beside_budget(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.sentences_with(_SAID):
        for match in _SAID.finditer(sentence.text):
            yield from _judge(sentence, match.start(), match["way"], match[0])


def _judge(sentence: Sentence, at: int, way: str, said: str) -> Iterator[Finding]:
    start = sentence.start + at
    rates = [
        one for one in sentence.figures
        if one.unit == "%" and one.exact and one.end <= start and _RATE.search(one.before)
    ]  # fmt: skip
    if (
        not rates
        or start - rates[-1].end > _NEAR
        or regex("；").search(sentence.between(rates[-1].end, start))
    ):
        return
    rate = rates[-1]
    fine = (rate.value > _WHOLE and way in _MORE) or (rate.value < _WHOLE and way in _LESS)
    if not fine and not (rate.value == _WHOLE and way == "等于"):
        message = f"完成预算的 {rate.raw}，后面却说“{said}”"
        yield Finding("R07", sentence.paragraph, start, start + len(said), message)
