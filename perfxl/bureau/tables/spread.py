"""一组数的中间和散布：中位数与 MAD（离中位数的距离的中位数），几个极端的数动不了它。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from statistics import median

from perfxl.cells.quantity import plain, rounded

# 正态分布的一个标准差约是 1.4826 个 MAD；离中位数三倍半以上的，通行的说法是离群
# （Iglewicz 与 Hoaglin，1993）。
# 多半的数相等、MAD 为零的，他们改用平均距离，乘 1.2533。
_TO_DEVIATION, _MEAN_TO_DEVIATION = Decimal("1.4826"), Decimal("1.2533")
LIMIT = Decimal("3.5")


@dataclass(frozen=True, slots=True)
class Spread:
    """一组数：个数、中位数、MAD、四分位。"""

    count: int
    middle: Decimal
    mad: Decimal
    mean: Decimal  # 离中位数的距离的平均
    low: Decimal
    high: Decimal

    def distance(self, value: Decimal) -> Decimal:
        """离中位数几个标准距离；个个相等的为零。"""
        unit = self.mad * _TO_DEVIATION or self.mean * _MEAN_TO_DEVIATION
        return abs(value - self.middle) / unit if unit else Decimal(0)


def spread(values: Sequence[Decimal]) -> Spread:
    """至少一个数。"""
    ordered = sorted(values)
    middle = median(ordered)
    apart = [abs(value - middle) for value in ordered]
    last = len(ordered) - 1
    return Spread(
        len(ordered), middle, median(apart), sum(apart, Decimal(0)) / len(apart),
        ordered[last // 4], ordered[last - last // 4],
    )  # fmt: skip


def logarithm(value: Decimal) -> Decimal:
    """数量、金额大小相差几十倍是常事，比的是倍数。"""
    with localcontext() as context:
        context.prec = 12
        return value.log10()


def shown(value: Decimal) -> str:
    """给人看的写法：至多四位有效的小数。"""
    places = max(0, 3 - value.adjusted()) if value else 0
    return plain(rounded(value, min(places, 6)))
