"""图片说的是哪条指标：看文件名里写着哪个三级指标的名称。对不上的不猜，放在最后，说出来。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from perfxl.cells.later import later
from perfxl.cells.quantity import fold
from perfxl.filing.model import Filing, Indicator
from perfxl.report.marks import pure
from perfxl.report.pictures.rows import Picture, Titled
from perfxl.report.sentences.values import words

_SPLIT = later(r"[-—–_+＋、，,;；：:（）()【】\[\]\s.·]+")
_NUMBER = later(r"[第]?[0-9一二三四五六七八九十]*[张幅页]?")
_LEAST = 3  # 只写了名称里的几个字的，至少几个字才认


def titled(pictures: Sequence[Picture], filing: Filing) -> tuple[list[Titled], list[str]]:
    """按指标的次序排好、编好号的图片，和对不上的话。"""
    order: list[tuple[int, int, str, str, Picture]] = []
    notes: list[str] = []
    for number, picture in enumerate(pictures):
        stem = pure(PurePath(picture.name).stem)
        places = _places(stem, filing)
        mine = [filing.indicators[place] for place in places]
        names = "、".join(dict.fromkeys(words(indicator.name) for indicator in mine))
        if not places:
            notes.append(
                f"佐证图片“{picture.name}”认不出是哪条指标的，放在最后；"
                "文件名里写上三级指标的名称就对得上"
            )
        rest = _rest(stem, mine)
        said = f"{names}：{rest}" if names and rest else names or stem
        first = min(places, default=len(filing.indicators))
        order.append((first, number, names, said, picture))
    order.sort(key=lambda row: row[:2])
    return [
        Titled(picture, names, f"图{number}　{said}")
        for number, (_, _, names, said, picture) in enumerate(order, 1)
    ], notes


def _places(stem: str, filing: Filing) -> list[int]:
    """文件名里写着的指标；写着“培训人次”的，不再当作“培训”。同名的只算头一条。"""
    names: dict[str, int] = {}
    for place, indicator in enumerate(filing.indicators):
        names.setdefault(fold(words(indicator.name)), place)
    names.pop("", None)
    whole, parts = fold(stem), [fold(part) for part in _SPLIT.split(stem)]
    # 一个字的名称哪里都碰得上，要单独写着才算。
    written = [name for name in names if name in (whole if len(name) > 1 else parts)]
    longest = [
        name for name in written
        if not any(name != other and name in other for other in written)
    ]  # fmt: skip
    if not longest:  # 只写了名称的一截，只有一条指标有这一截的
        for part in parts:
            near = [name for name in names if len(part) >= _LEAST and part in name]
            longest += near if len(near) == 1 else []
    return sorted({names[name] for name in longest})


def _rest(stem: str, indicators: Sequence[Indicator]) -> str:
    """文件名里指标名称以外的字：“培训人次-第三期签到表”的“第三期签到表”。级别的名称、编号不算。"""
    if not indicators:
        return ""
    left = stem
    for indicator in indicators:
        left = re.sub(re.escape(words(indicator.name)), "-", left, flags=re.IGNORECASE)
    parts = (part for part in _SPLIT.split(left) if part and not _NUMBER.fullmatch(part))
    return "、".join(part for part in parts if not _is_level(part, indicators))


def _is_level(part: str, indicators: Sequence[Indicator]) -> bool:
    """“产出数量”“产出指标”，或者就是指标名称的一截。"""
    known = {name for indicator in indicators for name in _levels(indicator)}
    left = fold(part)
    for name in sorted(known, key=len, reverse=True):
        left = left.replace(name, "")
    return not left or any(fold(part) in fold(words(indicator.name)) for indicator in indicators)


def _levels(indicator: Indicator) -> Iterator[str]:
    for level in (words(indicator.level1), words(indicator.level2), indicator.level1_name):
        name = fold(level)
        yield from (word for word in (name, name.removesuffix("指标"), "指标") if word)
