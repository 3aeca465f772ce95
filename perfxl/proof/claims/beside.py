"""R07 决算数比预算数大还是小：说完成预算的百分之几，与后面说的“大于”“小于”对不对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_OF = "年初|全年|调整"
_SAID = Clue(
    rf"(?:决算|执行|支出)数?(?P<way>大于|高于|超过|小于|低于|等于)(?P<of>{_OF})?预算数?(?!数?（或)",
    "预算",
)
_RATE = later(rf"(?:完成|为|占)(?:了)?(?P<of>{_OF})?预算数?的?$")
_BUDGET = later(r"预算数?(?:为|是|共)?\s*$")
_MORE, _LESS = frozenset({"大于", "高于", "超过"}), frozenset({"小于", "低于"})
_WHOLE, _NEAR = Decimal(100), 40


def beside_budget(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.sentences_with(_SAID):
        for match in _SAID.finditer(sentence.text):
            yield from _judge(sentence, match)


def _judge(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    start, way, said = sentence.start + match.start(), match["way"], match[0]
    rates = [
        (one, told["of"])
        for one in sentence.figures
        if one.unit == "%" and one.exact and one.end <= start
        if (told := _RATE.search(one.before))
    ]
    if (
        not rates
        or start - rates[-1][0].end > _NEAR
        or regex("；").search(sentence.between(rates[-1][0].end, start))
    ):
        return
    rate, of = rates[-1]
    if of and match["of"] and of != match["of"]:
        return  # 完成年初预算的几成，与调整预算比大小：两个预算
    if _WHOLE in rate.span:
        fine = way == "等于" or _is_near(sentence, rate, start, way)
    else:
        fine = (rate.value > _WHOLE and way in _MORE) or (rate.value < _WHOLE and way in _LESS)
    if not fine:
        message = f"完成预算的 {rate.raw}，后面却说“{said}”"
        yield Finding("R07", sentence.paragraph, start, start + len(said), message)


def _is_near(sentence: Sentence, rate: Figure, start: int, way: str) -> bool:
    """舍入成 100% 的：照写着的两个数（或一个数和差额）算，真的大一点、小一点；算不出的不说。"""
    money = [one for one in sentence.figures if one.unit == "元"]
    ahead = [one for one in money if one.end <= rate.start]
    budget = next((one.value for one in ahead if _BUDGET.search(one.before)), None)
    spent = next((one.value for one in reversed(ahead) if not _BUDGET.search(one.before)), None)
    apart = next((one.value for one in money if one.start >= start), None)
    if budget is None and spent is not None and apart is not None:
        budget = spent - apart if way in _MORE else spent + apart
    if budget is None or spent is None or budget <= 0:
        return True
    told = spent > budget if way in _MORE else spent < budget
    return told and spent / budget * _WHOLE in rate.span
