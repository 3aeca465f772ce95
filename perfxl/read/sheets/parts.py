"""自评表以外的工作表：基本情况、资金、目标另写在别的工作表上的，读进来；哪里都没有用上的，说出来。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfxl.cells.grid import Field, Grid, Sheet, column_letters
from perfxl.cells.later import later
from perfxl.cells.notation import BLANK_MARKS, read_quantity
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing, FundLine
from perfxl.filing.reading import Reading, Unread, Unused
from perfxl.form.form import Form
from perfxl.read.account.account import is_title, titles_of, values_on
from perfxl.read.account.leftover import left_over
from perfxl.read.catalog import Catalog
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.funds import fund_heading, read_funds
from perfxl.read.goals import read_goals
from perfxl.read.header import read_header
from perfxl.read.heading.headings import Heading
from perfxl.read.money_unit import stated_units
from perfxl.read.notes import is_note
from perfxl.read.recognition.filed import called
from perfxl.read.sheets.belongs import is_side

_LONGEST = 200  # 写着基本情况、资金的工作表几十行；再长的是名册、明细，不在里面找
_WHO = frozenset({"name", "authority", "unit"})  # 写着其中两项的，才是这份表的基本情况


class Parts(NamedTuple):
    """写在别的工作表上的；`sheets` 是用到了的。"""

    money_unit: str
    units: tuple[Field[str], ...]  # 写着金额单位的各处
    funds: Heading | None
    lines: tuple[FundLine, ...]
    goal: Field[str] | None
    done: Field[str] | None
    sheets: tuple[Sheet, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(sheet.name for sheet in self.sheets)

    @property
    def said(self) -> str:
        """另读了哪几张工作表。"""
        names = "、".join(f"“{name}”" for name in self.names)
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


class About(NamedTuple):
    """另一张工作表上写着的基本情况：自评表上没有的各项；没有这样一张的为空。"""

    header: dict[str, Field[str]]
    sheet: Sheet | None = None


def find_about(sheets: Sequence[Sheet], form: Form, header: dict[str, Field[str]]) -> About:
    """项目名称、主管部门、实施单位写着两项的那一张工作表；有两张的不猜。"""
    if len(_WHO & {key for key, field in header.items() if field.value}) > 1:
        return About({})
    fitting = []
    for sheet in _short(sheets):
        told = {
            key: field for key, field in read_header(sheet, form, sheet.last_row + 1).items()
            if field.value
        }  # fmt: skip
        rows = {told[key].cell.row for key in _WHO & told.keys()}
        cover = _COVER.search(sheet.name) is not None and told.keys() & {*_WHO, "year"}
        several = len(rows) > 1 or sheet.rows_filled < len(told) + 2
        if cover or (len(_WHO & told.keys()) > 1 and several):
            fitting.append(About({key: told[key] for key in told if key not in header}, sheet))
    return fitting[0] if len(fitting) == 1 else About({})


_COVER = later(r"封面|首页|扉页|(?:基本|单位|填报|项目)信息|基本情况")  # 写着一项也算


def find_parts(
    sheets: Sequence[Sheet], known: FormRows, about: About, *, money: bool, goals: bool
) -> Parts:
    """`money`、`goals` 是自评表上没有资金、没有目标，要到别处找。

    有两张都像的不猜：不读，照没有读的报。
    """
    form, sheets = known.form, _short(sheets)
    funded = _funded(sheets, form) if money else []
    heading, unit, lines = None, "", []
    units: tuple[Field[str], ...] = ()
    if len(funded) == 1:
        ((sheet, heading),) = funded
        units = stated_units(sheet, sheet.last_row + 1, heading)
        unit = units[0].value if units else form.money_unit
        lines = list(read_funds(sheet, known, heading, sheet.last_row + 1, unit))
    aims = _aims(sheets, form) if goals else []
    (aimed, (goal, done)) = aims[0] if len(aims) == 1 else (None, (None, None))
    used = [about.sheet, funded[0][0] if lines else None, aimed]
    names = {sheet.name for sheet in used if sheet is not None}
    return Parts(
        unit, units, heading if lines else None, tuple(lines), goal, done,
        tuple(sheet for sheet in sheets if sheet.name in names),
    )  # fmt: skip


def _short(sheets: Sequence[Sheet]) -> list[Sheet]:
    return [sheet for sheet in sheets if sheet.rows_filled <= _LONGEST]


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


def tables_missed(missed: Sequence[tuple[Sheet, str]], catalog: Catalog) -> Iterator[Unread]:
    """像自评表、却认不得表头的：整份没有读。"""
    for sheet, near in missed:
        rows = list(sheet.filled_rows())
        cells = [cell for row in rows for cell in sheet.row(row)]
        last = column_letters(max(cell.column for cell in cells))
        first = column_letters(min(cell.column for cell in cells))
        name = called(sheet, rows, catalog.name_labels)
        whose = f"“{name}”的" if name else ""
        lacking = near.partition("，但")[2]
        why = f"，认不出表头（{lacking}）" if lacking else "，认不出表头"
        area = f"{first}{rows[0]}:{last}{rows[-1]}"
        yield Unread(cells[0], f"{area} 是{whose}一份自评表{why}", "table")


def sheets_unread(sheets: Sequence[Sheet], filings: Sequence[Filing]) -> Iterator[Unread]:
    """没有一份用到的工作表；一个数也没有的（填报说明、目录）不说。

    自评表上没有资金，而像资金表的不止一张（或者自评表不止一份）：多半该读，要写明用哪一张。
    """
    used = {name for filing in filings for name in filing.parts}
    left = [sheet for sheet in sheets if sheet.name not in used]
    poor = [filing.form for filing in filings if filing.total_fund is None]
    funded = [sheet for form in poor[:1] for sheet, _ in _funded(_short(left), form)]
    for sheet in left:
        cells = [cell for row in sheet.filled_rows() for cell in sheet.row(row)]
        said = f"工作表“{sheet.name}”（{len(cells)} 格有内容）"
        if sheet in funded:
            why = f"像的有 {len(funded)} 张" if len(funded) > 1 else "这里不止一份自评表"
            yield Unread(cells[0], f"{said}像是资金表，{why}，看不出怎么用", "funds")
        elif any(cell.kind == "number" or read_quantity(cell).is_number for cell in cells):
            yield Unread(cells[0], said, "sheet")
