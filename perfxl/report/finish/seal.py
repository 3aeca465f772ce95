"""报告上的封条：还是程序写出时的样子，还是后来有人改过。

封条是其余全部字节的摘要，记在压缩包的注释里：Word、WPS、LibreOffice 一保存就没有了，别的改法摘要
对不上。没有封条的（别处来的文件）当作有人改过，不覆盖。
"""

from __future__ import annotations

import struct
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SIGN = b"perfxl report "
_SIZE = len(_SIGN) + 64
_END = b"PK\x05\x06"  # 压缩包末尾的一段，最后两个字节是注释的长度


def sealed(document: bytes) -> bytes:
    """贴上封条；已有注释的（不会是我们做的）原样不动。"""
    if document[-22:-18] != _END or document[-2:] != b"\0\0":
        return document
    seal = _SIGN + sha256(document[:-2]).hexdigest().encode()
    return document[:-2] + struct.pack("<H", len(seal)) + seal


def untouched(path: Path) -> bool:
    """封条在，而且对得上。读不了的当作有人改过。"""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return is_sealed(data)


def is_sealed(data: bytes) -> bool:
    """封条在，而且对得上。"""
    body, seal = data[: -_SIZE - 2], data[-_SIZE:]
    return seal == _SIGN + sha256(body).hexdigest().encode()
