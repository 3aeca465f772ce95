"""R02 比率：执行率、完成率、合格率、占比与写出来的两个数对不对得上，正着除、倒着除都试。

分子在同一句里找，分母可以在前面；对得上任何一对的就算对。对不上的，说得清是哪两个数才报：率的名称写在分子旁边
（合格率与“合格”），或同一段别的占比用的就是这个分母，或只差一处笔误。
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import base_missing
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.denominators import biggest, far_whole, named_whole
from perfxl.proof.ratios.likely import in_row
from perfxl.proof.ratios.pairs import (
    SHARE,
    Pair,
    among,
    at_most,
    close_enough,
    countable,
    explained,
    fitting,
    is_sibling,
    near_parts,
    ratio_fits,
    wholes,
)  # fmt: skip
from perfxl.proof.ratios.pools import pooled
from perfxl.proof.ratios.siblings import not_whole
from perfxl.proof.reading import REACH, Reading, Sentence, span
from perfxl.proof.sums.apart import outside, tail
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip, point
from perfxl.proof.text.masks import even

_ADJUSTED = later(r"(?:调整率|变动率|追加率|增长率|变化率)(?:为|达到?|是)?$")
_GROWTH = later(
    r"增长|增加|提高|提升|上升|增幅|下降|减少|降低|降幅|缩短|压缩|同比|较|比上|比去|高于|低于|翻|超(?!额完成率)"
)
_GENERAL = later(
    r"目标|不低于|≥|以上|以内|不超过|达到?标准|要求|控制|计划|应(?:达|不)|标准|上年|去年|[二三]级"
)
_SURE, _HUNDRED = Decimal(60), Decimal(100)


@cache
def _stems() -> tuple[tuple[str, str, str], ...]:
    """rates.toml：率的名称，分子、分母旁边该有的字。"""
    text = (Path(__file__).parent / "rates.toml").read_text(encoding="utf-8")
    return tuple((row["name"], row["part"], row["whole"]) for row in tomllib.loads(text)["rate"])


def rates(reading: Reading) -> Iterator[Finding]:
    """逐个百分数找出它的分子分母。"""
    for paragraph in reading.report.prose:
        sentences = reading.sentences_by_paragraph.get(paragraph.number, ())
        confirmed, shared = set[int](), set[int]()  # 别的率、别的占比用着的分母
        used: set[tuple[int, str]] = set()
        pending: list[tuple[Figure, Sentence]] = []
        for sentence in sentences:
            for percent in sentence.figures:
                if not _is_rate(percent):
                    continue
                fits = fitting(percent, sentence, reading)
                if fits:
                    used |= {(id(fit.part), _stem(percent)) for fit in fits}
                    mine = {fit.whole.start for fit in fits if fit.whole.paragraph is paragraph}
                    confirmed |= mine
                    shared |= mine if SHARE.search(percent.before) else set()
                else:
                    pending.append((percent, sentence))
        for percent, sentence in pending:
            pair = _told(percent, sentence, reading, shared or confirmed)
            if pair is None or (id(pair.part), _stem(percent)) in used:
                continue
            for finding in _judge(percent, pair):
                if not (explained(percent, sentence, reading) or pooled(percent, reading)):
                    yield finding


def _told(
    percent: Figure, sentence: Sentence, reading: Reading, confirmed: set[int]
) -> Pair | None:
    """单独写着的一个率说的两个数；一串率（分别为几、几）另看。"""
    if in_row(percent, sentence):
        return None
    pair = _chosen(percent, sentence, reading, confirmed)
    no = pair is None or not_whole(percent, pair.part, pair.whole)
    return None if no or pair is None or _owned(pair.part, percent, sentence) else pair


def _owned(part: Figure, percent: Figure, sentence: Sentence) -> bool:
    """11个牧场设施配套率 100%，综合利用率 91%：中间另有一个率，11个说的是前一个。"""
    return not SHARE.search(percent.before) and any(
        figure.unit == "%" and part.end <= figure.start < percent.start
        and sentence.start <= part.start and _is_rate(figure)
        for figure in sentence.figures
    )  # fmt: skip


def _stem(percent: Figure) -> str:
    """率的名称末两个字：康复服务满意度的“满意”；不是率的，各是各的。"""
    match = regex("(.{2})[率度](?:为|达到?|是)?$").search(percent.before)
    return match[1] if match else f"{percent.start}"


def _is_rate(figure: Figure) -> bool:
    old = figure.before.endswith(("由", "从"))  # 由 90.1%提高到 95.3%：说的是原来的
    if figure.unit != "%" or figure.hedge or figure.value == 0 or old:
        return False
    return not _GROWTH.search(figure.before[-12:]) and bool(
        regex("[率度占比重的]|进度").search(figure.before[-16:])
    )


def _chosen(
    percent: Figure, sentence: Sentence, reading: Reading, confirmed: set[int]
) -> Pair | None:
    """说的是哪两个数。"""
    inside = _whole_inside(percent, sentence)
    if inside is not None:
        return inside
    finished = regex(r"完成[^，]{0,6}的$").search(percent.before)
    if _GENERAL.search(percent.before[-8:]) and not finished:
        return None
    share = SHARE.search(percent.before)
    if share is not None:
        return _of_share(percent, sentence, reading, confirmed, share["whole"])
    if _ADJUSTED.search(percent.before):
        mine = [
            figure
            for figure in sentence.figures
            if countable(figure) and figure.end <= percent.start
        ]
        same = mine[-2:] if len(mine) > 1 and mine[-1].unit == mine[-2].unit else []
        added = mine[-3:-1]  # 年初甲，追加乙，调整后丙：拿丙与甲比
        if len(added) > 1 and abs(mine[-1].value - added[0].value) == added[1].value:
            same = [added[0], mine[-1]]
        return Pair(same[1], same[0], sure=True) if same else None
    for name, part_words, whole_words in _stems():
        if regex(rf"(?:{name})(?:仅|只|只有|均|分别|约)*(?:为|达到?|是)?$").search(percent.before):
            stem = _own_stem(percent.before) or part_words
            return _of_stem(percent, sentence, reading, (stem, whole_words))
    return _of_neighbours(percent, sentence)


def _whole_inside(percent: Figure, sentence: Sentence) -> Pair | None:
    """58个，占项目总数145个的40%；完成年度目标4万平方米的108%：分母就写在百分数前面。"""
    if (of_them := among(percent, sentence)) is not None:
        return of_them
    if not regex(r"(?:占|完成)[^，。；]{0,16}的$").search(percent.before):
        return None
    mine = [
        figure for figure in sentence.figures if countable(figure) and figure.end <= percent.start
    ]
    if len(mine) < 2 or not percent.before.endswith(f"{even(mine[-1].raw)}的".replace(" ", "")):
        return None
    whole = mine[-1]
    same = [figure for figure in mine[:-1] if figure.unit == whole.unit]
    return Pair(same[-1], whole, sure=True) if same else None


def _of_neighbours(percent: Figure, sentence: Sentence) -> Pair | None:
    """应训 180 人，已训 153 人，培训率 85%：紧挨着的两个数，一个说应、共，一个说已、实际。"""
    if not regex(r"率(?:为|达到?|是)?$").search(percent.before):
        return None
    near = [
        figure for figure in sentence.figures if countable(figure) and figure.end <= percent.start
    ][-2:]
    if len(near) < 2 or near[0].unit != near[1].unit or percent.start - near[1].end > 14:
        return None
    whole, part = near
    named = regex(r"应(?![急用对届变答邀聘援])|共|总|计划|任务|需|受理|抽|拟").search(whole.before)
    done = regex(r"已|实际|其中|实").search(part.before)
    return Pair(part, whole, sure=True) if named and done and whole.value >= part.value else None


_OWN_STEM = later(
    r"(优良|优秀|合格|通过|达标|就业|接种|筛查|参保|入学|治愈|成活|结案|在用|节约|退)(?:品|件)?率"
)


def _own_stem(before: str) -> str:
    """合格率的分子旁边写“合格”：率前面的两个字。"""
    match = _OWN_STEM.search(before)
    return match[1] if match else ""


def _of_stem(
    percent: Figure, sentence: Sentence, reading: Reading, words: tuple[str, str]
) -> Pair | None:
    part_words, whole_words = words
    cut = sentence.start + sentence.text[: percent.start - sentence.start].rfind("；") + 1
    near = [
        figure for figure in near_parts(percent, sentence, reading) if figure.end <= percent.start
    ]
    if cut > sentence.start:
        near = [figure for figure in near if figure.start >= cut]
    parts = [
        figure for figure in near
        if regex(part_words).search(figure.before + figure.after[:6]) and "超" not in figure.before
    ]  # fmt: skip
    if "不满意" in "".join(one.before for one in parts) and len(parts) > 1:
        return None
    part = parts[-1] if parts else None
    if part is None:
        return None
    same = [
        figure
        for figure in near
        if figure.unit == part.unit and figure is not part and figure.start < part.start
    ]
    named = [
        figure for figure in same
        if regex(whole_words).search(figure.before + figure.after[:4])
        or regex(r"[^，]{0,8}中").match(figure.after)
    ]  # fmt: skip
    if named:
        return Pair(part, named[-1], sure=part is near[-1] or len(near) == 2)
    later = any(one.unit == part.unit and one.start > percent.end for one in sentence.figures)
    if same and not later:
        return Pair(part, same[-1])
    return far_whole(percent, part, sentence, reading, whole_words)


def _of_share(
    percent: Figure, sentence: Sentence, reading: Reading, confirmed: set[int], noun: str
) -> Pair | None:
    """占总投资的 70%：分子是前面紧挨着的数，分母是“总投资”后面的数。"""
    mine = [
        figure for figure in sentence.figures if countable(figure) and figure.end <= percent.start
    ]
    mine = outside(mine, sentence.start)
    close = mine[-1] if mine and percent.start - tail(mine[-1]) <= len(percent.before) + 2 else None
    subject = even(percent.before.split("占")[0])
    if close is None and len(subject) >= 3:
        named = [
            figure
            for figure in reading.near(percent.paragraph, ahead=REACH)
            if countable(figure) and figure.before.endswith(subject)
        ]
        close = named[-1] if len({figure.value for figure in named}) == 1 else None
    if close is None:
        return None
    every = wholes(percent, reading)
    sure = [
        figure
        for figure in every
        if figure.start in confirmed
        and figure.paragraph is percent.paragraph
        and figure.unit == close.unit
        and not base_missing(noun, figure)
    ]
    if sure:
        return Pair(close, sure[0], sure=True)
    whole = named_whole(percent, close, reading, noun)
    if whole is None:
        same = [figure for figure in mine if figure.unit == close.unit]
        pair = Pair(close, same[0]) if len(same) == 2 else biggest(percent, close, reading)
        whole = None if pair is None or base_missing(noun, pair.whole) else pair
    return whole


def _judge(percent: Figure, pair: Pair) -> Iterator[Finding]:
    part, whole = pair.part, pair.whole
    if SHARE.search(percent.before) and is_sibling(percent, whole, part):
        return
    if whole.value <= 0 or at_most(whole) or ratio_fits(percent, part, whole):
        return
    due = divide(part.value, whole.value) * _HUNDRED
    if _ADJUSTED.search(percent.before):
        due = abs(due - _HUNDRED)
    shown = f"{rounded(due, percent.places):f}"
    gap = abs(due - percent.value)
    far = part.paragraph is not whole.paragraph
    sure = pair.sure and not far and gap <= _SURE
    if sure or close_enough(percent, due) or one_slip(percent.digits, shown):
        yield _finding(percent, part, whole, f"{shown}%")


def _finding(percent: Figure, part: Figure, whole: Figure, due: str) -> Finding:
    exact = part.span.over(whole.span).scaled(_HUNDRED)
    how = f"{part.raw}÷{whole.raw}"
    if _ADJUSTED.search(percent.before):
        how, exact = f"（{part.raw}－{whole.raw}）÷{whole.raw}", exact - point(_HUNDRED)
    # 写的落在那个范围里的（分子、分母都是准数，不能那样宽），不说范围：说了自相矛盾。
    between = "" if exact.touches(percent.span) else exact.told
    message = f"{how}＝{due}{between}，写的是 {percent.raw}"
    mine = [figure for figure in (part, whole, percent) if figure.paragraph is percent.paragraph]
    first, last = span(mine)
    if last - first > 90:
        first, last = percent.start - min(12, len(percent.before)), percent.end
    return Finding("R02", percent.paragraph, max(0, first), last, message, expected=due)
