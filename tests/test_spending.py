"""收入、支出左右并排的资金块取支出的；执行率和它的分值、得分另写成一行的，归总额。"""

from __future__ import annotations

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.library.frames import frames
from perfxl.read import read
from perfxl.results.document import document

FORMS = load_all()
_TOP = """
[部门整体]
2024年度部门整体支出绩效自评表 | < | < | < | < | < | < | <
部门名称 | 石塘县民政局 | < | < | < | < | < | <
"""
_ROWS = """
财政拨款收入 | | 3400 | 3400 | 基本支出 | | 1250 | 1245
其他收入 | | 100 | 100 | 项目支出 | | 2250 | 2080
收入合计 | | 3500 | 3500 | 支出合计 | | 3500 | 3325
预算执行率 | | 95% | | 分值 | 10 | 得分 | 9.5
"""
_REST = """
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 保障困难群众基本生活 | < | < | 基本生活得到保障 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因及改进措施
产出指标 | 数量指标 | 运营敬老院 | 14所 | 14所 | 50 | 50 |
效益指标 | 社会效益指标 | 救助覆盖率 | 100% | 100% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 99.5 |
"""


def _shown(*fields: Field[Quantity] | None) -> list[str]:
    return ["" if field is None else field.value.shown for field in fields]


@pytest.mark.parametrize(
    "head",
    [
        "收入（万元） | < | 预算数 | 决算数 | 支出（万元） | < | 预算数 | 决算数",
        "收入项目（万元） | 行次 | 预算数 | 决算数 | 支出项目 | 行次 | 预算数 | 决算数",
        (
            "收入（万元） | < | < | < | 支出（万元） | < | < | <\n"
            "项目 | < | 预算数 | 决算数 | 项目 | < | 预算数 | 决算数"
        ),
        "本年收入（万元） | < | 收入预算数 | 收入决算数 | 本年支出 | < | 支出预算数 | 支出决算数",
        "项目（万元） | < | 收入预算 | 收入决算数 | 项目 | < | 支出预算 | 支出决算数",
    ],
)
def test_收入支出并排的_执行数是支出的(head: str) -> None:
    found = assess(drawn(f"{_TOP}{head}{_ROWS}{_REST}"), FORMS)
    total = found.filing.total_fund
    assert total is not None
    assert total.name.value == "支出合计"
    assert _shown(total.budget, total.executed, total.rate, total.weight, total.points) == [
        "3500万元", "3325万元", "95%", "10", "9.5",
    ]  # fmt: skip
    parts = [line for line in found.filing.funds if line is not total]
    assert [line.name.value for line in parts] == ["基本支出", "项目支出"]
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []


def test_收入支出并排的_收入那一边没有用上_说出来() -> None:
    head = "收入（万元） | < | 预算数 | 决算数 | 支出（万元） | < | 预算数 | 决算数"
    unused = [one.what for one in read(drawn(f"{_TOP}{head}{_ROWS}{_REST}"), FORMS).unused]
    assert unused == ["“收入（万元）”一栏", "“预算数”一栏", "“决算数”一栏"]


def test_支出写错的照样核() -> None:
    head = "收入（万元） | < | 预算数 | 决算数 | 支出（万元） | < | 预算数 | 决算数"
    text = f"{_TOP}{head}{_ROWS}{_REST}".replace("3500 | 3325", "3500 | 3225")
    assert {one.code for one in assess(drawn(text), FORMS).findings} >= {"M01", "M02"}


_STACKED = """
部门收支（万元） | | 项目 | 预算数 | 决算数 | 分值 | 执行率 | 得分
{}"""


