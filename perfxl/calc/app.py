"""引擎、程序、工作簿。一个连上的 LibreOffice 就是一个程序。"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from xlwings import base_classes

from perfxl.calc.area import Area
from perfxl.calc.bridge import Office, ProtectedError
from perfxl.calc.line import Answers, Far, Line
from perfxl.calc.names import Names
from perfxl.calc.numberformats import Formats
from perfxl.calc.ranges import Range
from perfxl.calc.sheets import Sheet, Sheets
from perfxl.calc.values import CellError, Formulas


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
        self._said = ""
        self._answers = Answers(office.line)

    @property
    def line(self) -> Line:
        return self.office.line

    @property
    def selection(self) -> Any:
        """活动工作簿里选中的格；选中的是图形、没有窗口时为 None。"""
        chosen = self._answers.get("chosen", lambda: self.line.desk.chosen().get())
        if chosen is None:
            return None
        place, sheet, areas = chosen
        book = Book(self, self.line.desk.current(), place)
        return Range(Sheet(book, sheet), [Area(*corners) for corners in areas])

    @property
    def screen_updating(self) -> bool:
        return not self.line.collecting

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        """不刷新屏幕期间，写的先攒着，一并送过去。"""
        if value == self.screen_updating:
            return
        if value:
            self.line.desk.do("unlock")
            self.line.collecting = False
        else:
            self.line.collecting = True
            self.line.desk.do("lock")

    @property
    def status_bar(self) -> str | bool:
        return self._said or False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self._said = value if isinstance(value, str) else ""
        self.line.desk.do("say", self._said)

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT001, FBT002  # xlwings 的写法
        pass

    def calculate(self) -> None:
        self.line.desk.do("calculate")


class Books(base_classes.Books):
    api: Any = True
    app: Any = None

    def __init__(self, app: App) -> None:
        self.app = app

    def _open(self) -> tuple[list[Book], int]:
        """开着的，和活动的是第几个（没有是 -1）。"""
        desk = self.app.line.desk
        places, current = desk.books().get()
        books = [Book(self.app, desk.book(number), place) for number, place in enumerate(places)]
        return books, current

    def __iter__(self) -> Iterator[Book]:
        return iter(self._open()[0])

    def __len__(self) -> int:
        return len(self._open()[0])

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
        books, current = self._open()
        return books[max(current, 0)] if books else None

    @property
    def active(self) -> Book:
        book = self.active_or_none
        if book is None:
            raise KeyError("active")
        return book

    def open(self, fullname: str, *_: Any) -> Book:
        office = self.app.office
        url = office.uno.systemPathToFileUrl(fullname)
        return Book(
            self.app, office.line.desk.open(url, office.properties({"MacroExecutionMode": 0}))
        )


class Book(base_classes.Book):
    """一个开着的电子表格文档。`far` 是那边的 inside.Book。"""

    api: Any = True
    app: Any = None

    def __init__(self, app: App, far: Far, place: Any = None) -> None:
        self.app = app
        self.far = far
        self.line = app.line
        self.answers = Answers(app.line)
        self._of_sheets: dict[str, Answers] = {}
        if place is not None:
            self.answers.put("place", place, lasting=True)
        self.formats = Formats(far, app.office.struct("lang.Locale"))
        self.formulas = Formulas(self.line, far)

    @cached_property
    def document(self) -> Far:
        """LibreOffice 的文档对象。"""
        return self.far.prop("document")

    @property
    def office(self) -> Office:
        office: Office = self.app.office
        return office

    @property
    def fullname(self) -> str:
        """完整路径；没有保存过的是标题，与 Excel 相同。"""
        url, title = self.answers.get("place", lambda: self.far.place().get(), lasting=True)
        if not url:
            return str(title)
        return str(self.office.uno.fileUrlToSystemPath(url)) if url.startswith("file:") else url

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    @cached_property
    def whole(self) -> Area:
        """一张表一共有多大。"""
        return Area(*Sheets(self)(1).far.whole().get())

    @property
    def sheets(self) -> Any:
        return Sheets(self)

    @property
    def names(self) -> Any:
        return Names(self)

    def answers_of(self, sheet: str) -> Answers:
        """一张表的问答；同一张表的各个 Sheet 共用。"""
        return self._of_sheets.setdefault(sheet, Answers(self.line))

    def look_once(self) -> None:
        """屏幕不刷新期间头一回走过各张表：全部一次问来，各张表先记着。"""
        if self.line.collecting:
            self.answers.get("looked", self._look, lasting=True)

    def _look(self) -> None:
        overview = self.far.overview().get()
        self.formats.learn(key for _, said in overview for _, key in said[4][3])
        for name, (index, visible, protected, used, content, seen, rules, notes, out) in overview:
            known = self.answers_of(name)
            known.put("protected", protected, lasting=True)
            for question, answer in {
                "index": index, "visible": visible, "used": used, f"content {used}": content,
                "seen": seen, "rules": rules, "notes": notes, "concealed": out,
                "formats": {place: key for at, key in content[3] for place in Area(*at).places()},
            }.items():  # fmt: skip
                known.put(question, answer)

    @property
    def titles(self) -> Any:
        """各张表的名字，和活动的是哪一张。"""
        return self.answers.get("titles", lambda: self.far.titles().get())

    def refuse_protected(self) -> None:
        """受保护的工作簿不让增减工作表。"""
        if self.answers.get("protected", lambda: self.far.protected().get(), lasting=True):
            raise ProtectedError

    def activate(self) -> None:
        self.far.do("show")

    def save(self, path: str | None = None, password: str | None = None) -> None:
        del password
        if path is None:
            self.document.do("store")
            return
        self.document.do(
            "storeToURL",
            self.office.uno.systemPathToFileUrl(str(Path(path).resolve())),
            self.office.properties({"FilterName": "Calc MS Excel 2007 XML"}),
        )

    def close(self) -> None:
        self.document.do("close", True)  # noqa: FBT003  # UNO 的写法
