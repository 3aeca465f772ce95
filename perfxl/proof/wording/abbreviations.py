"""R17 简称与全称对不上：某某局（以下简称“中心”）；表头的单位与正文差一万倍。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import Clue, regex

_CALLED = Clue(
    r"[（(](?:以下|下文)?(?:统一)?简称(?:为)?[：:]?[“\"]?(?P<short>[\u4e00-\u9fff]{1,8})[”\"]?[)）]",
    "简称",
)
_KIND = later(
    r"(?:中心|公司|学校|学院|医院|办公室|大队|支队|集团|基地|局|委|厅|办|处|馆|站|校|院|所|署|园|社)$"
)
_FULL = {
    "校": "学校|学院|中学|小学",
    "院": "医院|学院|法院|检察院|研究院|福利院|光荣院",
    "委": "委员会|委",
    "办": "办公室|办",
}
_FAR = 30


def abbreviations(reading: Reading) -> Iterator[Finding]:
    """逐处看简称。"""
    for paragraph in reading.prose_with(_CALLED):
        for match in _CALLED.finditer(paragraph.text):
            yield from _judge(paragraph, match)


def _judge(paragraph: Paragraph, match: re.Match[str]) -> Iterator[Finding]:
    """简称末尾说的是哪一种单位，全称里也要有。"""
    kind = _KIND.search(match["short"])
    before = regex("[，。；：、）)]").split(paragraph.text[: match.start()])[-1][-_FAR:]
    own = _KIND.search(before)
    if kind is None or own is None or re.search(_FULL.get(kind[0], kind[0]), before):
        return
    message = f"全称“{before[-12:]}”里没有“{kind[0]}”，简称却是“{match['short']}”"
    start = match.start() - min(len(before), 8)
    yield Finding("R17", paragraph, start, match.end(), message)
