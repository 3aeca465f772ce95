"""写出来的数是一个区间：97.08% 是 [97.075, 97.085)，近50 是 (45, 50)，35000多 是 (35000, 36000)。

没有固定的误差：写几位就准到几位。两头含不含端点记着，加减乘除以后照样算。
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from perfxl.cells.quantity import plain

_PRECISE = Context(prec=40, rounding=ROUND_HALF_UP)
_FAR = 8  # 差到这么多倍的不是一处笔误：161.8 与 1318 只是去掉小数点以后像
_TINY = Decimal("1e-20")


@dataclass(frozen=True, slots=True)
class Interval:
    """从 `low` 到 `high`；`low_in`、`high_in` 是含不含端点。"""

    low: Decimal
    high: Decimal
    low_in: bool = True
    high_in: bool = True

    def touches(self, other: Interval) -> bool:
        """两个区间有没有共同的数。"""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        return low in self and low in other

    def __contains__(self, value: Decimal) -> bool:
        if not self.low <= value <= self.high:
            return False
        above, below = self.low_in or value > self.low, self.high_in or value < self.high
        return above and below

    def __add__(self, other: Interval) -> Interval:
        return Interval(
            self.low + other.low,
            self.high + other.high,
            self.low_in and other.low_in,
            self.high_in and other.high_in,
        )

    def __sub__(self, other: Interval) -> Interval:
        return Interval(
            self.low - other.high,
            self.high - other.low,
            self.low_in and other.high_in,
            self.high_in and other.low_in,
        )

    def scaled(self, factor: Decimal) -> Interval:
        """乘一个正数。"""
        return Interval(self.low * factor, self.high * factor, self.low_in, self.high_in)

    def over(self, other: Interval) -> Interval:
        """两个正数区间相除。"""
        low = _PRECISE.divide(self.low, other.high)
        high = _PRECISE.divide(self.high, max(other.low, _TINY))
        return Interval(low, high, self.low_in and other.high_in, self.high_in and other.low_in)

    @property
    def shown(self) -> str:
        """给人看的：`97.075～97.085`；一个点，或差得看不出来的，只写一个数。"""
        low, high = plain(short(self.low)), plain(short(self.high))
        return low if low == high else f"{low}～{high}"

    @property
    def told(self) -> str:
        """跟在算出来的数后面的；只是一个数的不用说。"""
        return f"（按写出的位数在 {self.shown} 之间）" if "～" in self.shown else ""


def point(value: Decimal) -> Interval:
    """正好是这个数。"""
    return Interval(value, value)


def short(value: Decimal) -> Decimal:
    """给人看的有效数字：最多六位小数。"""
    return value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=64)
def _step(places: int) -> tuple[Decimal, Decimal]:
    """小数点后第几位是多大，和它的一半。"""
    step = Decimal(1).scaleb(-places)
    return step, step / 2


def ulp(digits: str) -> Decimal:
    """写出来的末位是多大：97.08 是 0.01，35 是 1。"""
    return _step(len(digits.partition(".")[2]))[0]


def last_unit(digits: str) -> Decimal:
    """末一个不是零的数位：50 是 10，35000 是 1000，7.5 是 0.1。"""
    if "." in digits:
        return ulp(digits)
    bare = digits.rstrip("0") or "1"
    return Decimal(1).scaleb(len(digits) - len(bare))


@lru_cache(maxsize=4096)  # 同样的数字，逐对、逐列去比，要问许多遍
def rounded_to(digits: str) -> Interval:
    """四舍五入到末位的：[值−半位, 值+半位)。"""
    value, (_, half) = Decimal(digits), _step(len(digits.partition(".")[2]))
    return Interval(value - half, value + half, high_in=False)


@lru_cache(maxsize=4096)  # 同上
def truncated_to(digits: str) -> Interval:
    """截去尾数的：[值, 值+一位)。"""
    value = Decimal(digits)
    return Interval(value, value + ulp(digits), high_in=False)


NEAR = frozenset({"近", "将近", "接近", "不足", "不到", "低于"})
OVER = frozenset({"超", "超过", "逾", "多", "余", "超出", "突破", "来"})


def hedged(digits: str, hedge: str) -> Interval:
    """带着近、超、约、多的数。"""
    value, unit = Decimal(digits), last_unit(digits)
    if hedge in NEAR:
        return Interval(value - unit / 2, value, low_in=False, high_in=False)
    if hedge in OVER:
        return Interval(value, value + unit, low_in=False, high_in=False)
    return Interval(value - unit / 2, value + unit / 2)


def divide(part: Decimal, whole: Decimal) -> Decimal:
    return _PRECISE.divide(part, whole)


def _one_of_three(written: str, due: str) -> bool:
    """7.38 与 7.3：照写出的位数补上零（7.30），只差一位。"""
    gap = len(written.partition(".")[2]) - len(due.partition(".")[2])
    if "." not in written or gap <= 0:
        return False
    mine = written.replace(".", "")
    theirs = (due if "." in due else f"{due}.").replace(".", "") + "0" * gap
    apart = sum(one != two for one, two in zip(mine, theirs, strict=False))
    return len(mine) == len(theirs) > 2 and apart == 1


def _swapped(written: str, due: str) -> bool:
    """2080.00 与 2800：照写出的位数补上零，相邻两位颠倒，连零的也算。"""
    gap = len(written.partition(".")[2]) - len(due.partition(".")[2])
    due = (due if "." in due or gap <= 0 else f"{due}.") + "0" * max(gap, 0)
    if len(written) != len(due) or written.find(".") != due.find("."):
        return False
    mine, theirs = written.replace(".", ""), due.replace(".", "")
    wrong = [place for place in range(len(mine)) if mine[place] != theirs[place]]
    pair = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and len(mine) > 2
    return pair and sorted(mine) == sorted(theirs)


def one_slip(written: str, due: str) -> bool:
    """像是一处笔误：同样长的只差一位、相邻两位颠倒，或多、少一位。太短的数看不出来。"""
    if _one_of_three(written, due) or _swapped(written, due):
        return True
    mine, theirs = (text.replace(".", "").strip("0") for text in (written, due))
    if min(len(mine), len(theirs)) < 3 or mine == theirs:
        return mine == theirs and written != due and len(mine) > 1
    if len(mine) == len(theirs):
        values = sorted((Decimal(written), Decimal(due)))
        if values[0] <= 0 or values[1] > values[0] * _FAR:
            return False
        wrong = [place for place in range(len(mine)) if mine[place] != theirs[place]]
        if len(wrong) == 1:
            return True
        return (
            len(wrong) == 2
            and wrong[1] == wrong[0] + 1
            and mine[wrong[0]] == theirs[wrong[1]]
            and mine[wrong[1]] == theirs[wrong[0]]
        )
    long, brief = sorted((mine, theirs), key=len, reverse=True)
    return len(long) == len(brief) + 1 and any(
        long[:place] + long[place + 1 :] == brief for place in range(len(long))
    )


def turned(written: str, due: str) -> bool:
    """两位数字颠倒了：92 写成 29。"""
    mine, theirs = (text.replace(".", "") for text in (written, due))
    same = len(mine) == len(theirs) == 2 and written.find(".") == due.find(".")
    return same and mine != theirs and mine == theirs[::-1] and "0" not in mine
