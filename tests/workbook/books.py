"""测试用的工作簿：XlsxWriter、openpyxl 现做的，手写部件的，LibreOffice 转存的。"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]
from office import convert

from perfxl.cells.edits import BarChart, Edits, Mark, Out, ResultSheet, ValueEdit
from perfxl.cells.merged import Range

SHEET = "自评表"
RESULT = "校验结果"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def part(path: Path, name: str) -> bytes:
    """工作簿里一个部件的内容。"""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def opened(path: Path, *, values: bool = False) -> openpyxl.Workbook:
    """用 openpyxl 打开（经内存，免得它留着文件不关）。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # 它不认识的扩展会丢掉并告警，这里只看值
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()), data_only=values)


def raw_members(path: Path) -> dict[str, tuple[bytes, ...]]:
    """每个成员的本地头部与压缩后的原字节。"""
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        infos = archive.infolist()
    members: dict[str, tuple[bytes, ...]] = {}
    for info in infos:
        start = info.header_offset
        sizes = data[start + 26 : start + 28], data[start + 28 : start + 30]
        body = start + 30 + sum(int.from_bytes(size, "little") for size in sizes)
        members[info.filename] = (data[start:body], data[body : body + info.compress_size])
    return members


def rich(path: Path) -> Path:
    """XlsxWriter 做的花样多的工作簿。"""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
    percent = book.add_format({"num_format": "0.00%"})
    day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
    sheet.merge_range("A1:H1", "项目支出绩效自评表", head)
    for column, name in enumerate(("指标", "目标值", "实际值", "分值", "得分")):
        sheet.write(1, column, name, head)
    for row in range(2, 30):
        sheet.write(row, 0, f" 指标{row} & <第{row}项>")
        sheet.write(row, 1, 95 + row)
        sheet.write(row, 2, 0.95, percent)
        sheet.write_number(row, 3, 44561, day)
        sheet.write_formula(row, 4, f"=B{row + 1}*2", None, (95 + row) * 2)
    sheet.write_rich_string("F3", "普通", head, "加粗", "尾")
    sheet.write_boolean("F4", boolean=True)
    sheet.write_formula("F5", "=1/0", None, "#DIV/0!")
    sheet.write_array_formula("G3:G5", "{=B3:B5*2}", None, 1)
    sheet.write_string("F6", "控制\x07符_x000D_号\n换行")
    sheet.data_validation("C3:C30", {"validate": "list", "source": ["是", "否"]})
    sheet.conditional_format(
        "B3:B30", {"type": "cell", "criteria": ">", "value": 100, "format": head}
    )
    sheet.conditional_format("C3:C30", {"type": "data_bar", "data_bar_2010": True})
    sheet.write_comment("A3", "批注")
    sheet.insert_textbox("J2", "文本框")
    sheet.protect("密码")
    sheet.autofilter("A2:E30")
    sheet.freeze_panes(2, 1)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"={SHEET}!$B$3:$B$10"})
    sheet.insert_chart("J10", chart)
    other = book.add_worksheet("附'表 (1)")
    other.hide()
    other.write("B2", "内容")
    other.set_column("D:D", 20, head)
    other.set_row(6, 30, percent)
    book.define_name("总分", f"={SHEET}!$E$3")
    book.close()
    return path


def plain(path: Path, rows: int = 10) -> Path:
    """openpyxl 做的普通工作簿。"""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    for row in range(1, rows + 1):
        sheet.append([f"指标{row}", row, f"=B{row}*2", None, "备注"])
    book.create_sheet("附表")["C3"] = "附"
    book.save(path)
    return path


def resaved(path: Path) -> Path:
    """花样多的工作簿，LibreOffice 转存过。"""
    path.write_bytes(_resaved())
    return path


@cache
def _resaved() -> bytes:
    with TemporaryDirectory() as folder:
        source = rich(Path(folder) / "样.xlsx")
        return convert(source, "xlsx", Path(folder) / "转").read_bytes()


