"""相加：合计与分项对不对得上，像不像一处笔误，差多远才报。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import span
from perfxl.proof.sums.apart import is_beside, is_bulletin, is_halved, is_rounded, reckoned
from perfxl.proof.sums.told import told
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip, turned
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import noted

# 后面跟着说增减、占比、人均的，不是又一个分项。
_ASIDE = later(
    r"同比|增长|增加|增幅|增速|涨幅|降幅|回升|回落|减少|下降|提高|(?<!比)较|比(?!例|重|率|赛|武|较)|占|均|每|累计|"
    r"(?:目标|计划)(?:数|值|为|是)?$|排名|排第|单价|标准|惠及|受益|带动|覆盖|其余|剩余|结余|(?<!上年)(?<!上年度)结转|"
    r"高于|低于|超出|另|还有|最|执行|节约|[增减]$"
)
# 分项之和是合计的几成到几成，才当作说的是一回事；话说得越死，放得越宽。
LOOSE = (Decimal("0.85"), Decimal("1.25"))
FIRM = (Decimal("0.4"), Decimal("2.5"))
TIGHT = (Decimal("0.95"), Decimal("1.05"))
EXACT = (Decimal(1), Decimal(1))
CLOSE = (Decimal("0.9"), Decimal("1.1"))
_OVER = Decimal("1.5")  # 分项多于合计的，到这里都报
_ATTRIBUTE = later(r"女|党员|少数民族|残疾|贫困|低保|退役|学历|本科|岁|困难|老年|青年|农村|返乡")
_LONG = 140
_NONE = Decimal(0)
_TWO = 2
_FULL_MARKS = Decimal(100)


_CLOSING = later("其余|余下|剩余")
_WHOLE = later(
    r"共|总|合计|计划|预算|编制|核定|安排|下达|投资|应|需|全年|任务|资金|到位|收入|收到|受理|发现|现有|全[省市县区镇]"
)
_INTO = later("其中|已|实际|实有|现|中|包括|包含|分|来源|[：:（]")


@noted
def closes(figure: Figure) -> bool:
    """其余多少、余下多少：一串的末一项，与前面几项合起来就全了。"""
    named = _CLOSING.sub("", figure.before)
    return named != figure.before and _ASIDE.search(named) is None


def holds(whole: Figure, part: Figure) -> bool:
    """`whole` 说的是全部、`part` 是里面的；两个并列着的（甲多少、乙多少）不是。"""
    if whole.paragraph is not part.paragraph:
        return True
    gap = even(whole.paragraph.text)[whole.end : part.start]
    alike = len(whole.before) > 1 and whole.before[-2:] == part.before[-2:]
    if gap.startswith("、") or alike:
        return False
    return is_whole(whole) or _INTO.search(gap) is not None


def is_whole(figure: Figure) -> bool:
    """写着共、总、计划、预算：说的是全部。"""
    return _WHOLE.search(figure.before) is not None


_TEAM = later("小组|工作组|评价组|成员|专班|团队|班子|专家组")
_TEAM_MOST = 30


def squad(total: Figure, row: tuple[Figure, ...]) -> bool:
    """一个小组几人，其中财务人员几人、业务人员几人：组长、联络员不在里面，不必加得起来。"""
    short = sum((part.value for part in row), Decimal(0)) < total.value <= _TEAM_MOST
    said = total.paragraph.text[total.sentence[0] : total.end] + total.after
    return total.unit == "人" and short and _TEAM.search(said) is not None


_NAME = later(r"(?P<name>[\u4e00-\u9fff]{2,}?)的?分别")


def same_thing(total: Figure, part: Figure) -> bool:
    """“满意的分别为”说的是满意的，前一句的总份数不是它的合计。"""
    named, said = _NAME.match(part.before), total.before + total.after
    if named is None or part.is_money:  # 金额的名称多是预算、资金，另一句里不必再写
        return True
    return any(named["name"][at : at + 2] in said for at in range(len(named["name"]) - 1))


def owns_names(total: Figure, from_here: int) -> bool:
    """“甲和乙合计扣 1.80分”：合计的是写在它前面的几个名称，不是再前面的数。"""
    start = max(from_here, total.sentence[0])
    named = regex("[，；：。（）]").split(even(total.paragraph.text)[start : total.start])[-1]
    return regex("[、和及与]").search(named.lstrip("、和及与以并")) is not None


@dataclass(frozen=True, slots=True)
class Trial:
    """一次相加：合计、分项，话里说得有多死。"""

    total: Figure
    parts: tuple[Figure, ...]
    limits: tuple[Decimal, Decimal]

    @property
    def added(self) -> Decimal:
        return sum((part.value for part in self.parts), _NONE)


@noted
def aside(figure: Figure) -> bool:
    """说增减、占比、人均的数；说得分的另有几个字。"""
    if figure.unit == "分":
        return regex("满分|扣|占|分值|较|比").search(figure.before) is not None
    bound = regex("及?以[上下内]").match(figure.after) is not None  # 100万元以上项目：说的是哪一类
    return (
        bound
        or is_base(figure)
        or (figure.before.endswith("过") and figure.after.startswith("的"))  # 过 500万元的
        or is_beside(figure)
        or regex("各(?:[设配建派][^，。；\\d]{0,4})?$").search(figure.before) is not None
        or _ASIDE.search(figure.before) is not None
    )


_GOT = later(r"\s*）?\s*，?\s*(?:实际|自评|评价)?(?:得分?|实得)(?:为|是)?\s*\d[\d.]*\s*分")
_GOT_AFTER = later(r"\s*）\s*[：:，]?(?:得|实得|自评)?\s*\d[\d.]*\s*分")


@noted
def full_mark(figure: Figure) -> bool:
    """产出 50分，得 48.5分；决策（15分）15分：前一个是满分，不算进得分里。"""
    if figure.unit != "分":
        return False
    text = even(figure.paragraph.text)
    if text[: figure.start].endswith("/"):
        return True  # 预算管理 9.81分/10分
    held = regex(r"（(?:满分|分值|权重)?(?:为)?\s*$").search(text[: figure.start]) is not None
    pattern = _GOT_AFTER if held else _GOT
    return pattern.match(text, figure.end) is not None


_BASE = later("占[^，。；]*$")
_BASE_OF = later(r"[^，。；\d]{0,8}的\s*\d[\d.]*\s*%")
_NEARBY = 40


@noted
def is_base(figure: Figure) -> bool:
    """达到 18个，占乡镇（街道）总数 20个的 90%，达到目标 1.8万亿元的 120%：是分母。"""
    if figure.unit != "%" and _BASE_OF.match(figure.after):
        return True
    first = max(figure.sentence[0], figure.start - _NEARBY)
    return _BASE.search(even(figure.paragraph.text)[first : figure.start]) is not None


def agrees(total: Figure, parts: Sequence[Figure]) -> bool:
    """分项相加等于合计：同样精度的要一分不差，写得粗的只差在舍入。"""
    apart = abs(sum([part.value for part in parts], _NONE) - total.value)
    if not apart:
        return True
    if total.hedge or any(part.hedge for part in parts):
        whole = parts[0].span
        for part in parts[1:]:
            whole += part.span
        return whole.touches(total.span)
    if total.unit == "分":
        return False  # 写 28分 的就是 28 分，没有舍去的
    most = total.grain + max([part.grain for part in parts]) * len(parts)
    return apart <= most and apart <= _slack(total, parts)  # 多半差得远，不必细算


def _slack(total: Figure, parts: Sequence[Figure]) -> Decimal:
    """舍入能差多少；都写得一样细的，一分不差。"""
    grains, grain, fine = [part.grain for part in parts], total.grain, _finest(parts)
    if grain > min(grains):
        return grain / 2 + fine * len(parts) / 2
    if fine > grain:
        return sum([one for one in grains if one > grain], _NONE) / 2
    if is_rounded(total):
        return grain
    percents = total.unit == "%" and len(parts) > _TWO
    return fine * len(parts) / 2 if percents else _NONE


def _finest(parts: Sequence[Figure]) -> Decimal:
    """同样单位的几个数，写得最细的有几位，别的也准到几位（2.5 是 2.50 去掉了零）。"""
    grains: dict[Decimal, Decimal] = {}
    for part in parts:
        known = grains.get(part.scale)
        if known is None or part.grain < known:
            grains[part.scale] = part.grain
    return max(grains.values())


_SCALED = later(
    r"(?P<added>[\d.]+)÷（(?P<whole>[\d.]+)－(?P<idle>[\d.]+)）×(?P=whole)＝(?P<total>[\d.]+)"
)


def _rescaled(tried: Trial) -> bool:
    """有不适用的，写明了怎样从各项之和换算到总分，算得也对。"""
    said = _SCALED.search(tried.total.paragraph.text)
    if said is None:
        return False
    added, whole, idle, total = map(Decimal, said.group("added", "whole", "idle", "total"))
    worked = whole > idle and abs(added * whole / (whole - idle) - total) < Decimal("0.01")
    return worked and (added, total) == (tried.added, tried.total.value)


def report(tried: Trial) -> Iterator[Finding]:
    """差得不远、或像一处笔误的才报；单位写错的另报。"""
    total, parts, added = tried.total, tried.parts, tried.added
    digits = sum((part.written for part in parts), Decimal(0))
    scales = {figure.scale for figure in (*parts, total)}
    if digits == total.written and len(scales) > 1:
        yield _wrong_unit(total, parts)
        return
    if total.value <= 0 or added <= 0:
        return
    full = total.unit == "分" and total.value < added == _FULL_MARKS  # 列的是各项的满分
    if full or _rescaled(tried) or reckoned(total, parts, added) or told(total, parts, added):
        return
    ratio = divide(added, total.value)
    slip = slips(total, parts)
    if not slip and is_bulletin(total, parts):
        return
    high = Decimal(1) if overlapping(parts) else tried.limits[1]
    high = max(high, _OVER) if tried.limits is LOOSE and not overlapping(parts) else high
    if not (tried.limits[0] <= ratio <= high) and not slip:
        return
    due = plain(added / total.scale)
    shown = "＋".join(part.raw for part in parts)
    gap = plain(abs(added - total.value) / total.scale)
    message = f"写合计 {total.raw}，各项 {shown} 加起来是 {due}，差 {gap}"
    finding = _finding("R01", total, parts, message, due)
    rights = [
        (part, plain((part.value + total.value - added) / part.scale))
        for part in slip if part is not total
    ]  # fmt: skip
    yield replace(finding, slips=tuple(rights))


def overlapping(parts: Sequence[Figure]) -> bool:
    """女性、党员、残疾人这样的分法会重叠，加起来可以多于总数。"""
    tails = {part.before[-2:] for part in parts}
    if len(tails) == 1 and len(parts) > _TWO:
        return False  # 特别困难、比较困难、一般困难：是一种分法
    return not is_halved(parts) and any(_ATTRIBUTE.search(part.before) for part in parts)


def slips(total: Figure, parts: Sequence[Figure]) -> Sequence[Figure]:
    """改动一处数字就对得上的那个数：合计，或者各项里的（也许不止一项）。"""
    added = sum((part.value for part in parts), Decimal(0))
    due_total = plain(added / total.scale)
    if one_slip(total.digits, due_total) or turned(total.digits, due_total):
        return [total]
    gap = total.value - added
    dues = ((part, plain((part.value + gap) / part.scale)) for part in parts)
    return [
        part for part, due in dues
        if part.value + gap > 0 and (one_slip(part.digits, due) or turned(part.digits, due))
    ]  # fmt: skip


def one_digit(written: str, due: str) -> bool:
    """一样长，只有一个数字不同，或相邻两个数字颠倒了。"""
    if len(written) != len(due) or written.find(".") != due.find(".") or written == due:
        return False
    if len(written) < _TWO:
        return False  # 一位数改一个数字，什么都对得上
    wrong = [place for place in range(len(due)) if written[place] != due[place]]
    if len(wrong) == 1:
        return True
    first, last = wrong[0], wrong[-1]
    side_by_side = len(wrong) == 2 and not written[first + 1 : last].strip(".")
    return side_by_side and written[first] == due[last] and written[last] == due[first]


def _wrong_unit(total: Figure, parts: Sequence[Figure]) -> Finding:
    every = (*parts, total)  # 只有它一个与众不同的
    scales = [figure.scale for figure in every]
    odd = min(reversed(every), key=lambda figure: scales.count(figure.scale))
    other = next(figure for figure in every if figure.scale != odd.scale)
    unit = regex(r"^[\d,.\s]+").sub("", other.raw)
    message = f"{odd.raw} 的单位像是写错了：数字与各项正好相加得上，只是别处以“{unit}”计"
    return Finding(
        "R15", odd.paragraph, odd.start, odd.end, message, expected=f"{odd.digits}{unit}"
    )


def _finding(code: str, total: Figure, parts: Sequence[Figure], message: str, due: str) -> Finding:
    """指着从合计到分项的一截；太长、不在一段的，只指合计所在的一截。"""
    mine = [figure for figure in (total, *parts) if figure.paragraph is total.paragraph]
    first, last = span(mine)
    if last - first > _LONG:
        first, last = total.start - min(len(total.before), 20), total.end
    return Finding(code, total.paragraph, max(0, first), last, message, expected=due)
