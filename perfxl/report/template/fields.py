"""模板可以用的全部名称：怎么写、是什么、印出来的样子、来自哪一格。

样子不是写死的：同一份自评表填的时候印什么，这里就是什么。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.filing.model import Filing
from perfxl.report.finish.numbering import number_said
from perfxl.report.marks import Ledger, Number, Paragraphs, bare
from perfxl.report.sentences.context import build
from perfxl.report.sentences.names import (
    FILTERS,
    INDICATOR,
    LEVELS,
    NUMBERS,
    OTHERS,
    PARAGRAPHS,
    ROWS,
    TEXTS,
)
from perfxl.report.sentences.values import Row
from perfxl.report.template.budget import Budget
from perfxl.report.template.sandbox import environment

_LONG = 48


@dataclass(frozen=True, slots=True)
class Name:
    """一个名称。`cells` 是例子里的那个数、那段字来自哪几格。"""

    group: str
    use: str  # 在模板里怎么写
    what: str
    example: str
    cells: tuple[str, ...] = ()


def fields(assessment: Assessment) -> tuple[Name, ...]:
    """一份自评表里，每个名称是什么。"""
    ledger = Ledger()
    names = build(assessment, ledger).names
    listed = [*_single(assessment, names, ledger), *_columns(names, ledger)]
    for name in ROWS:
        listed += _rows(name, names[name], ledger)
    for name in (level1.name for level1 in assessment.form.level1):
        use, what = f"{{% for 行 in {name} %}}", "只取这个一级指标的，行里的名称同“指标”"
        listed.append(Name("各一级指标", use, what, _count(names[name])))
    return (*listed, *_filters(names, ledger))


def _single(assessment: Assessment, names: Mapping[str, object], ledger: Ledger) -> Iterator[Name]:
    origins = _origins(assessment.filing)
    own = [field.title for field in assessment.form.header]
    titles = {
        **dict.fromkeys((title for title in own if title.isidentifier()), "表头的这一项"),
        **TEXTS,
    }
    paragraphs = {key: OTHERS[key] for key in ("预期目标", "实际完成情况")}
    groups = (("文字", titles), ("数", NUMBERS), ("程序写的段落", PARAGRAPHS), ("目标", paragraphs))
    for group, listed in groups:
        for name, what in listed.items():
            value = names[name]
            cells = _cells(value, ledger) if group == "数" else origins.get(name, ())
            example = number_said(LEVELS.index(name), 1) if name in LEVELS else _example(value)
            yield Name(group, f"{{{{ {name} }}}}", what, example, cells)


def _columns(names: Mapping[str, object], ledger: Ledger) -> Iterator[Name]:
    for group, what in (("正文", "报告文字的这一栏"), ("数据", "数据项，带单位")):
        values = names[group]
        for name, value in values.items() if isinstance(values, Row) else ():
            use = f"{group}.{name}" if name.isidentifier() else f'{group}["{name}"]'
            yield Name(group, f"{{{{ {use} }}}}", what, _example(value), _cells(value, ledger))


def _rows(name: str, rows: object, ledger: Ledger) -> Iterator[Name]:
    use = f"{{% for 行 in {name} %}}"
    mine: Sequence[Row] = rows if isinstance(rows, tuple) else ()
    yield Name(name, use, "一行一行地用", _count(rows))
    first = mine[0] if mine else {}
    for field, what in ROWS.get(name, INDICATOR).items():
        value = first.get(field, "")
        yield Name(name, f"{{{{ 行.{field} }}}}", what, _example(value), _cells(value, ledger))


def _count(rows: object) -> str:
    return f"{len(rows)} 行" if isinstance(rows, tuple) else ""


def _filters(names: Mapping[str, object], ledger: Ledger) -> Iterator[Name]:
    """过滤器各举一个例子；这份表里没有那个数的，只说用法。"""
    known = environment(Budget(), ledger).filters
    money, rate = names["全年执行数"], names["执行率"]
    data = names["数据"]
    last = next((now for now in data.values() if getattr(now, "last", None) is not None), None) \
        if isinstance(data, Row) else None  # fmt: skip
    samples = {
        "万元": money,
        "元": money,
        "百分比": rate,
        "中文大写": money,
        "约": money,
        "同比": last,
    }
    for name, what in FILTERS.items():
        value = samples.get(name)
        made = known[name](value) if isinstance(value, Number) and value.value is not None else ""
        plain, _, _ = what.partition("：")
        yield Name(
            "过滤器", f"|{name}", plain if made else what, _example(made), _cells(made, ledger)
        )


def _origins(filing: Filing) -> Mapping[str, tuple[str, ...]]:
    """文字来自哪一格。"""
    held: Mapping[str, Field[str] | None] = {
        "项目名称": filing.name, "主管部门": filing.authority, "实施单位": filing.unit,
        "年度": filing.year, "预期目标": filing.goal, "实际完成情况": filing.achievement,
        "填报人": filing.header.get("contact"), "填报日期": filing.header.get("date"),
        "中央主管部门": filing.header.get("ministry"),
    }  # fmt: skip
    return {name: (field.cell.address,) for name, field in held.items() if field is not None}


def _cells(value: object, ledger: Ledger) -> tuple[str, ...]:
    return ledger.cells_of(value.figure if isinstance(value, Number) else str(value))


def _example(value: object) -> str:
    text = "".join(value[:1]) if isinstance(value, Paragraphs) else str(value)
    text = bare(text).replace("\n", "")
    return text if len(text) <= _LONG else text[:_LONG] + "…"
