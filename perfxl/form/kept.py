"""装好的自带表样留一份，下次不必再读、再装；与 .pyc 同样的道理，放在同样的地方。

装全部表样要四五十毫秒，取留着的要五毫秒；每添一张表样，每一份自评表都要多等三毫秒。表样、装表样的程序动过
（名称、大小、时间不同）就作废，重新装；写不了的地方不留，照旧一张张装。
"""

from __future__ import annotations

import os
import pickle
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from perfxl.disk import put
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
    forms = _taken(place, key)
    if forms is None:
        forms = load()
        if not sys.dont_write_bytecode:
            _leave(place, key, forms)
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


def _taken(place: Path, key: bytes) -> _Forms | None:
    """先看是不是同一批文件、有没有坏，再取：坏了的取出来可能是别的数。"""
    head = key + b"\n"
    try:
        data = place.read_bytes()
        body = data[len(head) + 4 :]
        if not data.startswith(head) or data[len(head) :][:4] != _sum(body):
            return None
        forms: _Forms = pickle.loads(body)  # noqa: S301  # 本程序自己留在自己文件夹里的，与 .pyc 一样可信
    except Exception:  # noqa: BLE001  # 留着的东西怎么坏都不要紧，重新装就是
        return None
    return forms


def _leave(place: Path, key: bytes, forms: _Forms) -> None:
    body = pickle.dumps(forms, protocol=5)
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        put(place, key + b"\n" + _sum(body) + body)


def _sum(body: bytes) -> bytes:
    return zlib.crc32(body).to_bytes(4, "big")
