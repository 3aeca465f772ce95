"""不适用的从总分里去掉再换算：空白表的公式、总分、报告里的一句，说的是同一个数。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.blank.content import Row
from perfxl.form.load import load, load_all
from perfxl.report.marks import Ledger, Paragraphs, bare
from perfxl.report.sentences.context import build

CODE = "pidu-project-2026"
FILLED = load_content(Path(__file__).parent / "forms" / f"{CODE}.toml")
_ROW = "单台添置费用"


def _made(folder: Path, row: Row, total: Decimal | None = None) -> tuple[Assessment, str]:
    """一条成本指标改成 `row`：读回来的结论，总分一格的公式。"""
    rows = [{**each, **row} if each["name"] == _ROW else each for each in FILLED.indicators]
    path = folder / "表.xlsx"
    content = replace(FILLED, indicators=tuple(rows), total=total)
    path.write_bytes(workbook_bytes(load(CODE), content))
    sheet = openpyxl.load_workbook(path)[load(CODE).sheets.main]
    cells = (str(cell.value) for line in sheet.iter_rows() for cell in line)
    formulas = [text for text in cells if text.startswith("=IF(COUNT(H")]
    return assess(workbook.read(path), load_all()), formulas[0] if formulas else ""


_IDLE: Row = {"target": "不适用", "actual": "不适用", "points": "不适用", "reason": "没有采购。"}


def test_空白表的总分公式照附注换算(tmp_path: Path) -> None:
    made, formula = _made(tmp_path, _IDLE)
    assert "ROUND(SUM(" in formula
    assert 'SUMIF(F13:F21,"不适用",G13:G21)' in formula
    # 89.9÷（100－10）×100
    assert made.scored.total == Decimal("99.89")
    assert not [one.message for one in made.findings if one.code == "P06"]
    cost = next(one for one in made.scored.level1 if one.name == "成本")
    assert cost.weight == 0


def test_全都不适用的_公式不除零(tmp_path: Path) -> None:
    """分值加起来的不适用到了一百，没有可除的，不出 #DIV/0!。"""
    _, formula = _made(tmp_path, _IDLE)
    idle = 'SUMIF(F13:F21,"不适用",G13:G21)+SUMIFS(G13:G21,H13:H21,"不适用",F13:F21,"<>不适用")'
    assert f"IF({idle}>=100,SUM(" in formula


def test_没有不适用的_总分还是各项之和(tmp_path: Path) -> None:
    made, _ = _made(tmp_path, {})
    assert made.scored.total == Decimal("99.9")
    assert not [one.message for one in made.findings if one.code == "P06"]


def test_不适用的分值空着_照别的各条的分值换算(tmp_path: Path) -> None:
    made, _ = _made(tmp_path, {**_IDLE, "weight": ""})
    assert made.scored.total == Decimal("99.89")
    (said,) = [one for one in made.findings if one.code == "P06"]
    assert "不适用 10 分：89.9÷（100－10）×100＝99.89" in said.message
    assert said.fix == "公式照不适用各条的分值换算：把它们的分值都写上"


def _conclusion(made: Assessment) -> str:
    said = build(made, Ledger()).names["得分情况"]
    assert isinstance(said, Paragraphs)
    return bare(said[0])


def test_报告说怎样换算的_各项加得起来(tmp_path: Path) -> None:
    said = _conclusion(_made(tmp_path, _IDLE)[0])
    assert said.startswith("经自评，总分为99.89分")
    assert "不适用 10 分：89.9÷（100－10）×100＝99.89（郫财函〔2026〕11号" in said


def test_表上没有换算的_报告说照规定应是多少(tmp_path: Path) -> None:
    said = _conclusion(_made(tmp_path, _IDLE, Decimal("89.9"))[0])
    assert said.startswith("经自评，总分为89.9分")
    assert "表上的总分是各项得分之和，照规定应为：不适用 10 分" in said
