"""指标上面另有一块“年度主要任务”的：任务名称、计划投入、实际支出、完成情况，一行一项。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.names import bare_key_of, is_one_of
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import Quantity
from perfxl.filing.model import Filing
from perfxl.filing.sides import Task
from perfxl.read.goal_words import TASKS
from perfxl.read.header import text_field

_COLUMNS = {
    "content": ("主要内容", "任务内容", "工作内容"),
    "achievement": ("完成情况", "任务完成情况", "实际完成情况"),
    "budget": ("计划投入", "预算金额", "计划资金", "预算数", "安排资金", "计划投入资金"),
    "executed": ("实际支出", "执行金额", "执行数", "支出金额", "支出数", "实际支出资金"),
}  # fmt: skip
_TOTALS = ("合计", "总计", "小计", "金额合计", "总额", "资金合计", "合计金额", "任务合计")
_BLOCK = ("年度主要任务", "年度主要任务完成情况", "主要任务完成情况", "重点工作任务完成情况")
_WHOLE = frozenset({"总额", "合计", "小计"})


def read_task_block(sheet: Sheet, before: int, unit: str) -> Iterator[Task]:
    """`before` 行以上的一块；金额、完成情况两样都没有的不是。"""
    for row in (row for row in sheet.filled_rows() if row < before):
        head = next((cell for cell in sheet.row(row) if is_one_of(cell.raw, TASKS)), None)
        columns = _columns(sheet, row) if head is not None else {}
        if head is not None and {"achievement", "executed"} & columns.keys():
            yield from _tasks(sheet, head, columns, before, unit)
            return


def _columns(sheet: Sheet, row: int) -> dict[str, int]:
    """各列在哪里；金额下面又分总额、财政拨款的，取总额。"""
    columns: dict[str, int] = {}
    for cell in sheet.row(row):
        key = next((key for key, names in _COLUMNS.items() if is_one_of(cell.raw, names)), None)
        if key is None or key in columns:
            continue
        area = sheet.area(cell.row, cell.column)
        under = sheet.row(row + 1) if area.last_row == row else ()
        whole = (
            part.column
            for part in under
            if area.first_column <= part.column <= area.last_column
            and bare_key_of(part.raw) in _WHOLE
        )
        columns[key] = next(whole, cell.column)
    return columns


def _tasks(
    sheet: Sheet, head: Cell, columns: Mapping[str, int], before: int, unit: str
) -> Iterator[Task]:
    for row in range(sheet.area(head.row, head.column).last_row + 1, before):
        name = sheet.at(row, head.column)
        if name.kind != "text" or name.row != row:
            return

        def text(key: str, row: int = row) -> Field[str] | None:
            return text_field(sheet.at(row, columns[key])) if key in columns else None

        def amount(key: str, row: int = row) -> Field[Quantity] | None:
            if key not in columns:
                return None
            cell = sheet.at(row, columns[key])
            return Field(read_quantity(cell, unit=unit), cell)

        budget, executed = amount("budget"), amount("executed")
        filled = [each for each in (budget, executed) if each and each.cell.kind != "blank"]
        if not filled or all(_is_word(each) for each in filled):
            return  # 没有金额，或者金额的地方写着下一块的列名
        if not is_task_total(name):
            yield Task(text_field(name), text("content"), text("achievement"), budget, executed)


def _is_word(field: Field[Quantity]) -> bool:
    return field.value.kind == "text" and not any(map(str.isdigit, field.cell.raw))


def is_task_total(name: Cell) -> bool:
    """合计一行不是一项任务。"""
    return is_one_of(name.raw, _TOTALS)


def task_asides(sheet: Sheet, filing: Filing) -> Iterator[tuple[tuple[int, int], str]]:
    """主要任务一块里不核的格：列名，总额下面分的财政拨款、其他资金。"""
    funds = {line.name.cell for line in filing.funds}  # 和资金写在一块里的不在这里
    cells = (task.name.cell for task in filing.tasks)
    own = {cell for cell in cells if cell.sheet == sheet.name and cell not in funds}
    here = [task for task in filing.tasks if task.name.cell in own]
    used = {cell.column for task in here[:1] for cell in _cells(task)}
    first = min((task.name.cell.row for task in here), default=0)
    heads = [row for row in (first - 2, first - 1) if row > 0 and here]
    wanted = (*TASKS, *(name for names in _COLUMNS.values() for name in names))
    titled = [cell for row in heads for cell in sheet.row(row) if is_one_of(cell.raw, wanted)]
    columns = {
        column
        for cell in titled
        for area in (sheet.area(cell.row, cell.column),)
        for column in range(area.first_column, area.last_column + 1)
    }
    yield from _named(sheet, heads, here)
    for row in (*heads, *(task.name.cell.row for task in here)):
        for cell in sheet.row(row):
            below = cell.column in columns and (row in heads or cell.column not in used)
            if below:
                yield (cell.row, cell.column), "年度主要任务"


def _named(
    sheet: Sheet, heads: Sequence[int], tasks: Sequence[Task]
) -> Iterator[tuple[tuple[int, int], str]]:
    """整块的名称，和合计的一行。"""
    for row in heads:
        blocks = (cell for cell in sheet.row(row) if is_one_of(cell.raw, _BLOCK))
        yield from (((cell.row, cell.column), "年度主要任务") for cell in blocks)
    rows = [task.name.cell.row for task in tasks]
    for row in range(min(rows), max(rows) + 2) if rows else ():
        if is_task_total(sheet.at(row, tasks[0].name.cell.column)):
            yield from (((row, cell.column), "年度主要任务的合计") for cell in sheet.row(row))


def _cells(task: Task) -> Iterator[Cell]:
    fields = (task.name, task.content, task.achievement, task.budget, task.executed)
    yield from (field.cell for field in fields if field is not None)
