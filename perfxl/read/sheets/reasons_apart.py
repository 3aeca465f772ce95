"""偏差原因另写一张工作表（附页：指标 | 偏差原因）、指标表里写“见附页”的：照名称取过来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import bare, fold
from perfxl.filing.model import Filing, Indicator
from perfxl.read.header import text_field
from perfxl.read.sheets.belongs import BELONGS_TO, Owner

_NAMES = frozenset({"指标", "指标名称", "三级指标", "三级指标名称", "绩效指标", "绩效指标名称"})
_WHY = later(r"原因|偏差(?:说明|情况|分析)")
_ELSEWHERE = later(
    r"(?:详细?|具体)?(?:偏差|情况|原因)*(?:请?[详另]?见|参见|参照|如)"
    r"(?:(?:附|后|另|下|表[后下]|备注).{0,12}|[^,。;]{0,12}(?:说明|报告|材料|附[件页表]|总结))"
    r"(?:[:(《][^,。;]{0,40})?"
)
_TOP = 6  # 列名在最上面几行


def with_reasons_shared(filings: Sequence[Filing], sheets: Sequence[Sheet]) -> list[Filing]:
    """有几份自评表的：附页上写明哪个项目的归那一份，没有写的归全部。"""
    owners = [_owner(filing) for filing in filings]
    return [
        replace(filing, indicators=with_reasons_apart(filing.indicators, sheets, owner, owners))
        for filing, owner in zip(filings, owners, strict=True)
    ]


def _owner(filing: Filing) -> Owner:
    fields = (filing.name, filing.unit)
    return Owner(tuple(field.value for field in fields if field is not None), filing.sheet)


def with_reasons_apart(
    indicators: tuple[Indicator, ...],
    sheets: Sequence[Sheet],
    mine: Owner | None = None,
    owners: Sequence[Owner] = (),
) -> tuple[Indicator, ...]:
    """`sheets` 是不归哪一份、也不是附表的工作表；有几份的，`mine` 是这一份。"""
    if not sheets:
        return indicators
    wanted = {bare(row.name.value): row for row in indicators if _is_elsewhere(row)}
    told = {
        name: why
        for sheet in sheets
        for name, why, belongs in _told(sheet)
        if name in wanted and (mine is None or _is_mine(mine, owners, belongs))
    }
    if not told:
        return indicators
    return tuple(
        replace(row, reason=told[name])
        if (name := bare(row.name.value)) in told and wanted.get(name) is row
        else row
        for row in indicators
    )


def _is_elsewhere(row: Indicator) -> bool:
    """原因没有写在这里：没有这一栏、空着，或者写着见附页。"""
    said = "" if row.reason is None else fold(row.reason.value)
    return said in BLANK_MARKS or is_elsewhere(said)


def is_elsewhere(said: str) -> bool:
    """写的是见附页、见情况说明，原因在别处。"""
    return _ELSEWHERE.fullmatch(said) is not None


def has_reasons(sheet: Sheet) -> bool:
    """一条指标一行、写着原因的附页。"""
    return any(_head(sheet, row) for row in islice(sheet.filled_rows(), _TOP))


def _is_mine(mine: Owner, owners: Sequence[Owner], belongs: tuple[str, ...]) -> bool:
    """`belongs` 依次是这一行的所属项目、工作表名和列名上面的字：头一处说得出是哪一份的算数。"""
    for text in filter(None, belongs):
        named = [owner for owner in owners if owner.is_named(text)]
        if named:
            return mine in named
    return not belongs[0]  # 写明归别的项目的，不归这里的哪一份


def _told(sheet: Sheet) -> Iterator[tuple[str, Field[str], tuple[str, ...]]]:
    """一张工作表上写着的各条：指标的名称、原因、哪里写着归哪一份。"""
    head = next(
        filter(None, (_head(sheet, row) for row in islice(sheet.filled_rows(), _TOP))), None
    )
    if head is None:
        return
    name, why = head
    owner = next((cell for cell in sheet.row(name.row) if key_of(cell.raw) in BELONGS_TO), None)
    above = [cell.raw for row in range(1, name.row) for cell in sheet.row(row)]
    for row in (row for row in sheet.filled_rows() if row > name.row):
        cell = sheet.at(row, why.column)
        if cell.kind == "text" and fold(cell.raw) not in BLANK_MARKS:
            belongs = "" if owner is None else sheet.at(row, owner.column).raw
            yield (
                bare(sheet.at(row, name.column).raw),
                text_field(cell),
                (belongs, sheet.name, *above),
            )


def _head(sheet: Sheet, row: int) -> tuple[Cell, Cell] | None:
    """列名的一行：指标 | 偏差原因及改进。"""
    cells = [cell for cell in sheet.row(row) if cell.kind == "text"]
    name = next((cell for cell in cells if bare_key_of(cell.raw) in _NAMES), None)
    why = next((cell for cell in cells if _WHY.search(bare_key_of(cell.raw))), None)
    return None if name is None or why is None else (name, why)
