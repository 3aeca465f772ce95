"""填好的复核表 → 台账。哪一行没有读懂、填得不成，说出哪一格；有一处不成的，这一份都不收。"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert

from perfxl import workbook
from perfxl.bureau.review.book import (
    CONTENT,
    EVIDENCE,
    HASH_SHOWN,
    LINE,
    NUMBER,
    POINTS,
    REASON,
    REVIEWER,
    VALUE,
)
from perfxl.bureau.review.subjects import Line, subjects
from perfxl.bureau.schema import REVIEWED
from perfxl.cells.quantity import rounded
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl.bureau.ledger import Ledger
    from perfxl.cells.grid import Cell, Grid, Sheet

_ENDS = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
_PRECISION = 4  # 得分至多几位小数：Excel 存的 8.3 会带出一串零头


@dataclass(frozen=True, slots=True)
class Taken:
    """收了哪些（号、复核人），没有收的文件为什么。"""

    kept: tuple[tuple[int, str], ...]
    refused: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Filled:
    """一行填了什么。"""

    line: str
    value: str
    points: Cell
    reason: str
    evidence: str


def files_of(places: Sequence[Path]) -> list[Path]:
    """文件，和文件夹（连同下级）里的工作簿；Office 开着时的临时文件不算。"""
    paths: list[Path] = []
    for place in places:
        if place.is_dir():
            paths += sorted(
                path for path in place.rglob("*")
                if path.suffix.lower() in _ENDS and not path.name.startswith((".", "~$"))
            )  # fmt: skip
        elif place.is_file():
            paths.append(place)
        else:
            raise PerfxlError(f"{place} 没有；请核对填好的复核表在哪里")
    return list(dict.fromkeys(paths))


def take(ledger: Ledger, files: Sequence[Path]) -> Taken:
    """读填好的复核表，记进台账；同一个人复核同一份的，后收的换下先收的。"""
    kept: list[tuple[int, str]] = []
    refused: list[tuple[str, str]] = []
    for path in files:
        try:
            made = _read(ledger, path)
        except PerfxlError as error:
            refused.append((str(path), str(error)))
            continue
        _record(ledger, made)
        kept.append((made[0]["submission"], made[0]["reviewer"]))
    return Taken(tuple(kept), tuple(refused))


def _record(ledger: Ledger, made: Sequence[Mapping[str, Any]]) -> None:
    columns = REVIEWED.c
    mine = (columns.submission == made[0]["submission"]) & (columns.reviewer == made[0]["reviewer"])
    with ledger.writing() as connection:
        connection.execute(delete(REVIEWED).where(mine))
        connection.execute(insert(REVIEWED), list(made))


def _read(ledger: Ledger, path: Path) -> list[dict[str, Any]]:
    sheet, heads, top = _table(workbook.read(path))
    facts = _facts(sheet, top)
    number = facts.get(NUMBER, "")
    known = subjects(ledger, {int(number)}) if number.isdecimal() else {}
    if not known:
        raise PerfxlError(f"台账里没有第“{number}”号；复核表上的{NUMBER}不能改，请重做一份")
    (subject,) = known.values()
    if facts.get(CONTENT, "") != subject.hash[:HASH_SHOWN]:
        raise PerfxlError("做复核表以后，台账里这一号换了内容；请重做一份，再填")
    if not subject.current:
        raise PerfxlError("这一份后来又重报了，复核的是旧的；请对重报的那一份复核")
    reviewer = facts.get(REVIEWER, "")
    if not reviewer:
        raise PerfxlError(f"{REVIEWER}空着；请写上姓名或岗位")
    lines = {str(line.number): line for line in subject.lines}
    filled = list(_filled(sheet, heads, top))
    problems = list(_problems(filled, lines))
    if problems:
        raise PerfxlError("；".join(problems))
    common = {"submission": subject.submission, "reviewer": reviewer, "file": str(path)}
    now = datetime.now()  # noqa: DTZ005  # 当地的钟
    return [_row(row, lines[row.line], common, now) for row in filled]


def _row(filled: _Filled, line: Line, common: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    return {
        **common, "line": line.number, "name": line.name, "weight": line.weight,
        "filed": line.filed, "recomputed": line.recomputed, "reviewed": _points(filled.points),
        "value": filled.value, "reason": filled.reason, "evidence": filled.evidence,
        "cell": filled.points.address, "time": now,
    }  # fmt: skip


def _table(grid: Grid) -> tuple[Sheet, dict[str, int], int]:
    """复核表在哪一张：有“复核得分”“序号”的那一行是标题行。"""
    for sheet in grid.sheets:
        for row in sheet.filled_rows():
            heads = {_plain(cell.raw): cell.column for cell in sheet.row(row) if cell.raw}
            if {LINE, POINTS} <= heads.keys():
                lost = [name for name in (VALUE, REASON, EVIDENCE) if name not in heads]
                if lost:
                    raise PerfxlError(f"{sheet.name} 第 {row} 行少了“{'、'.join(lost)}”一栏")
                return sheet, heads, row
    raise PerfxlError(f"不是复核表：没有写着“{LINE}”“{POINTS}”的一行")


def _facts(sheet: Sheet, top: int) -> dict[str, str]:
    """标题行以上，名目右边第一格写着什么；右边又是名目的是空着。"""
    names = {NUMBER, CONTENT, REVIEWER, "复核日期"}
    made: dict[str, str] = {}
    for row in range(1, top):
        cells = [cell for cell in sheet.row(row) if _plain(cell.raw)]
        for cell, after in zip(cells, [*cells[1:], None], strict=True):
            name = _plain(cell.raw)
            if name in names and after is not None and _plain(after.raw) not in names:
                made[name] = _plain(after.raw)
    return made


def _filled(sheet: Sheet, heads: Mapping[str, int], top: int) -> Iterator[_Filled]:
    """标题行以下，序号是数的各行。"""
    for row in range(top + 1, sheet.last_row + 1):
        line = _plain(sheet.at(row, heads[LINE]).raw).removesuffix(".0")
        texts = (_plain(sheet.at(row, heads[name]).raw) for name in (VALUE, REASON, EVIDENCE))
        value, reason, evidence = texts
        if line.isdecimal():
            yield _Filled(line, value, sheet.at(row, heads[POINTS]), reason, evidence)


def _problems(filled: Sequence[_Filled], lines: Mapping[str, Line]) -> Iterator[str]:
    seen = [row.line for row in filled]
    lost = [name for name in lines if name not in seen]
    if lost:
        yield f"少了序号 {'、'.join(lost)} 的各行；行不能删，请补回来"
    blank = [row.points.local for row in filled if not _plain(row.points.raw)]
    if blank:
        yield f"{'、'.join(blank)} 没有填{POINTS}；每一行都要有"
    for row in filled:
        line = lines.get(row.line)
        if line is None or seen.count(row.line) > 1:
            yield f"序号 {row.line} 一行（{row.points.local}）台账里没有，或者写了两遍"
        elif _plain(row.points.raw):
            yield from _problem(row, line)


def _problem(filled: _Filled, line: Line) -> Iterator[str]:
    points, place = _points(filled.points), filled.points.local
    if points is None:
        yield f"{place} 的{POINTS}“{_plain(filled.points.raw)[:20]}”不是数"
    elif points < 0 or (line.weight is not None and points > line.weight):
        wrong = "小于 0" if line.weight is None else f"不在 0 到 {line.weight} 之间"
        yield f"{place} 的{POINTS} {points} {wrong}（{line.name}）"
    elif line.filed is not None and points < line.filed and not filled.reason:
        yield f"{place} 比自评少 {line.filed - points} 分，没有写{REASON}（{line.name}）"


def _points(cell: Cell) -> Decimal | None:
    try:
        value = Decimal(_plain(cell.raw).removesuffix("分"))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return rounded(value, _PRECISION).normalize() + 0


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
