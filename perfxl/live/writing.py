"""写：把 Edits 落到开着的工作簿上；只写属于我们的东西。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from perfxl.errors import WorkbookError
from perfxl.live.results import excel_value, our_sheets, refuse_names, replace_sheet, set_marker
from perfxl.live.state import Working
from perfxl.live.troubles import is_refusal
from perfxl.workbook.look import LEVEL_FILL
from perfxl.workbook.marks import FORMULA, LEVELS, chunks, ranges
from perfxl.workbook.ours import marker

if TYPE_CHECKING:
    from perfxl.grid import Edits, Note, ValueEdit

# 批注末尾的这一行认得出是我们加的；使用者改掉它，批注就归使用者。
SIGNATURE = "（perfxl 校验时加的，清除标记时去掉）"
# 一次点名的区域，地址最多这么长。
_LONGEST = 255


def apply(book: Any, edits: Edits, notes: Sequence[Note] = ()) -> bool:
    """写回一次，返回结果格的值有没有变；写两次与写一次相同。

    Raises:
        WorkbookError: 有表受保护（别的都写好了），或名字被别的表占用（什么也没有写）。
    """
    refuse_names(book, edits)
    ours = our_sheets(book)
    with Working(book):
        marks = _each(book, ours, lambda sheet: _mark(sheet, edits))
        values = _each(book, ours, lambda sheet: _set_values(sheet, edits))
        for sheet in book.sheets:
            _add_notes(sheet, [note for note in notes if note.sheet == sheet.name])
        _replace_results(book, edits)
    refused = [*marks.refused, *(name for name in values.refused if name not in marks.refused)]
    if refused:
        what = "标记" if not values.refused else "核算得分" if not marks.refused else "标记和核算得分"
        raise WorkbookError(
            f"工作表{_listed(refused)}受保护，{what}没有写上，别的都写好了，见结果表；"
            "要写上请在“审阅”里撤销工作表保护，再校验一次"
        )
    return values.changed


class _Outcome(NamedTuple):
    """逐张表做完：有没有改动什么，哪些表不让改。"""

    changed: bool
    refused: tuple[str, ...]


def _each(book: Any, ours: Sequence[str], act: Callable[[Any], bool]) -> _Outcome:
    """对填报人的各张表做一件事；受保护的记下名字，接着做下一张。"""
    changed, refused = False, []
    for sheet in book.sheets:
        if sheet.name not in ours:
            try:
                changed |= act(sheet)
            except Exception as error:
                if not is_refusal(error):
                    raise
                refused.append(sheet.name)
    return _Outcome(changed, tuple(refused))


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def clear(book: Any) -> bool:
    """去掉我们的标记、批注、结果表，返回有没有去掉什么；填报人的东西一样不动。

    Raises:
        WorkbookError: 有表受保护，标记去不掉（别的都去掉了）。
    """
    ours = our_sheets(book)
    with Working(book):
        done = _each(book, ours, _unmark)
        for name in ours:
            _delete(book, name)
    if done.refused:
        raise WorkbookError(
            f"工作表{_listed(done.refused)}受保护，标记去不掉；"
            "请在“审阅”里撤销工作表保护后再清除"
        )
    return done.changed or bool(ours)


def _delete(book: Any, name: str) -> None:
    book.sheets[name].delete()
    title = marker(name)
    if title in book.names:
        book.names[title].delete()


def _unmark(sheet: Any) -> bool:
    """去掉一张表上我们的条件格式和批注。"""
    rules = [rule for rule in sheet.cells.conditional_formats if _is_ours(rule)]
    for rule in reversed(rules):
        rule.delete()
    notes = [note for note in sheet.notes if note.text.endswith(SIGNATURE)]
    for note in reversed(notes):
        note.delete()
    return bool(rules or notes)


def _is_ours(rule: Any) -> bool:
    return rule.type == "custom" and (rule.formula or "").removeprefix("=").strip() == FORMULA


def _mark(sheet: Any, edits: Edits) -> bool:
    """换标记。新规则总是排在最前面，所以从轻到重加。"""
    changed = _unmark(sheet)
    for level in reversed(LEVELS):
        places = {
            place
            for mark in edits.marks
            if mark.sheet == sheet.name and mark.level == level
            for place in mark.places
        }
        colour = f"#{LEVEL_FILL[level][2:]}"
        for area in chunks(ranges(places), _LONGEST, ","):
            sheet.range(area).conditional_formats.add_custom(f"={FORMULA}", fill_color=colour)
            changed = True
    return changed


def _set_values(sheet: Any, edits: Edits) -> bool:
    changed = False
    for edit in edits.values:
        if edit.sheet == sheet.name:
            changed |= _set_value(sheet, edit)
    return changed


def _set_value(sheet: Any, edit: ValueEdit) -> bool:
    cell = sheet.range((edit.row, edit.column))
    now = cell.value
    old = Decimal(format(now, ".15g")) if _is_number(now) else now
    if old == (edit.value or None if isinstance(edit.value, str) else edit.value):
        return False
    cell.value = excel_value(edit.value)
    return True


def _is_number(value: Any) -> bool:
    return value is not None and not isinstance(value, str | bool) and hasattr(value, "real")


def _add_notes(sheet: Any, notes: Sequence[Note]) -> None:
    """使用者自己有批注的格不加。加不上的（受保护、有讨论串）就算了：标记和结果表里都有。"""
    if not notes:
        return
    taken = {(note.location.row, note.location.column) for note in sheet.notes}
    for note in _first_of_each(notes):
        if (note.row, note.column) in taken:
            continue
        try:
            sheet.range((note.row, note.column)).add_note(f"{note.text}\n{SIGNATURE}")
        except Exception as error:
            if not is_refusal(error):
                raise
            return


def _first_of_each(notes: Sequence[Note]) -> Iterator[Note]:
    yield from {(note.row, note.column): note for note in reversed(notes)}.values()


def _replace_results(book: Any, edits: Edits) -> None:
    """结果表整张换新；这次没有提到的旧结果表去掉。"""
    wanted = {sheet.name for sheet in edits.sheets}
    try:
        for sheet in edits.sheets:
            replace_sheet(book, sheet)
            set_marker(book, sheet.name)
        for name in our_sheets(book):
            if name not in wanted:
                _delete(book, name)
    except Exception as error:
        if is_refusal(error):
            raise WorkbookError(
                "设了工作簿结构保护，不能增减工作表；请在“审阅”里撤销工作簿保护后再试"
            ) from error
        raise
