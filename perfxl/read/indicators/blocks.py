"""指标表里自带的文字栏（评价结论、存在问题、改进措施）：读作报告文字，不必另写一遍。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, is_one_of, undecorated
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import bare, clean, fold
from perfxl.filing.model import Indicator, Narrative
from perfxl.form.form import Form
from perfxl.form.once import once
from perfxl.read.form_rows import FormRows
from perfxl.read.header import text_field
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.row_reasons import reasons_below

_WHY = later(r"偏差|未完成|未达")
_SENTENCES = later(r"[。；;\n]")
_SHORTEST = 3  # 名称短于此的，话里碰巧有这两个字，不算说到了它


def with_blocks(
    sheet: Sheet,
    known: FormRows,
    heading: Heading,
    indicators: Sequence[Indicator],
    written: Sequence[Narrative],
) -> tuple[Narrative, ...]:
    """`written` 是报告文字表里的各栏；表里自带的接在后面，两处都写了的以报告文字表为准。"""
    last = max((each.name.cell.row for each in indicators), default=heading.row)
    inside = range(heading.first_row, last + 1)
    own = {part.outline or part.section.value for part in written if part.text.value}
    blocks: list[Narrative] = []
    for section, text in _blocks(sheet, known.form, inside):
        outline = known.section(section.value)
        if (outline or section.value) not in own:
            blocks.append(Narrative(section, text, outline))
    replaced = {part.outline for part in blocks if part.outline and part.text.value}
    kept = (part for part in written if part.text.value or part.outline not in replaced)
    return (*kept, *blocks)


def with_reasons(
    indicators: tuple[Indicator, ...], sheet: Sheet, narratives: Sequence[Narrative]
) -> tuple[Indicator, ...]:
    """偏差原因没有列、在表下写成一栏的：哪几句说到哪一条，就是它的原因。"""
    whys = [
        part.text
        for part in narratives
        if part.text.cell.sheet == sheet.name and _WHY.search(part.section.cell.raw)
    ]
    told = list(numbered_reasons(sheet, indicators))
    numbered = {row: why for _, why, row in told} or _in_rows(sheet, indicators)
    # 表下照序号写原因的，没有写到的一条，原因空着。
    blank = Field("", told[0][1].cell) if told else None
    return tuple(
        replace(
            each,
            reason=numbered.get(each.name.cell.row)
            or next(filter(None, (_said_of(each, why) for why in whys)), blank),
        )
        if each.reason is None
        else each
        for each in indicators
    )


def _in_rows(sheet: Sheet, indicators: Sequence[Indicator]) -> dict[int, Field[str]]:
    """在各条下面另起一行写的原因；只有末一条下面有一行的，是全表的，不归它。"""
    below = dict(reasons_below(sheet, indicators))
    last = max((each.name.cell.row for each in indicators), default=0)
    return {} if set(below) == {last} else below


_NUMBER = frozenset({"指标序号", "序号"})
_REASONS = later(r"原因")


def numbered_reasons(
    sheet: Sheet, indicators: Sequence[Indicator]
) -> Iterator[tuple[Cell, Field[str], int]]:
    """表下面照序号写的原因（指标序号 | 原因及措施）：序号的格、原因、说的是第几行的指标。"""
    first = min((each.name.cell.row for each in indicators), default=0)
    last = max((each.name.cell.row for each in indicators), default=0)
    below = [row for row in sheet.filled_rows() if row > last]
    heads = [(row, cell) for row in below for cell in sheet.row(row) if _is_number_head(cell)]
    serials = _serials(sheet, first, last) if heads else {}
    for head, number in heads if serials else ():
        why = next((cell for cell in sheet.row(head) if cell.column > number.column), None)
        if why is None or not _REASONS.search(why.raw):
            continue
        for row in (row for row in below if row > head):
            cell, text = sheet.at(row, number.column), text_field(sheet.at(row, why.column))
            place = serials.get(fold(cell.raw))
            if place is not None:
                yield cell, text, place


def _is_number_head(cell: Cell) -> bool:
    return bare_key_of(cell.raw) in _NUMBER


def _serials(sheet: Sheet, first: int, last: int) -> dict[str, int]:
    """指标块最左一列的序号 → 行号；不是一行一个不重的序号的没有。"""
    rows = range(first, last + 1) if first else range(0)
    texts = [(fold(cells[0].raw), row) for row in rows if (cells := sheet.row(row))]
    known = {text: row for text, row in texts if text.isdecimal()}
    return known if len(known) == len(texts) else {}


_MEASURES = frozenset(
    {
        "改进措施",
        "拟采取的改进措施",
        "拟采取改进措施",
        "拟采取措施",
        "整改措施",
        "下一步改进措施",
        "改进措施及建议",
    }
)


def measure_column(sheet: Sheet, heading: Heading) -> int | None:
    """改进措施与偏差原因分成两列的：它在哪一列。"""
    if "reason" not in heading.columns:
        return None
    rows = range(heading.first_row, heading.row + 1)
    taken = set(heading.columns.values())
    cells = (cell for row in rows for cell in sheet.row(row) if cell.column not in taken)
    return next((cell.column for cell in cells if bare_key_of(cell.raw) in _MEASURES), None)


def with_measure(
    sheet: Sheet, heading: Heading, row: int, reason: Field[str] | None
) -> Field[str] | None:
    """一条的偏差原因；改进措施另占一列的接在后面。"""
    column = None if reason is None else measure_column(sheet, heading)
    if reason is None or column is None:
        return reason
    measure = text_field(sheet.at(row, column))
    if fold(measure.value) in BLANK_MARKS or measure.cell == reason.cell:
        return reason
    if fold(reason.value) in BLANK_MARKS:
        return measure
    return Field(f"{reason.value.rstrip('。；;')}；{measure.value}", reason.cell)


def _said_of(indicator: Indicator, why: Field[str]) -> Field[str] | None:
    name = bare(indicator.name.value)
    said = [part for part in _SENTENCES.split(why.value) if name in bare(part)]
    return Field("；".join(said), why.cell) if said and len(name) >= _SHORTEST else None


def _blocks(sheet: Sheet, form: Form, inside: range) -> Iterator[tuple[Field[str], Field[str]]]:
    """（栏目，正文），从上到下；`inside` 是指标块的行，那里面的同名格是指标的列，不看。

    同一栏印了两处的，取先写了字的一处。
    """
    blocks: dict[str, tuple[Field[str], Field[str]]] = {}
    for row in sheet.filled_rows():
        for cell in () if row in inside else sheet.row(row):
            block = _block(cell, form)
            text = None if block is None else _text(sheet, cell, form)
            if block is None or text is None:
                continue
            if block not in blocks or not blocks[block][1].value:
                blocks[block] = Field(block, cell), text
    yield from blocks.values()


def _block(cell: Cell, form: Form) -> str | None:
    """这一格是哪一栏的名称；不是的为 None。"""
    if cell.kind != "text":
        return None
    head = undecorated(at_colon(cell.raw)[0])  # 五、存在问题
    if not is_one_of(head, _block_names(form)):  # 多半的格不是，不必一栏一栏地比
        return None
    return next((block.narrative for block in form.block if is_one_of(head, block.names)), None)


@once
def _block_names(form: Form) -> tuple[str, ...]:
    return tuple(name for block in form.block for name in block.names)


def _text(sheet: Sheet, label: Cell, form: Form) -> Field[str] | None:
    """正文写在名称后面、右边，或（名称独占一行的）下面；只是一组栏目的块名的为 None。"""
    said = at_colon(label.raw)[1]
    if said.strip():
        return Field(clean(said), label)
    area = sheet.area(label.row, label.column)
    alone = sheet.row(label.row) == (label,) and area.last_column >= sheet.last_column
    cell = sheet.at(area.last_row + 1, label.column) if alone else next_cell(sheet, label)
    if _block(cell, form) is not None:
        return Field("", label) if alone else None
    head = at_colon(cell.raw)[0]
    names = (name for field in form.header for name in (field.title, *field.synonyms))
    if is_one_of(head, names) or (
        not alone and sheet.area(cell.row, cell.column).last_row < area.last_row
    ):
        return None  # 项目基本情况 | 项目名称：盖着几行的是一组的名称，右边不是它的正文
    return Field("" if cell.kind == "error" else clean(cell.raw), cell)
