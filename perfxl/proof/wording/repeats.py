"""R14 整段、整句写了两遍。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.cells.quantity import bare
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import sentences
from perfxl.proof.text.labels import label_of
from perfxl.proof.text.masks import even

_LONG = 32  # 一句有这么多字相同，不是巧合
_SHORT = 16  # 同一段里的，短些也算
_SHOWN = 130


def repeats(reading: Reading) -> Iterator[Finding]:
    """后一处报出来，说明前一处在哪里。"""
    first: dict[str, tuple[Paragraph, int]] = {}
    shared: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    places: dict[int, Paragraph] = {}
    whole_ones: dict[str, Paragraph] = {}
    for order, paragraph in enumerate(reading.report.prose):
        places[paragraph.number] = paragraph
        text = paragraph.text.rstrip()
        whole_key = _key(text) if text.endswith("。") and len(text) >= _SHORT else ""
        twin = whole_ones.setdefault(whole_key, paragraph) if whole_key else paragraph
        if twin is not paragraph and len(whole_key) >= _SHORT:
            shared[twin.number, paragraph.number].append((0, len(text)))  # 整段一样
            continue
        for start, end in sentences(paragraph.text):
            key = _key(paragraph.text[start:end]) if end - start >= _SHORT else ""
            if len(key) < _SHORT:
                continue
            if key not in first:
                first[key] = (paragraph, order)
                continue
            other, place = first[key]
            near = order == place
            pair = (paragraph, other)
            plain = all(label_of(one.full) is None for one in pair)  # 编了号的是小标题
            sizes = {len(_key(one.text)) for one in pair}
            whole = len(key) in sizes if plain else sizes == {len(key)}
            alone = whole and paragraph.text.rstrip().endswith("。")  # 目录里的标题不算
            if len(key) >= _LONG or near or alone:
                shared[other.number, paragraph.number].append((start, end))
    for (earlier, after), spans in shared.items():
        paragraph, other = places[after], places[earlier]
        apart = after - earlier > 1  # 紧接着又一遍的，不是另一个小标题下的
        if apart and len(spans) == 1 and _restated(paragraph, *spans[0]):
            continue
        start = spans[0][0]
        while paragraph.text[start] in " \u3000\t":
            start += 1
        end = min(spans[0][1], start + _SHOWN)
        where = "本段前面" if paragraph is other else other.place
        message = f"与{where}的话完全一样，共 {len(spans)} 句"
        yield Finding("R14", paragraph, start, end, message)


_GIVEN = later(r"(?:下达|拨付|到位)[^。]*\d[\d.,]*\s*[万亿]?元|资金(?:主要|专项)?用于")


def _restated(paragraph: Paragraph, start: int, end: int) -> bool:
    """另一个小标题下又说一遍下达了几、用于什么：资金从哪里来、投入情况，两处都要写。"""
    return _GIVEN.search(even(paragraph.text[start:end])) is not None


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    """只留字和数；去掉句首的编号。"""
    return bare(
        regex(
            r"^\s*(?:[一二三四五六七八九十\d]+[、.．是]|[（(][一二三四五六七八九十\d]+[）)])"
        ).sub(
            "",
            text,
        )
    )
