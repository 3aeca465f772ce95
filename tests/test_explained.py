"""核实一类的说明，只管它写的时候说的那件事：数变了再报，没有变的一直作数。"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from casebook import GOOD
from drawn import drawn
from openpyxl.cell import Cell
from saved import saved

from perfxl import assess
from perfxl.assess import assess as judge
from perfxl.cli.main import main
from perfxl.filing.findings import Finding
from perfxl.form.load import load

_HIGH = {"E14": "≥600册"}  # 完成值 15120，是指标值的二十五倍：V02 核实
_SAID = "年中追加了捐赠图书"


def _book(folder: Path) -> Path:
    path = saved(drawn(GOOD, _HIGH), folder / "自评表.xlsx")
    _written(path)
    return path


def _written(path: Path) -> bytes:
    main(["write", str(path), "--quiet"])
    return path.read_bytes()


def _change(path: Path, **cells: str) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["绩效自评表"][place] = value
    book.save(path)


def _explain(path: Path, text: str, code: str = "V02") -> None:
    book = openpyxl.load_workbook(path)
    _cell(book, code).value = text
    book.save(path)


def _cell(book: openpyxl.Workbook, code: str) -> Cell:
    rows = book["校验结果"].iter_rows()
    found = next(row[7] for row in rows if row[2].value == code)
    assert isinstance(found, Cell)
    return found


def _explanation(path: Path) -> str:
    return str(_cell(openpyxl.load_workbook(path), "V02").value)


def _found(path: Path, code: str = "V02") -> Finding:
    return next(one for one in assess(path)[0].findings if one.code == code)


@pytest.fixture
def explained(tmp_path: Path) -> Path:
    path = _book(tmp_path)
    _explain(path, _SAID)
    _written(path)
    return path


def test_没有改的一直作数(explained: Path) -> None:
    assert not _found(explained).is_open
    assert _explanation(explained) == _SAID
    assert _written(explained) == _written(explained)


def test_写了说明的_校验_写回都标着已说明(
    explained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for command in ("check", "write"):
        main([command, str(explained)])
        said = capsys.readouterr().out
        assert "核实 1（已说明 1）" in said
        (line,) = [one for one in said.splitlines() if " V02 " in one]
        assert line.endswith(f"；已说明：{_SAID}")
        assert "请在 I14 写明" not in line
    sheet = openpyxl.load_workbook(explained)["校验结果"]
    assert "核实 1（已说明 1）" in str(sheet["A2"].value)
    assert "核实类都写了说明" in str(sheet["A2"].value)


def test_数变了再报_说针对的是什么(explained: Path) -> None:
    _change(explained, F14="15900")
    found = _found(explained)
    assert found.is_open
    assert found.fix.endswith("写过说明以后数变了：核对后改写“说明”一栏")
    once = _written(explained)
    assert _explanation(explained).startswith("〔原来的说明是针对“‘添置图书册数’指标值")
    assert "15120" in _explanation(explained)
    assert _explanation(explained).endswith(f"〕{_SAID}")
    assert _written(explained) == once
    assert _found(explained).is_open, "写回过一遍，旧的说明也不能又作数"


def test_改写了说明就又作数(explained: Path) -> None:
    _change(explained, F14="15900")
    _written(explained)
    _explain(explained, "又收到捐赠 780册")
    assert not _found(explained).is_open


def test_改回原来的数_说明照旧(explained: Path) -> None:
    _change(explained, F14="15900")
    _written(explained)
    _change(explained, F14="15120")
    assert not _found(explained).is_open
    _written(explained)
    assert _explanation(explained) == _SAID


def test_别的格改了不相干(explained: Path) -> None:
    _change(explained, F13="1240平方米")
    assert not _found(explained).is_open


def test_上面插一行_说明跟着走(explained: Path) -> None:
    _written(explained)
    book = openpyxl.load_workbook(explained)
    cell = _cell(book, "V02")
    place = cell.row
    book["校验结果"].cell(place, 4).value = "绩效自评表!F13、I13"  # 插行以前在上一行
    book.save(explained)
    assert not _found(explained).is_open


def test_别人删了问题一栏的旧表_说明照旧作数() -> None:
    head = "级别 | 代码 | 单元格 | 说明"
    table = f"\n[校验结果]\n校验结果\n{head}\n核实 | V02 | 绩效自评表!F14、I14 | {_SAID}"
    found = judge(drawn(GOOD + table, _HIGH), [load("mof-2020")]).findings
    assert next(one for one in found if one.code == "V02").explanation == _SAID
