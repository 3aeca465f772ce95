"""表样里管分数的部分：计分方法、定性的档、等级、界线。"""

from __future__ import annotations

from collections.abc import Mapping
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

    个别方法另有出处的写在 `sources`：方法 → 出处。`rescale` 的表样，写“不适用”的各条从总分里去掉，
    实得分÷（总分值－不适用的分值）×总分值。
    """

    source: str
    methods: dict[str, str]
    digits: int
    tolerance: Decimal
    sources: dict[str, str] = field(default_factory=dict)
    rescale: bool = False
    override: tuple[Override, ...] = ()
    band: tuple[Band, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """一个等级：总分不低于 `low`（分）。"""

    name: str
    low: Decimal
    source: str
    synonyms: tuple[str, ...] = ()


LimitKey = Literal[
    "over_notice", "over_explain", "execution_low", "score_above_execution", "money_difference",
    "growth", "heavy_indicator", "same_amount", "budget_moved", "late_filing",
    "misread_actual", "misread_points", "exact_rows", "exact_value", "own_total",
    "least_each", "most_each", "least_money", "most_money", "quantified_share", "formal_rate",
    "zero_below", "zero_above", "progress_target",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limit:
    """一条界线：`value` 的单位和意思见 `LIMITS`。"""

    key: LimitKey
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class LimitWords:
    """一条界线的名称和说法：填报说明、草稿、docs/表样.md 都照这里。

    `unit` 是 `value` 的单位：`%` 的写成比例（0.8 即 80%），`金额` 的按表样的金额单位。
    `says` 的 {} 处填数；`zero` 是数为 0 时的说法。
    """

    title: str
    says: str
    unit: Literal["倍", "%", "金额", "个月", "条", ""]
    means: str
    zero: str = ""


LIMITS: Mapping[LimitKey, LimitWords] = {
    "over_notice": LimitWords(
        "完成值高：提示", "达到指标值的 {}", "倍", "完成值达到指标值的多少倍时提示"
    ),
    "over_explain": LimitWords(
        "完成值高：须说明", "达到指标值的 {}", "倍", "完成值达到指标值的多少倍时必须说明原因"
    ),
    "execution_low": LimitWords("执行率低：须说明", "低于 {}", "%", "执行率低于多少须说明"),
    "score_above_execution": LimitWords(
        "得分率高于执行率", "相差超过 {}", "%", "指标得分率高出执行率多少时提醒"
    ),
    "money_difference": LimitWords("金额前后不一致", "相差超过 {}", "金额", "金额勾稽的容许差"),
    "growth": LimitWords("与上年相比变动大", "达到 {}", "倍", "与上年相比变动多少倍时提醒"),
    "heavy_indicator": LimitWords(
        "一条指标过重（试行）", "占总分的 {}", "%", "一条指标占总分多少时提示"
    ),
    "same_amount": LimitWords("同一笔金额不等（试行）", "相差超过 {}", "%", "同一笔金额容许的差"),
    "budget_moved": LimitWords(
        "年中增减预算：须说明",
        "达到年初预算的 {}",
        "%",
        "预算年中增减到年初数的多少应说明",
        "不论多少",
    ),
    "late_filing": LimitWords(
        "填报太晚（试行）", "年度结束 {}以后", "个月", "年度结束几个月以后填报的提示"
    ),
    "misread_actual": LimitWords(
        "指标值像是认错的：完成得少",
        "不到指标值的 {}",
        "%",
        "完成值不到指标值的多少，又记了满分的，怀疑指标值认错了",
    ),
    "misread_points": LimitWords(
        "指标值像是认错的：记了满分",
        "达到分值的 {}",
        "%",
        "怀疑指标值认错时，得分到分值的多少算记了满分",
    ),
    "exact_rows": LimitWords(
        "恰好等于下限（试行）：条数", "达到 {}", "条", "几条的完成值恰好等于下限时提示"
    ),
    "exact_value": LimitWords(
        "恰好等于下限（试行）：指标值",
        "不小于 {}",
        "",
        "小的数恰好相等很平常，指标值不小于多少才算",
    ),
    "least_each": LimitWords(
        "金额太小：平均每人", "不到 {} 元", "", "表头写元的，平均每人每户不到多少元怀疑单位写错"
    ),
    "most_each": LimitWords(
        "金额太大：平均每人",
        "超过 {} 万元",
        "",
        "表头写万元的，补助到人的平均每人超过多少万元怀疑单位写错",
    ),
    "least_money": LimitWords(
        "金额太小：整个项目", "不到 {} 元", "", "表头写元的，全部预算不到多少元怀疑单位写错"
    ),
    "most_money": LimitWords(
        "金额太大：一个项目", "达到 {} 亿元", "", "表头写万元的，一个项目到了多少亿元怀疑单位写错"
    ),
    "quantified_share": LimitWords(
        "定量指标太少（试行）", "不到 {}", "%", "有数可比的指标不到全部的多少时提醒"
    ),
    "formal_rate": LimitWords(
        "形式定量（试行）",
        "不低于 {}",
        "%",
        "说不出怎么量的名称，指标值的整数百分比不低于多少时提醒",
    ),
    "zero_below": LimitWords(
        "完成太少：不得分", "低于 {}", "%", "完成率低于多少不得分（重点履职）"
    ),
    "zero_above": LimitWords(
        "完成太多：不得分", "高于 {}", "%", "完成率高于多少不得分（重点履职）"
    ),
    "progress_target": LimitWords(
        "执行进度的指标值", "{}", "%", "执行进度（执行率）一条的指标值规定是多少"
    ),
    "own_total": LimitWords(
        "表样不打分而自己打了分的：合计", "{}", "", "表样没有分值、表上自己加了的，各项合计应是多少"
    ),
}


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
