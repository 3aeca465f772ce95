"""R11 括号、书名号、引号成对；R12 文号的写法。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import even

_PAIRS = {
    "《": "》",
    "（": "）",
    "(": "）",
    "“": "”",
    "〔": "〕",
    "【": "】",
    "〈": "〉",
    "「": "」",
    "[": "〕",
}
_CLOSE = {
    "》": "《",
    "）": "（",
    ")": "（",
    "”": "“",
    "〕": "〔",
    "】": "【",
    "〉": "〈",
    "」": "「",
    "]": "〔",
}
_NAMES = {
    "《": "书名号",
    "（": "括号",
    "“": "引号",
    "〔": "六角括号",
    "【": "方括号",
    "〈": "尖括号",
    "「": "引号",
}
_BRACKET = later(f"[{re.escape(''.join([*_PAIRS, *_CLOSE]))}]")
_ANY = later(f"[{re.escape(''.join([*_PAIRS, *_CLOSE, *'［﹝{']))}]")  # 文号里的，不成对的也有
_ITEM = Clue(r"(?:^|[；。：:，,、\s])[（(]?(?:\d{1,2}|[a-zA-Z一二三四五六七八九十])[)）]", *")）")
_AROUND = 14
_INTERVAL = later(r"[\[(（]\s*\d[\d.]*\s*[,，]\s*(?:\d[\d.]*|[+∞]+)\s*[\])）]")
_MANY = 20  # 一段里这么多的，一条说完


def marks(reading: Reading) -> Iterator[Finding]:
    """每段里的括号和文号。"""
    yield from _half(reading)
    open_before = False  # 上一段的引号没有合上：几段连着的引文
    for paragraph in reading.paragraphs_like(_ANY):
        faults = list(_unpaired(paragraph.text))
        if len(faults) == 1 and faults[0][1] == "“":
            open_before = True
        elif len(faults) == 1 and faults[0][1] == "”" and open_before:
            open_before, faults = False, []
        if len(faults) > _MANY:
            place = faults[0][0]
            message = f"这一段有 {len(faults)} 个括号、引号没有配对"
            yield Finding("R11", paragraph, place, place + 1, message)
            faults = []
        for place, mark in faults:
            yield _finding(paragraph, place, mark)
        if _YEAR_IN.search(paragraph.text):
            yield from _numbers(paragraph)
            yield from _missing_number(paragraph)
        yield from _year_outside(paragraph)


_HALF = later(r"\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]")
_WHOLE = later(r"\s*[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]")


def _half(reading: Reading) -> Iterator[Finding]:
    """别处的编号都写（二），只有这一处写“二）”。"""
    prose = reading.report.prose
    halves = [(one, match) for one in prose if (match := _HALF.match(one.text))]
    if len(halves) != 1 or not any(_WHOLE.match(one.text) for one in prose):
        return
    paragraph, match = halves[0]
    label = match[0].strip()
    alike = label[0].isdigit()
    if any(_WHOLE.match(one.text) and _digit(one.text) == alike for one in prose):
        message = f"编号“{label}”前面少了“（”，别处写作“（…）”"
        yield Finding("R11", paragraph, 0, match.end(), message, expected=f"（{label[:-1]}）")


def _digit(text: str) -> bool:
    return text.lstrip(" （(")[:1].isdigit()


def _unpaired(text: str) -> Iterator[tuple[int, str]]:
    """没有配对的括号：位置和那个括号。"""
    if not _BRACKET.search(text):
        return
    spans = [match.span() for match in _INTERVAL.finditer(text)]  # 半开区间 [80,90)
    marks = [
        (match.start(), match[0]) for match in _BRACKET.finditer(text)
        if not any(first <= match.start() < last for first, last in spans)
    ]  # fmt: skip
    items = {
        match.end() - 1 for match in _ITEM.finditer(text) if not regex("[（(]").search(match[0])
    }
    stack: list[tuple[int, str]] = []
    for place, mark in marks:
        if mark in _PAIRS:
            stack.append((place, mark))
        elif place not in items or (stack and place - stack[-1][0] < _AROUND):
            opener = _CLOSE[mark]
            last = len(stack) - 1
            while last >= 0 and _norm(stack[last][1]) != opener:
                last -= 1
            if last < 0:
                yield place, mark
                continue
            yield from stack[last + 1 :]
            del stack[last:]
    yield from stack


def _norm(mark: str) -> str:
    return {"(": "（", "[": "〔", "［": "〔", "﹝": "〔"}.get(mark, mark)


def _finding(paragraph: Paragraph, place: int, mark: str) -> Finding:
    opener = mark in _PAIRS
    kind = _NAMES[_norm(mark) if opener else _CLOSE[mark]]
    other = _PAIRS[mark] if opener else _CLOSE[mark]
    side = "后" if opener else "前"
    message = f"“{mark}”没有配对：{side}面缺“{other}”，或多写了一个{kind}"
    text = paragraph.text
    if opener:
        first, last = place, min(len(text), place + 2 * _AROUND)
    else:
        first, last = _start_of(text, place), place + 1
    return Finding("R11", paragraph, first, last, message)


def _start_of(text: str, place: int) -> int:
    """往前取到同一个书名号、括号的开头，好让人看见哪里多了一个。"""
    first = max(0, place - 2 * _AROUND)
    opener = _CLOSE[text[place]]
    found = text.rfind(opener, max(0, place - 50), place)
    return min(first, found) if found >= 0 else first


# 文号里括着年份：没有这样的，不必逐字去试。
_YEAR_IN = later(r"[〔（(\[［【﹝{]\s?(?:(?:19|20)?\d{2})\s?年?\s?[〕）)\]］】﹞}]")
_DOCUMENT = later(
    r"(?P<code>[\u4e00-\u9fff]{2,9}(?:字|函|发|办|规|文)?)\s?(?P<left>[〔（(\[［【﹝{])\s?(?P<year>(?:19|20)?\d{2})\s?(?P<extra>年)?"
    r"(?P<right>[〕）)\]］】﹞}])\s?(?P<nth>第)?\s?(?P<number>\d{1,5})\s?(?P<end>号)?"
)
_NOT_CODE = later(  # 会计师事务所的报告编号：某某报字（2022）第 0012号
    r"(?:附件|附表|图|表|条例|办法|规定|通知|方案|意见|标准|试行|目录|名单|[报审验评咨鉴]字)$"
)


def _numbers(paragraph: Paragraph) -> Iterator[Finding]:
    """文号：年份四位、六角括号，号前不加“第”、不编虚位，后面有“号”。"""
    text = even(paragraph.text).replace("［", "[")
    for match in _DOCUMENT.finditer(paragraph.text if "〔" in text or "号" in text else ""):
        if _NOT_CODE.search(match["code"]) or (not match["end"] and match["left"] != "〔"):
            continue
        wrong = list(_wrong(match))
        if wrong:
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            due = f"〔{year}〕{int(match['number'])}号"
            message = f"文号{'、'.join(wrong)}，应写“{due}”"
            start = match.start("left") - min(len(match["code"]), 4)
            yield Finding(
                "R12", paragraph, start, match.end(), message, expected=due,
                source="《党政机关公文格式》（GB/T 9704）",
            )  # fmt: skip


_NO_NUMBER = later(r"[\u4e00-\u9fff]{2,9}[〔（(\[［﹝]\s?(?:19|20)\d{2}\s?[〕）)\]］﹞]\s?号")


def _missing_number(paragraph: Paragraph) -> Iterator[Finding]:
    """文号缺顺序号：某环发〔2020〕号。"""
    for match in _NO_NUMBER.finditer(paragraph.text):
        message = "文号缺顺序号：年份后面应是几号"
        yield Finding("R12", paragraph, match.start(), match.end(), message)


_YEAR_BEFORE = later(r"(?:19|20)\d{2}\s?[〔（(\[［﹝]")
_OUTSIDE = later(
    r"[\u4e00-\u9fff]{2,9}\s?(?P<year>(?:19|20)\d{2})\s?[〔（(\[［﹝]\s?(?P<number>\d{1,4})\s?号\s?[〕）)\]］﹞]"
)


def _year_outside(paragraph: Paragraph) -> Iterator[Finding]:
    """某财农2020〔85号〕：六角括号里应是年份。"""
    for match in _OUTSIDE.finditer(paragraph.text if _YEAR_BEFORE.search(paragraph.text) else ""):
        due = f"〔{match['year']}〕{match['number']}号"
        message = f"文号的六角括号里应是年份，应写“{due}”"
        start = match.start("year") - 2
        yield Finding(
            "R12", paragraph, start, match.end(), message, expected=due,
            source="《党政机关公文格式》（GB/T 9704）",
        )  # fmt: skip


def _wrong(match: re.Match[str]) -> Iterator[str]:
    if (match["left"], match["right"]) not in {("〔", "〕"), ("﹝", "﹞")}:
        yield "的年份没有用六角括号〔〕"
    if len(match["year"]) != 4:
        yield "的年份不是四位"
    if match["extra"]:
        yield "的年份后面多了“年”"
    if match["nth"]:
        yield "的顺序号前多了“第”"
    if match["number"].startswith("0"):
        yield "的顺序号编了虚位"
    if not match["end"]:
        yield "后面缺“号”"
