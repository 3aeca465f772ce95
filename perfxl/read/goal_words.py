"""目标块的栏名：一格是预期目标、还是实际完成情况的名称；照名称里的字认，不照一份名单。"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, is_one_of
from perfxl.form.form import Goals

Side = Literal["goal", "done", ""]

# 栏名只由这些词拼成：“年度总体目标完成情况综述”是，“全部完成年度目标”不是。
_WORDS = later(
    r"(?:项目|政策|专项|建设|部门|单位|整体|总体|支出|资金|本?年度|全年|当年|本年|年初|年末|预期|预算|设定|批复|申报|计划|"
    r"采购|服务|购买|合同|实施|培训|活动|管护|阶段|绩效|履职|履责|履行|职能|职责|工作|任务|重点|主要|具体|实际|自评|目标|完成|实现|达成|情况|内容|综述|概述|总结|说明|总|及|和|的)+"
)
_DONE_END = later(r"(?:情况|综述|概述|总结|情况说明)$")
_DONE = later(r"完成|实现|达成")
# 四川的“实际完成目标”，“目标实际完成”
_DONE_GOAL = later(
    r"实际(?:完成|实现|达成)(?:的)?(?:年度|绩效|总体?)*目标$|目标(?:的)?(?:全年|年度)?实际(?:完成|实现|达成)$"
)
_DONE_NAME = later(r"目标(?:实际)?(?:完成|实现|达成)$")
_GOAL_END = later(r"目标(?:内容|情况)?$")

TASKS = ("任务名称", "主要任务", "工作任务", "重点工作任务")  # 年度主要任务一块的列名


def is_task_row(sheet: Sheet, row: int) -> bool:
    """年度主要任务一块的表头：任务名称 | 主要内容 | 完成情况。"""
    return any(is_one_of(cell.raw, TASKS) for cell in sheet.row(row))


@lru_cache(maxsize=8192)
def side_of(text: str, goals: Goals) -> Side:
    """一格是哪一栏的名称：先比表样的名称，再看字；都不是的为空。"""
    every: tuple[tuple[Side, Sequence[str]], ...] = (
        ("goal", (goals.goal, *goals.goal_synonyms)),
        ("done", (goals.achievement, *goals.achievement_synonyms)),
    )
    heads = (text, at_colon(text)[0])
    for head in heads:
        plain = bare_key_of(head).rstrip("0123456789")  # 年度绩效目标1（40分）
        for side, names in every:
            if is_one_of(head, names) or is_one_of(plain, names):
                return side
    return next((side for side in map(side_by_words, heads) if side), "")


_SHORT_GOAL = frozenset({"目标", "预期", "预设", "设定", "年初", "年初设定", "计划"})
_SHORT_DONE = frozenset(
    {
        "完成",
        "实际",
        "达成",
        "实现",
        "达成情况",
        "实际完成",
        "实际达成",
        "目标完成",
        "完成目标",
        "目标达成",
        "目标实现",
    }
)


def short_side(sheet: Sheet, cell: Cell, goals: Goals) -> Side:
    """只写一两个词的栏名（目标、预期；完成、实际），单看字也会是内容：看它在目标块的什么地方。

    紧挨在块名右边的、与上一行的目标摞着的是；右边的“实际”，同一行左边有这样的“预期”。
    """
    key = bare_key_of(cell.raw) if cell.kind == "text" and len(cell.raw) <= SHORT else ""
    if key not in _SHORT_GOAL and key not in _SHORT_DONE:
        return _beside_known(sheet, cell, goals)
    left = _lefts(sheet, cell)
    near = side_of(left[0].raw, goals) if left else ""
    if key in _SHORT_GOAL:
        under = bare_key_of(sheet.at(_under(sheet, cell), cell.column).raw)
        stacked = key == "目标" and not left and under in _SHORT_DONE
        beside = key == "目标" and not left and _done_beside(sheet, cell, goals)
        alone = key == "目标" and not left and _is_told(sheet, cell, goals)
        return "goal" if near == "goal" or stacked or beside or alone else ""
    above = sheet.at(cell.row - 1, cell.column) if cell.row > 1 else None
    over = "" if above is None else side_of(above.raw, goals) or short_side(sheet, above, goals)
    if over == "goal" or (near == "goal" and sheet.at(cell.row, cell.column + 1).kind != "number"):
        return "done"
    told = near != "done" and any(short_side(sheet, each, goals) == "goal" for each in left)
    return "done" if told else ""


# 没有见过的栏名：不像一句话，以这些字结尾（实施情况、预期绩效、目标达成度）。
_NAME = later(r"[\u4e00-\u9fff（）()]{2,12}(?:情况|效果|绩效|成效|程度|达成度|任务|设定|结果)")
# 说的是别的事，不是目标、不是完成情况：资金使用情况、年中调整情况。
_ELSE = later(
    r"资金|预算|经费|支出|收入|指标|评分|得分|自评|复核|原因|问题|措施|整改|偏差|佐证|基本|人员|调整"
)


def _beside_known(sheet: Sheet, cell: Cell, goals: Goals) -> Side:
    """与认得的栏名并排、下面各写着内容的，是另一栏的名称：预期目标 | 实施情况。"""
    if not _is_name(cell) or _ELSE.search(cell.raw):
        return ""
    area = sheet.area(cell.row, cell.column)
    left = sheet.at(cell.row, area.first_column - 1) if area.first_column > 1 else None
    right = sheet.at(cell.row, area.last_column + 1)
    level = (other for other in sheet.row(cell.row) if _under(sheet, other) == area.last_row + 1)
    row = {side_of(other.raw, goals) for other in level if other.kind == "text"}
    if right.row == cell.row and side_of(right.raw, goals) == "done" and "goal" not in row:
        return "goal" if _told_below(sheet, goals, cell, right) else ""
    known = left is not None and left.row == cell.row and side_of(left.raw, goals) == "goal"
    if left is not None and known and "done" not in row:
        return "done" if _told_below(sheet, goals, cell, left) else ""
    return ""


def _is_name(cell: Cell) -> bool:
    return cell.kind == "text" and _NAME.fullmatch(bare_key_of(cell.raw)) is not None


def is_head_beside(sheet: Sheet, goals: Goals, label: Cell, cell: Cell) -> bool:
    """目标的栏名右边的一格也是栏名（资金使用情况），内容都在下面一行。"""
    return _is_name(cell) and cell.row == label.row and _told_below(sheet, goals, label, cell)


def _told_below(sheet: Sheet, goals: Goals, *labels: Cell) -> bool:
    """两个栏名一样高，下面一行各是内容：不是栏名，至少有一格写着话。"""
    areas = [sheet.area(cell.row, cell.column) for cell in labels]
    if len({area.last_row for area in areas}) > 1:
        return False
    below = [sheet.at(area.last_row + 1, area.first_column) for area in areas]
    fine = all(cell.kind in {"blank", "text"} and not side_of(cell.raw, goals) for cell in below)
    return fine and any(len(cell.raw) > SHORT for cell in below)


def _done_beside(sheet: Sheet, cell: Cell, goals: Goals) -> bool:
    """同一行里隔着内容还有完成情况的栏名：目标 | …… | 完成情况 | ……。"""
    after = [other for other in sheet.row(cell.row) if other.column > cell.column]
    sides = [side_of(other.raw, goals) if other.kind == "text" else "" for other in after]
    return "done" in sides[1:] and not sides[0]


def _is_told(sheet: Sheet, cell: Cell, goals: Goals) -> bool:
    """一行只有它和右边的一句话：目标 | 养护绿地260万平方米，补植苗木3万株。"""
    after = [other for other in sheet.row(cell.row) if other.column > cell.column]
    said = after[0] if len(after) == 1 else cell
    return said.kind == "text" and len(said.raw) > SHORT and not side_of(said.raw, goals)


SHORT = 8  # 目 标、实际完成：


def _under(sheet: Sheet, cell: Cell) -> int:
    return sheet.area(cell.row, cell.column).last_row + 1


def _lefts(sheet: Sheet, cell: Cell) -> list[Cell]:
    """左边有字的格，近的在前；从上面盖下来的块名也算。"""
    every = (sheet.at(cell.row, column) for column in range(cell.column - 1, 0, -1))
    return list(dict.fromkeys(each for each in every if each.kind != "blank"))


@lru_cache(maxsize=8192)
def side_by_words(text: str) -> Side:
    """只看字：有“目标”而没有“完成”的是预期目标，有“完成”“实现”的是完成情况。"""
    key = bare_key_of(text).rstrip("0123456789")
    if len(key) < 4 or not _WORDS.fullmatch(key):
        return ""
    if _DONE.search(key):
        named = text.rstrip().endswith(("：", ":")) and _DONE_NAME.search(key)  # 总体目标完成：
        return "done" if named or _DONE_END.search(key) or _DONE_GOAL.search(key) else ""
    return "goal" if _GOAL_END.search(key) else ""
