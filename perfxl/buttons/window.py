"""小窗口的样子和按钮。都在一个线程里做：Excel 的连接认线程；一次不到一秒，做着时先说一句。"""

from __future__ import annotations

import signal
import sys
import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from tkinter import ttk
from tkinter.font import nametofont
from tkinter.simpledialog import SimpleDialog
from typing import Any

from perfxl import live
from perfxl.buttons import macro
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.form.form import Form
from perfxl.live import find

ACTIVE = "正在看的工作簿"
_READY = "打开自评表，按“校验”。"
_UNSURE = "看不出要做哪一个工作簿；请在上面选一个"
_WAKE = 300  # 毫秒
_CALM, _TROUBLE = "#222222", "#9C0006"


def open_panel(calc: str, forms: tuple[Form, ...]) -> Panel:
    """开一个小窗口。

    Raises:
        PerfxlError: 没有图形桌面。
    """
    _sharp()
    try:
        root = tk.Tk(className="perfxl")
    except tk.TclError:
        raise PerfxlError("没有图形桌面，开不了小窗口；可以用 perfxl watch 文件夹") from None
    made = Panel(root, calc, forms)
    root.update()
    _warm(forms)
    return made


def run(panel: Panel) -> None:
    """开到窗口关上，或 Ctrl+C。Tk 等着时不理 Ctrl+C，所以隔一会儿让它醒一下。"""

    def wake() -> None:
        with suppress(tk.TclError):  # 正好关了
            panel.root.after(_WAKE, wake)

    signal.signal(signal.SIGINT, lambda *_: panel.root.destroy())
    wake()
    panel.root.mainloop()


def _sharp() -> None:
    """Windows 上按屏幕的放大倍数画；不声明，系统会把窗口拉大，字是糊的。"""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  # 只有 Windows 用

        with suppress(AttributeError, OSError):
            ctypes.windll.shcore.SetProcessDpiAwareness(1)


