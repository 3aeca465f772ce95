"""R09 等级与得分之二：报告自己写着几分以上是优的，照它的；得分与等级隔了几句几段的也对。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.grades import grade_due
from perfxl.proof.model import Figure, Finding, Paragraph, Table
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_NAME = (
    r"(?P<name>优秀|良好|中等|基本合格|不合格|合格|不达标|达标|一般|较差|优|良|中|差"
    r"|[A-DＡ-Ｄ](?=级|等|档))"
)
_QUOTED = rf"[“\"‘]?{_NAME}[”\"’]?(?:级|等|档|等级|等次|档次)?"
_NUMBER = r"\d{1,3}(?:\.\d+)?"
_OR = r"(?:[（(]?[不]?含[^）)，。；]{0,6}[）)]?)?"
_RANGE = (
    rf"(?:(?P<least>大于等于|大于或等于|不低于|≥|>=|达到)\s*(?P<a>{_NUMBER})\s*分?"
    rf"(?:[^，。；\d]{{0,4}}(?:小于|低于|<|＜)\s*(?P<b>{_NUMBER})\s*分?)?"
    rf"|(?P<c>{_NUMBER})\s*分?\s*(?:≤|<=)[^\d，。；]{{0,4}}(?:<|＜)\s*(?P<d>{_NUMBER})\s*分?"
    rf"|(?P<e>{_NUMBER})\s*分?{_OR}(?:\s*(?:[-—–~～至到]+|及以上[、，]?)\s*(?P<f>{_NUMBER})\s*分?{_OR}(?:以下)?"
    rf"|\s*(?P<up>[（(]?含?[）)]?及?以上)|\s*(?P<down>[（(]?不?含?[）)]?及?以下))"
    rf"|(?:得分|总分)?(?P<under>小于|低于|不足|<|＜)\s*(?P<g>{_NUMBER})\s*分?)"
)
_AFTER = later(
    rf"{_RANGE}\s*{_OR}\s*(?:的)?(?:[，,])?\s*(?:评定?|定|确定)?(?:为|是|属|：|:)\s*{_QUOTED}"
)
_BEFORE = later(
    rf"{_QUOTED}\s*(?:[（(：:]|为)\s*(?:得分|总分)?\s*{_RANGE}(?![^，。；、）)]{{0,3}}[为是：])"
)
_SIGNED = later(  # 优秀≥90，90＞良好≥80，不合格＜60
    rf"(?:(?P<top>{_NUMBER})\s*[＞>]\s*)?{_NAME}\s*(?:(?P<at>[≥≧]|>=)|(?P<below>[＜<]))\s*(?P<limit>{_NUMBER})"
)
_SAID = later(
    rf"(?:(?:自评|评价|绩效|综合|评定|最终|评估|考核|等级|等次|结论|档次|评级)[^，。；：\d“”（）]{{0,6}}?(?:为|是|属|属于|评为|定为|：|:)"
    rf"|(?:本项目|该项目|项目|部门整体|本单位)(?:自评|综合|最终)?(?:为|评为|属于?)"
    rf"|(?:等级|等次|结论|档次)|(?:得分|分)[，、]\s*(?:为|属|评为)|自评(?=[“\"]))\s*{_QUOTED}(?![\u4e00-\u9fff])"
)
_OTHERS = later(
    r"上年|去年|(?:19|20)\d{2}年度?(?:为|评|被)|[\d一二两三四五六七八九十](?:个|名|人|家|项)[^，。；]*$|标准|分为|划分"
)
_TOTAL = later(
    r"(?:(?:自评|综合|最终|评价|总|合计|绩效|项目)[^，。；\d]{0,8}(?:得分|总分|评分|得|分数|分值)?|得分|总得分|总计|合计|共计|共得)(?:为|是|：|:|共)*$"
)
_FULL = later("满分|分值|权重|扣|指标|类|应得")
_GRADED = later("[优良差]|合格|达标|一般|[A-DＡ-Ｄ][级等档]|[为是：“]中")
_LEAST, _MOST = 40, 100
_REACH = 4


@dataclass(frozen=True, slots=True)
class Band:
    """几分到几分是什么等级；`high` 不含在内。"""

    name: str
    low: Decimal
    high: Decimal
    paragraph: Paragraph
    start: int
    end: int


def bands(reading: Reading) -> Iterator[Finding]:
    """逐处看写着的等级。"""
    graded = [one for one in reading.report.prose if _GRADED.search(one.text)]
    made = [band for paragraph in graded for band in _bands_in(paragraph)]
    yield from _top_named(made)
    yield from _named_twice(made)
    totals = [figure for figure in reading.figures if _is_total(figure)]
    totals = totals or [
        figure for table in reading.report.tables for figure in _summed(table, reading)
    ]
    for paragraph in graded if totals else ():
        text = even(paragraph.text)
        own = [band for band in made if band.paragraph is paragraph]
        for match in _SAID.finditer(text):
            start, end = match.span("name")
            before = (
                regex("[，。；]").split(text[: match.start()])[-1] + text[match.start() : start]
            )
            within = any(
                band.start < end and start < band.end and not _is_stated(match, band)
                for band in own
            )
            if within or _OTHERS.search(before):
                continue
            score = _nearest(totals, paragraph, start)
            if score is not None:
                yield from _judge(score, match, paragraph, made)


def _top_named(made: list[Band]) -> Iterator[Finding]:
    """评为良（90分以上）：只写了一档，90分以上、上不封顶的是优。"""
    if len(made) != 1 or made[0].high <= _MOST:
        return
    band = made[0]
    due = grade_due(band.low, band.name)
    if due:
        low = plain(band.low)
        message = f"{low}分以上、上不封顶的是最高一档（{due}），这里写“{band.name}”"
        yield Finding("R09", band.paragraph, band.start, band.end, message, expected=due)


def _named_twice(made: list[Band]) -> Iterator[Finding]:
    """90分以上为优，80至90分为良，60至80分为中，60分以下为优：两档一个名称。"""
    for paragraph in dict.fromkeys(band.paragraph for band in made):
        mine = sorted(
            (band for band in made if band.paragraph is paragraph), key=lambda one: one.start
        )
        ranges = {(band.low, band.high) for band in mine}
        if len(ranges) < _BANDS or len(ranges) != len(mine):
            continue  # 标准写了两遍的、只说了一档的不看
        for one, two in combinations(mine, 2):
            if one.name == two.name:
                message = f"两档都写“{two.name}”：{plain(one.low)}分起的和 {plain(two.low)}分起的"
                yield Finding("R09", paragraph, two.start, two.end, message)


_BANDS = 3


def _is_stated(match: re.Match[str], band: Band) -> bool:
    """自评等级为优（90分及以上）：写的是结论，括号里是它的标准。"""
    return match.start("name") in {band.start, band.start + 1}


def _bands_in(paragraph: Paragraph) -> Iterator[Band]:
    text = even(paragraph.text)
    taken = 0
    for match in _SIGNED.finditer(text):
        limit, top = Decimal(match["limit"]), Decimal(match["top"] or _MOST + 1)
        low, high = (Decimal(0), limit) if match["below"] else (limit, top)
        if low < high and high >= _LEAST:
            yield Band(match["name"], low, high, paragraph, *match.span("name"))
    matches = [*_AFTER.finditer(text), *_BEFORE.finditer(text)]
    for match in sorted(matches, key=lambda one: one.start()):
        if match.start() < taken:
            continue
        low, high = _limits(match)
        if low < high <= _MOST + 1 and high >= _LEAST:
            taken = match.end()
            yield Band(match["name"], low, high, paragraph, match.start(), match.end())


def _limits(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    """下限（含）、上限（不含）；80—89 的上限是 90。"""
    top = Decimal(_MOST + 1)
    if match["under"]:
        return Decimal(0), Decimal(match["g"])
    if match["least"]:
        return Decimal(match["a"]), Decimal(match["b"] or top)
    if match["c"]:
        return Decimal(match["c"]), Decimal(match["d"])
    first = Decimal(match["e"])
    if match["f"]:
        low, high = sorted((first, Decimal(match["f"])))
        return low, high + 1 if high % 10 in {4, 9} else min(high, Decimal(99)) + (
            high == _MOST
        ) * 2
    return (first, top) if match["up"] else (Decimal(0), first)


def _is_total(figure: Figure) -> bool:
    scored = figure.unit == "分" and _LEAST < figure.value <= _MOST and figure.exact
    if not scored or figure.paragraph.kind == "cell":
        return False
    rest = even(figure.paragraph.text)[figure.end :]
    full = _FULL.search(figure.before) or regex(
        "[（(](?:满分|分值|权重)|[)）]?(?:以|及|为|[-—~～至])"
    ).match(rest)
    return not full and _TOTAL.search(figure.before) is not None


def _summed(table: Table, reading: Reading) -> Iterator[Figure]:
    """得分表里合计一行的得分。"""
    heads = {cell.column for cell in table.rows[0] if cell.text.strip().endswith("得分")}
    for row in table.rows[1:]:
        if not regex("合计|总计|总分|自评总分").match(row[0].text.replace(" ", "")):
            continue
        for cell in row:
            figures = [one for each in cell.paragraphs for one in reading.in_paragraph(each)]
            if cell.column in heads and len(figures) == 1 and _LEAST < figures[0].value <= _MOST:
                yield figures[0]


def _nearest(totals: list[Figure], paragraph: Paragraph, start: int) -> Figure | None:
    """写在前面最近的总分：同一段的，前几段的；同一段后面的也算。"""
    before = [
        figure for figure in totals
        if (figure.paragraph is paragraph and figure.start < start)
        or 0 < paragraph.number - figure.paragraph.number <= _REACH
    ]  # fmt: skip
    mine = [figure for figure in before if figure.paragraph is paragraph and figure.value < _MOST]
    after = [figure for figure in totals if figure.paragraph is paragraph and figure.start > start]
    known = mine or [figure for figure in before if figure.value < _MOST] or after
    if not known and len({figure.value for figure in totals}) == 1:
        known = totals[:1]  # 全文只有这一个总分
    return known[-1] if known else None


def _judge(
    score: Figure, match: re.Match[str], paragraph: Paragraph, made: list[Band]
) -> Iterator[Finding]:
    name = match["name"]
    mine = [band for band in made if band.name == name]
    holding = [band for band in made if band.low <= score.value < band.high]
    due: str | None = None
    if mine:
        if any(band.low <= score.value < band.high for band in mine):
            return
        due = next((band.name for band in holding if band.name != name), "")
    elif holding:
        due = next((band.name for band in holding if band.name[0] != name[0]), None)
        due = (
            due if due is not None and not any(one.name[0] == name[0] for one in holding) else None
        )
    else:
        due = grade_due(score.value, name)
    if due is None:
        return
    where = "" if score.paragraph is paragraph else f"（{score.paragraph.place}）"
    right = f"，应是“{due}”" if due else ""
    message = f"得分 {score.raw}{where}不在“{name}”的分数里{right}"
    yield Finding("R09", paragraph, match.start(), match.end("name"), message, expected=due)
