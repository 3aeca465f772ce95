"""R04 同一批东西的个数：前面说 14个单位，后面说“15个单位中”；同一个数别处错了一位。

R01 名称列了几个：涉及甲、乙、丙、丁 5个乡镇。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.modifiers import two_facts
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.scopes import SCOPES, gap_told, only_one_done, steps, told_beside
from perfxl.proof.sums.apart import made_up
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import one_slip, turned
from perfxl.proof.text.masks import even
from perfxl.proof.text.quoting import quoted
from perfxl.proof.twice import specific

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
    yield from _slipped(reading)
    for sentence in reading.sentences_with(_NAMES):
        yield from _named(sentence)


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


def _slipped(reading: Reading) -> Iterator[Finding]:
    """实际筹集 1286套、实际筹集公租房 1268套：话说得一样，数只差一处笔误。"""
    figures = [
        figure for figure in reading.prose_figures
        if figure.unit not in TIMES | {"%", "倍", "分"} and figure.exact and len(figure.digits) > 2
    ]  # fmt: skip
    groups: dict[tuple[str, Decimal], list[tuple[Figure, str]]] = defaultdict(list)
    for figure in figures:
        groups[figure.unit, figure.scale].append((figure, specific(_words(figure))))
    for said in groups.values():
        yield from _slipped_in(said, figures)


def _slipped_in(said: Sequence[tuple[Figure, str]], figures: Sequence[Figure]) -> Iterator[Finding]:
    """单位相同的一组里，话说得一样、数差一处笔误的。"""
    for place, (again, mine) in enumerate(said):
        for earlier, theirs in said[max(0, place - 200) : place]:
            brief, long = sorted((mine, theirs), key=len)
            least = 4 if again.is_money else 2
            if (
                len(brief) < least
                or brief not in long
                or not _alike(earlier, again)
                or only_one_done(earlier, again)
            ):
                continue
            if _rare(again, figures) and not made_up(again):
                where = f"前面（{earlier.paragraph.place}）写 {earlier.raw}"
                message = f"同一件事{where}，这里写 {again.raw}"
                at = quoted(again)
                yield Finding("R04", again.paragraph, *at, message, expected=earlier.raw)
                break


def _words(figure: Figure) -> str:
    return regex("[、，]").split(figure.before)[-1] + ("" if figure.is_money else figure.after[:4])


def _alike(earlier: Figure, again: Figure) -> bool:
    together = earlier.sentence == again.sentence and earlier.paragraph is again.paragraph
    if together or is_aim(earlier) != is_aim(again):
        return False
    years = {earlier.year, again.year} - {""}
    if len(years) > 1 or "上年" in years or not one_slip(earlier.digits, again.digits):
        return False
    gap = abs(again.value - earlier.value)  # 188公里，比计划多 2公里：差多少说了
    if two_facts(earlier, again) or told_beside(again, earlier) or gap_told(again, gap):
        return False
    if steps(earlier.before) != steps(again.before) or again.before.startswith("含"):
        return False  # 审结几件、收了几件；收案几件（含旧存几件）
    if earlier.written != again.written and _shifted(earlier, again):
        return _words(earlier) == _words(again)  # 馆藏 51.2万卷、当年 5.12万卷：碰巧差十倍
    mine, theirs = (set(SCOPES.findall(figure.before)) for figure in (earlier, again))
    return mine == theirs and ("实际" in earlier.before) == ("实际" in again.before)


def _shifted(earlier: Figure, again: Figure) -> bool:
    """数字一样，只是小数点的位置不同。"""
    one, two = (figure.digits.replace(".", "").strip("0") for figure in (earlier, again))
    return one == two


def _rare(again: Figure, figures: Sequence[Figure]) -> bool:
    """这个数别处没有再写：写了两次的不是笔误。"""
    return sum(figure.value == again.value and figure.unit == again.unit for figure in figures) == 1


_PLACES = "乡镇|街道|县|市|区|镇|乡|村|社区|部门|单位|标段|科室|学校|园区|乡镇街道|镇街"
_NAMES = Clue(
    rf"(?P<names>(?:[\u4e00-\u9fff]{{2,14}}、)+[\u4e00-\u9fff]{{2,14}})(?P<count>\d{{1,2}})个(?:{_PLACES})(?![\u4e00-\u9fff]*[、])",
    "个乡",
    "个街",
    "个县",
    "个市",
    "个区",
    "个镇",
    "个村",
    "个社",
    "个部",
    "个单",
    "个标",
    "个科",
    "个学",
    "个园",
)


def _named(sentence: Sentence) -> Iterator[Finding]:
    """涉及石桥、三合、永兴、白庙 4个乡镇：列了几个，写的就是几个。"""
    for match in _NAMES.finditer(sentence.text):
        number, written = match["names"].count("、") + 1, int(match["count"])
        if number < 3 or number == written or abs(number - written) > 2:
            continue
        if regex("[等和与及]").search(match["names"].partition("、")[2]):
            continue
        start = sentence.start + match.start()
        message = f"列了 {number} 个名称，写的是 {written} 个"
        end = sentence.start + match.end()
        yield Finding("R01", sentence.paragraph, start, end, message, expected=str(number))
