"""R17 一个名称两种写法：单位、项目、文件名称里写错、漏写、颠倒了一个字。

不要词典：全文里反复出现的说法就是词典。只出现一次的写法与反复出现的只差一个字，前后各几个字又都一样，
才当作写错；一与二、省与市、申与授这类本来就成对出现的不算。
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, Texts, regex
from perfxl.proof.wording.lexicon import lexicon

_SIZE = 7
_USUAL = 3  # 别处至少写了三次
_AGREE = 4  # 七个字的窗口里至少有四个说是同一处错
_PROPER = later(r"局|委|厅|院|中心|学校|公司|协会|专项|项目|工程|办法|条例|规划")
_SOFT = frozenset("的了和与及或等在为是对中上将各该本也均都以并其、着过已级性类项笔数个批号")
_RUN = later(r"[\u4e00-\u9fff]{7,}")
_TITLE = Clue(r"《([^《》\n]{6,60})》", "《")


@dataclass(frozen=True, slots=True)
class _Run:
    """一串连着的汉字：在哪一段、去掉空白以后从第几个字起。"""

    paragraph: Paragraph
    text: str
    start: int

    def places(self, first: int, last: int) -> tuple[int, int]:
        """第 `first` 个字到第 `last` 个字以前，在段里的起止。"""
        text = self.paragraph.text
        written = [place for place, mark in enumerate(text) if not mark.isspace()]
        return written[self.start + first], written[self.start + last - 1] + 1


def names(reading: Reading) -> Iterator[Finding]:
    """全文的写法，书名，自评表里的名称。"""
    reported: set[tuple[int, int]] = set()
    runs = list(_runs(reading))
    known = (*_known_names(runs, reading), *_short_names(reading))
    for finding in (*_odd_characters(runs), *known, *_titles(reading)):
        place = (finding.paragraph.number, finding.start // 12)
        if place not in reported:
            reported.add(place)
            yield finding


def _runs(reading: Reading) -> Iterator[_Run]:
    """去掉空白以后连着的汉字。"""
    for paragraph in reading.report.paragraphs:
        if len(paragraph.text) < _SIZE:
            continue
        for match in _RUN.finditer("".join(paragraph.text.split())):
            yield _Run(paragraph, match[0], match.start())


def _odd_characters(runs: list[_Run]) -> Iterator[Finding]:
    rows = [[run.text[at : at + _SIZE] for at in range(len(run.text) - _SIZE + 1)] for run in runs]
    counts = Counter(chain.from_iterable(rows))
    # 只差一处的两截，头三个字或末三个字一定相同：都只见过一次的，不必一处一处试。
    heads, tails = _shared([gram[:3] for gram in counts]), _shared([gram[-3:] for gram in counts])
    masks: dict[tuple[int, str], str] = {}
    for gram, count in counts.items():
        if count > 1:
            for hole in _holes(gram, heads, tails):
                masks[hole, gram[:hole] + gram[hole + 1 :]] = gram
    for run, grams in zip(runs, rows, strict=True):
        votes: dict[tuple[int, str], int] = defaultdict(int)
        for at, gram in enumerate(grams):
            if counts[gram] == 1 and (holes := _holes(gram, heads, tails)):
                around = run.text[max(0, at - 3) : at + _SIZE + 4]
                _vote((gram, at, around), holes, (masks, counts), votes)
        proper = bool(votes) and _PROPER.search(run.text) is not None
        for (place, due), number in votes.items():
            if number >= (2 if len(due) == 2 else _AGREE - proper):
                yield _odd(run, place, due)


def _shared(ends: list[str]) -> frozenset[str]:
    """不止一截有的。"""
    return frozenset(end for end, number in Counter(ends).items() if number > 1)


def _holes(gram: str, heads: frozenset[str], tails: frozenset[str]) -> Sequence[int]:
    """差可能在第几个字：差在前面的，末三个字另有一截也有；差在后面的，头三个字另有。"""
    if gram[-3:] in tails:
        return _HOLES if gram[:3] in heads else _HOLES[:2]
    return _HOLES[2:] if gram[:3] in heads else ()


_HOLES = range(1, _SIZE - 1)


def _vote(
    window: tuple[str, int, str],
    holes: Sequence[int],
    usual_grams: tuple[dict[tuple[int, str], str], Counter[str]],
    votes: dict[tuple[int, str], int],
) -> None:
    """这七个字（从第几个字起、前后的字）与常见的七个字只差一个，或相邻两个颠倒。"""
    (gram, at, around), (masks, counts) = window, usual_grams
    for hole in holes:
        before, mark, after = gram[:hole], gram[hole], gram[hole + 1 :]
        usual = masks.get((hole, before + after))
        least = 2 if usual and _PROPER.search(around) else _USUAL
        if usual and counts[usual] >= least and not _contrast(mark, usual[hole]):
            votes[at + hole, usual[hole]] += 1
        if mark != after[0] and before + after[0] + mark + after[1:] in counts:
            votes[at + hole, after[0] + mark] += 1


def _contrast(one: str, other: str) -> bool:
    if one in _SOFT or other in _SOFT:
        return True
    return any(one in group and other in group for group in lexicon().contrast)


def _odd(run: _Run, place: int, due: str) -> Finding:
    first, last = max(0, place - 4), min(len(run.text), place + len(due) + 4)
    written = run.text[first:last]
    right = run.text[first:place] + due + run.text[place + len(due) : last]
    message = f"这里写“{written}”，别处都写“{right}”"
    place_in_text = run.places(first, last)
    return Finding("R17", run.paragraph, *place_in_text, message, expected=right)


def _known_names(runs: list[_Run], reading: Reading) -> Iterator[Finding]:
    """自评表里的项目、单位、指标名称，报告里少一个字、错一个字的。"""
    known = {name for name in _from_workbook(reading) if len(name) >= 7}
    known |= _repeated(runs)
    texts = Texts([run.text for run in runs])
    said: list[tuple[int, Finding]] = []
    for name in sorted(known):
        half = len(name) // 2
        for part, ahead in ((name[:half], 0), (name[half:], half)):
            for order, at in texts.places(part):
                finding = _near(runs[order], name, at - ahead, head=not ahead)
                if finding is not None:
                    said.append((order, finding))
    return (finding for _, finding in sorted(said, key=lambda one: one[0]))


def _from_workbook(reading: Reading) -> Iterator[str]:
    for assessment in reading.assessments:
        filing = assessment.filing
        for field in (filing.name, filing.authority, filing.unit):
            if field is not None and regex(r"[\u4e00-\u9fff]+").fullmatch(field.value):
                yield field.value


_SUFFIX = later(
    r"局|委员会|中心|学校|医院|公司|办公室|协会|集团|政府|基金会|研究院|法院|检察院|大队|支队|总队|博物馆|图书馆|文化馆|管理处|服务站"
)


def _repeated(runs: list[_Run]) -> set[str]:
    """反复出现的单位、项目名称：以“局、中心”等结尾，前面的字也相同。"""
    ends: dict[str, list[str]] = defaultdict(list)
    for run in runs:
        for match in _SUFFIX.finditer(run.text):
            ends[match[0]].append(run.text[max(0, match.end() - 14) : match.end()])
    made: set[str] = set()
    for tails in ends.values():
        counts = Counter(
            tail[-size:] for tail in tails for size in range(7, 15) if len(tail) >= size
        )
        common = {one for one, number in counts.items() if number > 1}
        made |= common - {
            one[first:]
            for one in common
            for first in range(1, len(one) - 6)
            if counts[one[first:]] == counts[one]  # 更长的一截每次都连着它
        }
    return made


def _near(run: _Run, name: str, start: int, *, head: bool) -> Finding | None:
    """另一半里少一个字、错一个字、颠倒两个字。"""
    whole = run.text[max(0, start) : max(0, start) + len(name)]
    if start < -1 or whole == name:
        return None
    wrong = (
        [at for at in range(len(name)) if whole[at] != name[at]]
        if len(whole) == len(name) and start >= 0
        else []
    )
    if (
        len(wrong) == 1
        and 0 < wrong[0] < len(name) - 1
        and not _contrast(whole[wrong[0]], name[wrong[0]])
    ):
        message = f"这里写“{whole}”，别处写“{name}”"
        place = run.places(start, start + len(name))
        return Finding("R17", run.paragraph, *place, message, expected=name)
    for size in (len(name) - 1,):
        first = start if head else start + 1
        window = run.text[max(0, first) : max(0, first) + size]
        if first < 0 or len(window) != size or window == name[:size]:
            continue
        hole = next((at for at in range(1, size) if window == name[:at] + name[at + 1 :]), None)
        fine = hole is not None and name[hole] not in _SOFT and not _same_after(run, first, name)
        if fine and hole is not None and name[hole] != name[hole - 1]:
            message = f"这里写“{window}”，别处写“{name}”，少了“{name[hole]}”"
            place = run.places(first, first + size)
            return Finding("R17", run.paragraph, *place, message, expected=name)
    return None


def _same_after(run: _Run, first: int, name: str) -> bool:
    return run.text[first : first + len(name)] == name


def _titles(reading: Reading) -> Iterator[Finding]:
    """两处书名只差一个字、少一个字。"""
    said = [
        (regex(r"\s").sub("", match[1]), match, paragraph)
        for paragraph in reading.paragraphs_with(_TITLE)
        for match in _TITLE.finditer(paragraph.text)
    ]
    counts = Counter(title for title, _, _ in said)
    order = {title: place for place, title in enumerate(counts)}
    like: dict[str, list[str]] = defaultdict(list)  # 去掉一个字以后相同的
    for title in counts:
        for key in _shorter(title):
            like[key].append(title)
    for title, match, paragraph in said:
        near = {other for key in _shorter(title) for other in like[key]}
        for other in sorted(near, key=order.__getitem__):
            if other == title or counts[other] < counts[title] or not _one_edit(title, other):
                continue
            if counts[other] == counts[title] and order[title] < order[other]:
                continue
            message = f"书名前后不一：这里写“{title}”，别处写“{other}”"
            yield Finding("R17", paragraph, match.start(), match.end(), message, expected=other)
            break


def _shorter(title: str) -> set[str]:
    """只差一个字、少一个字、颠倒两个字的两个书名，各去掉一个字以后总有相同的。"""
    return {title, *(title[:at] + title[at + 1 :] for at in range(len(title)))}


def _one_edit(one: str, other: str) -> bool:
    """只差一个字（不是成对的字、不是数字），或少一个字。"""
    if len(one) == len(other) and len(one) > 7:
        wrong = [at for at in range(len(one)) if one[at] != other[at]]
        if len(wrong) == 1:
            mine, theirs = one[wrong[0]], other[wrong[0]]
            return not (_contrast(mine, theirs) or mine.isascii() or theirs.isascii())
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and one[wrong[0]] == other[wrong[1]]
            and one[wrong[1]] == other[wrong[0]]
        )
    if abs(len(one) - len(other)) == 1 and min(len(one), len(other)) > 7:
        brief, long = sorted((one, other), key=len)
        hole = next((at for at in range(len(long)) if long[:at] + long[at + 1 :] == brief), None)
        return hole is not None and long[hole] not in _SOFT and not long[hole].isascii()
    return False


_SHORT_NAME = later(r"以下(?:简)?称[为：:]?[“\"]?([\u4e00-\u9fff]{3,8})")


def _short_names(reading: Reading) -> Iterator[Finding]:
    """（以下简称惠农公司）：后面有一处写成惠民公司。"""
    whole = reading.text
    for name in {match[1] for match in _SHORT_NAME.finditer(whole)}:
        head, tail = name[:-2], name[-2:]
        if whole.count(name) < _USUAL or len(head) > 4:
            continue
        for paragraph in reading.report.prose:
            for match in re.finditer(tail, paragraph.text):
                other = paragraph.text[max(0, match.start() - len(head)) : match.start()]
                apart = sum(one != two for one, two in zip(head, other, strict=False))
                level = any(_contrast(one, two) for one, two in zip(head, other, strict=False))
                if len(other) != len(head) or apart != 1 or level or whole.count(other + tail) > 1:
                    continue
                message = f"这里写“{other}{tail}”，别处都写“{name}”"
                if regex("[（(](?:以下)?简称").match(paragraph.text[match.end() :]):
                    continue  # 县农村公路养护中心（以下简称“县养护中心”）
                place = match.start() - len(head), match.end()
                yield Finding("R17", paragraph, *place, message, expected=name)
