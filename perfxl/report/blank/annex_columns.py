"""附件指标表的各列：照表样印着的，每列填哪一个名称。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfxl.form.form import Column, Form

_TAGS = {
    "level1": "{{ 行.一级|合并 }}", "level2": "{{ 行.二级|合并 }}", "name": "{{ 行.三级 }}",
    "target": "{{ 行.指标值 }}", "actual": "{{ 行.完成值 }}", "weight": "{{ 行.分值 }}",
    "points": "{{ 行.得分 }}", "share": "{{ 行.得分系数 }}", "deduction": "{{ 行.扣减分数 }}",
    "recheck_actual": "{{ 行.复核完成值 }}", "recheck_points": "{{ 行.复核得分 }}",
    "initial": "{{ 行.年初指标值 }}", "explained": "{{ 行.指标解释 }}",
    "criteria": "{{ 行.评分标准 }}", "core": "{{ 行.核心指标 }}",
    "drift": "{{ 行.偏离度 }}", "reason": "{{ 行.原因 }}", "evidence": "{{ 行.佐证材料 }}",
}  # fmt: skip
LEFT = {"name", "reason", "evidence", "explained", "criteria"}


def annex_columns(form: Form) -> list[Column]:
    """印着、填报人填的各列。"""
    drawn = (column for column in form.indicators.column if column.drawn)
    return [column for column in drawn if column.key in _TAGS and not column.reserved]


def tags_of(columns: Sequence[Column]) -> Mapping[str, str]:
    """各列填什么；年初值另有一列的，指标值一列只填调整过的。"""
    split = any(column.key == "initial" for column in columns)
    return _TAGS | ({"target": "{{ 行.调整指标值 }}"} if split else {})