class Panel:
    """一行选工作簿，四个按钮，一行结果。"""

    def __init__(self, root: tk.Tk, calc: str, forms: tuple[Form, ...]) -> None:
        self.root, self._calc, self._forms = root, calc, forms
        root.title("绩效自评")
        root.attributes("-topmost", True)  # noqa: FBT003  # Tk 的写法
        root.resizable(width=False, height=False)
        if root.tk.call("tk", "windowingsystem") == "x11":
            ttk.Style(root).theme_use("clam")  # Linux 上的默认样子没法看
        for name in ("TkDefaultFont", "TkTextFont"):
            nametofont(name).configure(size=11)
        frame = ttk.Frame(root, padding="9p")
        frame.grid()
        self.choice = ttk.Combobox(frame, values=[ACTIVE], state="readonly")
        self.choice.set(ACTIVE)
        self.choice.configure(postcommand=self._list)
        self.choice.grid(columnspan=4, sticky="ew")
        self.buttons = {
            "校验": self._button(frame, 0, "校验(J)", "j", self.validate),
            "生成报告": self._button(frame, 1, "生成报告(B)", "b", self.report),
            "核对报告": self._button(frame, 2, "核对报告(H)", "h", self.proof),
            "清除标记": self._button(frame, 3, "清除标记(Q)", "q", self.clear),
        }
        root.bind("<F5>", lambda _: self.buttons["校验"].invoke())
        self.result = ttk.Label(frame, text=_READY, wraplength="360p", foreground=_CALM)
        self.result.grid(row=2, columnspan=4, sticky="w")
        frame.grid_columnconfigure((0, 1, 2, 3), minsize="92p")  # 话长话短，窗口一样宽
        frame.grid_rowconfigure(2, minsize="36p")  # 两行的地方
        self.buttons["校验"].focus_set()

    def _button(
        self, frame: ttk.Frame, column: int, text: str, key: str, act: Callable[[], None]
    ) -> ttk.Button:
        """按钮：鼠标、Alt+字母、走到它上面按回车或空格都行。"""
        made = ttk.Button(frame, text=text, underline=text.index("(") + 1, command=act)
        made.grid(row=1, column=column, sticky="ew", padx="2p", pady="7p", ipady="3p")
        made.bind("<Return>", lambda _: made.invoke())
        self.root.bind(f"<Alt-{key}>", lambda _: made.invoke())
        return made

    def validate(self) -> None:
        """校验。"""
        self._do("正在校验……", lambda book: macro.validate(book, self._forms))

    def report(self) -> None:
        """生成报告。"""
        self._do("正在生成报告……", self._report)

    def _report(self, book: Any) -> str:
        """已有的报告有人改过的，问一声怎么办。"""
        try:
            macro.report(book, self._forms)
        except macro.AskError as question:
            answer = self._ask(str(question))
            if answer is None:
                return "没有生成报告，原来的没有动"
            macro.report(book, self._forms, edited=answer)
        return str(book.app.status_bar)  # 几份自评表几个报告，那里都说了

    def _ask(self, question: str) -> macro.Edited | None:
        """更新里面的数，还是另存新的；关掉窗口、按 Esc 是取消。"""
        text = f"{question}\n更新数字：只改里面的数，别的一字不动。\n另存新的：原来的不动。"
        asked = SimpleDialog(
            self.root, text=text, buttons=["更新数字", "另存新的", "取消"],
            default=0, cancel=2, title="生成报告",
        )  # fmt: skip
        answers: dict[int, macro.Edited] = {0: "refresh", 1: "new"}
        answer = asked.go()
        return None if answer is None else answers.get(answer)

    def proof(self) -> None:
        """核对报告。"""
        self._do("正在核对报告……", self._proof)

    def _proof(self, book: Any) -> str:
        macro.proof(book, self._forms)
        return str(book.app.status_bar)

    def clear(self) -> None:
        """清除标记。"""
        self._do("正在清除标记……", macro.clear)

    def _do(self, doing: str, act: Callable[[Any], str]) -> None:
        """先说在做什么，做，再说结果；每种毛病一句话。做着时又按的不算。"""
        for button in self.buttons.values():
            button.state(["disabled"])
        self._say(doing)
        self.root.update_idletasks()
        said, trouble = _told(lambda: act(self._book()))
        with suppress(tk.TclError):  # 做着的时候窗口关了
            self.root.update()
            for button in self.buttons.values():
                button.state(["!disabled"])
            self._say(said, _TROUBLE if trouble else _CALM)

    def _say(self, text: str, colour: str = _CALM) -> None:
        self.result.configure(text=text, foreground=colour)

    def _list(self) -> None:
        """下拉时重新看开着哪些工作簿。"""

        def fill() -> str:
            self.choice.configure(values=[ACTIVE, *sorted(_labelled(self._books()))])
            return ""

        said, trouble = _told(fill)
        if trouble:
            self._say(said, _TROUBLE)

    def _books(self) -> list[Any]:
        return find.open_books(calc=self._calc)

    def _book(self) -> Any:
        """要做的工作簿：选了的，或正在看的；看不出的，只开着一个就是它。"""
        chosen = self.choice.get()
        if chosen != ACTIVE:
            book = _labelled(self._books()).get(chosen)
            if book is None:
                raise WorkbookError(f"“{chosen}”没有打开着；请重新选一个")
            return book
        books = self._books()
        if not books:
            raise WorkbookError("没有打开着的工作簿；请先打开自评表")
        if len(books) == 1:
            return books[0]
        try:
            return live.find_book(calc=self._calc)
        except Exception as error:  # 有的 Excel 版本说不出正在看的是哪一个
            self.choice.configure(values=[ACTIVE, *sorted(_labelled(books))])
            raise WorkbookError(_UNSURE) from error


def _warm(forms: tuple[Form, ...]) -> None:
    """趁还没有人按：规则、Word 的库先装载好，按下去就不用等。"""
    import perfxl.report  # noqa: F401, PLC0415  # 窗口先出来，再装载

    macro.warm(forms)


def _labelled(books: list[Any]) -> dict[str, Any]:
    """给人挑的名字；两个 Excel 里同名的，后面加上号。"""
    labelled: dict[str, Any] = {}
    for book in books:
        name, number = str(book.name), 2
        while name in labelled:
            name, number = f"{book.name}（{number}）", number + 1
        labelled[name] = book
    return labelled


def _told(act: Callable[[], str]) -> tuple[str, bool]:
    """做一件事：（一句结果，是不是毛病）。"""
    try:
        return act(), False
    except PerfxlError as error:
        return str(error), True
    except Exception as error:  # noqa: BLE001  # 小窗口不能因为一次没有做成就没了
        known = live.sentence(error)
        kind = type(error).__name__
        return known or f"程序出错，没有做成（{kind}）；请把这句话反馈给 perfxl 的维护者", True
