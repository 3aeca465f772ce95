"""一张表上申报、自评两半，和一条指标分几行写的：读得对，两半不同的说出来。"""

from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.errors import FormError
from perfxl.form.load import load_all
from perfxl.results.edits import edits

SHAPES = Path(__file__).parent / "shapes"
FORMS = load_all()
# 两张表并排，各有自己的标题、项目名称。
TWO = """
[对照]
项目支出绩效目标申报表 | < | < | < | < | 项目支出绩效自评表 | < | < | < | < | < | <
（2023年度） | < | < | < | < | （2023年度） | < | < | < | < | < | <
项目名称 | 泵站维修 | < | < | < | 项目名称 | < | 泵站维修 | < | < | < | <
主管部门 | 清泉县水务局 | < | < | < | 主管部门 | < | 清泉县水务局 | < | < | < | <
实施单位 | 清泉县排灌站 | < | < | < | 实施单位 | < | 清泉县排灌站 | < | < | < | <
项目资金（万元） | 年度资金总额 | < | 60 | < | 项目资金（万元） | 资金名称 | < | 全年预算数 | 全年执行数 | 分值 | 得分
^ | 其中：财政拨款 | < | 60 | < | ^ | 年度资金总额 | < | 58 | 57 | 10 | 9.83
^ | 其他资金 | < | 0 | < | ^ | 其中：财政拨款 | < | 58 | 57 | — | —
一级指标 | 二级指标 | 三级指标 | 指标值 | 计量单位 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 维修泵站 | 6 | 座 | 产出指标 | 数量指标 | 维修泵站 | 6座 | 6座 | 50 | 50
效益指标 | 社会效益指标 | 灌溉面积 | ≥800 | 亩 | 效益指标 | 社会效益指标 | 灌溉面积 | ≥900亩 | 960亩 | 30 | 30
满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90 | % | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90% | 92% | 10 | 10
| | | | | 总分 | < | < | < | < | 100 | 99.83
"""  # noqa: E501
ABOVE = """
[表]
2023年度项目支出绩效自评表 | < | < | < | < | < | <
项目名称 | < | 泵站维修 | < | < | < | <
一、绩效目标申报情况 | < | < | < | < | < | <
年度资金总额（万元） | < | 60 | 其中：财政拨款 | 60 | 其他资金 | 0
一级指标 | 二级指标 | 三级指标 | 指标值 | | |
产出指标 | 数量指标 | 维修泵站 | 6座 | | |
效益指标 | 社会效益指标 | 灌溉面积 | {declared} | | |
二、绩效自评情况 | < | < | < | < | < | <
项目资金（万元） | < | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分
年度资金总额 | < | 58 | 57 | 98.28% | 10 | 9.83
其中：财政拨款 | < | {fiscal} | 57 | 98.28% | — | —
一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 维修泵站 | 6座 | 6座 | 50 | 50
效益指标 | 社会效益指标 | 灌溉面积 | ≥900亩 | 960亩 | 40 | 40
总分 | < | < | < | < | 100 | 99.83
"""
ROWS = """
[自评表]
项目支出绩效自评表 | < | < | < | < | < | < | <
（2023年度） | < | < | < | < | < | < | <
项目名称 | < | {name} | < | < | < | < | <
项目资金（万元） | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | < | 60 | 60 | 57 | 10 | 95% | 9.5
一级指标 | 二级指标 | 三级指标 | 填报项 | 填报内容 | < | 分值 | 得分
产出指标 | 数量指标 | 维修泵站 | 目标 | 6座 | < | 50 | 50
^ | ^ | ^ | 完成 | 6座 | < | ^ | ^
^ | ^ | ^ | 原因 | | < | ^ | ^
效益指标 | 社会效益指标 | 灌溉面积 | 目标 | ≥900亩 | < | 40 | 40
^ | ^ | ^ | 完成 | 840亩 | < | ^ | ^
^ | ^ | ^ | 原因 | 渠道淤积，已列入清淤计划 | < | ^ | ^
总分 | < | < | < | < | < | 100 | 99.5
"""


def test_两张表左右并排_各读各的_再比() -> None:
    declared, filed = assess_all(drawn(TWO), FORMS)
    assert (declared.form.stage, filed.form.stage) == ("declare", "evaluate")
    total = declared.filing.total_fund
    assert total is not None
    assert total.initial is not None
    assert total.initial.value.shown == "60万元"
    said = [one.line() for one in filed.findings if one.code == "C01"]
    assert len(said) == 1
    assert said[0].startswith(
        "对照!I11 C01 “灌溉面积”的指标值是 ≥900亩，申报时是 ≥800亩（对照!D11），调高了"
    )


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ("≥900亩", []),
        ("≥800亩", ["表!D14 C01 “灌溉面积”的指标值是 ≥900亩，申报时是 ≥800亩（表!D7），调高了"]),
    ],
)
def test_申报在上面的一半_又写一遍的指标(declared: str, said: list[str]) -> None:
    (one,) = assess_all(drawn(ABOVE.format(declared=declared, fiscal="58")), FORMS)
    assert one.filing.unused == ()
    beside = [each.line() for each in one.findings if each.code.startswith("C")]
    assert [line.partition("（财预")[0] for line in beside] == said
    total = one.filing.total_fund
    assert total is not None
    assert total.initial is not None
    assert total.initial.value.shown == "60万元"


def test_只在申报一半写着的一笔_不妨碍核自评一半的合计() -> None:
    (one,) = assess_all(drawn(ABOVE.format(declared="≥900亩", fiscal="50")), FORMS)
    assert [each.message.partition("，")[0] for each in one.findings if each.code == "M01"] == [
        "年度资金总额的全年预算数是 58 万元", "年度资金总额的全年执行数是 57 万元",
    ][:1]  # fmt: skip


