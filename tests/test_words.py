"""命令写错了，说得出错在哪里、该写什么；记着的表样文件夹；报告模板另存一份。"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from perfxl.cli.main import main
from perfxl.form.load import forms_for
from perfxl.report import default_template

ROOT = Path(__file__).parent.parent
GOOD = ROOT / "samples" / "良好的自评表.xlsx"
BAD = ROOT / "samples" / "有错的自评表.xlsx"
OWN = """\
code = "某县-2025"
extends = "mof-2020"
title = "某县项目支出绩效自评表"
authority = "某县财政局"
year = 2025
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "设置"
    monkeypatch.setenv("PERFXL_CONFIG", str(place))
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "某县的表样（新）"
    made.mkdir()
    (made / "某县-2025.toml").write_text(OWN, encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("chek 表.xlsx", "没有“chek”，是不是 check"),
        ("xyzzy 表.xlsx", "没有“xyzzy”，可以用 run、check、read、write、report、fix"),
        ("forms shw mof-2020", "没有“shw”，是不是 show"),
        ("check 表.xlsx --lang fr", "没有“fr”，可以用 zh、en"),
        ("check", "还要写上 文件，照这样写：perfxl check 自评表.xlsx；用 perfxl check --help"),
        ("", "还要写上 命令，照这样写：perfxl check 自评表.xlsx"),
        ("new", "照这样写：perfxl new mof-2020"),
        ("macro", "照这样写：perfxl macro validate"),
        ("watch", "照这样写：perfxl watch 文件夹"),
        ("excel", "照这样写：perfxl excel install"),
        ("proof", "照这样写：perfxl proof 自评报告.docx"),
        ("new mof2020", "没有代码为“mof2020”的表样；是不是 mof-2020"),
        ("check 表.xlsx --form 衔接资金", "没有代码为“衔接资金”的表样；现有：agri-link、"),
        ("explain W99", "没有代码为“W99”的规则；是不是 W09；全部规则见 perfxl explain"),
        ("explain 总分", "没有代码为“总分”的规则；全部规则见 perfxl explain"),
        (
            "fix 表.xlsx --apply P2",
            "没有代码为“P2”的规则；--apply 写在文件后面，跟规则的代码（P20、P12、P02）",
        ),
        ("forms show", "forms show 后面要写 1 个表样代码"),
        ("forms forget 甲", "forms forget 后面不用再写别的"),
        ("fix", "还要写上文件"),
        ("fix --apply 表.xlsx", "--apply 后面要写规则的代码"),
        ("fix 表.xlsx --apply Q99", "没有代码为“Q99”的规则"),
    ],
)
def test_写错的命令说得出该写什么(
    written: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(written.split())
    except SystemExit as ended:
        code = int(str(ended.code))
    error = capsys.readouterr().err
    assert (code, said in error) == (2, True), error
    assert "invalid" not in error
    assert "choose" not in error


@pytest.mark.parametrize("order", [["文件", "--apply", "全部"], ["--apply", "全部", "文件"]])
def test_改法和文件先写哪个都行(
    order: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "自评表.xlsx"
    shutil.copyfile(BAD, table)
    code = main(["fix", *(str(table) if word == "文件" else word for word in order)])
    assert code == 1
    assert "没有要改的" in capsys.readouterr().out  # 认得文件，也认得代码


def test_记着的文件夹_不写forms也用(
    config: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["forms", "use", str(folder)]) == 0
    assert "某县-2025" in capsys.readouterr().out
    assert [form.code for form in forms_for(None, ()) if form.authority == "某县财政局"] == [
        "某县-2025"
    ]
    assert main(["forms", "list", "--json"]) == 0
    assert "某县-2025" in [form["code"] for form in json.loads(capsys.readouterr().out)]
    assert main(["new", "某县-2025", "-o", str(folder / "表.xlsx")]) == 0
    assert main(["forms", "forget"]) == 0
    assert not list(config.iterdir())
    assert all(form.code != "某县-2025" for form in forms_for(None, ()))


def test_写了forms的_不看记着的(config: Path, folder: Path, tmp_path: Path) -> None:
    main(["forms", "use", str(folder)])
    empty = tmp_path / "空"
    empty.mkdir()
    assert config.is_dir()
    assert all(form.code != "某县-2025" for form in forms_for(None, (empty,)))


@pytest.mark.usefixtures("config")
def test_记着的文件夹不见了_不照自带的判(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["forms", "use", str(folder)])
    shutil.rmtree(folder)
    assert main(["check", str(GOOD)]) == 2
    assert "找不到了" in capsys.readouterr().err
    empty = folder.with_name("空")
    empty.mkdir()
    assert main(["check", str(GOOD), "--forms", str(empty)]) == 0


@pytest.mark.usefixtures("config")
def test_没有表样的文件夹不记(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["forms", "use", str(tmp_path)]) == 2
    assert "里没有表样文件" in capsys.readouterr().err
    assert main(["forms", "use", str(tmp_path / "没有")]) == 2


def test_报告模板另存一份(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine = tmp_path / "我的 模板（1）.docx"
    assert main(["template", "mof-2020", "-o", str(mine)]) == 0
    form = forms_for("mof-2020", ())[0]
    assert mine.read_bytes() == default_template(form)
    assert main(["模板", "mof-2020", "-o", str(mine)]) == 2
    assert "已经有了，没有覆盖" in capsys.readouterr().err
    assert (
        main(["report", str(GOOD), "--template", str(mine), "-o", str(tmp_path / "报告.docx")]) == 0
    )


def test_教人接着写的命令_照抄就能用(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """名字里有空格、括号的加引号。"""
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "本局 表样（新）"
    place.mkdir()
    assert main(["forms", "new", "bj-2026", "-o", "本局 表样（新）"]) == 0
    assert 'perfxl new bj-2026 --forms "本局 表样（新）"' in capsys.readouterr().out
    assert main(["template", "mof-2020", "-o", "我的 模板.docx"]) == 0
    assert '--template "我的 模板.docx"' in capsys.readouterr().out


def test_当前文件夹的备份_话里有文件夹的名字(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "二季度"
    place.mkdir()
    monkeypatch.chdir(place)
    assert main(["clear", "--backups", "."]) == 0
    assert capsys.readouterr().out == "二季度：没有备份\n"
