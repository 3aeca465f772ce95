"""整个 LibreOffice，和开着的文档。"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from .marks import area_of, loosened
from .tables import Table

_DESKTOP = "com.sun.star.frame.Desktop"
_STEPS = 100  # 状态栏的进度条有几格；我们只用它说话


class Desk:
    """整个 LibreOffice。"""

    def __init__(self, context: Any) -> None:
        self._context = context
        self.desktop = self.service(_DESKTOP)
        self._books = []  # type: list[Book]
        self._locked = []  # type: list[Any]
        self._status = None  # type: Any

    def service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)

    def books(self) -> Any:
        """开着的电子表格，各是（位置，标题），和活动的是第几个（没有是 -1）。"""
        self._books, current = [], -1
        now = self.desktop.getCurrentComponent()
        components = self.desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if hasattr(document, "getSheets"):
                if now is not None and document == now:
                    current = len(self._books)
                self._books.append(Book(document))
        return tuple(book.place() for book in self._books), current

    def book(self, index: int) -> Book:
        """上一次 `books` 说的第几个。"""
        return self._books[index]

    def current(self) -> Any:
        """活动的；活动的不是电子表格，就是第一个。一个也没有是 None。"""
        now = self.desktop.getCurrentComponent()
        if now is not None and hasattr(now, "getSheets"):
            return Book(now)
        self.books()
        return self._books[0] if self._books else None

    def chosen(self) -> Any:
        """活动的工作簿里选中的格。"""
        book = self.current()
        return book and book.chosen()

    def open(self, url: str, properties: Any) -> Book:
        return Book(self.desktop.loadComponentFromURL(url, "_blank", 0, properties))

    def lock(self) -> None:
        """各个文档的窗口都先不重画。"""
        self.books()
        self._locked = [book.document for book in self._books]
        for document in self._locked:
            with suppress(Exception):  # 这时正好关了的
                document.lockControllers()

    def unlock(self) -> None:
        for document in self._locked:
            with suppress(Exception):  # 这时关了的
                document.unlockControllers()
        self._locked = []

    def say(self, text: str) -> None:
        """在状态栏里说话；空的是不说了。"""
        if text and self._status is None:
            frame = self.desktop.getCurrentFrame()
            self._status = frame and frame.createStatusIndicator()
        if not self._status:
            return
        with suppress(Exception):  # 窗口关了，话就不说了
            self._status.start(text, _STEPS) if text else self._status.end()
        if not text:
            self._status = None

    def calculate(self) -> None:
        self.books()
        for book in self._books:
            book.document.calculateAll()


class Book:
    """一个开着的电子表格。"""

    def __init__(self, document: Any) -> None:
        self.document = document

    def place(self) -> Any:
        return self.document.getURL(), self.document.getTitle()

    def titles(self) -> Any:
        """各张表的名字，和活动的是哪一张。"""
        view = self.document.getCurrentController()
        names = self.document.getSheets().getElementNames()
        return names, view.getActiveSheet().getName() if view else names[0]

    def overview(self) -> Any:
        """整个工作簿一次说清，读一份表只要这一次来回：各张表的名字，和 `Table.overview`。"""
        names = self.document.getSheets().getElementNames()
        return tuple((name, self.table(name).overview()) for name in names)

    def table(self, name: str) -> Table:
        return Table(self.document, self.document.getSheets().getByName(name))

    def add(self, name: str, place: int) -> None:
        """添一张表，放在第几（从 0 起）；受保护的文档不让添。"""
        self.document.getSheets().insertNewByName(name, place)

    def remove(self, name: str) -> None:
        self.document.getSheets().removeByName(name)

    def show(self) -> None:
        view = self.document.getCurrentController()
        if view is not None:
            view.getFrame().activate()

    def protected(self) -> bool:
        return bool(self.document.isProtected())

    def chosen(self) -> Any:
        """选中的格：（文档的位置，表名，各块的位置）；选中的不是格、没有窗口是 None。"""
        view = self.document.getCurrentController()
        selection = view and view.getSelection()
        if selection is None:
            return None
        if hasattr(selection, "getRangeAddresses"):
            addresses = selection.getRangeAddresses()
        elif hasattr(selection, "getRangeAddress"):
            addresses = (selection.getRangeAddress(),)
        else:
            return None
        if not addresses:
            return None
        sheet = self.document.getSheets().getByIndex(addresses[0].Sheet).getName()
        return self.place(), sheet, tuple(area_of(address) for address in addresses)

    def select(self, what: Any) -> None:
        view = self.document.getCurrentController()
        if view is not None:
            view.select(what)

    def activate(self, name: str) -> Any:
        """翻到一张表，返回原来看着的；本来就看着它、没有窗口是 None。翻一次要重排一遍。"""
        view = self.document.getCurrentController()
        before = view and view.getActiveSheet()
        if before is None or before.getName() == name:
            return None
        view.setActiveSheet(self.document.getSheets().getByName(name))
        return before

    def freeze(self, name: str, columns: int, rows: int) -> None:
        """冻结。窗口上的事只对看着的那张表起作用：翻过去，做完翻回来。"""
        before, view = self.activate(name), self.document.getCurrentController()
        if view is not None:
            view.freezeAtPosition(columns, rows)
        if before is not None:
            view.setActiveSheet(before)

    # ---- 定义名称：全簿的，表名是空的；限于一张表的，带着表名 ----

    def names(self) -> Any:
        """各个定义名称：（表名，名称，内容）。全簿的在前。"""
        sheets = ("", *self.document.getSheets().getElementNames())
        homes = [(sheet, self.name_home(sheet)) for sheet in sheets]
        return tuple(
            (sheet, name, home.getByName(name).getContent())
            for sheet, home in homes
            for name in home.getElementNames()
        )

    def name_home(self, sheet: str) -> Any:
        """全簿的名称（表名是空的），或一张表自己的名称。"""
        if not sheet:
            return self.document.NamedRanges
        return self.document.getSheets().getByName(sheet).NamedRanges

    def add_name(self, sheet: str, name: str, content: str, place: Any) -> None:
        home = self.name_home(sheet)
        if home.hasByName(name):
            home.removeByName(name)
        home.addNewByName(name, content, place, 0)

    # ---- 数字格式、底色的样式 ----

    def formats(self, keys: Any) -> Any:
        """这些编号的（格式文字，种类）。"""
        home = self.document.getNumberFormats()
        entries = [home.getByKey(key) for key in keys]
        return tuple((entry.FormatString, entry.Type) for entry in entries)

    def format_key(self, code: str, locale: Any) -> int:
        """一个格式文字的编号；没有就登记一个。"""
        home = self.document.getNumberFormats()
        key = home.queryKey(code, locale, False)
        return int(key if key >= 0 else home.addNew(code, locale))

    def fills(self, wanted: Any) -> Any:
        """这些样式的底色；没有的样式不在里面。"""
        home = self.document.StyleFamilies.getByName("CellStyles")
        return tuple(
            (name, home.getByName(name).CellBackColor) for name in wanted if home.hasByName(name)
        )

    def add_fill(self, name: str, colour: int) -> bool:
        """建一个底色的样式，返回建成了没有。

        有受保护的表时 LibreOffice 整本不让改样式；从别的文档搬样式过来会让它崩溃，7.4 试过。
        """
        home = self.document.getSheets()
        sheets = [home.getByIndex(number) for number in range(home.getCount())]
        return bool(loosened(self.document, sheets, self._add_fill, sheets, name, colour))

    def _add_fill(self, sheets: Any, name: str, colour: int) -> bool:
        if any(sheet.isProtected() for sheet in sheets):
            return False
        home = self.document.StyleFamilies.getByName("CellStyles")
        style = self.document.createInstance("com.sun.star.style.CellStyle")
        home.insertByName(name, style)
        style.CellBackColor = colour
        return True
