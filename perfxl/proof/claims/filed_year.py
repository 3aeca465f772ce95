"""R06、R16 与自评表的年度对照：标题写的年度、自称是哪一年的、自评表的预算数说成别的年份的。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_THIS = later(r"本项目(?:为|是|系|属于?)((?:19|20)\d\d)年度?")
_YEARS = later(r"((?:19|20)\d\d)\s*年")
_OF_YEAR = later(
    r"((?:19|20)\d\d)年度?[^，。；\d]{0,14}(?:预算|支出|执行|到位|下达|安排)[^，。；\d]{0,6}$"
)
_OFTEN, _DIGITS = 3, 4  # 金额有这么多位数字，不会年年一样


def filed_year(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表、写着年度时才看。"""
    if len(reading.assessments) != 1:
        return
    (assessment,) = reading.assessments
    if year_of(assessment):
        yield from _titled(reading, assessment)
        for sentence in reading.figured:
            yield from _own_money(sentence, assessment)
        for sentence in reading.sentences:
            if not of_other_year(sentence, assessment):
                yield from _this(sentence, assessment)


def of_other_year(sentence: Sentence, assessment: Assessment) -> bool:
    """说的是别的年度：写着年份，没有一个是这张表的。"""
    years = set(regex(r"((?:19|20)\d\d)年").findall(sentence.text))
    return bool(years) and year_of(assessment) not in years and not _THIS.search(sentence.text)


def year_of(assessment: Assessment) -> str:
    """自评表写的年度；没有写的为空。"""
    year = assessment.filing.year
    return year.value if year is not None else ""


def _cell(assessment: Assessment) -> str:
    year = assessment.filing.year
    return year.cell.address if year is not None else ""


def _this(sentence: Sentence, assessment: Assessment) -> Iterator[Finding]:
    """本项目为 2022年度……"""
    match, year, cell = _THIS.search(sentence.text), year_of(assessment), _cell(assessment)
    if match is None or match[1] == year:
        return
    start = sentence.start + match.start(1)
    message = f"报告写本项目是 {match[1]} 年的，自评表是 {year} 年度（{cell}）"
    yield Finding(
        "R06", sentence.paragraph, start, start + 4, message, expected=f"{year}年", cells=(cell,)
    )


def _titled(reading: Reading, assessment: Assessment) -> Iterator[Finding]:
    """标题写的年度与自评表的不同：写错了一处，或者拿错了工作簿。"""
    year, cell = year_of(assessment), _cell(assessment)
    if reading.other_year is None:
        yield from _title_left(reading, year, cell)
        return
    paragraph, said = reading.other_year
    start = even(paragraph.text).find(said)
    message = f"报告写的是 {said} 年度，自评表是 {year} 年度（{cell}）"
    found = Finding(
        "R06", paragraph, start, start + 4, message, expected=f"{year}年度", cells=(cell,)
    )
    yield replace(found, fix="核对是哪一年的：写错的一处改正；拿错了工作簿的，换成这一年的")


def _title_left(reading: Reading, year: str, cell: str) -> Iterator[Finding]:
    """题目留着上年的年份：正文、自评表说的都是另一年，题目里的一年别处没有提。"""
    title = next((one for one in reading.report.prose if one.text.strip()), None)
    match = _YEARS.search(even(title.text)) if title is not None else None
    said = _YEARS.findall(even(reading.text))
    if title is None or match is None or match[1] == year:
        return
    if said.count(year) >= max(_OFTEN, 2 * said.count(match[1])):
        message = f"题目写的是 {match[1]} 年，正文、自评表（{cell}）都是 {year} 年"
        yield Finding(
            "R16", title, match.start(), match.end(), message, expected=f"{year}年", cells=(cell,)
        )


def _own_money(sentence: Sentence, assessment: Assessment) -> Iterator[Finding]:
    """2023年全年预算数 4386.72万元：正是自评表 2024年度的。"""
    line, year = assessment.filing.total_fund, year_of(assessment)
    for figure in sentence.figures if line is not None else ():
        match = _OF_YEAR.search(figure.before) if figure.is_money and figure.exact else None
        if line is None or match is None or match[1] == year or not _odd(figure):
            continue
        for field in (line.budget, line.executed):
            value = field.value.value if field is not None else None
            scale = _scale(assessment)
            if field is not None and value is not None and value * scale == figure.value:
                start = figure.start - len(figure.before) + match.start(1)
                mine = f"{figure.raw} 是自评表 {year} 年度的（{field.cell.address}）"
                yield Finding(
                    "R16", figure.paragraph, max(0, start), figure.end,
                    f"{mine}，这里写 {match[1]} 年", f"{year}年", cells=(field.cell.address,),
                )  # fmt: skip
                break


def _odd(figure: Figure) -> bool:
    return len(figure.digits.replace(".", "").strip("0")) >= _DIGITS


def _scale(assessment: Assessment) -> int:
    return 1 if assessment.filing.money_unit == "元" else 10_000
