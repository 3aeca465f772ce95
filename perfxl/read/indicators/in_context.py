"""单看一格看不出、要与指标值、名称一起看的完成值：升还是降，“无”是不是零。"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from perfxl.cells.doubt import Doubt, DoubtKind
from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity, parse_target
from perfxl.cells.part_said import is_excess, is_term
from perfxl.cells.quantity import NUMBER, Quantity, Target, fold, same_unit
from perfxl.cells.trends import FALLS, TREND_BEFORE, says_level
from perfxl.cells.units import comparable, is_per_head
from perfxl.read.indicators.bounds import bounded

_FALLING = later(rf"{FALLS}|节约|节支|减排|降本")
_RISING = later(r"增长|提高|提升|增加|上升|增幅|增收|增产|增速")
# 名称就说降了多少的：降幅、能耗下降率。节约率写负数是超支，不在里面。
_FELL = later(r"(?:下降|降低|减少|压减|回落|减排)(?:率|幅度?|比例|比率)?$|降幅$")
_NONE_HAPPENED = later(r"无|没有|零|(?:均|都|全年|全部)?(?:没有|未|无|不|零)发生")
_RATE = later(r"率(?:[(（]|$)|满意度|占比|比例")
_HALF, _WHOLE = Decimal(50), Decimal(100)


def read_together(target: Target, actual: Quantity, name: str) -> tuple[Target, Quantity]:
    """指标值与完成值对着看：各是多少。"""
    target = _after_name(target, name)
    timed = _TIMED.search(name) is not None and _COUNTED.search(name) is None
    target, actual = (
        _month(target, timed=timed or actual.kind == "date"),
        _month(actual, timed=timed or target.kind == "date"),
    )
    if len(target.days) > 1:
        return _day_by_day(target, actual)
    target = _target_beside(target, actual, name)
    return target, _actual_beside(actual, target, name)


_SHORTEST_NAME = 3


def _after_name(target: Target, name: str) -> Target:
    """名称又写了一遍的（发病率下降10%、满意度达到90%），后面的才是指标值。"""
    said, own = fold(target.raw), fold(name)
    if target.kind != "text" or target.doubt is not None:
        return target
    for start in range(len(own) - _SHORTEST_NAME + 1):
        if said.startswith(own[start:]):
            value = parse_target(said[len(own) - start :])
            return replace(value, raw=target.raw) if value.value is not None else target
    return target


Q = TypeVar("Q", Quantity, Target)
_TIMED = later(r"时间|时限|期限|日期|完工|竣工|交付|投用|投入使用")
_COUNTED = later(
    r"(?:数量?|量|人次|面积|率|[金数总]额|费用?|长度|里程|规模)(?:\([^()]*\))?$"
)  # 交付数量 202311
_MONTH = later(r"(20\d{2})([./]?)(\d{1,2})")


def _month(quantity: Q, *, timed: bool) -> Q:
    """说的是时间的，2024.11、2024/6、202406 是哪一月；2024.1 也许是 10 月少了个零，仍当数。"""
    month = _MONTH.fullmatch(fold(quantity.raw)) if timed and quantity.op is None else None
    if month is None or quantity.kind == "date":
        return quantity
    whole = len(month[3]) == 2 or (month[2] and (month[2], month[3]) != (".", "1"))
    if not whole or not 1 <= int(month[3]) <= 12:
        return quantity
    year, number = int(month[1]), int(month[3])
    day = date(year, number, monthrange(year, number)[1])
    return replace(quantity, kind="date", value=None, unit="", text="", day=day, doubt=None)


def _day_by_day(target: Target, actual: Quantity) -> tuple[Target, Quantity]:
    """几个期限的，一个对一个，取晚得最多的一个来比；对不上的不比，留着原话。"""
    if actual.kind != "date":
        return target, actual
    if len(actual.days) != len(target.days):
        return target, Quantity(actual.raw, "text", text=" ".join(actual.raw.split()))
    due, done = max(
        zip(target.days, actual.days, strict=True), key=lambda pair: (pair[1] - pair[0]).days
    )
    return replace(target, day=due), replace(actual, day=done)


def _target_beside(target: Target, actual: Quantity, name: str) -> Target:
    """比率的指标值没有写百分号（≥95），完成值写成小数（0.98）：指标值是百分数。"""
    bare = target.kind == "number" and not target.unit and target.value is not None
    share = actual.kind == "number" and not actual.unit and actual.value is not None
    if not (bare and share and _RATE.search(name)) or actual.value is None or target.value is None:
        return target
    lost = 0 < actual.value <= 1 and _HALF <= target.value <= _WHOLE
    return replace(target, kind="percent", unit="%") if lost else target


def _actual_beside(actual: Quantity, target: Target, name: str) -> Quantity:
    """完成值照指标值说的方向取正负；越少越好的事写“无”的是零。"""
    if _says_none(actual, target):
        return replace(actual, kind=target.kind, value=Decimal(0), unit=target.unit, text="")
    if _says_whole(actual, target):
        return replace(actual, kind="percent", value=_WHOLE, unit="%", text="", doubt=None)
    bound = bounded(actual, target, name)
    if bound is not actual:
        return bound
    return _signed(_in_sentence(actual, target), target, name)


def _signed(actual: Quantity, target: Target, name: str) -> Quantity:
    """升降与指标值说的相反的，是负数；指标值说降了多少、答的是比率（9.8/10万）的，不能比。"""
    if target.growth and not actual.growth and is_per_head(actual.unit):
        return Quantity(actual.raw, "text", text=" ".join(actual.raw.split()))
    bare = target.growth and not actual.growth and actual.value is not None
    if bare and says_level(fold(actual.raw)):
        said = Doubt(DoubtKind.LEVEL, "写的是变成多少")  # 要降10%，答降到8%
        return Quantity(actual.raw, "text", text=" ".join(actual.raw.split()), doubt=said)
    falls = target.falls or _FELL.search(name) is not None
    if falls and actual.value is not None and actual.value < 0 and not actual.growth:
        return _fallen(actual, actual.value, target)
    if actual.growth and actual.value is not None and _is_opposite(actual, target, name):
        return replace(actual, value=-actual.value)
    return actual


def _fallen(actual: Quantity, value: Decimal, target: Target) -> Quantity:
    """下降5%，完成写 -6%：降了 6%。下降率≥10%，写 -2%：也许没有降，反而升了。"""
    if target.falls or target.value is None or -value >= target.value:
        return replace(actual, value=-value)
    said = Doubt(DoubtKind.LEVEL, "写的是负数，看不出是降了还是升了")
    return Quantity(actual.raw, "text", text=" ".join(actual.raw.split()), doubt=said)


_ASIDE = later(r"\([^()]*\)|[,;、。]?其中.*$")
_FIGURE = later(rf"(?P<before>[^\d]{{0,6}})(?P<number>{NUMBER})(?P<unit>[^\d,;。、()]{{1,6}})")
_OF_ANOTHER = later(
    r"(?:目标|计划|任务|指标|总数)的?$|(?:差|缺|欠|低|少)了?$|(?:同比|比上年|较上年|占)"
)
_LATER = later(r"预计|将(?:于|在|达)|拟|力争|有望|计划(?:于|在)")  # 以后的事
_LONGEST_SENTENCE = 80


def _in_sentence(actual: Quantity, target: Target) -> Quantity:
    """完成值是一句话、里面只有一个数与指标值同一个单位的：就是它，并且说出来。"""
    if actual.kind != "text" or target.value is None or not target.unit:
        return actual
    clear = actual.doubt is None or bool(actual.doubted(DoubtKind.SEVERAL))
    if not clear or _LATER.search(actual.raw):
        return actual
    text = _ASIDE.sub("", fold(actual.raw))
    mine = _done_of(target, text)
    if not mine:
        if len(text) > _LONGEST_SENTENCE or parse_quantity(text).doubted(DoubtKind.SEVERAL):
            return actual
        every = (_figure(match, target, text) for match in _FIGURE.finditer(text))
        mine = list(filter(None, every))
    if len(mine) != 1:
        return actual
    said = Doubt(DoubtKind.SENTENCE, f"照话里的 {mine[0].shown} 核的")
    return replace(mine[0], raw=actual.raw, doubt=said)


def _done_of(target: Target, text: str) -> list[Quantity]:
    """建成 11/12座，指标值 12座：12座里完成了 11座，不是算式。"""
    said = _DONE_OF.fullmatch(text)
    whole = same_unit(parse_quantity(said["whole"] + said["unit"]), target) if said else None
    if said is None or whole is None or whole != target.value:
        return []
    done = parse_quantity(said["done"] + said["unit"])
    return [done] if done.value is not None and done.value <= whole else []


_DONE_OF = later(
    rf"[^\d]{{0,8}}(?P<done>{NUMBER})(?P<own>[^\d,;。、()/]{{0,3}})/"
    rf"(?P<whole>{NUMBER})(?P<unit>[^\d,;。、()]{{1,4}})"
)


def _figure(match: re.Match[str], target: Target, text: str) -> Quantity | None:
    """话里的一个数；单位不相干的、说的是目标几成的、算式里的一项不是。"""
    if _OF_ANOTHER.search(match["before"]):
        return None
    for size in range(len(match["unit"].rstrip("+×*÷/")), 0, -1):
        trend = TREND_BEFORE.search(match["before"])
        value = parse_quantity((trend[0] if trend else "") + match["number"] + match["unit"][:size])
        if value.is_number and value.unit and comparable(value.unit, target.unit) is not None:
            before, after = text[: match.start("number")], text[match.start("unit") + size :]
            part = is_term(before, match["number"], after) or _is_excess(value, target, before)
            return None if part else value
    return None


def _is_excess(value: Quantity, target: Target, before: str) -> bool:
    """超额完成626剂次是多出来的；超额完成24126剂次（指标值 23500）怎么看都完成了，是总数。"""
    done, goal = same_unit(value, target), target.value
    total = done is not None and goal is not None and done >= goal and target.op not in {"<=", "<"}
    return is_excess(before) and not total


def _says_none(actual: Quantity, target: Target) -> bool:
    few = target.value == 0 or (target.op in {"<=", "<"} and target.value is not None)
    return few and target.kind != "money" and bool(_NONE_HAPPENED.fullmatch(fold(actual.raw)))


# 全部合格、均已达标、各项工程全部按期完成（6座）：做到了的话，一条也没有落下。
_ALL_DONE = later(
    r"[\u4e00-\u9fff\d]{0,12}?(?:已经?)?"
    r"(?:全部|全都|全面|(?<![平人户年月日])均|都|皆|(?:(?<![\u4e00-\u9fff])|(?<=[完现]))全)"
    r"(?:已经?|都|能够?|予以|得到|实现|按\w{1,3}|如期|及时|顺利)*"
    r"(?:完成|完工|竣工|建成|投用|交付|合格|达标|优良|通过|到位|落实|发放|拨付|支付|兑付|兑现|缴纳|"
    r"覆盖|消除|整改|办结|处理|处置|解决|归档|签订|安装|更新|公开|入库|开展|执行|使用|参加|参保|接种|"
    r"知晓|满意|及时|准确|规范|受理|保障|验收|符合)"
    r"(?:到位|合格|通过|达标|完毕|完成|要求|标准|规定|目标|任务)*了?"
)
# 有了这些字，不是全部，或者还没有做到。
_NOT_ALL = later(
    r"未|没|不|无|非|除了|除去|除.{1,8}外|仅|只|部分|基本|大多|多数|大体|原则|尚|待|拟|将|预计|计划|争取|力争|确保|应|其余"
)


def _says_whole(actual: Quantity, target: Target) -> bool:
    """指标值是比率、越高越好的，完成值写“全部合格”就是 100%。"""
    rate = target.kind == "percent" and not target.growth and target.value is not None
    if not rate or target.value is None or not _HALF <= target.value <= _WHOLE:
        return False
    said = re.sub(r"\([^()]*\)$", "", fold(actual.raw).rstrip("。.;!"))
    up = actual.kind == "text" and target.op not in {"<=", "<"}
    return up and not _NOT_ALL.search(said) and _ALL_DONE.fullmatch(said) is not None


def _is_opposite(actual: Quantity, target: Target, name: str) -> bool:
    """指标说增长而完成值写下降，或者反过来；指标没有说升降的，下降是往少里走。"""
    if target.growth:
        return target.falls != actual.falls
    falling = bool(_FALLING.search(name)) and not _RISING.search(name)
    return actual.falls != falling
