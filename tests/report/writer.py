"""真的 LibreOffice：打开一份报告，像人那样改，另存为 .docx。"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from needs import needs_office, needs_uno
from office import running

from perfxl.calc.bridge import Office, connect

_FILTER = "MS Word 2007 XML"
# UNO 的光标：走到那里，还是一路选到那里。
_MOVE, _STRETCH = False, True
_CLOSED = True  # 谁占着都关


class Writer:
    """开着的一份报告。"""

    def __init__(self, office: Office, document: Any) -> None:
        self._office, self._document = office, document
        self._view = document.CurrentController
        self._dispatcher = office.service("com.sun.star.frame.DispatchHelper")

    def typed(self, old: str, new: str) -> None:
        """选中 `old`，打进 `new`。"""
        self._select(self._found(old))
        self._do("InsertText", Text=new)

    def cut(self, start: str, below: str) -> None:
        """以 `start` 开头的一段剪切，粘贴到 `below` 那一段下面。"""
        taken = self._take(self._paragraph(start))
        self._do("Delete")
        self._paste(taken, below)

    def copied(self, start: str, below: str) -> None:
        """以 `start` 开头的一段复制到 `below` 那一段下面。"""
        self._paste(self._take(self._paragraph(start)), below)

    def removed(self, figure: str) -> None:
        """正文里的一个数连同它的控件删去。"""
        self._select(self._around(figure))
        self._do("Delete")

    def _paste(self, taken: Any, below: str) -> None:
        self._view.ViewCursor.gotoRange(self._paragraph(below).End, _MOVE)
        self._do("InsertPara")
        self._view.insertTransferable(taken)

    def _take(self, place: Any) -> Any:
        self._select(place)
        return self._view.getTransferable()

    def _select(self, place: Any) -> None:
        self._view.ViewCursor.gotoRange(place.Start, _MOVE)
        self._view.ViewCursor.gotoRange(place.End, _STRETCH)

    def _found(self, text: str) -> Any:
        wanted = self._document.createSearchDescriptor()
        wanted.SearchString = text
        return self._document.findFirst(wanted)

    def _around(self, text: str) -> Any:
        """连同控件头尾看不见的两个字符。"""
        inner = self._found(text)
        cursor = self._document.Text.createTextCursorByRange(inner.Start)
        cursor.goLeft(1, _MOVE)
        outer = self._document.Text.createTextCursorByRange(cursor.Start)
        outer.gotoRange(inner.End, _STRETCH)
        outer.goRight(1, _STRETCH)
        return outer

    def _paragraph(self, start: str) -> Any:
        every = self._document.Text.createEnumeration()
        while every.hasMoreElements():
            one = every.nextElement()
            if hasattr(one, "String") and one.String.startswith(start):
                return one
        raise AssertionError(start)

    def _do(self, command: str, **values: str) -> None:
        told = self._office.properties(values)
        self._dispatcher.executeDispatch(self._view.Frame, f".uno:{command}", "", 0, told)


def resaved(path: Path, *changes: Callable[[Writer], None]) -> Path:
    """在 LibreOffice 里改过、另存的报告。"""
    office = _office()
    hidden = office.properties({"Hidden": True})
    document = office.desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, hidden)
    try:
        for change in changes:
            change(Writer(office, document))
        output = path.with_name(f"{path.stem}-另存.docx")
        document.storeToURL(output.as_uri(), office.properties({"FilterName": _FILTER}))
    finally:
        document.close(_CLOSED)
    return output


def _office() -> Office:
    """开着的一个，各份报告都在里面改，改完就关。"""
    needs_office("Writer")
    needs_uno()
    return _joined(running())


@cache
def _joined(place: str) -> Office:
    return connect(place)
