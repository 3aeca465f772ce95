"""汇总.xlsx 里照台账列的各张表：单位、项目、指标、资金、结论。"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pandas as pd

from perfxl.bureau.tables.offices import BAND_COLUMNS, BAND_NAMES
from perfxl.bureau.tables.sheet import WHO, Column, Sheet, spot
from perfxl.filing.findings import TRIAL, Level

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole


def _of(frame: str, order: str) -> Callable[[Whole], pd.DataFrame]:
    """台账的一张表，照单位、项目排。"""

    def made(whole: Whole) -> pd.DataFrame:
        bureau = whole.bureau
        added = bureau.with_filing(getattr(bureau, frame))
        keys = ["office", "project", "submission", order]
        return added.sort_values(keys, kind="stable")

    return made


def _filings(whole: Whole) -> pd.DataFrame:
    return whole.bureau.filings.sort_values(["office", "project", "submission"], kind="stable")


def _less(row: Any) -> object:
    """填报比核算多几分。"""
    known = row.total_filed is not None and row.total is not None
    return row.total_filed - row.total if known else None


def _less_points(row: Any) -> object:
    known = row.points_filed is not None and row.points is not None
    return row.points_filed - row.points if known else None


_LABELS = {level.value: level.label for level in Level}
_FUNDS = {"total": "总额", "fiscal": "财政拨款", "carryover": "上年结转", "other": "其他资金",
          "detail": "明细"}  # fmt: skip

OFFICES = Sheet(
    "单位",
    lambda whole: whole.offices,
    (
        Column("单位", "office", width=26),
        Column("主管部门", "authority", width=18),
        Column("收到（份）", "filings", "whole", 8),
        Column("计入分数（份）", "counted", "whole", 8),
        Column("未报（个）", "absent", "whole", 8),
        Column("重报（次）", "again", "whole", 8),
        Column("全年预算（万元）", "budget", "money", 15),
        Column("全年执行（万元）", "executed", "money", 15),
        Column("执行率", "rate", "percent", 9),
        Column("金额存疑（份）", "doubts", "whole", 9),
        Column("总分中位数", "middle", "points", 9),
        Column("最低", "lowest", "points", 8),
        Column("最高", "highest", "points", 8),
        Column("满分（份）", "full", "whole", 8),
        *(
            Column(f"{name} 分", column, "whole", 8)
            for name, column in zip(BAND_NAMES, BAND_COLUMNS, strict=True)
        ),
        Column("错误（条）", "error", "whole", 8),
        Column("核实（条）", "verify", "whole", 8),
        Column("提醒（条）", "warning", "whole", 8),
        Column("每份错误", "error_each", "points", 8),
        Column("雷同（处）", "copied", "whole", 8),
        Column("离群（处）", "outliers", "whole", 8),
    ),
)
FILINGS = Sheet(
    "项目",
    _filings,
    (
        *WHO,
        Column("主管部门", "authority", width=18),
        Column("年度", "year", width=7),
        Column("表样", "form_title", width=22),
        Column("年初预算（万元）", "initial", "money", 14),
        Column("全年预算（万元）", "budget", "money", 14),
        Column("全年执行（万元）", "executed", "money", 14),
        Column("执行率", "execution_rate", "percent", 9),
        Column("填报总分", "total_filed", "points", 8),
        Column("核算总分", "total", "points", 8),
        Column("多填", _less, "points", 7),
        Column("填报等级", "grade_filed", width=7),
        Column("核算等级", "grade", width=7),
        Column("错误", "error", "whole", 6),
        Column("核实", "verify", "whole", 6),
        Column("提醒", "warning", "whole", 6),
        Column("状态", "state", width=7),
        Column("第几次报", "version", "whole", 6),
        Column("文件日期", "received", "date", 11),
        Column("计入分数", lambda row: bool(row.counted), width=7),
        Column("文件", spot(cell="name_cell"), "link", 46),
    ),
)
INDICATORS = Sheet(
    "指标",
    _of("indicators", "number"),
    (
        *WHO,
        Column("一级指标", "level1", width=11),
        Column("二级指标", "level2", width=13),
        Column("三级指标", "name", "long", 24),
        Column("指标值", "target", width=13),
        Column("完成值", "actual", width=13),
        Column("指标值（数）", "target_value", "number", 11),
        Column("完成值（数）", "actual_value", "number", 11),
        Column("计量单位", lambda row: row.actual_unit or row.target_unit, width=8),
        Column("完成率", "completion", "percent", 9),
        Column("分值", "weight_filed", "points", 7),
        Column("填报得分", "points_filed", "points", 8),
        Column("核算得分", "points", "points", 8),
        Column("多填", _less_points, "points", 7),
        Column("计分方法", "method_title", width=14),
        Column("原因及措施", "reason", "long", 36),
        Column("位置", spot(cell="actual_cell"), "link", 46),
    ),
)
FUNDS = Sheet(
    "资金",
    _of("funds", "number"),
    (
        *WHO,
        Column("资金名称", "name", width=20),
        Column("性质", lambda row: _FUNDS.get(row.kind, row.kind), width=9),
        Column("年初预算（万元）", "initial", "money", 14),
        Column("全年预算（万元）", "budget", "money", 14),
        Column("全年执行（万元）", "executed", "money", 14),
        Column("填报执行率", "rate_filed", "percent", 10),
        Column("算出执行率", "rate", "percent", 10),
        Column("分值", "weight_filed", "points", 7),
        Column("填报得分", "points_filed", "points", 8),
        Column("原因", "reason", "long", 30),
        Column("位置", spot(cell="executed_cell"), "link", 46),
    ),
)
FINDINGS = Sheet(
    "结论",
    _of("findings", "number"),
    (
        *WHO,
        Column("级别", lambda row: _LABELS[row.level] + TRIAL * bool(row.trial), width=10),
        Column("代码", "code", width=6),
        Column("规则", "title", "long", 28),
        Column("是什么", "message", "long", 46),
        Column("怎么改", "fix", "long", 32),
        Column("依据", "source", "long", 18),
        Column("填报人的说明", "explanation", "long", 20),
        Column("位置", spot(), "link", 46),
    ),
)
