"""R17 别处都这样写，这里同样的前后文里换了一个同音、形近的字：卫生建康委员会、黄土领、明政局。

前后四个字都与别处相同的，或这个字与左右都没有挨着写过、换回去别处就写着这三个字的，才说。
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.wording.vocabulary import is_lone, is_met, is_word, kindred

_RUN = re.compile(r"[\u4e00-\u9fff]{3,}")
_FAR = 80
_LONG, _EDGE = 5, 2
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Whole:
    """全文：三个字、五个字的各写了几遍。"""

    text: str
    threes: Counter[str]
    fives: Counter[str]


def misnamed(reading: Reading) -> Iterator[Finding]:
    """只写了一遍的三个字，换一个像它的字别处就写着的，再看前后。"""
    runs = [run for paragraph in reading.report.paragraphs for run in _RUN.findall(paragraph.text)]
    threes = Counter(one for run in runs for one in _windows(run, 3))
    odd: dict[str, list[int]] = defaultdict(list)
    for one, place in _alike(threes):
        odd[one].append(place)
    if not odd:
        return
    fives = Counter(one for run in runs for one in _windows(run, _LONG))
    whole = Whole(reading.text, threes, fives)
    for paragraph in reading.report.prose:
        for run in _RUN.finditer(paragraph.text):
            places = {
                at + inside for at, one in enumerate(_windows(run[0][:_FAR], 3))
                for inside in odd.get(one, ())
            }  # fmt: skip
            for at in sorted(places):
                meant = _meant(run[0][:_FAR], at, whole)
                if meant:
                    yield _finding(paragraph, run, at, meant)


def _alike(threes: Counter[str]) -> Iterator[tuple[str, int]]:
    """只写了一遍、第几个字换一个像它的字别处就写着的三个字。"""
    for place in range(3):
        filled: dict[str, list[str]] = defaultdict(list)
        for one in threes:
            filled[one[:place] + one[place + 1 :]].append(one)
        for group in filled.values():
            for one in group if len(group) > 1 else ():
                like = kindred(one[place]) if threes[one] == 1 else _NONE
                if any(other[place] in like for other in group):
                    yield one, place


def _windows(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _meant(text: str, at: int, whole: Whole) -> str:
    """换回去以后别处写着的话；没有的为空。"""
    before, mark, after = text[max(0, at - 2) : at], text[at], text[at + 1 : at + 3]
    often = any(whole.threes[one] > 1 for one in _windows(before + mark + after, 3))
    if often or is_lone(mark):
        return ""
    pairs = [pair for pair in (before[-1:] + mark, mark + after[:1]) if len(pair) > 1]
    strange = sum(not is_met(*pair) for pair in pairs)
    if any(is_word(*pair) for pair in pairs):
        strange = 0
    for other in sorted(kindred(mark)):
        changed = before + other + after
        if is_lone(other) or other not in whole.text:
            continue
        if len(changed) == _LONG and whole.fives[changed]:
            return changed
        if at < _EDGE and whole.fives[edge := text[:at] + other + text[at + 1 : _LONG]]:
            return edge  # 句首：前面没有两个字的，多看后面一个
        times = max((whole.threes[one] for one in _windows(changed, 3)), default=0)
        enough = (strange and times > 1) or (strange == len(pairs) and times)
        if enough and all(
            _is_known(one, whole) for one in (before[-1:] + other, other + after[:1])
        ):
            return max(_windows(changed, 3), key=lambda one: whole.threes[one])
    return ""


def _is_known(pair: str, whole: Whole) -> bool:
    """换回去以后与左右也连得上。"""
    return len(pair) < 2 or is_met(*pair) or pair in whole.text


def _finding(paragraph: Paragraph, run: re.Match[str], at: int, meant: str) -> Finding:
    start, end = run.start() + max(0, at - 2), min(run.end(), run.start() + at + 3)
    message = f"别处写的是“{meant}”，这里写“{paragraph.text[start:end]}”，错了一个字"
    return Finding("R17", paragraph, start, end, message, expected=meant)
