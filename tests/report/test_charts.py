"""报告里的图：数照表换，样子照画图的人定的；认不得的说明白；更新报告时图也跟着。"""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import handedited as hand
import openpyxl
import pytest
import reportcase as case
from lxml import etree
from test_refresh import _refreshed, _with
from validators import audit_errors, sdk_errors

from perfxl.report import charted_template
from perfxl.report.charts.fill import shown

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
D = Decimal


def _template(folder: Path, change: Callable[[str], str] = str, code: str = "mof-2020") -> Path:
    """画着图的模板；`change` 改每张图的 XML。"""
    path = folder / "画图的模板.docx"
    old = ZipFile(io.BytesIO(charted_template(case.form(code))))
    with ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("word/charts/chart"):
                data = change(data.decode()).encode()
            new.writestr(name, data)
    return path


def _charts(path: Path) -> dict[str, etree._Element]:
    """替代文字 → 图。"""
    parts = hand.parts(path)
    root = etree.fromstring(parts["word/document.xml"])
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    targets = {one.get("Id"): f"word/{one.get('Target')}" for one in rels}
    made = {}
    for about in root.iter("{*}docPr"):
        (chart,) = about.getparent().iter(f"{C}chart")  # type: ignore[union-attr]  # 必有上级
        code = next(value for name, value in chart.attrib.items() if str(name).endswith("}id"))
        made[about.get("descr", "")] = etree.fromstring(parts[targets[str(code)]])
    return made


def _book(path: Path, number: int) -> list[list[object]]:
    data = hand.parts(path)[f"word/embeddings/chart{number}.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_图里的数就是表里的数(tmp_path: Path) -> None:
    made = case.made(tmp_path, template=_template(tmp_path))
    charts = _charts(made.path)
    assert sorted(charts) == ["得分表", "指标完成表", "资金表"]
    funds = shown(charts["资金表"])
    assert funds.categories == ("当年财政拨款", "上年结转资金")  # 两个数都是零的不画
    assert funds.series == (("预算数", ("980.5", "200")), ("执行数", ("862.45", "200")))
    points = shown(charts["得分表"])
    assert points.series[1] == ("得分", ("9", "49.47", "28.67", "10"))
    table = made.table("得分率")
    assert list(points.categories) == [row[0] for row in table[1:-1]]
    assert list(points.series[0][1]) == [row[1] for row in table[1:-1]]


def test_没有达到指标值的是另一个系列(tmp_path: Path) -> None:
    made = case.made(tmp_path, template=_template(tmp_path))
    results = shown(_charts(made.path)["指标完成表"])
    (met, _), (missed, values) = results.series
    assert (met, missed) == ("达到指标值", "未达到指标值")
    short = {name: value for name, value in zip(results.categories, values, strict=True) if value}
    assert short == {"受训农户人次": "93.4", "亩均增产粮食": "86.67"}
    assert "农田灌溉水利用条件" not in results.categories  # 没有完成率的不画


@pytest.mark.parametrize("code", ["mof-2020", "gd-special-2019", "gd-department-2022"])
def test_格式合规_工作簿与缓存一样(code: str, tmp_path: Path) -> None:
    grids = {"gd-special-2019": case.special, "gd-department-2022": case.department}
    template = _template(tmp_path, code=code)
    assert audit_errors(template) == []
    path = case.made(tmp_path, grids.get(code, case.grid)(), code, template).path
    assert audit_errors(path) == []
    assert sdk_errors(path) == []
    charts = _charts(path)
    assert charts
    books = [name for name in hand.parts(path) if name.startswith("word/embeddings/")]
    assert len(books) == len(charts)
    for chart, name in zip(charts.values(), sorted(books), strict=True):
        data = shown(chart)
        rows = _book(path, int(name.removeprefix("word/embeddings/chart").removesuffix(".xlsx")))
        assert rows[0][1:] == [title for title, _ in data.series]
        assert [row[0] for row in rows[1:]] == list(data.categories)
        for column, (_, values) in enumerate(data.series, 1):
            written = ["" if row[column] is None else D(str(row[column])) for row in rows[1:]]
            assert written == [D(one) if one else "" for one in values]
        places = [one.text for one in chart.iter(f"{C}f")]
        assert f"Sheet1!$A$2:$A${len(data.categories) + 1}" in places


def test_有子项目的画子项目_没有的那一张不留部件(tmp_path: Path) -> None:
    template = _template(tmp_path, code="gd-special-2019")
    path = case.made(tmp_path, case.special(), "gd-special-2019", template).path
    details = shown(_charts(path)["资金明细表"])
    assert details.categories == ("蔬菜抽检", "畜禽抽检", "检测室改造")
    assert details.series[1] == ("已支出", ("150.5", "71.1", "20"))
    assert "资金表" not in _charts(path)
    parts = hand.parts(path)
    there = {name for name in parts if "chart" in name}
    assert len(there) == 3 * len(_charts(path))  # 图、它的关系、工作簿
    types = parts["[Content_Types].xml"].decode()
    assert types.count("drawingml.chart+xml") == len(_charts(path))


def test_样子照画图的人定的(tmp_path: Path) -> None:
    """改过颜色、系列的叫法、给一个点单定了颜色：生成报告以后都在。"""

    def styled(text: str) -> str:
        text = text.replace("2F5597", "00B050").replace(">得分<", ">自评得分<")
        point = (
            '<c:dPt><c:idx val="{}"/><c:invertIfNegative val="0"/><c:bubble3D val="0"/><c:spPr>'
            '<a:solidFill><a:srgbClr val="FFC000"/></a:solidFill></c:spPr></c:dPt>'
        )
        mark = '<c:invertIfNegative val="0"/>'
        both = mark + point.format(1) + point.format(40)
        return text.replace(mark + "<c:dLbls>", both + "<c:dLbls>")

    template = _template(tmp_path, styled)
    then = _charts(template)["得分表"]
    path = case.made(tmp_path, template=template).path
    assert sdk_errors(path) == []
    now = _charts(path)["得分表"]
    assert [name for name, _ in shown(now).series] == ["分值", "自评得分"]
    assert shown(now).series[1][1] == ("9", "49.47", "28.67", "10")
    for chart in (then, now):
        for tag in ("cat", "val", "tx"):
            for one in list(chart.iter(f"{C}{tag}")):
                one.getparent().remove(one)  # type: ignore[union-attr]  # 必有上级
        for one in list(chart.iter(f"{C}dPt")):
            if one.find(f"{C}idx").get("val") == "40":  # type: ignore[union-attr]  # 必有
                one.getparent().remove(one)  # type: ignore[union-attr]  # 没有那么多点了
    assert len(list(now.iter(f"{C}dPt"))) == 2
    assert etree.tostring(then, method="c14n") == etree.tostring(now, method="c14n")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("barChart>", "scatterChart>", "是散点图，程序不会换里面的数"),
        (None, None, "里面有 3 个系列，这张表画 2 个（分值、得分）"),
    ],
    ids=["散点图", "三个系列"],
)
def test_认不得的图照原样_说明白(
    old: str | None, new: str | None, why: str, tmp_path: Path
) -> None:
    def odd(text: str) -> str:
        if ">得分<" not in text:
            return text
        if old is not None and new is not None:
            return text.replace(old, new)
        place = text.index("</c:ser>") + len("</c:ser>")
        extra = text[text.index("<c:ser>") : place].replace(">分值<", ">别的<")
        return text[:place] + extra + text[place:]

    template = _template(tmp_path, odd)
    made = case.made(tmp_path, template=template)
    assert f"图“得分表”{why}，照模板原样留着" in made.rendered.notes
    then, now = _charts(template)["得分表"], _charts(made.path)["得分表"]
    assert etree.tostring(then, method="c14n") == etree.tostring(now, method="c14n")


