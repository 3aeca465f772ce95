"""带按钮的副本：宏和按钮都在，两个检查器没有话说，原表不动，非动不可之外逐字节不变。"""

import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter  # type: ignore[import-untyped]
from lxml import etree
from openpyxl.utils import column_index_from_string
from validators import audit_errors, sdk_errors
from vba import modules

from perfxl import workbook
from perfxl.cli.main import main
from perfxl.errors import WorkbookError
from perfxl.excel.project import source
from perfxl.excel.xlsm import BUTTONS, make_xlsm
from perfxl.workbook.buttons import add_buttons
from perfxl.workbook.package import Package

ROOT = Path(__file__).parent.parent.parent
HEYUAN = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    return make_xlsm(HEYUAN, tmp_path / "河源 (终稿).xlsm")


@pytest.fixture
def drawn(tmp_path: Path) -> Path:
    """有图、图表工作表、批注、隐藏列、汉字代码名的工作簿。"""
    path = tmp_path / "有图的.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("填报表")
    for row in range(6):
        sheet.write_row(row, 0, ["指标", row, row * 2])
    sheet.set_row(0, 12)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.set_column("D:D", 10, None, {"hidden": True})
    sheet.write_comment("A2", "批注")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=填报表!$B$1:$B$6"})
    sheet.insert_chart("E1", chart)
    page = book.add_chartsheet("图")
    other = book.add_chart({"type": "line"})
    other.add_series({"values": "=填报表!$C$1:$C$6"})
    page.set_chart(other)
    book.add_worksheet("说明").set_vba_name("说明页")
    book.close()
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


def _buttons(parts: dict[str, bytes]) -> list[Any]:
    """画了宏按钮的锚。"""
    return [
        shape.getparent()
        for name, data in parts.items()
        if name.startswith("xl/drawings/drawing")
        for shape in etree.fromstring(data).iter(f"{DRAWING}sp")
        if shape.get("macro")
    ]


def _corner(anchor: Any) -> tuple[int, int]:
    """按钮在第几行第几列（从 1 起）。"""
    start = anchor.find(f"{DRAWING}from")
    return tuple(int(start.findtext(f"{DRAWING}{name}")) + 1 for name in ("row", "col"))  # type: ignore[return-value]


def test_两个检查器没有话说(made: Path, drawn: Path, tmp_path: Path) -> None:
    for path in (made, make_xlsm(drawn, tmp_path / "有图的.xlsm")):
        assert audit_errors(path) == []
        assert sdk_errors(path) == []


def test_宏是同一份源码_每张表一个模块(made: Path) -> None:
    parts = _parts(made)
    found = modules(parts["xl/vbaProject.bin"])
    assert found["Perfxl.bas"] == source()
    sheets = [name for name in parts if name.startswith("xl/worksheets/sheet")]
    codes = {re.search(rb'codeName="(\w+)"', parts[name])[1].decode() for name in sheets}  # type: ignore[index]
    assert {f"{code}.cls" for code in codes} | {"ThisWorkbook.cls", "Perfxl.bas"} == set(found)
    assert len(codes) == len(sheets)


def test_按钮绑着宏_放在表格右边(made: Path) -> None:
    buttons = _buttons(_parts(made))
    names = [anchor.find(f"{DRAWING}sp").get("macro") for anchor in buttons]
    assert names == ["[0]!PerfxlValidate", "[0]!PerfxlReport"]
    for name in names:
        assert f"Public Sub {name.removeprefix('[0]!')}()" in source()
    sheet = openpyxl.load_workbook(HEYUAN)["绩效自评指标表"]
    rows = [_corner(anchor)[0] for anchor in buttons]
    assert all(_corner(anchor)[1] > sheet.max_column for anchor in buttons)
    assert rows == sorted(set(rows))
    printed = [anchor.find(f"{DRAWING}clientData").get("fPrintsWithSheet") for anchor in buttons]
    assert printed == ["0", "0"]


def test_别的部件逐字节不变(made: Path) -> None:
    before, after = _parts(HEYUAN), _parts(made)
    assert set(after) - set(before) == {
        "xl/vbaProject.bin", "xl/drawings/drawing1.xml", "xl/worksheets/_rels/sheet2.xml.rels",
    }  # fmt: skip
    sheets = {name for name in before if name.startswith("xl/worksheets/sheet")}
    listed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in before if before[name] != after[name]} == sheets | listed
    for name in sheets:
        plain = re.sub(rb' codeName="\w+"|<drawing [^>]*/>', b"", after[name])
        assert plain.replace(b"<sheetPr/>", b"") == before[name].replace(b"<sheetPr/>", b"")


def test_读出来与原表相同(made: Path) -> None:
    old, new = workbook.read(HEYUAN), workbook.read(made)
    assert [sheet.cells for sheet in new.sheets] == [sheet.cells for sheet in old.sheets]


