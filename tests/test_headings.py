"""指标块的列各地叫法不同：写着的都认得，填的读得到。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.model import Filing, Indicator
from perfxl.form.load import load, load_all
from perfxl.read import read

FORMS = load_all()
_TOP = """
[Sheet1]
柳河县{title} | < | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | < | <
项目名称 | < | 校车安全 | < | < | < | < | < | <
主管部门 | < | 柳河县教育局 | < | < | 实施单位 | < | 柳河县校车办 | <
"""
_ROWS = """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | {target} | {actual} | {weight} | {points} | {reason}
^ | 产出指标 | 数量指标 | 检修校车 | ≥24辆 | 22辆 | 50 | 45.83 | 两辆报废
^ | 效益指标 | 社会效益指标 | 乘车学生 | ≥960人 | 980人 | 50 | 50 |
总分 | < | < | < | < | < | 100 | 95.83 |
"""
_USUAL = {
    "target": "年度指标值",
    "actual": "实际完成值",
    "weight": "分值",
    "points": "得分",
    "reason": "偏差原因分析及改进措施",
}
_OTHERS = [
    *(
        ("actual", name)
        for name in (
            "实际完成指标值（包含数字及文字描述）",
            "完成指标值",
            "全年完成情况",
            "完成情况",
            "指标完成情况",
        )
    ),
    *(("weight", name) for name in ("满分", "满分值", "指标满分（分）")),
    *(("points", name) for name in ("单位自评得分", "单位自评分")),
    *(("reason", name) for name in ("备注", "自评说明", "说明", "情况说明")),
    *(("target", name) for name in ("标杆值", "预期指标值（包含数字及文字描述）")),
]


def _read(title: str = "项目支出绩效自评表", **names: str) -> Filing:
    text = _TOP.format(title=title) + _ROWS.format(**{**_USUAL, **names})
    return read(drawn(text), FORMS)


def _shown(row: Indicator) -> tuple[str, ...]:
    amounts = (row.actual, row.weight, row.points)
    shown = [field.value.shown if field else "-" for field in amounts]
    return row.target.value.shown, *shown, row.reason.value if row.reason else "-"


@pytest.mark.parametrize(("key", "name"), _OTHERS)
@pytest.mark.parametrize("title", ["项目支出绩效自评表", "校车专项评分表"])
def test_列名各地叫法(title: str, key: str, name: str) -> None:
    first, second = _read(title, **{key: name}).indicators
    assert _shown(first) == ("≥24辆", "22辆", "50", "45.83", "两辆报废")
    assert _shown(second)[:4] == ("≥960人", "980人", "50", "50")


def test_既有偏差原因又有备注的_备注不是原因() -> None:
    text = (
        _TOP.format(title="项目支出绩效自评表")
        + """
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 | 备注 | 偏差原因
^ | 产出指标 | 数量指标 | 检修校车 | ≥24辆 | 22辆 | 45.83 | 台账第3页 | 两辆报废
"""
    )
    (row,) = read(drawn(text), FORMS).indicators
    assert (row.reason and row.reason.value) == "两辆报废"


_CRITERIA = """
[Sheet1]
2024年度部门整体支出绩效评价自评表 | < | < | < | < | < | < | <
单位 | 柳河县校车办 | < | < | < | < | < | <
序号 | 一级⏎指标 | 二级⏎指标 | 三级⏎指标 | 指标分值 | 指标解释 | 指标说明及评分标准 | 自评得分
1 | 规划⏎(40分) | 计划⏎(40分) | 计划⏎完整性 | 20 | 计划是否齐全 | 1、有年度计划；2、有月计划 | 18
2 | ^ | ^ | 计划⏎可行性 | 20 | 计划能不能做到 | 可行的得满分 | 20
3 | 执行⏎(60分) | 预算⏎(60分) | 预算执行率 | 60 | 支出与预算的比率 | 每低一个百分点扣一分 | 57
合计 | < | < | < | 100 | | | 95
"""


def test_按评分标准打分_没有指标值的表() -> None:
    filing = read(drawn(_CRITERIA), FORMS)
    assert (filing.year and filing.year.value) == "2024"
    rows = [
        (row.level1.value, row.name.value.replace("\n", ""), _shown(row)[1:4])
        for row in filing.indicators
    ]
    assert rows == [
        ("规划", "计划完整性", ("", "20", "18")),
        ("规划", "计划可行性", ("", "20", "20")),
        ("执行", "预算执行率", ("", "60", "57")),
    ]
    assert (filing.total and filing.total.value.shown) == "95"
    assert not [gap for gap in filing.gaps if "指标值" in gap.what]  # 安徽的表样本来就没有
    plain = read(drawn(_CRITERIA), [load("mof-2020")])
    assert [gap.level for gap in plain.gaps if "指标值" in gap.what] == ["info"]


def test_评分表里没有填的分_报告_没有的列不报() -> None:
    judged = assess(drawn(_CRITERIA.replace("得满分 | 20", "得满分 |")), FORMS)
    blank = [each for each in judged.findings if each.code == "F04"]
    assert [[cell.local for cell in each.cells] for each in blank] == [["H5"]]
    errors = [each.code for each in judged.findings if each.level.value == "error"]
    assert "S01" not in errors
    assert "F03" not in errors


def test_没有抄全的评分表_最后一类少的分不说() -> None:
    text = _CRITERIA.replace("3 | 执行⏎(60分)", "3 | 执行⏎(80分)").replace(
        "预算⏎(60分)", "预算⏎(70分)"
    )
    cut = text.replace("合计 | < | < | < | 100 | | | 95", "")
    whole, part = (assess(drawn(each), FORMS) for each in (text, cut))
    assert {"W03", "W06"} <= {each.code for each in whole.findings}
    assert not {"W03", "W06"} & {each.code for each in part.findings}


_DETAILS = """
[资金明细]
类别 | 子项目名称 | 安排资金 | 已支出 | 结转结余 | 结转结余原因
设备 | 书架 | 90 | 88.65 | 1.35 | 余款
"""


@pytest.mark.parametrize("side", ["", _DETAILS], ids=["没有附表", "附表里有资金明细"])
@pytest.mark.parametrize(
    ("cell", "title"), [("D5", "年初预算数"), ("E5", "全年预算数"), ("F5", "全年执行数")]
)
def test_资金块少了一栏的名称_说是哪一栏_别的照读(cell: str, title: str, side: str) -> None:
    found = assess(drawn(GOOD + side, {cell: ""}), FORMS)
    assert f"没有找到资金的“{title}”列" in [one.message for one in found.findings]
    total = found.filing.total_fund
    assert total is not None
    read = [field is not None for field in (total.initial, total.budget, total.executed)]
    assert read.count(True) == 2


def test_整块资金都没有_附表里有明细的也说() -> None:
    gone = {f"{column}{row}": "" for column in "ABCDEFGHI" for row in range(5, 10)}
    found = assess(drawn(GOOD + _DETAILS, gone), FORMS)
    assert any("“项目资金”一块" in one.message for one in found.findings)


@pytest.mark.parametrize(
    ("target", "actual", "weight"),
    [
        ("2024年指标值", "2024年完成值", "2023年完成值 | 分值"),
        ("年度指标值", "2024年实际值", "2023年实际值 | 分值"),
    ],
)
def test_列名里写着几个年度的(target: str, actual: str, weight: str) -> None:
    text = _TOP.format(title="项目支出绩效自评表") + _ROWS.format(
        **{**_USUAL, "target": target, "actual": actual, "weight": weight}
    ).replace("| 22辆 |", "| 22辆 | 9辆 |").replace("| 980人 |", "| 980人 | 900人 |")
    rows = read(drawn(text), FORMS).indicators
    assert [row.actual.value.shown for row in rows] == ["22辆", "980人"]
    assert [row.weight.value.shown for row in rows if row.weight] == ["50", "50"]


def test_上年的一列不当今年的_今年的一列带着年份() -> None:
    rows = _ROWS.format(**{**_USUAL, "target": "2024年目标", "actual": "2024年完成"})
    head, *body = rows.strip().splitlines()
    above = "绩效指标 | 一级指标 | 二级指标 | 三级指标 | 2023年完成 |"
    wide = [head.replace("绩效指标 | 一级指标 | 二级指标 | 三级指标 |", above)]
    for line, last in zip(body[:2], ("19辆", "900人"), strict=True):
        cells = line.split(" | ")
        wide.append(" | ".join([*cells[:4], last, *cells[4:]]))
    filing = read(drawn(_TOP.format(title="项目支出绩效自评表") + "\n".join(wide)), FORMS)
    assert [row.target.value.raw for row in filing.indicators] == ["≥24辆", "≥960人"]
    assert [row.actual.value.raw for row in filing.indicators] == ["22辆", "980人"]
    unused = [cell.raw for each in filing.unused for cell in each.cells]
    assert {"19辆", "900人"} <= set(unused)
