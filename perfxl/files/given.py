"""拿来比的表：读申报表、去年的自评表；照申报表起一份自评表。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from perfxl import workbook
from perfxl.errors import FormError, WorkbookError
from perfxl.files import files_in
from perfxl.files.targets import place
from perfxl.filing.beside import Given
from perfxl.filing.model import Filing
from perfxl.form.form import Form
from perfxl.form.load import asked_folders, forms_for, load
from perfxl.read import read_all


def read_given(targets: Sequence[Path], last: Sequence[Path], forms: Sequence[Form]) -> Given:
    """申报表、去年的自评表，读成几份；文件夹里的都读。

    Raises:
        PerfxlError: 读不了，或里面没有一份像表的。
    """
    approved = tuple(_filings(targets, forms))
    early = tuple(filing for filing in approved if filing.form.stage != "evaluate")
    past = tuple(_filings(last, forms))
    done = tuple(filing for filing in past if filing.form.stage == "evaluate")
    if last and not done:
        raise FormError(f"{last[0].name} 里没有自评表，--last 后面要写去年的自评表")
    return Given(early or approved, done, asked=True)


def _filings(paths: Sequence[Path], forms: Sequence[Form]) -> Iterator[Filing]:
    for path in paths:
        books = list(files_in([path]))
        if not books:
            raise FormError(f"{path.name} 里没有工作簿（.xlsx、.xls、.et、.ods），请确认位置")
        for each in books:
            yield from read_all(workbook.read(each), forms)


@dataclass(frozen=True, slots=True)
class Made:
    """照申报表起好的一份自评表，和要说的话。"""

    path: Path
    notes: tuple[str, ...]


def new_from(
    code: str, source: Path, output: Path | None, folders: Sequence[Path]
) -> tuple[Made, ...]:
    """照申报表起自评表，一个项目一份；有一个已有同名文件的，一个也不写。

    Raises:
        PerfxlError: 没有这张表样，读不了，里面没有申报表；或有同名的文件。
    """
    from perfxl.blank import build  # noqa: PLC0415  # XlsxWriter 只在要新表时装载
    from perfxl.blank.prefilled import prefilled  # noqa: PLC0415  # 同上

    form = load(code, asked_folders(folders))
    filings = [
        filing
        for filing in _filings([source], forms_for(None, folders))
        if filing.form.stage != "evaluate"
    ]
    if not filings:
        raise FormError(
            f"{source.name} 里没有绩效目标申报表；--from 后面要写申报（批复）的表，"
            "标题里写着“申报表”或“目标表”的"
        )
    paths = _places(form, filings, output)
    made = []
    for filing, path in zip(filings, paths, strict=True):
        filled = prefilled(filing, form)
        build(form, path, filled.content)
        made.append(Made(path, filled.notes))
    return tuple(made)


def _places(form: Form, filings: Sequence[Filing], output: Path | None) -> list[Path]:
    if len(filings) > 1 and output is not None and output.suffix:
        raise WorkbookError(f"里面有 {len(filings)} 个项目，各起一份；-o 后面请写文件夹")
    names: list[str] = []
    for filing in filings:
        project = re.sub(r'[\\/:*?"<>|\s]+', "", filing.called)[:_LONGEST_NAME]
        name = f"{project}-{form.title}"
        number = sum(other == name or other.startswith(f"{name}(") for other in names)
        names.append(f"{name}({number + 1})" if number else name)
    paths = [place(f"{name}.xlsx", output or Path(), ".xlsx") for name in names]
    taken = next((path for path in paths if path.exists()), None)
    if taken is not None:
        raise WorkbookError(f"{taken.name} 已经有了，没有覆盖；请用 -o 换一个地方")
    return paths


_LONGEST_NAME = 40  # 文件名里的项目名称至多几个字
