"""R02 平均数、单价：分母的单位写在“均”“每”旁边，分子的单位就是它自己的。

全文、表里有一对除得出来的不说；一对也没有，同一段里有一对除出来只差一处笔误的才说。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import in_goals, is_bound, words_of
from perfxl.proof.derived.slips import shown_due, slipped
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.comparands import DELTA
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, rounded_to
from perfxl.proof.text.masks import even

_SAID = later(
    r"(?:(?:平均|均|全年|人)?每(?:一|个|处理|\d{0,3})?(?P<each>[\u4e00-\u9fff]{1,3}?)|(?P<short>[户人亩村家校站场馆座台套辆部件份单次期所日月])均"
    r"|平均(?P<alone>)|单(?P<one>[台套座件车]|位(?=成本|造价|价格|投资))|(?P<density>密度))"
    r"(?P<what>[^，。；、\d]{0,10})$"
)
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分", ""}
_STATISTIC = later(
    r"可支配|纯收入|生产总值|以上|以下|不低于|不超过|标准|上限|目标|计划|上年|去年|由|从|提高|增[长加至幅]|比|高于|低于|补贴额|最[高低多少大小]|封顶|至[多少]"
)
_ALIKE = {"名": "人", "位": "人", "学生": "人", "生": "人", "户次": "户", "家": "家", "场次": "场"}
_DAYS = (Decimal(365), Decimal(366))
_SAME = Decimal("0.0005")


def each(reading: Reading) -> Iterator[Finding]:
    """逐个平均数看。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            if figure.unit in _SKIPPED - {"分"} or figure.hedge in {"范围", "超", "超过", "不足"}:
                continue
            text = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
            said = _SAID.search(regex("[（(][^（）()]{1,2}[)）]").sub("", text))
            if (
                said is None
                or figure.before.count("每") > 1
                or _STATISTIC.search(figure.before)
                or is_bound(figure)
            ):
                continue
            per = next((one for one in (said["each"], said["short"], said["one"]) if one), "")
            if said["density"]:
                per = "平方公里"
            if per:
                yield from _judge(figure, per, reading)


def _judge(mean: Figure, per: str, reading: Reading) -> Iterator[Finding]:
    """先看附近有没有差一处笔误的一对，有了才到全文、表里去找对得上的。"""
    fixed = _fixed(per)
    known = reading.known.alike(mean.unit).figures
    mine = [
        one for one in reading.in_paragraph(mean.paragraph)
        if one.unit == mean.unit and one is not mean
    ]  # fmt: skip
    for top, base, shown in _pairs(mean, per, fixed, reading):
        beside = top.sentence == mean.sentence and top.paragraph is mean.paragraph
        due = divide(top.value, base) if base > 1 else mean.value
        official = any(one.value == top.value for one in known)
        near = _NEAR[0] <= divide(due, mean.value) <= _NEAR[1]
        counted = any(one.value == base for one in _known(per, reading))
        whole = beside and all(
            top.value >= one.value for one in mine if one.sentence == top.sentence
        )
        sure = near and (
            (beside and bool(fixed) and (official or whole))
            or ((official or counted) and slipped(mean, due))
        )  # fmt: skip
        if base > 1 and (sure or slipped(mean, due, strong=True, beside=beside)):
            if not _told(mean, per, fixed, reading):
                right = shown_due(mean, due)
                message = f"{top.raw}÷{shown}＝{right}，写的是 {mean.raw}"
                start = mean.start - min(len(mean.before), 12)
                yield Finding("R02", mean.paragraph, start, mean.end, message, expected=right)
            return


def _told(mean: Figure, per: str, fixed: Sequence[Decimal], reading: Reading) -> bool:
    """全文、表里有一对除得出来。"""
    every = [figure for figure in reading.figures if figure is not mean]
    every += reading.known.alike(mean.unit).figures
    tops = {one.value for one in every if one.unit == mean.unit and one.value > mean.value}
    bases = {one.value for one in [*every, *_known(per, reading)] if _counts(one, per)}
    return any(_fits(mean, top, base) for top in tops for base in (*fixed, *bases) if top != base)


