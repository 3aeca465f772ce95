"""写出来的文件合乎格式规定，LibreOffice 打得开、排得出。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import reportcase as case
from office import convert
from validators import audit_errors, sdk_errors

from perfxl.cells.grid import Grid
from perfxl.report import build_template

EVERY = pytest.mark.parametrize(
    ("code", "grid"),
    [
        ("mof-2020", case.grid),
        ("gd-special-2019", case.special),
        ("gd-department-2022", case.department),
    ],
)


@EVERY
def test_openxml_audit_没有错误(code: str, grid: Callable[[], Grid], tmp_path: Path) -> None:
    template = build_template(case.form(code), tmp_path / "模板.docx")
    for path in (case.made(tmp_path, grid(), code).path, template):
        assert audit_errors(path) == []


@EVERY
def test_微软的格式检查没有错误(code: str, grid: Callable[[], Grid], tmp_path: Path) -> None:
    template = build_template(case.form(code), tmp_path / "模板.docx")
    for path in (case.made(tmp_path, grid(), code).path, template):
        assert sdk_errors(path) == []


def test_检查器查得出坏文件(tmp_path: Path) -> None:
    path = case.made(tmp_path).path
    path.write_bytes(path.read_bytes().replace(b"word/styles.xml", b"word/stylez.xml"))
    assert audit_errors(path) != []


def test_LibreOffice打得开(tmp_path: Path) -> None:
    text = convert(case.made(tmp_path).path, "txt:Text", tmp_path).read_text(encoding="utf-8-sig")
    assert "2024年度年初预算数1200万元，全年预算数1180.5万元" in text
    assert "项目支出绩效自评表" in text
