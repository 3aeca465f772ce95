"""命令行：像办事人员那样用，文件名带中文、空格、括号；退出码和 JSON 与 docs/命令行.md 一致。"""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfxl.cli.main import COMMANDS, main

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
WRONG = ROOT / "samples" / "有错的自评表.xlsx"
HEYUAN = ROOT / "samples" / "河源市2019专项资金" / "河源市2019专项资金自评表.xlsx"

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """一份填好的表，放在名字带空格和括号的文件夹里。"""
    folder = tmp_path / "2023 年度 (终稿)"
    folder.mkdir()
    path = folder / "自评表【图书馆】 v2 (1).xlsx"
    shutil.copy(GOOD, path)
    return path


def _json(spoken: Spoken) -> Any:
    out, err = spoken.readouterr()
    assert err == ""
    return json.loads(out)


def test_运行_写回并生成报告(table: Path, capsys: Spoken) -> None:
    assert main(["run", str(table)]) == 0
    report = table.with_name("自评表【图书馆】 v2 (1)-自评报告.docx")
    assert zipfile.is_zipfile(report)
    with zipfile.ZipFile(table) as package:
        assert "校验结果" in package.read("xl/workbook.xml").decode()
    assert "已写回" in capsys.readouterr().out


_NO_ACTUALS = """
项目支出绩效自评表
项目名称|街道图书馆改造||主管部门|区文化和旅游局|实施单位|区图书馆
项目资金（万元）||年初预算数|全年预算数|全年执行数|执行率|得分
|年度资金总额|90|90|90|100%|10
一级指标|二级指标|三级指标|年度指标值|分值|得分
产出指标|数量指标|添置图书册数|≥15000册|50|48
效益指标|社会效益指标|全年接待读者|≥60000人次|30|30
满意度指标|服务对象满意度指标|读者满意度|≥90%|10|10
总分||||100|97
"""


def test_没有完成值一列的_不说是核算出来的(tmp_path: Path, capsys: Spoken) -> None:
    path, book = tmp_path / "没有完成值.xlsx", openpyxl.Workbook()
    for line in _NO_ACTUALS.strip().splitlines():
        cells = line.split("|")
        book.worksheets[0].append([int(one) if one.isdigit() else one or None for one in cells])
    book.save(path)
    honest = "填报得分合计 98.00（表里没有实际完成值，各指标照填报的得分，没有核算）"
    main(["write", str(path), "--form", "mof-2020"])
    said = capsys.readouterr().out
    assert honest in said
    assert "核算总分" not in said
    sheet = openpyxl.load_workbook(path)["得分明细"]
    assert str(sheet["A2"].value).startswith(honest)
    main(["check", str(path), "--form", "mof-2020", "--json"])
    made = _json(capsys)
    assert (made["scored"]["total"], made["scored"]["recomputed"]) == ("98.00", False)
    main(["report", str(path), "--form", "mof-2020"])
    assert "总分填的是 97，各项得分合计 98；" in capsys.readouterr().out
    main(["check", str(GOOD)])
    assert "核算总分 99.20" in capsys.readouterr().out
    main(["check", str(GOOD), "--json"])
    assert _json(capsys)["scored"]["recomputed"] is True


def test_运行两次与一次相同(table: Path) -> None:
    main(["run", str(table)])
    once = table.read_bytes()
    main(["run", str(table)])
    assert table.read_bytes() == once


def test_运行到别的文件夹时原文件不动(table: Path, tmp_path: Path) -> None:
    before = table.read_bytes()
    assert main(["运行", str(table), "-o", str(tmp_path / "结果 一")]) == 0
    assert table.read_bytes() == before
    made = sorted(path.name for path in (tmp_path / "结果 一").iterdir() if path.is_file())
    assert made == ["自评表【图书馆】 v2 (1)-自评报告.docx", "自评表【图书馆】 v2 (1).xlsx"]


def test_校验不写任何文件(table: Path) -> None:
    before = {path: path.read_bytes() for path in table.parent.iterdir()}
    assert main(["校验", str(table)]) == 0
    assert {path: path.read_bytes() for path in table.parent.iterdir()} == before


def test_有错误时退出码是一(capsys: Spoken) -> None:
    assert main(["check", str(WRONG)]) == 1
    out = capsys.readouterr().out
    assert "[错误]" in out
    assert "绩效自评表!" in out


