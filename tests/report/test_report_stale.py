"""perfxl 写的报告，表后来改了一处：说得出哪个数、哪一行、哪句话与表不同；只换写法的不说。"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import reportcase as case
from handedited import retyped, saved

from perfxl.cells.grid import Grid
from perfxl.proof import proof
from perfxl.proof.model import Finding
from perfxl.report import default_template
from perfxl.report.refresh.document import refresh

D = Decimal
SHEET = "绩效自评表"


def _with(grid: Grid, values: dict[str, case.Value]) -> Grid:
    """`{"F15": "2336人次"}` 那样改几格。"""
    first = grid.sheets[0]
    cells = dict(first.cells)
    for address, value in values.items():
        place = int(address[1:]), ord(address[0]) - 64
        cells[place] = case.cell(SHEET, *place, value)
    return replace(grid, sheets=(replace(first, cells=cells), *grid.sheets[1:]))


def _said(folder: Path, grid: Grid, *changes: Callable[[Any], None]) -> list[str]:
    """照原来的表写的报告，在 Word 里改过（`changes`），对着 `grid` 核对。"""
    path = case.made(folder).path
    for change in changes:
        saved(path, change)
    found = proof(path, (case.assessment(grid),), "自评表.xlsx").findings
    return [one.message for one in found]


def _changed(folder: Path, **values: case.Value) -> list[str]:
    return _said(folder, _with(case.grid(), values))


def _has(said: list[str], *pieces: str) -> bool:
    return any(all(piece in one for piece in pieces) for one in said)


@pytest.mark.parametrize(
    ("values", "pieces"),
    [
        ({"F20": "196人"}, ("报告写 186人", "带动务工的脱贫人口完成值”是 196人", "绩效自评表!F20")),
        ({"F22": (D("0.951"), "0.0%")}, ("报告写 93.4%", "满意度完成值”是 95.1%", "F22")),
        ({"E20": "≥100人"}, ("报告写 ≥120人", "指标值”是 ≥100人", "绩效自评表!E20")),
        ({"E20": "≤120人"}, ("报告写 ≥120人", "指标值”是 ≤120人")),
        ({"F17": "2024年11月25日"}, ("报告写 2024年11月18日", "是 2024年11月25日", "F17")),
        ({"H20": 9}, ("报告写 10", "带动务工的脱贫人口得分”是 9", "绩效自评表!H20")),
        ({"H23": 97}, ("报告写 97.14分", "总分”是 97分", "绩效自评表!H23")),
        ({"B3": "2024年农田水利项目"}, ("高标准农田建设项目”，自评表是“2024年农田水利项目”",)),
        ({"F4": "临江市水利局"}, ("临江市农田建设服务中心", "自评表是“临江市水利局”")),
        ({"D16": "工程质量合格率"}, ("报告写“工程验收合格率”，自评表是“工程质量合格率”", "D16")),
        ({"F11": "建成高标准农田3.2万亩。"}, ("3.25万亩", "自评表是“建成高标准农田3.2万亩。”")),
    ],
    ids=lambda one: next(iter(one), "") if isinstance(one, dict) else "",
)  # fmt: skip
def test_表改了一处(tmp_path: Path, values: dict[str, case.Value], pieces: tuple[str, ...]) -> None:
    said = _changed(tmp_path, **values)
    assert _has(said, *pieces), said


def test_一处改了_别的数一个也不说(tmp_path: Path) -> None:
    said = _changed(tmp_path, F20="196人")
    assert all("带动务工的脱贫人口" in one for one in said), said


def test_两行的得分对调_各说各的(tmp_path: Path) -> None:
    said = _changed(tmp_path, G19=8, H19=8, G18=10, H18=10)
    assert _has(said, "亩均增产粮食得分”是 8"), said
    assert _has(said, "亩均建设成本得分”是 10"), said


@pytest.mark.parametrize(
    "values",
    [
        {"F20": "0.0186万人"},
        {"F20": "186 人"},
        {"E20": "不低于120人"},
        {"F22": (D("0.934"), "0.00%")},
        {"F17": "2024-11-18"},
        {"H23": (D("97.14"), "0.000")},
    ],
    ids=lambda one: "、".join(f"{cell}={value}" for cell, value in one.items()),
)
def test_只换了写法_不说(tmp_path: Path, values: dict[str, case.Value]) -> None:
    assert _changed(tmp_path, **values) == []


def test_表里插一行_别的行挪了格_只说添的一行(tmp_path: Path) -> None:
    new = (None, None, None, "新修机耕桥", "≥2座", "2座", 0, 0, None)
    rows = (*case.INDICATORS[:2], new, *case.INDICATORS[2:])
    said = _said(tmp_path, case.grid(indicators=rows))
    assert said
    assert _has(said, "自评表里有“", "新修机耕桥", "报告里没有"), said
    assert not _has(said, "受训农户人次"), said


def test_表里删一行_说哪一行没有了(tmp_path: Path) -> None:
    rows = [row for row in case.INDICATORS if "新修机耕路长度" not in row]
    said = _said(tmp_path, case.grid(indicators=rows))
    assert _has(said, "报告的这张表格里有“", "新修机耕路长度", "自评表里没有"), said


def test_别的模板写的报告_数照样比_行照名称认(tmp_path: Path) -> None:
    """自己的模板、以前版本的模板：表格怎么画、话怎么写都不知道，只说认得出的。"""
    template = case.with_lines(tmp_path, "全年执行{{ 全年执行数|元 }}。")
    path = case.made(tmp_path, template=template).path

    def said(grid: Grid) -> list[str]:
        return [one.message for one in proof(path, (case.assessment(grid),), "表.xlsx").findings]

    assert said(case.grid()) == []
    assert _has(said(_with(case.grid(), {"F20": "196人"})), "报告写 186人", "是 196人")
    new = (None, None, None, "新修机耕桥", "≥2座", "2座", 0, 0, None)
    rows = (*case.INDICATORS[:2], new, *case.INDICATORS[3:])
    changed = said(case.grid(indicators=rows))
    assert _has(changed, "自评表里有“新修机耕桥”一行，报告里没有"), changed
    assert _has(changed, "表里没有“受训农户人次指标值”了"), changed


_SHORT: dict[str, case.Value] = {
    "F18": "3100元",
    "G18": 8,
    "H18": D("7.74"),
    "H23": D("96.88"),
    "I18": "钢材涨价",
}


def _updated(path: Path, grid: Grid) -> None:
    """照 `grid` 更新：数换了，话不动。"""
    made = refresh(path.read_bytes(), (case.assessment(grid),), None, default_template)
    path.write_bytes(made.data)


def _proofed(path: Path, grid: Grid) -> list[Finding]:
    return list(proof(path, (case.assessment(grid),), "自评表.xlsx").findings)


def test_更新只改了数_与表相反的话仍说得出(tmp_path: Path) -> None:
    """一条指标后来没有完成：更新过的报告里“低于上限的是……”还是原来的话，扣分的原因里没有它。"""
    path, grid = case.made(tmp_path).path, _with(case.grid(), _SHORT)
    _updated(path, grid)
    said = [one.message for one in _proofed(path, grid)]
    assert _has(said, "报告写“低于上限的是亩均建设成本", "是“超出上限的是亩均建设成本。”"), said
    assert _has(said, "“偏差原因”里要添“2. 亩均建设成本"), said
    _updated(path, grid)  # 再更新一次，一个数也不用改：话还没有改，照样说
    assert [one.message for one in _proofed(path, grid)] == said


def test_更新以后人把话改好了_不再说(tmp_path: Path) -> None:
    """该添的话人会用自己的话写：原来的话一句也不剩的，不追着要程序的那一句。"""
    path, grid = case.made(tmp_path).path, _with(case.grid(), _SHORT)
    _updated(path, grid)
    stale = {one.paragraph.text for one in _proofed(path, grid) if "报告写“" in one.message}

    def rewrite(document: Any) -> None:
        for one in list(document.element.body.iter(f"{case.W}p")):
            if case.text_of(one) in stale:
                one.getparent().remove(one)

    saved(path, rewrite)
    assert [one.message for one in _proofed(path, grid)] == []


@pytest.mark.parametrize("new", ["约186人", "0.0186万人", "一百八十六人"])
def test_手改成另一种写法_不说(tmp_path: Path, new: str) -> None:
    assert _said(tmp_path, case.grid(), lambda document: retyped(document, "186人", new)) == []


def test_手改错了_说写出时是多少(tmp_path: Path) -> None:
    path = case.made(tmp_path).path
    saved(path, lambda document: retyped(document, "186人", "168人"))
    (found,) = proof(path, (case.assessment(case.grid()),), "自评表.xlsx").findings
    assert "报告写 168人，自评表“带动务工的脱贫人口完成值”是 186人" in found.message
    assert "手改过（写出时是“186人”）" in found.fix


def test_表里的等级变了_指着报告写等级的地方(tmp_path: Path) -> None:
    path = case.made(tmp_path).path
    grid = _with(case.grid(), {"H23": 85})
    found = proof(path, (case.assessment(grid),), "自评表.xlsx").findings
    (said,) = [one for one in found if one.message == "报告写等级“优”，自评表是“良”"]
    assert said.quote == "等级为“优"


def test_手改的等级_照得分说过的不再说一遍(tmp_path: Path) -> None:
    def lower(document: Any) -> None:
        words = (text for text in document.element.body.iter(f"{case.W}t") if text.text)
        next(text for text in words if "等级为“优”" in text.text).text = "分，等级为“良”。"

    path = saved(case.made(tmp_path).path, lower)
    found = proof(path, (case.assessment(case.grid()),), "自评表.xlsx").findings
    assert [(one.code, one.expected) for one in found] == [("R09", "优")]


def test_表的年度改了_说两处的年度(tmp_path: Path) -> None:
    found = _changed(tmp_path, A2="（2025年度）")
    assert "报告写的是 2024 年度，自评表是 2025 年度（绩效自评表!A2）" in found


def test_别的项目的表_不逐个比(tmp_path: Path) -> None:
    other = case.assessment(case.special(), "gd-special-2019")
    path = case.made(tmp_path).path
    proofed = proof(path, (other,), "自评表.xlsx")
    assert proofed.another
    assert not any("全文有" in one.message for one in proofed.findings)
