"""写出的文件：两个检查器都没有话说，LibreOffice 打得开。"""

from __future__ import annotations

from pathlib import Path

import books
import pytest
import validators
from office import convert_all
from test_lossless import MAKERS

from perfxl.workbook import write

# 严格写法的夹具由标准写法换命名空间而来，检查器对它本身就有意见，只看有没有多出来。
BOOKS = ["XlsxWriter", "openpyxl", "LibreOffice", "手写", "不压缩"]


@pytest.fixture(params=BOOKS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return MAKERS[request.param](tmp_path / "自评表.xlsx")


def test_openxml_audit没有多出错误(book: Path) -> None:
    before = validators.audit_errors(book)
    write(book, books.edits())
    assert set(validators.audit_errors(book)) <= set(before)


def test_微软SDK没有多出错误(book: Path) -> None:
    before = validators.sdk_errors(book)
    write(book, books.edits())
    assert set(validators.sdk_errors(book)) <= set(before)


def test_普通工作簿写后一个错误也没有(tmp_path: Path) -> None:
    book = books.rich(tmp_path / "样.xlsx")
    write(book, books.edits())
    assert validators.audit_errors(book) == []
    assert validators.sdk_errors(book) == []


OPENED = ["XlsxWriter", "openpyxl", "严格"]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """写过的工作簿，一次都交给 LibreOffice 排成 PDF。"""
    folder = tmp_path_factory.mktemp("纸")
    sources = [MAKERS[name](folder / f"{name}.xlsx") for name in OPENED]
    for source in sources:
        write(source, books.edits())
    return convert_all(sources, "pdf", folder / "out")


@pytest.mark.parametrize("name", OPENED)
def test_LibreOffice打得开(printed: Path, name: str) -> None:
    assert (printed / f"{name}.pdf").stat().st_size > 10_000
