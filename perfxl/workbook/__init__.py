"""文件门：工作簿读成 Grid，把 Edits 写回同一文件，别的一个字节不动。

旧格式（.xls、.et、.ods）只读；结果写进它的 .xlsx 副本。

三个函数都只在说得清的地方失败：抛出的 WorkbookError 就是给办事人员看的一句话，原文件没有动。
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import disk
from perfxl.errors import WorkbookError
from perfxl.workbook.blame import speaking_of
from perfxl.workbook.old import is_old, read_bytes
from perfxl.workbook.package import MAX_FILE, Package

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from perfxl.cells.edits import Edits, ValueEdit
    from perfxl.cells.grid import Grid
    from perfxl.workbook.buttons import Button
    from perfxl.workbook.clearing import Cleared
    from perfxl.workbook.macros import MakeProject
    from perfxl.workbook.undoing import Undone

__all__ = [
    "backups",
    "clear",
    "drop_backups",
    "is_copy",
    "is_ours",
    "is_read_only_kind",
    "load",
    "locked",
    "macro_copy",
    "put",
    "read",
    "read_data",
    "refuse_targets",
    "remarks",
    "understand",
    "undo",
    "write",
    "write_copy",
]  # fmt: skip


def read(path: Path) -> Grid:
    """读一个工作簿：有内容的格、公式、合并区域、隐藏的表、定义名称。"""
    return understand(load(path), path)


def load(path: Path) -> bytes:
    """工作簿的字节。要写回的先拿着它：判的、写的、换上前比对的是同一份。"""
    with speaking_of(path):
        return _load(path)


def understand(data: bytes, path: Path) -> Grid:
    """`path` 的字节 → Grid。"""
    with speaking_of(path, data):
        return read_bytes(data, path.name)


def read_data(data: bytes, name: str) -> Grid:
    """读一个工作簿的字节；`name` 是话里怎样称呼它。"""
    with speaking_of(Path(name), data):
        _require_usual_size(len(data))
        return read_bytes(data, name)


def is_read_only_kind(path: Path) -> bool:
    """是只能读、不能写回的旧格式（.xls、.et、.ods）；看内容，不看扩展名。"""
    with speaking_of(path):
        return is_old(_load(path))


@contextmanager
def locked(target: Path) -> Iterator[None]:
    """一个文件一双手：从读到写拿着 `target` 的锁；另一个程序正在写的，等一等，等不到说一句。"""
    from perfxl.workbook.lock import held  # noqa: PLC0415  # 只校验时不装载写回的部分

    with ExitStack() as stack:
        with speaking_of(target):
            stack.enter_context(held(target))
        yield


def write(
    path: Path, edits: Edits, *, output: Path | None = None, seen: bytes | None = None
) -> bool:
    """写回一个工作簿，返回内容有没有变。

    `edits` 是对“属于我们的东西”的完整陈述：上次的标记、结果表这次没有提到的就去掉。
    给了 `output` 就写到那里，`path` 不动。写回前的内容留着，可用 `undo` 取回。
    旧格式的一定要给 `output`：写的是它的副本，那里已有别的文件时不覆盖。

    Raises:
        ChangedError: `path` 现在的内容不是判的那一份（`seen`）：别的程序刚存过，什么都没有写。
    """
    from perfxl.workbook import copy, exchange, save, writer  # noqa: PLC0415  # 只校验时不装载写回的部分

    target = path if output is None else output
    with locked(target):
        with speaking_of(path):
            old = _load(path) if seen is None else seen
            package, is_copy = _to_write(old, path, edits, output)
            writer.apply(package, edits)
            new = package.build()
        with speaking_of(target):
            if is_copy:
                copy.refuse_others(target, path.name)
            there = _there(target) if output is not None else old
            if new != there:
                save.refuse_open_elsewhere(target)
                save.refuse_read_only(target)
                fresh = is_copy and there is None
                exchange.replace(target, new, like=path, seen=there, keep=not fresh)
    return new != (there if is_copy else old)


def _there(target: Path) -> bytes | None:
    return target.read_bytes() if target.exists() else None


def write_copy(path: Path, edits: Edits, output: Path) -> bool:
    """结果写进另存的副本，返回写了没有；`path` 只读不写，副本与上次相同时也不写。

    `output` 处已有别的文件，或者那份副本后来有人改过，就不覆盖。
    """
    from perfxl.workbook import copy, exchange, save, writer  # noqa: PLC0415  # 只校验时不装载写回的部分

    with locked(output):
        with speaking_of(path):
            package, _ = _to_write(_load(path), path, edits, output)
            writer.apply(package, edits)
            new = package.build(comment=copy.sign(path.name))
        with speaking_of(output):
            copy.refuse_others(output, path.name)
            there = _there(output)
            if there == new:
                return False
            save.refuse_open_elsewhere(output)
            exchange.replace(output, new, like=path, seen=there, keep=False)
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
    from perfxl.workbook import exchange, macros, parts  # noqa: PLC0415  # 同上

    sheet, after = place
    with speaking_of(path):
        data = _load(path)
        if is_old(data):
            raise WorkbookError("是旧格式，放不进宏；请用 Excel 或 WPS 另存为 .xlsx，再试")
        package = Package(data)
        macros.add_project(package, make)
        sheets = parts.open_book(package).sheets
        part = next(entry.part for entry in sheets if entry.name == sheet)
        drawn.add_buttons(package, part or "", after, buttons)
        new = package.build()
    with speaking_of(output):
        if output.exists():
            raise WorkbookError("已经有了，没有覆盖；请换一个文件名")
        with locked(output):
            exchange.replace(output, new, like=path, seen=None, keep=False)


def undo(path: Path, *, everything: bool = False) -> Undone:
    """撤销上次写回：换回写回之前的字节；`everything` 时一直回到最早的一份。

    之后又改动过的不撤销，免得丢掉后来的改动。
    """
    from perfxl.workbook import lock, save, undoing  # noqa: PLC0415  # 同上

    with speaking_of(path):
        if not path.is_file():
            raise WorkbookError("找不到这个文件；请核对路径")
        with lock.held(path):
            save.refuse_open_elsewhere(path)
            save.refuse_read_only(path)
            return undoing.undo(path, everything=everything)


def clear(path: Path, values: tuple[ValueEdit, ...] = ()) -> Cleared:
    """我们的标记、批注、结果表、名称、样式都去掉，填报人后来的改动留着；`values` 一并写上。"""
    from perfxl.workbook import clearing, exchange, save  # noqa: PLC0415  # 同上

    with locked(path), speaking_of(path):
        data = _load(path)
        if is_old(data):
            raise WorkbookError("是旧格式，程序从来不往里面写，没有要去掉的")
        made = clearing.clear(path.resolve(), data, values)
        if made.data != data:
            save.refuse_open_elsewhere(path)
            save.refuse_read_only(path)
            exchange.replace(path, made.data, like=path, seen=data)
    return made


def backups(path: Path) -> tuple[Path, ...]:
    """留着的写回以前的各份：一个文件的，或一个文件夹（连同下级）里的。"""
    from perfxl.workbook import tidying  # noqa: PLC0415  # 同上

    with speaking_of(path):
        return tidying.listed(path)


def drop_backups(path: Path) -> tuple[Path, ...]:
    """删去它们，返回删了哪些；从此撤销不了以前的写回。"""
    from perfxl.workbook import tidying  # noqa: PLC0415  # 同上

    with speaking_of(path):
        return tidying.drop(path)


def put(target: Path, data: bytes, *, like: Path, old: bytes | None = None) -> None:
    """把别的文件（报告）一步换上：停在哪一刻都没有半份。给了 `old`（读时的）的留着，可以撤销。"""
    with locked(target), speaking_of(target):
        if old is None:
            disk.put(target, data, like=like)
            return
        from perfxl.workbook import exchange, save  # noqa: PLC0415  # 同上

        save.refuse_read_only(target)
        exchange.replace(target, data, like=like, seen=old)


def is_ours(path: Path) -> bool:
    """是程序写出来的，而且还是写出时的样子：覆盖它不会丢掉谁的东西。"""
    from perfxl.workbook import copy, history  # noqa: PLC0415  # 同上

    with speaking_of(path):
        now = history.digest(path.read_bytes())
        known = history.steps(path.resolve())
        return copy.is_signed(path) or any(step.after == now for step in known)


def refuse_targets(source: Path, *targets: Path) -> None:
    """动笔之前，要写的几个地方都看一遍：名字、文件夹、空间、开着没有。"""
    from perfxl.workbook import save  # noqa: PLC0415  # 同上

    with speaking_of(source):
        size = source.stat().st_size
        for target in targets:
            save.refuse_unwritable(target.resolve(), size)


def remarks(target: Path) -> tuple[str, ...]:
    """写回之前看得出、写完要告诉使用者的话。"""
    from perfxl.workbook import save  # noqa: PLC0415  # 同上

    return save.others_note(target)


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
