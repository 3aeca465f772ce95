"""R17 落款的单位与正文的不一样：正文都写卫生健康局，落款写卫生健康委。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex

_OFFICE = later(
    r"\s*(?P<stem>[\u4e00-\u9fff]{4,24}?)(?P<kind>委员会|办公室|中心|局|委|厅|办|处|院|馆|站|所|校|大队|支队)\s*"
)
_PLACES = frozenset("馆院校")
_CORE = 4
_LAST = 4


def signature(reading: Reading) -> Iterator[Finding]:
    """末几段里只有一个单位名称的一段。"""
    prose = [one for one in reading.report.prose if one.text.strip()]
    yield from _to_itself(prose)
    for paragraph in prose[-_LAST:]:
        match = _OFFICE.fullmatch(paragraph.text)
        if match is None:
            continue
        core, kind = match["stem"][-_CORE:], match["kind"]
        rest = "\n".join(one.text for one in prose if one is not paragraph)
        yield from _renamed(paragraph, match, rest)
        others = set(re.findall(rf"{core}(委员会|办公室|中心|局|委|厅|办|处|院|馆|站|所|校)", rest))
        if f"{core}{kind[0]}" in rest or len(others) != 1 or _places(others | {kind}):
            continue
        due = f"{match['stem']}{others.pop()}"
        message = f"正文写的是“{due[-_CORE - 3 :]}”，落款写“{paragraph.text.strip()}”"
        start = paragraph.text.index(match["stem"])
        yield Finding("R17", paragraph, start, start + len(paragraph.text.strip()), message, due)


_ADDRESSED = later(r"\s*(?P<to>[\u4e00-\u9fff、]{4,40})[：:]\s*")
_FIRST, _SHORT = 6, 40


def _to_itself(prose: Sequence[Paragraph]) -> Iterator[Finding]:
    """主送的单位就是落款的单位：报告不会写给自己。"""
    signed = " ".join(one.text for one in prose[-_LAST:] if len(one.text) < _SHORT)
    for paragraph in prose[:_FIRST]:
        match = _ADDRESSED.fullmatch(paragraph.text)
        for office in match["to"].split("、") if match else ():
            if office in signed and _OFFICE.fullmatch(office):
                message = f"主送机关写的是“{office}”，落款也是它：报告不写给自己"
                start = paragraph.text.index(office)
                yield Finding("R20", paragraph, start, start + len(office), message)


_NAMED = later(
    r"(?<![\u4e00-\u9fff])(?P<rank>[市县区旗州])(?P<core>[\u4e00-\u9fff]{2,8}?)(?P<kind>中心|局|馆|站|所|院)"
    r"(?=组织|负责|牵头|实施|承担|会同|开展|对|按照|根据)"
)


def _renamed(paragraph: Paragraph, match: re.Match[str], rest: str) -> Iterator[Finding]:
    """正文只说“县体育发展中心组织……”，没有自称，落款写县体育服务中心。"""
    stem, kind = match["stem"], match["kind"]
    if regex("我[局中馆站所院单会委]|本[局中馆站所院单]").search(rest):
        return
    named = {(one["rank"], one["core"]) for one in _NAMED.finditer(rest) if one["kind"] == kind}
    if len(named) != 1:
        return
    rank, core = next(iter(named))
    at = stem.find(rank)
    mine = stem[at + 1 :] if at > 0 else ""
    if mine and mine != core and mine[:_HEAD] == core[:_HEAD] and f"{mine}{kind}" not in rest:
        due = f"{stem[: at + 1]}{core}{kind}"
        message = f"正文写的是“{rank}{core}{kind}”，落款写“{paragraph.text.strip()}”"
        start = paragraph.text.index(stem)
        yield Finding("R17", paragraph, start, start + len(stem + kind), message, due)


_HEAD = 2


def _places(kinds: set[str]) -> bool:
    """体育馆、体育局：一个是场所，一个是主管它的，本来就是两个单位。"""
    return bool(kinds & _PLACES) and bool(kinds - _PLACES)
