"""同一个值的各种写法，和画一行指标用的笔：没有误报的测试用。

算式只用题目里的数自己算，不借用被测的程序。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")
_WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in "0123456789.%()"}

SHORT = (
    "改造期间闭馆两个月，少了一部分；明年错开旺季施工",
    "未达到年初目标：审批延后。下年提前申报",
    "没有完成计划的数，雨季停工；已商定赶工办法",
    "受场地所限。拟增加场次",
)
OVER = (
    "年初指标值定得偏低，超过预期；下年调高",
    "需求增加，超额完成",
    "超出计划的部分由结转任务带来",
)
NOTHING = ("", "", "无", "—", "/", "无偏差")


def half_up(value: Decimal, digits: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def wide(text: str) -> str:
    return text.translate(_WIDE)


@dataclass(frozen=True, slots=True)
class Row:
    """一条指标填的各格；`earned` 是得分的数，合计用。"""

    target: str
    actual: str
    weight: str
    points: str
    reason: str
    earned: Decimal


@dataclass(frozen=True, slots=True)
class Pen:
    """按 hypothesis 给的随机数写字。"""

    random: Random

    def one(self, things: Sequence[Thing]) -> Thing:
        return self.random.choice(things)

    def some(self, things: Sequence[Thing], count: int) -> list[Thing]:
        """几个不重复的。"""
        return self.random.sample(things, count)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def often(self) -> bool:
        return self.random.random() * 2 < 1

    def label(self, text: str) -> str:
        """一个表头：中间加空格、换行，末尾加冒号，括号换全半角。"""
        middle = len(text) // 2
        spaced = [text[:middle] + gap + text[middle:] for gap in (" ", "　", "⏎", "  ")]
        turned = text.replace("（", "(").replace("）", ")")
        return self.one([text, text, *spaced, turned, " ".join(text)])

    def parts(self, total: int, count: int) -> list[Decimal]:
        """把一个分值分成几份，每份不少于 0.5。"""
        left, parts = total * 2, []
        for still in range(count - 1, 0, -1):
            part = self.number(1, left - still)
            parts.append(Decimal(part) / 2)
            left -= part
        return [*parts, Decimal(left) / 2]

    def score(self, value: Decimal) -> str:
        text = plain(value)
        return self.one(
            [text, text, f"'{text}", f"{half_up(value)}", f"'{wide(text)}", f"{text}分"]
        )

    def count(self, value: Decimal, unit: str) -> str:
        """完成值：一个数和单位。"""
        text = plain(value)
        return self.one([
            text, f"'{text}", f"{text}{unit}", f"{text} {unit}", f"{wide(text)}{unit}",
            f"{value:,f}{unit}", f"完成{text}{unit}", f"共{text}{unit}", f"已完成{text}{unit}",
            f"=A1 → {text}",
        ])  # fmt: skip

    def at_least(self, value: Decimal, unit: str) -> str:
        text = plain(value)
        return self.one([
            f"≥{text}{unit}", f"{text}{unit}以上", f"不少于{text}{unit}", f"不低于{text}{unit}",
            f"{text}{unit}", f"≥ {text} {unit}", f"≧{text}{unit}", f"＞＝{wide(text)}{unit}",
            f">={text}{unit}", f"大于等于{text}{unit}", f"至少{text}{unit}", f"{text}{unit}及以上",
            f"{text}{unit}（含）以上", f"≥{value:,f}{unit}", f"达到{text}{unit}",
            f"完成{text}{unit}",
        ])  # fmt: skip

    def at_most(self, value: Decimal, unit: str) -> str:
        text = plain(value)
        return self.one([
            f"≤{text}{unit}", f"不超过{text}{unit}", f"{text}{unit}以内", f"{text}{unit}以下",
            f"不高于{text}{unit}", f"控制在{text}{unit}以内", f"≦{text}{unit}", f"<={text}{unit}",
            f"不大于 {text}{unit}", f"≤{wide(text)}{unit}", f"小于等于{text}{unit}",
        ])  # fmt: skip

    def percent(self, value: Decimal) -> str:
        """完成的百分数：文字、全角、百分比格式的数。"""
        text = plain(value)
        return self.one([
            f"{text}%", f"{wide(text)}％", f"{text} %", f"{half_up(value)}%%", f"{half_up(value)}%",
            f"=A1 → {half_up(value)}%%",
        ])  # fmt: skip

    def earned(self, share: Decimal, weight: Decimal, over: Decimal) -> tuple[Decimal, str]:
        """得分和原因：满分的可以不写，扣分的写，超出较多的写；完成了也可以写明理由从严。"""
        points = half_up(min(share, Decimal(1)) * weight)
        if share < 1:
            return points, self.one(SHORT)
        if over >= Decimal("1.2"):
            return points, self.one(OVER)
        if self.number(0, 9) == 0 and weight > 1:
            return points - 1, "佐证材料不全，从严扣分；已补齐"
        return points, self.one(NOTHING)

    def row(
        self, target: str, actual: str, weight: Decimal, share: Decimal, over: Decimal = Decimal(1)
    ) -> Row:
        earned, reason = self.earned(share, weight, over)
        return Row(target, actual, self.score(weight), self.score(earned), reason, earned)
