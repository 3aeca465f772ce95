"""完成值说的是一段的：不足90%、接近90%、超过5天、约90%、90%左右、90%多。不是完成的数。

看这一段和指标值：整段都够的照旧，整段都不够的没有完成，一半够一半不够的看不出。
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.later import later
from perfxl.cells.names import UNWANTED
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import NUMBER, Quantity, Target, fold, same_unit
from perfxl.cells.spelled import spelled

_LESS = (
    r"不足|不到|不满|不及|还?差一点(?:到|达到)?|[未没不](?:有|能|曾)?(?:完全)?(?:完成|实现|达到|达成|达|到|满|及)|"
    r"(?:略|稍)?(?:低于|少于|小于)|<=?|≤|不(?:超过|高于|多于|大于)|至多|"
    r"(?<![相附最])(?:接近|将近|临近|趋近|逼近)于?|(?<![附就临最相远])近"
)
_MORE = r"(?<![未不没])(?:超过|超出|多于|高于|大于)|>=?|≥|突破|不(?:少于|低于|小于)|至少"
_HAN = "[一二三四五六七八九十两百千]{1,6}"
_FIGURE = rf"(?P<figure>(?:{NUMBER}|{_HAN})[^\d,;。、()<>≤≥]{{0,6}}?)"
_LINK = r"(?:了|约|完成|达到?|实现|指标值?|目标值?|的)*"
_END = r"(?=[,;。、]|$)"
_BEFORE = later(rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE})){_LINK}{_FIGURE}{_END}")
_AFTER = later(
    rf"{_FIGURE}(?:(?P<less>(?:及|或)?(?:以下|之下)|都?不到|不足|(?:还|都)?[未没]有?(?:达到|达|到|满))"
    rf"|(?P<more>(?:及|或)?以上|开外|有余)){_END}"
)
_ASIDE = later(r"\([^()]*\)")
_ALONE = later(NUMBER)
_COMPARED = later(r"同比|环比|[较比](?:上|\d{4})年|增长|提高|提升|上升|下降|减少|降低|增加")
_NEAR = later(r"近于?$")
_ABOUT = later(
    rf"(?:(?:(?<![节制条契违签公预集])大?约莫?|大概|大致|差不多|≈|基本(?:上|(?=[达完实])))"
    rf"{_LINK}{_FIGURE}"
    rf"|{_FIGURE.replace('figure', 'before')}(?:左右|上下|前后|\(?大?约\)?)){_END}"
)
_ODD = later(  # 一千二百多人、90%出头：比说的数多一点
    rf"(?P<figure>(?:{NUMBER}|{_HAN}))(?:[多余](?P<unit>[^\d,;。、()<>≤≥]{{0,6}}?)|"
    rf"(?P<after>[^\d,;。、()<>≤≥]{{0,6}}?)(?:多|出头|挂零)){_END}"
)
_BETWEEN = later(
    rf"(?P<middle>{NUMBER})(?P<unit>[^\d±]{{0,4}})±(?P<off>{NUMBER})(?P<last>[^\d]{{0,4}})$"
)
_OFTEN = later(r"约|左右|上下|前后|大[概致]|差不多|≈|基本|[多余]|出头|挂零")
_MOST_OFF = Decimal("0.05")  # “约”字说的总差不出半成：约100人不是五十人
_OPEN = Decimal("Infinity")


class _Span(NamedTuple):
    """话里说的一段；`open_low`、`open_high` 是不含那一头，`shown` 是写着的数。"""

    low: Decimal
    high: Decimal
    shown: Quantity
    open_low: bool = False
    open_high: bool = False


def bounded(actual: Quantity, target: Target, name: str) -> Quantity:
    """说的是一段的完成值：整段够了的，照旧；不够的、看不出的，留着原话，不当作数。"""
    goal = target.value if target.value is not None else target.low
    span = None if goal is None else _said(actual, target)
    if goal is None or span is None:
        return actual
    unwanted = UNWANTED.search(fold(name)) is not None and not target.falls
    least = target.op in {"<=", "<"} or (target.op is None and unwanted)
    least = least or (goal == 0 and target.op in {None, "="})  # 0 起：不发生
    if target.op is None and target.kind == "money" and not span.low <= goal <= span.high:
        return actual  # 没有写方向的金额，花得少是节约还是没有花完，看不出
    if _OFTEN.search(fold(target.raw)):
        goal -= _off(goal)  # 指标值自己也是约数：95%左右
    strict = target.op in {"<", ">"}
    enough, short = (
        _below(span, goal, strict=strict) if least else _above(span, goal, strict=strict)
    )
    if enough:
        return _as_number(actual, span)
    raw = " ".join(actual.raw.split())
    limit = ("超过" if least else "达到") + f"指标值 {target.shown}"
    sure = "" if least else "没有"
    why = f"{sure}{limit}" if short else f"看不出有没有{limit}"
    kind = DoubtKind.SHORT if short else DoubtKind.BOUND
    return Quantity(actual.raw, "text", text=raw, doubt=Doubt(kind, f"只说“{raw}”，{why}"))


def _as_number(actual: Quantity, span: _Span) -> Quantity:
    """够了的，照写着的数；本来没有读成数的（90%多、大约90%），现在读成。"""
    if actual.value is not None and actual.unit == span.shown.unit:
        return actual
    return actual if span.shown.value is None else replace(span.shown, raw=actual.raw)


def _above(span: _Span, goal: Decimal, *, strict: bool) -> tuple[bool, bool]:
    """要达到 `goal` 的：整段都达到，整段都没有达到。"""
    enough = span.low > goal or (span.low == goal and (not strict or span.open_low))
    short = span.high < goal or (span.high == goal and (strict or span.open_high))
    return enough, short


def _below(span: _Span, goal: Decimal, *, strict: bool) -> tuple[bool, bool]:
    """不能超过 `goal` 的：整段都没有超过，整段都超过。"""
    enough = span.high < goal or (span.high == goal and (not strict or span.open_high))
    short = span.low > goal or (span.low == goal and (strict or span.open_low))
    return enough, short


def _said(actual: Quantity, target: Target) -> _Span | None:
    """话里说的一段（以指标值的单位计）；说的就是一个数的为 None。"""
    plain = actual.raw.isascii() and "<" not in actual.raw and ">" not in actual.raw
    if plain or actual.kind in {"none", "date", "grade"}:
        return None  # 光是数，没有字的，也不是
    whole = spelled(fold(actual.raw))
    text = _ASIDE.sub("", whole)
    if _COMPARED.search(text) and not target.growth:
        return None  # 较上年提高近5个百分点：说的是增幅
    if "±" in text:
        return _between(text, target)
    if len(_ALONE.findall(text)) > 1:
        return None  # 两个数的：98人，还有2人没有到
    match = _BEFORE.search(text) or _AFTER.search(text)
    if match is not None:
        return _one_sided(match, target)
    return _roughly(whole, text, target) if _OFTEN.search(whole) else None


def _one_sided(match: re.Match[str], target: Target) -> _Span | None:
    measured = _measured(match["figure"], target)
    if measured is None:
        return None
    value, shown = measured
    if match["more"]:
        return _Span(value, _OPEN, shown, open_low=_or_equal(match["more"]) is None)
    if _NEAR.search(match["less"]):  # 近95%：比它少，少得不多
        return _Span(value - _off(value), value, shown, open_high=True)
    return _Span(-_OPEN, value, shown, open_high=True)


def _or_equal(words: str) -> re.Match[str] | None:
    """连这个数本身也算的：90%以上、不低于90%。"""
    return re.search(r"以上$|^(?:不[少低小]|至少|>=|≥)", words)


def _between(text: str, target: Target) -> _Span | None:
    """90%±2%。"""
    match = _BETWEEN.search(text)
    unit = (match["last"] or match["unit"]) if match else ""
    middle = _measured(match["middle"] + unit, target) if match else None
    off = _measured(match["off"] + unit, target) if match else None
    if middle is None or off is None:
        return None
    return _Span(middle[0] - off[0], middle[0] + off[0], middle[1])


def _roughly(whole: str, text: str, target: Target) -> _Span | None:
    """约90%、90%左右是上下各差一点；90%多、一千二百余人是多一点。"""
    odd = _ODD.search(text)
    about = None if odd else _ABOUT.search(whole) or _ABOUT.search(text)
    if odd is not None:
        measured = _measured(odd["figure"] + (odd["unit"] or odd["after"] or ""), target)
    else:
        measured = _measured(about["figure"] or about["before"], target) if about else None
    if measured is None:
        return None
    value, shown = measured
    if odd is not None:
        return _Span(value, value + 2 * _unit_half(value), shown, open_low=True, open_high=True)
    return _Span(value - _off(value), value + _off(value), shown)


def _measured(text: str, target: Target) -> tuple[Decimal, Quantity] | None:
    figure = parse_quantity(spelled(text))
    value = same_unit(figure, target) if figure.is_number else None
    return None if value is None else (abs(value), figure)


def _off(value: Decimal) -> Decimal:
    """“约”“近”最多差多少：写到哪一位，差那一位的一半。"""
    return min(_unit_half(value), abs(value) * _MOST_OFF)


def _unit_half(value: Decimal) -> Decimal:
    """末一个不是零的数位的一半：90 是 5，92 是 0.5，1200 是 50。"""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(5).scaleb(exponent - 1) if isinstance(exponent, int) else Decimal(0)
