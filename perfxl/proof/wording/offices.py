"""R17 单位的名称之二：落款与标题写的不是一个单位；同一个单位，一处写着改革以前的、别处的叫法。"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_KINDS = "人民政府|委员会|办公室|联合会|中心|局|委|厅|处|院|馆|站|所|政府"
_ALONE = later(rf"\s*(?P<name>[\u4e00-\u9fff]{{4,24}}?(?:{_KINDS}))\s*")
_HEAD = later(rf"^\s*(?P<name>[\u4e00-\u9fff]{{2,20}}?(?:{_KINDS}))(?=\s*(?:(?:19|20)\d\d|关于|$))")
_PLACE = later(r"(?P<place>[\u4e00-\u9fff]{2})(?P<rank>自治县|自治州|街道|省|市|县|区|旗|镇|乡)")
_DAY = later(r"\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月")
_TITLE = later("《[^》]*》")
_TITLES, _LAST, _SAME = 3, 3, 2
_RANKS = "省|市|县|区|州|旗|镇|乡|街道"


def offices(reading: Reading) -> Iterator[Finding]:
    """落款，和全文写着的单位。"""
    yield from _signed(reading)
    yield from _renamed(reading)


def _signed(reading: Reading) -> Iterator[Finding]:
    """末几段里，日子前面只有一个单位名称的一段。"""
    prose = [one for one in reading.report.prose if one.text.strip()]
    for place, paragraph in enumerate(prose[-_LAST:], max(0, len(prose) - _LAST)):
        match = _ALONE.fullmatch(paragraph.text)
        after = prose[place + 1].text if place + 1 < len(prose) else ""
        if match is None or not _DAY.match(even(after)) or not place:
            continue
        name = match["name"]
        rest = "\n".join(one.text for one in prose if one is not paragraph)
        if name in rest or name[_SAME:] in rest:  # 连县林业局这样的简称，正文里写着就不算
            continue
        due = _due(name, rest, [one for one in prose[:_TITLES] if one is not paragraph])
        if due:
            message = f"标题、正文写的是“{due}”，落款写“{name}”"
            start = paragraph.text.index(name)
            yield Finding("R17", paragraph, start, start + len(name), message, expected=due)


def _due(name: str, rest: str, heads: list[Paragraph]) -> str:
    """落款该写的单位：标题里的，或把镇写成乡的那个镇；说不准的为空。"""
    for head in heads:
        match = _HEAD.match(head.text)
        other = match["name"] if match else ""
        alone = match is not None and not head.text[match.end() :].strip()
        kind = name[-1:] == other[-1:] or alone  # 标题里是体育馆，落款是体育局：也许是主管部门写的
        if kind and other[:_SAME] == name[:_SAME] and _apart(name, other, rest):
            return other
    place = _PLACE.match(name)
    if place is None or place[0] in rest:
        return ""
    ranks = set(re.findall(rf"{place['place']}({_RANKS})", rest))
    tail = name[place.end() :]
    return f"{place['place']}{ranks.pop()}{tail}" if len(ranks) == 1 else ""


def _apart(name: str, other: str, rest: str) -> bool:
    """两个单位不同：不是一个全称、一个简称；同一类，或名称里有相同的词。"""
    if _within(name, other):
        return False
    if _within(other, name):  # 落款比标题写得长：正文说了标题写的就是全称的，才算不同
        return f"{other}（以下简称" in rest or f"{other}(以下简称" in rest
    cores = [one[_SAME + 1 :] for one in (name, other)]
    pairs = [{core[at : at + 2] for at in range(len(core) - 2)} for core in cores]
    return name[-1] == other[-1] or bool(pairs[0] & pairs[1])


def _within(short: str, long: str) -> bool:
    """简称的字，全称里依次都有。"""
    marks = iter(long)
    return all(mark in marks for mark in short)


@cache
def _groups() -> tuple[tuple[tuple[tuple[str, ...], ...], frozenset[str]], ...]:
    """各个单位的几种叫法，和已经没有了的是哪几种。"""
    path = Path(__file__).parent / "offices.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["office"]
    return tuple(
        (tuple(tuple(names) for names in row["same"]), frozenset(row.get("former", ())))
        for row in rows
    )


def _renamed(reading: Reading) -> Iterator[Finding]:
    """全文都写县疾控中心，只有一处写县防疫站。"""
    whole = reading.text
    for group, former in _groups():
        said = [tuple(name for name in names if name in whole) for names in group]
        if sum(bool(names) for names in said) > 1:
            gone = frozenset(kind for kind, names in enumerate(group) if names[0] in former)
            yield from _odd_one(said, gone, reading)


def _odd_one(
    said: list[tuple[str, ...]], gone: frozenset[int], reading: Reading
) -> Iterator[Finding]:
    """同一级的，一种叫法写了两遍以上，另一种只写了一遍；另一种早没有了的，一遍就够，书名里的也算。"""
    places: dict[str, dict[int, list[tuple[Paragraph, re.Match[str]]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for kind, names in enumerate(said):
        if not names:
            continue
        form = re.compile(rf"(?<![城社地园林矿片])(?P<rank>{_RANKS})(?P<name>{'|'.join(names)})")
        for paragraph in reading.report.prose:
            text = paragraph.text
            named = gone and kind not in gone  # 现在的名称，书名里的也看得出是它
            for match in form.finditer(text if named else _TITLE.sub(_blank, text)):
                places[match["rank"]][kind].append((paragraph, match))
    for kinds in places.values():
        most = max(kinds, key=lambda kind: len(kinds[kind]))
        for kind, mine in kinds.items():
            least = 1 if kind in gone and most not in gone else _SAME
            if kind == most or len(mine) > 1 or len(kinds[most]) < least:
                continue
            paragraph, match = mine[0]
            in_title = "\x00" in _TITLE.sub(_blank, paragraph.text)[slice(*match.span())]
            if in_title or _is_told(paragraph, match, kinds[most]):
                continue
            due = kinds[most][0][1][0]
            message = f"别处都写“{due}”，这里写“{match[0]}”"
            yield Finding("R17", paragraph, *match.span(), message, expected=due)


def _blank(match: re.Match[str]) -> str:
    return "\x00" * len(match[0])


def _is_told(
    paragraph: Paragraph, match: re.Match[str], usual: list[tuple[Paragraph, re.Match[str]]]
) -> bool:
    """原县某某局、两个单位写在一句里：说的就是两个。"""
    text = paragraph.text
    if regex(r"原[^，。；]{0,6}$|前身[^，。；]{0,6}$").search(text[: match.start()]):
        return True
    first = text.rfind("。", 0, match.start()) + 1
    last = text.find("。", match.end())
    last = len(text) if last < 0 else last
    return any(one is paragraph and first <= two.start() < last for one, two in usual)