def pack(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """把部件装成压缩包。"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def parts(sheet: str, **more: str) -> dict[str, str | bytes]:
    """最小的工作簿的部件；`sheet` 是工作表部件全文，`more` 换掉或添上别的部件。

    `more` 的键：workbook、rels、types、styles、strings，或部件全名。
    """
    workbook = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    rels = _rels(("rId1", "worksheet", "worksheets/sheet1.xml"))
    types = (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        "{}</Types>"
    )
    extra_rels: list[tuple[str, str, str]] = []
    extra_types = ""
    for key, kind, file in (
        ("styles", "styles", "styles.xml"), ("strings", "sharedStrings", "sharedStrings.xml"),
    ):  # fmt: skip
        if key in more:
            extra_rels.append((f"rId{len(extra_rels) + 2}", kind, file))
            extra_types += f'<Override PartName="/xl/{file}" ContentType="{_TYPE}.{kind}+xml"/>'
    if extra_rels:
        rels = _rels(("rId1", "worksheet", "worksheets/sheet1.xml"), *extra_rels)
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": more.pop("types", types.format(extra_types)),
        "_rels/.rels": _rels(("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": more.pop("workbook", workbook),
        "xl/_rels/workbook.xml.rels": more.pop("rels", rels),
        "xl/worksheets/sheet1.xml": sheet,
    }
    for key, file in (("styles", "xl/styles.xml"), ("strings", "xl/sharedStrings.xml")):
        if key in more:
            made[file] = more.pop(key)
    return {**made, **more}


def _rels(*rows: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{RELS}/{kind}" Target="{target}"/>'
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def worksheet(rows: str, tail: str = "", head: str = "") -> str:
    """一张工作表的全文。"""
    return f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}</sheetData>{tail}</worksheet>'


def handmade(path: Path, rows: str, tail: str = "", head: str = "", **more: str) -> Path:
    """只有一张手写工作表的工作簿。"""
    return pack(path, parts(worksheet(rows, tail, head), **more))


def strict_parts(path: Path) -> dict[str, str | bytes]:
    """把标准写法的工作簿改成严格写法。"""
    made: dict[str, str | bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            content = archive.read(name).decode()
            made[name] = content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
                RELS, "http://purl.oclc.org/ooxml/officeDocument/relationships"
            )  # fmt: skip
    return made


def results(name: str = RESULT) -> ResultSheet:
    """一张带图的结果表。"""
    rows = (
        (Out("自评校验结果", "title"),),
        tuple(Out(text, "head") for text in ("级别", "位置", "问题", "得分率")),
        (
            Out("必须改", "error"), Out("自评表!G14", "link", f"{SHEET}!G14"),
            Out("产出指标分值合计 48，应为 50（财预〔2020〕10号）\n请调整其中任一分值 " * 3),
            Out(Decimal("0.9667"), "percent"),
        ),
        (
            Out("核实", "verify"), Out("附'表 (1)!B2", "link", "附'表 (1)!B2"),
            Out("=1+1 & <不是公式> _x000D_ \x07"), Out(Decimal("0.5"), "percent"),
        ),
        (
            Out("提醒", "warning"), Out(None), Out(Decimal("98.00"), "number"),
            Out(Decimal(1), "percent"),
        ),
        (
            Out("提示", "info"), Out("可填", "input"), Out("说明", "note"),
            Out(Decimal("1.5"), "number"),
        ),
        (),
    )  # fmt: skip
    chart = BarChart(
        "得分率", Range(3, 1, 5, 1), Range(3, 4, 5, 4), Range(8, 1, 24, 4), limit=Decimal(1)
    )
    return ResultSheet(
        name, rows, (10, 16, 60, 12), 2, Range(2, 1, 6, 4), (Range(1, 1, 1, 4),), chart
    )


def edits() -> Edits:
    """结果格、四种标记、结果表都有的一次写回（用于 rich、plain）。"""
    return Edits(
        values=(
            ValueEdit(SHEET, 3, 20, Decimal("98.00")),
            ValueEdit(SHEET, 60, 2, " 很好 _x0041_\n第二行"),
        ),
        marks=(
            Mark(SHEET, "error", ((3, 2), (4, 2), (3, 3), (4, 3), (9, 1))),
            Mark(SHEET, "verify", ((5, 1),)),
            Mark(SHEET, "warning", ((6, 1),)),
            Mark(SHEET, "info", ((7, 1), (8, 1))),
        ),
        sheets=(results(), ResultSheet("得分明细", ((Out("得分", "head"),),), (12,))),
    )
