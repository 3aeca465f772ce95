"""一份表填过没有；没有填的备用表、藏着的，说它没有读。"""

from __future__ import annotations

from perfxl.filing.model import Filing
from perfxl.filing.reading import Unread
from perfxl.read.recognition.page import Recognised


def unread_of(known: Recognised, filing: Filing) -> Unread:
    why = "藏起来的工作表" if known.sheet.hidden and is_filled(filing) else "空白的表"
    return Unread(known.heading.first_cell, f"这里还有一份{why}")


def is_filled(filing: Filing) -> bool:
    """填过：有一条指标写了完成值或得分，或者写了项目名称。"""
    if filing.name is not None and filing.name.value:
        return True
    if filing.form.stage != "evaluate":  # 申报表填的是指标值
        return any(indicator.target.value.kind != "none" for indicator in filing.indicators)
    fields = (
        field for indicator in filing.indicators for field in (indicator.actual, indicator.points)
    )
    return any(field is not None and field.value.kind != "none" for field in fields)
