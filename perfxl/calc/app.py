"""引擎、程序、工作簿。一个连上的 LibreOffice 就是一个程序。"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from xlwings import base_classes

from perfxl.calc.bridge import Office
from perfxl.calc.names import Names
from perfxl.calc.numberformats import Formats
from perfxl.calc.sheets import Sheets
from perfxl.calc.values import CellError, Formulas

_STATUS_STEPS = 100


class CalcEngine:
    """xlwings 的引擎。读出来的数已经是 Python 的数，写进去的只要把空白换成空文字。"""

    name = "calc"
    type = "desktop"

    def __init__(self, office: Office) -> None:
        self.app = App(self, office)
        self.apps = Apps(self.app)

    @staticmethod
    def prepare_xl_data_element(x: Any, date_format: Any) -> Any:
        del date_format
        return "" if x is None else x

    @staticmethod
    def clean_value_data(
        data: Sequence[Sequence[Any]],
        datetime_builder: Any,
        empty_as: Any,
        number_builder: Any,
        err_to_str: Any,
    ) -> list[list[Any]]:
        del datetime_builder, number_builder

        def clean(value: Any) -> Any:
            if value is None or value == "":
                return empty_as
            if isinstance(value, CellError):
                return str(value) if err_to_str else None
            return value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self, app: App) -> None:
        self._app = app

    def keys(self) -> list[int]:
        return [self._app.pid]

    def __iter__(self) -> Iterator[App]:
        return iter([self._app])

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        return self._app


class App(base_classes.App):
    """连上的 LibreOffice。没有窗口句柄；状态栏的话由这里记着。"""

    api: Any = True
    pid = os.getpid()
    hwnd: Any = None
    version = "7.4"
    visible: Any = True
    display_alerts: Any = False
    enable_events: Any = True

    engine: Any = None
    books: Any = None

    def __init__(self, engine: CalcEngine, office: Office) -> None:
        self.engine = engine
        self.office = office
        self.books = Books(self)
        self._status: Any = None
        self._said = ""
        self._locked: list[Any] = []

    @property
    def selection(self) -> Any:
        """活动工作簿里选中的格；选中的是图形、没有窗口时为 None。"""
        book = self.books.active_or_none
        return None if book is None else book.selection

    @property
    def screen_updating(self) -> bool:
        return not self._locked

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._locked:
                document.unlockControllers()
            self._locked = []
        elif not self._locked:
            self._locked = [book.document for book in self.books]
            for document in self._locked:
                document.lockControllers()

    @property
    def status_bar(self) -> str | bool:
        return self._said or False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        if self._status is None and value:
            frame = self.office.desktop.getCurrentFrame()
            book = self.books.active_or_none
            if frame is None and book is not None:
                frame = book.frame
            self._status = frame and frame.createStatusIndicator()
        self._said = value if isinstance(value, str) else ""
        if self._status and self._said:
            self._status.start(self._said, _STATUS_STEPS)
        elif self._status:
            self._status.end()
            self._status = None

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002  # xlwings 的写法
        pass

    def calculate(self) -> None:
        for book in self.books:
            book.document.calculateAll()


class Books(base_classes.Books):
    api: Any = True
    app: Any = None

    def __init__(self, app: App) -> None:
        self.app = app

    def _documents(self) -> Iterator[Any]:
        components = self.app.office.desktop.getComponents().createEnumeration()
        while components.hasMoreElements():
            document = components.nextElement()
            if hasattr(document, "getSheets"):
                yield document

    def __iter__(self) -> Iterator[Book]:
        return (Book(self.app, document) for document in self._documents())

    def __len__(self) -> int:
        return sum(1 for _ in self._documents())

    def __call__(self, name_or_index: str | int) -> Book:
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    @property
    def active_or_none(self) -> Book | None:
        current = self.app.office.desktop.getCurrentComponent()
        if current is not None and hasattr(current, "getSheets"):
            return Book(self.app, current)
        return next(iter(self), None)

    @property
    def active(self) -> Book:
        found = self.active_or_none
        if found is None:
            raise KeyError("active")
        return found

    def open(self, fullname: str, *_: Any) -> Book:
        office = self.app.office
        document = office.desktop.loadComponentFromURL(
            office.uno.systemPathToFileUrl(fullname), "_blank", 0,
            office.properties({"MacroExecutionMode": 0}),
        )  # fmt: skip
        return Book(self.app, document)


class Book(base_classes.Book):
    """一个开着的电子表格文档。"""

    api: Any = True
    app: Any = None

    def __init__(self, app: App, document: Any) -> None:
        self.app = app
        self.document = document
        self.formats = Formats(app.office, document)
        self.formulas = Formulas(document)

    @property
    def office(self) -> Office:
        office: Office = self.app.office
        return office

    @property
    def fullname(self) -> str:
        """完整路径；没有保存过的是标题，与 Excel 相同。"""
        url = self.document.getURL()
        if not url:
            return str(self.document.Title)
        return str(self.office.uno.fileUrlToSystemPath(url)) if url.startswith("file:") else url

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @property
    def sheets(self) -> Any:
        return Sheets(self)

    @property
    def names(self) -> Any:
        return Names(self)

    @property
    def controller(self) -> Any:
        return self.document.getCurrentController()

    @property
    def frame(self) -> Any:
        controller = self.controller
        return controller and controller.getFrame()

    @property
    def selection(self) -> Any:
        controller = self.controller
        chosen = controller and controller.getSelection()
        if chosen is None or not hasattr(chosen, "getRangeAddressesAsString"):
            if chosen is None or not hasattr(chosen, "getRangeAddress"):
                return None
            return Sheets(self).range_of([chosen.getRangeAddress()])
        return Sheets(self).range_of(chosen.getRangeAddresses())

    def activate(self) -> None:
        frame = self.frame
        if frame is not None:
            frame.activate()

    def save(self, path: str | None = None, password: str | None = None) -> None:
        del password
        if path is None:
            self.document.store()
            return
        self.document.storeToURL(
            self.office.uno.systemPathToFileUrl(str(Path(path).resolve())),
            self.office.properties({"FilterName": "Calc MS Excel 2007 XML"}),
        )

    def close(self) -> None:
        self.document.close(True)  # noqa: FBT003  # UNO 的写法
