"""对文件做的事：校验、写回、改、出报告、新建、撤销。参数已经看懂，结果交给 cli 去说。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.cells.grid import Edits, ValueEdit
from perfxl.errors import FormError, WorkbookError
from perfxl.form.file import OWN as OWN_FORMS
from perfxl.form.form import Form
from perfxl.form.load import asked_folders, load
from perfxl.results.edits import edits
from perfxl.results.fixing import Mended, fix

if TYPE_CHECKING:
    from perfxl.report import Rendered


# 读得了的工作簿；除 .xlsx 外都只读，结果写进副本。
KINDS = frozenset({".xlsx", ".xls", ".et", ".ods"})
COPY = "-校验"  # 副本的名字：`旧表.xls` → `旧表-校验.xlsx`


@dataclass(frozen=True, slots=True)
class Done:
    """对一份工作簿做完的事。没有做的为 None。"""

    file: Path
    assessment: Assessment
    written: Path | None = None
    changed: bool = False
    copied: bool = False  # 写的是旧格式文件的 .xlsx 副本
    report: Rendered | None = None
    fixing: bool = False  # 要看的是改法
    mended: Mended | None = None  # 照改法改过


def files_in(paths: Sequence[Path]) -> Iterator[Path]:
    """点名的文件；点名文件夹时是其中（含下级）的自评表。"""
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if is_filing(one))
        else:
            yield path


def is_filing(path: Path) -> bool:
    """文件夹里要做的一份工作簿：不是 Excel 的临时文件，也不是程序写的副本。

    `自评表-校验.xlsx` 旁边有 `自评表`，就是它的副本；原件已经不在的，看文件里的记号。
    """
    if path.suffix.lower() not in KINDS or path.name.startswith(("~$", ".")):
        return False
    if path.stem.endswith(COPY) and path.suffix.lower() == ".xlsx":
        source = path.stem.removesuffix(COPY)
        if any(path.with_name(source + kind).exists() for kind in KINDS) or workbook.is_copy(path):
            return False
    return path.is_file()


def judge(path: Path, forms: Sequence[Form]) -> Assessment:
    """读一个工作簿，核分、校验；不写任何东西。"""
    return assess(workbook.read(path), forms)


def fix_file(path: Path, forms: Sequence[Form], codes: frozenset[str], output: Path | None) -> Done:
    """照点了名的改法改工作簿；没有可改的不写任何文件。"""
    grid = workbook.read(path)
    made = fix(grid, forms, codes)
    if not made.changes:
        return Done(path, made.assessment, mended=made)
    checked = grid.sheet(made.assessment.form.sheets.findings) is not None
    written = write_back(path, made.assessment, output, made.values, results=checked)
    return Done(path, made.assessment, *written, mended=made)


def write_back(
    path: Path,
    assessment: Assessment,
    output: Path | None,
    values: tuple[ValueEdit, ...] = (),
    *,
    results: bool = True,
) -> tuple[Path, bool, bool]:
    """结果写回工作簿；给了 `output` 时写到那里，原文件不动。

    `values` 是另外要改的格；`results` 为假时只改这几格（旧格式的副本总有结果）。
    旧格式的写进它的 .xlsx 副本。返回（写到哪里，内容变了没有，是不是副本）。
    """
    if workbook.is_read_only_kind(path):
        copy = copy_of(path)
        target = _place(copy.name, output, ".xlsx") if output else copy
        note = (
            f"本工作簿是“{path.name}”的副本，只有值，没有公式；“{path.name}”没有改动。"
            "以后请在一份 .xlsx 里填，结果可以直接写回。"
        )
        made = edits(assessment, note)
        made = replace(made, values=(*made.values, *values))
        return target, workbook.write(path, made, output=target), True
    target = _place(path.name, output, ".xlsx") if output else path
    made = edits(assessment) if results else Edits()
    made = replace(made, values=(*made.values, *values))
    changed = workbook.write(path, made, output=target if output else None)
    return target, changed, False


def copy_of(path: Path) -> Path:
    """带着结果的副本叫什么：`旧表.xls` → `旧表-校验.xlsx`。"""
    return path.with_name(f"{path.stem}{COPY}.xlsx")


def make_report(
    path: Path, assessment: Assessment, output: Path | None, template: Path | None = None
) -> Rendered:
    """Word 自评报告，放在工作簿旁边（或 `output`）。"""
    from perfxl.report import render  # noqa: PLC0415  # python-docx 只在要报告时装载

    name = f"{path.stem}-{assessment.form.report.suffix}.docx"
    target = _place(name, output, ".docx") if output else path.with_name(name)
    return render(assessment, target, template=template)


def _place(name: str, output: Path, suffix: str) -> Path:
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


def new(code: str, output: Path | None, folders: Sequence[Path]) -> Path:
    """一个空白的官方工作簿；已有同名文件时不覆盖。"""
    from perfxl.blank import build  # noqa: PLC0415  # XlsxWriter 只在要新表时装载

    form = load(code, asked_folders(folders))
    target = _place(f"{form.title}.xlsx", output or Path(), ".xlsx")
    if target.exists():
        raise WorkbookError(f"{target.name} 已经有了，没有覆盖；请用 -o 换一个文件名")
    build(form, target)
    return target


def new_template(code: str, output: Path | None, folders: Sequence[Path]) -> Path:
    """一张表样的报告模板另存一份，给人照自己的改；已有同名文件时不覆盖。"""
    from perfxl.report import default_template  # noqa: PLC0415  # python-docx 只在要报告时装载

    form = load(code, asked_folders(folders))
    target = _place(f"{form.title}-{form.report.suffix}模板.docx", output or Path(), ".docx")
    try:
        with target.open("xb") as file:
            file.write(default_template(form))
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
    target = _place(f"{code}.toml", output or Path(), ".toml")
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


def undo(path: Path) -> Path:
    """上一次写回之前的工作簿。"""
    return workbook.undo(path)
