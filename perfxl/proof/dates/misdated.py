"""R16 日期之七：与哪一年比、括号里却是另一年；拿早的一年比晚的；几年几个数；调查、自评做得太早。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex

_YEAR = r"(?:19|20)\d{2}"
_BRACKET = Clue(
    rf"[比较与](?P<base>{_YEAR})年(?!至|—|-)(?:(?!{_YEAR}年)[^。；（）])*（(?P<told>{_YEAR})年(?:为|是|的)?[^（）；]*）",
    "（19",
    "（20",
)
_EARLIER = Clue(
    rf"(?:^|[。；，])\s*(?P<now>{_YEAR})年(?!至|—|-|、|和)(?:(?!{_YEAR}年)[^。；])*?，比(?P<base>{_YEAR})年(?!度?(?:目标|计划|预算|任务))",
    "，比19",
    "，比20",
)
_RANGE = Clue(
    rf"(?P<first>{_YEAR})年?\s*(?:至|到|—|–|-|－|~|～)+\s*(?P<last>{_YEAR})年，?(?P<name>[^。；：、和与\d]{{0,24}})分别(?:为|是|达)",
    "分别",
)
_SURVEY = Clue(
    rf"(?P<year>{_YEAR})年\d{{1,2}}月[^。；]{{0,40}}?(?:满意度调查|满意度测评|问卷调查|入户调查|入户回访|电话回访)",
    "调查",
    "测评",
    "回访",
)
_RESULT = Clue(
    rf"自评(?:结果|报告|结论|工作)[^。；，\d]{{0,6}}[于在](?P<year>{_YEAR})年(?P<month>\d{{1,2}})月",
    "自评",
)
_FORMER = later("上年|去年|此前|曾|原来|前期|立项|摸底|基线|普查|核定|调研")
_LATE = 12


def misdated(reading: Reading) -> Iterator[Finding]:
    """逐句看年份与年份。"""
    first, last = reading.span_years
    for sentence in reading.sentences:
        if "年" not in sentence.text:
            continue
        yield from _bracketed(sentence, last)
        yield from _earlier(sentence)
        yield from _counted(sentence)
        if reading.stated_year and first:
            yield from _too_early(sentence, first, last)


def _bracketed(sentence: Sentence, last: int) -> Iterator[Finding]:
    """比 2022年提高 1.3个百分点（2021年为 86.3%）。"""
    for match in _BRACKET.finditer(sentence.text):
        inside = match[0][match.start("told") - match.start() :]
        if match["base"] not in inside and int(match["told"]) != last:  # 括号里写的也许是本年的
            message = f"前面说与 {match['base']} 年比，括号里写的是 {match['told']} 年"
            yield _finding(sentence, match, "told", message, match["base"])


def _earlier(sentence: Sentence) -> Iterator[Finding]:
    """2020年报告病例 9例，比 2021年的 12例减少 3例。"""
    for match in _EARLIER.finditer(sentence.text):
        now, base = int(match["now"]), int(match["base"])
        whole = regex(r"年(?!\s?\d|[初底末上下])").match(sentence.text, match.end("now"))
        itself = whole and regex(r"年(?:同期)?的?\s?\d(?!\d?月)").match(
            sentence.text, match.end("base")
        )
        if now < base or (now == base and itself):
            message = f"说的是 {now} 年，却与{'后来的' if now < base else '同一'}年（{base}）比"
            yield _finding(sentence, match, "now", message, "")


def _counted(sentence: Sentence) -> Iterator[Finding]:
    """2020年至 2023年，保障人数分别为 191人、203人和 207人：四年，三个数。"""
    for match in _RANGE.finditer(sentence.text):
        years = int(match["last"]) - int(match["first"]) + 1
        at = sentence.start + match.end()
        after = [figure for figure in sentence.figures if figure.start >= at]
        row = after[:1]
        for figure in after[1:]:
            gap = sentence.between(row[-1].end, figure.start).strip()
            if figure.unit != row[0].unit or gap not in {"、", "和", "，", "与"}:
                break
            row.append(figure)
        if len(row) > 1 and years > 1 and len(row) != years:
            message = f"{match['first']} 年到 {match['last']} 年是 {years} 年，写了 {len(row)} 个数"
            start = sentence.start + match.start()
            end = sentence.start + match.end("last") + 1
            yield Finding("R16", sentence.paragraph, start, end, message)


def _too_early(sentence: Sentence, first: int, last: int) -> Iterator[Finding]:
    """评的是这一年，满意度调查却做在以前；自评结果定在年度还没有完的时候。"""
    survey = _SURVEY.search(sentence.text)
    if survey and int(survey["year"]) < first and not _FORMER.search(sentence.text):
        message = f"本报告评的是 {first} 年度，调查却做在 {survey['year']} 年"
        yield _finding(sentence, survey, "year", message, str(first))
    result = _RESULT.search(sentence.text)
    if result is None or _FORMER.search(sentence.text[: result.start()]):
        return
    if int(result["year"]) < last or (int(result["year"]) == last and int(result["month"]) < _LATE):
        message = f"{last} 年度还没有完，自评却定在 {result['year']}年{result['month']}月"
        yield _finding(sentence, result, "year", message, str(last + 1))


def _finding(
    sentence: Sentence, match: re.Match[str], group: str, message: str, due: str
) -> Finding:
    start = sentence.start + match.start(group)
    return Finding("R16", sentence.paragraph, start, start + 5, message, expected=due)
