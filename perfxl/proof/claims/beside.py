"""R07 决算数比预算数大还是小：说完成预算的百分之几，与后面说的“大于”“小于”对不对得上。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
_BUDGET = later(rf"(?P<of>{_OF})?(?:后的?)?预算数?(?:安排|批复)?(?:为|是|共)?\s*$")
_SPENT = later(r"(?:决算|执行|支出)数?(?:合计|总计|总额)?(?:为|是|共)?\s*$")
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
        fine = way == "等于" or _is_near(sentence, rate, match, of or match["of"])
    else:
        fine = (rate.value > _WHOLE and way in _MORE) or (rate.value < _WHOLE and way in _LESS)
    if not fine:
        message = f"完成预算的 {rate.raw}，后面却说“{said}”"
        yield Finding("R07", sentence.paragraph, start, start + len(said), message)


def _is_near(sentence: Sentence, rate: Figure, match: re.Match[str], of: str | None) -> bool:
    """舍入成 100% 的：照写着的两个数（或一个数和差额）算，真的大一点、小一点；算不出的不说。"""
    money, way = [one for one in sentence.figures if one.unit == "元"], match["way"]
    ahead, end = [one for one in money if one.end <= rate.start], sentence.start + match.end()
    budget, spent = _budget_of(ahead, of), _spent_of(ahead)
    if spent is None:
        return True
    if budget is not None:  # 两个数都写着：写错的是比率的，由 R02 说
        return spent > budget if way in _MORE else spent < budget
    apart = next((one for one in money if one.start >= end), None)
    if apart is None or sentence.between(end, apart.start).strip():
        return True  # 后面说的是别的事：主要原因是上年结转 50万元
    budget = spent - apart.value if way in _MORE else spent + apart.value
    return budget > 0 and spent / budget * _WHOLE in rate.span


def _budget_of(ahead: Sequence[Figure], of: str | None) -> Decimal | None:
    """说的是哪个预算（年初、调整）；写着几个、说不出是哪一个的没有。"""
    found = [(one, told["of"]) for one in ahead if (told := _BUDGET.search(one.before))]
    mine = [one for one, named in found if of and named == of] or [one for one, _ in found]
    return mine[0].value if len(mine) == 1 else None


def _spent_of(ahead: Sequence[Figure]) -> Decimal | None:
    """支出决算几；其中的、上年的不是。"""
    mine = [one for one in ahead if one.year != "上年" and not _BUDGET.search(one.before)]
    named = [one for one in mine if _SPENT.search(one.before) and "其中" not in one.before]
    found = named[:1] if named else mine
    return found[0].value if len(found) == 1 else None
