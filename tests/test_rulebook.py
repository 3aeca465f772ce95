"""docs/规则.md 与登记的规则一字不差；`perfxl explain` 列得出全部。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from perfxl.checks.register import registered
from perfxl.checks.rulebook import markdown
from perfxl.cli.main import main
from perfxl.proof.register import markdown as proof_markdown
from perfxl.proof.register import proof_rules

BOOK = Path(__file__).parent.parent / "docs" / "规则.md"
ALL = registered()
WHOLE = f"{markdown(ALL.values())}\n\n{proof_markdown()}"


def test_文档与登记的规则一字不差() -> None:
    _, line, body = BOOK.read_text(encoding="utf-8").partition("\n---\n\n")
    assert line
    assert body == WHOLE + "\n", "重新生成横线以下：perfxl explain --markdown"


def test_每条规则一项_每族一节() -> None:
    text = markdown(ALL.values())
    for one in ALL.values():
        assert text.count(f"### {one.code} ") == 1
        assert one.why in text
    assert text.count("\n## ") + 1 == len({code[0] for code in ALL})


def test_不写代码一行一条(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition("　")[0] for line in lines] == sorted([*ALL, *proof_rules()])
    assert main(["解释", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)] == sorted(
        [*ALL, *proof_rules()]
    )


def test_写出的_Markdown_就是文档正文(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--markdown"]) == 0
    assert capsys.readouterr().out == WHOLE + "\n"
    assert main(["explain", "W01", "--markdown"]) == 2
    assert "不要再写代码" in capsys.readouterr().err
