"""R04 同一批东西的个数：前面说 14个单位，后面说“15个单位中”；同一个数别处错了一位。

R01 名称列了几个：涉及甲、乙、丙、丁 5个乡镇。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.addition import agrees
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import turned
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import CHARACTERS, numeral

_AMONG = later(
    r"^(?P<noun>[\u4e00-\u9fff]{1,8}?)(?:之?中(?![国央心学医小型级期层标试共间介长药外等])|里(?:的|有|，|只|仅))"
)
_OTHERS = later(r"其余|另外?|剩余|新增|第|每|首批|未|增加|减少|共有[^，]*另")
_OWN_SET = later(r"(?:可以|能够?|已|未|没有|符合|列入|超过|低于|高于)[^，。；]{0,12}的$")
_NOT_COUNTS = TIMES | {"元", "%", "个百分点", "倍", "分", "人次", "美元"}
_NEAR = Decimal("0.8")


def sets(reading: Reading) -> Iterator[Finding]:
    """一批东西的个数、列出的名称、错了一位的数。"""
    counts = [
        figure
        for figure in reading.prose_figures
        if figure.unit not in _NOT_COUNTS and figure.exact
    ]
    yield from _among(counts)
    yield from _same_noun(counts, reading)


def _among(counts: Sequence[Figure]) -> Iterator[Finding]:
    for count in counts:
        said = _AMONG.match(count.after)
        # “可以计算完成率的 8项指标中”自己划了范围，不是前面的那一批。
        if said is None or _OTHERS.search(count.before[-6:]) or _OWN_SET.search(count.before):
            continue
        others = [other for other in counts if other is not count and other.unit == count.unit]
        if any(other.value == count.value for other in others):
            continue
        named = [
            other for other in others
            if (other.paragraph.number, other.start) < (count.paragraph.number, count.sentence[0])
            and _about(other, said["noun"])
            and (_near(count, other) >= _NEAR or turned(count.digits, other.digits))
            and not _OTHERS.search(other.before[-6:]) and is_aim(other) is is_aim(count)
        ]  # fmt: skip
        if 1 <= len({other.value for other in named}) <= 2:
            first = min(named, key=lambda other: abs(other.value - count.value))
            message = f"前面（{first.paragraph.place}）写 {first.raw}，这里写“{count.raw}{said[0]}”"
            end = count.end + len(said["noun"])
            yield Finding("R04", count.paragraph, count.start, end, message, expected=first.raw)


def _near(figure: Figure, other: Figure) -> Decimal:
    """小的是大的几成。"""
    return min(figure.value, other.value) / max(figure.value, other.value)


def _about(other: Figure, noun: str) -> bool:
    """说的是不是同一样东西：17个行政村、17个村。"""
    if len(noun) == 1:
        return noun in other.after[:4]
    return noun[-2:] in other.after[:8] or noun[-3:] in other.before[-8:]


_WHOLE_SET = later(r"(?:^|对|全[县市区镇乡村]|覆盖|涉及|辖|在)$")
_SET_NOUN = later(
    r"^(?P<noun>乡镇|行政村|街道|社区|村|[\u4e00-\u9fff]{2,4}?)(?=各|共|均|都|全部|开展|进行|，|\d|$)"
)
_OF_ALL = later(r"[^，。；\d]{0,10}，[^，。；\d]{0,6}率")  # 覆盖 13个街道，覆盖率 92.86%：不是全部
_ALIKE_VALUES = Decimal("0.85")


def _same_noun(counts: Sequence[Figure], reading: Reading) -> Iterator[Finding]:
    """核查用人单位 42家、没有对 46家用人单位跟踪；分布在 12个乡镇、对 13个乡镇各抽取。"""
    for count in counts:
        said = _SET_NOUN.match(count.after)
        if said is None or not _WHOLE_SET.search(count.before) or count.value < 10:
            continue
        if _OF_ALL.match(even(count.paragraph.text)[count.end :]):
            continue
        others = [other for other in counts if other is not count and other.unit == count.unit]
        if any(other.value == count.value for other in others):
            continue
        noun = said["noun"]
        named = [
            other for other in others
            if _near(count, other) >= _ALIKE_VALUES
            and (other.after.startswith(noun) or (len(noun) > 2 and other.before.endswith(noun)))
            and (other.paragraph is not count.paragraph or other.sentence != count.sentence)
            and not _is_share(other, count, reading)
        ]  # fmt: skip
        if len({other.value for other in named}) == 1:
            first = named[0]
            message = (
                f"另一处（{first.paragraph.place}）写 {first.raw}{noun}，这里写 {count.raw}{noun}"
            )
            end = count.end + len(noun)
            yield Finding("R04", count.paragraph, count.start, end, message, expected=first.raw)


def _is_share(one: Figure, two: Figure, reading: Reading) -> bool:
    """通播行政村 273个，覆盖率 97.5%：是 280个里的一部分。"""
    low, high = sorted((one.value, two.value))
    return any(
        rate.unit == "%" and low / high * 100 in rate.span
        for side in (one, two) for rate in reading.in_paragraph(side.paragraph)
    )  # fmt: skip


_COUNT = rf"(?P<count>\d{{1,2}}|[{CHARACTERS}]{{1,2}})"
_THING = r"(?P<thing>座|条|个方面|方面|大类|类|项|个|种|家|所|处|部分|环节|阶段|部门|单位)"
_ITEM = r"[^，。；：、（）()\d“”《》]{2,20}"
_BEFORE = later(
    rf"(?P<names>(?:{_ITEM}、)+{_ITEM}?){_COUNT}{_THING}(?![\u4e00-\u9fff]{{0,4}}[、以])"
)
_AFTER = later(
    rf"(?<![第其]){_COUNT}{_THING}[\u4e00-\u9fff]{{0,6}}(?:是|为|分别是|分别为|包括|：|，?即)(?P<names>(?:{_ITEM}、)+{_ITEM}?(?:[和及与]{_ITEM})?)(?=[，。；])"
)
_SUMMED = later(rf"{_COUNT}(?:项|类|笔|批|部分|者|家|个)(?:合计|共计|共|相加|之和)$")
_OWNED = later("(?:下属|下设|内设|分设|下辖|设有?)[^、]{4,}、[^、]{4,}$")
_INSIDE = later("(?:[^，、]{0,8}(?:内设|下设|分设|下辖|下属|设有?))[^、]{2,}、")
_TWO = 2
_LOOSE = later("等|以及|其他|另外|之一|左右|至少")


def counts(reading: Reading) -> Iterator[Finding]:
    """逐段看列了几个。"""
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for pattern in (_BEFORE, _AFTER) if "、" in text else ():
            for match in pattern.finditer(text):
                yield from _listed(paragraph, match)
    for sentence in reading.sentences:
        yield from _summed(sentence)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(numeral(text) or 0)


def _listed(paragraph: Paragraph, match: re.Match[str]) -> Iterator[Finding]:
    names, written = match["names"], _number(match["count"])
    plain = names.count("、") + 1
    last = names.rpartition("、")[2]
    # “甲、乙和丙”：末一截里的“和”也许连着两个，也许在名称里。
    fine = {plain, plain + len(regex("[和及与]").findall(last))}
    if names.endswith(("各", "均", "共")) or _LOOSE.search(names) or written in fine:
        return
    owned = plain == _TWO and _OWNED.match(names) and not regex("[和及与]").search(names)
    owned = owned or (
        plain == _TWO and match["thing"] in _MADE and _both_end(names, match["thing"])
    )
    far = max(abs(one - written) for one in fine) > max(_TWO, plain // _TWO)
    far = far and not (plain > _TWO and _INSIDE.match(names))  # 内设的几个科室都列着名称
    if far or (plain <= _TWO and not owned):
        return
    message = f"列了 {plain} 个，写的是 {match['count']}"
    shown = "或".join(str(one) for one in sorted(fine))
    start = max(match.start(), match.end() - 24)
    yield Finding("R01", paragraph, start, match.end(), message, expected=shown)


_MADE = {"座": "桥库站楼塔房", "条": "路河渠沟街", "所": "校院所", "家": "厂店社院"}


def _both_end(names: str, thing: str) -> bool:
    """老街桥、渡口桥 3座：两个名称末一个字一样，正是论座的。"""
    first, last = names.split("、")
    return first[-1:] == last[-1:] and last[-1:] in _MADE.get(thing, "#")


def _summed(sentence: Sentence) -> Iterator[Finding]:
    """甲、乙、丙、丁，五项合计 24650万元：正好是前面四个数加起来。"""
    for place, total in enumerate(sentence.figures):
        match = _SUMMED.search(total.before)
        if match is None or total.value == 0:
            continue
        row = [
            figure
            for figure in sentence.figures[:place]
            if figure.unit == total.unit and figure.exact and figure.scale == total.scale
        ]
        if len(row) < 2:
            continue
        size = next((size for size in range(2, len(row) + 1) if agrees(total, row[-size:])), 0)
        written = _number(match["count"].replace("两", "二"))
        if size and size != written and sum((figure.value for figure in row[-size:]), Decimal(0)):
            yield _miscounted(total, row[-size], size, match["count"])


def _miscounted(total: Figure, first: Figure, size: int, written: str) -> Finding:
    message = f"加起来正好是前面 {size} 个数，写的是“{written}”"
    start = max(first.start, total.start - len(total.before))
    return Finding("R01", total.paragraph, start, total.end, message, expected=str(size))
