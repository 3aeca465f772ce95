"""资金块：年度资金总额、其中各行，和按来源、按性质的分组。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, is_one_of, key_of, tidy, undecorated
from perfxl.cells.notation import BLANK_MARKS, parse_quantity, read_quantity
from perfxl.cells.quantity import Quantity, clean, fold
from perfxl.filing.model import FundLine
from perfxl.form.form import Form, FundKind, FundRow
from perfxl.form.once import once
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.first_budget import with_change, with_first_budget
from perfxl.read.funds.funds_beside import (
    as_rate,
    one_row,
    rows_beside,
    stands_beside,
    unit_of,
    with_points,
)
from perfxl.read.funds.inline_funds import InlineFunds, in_their_column, kind_of, second_division
from perfxl.read.funds.rate_row import is_numbering, own_scores, rate_label
from perfxl.read.funds.spending import spending_side
from perfxl.read.funds.sub_columns import added, with_sub_columns
from perfxl.read.goal_words import TASKS, is_task_row, side_by_words
from perfxl.read.heading.column_names import Words, fund_names
from perfxl.read.heading.headings import Heading, find_heading
from perfxl.read.indicators.lost import earned_line, with_lost
from perfxl.read.indicators.weighted import weighted_fund
from perfxl.read.notes import own_reason

_AMOUNTS = ("initial", "budget", "executed")

_LONGEST_UNIT = 3  # 万美元
_POINTS = later(r"[(（]\s*(?:满分|分值|共|权重)?\s*[:：]?\s*(\d+(?:\.\d+)?)\s*分")


# 与预算数同在一行的，是自评表的资金块，不是别处写着的预算数。
_BESIDE = ("rate", "weight", "points")


def fund_heading(
    sheet: Sheet, form: Form, before: int, among: Words | None = None
) -> Heading | None:
    """资金块的表头：认得全年执行数，和年初或全年预算数；申报表没有执行数。

    执行数一栏没有了、别的都在的，仍是它：缺的一栏另报，不是整块不读。年度主要任务一块也有预算数、执行数，
    另有资金块的用资金块；只有它的，写着合计才是（任务和资金画在一块里的表）。
    """
    heading = _headed_block(sheet, form, range(1, before), among)
    if heading is not None and is_task_row(sheet, heading.first_row):
        rest = (range(heading.row + 1, before), range(1, heading.first_row))
        others = (_headed_block(sheet, form, rows, among) for rows in rest)
        mine = heading if _has_whole(sheet, heading, before) else None
        heading = next(filter(None, others), mine)
    if heading is None:
        return None
    heading = with_first_budget(sheet, form, spending_side(sheet, form, heading))
    heading = with_change(sheet, form, heading)
    heading = weighted_fund(sheet, heading)
    return with_lost(sheet, with_sub_columns(sheet, heading))


def _headed_block(sheet: Sheet, form: Form, rows: range, among: Words | None) -> Heading | None:
    """这几行里的一个资金块表头。"""
    planned = ("initial", "budget")
    needs = (
        [(planned,)] if form.stage == "declare" else [(("executed",), planned), (planned, _BESIDE)]
    )
    after = rows.start - 1
    headings = (
        find_heading(sheet, fund_names(form), need=need, after=after, before=rows.stop, among=among)
        for need in needs
    )
    return next(filter(None, headings), None)


def _has_whole(sheet: Sheet, heading: Heading, before: int) -> bool:
    """主要任务一块里写着合计的一行。"""
    column = next(
        cell.column for cell in sheet.row(heading.first_row) if is_one_of(cell.raw, TASKS)
    )
    cells = (sheet.at(row, column) for row in range(heading.row + 1, before))
    return any(cell.kind == "text" and kind_of(cell.raw) == "total" for cell in cells)


def read_funds(
    sheet: Sheet, known: FormRows, heading: Heading, before: int, unit: str
) -> Iterator[FundLine]:
    """资金各行；金额写在名称后面的，归到合得上总额的那一列。"""
    lines = list(_lines(sheet, known, heading, before, unit))
    lines += second_division(sheet, known, heading, before, unit)
    return in_their_column(own_scores(_headed(lines, known.form)), unit)


def _headed(lines: list[FundLine], form: Form) -> list[FundLine]:
    """总额那一行不叫总额的：一行总额也没有时，带着得分的、下一行起是“其中”的头一行就是它。"""
    if not lines or any(line.kind == "total" for line in lines):
        return lines
    first, below = lines[0], [fold(line.name.cell.raw) for line in lines[1:2]]
    scored = first.points is not None and first.points.value.is_number
    if first.group or not (scored or any(name.startswith("其中") for name in below)):
        return lines
    own = next((row for row in form.funds.row if row.kind == "total"), None)
    return [replace(first, kind="total", row=own), *lines[1:]]


def _lines(
    sheet: Sheet, known: FormRows, heading: Heading, before: int, unit: str
) -> Iterator[FundLine]:
    """资金各行，从表头下一行起，到名称不再是资金为止。"""
    form = known.form
    amounts = [heading.columns[key] for key in _AMOUNTS if key in heading.columns]
    first = min(*amounts, heading.first_cell.column)
    stops = _stops(form)
    if stands_beside(sheet, heading):
        yield with_points(sheet, heading, one_row(sheet, heading, unit))
        yield from rows_beside(sheet, known, heading, before, unit)
        return
    points = None if "weight" in heading.columns else _printed_weight(sheet, heading)
    taken: list[FundRow] = []
    inline = InlineFunds(sheet, known, unit)
    for row in range(heading.row + 1, before):
        written = inline.lines(row)
        if written is not None:
            yield from written
            continue
        if _ends_at(sheet, heading, row, stops, amounts):
            return
        rate = rate_label(sheet, form, row) if "rate" not in heading.columns else None
        if rate is not None or is_numbering(sheet.row(row)):  # 执行率写成一行的，见 with_rate_row
            continue
        name = _task(sheet, heading, row) or _name(sheet, row, first, form)
        first_row = row == heading.row + 1
        block = (form.funds.title, *form.funds.synonyms)
        if name is None and first_row and _has_no_names(sheet, heading, row, block):
            # 没有写名称的一行金额：它就是总额
            name = _name(sheet, heading.row, first, form) or heading.first_cell
        if name is not None:
            own = known.fund(name.raw, taken)
            taken += [own] if own else []
            kin = _Kin(name, own, _group(sheet, name) or inline.division(name.column))
            line = _line(sheet, heading, row, unit, kin)
            if points is not None and kin.kind == "total":
                line = replace(line, weight=points)
            yield earned_line(heading, line)
        elif not sheet.row(row) and not sheet.row(row + 1):
            return


@once
def _stops(form: Form) -> frozenset[str]:
    """写着这些名称的，已是下面的一块：目标、指标、年度主要任务。"""
    goals = form.goals
    names = (goals.title, goals.goal, goals.achievement, form.indicators.title)
    others = (*TASKS, "年度主要任务", "绩效目标", "总体目标", "年度目标", "目标")
    every = (*names, *goals.goal_synonyms, *goals.achievement_synonyms, *others)
    return frozenset(filter(None, map(key_of, every)))


def _ends_at(
    sheet: Sheet, heading: Heading, row: int, stops: frozenset[str], amounts: list[int]
) -> bool:
    """资金块到这一行的上面为止。"""
    others = (cell for cell in sheet.row(row) if not _is_own_title(sheet, heading, cell))
    rate = [heading.columns["rate"]] if "rate" in heading.columns else []
    return any(_ends_block(sheet, cell, stops, amounts) for cell in others) or (
        row > heading.row + 1 and _is_other_heads(sheet, row, amounts + rate)
    )


def _has_no_names(sheet: Sheet, heading: Heading, row: int, block: Sequence[str]) -> bool:
    """金额就是最左一列，左边没有写资金名称的地方；左边只写着整块的名称的也是。"""
    cells = (*sheet.row(heading.row), *sheet.row(row))
    left = all(
        cell.column >= min(heading.first_column, heading.first_cell.column)
        or sheet.area(cell.row, cell.column).last_row >= row > cell.row
        or (cell.row == heading.row and sheet.at(row, cell.column).kind == "blank")
        or is_one_of(cell.raw, block)
        for cell in cells
    )
    return left and read_quantity(sheet.at(row, heading.first_column)).is_number


def _is_own_title(sheet: Sheet, heading: Heading, cell: Cell) -> bool:
    """这一块自己的名称每行都写的：年度主要任务完成情况。"""
    return cell.raw == sheet.at(heading.first_row, cell.column).raw


def _ends_block(sheet: Sheet, cell: Cell, stops: frozenset[str], amounts: list[int]) -> bool:
    """资金块到此为止：写着目标、指标的块名，或一格盖过了两列金额。"""
    area = sheet.area(cell.row, cell.column)
    wide = cell.row == area.first_row and sum(area.holds(cell.row, one) for one in amounts) > 1
    bare, plain = bare_key_of(cell.raw), bare_key_of(undecorated(cell.raw))  # 二、年度总体目标
    named = not stops.isdisjoint((key_of(cell.raw), bare, plain, bare.rstrip("0123456789")))
    return wide or named or side_by_words(cell.raw) != ""


def _is_other_heads(sheet: Sheet, row: int, amounts: list[int]) -> bool:
    """金额（执行率）的两列里都写着字、一个数也没有：下面是别的一块（情况说明、存在问题和改进措施）。"""
    cells = {sheet.at(row, column) for column in amounts}
    texts = [each for each in cells if each.kind == "text" and fold(each.raw) not in BLANK_MARKS]
    return len(texts) > 1 and not any(_DIGIT.search(each.raw) for each in texts)


_DIGIT = later(r"\d")


def _printed_weight(sheet: Sheet, heading: Heading) -> Field[Quantity] | None:
    """没有分值列、分值写在块名或得分列里的：预算执行情况（20分）、得分（20分*执行率）。"""
    for row in range(max(1, heading.first_row - 1), heading.row + 1):
        for cell in sheet.row(row):
            match = _POINTS.search(cell.raw) if cell.kind == "text" else None
            points = cell == heading.cells.get("points")
            if match and (points or "执行" in cell.raw or "资金" in cell.raw):
                return Field(parse_quantity(match[1]), cell)
    return None


@dataclass(frozen=True, slots=True)
class _Kin:
    """一行资金的名称格、它在表样里对应的行、表上写的组名。"""

    name: Cell
    known: FundRow | None
    group: str

    @property
    def kind(self) -> FundKind:
        return self.known.kind if self.known else kind_of(self.name.raw)


def _task(sheet: Sheet, heading: Heading, row: int) -> Cell | None:
    """年度主要任务一块里，名称在“任务名称”一列，不是靠着金额的完成情况。"""
    rows = range(heading.first_row, heading.row + 1)
    heads = (cell for row_above in rows for cell in sheet.row(row_above))
    column = next((cell.column for cell in heads if is_one_of(cell.raw, TASKS)), None)
    cell = None if column is None else sheet.at(row, column)
    return cell if cell is not None and cell.kind == "text" else None


def _name(sheet: Sheet, row: int, first_amount: int, form: Form) -> Cell | None:
    """资金名称：金额左边最靠近的文字，不是整块的名称，也不是写成文字的金额。"""
    block = (form.funds.title, *form.funds.synonyms)
    for column in range(first_amount - 1, 0, -1):
        cell = sheet.at(row, column)
        beside = (sheet.at(near, column).raw for near in (row - 1, row + 1))
        if _IS_YEAR.fullmatch(cell.raw) and any(map(_IS_YEAR.fullmatch, beside)):
            return cell  # 一年一行的：2021、2022
        if cell.kind != "text" or _is_amount(cell.raw):
            continue
        if not is_one_of(cell.raw, block):
            return cell
    return None


_IS_YEAR = later(r"20\d{2}")


def _is_amount(text: str) -> bool:
    """写成文字的金额；“2、省级补助”“3号楼改造资金”是名称，不是 2、3。"""
    quantity = parse_quantity(undecorated(text))
    return quantity.is_number and len(quantity.unit) <= _LONGEST_UNIT


def _line(sheet: Sheet, heading: Heading, row: int, unit: str, kin: _Kin) -> FundLine:
    def amount(key: str, default: str = "") -> Field[Quantity] | None:
        if key not in heading.columns:
            return None
        default = default and unit_of(heading, key, default)
        if key in heading.spare:
            return added(sheet, row, heading.spare[key], default)
        cell = sheet.at(row, heading.columns[key])
        return Field(read_quantity(cell, unit=default), cell)

    why = heading.columns.get("reason")
    reason = None if why is None else own_reason(sheet.at(row, why))
    line = FundLine(
        Field(tidy(kin.name.raw), kin.name), kin.kind,
        amount("initial", unit), amount("budget", unit), amount("executed", unit),
        amount("weight"), amount("rate", "%"), amount("points"),
        group=kin.known.group if kin.known else kin.group, reason=reason, row=kin.known,
        lost=amount("lost"), recheck_points=amount("recheck_points"),
    )  # fmt: skip
    return replace(line, rate=as_rate(line))


def _group(sheet: Sheet, name: Cell) -> str:
    """表样没有列出的行：左边竖着合并、写着“按…”的格就是组名。"""
    for column in range(name.column - 1, 0, -1):
        cell = sheet.at(name.row, column)
        if cell.kind == "text" and fold(cell.raw).startswith("按"):
            return clean(cell.raw)
    return ""
