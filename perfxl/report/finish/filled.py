"""模板和名称 → 成品：不是自评报告的别的文书（汇总报告）也照同样的办法填、记出处、贴封条。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from perfxl.report.finish.anchors import stamp_of
from perfxl.report.finish.finish import finish
from perfxl.report.finish.seal import sealed
from perfxl.report.package import build
from perfxl.report.template.engine import fill

if TYPE_CHECKING:
    from perfxl.report.marks import Ledger


def filled(template: bytes, names: Mapping[str, object], ledger: Ledger, title: str) -> bytes:
    """填好的 .docx；`title` 写进文档属性。

    Raises:
        TemplateError: 模板有错。
    """
    made = finish(fill(template, names, ledger), ledger, title, stamp_of(title))
    return sealed(build(made.parts))
