"""新建：空白的工作簿、报告模板、表样的草稿；已有同名文件的一律不覆盖。"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from perfxl.errors import FormError, WorkbookError
from perfxl.files.targets import place
from perfxl.form.file import OWN as OWN_FORMS
from perfxl.form.load import asked_folders, load


def new(code: str, output: Path | None, folders: Sequence[Path]) -> Path:
    """一个空白的官方工作簿；已有同名文件时不覆盖。"""
    from perfxl.blank import build  # noqa: PLC0415  # XlsxWriter 只在要新表时装载

    form = load(code, asked_folders(folders))
    target = place(f"{form.title}.xlsx", output or Path(), ".xlsx")
    if target.exists():
        raise WorkbookError(f"{target.name} 已经有了，没有覆盖；请用 -o 换一个文件名")
    build(form, target)
    return target


def new_template(
    code: str, output: Path | None, folders: Sequence[Path], *, charts: bool = False
) -> Path:
    """一张表样的报告模板另存一份，给人照自己的改；已有同名文件时不覆盖。"""
    from perfxl.report import charted_template, default_template  # noqa: PLC0415  # 只在要报告时装载

    form = load(code, asked_folders(folders))
    target = place(f"{form.title}-{form.report.suffix}模板.docx", output or Path(), ".docx")
    try:
        with target.open("xb") as file:
            file.write(charted_template(form) if charts else default_template(form))
    except FileExistsError:
        raise WorkbookError(f"{target.name} 已经有了，没有覆盖；请用 -o 换一个文件名") from None
    except OSError:
        raise WorkbookError(f"写不了 {target.name}，请用 -o 换一个能写的位置") from None
    return target


def new_form(code: str, parent: str, output: Path | None, folders: Sequence[Path]) -> Path:
    """一张新表样的草稿 `代码.toml`，从 `parent` 改起；已有同名的不覆盖。

    Raises:
        FormError: 代码不能作文件名、已经有了，或没有 `parent` 这张表样。
    """
    from perfxl.form.skeleton import skeleton  # noqa: PLC0415  # 只有写草稿时用

    if re.fullmatch(r"\w[\w-]*", code) is None:
        raise FormError(f"代码“{code}”只能用汉字、字母、数字和 -，例如 某市-项目-2025")
    if any((folder / f"{code}.toml").exists() for folder in (*asked_folders(folders), OWN_FORMS)):
        raise FormError(f"代码“{code}”已经有了，请换一个")
    text = skeleton(code, load(parent, asked_folders(folders)), datetime.now().astimezone().date())
    target = place(f"{code}.toml", output or Path(), ".toml")
    if target.stem != code:
        raise FormError(f"表样的文件名要与代码相同，-o 后面请写 {code}.toml 或文件夹")
    try:
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise FormError(f"{target.name} 已经有了，没有覆盖；请换一个代码或文件夹") from None
    except OSError:
        raise FormError(f"写不了 {target.name}，请换一个能写的位置") from None
    return target