@pytest.mark.parametrize(
    "rows",
    [
        """
^ | 收入合计 | < | 3500 | 3500 | | |
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 其他收入 | < | 100 | 100 | | |
^ | 支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
""",
        """
^ | 一、收入 | < | 3500 | 3500 | | |
^ | 财政拨款 | < | 3400 | 3400 | | |
^ | 其他资金 | < | 100 | 100 | | |
^ | 二、支出 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
""",
        """
^ | 财政拨款 | < | 3400 | 3400 | | |
^ | 其他 | < | 100 | 100 | | |
^ | 本年收入总计 | < | 3500 | 3500 | | |
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 本年支出总计 | < | 3500 | 3325 | 10 | 95% | 9.5
""",
        """
^ | 支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 收入合计 | < | 3500 | 3500 | | |
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 其他收入 | < | 100 | 100 | | |
""",
    ],
)
def test_收入支出上下摞着的_总额是支出合计(rows: str) -> None:
    text = _TOP + _STACKED.format(rows.lstrip("\n")) + _REST.lstrip("\n")
    found = assess(drawn(text), FORMS)
    total = found.filing.total_fund
    assert total is not None
    assert _shown(total.budget, total.executed, total.points) == ["3500万元", "3325万元", "9.5"]
    open_ones = [one for one in found.findings if one.level is not Level.INFO]
    assert open_ones == []
    income = [line.name.value for line in found.filing.income if line.kind == "total"]
    assert len(income) == 1
    assert [_shown(line.budget, line.executed) for line in found.filing.income] == [
        ["3500万元", "3500万元"], ["3400万元", "3400万元"], ["100万元", "100万元"],
    ]  # fmt: skip
    _in_document(found)


def _in_document(found: Assessment) -> None:
    """给程序读的：资金总额只有一行，是支出的；收入的另在一处。"""
    made = document(found, "表.xlsx")["filing"]
    [total] = [line for line in made["funds"] if line["kind"] == "total"]
    assert (total["budget"]["value"], total["executed"]["value"]) == ("3500", "3325")
    assert [line["executed"]["value"] for line in made["income"]] == ["3500", "3400", "100"]
    spent = frames([found])["funds"]
    assert [line["name"]["value"] for line in made["funds"]] == spent["name"].to_list()


def _found(rows: str) -> Assessment:
    return assess(drawn(_TOP + _STACKED.format(rows.lstrip("\n")) + _REST.lstrip("\n")), FORMS)


@pytest.mark.parametrize(
    "rows",
    [
        """
^ | 收入合计 | < | 3500 | 3500 | | |
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 其他收入 | < | 100 | 100 | | |
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
""",
        """
^ | 上年结转 | < | 60 | 60 | | |
^ | 收入合计 | < | 3500 | 3500 | | |
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 其他收入 | < | 100 | 100 | | |
^ | 支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
""",
        """
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 其他收入 | < | 100 | 100 | | |
^ | 收入合计 | < | 3500 | 3500 | | |
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 结转下年 | < | 0 | 175 | | |
""",
    ],
)
def test_合计写在哪里_前后另有结转_各行都归得对(rows: str) -> None:
    found = _found(rows)
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []
    names = {line.name.value for line in found.filing.funds}
    assert names == {"基本支出", "项目支出", "支出合计"}
    assert [line.name.value for line in found.filing.income][:3] == [
        "收入合计", "财政拨款收入", "其他收入",
    ]  # fmt: skip


_GRAND = """
^ | 收入总计 | < | 3500 | 3500 | | |
^ | 财政拨款收入 | < | 3400 | 3400 | | |
^ | 年初结转结余 | < | 100 | 100 | | |
^ | 支出总计 | < | 3500 | 3500 | 10 | 100% | 10
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 年末结转结余 | < | 0 | 175 | | |
"""


def test_收支总计里有结余的_加得上() -> None:
    assert not [one for one in _found(_GRAND).findings if one.code in {"M01", "M06"}]
    wrong = _found(_GRAND.replace("年末结转结余 | < | 0 | 175", "年末结转结余 | < | 0 | 165"))
    assert [one.message for one in wrong.findings if one.code == "M01"] == [
        "支出总计的全年执行数是 3500 万元，其中各行（按支出性质）合计 3325 万元，差 175 万元"
    ]