def test_撤销(table: Path) -> None:
    before = table.read_bytes()
    main(["write", str(table)])
    assert table.read_bytes() != before
    assert main(["undo", str(table)]) == 0
    assert table.read_bytes() == before


def test_没有写过就不能撤销(table: Path, capsys: Spoken) -> None:
    assert main(["undo", str(table)]) == 2
    assert "撤销" in capsys.readouterr().err


def test_安静(table: Path, capsys: Spoken) -> None:
    assert main(["check", str(table), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_选项在命令前后都可以(table: Path, capsys: Spoken) -> None:
    main(["--json", "check", str(table)])
    first = _json(capsys)
    main(["check", str(table), "--json"])
    assert _json(capsys) == first


def test_给程序读的文档(capsys: Spoken) -> None:
    main(["check", str(HEYUAN), "--json"])
    made = _json(capsys)
    assert list(made)[:5] == ["schema", "perfxl", "file", "table", "form"]
    assert made["form"]["code"] == "gd-special-2019"
    assert (made["form"]["verified"], made["form"]["trust"]) == (False, "未核实")
    assert made["scored"]["total"] == "92.00"
    assert made["filing"]["total"]["value"] == "92"
    [total] = [line for line in made["filing"]["funds"] if line["kind"] == "total"]
    assert made["filing"]["income"] == []
    assert (total["budget"]["value"], total["budget"]["unit"]) == ("684", "万元")
    assert made["scored"]["execution"]["rate"] == "66.15"
    keys = {"level1", "level2", "name", "target", "actual", "weight", "points", "reason"}
    keys |= {"standard", "rated"}
    assert all(set(one) == keys for one in made["filing"]["indicators"])
    ranged = next(one for one in made["filing"]["indicators"] if one["target"]["op"] == "range")
    assert (ranged["target"]["low"], ranged["target"]["high"]) == ("1", "3")
    assert "value" not in ranged["target"]
    finding = {"code", "level", "trial", "cells", "message", "fix", "source"}
    assert all(finding <= set(one) for one in made["findings"])
    assert set(made["summary"]) == {"error", "verify", "warning", "info"}


def test_几个文件是文档的列表(table: Path, capsys: Spoken) -> None:
    shutil.copy(table, table.with_name("另一份.xlsx"))
    assert main(["check", str(table.parent), "--json"]) == 0
    assert len(_json(capsys)) == 2


def test_一个文件不行别的照做(table: Path, capsys: Spoken) -> None:
    table.with_name("坏的.xlsx").write_bytes(b"")
    assert main(["check", str(table.parent)]) == 2
    out, err = capsys.readouterr()
    assert "坏的.xlsx" in err
    assert table.name in out


def test_新建的空表马上能校验(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "空 表.xlsx"
    assert main(["新建", "mof-2020", "-o", str(path)]) == 0
    capsys.readouterr()
    assert main(["check", str(path), "--json"]) == 1
    made = _json(capsys)
    assert made["form"]["code"] == "mof-2020"
    assert {one["code"][0] for one in made["findings"] if one["level"] == "error"} == {"F"}


def test_新建不覆盖(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "空表.xlsx"
    path.write_bytes(b"mine")
    assert main(["new", "mof-2020", "-o", str(path)]) == 2
    assert path.read_bytes() == b"mine"
    assert "没有覆盖" in capsys.readouterr().err


def test_表样清单与出处(capsys: Spoken) -> None:
    assert main(["forms"]) == 0
    out = capsys.readouterr().out
    assert "mof-2020" in out
    assert "gd-special-2019" in out
    assert "未核实" in out
    assert main(["forms", "show", "mof-2020"]) == 0
    out = capsys.readouterr().out
    assert "一级指标（产出指标）·分值 = 50" in out
    assert "界线（完成值高：须说明）·数 = 1.3" in out
    items = [line.partition(" = ")[0] for line in out.splitlines() if " = " in line]
    assert not [item for item in items if re.search(r"[a-z]{3}(?![^（]*）)", item)]
    assert main(["表样", "diff", "mof-2020", "gd-special-2019"]) == 0
    assert "gd-special-2019" in capsys.readouterr().out


@pytest.mark.parametrize("command", [[], ["run"], ["forms"]])
def test_用法全是中文(command: list[str], capsys: Spoken) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    assert stop.value.code == 0
    out = capsys.readouterr().out
    assert "选项" in out
    assert not {"usage", "options", "positional", "arguments", "help"} & set(out.split())


def test_解释一条规则(capsys: Spoken) -> None:
    assert main(["解释", "w01"]) == 0
    out = capsys.readouterr().out
    for words in ("W01", "为什么：", "怎么改：", "例："):
        assert words in out


def test_英文(capsys: Spoken) -> None:
    main(["check", str(WRONG), "--lang", "en"])
    assert "[error] 绩效自评表!" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "还要写上"),
        (["check"], "还要写上 文件"),
        (["chek", "a.xlsx"], "没有"),
        (["check", "a.xlsx", "--colour"], "不认识 --colour"),
        (["explain", "Z99"], "没有代码为“Z99”的规则"),
        (["new", "mof-1999"], "没有代码为“mof-1999”的表样"),
        (["forms", "show"], "后面要写 1 个表样代码"),
        (["check", "没有这个.xlsx"], "没有这个.xlsx"),
        (["check", str(GOOD), "--forms", "没有的夹"], "没有文件夹"),
        (["run", str(GOOD), "-o", "甲.xlsx"], "-o 后面请写文件夹"),
    ],
)
def test_写错命令说一句中文(arguments: list[str], words: str, capsys: Spoken) -> None:
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = int(str(stop.code))
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
    assert len(err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空文件.xlsx", b""),
        ("其实是文字.xlsx", "项目名称,甲\n".encode()),
        ("表.csv", "项目名称,甲\n".encode("gbk")),
        ("老格式.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("断了.xlsx", GOOD.read_bytes()[:3000] if GOOD.exists() else b"PK"),
    ],
)
def test_坏的输入说一句中文_原文件不动(
    name: str, content: bytes, tmp_path: Path, capsys: Spoken
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert main(["run", str(path)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.strip().splitlines()) == 1
    assert name.rpartition(".")[0] in err
    assert path.read_bytes() == content
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_程序自己的错也是一句话(
    table: Path, capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("perfxl.files.judge", broken)
    assert main(["check", str(table)]) == 2
    err = capsys.readouterr().err
    assert "程序出错" in err
    assert "Traceback" not in err


def test_作为模块也能起() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "perfxl", "--version"], capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "0.1.0"


@pytest.mark.parametrize("command", [None, *COMMANDS])
def test_用法有英文的_没有漏译(command: str | None, capsys: Spoken) -> None:
    words = [] if command is None else [command]
    for arguments in (["--lang", "en", *words, "--help"], [*words, "--help", "--lang=en"]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 0
        said = capsys.readouterr().out
        said = re.sub(r" \(\S+\) |, --全部", " ", said)  # 中文的命令名、选项名是另一种写法
        assert said.startswith("usage: ")
        assert not re.search(r"[\u4e00-\u9fff]", said)


def test_英文的用法看过以后_中文的照旧(capsys: Spoken) -> None:
    for language, start in (("en", "usage: "), ("zh", "用法：")):
        with pytest.raises(SystemExit):
            main(["--lang", language, "run", "--help"])
        assert capsys.readouterr().out.startswith(start)


def test_写好的命令都登记了() -> None:
    """一个命令一个文件，都有 `add`；写进 COMMANDS 才叫得动。"""
    folder = ROOT / "perfxl" / "cli"
    written = {
        path.stem
        for path in folder.glob("*.py")
        if "def add(command: Add) -> None:" in path.read_text(encoding="utf-8")
    }
    assert written == {*COMMANDS}
    assert len(written) > 20


def test_没有完成值_高于分值的说按分值(tmp_path: Path, capsys: Spoken) -> None:
    path, book = tmp_path / "高于分值.xlsx", openpyxl.Workbook()
    for line in _NO_ACTUALS.replace("|50|48", "|50|52").strip().splitlines():
        cells = line.split("|")
        book.worksheets[0].append([int(one) if one.isdigit() else one or None for one in cells])
    book.save(path)
    main(["check", str(path), "--form", "mof-2020"])
    assert (
        "填报得分合计 100.00（表里没有实际完成值，各指标照填报的得分，高于分值的按分值，没有核算）"
        in (capsys.readouterr().out)
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["serve", "--port", "abc"], "--port 后面要写整数，写的是“abc”"),
        (["review"], "还要写上 做什么, 台账"),
        (["check", "x.xlsx", "--lang", "fr"], "命令写得不对：没有“fr”，可以用 zh、en"),
    ],
)
def test_选项写错了_说中文(
    command: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
