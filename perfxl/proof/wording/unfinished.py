"""R18 一段以逗号、顿号结束，下一段是编了号的标题：话没有说完，或是句号写错了。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.labels import label_of

_LONG = 16  # 再短的是列着的一项


def unfinished(reading: Reading) -> Iterator[Finding]:
    """接连的两段。"""
    prose = [one for one in reading.report.prose if one.text.strip()]
    for paragraph, after in pairwise(prose):
        text = paragraph.text.rstrip()
        if text[-1] not in "，、," or len(text) < _LONG or label_of(after.full) is None:
            continue
        message = f"这一段以“{text[-1]}”结束，下一段另起了编号：话没有说完，或应是句号"
        yield Finding("R18", paragraph, max(0, len(text) - 8), len(text), message)
