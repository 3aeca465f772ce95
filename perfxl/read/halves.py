"""一张表上申报一半、自评一半（左右并排，或上下摞着）：申报一半的资金是年初预算数。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, key_of
from perfxl.cells.notation import read_target
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.filing.reading import Gap, Reading
from perfxl.read.form_rows import FormRows
from perfxl.read.heading.column_names import indicator_names
from perfxl.read.heading.headings import Heading
from perfxl.read.stages import stated_funds
from perfxl.read.year import year_number

_NUMBERED = r"(?:[(]?[一二三四五六1-6][)]?[、.]?)?"
_OF = r"(?:项目|部门|整体|支出|年度|年初|绩效|目标)*"
_DECLARED = later(
    rf"{_NUMBERED}{_OF}(?:申报|批复|编报|设定)(?:绩效|目标|情况|部分|内容|阶段|信息|表|数|时)*"
)
_JUDGED = later(
    rf"{_NUMBERED}{_OF}(?:自评|完成|执行|评价)(?:绩效|目标|情况|部分|内容|阶段|信息|表|结果)*"
)


def is_half(text: str) -> bool:
    """两半各自的名称：目标申报、绩效自评。"""
    said = fold(text)
    return _DECLARED.fullmatch(said) is not None or _JUDGED.fullmatch(said) is not None


def with_declared(
    sheet: Sheet,
    known: FormRows,
    heading: Heading,
    funds: Heading | None,
    lines: Sequence[FundLine],
    unit: str,
) -> tuple[FundLine, ...]:
    """自评一半没有年初预算数的，取申报一半的。`heading`、`funds` 是自评的指标、资金表头。"""
    total = next((line for line in lines if line.kind == "total"), None)
    if total is None or (funds is not None and "initial" in funds.columns):
        return tuple(lines)
    half = _declared_half(sheet, known, heading, funds)
    told = [] if half is None else list(stated_funds(half, known, heading.first_row, unit))
    read = {field.cell for line in lines for field in (line.initial, line.budget) if field}
    return _merged(list(lines), [each for each in told if _is_new(each, read)])


def _is_new(each: FundLine, read: set[Cell]) -> bool:
    amount = each.initial
    return amount is not None and amount.value.is_number and amount.cell not in read


def said_twice(left: Sequence[Cell], filing: Filing) -> Iterator[tuple[tuple[Cell, ...], str]]:
    """指标上面的申报一半里又写了一遍的指标：那几格，和与自评一半差在哪里（相同的为空）。"""
    rows: dict[int, list[Cell]] = {}
    first = min((row.name.cell.row for row in filing.indicators), default=0)
    for cell in (cell for cell in left if cell.row < first):
        rows.setdefault(cell.row, []).append(cell)
    known = {key_of(row.name.value): row for row in filing.indicators}
    again = sum(any(key_of(cell.raw) in known for cell in cells) for cells in rows.values())
    if again < min(_TWO, len(known)):
        return  # 只有一条的，是表头里同名的一项：付费率 | 95%
    for cells in rows.values():
        mine = next((known[key_of(cell.raw)] for cell in cells if key_of(cell.raw) in known), None)
        rest = [] if mine is None else [cell for cell in cells if key_of(cell.raw) not in known]
        if mine is None or len(rest) != 1:
            continue
        same = key_of(rest[0].raw) == key_of(mine.target.cell.raw)
        yield tuple(cells), "" if same else f"{_TARGET}：{clean(rest[0].raw)}"


_TARGET = "申报一半的指标值"


def declared_half(filing: Filing, readings: Sequence[Reading]) -> tuple[Indicator, ...]:
    """申报一半的各条指标：指标值写得不同的，换成申报的；没有不同的，一条也没有。"""
    rows: dict[int, list[Cell]] = {}
    for cell, role, what in readings:
        if role == "value" and what.startswith(_TARGET):
            rows.setdefault(cell.row, []).append(cell)
    told: dict[str, Cell] = {}
    for row in filing.indicators if rows else ():
        name = key_of(row.name.value)
        mine = next((each for each in rows.values() if name in map(_key, each)), [])
        others = [cell for cell in mine if _key(cell) != name]
        if others:
            told[name] = others[0]
    if not told:
        return ()
    when = year_number(filing.year)
    return tuple(
        replace(row, target=Field(read_target(own, year=when), own))
        if (own := told.get(key_of(row.name.value)))
        else row
        for row in filing.indicators
    )


def goals_declared(filings: Sequence[Filing]) -> tuple[Filing, ...]:
    """上半申报、下半自评各成一份的：目标只写在申报一半的，自评一半不算缺目标。"""
    told = {
        (filing.sheet, key_of(filing.name.value))
        for filing in filings
        if filing.form.stage == "declare" and filing.goal is not None and filing.name is not None
    }
    return tuple(
        replace(filing, gaps=tuple(gap for gap in filing.gaps if not _is_goal(gap, filing)))
        if filing.form.stage == "evaluate"
        and filing.name is not None
        and (filing.sheet, key_of(filing.name.value)) in told
        else filing
        for filing in filings
    )


def _is_goal(gap: Gap, filing: Filing) -> bool:
    return gap.what == f"“{filing.form.goals.title}”一块"


def _key(cell: Cell) -> str:
    return key_of(cell.raw)


def _merged(lines: list[FundLine], told: Sequence[FundLine]) -> tuple[FundLine, ...]:
    """同一笔的并到一行；自评一半没有的一笔，另成一行。"""
    for each in told:
        place = next(
            (row for row, line in enumerate(lines) if _is_same(line, each, lines, told)), None
        )
        if place is not None and lines[place].initial is None:
            lines[place] = replace(lines[place], initial=each.initial)
        elif place is None:
            lines.append(each)
    return tuple(lines)


def _is_same(
    line: FundLine, each: FundLine, lines: Sequence[FundLine], told: Sequence[FundLine]
) -> bool:
    """名称相同，或者两半里这一类各只有一笔（财政拨款、县级资金）。"""
    if bare_key_of(line.name.value) == bare_key_of(each.name.value):
        return True
    if line.row is not None and line.row is each.row:
        return True
    alone = all(sum(one.kind == each.kind for one in group) == 1 for group in (lines, told))
    return alone and line.kind == each.kind


def _declared_half(
    sheet: Sheet, known: FormRows, heading: Heading, funds: Heading | None
) -> Sheet | None:
    """只剩申报一半的工作表；分不出两半的为 None。"""
    before = heading.first_row
    titles = [cell for cell in sheet.texts if cell.row < before and is_half(cell.raw)]
    title = next((cell for cell in titles if _DECLARED.fullmatch(fold(cell.raw))), None)
    if title is None:
        return _twin_half(sheet, known, heading, funds)
    others = [cell for cell in titles if not _DECLARED.fullmatch(fold(cell.raw))]
    beside = [cell.column for cell in others if cell.row == title.row]
    if beside:
        last = min((left for left in beside if left > title.column), default=sheet.last_column + 1)
        return _part(sheet, range(title.row + 1, before), range(title.column, last))
    below = min((cell.row for cell in others if cell.row > title.row), default=before)
    last = min(below, before if funds is None or funds.first_row < title.row else funds.first_row)
    return _part(sheet, range(title.row + 1, last), range(1, sheet.last_column + 1))


def _twin_half(
    sheet: Sheet, known: FormRows, heading: Heading, funds: Heading | None
) -> Sheet | None:
    """两半没有各写名称，而三级指标写了两遍的：没有资金块的那一边。"""
    names = indicator_names(known.form)
    row = sheet.row(heading.first_row)
    found = [(cell.column, names.find(cell.raw)) for cell in row]
    twins = [column for column, named in found if named and named[0] == "name"]
    if len(twins) < _TWO or funds is None:
        return None
    edge, last = max(twins), sheet.last_column
    left = max(funds.columns.values()) >= edge  # 资金在右边的，左边是申报一半
    return _part(sheet, range(1, row[0].row), range(1, edge) if left else range(edge, last + 1))


_TWO = 2


def _part(sheet: Sheet, rows: range, columns: range) -> Sheet:
    """这几行、几列。"""
    inside = {
        (row, column): cell
        for (row, column), cell in sheet.cells.items()
        if row in rows and column in columns
    }
    merged = (area for area in sheet.merged if area.first_row in rows)
    mine = tuple(area for area in merged if area.first_column in columns)
    return replace(sheet, cells=inside, merged=mine)
