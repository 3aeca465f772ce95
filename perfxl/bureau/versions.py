"""同一个单位、同一个项目、同一年度交了几次：哪一次是现在算数的。

报上来的先后看文件自己的时间。内容一模一样的几份是同一次，算数的是最早的那一个文件；同一个工作簿里
名称相同的几张表不是重报，一起算数、一起被后来的换下。项目名称空着的认不出是谁，各算各的。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from perfxl.cells.quantity import fold

ONLINE = "〔网页〕/"  # 位置从它起的，是从网页交的
State = Literal["已报", "退回", "重报", "通过"]
Key = tuple[str, str, str, bool, str]


@dataclass(frozen=True, slots=True)
class Handed:
    """交来的一份自评表。"""

    submission: int
    path: str
    hash: str
    modified: datetime
    present: bool  # 还在收的地方
    unit: str | None
    name: str | None
    year: str | None
    recheck: bool
    stage: str | None = None  # 申报的表与自评表各算各的

    @property
    def online(self) -> bool:
        """是从网页交的。"""
        return self.path.startswith(ONLINE)

    @property
    def key(self) -> Key | None:
        """是谁的哪个项目、哪一年度；只去掉空白、全半角的差别，写得不同的不替人认作一家。"""
        if not fold(self.name or ""):
            return None
        names = (fold(self.unit or ""), fold(self.name or ""), fold(self.year or ""))
        return *names, self.recheck, self.stage or ""


@dataclass(frozen=True, slots=True)
class Version:
    """第几次报的，是不是现在算数的。"""

    number: int
    current: bool

    @property
    def state(self) -> State:
        """没有复核过的：头一次是已报，后来的是重报。"""
        return "已报" if self.number == 1 else "重报"


def versions(handed: Sequence[Handed]) -> dict[int, Version]:
    """每一份的次数。"""
    groups: dict[Key, list[Handed]] = defaultdict(list)
    made: dict[int, Version] = {}
    for filing in handed:
        if (key := filing.key) is None:
            made[filing.submission] = Version(1, filing.present)
        else:
            groups[key].append(filing)
    for group in groups.values():
        made.update(_of_one_project(group))
    return made


def _of_one_project(group: Sequence[Handed]) -> dict[int, Version]:
    ordered = sorted(group, key=lambda filing: (filing.modified, filing.path))
    # 从网页交的，每一次都是他自己交的：又交回原来那一份，算数的就是它。
    turns = [filing for filing in ordered if not filing.online] + [
        filing for filing in ordered if filing.online
    ]
    first: dict[str, datetime] = {}
    for filing in turns:
        if filing.online or filing.hash not in first:
            first[filing.hash] = filing.modified
    contents = sorted(first, key=lambda content: first[content])
    there = [filing for filing in ordered if filing.present]
    last = max((contents.index(filing.hash) for filing in there), default=-1)
    mine = [filing for filing in there if contents.index(filing.hash) == last]
    counted = next((filing.path for filing in reversed(mine) if filing.online), None) or next(
        (filing.path for filing in mine), None
    )
    return {
        filing.submission: Version(
            number + 1, filing.present and (filing.path, number) == (counted, last)
        )
        for filing in ordered
        for number in [contents.index(filing.hash)]
    }
