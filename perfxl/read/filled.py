"""一份表填过没有；没有填的备用表、藏着的，说它没有读。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.filing.model import Filing
from perfxl.filing.reading import Unread
from perfxl.read.recognition.page import Recognised
from perfxl.read.recognition.recognition import title_cell


def unread_of(known: Recognised, filing: Filing) -> Unread:
    why = "藏起来的工作表" if known.sheet.hidden and is_filled(filing) else "空白的表"
    why = "填写的示例" if is_example(known, filing) else why
    return Unread(known.heading.first_cell, f"这里还有一份{why}")


# 自评表（填写示例）、例表1；资金比例表、示例农场建设项目不是
_EXAMPLE = later(
    r"填[报写表](?:示例|样例|范例|例表)|填[报写]示范(?![\u4e00-\u9fff])|"
    r"(?:示例|样例|范例)(?:表|[一二三四五])?(?![\u4e00-\u9fff])|(?<![\u4e00-\u9fff])例表(?![\u4e00-\u9fff])"
)
_SAMPLE = later(r"样表|模板|样式|说明|参考")
_NOBODY = later(r"[×xX*○]{2,}")  # ××项目、XX局


def is_example(known: Recognised, filing: Filing) -> bool:
    """财政部门附着的填写示例：工作表名、标题这样写着；叫样表、模板的，名称还是“××项目”的才是。"""
    said = f"{known.sheet.name} {title_cell(known.sheet, known.heading.first_row).raw}"
    names = (field.value for field in (filing.name, filing.unit) if field is not None)
    nobody = any(_NOBODY.search(name) for name in names)
    return _EXAMPLE.search(said) is not None or (nobody and _SAMPLE.search(said) is not None)


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
