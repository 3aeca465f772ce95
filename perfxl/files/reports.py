"""Word 自评报告放到哪里：都做好了，再一份份换上。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment
from perfxl.errors import FormError, WorkbookError
from perfxl.files.pictures import picture_folders
from perfxl.files.targets import free_report, place
from perfxl.form.stage import LABELS

if TYPE_CHECKING:
    from perfxl.report import Rendered


@dataclass(frozen=True, slots=True)
class Where:
    """写到哪里。"""

    output: Path | None = None
    template: Path | None = None
    overwrite: bool = False  # 不是程序写的也覆盖


def reportable(path: Path, assessments: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """出得了自评报告的各份：申报、监控的表没有结果，不出。

    Raises:
        FormError: 一份自评表也没有。
    """
    mine = tuple(assessment for assessment in assessments if assessment.form.stage == "evaluate")
    if not mine:
        label = LABELS[assessments[0].form.stage]
        raise FormError(
            f"{path.name} 是{label}的表，只有目标，没有完成情况，出不了自评报告；"
            f"照它起一份自评表：perfxl new {assessments[0].form.code} --from {path.name}"
        )
    return mine


def unreported(assessments: Sequence[Assessment]) -> tuple[str, ...]:
    """没有出报告的各份，各一句。"""
    return tuple(
        f"{assessment.filing.called}（{assessment.filing.table}）是{LABELS[assessment.form.stage]}的表，"
        "只有目标，没有完成情况，没有出自评报告"
        for assessment in assessments
        if assessment.form.stage != "evaluate"
    )


def make_report(
    path: Path, assessment: Assessment, output: Path | None, template: Path | None = None
) -> Rendered:
    """一份自评表的 Word 自评报告，放在工作簿旁边（或 `output`）。"""
    reportable(path, (assessment,))
    wanted, _ = report_places(path, (assessment,), Where(output, template))
    return put_drafts(drafts(path, (assessment,), wanted, template), path)[0]


def report_places(
    path: Path, assessments: Sequence[Assessment], where: Where
) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """各份报告写到哪里；有几份的，名字里带上项目名称。"""
    names = report_names(path.stem, assessments)
    if len(names) > 1 and where.output is not None and where.output.suffix:
        raise WorkbookError(
            f"{path.name} 里有 {len(names)} 份自评表，各出一份报告；-o 后面请写文件夹，"
            "不能写一个文件名"
        )
    places: list[Path] = []
    notes: list[str] = []
    for name in names:
        wanted = place(name, where.output, ".docx") if where.output else path.with_name(name)
        free, said = free_report(wanted, where.template, overwrite=where.overwrite)
        places.append(free)
        notes += said
    return tuple(places), tuple(notes)


def report_names(stem: str, assessments: Sequence[Assessment]) -> list[str]:
    """报告的文件名：工作簿里只有一份的不带项目名称。"""
    return [_name(stem, assessment) for assessment in assessments]


def _name(stem: str, assessment: Assessment) -> str:
    suffix = assessment.form.report.suffix
    return "-".join(filter(None, (stem, assessment.filing.apart, suffix))) + ".docx"


def drafts(
    path: Path, assessments: Sequence[Assessment], wanted: Sequence[Path], template: Path | None
) -> list[tuple[bytes, Rendered]]:
    """`path` 里各份的报告，都做好了，还没有写：有一份做不成的，一份也不写。"""
    from perfxl.report import drafted  # noqa: PLC0415  # Word 的库只在要报告时装载

    several = zip(assessments, wanted, picture_folders(path, assessments), strict=True)
    return [
        drafted(assessment, target, template=template, pictures=evidence)
        for assessment, target, evidence in several
    ]


def put_drafts(made: Sequence[tuple[bytes, Rendered]], like: Path) -> tuple[Rendered, ...]:
    """做好的报告放到该在的地方。"""
    for document, rendered in made:
        workbook.put(rendered.path, document, like=like)
    return tuple(rendered for _, rendered in made)
