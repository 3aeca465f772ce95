"""R01 合计之二：分项在前、合计在后；前一句说总数、这一句逐类说；写着加号的算式。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.abreast import added_to
from perfxl.proof.sums.addition import (
    CLOSE,
    FIRM,
    Trial,
    agrees,
    aside,
    full_mark,
    is_base,
    owns_names,
    report,
)
from perfxl.proof.sums.apart import nested
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.text.numerals import CHARACTERS, numeral

MARKS = later(
    r"其中|(?<=，)里[头面边](?:有)?|具体为|具体是|明细为|情况为|(?:分项|具体|构成)情况是|主要用于|来源(?:为|是|包括)|分别为|分别是|分别达|包括|包含|分为|主要为|主要是|构成|"
    r"(?:按|从)[^，。；\d]{2,10}(?:分|看|划分|分类|来看|统计)(?=[，,：:])"
)
_WHOLE = later(
    r"(?:合计|共计|总计|总共|总额|总数|总量|总投资|总分|总得分|综合得分|共)[^，。；、\d]{0,6}$"
)
_SURE_WHOLE = later(r"(?:合计|共计|总计|总共|共扣|总分|总得分|综合得分)[^，。；、\d]{0,4}$")


_SIZED = later(
    rf"(?P<which>[前后])?(?P<size>\d{{1,2}}|[{CHARACTERS}两]{{1,2}})(?:项|类|笔|批|部分|者|家|种|档|年|次|轮|期|个?季度|个月)"
    r"(?:合计|共计|共|相加|之和)[^，。；、\d]{0,4}$"
)


def whole_last(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """分项在前、合计在后。"""
    for place, total in enumerate(sentence.figures):
        if not _WHOLE.search(total.before) or total.unit in TIMES | {"%"} or not place:
            continue
        if is_base(total):
            continue
        if (extra := added_to(total, sentence, reading)) is not None:
            yield from extra
            continue
        every = [
            figure for figure in sentence.figures[:place]
            if figure.unit == total.unit and figure.hedge != "范围"
            and not nested(figure, sentence.start)
        ]  # fmt: skip
        row = called(every, total)
        if "（" in total.raw and len(across := _across_units(sentence, total)) > 1:
            yield from _of_units(total, across, sentence)
            continue
        if len(row) < 2 or owns_names(total, every[-1].end):
            continue
        if any(
            agrees(total, some[first:]) for some in (row, every) for first in range(len(some) - 1)
        ):
            continue
        rest = [figure for figure in sentence.figures[place + 1 :] if figure.unit == total.unit]
        if len(rest) > 1 and any(agrees(total, rest[:size]) for size in range(2, len(rest) + 1)):
            continue
        gap = sentence.between(row[-1].end, total.start)
        if len(gap) > 24 or "；" in gap or _among_others(sentence, row[0], total):
            continue
        yield from _tried(total, row, sentence)


def _size(sized: re.Match[str] | None) -> int:
    return int(numeral(sized["size"]) or 0) if sized else 0


def called(every: list[Figure], total: Figure) -> list[Figure]:
    """优等 6、良等 5、中等 3、次等 2，优良中等合计 14：合计的名称说了是哪几项。"""
    if len(every) == _size(_SIZED.search(total.before)):
        return every  # 少拨几、核减几，四项合计：前面正好是四项
    row = _row(every, total)
    names = [set(figure.before) for figure in row]
    own = [name.difference(*names[:at], *names[at + 1 :]) for at, name in enumerate(names)]
    mine = [figure for figure, signs in zip(row, own, strict=True) if signs & set(total.before)]
    return mine if len(mine) > 1 else row


def _among_others(sentence: Sentence, first: Figure, total: Figure) -> bool:
    """床 2600张、雨衣 1.5万件，其他 180件（套），共计 1.78万件（套）：前面还接着论别的单位的。"""
    before = [figure for figure in sentence.figures if figure.end <= first.start]
    if not before or total.unit in {"元", "%", "分"}:
        return False
    last = before[-1]
    listed = regex(r"、[^，。；、\d]{1,12}").fullmatch(sentence.between(last.end, first.start))
    return listed is not None and last.unit != total.unit and last.unit not in {"元", "%", "分"}


def _tried(total: Figure, row: Sequence[Figure], sentence: Sentence) -> Iterator[Finding]:
    sized = _SIZED.search(total.before)
    size = _size(sized)
    if sized is not None and not sized["which"] and size > len(row):
        return  # 前两年分别为几和几，三年合计几：今年的写在别的句子里
    if sized is not None and (sized["which"] or size < len(row)):
        yield from _so_many(total, row, sized)
    elif size == len(row):
        yield from report(Trial(total, tuple(row), FIRM))
    elif _plain_list(sentence, row[0], total):
        sure = _SURE_WHOLE.search(total.before) is not None
        yield from report(Trial(total, tuple(row), FIRM if sure else CLOSE))


def _row(every: Sequence[Figure], total: Figure) -> list[Figure]:
    """各项；前面比合计还多的（计划 20件，实际……共 18件），不在里面。"""
    row = [figure for figure in every if _adds(figure, total)]
    big = [place for place, figure in enumerate(row) if figure.value >= total.value]
    return row[big[-1] + 1 :] if big and len(row) - big[-1] > 2 else row


def _across_units(sentence: Sentence, total: Figure) -> list[Figure]:
    """服务器 18台、存储设备 4套、交换机 30台，合计 52台（套）：台、套一起加。论几个单位的才算。"""
    row = [
        figure for figure in sentence.figures
        if figure.end <= total.start and figure.unit and figure.unit in total.raw and figure.counted
    ]  # fmt: skip
    several = len({figure.unit for figure in row}) > 1
    return row if several or any(agrees(total, row[at:]) for at in range(len(row) - 1)) else []


def _of_units(total: Figure, row: Sequence[Figure], sentence: Sentence) -> Iterator[Finding]:
    """法人单位 2万个、个体户 8万户，合计 10万个（户）：挨着列的几项，差得不远的才报。"""
    if any(agrees(total, row[first:]) for first in range(len(row) - 1)):
        return
    joined = all(
        regex(r"[、，及和][^，。；、\d]{1,14}").fullmatch(sentence.between(one.end, two.start))
        for one, two in pairwise(row)
    )
    gap = sentence.between(row[-1].end, total.start)
    if joined and regex(r"，(?:合计|共计|总计|共)[^，。；\d]{0,4}").fullmatch(gap):
        yield from report(Trial(total, tuple(row), CLOSE))


def _plain_list(sentence: Sentence, first: Figure, total: Figure) -> bool:
    """前面没有“其中”“包括”；只写了“分别为”的，一串从它后面的第一个数起。"""
    marks = list(MARKS.finditer(sentence.between(sentence.start, total.end)))
    after = sentence.start + (marks[0].end() if marks else 0)
    if len(marks) != 1:
        return not marks
    if marks[0][0] == "其中":  # 成立普查机构，其中市级 1个、县级 5个、乡镇级 72个，共 78个
        named = 0 <= first.start - after <= _NAME
        earlier = [one for one in sentence.figures if one.end <= after and one.unit == total.unit]
        return named and not earlier
    return marks[0][0].startswith("分别") and 0 <= first.start - after < 2


_NAME = 12


def _adds(figure: Figure, total: Figure) -> bool:
    """算得进合计的：说扣几分的，分项也说扣；“分别扣”后面的各项都是；“20分得 19分”是得的算。"""
    if full_mark(figure) or (figure.unit == "分" and figure.after.startswith("得")):
        return False
    lost = "扣" in total.before or (figure.unit == "分" and "分别扣" in figure.before)
    return lost or not aside(figure)


def _so_many(total: Figure, row: Sequence[Figure], sized: re.Match[str]) -> Iterator[Finding]:
    """前两项合计、三项共：说了是几项，就只是接着的几项。"""
    size = int(sized["size"]) if sized["size"].isdigit() else int(numeral(sized["size"]) or 0)
    runs = [tuple(row[first : first + size]) for first in range(len(row) - size + 1)]
    runs = runs if sized["which"] else runs[-1:]
    if size < 2 or not runs or any(agrees(total, run) for run in runs):
        return
    tried = [Trial(total, run, CLOSE) for run in runs]
    yield from report(min(tried, key=lambda trial: abs(trial.added - total.value)))


_SHORT = later("(?:差|缺|少|多|超出?|增加|减少)了?$")  # 离目标差 15件，其中甲类 114件


def part_above(total: Figure, row: tuple[Figure, ...], mark: str) -> Iterator[Finding]:
    part = row[0] if row else None
    if (
        part is None
        or mark != "其中"
        or part.hedge
        or total.hedge
        or part.unit in {"%", "倍", "分"}
        or _SHORT.search(total.before)
        or (part.scale > total.scale and part.written <= total.written)  # 1860元，其中 1420万元
    ):
        return
    gap = part.paragraph.text[total.end : part.start] if part.paragraph is total.paragraph else ""
    # “11个乡镇，其中三个乡镇承担 31个”：后面的数说的是另一样东西。
    other = regex(r"[一二三四五六七八九十两]{1,2}[个家项所处]").search(gap)
    # 其中的上一级也许是整个一串：甲 1863户、乙 658户，其中共 1127户。
    listed = even(total.paragraph.text)[: total.start - len(total.before)].endswith("、")
    if part.value > total.value and 0 < len(gap) < 30 and "。" not in gap and not (other or listed):
        first, last = span((total, part))
        message = f"“其中”后面的 {part.raw} 比前面的 {total.raw} 还多，部分不能大于全部"
        yield Finding("R01", part.paragraph, first, last, message, expected=f"不超过{total.raw}")