def test_已有的图照旧_按钮不压在上面(drawn: Path, tmp_path: Path) -> None:
    made = make_xlsm(drawn, tmp_path / "有图的.xlsm")
    before, after = _parts(drawn), _parts(made)
    for name in before:
        if "chart" in name.rpartition("/")[2] or "vml" in name or "comments" in name:
            assert after[name] == before[name], name
    chart: Any = next(iter(etree.fromstring(before["xl/drawings/drawing1.xml"])))
    end = int(chart.find(f"{DRAWING}to").findtext(f"{DRAWING}col")) + 1
    buttons = _buttons(after)
    assert len(buttons) == 2
    assert all(_corner(anchor)[1] > end for anchor in buttons)
    assert after["xl/drawings/drawing1.xml"].startswith(before["xl/drawings/drawing1.xml"][:-20])
    first, second = (_corner(anchor)[0] for anchor in buttons)
    assert (first, second) == (1, 5)  # 第 2 行隐藏着，第 1、3、4 行加起来才放得下一个按钮


def test_没有写明终点的图形也不压(made: Path) -> None:
    package = Package(made.read_bytes())
    part = "xl/worksheets/sheet2.xml"
    first = _buttons(_parts(made))
    add_buttons(package, part, _corner(first[0])[1] - 1, BUTTONS)
    drawing = etree.fromstring(package.part("xl/drawings/drawing1.xml"))
    anchors: list[Any] = list(drawing)
    assert len(anchors) == 4
    assert _corner(anchors[2])[1] > _corner(anchors[0])[1] + 1  # 按钮比一列宽
    ids = [one.get("id") for one in drawing.iter(f"{DRAWING}cNvPr")]
    assert len(set(ids)) == 4


def test_按钮不放在隐藏的列(tmp_path: Path) -> None:
    path = tmp_path / "隐藏.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write("B2", "表")
    sheet.set_column("C:F", 9, None, {"hidden": True})
    book.close()
    buttons = _buttons(_parts(make_xlsm(path, tmp_path / "隐藏.xlsm")))
    assert [_corner(anchor)[1] for anchor in buttons] == [column_index_from_string("G")] * 2


def test_右边全隐藏时说一句(tmp_path: Path) -> None:
    path = tmp_path / "隐藏.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write("B2", "表")
    sheet.set_column("C:XFD", None, None, {"hidden": True})
    book.close()
    with pytest.raises(WorkbookError, match="请取消隐藏右边几列"):
        make_xlsm(path, tmp_path / "隐藏.xlsm")
    assert not (tmp_path / "隐藏.xlsm").exists()


def test_汉字代码名换成VBA认得的(drawn: Path, tmp_path: Path) -> None:
    parts = _parts(make_xlsm(drawn, tmp_path / "有图的.xlsm"))
    assert b'codeName="Sheet3"' in parts["xl/worksheets/sheet2.xml"]
    assert b'codeName="Chart2"' in parts["xl/chartsheets/sheet1.xml"]
    assert "Chart2.cls" in modules(parts["xl/vbaProject.bin"])


def test_做两次逐字节相同(made: Path, tmp_path: Path) -> None:
    assert make_xlsm(HEYUAN, tmp_path / "另一份.xlsm").read_bytes() == made.read_bytes()


def test_校验写回带按钮的表_宏和按钮还在(made: Path) -> None:
    before = _parts(made)
    assert main(["write", str(made), "--quiet"]) == 0
    after = _parts(made)
    assert after["xl/vbaProject.bin"] == before["xl/vbaProject.bin"]
    assert len(_buttons(after)) == 2
    assert "校验结果" in after["xl/workbook.xml"].decode()


@pytest.mark.parametrize(
    ("name", "match"),
    [("表.xlsx", r"扩展名是 \.xlsm，请改成 表\.xlsm"), ("已有.xlsm", "已经有了，没有覆盖")],
)
def test_放不下时说一句(tmp_path: Path, name: str, match: str) -> None:
    (tmp_path / "已有.xlsm").write_bytes(b"mine")
    with pytest.raises(WorkbookError, match=match):
        make_xlsm(HEYUAN, tmp_path / name)
    assert (tmp_path / "已有.xlsm").read_bytes() == b"mine"


def test_已有宏的不再放(made: Path, tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="里面已经有宏"):
        make_xlsm(made, tmp_path / "再来.xlsm")


def test_没有装pyOpenVBA时说怎么装(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    with pytest.raises(WorkbookError, match=r"pip install \"\.\[excel\]\"") as caught:
        make_xlsm(HEYUAN, tmp_path / "河源.xlsm")
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_从命令做_不写新文件名时放在旁边(drawn: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["excel", "xlsm", str(drawn)]) == 0
    assert drawn.with_suffix(".xlsm").is_file()
    assert "已另存" in capsys.readouterr().out
    assert main(["excel", "xlsm"]) == 2
    assert "一到两 个位置" in capsys.readouterr().err
