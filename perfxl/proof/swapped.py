"""R04 之二：相邻两位写颠倒了：918,540元写成 981,540元。

说法不必相同：同样的单位、写得同样细，只有相邻两位颠倒，别处又写着没有颠倒的那个。
四位以上的很难碰巧；三位的要说的是同一样东西；两位的还要紧接着的名称相同。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from perfxl.cells.later import later
from perfxl.proof.claims.goals import words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.modifiers import two_facts
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.text.quoting import quoted

_RATES = frozenset({"%", "个百分点", "倍", "分"})
_SURE, _FEW, _OFTEN = 4, 2, 3
_NOUN = later(r"^[）)]?(?P<noun>[\u4e00-\u9fff]{2})")
_PLAIN = later(
    r"万元|资金|预算|支出|支付|执行|到位|下达|完成|实际|全年|其中|目标|计划|增长|下降|提高|达到"
)
_Key = tuple[str, int, int]


def swapped(reading: Reading) -> Iterator[Finding]:
    """只写了一遍的数，颠倒回去别处就写着。"""
    places: dict[tuple[_Key, str], list[Figure]] = defaultdict(list)
    for figure in reading.figures:
        if figure.unit not in TIMES and figure.hedge != "范围":
            places[_key(figure), _bare(figure)].append(figure)
    for (key, digits), mine in places.items():
        if len(mine) > 1 or len(digits) < _FEW:
            continue
        for other in _turned(digits):
            theirs = places.get((key, other))
            same = theirs and mine[0].exact and _same_thing(mine[0], theirs, _size(digits, other))
            if theirs and same and _is_later(mine[0], theirs):
                yield _finding(mine[0], theirs[0])
                break


def _key(figure: Figure) -> _Key:
    """同样的单位、同样的倍数、小数点后同样几位。"""
    return figure.unit, int(figure.scale), figure.places


def _bare(figure: Figure) -> str:
    return figure.digits.replace(".", "")


def _size(digits: str, other: str) -> int:
    """有几位是写得实的：整十、整百的零不算。"""
    return min(len(digits.strip("0")), len(other.strip("0")))


def _turned(digits: str) -> Iterator[str]:
    """相邻两位颠倒的几种；整十、整百的零不算一位。"""
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]


def _same_thing(figure: Figure, others: Sequence[Figure], size: int) -> bool:
    """说的像是同一样东西；同一句里列着的几样不是。"""
    if any(
        other.paragraph is figure.paragraph and other.sentence == figure.sentence
        for other in others
    ):
        return False
    if size >= _SURE and figure.unit not in _RATES:
        return True
    if any(two_facts(other, figure) for other in others):
        return False
    if size <= _FEW and len(others) < _OFTEN:
        noun = _NOUN.match(figure.after)
        return (
            noun is not None and len(others) > 1
            and all(other.after.startswith(noun["noun"]) for other in others)
        )  # fmt: skip
    return any(_words(figure) & _words(other) for other in others)


def _is_later(figure: Figure, others: Sequence[Figure]) -> bool:
    """两个都只写了一遍的，说在后一个上。"""
    other = others[0]
    here, there = (figure.paragraph.number, figure.start), (other.paragraph.number, other.start)
    return len(others) > 1 or there < here


def _words(figure: Figure) -> frozenset[str]:
    return frozenset(words_of(_PLAIN.sub(" ", f"{figure.before} {figure.after[:6]}")))


def _finding(figure: Figure, other: Figure) -> Finding:
    where = f"另一处（{other.paragraph.place}）写 {other.raw}"
    message = f"{where}，这里写 {figure.raw}，相邻两位颠倒了，看哪一处对"
    return Finding("R04", figure.paragraph, *quoted(figure), message, expected=other.raw)
