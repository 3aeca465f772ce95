"""`perfxl fix`：像办事人员那样用。列出的不写，点了名的才改，只动那几格，撤得回来。"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from breakbook import WHOLE
from drawn import drawn
from office import convert

from perfxl.cells.edits import Edits, ValueEdit
from perfxl.cli.main import main
from perfxl.workbook import read, write
from perfxl.workbook.copy import plain_copy

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
BROKEN = {"H18": "15", "H21": "98.1", "G21": "110", "H6": "95.00%%"}
CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """错了四处的表，放在名字带空格和括号的文件夹里。"""
    folder = tmp_path / "2023 年度 (终稿)"
    folder.mkdir()
    path = folder / "自评表【图书馆】 v2 (1).xlsx"
    path.write_bytes(plain_copy(drawn(WHOLE["mof-2020"], BROKEN), frozenset()))
    return path


@pytest.fixture
def official(tmp_path: Path) -> Path:
    """官方样子的表（保护着、有公式、下拉框），得分多记了半分。"""
    path = tmp_path / "官方 表.xlsx"
    shutil.copy(GOOD, path)
    write(path, Edits(values=(ValueEdit("绩效自评表", 16, 8, Decimal(6)),)))
    shutil.rmtree(tmp_path / ".perfxl")
    return path


def _json(spoken: Spoken) -> Any:
    out, err = spoken.readouterr()
    assert err == ""
    return json.loads(out)


def _value(path: Path, row: int, column: int) -> str:
    return read(path).sheets[0].at(row, column).raw


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_列出改法_不写任何文件(table: Path, capsys: Spoken) -> None:
    before = table.read_bytes()
    assert main(["修正", str(table)]) == 1
    out = capsys.readouterr().out
    assert "P02 “全年接待读者”得分 15" in out
    assert "绩效自评表!H18　15 → 14.25" in out
    assert "绩效自评表!H6　95% → 98.50%" in out
    assert "还不能改：H18 还有 P02 没有解决，先改好它" in out
    assert "--apply M02 P02 W04" in out
    assert table.read_bytes() == before
    assert list(table.parent.iterdir()) == [table]


def test_只改点了名的(table: Path, capsys: Spoken) -> None:
    assert main(["fix", str(table), "--apply", "p02", "P06"]) == 1
    out = capsys.readouterr().out
    assert "改了 2 格" in out
    assert "还有唯一改法的：--apply M02 W04" in out
    assert (_value(table, 18, 8), _value(table, 21, 8)) == ("14.25", "99.1")
    assert (_value(table, 6, 8), _value(table, 21, 7)) == ("0.95", "110")


def test_改了以后才有的问题_说出来(tmp_path: Path, capsys: Spoken) -> None:
    """得分改低了，偏差原因就不能空着。"""
    path = tmp_path / "表.xlsx"
    grid = drawn(WHOLE["mof-2020"], {"H18": "15", "H21": "99.85", "I18": ""})
    path.write_bytes(plain_copy(grid, frozenset()))
    assert main(["fix", str(path), "--apply", "P02", "P06"]) == 1
    out = capsys.readouterr().out
    assert out.count("改了以后才有的：[") == 1
    assert "改了以后才有的：[错误] 绩效自评表!I18 V01" in out


@pytest.mark.parametrize("word", ["all", "全部", "ALL"])
def test_全部改_改完没有问题(table: Path, word: str, capsys: Spoken) -> None:
    assert main(["修正", str(table), "--apply", word]) == 0
    capsys.readouterr()
    assert main(["check", str(table), "--json"]) == 0
    assert _json(capsys)["findings"] == []
    cell = read(table).sheets[0].at(6, 8)
    assert (cell.raw, cell.number_format) == ("0.985", "0.00%")


def test_改两次与改一次相同(table: Path, capsys: Spoken) -> None:
    main(["fix", str(table), "--apply", "全部"])
    once = table.read_bytes()
    capsys.readouterr()
    assert main(["fix", str(table), "--apply", "全部"]) == 0
    assert "没有要改的，文件没有动" in capsys.readouterr().out
    assert table.read_bytes() == once


def test_撤销回到原来的字节(table: Path) -> None:
    before = table.read_bytes()
    main(["fix", str(table), "--apply", "P02", "P06", "M02"])
    assert table.read_bytes() != before
    assert main(["undo", str(table)]) == 0
    assert table.read_bytes() == before


def test_给程序读的文档(table: Path, capsys: Spoken) -> None:
    assert main(["fix", str(table), "--json"]) == 1
    listed = _json(capsys)
    fixes = {one["code"]: one["fixes"] for one in listed["findings"]}
    assert fixes["M02"] == [{"cell": "绩效自评表!H6", "old": "95%", "new": "98.50%"}]
    assert fixes["P06"] == []
    assert "applied" not in listed
    assert main(["fix", str(table), "--apply", "P02", "P06", "--json"]) == 1
    made = _json(capsys)
    assert made["applied"] == [
        {"code": "P02", "cell": "绩效自评表!H18", "old": "15", "new": "14.25"},
        {"code": "P06", "cell": "绩效自评表!H21", "old": "98.1", "new": "99.1"},
    ]
    assert made["written"] == {"file": str(table), "changed": True, "copy": False}
    del made["applied"], made["written"]
    main(["check", str(table), "--json"])
    assert _json(capsys) == made


def test_只有改了的格不同(official: Path) -> None:
    """官方表：别的部件逐字节不变，工作表里只换那一个 <c>，样式编号还在。"""
    before = _parts(official)
    assert main(["fix", str(official), "--apply", "P02"]) == 0
    after = _parts(official)
    changed = [name for name in before if after[name] != before[name]]
    sheet = "xl/worksheets/sheet2.xml"
    assert changed == [sheet]
    assert list(after) == list(before)
    old, new = (dict(_cells(parts[sheet])) for parts in (before, after))
    assert [place for place in old if old[place] != new[place]] == [b"H16"]
    assert CELL.sub(b"", before[sheet]) == CELL.sub(b"", after[sheet])
    assert re.findall(rb' s="\d+"', old[b"H16"]) == re.findall(rb' s="\d+"', new[b"H16"])
    assert b"<v>5.5</v>" in new[b"H16"]


def _cells(xml: bytes) -> list[tuple[bytes, bytes]]:
    return [(found[1], found[0]) for found in CELL.finditer(xml)]


def test_公式格不改_说请检查公式(official: Path, capsys: Spoken) -> None:
    main(["fix", str(official)])
    assert "H16 还有 P02 没有解决" in capsys.readouterr().out
    write(official, Edits(values=(ValueEdit("绩效自评表", 16, 8, Decimal("5.5")),)))
    text = ValueEdit("绩效自评表", 12, 5, "阅览室改造一半，已开放")  # 文字里的面积也照着改
    write(official, Edits(values=(ValueEdit("绩效自评表", 14, 6, "300平方米"), text)))
    main(["fix", str(official), "--apply", "全部"])
    out = capsys.readouterr().out
    assert "绩效自评表!H14　8 → 4" in out
    assert "表里有公式：请用 Excel 或 WPS 打开、保存一次" in out
    main(["fix", str(official)])
    assert "还不能改：H29 是公式 =" in capsys.readouterr().out


def test_已有结果表的一起换新_说明还在(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    grid = drawn(WHOLE["mof-2020"], {**BROKEN, "F17": "89万元"})
    path.write_bytes(plain_copy(grid, frozenset()))
    main(["write", str(path)])
    _explain(path, "M12", "口径不同，差的是设计费")
    assert main(["fix", str(path), "--apply", "全部"]) == 0
    assert _explained(path) == {"M12": "口径不同，差的是设计费"}
    once = path.read_bytes()
    main(["write", str(path)])
    assert path.read_bytes() == once


def _explain(path: Path, code: str, text: str) -> None:
    """像使用者那样，在校验结果的说明列写一句，保存。"""
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    for row in book["校验结果"].iter_rows():
        if row[2].value == code:
            row[7].value = text
    book.save(path)


def _explained(path: Path) -> dict[str, str]:
    """校验结果里还有的代码和说明。"""
    sheet = read(path).sheet("校验结果")
    assert sheet is not None
    rows = [row for row in sheet.filled_rows() if sheet.at(row, 1).raw.isdigit()]
    return {sheet.at(row, 3).raw: sheet.at(row, 8).raw for row in rows}


def test_读过表的_改了以后几张结果表还在该在的地方(official: Path) -> None:
    main(["write", str(official), "--quiet"])
    main(["read", str(official), "--sheet", "--quiet"])
    assert main(["fix", str(official), "--apply", "全部", "--quiet"]) in {0, 1}
    names = [sheet.name for sheet in read(official).sheets]
    assert {"校验结果", "得分明细"} <= set(names)
    assert "读表" not in names  # 画的是改以前的样子，改了就不作数


def test_没有结果表的不添(table: Path) -> None:
    names = [sheet.name for sheet in read(table).sheets]
    main(["fix", str(table), "--apply", "全部"])
    assert [sheet.name for sheet in read(table).sheets] == names


def test_写到别处时原文件不动(table: Path, tmp_path: Path) -> None:
    before = table.read_bytes()
    target = tmp_path / "改好的 (一).xlsx"
    assert main(["fix", str(table), "-o", str(target), "--apply", "全部"]) == 0
    assert table.read_bytes() == before
    assert _value(target, 18, 8) == "14.25"


def test_旧格式改在副本里(table: Path, capsys: Spoken) -> None:
    old = convert(table, "ods", table.parent)
    table.unlink()
    before = old.read_bytes()
    assert main(["fix", str(old), "--apply", "全部"]) == 0
    out = capsys.readouterr().out
    assert "旧格式" in out
    copy = old.with_name(f"{old.stem}-校验.xlsx")
    assert (_value(copy, 18, 8), _value(copy, 21, 8)) == ("14.25", "99.1")
    assert old.read_bytes() == before
    once = copy.read_bytes()
    assert main(["fix", str(old), "--apply", "全部"]) == 0
    assert copy.read_bytes() == once
    assert main(["check", str(copy)]) == 0


def test_旧格式里公式算的总分也跟着改_只说一样话(tmp_path: Path, capsys: Spoken) -> None:
    book = openpyxl.load_workbook(GOOD)
    book["绩效自评表"]["H16"] = 6
    book.save(tmp_path / "旧.xlsx")
    old = convert(tmp_path / "旧.xlsx", "xls", tmp_path)
    (tmp_path / "旧.xlsx").unlink()
    assert main(["fix", str(old), "--apply", "全部"]) == 0
    out = capsys.readouterr().out
    assert "只有值，没有公式" in out
    assert "重新算过" not in out
    assert "P06" not in out.partition("改完以后")[2]
    sheet = read(tmp_path / "旧-校验.xlsx").sheet("绩效自评表")
    assert sheet is not None
    assert (sheet.at(16, 8).raw, sheet.at(29, 8).raw) == ("5.5", "99.2")


def test_几个文件各改各的(table: Path, capsys: Spoken) -> None:
    other = table.with_name("另一份.xlsx")
    shutil.copy(table, other)
    assert main(["fix", str(table.parent), "--yes", "--apply", "全部", "--json"]) == 0
    assert [len(one["applied"]) for one in _json(capsys)] == [4, 4]


def test_没有改法的代码_一句话_不写(table: Path, capsys: Spoken) -> None:
    before = table.read_bytes()
    assert main(["fix", str(table), "--apply", "F01"]) == 1
    assert "没有要改的，文件没有动" in capsys.readouterr().out
    assert table.read_bytes() == before


def test_没有可以改的_一句话(tmp_path: Path, capsys: Spoken) -> None:
    path = shutil.copy(GOOD, tmp_path / "好.xlsx")
    assert main(["fix", str(path)]) == 0
    assert "没有可以替您改的" in capsys.readouterr().out


def test_英文_安静(table: Path, capsys: Spoken) -> None:
    assert main(["fix", str(table), "--lang", "en"]) == 1
    assert "3 fixable" in capsys.readouterr().out
    assert main(["fix", str(table), "--apply", "全部", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--apply", "Z99"], "没有代码为“Z99”的规则"),
        (["--apply", "P06", "总分"], "没有代码为“总分”的规则"),
        (["--apply"], "后面至少要跟一个值"),
        (["-o", "别处.xlsx"], "用不着 -o"),
    ],
)
def test_写错命令说一句中文(table: Path, arguments: list[str], words: str, capsys: Spoken) -> None:
    before = table.read_bytes()
    try:
        code = main(["fix", str(table), *arguments])
    except SystemExit as stop:
        code = int(str(stop.code))
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert table.read_bytes() == before


def test_开着的文件不改(table: Path, capsys: Spoken) -> None:
    table.with_name(f"~${table.name}").write_bytes(b"")
    before = table.read_bytes()
    assert main(["fix", str(table), "--apply", "全部"]) == 2
    assert "请关闭后再试" in capsys.readouterr().err
    assert table.read_bytes() == before


def test_用法是中文(capsys: Spoken) -> None:
    with pytest.raises(SystemExit):
        main(["修正", "--help"])
    out = capsys.readouterr().out
    assert "--apply 代码" in out
    assert "列出有唯一答案的改法" in out
    assert not {"usage", "options", "positional", "arguments", "help"} & set(out.split())


def test_校验时说一句可以替您改(table: Path, capsys: Spoken) -> None:
    main(["check", str(table)])
    assert f'3 条有唯一的改法，可以替您改：perfxl fix "{table}"' in capsys.readouterr().out


def test_点了名而改不了的_说为什么(tmp_path: Path, capsys: Spoken) -> None:
    table = tmp_path / "表.xlsx"
    shutil.copy(ROOT / "samples" / "有错的自评表.xlsx", table)
    assert main(["fix", str(table), "--apply", "P02"]) == 1
    out = capsys.readouterr().out
    assert "没有要改的，文件没有动" in out
    assert re.search(r"P02 “图书平均单价”.*\n    还不能改：\w+ 还有 \w\d\d 没有解决", out)
