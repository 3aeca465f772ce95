"""写：把 Edits 落到开着的工作簿上；只写属于我们的东西。"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from perfxl.cells.areas import chunks, column_runs, ranges
from perfxl.errors import WorkbookError
from perfxl.live.results import (
    changed_sheets,
    our_sheets,
    refuse_names,
    remove_sheet,
    replace_sheet,
)
from perfxl.live.state import Working
from perfxl.live.troubles import is_refusal
from perfxl.live.values import excel_value, same
from perfxl.ours.looks import LEVEL_FILL, LEVELS
from perfxl.ours.signs import MARK_FORMULA, SIGNATURE

if TYPE_CHECKING:
    from perfxl.cells.edits import Edits, Note, ResultSheet

# 一次点名的区域，地址最多这么长。
_LONGEST = 255


class PartlyError(WorkbookError):
    """有的表受保护，没有写全；别的都写好了。"""


def apply(book: Any, edits: Edits, notes: Sequence[Note] = ()) -> bool:
    """写回一次，返回结果格的值有没有变；写两次与写一次相同。

    Raises:
        PartlyError: 有表受保护，别的都写好了。
        WorkbookError: 结果表的名字被别的表占用，什么也没有写。
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    ours = our_sheets(book, sheets)
    refuse_names(sheets, ours, edits)
    theirs = {name: sheet for name, sheet in sheets.items() if name not in ours}
    with Working(book):
        # 先都问清，再动手：一动手，问过的就不作数了。
        old = {name: (_our_rules(sheet), list(iter(sheet.notes))) for name, sheet in theirs.items()}
        results = changed_sheets(book, edits, ours)
        values = _each(theirs, lambda name, sheet: _set_values(name, sheet, edits))
        marks = _each(theirs, lambda name, sheet: _mark(name, sheet, edits, old[name][0]))
        for name, sheet in theirs.items():
            texts = {(note.row, note.column): note.text for note in notes if note.sheet == name}
            _annotate(sheet, texts, old[name][1])
        gone = [name for name in ours if name not in {sheet.name for sheet in edits.sheets}]
        _replace_results(book, results, ours, gone)
    refused = [*marks.refused, *(name for name in values.refused if name not in marks.refused)]
    if refused:
        what = (
            "标记" if not values.refused else "核算得分" if not marks.refused else "标记和核算得分"
        )
        raise PartlyError(
            f"工作表{_listed(refused)}受保护，{what}没有写上，别的都写好了，见结果表；"
            "要写上请在“审阅”里撤销工作表保护，再校验一次"
        )
    return values.changed


class _Outcome(NamedTuple):
    """逐张表做完：有没有改动什么，哪些表不让改。"""

    changed: bool
    refused: tuple[str, ...]


def _each(sheets: Mapping[str, Any], act: Callable[[str, Any], bool]) -> _Outcome:
    """对各张表做一件事；受保护的记下名字，接着做下一张。"""
    changed, refused = False, []
    for name, sheet in sheets.items():
        try:
            changed |= act(name, sheet)
        except Exception as error:
            if not is_refusal(error):
                raise
            refused.append(name)
    return _Outcome(changed, tuple(refused))


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)


def clear(book: Any) -> bool:
    """去掉我们的标记、批注、结果表，返回有没有去掉什么；填报人的东西一样不动。

    Raises:
        WorkbookError: 有表受保护，标记去不掉（别的都去掉了）。
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    ours = our_sheets(book, sheets)
    theirs = {name: sheet for name, sheet in sheets.items() if name not in ours}
    with Working(book):
        done = _each(theirs, lambda _, sheet: _clear_sheet(sheet))
        for name in ours:
            remove_sheet(book, name)
    if done.refused:
        raise WorkbookError(
            f"工作表{_listed(done.refused)}受保护，标记去不掉；请在“审阅”里撤销工作表保护后再清除"
        )
    return done.changed or bool(ours)


def _clear_sheet(sheet: Any) -> bool:
    """去掉一张表上我们的条件格式和批注。"""
    notes = [note for note in iter(sheet.notes) if note.text.endswith(SIGNATURE)]
    ours = [*_our_rules(sheet), *notes]
    for mark in reversed(ours):
        mark.delete()
    return bool(ours)


def _our_rules(sheet: Any) -> list[Any]:
    return [rule for rule in sheet.cells.conditional_formats if _is_ours(rule)]


def _is_ours(rule: Any) -> bool:
    return rule.type == "custom" and (rule.formula or "").removeprefix("=").strip() == MARK_FORMULA


def _mark(name: str, sheet: Any, edits: Edits, old: Sequence[Any]) -> bool:
    """换标记：去掉旧的，添新的。新规则总是排在最前面，所以从轻到重加。"""
    for rule in reversed(old):
        rule.delete()
    changed = bool(old)
    for level in reversed(LEVELS):
        places = {
            place
            for mark in edits.marks
            if mark.sheet == name and mark.level == level
            for place in mark.places
        }
        colour = f"#{LEVEL_FILL[level][2:]}"
        for area in chunks(ranges(places), _LONGEST, ","):
            sheet.range(area).conditional_formats.add_custom(f"={MARK_FORMULA}", fill_color=colour)
            changed = True
    return changed


def _set_values(name: str, sheet: Any, edits: Edits) -> bool:
    """写结果格：现在的值一次读来，只写变了的；上下相连的一次写。"""
    wanted = {(edit.row, edit.column): edit.value for edit in edits.values if edit.sheet == name}
    if not wanted:
        return False
    rows, columns = zip(*wanted, strict=True)
    top, left = min(rows), min(columns)
    box = sheet.range((top, left), (max(rows), max(columns)))
    now = box.options(ndim=2, err_to_str=True).value
    different = {
        place: value
        for place, value in wanted.items()
        if not same(now[place[0] - top][place[1] - left], value)
    }
    for first, last in column_runs(different):
        column = first[1]
        values = [[excel_value(wanted[row, column])] for row in range(first[0], last[0] + 1)]
        sheet.range(first, last).value = values
    return bool(different)


def _annotate(sheet: Any, wanted: Mapping[tuple[int, int], str], old: Sequence[Any]) -> None:
    """换批注：一样的留着，多余的去掉，缺的补上。使用者自己有批注的格不加。

    加不上的（受保护、有讨论串）就算了：标记和结果表里都有。
    """
    texts = {place: f"{text}\n{SIGNATURE}" for place, text in wanted.items()}
    taken = set()
    try:
        for note in reversed(old):
            text, cell = note.text, note.location
            place = cell.row, cell.column
            if text.endswith(SIGNATURE) and text != texts.get(place):
                note.delete()
            else:
                taken.add(place)
        for place, text in texts.items():
            if place not in taken:
                sheet.range(place).add_note(text)
    except Exception as error:
        if not is_refusal(error):
            raise


def _replace_results(
    book: Any, results: Sequence[ResultSheet], ours: Sequence[str], gone: Sequence[str]
) -> None:
    """结果表整张换新；这次没有提到的旧结果表去掉。"""
    try:
        for sheet in results:
            replace_sheet(book, sheet, exists=sheet.name in ours)
        for name in gone:
            remove_sheet(book, name)
    except Exception as error:
        if is_refusal(error):
            raise WorkbookError(
                "设了工作簿结构保护，不能增减工作表；请在“审阅”里撤销工作簿保护后再试"
            ) from error
        raise
