"""`perfxl forms`：有哪些官方表样；每个数出自哪份文件。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.screen import typed
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError

_WANTED = {"list": 0, "show": 1, "diff": 2, "new": 1, "use": 1, "forget": 0}


def add(command: Add) -> None:
    """添上 `forms` 命令。"""
    made = command(_act, "有哪些官方表样；每个数出自哪份文件")
    made.add_argument("what", nargs="?", default="list", choices=list(_WANTED))
    made.add_argument(
        "codes", nargs="*", metavar="表样", help="show、new 一个，diff 两个；use 后面写文件夹"
    )
    made.add_argument("--extends", metavar="表样", help="new：从哪张改起，不写时是 mof-2020")


def _act(options: argparse.Namespace, say: Say) -> int:
    from perfxl.form import listing, load  # noqa: PLC0415  # 只看用法时不装载

    wanted = _WANTED[options.what]
    codes = options.codes or ([options.form] if options.form and options.what == "show" else [])
    if len(codes) != wanted:
        what = "1 个文件夹" if options.what == "use" else f"{wanted} 个表样代码"
        said = f"要写 {what}" if wanted else "不用再写别的"
        raise PerfxlError(f"forms {options.what} 后面{said}")
    if options.extends and options.what != "new":
        raise PerfxlError("--extends 只用在 forms new 后面")
    if options.what == "new":
        _new_form(codes[0], options, say)
    elif options.what in {"use", "forget"}:
        _remember(options, say)
    elif options.what == "list":
        say.forms(load.forms_for(None, options.forms))
    elif options.what == "show":
        say.form_values(listing.form_values(codes[0], options.forms))
    else:
        say.differences(codes, listing.form_differences(codes[0], codes[1], options.forms))
    return OK


def _remember(options: argparse.Namespace, say: Say) -> None:
    from perfxl.form import load, own  # noqa: PLC0415  # 只看用法时不装载

    if options.what == "forget":
        said = "已不再记着" if own.forget() else "没有记过文件夹"
        say.result({"folder": None}, f"{said}；以后只用自带的表样，要用别的写 --forms", "Forgotten")
        return
    folder = Path(options.codes[0])
    seen = load.forms_for(None, (folder,)) if folder.is_dir() else ()
    mine = [form.code for form in seen if (folder / f"{form.code}.toml").is_file()]
    words = sorted(path.stem for path in (folder / own.WORDS).glob("*.toml"))
    if folder.is_dir() and not (mine or words):
        raise PerfxlError(f"{folder} 里没有表样文件（.toml），没有记；请写放着表样文件的文件夹")
    full = own.remember(folder)
    uses = [
        *([f"{'、'.join(mine)}；命令行、按钮、小窗口都先用里面的表样"] if mine else []),
        *([f"核对报告时用里面的{own.WORDS}（{'、'.join(words)}）"] if words else []),
    ]
    said = f"已记着 {full}：{'；'.join(uses)}"
    say.result({"folder": str(full), "codes": mine}, said, f"Remembered {full}")


def _new_form(code: str, options: argparse.Namespace, say: Say) -> None:
    from perfxl import files  # noqa: PLC0415  # 只看用法时不装载

    made = files.new_form(code, options.extends or "mof-2020", options.output, options.forms)
    then = f"改好以后画空白表：perfxl new {code} --forms {typed(made.parent)}"
    say.result({"file": str(made)}, f"已写好草稿 {made}\n{then}", f"Created {made}")
