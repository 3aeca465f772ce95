"""R17 落款的单位与正文的不一样：正文都写卫生健康局，落款写卫生健康委。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading

_OFFICE = later(
    r"\s*(?P<stem>[\u4e00-\u9fff]{4,24}?)(?P<kind>委员会|办公室|中心|局|委|厅|办|处|院|馆|站|所|校|大队|支队)\s*"
)
_PLACES = frozenset("馆院校")
_CORE = 4
_LAST = 4


def signature(reading: Reading) -> Iterator[Finding]:
    """末几段里只有一个单位名称的一段。"""
    prose = [one for one in reading.report.prose if one.text.strip()]
    for paragraph in prose[-_LAST:]:
        match = _OFFICE.fullmatch(paragraph.text)
        if match is None:
            continue
        core, kind = match["stem"][-_CORE:], match["kind"]
        rest = "\n".join(one.text for one in prose if one is not paragraph)
        others = set(re.findall(rf"{core}(委员会|办公室|中心|局|委|厅|办|处|院|馆|站|所|校)", rest))
        if f"{core}{kind[0]}" in rest or len(others) != 1 or _places(others | {kind}):
            continue
        due = f"{match['stem']}{others.pop()}"
        message = f"正文写的是“{due[-_CORE - 3 :]}”，落款写“{paragraph.text.strip()}”"
        start = paragraph.text.index(match["stem"])
        yield Finding("R17", paragraph, start, start + len(paragraph.text.strip()), message, due)


def _places(kinds: set[str]) -> bool:
    """体育馆、体育局：一个是场所，一个是主管它的，本来就是两个单位。"""
    return bool(kinds & _PLACES) and bool(kinds - _PLACES)