_NEAR = (Decimal("0.4"), Decimal("2.5"))


def _pairs(
    mean: Figure, per: str, fixed: Sequence[Decimal], reading: Reading
) -> Iterator[tuple[Figure, Decimal, str]]:
    """附近的分子、分母，由近到远；分子隔得远的，名称要相同。"""
    here = mean.paragraph.number, mean.start
    mine = [
        one for one in reading.near(mean.paragraph)
        if one is not mean and (one.paragraph.number, one.end) <= here
    ]  # fmt: skip
    about = words_of(mean.paragraph.text[: mean.start])
    close = [one for one in mine if mean.paragraph.number - one.paragraph.number <= _FEW]
    tops = [one for one in close if one.unit == mean.unit][-4:]
    named = [
        one for one in mine
        if one.unit == mean.unit and one not in tops
        and len(one.before) > 1 and about & words_of(one.before)
    ][-2:]  # fmt: skip
    bases = [
        (one.value, one.raw) for one in close if _counts(one, per) and not DELTA.search(one.before)
    ][-3:]  # fmt: skip
    if not bases and not fixed:
        bases = [(one.value, one.raw) for one in _known(per, reading)][:3]
    if fixed:
        bases = [(fixed[0], f"{fixed[0]}"), *bases]
    spent = [one.figure for one in reading.known.alike(mean.unit).known if one.role == "executed"]
    named = [*(spent[:1] if mean.is_money else []), *named]
    every = [one for one in (*reversed(tops), *reversed(named)) if one.value > mean.value]
    if not _LEFT.search(mean.before):  # 累计结余几，月均支出几：结余不是支出的总数
        every = [one for one in every if not _LEFT.search(one.before)]
    for top in every:
        for base, shown in reversed(bases):
            yield top, base, shown


_FEW = 2
_LEFT = later("结余|余额|结存|存量")


def _known(per: str, reading: Reading) -> Sequence[Figure]:
    if per == "户":
        per = "家"  # 户均，说的是企业
    return reading.known.alike(_ALIKE.get(per, per)).figures if len(per) == 1 else ()


def _fixed(per: str) -> tuple[Decimal, ...]:
    if per in {"日", "天"}:
        return _DAYS
    return {
        "月": tuple(map(Decimal, range(12, 1, -1))),
        "季": (Decimal(4),),
        "季度": (Decimal(4),),
    }.get(per, ())


def _counts(figure: Figure, per: str) -> bool:
    """是几户、几亩，或几个行政村、几家企业。"""
    if figure.value <= 1 or figure.unit in {"元", "%", "个百分点", "倍", "分"}:
        return False
    unit = _ALIKE.get(per, per)
    # 按 37万常住人口计算：是人数。
    people = not figure.unit and "人口" in figure.before[-3:] + figure.after[:4]
    if unit in (figure.unit, figure.unit.removesuffix("次"), "人" if people else ""):
        return True
    if per in {"日", "天"}:
        return figure.unit == "天"
    if per == "户" and figure.unit == "家":
        return True
    if figure.before.endswith(per) and len(figure.before) > 1 and per not in {"个", "项"}:
        return True  # 作业点 12个，每点 5人
    return bool(per) and len(per) > 1 and per in figure.after[: len(per) + 2]


def _fits(mean: Figure, top: Decimal, base: Decimal) -> bool:
    if base <= 0:
        return False
    due = divide(top, base)
    loose = mean.hedge and abs(due - mean.value) <= mean.value / 10
    return bool(
        loose
        or due in mean.span
        or due in rounded_to(mean.digits).scaled(mean.scale)
        or 0 <= due - mean.value < mean.grain
        or abs(due - mean.value) <= due * _SAME
    )
