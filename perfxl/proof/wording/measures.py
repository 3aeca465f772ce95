"""R21 问题与措施：存在的问题列了几条，下一步措施、建议至少列几条。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.labels import label_of
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import numeral

_PROBLEM = later(r"问题|不足|短板|困难")
_MEASURE = later(r"措施|建议|打算|整改|改进|下一步")
_ADVICE = later(
    r"^[^\u4e00-\u9fff]*[一二三四五六七八九十]?[）、.．]?\s*(?:有关|相关|几点|工作)?建议\s*$"
)
_ITEM = later(r"(?:^|[。；：:，\n])\s*([一二三四五六七八九十]{1,2})是")
_MOST = 40
_HEADING = 30


_SAID = later(
    r"针对(?:上述|以上|存在的|前述)(?:的)?([一二三四五六七八九十]|\d{1,2})(?:个|项|点|条)?(?:方面)?的?(?:主要)?(?:问题|不足)"
)


def measures(reading: Reading) -> Iterator[Finding]:
    """问题一节、措施一节各有几条。"""
    sections = list(_sections(reading.report.prose))
    yield from _said(reading, sections)
    for place, (head, body) in enumerate(sections):
        problem = _PROBLEM.search(head.text) and not _MEASURE.search(head.text)
        if not problem:
            continue
        later = [
            (other, mine) for other, mine in sections[place + 1 :]
            if _MEASURE.search(other.text) and not _PROBLEM.search(other.text)
        ]  # fmt: skip
        if not later:
            return
        other, mine = later[0]
        asked, given = _count(body), _count(mine)
        if any(regex("措施|整改|下一步").search(one.text) for one in body):
            return  # 问题后面接着写了怎么办
        if _ADVICE.search(other.text) and not _SAID.search(even(mine[0].text) if mine else ""):
            return  # 只写“建议”的一节：建议不必一条对一个问题
        if asked > given >= 1:
            said = f"“{_short(head)}”写了 {asked} 条（{head.place}）"
            message = f"{said}，这一节只写了 {given} 条"
            yield Finding("R21", other, 0, len(other.text), message, expected=f"{asked}条")
        return


def _said(
    reading: Reading, sections: Sequence[tuple[Paragraph, tuple[Paragraph, ...]]]
) -> Iterator[Finding]:
    """针对上述四个方面的问题：前面列了几个，就是几个。"""
    for paragraph in reading.report.prose:
        match = _SAID.search(even(paragraph.text))
        earlier = [
            body for head, body in sections
            if match and _PROBLEM.search(head.text) and head.number < paragraph.number
        ]  # fmt: skip
        listed = _count([one for one in earlier[-1] if one is not paragraph]) if earlier else 0
        if match is None or listed < _FEW:
            continue
        written = int(match[1]) if match[1].isdigit() else int(numeral(match[1]) or 0)
        if written != listed:
            message = f"前面列了 {listed} 个问题，这里写“{match[0]}”"
            yield Finding("R21", paragraph, *match.span(), message, expected=str(listed))


_FEW = 2


def _short(head: Paragraph) -> str:
    return regex(r"^\s*(?:[一二三四五六七八九十]+、|[（(][^）)]*[）)])").sub("", head.text).strip()


def _sections(
    prose: Sequence[Paragraph],
) -> Iterator[tuple[Paragraph, tuple[Paragraph, ...]]]:
    """像标题的一段，连同它下面、到同级标题为止的各段。"""
    for place, head in enumerate(prose):
        rank = _rank(head)
        short = len(head.text.strip()) <= _HEADING and not head.text.rstrip().endswith("。")
        if (
            rank is None
            or not short
            or not (_PROBLEM.search(head.text) or _MEASURE.search(head.text))
        ):
            continue
        body = []
        for paragraph in prose[place + 1 : place + 1 + _MOST]:
            other = _rank(paragraph)
            above = other is not None and other <= rank
            if above or regex(r"\s*附\s*[件表录：:]|\s*（此处由单位补充").match(paragraph.text):
                break  # 附件里的编号不是措施；还没有写的不比
            body.append(paragraph)
        yield head, tuple(body)


_DOTTED = later(r"\s*\d{1,2}[.．]\d{1,2}\s*[\u4e00-\u9fff]")


def _rank(paragraph: Paragraph) -> int | None:
    """编号的级别；4.1 这样的在一、与（1）之间。"""
    label = label_of(paragraph.full)
    if label is not None:
        return label.rank
    return 2 if _DOTTED.match(paragraph.full) else None


def _count(body: Sequence[Paragraph]) -> int:
    """几条：各段编号的最高一级；没有编号的，数“一是、二是”。"""
    labels = [label for paragraph in body if (label := label_of(paragraph.full)) is not None]
    if labels:
        top = min(label.rank for label in labels)
        return sum(label.rank == top for label in labels)
    text = "\n".join(even(paragraph.text) for paragraph in body)
    numbers = [int(numeral(one) or 0) for one in _ITEM.findall(text)]
    return numbers[-1] if numbers == list(range(1, len(numbers) + 1)) and numbers else 0
