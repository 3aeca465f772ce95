"""R15 一串里只有一个单位不同：4.5万元/剂、28元/剂；55平方米，其中 26.4公里；面积没有单位。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.clues import Clue, regex

_PRICE = r"\d[\d,]*(?:\.\d+)?\s?(?:万|亿)?元/[\u4e00-\u9fff]{1,3}"
_PRICES = Clue(rf"{_PRICE}(?:\s?[、和]\s?{_PRICE}){{2,}}", "元/")
_ONE = later(r"(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?P<scale>万|亿)?元/")
_BARE = Clue(
    r"(?:面积|里程|总长|全长|总长度|容积|库容)(?:共计|共|合计|为|达到?)?\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s?(?=[，。；])",
    "面积",
    "里程",
    "长",
    "容",
)
_OTHERS = TIMES | {"%", "个百分点", "倍", "分", "元"}
_SCALES = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_LEAST, _TIMES = 2, 300


def kindred(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.sentences_with(_PRICES):
        yield from _prices(sentence)
    for sentence in reading.sentences_with(_BARE):
        yield from _bare(sentence)
    for sentence in reading.figured:
        if "其中" in sentence.text or "分别" in sentence.text:
            yield from _parts(sentence)


def _prices(sentence: Sentence) -> Iterator[Finding]:
    """几个单价并列，只有一个写着万元。"""
    for match in _PRICES.finditer(sentence.text):
        ones = list(_ONE.finditer(match[0]))
        scales = Counter(one["scale"] or "" for one in ones)
        odd = [one for one in ones if scales[one["scale"] or ""] == 1]
        if len(scales) == _LEAST and len(odd) == 1 and len(ones) > _LEAST and _far(odd[0], ones):
            start = sentence.start + match.start() + odd[0].start()
            end = start + len(odd[0][0])
            usual = scales.most_common(1)[0][0]
            message = f"几个单价并列，别的都论“{usual}元”，只有这一个是“{odd[0]['scale'] or ''}元”"
            yield Finding("R15", sentence.paragraph, start, end, message)


def _far(odd: re.Match[str], ones: list[re.Match[str]]) -> bool:
    """服务器 4.5万元/台、打印机 3000元/台：贵是贵，没有差几百倍。"""
    mine, others = _worth(odd), [_worth(one) for one in ones if one is not odd]
    return all(mine > other * _TIMES or other > mine * _TIMES for other in others)


def _worth(price: re.Match[str]) -> Decimal:
    return Decimal(price["number"].replace(",", "")) * _SCALES[price["scale"] or ""]


def _bare(sentence: Sentence) -> Iterator[Finding]:
    """馆舍面积 12600，是一级馆：没有写单位。"""
    for match in _BARE.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end("number")
        message = f"“{match[0].strip()}”后面没有写单位"
        yield Finding("R15", sentence.paragraph, start, end, message)


def _parts(sentence: Sentence) -> Iterator[Finding]:
    """各项的单位都一样，数字加起来正好是前面的，前面的单位却是另一个。"""
    figures = [one for one in sentence.figures if one.unit not in _OTHERS and one.exact]
    for place, total in enumerate(figures):
        parts: list[Figure] = []
        for one in figures[place + 1 :]:
            if parts and one.unit != parts[0].unit:
                break
            parts.append(one)
        if len(parts) < _LEAST or parts[0].unit == total.unit or not total.unit:
            continue
        gap = sentence.between(total.end, parts[0].start)
        if not regex("[，：（]?(?:其中|分别)").match(gap) or not parts[0].unit:
            continue
        for size in range(_LEAST, len(parts) + 1):
            added = sum((one.written for one in parts[:size]), Decimal(0))
            if added == total.written and "." in "".join(one.digits for one in parts[:size]):
                due = f"{total.digits}{parts[0].raw[len(parts[0].digits) :].strip()}"
                message = f"各项都论“{parts[0].unit}”，数字加起来正好，合计却写 {total.raw}"
                place_at = span((total, parts[size - 1]))
                yield Finding("R15", total.paragraph, *place_at, message, expected=due)
                break
