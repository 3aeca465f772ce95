"""R01 年初有几个，减少几个、新增几个，年末几个：一进一出加起来要对得上。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, span

_OPENING = later(r"年初|期初|上年[末底]|上年度末|去年[末底]")
_CLOSING = later(r"年末|年底|期末|(?<!截)至[^，。；\d]{0,4}[末底]")
_OUT = later(
    r"(?:核销|销号|注销|退出|清退|报废|减少|迁出|死亡|拆除|治理|消除|化解|出栏|调出|处置|关闭|撤销|退休|辞职|转出)"
    r"(?:了|销号|核销)?$"
)
_IN = later(r"(?:新增|增加|新入|纳入|新发现|新建|迁入|调入|新招|招录|购入|转入|补充)(?:了)?$")
_HINTED = ("年末", "年底", "期末")
_MOST = 4
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}


def flows(reading: Reading) -> Iterator[Finding]:
    """逐段看写着年末、年底还有几个的。"""
    for sentence in reading.figured:
        if not any(word in sentence.text for word in _HINTED):
            continue
        for closing in sentence.figures:
            if closing.unit not in _SKIPPED and closing.exact and _CLOSING.search(closing.before):
                yield from _judge(closing, reading)


def _judge(closing: Figure, reading: Reading) -> Iterator[Finding]:
    """这一句里，年末的数前面写着的都是增减，年初的数就在这一段里只有一个。"""
    before = [
        figure for figure in reading.in_paragraph(closing.paragraph)
        if figure.unit == closing.unit and figure.end <= closing.start
    ]  # fmt: skip
    openings = [figure for figure in before if _OPENING.search(_said(figure))]
    moves = [figure for figure in before if _way(figure) and figure.sentence == closing.sentence]
    if not openings or not 0 < len(moves) <= _MOST or not closing.exact:
        return
    opening = openings[0]
    if opening in moves or not all(one.exact for one in (opening, *moves)):
        return
    inner = [
        figure for figure in before
        if figure.sentence == closing.sentence and figure is not opening and figure not in moves
    ]  # fmt: skip
    due = opening.value + sum(_way(move) * move.value for move in moves)
    if inner or due == closing.value or _some(opening, moves, closing):
        return
    signs = "".join(f"{'＋' if _way(move) > 0 else '－'}{move.raw}" for move in moves)
    shown = plain(due / closing.scale)
    message = f"{opening.raw}{signs}＝{shown}，写的是 {closing.raw}"
    place = span((*moves, closing))
    yield Finding("R01", closing.paragraph, *place, message, expected=shown)


def _said(figure: Figure) -> str:
    """这一句里数前面的话。"""
    return figure.paragraph.text[figure.sentence[0] : figure.start]


def _way(figure: Figure) -> int:
    """增加是一，减少是负一，不是增减的是零。"""
    if _IN.search(figure.before):
        return 1
    return -1 if _OUT.search(figure.before) else 0


def _some(opening: Figure, moves: Sequence[Figure], closing: Figure) -> bool:
    """只算其中几项就对得上的，别的几项是里面的。"""
    gap = closing.value - opening.value
    signed = [_way(move) * move.value for move in moves]
    return any(
        sum(some, Decimal(0)) == gap
        for size in range(1, len(signed))
        for some in combinations(signed, size)
    )