def test_自带的模板没有图(tmp_path: Path) -> None:
    assert not [name for name in hand.parts(case.made(tmp_path).path) if "chart" in name]


# ---- 更新 ----


def test_更新报告_图也跟着(tmp_path: Path) -> None:
    template = _template(tmp_path)
    path = case.made(tmp_path, template=template).path
    hand.saved(path, lambda one: one.add_paragraph("自己加的一段"))
    grid = _with(case.grid(), F15=2400, H15=D("7.68"))
    made = _refreshed(path, grid, template=template.read_bytes())
    assert sorted(made.tally.charts) == ["得分表", "指标完成表"]
    assert shown(_charts(path)["得分表"]).series[1][1][1] == "49.68"
    assert "96" in shown(_charts(path)["指标完成表"]).series[1][1]
    assert sdk_errors(path) == []
    assert _refreshed(path, grid, template=template.read_bytes()).data == made.data


def test_手改过数的图不动_写明了才改(tmp_path: Path) -> None:
    template = _template(tmp_path)
    path = case.made(tmp_path, template=template).path
    parts = hand.parts(path)
    with ZipFile(path, "w") as package:
        for name, data in parts.items():
            changed = data.replace(b">49.47<", b">49.9<") if "/charts/" in name else data
            package.writestr(name, changed)
    grid = _with(case.grid(), H15=D("7.68"))
    made = _refreshed(path, grid)
    assert "得分表" not in made.tally.charts
    assert [one.name for one in made.tally.kept] == ["图“得分表”"]
    assert shown(_charts(path)["得分表"]).series[1][1][1] == "49.9"
    assert "得分表" in _refreshed(path, grid, overwrite=True).tally.charts
    assert shown(_charts(path)["得分表"]).series[1][1][1] == "49.68"


def test_条数变了图也变(tmp_path: Path) -> None:
    template = _template(tmp_path)
    path = case.made(tmp_path, template=template).path
    rows = [one for one in case.INDICATORS if one[3] != "新修机耕路长度"]
    _refreshed(path, case.grid(indicators=rows), template=template.read_bytes())
    results = shown(_charts(path)["指标完成表"])
    assert "新修机耕路长度" not in results.categories
    assert len(results.series[0][1]) == len(results.categories)
    assert audit_errors(path) == []
