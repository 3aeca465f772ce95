"""`perfxl excel …`：装进 Excel、带按钮的副本、拖放用的 .bat、用不了时检查。"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError
from perfxl.excel.windows import Windows

if TYPE_CHECKING:
    from perfxl.excel.doctor import Row

_PLACES = {
    "install": (0, 0), "uninstall": (0, 0), "doctor": (0, 0), "bats": (1, 1), "xlsm": (1, 2),
    "oxt": (1, 1),
}  # fmt: skip
MACHINE = Windows()


def add(command: Add) -> None:
    """命令 `perfxl excel …`。"""
    made = command(_act, "装进 Excel、带按钮的副本、拖放用的 .bat、用不了时检查")
    made.add_argument("what", choices=list(_PLACES), help="做什么，见 docs/Excel里用.md")
    made.add_argument("places", nargs="*", type=Path, metavar="位置",
                      help="bats：文件夹；xlsm：原表和新文件；oxt：新文件")  # fmt: skip
    made.add_argument("--send-to", action="store_true", help="install：右键“发送到”里也放上")
    made.add_argument("--libreoffice", action="store_true",
                      help="install、uninstall：是 LibreOffice（不是 Windows 时总是）")  # fmt: skip


def _act(options: argparse.Namespace, say: Any) -> int:
    least, most = _PLACES[options.what]
    if not least <= len(options.places) <= most:
        raise PerfxlError(
            f"excel {options.what} 后面要写 {least if least == most else '一到两'} 个位置"
        )
    if options.what == "xlsm":
        return _xlsm(options.places, say)
    if options.what == "oxt":
        return _oxt(options.places[0], say)
    office = options.libreoffice or not MACHINE.here
    if office and options.what in {"install", "uninstall"}:
        return _libreoffice(options.what, say)
    if not MACHINE.here:
        raise PerfxlError(
            f"excel {options.what} 只用在 Windows 上；这台电脑上可以用 LibreOffice 的扩展"
            "（perfxl excel install）、perfxl watch 文件夹，或直接 perfxl run 文件"
        )
    acts = {"install": _install, "uninstall": _uninstall, "doctor": _doctor, "bats": _bats}
    return acts[options.what](options, say)


def _xlsm(places: list[Path], say: Any) -> int:
    from perfxl.excel.xlsm import make_xlsm  # noqa: PLC0415  # 只看用法时不装载

    made = make_xlsm(places[0], places[-1].with_suffix(".xlsm") if len(places) == 1 else places[1])
    then = "要让按钮起作用，先运行一次 perfxl excel install；收到的人也要各自装 perfxl"
    say.result({"file": str(made)}, f"已另存 {made}\n{then}", f"Created {made}")
    return 0


def _oxt(place: Path, say: Any) -> int:
    from perfxl.excel.libreoffice import write  # noqa: PLC0415  # 同上

    made = write(place)
    then = "在 LibreOffice 的“工具 → 扩展管理器”里添加它；那台电脑上也要装 perfxl"
    say.result({"file": str(made)}, f"已写出 {made}\n{then}", f"Created {made}")
    return 0


def _libreoffice(what: str, say: Any) -> int:
    from perfxl.excel import libreoffice  # noqa: PLC0415  # 同上

    if what == "uninstall":
        libreoffice.uninstall(MACHINE)
        say.result({"removed": [libreoffice.IDENTIFIER]}, "已从 LibreOffice 里拿走", "Uninstalled")
        return 0
    made = libreoffice.install(MACHINE)
    text = "已装进 LibreOffice；重新打开 Calc，菜单栏和工具栏里有“绩效自评”"
    say.result({"files": [str(path) for path in made]}, text, "Installed")
    return 0


def _install(options: argparse.Namespace, say: Any) -> int:
    from perfxl.excel.install import install  # noqa: PLC0415  # 同上

    made = install(MACHINE, send_to=options.send_to)
    lines = "\n".join(f"已放好 {path}" for path in made)
    then = "重新打开 Excel，功能区里有“绩效自评”一页；没有的，运行 perfxl excel doctor"
    say.result({"files": [str(path) for path in made]}, f"{lines}\n{then}", lines)
    return 0


def _uninstall(_: argparse.Namespace, say: Any) -> int:
    from perfxl.excel.install import uninstall  # noqa: PLC0415  # 同上

    removed, left = uninstall(MACHINE)
    lines = [f"已拿走 {path}" for path in removed]
    lines += [f"{path} 装后改动过，没有动；不要了请自己删" for path in left]
    value = {"removed": [str(path) for path in removed], "left": [str(path) for path in left]}
    say.result(value, "\n".join([*lines, "登记已清除"]), "Uninstalled")
    return 0


def _bats(options: argparse.Namespace, say: Any) -> int:
    from perfxl.excel.program import put_bats  # noqa: PLC0415  # 同上

    try:
        made = put_bats(MACHINE, options.places[0])
    except OSError as error:
        raise PerfxlError(
            f"{options.places[0]} 写不进去（{error.strerror}）；请换一个文件夹"
        ) from None
    lines = "\n".join(f"已放好 {path}" for path in made)
    say.result({"files": [str(path) for path in made]}, f"{lines}\n把自评表拖到上面就行", lines)
    return 0


def _doctor(_: argparse.Namespace, say: Any) -> int:
    from perfxl.excel.doctor import examine  # noqa: PLC0415  # 同上

    rows = examine(MACHINE)
    value = [
        {"item": row.item, "state": row.state, "seen": row.seen, "todo": row.todo} for row in rows
    ]
    table = "\n".join(_line(row) for row in rows)
    say.result({"rows": value}, table, table)
    return int(any(row.state == "要处理" for row in rows))


def _line(row: Row) -> str:
    """表的一行；怎么办另起一行，屏幕窄也看得清。"""
    line = f"{_padded(row.state, 8)}{_padded(row.item, 16)}{row.seen}"
    return f"{line}\n{' ' * 24}→ {row.todo}" if row.todo else line


def _padded(text: str, width: int) -> str:
    used = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
    return text + " " * (width - used)
