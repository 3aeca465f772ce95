"""模板里的表格：正文的几张小表，附件的指标表。

表格是 Word 里现成的：办事人员可以改列宽、改标题、删列；循环的行夹在两行标记之间。
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Literal

from perfxl.form.form import Form
from perfxl.report.blank.annex_columns import LEFT, annex_columns, tags_of
from perfxl.report.blank.look import TEXT_WIDTH, WIDE_WIDTH

Merge = Literal["", "restart", "continue"]


@dataclass(frozen=True, slots=True)
class Box:
    """一格：从左边 `left` 缇到 `right` 缇；`merge` 是竖着合并的起、续。"""

    left: int
    right: int
    text: str = ""
    style: str = "TableText"
    merge: Merge = ""
    keep: bool = False  # 与下一行同页


@dataclass(frozen=True, slots=True)
class Line:
    """一行；`head` 的行每页重复。"""

    boxes: tuple[Box, ...]
    head: bool = False


def run(text: str) -> str:
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    )


def paragraph(text: str, style: str, extra: str = "") -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>'
    return f"<w:p>{look}{run(text) if text else ''}</w:p>"


def table(lines: Sequence[Line], width: int) -> str:
    """各行的格宽可以不同：取全部边界作网格，每格横跨若干网格列。"""
    edges = sorted({edge for line in lines for box in line.boxes for edge in (box.left, box.right)})
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(edges))
    return (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        + "".join(_row(line, edges) for line in lines)
        + "</w:tbl>"
    )


def _row(line: Line, edges: Sequence[int]) -> str:
    head = "<w:tblHeader/>" if line.head else ""
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>"
        + "".join(_cell(box, edges) for box in line.boxes)
        + "</w:tr>"
    )


def _cell(box: Box, edges: Sequence[int]) -> str:
    span = edges.index(box.right) - edges.index(box.left)
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    tall = f'<w:vMerge w:val="{box.merge}"/>' if box.merge else ""
    lines = box.text.split("\n") if box.merge != "continue" else [""]
    keep = "<w:keepNext/>" if box.keep else ""
    body = "".join(paragraph(line, box.style, keep) for line in lines)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{box.right - box.left}" w:type="dxa"/>{wide}{tall}'
        f'<w:vAlign w:val="center"/></w:tcPr>{body}</w:tc>'
    )


@dataclass(frozen=True, slots=True)
class Column:
    """小表的一列：标题、循环里写的标记、宽的份数、样式。"""

    title: str
    tag: str
    share: int
    style: str = "TableNumber"


def simple(
    columns: Sequence[Column], source: str, last: Sequence[str] = (), *, short: bool = False
) -> str:
    """标题行、循环行，可以有一行合计；`short` 的表行数少，不跨页。"""
    edges = spread([column.share for column in columns], 0, TEXT_WIDTH)
    spans = list(pairwise(edges))

    def line(texts: Sequence[str], style: str = "", *, head: bool = False) -> Line:
        boxes = (
            Box(left, right, text, style or column.style, keep=short)
            for (left, right), text, column in zip(spans, texts, columns, strict=True)
        )
        return Line(tuple(boxes), head)

    whole = (0, TEXT_WIDTH)
    lines = [
        line([column.title for column in columns], "TableHead", head=True),
        Line((Box(*whole, f"{{% for 行 in {source} %}}"),)),
        line([column.tag for column in columns]),
        Line((Box(*whole, "{% endfor %}"),)),
    ]
    if last:
        lines.append(line(last, "TableNumber"))
    return table(lines, TEXT_WIDTH)


def spread(shares: Sequence[int], left: int, right: int) -> list[int]:
    """按份数分宽度，返回各边界。"""
    whole, edges, used = sum(shares), [left], 0
    for share in shares:
        used += share
        edges.append(left + (right - left) * used // whole)
    return edges


_LABEL = 980  # 附件的指标表最左的大格
_NARROWEST = 10  # 份；写得下“100.00%”
_FUND_TAGS = {
    "initial": "{{ 行.年初预算数 }}", "budget": "{{ 行.全年预算数 }}",
    "executed": "{{ 行.全年执行数 }}", "weight": "{{ 行.分值 }}", "rate": "{{ 行.执行率 }}",
    "points": "{{ 行.得分 }}",
}  # fmt: skip


def annex(form: Form) -> str:
    """与官方表式相同的整张表：表头、资金、目标、指标、总分。"""
    columns = annex_columns(form)
    edges = spread([max(column.width, _NARROWEST) for column in columns], _LABEL, WIDE_WIDTH)
    top = _header(form, edges)
    top += _funds(form, edges) if form.funds.row else []
    top += _goals(form, edges) if form.goals.title else []
    # 两张表紧挨着、中间一条看不见的线：指标块的标题行才能在每页重复。
    seam = paragraph("", "TableText", '<w:spacing w:line="20" w:lineRule="exact"/>')
    return table(top, WIDE_WIDTH) + seam + table(_indicators(form, edges), WIDE_WIDTH)


def _header(form: Form, edges: Sequence[int]) -> list[Line]:
    first, middle = edges[1], _middle(edges)
    titles = {field.key: field.title for field in form.header if field.drawn}
    names = {"name": "项目名称", "authority": "主管部门", "unit": "实施单位"}
    label = _after(edges, middle)
    lines = []
    if "name" in titles:
        boxes = _pair(0, first, WIDE_WIDTH, titles["name"], names["name"])
        lines.append(Line(boxes))
    lines += _ministry(form, first)
    rest = [key for key in ("authority", "unit") if key in titles]
    if len(rest) == 2:
        left = _pair(0, first, middle, titles[rest[0]], names[rest[0]])
        right = _pair(middle, label, WIDE_WIDTH, titles[rest[1]], names[rest[1]])
        lines.append(Line((*left, *right)))
    elif rest:
        lines.append(Line(_pair(0, first, WIDE_WIDTH, titles[rest[0]], names[rest[0]])))
    return lines


def _ministry(form: Form, first: int) -> list[Line]:
    """中央主管部门：表上有这一行的才印。"""
    title = next((field.title for field in form.header if field.key == "ministry"), "")
    if not title:
        return []
    whole = (0, WIDE_WIDTH)
    return [
        Line((Box(*whole, "{% if 中央主管部门 %}"),)),
        Line(_pair(0, first, WIDE_WIDTH, title, "中央主管部门")),
        Line((Box(*whole, "{% endif %}"),)),
    ]


def _pair(left: int, middle: int, right: int, title: str, name: str) -> tuple[Box, Box]:
    return (
        Box(left, middle, title, "TableHead"),
        Box(middle, right, f"{{{{ {name} }}}}", "TableText"),
    )


def _middle(edges: Sequence[int]) -> int:
    """最靠近正中的一条列边界。"""
    return min(edges[1:-1], key=lambda edge: abs(edge - WIDE_WIDTH // 2))


def _after(edges: Sequence[int], edge: int) -> int:
    """`edge` 右边、够写四个字的一条边界。"""
    return next((right for right in edges if right >= edge + 900), edges[-1] - 900)


def _funds(form: Form, edges: Sequence[int]) -> list[Line]:
    columns = [
        column
        for column in form.funds.column
        if column.key in _FUND_TAGS and column.drawn and not column.reserved
    ]
    grouped = any(row.group for row in form.funds.row)
    if len(columns) == len(edges) - 3 and not grouped:  # 官方的九列：名称占两列，其余一列对一列
        inner = [edges[0], *edges[2:]]
    else:
        shares = [14, 24] if grouped else [20]
        inner = spread([*shares, *(column.width for column in columns)], edges[0], WIDE_WIDTH)
    spans = list(pairwise(inner))
    label = Box(0, _LABEL, f"{form.funds.title}\n（{{{{ 金额单位 }}}}）", "TableHead", "restart")
    under = Box(0, _LABEL, merge="continue")
    rest = (_LABEL, WIDE_WIDTH)

    def boxes(texts: Sequence[str], style: str) -> tuple[Box, ...]:
        return tuple(
            Box(left, right, text, style)
            for (left, right), text in zip(spans, texts, strict=True)
        )  # fmt: skip

    group = ("分类",) if grouped else ()
    heads = boxes([*group, "资金名称", *(column.title for column in columns)], "TableHead")
    names = ["{{ 行.分组|合并 }}", "{{ 行.名称 }}"] if grouped else ["{{ 行.名称 }}"]
    cells = boxes([*names, *(_FUND_TAGS[column.key] for column in columns)], "TableNumber")
    return [
        Line((label, *heads)),
        Line((under, Box(*rest, "{% for 行 in 资金 %}"))),
        Line((under, *cells)),
        Line((under, Box(*rest, "{% endfor %}"))),
    ]


def _goals(form: Form, edges: Sequence[int]) -> list[Line]:
    middle, goals = _middle(edges), form.goals
    label = Box(0, _LABEL, goals.title, "TableHead", "restart")
    under = Box(0, _LABEL, merge="continue")
    return [
        Line((label, Box(_LABEL, middle, goals.goal, "TableHead"),
              Box(middle, WIDE_WIDTH, goals.achievement, "TableHead"))),
        Line((under, Box(_LABEL, middle, "{{ 预期目标 }}"),
              Box(middle, WIDE_WIDTH, "{{ 实际完成情况 }}"))),
    ]  # fmt: skip


def _indicators(form: Form, edges: Sequence[int]) -> list[Line]:
    columns = annex_columns(form)
    spans = list(pairwise(edges))
    whole = (0, WIDE_WIDTH)
    # 标题行每页重复，不能与下面的格合并；左边的大格由各行的相同文字并成。
    corner = Box(0, _LABEL, "", "TableHead")
    label = Box(0, _LABEL, f'{{{{ "{form.indicators.title}"|合并 }}}}', "TableHead")
    if form.indicators.title == "序号":  # 不是竖着的大格：一条一个号
        corner = Box(0, _LABEL, "序号", "TableHead")
        label = Box(0, _LABEL, "{{ 行.序号 }}", "TableNumber")
    heads = tuple(
        Box(*span, column.title, "TableHead") for span, column in zip(spans, columns, strict=True)
    )
    tags = tags_of(columns)
    cells = tuple(
        Box(*span, tags[column.key], "TableText" if column.key in LEFT else "TableNumber")
        for span, column in zip(spans, columns, strict=True)
    )
    return [
        Line((corner, *heads), head=True),
        Line((Box(*whole, "{% for 行 in 指标 %}"),)),
        Line((label, *cells)),
        Line((Box(*whole, "{% endfor %}"),)),
        *_total(form, edges, [column.key for column in columns]),
    ]


def _total(form: Form, edges: Sequence[int], keys: Sequence[str]) -> list[Line]:
    """总分行：分值、得分两列对齐，与表下的注同页；不计分的表样没有。"""
    if not form.indicators.scored or not {"weight", "points"} <= set(keys):
        return []
    tags = {"weight": "{{ 总分值 }}", "points": "{{ 总分 }}"}
    first = min(keys.index("weight"), keys.index("points"))
    boxes = [Box(0, edges[first], form.indicators.total[0], "TableHead", keep=True)]
    boxes += [
        Box(edges[place], edges[place + 1], tags.get(keys[place], ""), "TableNumber", keep=True)
        for place in range(first, len(keys))
    ]
    return [Line(tuple(boxes))]
