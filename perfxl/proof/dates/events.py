"""R16 日期之二：同一件事前后写的日期不一样。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.scopes import shared_tail
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import DATE, even

_EVENT = 8


def events(reading: Reading) -> Iterator[Finding]:
    """同一件事的日期：前面有一长截话相同，日期不同。"""
    seen: dict[str, dict[tuple[str, str], Paragraph]] = defaultdict(dict)  # 按末尾几个字
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for match in DATE.finditer(text):
            if not match["year"] or not match["month"]:
                continue
            before = regex(r"[\s，,、“”]").sub("", text[max(0, match.start() - 24) : match.start()])
            before = regex(r"[。；;]").split(before)[-1]
            tail, value = before[-_EVENT:], regex(r"\s").sub("", match[0])
            if len(tail) < _EVENT or regex(r"\d").search(tail):
                continue
            for (key, other), place in seen[tail].items():
                if not regex(r"\d").search(shared_tail(key, before)) and _day_clash(other, value):
                    message = f"同一件事前面（{place.place}）写 {other}，这里写 {value}"
                    yield Finding(
                        "R16", paragraph, match.start(), match.end(), message, expected=other
                    )
                    break
            seen[tail].setdefault((before, value), paragraph)


def _day_clash(one: str, other: str) -> bool:
    """一处只写到月，另一处写到日，不算不同。"""
    return not (one.startswith(other) or other.startswith(one))
