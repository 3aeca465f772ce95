"""R16 日期：没有的日子、先后颠倒、填报日期早于年度结束、年份不是这一年。"""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.dates.sequence import signed_on
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import DATE, even
from perfxl.proof.text.numerals import in_figures

_TITLES = Clue(r"《[^》]*》|[〔（(\[]\s*(?:19|20)\d{2}\s*[〕）)\]]\s*第?\d+号?", *"《〔（([")
_SPAN = later(
    r"((?:19|20)\d{2})年(?:(\d{1,2})月)?(?:(\d{1,2})日)?\s*(?:[-—–~～至到]+)\s*(?:((?:19|20)\d{2})年)?(\d{1,2})月(?:(\d{1,2})日)?"
)
# 截至；句首的“到 2023年 12月 31日，支出几元”也是
_UNTIL = later(
    r"截[至止]\s*(?:到|至)?\s*((?:19|20)\d{2})\s*年"
    r"|(?:^|(?<=[。；\n]))\s*到\s*((?:19|20)\d{2})\s*年(?=\s*(?:年?底|12\s*月(?:\s*31\s*日|底)?)，)"
)
_FILED = later(
    r"(?:填报|填表|编制|报告|自评)(?:日期|时间)[：:]?\s*((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月"
)
_TITLE_YEAR = Clue(
    r"((?:19|20)\d{2})\s*年度?[^，。；\d]{0,24}(?:自评|绩效评价)(?:报告|情况|工作|得分|综合得分|结果|结论|等级|，)",
    "自评",
    "绩效评价",
)


def dates(reading: Reading) -> Iterator[Finding]:
    """逐段看日期。"""
    year = int(reading.year) if reading.year else 0
    title = _title_year(reading)
    for paragraph in reading.paragraphs_with(DATE):
        shown = _TITLES.sub(lambda match: "\x00" * len(match[0]), even(paragraph.text))
        yield from _impossible(paragraph, shown)
        if "年" in shown:
            yield from _backwards(paragraph, shown)
            if year:
                yield from _until(paragraph, shown, year, reading)
                yield from _odd_year(paragraph, shown, year, title)
                yield from _signed_early(paragraph, shown, reading.span_years[1])


def _impossible(paragraph: Paragraph, shown: str) -> Iterator[Finding]:
    for match in DATE.finditer(shown):
        month = int(match["month"] or match["lone"] or match["m2"] or 1)
        day = int(match["day"] or match["lone_day"] or match["d2"] or 1)
        year = int(match["year"] or match["y2"] or 2020)
        if match["y2"] and not match["d2"]:
            continue  # 2019.15 可能是个数
        fine = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
        alone = match["lone"] is not None and not match["lone_day"] and month != 0
        if alone and not _is_month(shown, match):
            continue
        if not fine:
            said, known = match[0].strip(), 1 <= month <= 12
            message = f"“{said}”写错了：{f'{month}月没有{day}日' if known else f'没有{month}月'}"
            yield Finding("R16", paragraph, match.start(), match.end(), message)


def _is_month(shown: str, match: re.Match[str]) -> bool:
    """13月龄、24月：不是月份；句首、逗号后面的“13月”是。"""
    before, after = shown[: match.start()].rstrip(), shown[match.end() :]
    clause = not before or before[-1] in "，。；：、（年"
    if regex(r"年\s*\d{1,2}月\s*[至到—–~～-]+$").search(before):
        return True  # 2023年3月至13月
    return clause and not regex("[龄大及的、，。；）]|份额|以上|左右|$").match(after)


def _backwards(paragraph: Paragraph, shown: str) -> Iterator[Finding]:
    for match in _SPAN.finditer(shown):
        first = tuple(int(match[place] or 1) for place in (1, 2, 3))
        last = (int(match[4] or match[1]), int(match[5]), int(match[6] or 31))
        if first > last:
            message = f"“{match[0]}”起止颠倒了"
            yield Finding("R16", paragraph, match.start(), match.end(), message)


def _title_year(reading: Reading) -> int:
    """标题里写的年度；几处不一的取多数。"""
    years = Counter(
        match[1]
        for paragraph in reading.paragraphs_with(_TITLE_YEAR)
        for match in _TITLE_YEAR.finditer(even(paragraph.text))
    )
    return int(years.most_common(1)[0][0]) if years else 0


