"""R16 日期之三：开工在完工之后、工期与起止不合；别处都写这一年，只有一处写另一年；年份差了十年。"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import DATE, even

_BEGIN = later(
    r"^[^，。；\d]{0,8}?(?:正式)?(?:开工|动工|启动|开始|进场|立项|开标|签订合同|上线|试运[营行]|批复|招标|发行)"
)
_END = later(
    r"^[^，。；\d]{0,8}?(?:完工|竣工|完成|建成|(?:通过|组织)?[^，。；\d]{0,2}验收|投入使用|结束|交付)"
)
_PLAN = later(r"计划|原定|预计|拟|将|应(?![急用对届变答邀聘援])|目标|力争|要求")
_ANY_YEAR = Clue(r"(?<!自)((?:19|20)\d{2})年(?!以来|起|前|至|到)", "年")
_PLANNED = later("[到至将]|规划|目标|计划|预计|远景|中长期")
_LONG_AGO = later("成立|建成于|以来|始建|设立|规划|远期|自(?:19|20)|历史|当时")
_LENGTH = later(r"(?:工期|历时|用时|周期|为期)(?:为|共|约)?(\d{1,3})(个月|天|日)")
_LATE = later(r"(?:推迟|滞后|延迟|晚|提前|延期)(?:了)?(\d{1,3})(天|日)")
_MONTH_END = later("[底末](?:之?前)?的?(?:期限|时限|计划)?")
_HANDED = later(r"民生实事|下达|安排|拨付|支出|到位|共|累计|全年|完成|开展|实施|培训|发放")


def periods(reading: Reading) -> Iterator[Finding]:
    """起止先后、年份。"""
    for sentence in reading.sentences_with(DATE):
        matches = list(DATE.finditer(sentence.text))
        if len(matches) > 1:
            yield from _order(sentence, matches)
            yield from _later(sentence, matches)
    year = int(reading.year) if reading.year else 0
    if year:
        yield from _far_year(reading, year)


def _order(sentence: Sentence, dates: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """4月10日开工，2月5日完工。"""
    paragraph, text, start = sentence.paragraph, sentence.text, sentence.start
    begun: tuple[re.Match[str], date] | None = None
    year = 0
    for match in dates:
        day = _day(match, year)
        year = day.year if day else year
        around = regex("[，。；]").split(text[: match.start()])[-1][-6:]
        around += regex("[，。；]").split(text[match.end() :])[0][:10]
        if day is None or _PLAN.search(around):
            continue
        after = text[match.end() :]
        if _BEGIN.match(after):
            begun = (match, day)
        elif begun is not None and _END.match(after):
            place = start + begun[0].start(), start + match.end()
            if day < begun[1]:
                message = f"{begun[0][0]}才开始，{match[0]}就完成了，先后颠倒"
                yield Finding("R16", paragraph, *place, message)
            else:
                yield from _length(paragraph, text, (start, match.end()), (begun[1], day))
            begun = None


def _length(
    paragraph: Paragraph, text: str, at: tuple[int, int], days: tuple[date, date]
) -> Iterator[Finding]:
    """3月开工、11月完工，工期 8个月：差一个月、十天以上的才报。"""
    said = _LENGTH.search(regex("[。；]").split(text[at[1] :])[0])
    if said is None:
        return
    first, last = days
    months = (last.year - first.year) * 12 + last.month - first.month
    due, slack = (months, 1) if said[2] == "个月" else ((last - first).days, 10)
    if abs(int(said[1]) - due) > slack and due > 0:
        place = at[0] + at[1] + said.start(), at[0] + at[1] + said.end()
        message = f"从 {first:%Y-%m-%d} 到 {last:%Y-%m-%d} 是 {due}{said[2]}，写的是“{said[0]}”"
        yield Finding("R16", paragraph, *place, message, expected=f"{due}{said[2]}")


def _later(sentence: Sentence, dates: Sequence[re.Match[str]]) -> Iterator[Finding]:
    """10月15日投入使用，比计划的 9月30日推迟 15天。"""
    paragraph, text, start = sentence.paragraph, sentence.text, sentence.start
    for real, plan in pairwise(dates):
        day, plan_day = (match["day"] or match["lone_day"] for match in (real, plan))
        gap = text[real.end() : plan.start()]
        ended = None if plan_day else _MONTH_END.match(text[plan.end() :])  # 10月底
        at = plan.end() + (ended.end() if ended else 0)
        said = _LATE.match(text[at:])
        if not (
            day and (plan_day or ended) and said and regex("(?:比|较)[^，。；]{0,6}$").search(gap)
        ):
            continue
        first, last = _day(real, 0) or _day(real, 2001), None
        if first is not None:
            last = _day(plan, first.year)
        if last is not None and ended:
            last = last.replace(day=monthrange(last.year, last.month)[1])
        if first is None or last is None or abs(abs((first - last).days) - int(said[1])) < 2:
            continue
        due = abs((first - last).days)
        place = start + at + said.start(), start + at + said.end()
        message = f"{real[0]}与{plan[0]}{ended[0] if ended else ''}相差 {due} 天，写的是“{said[0]}”"
        yield Finding("R16", paragraph, *place, message, expected=f"{due}天")


def _day(match: re.Match[str], year: int) -> date | None:
    """到日的日期；只写到月的算一号。"""
    written = int(match["year"] or match["y2"] or year or 0)
    month = int(match["month"] or match["lone"] or match["m2"] or 0)
    day = int(match["day"] or match["lone_day"] or match["d2"] or 1)
    try:
        return date(written, month, day)
    except ValueError:
        return None


def _far_year(reading: Reading, year: int) -> Iterator[Finding]:
    """2023 写成 2013、2032：全文只有一处，说的是下达、支出这样的事，旁边有数。"""
    whole = even(reading.text)
    for sentence in reading.sentences_with(_ANY_YEAR):
        for match in _ANY_YEAR.finditer(sentence.text):
            odd = whole.count(match[1]) == 1 and _slipped(match[1], str(year))
            if odd and _is_this_year(match, sentence.text, year):
                place = sentence.start + match.start(), sentence.start + match.end()
                message = f"本报告说的是 {year} 年度，这里写 {match[1]} 年"
                yield Finding("R16", sentence.paragraph, *place, message, expected=str(year))


def _slipped(written: str, year: str) -> bool:
    apart = sum(one != two for one, two in zip(written, year, strict=True))
    swapped = sorted(written) == sorted(year) and written != year
    return abs(int(written) - int(year)) >= 8 and (apart == 1 or swapped)


def _is_this_year(match: re.Match[str], text: str, year: int) -> bool:
    """说的是已经有了的数：没有说规划、以来。"""
    rest = regex("[。；]").split(text[match.end() :])[0]
    if int(match[1]) > year:
        return regex(r"\d").search(rest) is not None and not _PLANNED.search(text)
    until = text[: match.start()].endswith(("截至", "截止"))
    handed = (until or _HANDED.search(rest[:16])) and regex(r"\d").search(rest[:40])
    return bool(handed) and not _LONG_AGO.search(text)
