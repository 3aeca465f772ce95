"""门面各函数做的事：路径、文件夹看懂了，交给各屋去做。"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import files
from perfxl.assess import Assessment, assess_all
from perfxl.errors import PerfxlError
from perfxl.form.form import Form
from perfxl.form.load import forms_for
from perfxl.library.sources import grid_of

if TYPE_CHECKING:
    from perfxl.library.sources import Source

Place = str | os.PathLike[str]


def judge(source: Source, form: str | None, folders: Sequence[Place]) -> tuple[Assessment, ...]:
    """一份自评表一个结果。"""
    wanted = forms_for(form, _folders(folders))
    return assess_all(grid_of(source), wanted)


def write_back(
    path: Place, output: Place | None, form: str | None, folders: Sequence[Place]
) -> Path:
    """校验、核分、写回；返回写到了哪里。"""
    if not isinstance(path, str | os.PathLike):
        raise PerfxlError(
            f"write 写的是文件，要给路径，给的是 {type(path).__name__}；"
            "脚本里开着的工作簿请先存盘，再给它的路径"
        )
    source = Path(path)
    where = files.Where(None if output is None else Path(output))
    done = files.write_file(source, forms_for(form, _folders(folders)), where)
    return done.written or source


def make_report(assessment: Assessment, output: Place, template: Place | None) -> Path:
    """Word 报告；`output` 是文件夹的，名字照工作簿的取。"""
    require_assessment(assessment, "report 一次一份：for one in perfxl.assess(…)")
    own = None if template is None else Path(template)
    source = Path(assessment.filing.file)
    return files.make_report(source, assessment, Path(output), own).path


def all_forms(folders: Sequence[Place]) -> tuple[Form, ...]:
    """自带的和自己的表样。"""
    return forms_for(None, _folders(folders))


def require_assessment(given: object, how: str) -> None:
    """assess 给的是 tuple：整个拿来当一份用的，说清怎么办。"""
    if not isinstance(given, Assessment):
        raise PerfxlError(f"要的是一份自评表的结果，给的是 {type(given).__name__}；{how}")


def _folders(folders: Sequence[Place]) -> tuple[Path, ...]:
    """只写了一个路径的，就是一个文件夹（一串文字也是序列，会被拆成一个个字）。"""
    several = [folders] if isinstance(folders, str | os.PathLike) else folders
    return tuple(map(Path, several))
