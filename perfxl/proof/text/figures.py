"""分词：一段话里的每个数，连同单位、说法（近、超、多）、所在的分句和上文的年份。"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import Interval, hedged, point, rounded_to
from perfxl.proof.text.masks import even, masked
from perfxl.proof.text.noted import noted
from perfxl.proof.text.worded import ALIKE, FRONT, SCALES, WORDED, WORDS, Read, read_words

# 后面跟着这些字的，是别的词：3方面、12支出、5部门。
_OTHERWISE = {
    "分": "别之为类成公支析", "方": "面案式便法向", "部": "门分级署", "面": "积向对临",
    "处": "理置罚于", "支": "出付持撑",
    "科": "技学研", "组": "织", "节": "约能日", "首": "次批个家", "期": "间末初望",
    "根": "据", "道": "路", "成": "立功果员本为效交片活", "层": "次", "周": "边", "门": "诊店",
    "具": "有体备", "场": "地馆所景", "位": "于列居", "头": "部", "队": "伍员", "班": "子",
    "片": "区", "盘": "活", "点": "击评", "种": "植子", "台": "账风", "口": "径", "步": "骤",
    "个": "别体性", "条": "件例", "名": "称单", "件": "均", "天": "然气", "区": "别域",
    "市": "场", "元": "旦", "度": "假", "双": "创",
}  # fmt: skip
_LONG = [
    "人次",
    "家次",
    "场次",
    "户次",
    "台次",
    "批次",
    "车次",
    "辆次",
    "班次",
    "例次",
    "课时",
    "学时",
    "小时",
    "分钟",
    "工作日",
    "个月",
    "平方米",
    "平方公里",
    "平方千米",
    "立方米",
    "公里",
    "千米",
    "公顷",
    "公斤",
    "千克",
    "千瓦时",
    "千瓦",
    "街道",
    "社区",
    "人天",
    "微克/立方米",
    "毫克/立方米",
    "毫克/升",
    "蒸吨",
    "/10万",
]
_SHORT = (
    "吨亩米家项个件人名位户场次期批套台辆架艘只头匹羽株棵册本份篇张幅条座处所栋幢间层宗起例笔单种类款部集支队"
    "组班岁天分床席块片瓶箱桶袋双盏口眼根道门科村镇乡县市区孔度首枚面盆副具封页字节堂轮届级周年月日点倍成元方步"
    "尾粒针剂站段盘卷"
)
MEASURES = "|".join(
    [*_LONG, *(f"{one}(?![{_OTHERWISE[one]}])" if one in _OTHERWISE else one for one in _SHORT)]
)
_NUMBER = r"\d(?:\d{0,2}(?:,\d{3})+(?:\.\d+)?|\d*(?:\.\d+)?)"
# 年鉴里三位一空：1 518万吨。后面紧接着单位的才算，“表3 256户”不多见。
_SPACED = rf"(?<![\d.])\d{{1,3}}(?: \d{{3}})+(?:\.\d+)?(?=\s?(?:[万亿千]|元|{MEASURES}))"
_FRONTED = later(rf"(?P<front>{FRONT})?\s?\Z")
_FRONT_MOST = 3  # 不足、接近，连一个空格
_FIGURE = later(  # 前面的约、近另看（_FRONTED）：从数字写起，正则只从有数字的地方试起
    rf"(?P<number>{_SPACED}|{_NUMBER})"
    rf"(?:\s?[-—–~～至到]+\s?(?P<upper>{_NUMBER}))?"
    r"\s?(?P<back>多|余|来)?\s?"
    r"(?P<unit>(?:个)?百分点|[%‰]|(?:万亿|百万|千万|[万亿千])?\s?(?:余|多)?(?:元|美元)"
    rf"|(?P<scale>万亿|百万|千万|[万亿千])?\s?(?P<more>余|多)?"
    rf"(?:(?P<measure>{MEASURES})(?:[（(](?P<also>{MEASURES}|次)[）)])?)?)"  # 台（套）是一个单位
    r"(?P<about>左右|上下)?"
)
_MINUS = later(r"(?:(?<=[\u4e00-\u9fff（，、：；])[-－]|负)\Z")  # 省直达 -13.27万元
_DIGIT = later(r"\d")
_BREAK = later(r"[，。；：！？、（）,;:!?()\n“”]")
_MOST = 400  # 一段里再多就是一串数据，不是话
_CLAUSE = 1000  # 一个分句再长也不看
_STOP = later("[，；。]")
_ENDING = later(r"[。！？!?\n]")
_YEAR = Clue(r"((?:19|20)\d{2})\s*年|(上年|去年|上一?年度|前年|往年|本年|当年|今年)", "年")


@noted
def figures_of(paragraph: Paragraph) -> tuple[Figure, ...]:
    """一段里的数，按先后。"""
    text = paragraph.text
    spans = _spans(text)
    if not spans:
        return ()
    hidden, shown = masked(text), even(text)
    years = list(_years(shown))
    ends = [match.start() for match in _ENDING.finditer(text)]
    breaks = [match.start() for match in _BREAK.finditer(hidden)]
    made = []
    for start, end, digits, unit, scale, hedge, upper in spans:
        sentence = _sentence(ends, start, len(text))
        first, last = _clause(breaks, start, end, sentence)
        written = Decimal(digits)
        span = _span(digits, upper, unit, scale, hedge)
        if unit not in {"%", "个百分点"} and _MINUS.search(shown, max(0, start - 2), start):
            written, span = -written, Interval(-span.high, -span.low)
        made.append(
            Figure(
                paragraph,
                start,
                end,
                text[start:end],
                digits,
                written,
                written * scale,
                span,
                unit,
                scale,
                hedge,
                sentence,
                shown[first:start].replace(" ", ""),
                shown[end:last].replace(" ", ""),
                _year(years, start, sentence),
            )
        )
    return tuple(sorted(made, key=lambda figure: figure.start))


@lru_cache(maxsize=4096)  # 表格里、自评表里同样的一格写着好多遍
def _spans(text: str) -> tuple[tuple[int, int, str, str, Decimal, str, str], ...]:
    """各个数的起止和读出来的。"""
    return tuple(_written(text))


def _written(text: str) -> Iterator[tuple[int, int, str, str, Decimal, str, str]]:
    """没有数字、没有中文写的数的，不必去盖住什么。"""
    if _DIGIT.search(text):
        hidden, done = masked(text), 0
        for match in islice(_FIGURE.finditer(hidden), _MOST):
            number = match.start()
            before = _FRONTED.search(hidden, max(done, number - _FRONT_MOST), number)
            start, done = before.start() if before else number, match.end()
            yield *_bare(text, start, done), *_read(match, before["front"] or "" if before else "")
    if WORDED.search(text):
        for match in WORDS.finditer(masked(text)):
            yield *_bare(text, *match.span()), *read_words(match)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """两头的空格不算。"""
    while text[end - 1] == " ":
        end -= 1
    while text[start] == " ":
        start += 1
    return start, end


def _read(match: re.Match[str], front: str) -> Read:
    """数字、基本单位、倍数、说法、区间的上端。"""
    digits = match["number"].replace(",", "").replace(" ", "")
    upper = (match["upper"] or "").replace(",", "")
    written = (match["unit"] or "").replace(" ", "")
    more = match["back"] or match["more"] or ("多" if written[:-1].endswith(("余", "多")) else "")
    hedge = front or more or match["about"] or ("范围" if upper else "")
    written = regex("[余多]").sub("", written)
    if written.endswith("元") and not written.endswith("美元"):
        return digits, "元", SCALES.get(written[:-1], Decimal(1)), hedge, upper
    if written in {"%", "个百分点", "百分点"}:
        return digits, "%" if written == "%" else "个百分点", Decimal(1), hedge, upper
    if written == "‰":
        return digits, "%", Decimal("0.1"), hedge, upper
    if written.endswith("美元"):
        return digits, "美元", SCALES.get(written[:-2], Decimal(1)), hedge, upper
    measure = match["measure"] or ""
    measure += "次" if match["also"] == "次" and f"{measure}次" in _LONG else ""
    scale = SCALES.get(match["scale"] or "", Decimal(1))
    if measure == "成":
        return digits, "%", Decimal(10), hedge or "约", upper
    return digits, ALIKE.get(measure, measure), scale, hedge, upper


@lru_cache(maxsize=4096)  # 同样的数字、单位，一份报告里写好多遍
def _span(digits: str, upper: str, unit: str, scale: Decimal, hedge: str) -> Interval:
    value = Decimal(digits)
    if upper:
        top = Decimal(upper)
        return Interval(min(value, top), max(value, top)).scaled(scale)
    if hedge:
        return hedged(digits, hedge).scaled(scale)
    counted = unit not in {"元", "%", "个百分点", "倍"} and scale == 1 and "." not in digits
    return point(value) if counted else rounded_to(digits).scaled(scale)


def _sentence(ends: list[int], start: int, length: int) -> tuple[int, int]:
    place = bisect_right(ends, start)
    first = ends[place - 1] + 1 if place else 0
    return first, ends[place] if place < len(ends) else length


def _clause(breaks: list[int], start: int, end: int, sentence: tuple[int, int]) -> tuple[int, int]:
    """所在分句的起止；`breaks` 是段里各个标点的位置。"""
    least, most = max(sentence[0], start - _CLAUSE), min(sentence[1], end + _CLAUSE)
    before, after = bisect_left(breaks, start), bisect_left(breaks, end)
    first = max(least, breaks[before - 1] + 1) if before else least
    last = min(most, breaks[after]) if after < len(breaks) else most
    return min(first, start), max(last, end)


def _years(text: str) -> Iterator[tuple[int, str, int]]:
    """各处年份：写在哪里，是哪一年，管到哪里。“比上年增加”只管到逗号为止。"""
    for match in _YEAR.finditer(text):
        beyond = len(text)
        if text[match.start() - 1 : match.start()] in {"比", "较"}:
            stop = _STOP.search(text, match.end())
            beyond = stop.start() if stop else beyond
        yield match.start(), match[1] or match[2], beyond


def _year(years: list[tuple[int, str, int]], start: int, sentence: tuple[int, int]) -> str:
    mine = [year for place, year, last in years if sentence[0] <= place < start <= last]
    if not mine:
        return ""
    last = mine[-1]
    if last in {"上年", "去年", "上年度", "上一年度", "前年", "往年"}:
        return "上年"
    return "" if not last.isdigit() else last


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """一段里各句的起止（含句末标点）。"""
    first = 0
    for match in _ENDING.finditer(text):
        if text[first : match.start()].strip():
            yield first, match.end()
        first = match.end()
    if text[first:].strip():
        yield first, len(text)
