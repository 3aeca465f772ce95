"""文件夹里没有动过的空白表：`perfxl new` 画出来就没有人存过，不是一份要做的自评表。"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.form.form import Form

_DRAWN = b"2020-01-01T00:00:00Z</dcterms:modified>"  # 画的时候写的存盘时间；Excel、WPS 存过就变
_UNTOUCHED = "F12"


def is_blank(path: Path, forms: Sequence[Form]) -> bool:
    """没有人存过、也没有填过；读不了的不算，让读的时候说明白。"""
    try:
        with zipfile.ZipFile(path) as package:
            if _DRAWN not in package.read("docProps/core.xml"):
                return False
        made = assess_all(workbook.read(path), forms)
    except Exception:  # noqa: BLE001  # 什么样的错都留到真正读它的时候说
        return False
    return [finding.code for one in made for finding in one.findings] == [_UNTOUCHED]
