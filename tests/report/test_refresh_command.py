"""`perfxl report 自评表.xlsx --refresh 报告.docx`：像办事人员那样用。"""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from perfxl import workbook
from perfxl.assess import assess
from perfxl.cli.main import main
from perfxl.form.load import load_all

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "samples" / "良好的自评表.xlsx"
OTHER = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"
Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path, capsys: Spoken) -> Path:
    """一份自评表，旁边一份改过的报告；表后来改了一格。"""
    path = tmp_path / "自评 表(终稿).xlsx"
    shutil.copy(TABLE, path)
    assert main(["report", str(path)]) == 0
    report = path.with_name("自评 表(终稿)-自评报告.docx")
    document = docx.Document(str(report))
    document.add_paragraph("自己加的一段")
    document.save(str(report))
    capsys.readouterr()
    return path


def _report(table: Path) -> Path:
    return table.with_name(f"{table.stem}-自评报告.docx")


def _bump(table: Path) -> str:
    """全年执行数加一；返回它的地址。"""
    line = assess(workbook.read(table), load_all()).filing.total_fund
    assert line is not None
    assert line.executed is not None
    cell = line.executed.cell
    book = openpyxl.load_workbook(table)
    book[cell.sheet][cell.local].value = int(Decimal(cell.raw)) + 1
    book.save(table)
    return cell.address


def test_改了什么逐条说(table: Path, capsys: Spoken) -> None:
    cell = _bump(table)
    report = _report(table)
    assert main(["report", str(table), "--refresh", str(report)]) in {0, 1}
    said = capsys.readouterr().out
    assert said.startswith(f"{report}：更新 ")
    assert f"  {cell}　" in said
    assert " → " in said
    assert docx.Document(str(report)).paragraphs[-1].text == "自己加的一段"
    assert main(["report", str(table), "--refresh", str(report)]) in {0, 1}
    assert f"{report}：没有要改的数" in capsys.readouterr().out


def test_json(table: Path, capsys: Spoken) -> None:
    cell = _bump(table)
    main(["report", str(table), "--refresh", str(_report(table)), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["report"] == str(_report(table))
    assert told["written"] is True
    assert told["lost"] == []
    assert cell in {one["cell"] for one in told["changed"]}
    assert all(set(one) == {"cell", "name", "old", "new"} for one in told["changed"])


def test_可以撤销(table: Path, capsys: Spoken) -> None:
    before = _report(table).read_bytes()
    _bump(table)
    main(["report", str(table), "--refresh", str(_report(table))])
    assert _report(table).read_bytes() != before
    capsys.readouterr()
    assert main(["undo", str(_report(table))]) == 0
    assert _report(table).read_bytes() == before
    assert "已回到写回之前" in capsys.readouterr().out


def test_写到别处_原来的不动(table: Path, tmp_path: Path, capsys: Spoken) -> None:
    _bump(table)
    before = _report(table).read_bytes()
    output = tmp_path / "新的.docx"
    main(["report", str(table), "--refresh", str(_report(table)), "-o", str(output)])
    assert _report(table).read_bytes() == before
    assert docx.Document(str(output)).paragraphs[-1].text == "自己加的一段"
    capsys.readouterr()
    assert main(["report", str(table), "--refresh", str(_report(table)), "-o", str(output)]) == 2
    assert "新的.docx：已经有了，没有覆盖" in capsys.readouterr().err


@pytest.mark.parametrize("lock", ["~${}", ".~lock.{}#"])
def test_开着的不更新(table: Path, lock: str, capsys: Spoken) -> None:
    report = _report(table)
    name = report.name[2:] if lock.startswith("~$") else report.name
    report.with_name(lock.format(name)).touch()
    _bump(table)
    before = report.read_bytes()
    assert main(["report", str(table), "--refresh", str(report)]) == 2
    assert f"{report.name}：正在 Word 或 WPS 里开着，没有更新" in capsys.readouterr().err
    assert report.read_bytes() == before


def test_做不了的各说一句(table: Path, tmp_path: Path, capsys: Spoken) -> None:
    report = str(_report(table))
    broken = tmp_path / "坏的.docx"
    broken.write_bytes(b"PK\x03\x04 not really")
    cases = [
        ([str(table), "--refresh", str(tmp_path / "没有.docx")], "没有.docx：找不到这份报告"),
        ([str(table), "--refresh", str(table)], "--refresh 后面写的是工作簿自己"),
        ([str(table), "--refresh", str(broken)], "坏的.docx：报告"),
        ([str(OTHER), "--refresh", report], "不是同一份自评表，没有更新"),
        ([str(table), str(OTHER), "--refresh", report], "--refresh 一次更新一份报告"),
        ([str(tmp_path), "--refresh", report], "--refresh 一次更新一份报告"),
    ]
    before = _report(table).read_bytes()
    for arguments, said in cases:
        assert main(["report", *arguments]) == 2
        error = capsys.readouterr().err
        assert said in error
        assert error.count("\n") == 1
    assert _report(table).read_bytes() == before
