"""找到要做的工作簿：宏说了名字和窗口，命令行说了管道名，或者就一个开着的。"""

from __future__ import annotations

import sys
from typing import Any

from perfxl.errors import WorkbookError

# xlwings 遇到 Excel 忙会一直重试，按钮就没有了下文；试这么多次还不行就说出来。
_ATTEMPTS = 2000
# xlwings 装了就带上的几个大库。
_HEAVY = ("pandas", "numpy", "matplotlib", "PIL", "plotly", "polars")
_NO_XLWINGS = (
    '没有装 xlwings，连不上开着的工作簿；在 perfxl 的文件夹里运行 python -m pip install ".[excel]"'
)
_NO_EXCEL = (
    "没有找到正在运行的 Excel；请先在 Excel 里打开工作簿。"
    "WPS 请直接处理文件（perfxl run 文件），LibreOffice 请用 --calc"
)


def load_lightly() -> None:
    """装载 xlwings，不让它带上 pandas、numpy：这里用不着，带上要多花三分之一秒。

    只给自成一个进程的程序用（按钮、小窗口）：之后这个进程里的 xlwings 不认 DataFrame。
    """
    hidden = [name for name in _HEAVY if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None：当作没有装
    try:
        import xlwings  # noqa: F401, PLC0415  # xlwings 是可选的
    except ImportError:
        return  # 没有装的，用到时说
    finally:
        for name in hidden:
            del sys.modules[name]


def find_book(wb: str = "", *, hwnd: int = 0, calc: str = "") -> Any:
    """开着的工作簿。`wb` 是名字或完整路径，不写时是活动的；`hwnd` 是哪个 Excel 窗口。

    Raises:
        WorkbookError: 没有装 xlwings、没有 Excel、没有这个工作簿，或同名的有几个。
    """
    apps = _calc_apps(calc) if calc else _excel_apps()
    if hwnd:
        apps = [app for app in apps if app.hwnd == hwnd] or apps
    if not wb:
        return _active(apps)
    books = [book for app in apps for book in app.books if _is(book, wb)]
    if not books:
        raise WorkbookError(f"没有打开着的工作簿“{_short(wb)}”；请核对名字，或先打开它")
    if len(books) > 1:
        raise WorkbookError(
            f"开着的有 {len(books)} 个都叫“{_short(wb)}”；请只留一个，或用 --hwnd 指明窗口"
        )
    return books[0]


def open_books(*, calc: str = "") -> list[Any]:
    """开着的全部工作簿，给人挑。"""
    return [book for app in (_calc_apps(calc) if calc else _excel_apps()) for book in app.books]


def _active(apps: list[Any]) -> Any:
    apps = [app for app in apps if len(app.books)]
    if not apps:
        raise WorkbookError("没有打开着的工作簿；请先打开自评表")
    if len(apps) > 1:
        raise WorkbookError("开着几个 Excel，不知道做哪一个；请用 --wb 写出工作簿的名字")
    return apps[0].books.active


def _is(book: Any, wb: str) -> bool:
    """名字相同；写了路径的，路径相同或者 Excel 那边说不出路径（网盘上的）。"""
    short = _short(wb)
    if book.name.lower() != short.lower():
        return False
    if short == wb:
        return True
    try:
        full = str(book.fullname)
    except Exception:  # noqa: BLE001  # 网盘上的工作簿，xlwings 说不出它在本机的位置
        return True
    return full.lower() == wb.lower() or "://" in full or "://" in wb


def _short(wb: str) -> str:
    return wb.replace("\\", "/").rpartition("/")[2]


def _calc_apps(calc: str) -> list[Any]:
    try:
        from perfxl.calc import app_of, connect  # noqa: PLC0415  # xlwings 是可选的
    except ImportError:
        raise WorkbookError(_NO_XLWINGS) from None
    return [app_of(connect(calc))]


def _excel_apps() -> list[Any]:
    try:
        import xlwings  # noqa: PLC0415  # 同上
    except ImportError:
        raise WorkbookError(_NO_XLWINGS) from None
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS  # type: ignore[attr-defined]  # 没有公开的口子
    try:
        return list(xlwings.apps)
    except xlwings.XlwingsError:
        raise WorkbookError(_NO_EXCEL) from None
