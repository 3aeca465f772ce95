"""同一个项目的两次差在哪里：总的、资金、指标，每一处原来是什么、现在是什么。

比的是表里写着的样子；改了一格、别的格跟着变的（核算的得分、总分、等级）也列，局里看得见它牵动了什么。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfxl.cells.quantity import plain

Difference = tuple[str, str, str, str]  # 哪一处、哪一项、原来、现在
Tables = Mapping[str, Sequence[Mapping[str, Any]]]  # 台账里一份表的 filings、funds、indicators

_HEAD = {
    "total_filed_raw": ("总分", "填报"),
    "total": ("总分", "核算"),
    "grade_filed": ("等级", "填报"),
    "grade": ("等级", "核算"),
    "authority": ("表头", "主管部门"),
    "goal": ("年度总体目标", "预期目标"),
    "achievement": ("年度总体目标", "实际完成情况"),
    "execution_points": ("预算执行率", "核算得分"),
}
_FUNDS = {
    "initial_raw": "年初预算数",
    "budget_raw": "全年预算数",
    "executed_raw": "全年执行数",
    "rate_filed_raw": "执行率",
    "weight_filed_raw": "分值",
    "points_filed_raw": "得分",
    "reason": "原因",
}
_INDICATORS = {
    "target": "指标值",
    "actual": "完成值",
    "weight_filed_raw": "分值",
    "points_filed_raw": "得分",
    "points": "核算得分",
    "reason": "原因",
}


def differences(then: Tables, now: Tables) -> list[Difference]:
    """原来的一份、现在的一份，各处的差。"""
    return [
        *_head(then["filings"], now["filings"]),
        *_rows(then["funds"], now["funds"], _FUNDS, "资金"),
        *_rows(then["indicators"], now["indicators"], _INDICATORS, "指标"),
    ]


def _head(
    then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]
) -> Iterator[Difference]:
    for before, after in zip(then[:1], now[:1], strict=True):
        for key, (place, title) in _HEAD.items():
            if _shown(before[key]) != _shown(after[key]):
                yield place, title, _shown(before[key]), _shown(after[key])


def _rows(
    then: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]],
    titles: Mapping[str, str], kind: str,
) -> Iterator[Difference]:  # fmt: skip
    """一行一行比；名称一样的几行，照先后一一对上。"""
    before, after = _named(then), _named(now)
    first = next(iter(titles))
    for key, row in after.items():
        if key not in before:
            yield _name(key), f"新添的{kind}", "", _shown(row[first])
            continue
        for column, title in titles.items():
            old, new = _shown(before[key][column]), _shown(row[column])
            if old != new:
                yield _name(key), title, old, new
    for key, row in before.items():
        if key not in after:
            yield _name(key), f"去掉的{kind}", _shown(row[first]), ""


def _named(rows: Sequence[Mapping[str, Any]]) -> dict[tuple[str, int], Mapping[str, Any]]:
    seen: Counter[str] = Counter()
    made = {}
    for row in rows:
        name = row["name"] or ""
        made[name, seen[name]] = row
        seen[name] += 1
    return made


def _name(key: tuple[str, int]) -> str:
    return key[0] or "（没有名称）"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal) else str(value)
