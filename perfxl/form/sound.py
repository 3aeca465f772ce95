"""表样里的值合不合理：数在不在范围里、名称能不能用作文件名和表名、附表齐不齐。

自己写的表样是别处来的文件：写错的要在装载时说清，不能等到画表、核分、写报告时才出错。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfxl.cells.later import later
from perfxl.form.form import Form, SideTable
from perfxl.form.wording import wrong_wordings

# 计分方法、报告里程序写的内容的名称；各自的函数在 score/methods.py、report/names.py，测试比对两边。
METHODS = (
    "ratio", "reverse_ratio", "reverse_linear", "equal", "within_range", "deadline", "bands",
    "execution_rate", "full_or_zero", "filed_points", "ratio_in_band",
)  # fmt: skip
COMPUTED = (
    "资金情况", "资金安排", "子项目情况", "收支情况", "目标与完成", "任务完成", "得分情况",
    "指标小结", "偏差原因", "同比情况", "整改措施",
    "资金表", "资金明细表", "得分表", "指标完成表", "指标完成情况", "任务表", "佐证材料表",
)  # fmt: skip
_KINDS = ("positive", "reverse", "equal", "range", "date", "qualitative", "own", "execution")
# 附表里少不得的列：读表时按它们认行。
_NEEDED = {
    "details": ("name",), "data": ("name", "value"), "evidence": ("indicator", "document"),
    "narratives": ("section", "text"), "tasks": ("name",),
}  # fmt: skip
# 键 → 最小、最大；没有列的数按 `_ANY_NUMBER`。
_BOUNDS = {
    "year": (1949, 2100), "scoring.digits": (0, 6), "scoring.tolerance": (0, 10),
    "report.section.level": (0, 3), "report.body_line": (10, 100), "rows": (0, 500),
    "width": (1, 255), "weight": (0, 10_000),
}  # fmt: skip
_ANY_NUMBER = 10**12
_MOST_LETTERS = 2_000
_UNPRINTABLE = later(
    "[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\U000f0000-\U0010ffff]"
)
_NOT_IN_FILE_NAME = later(r'[\\/:*?"<>|\n\t]')
_NOT_IN_SHEET_NAME = later(r"[\\/:*?\[\]\n\t]|^'|'$")


_LEVEL3 = "level1[name={}].level2[name={}].level3[name={}].method"


def wrong_value(value: Any, route: str) -> str:
    """一个值哪里不对；对的为空。`route` 是没有行名的路径。"""
    if isinstance(value, str):
        if len(value) > _MOST_LETTERS:
            return f"超过 {_MOST_LETTERS} 个字，请改短"
        return "里有印不出来的字，请去掉" if _UNPRINTABLE.search(value) else ""
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return _wrong_number(Decimal(value), route)
    return ""


def _wrong_number(value: Decimal, route: str) -> str:
    low, high = next(
        (bounds for key, bounds in _BOUNDS.items() if route == key or route.endswith(f".{key}")),
        (-_ANY_NUMBER, _ANY_NUMBER),
    )
    if not value.is_finite() or not low <= value <= high:
        return f"应为 {low} 到 {high} 之间的数"
    return "小数位太多" if int(value.as_tuple().exponent) < -10 else ""


def wrong_parts(form: Form) -> Iterator[tuple[str, str]]:
    """（路径，哪里不对）：几处合起来才看得出的。"""
    yield from _methods(form)
    yield from _names(form)
    yield from _columns(form)
    for section in form.report.section:
        for name in section.computed:
            if name not in COMPUTED:
                yield "report.section", f"的 computed 没有“{name}”，可用的有：{'、'.join(COMPUTED)}"
    yield from wrong_wordings(form.report.wording)


def _methods(form: Form) -> Iterator[tuple[str, str]]:
    scoring = form.scoring
    used = [(f"scoring.methods.{kind}", name) for kind, name in scoring.methods.items()]
    used += [("scoring.override", override.method) for override in scoring.override]
    used += [
        (_LEVEL3.format(level1.name, level2.name, level3.name), level3.method)
        for level1 in form.level1 for level2 in level1.level2
        for level3 in level2.level3 if level3.method
    ]  # fmt: skip
    for route, name in used:
        if name not in METHODS:
            yield route, f"没有计分方法“{name}”，可用的有：{'、'.join(METHODS)}"
    for kind in _KINDS:
        if kind not in scoring.methods:
            yield "scoring.methods", f"没有写 {kind} 用哪个方法"


def _names(form: Form) -> Iterator[tuple[str, str]]:
    suffix = form.report.suffix
    if not suffix.strip() or len(suffix) > 40 or _NOT_IN_FILE_NAME.search(suffix):
        yield "report.suffix", '是报告文件名的末尾，不能空着、超过 40 个字、有 \\ / : * ? " < > |'
    sheets = form.sheets
    named = {
        "sheets.main": sheets.main, "sheets.guide": sheets.guide,
        "sheets.findings": sheets.findings, "sheets.scores": sheets.scores,
        "sheets.readings": sheets.readings,
        **{f"table[key={table.key}].sheet": table.sheet for table in form.table},
    }  # fmt: skip
    seen: set[str] = set()
    for route, name in named.items():
        if not name or len(name) > 31 or _NOT_IN_SHEET_NAME.search(name):
            yield route, "是工作表名，不能空着、超过 31 个字、有 \\ / : * ? [ ]"
        if name in seen:
            yield route, f"“{name}”与另一张工作表同名"
        seen.add(name)


def _columns(form: Form) -> Iterator[tuple[str, str]]:
    if "name" not in {column.key for column in form.indicators.column}:
        yield "indicators.column", '少一列 key = "name"（三级指标）'
    keys = [side_table.key for side_table in form.table]
    for table in form.table:
        if keys.count(table.key) > 1:
            yield "table.key", f"“{table.key}”写了两张"
        yield from _side_table(table)


def _side_table(table: SideTable) -> Iterator[tuple[str, str]]:
    columns = {column.key: column for column in table.column}
    for key in _NEEDED[table.key]:
        if key not in columns or not columns[key].required:
            yield (
                f"table[key={table.key}]",
                (f'“{table.sheet}”少一列 key = "{key}"、required = true（按它认行）'),
            )
