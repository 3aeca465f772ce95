"""表样不打分而表里打了分的，分值、得分照样加得起来。"""

from dataclasses import replace
from pathlib import Path

from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load

_OWN = Path(__file__).parent / "shapes" / "转移支付_自己打分.txt"
_SUMS = {"W02", "W04", "P06", "M03"}


def _codes(change: dict[str, str]) -> list[str]:
    form = load("mof-2020")
    unscored = replace(
        form,
        funds=replace(form.funds, weight=None),
        indicators=replace(form.indicators, weight=None, scored=False),
        level1=tuple(replace(level1, weight=None) for level1 in form.level1),
    )
    found = assess(drawn(GOOD, change), [unscored]).findings
    return [f"{one.code} {one.message}" for one in found if one.code in {"W04", "P06"}]


def _on_transfer_form(change: dict[str, str]) -> list[str]:
    grid = drawn(_OWN.read_text(encoding="utf-8"), change)
    found = assess(grid, [load("mof-transfer")]).findings
    return [f"{one.level.label} {one.code} {one.message}" for one in found if one.code in _SUMS]


def test_加得对的不报() -> None:
    assert _codes({}) == []


def test_执行率另加十分() -> None:
    assert _codes({"G13": "18", "H13": "18"}) == [
        "P06 总分写 99.1，各项得分之和是 109.1，差 10",
        "W04 总分行的分值是 100，各项分值之和是 110",
    ]


def test_转移支付表上自己打的分加得对的不报() -> None:
    assert _on_transfer_form({}) == []
    assert _on_transfer_form({"G16": ""}) == []


def test_转移支付表上指标已有一百分执行率又加十分() -> None:
    """指标 100 分，资金块里执行率另有 10 分，总分还写 100。"""
    assert _on_transfer_form({"G13": "30", "H13": "30", "H16": "100"}) == [
        "错误 P06 总分写 100，各项得分之和是 109.85，差 9.85",
        "错误 W04 总分行的分值是 100，各项分值之和是 110",
    ]


def test_总分的分值没有写的照百分制核() -> None:
    parts = "预算执行率 10＋产出指标 60＋效益指标 30＋满意度指标 10"
    change = {"G13": "30", "H13": "30", "G16": "", "H16": "109.85"}
    assert _on_transfer_form(change) == [f"核实 W02 各项分值合计 110（{parts}），不是 100"]


def test_资金块里自己打的执行率得分也照算() -> None:
    assert _on_transfer_form({"H6": "10", "H16": "100"}) == [
        "错误 M03 预算执行率得分写 10，应为 min(88.65÷90,1)×10=9.85",
    ]


def test_资金块没有打分的不算执行率() -> None:
    assert (
        _on_transfer_form({"F5:F6": "", "H5:H6": "", "G13": "30", "H13": "30", "H16": "100"}) == []
    )


_ROW = "预算执行率 | < | < | < | < | < | 10 | 9.85"
_TRANSFER = """
[表]
转移支付绩效自评表 | < | < | < | < | < | < | <
（2022年度） | < | < | < | < | < | < | <
转移支付（项目）名称 | < | 饮水工程维修养护 | < | < | < | < | <
地方主管部门 | < | 东岭县水务局 | < | 资金使用单位 | 县供水站 | < | <
资金投入情况（万元） | < | | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A×100%） | < | <
^ | ^ | 年度资金总额： | 120 | 118.2 | 98.5% | < | <
^ | ^ | 其中：中央财政资金 | 120 | 118.2 | 98.5% | < | <
总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | < | <
^ | 养护供水工程30处 | < | < | 三十处工程养护完毕 | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 分值 | 得分
^ | 产出指标 | 数量指标 | 养护工程处数 | 30处 | 30处 | 50 | 50
^ | 效益指标 | 社会效益指标 | 受益人口 | ≥8000人 | 8100人 | {benefit} | {benefit}
^ | 满意度指标 | 服务对象满意度指标 | 用水户满意度 | ≥90% | 92% | 10 | 10
{row}
总分 | < | < | < | < | < | 100 | {total}
"""


def _whole_row(benefit: str, total: str, row: str = _ROW) -> list[str]:
    grid = drawn(_TRANSFER.format(benefit=benefit, total=total, row=row))
    found = assess(grid, [load("mof-transfer")]).findings
    return [f"{one.code} {one.message}" for one in found if one.code in {*_SUMS, "U01"}]


def test_预算执行率一格盖到完成值的一行也算分() -> None:
    assert _whole_row("30", "99.85") == []
    assert _whole_row("40", "100") == [
        "P06 总分写 100，各项得分之和是 109.85，差 9.85",
        "W04 总分行的分值是 100，各项分值之和是 110",
    ]


def test_加起来超过一百的_不叫把总分改成一百一() -> None:
    grid = drawn(_TRANSFER.format(benefit="40", total="100", row=_ROW))
    [said] = [one for one in assess(grid, [load("mof-transfer")]).findings if one.code == "P06"]
    assert not said.fixes
    assert "先改对各项的分值、得分" in said.fix


def test_预算执行率各格分开写的一行() -> None:
    row = "预算执行率 | 预算执行率 | 预算执行率 | 预算执行率 | 100% | 98.5% | 10 | 9.85"
    assert _whole_row("30", "99.85", row) == []


def test_自己打分的_分值只填在总额行() -> None:
    grid = drawn(_OWN.read_text(encoding="utf-8"), {"F7": "10", "H7": "9.83"})
    found = assess(grid, [load("mof-transfer")]).findings
    (line,) = [one.line() for one in found if one.code == "M09"]
    assert "F7、H7 M09 其中：中央补助填了分值、得分，只应填在总额行" in line
