"""单位像是写错、漏写的完成值：A02 说，分不照写错的单位算。"""

from __future__ import annotations

import pytest
from unseen import made

from perfxl.results.scores import scores_sheet

TABLE = """
[自评表]
项目支出绩效自评表 | < | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | < | <
项目名称 | 农村饮水安全 | < | < | 实施单位 | 青山县供水总站 | < | <
主管部门 | 青山县水利局 | < | < | < | < | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
< | 年度资金总额 | 60 | 60 | 57 | 10 | 95% | 9.5
年度目标 | 受益3.2万人 | < | < | 受益3.25万人 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 成本指标 | 户均成本 | ≤1.2万元 | 1.15万元 | 50 | 50 |
效益指标 | 社会效益指标 | 受益人口 | ≥3.2万人 | 3.25万人 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 用水户满意度 | ≥90% | 93% | 10 | 10 |
总分 | < | < | < | < | 100 | 99.5 |
"""


@pytest.mark.parametrize(
    ("right", "wrong", "row"), [("3.25万人", "3.25人", 1), ("1.15万元", "11500", 0)]
)
def test_单位写错的_不照它算分(right: str, wrong: str, row: int) -> None:
    fine, slipped = made(TABLE), made(TABLE.replace(f"| {right} |", f"| {wrong} |"))
    assert fine.scored.indicators[row].computed
    score = slipped.scored.indicators[row]
    assert (score.computed, score.completion) == (False, None)
    assert slipped.scored.total == fine.scored.total
    codes = [one.code for one in slipped.findings if one.level.label in {"错误", "核实"}]
    assert codes == ["A02"]


@pytest.mark.parametrize(
    ("total", "said"), [("99.5", None), ("98.5", "自评得分各条相加 99.50，表里的总分填 98.50")]
)
def test_得分明细的合计与各条加不起来的_说明白(total: str, said: str | None) -> None:
    sheet = scores_sheet([made(TABLE.replace("100 | 99.5", f"100 | {total}"))])
    (row,) = [row for row in sheet.rows if row and row[0].value == "合计"]
    told = str(row[-1].value)
    assert told.startswith("等级：优")
    assert (told.partition("；")[2] or None) == said
