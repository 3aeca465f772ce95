"""判一个工作簿，和对它做完的事。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.filing.beside import Given
from perfxl.filing.findings import Finding
from perfxl.form.form import Form
from perfxl.workbook.products import refuse_products

if TYPE_CHECKING:
    from perfxl.report import Rendered
    from perfxl.results.fixing import Mended


@dataclass(frozen=True, slots=True)
class Done:
    """对一个工作簿做完的事：里面几份自评表，各有一个结果。没有做的为 None 或空。"""

    file: Path
    assessments: tuple[Assessment, ...]
    written: Path | None = None
    changed: bool = False
    copied: bool = False  # 写的是旧格式文件的 .xlsx 副本
    reports: tuple[Rendered, ...] = ()  # 与 `assessments` 里的各份自评表一一对应
    fixing: bool = False  # 要看的是改法
    mended: Mended | None = None  # 照改法改过
    notes: tuple[str, ...] = ()  # 写的时候遇到的、要让使用者知道的

    @property
    def findings(self) -> tuple[Finding, ...]:
        """各份自评表的全部结论。"""
        return tuple(finding for assessment in self.assessments for finding in assessment.findings)


def judge(path: Path, forms: Sequence[Form], given: Given | None = None) -> tuple[Assessment, ...]:
    """读一个工作簿，其中的每一份表都核分、校验；不写任何东西。"""
    refuse_products(path)
    return assess_all(workbook.read(path), forms, given)
