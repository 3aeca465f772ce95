"""更新一份写好的报告里的数：别的一概不动，旧的一份留着，可以撤销。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.files.reports import Where
from perfxl.files.targets import is_open, place, same
from perfxl.form.form import Form

if TYPE_CHECKING:
    from perfxl.report.refresh.work import Tally

_LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Updated:
    """更新过的一份报告。`assessments` 是工作簿里的各份，`assessment` 是报告的那一份。"""

    file: Path
    report: Path
    assessments: tuple[Assessment, ...]
    assessment: Assessment
    tally: Tally
    changed: bool


def refresh_file(path: Path, forms: Sequence[Form], report: Path, where: Where) -> Updated:
    """`path` 的数更新到 `report` 里；写了 `-o` 的写到那里，`report` 不动。"""
    from perfxl.files import judge  # noqa: PLC0415  # 那里也要引这里

    return refresh_report(path, judge(path, forms), report, where)


def refresh_report(
    path: Path, assessments: Sequence[Assessment], report: Path, where: Where
) -> Updated:
    """核过的自评表的数更新到 `report` 里。

    Raises:
        WorkbookError: 报告读不了、不是这一份的、开着；什么都没有写。
        TemplateError: 点名的模板有错。
    """
    from perfxl.report import default_template, read_template  # noqa: PLC0415  # Word 的库用到才装载
    from perfxl.report.refresh.document import refresh  # noqa: PLC0415  # 同上

    target = report if where.output is None else place(report.name, where.output, ".docx")
    _refuse(path, report, target, overwrite=where.overwrite)
    template = read_template(where.template) if where.template else None
    with workbook.locked(target):
        data = _load(report)
        try:
            made = refresh(data, assessments, template, default_template, overwrite=where.overwrite)
        except WorkbookError as error:
            raise WorkbookError(f"{report.name}：{error}") from None
        there = target.read_bytes() if target.exists() else None
        if made.data != there:
            workbook.put(target, made.data, like=report, old=there)
    changed = made.data != data
    return Updated(path, target, tuple(assessments), made.assessment, made.tally, changed)


def refreshable(report: Path, assessments: Sequence[Assessment]) -> bool:
    """是不是 `assessments` 里某一份的报告，记着哪个数出自哪一格。"""
    from perfxl.report.refresh.document import memory_in  # noqa: PLC0415  # 同上
    from perfxl.report.refresh.origin import chosen  # noqa: PLC0415  # 同上

    try:
        chosen(memory_in(_load(report)), assessments)
    except (OSError, PerfxlError):
        return False
    return True


def _refuse(path: Path, report: Path, target: Path, *, overwrite: bool) -> None:
    if same(path, report):
        raise WorkbookError(
            f"{path.name}：--refresh 后面写的是工作簿自己；请写要更新的报告（.docx）"
        )
    workbook.refuse_targets(path, target)
    for document in dict.fromkeys((report, target)):
        if is_open(document):
            raise WorkbookError(
                f"{document.name}：正在 Word 或 WPS 里开着，没有更新；请保存、关掉再试"
            )
    if same(path, target):
        raise WorkbookError(f"{path.name}：-o 后面写的是工作簿，没有写；请换一个名字")
    if target != report and target.exists() and not same(report, target) and not overwrite:
        raise WorkbookError(
            f"{target.name}：已经有了，没有覆盖；请换一个名字，确实要覆盖的加上 --overwrite"
        )


def _load(report: Path) -> bytes:
    if not report.is_file():
        raise WorkbookError(f"{report.name}：找不到这份报告；请核对 --refresh 后面的路径")
    if report.stat().st_size > _LARGEST:
        raise WorkbookError(f"{report.name}：太大，不像一份自评报告；请核对文件")
    return report.read_bytes()
