"""每一格都有交代：当作名称、当作值，或者没有用上。

没有用上的照样摆出来：一栏的归一栏、一行的归一行，免得一格一格地说。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from operator import attrgetter

from perfxl.cells.boxes import asks_if_done, is_options
from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, is_one_of, key_of, level_name
from perfxl.cells.notation import BLANK_MARKS
from perfxl.cells.quantity import Quantity, clean, fold
from perfxl.cells.units import YUAN
from perfxl.filing.model import Filing, FundLine, Indicator
from perfxl.filing.reading import OPTIONS, Reading, Unused
from perfxl.filing.sides import Narrative, Task
from perfxl.form.form import Form
from perfxl.form.once import once
from perfxl.read.account.asides import year_again_in
from perfxl.read.account.heads import head_cells, option_names, title_row
from perfxl.read.account.leftover import left_over
from perfxl.read.account.row_marks import is_stray, row_mark
from perfxl.read.exported import repeated_in_columns
from perfxl.read.funds.execution import points_again
from perfxl.read.funds.inline_funds import is_division
from perfxl.read.funds.rate_row import RATE_SCORES
from perfxl.read.funds.sub_columns import sub_asides
from perfxl.read.funds.task_block import task_asides
from perfxl.read.goal_words import side_by_words
from perfxl.read.goals import continued, more_goals
from perfxl.read.header import is_head_label
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.blocks import measure_column, numbered_reasons
from perfxl.read.indicators.split_target import NUMBERED
from perfxl.read.indicators.subtotals import subtotal_places
from perfxl.read.indicators.totals import is_label
from perfxl.read.indicators.verdicts import verdict_places
from perfxl.read.listed import repeated
from perfxl.read.notes import NOTED, is_note, signed
from perfxl.read.own_year import year_asides
from perfxl.read.stages import aside_of_stage
from perfxl.read.year import around_year
from perfxl.read.years_above import above_asides

_HEADS = {
    "name": "项目名称", "authority": "主管部门", "unit": "实施单位", "year": "年度",
    "ministry": "中央主管部门", "contact": "填报人", "date": "填报日期", "year_again": "另一个年度",
    "goal": "预期目标", "achievement": "实际完成情况",
    "total_weight": "总分值", "total": "总分", "grade": "等级", "recheck_total": "复核总分",
    "total_lost": "扣分合计",
}  # fmt: skip
_COLUMNS = {
    "level1": "一级指标", "level2": "二级指标", "name": "三级指标", "target": "年度指标值",
    "first_target": "年初指标值", "actual": "实际完成值", "weight": "分值", "points": "得分",
    "reason": "偏差原因", "evidence": "佐证材料", "level1_weight": "印在一级指标里的分值",
    "level2_weight": "印在二级指标里的分值", "standard": "标准值", "rated": "评价指标值",
    "share": "得分系数", "lost": "扣分", "deduction": "扣减分数", "recheck_actual": "复核完成值",
    "recheck_points": "复核得分", "drift": "偏离度", "initial": "年初预算数",
    "budget": "全年预算数", "executed": "全年执行数", "rate": "执行率", "balance": "结转结余",
    "computed_cell": "核算得分", "deviation_cell": "偏差率", "section": "报告文字的栏目",
    "text": "报告文字", "level3": "隔着的一级", "unit": "计量单位", "sign": "指标性质",
    "criteria": "评分标准", "explained": "指标解释", "core": "是否核心指标",
    "progress": "执行情况", "actual_unit": "完成值的单位",
    "forecast": "全年预计完成情况", "likelihood": "完成目标可能性",
}  # fmt: skip
_MONEY_NAME = later(rf"[\u4e00-\u9fff()]{{2,12}}\({YUAN}\)")
_TICKS = frozenset({"√", "✓", "✔", "☑"})


def account(
    sheet: Sheet, filing: Filing, heading: Heading, funds: Heading | None
) -> tuple[tuple[Reading, ...], tuple[Unused, ...]]:
    """每个有内容的格当作什么；和没有用上的，归成栏、行。`heading`、`funds` 是各块的表头。"""
    blocks = [block for block in (funds, heading) if block is not None]
    blocks.sort(key=lambda block: block.first_row)  # 资金也有写在指标下面的
    values = _used(sheet, filing, heading, funds)
    titles = titles_of(filing.form)
    heads = set(head_cells(sheet, filing, blocks))
    last = max((row for row, _ in values), default=heading.row)
    known: list[Reading] = []
    left: list[Cell] = []
    noted = False  # 到了表下面的填表说明
    top = title_row(sheet, blocks[0].first_row)  # 标题以上单独一行的话：文号、本级
    for row in sheet.filled_rows():
        cells = sheet.row(row)
        noted = row > last and (noted or bool(NOTED.match(fold(cells[0].raw))))
        mark = row_mark(sheet, cells, below=row > last, noted=noted)
        mark = mark or ("附注" if row < top and len(cells) == 1 and cells[0].kind == "text" else "")
        asked = option_names(cells)
        again = year_again_in(cells, filing) if row < blocks[0].first_row else signed(cells)
        for cell in cells:
            place = (cell.row, cell.column)
            if place in values:
                known.append(Reading(cell, "value", values[place]))
            elif is_stray(sheet, cell, mark, blocks):
                left.append(cell)
            elif cell in heads or (
                cell not in asked and is_title(cell, titles, above=row < blocks[0].first_row)
            ):
                known.append(Reading(cell, "label", clean(cell.raw)))
            elif marked := again.get(cell) or _marked(cell, mark, asked, filing):
                known.append(marked)
            else:
                left.append(cell)
    more, unused = left_over(sheet, left, filing, blocks, last)
    known = sorted((*known, *more), key=attrgetter("cell.row", "cell.column"))
    return tuple(known), tuple(unused)


def _used(
    sheet: Sheet, filing: Filing, heading: Heading, funds: Heading | None
) -> dict[tuple[int, int], str]:
    """读过的每一格当作什么。"""
    known = dict(_beside(sheet, filing, heading))
    known |= year_asides(sheet, filing, heading, funds)
    known |= above_asides(sheet, filing, heading, funds)
    known |= repeated_in_columns(sheet, heading, filing)
    if funds is not None and funds.first_cell.sheet == sheet.name:
        known |= sub_asides(sheet, funds, filing.funds)
        known |= points_again(sheet, funds, filing)
    known |= values_on(filing, filing.sheet)
    if filing.form.stage == "evaluate":
        return known
    first = min(
        (indicator.name.cell.row for indicator in filing.indicators), default=heading.row + 1
    )
    apart = dict(aside_of_stage(sheet, filing.form, heading, funds))
    return apart | dict(repeated(sheet, heading, first)) | known


def _beside(
    sheet: Sheet, filing: Filing, heading: Heading
) -> Iterator[tuple[tuple[int, int], str]]:
    """读一条指标时连带看的格：符号、单位、另列的年初值。"""
    columns = {
        heading.columns[key]: _COLUMNS[key]
        for key in ("unit", "sign", "actual_unit", "level3", "criteria", "explained", "likelihood")
        if key in heading.columns
    }
    measure = measure_column(sheet, heading)
    columns |= {} if measure is None else {measure: "改进措施"}
    for field, what in ((filing.goal, "预期目标"), (filing.achievement, "实际完成情况")):
        beside = None if filing.goal is None else filing.goal.cell
        for cell in (
            () if field is None else continued(sheet, field.cell, heading.first_row, beside)
        ):
            yield (cell.row, cell.column), what
    yield from task_asides(sheet, filing)
    for goal in more_goals(sheet, filing.form.goals, heading.row):
        yield (goal.cell.row, goal.cell.column), f"预期目标：{goal.value}"
    for number, why, _ in numbered_reasons(sheet, filing.indicators):
        yield (number.row, number.column), "指标序号"
        yield (why.cell.row, why.cell.column), f"偏差原因：{why.value}" if why.value else "偏差原因"
    columns |= {column: "另列的指标值" for ones in heading.spare.values() for column in ones}
    moved = filing.total_fund.moved if filing.total_fund is not None else None
    rows = {row.name.cell.row for row in (*filing.indicators, *([moved] if moved else []))}
    for key, what in (("level1_weight", "一级的分值"), ("level2_weight", "二级的分值")):
        if key in heading.columns:  # 总分行也有它们的合计
            columns[heading.columns[key]] = what
            rows |= {filing.total.cell.row} if filing.total is not None else set()
    for row in rows:
        for column, what in columns.items():
            cell = sheet.at(row, column)
            if "单位" not in what or not NUMBERED.match(fold(cell.raw)):  # 单位不会是数
                yield (cell.row, cell.column), what
    yield from verdict_places(filing)
    yield from subtotal_places(filing)


_MONEY = later(r"\d(?:亿|百万|万|千)?元")


def _marked(cell: Cell, mark: str, asked: frozenset[Cell], filing: Filing) -> Reading | None:
    """不是名称、也不是值，而有交代的：记号、勾选的格、附注；都不是的为 None。"""
    if mark == "附注" and fold(cell.raw) not in BLANK_MARKS:
        money = _MONEY.search(fold(cell.raw)) is not None  # 没有用上的钱，把话写出来
        return Reading(cell, "note", f"附注：{clean(cell.raw)}" if money else "附注")
    if fold(cell.raw) in BLANK_MARKS or mark:
        return Reading(cell, "mark", mark or "不适用的记号")
    if cell in asked:
        return Reading(cell, "label", OPTIONS)
    if is_options(cell.raw) or fold(cell.raw) in _TICKS:
        return Reading(cell, "mark", OPTIONS)
    if is_note(cell) or around_year(cell, filing.year):
        return Reading(cell, "note", "附注")
    return Reading(cell, "note", "表头又写了一遍") if _is_repeated(cell, filing) else None


def _is_repeated(cell: Cell, filing: Filing) -> bool:
    """`单位名称：区图书馆`，别处已经写过：名称后面的字就是表头里的一项。"""
    _, said = at_colon(cell.raw)
    written = (filing.name, filing.authority, filing.unit, *filing.header.values())
    values = {key_of(field.value) for field in written if field is not None and field.value}
    return bool(said) and key_of(said) in values


def values_on(filing: Filing, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
    """一张工作表里用到的每一格，和当作什么。"""
    for name, title in _HEADS.items():
        field = getattr(filing, name, None) or filing.header.get(name)
        if field is not None and field.cell.sheet == sheet:
            yield (field.cell.row, field.cell.column), _said(title, field)
    for field in filing.told:
        if field.cell.sheet == sheet:
            yield (field.cell.row, field.cell.column), _said("另写着的总分、等级", field)
    moved = [line.moved for line in filing.funds if line.moved is not None]
    money = (*filing.funds, *filing.income)
    rows: tuple[FundLine | Indicator | Narrative | Task, ...]
    rows = (*filing.tasks, *money, *moved, *filing.indicators, *filing.narratives)
    for row in rows:
        for part, named in _PARTS[type(row)]:
            value = getattr(row, part)
            if part in _LEVELS and isinstance(value, Field) and not value.value:
                continue  # 没有这一级的，记的是三级指标的格
            if part in _ALWAYS and isinstance(row, Indicator) and not row.has_column(part):
                continue  # 没有这一列的，读成名称那一列上的空格
            cell = value.cell if isinstance(value, Field) else value
            if isinstance(cell, Cell) and cell.sheet == sheet:
                said = _said(named, value) if isinstance(value, Field) else named
                yield (cell.row, cell.column), said


_LEVELS = frozenset({"level1", "level2"})
_ALWAYS = frozenset({"target", "actual"})
_TASK = {"name": "任务名称", "content": "主要内容", "achievement": "任务完成情况"}
# 资金、指标、文字、任务各有哪些格，叫什么。
_PARTS = {
    kind: tuple((part.name, {**_COLUMNS, **own}.get(part.name, part.name)) for part in fields(kind))
    for kind, own in (
        (FundLine, {"name": "资金名称"}),
        (Indicator, {}),
        (Narrative, {}),
        (Task, _TASK),
    )
}


def _said(name: str, field: Field[object]) -> str:
    """当作什么、读成什么。"""
    value = field.value
    shown = value.shown if isinstance(value, Quantity) else str(value)
    return f"{name}：{shown}" if shown else name


@once
def titles_of(form: Form) -> frozenset[str]:
    """表样里印着的一切名称和叫法。申报表、监控表特有的叫法不是自评表的名称。"""
    texts = _texts(replace(form, earlier=()))
    return frozenset(key for text in texts for key in (key_of(text), bare_key_of(text)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts(part)
    elif isinstance(value, tuple | list):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _texts(getattr(value, part.name))


def is_title(cell: Cell, titles: frozenset[str], *, above: bool) -> bool:
    """表样里印着的名称；`above` 时在指标块以上，表的标题也是。"""
    if cell.kind != "text":
        return False
    if above and "表" in cell.raw and len(cell.raw) <= 60:
        return True
    if at_colon(cell.raw)[1].strip():
        return False  # 名称后面接着写了内容，内容却没有读
    plain = level_name(cell.raw)
    if is_label(cell.raw) or is_head_label(cell.raw) or asks_if_done(cell.raw):
        return True  # 总分、等级、年度另写在一处的，它的名称
    goal = side_by_words(plain) or side_by_words(cell.raw)
    money = is_division(cell.raw) or _MONEY_NAME.fullmatch(fold(cell.raw))  # 补助资金（万元）
    if goal or money or is_one_of(cell.raw, RATE_SCORES):
        return True  # 目标块的栏名、资金的分法、执行率的分，表样上没有列出的叫法
    words = {key_of(cell.raw), bare_key_of(cell.raw), key_of(plain), bare_key_of(plain)}
    # 只有数、只有括号里的话的，去掉以后什么也不剩：不是名称
    return not titles.isdisjoint(({word.rstrip("0123456789") for word in words} | words) - {""})
