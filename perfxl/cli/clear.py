"""`perfxl clear`：报送之前，把程序写的东西从工作簿里拿走；`--backups` 收拾隐藏的备份。"""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfxl.cli.consent import DROPPING, add_yes, refused
from perfxl.cli.parser import CANNOT, OK
from perfxl.cli.say import Say
from perfxl.cli.screen import name, one_line
from perfxl.cli.tables import Add, alone
from perfxl.errors import PerfxlError

if TYPE_CHECKING:
    from perfxl.workbook.clearing import Cleared


def add(command: Add) -> None:
    """添上 `clear` 命令。"""
    made = command(_act, "拿走工作簿里程序写的标记、批注、结果表，好拿去报送")
    made.add_argument(
        "files", nargs="+", type=Path, metavar="文件", help="工作簿（--backups 时也可以是文件夹）"
    )
    made.add_argument("--backups", action="store_true",
                      help="不动工作簿，删去旁边 .perfxl 里写回以前的各份")  # fmt: skip
    add_yes(made)


def _act(options: argparse.Namespace, say: Say) -> int:
    if options.output is not None:
        raise PerfxlError("clear 只在原处清除，用不着 -o；要留一份带标记的，请先复制")
    from perfxl.form.load import forms_for  # noqa: PLC0415  # 只看用法时不装载

    if options.backups and (stopped := refused(options, _backups(options), DROPPING)) is not None:
        return stopped
    forms = () if options.backups else forms_for(options.form, options.forms)
    several, code, done = len(options.files) > 1, OK, []
    for path in options.files:
        made = alone(
            path,
            lambda path: _drop(path, say) if options.backups else _clear(path, forms, say),
            several=several,
        )
        if made is None:
            code = CANNOT
        else:
            done.append(made)
    say.value(done)
    return code


def _backups(options: argparse.Namespace) -> list[Path]:
    """要删的各份；看不了的到删的时候再说。"""
    from perfxl import workbook  # noqa: PLC0415  # 只看用法时不装载

    backups: list[Path] = []
    for path in options.files:
        with suppress(PerfxlError):
            backups += workbook.backups(path)
    return backups


def _clear(path: Path, forms: Any, say: Say) -> dict[str, Any]:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    made = files.clear(path, forms)
    english = "cleared" if made.any else "nothing to clear"
    say.text(f"{name(path)}：{_said(made)}", f"{name(path)}: {english}")
    return {
        "file": str(path), "cleared": made.any, "sheets": list(made.sheets),
        "marked": made.marked, "notes": made.notes, "values": made.values,
        "original": made.original,
    }  # fmt: skip


def _said(made: Cleared) -> str:
    if not made.any:
        return "没有程序写的东西，文件没有动"
    what = [f"结果表 {'、'.join(made.sheets)}"] if made.sheets else []
    what += [f"{made.marked} 张表上的标记"] if made.marked else []
    what += [f"{made.notes} 条批注"] if made.notes else []
    what += [f"{made.values} 格核算得分、偏差率"] if made.values else []
    taken = f"已拿走{'，'.join(what) or '程序添的样式'}"
    rest = "与写回以前逐字节相同" if made.original else "您填的、改的都留着"
    return f"{taken}；{rest}。要拿回来：perfxl undo"


def _drop(path: Path, say: Say) -> dict[str, Any]:
    from perfxl import workbook  # noqa: PLC0415  # 只看用法时不装载

    gone = workbook.drop_backups(path)
    shown = name(path.resolve())  # 写“.”的，说文件夹的名字
    for item in gone:
        say.text(f"已删 {one_line(item)}", f"Removed {one_line(item)}")
    say.text(
        f"{shown}：删了 {len(gone)} 份写回以前的备份，以前的写回从此撤销不了"
        if gone
        else f"{shown}：没有备份",
        f"{shown}: {len(gone)} backups removed",
    )
    return {"path": str(path), "removed": [str(item) for item in gone]}
