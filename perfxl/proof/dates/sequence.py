"""R16 日期之四：依次说的日子次序不对；1月20日至10日；做完的事在落款以后；第二批早于第一批。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import DATE, even
from perfxl.proof.text.numerals import in_figures

_SPAN = later(r"(?<!\d)(\d{1,2})月(\d{1,2})日\s*(?:[-—–~～至到]+)\s*(?:(\d{1,2})月)?(\d{1,2})日")
_PLANNED = later(
    r"计划|原定|预计|拟|将|应(?![急用对届变答邀聘援])|目标|力争|要求|比|较|截至|截止|底前|以前|之前|前$|起$|期限|合同|约定|协议|规定|自|(?<![接招对优款善期])待|尚需|尚须"
)
_DONE = later(
    r"完成|建成|竣工|验收|支付|拨付|举办|召开|印发|投入使用|开工|开展|下达|公开|发行|批复|上线|检查|培训|发放|到位"
)
_TITLES = later(r"《[^》]*》|“[^”]*”|[〔（(\[]\s*(?:19|20)\d{2}\s*[〕）)\]]\s*第?\d+号?")
_BATCH = later(r"第([一二三四五六])(期|批|次|阶段)")
_ORDER = "一二三四五六"
_AROUND = 10

Dated = tuple[re.Match[str], date]


def sequence(reading: Reading) -> Iterator[Finding]:
    """逐句看日子的先后。"""
    signed = signed_on(reading)
    for sentence in reading.sentences:
        shown = _TITLES.sub(lambda match: "\x00" * len(match[0]), sentence.text)
        yield from _backwards(sentence.paragraph, shown, sentence.start)
        dated = list(_dated(shown))
        yield from _batches(sentence.paragraph, shown, sentence.start, dated)
        yield from _same_year(sentence.paragraph, shown, sentence.start)
        if reading.year:
            yield from _past_plan(sentence.paragraph, shown, sentence.start, int(reading.year))
        if signed is not None:
            yield from _after_signing(sentence.paragraph, shown, sentence.start, signed)


def _backwards(paragraph: Paragraph, shown: str, start: int) -> Iterator[Finding]:
    for match in _SPAN.finditer(shown):
        month, first = int(match[1]), int(match[2])
        last = (int(match[3] or month), int(match[4]))
        if (month, first) > last and not (month == 12 and last[0] < 6):
            place = start + match.start(), start + match.end()
            yield Finding("R16", paragraph, *place, f"“{match[0]}”起止颠倒了")


def _dated(shown: str) -> Iterator[Dated]:
    """说事情发生的日子；没有写年的照前面的年。计划的、拿来比的不算。"""
    year = 0
    for match in DATE.finditer(shown):
        year = int(match["year"] or match["y2"] or year)
        month = match["month"] or match["lone"] or match["m2"]
        day = match["day"] or match["lone_day"] or match["d2"] or "1"
        before = regex("[，。；]").split(shown[: match.start()])[-1][-_AROUND:]
        after = regex("[，。；]").split(shown[match.end() :])[0][:_AROUND]
        planned = _PLANNED.search(before) or regex("前|底前|以前|起|至|到").match(after)
        if not month or not year or planned:
            continue
        try:
            yield match, date(year, int(month), int(day))
        except ValueError:
            continue


_NOT_AFTER = later(
    r"比|较|原|计划|应(?![急用对届变答邀聘援])|自|从|由|依据|根据|其中|此前|之前|早在|实际|提前|分别|次年|翌年|下年|第二年|今年|明年|上年|去年|[至到、—-]$"
)
_NOT_BEFORE = later(r"截[至止]|以来|比|较|计划|预计|将|拟|目标|要求|[到至自]$|《|〔")


def _same_year(paragraph: Paragraph, shown: str, start: int) -> Iterator[Finding]:
    """2022年 5月10日发布指南，4月15日截止受理：后一个没有另写年份，却早于前一个。"""
    for first, last in pairwise(DATE.finditer(shown)):
        gap = shown[first.end() : last.start()]
        if not (first["year"] and first["month"] and last["lone"]) or regex("[。；]").search(gap):
            continue
        before = regex("[，。；]").split(shown[: first.start()])[-1][-_AROUND:]
        clause = regex("[，。；]").split(gap)[-1][-_AROUND:]
        vague = regex("底?前|以前|之前|[至到起、和—-]").match(gap) or not gap.strip("，")
        if vague or _NOT_BEFORE.search(before) or _NOT_AFTER.search(clause):
            continue
        earlier = int(first["month"]), int(first["day"] or 0)
        later = int(last["lone"]), int(last["lone_day"] or 31)
        rest = shown[last.end() :]
        if earlier > later and not regex("底?前|以前|份?以来|起").match(rest):
            place = start + first.start(), start + last.end()
            message = f"先说 {first[0]}，再说 {last[0]}，后一个没有另写年份，却早于前一个"
            yield Finding("R16", paragraph, *place, message)


def _batches(paragraph: Paragraph, shown: str, start: int, dated: list[Dated]) -> Iterator[Finding]:
    """第一期 2022年8月发行，第二期 2022年5月发行。"""
    marks = list(_BATCH.finditer(shown))
    for one, two in pairwise(marks):
        if one[2] != two[2] or _ORDER.index(two[1]) != _ORDER.index(one[1]) + 1:
            continue
        mine = [pair for pair in dated if one.end() <= pair[0].start() < two.start()]
        theirs = [pair for pair in dated if two.end() <= pair[0].start()][:1]
        if len(mine) == 1 and theirs and theirs[0][1] < mine[0][1]:
            match = theirs[0][0]
            place = start + two.start(), start + match.end()
            message = f"{two[0]}（{match[0]}）比{one[0]}（{mine[0][0][0]}）还早"
            yield Finding("R16", paragraph, *place, message)


_WAS_DUE = later(r"指标值|目标值|原[定计]|合同|约定|规定|没有|没能|未")
_AHEAD = later(r"下一步|措施|打算|改进|整改|方向")


def _past_plan(paragraph: Paragraph, shown: str, start: int, year: int) -> Iterator[Finding]:
    """下一步的打算：2022年 6月底前新建档案，2023年度的报告里已经过去了。"""
    if not _AHEAD.search("".join(paragraph.path)):
        return
    for match in DATE.finditer(shown):
        if match["year"] is None or match["month"] is None or int(match["year"]) > year:
            continue
        before = regex("[，。；：]").split(shown[: match.start()])[-1]
        if _WAS_DUE.search(before):
            continue  # 说的是当年的期限：指标值2023年11月30日前，实际12月20日
        if regex("(?:底|末)?(?:之?前|以前)").match(shown[match.end() :]):
            place = start + match.start(), start + match.end()
            message = f"下一步的打算要在 {match[0]}前做完，本报告说的是 {year} 年度，已经过去了"
            yield Finding("R16", paragraph, *place, message)


def signed_on(reading: Reading) -> date | None:
    """落款的日期。"""
    prose = [paragraph for paragraph in reading.report.prose if paragraph.text.strip()]
    for paragraph in prose[-3:]:
        match = DATE.fullmatch(in_figures(even(paragraph.text)).strip())
        if match and match["year"] and match["month"]:
            try:
                return date(int(match["year"]), int(match["month"]), int(match["day"] or 28))
            except ValueError:
                return None
    return None


_NOT_YET = later("计划|预计|拟|将|力争|确保|延至|推迟|延期|延迟|延后|顺延|改[在到]|期满|到期")


def _after_signing(paragraph: Paragraph, shown: str, start: int, signed: date) -> Iterator[Finding]:
    """说已经做了的事，日子却在落款以后。"""
    heading = "".join(paragraph.path)
    if regex("下一步|措施|打算|建议|计划|安排").search(heading):
        return
    for match, day in _dated(shown):
        after = regex("[。；]").split(shown[match.end() :])[0]
        fine = not match["year"] or day <= signed or not _DONE.search(after)
        if fine or _NOT_YET.search(shown):
            continue
        place = start + match.start(), start + match.end()
        message = f"落款是 {signed:%Y-%m-%d}，这里说的 {match[0]} 还没有到"
        yield Finding("R16", paragraph, *place, message)
