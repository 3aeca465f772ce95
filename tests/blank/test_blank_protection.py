"""防误改和提示：该填的格能填，印好的格改不动，选中就知道填什么；打出来是官方表的样子。"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from blankbook import FILLED, FORMS, MOF, beside, opened, part, place_of, validations

from perfxl.blank import workbook_bytes
from perfxl.form.form import Column, Form

MAIN = MOF.sheets.main
EVERY_FORM = pytest.mark.parametrize("form", FORMS, ids=lambda form: form.code)


@EVERY_FORM
def test_每张表都保护_没有密码_插行和调行高照常(form: Form) -> None:
    for sheet in opened(form):
        guard = sheet.protection
        assert guard.sheet
        assert guard.password is None
        # 文件里 0 表示允许。
        assert not guard.formatCells
        assert not guard.formatRows
        assert not guard.insertRows
        assert not guard.objects  # 批注加得上


def test_要填的格没有锁_名称和算分的公式锁着() -> None:
    main = opened(MOF)[MAIN]
    for free in ("A3", "C4", "D8", "F10", "E7", "B12", "F12", "D14", "E14", "G14", "H14", "I14"):
        assert not main[free].protection.locked, free
    for shut in ("A2", "A4", "A6", "B8", "G7", "H7", "I7", "A13", "B14", "C14", "D13", "G32"):
        assert main[shut].protection.locked, shut


def test_填报说明整张锁着() -> None:
    guide = opened(MOF)[MOF.sheets.guide]
    assert all(cell.protection.locked for row in guide.iter_rows() for cell in row)


def test_归程序填的列写得进去_有灰底_选中有说明() -> None:
    columns = (*MOF.indicators.column, Column("computed", "核算得分", reserved=True, width=9))
    form = replace(MOF, code="保留", indicators=replace(MOF.indicators, column=columns))
    main = opened(form)[MAIN]
    cell = main.cell(14, place_of(main, "核算得分").column)
    assert not cell.protection.locked  # 在 Excel 里按“校验”时程序要写
    assert cell.fill.fgColor.rgb == "FFEDEDED"
    assert "perfxl" in validations(main, cell.coordinate)[0].prompt


@EVERY_FORM
def test_提示的话都放得下(form: Form) -> None:
    for sheet in opened(form):
        for one in sheet.data_validations.dataValidation:
            assert len(one.promptTitle or "") <= 32
            assert len(one.prompt or "") <= 255


def test_选中指标值能看到怎样写() -> None:
    main = opened(MOF)[MAIN]
    [one] = validations(main, "E14")
    assert (one.promptTitle, one.type) == ("年度指标值", None)
    assert "≥50个" in one.prompt


def test_年度写四位年份_显示成印出来的样子() -> None:
    main = opened(MOF)[MAIN]
    assert main["A3"].number_format == '"（"0"年度）"'
    assert "四位年份" in validations(main, "A3")[0].prompt


def test_金额填字先问一声() -> None:
    main = opened(MOF)[MAIN]
    [one] = validations(main, "E8")
    assert (one.type, one.operator, one.formula1, one.errorStyle) == (
        "decimal", "greaterThanOrEqual", "0", "warning",
    )  # fmt: skip


def test_得分不超过本行分值() -> None:
    main = opened(MOF)[MAIN]
    [one] = validations(main, "H15")
    assert (one.formula1, one.formula2, str(one.sqref)) == ("0", "G14", "H14:H31")


def test_分值的提示写着这一级应有的合计() -> None:
    main = opened(MOF)[MAIN]
    said = {row: validations(main, f"G{row}")[0].prompt for row in (14, 22, 30)}
    for row, words in {14: "产出指标", 22: "效益指标", 30: "满意度指标"}.items():
        assert said[row].startswith(f"{words}各行分值合计应为")
        assert "财预〔2020〕10号" in said[row]
    assert "50 分" in said[14]


def test_佐证材料从指标表里选指标() -> None:
    book = opened(MOF, FILLED)
    sheet, main = book["佐证材料"], book[MAIN]
    [one] = validations(sheet, "A4")
    assert one.formula1 == f"'{MAIN}'!$D$14:$D$17"
    assert not one.showErrorMessage
    assert main["D14"].value == "改造面积"
    assert main["D17"].value == "读者满意度"


def test_等级可以选表样里的() -> None:
    main = opened(MOF)[MAIN]
    [one] = validations(main, "I32")
    assert one.formula1 == '"优,良,中,差"'


def test_有固定说法的列给下拉() -> None:
    columns = tuple(
        replace(one, choices=("达成", "未达成")) if one.key == "actual" else one
        for one in MOF.indicators.column
    )
    form = replace(MOF, code="下拉", indicators=replace(MOF.indicators, column=columns))
    [one] = validations(opened(form)[MAIN], "F14")
    assert (one.type, one.formula1) == ("list", '"达成,未达成"')


def test_报告文字一栏一行_写什么在旁边() -> None:
    sheet = opened(MOF, FILLED)["报告文字"]
    sections = {one.narrative: one.prompt for one in MOF.report.section if one.narrative}
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[0] for row in rows] == list(sections)
    assert all(row[2].endswith(sections[row[0]]) for row in rows)
    assert rows[0][1] == "项目改造阅览室，全年借阅【全年借阅量】。"
    assert not sheet["B5"].protection.locked
    assert sheet["A5"].protection.locked
    assert sheet["C5"].protection.locked


@EVERY_FORM
def test_打印_A4_一页宽_每页重复表头(form: Form) -> None:
    book = opened(form)
    for sheet in book:
        setup = sheet.page_setup
        # 一页宽是默认值，文件里不写；高 0 页是“需要几页就几页”，填了字会变长的都这样。
        high = {2, 3} if sheet.title == form.sheets.guide else {0}
        assert (setup.paperSize, setup.fitToWidth) == (9, None)
        assert setup.fitToHeight in high
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")
        assert "&P" in sheet.oddFooter.center.text
    main = book[form.sheets.main]
    heading = place_of(main, form.indicators.title).row
    assert main.print_title_rows == f"${heading}:${heading}"
    assert main.page_setup.orientation == ("landscape" if form.look.landscape else "portrait")


def test_附表冻结表头() -> None:
    for name in ("资金明细", "数据项", "佐证材料", "报告文字"):
        assert opened(MOF)[name].freeze_panes == "A4"


def test_打开时停在指标表() -> None:
    assert opened(MOF).active.title == MAIN


def test_字体是仿宋和黑体() -> None:
    main = opened(MOF)[MAIN]
    assert main["A2"].font.name == "黑体"
    assert main["A4"].font.name == "黑体"
    assert main["D14"].font.name == "仿宋"
    assert 10 <= main["D14"].font.sz <= 12


def test_指标行打字换行会自动加高_表头不会() -> None:
    xml = part(workbook_bytes(MOF), "xl/worksheets/sheet2.xml")
    assert re.search(r'<row r="14" spans="1:9" ht="[\d.]+">', xml)
    assert re.search(r'<row r="4" spans="1:9" ht="[\d.]+" customHeight="1">', xml)


def test_填好的行高放得下字() -> None:
    main = opened(MOF, FILLED)[MAIN]
    reason = beside(main, "验收合格率", "偏差原因分析及改进措施")
    # 每行 11 个字（列宽 24、11 磅）：36 个字至少 4 行。
    assert main.row_dimensions[reason.row].height >= 4 * 16
