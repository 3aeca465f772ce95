"""写到哪里：有人改过的报告、别人的工作簿、模板、原件都不覆盖；写不成的一个字节也不写。"""

from __future__ import annotations

import os
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import docx
import office
import openpyxl
import pytest

from perfxl import files, workbook
from perfxl.cells.edits import Edits, ValueEdit
from perfxl.cli.main import main
from perfxl.report.finish.seal import untouched
from perfxl.workbook.copy import plain_copy

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
WRONG = ROOT / "samples" / "有错的自评表.xlsx"
# 还没有写过结果的。
SAMPLES = [path for path in (ROOT / "samples").rglob("*.xlsx") if path.parent.name != "结果"]
TEMPLATE = ROOT / "templates" / "report.docx"

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return Path(shutil.copy(GOOD, tmp_path / "z.xlsx"))


def snapshot(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def wrong_points(path: Path) -> Path:
    """得分多记了半分的表，有唯一的改法。"""
    shutil.copy(GOOD, path)
    workbook.write(path, Edits(values=(ValueEdit("绩效自评表", 16, 8, Decimal(6)),)))
    shutil.rmtree(path.parent / ".perfxl")
    return path


def edited(report: Path) -> bytes:
    """她在 Word 里改了几个字，存了。"""
    document = docx.Document(str(report))
    document.add_paragraph("她补写的一段。")
    document.save(str(report))
    return report.read_bytes()


def test_报告有人改过_另起一个名字_并且说(table: Path, capsys: Spoken) -> None:
    report, second = (table.with_name(f"z-自评报告{tail}.docx") for tail in ("", "(2)"))
    main(["run", str(table)])
    assert untouched(report)
    main(["run", str(table)])
    assert not second.exists()
    hers = edited(report)
    capsys.readouterr()
    main(["run", str(table)])
    said = capsys.readouterr().out
    assert report.read_bytes() == hers
    assert "z-自评报告.docx 不是程序写出时的样子" in said
    assert "新的报告写成 z-自评报告(2).docx" in said
    main(["report", str(table)])
    assert untouched(second)
    assert not table.with_name("z-自评报告(3).docx").exists()
    main(["report", str(table), "--overwrite"])
    assert untouched(report)


def test_改了一个部件而封条还在的也认得出(table: Path) -> None:
    main(["report", str(table)])
    report = table.with_name("z-自评报告.docx")
    data = bytearray(report.read_bytes())
    data[100] ^= 1
    report.write_bytes(data)
    assert not untouched(report)


def test_报告带着封条照样打得开(table: Path) -> None:
    main(["report", str(table)])
    report = table.with_name("z-自评报告.docx")
    assert zipfile.ZipFile(report).testzip() is None
    assert docx.Document(str(report)).paragraphs


def test_报告正开着的_另起一个名字(table: Path, capsys: Spoken) -> None:
    main(["run", str(table)])
    table.with_name("~$自评报告.docx").touch()
    table.with_name(".~lock.z-自评报告.docx#").touch()
    main(["run", str(table)])
    assert "正在 Word 或 WPS 里开着" in capsys.readouterr().out
    assert table.with_name("z-自评报告(2).docx").exists()


@pytest.mark.parametrize("command", ["report", "run"])
def test_模板不会被报告盖掉(table: Path, command: str, capsys: Spoken) -> None:
    template = Path(shutil.copy(TEMPLATE, table.with_name("z-自评报告.docx")))
    before = snapshot(table.parent)
    assert main([command, str(table), "--template", str(template)]) == 2
    assert "就是模板自己" in capsys.readouterr().err
    assert snapshot(table.parent) == before
    link = table.with_name("链接.docx")
    link.hardlink_to(template)
    assert main(["report", str(table), "--template", str(link), "-o", str(template)]) == 2


def test_别人的工作簿不覆盖_写明了才覆盖(table: Path, capsys: Spoken) -> None:
    other = Path(shutil.copy(WRONG, table.with_name("别人的.xlsx")))
    before = other.read_bytes()
    assert main(["write", str(table), "-o", str(other)]) == 2
    assert "没有覆盖；请换一个名字，确实要覆盖的加上 --overwrite" in capsys.readouterr().err
    assert other.read_bytes() == before
    assert main(["write", str(table), "-o", str(other), "--overwrite"]) == 0
    assert main(["undo", str(other)]) == 0
    assert other.read_bytes() == before


def test_程序自己写出的可以再写_改过的不行(table: Path, capsys: Spoken) -> None:
    output = table.with_name("结果.xlsx")
    assert main(["write", str(table), "-o", str(output)]) == 0
    assert main(["fix", str(table), "--apply", "全部", "-o", str(output)]) == 0
    assert main(["write", str(table), "-o", str(output)]) == 0
    hers = openpyxl.load_workbook(output)
    hers.worksheets[0]["A1"] = "她改的"
    hers.save(output)
    assert main(["write", str(table), "-o", str(output)]) == 2
    assert "或者写出以后又改过" in capsys.readouterr().err


def test_原件不是目标(table: Path, capsys: Spoken) -> None:
    before = table.read_bytes()
    for place in (table, table.parent):
        assert main(["write", str(table), "-o", str(place)]) == 2
        assert "-o 后面写的就是原文件" in capsys.readouterr().err
    assert table.read_bytes() == before


def test_长名字_写得成的写成(tmp_path: Path) -> None:
    table = Path(shutil.copy(GOOD, tmp_path / f"{'项' * 76}.xlsx"))
    assert main(["run", str(table)]) == 0
    assert table.with_name(f"{'项' * 76}-自评报告.docx").exists()
    assert main(["undo", str(table)]) == 0
    assert table.read_bytes() == GOOD.read_bytes()


def test_报告的名字太长_工作簿也不写(tmp_path: Path, capsys: Spoken) -> None:
    table = Path(shutil.copy(GOOD, tmp_path / f"{'项' * 82}.xlsx"))
    assert main(["run", str(table)]) == 2
    assert "太长，存不了，什么都没有写；请把工作簿的名字改短 3 个字" in capsys.readouterr().err
    assert snapshot(tmp_path) == {table: GOOD.read_bytes()}


def test_报告做不成_工作簿也不写(table: Path, capsys: Spoken) -> None:
    template = table.with_name("模板.docx")
    document = docx.Document()
    document.add_paragraph("{{ 没有这个名称 }}")
    document.save(str(template))
    before = snapshot(table.parent)
    assert main(["run", str(table), "--template", str(template)]) == 2
    assert "没有这个名称" in capsys.readouterr().err
    assert snapshot(table.parent) == before


def test_磁盘快满了_什么都不写(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    full = shutil.disk_usage(table.parent)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    before = snapshot(table.parent)
    assert main(["run", str(table)]) == 2
    assert "磁盘快满了，什么都没有写" in capsys.readouterr().err
    assert snapshot(table.parent) == before


def test_写的时候别人存了_重读重核再写(
    table: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    """头一遍写之前，别人存进一份有错的；第二遍判的是那一份。"""
    inner = workbook.write
    count: list[int] = []

    def late(*given: object, **named: object) -> bool:
        if not count:
            shutil.copy(WRONG, table)
        count.append(1)
        return inner(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(workbook, "write", late)
    assert main(["write", str(table)]) == 1
    assert "别的程序又存了一次；已经重新读、重新核过" in capsys.readouterr().out
    assert len(count) == 2
    assert main(["undo", str(table)]) == 0
    assert table.read_bytes() == WRONG.read_bytes()


def test_别人一直在存的_不写(table: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken) -> None:
    inner, sources = workbook.write, [WRONG, GOOD, WRONG]

    def late(*given: object, **named: object) -> bool:
        shutil.copy(sources.pop(0), table)
        return inner(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(workbook, "write", late)
    assert main(["write", str(table)]) == 2
    assert "别的程序又存了它，没有写" in capsys.readouterr().err
    assert table.read_bytes() == GOOD.read_bytes()


def test_硬链接断了要说(table: Path, capsys: Spoken) -> None:
    other = table.with_name("同一个.xlsx")
    other.hardlink_to(table)
    before = other.read_bytes()
    main(["write", str(table)])
    assert "另有 1 个硬链接" in capsys.readouterr().out
    assert other.read_bytes() == before
    main(["write", str(table)])
    assert "个硬链接" not in capsys.readouterr().out


def test_撤销_标过_改过_一步步回到没有标的(tmp_path: Path, capsys: Spoken) -> None:
    table = wrong_points(tmp_path / "z.xlsx")
    before = table.read_bytes()
    main(["run", str(table)])
    marked = table.read_bytes()
    main(["fix", str(table), "--apply", "全部"])
    assert table.read_bytes() != marked
    assert main(["undo", str(table)]) == 0
    assert table.read_bytes() == marked
    assert "还可以再撤销 1 步" in capsys.readouterr().out
    assert main(["撤销", str(table)]) == 0
    assert table.read_bytes() == before
    main(["run", str(table)])
    main(["fix", str(table), "--apply", "全部"])
    assert main(["撤销", str(table), "--全部"]) == 0
    assert table.read_bytes() == before


def test_旧格式_写原件的名字也撤得回(tmp_path: Path, capsys: Spoken) -> None:
    office.convert(wrong_points(tmp_path / "旧.xlsx"), "xls", tmp_path)
    (tmp_path / "旧.xlsx").unlink()
    old, copied = tmp_path / "旧.xls", tmp_path / "旧-校验.xlsx"
    before = old.read_bytes()
    main(["write", str(old)])
    first = copied.read_bytes()
    main(["fix", str(old), "--apply", "全部"])
    assert copied.read_bytes() != first
    assert main(["undo", str(old)]) == 0
    assert copied.read_bytes() == first
    assert main(["undo", str(old)]) == 0
    assert "旧-校验.xlsx 是程序写的副本，写回之前没有它，已经删去" in capsys.readouterr().out
    assert not copied.exists()
    assert main(["undo", str(old)]) == 2
    assert old.read_bytes() == before


def test_原件不在旁边的副本_撤销不替人删(tmp_path: Path) -> None:
    lonely = tmp_path / "旧-校验.xlsx"
    lonely.write_bytes(plain_copy(workbook.read(GOOD), frozenset()))
    assert main(["undo", str(lonely)]) == 2
    assert lonely.exists()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_校验过又清除_逐字节回到原件(sample: Path, tmp_path: Path) -> None:
    table = Path(shutil.copy(sample, tmp_path / "z.xlsx"))
    main(["run", str(table)])
    main(["run", str(table)])
    assert table.read_bytes() != sample.read_bytes()
    assert main(["clear", str(table)]) == 0
    assert table.read_bytes() == sample.read_bytes()


def test_清除_命令(table: Path, capsys: Spoken) -> None:
    main(["write", str(table)])
    assert main(["清除", str(table)]) == 0
    said = capsys.readouterr().out
    assert "已拿走结果表 校验结果、得分明细" in said
    assert "校验结果" not in [sheet.name for sheet in workbook.read(table).sheets]
    assert main(["clear", str(table)]) == 0
    assert "没有程序写的东西，文件没有动" in capsys.readouterr().out
    assert main(["clear", "--backups", str(table.parent), "--yes"]) == 0
    assert "份写回以前的备份，以前的写回从此撤销不了" in capsys.readouterr().out
    assert not (table.parent / ".perfxl").exists()


@pytest.mark.parametrize("kind", ["磁盘满", "中途出错"])
def test_写不成的不留临时文件(table: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: object) -> None:
        raise OSError(28, "满") if kind == "磁盘满" else RuntimeError

    monkeypatch.setattr(os, "fsync", fail)
    before = snapshot(table.parent)
    assert main(["run", str(table)]) == 2
    assert snapshot(table.parent) == before
    assert [path for path in table.parent.iterdir() if path.name.startswith(".")] == []


def test_按钮的报告也不覆盖她改过的(table: Path) -> None:
    main(["report", str(table)])
    wanted = table.with_name("z-自评报告.docx")
    assert files.free_report(wanted) == (wanted, ())
    edited(wanted)
    assert files.free_report(wanted)[0].name == "z-自评报告(2).docx"
