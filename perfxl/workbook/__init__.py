"""文件门：工作簿读成 Grid，把 Edits 写回同一文件，别的一个字节不动。

旧格式（.xls、.et、.ods）只读；结果写进它的 .xlsx 副本。

三个函数都只在说得清的地方失败：抛出的 WorkbookError 就是给办事人员看的一句话，原文件没有动。
"""

from __future__ import annotations

import struct
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

from lxml.etree import LxmlError

from perfxl.errors import WorkbookError
from perfxl.workbook.old import is_old, read_bytes
from perfxl.workbook.package import MAX_FILE, Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfxl.cells.grid import Edits, Grid
    from perfxl.workbook.buttons import Button
    from perfxl.workbook.macros import MakeProject

__all__ = [
    "is_copy",
    "is_read_only_kind",
    "macro_copy",
    "read",
    "read_data",
    "undo",
    "write",
    "write_copy",
]

# 各层没有料到的坏内容最后都落在这几类里。
_DAMAGE = (
    ArithmeticError, BadZipFile, EOFError, ExpatError, LookupError, LxmlError, MemoryError,
    NotImplementedError, RuntimeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def read(path: Path) -> Grid:
    """读一个工作簿：有内容的格、公式、合并区域、隐藏的表、定义名称。"""
    with _speaking_of(path):
        return read_bytes(_load(path), path.name)


def read_data(data: bytes, name: str) -> Grid:
    """读一个工作簿的字节；`name` 是话里怎样称呼它。"""
    with _speaking_of(Path(name)):
        _require_usual_size(len(data))
        return read_bytes(data, name)


def is_read_only_kind(path: Path) -> bool:
    """是只能读、不能写回的旧格式（.xls、.et、.ods）；看内容，不看扩展名。"""
    with _speaking_of(path):
        return is_old(_load(path))


def write(path: Path, edits: Edits, *, output: Path | None = None) -> bool:
    """写回一个工作簿，返回内容有没有变。

    `edits` 是对“属于我们的东西”的完整陈述：上次的标记、结果表这次没有提到的就去掉。
    给了 `output` 就写到那里，`path` 不动。写回前的内容留着，可用 `undo` 取回。
    旧格式的一定要给 `output`：写的是它的副本，那里已有别的文件时不覆盖。
    """
    from perfxl.workbook import copy, save, writer  # noqa: PLC0415  # 只校验时不装载写回的部分

    target = path if output is None else output
    with _speaking_of(path):
        old = _load(path)
        package, is_copy = _to_write(old, path, edits, output)
        writer.apply(package, edits)
        new = package.build()
    with _speaking_of(target):
        if is_copy:
            copy.refuse_others(target, path.name)
            old = target.read_bytes() if target.exists() else b""
        if new != old or not (target.exists() and target.read_bytes() == new):
            save.refuse_open_elsewhere(target)
            save.refuse_read_only(target)
            save.replace(target, new, like=path)
    return new != old


def write_copy(path: Path, edits: Edits, output: Path) -> bool:
    """结果写进另存的副本，返回写了没有；`path` 只读不写，副本与上次相同时也不写。

    `output` 处已有别的文件，或者那份副本后来有人改过，就不覆盖。
    """
    from perfxl.workbook import copy, save, writer  # noqa: PLC0415  # 只校验时不装载写回的部分

    with _speaking_of(path):
        package, _ = _to_write(_load(path), path, edits, output)
        writer.apply(package, edits)
        new = package.build(comment=copy.sign(path.name))
    with _speaking_of(output):
        copy.refuse_others(output, path.name)
        if output.exists() and output.read_bytes() == new:
            return False
        save.refuse_open_elsewhere(output)
        save.replace(output, new, like=path, keep=False)
    return True


def is_copy(path: Path) -> bool:
    """是程序写的副本，而且还是写出时的样子。"""
    from perfxl.workbook import copy  # noqa: PLC0415  # 同上

    return copy.is_signed(path)


def _to_write(data: bytes, path: Path, edits: Edits, output: Path | None) -> tuple[Package, bool]:
    """要写的包：.xlsx 是它自己，旧格式是它的副本。"""
    if not is_old(data):
        return Package(data), False
    from perfxl.workbook import copy  # noqa: PLC0415  # 同上

    grid = read_bytes(data, path.name)
    if output is None:
        raise WorkbookError("是旧格式，结果写不进去；请写到一个 .xlsx 文件里")
    ours = frozenset(sheet.name for sheet in edits.sheets)
    return Package(copy.plain_copy(grid, ours)), True


def macro_copy(
    path: Path, output: Path, make: MakeProject, place: tuple[str, int], buttons: Sequence[Button]
) -> None:
    """另存一份带宏和按钮的 .xlsm：按钮画在工作表 `place[0]` 的第 `place[1]` 列之后。

    除了放宏、画按钮非动不可的几处，各部件逐字节不变。`output` 已经有了的不覆盖。
    """
    from perfxl.workbook import buttons as drawn  # noqa: PLC0415  # 只校验时不装载写回的部分
    from perfxl.workbook import macros, parts, save  # noqa: PLC0415  # 同上

    sheet, after = place
    with _speaking_of(path):
        data = _load(path)
        if is_old(data):
            raise WorkbookError("是旧格式，放不进宏；请用 Excel 或 WPS 另存为 .xlsx，再试")
        package = Package(data)
        macros.add_project(package, make)
        part = next(one.part for one in parts.open_book(package).sheets if one.name == sheet)
        drawn.add_buttons(package, part or "", after, buttons)
        new = package.build()
    with _speaking_of(output):
        if output.exists():
            raise WorkbookError("已经有了，没有覆盖；请换一个文件名")
        save.replace(output, new, like=path)


def undo(path: Path) -> Path:
    """撤销上次写回：换回写回之前的字节。之后又改动过的不撤销，免得丢掉后来的改动。"""
    from perfxl.workbook import save  # noqa: PLC0415  # 同上

    with _speaking_of(path):
        if not path.is_file():
            raise WorkbookError("找不到这个文件；请核对路径")
        save.refuse_open_elsewhere(path)
        save.refuse_read_only(path)
        return save.undo(path)


def _load(path: Path) -> bytes:
    if path.is_dir():
        raise WorkbookError("是文件夹，不是工作簿；请指定里面的 .xlsx 文件")
    if not path.exists():
        raise WorkbookError("找不到这个文件；请核对路径")
    _require_usual_size(path.stat().st_size)
    return path.read_bytes()


def _require_usual_size(size: int) -> None:
    if size > MAX_FILE:
        raise WorkbookError(f"超过 {MAX_FILE // 1024 // 1024} MB，不像自评表；请核对文件")


@contextmanager
def _speaking_of(path: Path) -> Iterator[None]:
    """给每一句话安上文件名；没有料到的坏内容也说成一句话，不让使用者看见程序的内部报错。"""
    name = path.name
    try:
        yield
    except WorkbookError as error:
        raise WorkbookError(f"{name}：{error}") from error
    except PermissionError as error:
        raise WorkbookError(
            f"{name}：没有权限读写，或正被其他程序占用；请关闭占用它的程序，"
            "或把它复制到自己的文件夹后再试"
        ) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise WorkbookError(
            f"{name}：磁盘读写失败（{reason}）；请检查磁盘空间和网络位置后再试"
        ) from error
    except _DAMAGE as error:
        raise WorkbookError(
            f"{name}：内容损坏，读不下去；请用 Excel 打开修复后另存，再试"
        ) from error
