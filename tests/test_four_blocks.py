"""河北的四块：资金一对一对写着、执行进度和得分的栏名在上一行；原因写在第五块里。"""

from __future__ import annotations

from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.filing.findings import Level
from perfxl.form.load import load_all

FORMS = load_all()
TABLE = """
项目支出绩效自评表 | < | < | < | < | < | < | <
（2024年度） | < | < | < | < | < | < | <
一、基本情况 | < | < | < | < | < | < | <
项目名称 | 老旧泵站更新 | < | < | 实施单位 | 柳河县排灌站 | < | <
主管部门 | 柳河县水利局 | < | < | 金额单位 | 万元 | < | <
二、预算执行情况 | < | < | < | < | < | < | <
预算安排情况（调整后） | < | 资金到位情况 | < | 资金执行情况 | < | 预算执行进度 | 得分
预算数 | 160 | 到位数 | 160 | 执行数 | 152 | 95% | 9.5
三、目标完成情况 | < | < | < | < | < | < | <
年度预期目标 | < | < | < | 具体完成情况 | < | < | 总体完成率
更新泵站8座，灌溉农田不少于3000亩 | < | < | < | 更新泵站7座，灌溉农田3100亩 | < | < | 95%
四、年度绩效指标完成情况 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 预期指标值 | 实际完成值 | 分值 | 自评得分 | 折算得分
产出指标 | 数量指标 | 更新泵站 | 8座 | 7座 | 30 | 87.5 | 26.25
^ | 质量指标 | 验收合格率 | 100% | 100% | 20 | 100 | 20
效益指标 | 社会效益指标 | 灌溉农田 | ≥3000亩 | 3100亩 | 30 | 100 | 30
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 95% | 10 | 100 | 10
总分 | < | < | < | < | 100 | | 95.75
五、存在问题、原因及下一步整改措施 | < | < | < | < | < | < | <
一座泵站电力没有接通，推迟到明年3月更新 | < | < | < | < | < | < | <
"""


def _made(text: str) -> Assessment:
    return assess_all(drawn(f"[自评表]\n{text}"), FORMS)[-1]


def _lines(made: Assessment, code: str) -> list[str]:
    return [one.line() for one in made.findings if one.code == code]


def test_执行进度和得分照上一行的栏名读() -> None:
    made = _made(TABLE)
    (line,) = made.filing.funds
    assert line.rate is not None
    assert line.points is not None
    assert (line.rate.value.shown, line.points.value.shown) == ("95%", "9.5")
    assert not _lines(made, "M02")


def test_执行进度写错了说得出来() -> None:
    made = _made(TABLE.replace("95% | 9.5", "97% | 9.7").replace("95.75", "95.95"))
    assert "执行率写 97%，152÷160（万元）＝95.00%" in _lines(made, "M02")[0]
    assert "预算执行率得分写 9.7" in _lines(made, "M03")[0]


def test_原因写在第五块里的不说没有地方写() -> None:
    said = "扣了分的写在“五、存在问题、原因及下一步整改措施”里"
    (line,) = [one for one in _lines(_made(TABLE), "S01") if "偏差原因" in one]
    assert said in line
    empty = _made(TABLE.replace("一座泵站电力没有接通，推迟到明年3月更新", "无"))
    (line,) = [one for one in _lines(empty, "S01") if "偏差原因" in one]
    assert "没有地方写原因" in line


def test_摞着的几份_缺的表头说在自己的一份上() -> None:
    second = TABLE.replace("实施单位 | 柳河县排灌站", "批复文号 | 柳财〔2024〕8号")
    made = _made(f"{TABLE.strip()}\n|\n{second.replace('老旧泵站', '灌区渠道').strip()}")
    assert [line for line in _lines(made, "S01") if "自评表!A22 S01 没有找到“实施单位”" in line]


def test_栏名认不得的数_说没有用上_不当作名称() -> None:
    made = _made(TABLE.replace("预算执行进度 | 得分", "其他说明事项 | 得分"))
    (found,) = [one for one in made.findings if one.code == "U01" and "G8" in one.line()]
    assert found.level is Level.WARNING
