"""各份里写的话：目标、完成情况、原因及措施，记着在哪一格；比较前去掉自己的名称，数换成 0。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from perfxl.bureau.tables.gather import Bureau, Row, rows
from perfxl.cells.later import later
from perfxl.cells.quantity import bare

GOAL, ACHIEVEMENT, REASON = "预期目标", "实际完成情况", "原因及措施"
_NUMBERS = later(r"[0-9０-９][0-9０-９.,，]*")
_SENTENCES = later(r"[^。！？；;\n]+")


@dataclass(frozen=True, slots=True)
class Said:
    """一段话。`words` 是比较用的：自己的名称去掉了，数换成了 0，只剩字。"""

    submission: int
    office: str
    project: str
    authority: str
    field: str
    path: str
    cell: str
    text: str
    words: str
    sentences: tuple[tuple[str, str], ...]  # 各句，和各句比较用的写法
    received: date  # 文件的日期


def said(bureau: Bureau) -> list[Said]:
    """全部的话，先报的在前。"""
    order = ["received", "path", "submission"]
    filings = bureau.scored.sort_values(order, kind="stable")
    owners = {row.submission: row for row in rows(filings)}
    made: dict[int, list[Said]] = {submission: [] for submission in owners}
    for row in owners.values():
        made[row.submission] += _of(row, GOAL, row.goal, row.goal_cell)
        made[row.submission] += _of(row, ACHIEVEMENT, row.achievement, row.achievement_cell)
    for frame in (bureau.funds, bureau.indicators):
        for row in rows(frame[["submission", "reason", "reason_cell"]]):
            if row.submission in owners:
                owner = owners[row.submission]
                made[row.submission] += _of(owner, REASON, row.reason, row.reason_cell)
    return [text for many in made.values() for text in _once(many)]


def _once(many: Sequence[Said]) -> Iterator[Said]:
    """几行合用一格的原因，只算一段。"""
    seen: set[str] = set()
    for text in many:
        if text.cell not in seen:
            seen.add(text.cell)
            yield text


def _of(row: Row, field: str, text: str | None, cell: str | None) -> list[Said]:
    if not text or not cell:
        return []
    names = own_names(row)
    parts = (match[0].strip() for match in _SENTENCES.finditer(text))
    return [
        Said(
            row.submission, row.office, row.project, row.authority or "", field, row.path, cell,
            text, plain_words(text, names),
            tuple((part, plain_words(part, names)) for part in parts if part), row.received,
        )
    ]  # fmt: skip


def own_names(row: Row) -> tuple[str, ...]:
    """自己的名称：单位、主管部门、项目，长的在前。"""
    names = {name for name in (row.office, row.unit, row.authority, row.project) if name}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def plain_words(text: str, names: Sequence[str]) -> str:
    """比较用的写法。"""
    for name in names:
        if len(name) > 1:
            text = text.replace(name, "")
    return bare(_NUMBERS.sub("0", text))  # 数都写成 0：只换了数的也是照抄
