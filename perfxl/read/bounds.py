"""完成值只说了一边的：不足90%、接近90%、90%以下、超过5天。不是完成的数，不能当作完成了90%。"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from perfxl.cells.doubt import Doubt, DoubtKind
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
_BEFORE = re.compile(rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE})){_LINK}{_FIGURE}{_END}")
_AFTER = re.compile(
    rf"{_FIGURE}(?:(?P<less>(?:及|或)?(?:以下|之下)|都?不到|不足|(?:还|都)?[未没]有?(?:达到|达|到|满))"
    rf"|(?P<more>(?:及|或)?以上|开外|有余)){_END}"
)
_ASIDE = re.compile(r"\([^()]*\)")
_ALONE = re.compile(NUMBER)
_COMPARED = re.compile(r"同比|环比|[较比](?:上|\d{4})年|增长|提高|提升|上升|下降|减少|降低|增加")
_NEAR = re.compile(r"近于?$")
Side = Literal["less", "more"]


def bounded(actual: Quantity, target: Target, name: str) -> Quantity:
    """只说了一边的完成值：说的那一边已经够了的，照旧；不够的、看不出的，留着原话，不当作数。"""
    said = _said(actual, target)
    if said is None:
        return actual
    side, value, near = said
    goal = target.value if target.value is not None else target.low
    if goal is None:
        return actual
    least = target.op in {"<=", "<"} or (target.op is None and bool(UNWANTED.search(fold(name))))
    least = least or (goal == 0 and target.op in {None, "="})  # 0 起：不发生
    if target.op is None and target.kind == "money":
        return actual  # 没有写方向的金额，花得少是节约还是没有花完，看不出
    if side == "less":
        enough = value <= goal if least else near and value > goal
        short = not least and value <= goal
    else:
        enough = value >= goal and not least
        short = least and value >= goal and not (_or_more(actual) and value == goal)
    if enough:
        return actual
    raw = " ".join(actual.raw.split())
    limit = ("超过" if least else "达到") + f"指标值 {target.shown}"
    sure = "" if least else "没有"
    why = f"{sure}{limit}" if short else f"看不出有没有{limit}"
    kind = DoubtKind.SHORT if short else DoubtKind.BOUND
    return Quantity(actual.raw, "text", text=raw, doubt=Doubt(kind, f"只说“{raw}”，{why}"))


def _or_more(actual: Quantity) -> bool:
    return re.search(r"以上$|≥|>=|不[少低小]|至少", fold(actual.raw)) is not None


def _said(actual: Quantity, target: Target) -> tuple[Side, Decimal, bool] | None:
    """说的是哪一边、界限是多少（以指标值的单位计）、是不是“接近”一类的约数。"""
    if actual.kind in {"none", "date", "grade"}:
        return None
    if actual.raw.isascii() and "<" not in actual.raw and ">" not in actual.raw:
        return None  # 光是数，没有字
    text = spelled(_ASIDE.sub("", fold(actual.raw)))
    match = _BEFORE.search(text) or _AFTER.search(text)
    if _COMPARED.search(text) and not target.growth:
        return None  # 较上年提高近5个百分点：说的是增幅
    if match is None or len(_ALONE.findall(text)) > 1:
        return None  # 两个数的：98人，还有2人没有到
    figure = parse_quantity(spelled(match["figure"]))
    value = same_unit(figure, target) if figure.is_number else None
    if value is None:
        return None
    near = bool(match["less"] and _NEAR.search(match["less"]))
    return "less" if match["less"] else "more", abs(value), near