def test_一条分几行写的_结论落在真的格上() -> None:
    (one,) = assess_all(drawn(ROWS.format(name="泵站维修")), FORMS)
    assert "一条指标分几行写的" in one.filing.certainty
    assert one.filing.area is not None
    assert one.filing.table == "自评表!A1:H13"
    found = {each.code: [cell.local for cell in each.cells] for each in one.findings}
    assert found["P02"] == ["H10", "E11"]  # 得分、完成值
    places = {place for mark in edits(one).marks for place in mark.places}
    assert {(10, 8), (11, 5)} <= places


@pytest.mark.parametrize(
    "name", ["目标完成隔行写", "目标完成得分一行一项", "五行一条_名称每行重写"]
)
def test_一条分几行写的_每一格都有交代(name: str) -> None:
    grid = drawn((SHAPES / f"{name}.txt").read_text(encoding="utf-8"))
    (sheet,) = grid.sheets
    (one,) = assess_all(grid, FORMS)
    filled = {place for place, cell in sheet.cells.items() if cell.kind != "blank"}
    assert {(each.cell.row, each.cell.column) for each in one.filing.readings} == filled
    assert not one.filing.unused


def test_名目和数写在一格里的_改法不把名目弄丢() -> None:
    text = (SHAPES / "目标完成写在一格里_隔行.txt").read_text(encoding="utf-8")
    text = text.replace("实际完成：92%", "实际完成：0.92")
    (one,) = assess_all(drawn(text), FORMS)
    (lost,) = [each for each in one.findings if each.code == "A05"]
    assert [cell.local for cell in lost.cells] == ["D13"]
    assert lost.fixes == ()
    assert "D13 一格里还写着名目" in lost.unfixed


def test_有一条没有完成一行的_不硬并() -> None:
    """并起来就把“目标”当了指标值：不如照认不得的说。"""
    text = (SHAPES / "目标完成隔行写.txt").read_text(encoding="utf-8")
    broken = text.replace("^ | ^ | ^ | 实际完成 | 960亩 | ^ | ^\n", "")
    assert broken != text
    with pytest.raises(FormError, match="没有“年度指标值”"):
        assess_all(drawn(broken), FORMS)


def test_几行写得不同的_照没有用上的说() -> None:
    text = ROWS.format(name="泵站维修").replace(
        "| 完成 | 840亩 | < | ^ | ^", "| 完成 | 840亩 | < | 40 | 37"
    )
    (one,) = assess_all(drawn(text), FORMS)
    assert [cell.local for each in one.filing.unused for cell in each.cells] == ["H11"]


def test_一张工作表上两份都分几行写的() -> None:
    second = ROWS.format(name="渠道清淤").split("[自评表]\n", 1)[1]
    made = assess_all(drawn(ROWS.format(name="泵站维修") + second), FORMS)
    assert [one.filing.table for one in made] == ["自评表!A1:H13", "自评表!A14:H26"]
    funds = [one.filing.total_fund for one in made]
    assert [fund and fund.executed and fund.executed.value.shown for fund in funds] == [
        "57万元", "57万元",
    ]  # fmt: skip
    assert [row.actual.value.shown for row in made[1].filing.indicators] == ["6座", "840亩"]


@pytest.mark.parametrize(
    ("reason", "more", "said"),
    [
        ("详见附件2《绩效自评情况说明》", "", ["核实"]),
        ("详见附件2《绩效自评情况说明》", "[附件2]\n渠道淤积，已列入明年清淤计划。", []),
        ("见下", "", ["核实"]),
        ("见下", "情况说明 | 渠道淤积，已列入明年清淤计划。 | < | < | < | < | < | <", []),
        ("见效慢，渠道淤积，已列入清淤计划", "", []),
    ],
)
def test_原因只写见别处的_工作簿里有没有(reason: str, more: str, said: list[str]) -> None:
    text = f"""
[自评]
项目支出绩效自评表（2023年度） | < | < | < | < | < | < | <
项目名称 | < | 泵站维修 | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 维修泵站 | 6座 | 6座 | 50 | 50 |
效益指标 | 社会效益指标 | 灌溉面积 | ≥900亩 | 840亩 | 40 | 37.33 | {reason}
总分 | < | < | < | < | 90 | 87.33 |
{more}
"""
    (one,) = assess_all(drawn(text), FORMS)
    assert [each.level.label for each in one.findings if each.code == "V22"] == said


def test_上半申报_下半自评各成一份的_目标只写在上半() -> None:
    text = ABOVE.format(declared="≥900亩", fiscal="58")
    text = text.replace("2023年度项目支出绩效自评表", "泵站维修项目").replace(
        "一、绩效目标申报情况", "一、项目支出绩效目标申报表（2023年度）"
    )
    text = text.replace("二、绩效自评情况", "二、项目支出绩效自评表（2023年度）")
    both = "项目名称 | < | 泵站维修 | < | < | < | <"
    text = text.replace("项目资金（万元）", f"{both}\n项目资金（万元）")
    text = text.replace(
        "年度资金总额（万元）", f"{both}\n预期目标 | 维修 | < | < | < | < | <\n年度资金总额（万元）"
    )
    made = assess_all(drawn(text), FORMS)
    assert [one.form.stage for one in made] == ["declare", "evaluate"]
    said = [each.line() for one in made for each in one.findings if "年度总体目标" in each.line()]
    assert said == []
