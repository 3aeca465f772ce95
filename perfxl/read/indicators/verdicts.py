"""各条评的：写在另一栏的（是否完成、自评等级、完成情况）、写在得分栏的优良、在几栏里打勾的。

列名说的是评定，或者栏里写的都是评定的字，才当作评定；得分栏写的都是优、良的，不是得分。
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from perfxl.cells.boxes import asks_if_done, is_mark, is_options, ticked_option
from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of
from perfxl.cells.notation import BLANK_MARKS, read_quantity
from perfxl.cells.quantity import NUMBER, clean, fold, same_unit
from perfxl.filing.model import Filing, Indicator
from perfxl.filing.verdict import TICKS, Verdict, says, verdict_word
from perfxl.form.form import Form
from perfxl.read.heading.column_names import indicator_names
from perfxl.read.heading.headings import Heading

KEY = "verdict"  # 表头里的 verdict0、verdict1……
_JUDGES = later(r"评|等级|等次|档|情况|结论|结果|程度|达标|完成")
_BARE = TICKS | {"是", "否", "×", "✗"}  # 单看不出问的是什么
_MOST_ROWS = 200
_ONLY_NUMBER = later(
    rf"(?:实际|全年|共|完成|发生)*(?:{NUMBER})\D{{0,6}}"
)  # 比上年减少6起，不是 6起


def judged(sheet: Sheet, heading: Heading, form: Form) -> Heading:
    """表头添上评定的几栏；完成值、得分的一栏写的是评定的，让出来。"""
    columns, cells = dict(heading.columns), dict(heading.cells)
    freed: set[Cell] = set()
    for key in ("points", "actual", "reason"):
        own = cells.get(key)
        if own is None or key not in columns:
            continue
        other = None if key == "points" else _other(sheet, heading, form, key)
        if not _is_freed(sheet, heading, own, other):
            continue
        freed.add(cells.pop(key))
        del columns[key]
        if other is not None:
            columns[key], cells[key] = other.column, other
    changed = replace(heading, columns=columns, cells=cells)
    for place, head in enumerate(_heads(sheet, changed, freed)):
        columns[f"{KEY}{place}"], cells[f"{KEY}{place}"] = head.column, head
    return (
        heading
        if columns == dict(heading.columns)
        else replace(heading, columns=columns, cells=cells)
    )


def _is_freed(sheet: Sheet, heading: Heading, own: Cell, other: Cell | None) -> bool:
    """这一栏写的是评定：打勾的几栏（完成｜未完成）里的一栏，或者栏里写的都是评定的字。"""
    if _is_ticked(sheet, heading, own):
        return True
    if not _all_judged(sheet, heading, own.column):
        return False
    # 没有另写完成值的，写的字就是完成值；打的勾不是。
    worded = not all(word in TICKS for word in _words(sheet, heading, own.column))
    return not worded or other is not None or heading.columns.get("points") == own.column


def _is_ticked(sheet: Sheet, heading: Heading, own: Cell) -> bool:
    """与它并排的另有一栏也叫完成、未完成，几栏里写的只有勾。"""
    if not verdict_word(bare_key_of(own.raw)):
        return False
    row = [cell for cell in sheet.row(own.row) if cell.kind == "text"]
    group = [cell for cell in row if verdict_word(bare_key_of(cell.raw))]
    words = [word for cell in group for word in _words(sheet, heading, cell.column)]
    return len(group) > 1 and bool(words) and all(word in TICKS for word in words)


def scored_in_words(heading: Heading, form: Form) -> Cell | None:
    """得分一栏写的是评定：那一栏的列名。"""
    names = indicator_names(form)
    heads = (cell for key, cell in heading.cells.items() if key.startswith(KEY))
    named = ((head, names.find(head.raw)) for head in heads)
    return next((head for head, name in named if name and name[0] == "points"), None)


def with_verdicts(
    sheet: Sheet, heading: Heading, indicators: Sequence[Indicator]
) -> tuple[Indicator, ...]:
    """各条指标添上它的评定。"""
    heads = [cell for key, cell in heading.cells.items() if key.startswith(KEY)]
    points = heading.cells.get("points")
    rows: list[Indicator] = []
    for row in indicators:
        verdicts = tuple(_verdicts(sheet, heading, heads, row.name.cell.row)) if heads else ()
        if points is not None and row.points is not None and row.points.value.is_number:
            verdicts += tuple(_behind_points(points, row.points.cell))
        made = replace(row, verdicts=verdicts) if verdicts else row
        rows.append(_with_number(made) if verdicts and "actual" not in heading.columns else made)
    return tuple(rows)


def _with_number(row: Indicator) -> Indicator:
    """只打勾、没有完成值一栏的：备注里只写着一个与指标值同单位的数（6起），就是完成值。"""
    said = row.reason
    bare = said is not None and _ONLY_NUMBER.fullmatch(fold(said.cell.raw)) is not None
    number = read_quantity(said.cell) if said is not None and bare else None
    if said is None or number is None or not number.is_number or not number.unit or number.growth:
        return row
    alike = same_unit(number, row.target.value) is not None
    return replace(row, actual=Field(number, said.cell)) if alike else row


def has_ticks(heading: Heading) -> bool:
    """完成得怎样，是在完成、未完成几栏里打勾的。"""
    heads = (cell for key, cell in heading.cells.items() if key.startswith(KEY))
    return any(verdict_word(bare_key_of(head.raw)) for head in heads)


_BEHIND = later(r"\d\s*分?\s*[(（]\s*([^()（）\d]+?)\s*[)）]")


def _behind_points(head: Cell, cell: Cell) -> Iterator[Verdict]:
    """括在得分后面的：`20（优）`、`18分（基本完成）`。"""
    behind = _BEHIND.search(cell.raw) if cell.kind == "text" else None
    if behind and (word := verdict_word(behind[1])):
        yield Verdict(clean(head.raw), word, cell)


def verdict_places(filing: Filing) -> Iterator[tuple[tuple[int, int], str]]:
    """评定的各格，和当作什么。"""
    moved = filing.total_fund.moved if filing.total_fund is not None else None  # 执行率那一行
    rows = (*filing.indicators, *([moved] if moved is not None else ()))
    for row, verdict in ((each, verdict) for each in rows for verdict in each.verdicts):
        if row.points is not None and verdict.cell == row.points.cell:
            continue  # 括在得分后面，那一格是得分
        yield (verdict.cell.row, verdict.cell.column), f"{verdict.title}：{verdict.word}"


def _verdicts(sheet: Sheet, heading: Heading, heads: Sequence[Cell], row: int) -> Iterator[Verdict]:
    for head in heads:
        cell = sheet.at(row, head.column)
        word, asked = _word(cell), verdict_word(bare_key_of(head.raw))
        if word in TICKS and asked:
            word = asked
        if word:
            yield Verdict(_title(sheet, heading, head, asked), word, cell)


def _title(sheet: Sheet, heading: Heading, head: Cell, asked: str) -> str:
    """那一栏的名称；在“完成”“未完成”下面打勾的，是上面分组的名称。"""
    over = sheet.at(head.row - 1, head.column) if asked and head.row > heading.first_row else head
    return clean(over.raw if over.kind == "text" else head.raw)


def _heads(sheet: Sheet, heading: Heading, freed: Collection[Cell]) -> Iterator[Cell]:
    """评定的各栏的列名：没有认作别的列，列名问的是评定，或者栏里写的都是评定的字。

    `freed` 是已经知道写的是评定、让出来的得分、完成值一栏。
    """
    taken = set(heading.columns.values())
    for row in range(heading.row, heading.first_row - 1, -1):
        for cell in sheet.row(row):
            area = sheet.area(cell.row, cell.column)
            if cell.kind != "text" or cell.column in taken or area.last_column > area.first_column:
                continue
            if cell in freed or _is_verdict(sheet, heading, cell):
                taken.add(cell.column)
                yield cell


def _is_verdict(sheet: Sheet, heading: Heading, head: Cell) -> bool:
    words = _words(sheet, heading, head.column)
    if not words or not all(map(says, words)):
        return False
    plain = not any(word in _BARE or says(word) == "ranked" for word in words)
    if asks_if_done(head.raw) or is_mark(head.raw) or plain:
        return True
    if set(words) <= TICKS:
        return bool(verdict_word(bare_key_of(head.raw)))  # 打在“未完成”下面的勾
    return _JUDGES.search(head.raw) is not None and not {"是", "否"} & set(words)


def _all_judged(sheet: Sheet, heading: Heading, column: int) -> bool:
    """这一栏写的都是评定的字；头一格不是的，不必再看。"""
    first = next(_filled(sheet, heading, column), "")
    return says(first) != "" and all(map(says, _words(sheet, heading, column)))


def _words(sheet: Sheet, heading: Heading, column: int) -> list[str]:
    return list(_filled(sheet, heading, column))


def _filled(sheet: Sheet, heading: Heading, column: int) -> Iterator[str]:
    """指标各行里这一栏写的字；不是评定的字照原样。"""
    name = heading.columns["name"]
    rows = (row for row in sheet.filled_rows() if row > heading.row)
    for row in islice(rows, _MOST_ROWS):
        cell, mine = sheet.cells.get((row, column)), sheet.at(row, name)
        if cell is None or fold(cell.raw) in BLANK_MARKS or mine.kind == "blank":
            continue
        if sheet.area(mine.row, mine.column).last_column < column:
            yield _word(cell) or fold(cell.raw)


def _word(cell: Cell) -> str:
    """评的字；列着几个勾一个的（☑完成 □未完成），是勾的那一个。"""
    return verdict_word(ticked_option(cell.raw) if is_options(cell.raw) else cell.raw)


def _other(sheet: Sheet, heading: Heading, form: Form, key: str) -> Cell | None:
    """另有一栏叫这个名称、写的不是评定的。"""
    names, taken = indicator_names(form), set(heading.columns.values())
    loose = {
        word for column in form.indicators.column if column.key == key for word in column.loose
    }
    for row in range(heading.first_row, heading.row + 1):
        for cell in sheet.row(row):
            named = names.find(cell.raw) if cell.kind == "text" else None
            called = (named is not None and named[0] == key) or bare_key_of(cell.raw) in loose
            if not called or cell.column in taken or verdict_word(bare_key_of(cell.raw)):
                continue
            empty = key == "reason" and not _words(sheet, heading, cell.column)
            if empty or (
                _words(sheet, heading, cell.column) and not _all_judged(sheet, heading, cell.column)
            ):
                return cell
    return None
