"""填好的内容怎样写：写错的键不会悄悄丢掉。"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from blankbook import FILLED, FORMS, MOF, beside, opened, place_of, texts

from perfxl.blank import Content, Shown, load_content, workbook_bytes
from perfxl.cells.notation import parse_target
from perfxl.errors import FormError
from perfxl.form.form import Column, Form, HeaderField, SideTable

MAIN = MOF.sheets.main


def _loaded(tmp_path: Path, text: str) -> Content:
    path = tmp_path / "内容.toml"
    path.write_text(text, encoding="utf-8")
    return load_content(path)


def test_各种值(tmp_path: Path) -> None:
    content = _loaded(
        tmp_path,
        'goal = "目标"\ntotal = 98.5\n'
        "[header]\nyear = 2023\ndate = 2024-03-10\n"
        '[[data]]\nvalue = { value = 0.1, format = "0.0%" }\n',
    )
    assert content.header == {"year": 2023, "date": date(2024, 3, 10)}
    assert content.total == Decimal("98.5")
    assert content.data == ({"value": Shown(Decimal("0.1"), "0.0%")},)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gaol = 1", "gaol 不认识这个键"),
        ("goal = 1", "goal 应为文字"),
        ("guide = '一段'", "guide 应为列表"),
        ("header = 1", "header 应为表"),
        ("total = true", "total 应为文字、数或日期"),
        ("[[data]]\nvalue = [1]", "data 第 1 项 的 value 应为文字、数或日期"),
        ("[[data]]\nvalue = { value = 1 }", "format"),
        ("[header]\nyear = 2023-01-01T00:00:00", "应为文字、数或日期"),
        ("goal = \ntotal = 1", "第 1 行不合 TOML 写法"),
        ("goal = ", "末尾不合 TOML 写法"),
    ],
)
def test_写错的说明在哪里(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(FormError) as caught:
        _loaded(tmp_path, text)
    assert str(caught.value).startswith("内容.toml")
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (Content(header={"owner": "某人"}), "header 第 1 项的 owner"),
        (Content(indicators=({"nmae": "改造面积"},)), "indicators 第 1 项的 nmae"),
        (Content(funds=({"title": "彩票公益金"},)), "资金“彩票公益金”不在表样里"),
        (Content(funds=({"title": "其他资金"}, {"title": "其他资金"})), "写了两次"),
        (Content(narratives=({"section": "项目概述"},)), "报告提纲里没有“项目概述”"),
        (Content(tasks=({"name": "任务"},)), "表样没有这一块"),
    ],
)
def test_表样里没有位置的内容不收(content: Content, said: str) -> None:
    with pytest.raises(FormError) as caught:
        workbook_bytes(MOF, content)
    assert said in str(caught.value)


def test_资金行可以用表样认得的叫法() -> None:
    main = opened(MOF, Content(funds=({"title": "本年财政拨款", "budget": 12},)))[MAIN]
    assert beside(main, "其中：当年财政拨款", "全年预算数").value == 12


def test_指标行照内容的先后_同级合并() -> None:
    main = opened(MOF, FILLED)[MAIN]
    names = [main.cell(row, 4).value for row in range(14, 18)]
    assert names == ["改造面积", "验收合格率", "借阅量", "读者满意度"]
    assert "B14:B15" in {str(one) for one in main.merged_cells.ranges}
    assert place_of(main, "总分").row == 18
    assert "生态效益指标" not in texts(main)


def test_没有印的列_内容里用到就画出来() -> None:
    rows = ({**FILLED.indicators[0], "sign": "≥", "unit": "平方米"},)
    main = opened(MOF, replace(FILLED, indicators=rows))[MAIN]
    assert beside(main, "改造面积", "指标性质").value == "≥"
    assert beside(main, "改造面积", "计量单位").value == "平方米"
    assert "佐证材料" not in texts(main)


def test_写得像数的文字还是文字() -> None:
    rows = ({**FILLED.indicators[0], "target": "=8个", "actual": "007"},)
    main = opened(MOF, replace(FILLED, indicators=rows))[MAIN]
    target, actual = (beside(main, "改造面积", name) for name in ("年度指标值", "实际完成值"))
    assert (target.value, target.data_type) == ("=8个", "s")
    assert actual.value == "007"


def test_年度和日期() -> None:
    form = replace(MOF, code="带日期", header=(*MOF.header, HeaderField("date", "填报日期")))
    content = Content(header={"year": 2023, "date": date(2024, 3, 10)})
    main = opened(form, content)[MAIN]
    assert main["A3"].value == "（2023年度）"
    assert "2024年3月10日" in texts(main)


def test_附表照内容写_后面留几行() -> None:
    sheet = opened(MOF, FILLED)["数据项"]
    assert [cell.value for cell in sheet[4]] == ["全年借阅量", 125430, "册次", 98000, "业务系统"]
    assert sheet.max_row == 7
    assert opened(MOF)["数据项"].max_row == 33


def test_重点工作任务单独一张() -> None:
    columns = (Column("name", "任务名称"), Column("executed", "支出数"))
    tasks = SideTable("tasks", "重点工作任务", columns, rows=5, note="一项一行。")
    form = replace(MOF, code="有任务", table=(*MOF.table, tasks))
    book = opened(form, Content(tasks=({"name": "修订目录", "executed": Decimal("3.5")},)))
    sheet = book["重点工作任务"]
    assert [cell.value for cell in sheet[4]] == ["修订目录", 3.5]
    assert sheet["A2"].value == "一项一行。金额单位：万元。"


def test_另外的说明写在填报说明末尾() -> None:
    assert texts(opened(MOF, FILLED)[MOF.sheets.guide])[-1] == "本表为测试用，数字是编的。"


def test_签字栏一行() -> None:
    form = replace(MOF, code="签字", look=replace(MOF.look, signature=("负责人：", "财务：")))
    last = texts(opened(form)[MAIN])[-1]
    assert last.split() == ["负责人：", "财务："]


def test_长文合并几行_一字不少() -> None:
    text = "全年工作进展和成效。" * 200
    content = Content(goal=text, narratives=({"section": "项目概况", "text": text},))
    book = opened(MOF, content)
    main, sheet = book[MAIN], book["报告文字"]
    assert main["B12"].value == sheet["B4"].value == text
    for one, first in ((main, 12), (sheet, 4)):
        merged = next(area for area in one.merged_cells.ranges if f"B{first}" in area)
        heights = [one.row_dimensions[row].height for row in range(first, merged.max_row + 1)]
        assert len(heights) > 1
        assert all(height <= 409 for height in heights)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)
def test_填报说明教的写法_在常规格式的格里打得进去(form: Form) -> None:
    """= + - @ 开头的当作公式，/ 是菜单键，单是 1-3、3/4 变成日期。"""
    guide = opened(form)[form.sheets.guide]
    heads = [row for row in guide.iter_rows() if row[2].value == "意思"]
    for head in heads:
        for row in range(head[0].row + 1, guide.max_row + 1):
            taught = [guide.cell(row, place).value for place in (1, 2)]
            if None in taught:
                break
            for text in map(str, taught):
                assert not re.match(r"[=+\-@/]|\d+[-/]\d+$", text), text
                assert parse_target(text).kind != "none", text
    wanted = parse_target("等于8个")
    assert (wanted.op, wanted.value, wanted.unit) == ("=", Decimal(8), "个")


def test_目标一行放得下一百多字_打字不会自动加高的先高() -> None:
    sheet = opened(MOF)[MOF.sheets.main]
    row = place_of(sheet, MOF.goals.goal).row + 1
    assert sheet.row_dimensions[row].height >= 110
    assert len(sheet.row_breaks.brk) == 0


def test_符号_单位另有栏的表样_教分三格写() -> None:
    form = next(form for form in FORMS if form.code == "sichuan-0013zp")
    guide = opened(form)[form.sheets.guide]
    taught = [[cell.value for cell in row] for row in guide.iter_rows()]
    assert ["指标性质 ≥，指标值 50，度量单位 个", "52", "不少于 50 个"] in taught