def test_收入支出各成一段_收入加不起来的说出来_结余不是其中() -> None:
    rows = """
^ | 一、基金收入 | < | 3500 | 3500 | | |
^ | 其中：缴费收入 | < | 3400 | 3300 | | |
^ | 补贴收入 | < | 100 | 100 | | |
^ | 二、基金支出 | < | 3500 | 3325 | 10 | 95% | 9.5
^ | 其中：待遇支出 | < | 3500 | 3325 | | |
^ | 三、本年收支结余 | < | 0 | 175 | | |
^ | 四、年末滚存结余 | < | 2600 | 2775 | | |
"""
    text = _TOP + _STACKED.format(rows.lstrip("\n")) + _REST.lstrip("\n")
    found = assess(drawn(text), FORMS)
    [said] = [one for one in found.findings if one.code == "M01"]
    assert said.message == (
        "一、基金收入的全年执行数是 3500 万元，其中各行合计 3400 万元，差 100 万元"
    )


def test_年初结余写在头一行的_收入支出照样分得开() -> None:
    rows = """
^ | 年初结余 | < | 60 | 60 | | |
^ | 财政拨款 | < | 3400 | 3400 | | |
^ | 其他 | < | 100 | 100 | | |
^ | 本年收入合计 | < | 3500 | 3500 | | |
^ | 基本支出 | < | 1250 | 1245 | | |
^ | 项目支出 | < | 2250 | 2080 | | |
^ | 本年支出合计 | < | 3500 | 3325 | 10 | 95% | 9.5
"""
    text = _TOP + _STACKED.format(rows.lstrip("\n")) + _REST.lstrip("\n")
    found = assess(drawn(text), FORMS)
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []
    assert found.filing.total_fund is not None
    assert found.filing.total_fund.name.value == "本年支出合计"
    assert len(found.filing.funds) == 3


_HOSPITAL = """
[自评]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 重点专科建设 | < | < | 主管部门 | 青禾市卫生健康委 | 实施单位 | 青禾市二院
{}
年度目标 | < | 开展新技术3项 | < | < | < | < | <
完成情况 | < | 开展新技术3项，当年都用于临床 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 开展新技术 | 3项 | 3项 | 50 | 50 |
效益指标 | 社会效益指标 | 受益患者 | ≥500人 | 520人 | 30 | 30 |
满意度指标 | 患者满意度 | 患者满意度 | ≥90% | 95% | 10 | 10 |
合计 | < | < | < | < | 100 | 99.4 |
"""


@pytest.mark.parametrize(
    "rows",
    [
        """
预算安排（元） | '1,800,000.00 | | 实际使用（元） | '1,692,000.00 | | 预算执行率 | 94%
执行率分值 | 10 | | 执行率得分 | 9.4 | | |
""",
        """
预算数（元） | '1800000 | | 执行数（元） | '1692000 | | |
预算执行率 | 94% | | 分值 | 10 | | 得分 | 9.4
""",
        """
预算数（元） | '1800000 | | 执行数（元） | '1692000 | | |
预算执行率分值 | 10 | | 预算执行率得分 | 9.4 | | 预算执行率 | 94%
""",
        """
全年预算：180万元　全年支出：169.2万元 | < | < | < | < | < | < | <
执行率 | 94% | | 执行率分值 | 10 | | 执行率得分 | 9.4
""",
    ],
)
def test_一对一对写的资金_执行率的分值得分不是金额(rows: str) -> None:
    found = assess(drawn(_HOSPITAL.format(rows)), FORMS)
    (total,) = found.filing.funds
    assert _shown(total.rate, total.weight, total.points) == ["94%", "10", "9.4"]
    assert str(found.scored.execution.points) == "9.40"
    assert [one.line() for one in found.findings if one.level is not Level.INFO] == []
