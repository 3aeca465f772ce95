"""R01 合计之六：总数后面紧接着列全了的一串，照列得有多全，定差多远才报。

列得全不全，看话里自己说的：名称末尾的字一样（行政人员、事业人员），说了几类几季正好列了几项，
男与女、干渠与支渠，末一项说其余的。列全了的，差得远的也报；看不准的，只报差一个数字的。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.addition import (
    Trial,
    agrees,
    aside,
    closes,
    is_whole,
    one_digit,
    overlapping,
    report,
    slips,
    squad,
)
from perfxl.proof.sums.apart import overlap
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import numeral

_FIRST = later(  # 总数与头一项之间
    r"(?P<noun>[^，。；：、（）\d]{0,12}?)(?P<mark>中，|，其中[:：，]?|（其中[:：]?|，(?:分别|包括|包含|分为|即)(?:为|是)?|（|[:：]|，(?:按|从)[^，。；\d]{2,10}(?:分|看|划分|分类|来看)[，：]|，)"
    r"(?P<name>[^，。；：、（）\d]{1,14})"
)
_NEXT = later(
    r"[^，。；：、（）\d]{0,10}(?:（[^（）]*）)?(?P<mark>[，、；]|和|及)(?P<name>[^，。；：、（）\d]{1,14})"
)
_END = later(r"[^，。；：、（）\d]{0,10}(?:（[^（）]*）)?(?P<mark>[，。；）]|$)")
_KINDS = later(
    r"([两二三四五六七八九])(?:类|种|项|季|批|个|期|部分|所|家|块|笔|级|方面|处|地|乡镇|街道|标段|区)"
)
_PAIRS = (
    ("男", "女"), ("内", "外"), ("主", "支"), ("干", "支"), ("新", "旧"), ("新", "老"),
    ("前", "后"), ("春", "秋"), ("专", "兼"), ("上", "下"), ("新增", "更新"),
    ("首次", "重新"), ("集中", "分散"),
)  # fmt: skip
_OPEN = later("[^，。；]{0,6}等|主要")
_SURE, _FIRM, _SLIP = 5, 3, 2
_MOST = 12
_CLOSE = Decimal("0.9"), Decimal("1.1")
_EVERYTHING = Decimal("0.2"), Decimal(5)


def closed(reading: Reading) -> Iterator[Finding]:
    """逐句、逐个单位看总数后面的一串。"""
    for sentence in reading.figured:
        if overlap(sentence):
            continue
        for unit in dict.fromkeys(figure.unit for figure in sentence.figures):
            row = [figure for figure in sentence.figures if figure.unit == unit]
            if unit in TIMES | {"%", "个百分点", "倍", "分"} or not 2 <= len(row) <= _MOST:
                continue
            yield from _opened(row, sentence, reading)
            for place, total in enumerate(row[:-2]):
                parts = _listed(sentence, row[place:])
                whole = total.exact and not aside(total)
                if len(parts) > 1 and (whole or _spelt(total, parts, sentence)):
                    yield from _judge(total, parts, row, sentence, reading)


def _spelt(total: Figure, parts: Sequence[Figure], sentence: Sentence) -> bool:
    """结余 48万元，包括甲多少和乙多少：话里说了包括什么，结余也是总数。"""
    said = regex("，(?:包括|包含|分别为|其中)").search(sentence.between(total.end, parts[0].start))
    return total.exact and said is not None and not regex("其中|含").search(total.before)


_OPENED = later(
    r"^([\u4e00-\u9fff]{2,4}?)(?:的)?(?:部分|资金|经费|金额)?(?:当)?中，[^，。；、\d]{1,14}$"
)


def _opened(row: Sequence[Figure], sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """年中追加 312.45万元。追加部分中，甲 268.00万元，乙 44.45万元。"""
    named = _OPENED.search(sentence.text[: row[0].start - sentence.start].strip())
    gaps = [sentence.between(one.end, two.start) for one, two in pairwise(row)]
    if named is None or not all(_NEXT.fullmatch(gap) for gap in gaps):
        return
    totals = [
        figure for figure in reading.in_paragraph(sentence.paragraph)
        if figure.end <= sentence.start and figure.unit == row[0].unit and figure.exact
        and named[1] in figure.before
    ]  # fmt: skip
    if len(totals) == 1 and not agrees(totals[0], row):
        yield from report(Trial(totals[0], tuple(row), _EVERYTHING))


def _listed(sentence: Sentence, row: Sequence[Figure]) -> tuple[Figure, ...]:
    """紧接着列的各项：每两项之间只隔一个顿号、逗号，中间没有别的数。"""
    made: list[Figure] = []
    for before, part in pairwise(row):
        pattern = _NEXT if made else _FIRST
        match = pattern.fullmatch(sentence.between(before.end, part.start))
        if (
            match is None
            or not part.exact
            or not (closes(part) or _is_new(part) or not aside(part))
        ):
            break
        made.append(part)
    return tuple(made)


def _is_new(part: Figure) -> bool:
    """其中更新 22台，新增 8台：新增也是一项。"""
    return part.before == "新增" and not part.is_money


def _judge(
    total: Figure,
    parts: tuple[Figure, ...],
    row: Sequence[Figure],
    sentence: Sentence,
    reading: Reading,
) -> Iterator[Finding]:
    later = row[row.index(total) + 1 :]
    runs = [parts[:size] for size in range(2, len(parts) + 1)]
    runs += [tuple(later[:size]) for size in range(2, len(later) + 1)]
    if any(agrees(total, run) for run in runs) or _of_next(parts):
        return
    parts = _whole_list(total, parts)
    near = [figure for figure in reading.near(sentence.paragraph, 3) if figure.unit == total.unit]
    others = [figure for figure in near if figure is not total and figure not in parts]
    told = any(
        agrees(figure, run) for figure in others for tail in (*runs, parts)
        for run in (tail, (total, *tail))
    )  # fmt: skip
    if (
        len(parts) < 2
        or told
        or not _is_whole(total, parts, sentence)
        or squad(total, parts)
        or total.value <= 0
    ):
        return
    score = _closed(total, parts, sentence)
    ratio = divide(sum((part.value for part in parts), Decimal(0)), total.value)
    near_sum = _CLOSE[0] <= ratio <= _CLOSE[1]
    slip = bool(slips(total, parts))
    small = near_sum or _misprint(total, parts)
    least = _SLIP if slip else _FIRM if small else _SURE
    if score >= least and _EVERYTHING[0] <= ratio <= _EVERYTHING[1]:
        yield from report(Trial(total, parts, _EVERYTHING))


def _of_next(parts: Sequence[Figure]) -> bool:
    """预算 2600万元，支出 1534万元，其中甲多少、乙多少：是支出里的，加起来正好。"""
    return len(parts) > 2 and agrees(parts[0], parts[1:])


def _is_whole(total: Figure, parts: Sequence[Figure], sentence: Sentence) -> bool:
    """前一个说的是全部：一季度、二季度、三季度各多少，头一个不是后几个的合计。"""
    first = _FIRST.fullmatch(sentence.between(total.end, parts[0].start))
    if len(total.before) > 1 and total.before[-2:] == parts[0].before[-2:]:
        return False
    return first is not None and (first["mark"] != "，" or is_whole(total))


def _whole_list(total: Figure, parts: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """后面比总数还多的，不是里面的一项。"""
    size = next(
        (place for place, part in enumerate(parts) if part.value > total.value and place > 1),
        len(parts),
    )
    return parts[:size]


def _misprint(total: Figure, parts: Sequence[Figure]) -> bool:
    """总数或哪一项改一个数字就对得上：两位数的也算。"""
    added = sum((part.value for part in parts), Decimal(0))
    dues = [(total, added), *((part, part.value + total.value - added) for part in parts)]
    return any(
        due > 0 and one_digit(figure.digits, plain(due / figure.scale)) for figure, due in dues
    )


def _closed(total: Figure, parts: Sequence[Figure], sentence: Sentence) -> int:
    """列得有多全。"""
    first = _FIRST.fullmatch(sentence.between(total.end, parts[0].start))
    mark = first["mark"] if first else ""
    names = [part.before for part in parts]
    score = 2 if mark not in {"", "，"} else 0
    score += 2 if _alike(parts) else 0
    paired = len(parts) == 2 and any(
        (one in names[0] and two in names[1]) or (two in names[0] and one in names[1])
        for one, two in _PAIRS
    )
    score += 2 if paired else 0
    said = sentence.between(max(sentence.start, total.start - 24), parts[0].start)
    score += (
        2 if any(numeral(n.replace("两", "二")) == len(parts) for n in _KINDS.findall(said)) else 0
    )
    score += 1 if len(parts) > 2 else 0
    score += 2 if closes(parts[-1]) or regex("其他|另外").search(names[-1]) else 0
    rest = sentence.between(parts[-1].end, sentence.end)
    end = _END.match(rest)
    score += 1 if end and end["mark"] in {"。", "；", "）", ""} else 0
    score -= 4 if _OPEN.match(rest) or "主要" in said else 0
    return score - (4 if overlapping(parts) and not paired else 0)


def _alike(parts: Sequence[Figure]) -> bool:
    """各项名称末两个字一样（集中供水、分散供水），或后面跟着一样的字。"""
    tails = {part.before[-2:] for part in parts}
    afters = {part.after[:2] for part in parts}
    same = len(tails) == 1 and len(next(iter(tails))) == 2
    return same or (len(afters) == 1 and len(next(iter(afters))) == 2)
