"""docs/作为库用.md：例子逐段运行，写着的输出逐字比对；列的表与程序里的一字不差。"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import perfxl
from perfxl.library.tables import markdown

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "docs" / "作为库用.md"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```(?:\n\n```text\n(.*?)^```)?", re.DOTALL | re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """各段例子和它该有的输出；`python xlwings` 的一段要开着的工作簿，在 tests/live 里运行。"""
    found = _BLOCK.findall(BOOK.read_text(encoding="utf-8"))
    return [(code, said) for kind, code, said in found if kind == "python"]


def test_例子照抄就能运行(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "samples", tmp_path / "samples")
    monkeypatch.chdir(tmp_path)
    space: dict[str, Any] = {}
    assert len(examples()) > 6
    for code, expected in examples():
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, BOOK.name, "exec"), space)  # noqa: S102  # 文档里的例子
        if expected:
            assert out.getvalue() == expected, code


def test_第一段不过十来行_得到四张表(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """陌生人的脚本：文件夹里有一份读不了的也走得完。"""
    code, _ = examples()[0]
    assert len([line for line in code.splitlines() if line]) <= 12
    (tmp_path / "samples").mkdir()
    for name in ("良好的自评表.xlsx", "有错的自评表.xlsx"):
        shutil.copy(ROOT / "samples" / name, tmp_path / "samples")
    (tmp_path / "samples" / "坏的自评表.xlsx").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    out, space = io.StringIO(), dict[str, Any]()
    with contextlib.redirect_stdout(out):
        exec(compile(code, BOOK.name, "exec"), space)  # noqa: S102  # 同上
    assert "没有读成： 坏的自评表.xlsx：" in out.getvalue()
    assert len(space["tables"]["filings"]) == 2


def test_列的表与程序里的一字不差() -> None:
    _, _, written = BOOK.read_text(encoding="utf-8").partition('print(markdown())"`。\n\n')
    assert written == markdown() + "\n", "重新生成：文档里写着那一句命令"


def test_门面的名字文档里都有() -> None:
    text = BOOK.read_text(encoding="utf-8")
    for name in perfxl.__all__:
        assert f"perfxl.{name}" in text