def _until(paragraph: Paragraph, shown: str, year: int, reading: Reading) -> Iterator[Finding]:
    """截至的日子：几年合报的从末一年看；写在落款以前的，已经到了。"""
    last, signed = reading.span_years[1], signed_on(reading)
    for match in _UNTIL.finditer(shown):
        written = int(match[1] or match[2])
        later = shown[match.end() :]
        month = regex(r"\s*(\d{1,2})\s*月").match(later)
        ahead = written == last + 1 and month is not None and int(month[1]) >= 12
        if ahead and signed is not None and signed.year > written:
            continue
        ahead = ahead and not _went_on(written, reading)
        before = written < year and _claims_now(later, year)
        past = _is_past(paragraph, year - written, later)
        if written > last + 1 or ahead or (before and not past):
            message = f"“{match[0].strip()}”，本报告说的是 {year} 年度"
            yield _finding(paragraph, match.start(), match.end() + 6, message, str(year))


def _went_on(year: int, reading: Reading) -> bool:
    """2023 年的项目，2024年累计申请资金几：做到了下一年，不是写错了年份。"""
    return regex(rf"{year}年度?(?:累计|实际|共|已)").search(even(reading.text)) is not None


def _odd_year(paragraph: Paragraph, shown: str, year: int, title: int) -> Iterator[Finding]:
    for match in _FILED.finditer(shown):
        if int(match[1]) < year or (int(match[1]) == year and int(match[2]) < 6):
            message = f"填报日期 {match[1]}年{match[2]}月，早于 {year} 年度结束"
            yield _finding(paragraph, match.start(), match.end(), message, "")
    for match in _TITLE_YEAR.finditer(shown):
        written = int(match[1])
        slip = sum(a != b for a, b in zip(match[1], str(year), strict=True)) == 1
        if _is_earlier(shown, match, year):
            continue
        if written not in {year, title} and (abs(written - year) < 3 or slip):
            message = f"这里写 {written} 年度，本报告说的是 {year} 年度"
            yield _finding(paragraph, match.start(), match.end(), message, str(year))


def _signed_early(paragraph: Paragraph, shown: str, year: int) -> Iterator[Finding]:
    """落款的日子早于年度结束；几年合报的看末一年。"""
    signed = regex(r"\s*((?:19|20)\d{2})\s*年\s*(\d{1,2})\s*月(?:\s*\d{1,2}\s*日)?\s*").fullmatch(
        in_figures(shown)
    )
    if (
        signed
        and paragraph.kind == "body"
        and (int(signed[1]) < year or (int(signed[1]) == year and int(signed[2]) < 10))
    ):
        message = f"落款 {shown.strip()}，早于 {year} 年度结束"
        yield _finding(paragraph, 0, len(paragraph.text), message, "")


_REFERRED = later(
    "(?:比|较|与|同|按照?|根据|依据|参照|对照|结合|针对|运用|应用|上年|去年|即|上一年度?)[^，。；]{0,4}$"
)


def _is_earlier(shown: str, match: re.Match[str], year: int) -> bool:
    """比 2023年度自评得分低、按照 2023年度评价结果压减、两个年度的得分并着说：说的就是以前的。"""
    if int(match[1]) >= year:
        return False
    sentence = (
        regex("。").split(shown[: match.start()])[-1] + regex("。").split(shown[match.end() :])[0]
    )
    return _REFERRED.search(shown[: match.start()]) is not None or f"{year}年" in regex(r"\s").sub(
        "", sentence
    )


def _is_past(paragraph: Paragraph, years: int, later: str) -> bool:
    """背景、概况里说的上年底，是项目开始以前的情形；基本情况里说的家底（全县共有几公里）也是。"""
    path = "".join(paragraph.path)
    stock = "基本情况" in path and regex(
        r"[^，。；\d]{0,4}[\d月日底末]*，(?:全|我|现有|共有|辖区)"
    ).match(later)
    return years == 1 and bool(stock or regex("背景|概况|概述|由来|立项|现状").search(path))


def _claims_now(later: str, year: int) -> bool:
    """后面没有再说本年：不是拿上年来比。"""
    return str(year) not in later[:60]


def _finding(paragraph: Paragraph, start: int, end: int, message: str, due: str) -> Finding:
    return Finding("R16", paragraph, start, min(end, len(paragraph.text)), message, expected=due)
