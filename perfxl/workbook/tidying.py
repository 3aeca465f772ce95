"""收拾 `.perfxl`：列出、删去写回以前的各份。只碰自己认得的名字。"""

from __future__ import annotations

import os
import re
from pathlib import Path

from perfxl.cells.later import later
from perfxl.errors import WorkbookError
from perfxl.workbook import history
from perfxl.workbook.aside import FOLDER, drop_folder, folder_of, short
from perfxl.workbook.lock import held

_OURS = later(r"(.+)\.(?:[0-9a-f]{16}\.bak|steps)", re.DOTALL)


def listed(path: Path) -> tuple[Path, ...]:
    """一个文件的，或一个文件夹（连同下级）里的备份。"""
    return tuple(item for item in _items(path) if item.suffix == ".bak")


def drop(path: Path) -> tuple[Path, ...]:
    """删去备份和记录，返回删了哪些备份。正在写的文件等它写完。"""
    items = _items(path)
    for item in items:
        match = _OURS.fullmatch(item.name)
        target = item.parent.parent / (match[1] if match else "")
        with held(target):
            item.unlink(missing_ok=True)
        drop_folder(target)
    return tuple(item for item in items if item.suffix == ".bak")


def _items(path: Path) -> list[Path]:
    if path.is_dir():
        folders = [Path(place) for place, _, _ in os.walk(path) if Path(place).name == FOLDER]
        return [item for folder in folders for item in sorted(folder.iterdir()) if _named(item)]
    target = path.resolve()
    if not folder_of(target).is_dir():
        if not path.exists():
            raise WorkbookError("找不到这个文件；请核对路径")
        return []
    journal = folder_of(target) / f"{short(target.name)}.steps"
    return [*history.backups(target), *([journal] if journal.exists() else [])]


def _named(item: Path) -> bool:
    return _OURS.fullmatch(item.name) is not None
