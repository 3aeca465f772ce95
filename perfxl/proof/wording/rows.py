"""一串数共用末一个后面的单位：分别低于总体 4.0、8.3、15.4个百分点。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_ROW = later(
    r"(?:\s*(?P<mark>[、，]|[和及与])\s*[-－]?\d[\d.]*)+\s*(?:个?百分点|[%‰]|[\u4e00-\u9fff])"
)


def shared_unit(figure: Figure) -> bool:
    """后面接着还有数，单位写在末一个上；用逗号隔开的，前面要说“分别”“各”。"""
    row = _ROW.match(even(figure.paragraph.text), figure.end)
    if row is None:
        return False
    each = regex("分别|各").search(figure.before) is not None
    return each or ("，" not in row[0] and figure.places > 0)
