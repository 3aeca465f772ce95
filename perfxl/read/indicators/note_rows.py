"""指标块里不是指标的一行：附注、签字、横着合并的话，别的一块的列名，资金块下面的合计。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfxl.cells.grid import Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, is_one_of, key_of, undecorated
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import fold
from perfxl.form.form import Form
from perfxl.read.heading.headings import Heading
from perfxl.read.indicators.totals import is_total_name

_NOTE = later(
    r"^(?:注|备注|说明|填表说明|其他需要说明|项目负责人|填报人|评价结论|存在问题|改进措施"
    r"|(?:导出|打印|生成|制表|填报|填表)(?:时间|日期|人))"
)


_SIGNED = later(
    r"(?:项目|单位|部门|财务|填报|填表|分管|主管|具体)*"
    r"(?:负责人|填[表报]人|经办人|审核人|复核人|制表人|联系人|分管领导|主管领导|单位领导)"
    r"(?:\((?:签字|签章|签名|盖章)*\)|签字|签章|签名)?(?::.*)?"
)


def is_signed(text: str) -> bool:
    """签字的一行，从“单位负责人：”“填表人（签字）”起。"""
    return _SIGNED.fullmatch(fold(text)) is not None


def is_note_row(sheet: Sheet, columns: Mapping[str, int], row: int, blocks: Sequence[str]) -> bool:
    """附注、签字行：横着合并盖过了三级指标列，或以“注：”之类开头；`blocks` 是表下各栏的名称。"""
    cells = sheet.row(row)
    if not cells:
        return True
    first = cells[0]
    area = sheet.area(first.row, first.column)
    name = columns["name"]
    wide = first.row == row and area.first_column < name <= area.last_column
    wide = wide and (area.last_column > name or len(cells) == 1)  # 一二三级合成一格的仍是指标
    text = sheet.area(row, name)  # 一格盖过了三级指标和指标值：目标的文字，不是指标
    values = {columns[key] for key in ("target", "actual") if key in columns}
    wide = wide or any(text.holds(row, column) for column in values - {name})
    wide = wide or _is_one_text(sheet, columns, row)
    head = undecorated(at_colon(first.raw)[0])
    noted = _NOTE.match(first.raw.strip()) is not None or is_one_of(head, blocks)
    return wide or (noted and len(cells) <= 2) or is_signed(first.raw)


def _is_one_text(sheet: Sheet, columns: Mapping[str, int], row: int) -> bool:
    """一格文字从指标值一直盖到分值、得分：表下面的话（未完成原因 | ……），不是指标。"""
    first = min((columns[key] for key in ("target", "actual") if key in columns), default=0)
    area = sheet.area(row, first)
    scored = (columns[key] for key in ("weight", "points") if key in columns)
    cell = sheet.at(row, first)
    words = cell.kind == "text" and cell.column == first and not read_quantity(cell).is_number
    return words and any(area.holds(row, column) for column in scored)


# 分值、得分两栏里写着这些的，是别的一块的列名。
_HEADS = frozenset(
    {
        *("分值", "权重", "满分", "得分", "自评得分"),
        *("执行率", "支出率", "支付率", "使用率", "完成率"),
    }
)


def heads_other(sheet: Sheet, row: int, heading: Heading) -> bool:
    """分值、得分两栏里写的是别的列名，一行一个数也没有：下面是另一块，那里没有指标。"""
    if _HEADS.isdisjoint([key_of(cell.raw) for cell in sheet.row(row)]):
        return False  # 先看有没有：合并得没边的表，问一格是哪一格的很慢
    columns = [heading.columns[key] for key in ("weight", "points") if key in heading.columns]
    if not any(key_of(sheet.at(row, column).raw) in _HEADS for column in columns):
        return False
    every, own = sheet.row(row), {cell.raw for cell in heading.cells.values()}
    plain = all(cell.kind == "text" and not read_quantity(cell).is_number for cell in every)
    return plain and 2 * sum(cell.raw in own for cell in every) <= len(every)


def is_whole_total(sheet: Sheet, row: int, heading: Heading, form: Form) -> bool:
    """资金块下面的“合计 | 100 | 97”：左边没有金额，分值是全部分值。"""
    cells, column = sheet.row(row), heading.columns.get("weight")
    if not cells or column is None or not is_total_name(cells[0].raw, form.indicators.total):
        return False
    numbers = [cell for cell in cells if read_quantity(cell).is_number]
    whole = read_quantity(sheet.at(row, column)).value == form.indicators.weight
    return whole and bool(numbers) and numbers[0].column >= column
