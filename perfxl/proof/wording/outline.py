"""R10 编号：一、二、四；同一个号两次；次序颠倒。段首的编号和句中的一是、二是都看。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import bare
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.labels import Label, label_of, maybe_label
from perfxl.proof.text.masks import even
from perfxl.proof.text.numbering import chinese
from perfxl.proof.text.numerals import numeral

# “主要做好以下工作：”后面另起编号是对的；“项目产出：”这样的小标题不是。
_LEAD = later(r"以下|如下|下列|下一步|分别|包括|主要(?:有|是|做|从)|[，,][^。]{0,40}[：:]\s*$")


@dataclass
class _Open:
    """一个正数着的编号层。"""

    form: str
    rank: int
    number: int
    place: Paragraph
    jumped: bool = False  # 上一个号跳过了一个


def outline(reading: Reading) -> Iterator[Finding]:
    """全文的编号，和每段里的一是、二是。"""
    yield from _headings(reading)
    yield from _decimals(reading)
    yield from _doubled(reading)
    counted = 0
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for pattern, form in _INLINE:
            if marks := list(pattern.finditer(text)):
                yield from _inline(paragraph, marks, form)
    for paragraph in reading.prose_with(_IS):
        marks = list(_IS.finditer(even(paragraph.text)))
        if marks and marks[0].start() == 0 and counted:
            yield from _continued(paragraph, marks[0], counted)
        if marks:
            counted = _number(marks[-1][1])


def _continued(paragraph: Paragraph, match: re.Match[str], counted: int) -> Iterator[Finding]:
    """段首的“三是”接着前一段的“二是”。"""
    if _number(match[1]) not in {1, counted + 1}:
        due = f"{chinese(counted + 1)}是"
        message = f"“{match[0].strip()}”接不上前一段的“{chinese(counted)}是”，这里应是“{due}”"
        end = min(match.end() + 8, len(paragraph.text))
        yield Finding("R10", paragraph, 0, end, message, expected=due)


def _headings(reading: Reading) -> Iterator[Finding]:
    levels: list[_Open] = []
    between = ""  # 上一个编号以后最近的一段没有编号的话
    goals = _goals(reading)
    body = [
        one
        for one in reading.report.paragraphs
        if one.kind == "body" and one.full.strip() and bare(one.full) not in goals
    ]
    for place, paragraph in enumerate(body):
        label = label_of(paragraph.full)
        if label is None and _is_next(paragraph.full, levels, body[place + 1 :]):
            label = maybe_label(paragraph.full)
        if label is None and (inner := _opened_inside(paragraph)):
            levels[:] = [level for level in levels if level.form != "1."]
            levels.append(_Open("1.", 3, inner, paragraph))
        if label is None or label.number > 40:
            between = paragraph.text.strip()
            continue
        yield from _step(levels, label, paragraph, between)
        between = paragraph.text.strip() if _leads(paragraph.text) else ""


def _goals(reading: Reading) -> set[str]:
    """自评表目标、完成情况两格里的各行：报告照抄的，里面的“一、二、”不是报告的标题。"""
    filings = [assessment.filing for assessment in reading.assessments]
    fields = [field for one in filings for field in (one.goal, one.achievement) if field]
    return {bare(line) for field in fields for line in field.value.splitlines()} - {""}


def _doubled(reading: Reading) -> Iterator[Finding]:
    """（二）（二）加强队伍建设：一个编号写了两遍。"""
    for paragraph in reading.report.prose:
        label = label_of(paragraph.full)
        again = label_of(paragraph.full[label.end :]) if label is not None else None
        if label is None or again is None or again.form != label.form or label.form == "1.":
            continue
        end = min(max(label.end + again.end - len(paragraph.label), 1), len(paragraph.text))
        message = f"“{label.text.strip()}”后面又写了一个“{again.text.strip()}”"
        yield Finding("R10", paragraph, 0, end, message, expected=label.text.strip())


_DECIMAL = later(r"\s*(\d{1,2})[.．](\d{1,2})[.、]?\s*[\u4e00-\u9fff]{2}[^。；]{0,40}$")
_FEWEST = 4


def _decimals(reading: Reading) -> Iterator[Finding]:
    """3.4、3.5 这样的小标题：同一章里依次往后数。"""
    said = [
        (int(match[1]), int(match[2]), paragraph)
        for paragraph in reading.report.prose
        if (match := _DECIMAL.match(even(paragraph.full)))
    ]
    for (major, minor, _), (then, number, paragraph) in pairwise(
        said if len(said) >= _FEWEST else ()
    ):
        due = (major, minor + 1) if then == major else (major + 1, 1)
        if (then, number) not in {due, (then, 1)} or (then == major and number == 1):
            shown = f"{due[0]}.{due[1]}"
            message = f"前面是 {major}.{minor}，这里应是 {shown}，写的是 {then}.{number}"
            end = min(len(paragraph.text), 12)
            yield Finding("R10", paragraph, 0, end, message, expected=shown)


def _opened_inside(paragraph: Paragraph) -> int:
    """“目标完成情况：1. …”：编号从这一段的中间开始，编到几。"""
    text = even(paragraph.text)
    if "1" not in text or not _FIRST_INSIDE.search(text):
        return 0
    numbers = _NUMBER_INSIDE.findall(text)
    return int(numbers[-1]) if numbers[0] == "1" else 0


_FIRST_INSIDE = later(r"[：:]\s*1[.．、](?!\d)")
_NUMBER_INSIDE = later(r"[：:。；]\s*(\d{1,2})[.．、](?!\d)")


def _is_next(text: str, levels: Sequence[_Open], later: Sequence[Paragraph]) -> bool:
    """“2.0—6岁儿童”是 2.：上一个正是 1.，下一个不又是 2.。“3.5公里”前后都有号的，是个数。"""
    mine = maybe_label(text)
    if mine is None:
        return False
    last = next((level.number for level in levels if level.form == mine.form), None)
    following = None
    for paragraph in later:
        label = label_of(paragraph.full) or maybe_label(paragraph.full)
        if label is not None and label.rank < mine.rank:
            break
        if label is not None and label.form == mine.form:
            following = label.number
            break
    if mine.rank == 1:
        return following == mine.number + 1 and (last or 0) == mine.number - 1
    if mine.number == 1:
        return following == mine.number + 1
    return last == mine.number - 1 and following != mine.number


def _leads(text: str) -> bool:
    tail = text.strip()[-60:]
    return tail.endswith(("：", ":")) and _LEAD.search(tail) is not None


def _step(
    levels: list[_Open], label: Label, paragraph: Paragraph, between: str
) -> Iterator[Finding]:
    at = next((place for place, one in enumerate(levels) if one.form == label.form), None)
    if at is None:
        while levels and levels[-1].rank > label.rank:
            levels.pop()
        if label.number > 1 and label.rank <= 2 and levels:
            yield _finding(
                paragraph,
                label,
                f"{label.text}前面没有{_shown(label, 1)}",
                _shown(label, 1),
            )
        levels.append(_Open(label.form, label.rank, label.number, paragraph))
        return
    level = levels[at]
    del levels[at + 1 :]
    last, number = level.number, label.number
    level.number, level.place = number, paragraph
    jumped, level.jumped = level.jumped, number == last + 2
    if number == last + 1:
        return
    if number == 1:
        restart = _leads(between) or (between and label.rank > 2)
        if not restart and label.rank <= 2 and last >= 1:
            due = _shown(label, last + 1)
            message = f"{label.text}又从头编号：同一层前面已编到{_shown(label, last)}"
            yield _finding(paragraph, label, message, due)
        return
    if not (number == last and jumped):  # 一、三、三、：是前一个写错，已经说了
        yield _out_of_order(paragraph, label, last)


def _out_of_order(paragraph: Paragraph, label: Label, last: int) -> Finding:
    """不是接着上一个的：重了、跳了、倒了。"""
    due, number = _shown(label, last + 1), label.number
    if number == last:
        message = f"{label.text}出现了两次，这里应是{due}"
    elif number > last:
        missing = "".join(_shown(label, one) for one in range(last + 1, number))[:20]
        message = f"{_shown(label, last)}之后直接到{label.text}，缺{missing}"
    else:
        message = f"{label.text}排在{_shown(label, last)}后面，次序不对"
    return _finding(paragraph, label, message, due)


def _shown(label: Label, number: int) -> str:
    hanzi, digits = chinese(number), str(number)
    return {
        "第一部分": f"第{hanzi}部分", "第一节": f"第{hanzi}节",
        "一、": f"{hanzi}、", "（一）": f"（{hanzi}）",
        "1.": f"{digits}{label.text[-1]}", "（1）": f"（{digits}）", "1）": f"{digits}）",
        "①": chr(0x2460 + number - 1),
    }[label.form]  # fmt: skip


def _finding(paragraph: Paragraph, label: Label, message: str, due: str) -> Finding:
    """指着编号和后面的标题；自动编的号不在字里，只指标题。"""
    text = paragraph.text
    start = max(0, label.start - len(paragraph.label))
    cut = regex(r"[。：:，]").search(text[start:])
    end = min(start + (cut.end() if cut else len(text)), start + 40, len(text))
    return Finding("R10", paragraph, start, end, message, expected=due)


_IS = Clue(r"(?:^|(?<=[。；：:，,;！\n]))\s*([一二三四五六七八九十]{1,2})是(?![否的])", "是")
_ORDER = Clue(r"(?:^|(?<=[。；：:;\n]))\s*第([一二三四五六七八九十])[，,、是]", "第")
_ROUND = Clue(
    r"(?:^|(?<=[。；：:，,;、\n\u4e00-\u9fff]))[（(](\d{1,2})[）)](?=[\u4e00-\u9fff“《])", *")）"
)
_DOT = Clue(r"(?:^|(?<=[。；：\n]))\s*(\d{1,2})[.．、](?=[\u4e00-\u9fff])", *".．、")
_CIRCLE = later(r"([①-⑳])")
_MUST = Clue(r"(?:^|(?<=[。；：:;\n]))\s*([一二三四五六七八九十])要(?![不素])", "要")
_COMMA = Clue(
    r"(?<=[。；：:])\s*([一二三四五六七八九])、(?=[\u4e00-\u9fff])(?![二三四五六七八九十]、)", "、"
)
_CHINESE_ROUND = Clue(
    r"(?:^|(?<=[。；：:\n]))\s*[（(]([一二三四五六七八九])[）)](?=[\u4e00-\u9fff])", "）", ")"
)
_ITS = Clue(r"(?:^|(?<=[。；：:;\n]))\s*其([一二三四五六七八九])[，,、是]", "其")
_INLINE = (
    (_COMMA, "{}、"),
    (_CHINESE_ROUND, "（{}）"),
    (_ITS, "其{}"),
    (_IS, "{}是"),
    (_MUST, "{}要"),
    (_ORDER, "第{}"),
    (_ROUND, "（{}）"),
    (_CIRCLE, "{}"),
    (_DOT, "{}."),
)


def _inline(paragraph: Paragraph, marks: Sequence[re.Match[str]], form: str) -> Iterator[Finding]:
    last = 0
    for mark in marks:
        number = _number(mark[1])
        last = _glued(even(paragraph.text), last, number) if form == "{}." else last
        shown = mark[0].strip()
        start = mark.start() + len(mark[0]) - len(mark[0].lstrip())
        if number == 1 or number == last + 1 or (last == 0 and mark is marks[0]):
            last = number
            continue
        due = form.format(str(last + 1) if mark[1].isdigit() else chinese(last + 1))
        if form == "{}":
            due = chr(0x2460 + last)
        what = "出现了两次" if number == last else ("缺了前面的" if number > last else "次序不对")
        message = f"“{shown}”{what}，这里应是“{due}”"
        end = min(mark.end() + 8, len(paragraph.text))
        yield Finding("R10", paragraph, start, end, message, expected=due)
        last = number


def _glued(text: str, last: int, number: int) -> int:
    """“2.0—6岁儿童”的 2. 后面接着数，也是一个号。"""
    while last + 1 < number and re.search(rf"[。；：\n]\s*{last + 1}[.．、]\d", text):
        last += 1
    return last


def _number(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    if "①" <= text <= "⑳":
        return ord(text) - 0x2460 + 1
    return int(numeral(text) or 0)
