"""R10 表、图的编号：表1、表2、表2、表4。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_CAPTION = later(r"\s*(?P<kind>[表图])\s?(?P<number>\d{1,2})(?=[\s:：.．]|[\u4e00-\u9fff])")
_LONG = 50  # 再长的是一句话，不是表的名称
_LEAST = 3


def captions(reading: Reading) -> Iterator[Finding]:
    """表、图各数各的；只有一个号不对，改了就从一数到底的，才说。"""
    for kind in ("表", "图"):
        said = list(_said(reading, kind))
        numbers = [int(match["number"]) for _, match in said]
        due = list(range(1, len(numbers) + 1))
        odd = [place for place, number in enumerate(numbers) if number != due[place]]
        if len(numbers) >= _LEAST and len(odd) == 1:
            paragraph, match = said[odd[0]]
            right = f"{kind}{due[odd[0]]}"
            message = f"“{match[0].strip()}”的号不对，这里应是“{right}”"
            start = match.start("kind")
            yield Finding("R10", paragraph, start, len(paragraph.text), message, expected=right)


def _said(reading: Reading, kind: str) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    for paragraph in reading.report.prose:
        match = _CAPTION.match(even(paragraph.text))
        short = len(paragraph.text) < _LONG and not regex("[。；，]|续").search(paragraph.text)
        if match is not None and match["kind"] == kind and short:
            yield paragraph, match
