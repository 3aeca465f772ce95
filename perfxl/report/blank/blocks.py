"""空白模板正文里程序写的部分：段落的名称，和现成的表格。"""

from __future__ import annotations

from collections.abc import Callable

from perfxl.form.form import Form
from perfxl.report.blank.sheet import Column, paragraph, simple
from perfxl.report.sentences.names import PARAGRAPHS


def computed(name: str, form: Form) -> str:
    """表样 `computed` 里的一项：段落是一个名称，表格是现成的表。"""
    if name in PARAGRAPHS:
        return paragraph(f"{{{{ {name} }}}}", "BodyText")
    return _TABLES[name](form)


def _when(name: str, caption: str, content: str) -> str:
    """有内容才印：标题、表格一起略去。"""
    return (
        paragraph(f"{{% if {name} %}}", "TableText")
        + paragraph(caption, "Caption")
        + content
        + paragraph("", "TableText", '<w:spacing w:line="160" w:lineRule="exact"/>')
        + paragraph("{% endif %}", "TableText")
    )


def _funds(form: Form) -> str:
    titles = {column.key: column.title for column in form.funds.column if column.drawn}
    tags = {
        "initial": "年初预算数", "budget": "全年预算数", "executed": "全年执行数", "rate": "执行率"
    }  # fmt: skip
    columns = [Column("资金名称", "{{ 行.名称 }}", 30, "TableText")]
    if any(row.group for row in form.funds.row):
        columns.insert(0, Column("分类", "{{ 行.分组|合并 }}", 15))
    columns += [
        Column(titles[key], f'{{{{ 行.{tag} or "—" }}}}', 16)
        for key, tag in tags.items()
        if key in titles
    ]
    return _when(
        "资金", "资金执行情况表（单位：{{ 金额单位 }}）", simple(columns, "资金", short=True)
    )


def _details(_form: Form) -> str:
    columns = [
        Column("类别", "{{ 行.类别|合并 }}", 13),
        Column("子项目名称", "{{ 行.名称 }}", 30, "TableText"),
        Column("安排资金", "{{ 行.安排资金 }}", 13),
        Column("已支出", "{{ 行.已支出 }}", 13),
        Column("结转结余", "{{ 行.结转结余 }}", 13),
        Column("结转结余原因", "{{ 行.结转结余原因 }}", 26, "TableText"),
    ]
    caption = "资金明细表（单位：{{ 金额单位 }}）"
    return _when("资金明细", caption, simple(columns, "资金明细"))


def _scores(_form: Form) -> str:
    columns = [
        Column("一级指标", "{{ 行.名称 }}", 34),
        Column("分值", "{{ 行.分值 }}", 22),
        Column("得分", "{{ 行.得分 }}", 22),
        Column("得分率", '{{ 行.得分率 or "—" }}', 22),
    ]
    grade = "{% if 等级 %}（等级：{{ 等级 }}）{% endif %}"
    last = [f"总分{grade}", "{{ 总分值 }}", "{{ 总分 }}", "—"]
    content = simple(columns, "一级指标", last, short=True) + paragraph(
        "{{ 分值说明 }}", "TableNote"
    )
    return _when("总分", "自评得分表", content)


def _results(form: Form) -> str:
    drawn = {column.key for column in form.indicators.column if column.drawn}
    levels = [
        Column("一级指标", "{{ 行.一级|合并 }}", 44),
        Column("二级指标", "{{ 行.二级|合并 }}", 44),
    ]
    columns = [
        *(levels if "level1" in drawn else ()),  # 有的表样不分一级、二级
        Column("三级指标", "{{ 行.三级 }}", 54, "TableText"),
        # 没有装规定字体的电脑上换了宽些的字，也写得下“≤1200万元”“101.43%”“-12.34%”，不断成两行。
        Column("指标值", "{{ 行.指标值 }}", 60),
        Column("完成值", "{{ 行.完成情况 }}", 52),
        Column("完成率", '{{ 行.完成率 or "—" }}', 48),
        Column("偏差率", '{{ 行.偏差率 or "—" }}', 45),
    ]
    if form.indicators.scored:
        columns += [Column("分值", "{{ 行.分值 }}", 25), Column("得分", "{{ 行.得分 }}", 28)]
    return _when("指标", "绩效指标完成情况表", simple(columns, "指标"))


def _summary_and_results(form: Form) -> str:
    return computed("指标小结", form) + _results(form)


def _tasks(_form: Form) -> str:
    columns = [
        Column("重点工作任务", "{{ 行.名称 }}", 26, "TableText"),
        Column("完成情况", "{{ 行.完成情况 }}", 44, "TableText"),
        Column("预算", '{{ 行.预算 or "—" }}', 14),
        Column("支出", '{{ 行.支出 or "—" }}', 14),
    ]
    caption = "年度重点工作任务完成情况表（单位：{{ 金额单位 }}）"
    return _when("重点工作任务", caption, simple(columns, "重点工作任务"))


def _evidence(_form: Form) -> str:
    columns = [
        Column("三级指标", "{{ 行.三级|合并 }}", 28, "TableText"),
        Column("佐证材料", "{{ 行.材料 }}", 40, "TableText"),
        Column("文号或编号", "{{ 行.文号 }}", 18),
        Column("存放位置", "{{ 行.存放位置 }}", 14),
    ]
    return _when("佐证材料", "佐证材料清单", simple(columns, "佐证材料"))


_TABLES: dict[str, Callable[[Form], str]] = {
    "资金表": _funds,
    "资金明细表": _details,
    "得分表": _scores,
    "指标完成表": _results,
    "指标完成情况": _summary_and_results,
    "任务表": _tasks,
    "佐证材料表": _evidence,
}
