"""一列一条指标、一行一栏的横表：转成竖的读，结论、标记、改法都落在真的格上。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.cells.grid import Cell
from perfxl.cells.moved import MovedCell
from perfxl.errors import FormError
from perfxl.form.load import load
from perfxl.results.edits import edits

FORMS = [load("mof-2020")]
_HEAD = """
[绩效自评表]
项目支出绩效自评表 | < | < | < | < | < | <
（2023年度） | < | < | < | < | < | <
项目名称 | 街道图书馆改造 | < | < | < | < | <
主管部门 | 区文化和旅游局 | < | 实施单位 | 区图书馆 | < | <
"""
TABLE = f"""{_HEAD}
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 90 | 90 | 88.65 | 10 | 98.50%% | 9.85
年度总体目标 | 预期目标 | < | 实际完成情况 | < | < | <
^ | 改造旧阅览室，添置图书 | < | 阅览室改造完工开放 | < | < | <
一级指标 | 产出指标 | < | < | 效益指标 | 满意度指标 | 总分
二级指标 | 数量指标 | < | 质量指标 | 社会效益指标 | 服务对象满意度指标 |
三级指标 | 改造阅览室面积 | 添置图书册数 | 工程验收合格率 | 全年接待读者 | 读者满意度 |
年度指标值 | ≥1200平方米 | ≥15000册 | 100% | ≥60000人次 | ≥90% |
实际完成值 | 1236平方米 | 15100册 | 100.00%% | 57000人次 | 93% |
分值 | 20 | 10 | 20 | 30 | 10 | 100
得分 | 20 | 10 | 20 | 28.5 | 10 | 98.35
偏差原因分析及改进措施 | | | | 闭馆两个月，明年错开 | |
填报人：李某某 | < | < | < | < | < | <
"""
GROUPED = f"""{_HEAD}
绩效指标 | 一级指标 | 产出指标 | 产出指标 | 产出指标 | 效益指标 | 满意度指标
^ | 二级指标 | 数量指标 | 数量指标 | 质量指标 | 社会效益指标 | 服务对象满意度指标
^ | 三级指标 | 改造阅览室面积 | 添置图书册数 | 工程验收合格率 | 全年接待读者 | 读者满意度
^ | 年度指标值 | ≥1200平方米 | ≥15000册 | 100% | ≥60000人次 | ≥90%
^ | 全年完成值 | 1236平方米 | 15100册 | 100.00%% | 57000人次 | 93%
^ | 分值 | 20 | 10 | 20 | 30 | 20
^ | 得分 | 20 | 10 | 20 | 28.5 | 20
^ | 未完成原因 | | | | 闭馆两个月，明年错开 |
总分 | 98.5 | < | < | < | < | <
"""
TWO = f"""{_HEAD}
一级指标 | 产出指标 | < | <
二级指标 | 数量指标 | < | 质量指标
三级指标 | 改造阅览室面积 | 添置图书册数 | 工程验收合格率
年度指标值 | ≥1200平方米 | ≥15000册 | 100%
实际完成值 | 1236平方米 | 15100册 | 100.00%%
分值 | 20 | 10 | 20
得分 | 20 | 10 | 20
偏差原因分析 | | |
一级指标 | 效益指标 | 满意度指标
二级指标 | 社会效益指标 | 服务对象满意度指标
三级指标 | 全年接待读者 | 读者满意度
年度指标值 | ≥60000人次 | ≥90%
实际完成值 | 57000人次 | 93%
分值 | 30 | 20
得分 | 28.5 | 20
偏差原因分析 | 闭馆两个月，明年错开 |
总分 | 98.5 | |
"""


def _made(text: str, **change: str) -> Assessment:
    (made,) = assess_all(drawn(text, change), FORMS)
    return made


def _said(made: Assessment, *codes: str) -> list[str]:
    return [each.line() for each in made.findings if not codes or each.code in codes]


@pytest.mark.parametrize("text", [TABLE, GROUPED, TWO])
def test_读得与竖着的一样(text: str) -> None:
    made = _made(text)
    rows = made.filing.indicators
    assert [row.path for row in rows] == [
        ("产出指标", "数量指标", "改造阅览室面积"),
        ("产出指标", "数量指标", "添置图书册数"),
        ("产出指标", "质量指标", "工程验收合格率"),
        ("效益指标", "社会效益指标", "全年接待读者"),
        ("满意度指标", "服务对象满意度指标", "读者满意度"),
    ]
    assert [row.actual.value.shown for row in rows] == [
        "1236平方米", "15100册", "100%", "57000人次", "93%",
    ]  # fmt: skip
    assert made.filing.name
    assert made.filing.name.value == "街道图书馆改造"
    assert not _said(made, "P06", "U01", "F04", "V01", "W04")
    assert "转成一行一条读的" in made.filing.certainty


def test_对的横表_没有错误() -> None:
    assert not [each for each in _made(TABLE).findings if each.level.value == "error"]
    total = _made(TABLE).filing.total
    assert total
    assert (total.cell.local, total.value.shown) == ("G15", "98.35")


def test_结论指着真的格_话里的地址也是() -> None:
    made = _made(TABLE, E15="30", G15="99.85", E16="")
    [points] = _said(made, "P02")
    assert points.startswith("绩效自评表!E15、E13、E16 P02 “全年接待读者”得分 30")
    made = _made(TABLE, E16="")
    assert _said(made, "V01")[0].endswith("请在 E16 写明原因和改进措施")


def test_标记_改法_每一格的交代都在原处() -> None:
    made = _made(TABLE, E15="30", G15="99.85")
    marks = {place for mark in edits(made).marks for place in mark.places}
    assert marks >= {(15, 5), (13, 5)}
    [fix] = [fix for each in made.findings if each.code == "P02" for fix in each.fixes]
    assert (fix.cell.row, fix.cell.column, fix.old, fix.shown) == (15, 5, "30", "28.5")
    grid = drawn(TABLE, {"E15": "30", "G15": "99.85"})
    [sheet] = grid.sheets
    for reading in made.filing.readings:
        assert not isinstance(reading.cell, MovedCell)
        assert sheet.cells[reading.cell.row, reading.cell.column].raw == reading.cell.raw
    filled = {place for place, cell in sheet.cells.items() if cell.kind != "blank"}
    assert {(each.cell.row, each.cell.column) for each in made.filing.readings} == filled
    assert made.filing.table == "绩效自评表!A1:H17"


def test_各栏下面另有一栏评定的_上面有序号的() -> None:
    text = TABLE.replace(
        "偏差原因分析及改进措施 |", "自评等级 | 优 | 优 | 优 | 优 | 优 |\n偏差原因分析 |"
    )
    text = text.replace("一级指标 |", "序号 | 1 | 2 | 3 | 4 | 5 |\n一级指标 |")
    [said] = _said(_made(text), "V19")
    assert said.startswith("绩效自评表!E17、E13:E14 V19 “全年接待读者”的“自评等级”评“优”")
    assert not _said(_made(text), "U01")


def test_一个工作簿里有竖的有横的_都读() -> None:
    across = GROUPED.replace("[绩效自评表]", "[横表]").replace("街道图书馆改造", "文化站维修")
    made = assess_all(drawn(f"{GOOD}\n{across}", {"横表!F11": "30"}), FORMS)
    assert [each.filing.sheet for each in made] == ["绩效自评表", "横表"]
    assert not [line for each in made for line in _said(each, "S11")]
    assert _said(made[1], "P02")[0].startswith("横表!F11、F9 P02 “全年接待读者”得分 30")


def test_核分的与自评表的是同一条() -> None:
    made = _made(TABLE)
    for score, row in zip(made.scored.indicators, made.filing.indicators, strict=True):
        assert score.indicator is row
        assert type(row.name.cell) is Cell


def test_只有几行名称_没有几条的_照旧说读不成() -> None:
    text = f"{_HEAD}三级指标 | 某某\n年度指标值 | 5个\n"
    with pytest.raises(FormError, match="没有"):
        _made(text)
