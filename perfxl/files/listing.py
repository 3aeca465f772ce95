"""点名的文件、文件夹里有哪些要做的工作簿。"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from perfxl import workbook
from perfxl.errors import WorkbookError
from perfxl.files.pictures import is_evidence
from perfxl.workbook.products import product_of

# 读得了的工作簿；除 .xlsx 外都只读，结果写进副本。
KINDS = frozenset({".xlsx", ".xls", ".et", ".ods"})
COPY = "-校验"  # 副本的名字：`旧表.xls` → `旧表-校验.xlsx`


def files_in(paths: Sequence[Path], unread: list[Path] | None = None) -> Iterator[Path]:
    """点名的文件；点名文件夹时是其中（含下级）的自评表。打不开的文件夹记在 `unread` 里。"""
    for path in paths:
        if _is_folder(path):
            yield from _below(path, unread)
        else:
            yield path


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # 上级文件夹不让进：当文件去读，那里会说明白
        return False


def _below(folder: Path, unread: list[Path] | None) -> list[Path]:
    def note(error: OSError) -> None:
        if unread is not None:
            unread.append(Path(error.filename))

    paths: list[Path] = []
    for top, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not is_evidence(Path(top) / name)]
        paths += (Path(top) / name for name in names)
    return sorted(path for path in paths if _is_filing(path))


def _is_filing(path: Path) -> bool:
    try:
        return is_filing(path)
    except (OSError, WorkbookError):  # 看不了的也是一份：读的时候说明白
        return path.suffix.lower() in KINDS


def is_filing(path: Path) -> bool:
    """文件夹里要做的一份工作簿：不是 Excel 的临时文件，也不是程序写的副本。

    `自评表-校验.xlsx` 旁边有 `自评表`，就是它的副本；原件已经不在的，看文件里的记号。
    """
    if path.suffix.lower() not in KINDS or path.name.startswith(("~$", ".")):
        return False
    if product_of(path):  # 汇总、复核表放在同一个文件夹里
        return False
    if path.stem.endswith(COPY) and path.suffix.lower() == ".xlsx":
        source = path.stem.removesuffix(COPY)
        if any(path.with_name(source + kind).exists() for kind in KINDS) or workbook.is_copy(path):
            return False
    return path.is_file()


def copy_of(path: Path) -> Path:
    """带着结果的副本叫什么：`旧表.xls` → `旧表-校验.xlsx`。"""
    return path.with_name(f"{path.stem}{COPY}.xlsx")
