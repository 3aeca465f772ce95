"""未报：名册与收到的逐个对。名称一样（不计空白、标点、全半角）才算报了；相近的列出来，不替人认作一家。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from rapidfuzz import fuzz, process

from perfxl.bureau.standing import PASSED, RETURNED
from perfxl.bureau.tables.gather import NO_OFFICE, Bureau, Row, rows
from perfxl.bureau.tables.roster import Due, Roster
from perfxl.bureau.whose import is_close
from perfxl.cells.quantity import bare

# 相近：单位、项目两个名称的相似度（0–100）都不低于它。差一两个字的在 85 以上。
ALIKE = 85
COLUMNS = (
    "kind", "unit", "project", "authority", "amount", "roster_cell",
    "found_unit", "found_project", "likeness", "submission", "path", "cell", "note",
)  # fmt: skip
ABSENT, NEAR, OTHER_YEAR, EXTRA, AGAIN, SAME, TWICE, LATER, STRANGE, UNSEATED = (
    "未报", "未报，有相近的", "报的是别的年度", "名册里没有", "重报", "同一份交了几次",
    "一个项目两份", "通过以后又报的", "别的单位交来的", "通过的不在原处了",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Line:
    """未报一表的一行。"""

    kind: str
    unit: str = ""
    project: str = ""
    authority: str | None = None
    amount: object = None
    roster_cell: str | None = None
    found_unit: str | None = None
    found_project: str | None = None
    likeness: int | None = None
    submission: int | None = None
    path: str | None = None
    cell: str | None = None
    note: str = ""


def missing(bureau: Bureau, roster: Roster | None) -> pd.DataFrame:
    """未报、多报、重报、报了别的年度，一行一件。没有名册的只有后两种。"""
    lines: list[_Line] = []
    twins = bureau.filings["recheck"].astype(bool) & ~bureau.filings["counted"]
    handed = list(rows(bureau.filings[~twins]))  # 复核表不是又报了一份
    if roster is not None:
        lines += _against(bureau, roster, handed)
    else:
        lines += [_other_year(row, bureau.year) for row in handed if _is_other(row, bureau.year)]
    lines += _again(bureau)
    columns = {name: [getattr(line, name) for line in lines] for name in COLUMNS}
    return pd.DataFrame(columns, dtype=object)


def absent(table: pd.DataFrame) -> int:
    """名册里有、没有收到的有几个；报成别的年度的不在内。"""
    return int(table["kind"].isin([ABSENT, NEAR]).sum())


def filed_for_other_year(table: pd.DataFrame) -> int:
    """名册里有、报成别的年度的有几个。"""
    other = table[table["kind"] == OTHER_YEAR]
    return int(other["roster_cell"].nunique())


# ---- 与名册 ----


def _against(bureau: Bureau, roster: Roster, handed: Sequence[Row]) -> list[_Line]:
    by_key: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in handed:
        by_key[_key(row, roster)].append(row)
    lines, left_due = [], []
    for due in roster.due:
        filed = by_key.pop(due.key, [])
        now = [row for row in filed if not _is_other(row, bureau.year)]
        if filed and not now:
            lines += [_at(due, _other_year(row, bureau.year)) for row in filed]
        elif not filed:
            left_due.append(due)
        else:
            lines += [_at(due, _twice(row, now[0])) for row in now[1:]]
            lines += [_other_year(row, bureau.year) for row in filed if row not in now]
    left = [row for many in by_key.values() for row in many]
    near = _nearest(left_due, left)
    lines += [_absent(due, near.get(due.key)) for due in left_due]
    filed = [row for row in handed if row not in left]
    return lines + [_extra(row, bureau.year, near, filed) for row in left]


def _key(row: Row, roster: Roster) -> tuple[str, str]:
    return bare(row.office), bare(row.project) if roster.has_projects else ""


@dataclass(frozen=True, slots=True)
class _Near:
    """没有对上的一份自评表，与名册上没有对上的一个：像在哪里。`rank` 大的更像。"""

    row: Row
    rank: int
    likeness: int | None
    note: str


_CHANGE = "是同一个的，请改名册或自评表里的名称"
_NAMED = f"收到的一份名称相近，没有当作这一个；{_CHANGE}"
_NAMELESS = "收到这一家一份没有写项目名称的，可能是它；请打开看，是的请单位补上项目名称再报"
_ELSEWHERE = (
    "收到一份项目名称一样、主管部门也是这一家的，实施单位写的是别家，没有当作这一个；"
    "写错了的请单位改好再报"
)


def _nearest(due: Sequence[Due], left: Sequence[Row]) -> dict[tuple[str, str], _Near]:
    """名册上没有对上的，在没有对上的自评表里最相近的一份。"""
    units = [bare(row.office) for row in left]
    same_project: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(left):
        same_project[bare(row.project)].append(place)
    nearest: dict[tuple[str, str], _Near] = {}
    for entry in due:
        unit, project = entry.key
        near = process.extract_iter(unit, units, scorer=fuzz.ratio, score_cutoff=ALIKE)
        found = [_of_unit(project, left[place], int(likeness)) for _, likeness, place in near]
        found += [_of_project(entry, left[place]) for place in same_project[project] if project]
        best = max(filter(None, found), key=lambda one: (one.rank, one.likeness or 0), default=None)
        if best is not None:
            nearest[entry.key] = best
    return nearest


def _of_unit(project: str, row: Row, likeness: int) -> _Near | None:
    """单位相近的：项目也相近，或者没有写项目名称。名册没有项目一栏的不看项目。"""
    if project and not bare(row.project):
        return _Near(row, 0, None, _NAMELESS)
    alike = int(fuzz.ratio(project, bare(row.project))) if project else 100
    return _Near(row, 2, min(likeness, alike), _NAMED) if alike >= ALIKE else None


def _of_project(due: Due, row: Row) -> _Near | None:
    """项目名称一样的：单位是简称、全称的，没有写单位的；实施单位写了别家、主管部门对得上的。"""
    part = fuzz.partial_ratio(bare(due.unit), bare(row.office))
    likeness = 100 if row.office == NO_OFFICE else int(part)
    if likeness >= ALIKE:
        return _Near(row, 2, likeness, _NAMED)
    above = bare(row.authority or "")
    known = above and above in {bare(due.unit), bare(due.authority)}
    return _Near(row, 1, None, _ELSEWHERE) if known else None


def _absent(due: Due, near: _Near | None) -> _Line:
    line = _at(due, _Line(ABSENT, note="名册里有，没有收到"))
    if near is None:
        return line
    row = near.row
    return replace(
        line, kind=NEAR, found_unit=row.office, found_project=row.project, likeness=near.likeness,
        submission=row.submission, path=row.path, cell=row.name_cell, note=near.note,
    )  # fmt: skip


def _at(due: Due, line: _Line) -> _Line:
    return replace(
        line, unit=due.unit, project=due.project, authority=due.authority or None,
        amount=due.amount, roster_cell=due.cell,
    )  # fmt: skip


def _extra(row: Row, year: str, near: dict[tuple[str, str], _Near], filed: Sequence[Row]) -> _Line:
    if _is_other(row, year):
        return _other_year(row, year)
    beside = any(row.submission == other.row.submission for other in near.values())
    note = (
        "像是名册里的一个，见“未报，有相近的”" if beside else "收到了，名册里没有这个单位的这个项目"
    )
    line = replace(_of(row), kind=EXTRA, note=note)
    same = next((other for other in filed if not beside and _is_alike(row, other)), None)
    if same is None:
        return line
    note = (
        f"与名册里的、已报的 {same.path}（{same.office}“{same.project}”）名称相近，"
        "可能是同一个报了两回，现在两份都算着；是的请退回一份"
    )
    return replace(line, found_unit=same.office, found_project=same.project, note=note)


def _is_alike(row: Row, other: Row) -> bool:
    """单位一个是另一个的简称，项目名称多半一样。"""
    project, known = bare(row.project), bare(other.project)
    part = project and known and (project in known or known in project)
    alike = part or fuzz.ratio(project, known) >= ALIKE
    return bool(alike) and is_close(row.office, other.office)


def _twice(row: Row, first: Row) -> _Line:
    note = f"与 {first.path} 是同一个单位的同一个项目，现在两份都算着；请留一份"
    return replace(
        _of(row), kind=TWICE, found_unit=first.office, found_project=first.project, note=note
    )


def _of(row: Row) -> _Line:
    return _Line(
        "", row.office, row.project, row.authority, row.budget, submission=row.submission,
        path=row.path, cell=row.name_cell,
    )  # fmt: skip


def _is_other(row: Row, year: str) -> bool:
    return bool(row.year and year) and row.year != year


def _other_year(row: Row, year: str) -> _Line:
    note = f"表上写的是 {row.year} 年度，这次汇总的是 {year} 年度；不算在分数、等级里"
    return replace(_of(row), kind=OTHER_YEAR, cell=row.year_cell, note=note)


# ---- 交了几次 ----


def _again(bureau: Bureau) -> Iterable[_Line]:
    """同一个项目交了几次的：换了内容的是重报，一字不差的是多寄了一回；等着定的没有换下算数的。"""
    every = bureau.every
    current = {
        (row.office, row.project, row.year, row.recheck): row for row in rows(bureau.filings)
    }
    for row in rows(every[~every["current"].astype(bool)]):
        now = current.get((row.office, row.project, row.year, row.recheck))
        line = _Line(
            "", row.office, row.project, row.authority, submission=row.submission,
            path=row.path, cell=row.name_cell,
        )  # fmt: skip
        if now is None:
            if row.waiting:  # 别的没有等着定的；收过、现在不在原处的不说
                stands = "已经退回" if row.state == RETURNED else "等着定，没有算数"
                note = f"{row.stranger}的链接交的，表里写的是这一家；{stands}"
                yield replace(line, kind=STRANGE, note=note)
            continue
        line = replace(line, found_unit=now.office, found_project=now.project)
        kind, note = _beside(row, now)
        yield replace(line, kind=kind, note=note)


def _beside(row: Row, now: Row) -> tuple[str, str]:
    """没有算数的一份与算数的 `now`：是哪种情形，怎么说。"""
    stands = "已经退回" if row.state == RETURNED else "等着定，通过了才换下"
    if row.waiting and row.stranger is not None:
        return STRANGE, f"{row.stranger}的链接交的，{stands}；算数的是 {now.path}"
    if row.waiting:
        return LATER, f"{stands}；算数的还是通过的 {now.path}"
    if row.hash == now.hash:
        return SAME, f"与 {now.path} 一字不差，只算一份"
    if row.state == PASSED and now.state != PASSED:
        note = f"这一份已经通过，文件盖掉了或者拿走了；算数的是 {now.path}，还没有定，请看改了什么"
        return UNSEATED, note
    return AGAIN, f"后来重报了，算数的是 {now.path}"
