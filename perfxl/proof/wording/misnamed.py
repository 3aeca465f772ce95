"""R17 别处都这样写，这里同样的前后文里换了一个同音、形近的字：卫生建康委员会、黄土领、明政局。

前后四个字都与别处相同的，或这个字与左右都没有挨着写过、换回去别处就写着这三个字的，才说。
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.wording.names import contrasted
from perfxl.proof.wording.vocabulary import alike, alone, is_lone, is_met, is_word, kindred

# 较目标高 2个百分点、参保率离全覆盖还差几、上级占 37.5%、发放致居民的信：自己一个字用的。
_AGAINST = frozenset("较比离距占为共达约近超致")
_FROM = frozenset("自从由于至到在")  # 计划｜自 2012年：后面是日子、数
# 资金里、资金于，甲机构、乙机构：哪个名称后面、前面都接得上。
_PLACES = frozenset("里内外中上下前后于甲乙丙丁")
_RUN = later(r"[\u4e00-\u9fff]{3,}")
_FAR = 80
_CODE = frozenset("〔[﹝【")
_HAN = later(r"[\u4e00-\u9fff]{2}")
_LONG, _EDGE, _FREE = 5, 2, 4


@dataclass(frozen=True)
class Whole:
    """全文，和三个字的各写了几遍。"""

    text: str
    threes: Counter[str]


def misnamed(reading: Reading) -> Iterator[Finding]:
    """只写了一遍的三个字，换一个像它的字别处就写着的，再看前后。"""
    runs = _RUN.findall(reading.text)
    threes = Counter([run[at : at + 3] for run in runs for at in range(len(run) - 2)])
    odd: dict[str, dict[int, set[str]]] = defaultdict(dict)
    for one, place, others in _alike(threes):
        odd[one][place] = others
    whole = Whole(reading.text, threes)
    for paragraph in reading.report.prose if odd else ():
        mine = [one for one in odd if one in paragraph.text]
        for run in _RUN.finditer(paragraph.text) if mine else ():
            text = run[0][:_FAR]
            places: dict[int, set[str]] = defaultdict(set)
            for one in mine:
                at = text.find(one)
                for place, others in odd[one].items() if at >= 0 else ():
                    places[at + place] |= others
            if paragraph.text[: run.start()][-1:].isdigit():
                places.pop(0, None)  # 117处隐患：单位
            for at in sorted(places):
                meant = _meant(text, at, places[at], whole)
                if meant:
                    yield _finding(paragraph, run, at, meant)
    yield from _sounding(reading)


def _sounding(reading: Reading) -> Iterator[Finding]:
    """东峪：别处反复写的是东屿，只差一个同音的字，两个都不是词，与左右也不成词。"""
    pairs = reading.pairs
    odd = {
        one: name
        for one, times in pairs.items()
        if times == 1 and _HAN.fullmatch(one) and not _is_said(one)
        for name in _alike_names(one)
        if pairs.get(name, 0) > 1 and not _is_said(name) and not _is_across(name, reading.text)
    }
    for paragraph in reading.report.prose if odd else ():
        text = f"，{paragraph.text}，"
        for one, name in odd.items():
            at = text.find(one)
            if text[at + 2 : at + 3] in _CODE:
                continue  # 财监〔2021〕：文号
            if at > 0 and not is_word(text[at - 1], one[0]) and not is_word(one[1], text[at + 2]):
                message = f"别处都写“{name}”，这里写“{one}”"
                start, end = max(0, at - 3), min(len(paragraph.text), at + 3)
                yield Finding("R17", paragraph, start, end, message, expected=name)


def _alike_names(pair: str) -> Iterator[str]:
    yield from (other + pair[1] for other in alike(pair[0]))
    yield from (pair[0] + other for other in alike(pair[1]))


def _is_said(pair: str) -> bool:
    """是词，或有一个字常常自己用：东屿区的“东屿”不是，“的东”是。"""
    lone = alone(pair[0]) >= _FREE or alone(pair[1]) >= _FREE
    return lone or pair[1] in "率数量额" or pair[1] in _PLACES or is_word(*pair)


def _is_across(pair: str, text: str) -> bool:
    """刑事｜结案：处处是前后两个词各一个字。"""
    return all(
        is_word(text[one.start() - 1 : one.start()], pair[0])
        and is_word(pair[1], text[one.end() : one.end() + 1])
        for one in re.finditer(pair, text)
    )


_OTHERS = slice(1, 3), slice(0, 3, 2), slice(0, 2)  # 三个字里另外的两个


def _alike(threes: Counter[str]) -> Iterator[tuple[str, int, set[str]]]:
    """只写了一遍、第几个字换一个像它的字别处就写着的三个字，和那些字。"""
    for place, rest in enumerate(_OTHERS):
        keys = [one[rest] for one in threes]
        often = Counter(keys)
        groups: dict[str, list[str]] = defaultdict(list)
        for key, one in zip(keys, threes, strict=True):
            if often[key] > 1:
                groups[key].append(one)
        for group in groups.values():
            marks = {other[place] for other in group}
            for one in group:
                if threes[one] > 1 or is_lone(one[place]):
                    continue
                others = {
                    other
                    for other in marks & kindred(one[place])
                    if not is_lone(other) and not contrasted((one[place], other))
                }
                if others:
                    yield one, place, others


def _windows(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def _meant(text: str, at: int, others: set[str], whole: Whole) -> str:
    """换回去以后别处写着的话；没有的为空。"""
    before, mark, after = text[max(0, at - 2) : at], text[at], text[at + 1 : at + 3]
    often = any(whole.threes[one] > 1 for one in _windows(before + mark + after, 3))
    others = others - _PLACES
    if often or mark in _AGAINST | _PLACES or (mark in _FROM and at == len(text) - 1):
        return ""
    pairs = [pair for pair in (before[-1:] + mark, mark + after[:1]) if len(pair) > 1]
    strange = sum(not is_met(*pair) for pair in pairs)
    if any(is_word(*pair) for pair in pairs):
        strange = 0
    for other in sorted(others):
        changed = before + other + after
        if not after and not re.search(f"{before[-1:]}{other}(?![\u4e00-\u9fff])", whole.text):
            continue  # 出栏牛 3.8万头、出栏生｜猪：那里的话还没有完
        if len(changed) == _LONG and changed in whole.text:
            return changed
        edge = text[:at] + other + text[at + 1 : _LONG]
        if at < _EDGE and len(edge) == _LONG and edge in whole.text:
            return edge  # 句首：前面没有两个字的，多看后面一个
        times = max((whole.threes[one] for one in _evidence(before, other, after)), default=0)
        enough = (strange and times > 1) or (strange == len(pairs) and times)
        near = (before[-1:] + other, other + after[:1])
        if enough and all(_is_known(one, whole) for one in near):
            return max(_windows(changed, 3), key=lambda one: whole.threes[one])
    return ""


def _evidence(before: str, other: str, after: str) -> list[str]:
    """换回去的三个字。全年｜生猪、全年｜牛：前面自己是一个词的，只有前面相同不算数。"""
    every = _windows(before + other + after, 3)
    return every[1:] if after and len(before) == _EDGE and is_word(*before) else every


def _is_known(pair: str, whole: Whole) -> bool:
    """换回去以后与左右也连得上。"""
    return len(pair) < 2 or is_met(*pair) or pair in whole.text


def _finding(paragraph: Paragraph, run: re.Match[str], at: int, meant: str) -> Finding:
    start, end = run.start() + max(0, at - 2), min(run.end(), run.start() + at + 3)
    message = f"别处写的是“{meant}”，这里写“{paragraph.text[start:end]}”，错了一个字"
    return Finding("R17", paragraph, start, end, message, expected=meant)
