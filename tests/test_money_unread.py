"""有资金的表头而一行资金也没有读到的：说没有找到资金一块，没有用上的数照提醒说。"""

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


def test_资金一行也没有读到的_照提醒说() -> None:
    made = assess(drawn(_TABLE), _FORMS)
    if made.filing.total_fund is not None:  # 读到了，就要读对
        assert made.scored.total is not None
        return
    said = [one for one in made.findings if one.level is Level.WARNING]
    assert any(one.code == "S01" and "没有找到“项目资金”一块" in one.message for one in said)
    unread = {cell.local for one in said if one.code == "U01" for cell in one.cells}
    assert {"D5", "H5", "J5", "L5"} <= unread
