"""程序做的工作簿（汇总、复核表）：文档属性的“类别”里记着，收的时候认得出，不当作自评表。"""

from __future__ import annotations

import zipfile
from pathlib import Path

from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook.blame import speaking_of

SUMMARY, REVIEW = "perfxl 汇总", "perfxl 复核表"
_CATEGORY = later(rb"<cp:category>(perfxl [^<]{1,20})</cp:category>")
_PART, _MOST = "docProps/core.xml", 20_000


def product_of(path: Path) -> str:
    """是程序做的哪一种：汇总、复核表；不是的、看不了的为空。"""
    try:
        with zipfile.ZipFile(path) as package, package.open(_PART) as part:
            found = _CATEGORY.search(part.read(_MOST))
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return ""
    return found[1].decode("utf-8", "replace").removeprefix("perfxl ") if found else ""


def refuse_products(path: Path) -> None:
    """点名的是汇总、复核表：不当作自评表判，更不往里写。"""
    if what := product_of(path):
        with speaking_of(path):
            raise WorkbookError(f"是程序做的{what}，不是自评表，没有动它；请选单位报的自评表")
