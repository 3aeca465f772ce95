"""大得不正常、坏得奇怪的工作簿：十秒、1 GB 以内判完，或者说一句话。"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hostile import FILING, Ran, bounded, check, lines, ods, xlsx

TABLE = lines(FILING)
CORNER = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def _merged(areas: Iterable[str]) -> str:
    written = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return f"<mergeCells>{written}</mergeCells>"


def _judged(ran: Ran) -> None:
    """判完了：表里的一条指标读到了。"""
    bounded(ran)
    assert ran.code in {0, 1}
    assert "绩效自评表!" in ran.said


# 到用时才写出来：收集测试的每一个进程都要几十万个，太费。
_AREAS: dict[str, Callable[[], Iterable[str]]] = {
    "盖过整张表": lambda: ["A5:XFD1048576"],
    "连表头都盖": lambda: ["A1:XFD1048576"],
    "各列合并到底": lambda: (f"{column}3:{column}1048576" for column in "ABCDEFGH"),
    "二十万个重叠": lambda: (f"A{row}:XFD{1048576 - row}" for row in range(5, 200_005)),
    "六十万个小的": lambda: (f"A{row}:C{row}" for row in range(5, 600_005)),
}


@pytest.mark.parametrize("areas", _AREAS.values(), ids=_AREAS.keys())
def test_合并区域再大再多也判得完(areas: Callable[[], Iterable[str]], tmp_path: Path) -> None:
    _judged(check("check", xlsx(tmp_path / "表.xlsx", TABLE + CORNER, after=_merged(areas()))))


_EMPTY = {
    "行里有空格": '<row r="{0}" spans="1:8" ht="20"><c r="A{0}" s="0"/><c r="B{0}" s="0"/></row>',
    "只有行": '<row r="{0}" spans="1:8" ht="20" customHeight="1"/>',
    "行写成一对": '<row r="{0}" spans="1:8" ht="20"></row>',
}


@pytest.mark.parametrize("row", _EMPTY.values(), ids=_EMPTY.keys())
def test_一百万行空格式判得完(row: str, tmp_path: Path) -> None:
    rows = "".join(row.format(number) for number in range(5, 1_000_005))
    _judged(check("check", xlsx(tmp_path / "表.xlsx", TABLE + rows)))


def test_一百万行空格式_别家程序的写法也判得完(tmp_path: Path) -> None:
    rows = "".join(_EMPTY["行里有空格"].format(number) for number in range(5, 1_000_005))
    _judged(check("check", xlsx(tmp_path / "表.xlsx", f"{TABLE}<!-- 别家程序 -->{rows}")))


def test_一百多万条用不着的文字判得完(tmp_path: Path) -> None:
    strings = "".join(f"<si><t>字{number}</t></si>" for number in range(1_200_000))
    _judged(check("check", xlsx(tmp_path / "表.xlsx", TABLE, strings=strings)))


def _said(ran: Ran, *words: str) -> None:
    """没有读，说了为什么。"""
    bounded(ran)
    assert ran.code == 2
    for word in words:
        assert word in ran.said


def test_五十多万格的数据不读(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(5, 520_000))
    _said(check("check", xlsx(tmp_path / "表.xlsx", TABLE + rows)), "多得不正常", "移到另一个文件")


@pytest.mark.parametrize(
    "row",
    [["三级指标", "分值", "得分", "项目名称"], ["", "产出指标", "数量指标", "面积", "≥5", "5"]],
    ids=["行行像表头", "行行是指标"],
)
def test_六万行的表说太长(row: list[str], tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", lines([*FILING, *[row] * 60_000]))
    _said(check("check", path), "“绩效自评表”有 60004 行", "请把自评表另存成一个文件")


def test_两万行行行像表头的也判得完(tmp_path: Path) -> None:
    rows = [*FILING, *[["三级指标", "指标值", "分值", "得分", "项目"]] * 20_000]
    bounded(check("check", xlsx(tmp_path / "表.xlsx", lines(rows))))


def test_超出_Excel_行列的不读(tmp_path: Path) -> None:
    far = '<row r="3048577"><c r="A3048577"><v>1</v></c></row>'
    path = xlsx(tmp_path / "表.xlsx", TABLE + far)
    _said(check("check", path), "A3048577", "超出了 Excel 的范围")
    path = xlsx(tmp_path / "表.xlsx", TABLE, after=_merged(["A5:C1048577"]))
    _said(check("check", path), "超出了 Excel 的范围")


_CELL = (
    '<table:table-row table:number-rows-repeated="{rows}"><table:table-cell {more} '
    'office:value-type="string" table:number-columns-repeated="{columns}">'
    "<text:p>三级指标</text:p></table:table-cell></table:table-row>"
)
_BLANK = (
    '<table:table-row table:number-rows-repeated="2000000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row>'
)


def _ods_cell(rows: int = 1, columns: int = 1, more: str = "") -> str:
    return _CELL.format(rows=rows, columns=columns, more=more)


_ODS = {
    "行重复": (_ods_cell(rows=999_999), "多得不正常"),
    "列重复": (_ods_cell(columns=16_000) * 40, "多得不正常"),
    "行列都重复": (_ods_cell(rows=10_000, columns=1_000), "多得不正常"),
    "行在范围外": (_BLANK + _ods_cell(), "A2000001 超出了 Excel 的范围"),
    "列在范围外": (_ods_cell(columns=20_000), "超出了 Excel 的范围"),
    "合并到范围外": (
        _ods_cell(more='table:number-rows-spanned="1048577" table:number-columns-spanned="9"'),
        "I1048577 超出了 Excel 的范围",
    ),
    "空行重复十万次": (_BLANK * 100_000, "是空的，一格也没有写"),
    "重复几千位次": (
        f'<table:table-row table:number-rows-repeated="{"9" * 5000}"/>', "写着几千位的数",
    ),
    "二十万条列样式": (
        '<table:table-column table:number-columns-repeated="2"/>' * 200_000
        + _ods_cell(columns=16_000),
        "没有像自评表的工作表",
    ),
    "嵌了两万层": (
        "<table:table-row><table:table-cell><text:p>"
        + "<text:span>" * 20_000 + "</text:span>" * 20_000
        + "</text:p></table:table-cell></table:table-row>",
        "套了几百层",
    ),
    "值大得没有边": (
        (
            '<table:table-row><table:table-cell office:value-type="float" '
            'office:value="1e999999"/></table:table-row>'
        ),
        "有的数读不出来",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("rows", "word"), _ODS.values(), ids=_ODS.keys())
def test_ods_大得不正常的说一句话(rows: str, word: str, tmp_path: Path) -> None:
    path = ods(tmp_path / "表.ods", rows)
    _said(check("check", path), word)
    assert [one.name for one in tmp_path.iterdir()] == ["表.ods"]


_FILED = "".join(
    "<table:table-row>"
    + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
        for text in row
    )
    + "</table:table-row>"
    for row in FILING
)


def test_ods_合并整张表的_写得出副本(tmp_path: Path) -> None:
    """合并区域盖过有内容的范围，副本照写，不替每一格画框。"""
    wide = _ods_cell(
        more='table:number-rows-spanned="1048000" table:number-columns-spanned="16384"'
    )
    last = '<table:table-row table:number-rows-repeated="1000000"/>' + _ods_cell()
    ran = check("write", ods(tmp_path / "表.ods", _FILED + wide + last))
    _judged(ran)
    assert (tmp_path / "表-校验.xlsx").exists()


@pytest.mark.parametrize("digits", [60, 400, 5000])
@pytest.mark.parametrize("kind", ["文字", "数"])
def test_几千位的数判得完(digits: int, kind: str, tmp_path: Path) -> None:
    text = "9" * digits
    rows = [FILING[0], FILING[1], FILING[2], [*FILING[3][:4], text, text, text, text]]
    written = lines(rows)
    if kind == "数":
        cell = f' t="inlineStr"><is><t>{text}</t></is>'
        assert cell in written
        written = written.replace(cell, f"><v>{text}</v>")
    _judged(check("check", xlsx(tmp_path / "表.xlsx", written)))


def test_压缩炸弹不解开(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "表.xlsx", TABLE + " " * 200_000_000, level=9)
    _said(check("check", path), "压缩")
