"""左右两半、资金一项一项写着的读得到；有资金的表头而一行也没有读到的，说没有找到，数照提醒说。"""

from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.findings import Level
from perfxl.form.load import load_all

_FORMS = load_all()
_TABLE = """
[对照]
道路养护项目绩效自评表（2023年） | < | < | < | < | < | < | < | < | < | < | <
项目名称 | 道路养护 | < | < | < | < | < | < | < | < | < | <
主管部门 | 清泉县交通局 | < | < | < | < | 实施单位 | 县养护站 | < | < | < | <
绩效目标申报 | < | < | < | < | < | 绩效自评 | < | < | < | < | <
年初预算 | 资金总额 | < | 80 | < | < | 全年预算 | 80 | 全年执行 | 76 | 得分 | 9.5
^ | 其中：财政拨款 | < | 80 | < | < | ^ | 80 | ^ | 76 | ^ | —
年度目标 | 养护道路60公里。 | < | < | < | < | 完成情况 | 养护道路62公里，路况良好。 | < | < | < | <
一级指标 | 二级 | 三级指标 | 指标值 | 单位 | 分值 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 原因
产出指标 | 数量指标 | 养护道路 | 60 | 公里 | 50 | 养护道路 | 60 | 62 | 50 | 50 |
效益指标 | 社会效益指标 | 路况优良率 | 90 | % | 30 | 路况优良率 | 90 | 92 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | 90 | % | 10 | 群众满意度 | 90 | 92 | 10 | 10 |
总分 | < | < | < | < | < | < | < | < | 100 | 99.5 | <
"""


def test_左右两半_资金一项一项写着的_都读到() -> None:
    """名称竖着盖两行：第一行是总额，第二行是其中；申报一半的是年初预算数。"""
    made = assess(drawn(_TABLE), _FORMS)
    lines = [
        tuple(field and field.value.shown for field in (line.initial, line.budget, line.executed))
        for line in made.filing.funds
    ]
    assert lines == [("80万元", "80万元", "76万元")] * 2
    total = made.filing.total_fund
    assert total is not None
    assert total.points is not None
    assert total.points.value.shown == "9.5"
    assert [row.target.value.shown for row in made.filing.indicators] == ["60公里", "90%", "90%"]
    assert not made.filing.unused
    assert made.scored.total is not None
    assert str(made.scored.total) == "99.50"


def test_资金一行也没有读到的_照提醒说() -> None:
    text = _TABLE.replace("全年预算 | 80 | 全年执行 | 76", "全年预算 | 若干 | 全年执行 | 若干")
    made = assess(drawn(text.replace("^ | 80 | ^ | 76 |", "^ | 若干 | ^ | 若干 |")), _FORMS)
    assert made.filing.total_fund is None
    said = [one for one in made.findings if one.level is Level.WARNING]
    assert any(one.code == "S01" and "没有找到“项目资金”一块" in one.message for one in said)
    unread = {cell.local for one in made.findings if one.code == "U01" for cell in one.cells}
    assert {"D5", "H5", "J5", "L5"} <= unread
