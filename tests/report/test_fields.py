"""字段：每个名称怎么写、例子、来自哪一格；列出来的都真的能用。"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import reportcase as case

from perfxl.cli.main import main
from perfxl.form.form import Form
from perfxl.form.load import load_all
from perfxl.report.sentences.names import FILTERS, NUMBERS, PARAGRAPHS, ROWS, TEXTS

ROOT = Path(__file__).parents[2]
FORMS = load_all()


def _names(capsys: pytest.CaptureFixture[str], what: str) -> list[dict[str, object]]:
    assert main(["fields", what, "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)["names"]
    return found


@pytest.mark.parametrize("form", FORMS, ids=lambda one: one.code)
def test_每张表样都列全(form: Form, capsys: pytest.CaptureFixture[str]) -> None:
    names = _names(capsys, form.code)
    uses = {str(one["use"]) for one in names}
    assert {f"{{{{ {name} }}}}" for name in (*TEXTS, *NUMBERS, *PARAGRAPHS)} <= uses
    assert {f"{{% for 行 in {name} %}}" for name in ROWS} <= uses
    assert {f"|{name}" for name in FILTERS} <= uses
    assert all(one["what"] for one in names)
    printed = {str(one["use"]): one for one in names}
    assert printed["{{ 项目名称 }}"]["example"] == "示例项目"
    spent = any(one.key == "executed" and one.drawn for one in form.funds.column)
    assert printed["{{ 全年执行数 }}"]["example"] == ("96.5" if spent else "")


def test_例子就是填出来的样子(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = tmp_path / "自评表.xlsx"
    book.write_bytes((ROOT / "samples" / "良好的自评表.xlsx").read_bytes())
    names = _names(capsys, str(book))
    single = [
        one for one in names
        if str(one["use"]).startswith("{{") and "行." not in str(one["use"]) and one["cells"]
    ]  # fmt: skip
    assert len(single) > 10
    template = case.with_lines(tmp_path, *(f"甲{one['use']}乙" for one in single))
    assert (
        main(["report", str(book), "--template", str(template), "-o", str(tmp_path / "报告.docx")])
        == 0
    )
    import docx  # noqa: PLC0415  # 只在这里用

    lines = [one.text for one in docx.Document(str(tmp_path / "报告.docx")).paragraphs]
    text = case.text_of(docx.Document(str(tmp_path / "报告.docx")).element)
    assert lines
    for one in single:
        assert f"甲{str(one['example']).rstrip('…')}" in text, one


def test_屏幕上分组列(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["字段", "mof-2020"]) == 0
    said = capsys.readouterr().out
    assert "  {{ 全年执行数 }}　资金总额行的全年执行数　例：96.5　来自 绩效自评表!F7\n" in said
    assert "  |中文大写　金额写成壹佰贰拾万元整　例：玖拾陆万伍仟元整　来自 绩效自评表!F7\n" in said


def test_没有这张表样(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "没有的"]) == 2
    assert "没有的" in capsys.readouterr().err
