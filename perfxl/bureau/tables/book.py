"""汇总.xlsx：写到一个临时文件里，写完整了才换上。"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from perfxl import disk
from perfxl.bureau.tables.cellbook import CellBook
from perfxl.bureau.tables.front import Front
from perfxl.bureau.tables.looked import COPIED, LAST, MISSING, OUTLIERS, SAMPLE, UNREAD
from perfxl.bureau.tables.sheet import draw
from perfxl.bureau.tables.sheets import FILINGS, FINDINGS, FUNDS, INDICATORS, OFFICES
from perfxl.bureau.tables.whole import Whole
from perfxl.errors import WorkbookError

_SHEETS = (
    OFFICES, FILINGS, INDICATORS, FUNDS, FINDINGS, MISSING, COPIED, OUTLIERS, SAMPLE, UNREAD,
)  # fmt: skip


def write_book(whole: Whole, path: Path) -> dict[str, str]:
    """写 `path`；链接是从它所在的文件夹算起的相对路径。返回概况上各数在哪一格。

    Raises:
        WorkbookError: 写不了（正开着、没有权限、磁盘满了）。
    """
    try:
        with TemporaryDirectory(prefix="perfxl-") as folder:
            staged = Path(folder) / "汇总.xlsx"
            book = CellBook(staged, folder=path.parent.resolve(), root=whole.bureau.root)
            front = Front(book, whole)
            front.draw()
            for sheet in (*_SHEETS, *([LAST] if whole.compared else [])):
                draw(book, sheet, sheet.frame(whole))
            book.close()
            disk.put(path, staged.read_bytes())
    except OSError:
        raise WorkbookError(
            f"写不了 {path.name}：可能正在 Excel 或 WPS 里开着，或者文件夹没有权限、磁盘满了；"
            "请关掉或换一个位置再试，台账没有动"
        ) from None
    return front.places
