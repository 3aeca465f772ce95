"""宏工程（vbaProject.bin）：源码是 addin/Perfxl.bas，打成二进制借用 pyOpenVBA。

pyOpenVBA 只见到一个几行的空工作簿，使用者的文件不经它的手。
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from perfxl.errors import WorkbookError

SOURCE = Path(__file__).parent.parent / "addin" / "Perfxl.bas"
ADDIN = SOURCE.with_name("perfxl.xlam")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def source() -> str:
    """Perfxl.bas 的全文。全是 ASCII：VBA 源码不带编码，汉字写进去会变成问号。"""
    return SOURCE.read_bytes().decode("ascii")


def vba_project(book: str, sheets: Sequence[tuple[str, str]]) -> bytes:
    """宏工程的字节：工作簿模块 `book`、各表的模块（代码名，种类）、Perfxl 模块。

    Raises:
        WorkbookError: 没有装 pyOpenVBA。
    """
    try:
        # 可选的依赖，只在做宏工程时用
        from pyopenvba import ExcelFile  # type: ignore[import-untyped]  # noqa: PLC0415
    except ImportError:
        raise WorkbookError(
            "做带宏的工作簿要用 pyOpenVBA；"
            '请在 perfxl 的文件夹里运行 python -m pip install ".[excel]"'
        ) from None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsm"
        path.write_bytes(_carrier(book, sheets))
        with ExcelFile(path) as file:
            file.add_vba_project().add_module("Perfxl", source())
            file.save()
        with ZipFile(path) as made:
            return made.read("xl/vbaProject.bin")


def _carrier(book: str, sheets: Sequence[tuple[str, str]]) -> bytes:
    """一个空工作簿，只为告诉 pyOpenVBA 有哪些表、各叫什么。"""
    listed = "".join(
        f'<sheet name="{place}" sheetId="{place}" r:id="rId{place}"/>'
        for place in range(1, len(sheets) + 1)
    )
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{_RELS}/{kind}" Target="sheets/{place}.xml"/>'
        for place, (_, kind) in enumerate(sheets, 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"></Types>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
        f'<workbookPr codeName="{book}"/><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        "</Relationships>",
    }
    for place, (code, kind) in enumerate(sheets, 1):
        parts[f"xl/sheets/{place}.xml"] = (
            f'<{kind} xmlns="{_MAIN}"><sheetPr codeName="{code}"/></{kind}>'
        )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return buffer.getvalue()
