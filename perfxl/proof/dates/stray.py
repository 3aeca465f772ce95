"""R16 日期之八：离别的年份都远的（2023 写成 2033）；文号比印发的日子晚；推迟到的日子更早。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import even

_YEAR = later(r"(?<!\d)((?:19|20)\d{2})\s*年")
_MONTH = Clue(r"(?<!\d)(?P<year>20\d{2})\s*年\s*\d{1,2}\s*月", "年")
# 十几年以后才到的：债券、贷款的期限，规划，有效期。
_LONG = later(
    r"到期|期限|偿还|还本|付息|兑付|规划|远景|中长期|债|贷款|借款|有效期|特许|经营期|运营期|合作期|质保|届满|期满|使用年限|租[赁期]|退休|止"
)
_FAR = 6
_ISSUED = Clue(
    r"(?P<year>20\d{2})年(?:\d{1,2}月)?(?:\d{1,2}日)?[^，。；\d]{0,12}?(?:印发|下发|制定|出台|发布|下达|批复)[^，。；]{0,60}?"
    r"[〔\[（(](?P<number>20\d{2})[〕\]）)]\s*第?\d{1,4}\s*号",
    "号",
)
_BY_NUMBER = Clue(
    r"[〔\[（(](?P<number>20\d{2})[〕\]）)]\s*第?\d{1,4}\s*号(?:文件?|》)?[）]?于\s?(?P<year>20\d{2})年\d{1,2}月[^，。；\d]{0,10}?(?:印发|下发|出台|发布|下达|批复)",
    "号",
)
_AUDITED = Clue(
    r"(?P<y1>20\d{2})年(?P<m1>\d{1,2})月(?:(?!20\d{2}年)[^。；]){0,20}(?:审计|检查|督查|抽查|巡察)(?:(?!20\d{2}年)[^。；]){0,24}(?:发现|提出|查出)(?:(?!20\d{2}年)[^。；]){0,16}"
    r"已于(?P<y2>20\d{2})年(?P<m2>\d{1,2})月[^，。；\d]{0,6}(?:整改|完成|办结|销号)",
    "已于",
)
_PUT_OFF = Clue(
    r"(?:原?计划|原定|应|目标|合同)[^。；\d]{0,10}(?P<y1>20\d{2})年(?P<m1>\d{1,2})月[^。；]{0,50}?"
    r"(?:推迟|顺延|延期|延后|延至|延长|预计)[^，。；\d]{0,6}(?P<y2>20\d{2})年(?P<m2>\d{1,2})月",
    "推迟", "顺延", "延期", "延后", "延至", "延长", "预计",
)  # fmt: skip
_ORDERS = ((_PUT_OFF, "原定{}，推迟到的{}反而更早"), (_AUDITED, "{}才查出的，整改不会在{}"))


def stray(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    yield from _far(reading)
    for clue in (_ISSUED, _BY_NUMBER):
        for sentence in reading.sentences_with(clue):
            for match in clue.finditer(even(sentence.text)):
                yield from _numbered(sentence, match)
    for clue, said in _ORDERS:
        for sentence in reading.sentences_with(clue):
            for match in clue.finditer(even(sentence.text)):
                yield from _earlier(sentence, match, said)


def _far(reading: Reading) -> Iterator[Finding]:
    """写着几月的年份，比全文别的年份都晚好几年。"""
    years = sorted(map(int, _YEAR.findall(even(reading.text))))
    if len(years) < _FAR:
        return
    last, before = years[-1], years[-2]
    if last - before < _FAR:
        return
    for sentence in reading.sentences_with(_MONTH):
        text = even(sentence.text)
        for match in _MONTH.finditer(text):
            if int(match["year"]) == last and not _LONG.search(text):
                message = f"别处最晚写到 {before} 年，这里写 {last} 年"
                yield _finding(sentence, match, message)


def _numbered(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    """2021年印发，文号却是 2022年的。"""
    if regex("提前").search(match[0]):
        return
    if int(match["number"]) > int(match["year"]):
        message = f"说 {match['year']} 年印发、下达，文号却是 {match['number']} 年的"
        yield _finding(sentence, match, message)


def _earlier(sentence: Sentence, match: re.Match[str], said: str) -> Iterator[Finding]:
    """原定 2023年10月，推迟到 2023年3月；9月审计，7月整改。"""
    if "提前" in sentence.text:
        return
    first, then = (int(match["y1"]), int(match["m1"])), (int(match["y2"]), int(match["m2"]))
    if then < first:
        message = said.format(*(f" {year} 年 {month} 月" for year, month in (first, then)))
        yield _finding(sentence, match, message)


def _finding(sentence: Sentence, match: re.Match[str], message: str) -> Finding:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Finding("R16", sentence.paragraph, start, end, message)
