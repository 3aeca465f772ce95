"""填得全对的附表：资金明细分几类、几行，合计、小计随意写在哪里；数据项里再写一遍几笔钱。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pen import Pen, half_up, plain

_GROUPS = ("馆舍工程类", "图书采购类", "读者服务类")
_LINES = (
    "阅览室改造", "书库改造", "走廊改造", "添置中文图书", "添置外文图书", "数据库采购",
    "流动图书车", "读者讲座", "馆员培训",
)  # fmt: skip
_EACH = 3
_SUM, _WHOLE = ("小计", "小 计", "小计：", "{}小计"), ("合计", "合 计", "总计", "合计：")
Pair = tuple[Decimal, Decimal]  # 安排、支出


@dataclass(frozen=True)
class Group:
    name: str
    lines: tuple[tuple[str, Pair], ...]

    @property
    def total(self) -> Pair:
        return sum((pair[0] for _, pair in self.lines), Decimal(0)), sum(
            (pair[1] for _, pair in self.lines), Decimal(0)
        )


def sides(pen: Pen, budget: Decimal, executed: Decimal, unit: str, *, details: bool) -> str:
    """`details` 是这张表样有没有资金明细。"""
    groups = list(_groups(pen, budget, executed)) if details and pen.often() else []
    text = "\n".join(_details(pen, groups)) if groups else ""
    items = "\n".join(_items(pen, groups, executed, unit))
    return f"{text}\n[数据项]\n名称 | 数值 | 单位 | 上年值 | 备注\n{items}"


def _groups(pen: Pen, budget: Decimal, executed: Decimal) -> Iterator[Group]:
    """没有花完的都在一行上：安排最多的一行也没有这么多的，不分类了。"""
    count = pen.number(1, len(_GROUPS))
    each = [_split(pen, part, pen.number(1, _EACH)) for part in _split(pen, budget, count)]
    left, most = budget - executed, max(max(parts) for parts in each)
    if left > most:
        return
    for place, parts in enumerate(each):
        spent = []
        for part in parts:
            mine = left if part == most else Decimal(0)
            left -= mine
            spent.append(part - mine)
        names = _LINES[place * _EACH : place * _EACH + len(parts)]
        pairs = zip(names, zip(parts, spent, strict=True), strict=True)
        yield Group(_GROUPS[place], tuple(pairs))


def _split(pen: Pen, whole: Decimal, count: int) -> list[Decimal]:
    shares = [Decimal(pen.number(1, 9)) for _ in range(count)]
    parts = [half_up(whole * share / sum(shares)) for share in shares[:-1]]
    return [*parts, whole - sum(parts)]


def _details(pen: Pen, groups: Sequence[Group]) -> Iterator[str]:
    yield "[资金明细]"
    yield "类别 | 子项目名称 | 安排资金 | 已支出 | 结转结余 | 结转结余原因"
    above, merged = pen.often(), pen.often()
    for group in groups:
        summed = pen.often() or above
        hidden = summed and pen.often()  # 单个子项目的金额没有分开
        rows = [_row(pen, name, pair, hidden=hidden) for name, pair in group.lines]
        label = pen.one(_SUM).format(group.name)
        if summed:
            rows.insert(0 if above else len(rows), _row(pen, label, group.total))
        for place, row in enumerate(rows):
            name = group.name if not place or not merged else "^"
            yield f"{name} | {row}"
    if pen.often():
        total = (
            sum((group.total[0] for group in groups), Decimal(0)),
            sum((group.total[1] for group in groups), Decimal(0)),
        )
        label, cells = pen.one(_WHOLE), _row(pen, "", total)
        yield f"{label} | {cells}" if pen.often() else f" | {label}{cells}"


def _row(pen: Pen, name: str, pair: Pair, *, hidden: bool = False) -> str:
    if hidden and pen.often():
        return f"{name} | / | / | / |"
    left = pair[0] - pair[1]
    why = "尾款没有到付款期" if left else ""
    return f"{name} | {plain(pair[0])} | {plain(pair[1])} | {plain(left)} | {why}"


def _items(pen: Pen, groups: Sequence[Group], executed: Decimal, unit: str) -> Iterator[str]:
    yield "办证读者 | 1800 | 人 | 1500 |"
    yield f"{pen.one(['社会捐赠资金', '上年支出总额'])} | 3.5 | 万元 | |"
    if pen.often():
        yield f"{pen.one(['支出总额', '全年支出总额'])} | {_said(pen, executed, unit)} | |"
    for group in groups:
        budget, spent = group.total
        if pen.often():
            yield f"{group.name[2:]}资金 | {_said(pen, budget, unit)} | |"
        if pen.often():
            named = pen.one(["已支出", "支出", "支出数"])
            yield f"{group.name}{named} | {_said(pen, spent, unit)} | |"
        if pen.often():
            named = pen.one(["尚未支出", "结余", "结转结余"])
            yield f"{group.name[2:]}{named} | {_said(pen, budget - spent, unit)} | |"


def _said(pen: Pen, value: Decimal, unit: str) -> str:
    """同一个数：换元、换万元写，或四舍五入到少一位。"""
    if unit == "万元" and pen.often():
        return f"{plain(value * 10000)} | 元"
    return f"{plain(half_up(value, 1))} | {unit}" if pen.often() else f"{plain(value)} | {unit}"
