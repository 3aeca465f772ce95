"""加起来不是合计，却看得出没有写错：各项的占比都对得上，或下一句还有一项加上就正好。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even

_SHARE = later(r"[，（]?占(?:比|[^，。；\d]{0,6}的)?\s*$")
_REST = later("其他|其它|其余|另外")
_HUNDRED = Decimal(100)


_SPENT_SCORE = (Decimal(5), Decimal(10))
_EXECUTED = later("执行|资金|预算|过程|投入|决策")


def _rest_of_score(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """总分 98.25分，其中产出、效益、满意度各几分：没有说的是预算执行率的五到十分。"""
    least, most = _SPENT_SCORE
    named = any(_EXECUTED.search(part.before) for part in parts)
    return total.unit == "分" and not named and least <= total.value - added <= most


def told(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """没有写错，只是没有列全。"""
    if _rest_of_score(total, parts, added):
        return True
    return added < total.value and (_shared(total, parts) or _one_more(total, parts, added))


def _shared(total: Figure, parts: Sequence[Figure]) -> bool:
    """910万张，其中医院 713万张（占 78.4%），基层 164万张（占 18.1%）：各项与合计都除得出来。"""
    if _REST.search(parts[-1].before):
        return False  # 其他收入几：列全了
    every = figures_of(parts[0].paragraph)
    text = even(parts[0].paragraph.text)
    for part in parts:
        after = next((one for one in every if one.start > part.end), None)
        if after is None or after.unit != "%" or not _SHARE.fullmatch(text[part.end : after.start]):
            return False
        if divide(part.value, total.value) * _HUNDRED not in after.span:
            return False
    return True


def _one_more(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """几类票筹集几亿元。逾期未兑奖的 15.28亿元。共几亿元：加上它正好，只差在末一位。"""
    rest = [
        one for one in figures_of(parts[0].paragraph)
        if one.unit == total.unit and one not in (total, *parts) and one.unit != "分"
        and 0 <= one.sentence[0] - parts[-1].sentence[1] <= 1
    ]  # fmt: skip
    most = total.grain if total.places else 0
    return any(abs(added + one.value - total.value) <= most for one in rest)
