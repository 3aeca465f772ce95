"""表样里管分数的部分：计分方法、定性的档、等级、界线。"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal


@dataclass(frozen=True, slots=True)
class Override:
    """某一级指标（可再限定二级、三级名称）不按目标的写法、而按指定方法计分。"""

    method: str
    source: str
    level1: str = ""
    level2: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """定性指标的一档：得分占分值的比例在 [low, high] 或 [low, high) 之间（0–1）。"""

    name: str
    low: Decimal
    high: Decimal
    phrases: tuple[str, ...]
    includes_high: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """计分：目标的写法 → 方法（methods.py 里登记的名称）；四舍五入的小数位。

    个别方法另有出处的写在 `sources`：方法 → 出处。
    """

    source: str
    methods: dict[str, str]
    digits: int
    tolerance: Decimal
    sources: dict[str, str] = field(default_factory=dict)
    override: tuple[Override, ...] = ()
    band: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """一个等级：总分不低于 `low`（分）。"""

    name: str
    low: Decimal
    source: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """一条界线：`value` 是比例（0–1 或倍数）或分数，含义见 `key`。"""

    key: Literal[
        "over_notice",  # 完成值达到指标值的多少倍时提示（1.2）
        "over_explain",  # 达到多少倍时必须说明原因（1.3）
        "execution_low",  # 执行率低于多少须说明（0.8）
        "score_above_execution",  # 指标得分率高出执行率的幅度（0.05）
        "money_difference",  # 金额勾稽的容许差（按 money_unit 计）
        "growth",  # 完成值与上年相比变动的幅度（倍数）
        "heavy_indicator",  # 一条指标占总分值的多少就算过重（0.4）
        "same_amount",  # 两处说的是一笔钱，容许的差（占其中一笔的比例）
        "late_filing",  # 年度结束后过了几个月才填报的提示
        "budget_moved",  # 预算年中增减到年初数的几成（0–1）算大，应说明
    ]
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Cap:
    """封顶：`of`（一级或二级指标的名称，空着是总分）最高得 `points` 分。

    写了 `execution_below`（0–1）的，预算执行率低于它才封；没有写的，`of` 的各行都没有填报才封。
    """

    name: str
    points: Decimal
    source: str
    execution_below: Decimal | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """扣分：正向指标的完成值高出指标值的比例到了 `line`（0.3 即 30%），该指标减 `points` 分。"""

    name: str
    line: Decimal
    points: Decimal
    source: str
