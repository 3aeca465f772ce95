"""画出来的文件合乎格式规定：两个互不相干的检查器都没有话说。"""

from __future__ import annotations

from pathlib import Path

import pytest
from blankbook import FILLED, FORMS, MOF, grouped
from validators import audit_errors, sdk_errors

from perfxl.blank import Content, build
from perfxl.form.form import Form

BOOKS: tuple[tuple[Form, Content | None], ...] = (
    *((form, None) for form in FORMS),
    (MOF, FILLED),
    (grouped(), None),
)
EVERY_BOOK = pytest.mark.parametrize(
    ("form", "content"), BOOKS, ids=lambda one: getattr(one, "code", "填好" if one else "空白")
)


@EVERY_BOOK
def test_openxml_audit_没有错误(form: Form, content: Content | None, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    build(form, path, content)
    assert audit_errors(path) == []


@EVERY_BOOK
def test_微软的格式检查没有错误(form: Form, content: Content | None, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    build(form, path, content)
    assert sdk_errors(path) == []


def test_检查器查得出坏文件(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    build(MOF, path)
    path.write_bytes(path.read_bytes().replace(b"xl/styles.xml", b"xl/stylez.xml"))
    assert audit_errors(path) != []
