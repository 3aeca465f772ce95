"""自评表以外的工作表：基本情况、资金、目标另写在别的工作表上的，读进来；哪里都没有用上的，说出来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfxl.cells.grid import Field, Grid, Sheet
from perfxl.cells.notation import BLANK_MARKS, read_quantity
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing, FundLine
from perfxl.filing.reading import Reading, Unread, Unused
from perfxl.form.form import Form
from perfxl.read.account import is_note, is_title, titles_of, values_on
from perfxl.read.belongs import is_side
from perfxl.read.catalog import Catalog
from perfxl.read.form_rows import FormRows
from perfxl.read.funds import fund_heading, read_funds
from perfxl.read.goals import read_goals
from perfxl.read.header import money_unit, read_header
from perfxl.read.headings import Heading
from perfxl.read.leftover import left_over

_LONGEST = 200  # 写着基本情况、资金的工作表几十行；再长的是名册、明细，不在里面找
_WHO = frozenset({"name", "authority", "unit"})  # 写着其中两项的，才是这份表的基本情况


class Parts(NamedTuple):
    """写在别的工作表上的；`sheets` 是用到了的。"""

    header: dict[str, Field[str]]
    money_unit: str
    funds: Heading | None
    lines: tuple[FundLine, ...]
    goal: Field[str] | None
    done: Field[str] | None
    sheets: tuple[Sheet, ...]

    @property
    def said(self) -> str:
        """另读了哪几张工作表。"""
        names = "、".join(f"“{sheet.name}”" for sheet in self.sheets)
        return f"；另读了工作表{names}" if names else ""


def others(grid: Grid, taken: Sequence[Sheet], catalog: Catalog) -> tuple[Sheet, ...]:
    """看得见、有内容，不是自评表、附表、填报说明、结果表的工作表。"""
    own = {sheet.name for sheet in taken} | catalog.results | catalog.sides
    return tuple(
        sheet
        for sheet in grid.sheets
        if sheet.name not in own
        and not sheet.hidden
        and sheet.rows_filled
        and not any(is_side(sheet, form) for form in catalog.forms)
    )


def find_parts(
    sheets: Sequence[Sheet], known: FormRows, header: dict[str, Field[str]],
    *, money: bool, goals: bool,
) -> Parts:  # fmt: skip
    """`header` 是自评表上写着的；`money`、`goals` 是自评表上没有资金、没有目标，要到别处找。

    有两张都像的不猜：不读，照没有读的报。
    """
    form = known.form
    sheets = [sheet for sheet in sheets if sheet.rows_filled <= _LONGEST]
    told = _about(sheets, form, header)
    funded = _funded(sheets, form) if money else []
    heading, unit, lines = None, "", []
    if len(funded) == 1:
        ((sheet, heading),) = funded
        unit = money_unit(sheet, form, sheet.last_row + 1, heading)
        lines = list(read_funds(sheet, known, heading, sheet.last_row + 1, unit))
    aims = _aims(sheets, form) if goals else []
    (aimed, (goal, done)) = aims[0] if len(aims) == 1 else (None, (None, None))
    used = [told[0] if told else None, funded[0][0] if lines else None, aimed]
    names = {sheet.name for sheet in used if sheet is not None}
    return Parts(
        told[1] if told else {}, unit, heading if lines else None, tuple(lines), goal, done,
        tuple(sheet for sheet in sheets if sheet.name in names),
    )  # fmt: skip


def _about(
    sheets: Sequence[Sheet], form: Form, header: dict[str, Field[str]]
) -> tuple[Sheet, dict[str, Field[str]]] | None:
    """基本情况：项目名称、主管部门、实施单位写着两项的那一张工作表，和自评表上没有的各项。"""
    if len(_WHO & {key for key, field in header.items() if field.value}) > 1:
        return None
    found = []
    for sheet in sheets:
        told = {
            key: field for key, field in read_header(sheet, form, sheet.last_row + 1).items()
            if field.value
        }  # fmt: skip
        rows = {told[key].cell.row for key in _WHO & told.keys()}
        if len(_WHO & told.keys()) > 1 and (len(rows) > 1 or sheet.rows_filled < len(told) + 2):
            found.append((sheet, {key: told[key] for key in told if key not in header}))
    return found[0] if len(found) == 1 else None


def _funded(sheets: Sequence[Sheet], form: Form) -> list[tuple[Sheet, Heading]]:
    headings = ((sheet, fund_heading(sheet, form, sheet.last_row + 1)) for sheet in sheets)
    return [(sheet, heading) for sheet, heading in headings if heading is not None]


_Goals = tuple[Field[str] | None, Field[str] | None]


def _aims(sheets: Sequence[Sheet], form: Form) -> list[tuple[Sheet, _Goals]]:
    """预期目标、完成情况都写着的。"""
    pairs = ((sheet, read_goals(sheet, form.goals, sheet.last_row + 1)) for sheet in sheets)
    return [
        (sheet, pair)
        for sheet, pair in pairs
        if all(field is not None and field.value for field in pair)
    ]


def account_part(
    sheet: Sheet, filing: Filing, funds: Heading | None
) -> tuple[tuple[Reading, ...], tuple[Unused, ...]]:
    """读了一部分的工作表，每个有内容的格当作什么，和没有用上的。"""
    values = dict(values_on(filing, sheet.name))
    heads = set() if funds is None or funds.first_cell.sheet != sheet.name else funds.cells.values()
    titles = titles_of(filing.form)
    top = sheet.row(next(iter(sheet.filled_rows())))
    title = top[0] if len(top) == 1 else None  # 独占一行的标题
    known: list[Reading] = []
    left = []
    for cell in (cell for row in sheet.filled_rows() for cell in sheet.row(row)):
        place = (cell.row, cell.column)
        if place in values:
            known.append(Reading(cell, "value", values[place]))
        elif cell in heads or cell == title or is_title(cell, titles, above=True):
            known.append(Reading(cell, "label", clean(cell.raw)))
        elif is_note(cell):
            known.append(Reading(cell, "note", "附注"))
        elif fold(cell.raw) in BLANK_MARKS:
            known.append(Reading(cell, "mark", "不适用的记号"))
        else:
            left.append(cell)
    below = sheet.last_row + 1
    block = funds if heads and funds is not None else Heading(below, below, {}, {})  # 没有成块的
    more, unused = left_over(sheet, left, filing, [block], sheet.last_row)
    known = sorted((*known, *more), key=lambda reading: (reading.cell.row, reading.cell.column))
    return tuple(known), tuple(unused)


def sheets_unread(sheets: Sequence[Sheet], filings: Sequence[Filing]) -> Iterator[Unread]:
    """没有一份用到的工作表；一个数也没有的（填报说明、目录）不说。"""
    used = {name for filing in filings for name in filing.parts}
    for sheet in sheets:
        cells = [cell for row in sheet.filled_rows() for cell in sheet.row(row)]
        if sheet.name not in used and any(
            cell.kind == "number" or read_quantity(cell).is_number for cell in cells
        ):
            yield Unread(cells[0], f"工作表“{sheet.name}”（{len(cells)} 格有内容）", "sheet")
