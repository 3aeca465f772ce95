"""R16 日期之五：第几年数错了，结转的不是以前年度的，自评做在年度里面，延迟几天算错了。"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.numerals import numeral

_SINCE = later(
    r"(?:自|从)?((?:19|20)\d{2})年(?:度)?(?:起|开始|启动)[^。]*?((?:19|20)\d{2})年(?:度)?[为是]第([一二三四五六七八九])年"
)
_CARRIED = Clue(
    r"上年结转[^。；]*?(?:[为系是]|，(?![^，。；]*(?:下达|安排|拨付|拨入|到位|收到|批复)))((?:19|20)\d{2})年(?!\d{0,2}月|前|以前|起)[^，。；]{2,}",
    "上年结转",
)
_SELF = later(r"自评小组|自评工作|开展(?:了)?(?:绩效)?自评|绩效自评|评价小组|评价工作组")
_NOT_SELF = later(
    r"监控|中期|事前|(?<!按照)(?<!按)(?<!根据)要求|通知|印发|下发|申报|部署|计划|上年度|《"
)
_RANGE = later(r"((?:19|20)\d{2})年(\d{1,2})月\d{1,2}日(?:至|—|-|起)")
_OF_YEAR = Clue(
    r"对((?:19|20)\d{2})年度?[^，。；\d]{2,24}(?:开展|进行|实施|组织)了?[^，。；\d]{0,8}(?:自评|评价)",
    "自评",
    "评价",
)
_DELAY = later(
    r"(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日|底|末)(?:之)?前?[^。；\d]{0,30}?实际(?:于|在)?(?:(?:19|20)\d\d年)?(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日"
    r"[^。；\d]{0,16}?(?P<word>延迟|推迟|滞后|拖延|晚|提前)了?(?P<days>\d{1,3})[天日]"
)
_LAST_MONTH = 11


def terms(reading: Reading) -> Iterator[Finding]:
    """逐句看年份、天数。"""
    year = int(reading.year) if reading.year else 0
    for sentence in reading.sentences:
        if "年" in sentence.text:
            yield from _which_year(sentence)
        if year:
            yield from _in_year(sentence, year)
        if "实际" in sentence.text:
            yield from _delayed(sentence)


_PLAN = later(
    r"[两三四五]年[^。]{0,24}?((?:19|20)\d{2})[—–~～至到-]+(?:19|20)\d{2}年[^。]{0,24}?((?:19|20)\d{2})年(?:度)?[为是](?:实施的?)?第([一二三四五])年"
)


def _which_year(sentence: Sentence) -> Iterator[Finding]:
    """自 2022年起连续三年实施，2023年为第三年。"""
    for match in (*_SINCE.finditer(sentence.text), *_PLAN.finditer(sentence.text)):
        due = int(match[2]) - int(match[1]) + 1
        written = int(numeral(match[3]) or 0)
        if due > 0 and written != due:
            message = f"从 {match[1]} 年起算，{match[2]} 年是第 {due} 年，写的是第{match[3]}年"
            place = sentence.start + match.start(2), sentence.start + match.end()
            yield Finding("R16", sentence.paragraph, *place, message, expected=f"第{due}年")


def _in_year(sentence: Sentence, year: int) -> Iterator[Finding]:
    carried = _CARRIED.search(sentence.text)
    if carried and int(carried[1]) >= year:
        message = f"上年结转的是 {year} 年以前的，这里写 {carried[1]} 年"
        yield _finding(sentence, carried, message, str(year - 1))
    valued = _OF_YEAR.search(
        regex("《[^》]*》").sub(lambda one: "\x00" * len(one[0]), sentence.text)
    )
    if valued and abs(int(valued[1]) - year) == 1:
        message = f"本报告评的是 {year} 年度，这里写 {valued[1]} 年度"
        yield _finding(sentence, valued, message, str(year))
    when = _RANGE.search(sentence.text)
    inside = when is not None and int(when[1]) == year and int(when[2]) <= _LAST_MONTH
    if when and inside and _SELF.search(sentence.text) and not _NOT_SELF.search(sentence.text):
        message = f"{year} 年度的自评要在年度结束以后做，这里写 {when[1]}年{when[2]}月"
        yield _finding(sentence, when, message, str(year + 1))


def _finding(sentence: Sentence, match: re.Match[str], message: str, due: str) -> Finding:
    start = sentence.start + match.start(1)
    return Finding("R16", sentence.paragraph, start, start + 5, message, expected=due)


def _delayed(sentence: Sentence) -> Iterator[Finding]:
    """原定 9月底前，实际于 10月27日，延迟 27天。"""
    for match in _DELAY.finditer(sentence.text):
        months = int(match["m1"]), int(match["m2"])
        if not all(1 <= month <= 12 for month in months):
            continue
        last = monthrange(2022, months[0])[1]
        try:
            plan = date(2022, months[0], int(match["d1"] or last))
            real = date(2022, months[1], int(match["d2"]))
        except ValueError:
            continue
        early = match["word"] == "提前"
        due = (plan - real).days if early else (real - plan).days
        if abs(due - int(match["days"])) > 1:
            place = sentence.start + match.start(), sentence.start + match.end()
            said = f"{'提前' if early is (due > 0) else '推迟'} {abs(due)} 天"
            message = f"照两个日子算是{said}，写的是“{match['word']}{match['days']}天”"
            yield Finding("R16", sentence.paragraph, *place, message)
