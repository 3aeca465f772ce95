"""报告模板的两件事：检查一份模板；列出一张表样的模板可以用的名称。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.errors import FormError, TemplateError
from perfxl.form.load import asked_folders, forms_for, load

if TYPE_CHECKING:
    from perfxl.blank import Row
    from perfxl.form.form import Form, Level1
    from perfxl.report.template.checkup import Checkup
    from perfxl.report.template.fields import Name


def lint_template(path: Path, code: str | None, folders: Sequence[Path]) -> Checkup:
    """模板写错的地方，一次列全；没有指定表样的，哪张表样的名称都认。

    Raises:
        TemplateError: 打不开，不是 Word 文件。
    """
    from perfxl.report.template.checkup import checkup  # noqa: PLC0415  # Word 的库用到才装载

    try:
        template = path.read_bytes()
    except OSError:
        raise TemplateError(f"打不开报告模板 {path.name}，请看文件在不在、有没有权限") from None
    return checkup(template, forms_for(code, folders))


def template_names(what: str, folders: Sequence[Path]) -> tuple[str, tuple[Name, ...]]:
    """`what` 是表样代码，或一份填好的自评表（例子就是它的）；返回例子出自哪里，和各个名称。"""
    from perfxl.report.template.fields import fields  # noqa: PLC0415  # Word 的库用到才装载

    path = Path(what)
    if path.suffix.lower() in {".xlsx", ".xls", ".et", ".ods"}:
        assessments = assess_all(workbook.read(path), forms_for(None, folders))
        return path.name, fields(assessments[0])
    form = load(what, asked_folders(folders))
    assessments = assess_all(workbook.read_data(_example(form), f"{form.title}.xlsx"), (form,))
    if not assessments:
        raise FormError(
            f"表样 {form.code} 的空白表读不出来，列不出名称；请用 perfxl forms show 看看"
        )
    return f"{form.title}（{form.code}）", fields(assessments[0])


def _example(form: Form) -> bytes:
    """照表样填的一份例子：每一栏都填了。名称、数字是编的。"""
    from perfxl.blank import Content, workbook_bytes  # noqa: PLC0415  # 只有列名称时用

    content = Content(
        header={field.key: _HEADER[field.key] for field in form.header if field.drawn},
        funds=tuple(_funds(form)),
        goal="完成示例任务100件。",
        achievement="完成示例任务96件。",
        indicators=tuple(_indicators(form)),
        details=_rows(form, "details"),
        data=_rows(form, "data"),
        evidence=_rows(form, "evidence"),
        tasks=_rows(form, "tasks"),
        narratives=_rows(form, "narratives"),
    )
    return workbook_bytes(form, content)


_HEADER: Row = {
    "name": "示例项目", "authority": "示例主管部门", "unit": "示例实施单位", "year": 2025,
    "contact": "示例填报人", "date": "2026年1月20日", "ministry": "示例中央主管部门",
}  # fmt: skip
_MONEY = {"initial": Decimal(120), "budget": Decimal(100), "executed": Decimal("96.5")}
_VALUES: Row = {
    "group": "示例类别", "name": "示例名称", "budget": Decimal(60), "executed": Decimal("57.5"),
    "balance": Decimal("2.5"), "reason": "示例原因", "value": 120, "unit": "件", "last_year": 100,
    "indicator": "示例指标1", "document": "示例材料", "number": "示例文号", "place": "档案室",
    "content": "示例内容。", "achievement": "全部完成。",
}  # fmt: skip


def _funds(form: Form) -> list[Row]:
    """总额以下每组的头一行填满，其余为零，合计由公式算；只有总额一行的填总额。"""
    only = len(form.funds.row) == 1
    keys = [column.key for column in form.funds.column if column.key in _MONEY and column.drawn]
    seen: set[str] = set()
    rows: list[Row] = []
    for row in form.funds.row:
        if only or row.kind != "total":
            first = row.group not in seen
            seen.add(row.group)
            rows.append({"title": row.title, **{key: _MONEY[key] if first else 0 for key in keys}})
    return rows


def _indicators(form: Form) -> list[Row]:
    drawn = {
        column.key for column in form.indicators.column if column.drawn and not column.reserved
    }
    level1: Sequence[Level1 | None] = form.level1 or (None,)
    rows: list[Row] = []
    for number, level in enumerate(level1, 1):
        weight = (level.weight if level is not None else form.indicators.weight) or Decimal(10)
        row: Row = {
            "level1": level.name if level is not None else "",
            "level2": level.level2[0].name if level is not None and level.level2 else "",
            "name": f"示例指标{number}",
            "target": "≥100件",
            "actual": "96件",
            "weight": weight,
            "points": weight * Decimal("0.96"),
            "reason": "示例原因和措施。",
            "evidence": "示例材料",
            "share": Decimal("0.96"),
            "deduction": 0,
        }
        rows.append({key: value for key, value in row.items() if key in drawn})
    return rows


def _rows(form: Form, key: str) -> tuple[Row, ...]:
    """一张附表的一行（报告文字一栏一行）；表样没有这张附表的没有。"""
    table = form.table_of(key)
    if table is None:
        return ()
    if key == "narratives":
        names = dict.fromkeys(
            section.narrative for section in form.report.section if section.narrative
        )
        return tuple({"section": name, "text": f"示例：{name}的文字。"} for name in names)
    return ({column.key: _VALUES[column.key] for column in table.column if column.key in _VALUES},)
