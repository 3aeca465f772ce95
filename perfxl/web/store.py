"""收来的文件：照内容的 SHA-256 存，从不用人家给的名字当路径。"""

from __future__ import annotations

import errno
import hashlib
import json
from pathlib import Path
from typing import Any

from perfxl.cells.later import later
from perfxl.disk import put
from perfxl.errors import WorkbookError

_HASH = later(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class Store:
    """一个文件夹里照内容存的文件，和看过它们的结果。"""

    def __init__(self, folder: Path) -> None:
        self._files = folder / "收到的文件"
        self._views = folder / "看过的结果"

    def keep(self, data: bytes) -> str:
        """存一份，返回它的号（SHA-256）；同样的内容只存一次。落了盘才返回。

        Raises:
            WorkbookError: 写不了（磁盘满了）。
        """
        number = hashlib.sha256(data).hexdigest()
        place = self.place(number)
        if not place.is_file():
            self._put(place, data)
        return number

    def place(self, number: str) -> Path:
        """一份内容放在哪里。"""
        return _below(self._files, number)

    def keep_view(self, number: str, view: Any) -> None:
        """看过的结果：丢了可以照文件重做，所以写不了也不要紧。"""
        self._put(_below(self._views, number), json.dumps(view, ensure_ascii=False).encode())

    def view(self, number: str) -> Any | None:
        """留着的结果；没有的为 None。"""
        try:
            return json.loads(_below(self._views, number).read_bytes())
        except (OSError, ValueError):
            return None

    def drop(self, number: str) -> None:
        """连同结果一起删去。"""
        for place in (self.place(number), _below(self._views, number)):
            place.unlink(missing_ok=True)

    def _put(self, place: Path, data: bytes) -> None:
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            put(place, data)
        except OSError as error:
            why = "磁盘满了" if error.errno in _FULL else "写不进磁盘"
            raise WorkbookError(
                f"{why}，这份文件没有收下；请告诉管这台机器的人，腾出地方以后再交一次"
            ) from error


def _below(folder: Path, number: str) -> Path:
    if not _HASH.fullmatch(number):
        raise ValueError(number)  # 号都是自己算的
    return folder / number[:2] / number
