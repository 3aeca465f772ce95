"""画出来的文件合乎格式规定：两个互不相干的检查器都没有话说。"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from blankbook import FILLED, FORMS, MOF, grouped
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]  # 该库没有类型标注

from perfxl.blank import Content, build
from perfxl.form import Form

CHECKER = shutil.which("ooxml-validate")
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
    assert [str(one) for one in OpenXmlValidator().validate(str(path)).errors] == []


@pytest.mark.skipif(
    CHECKER is None, reason="没有 ooxml-validate（npm install -g @ooxml-tools/validate）"
)
@EVERY_BOOK
def test_微软的格式检查没有错误(form: Form, content: Content | None, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    build(form, path, content)
    ran = subprocess.run(
        [str(CHECKER), str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert "Found 0 errors" in ran.stdout + ran.stderr


def test_检查器查得出坏文件(tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    build(MOF, path)
    path.write_bytes(path.read_bytes().replace(b"xl/styles.xml", b"xl/stylez.xml"))
    assert not OpenXmlValidator().validate(str(path)).is_valid
