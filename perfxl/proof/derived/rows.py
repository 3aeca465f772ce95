"""R01 总数后面一项一项列着的，跨句也算：加起来不对，改一处笔误就对。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.goals import is_aim
from perfxl.proof.derived.slips import slipped
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, span
from perfxl.proof.text.masks import even

_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
_NOT_ITEM = later(
    r"上年|去年|目标|计划|任务|比|较|均|每|增|减|超|达|共|累计|合计|其余|剩|结余|余|缺|差|占|高于|低于|不[足少]|率|预算|年初|调整"
    r"|标准|单价|上限|限|追加|由|从|约|按|至|到位|下达|收回|其中|月|期|新|中|分别|完好|核减|完成|改造|未|少|应|实|产值|成[活灾]|栏|养殖|种植"
)
_ITEM = later(r"^(?:其中|包括|含)?[：:]?[^，。；：、\d]{2,14}$")
_BESIDE = later(r"占|均|每|率")
_HEAD = later(r"剩余|结余|共|合计|总|未(?:执行|支付|支出|使用)")
_GAP = later(
    r"(?:[比较][^，。；\d]{0,6}[多少高低]|超|多|少|差|缺)(?:[了出]|计划|目标|任务)*$|^[比较]|[均每]"
)
_FEWEST, _THREE, _MOST = 2, 3, 9


def rows(reading: Reading) -> Iterator[Finding]:
    """逐段看。"""
    for paragraph in reading.report.prose:
        mine = [
            figure for figure in reading.in_paragraph(paragraph)
            if figure.unit not in _SKIPPED and figure.exact
        ]  # fmt: skip
        if len(mine) > _FEWEST:
            yield from _in(mine, reading)


def _in(figures: Sequence[Figure], reading: Reading) -> Iterator[Finding]:
    for place, total in enumerate(figures):
        parts = _items(total, figures[place + 1 :])
        if len(parts) < _FEWEST or max(part.value for part in parts) >= 2 * total.value:
            continue
        if total.value in set(accumulate(part.value for part in parts)):
            continue
        if not _heads(total, figures[:place], parts, reading):
            continue
        found = _wrong(total, parts, figures)
        if found is not None:
            yield found
            return


def _heads(
    total: Figure, before: Sequence[Figure], parts: Sequence[Figure], reading: Reading
) -> bool:
    """是一串的总数，不是其中一项：这一句里头一个这样单位的数，别处也没有连它加起来的数。"""
    if even(total.paragraph.text)[total.end : total.end + 1] == "、":
        return False  # 家长 930人、学生 752人：是其中一项
    if total.after.startswith("中") or _grown(total, parts[0], reading):
        return False
    if not _HEAD.search(total.before) and any(
        one.unit == total.unit and one.sentence == total.sentence and not is_aim(one)
        for one in before
    ):
        return False
    every = {one.value for one in reading.near(total.paragraph, 6, 2) if one.unit == total.unit}
    added = list(accumulate((part.value for part in parts), initial=total.value))
    return every.isdisjoint(added[1:])


def _grown(total: Figure, first: Figure, reading: Reading) -> bool:
    """粮食 38.6万吨，增长 1.2%；油料 2.1万吨，增长 4.8%：并列着，各说各的增长。"""
    return any(
        total.end <= one.start < first.start and one.unit == "%" and _GREW.search(one.before)
        for one in reading.in_paragraph(total.paragraph)
    )  # fmt: skip


_GREW = later("增|降|上升|减")
_CLOSED = later("[。；]")


def _items(total: Figure, rest: Sequence[Figure]) -> list[Figure]:
    """紧接着的、同样单位的各项；别的单位的跳过去。"""
    made: list[Figure] = []
    for figure in rest:
        if figure.unit != total.unit or figure.scale != total.scale:
            if figure.unit == "元" or (figure.is_money == total.is_money and not made):
                continue
            if not total.is_money and not _BESIDE.search(figure.before):
                break  # 项目 28个、桥 7座、工程 12个：各项单位不一样
            continue
        if _GAP.search(figure.before):
            continue
        if not _ITEM.match(figure.before) or _NOT_ITEM.search(figure.before):
            text = even(figure.paragraph.text)
            joined = made and not _CLOSED.search(text[made[-1].end : figure.start])
            return [] if joined else made[:_MOST]  # 还接着往下列，是不是一项说不准
        made.append(figure)
    return made[:_MOST]


def _alike(total: Figure, parts: Sequence[Figure]) -> bool:
    """作业点 12个，固定点 9个，流动点 3个：各项的名称末尾就是总数的名称。"""
    noun = total.before[-1:]
    added = sum((part.value for part in parts), Decimal(0))
    near = abs(added - total.value) * _THREE <= total.value
    here = parts[-1].sentence == total.sentence
    return bool(noun) and near and here and all(part.before.endswith(noun) for part in parts)


def _wrong(total: Figure, parts: Sequence[Figure], figures: Sequence[Figure]) -> Finding | None:
    added = sum((part.value for part in parts), Decimal(0))
    known = {figure.value for figure in figures}
    if added in known or abs(added - total.value) > total.value / 2:
        return None
    text = even(total.paragraph.text)
    if text[parts[-1].end :].lstrip("）)")[:1] == "等":
        return None
    strong = (len(parts) == _FEWEST or added > total.value) and not _alike(total, parts)
    wrong = [
        part for part in parts
        if slipped(part, total.value - added + part.value, strong=strong)
    ]  # fmt: skip
    if not wrong and not slipped(total, added, strong=strong) and not _alike(total, parts):
        return None
    shown = "＋".join(part.raw for part in parts)
    message = f"{total.raw} 后面的各项 {shown} 加起来是 {plain(added / total.scale)}，差一处笔误"
    return Finding("R01", total.paragraph, *span((total, *parts)), message)
