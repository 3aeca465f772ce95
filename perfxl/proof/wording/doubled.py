"""R13 多写了一个字：课程程质量。左边的字与它是一个词，它与右边的字不是，又只有这一处的，才说。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.masks import even
from perfxl.proof.wording.lexicon import lexicon
from perfxl.proof.wording.reduplicated import reduplicated, utmost
from perfxl.proof.wording.vocabulary import is_word

_TWICE = later(r"(?<=[\u4e00-\u9fff])([\u4e00-\u9fff])\1")
_HANZI = later(r"[\u4e00-\u9fff]")
_FUNCTION = frozenset(
    "的地得了着过在是和与及或等对为从由向按以被把将一二三四五六七八九十百千万亿每各大小多少人天年月日时种样"
)
_PLACES = frozenset("县镇乡村点次馆站")  # 县县、次次自己说得通，前面已是一个词的就多了


_CLAUSE_TWICE = later(
    r"(?:^|(?<=[，；：。]))([\u4e00-\u9fff]{5,20}(?:，[\u4e00-\u9fff]{4,20})?)(?:[，；]\1)+(?=[，；。]|$)"
)


def doubled(reading: Reading) -> Iterator[Finding]:
    """逐段看只写了一遍的叠字，接连写了几遍的分句。"""
    for paragraph in reading.report.prose:
        for match in _CLAUSE_TWICE.finditer(even(paragraph.text)):
            message = f"“{match[1]}”接连写了 {(len(match[0]) + 1) // (len(match[1]) + 1)} 遍"
            yield Finding("R13", paragraph, match.start(), match.end(), message)
    for paragraph in reading.paragraphs_like(_TWICE):
        text = paragraph.text
        fine = (*utmost(text), *reduplicated(text))
        for match in _TWICE.finditer(text):
            at = match.start()
            if reading.pairs[match[0]] > 1 or any(first <= at < last for first, last in fine):
                continue
            if _is_extra(text, at):
                start, end = max(0, at - 2), min(len(text), at + 3)
                yield Finding("R13", paragraph, start, end, f"“{match[0]}”像是重复写了")


def _is_extra(text: str, at: int) -> bool:
    """左边的字与它是一个词，它与右边的字不是：乡镇镇、课程程质量、百分点点。"""
    left, mark, rest = text[at - 1], text[at], text[at + 2 :]
    right = rest[:1] if _HANZI.match(rest) else ""
    if mark in _FUNCTION or left == "一" or not is_word(left, mark) or rest[:1] == mark:
        return False
    # 管理部部均 4.15万笔、节约约 2万元：后一个是均数、大约。
    if text[at + 1 : at + 3] == f"{mark}均" or (mark == "约" and rest[:1].isdigit()):
        return False
    if right and (is_word(mark, right) or right in "通都有乐体"):
        return False
    listed = any(
        match.start() <= at + 1 and at < match.end() for match in lexicon().fine.finditer(text)
    )
    counted = rest[:1].isdigit()  # 平均用时时 18天
    return not listed or counted or (mark in _PLACES and left not in _FUNCTION)
