"""新表样的草稿：原样能用，注释全部启用也能用；照它加一个地方的表样，不写程序。"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from perfxl.blank import load_content, workbook_bytes
from perfxl.cli.main import main
from perfxl.form.form import Form
from perfxl.form.load import load, load_all
from perfxl.form.skeleton import skeleton

EVERY_FORM = pytest.mark.parametrize("parent", load_all(), ids=lambda form: form.code)
Spoken = pytest.CaptureFixture[str]


def _child(folder: Path, text: str) -> Form:
    (folder / "某地.toml").write_text(text, encoding="utf-8")
    return load("某地", (folder,))


def _numbers(form: Form) -> list[Any]:
    """常改的数和名称，不看出处。"""
    return [
        form.funds.weight,
        [
            (one.name, one.weight, [(two.name, two.weight) for two in one.level2])
            for one in form.level1
        ],
        [(one.key, one.title) for one in form.indicators.column],
        form.scoring.methods,
        [(one.name, one.low, one.high) for one in form.scoring.band],
        [(one.name, one.low) for one in form.grade],
        [(one.key, one.value) for one in form.limit],
    ]


@EVERY_FORM
def test_草稿原样能装载_数与原来那张相同(parent: Form, tmp_path: Path) -> None:
    child = _child(tmp_path, skeleton("某地", parent, date(2026, 3, 1)))
    assert _numbers(child) == _numbers(parent)
    assert child.look.title == f"某地{parent.look.title}"
    assert not child.default
    local = child.cite("local")
    assert (local.checked, local.verified) == (date(2026, 3, 1), False)


@EVERY_FORM
def test_注释全部启用也能装载_出处都换成本地的(parent: Form, tmp_path: Path) -> None:
    text = skeleton("某地", parent, date(2026, 3, 1))
    opened = re.sub(r"^#(?=[\w\[])", "", text, flags=re.MULTILINE)
    assert opened != text
    child = _child(tmp_path, opened)
    assert _numbers(child) == _numbers(parent)
    for rows in (child.level1, child.grade, child.limit):
        assert {one.source for one in rows} <= {"local"}
    assert ("V02", "error", "local") in {(one.code, one.level, one.source) for one in child.check}


def _edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def test_加一个地方的表样_不写程序(tmp_path: Path, capsys: Spoken) -> None:
    own, code = tmp_path / "我的 表样", "甲市-项目-2025"
    assert main(["forms", "new", code, "--extends", "mof-2020", "-o", str(own)]) == 0
    _edit(
        own / f"{code}.toml",
        ("某地", "甲市"),
        ("（文号）", "甲财绩〔2025〕3号"),
        *(
            (f'#[[level1]]\n#name = "{name}"\n#weight = {old}\n#source = "local"',
             f'[[level1]]\nname = "{name}"\nweight = {new}\nsource = "local"')
            for name, old, new in (("产出指标", 50, 40), ("效益指标", 30, 40))
        ),
        ('#[scoring]\n#source = "local"\n#[scoring.methods]\n',
         '[scoring]\nsource = "local"\n[scoring.methods]\n'),
        ('#reverse = "reverse_ratio"', 'reverse = "reverse_linear"'),
    )  # fmt: skip
    blank = tmp_path / "空表.xlsx"
    assert main(["new", code, "--forms", str(own), "-o", str(blank)]) == 0
    capsys.readouterr()
    main(["check", str(blank), "--forms", str(own), "--json"])
    assert json.loads(capsys.readouterr().out)["form"]["code"] == code

    filled = tmp_path / "填好.xlsx"
    content = load_content(_write(tmp_path / "内容.toml"))
    filled.write_bytes(workbook_bytes(load(code, (own,)), content))
    assert main(["check", str(filled), "--forms", str(own), "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["form"]["code"] == code
    # 反向指标超出一成：1−(110−100)÷100 得九成；照 mof-2020 是 100÷110。
    assert [one["points"] for one in made["scored"]["indicators"]] == ["36.00", "40.00", "10.00"]
    assert made["scored"]["total"] == "96.00"
    assert {one["code"] for one in made["findings"] if one["level"] != "info"} == set()


def _write(path: Path) -> Path:
    path.write_text(
        """
goal = "改造管网5公里。"
achievement = "改造管网5.2公里，受益居民3100人。"
header = { name = "管网改造", authority = "甲市水务局", unit = "甲市供水所", year = 2025 }
funds = [{ title = "其中：当年财政拨款", initial = 110, budget = 110, executed = 110 }]

[[indicators]]
level1 = "产出指标"
level2 = "成本指标"
name = "改造总费用"
target = "≤100万元"
actual = "110万元"
weight = 40
points = 36
reason = "管材涨价；以后在合同里约定调价办法。"

[[indicators]]
level1 = "效益指标"
level2 = "社会效益指标"
name = "受益居民"
target = "≥3000人"
actual = "3100人"
weight = 40
points = 40

[[indicators]]
level1 = "满意度指标"
level2 = "服务对象满意度指标"
name = "居民满意度"
target = "≥90%"
actual = "94%"
weight = 10
points = 10
""",
        encoding="utf-8",
    )
    return path


def test_草稿不覆盖(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "甲市.toml"
    path.write_text("mine", encoding="utf-8")
    assert main(["forms", "new", "甲市", "-o", str(tmp_path)]) == 2
    assert path.read_text(encoding="utf-8") == "mine"
    assert "没有覆盖" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["forms", "new"], "后面要写 1 个表样代码"),
        (["forms", "new", "mof-2020"], "已经有了"),
        (["forms", "new", "../甲"], "只能用汉字"),
        (["forms", "new", "甲", "--extends", "没有"], "没有代码为“没有”的表样"),
        (["forms", "new", "甲", "-o", "乙.toml"], "文件名要与代码相同"),
        (["forms", "show", "mof-2020", "--extends", "mof-2020"], "只用在 forms new"),
    ],
)
def test_写不了草稿说一句为什么(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: Spoken,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
