"""公式和存着的结果：填报人看见的、读表的程序看见的、Excel 重算出来的，是同一个数。"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest
from blankbook import FILLED, MOF, beside, grouped, literal, opened, part, place_of
from office import convert

from perfxl.blank import Content, Row, Shown, build, workbook_bytes
from perfxl.cells.quantity import decimal
from perfxl.form.form import Form, Level1, Level2, Level3

MAIN = MOF.sheets.main
TOTAL = "年度资金总额"
FISCAL = "其中：当年财政拨款"


def test_空白表里的公式() -> None:
    main = opened(MOF)[MAIN]
    assert main["E7"].value == '=IF(COUNT(E8:E10)=0,"",SUM(E8:E10))'
    assert main["H7"].value == '=IF(N(E7)=0,"",F7/E7)'
    assert main["I7"].value == '=IF(H7="","",ROUND(MIN(H7,1)*G7,2))'
    assert main["G32"].value == "=IF(COUNT(G14:G31)<=0,100,SUM(G7,G14:G31))"
    assert main["H32"].value == '=IF(COUNT(H14:H31)<=0,"",SUM(I7,H14:H31))'
    assert main["H7"].number_format == "0.00%"


def test_空白表印着总分值_其余算不出的空着() -> None:
    main = opened(MOF, results=True)[MAIN]
    assert main["G32"].value == 100
    assert [main[one].value for one in ("E7", "H7", "I7", "H32")] == [None] * 4


def test_算不出的结果存成空文本_不会当作没有算过() -> None:
    data = workbook_bytes(MOF)
    assert literal(data, 2, "H7") == ""
    xml = part(data, "xl/worksheets/sheet2.xml")
    empty = re.findall(r"<c [^>]*><f>[^<]*</f><v></v></c>", xml)
    assert empty
    assert all(' t="str"' in one for one in empty)


def test_填好的表_公式的结果算好存着() -> None:
    data = workbook_bytes(MOF, FILLED)
    main = opened(MOF, FILLED)[MAIN]
    assert literal(data, 2, "E7") == "684"
    assert literal(data, 2, "F7") == "452.496"
    assert literal(data, 2, "H7") == "0.661543859649123"
    assert literal(data, 2, "I7") == "6.62"
    row = place_of(main, "总分").row
    assert literal(data, 2, f"G{row}") == "100"
    assert literal(data, 2, f"H{row}") == "94.6"


def test_数按字面写进文件() -> None:
    main = opened(MOF, FILLED)[MAIN]
    data = workbook_bytes(MOF, FILLED)
    written = {
        literal(data, 2, beside(main, name, "全年执行数").coordinate)
        for name in (FISCAL, "上年结转资金", "其他资金")
    }
    assert written == {"402.496", "50", "0"}
    assert beside(main, "验收合格率", "实际完成值").number_format == "0.00%"
    assert literal(data, 2, beside(main, "验收合格率", "实际完成值").coordinate) == "0.9251"


def test_合计跟着分项的小数位显示() -> None:
    assert opened(MOF, FILLED)[MAIN]["F7"].number_format == "0.000"


def test_写了总额的照写_不写公式() -> None:
    main = opened(MOF, FILLED)[MAIN]
    assert main["D7"].value == 700
    assert str(main["E7"].value).startswith("=IF(COUNT")


def test_写了执行率和得分的照写() -> None:
    given = _with_funds({"title": TOTAL, "rate": Shown(Decimal("0.66"), "0%"), "points": 7})
    main = opened(MOF, given)[MAIN]
    assert (main["H7"].value, main["H7"].number_format) == (0.66, "0%")
    assert main["I7"].value == 7
    total = opened(MOF, given, results=True)[MAIN]
    assert total.cell(place_of(main, "总分").row, 8).value == pytest.approx(94.98)


def test_写了总分的照写() -> None:
    main = opened(MOF, replace(FILLED, total=99, total_weight="一百"))[MAIN]
    row = place_of(main, "总分").row
    assert [main.cell(row, place).value for place in (7, 8, 9)] == ["一百", 99, "优"]


def test_超过预算的执行率照写_得分不超过分值() -> None:
    rows: Row = {"title": FISCAL, "budget": 100, "executed": Decimal("102.59")}
    main = opened(MOF, Content(funds=(rows,)), results=True)[MAIN]
    assert main["H7"].value == pytest.approx(1.0259)
    assert main["I7"].value == 10


def test_预算是零时没有执行率() -> None:
    rows: Row = {"title": FISCAL, "budget": 0, "executed": 0}
    main = opened(MOF, Content(funds=(rows,)), results=True)[MAIN]
    assert (main["E7"].value, main["H7"].value, main["I7"].value) == (0, None, None)


def test_两种分法时总额只加第一种() -> None:
    form = grouped()
    rows: tuple[Row, ...] = tuple(
        {"title": title, "budget": amount}
        for title, amount in (
            ("财政拨款", 90),
            ("其他资金", 10),
            ("基本支出", 40),
            ("项目支出", 60),
        )
    )
    main = opened(form, Content(funds=rows))[MAIN]
    total = beside(main, "支出总额", "全年预算数")
    assert total.value == '=IF(COUNT(E8:E9)=0,"",SUM(E8:E9))'
    stored = opened(form, Content(funds=rows), results=True)[MAIN]
    assert stored[total.coordinate].value == 100
    assert {"B8:B9", "B10:B11"} <= {str(one) for one in main.merged_cells.ranges}


def test_执行率按年初预算算的表样() -> None:
    form = replace(MOF, code="按年初", funds=replace(MOF.funds, rate_over="initial"))
    assert opened(form)[MAIN]["H7"].value == '=IF(N(D7)=0,"",F7/D7)'


def test_表样印好的分值不算填了() -> None:
    form = _preset(Decimal(30), None)
    main, row = opened(form)[MAIN], 16
    assert main.cell(row, 7).value == "=IF(COUNT(G14:G15)<=1,100,SUM(G7,G14:G15))"
    every = _preset(Decimal(30), Decimal(50))
    stored = opened(every, results=True)[MAIN]
    assert stored.cell(row, 7).value == 90


def _preset(*weights: Decimal | None) -> Form:
    level3 = tuple(Level3(f"规定{n}", "cb10", weight) for n, weight in enumerate(weights, 1))
    level2 = Level2("规定的二级", "cb10", level3=level3)
    return replace(MOF, code=f"规定{weights}", level1=(Level1("规定", "cb10", level2=(level2,)),))


def _with_funds(row: Row) -> Content:
    return replace(FILLED, funds=(row, *FILLED.funds[1:]))


def test_LibreOffice_重算的结果与存着的相同(tmp_path: Path) -> None:
    ours = tmp_path / "填好.xlsx"
    build(MOF, ours, FILLED)
    bare = tmp_path / "去掉结果.xlsx"
    _without_results(ours, bare)
    again = openpyxl.load_workbook(convert(bare, "xlsx", tmp_path / "out"), data_only=True)[MAIN]
    stored = openpyxl.load_workbook(ours, data_only=True)[MAIN]
    formulas = openpyxl.load_workbook(ours)[MAIN]
    cells = [
        cell.coordinate
        for row in formulas.iter_rows()
        for cell in row
        if str(cell.value).startswith("=IF(")
    ]
    assert len(cells) == 9
    for one in cells:
        mine, theirs = stored[one].value, again[one].value
        assert _same(mine) == _same(theirs), one


def _same(value: object) -> object:
    return decimal(str(value)) if value not in (None, "") else None


def _without_results(source: Path, target: Path) -> None:
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", old.read(name))
            new.writestr(name, text)
