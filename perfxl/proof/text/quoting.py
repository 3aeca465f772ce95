"""结论引的话：数连同它的名称。从分句的头引起，不从一个词的中间引起。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure

_WHOLE = 22  # 分句在数前面的字不超过这么多，整个引
_CUT = later(r"[的由到至在将把为、：]|其中")


def quoted(figure: Figure) -> tuple[int, int]:
    """引话的起止。太长的分句，从一个“的”“由”后面引起。"""
    text = figure.paragraph.text
    start = figure.start
    left = len(figure.before)
    while left and start > figure.sentence[0]:
        start -= 1
        left -= 0 if text[start] in " \t\u3000" else 1
    if figure.start - start > _WHOLE:
        tail = text[figure.start - _WHOLE : figure.start]
        cut = _CUT.search(tail)
        start = figure.start - _WHOLE + (cut.end() if cut else 0) if cut else start
    while text[start] in " \t\u3000":
        start += 1
    return start, figure.end
