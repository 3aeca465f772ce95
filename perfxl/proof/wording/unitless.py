"""R15 单位漏写之二：占 66，另一个占 34%；满意度 95.96%，目标为 90；扣 1.5，别处都写扣几分。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.masks import even

_STOP = r"(?=[，。；、）]|$)"
_SHARE = later(
    rf"占(?![地用有道补][^比总全])(?P<of>[^，。；、（）\d]{{0,12}}(?:\d[\d.,]*[\u4e00-\u9fff]{{1,3}}的)?)\s?(?P<n>\d{{1,3}}(?:\.\d+)?){_STOP}"
)
_AIM = later(
    rf"(?<![\d.])(?P<had>\d+(?:\.\d+)?)\s*%[^。；\d%]{{0,12}}(?:目标值?|指标值|要求|标准)(?:为|是)?\s?(?P<n>\d{{1,3}}(?:\.\d+)?){_STOP}"
)
_RATE = later(
    rf"(?:率|度|进度)[^。；\d%]{{0,8}}(?:只有|仅有|仅为|只达到|达到|为)\s?(?P<n>\d{{1,3}}\.\d{{2}}){_STOP}"
)
_POINTS = later(
    r"(?P<verb>自评得分|评分|得分|总分|实得|自扣|(?<!折)扣|(?<![取获所难值])得|(?<![损遗流])失)(?:为|是|共|合计)?\s?(?P<n>\d{1,3}(?:\.\d{1,2})?)(?=[，。；）]|、[^\d]|$)"
)
_THAN = later(
    r"(?:比|较)[^，。；\d]{0,8}(?:上年|去年|20\d\d年)的\s?(?P<n>\d[\d,]*\.\d+)(?=(?:减少|增加|下降|增长|提高|压[减缩]|节约))"
)
_SENTENCE = later(r"[^。；]+")
_PERCENT = later(r"占[^，。；]{0,16}\d\s*%")
_COUNT = later(r"(?<![\d.])(?P<n>\d+(?:\.\d+)?)\s*[\u4e00-\u9fff]")
_WEIGHT = later("权重|分值")
_SCORED = later(r"\d分(?![之钟别类批期期段])")
_ENOUGH, _MOST, _HALF, _TITLE = 3, 100, Decimal("0.5"), 5


def unitless(reading: Reading) -> Iterator[Finding]:
    """逐段看。"""
    scored = sum(len(_SCORED.findall(even(one.text))) for one in reading.report.prose)
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for match in _rates(text):
            yield _missing(paragraph, match, "%")
        for match in _THAN.finditer(text) if "万元" in text else ():
            yield _missing(paragraph, match, "万元")
        for match in _POINTS.finditer(text) if scored >= _ENOUGH else ():
            title = match.start() < _TITLE and text[match.end() :][:1] != "，"
            if not title:  # 小标题“总分97.0”
                yield _missing(paragraph, match, "分")


def _rates(text: str) -> Iterator[re.Match[str]]:
    """少了百分号的。"""
    for sentence in _SENTENCE.finditer(text):
        yield from _shares(text, *sentence.span())
    for match in _RATE.finditer(text):
        if Decimal(match["n"]) <= _MOST:
            yield match
    for match in _AIM.finditer(text):
        if _HALF < Decimal(match["n"]) / max(Decimal(match["had"]), Decimal(1)) < 1 / _HALF:
            yield match


def _shares(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """一句里的“占几”：写着小数，或别的写着占百分之几。占的是分值、是人数的不算。"""
    shares = [match for match in _SHARE.finditer(text, start, end) if not _WEIGHT.search(match[0])]
    counted = {Decimal(one["n"]) for one in _COUNT.finditer(text, start, end)}
    if sum((Decimal(match["n"]) for match in shares), Decimal(0)) in counted:
        return  # 40人，本科占 20，研究生占 20
    percent = _PERCENT.search(text, start, end) is not None
    for match in shares:
        before = text[max(start, match.start() - 8) : match.start()]
        fine = _WEIGHT.search(before) or Decimal(match["n"]) > _MOST
        if ("." in match["n"] or percent) and not fine:
            yield match


def _missing(paragraph: Paragraph, match: re.Match[str], unit: str) -> Finding:
    start, end = match.span("n")
    message = f"“{match['n']}”后面漏写了“{unit}”"
    first = max(match.start(), start - 8)
    return Finding("R15", paragraph, first, end, message, expected=f"{match['n']}{unit}")
