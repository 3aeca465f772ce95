"""文字里只写了名称后半截的率：开展技能培训3000人次，取证率82%（指标是“培训取证率”）。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later

_SENTENCE = later(r"[。;；\n]")
_LEAST = 3  # 取证率
_BEFORE = 2  # 前半截至少两个字，同一句里先说到它


def rate_tails(name: str, text: str) -> Iterator[str]:
    """名称的后半截，同一句里在它前面写着名称的前半截。"""
    if not name.endswith("率"):
        return
    sentences = [part for part in _SENTENCE.split(text) if "率" in part]
    for cut in range(_BEFORE, len(name) - _LEAST + 1):
        head, tail = name[:cut], name[cut:]
        if any(tail in part and head in part.split(tail)[0] for part in sentences):
            yield tail
