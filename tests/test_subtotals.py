"""小计：画成一行的（在上、在下、写着一级的名称、写在中间的合计）、另成一栏的，都与它那几条的和对。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]
_HEAD = """
[绩效自评表]
项目支出绩效自评表
（2023年度）
项目名称 | 街道图书馆改造
主管部门 | 区文化和旅游局 | 实施单位 | 区图书馆
"""
_TITLES = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分"
BELOW = f"""{_HEAD}
{_TITLES} | 偏差原因分析
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 20 | 20 |
^ | ^ | 添置图书册数 | ≥15000册 | 12000册 | 10 | 8 | 到货晚
^ | ^ | 小计 | | | 30 | 28 |
^ | 质量指标 | 工程验收合格率 | 100% | 100% | 20 | 20 |
产出指标合计 | < | < | | | 50 | 48 |
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | 30 | 28.5 | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 10 | 10 |
合计 | < | < | < | < | 90 | 86.5 |
预算执行率 | < | < | 100% | 98.5% | 10 | 9.85 |
总分 | < | < | < | < | 100 | 96.35 |
"""
ABOVE = f"""{_HEAD}
{_TITLES} | 偏差原因分析
产出指标 | 小计 | < | | | 50 | 48 |
 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 20 | 20 |
 | | 添置图书册数 | ≥15000册 | 12000册 | 10 | 8 | 到货晚
 | 质量指标 | 工程验收合格率 | 100% | 100% | 20 | 20 |
效益指标 | 小计 | < | | | 30 | 28.5 |
 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | 30 | 28.5 | 闭馆两个月
满意度指标 | 小计 | < | | | 20 | 20 |
 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 20 | 20 |
总分 | < | < | < | < | 100 | 96.5 |
"""
BESIDE = f"""{_HEAD}
{_TITLES} | 小计 | 偏差原因分析
产出指标 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 20 | 20 | 28 |
^ | ^ | 添置图书册数 | ≥15000册 | 12000册 | 10 | 8 | ^ | 到货晚
^ | 质量指标 | 工程验收合格率 | 100% | 100% | 20 | 20 | 20 |
效益指标 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | 30 | 28.5 | 28.5 | 闭馆两个月
满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 20 | 20 | 20 |
总分 | < | < | < | < | 100 | 96.5 | 96.5 |
"""
INSIDE = f"""{_HEAD}
一级指标 | 分值 | 得分 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析
产出指标 | 50 | 48 | 数量指标 | 改造阅览室面积 | ≥1200平方米 | 1236平方米 | 20 | 20 |
^ | ^ | ^ | ^ | 添置图书册数 | ≥15000册 | 12000册 | 10 | 8 | 到货晚
^ | ^ | ^ | 质量指标 | 工程验收合格率 | 100% | 100% | 20 | 20 |
效益指标 | 30 | 28.5 | 社会效益指标 | 全年接待读者 | ≥60000人次 | 57000人次 | 30 | 28.5 | 闭馆两个月
满意度指标 | 20 | 20 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 20 | 20 |
总分 | 100 | 96.5 | | | | | 100 | 96.5 |
"""


def _made(text: str, **change: str) -> Assessment:
    return assess(drawn(text, change), FORMS)


def _said(made: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code in codes]


@pytest.mark.parametrize("text", [BELOW, ABOVE, BESIDE, INSIDE])
def test_小计加得对的_不报_也不当作一条指标(text: str) -> None:
    made = _made(text)
    assert not _said(made, "P15", "P06", "W02", "W04", "U01", "S02")
    assert [row.level1.value for row in made.filing.indicators] == [
        "产出指标", "产出指标", "产出指标", "效益指标", "满意度指标",
    ]  # fmt: skip
    assert [row.points.value.shown for row in made.filing.indicators if row.points] == [
        "20", "8", "20", "28.5", "10" if text is BELOW else "20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cell", "wrong", "said"),
    [
        (BELOW, "G8", "29", "小计的得分写 29，数量指标下 2 条加起来是 28，差 1"),
        (BELOW, "F8", "35", "小计的分值写 35，数量指标下 2 条加起来是 30，差 5"),
        (BELOW, "G10", "50", "产出指标合计的得分写 50，产出指标下 3 条加起来是 48，差 2"),
        (BELOW, "G13", "88", "合计的得分写 88，上面 5 条加起来是 86.5，差 1.5"),
        (ABOVE, "G6", "50", "小计的得分写 50，产出指标下 3 条加起来是 48，差 2"),
        (ABOVE, "F10", "40", "小计的分值写 40，效益指标下 1 条加起来是 30，差 10"),
        (BESIDE, "H6", "30", "小计的得分写 30，数量指标下 2 条加起来是 28，差 2"),
        (BESIDE, "H11", "97.5", "小计的得分写 97.5，上面 5 条加起来是 96.5，差 1"),
        (INSIDE, "C6", "50", "产出指标的得分写 50，产出指标下 3 条加起来是 48，差 2"),
        (INSIDE, "C11", "98.5", "各得分的合计写 98.5，上面 5 条加起来是 96.5，差 2"),
    ],
)
def test_小计加错的_说哪几条_应是多少(text: str, cell: str, wrong: str, said: str) -> None:
    [line] = _said(_made(text, **{cell: wrong}), "P15")
    assert line.startswith(f"绩效自评表!{cell} P15 {said}（")


def test_一栏小计没有合并的_往上往下都看() -> None:
    """小计写在各组的头一行，或末一行。"""
    first = BESIDE.replace("| ^ | 到货晚", "| | 到货晚")
    last = BESIDE.replace("20 | 20 | 28 |", "20 | 20 | |").replace("| ^ | 到货晚", "| 28 | 到货晚")
    assert not _said(_made(first), "P15", "U01")
    assert not _said(_made(last), "P15", "U01")
    assert _said(_made(last, H7="27"), "P15")


def test_总分下面只另写一遍的_不是小计() -> None:
    made = _made(BESIDE.replace("| 小计 |", "| |") + "自评总分 | 96.5 | 自评等级 | 优\n")
    assert (made.filing.total and made.filing.total.cell.local) == "G11"
