"""外来的名称：一份自评表的话里写着别的单位、别的项目的名称，多半是照抄时漏改的。

自己的单位、主管部门、项目不算；许多单位都提到的（财政局、上级部门）不算；名称是自己名称的一段的不算。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from perfxl.bureau.tables.gather import NO_OFFICE, Bureau, rows
from perfxl.bureau.tables.roster import Roster
from perfxl.bureau.tables.texts import Said, own_names

# 太短的名称（“图书馆”“培训费”）平常的话里就有。
_SHORTEST = {"单位": 5, "项目": 7}
# 提到它的单位多过这么多家，就是大家都会提到的。
_COMMON = 3
_LEAD = 4
COLUMNS = (
    "kind", "office", "project", "field", "name", "belongs", "text", "submission", "path", "cell",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Name:
    """一个名称，是谁的。"""

    kind: str
    text: str
    owners: frozenset[str]


def foreign(bureau: Bureau, texts: Sequence[Said], roster: Roster | None = None) -> pd.DataFrame:
    """话里有别人名称的，一处一行。"""
    names = _by_lead(_names(bureau, roster))
    own = {row.submission: own_names(row) for row in rows(bureau.scored)}
    mentions = [
        (name, text) for text in texts for name in _found(text, own.get(text.submission, ()), names)
    ]
    users: dict[str, set[str]] = defaultdict(set)
    for name, said in mentions:
        users[name.text].add(said.office)
    lines = [
        (
            name.kind, said.office, said.project, said.field, name.text,
            "、".join(sorted(name.owners)), said.text, said.submission, said.path, said.cell,
        )
        for name, said in mentions
        if len(users[name.text]) <= _COMMON
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _names(bureau: Bureau, roster: Roster | None) -> list[_Name]:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows(bureau.scored):
        if row.office != NO_OFFICE:
            owners["单位", row.office].add(row.office)
            owners["项目", row.project].add(row.office)
    for due in roster.due if roster else ():
        owners["单位", due.unit].add(due.unit)
        owners["项目", due.project].add(due.unit)
    return [
        _Name(kind, text, frozenset(who))
        for (kind, text), who in sorted(owners.items())
        if len(text) >= _SHORTEST[kind]
    ]


def _by_lead(names: Iterable[_Name]) -> Mapping[str, list[_Name]]:
    """头几个字 → 这样开头的名称，长的在前。"""
    made: dict[str, list[_Name]] = defaultdict(list)
    for name in sorted(names, key=lambda name: -len(name.text)):
        made[name.text[:_LEAD]].append(name)
    return made


def _found(said: Said, own: Sequence[str], names: Mapping[str, list[_Name]]) -> Iterator[_Name]:
    """一段话里别人的名称，一个名称说一次。"""
    text = said.text
    for name in own:
        text = text.replace(name, "\n" * len(name))
    seen: set[str] = set()
    place = 0
    while place <= len(text) - _LEAD:
        here = next(
            (
                name
                for name in names.get(text[place : place + _LEAD], ())
                if text.startswith(name.text, place)
            ),
            None,
        )
        if here is not None and said.office not in here.owners and here.text not in seen:
            seen.add(here.text)
            yield here
        place += len(here.text) if here is not None else 1
