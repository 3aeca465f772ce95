"""点名文件夹：先列出要做哪些，同意了才写；没有动过的空白表不做；一句话里的名字只写一遍。"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from perfxl.cli.main import main
from perfxl.form.load import load_all

GOOD = Path(__file__).parent.parent / "samples" / "良好的自评表.xlsx"

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """一份自评表，下级文件夹里还有一份和一份空白表。"""
    (tmp_path / "子").mkdir()
    shutil.copy(GOOD, tmp_path / "a.xlsx")
    shutil.copy(GOOD, tmp_path / "子" / "b.xlsx")
    assert main(["new", "mof-2020", "-o", str(tmp_path / "子" / "空白.xlsx")]) == 0
    return tmp_path


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("command", ["run", "write", "report", "read", "fix --apply 全部"])
def test_没有人可问_又没有写_yes_只列出来(folder: Path, command: str, capsys: Spoken) -> None:
    word, *rest = command.split()
    before = _files(folder)
    assert main([word, str(folder), *rest]) == 2
    said = capsys.readouterr().err
    assert "2 个工作簿" in said
    assert str(folder / "a.xlsx") in said
    assert str(folder / "子" / "b.xlsx") in said
    assert "--yes" in said
    assert _files(folder) == before


def test_读表_点名文件夹_空白表不画(folder: Path, capsys: Spoken) -> None:
    assert main(["读表", str(folder), "--yes"]) == 0
    assert "空白.xlsx：还是空白表，没有做" in capsys.readouterr().err
    pages = sorted(path.name for path in folder.rglob("*.html"))
    assert pages == ["a-读表.html", "b-读表.html"]


def test_写了_yes_就写(folder: Path, capsys: Spoken) -> None:
    blank = (folder / "子" / "空白.xlsx").read_bytes()
    assert main(["run", str(folder), "--yes"]) == 0
    assert (folder / "a-自评报告.docx").exists()
    assert (folder / "子" / "b-自评报告.docx").exists()
    assert (folder / "子" / "空白.xlsx").read_bytes() == blank
    assert not list(folder.rglob("空白-*"))
    assert "空白.xlsx：还是空白表，没有做" in capsys.readouterr().err


@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("是", 0), ("n", 2), ("", 2)])
def test_终端前有人就问(
    folder: Path, answer: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", _Terminal(f"{answer}\n"))
    before = _files(folder)
    assert main(["write", str(folder)]) == code
    assert (_files(folder) == before) is (code == 2)


def test_点名的文件_只看不写的命令_都不问(folder: Path) -> None:
    assert main(["check", str(folder)]) == 0
    assert main(["fix", str(folder)]) == 0
    assert main(["write", str(folder / "a.xlsx")]) == 0


def test_几十个只列一部分(tmp_path: Path, capsys: Spoken) -> None:
    for number in range(40):
        shutil.copy(GOOD, tmp_path / f"{number}.xlsx")
    assert main(["--lang", "en", "write", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "40 workbooks" in said
    assert "and 10 more" in said


@pytest.mark.parametrize("form", [form.code for form in load_all()])
def test_各张空白表都只说一句_点了名的照做(form: str, tmp_path: Path, capsys: Spoken) -> None:
    table = tmp_path / "表.xlsx"
    assert main(["new", form, "-o", str(table)]) == 0
    capsys.readouterr()
    assert main(["check", str(tmp_path)]) == 0
    assert "表.xlsx：还是空白表，没有做" in capsys.readouterr().err
    assert main(["check", str(table)]) == 1
    first, _, *lines = capsys.readouterr().out.splitlines()
    assert "本表没有计分" not in first
    assert len(lines) == 1
    assert "这是一张空白表" in lines[0]


def test_几个文件里找不到的_名字只写一遍(folder: Path, capsys: Spoken) -> None:
    table = str(folder / "a.xlsx")
    assert main(["check", table, "nope.xlsx", "有"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert [line.partition("：")[2][:3] for line in lines] == ["找不到", "找不到"]
    assert [line.count("nope.xlsx") + line.count("有：") for line in lines] == [1, 1]


def test_删一个文件夹的备份_先列出来问(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Spoken
) -> None:
    assert main(["write", str(folder), "--yes", "--quiet"]) in {0, 1}
    before = _files(folder)
    assert main(["clear", "--backups", str(folder)]) == 2
    said = capsys.readouterr().err
    assert "要删的有 2 份写回以前的备份，删了就撤销不了" in said
    assert "--yes" in said
    monkeypatch.setattr(sys, "stdin", _Terminal("n\n"))
    assert main(["clear", "--backups", str(folder)]) == 2
    assert "没有删" in capsys.readouterr().err
    assert _files(folder) == before
    monkeypatch.setattr(sys, "stdin", _Terminal("y\n"))
    assert main(["clear", "--backups", str(folder)]) == 0
    assert "删了 2 份写回以前的备份" in capsys.readouterr().out
    assert not [path for path in folder.rglob(".perfxl") if any(path.iterdir())]


def test_删一个工作簿的备份_点了名的不问(folder: Path, capsys: Spoken) -> None:
    table = folder / "a.xlsx"
    assert main(["write", str(table), "--quiet"]) in {0, 1}
    assert main(["clear", "--backups", str(table)]) == 0
    assert "删了 1 份写回以前的备份" in capsys.readouterr().out
