"""加起来不是合计，却看得出没有写错：各项的占比都对得上，或下一句还有一项加上就正好。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from perfxl.cells.later import later
from perfxl.form.load import load_all
from perfxl.proof.model import Figure
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even

_SHARE = later(r"[，（]?占(?:比|[^，。；\d]{0,6}的)?\s*$")
_REST = later("其他|其它|其余|另外")
# 接着说的结余几、调减几、比上年增加几，不是合计里的一项；新增设备 10万元是一项。
_NOT_PART = later(
    r"剩余|尚未|调[增减整]|[较比同][^，。；]{0,6}[增减]|[增减][加少长]?了?(?:支出|收入|投入|预算)?\s*$"
)
_LEFT = later("结余|结转")
_BROUGHT = later("上年|年初|使用|动用")  # 上年结转来的，算在收入、支出里
_HUNDRED = Decimal(100)
_PLACED = later(r"(?:其中[：:，]?)?(?:城镇|乡村|农村|男性?|女性?)(?:人口|居民|常住人口)?")
_EXECUTED = later("执行|资金|预算|过程|投入|决策")


@cache
def _weights() -> frozenset[Decimal]:
    """各张表样里单独计分的预算执行率占几分。"""
    return frozenset(form.funds.weight for form in load_all() if form.funds.weight is not None)


def rest_of_score(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """总分 98.25分，其中产出、效益、满意度各几分：没有说的是预算执行率的得分。

    执行率得分过不了它的分值；连一半也没有得到的，报告里不会不说。
    """
    if total.unit != "分":
        return False
    first = total.end if total.paragraph is parts[-1].paragraph else 0
    between = parts[-1].paragraph.text[first : parts[-1].start]
    if _EXECUTED.search(between) or any(_EXECUTED.search(part.before) for part in parts):
        return False  # 执行率的得分写着
    rest = total.value - added
    return any(weight / 2 <= rest <= weight for weight in _weights())


def _two_ways(parts: Sequence[Figure]) -> bool:
    """城镇人口几，0—14岁人口几，60岁以上几：有的照城乡分，有的照年龄分，不能相加。"""
    aged = ["岁" in part.before for part in parts]
    return any(aged) and not all(aged) and any(_PLACED.fullmatch(part.before) for part in parts)


_LEVEL = later(r"[一二三四\d]级(?:绩效)?指标(?:数|数量)?$")
_OURS = later(r"其中[：:，]?(?:我|本)[省市县区旗州镇乡局院校园]")
_SPENT = later("已(?:经)?(?:拨付|支付|支出|使用|发放|兑付|下拨)")
_STATE = later("拨|付|支出|使用|发放|未|余|结转")
_WHOLE = later("合计|共计|总计")


def _not_parts(total: Figure, parts: Sequence[Figure]) -> bool:
    """三级指标几个不与一级的相加；其中管理费几，已拨付几：拨付的不是又一项；全市几，其中我区几。"""
    spent = any(_SPENT.search(part.before) for part in parts[1:])
    first = total.end if total.paragraph is parts[0].paragraph else parts[0].sentence[0]
    ahead = even(parts[0].paragraph.text)[first : parts[0].start]
    return (
        sum(_LEVEL.search(part.before) is not None for part in parts) > 1
        or (spent and not _STATE.search(parts[0].before))
        or _OURS.search(ahead) is not None
    )


def _other_whole(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """中央资金几，连同省级配套的分成几笔，合计几：几笔的合计写在后面，正好。"""
    return any(
        one.unit == total.unit and one.value == added and _WHOLE.search(one.before)
        for one in figures_of(parts[-1].paragraph)
        if one.start >= parts[-1].end and one is not total
    )


def told(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """没有写错，只是没有列全，或本来不该加成它。"""
    if rest_of_score(total, parts, added) or _two_ways(parts):
        return True
    if _not_parts(total, parts) or _other_whole(total, parts, added):
        return True
    return added < total.value and (_shared(total, parts) or _one_more(total, parts, added))


def _shared(total: Figure, parts: Sequence[Figure]) -> bool:
    """910万张，其中医院 713万张（占 78.4%），基层 164万张（占 18.1%）：各项与合计都除得出来。"""
    if _REST.search(parts[-1].before):
        return False  # 其他收入几：列全了
    every = figures_of(parts[0].paragraph)
    text = even(parts[0].paragraph.text)
    for part in parts:
        after = next((one for one in every if one.start > part.end), None)
        if after is None or after.unit != "%" or not _SHARE.fullmatch(text[part.end : after.start]):
            return False
        if divide(part.value, total.value) * _HUNDRED not in after.span:
            return False
    return True


def _one_more(total: Figure, parts: Sequence[Figure], added: Decimal) -> bool:
    """几类票筹集几亿元。逾期未兑奖的 15.28亿元。共几亿元：加上它正好，只差在末一位。"""
    rest = [
        one for one in figures_of(parts[0].paragraph)
        if one.unit == total.unit and one not in (total, *parts) and one.unit != "分"
        and 0 <= one.sentence[0] - parts[-1].sentence[1] <= 1
        and not _NOT_PART.search(one.before) and not _is_left(one, total)
    ]  # fmt: skip
    most = total.grain if total.places else 0
    return any(abs(added + one.value - total.value) <= most for one in rest)


def _is_left(one: Figure, total: Figure) -> bool:
    """没有用完的：支出、收入合计里没有它；收支总计里有。"""
    left = _LEFT.search(one.before) is not None and _BROUGHT.search(one.before) is None
    return left and "总计" not in total.before
