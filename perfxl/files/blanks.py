"""空白表：文件夹里没有人存过的不是一份要做的自评表；交来的一格没有填，存没存过都不收。"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.errors import PerfxlError
from perfxl.form.form import Form

_DRAWN = b"2020-01-01T00:00:00Z</dcterms:modified>"  # 画的时候写的存盘时间；Excel、WPS 存过就变
_UNTOUCHED = "F12"


def is_blank(path: Path, forms: Sequence[Form]) -> bool:
    """没有人存过、也没有填过；读不了的不算，让读的时候说明白。"""
    try:
        data = path.read_bytes()
        return _is_drawn(data) and _is_empty(assess_all(workbook.read_data(data, path.name), forms))
    except Exception:  # noqa: BLE001  # 什么样的错都留到真正读它的时候说
        return False


def refuse_blank(made: Sequence[Assessment]) -> None:
    """交来的一格也没有填的不收，存没存过都一样；收文件夹的、网页的是同一条。

    Raises:
        PerfxlError: 还是空白表。
    """
    if _is_empty(made):
        raise PerfxlError("还是空白表，没有填过")


def _is_empty(made: Sequence[Assessment]) -> bool:
    codes = [[finding.code for finding in assessment.findings] for assessment in made]
    return bool(codes) and all(said == [_UNTOUCHED] for said in codes)


def _is_drawn(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            return _DRAWN in package.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False
