"""一张表上的标记：条件格式、批注。"""

from __future__ import annotations

from typing import Any

# com.sun.star.sheet.ConditionEntryType.CONDITION 和 ConditionFormatOperator.EXPRESSION。
_CONDITION, _EXPRESSION = 0, 24


def area_of(address: Any) -> Any:
    """UNO 的区域地址 → 位置。"""
    return (
        address.StartRow + 1, address.StartColumn + 1, address.EndRow + 1, address.EndColumn + 1,
    )  # fmt: skip


class Marks:
    """一张表上的条件格式、批注：清单，添，去。"""

    def __init__(self, table: Any) -> None:
        self._table = table

    # ---- 条件格式 ----

    def rules(self) -> Any:
        """各条：（编号，第几条，种类，运算，公式，样式，各块的位置）。"""
        rules = []
        for formatting in self._table.sheet.ConditionalFormats.getConditionalFormats():
            areas = tuple(area_of(place) for place in formatting.Range.getRangeAddresses())
            for index in range(formatting.Count):
                entry = formatting.getByIndex(index)
                kind = entry.getType()
                what = (-1, "", "")  # type: Any
                if kind == _CONDITION:
                    what = entry.Operator, entry.Formula1, entry.StyleName
                rules.append((formatting.ID, index, kind, *what, areas))
        return tuple(rules)

    def drop_rule(self, number: int, index: int) -> None:
        """去掉一条；一块区域的规则去光了，区域也去掉。"""
        self._loosened(self._drop_rule, number, index)

    def _drop_rule(self, number: int, index: int) -> None:
        home = self._table.sheet.ConditionalFormats
        for formatting in home.getConditionalFormats():
            if number == formatting.ID and formatting.Count > 1:
                formatting.removeByIndex(index)
            elif number == formatting.ID:
                home.removeByID(number)

    def add_rule(self, areas: Any, formula: str, style: str, old_way: Any) -> Any:
        """添一条“公式成立就换样式”，返回编号。

        旧的写法（`old_way` 是它要的几个属性）窗口里当场看得到颜色，新的写法 7.4 要存盘再打开才
        看得到；但旧的会顶掉已有的条件格式，受保护的表上也写不进去。
        """
        return self._loosened(self._add_rule, areas, formula, style, old_way)

    def _add_rule(self, areas: Any, formula: str, style: str, old_way: Any) -> int:
        whole, home = self._table.together(areas), self._table.sheet.ConditionalFormats
        before = home.getConditionalFormats()
        if not self._table.sheet.isProtected() and not _meet(whole, before):
            known = {formatting.ID for formatting in before}
            entries = whole.ConditionalFormat
            entries.clear()
            entries.addNew(old_way)
            whole.ConditionalFormat = entries
            made = next(
                formatting
                for formatting in home.getConditionalFormats()
                if formatting.ID not in known
            )
            return int(made.ID)
        number = home.createByRange(whole)
        made = next(
            formatting for formatting in home.getConditionalFormats() if number == formatting.ID
        )
        made.createEntry(_CONDITION, 0)
        entry = made.getByIndex(0)
        entry.Operator, entry.Formula1, entry.StyleName = _EXPRESSION, formula, style
        return int(number)

    # ---- 批注 ----

    def notes(self) -> Any:
        """全部批注：（行，列，文字，作者）。"""
        home, notes = self._table.sheet.getAnnotations(), []
        for index in range(home.getCount()):
            note = home.getByIndex(index)
            place = note.getPosition()
            notes.append((place.Row + 1, place.Column + 1, note.getString(), note.getAuthor()))
        return tuple(notes)

    def note(self, row: int, column: int) -> Any:
        return self._table.sheet.getCellByPosition(column - 1, row - 1).getAnnotation()

    def drop_note(self, row: int, column: int) -> None:
        self._loosened(self._drop_note, row, column)

    def _drop_note(self, row: int, column: int) -> None:
        home = self._table.sheet.getAnnotations()
        for index in range(home.getCount()):
            place = home.getByIndex(index).getPosition()
            if (place.Row + 1, place.Column + 1) == (row, column):
                home.removeByIndex(index)
                return

    def add_note(self, row: int, column: int, text: str) -> None:
        place = self._table.sheet.getCellByPosition(column - 1, row - 1).getCellAddress()
        self._loosened(self._table.sheet.getAnnotations().insertNew, place, text)

    # ---- 保护 ----

    def sealed(self) -> bool:
        """受保护，而且松不开（有密码）：标记、批注也加不上。"""
        return bool(self._loosened(self._table.sheet.isProtected))

    def _loosened(self, act: Any, *given: Any) -> Any:
        return loosened(self._table.document, [self._table.sheet], act, *given)


# 松开了保护的文档的撤销清单，松开一张表记一次；同一批里接着做的标记、批注共用，做完恢复。
_OPEN = []  # type: list[Any]


def loosened(document: Any, sheets: Any, act: Any, *given: Any) -> Any:
    """这几张表没有密码的保护先松开，做一件事；由 `tighten` 恢复。

    Excel 里保护着的表可以准许改格式、加批注（我们的空白表就是），LibreOffice 一概不许，也不给看
    准许了什么，重新保护会丢掉那些选项；用撤销恢复不会。做的事不记进撤销的清单，使用者的清单不变。
    """
    undo = document.getUndoManager()
    if document.IsUndoEnabled and not undo.isLocked():
        _OPEN.extend(undo for sheet in sheets if _open(sheet, undo))
    if not _OPEN:
        return act(*given)
    undo.lock()  # 做一件锁一次：有的事做完会自己解开
    try:
        return act(*given)
    finally:
        undo.unlock()


def tighten() -> None:
    """松开的都恢复。做别的事以前、一批做完以后叫：别的事记进了清单，撤销的就不是它了。"""
    while _OPEN:
        undo = _OPEN.pop()
        undo.undo()
        undo.clearRedo()


def _open(sheet: Any, undo: Any) -> bool:
    """松开一张表的保护；本来没有保护、有密码松不开、松开了却没有记进清单（恢复不了）是假。"""
    if not sheet.isProtected():
        return False
    before = undo.getAllUndoActionTitles()
    try:
        sheet.unprotect("")
    except Exception:  # noqa: BLE001  # 密码不对；UNO 的异常在这里没有公开的类
        return False
    if sheet.isProtected():
        return False
    if undo.getAllUndoActionTitles() == before:
        sheet.protect("")
        return False
    return True


def _meet(whole: Any, formats: Any) -> bool:
    """这些格上已经有条件格式。"""
    return any(
        whole.queryIntersection(address).getCount()
        for formatting in formats
        for address in formatting.Range.getRangeAddresses()
    )
