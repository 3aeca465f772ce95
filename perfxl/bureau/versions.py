"""同一个单位、同一个项目、同一年度交了几次：哪一次是现在算数的，哪一次等着局里定。

报上来的先后看文件自己的时间。内容一模一样的几份是同一次，算数的是最早的那一个文件；同一个工作簿里
名称相同的几张表不是重报，一起算数、一起被后来的换下。项目名称空着的认不出是谁，各算各的。

两种不照先后：已经通过的，后来又报的等着局里定，定以前算数的还是通过的；别的单位从网页交来的，不换下
这一家的，也等着局里定。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Literal

from perfxl.bureau.standing import PASSED
from perfxl.bureau.whose import (
    ALIKE,
    BELOW,
    ONLINE,
    OWN,
    STRANGER,
    Whose,
    is_close,
    office_of,
    whose,
)
from perfxl.cells.quantity import fold

State = Literal["已报", "退回", "重报", "通过"]
Key = tuple[str, str, str, bool, str]


@dataclass(frozen=True)
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
    authority: str | None = None
    state: str | None = None  # 局里定的：退回、通过；没有定的没有

    @property
    def online(self) -> bool:
        """是从网页交的。"""
        return self.path.startswith(ONLINE)

    @cached_property
    def office(self) -> str:
        """是哪一家的链接交的；局里收的、交的为空。"""
        return office_of(self.path)

    @cached_property
    def whose(self) -> Whose:
        """表里写的单位与交它的是不是一家。"""
        return whose(self.office, self.unit, self.authority)

    @property
    def key(self) -> Key | None:
        """是谁的哪个项目、哪一年度；只去掉空白、全半角的差别，写得不同的不替人认作一家。

        没有写实施单位的，看是哪一家的链接交的、哪个主管部门的：同名的项目不混在一起。
        """
        if not fold(self.name or ""):
            return None
        unit = fold(self.unit or "") or fold(self.office) or fold(self.authority or "")
        return unit, fold(self.name or ""), fold(self.year or ""), self.recheck, self.stage or ""


@dataclass(frozen=True, slots=True)
class Version:
    """第几次报的，是不是现在算数的。"""

    number: int
    current: bool
    waiting: bool = False  # 没有算数，等着局里定：通过以后又报的、别的单位交来的
    whose: Whose = OWN
    again: bool = False  # 这一家在前面已经报过
    key: Key | None = None  # 是谁的哪个项目；与它相同的是同一个的各次

    @property
    def state(self) -> State:
        """没有复核过的：头一次是已报，后来的是重报。"""
        return "重报" if self.again else "已报"


def versions(handed: Sequence[Handed]) -> dict[int, Version]:
    """每一份的次数。"""
    groups: dict[Key, list[Handed]] = defaultdict(list)
    made: dict[int, Version] = {}
    for filing in handed:
        if (key := filing.key) is None:
            alone = Version(1, filing.present, whose=filing.whose)
            strange = filing.whose == STRANGER and filing.state != PASSED
            made[filing.submission] = _apart(alone) if strange else alone
        else:
            groups[key].append(filing)
    for key, group in groups.items():
        several = _of_one_key(group)
        made |= {number: replace(version, key=key) for number, version in several.items()}
    return made


def _of_one_key(group: Sequence[Handed]) -> dict[int, Version]:
    """名称一样的各份：这一家的排在一起，别的单位交来的各排各的，不换下这一家的。"""
    ordered = sorted(group, key=_when)
    numbers = _numbers(ordered)
    own = [filing for filing in ordered if filing.whose == OWN]
    kept: list[Handed] = []
    others: dict[str, list[Handed]] = defaultdict(list)
    for filing in ordered:
        mine = filing.state == PASSED or _may_replace(filing, own, kept)
        (kept if mine else others[filing.office]).append(filing)
    made = _of_one_project(kept, numbers)
    for many in others.values():
        apart = _of_one_project(many, numbers)
        made |= {number: _apart(version) for number, version in apart.items()}
    return made


def _numbers(ordered: Sequence[Handed]) -> dict[int, int]:
    """各份是第几次报的，照交来的先后，连别的单位交来的一起数：局里定了什么、后来又交了什么，都不改前面的号。

    从网页交一回就是一次，又交回原来那一份也是；文件夹里收的，内容一样的是同一次的另一份。
    """
    turns: dict[str, int] = {}  # 网页的照位置（每一回一个收据号），文件夹里的照内容
    copies: dict[str, int] = {}
    made: dict[int, int] = {}
    for filing in ordered:
        turn = filing.path if filing.online else filing.hash
        if not filing.online and filing.hash in copies:
            turns.setdefault(turn, copies[filing.hash])
        made[filing.submission] = turns.setdefault(turn, max(turns.values(), default=0) + 1)
        copies.setdefault(filing.hash, made[filing.submission])
    return made


def _apart(version: Version) -> Version:
    """别的单位交来的：不论这个项目有没有人报过，都不算数，等着局里定。"""
    waiting = version.current or version.waiting
    return replace(version, current=False, waiting=waiting, whose=STRANGER)


def _may_replace(filing: Handed, own: Sequence[Handed], before: Sequence[Handed]) -> bool:
    """能不能换下这一家的：自己交的、局里收的能；主管部门替下属交的，下属的表上也要写着它。

    写法不同的认不准是不是一家：只换自己交的，不换在它以前（`before`）收的、别的链接交的。
    """
    if filing.whose == OWN:
        return True
    if filing.whose == BELOW:
        theirs = [*own, *(other for other in before if other.whose == ALIKE)]
        rest = [other for other in theirs if other.office != filing.office]
        return not rest or any(is_close(filing.office, other.authority) for other in rest)
    rest = [other for other in own if other.office and other.office != filing.office]
    if filing.whose != ALIKE or rest:
        return False
    return all(other.office == filing.office for other in before if other.present)


def _of_one_project(group: Sequence[Handed], numbers: Mapping[int, int]) -> dict[int, Version]:
    first = min((numbers[filing.submission] for filing in group), default=0)
    ordered = sorted(group, key=_when)
    contents = _contents(ordered)
    there = [filing for filing in ordered if filing.present]
    passed = [filing for filing in there if filing.state == PASSED]
    last, kept = _last(there, contents), _last(passed, contents)
    counted = _counted(passed if kept >= 0 else there, contents, kept if kept >= 0 else last)
    waiting = _counted(there, contents, last) if 0 <= kept < last else None
    return {
        filing.submission: Version(
            numbers[filing.submission],
            filing.present and (filing.path, filing.hash) == counted,
            waiting=filing.present and (filing.path, filing.hash) == waiting,
            whose=filing.whose,
            again=numbers[filing.submission] > first,
        )
        for filing in ordered
    }


def _when(filing: Handed) -> tuple[datetime, str]:
    return filing.modified, filing.path


def _contents(ordered: Sequence[Handed]) -> list[str]:
    """各次的内容，照交来的先后。从网页交的，每一次都是他自己交的：又交回原来那一份，算数的就是它。"""
    turns = [filing for filing in ordered if not filing.online] + [
        filing for filing in ordered if filing.online
    ]
    first: dict[str, datetime] = {}
    for filing in turns:
        if filing.online or filing.hash not in first:
            first[filing.hash] = filing.modified
    return sorted(first, key=lambda content: first[content])


def _last(many: Collection[Handed], contents: Sequence[str]) -> int:
    return max((contents.index(filing.hash) for filing in many), default=-1)


def _counted(
    there: Sequence[Handed], contents: Sequence[str], number: int
) -> tuple[str, str] | None:
    """这一次里算数的是哪一个文件。"""
    mine = [filing for filing in there if contents.index(filing.hash) == number]
    chosen = next((filing for filing in reversed(mine) if filing.online), None) or next(
        iter(mine), None
    )
    return None if chosen is None else (chosen.path, chosen.hash)


@dataclass(frozen=True, slots=True)
class Tally:
    """一回看到的文件里有几份表：加起来是全部。"""

    counted: int  # 算数的自评表
    early: int  # 算数的申报、监控的表
    replaced: int  # 后来重报换下的
    same: int  # 与算数的一字不差、多寄的
    waiting: int  # 等着定的

    @property
    def every(self) -> int:
        return self.counted + self.early + self.replaced + self.same + self.waiting


def tally(handed: Sequence[Handed], wanted: Collection[tuple[str, str]]) -> Tally:
    """台账里的 `handed`，只数 `wanted` 这些文件（位置，内容）里的。"""
    made = versions(handed)
    counted = {(filing.key, filing.hash) for filing in handed if made[filing.submission].current}
    kinds = Counter(
        _kind(filing, made[filing.submission], counted)
        for filing in handed
        if (filing.path, filing.hash) in wanted
    )
    return Tally(**{kind: kinds[kind] for kind in Tally.__slots__})


def _kind(filing: Handed, version: Version, counted: Collection[tuple[Key | None, str]]) -> str:
    if version.waiting:
        return "waiting"
    if version.current:
        return "early" if filing.stage in {"declare", "monitor"} else "counted"
    return "same" if (filing.key, filing.hash) in counted else "replaced"
