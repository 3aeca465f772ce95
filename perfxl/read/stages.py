"""申报表、监控表：凭标题认得出，只有目标；表头、资金、目标与自评表不同的几处在这里读。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, is_one_of, key_of, tidy, undecorated
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import fold
from perfxl.filing.model import FundLine
from perfxl.form.form import Form, FundRow
from perfxl.form.stage import Stage
from perfxl.read.catalog import Catalog
from perfxl.read.form_rows import FormRows
from perfxl.read.funds.inline_funds import kind_of
from perfxl.read.goal_words import side_by_words
from perfxl.read.header import text_field
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.column_names import Words, indicator_names, names_of, rows_by_key
from perfxl.read.heading.headings import Heading, find_heading
from perfxl.read.indicators.indicator_rows import NEED, PLANNED
from perfxl.read.indicators.levels import innermost

_HEAD_ROWS = 8  # 标题在最上面几行
_LONGEST = 60
_OTHERS = later(r"自评|评价|复核|评分|完成情况表")  # 写着它们的不是申报、监控
_LATER = later(r"中期|长期|实施期|总期|全周期|中长期|20[Xx×]{2}年[-—~至]")  # 几年的，不是本年度的
_PROGRESS = later(r"目标(?:执行|完成)情况$")  # 监控表里到监控时的
_ONLY_HERE = "只在这种表上有的一项"
_THIS_YEAR = later(r"其中\s*[：:]?\s*|(?:当年|本年度?|年度)(?=.)")
_MONEY = later(r"资金|其中|拨款")
_BUDGET = later(
    r"(?:年度|年初|本年|当年|全年|批复|申报|申请|安排)+(?:预算|资金|金额)(?:数|额|总额|金额|资金)?"
)
_FUND_END = later(r"目标|指标|项目概况|立项|政策依据")


def stage_of(sheet: Sheet, catalog: Catalog) -> Stage:
    """标题（没有的看工作表名）说是哪一种表；说是申报而有完成值、得分的，仍是自评表。"""
    every = {earlier.key: earlier.words for form in catalog.forms for earlier in form.earlier}
    for text in (*_titles(sheet), sheet.name):
        said = re.sub(r"\s+", "", text)
        if _OTHERS.search(said):
            return "evaluate"
        if any(word in said for word in every.get("monitor", ())):
            return "monitor"
        if any(word in said for word in every.get("declare", ())):
            return "evaluate" if _has_results(sheet, catalog) else "declare"
    return "evaluate"


def _titles(sheet: Sheet) -> Iterator[str]:
    for row in islice(sheet.filled_rows(), _HEAD_ROWS):
        for cell in sheet.row(row):
            if cell.kind == "text" and len(cell.raw) <= _LONGEST and "表" in cell.raw:
                yield cell.raw


def _has_results(sheet: Sheet, catalog: Catalog) -> bool:
    need = (NEED[0], NEED[2])
    return (
        find_heading(sheet, names_of(catalog.columns), need=need, among=rows_by_key(sheet))
        is not None
    )


def staged_heading(sheet: Sheet, form: Form, among: Words) -> Heading | None:
    """指标块的表头：认得三级指标和指标值；中期、年度两块并排的，取年度的一块。"""
    heading = find_heading(sheet, indicator_names(form), need=PLANNED, among=among)
    if heading is None:
        return None
    if "target" not in heading.columns:
        heading = replace(
            heading, columns={**heading.columns, "target": heading.columns["initial"]}
        )
    return innermost(sheet, _of_the_year(sheet, heading, form))


def _of_the_year(sheet: Sheet, heading: Heading, form: Form) -> Heading:
    names = indicator_names(form)
    places: dict[str, list[Cell]] = {}
    for cell in sheet.row(heading.first_row):
        key = names.find(cell.raw)
        if key is not None and key[0] in {"level2", "name", "target"}:
            places.setdefault(key[0], []).append(cell)
    if len(places.get("name", ())) < 2 or len(places.get("target", ())) < 2:
        return heading
    last = {key: cells[-1] for key, cells in places.items()}
    columns = {**heading.columns, **{key: cell.column for key, cell in last.items()}}
    return replace(heading, columns=columns, cells={**heading.cells, **last}, spare={})


def stated_funds(sheet: Sheet, known: FormRows, before: int, unit: str) -> Iterator[FundLine]:
    """没有列名的资金块：`年度资金总额：| 6070`，金额就写在名称右边；中期的不算本年度的。"""
    taken: list[FundRow] = []
    for row in (row for row in sheet.filled_rows() if row < before):
        cells = [cell for cell in sheet.row(row) if cell.kind == "text" and cell.row == row]
        if taken and any(_FUND_END.search(fold(cell.raw)) for cell in cells):
            return
        for cell, own in _named(sheet, cells, known, taken):
            if not taken and (own is None or own.kind != "total"):
                continue
            taken += [own] if own else []
            amount = next_cell(sheet, cell)
            kind = own.kind if own else kind_of(cell.raw)
            name = Field(undecorated(tidy(cell.raw)).rstrip("：:"), cell)
            value = Field(read_quantity(amount, unit=unit), amount)
            yield FundLine(name, kind, initial=value, row=own)


def _named(
    sheet: Sheet, cells: Sequence[Cell], known: FormRows, taken: Sequence[FundRow]
) -> list[tuple[Cell, FundRow | None]]:
    """一行里的各笔：同一笔写了两处的（中期、本年度并排），取右边的。"""
    funds: dict[str, tuple[Cell, FundRow | None]] = {}
    for cell in cells:
        fits = _is_fund(cell, known) and _is_amount(next_cell(sheet, cell))
        if fits and not _LATER.search(cell.raw):
            own = _fund_row(cell, known, taken)
            funds[own.title if own else key_of(_THIS_YEAR.sub("", cell.raw))] = cell, own
    return list(funds.values())


def _is_amount(cell: Cell) -> bool:
    return cell.kind == "blank" or read_quantity(cell).is_number


def _fund_row(cell: Cell, known: FormRows, taken: Sequence[FundRow]) -> FundRow | None:
    """“当年资金总额”就是资金总额。"""
    plain = _THIS_YEAR.sub("", cell.raw)
    own = known.fund(cell.raw, taken) or known.fund(plain, taken)
    if own is None and not taken and _BUDGET.fullmatch(bare_key_of(cell.raw)):
        return next((row for row in known.form.funds.row if row.kind == "total"), None)
    return own


def _is_fund(cell: Cell, known: FormRows) -> bool:
    block = (known.form.funds.title, *known.form.funds.synonyms)
    if bare_key_of(cell.raw) in {bare_key_of(name) for name in block}:
        return False
    return _fund_row(cell, known, ()) is not None or _MONEY.search(cell.raw) is not None


def stated_goal(sheet: Sheet, goal: Field[str] | None, before: int) -> Field[str] | None:
    """目标的内容写在栏名下面的：`中期目标｜年度目标` 各盖着下面一格。"""
    if goal is not None and goal.value and not _is_label(goal.value):
        return goal
    for row in (row for row in sheet.filled_rows() if row < before):
        for cell in reversed(sheet.row(row)):
            is_goal = cell.kind == "text" and not _LATER.search(cell.raw)
            if not is_goal or side_by_words(cell.raw) != "goal":
                continue
            area = sheet.area(cell.row, cell.column)
            below = sheet.at(area.last_row + 1, cell.column)
            if below.row < before and below.kind == "text" and not side_by_words(below.raw):
                return text_field(below)
    return goal


def _is_label(text: str) -> bool:
    """内容的地方写的还是栏名：中期目标（2023年—2025年）。"""
    return (
        len(text) <= _LONGEST
        and re.match(r"(?:中期|长期|实施期|总体|年度)(?:绩效)?目标", text) is not None
    )


def aside_of_stage(
    sheet: Sheet, form: Form, heading: Heading, funds: Heading | None
) -> Iterator[tuple[tuple[int, int], str]]:
    """读懂了而不核对的格：项目属性、项目期一类，中期的目标和资金，预计的、分几栏写的原因。"""
    yield from _aside_above(sheet, form, heading)
    yield from _under(sheet, _mid_term(sheet, form, heading), sheet.last_row, "中期的")
    if funds is not None:
        heads = [cell for cell in sheet.row(funds.first_row) if "预计" in cell.raw]
        yield from _under(sheet, heads, heading.first_row - 1, "全年预计执行数")
    for key, what in (("reason", "偏差原因"), ("likelihood", "完成目标可能性")):
        if key in heading.cells:
            yield from _under(sheet, [heading.cells[key]], sheet.last_row, what)


def _aside_above(
    sheet: Sheet, form: Form, heading: Heading
) -> Iterator[tuple[tuple[int, int], str]]:
    """指标块以上的：只在这种表上有的各项，中期的资金和目标。"""
    known = next((earlier.known for earlier in form.earlier if earlier.key == form.stage), ())
    later: set[int] = set()
    for row in (row for row in sheet.filled_rows() if row < heading.first_row):
        named = [cell for cell in sheet.row(row) if _MONEY.search(cell.raw) and cell.row == row]
        for cell in sheet.row(row):
            beside = next_cell(sheet, cell)
            amount = _is_amount(beside)
            if cell.kind == "text" and (is_one_of(cell.raw, known) or _PROGRESS.search(cell.raw)):
                yield from ((place, _ONLY_HERE) for place in _whole(sheet, cell, beside))
            if cell.kind == "text" and _LATER.search(cell.raw) and len(cell.raw) <= _LONGEST:
                later.add(cell.column)
            is_left = cell in named[:-1]  # 右边还有本年度的
            if cell.column in later or (is_left and amount):
                yield _place(cell), "中期的"
                yield from [(_place(beside), "中期的")] if amount else []


def _whole(sheet: Sheet, label: Cell, beside: Cell) -> Iterator[tuple[int, int]]:
    """名称和它右边的一格；名称竖着盖过几行的，是那几行的全部。"""
    area = sheet.area(label.row, label.column)
    yield _place(label)
    yield _place(beside)
    for row in range(area.first_row, area.last_row + 1) if area.last_row > area.first_row else ():
        yield from (_place(cell) for cell in sheet.row(row))


def _mid_term(sheet: Sheet, form: Form, heading: Heading) -> list[Cell]:
    """并排的两块指标里，左边一块的各列的列名。"""
    names = indicator_names(form)
    cells = [(names.find(cell.raw), cell) for cell in sheet.row(heading.first_row)]
    mine = {key[0]: cell for key, cell in cells if key}
    return [cell for key, cell in cells if key and mine[key[0]] != cell]


def _under(
    sheet: Sheet, heads: Sequence[Cell], last: int, what: str
) -> Iterator[tuple[tuple[int, int], str]]:
    """列名盖着的各列，从列名到第 `last` 行。"""
    for head in heads:
        area = sheet.area(head.row, head.column)
        for row in (row for row in sheet.filled_rows() if head.row <= row <= last):
            for cell in sheet.row(row):
                if area.first_column <= cell.column <= area.last_column:
                    yield _place(cell), what


def _place(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column
