"""写到哪里：`-o` 怎么看，哪些文件不许写，报告已经有人改过的另起一个名字。"""

from __future__ import annotations

from pathlib import Path

from perfxl import disk, workbook
from perfxl.errors import WorkbookError

_MOST_COPIES = 99


def place(name: str, output: Path, suffix: str) -> Path:
    """`-o` 写的是文件就用它，否则当文件夹（没有就建）。"""
    if output.suffix.lower() == suffix:
        folder, target = output.parent, output
    else:
        folder, target = output, output / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise WorkbookError(f"建不了文件夹 {folder.name}，请换一个能写的位置") from None
    return target


def refuse_foreign(source: Path, target: Path, *, overwrite: bool) -> None:
    """`-o` 指到的工作簿：不能是原文件；已有的要么是程序写出的样子，要么写明了覆盖。"""
    if same(source, target):
        raise WorkbookError(
            f"{source.name}：-o 后面写的就是原文件，没有写；要写回原文件，不用写 -o"
        )
    if target.exists() and not overwrite and not workbook.is_ours(target):
        raise WorkbookError(
            f"{target.name}：已经有了，不是程序写的（或者写出以后又改过），没有覆盖；"
            "请换一个名字，确实要覆盖的加上 --overwrite"
        )


def same(path: Path, other: Path) -> bool:
    """是同一个文件（包括经过链接的）；有一个不在的不是。"""
    try:
        return path.samefile(other)
    except OSError:
        return False


def free_report(
    wanted: Path, template: Path | None = None, *, overwrite: bool = False
) -> tuple[Path, tuple[str, ...]]:
    """报告写到哪里，和要说的话：有人改过的、开着的不覆盖，另起 `…(2).docx`。

    Raises:
        WorkbookError: 要写的就是模板；或几十个名字都用完了。
    """
    if template is not None and same(template, wanted):
        raise WorkbookError(
            f"{wanted.name}：报告要写的地方就是模板自己，没有写；请用 -o 换一个名字"
        )
    why = _taken(wanted)
    if not why or (overwrite and not is_open(wanted)):
        return wanted, ()
    for number in range(2, _MOST_COPIES):
        path = wanted.with_name(f"{wanted.stem}({number}){wanted.suffix}")
        if not _taken(path) and not (template is not None and same(template, path)):
            said = f"{wanted.name} {why}，没有覆盖；新的报告写成 {path.name}"
            return path, (f"{said}。只想更新它里面的数的，用 perfxl report 的 --refresh",)
    raise WorkbookError(f"{wanted.name} 和它的各个副本都改过或开着，没有生成；请收拾几个再试")


def _taken(path: Path) -> str:
    """为什么不能覆盖；可以的为空串。"""
    from perfxl.report.finish.seal import untouched  # noqa: PLC0415  # 只在要报告时装载

    if not _exists(path):
        return ""
    if is_open(path):
        return "正在 Word 或 WPS 里开着"
    return "" if untouched(path) else "不是程序写出时的样子（有人改过，或者本来是别的文件）"


def is_open(path: Path) -> bool:
    """正在 Word、WPS 或 LibreOffice 里开着：有它们的锁，或者打不开来写。"""
    if not _exists(path):
        return False
    if disk.lock_of(path) is not None:
        return True
    try:
        with path.open("r+b"):
            return False
    except OSError:
        return True


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # 名字加长两个字就超长的，不会有这个文件
        return False
