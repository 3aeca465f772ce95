"""装好的自带表样留一份，下次不必再读、再装；与 .pyc 同样的道理，放在同样的地方。

装全部表样要四五十毫秒，取留着的要五毫秒；每添一张表样，每一份自评表都要多等三毫秒。表样、装表样的程序动过
（名称、大小、时间不同）就作废，重新装；写不了的地方不留，照旧一张张装。
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable
from pathlib import Path

from perfxl.disk import keep, taken
from perfxl.form.file import OWN
from perfxl.form.form import Form

_Forms = tuple[Form, ...]


def kept(load: Callable[[], _Forms]) -> _Forms:
    """留着的；没有留、作废了、坏了的用 `load` 重新装，再留下。"""
    place = Path(__file__).parent / "__pycache__" / f"forms.{sys.implementation.cache_tag}.bin"
    try:
        key = repr(_stamps()).encode()
    except OSError:  # 打包的程序里，装表样的程序不在磁盘上
        return load()
    forms = _forms(taken(place, key))
    if forms is None:
        forms = load()
        if not sys.dont_write_bytecode:
            keep(place, key, pickle.dumps(forms, protocol=5))
    return forms


def _stamps() -> list[tuple[str, int, int]]:
    """表样和这间屋子里的程序：名称、大小、改的时间。"""
    files = [
        entry
        for folder in (OWN, Path(__file__).parent)
        for entry in os.scandir(folder)
        if entry.name.endswith((".toml", ".py"))
    ]
    return sorted((file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files)


def _forms(body: bytes | None) -> _Forms | None:
    """坏了的先由 `taken` 挡下：取出来的可能是别的数。"""
    if body is None:
        return None
    try:
        forms: _Forms = pickle.loads(body)  # noqa: S301  # 本程序自己留在自己文件夹里的，与 .pyc 一样可信
    except Exception:  # noqa: BLE001  # 留着的东西怎么坏都不要紧，重新装就是
        return None
    return forms
