"""年度总体目标：预期目标与实际完成情况；各地叫法不同，照名称里的字认，不照一份名单。"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from perfxl.cells.grid import Cell, Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, key_of
from perfxl.cells.quantity import clean, fold
from perfxl.form.form import Goals
from perfxl.read.goal_words import Side, is_head_beside, is_task_row, short_side, side_of
from perfxl.read.header import text_field
from perfxl.read.header_labels import next_cell
from perfxl.read.heading.headings import texts_above

# 别的块的列名，不是内容：评分情况、预算数、佐证材料；“完成”“达到预期目标”是内容。
_LABEL = later(
    r"(?:年度|全年|年初|本年|当年|项目|绩效|目标|指标|体系|完成|实际|预算|执行|支出|决算|资金|计划|调整后?|"
    r"评分|评价|评定|得分|扣分|自评|复核|偏差|改进|措施|及|和|佐证|工作|主要|任务)*"
    r"(?:数|值|数值|金额|情况|说明|备注|得分|扣分|分值|权重|原因|分析|体系|标准|依据|名称|内容|材料|率)"
)


def read_goals(
    sheet: Sheet, goals: Goals, before: int
) -> tuple[Field[str] | None, Field[str] | None]:
    """两个栏名并排的，内容在下面或各在右边；上下摞着的，内容在右边。"""
    labels = _Labels(sheet, goals, before)
    every = labels.every()
    goal = labels.pick("goal", None, every)
    done = labels.pick("done", goal, every)
    side_by_side = goal is not None and done is not None and goal.row == done.row
    if side_by_side and goal is not None:
        beside = next_cell(sheet, goal)  # 两个栏名之间写着字的，字就是预期目标
        side_by_side = not beside.raw or labels.side(beside) == "done"
    said = labels.content(goal, below=side_by_side)
    blank = said is not None and (not said.value or SAME.fullmatch(fold(said.value)))
    if said is not None and goal is not None and blank:  # 没有调整的，看年初的一栏
        said = labels.first_goal(goal, below=side_by_side) or said
    first = None if said is None else said.cell
    return said, labels.content(done, below=side_by_side, beside=first)


def goals_below(
    sheet: Sheet, goals: Goals, end: int
) -> tuple[Field[str] | None, Field[str] | None]:
    """目标一块写在指标下面（第 `end` 行以下）的：行的开头写着目标的栏名。"""
    rows = {row for row in sheet.filled_rows() if row > end}
    firsts = (sheet.row(row)[0] for row in rows)
    if not any(cell.kind == "text" and side_of(cell.raw, goals) == "goal" for cell in firsts):
        return None, None
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] in rows}
    merged = tuple(area for area in sheet.merged if area.first_row > end)
    below = replace(sheet, cells=cells, merged=merged)
    return read_goals(below, goals, sheet.last_row + 1)


_NEXT = later(r"(?:年度|项目)?(?:绩效)?目标[2-9二三四五六]")


def more_goals(sheet: Sheet, goals: Goals, after: int) -> list[Field[str]]:
    """几个年度绩效目标各成一块的（年度绩效目标2（40分）），第 `after` 行以下各块的目标。"""
    labels = _Labels(sheet, goals, sheet.last_row + 1)
    firsts = (sheet.row(row)[0] for row in sheet.filled_rows() if row > after)
    named = (
        cell
        for cell in firsts
        if cell.kind == "text"
        and "目标" in cell.raw
        and _NEXT.match(bare_key_of(cell.raw))
        and sheet.at(cell.row - 1, cell.column).raw != cell.raw  # 拆开了合并、行行都写的块名
    )
    told = (labels.content(cell, below=False) for cell in named)
    return [field for field in told if field is not None and field.value]


def joined(first: Field[str] | None, more: Sequence[Field[str]]) -> Field[str] | None:
    """几块的目标接成一段，一块一行。"""
    if first is None or not more:
        return first
    return Field("\n".join([first.value, *(field.value for field in more)]), first.cell)


_OVER = {"goal": later(r"(?:目标|指标|计划|预期)(?:数|值)$"), "done": later(r"完成|实际|实现")}
# 调整后的目标写“同年初目标”的：看年初的一栏。
SAME = later(
    r"(?:同|与|和)?年初(?:设定|批复|绩效)?(?:绩效)?目标(?:一致|相同|不变)?|同(?:年初|左|上)|"
    r"(?:绩效)?目标?(?:未|没有|无|不)(?:作|做|需)?(?:调整|变化|变)|无|没有|未调整|不变|[/—－-]+"
)


class _Labels(NamedTuple):
    """表头以上的格里，哪些是目标块的栏名。"""

    sheet: Sheet
    goals: Goals
    before: int

    def side(self, cell: Cell) -> Side:
        return side_of(cell.raw, self.goals) or short_side(self.sheet, cell, self.goals)

    def every(self) -> Sequence[Cell]:
        """各个栏名：不算年度主要任务的表头、列名的分组。"""
        every = [cell for cell in texts_above(self.sheet, self.before) if self.side(cell)]
        every = [cell for cell in every if not is_task_row(self.sheet, cell.row)]
        apart = [cell for cell in every if not self._groups_columns(cell, every)]
        sure = all(self._is_over_column(cell) for cell in every if cell not in apart)
        return apart if sure or any(self.side(cell) == "goal" for cell in apart) else every

    def pick(self, side: Side, goal: Cell | None, every: Sequence[Cell]) -> Cell | None:
        """那一栏的名称格；`every` 是各个栏名。

        整块的名称右边还是一栏的名称，不取；与块名相同、独占一行的，有别的可取时也不取。`goal` 是
        预期目标的格：实际完成情况在它右边或下面，不在它左边。
        """
        block = key_of(self.goals.title)
        mine = [cell for cell in every if self.side(cell) == side]
        if side == "done" and goal is not None:
            mine = [cell for cell in mine if cell.column >= goal.column and cell.row >= goal.row]
        stops: tuple[Side, ...] = ("goal",) if side == "goal" else ("goal", "done")
        tests: tuple[Callable[[Cell], bool], ...] = (
            lambda cell: self.side(self._right(cell)) not in stops,
            lambda cell: not self._is_banner(cell),
            lambda cell: key_of(cell.raw) != block,
            lambda cell: (
                not _LATER.fullmatch(bare_key_of(cell.raw))
            ),  # 另写着几年的总目标，取本年度的
        )
        for test in tests:
            mine = [cell for cell in mine if test(cell)] or mine
        return mine[0] if mine and tests[0](mine[0]) else None

    def _groups_columns(self, cell: Cell, every: Sequence[Cell]) -> bool:
        """紧挨在指标的表头上面、栏名挨着栏名的（绩效目标 | 实际完成）：是列名的分组，不是目标。"""
        near = self.sheet.area(cell.row, cell.column).last_row + 1 >= self.before
        mine = [other for other in every if other.row == cell.row]
        plain = all(not _inline(one) for one in mine)
        # 拆开了合并、行行都写着块名的，不是分组
        plain = plain and all(self.sheet.at(one.row - 1, one.column).raw != one.raw for one in mine)
        return near and plain and any(next_cell(self.sheet, one) in mine for one in mine)

    def _is_over_column(self, cell: Cell) -> bool:
        """正下面是指标表头里的指标值、完成值一栏：绩效目标 下面的 目标值。"""
        under = key_of(self.sheet.at(self.before, cell.column).raw)
        return _OVER[self.side(cell)].search(under) is not None if self.side(cell) else False

    def first_goal(self, other: Cell, *, below: bool) -> Field[str] | None:
        """预期目标的另一栏（年初绩效目标）写的。"""
        every = (cell for cell in texts_above(self.sheet, self.before) if cell != other)
        mine = (cell for cell in every if self.side(cell) == "goal")
        told = (self.content(cell, below=below) for cell in mine if "年初" in cell.raw)
        return next((field for field in told if field is not None and field.value), None)

    def _right(self, cell: Cell) -> Cell:
        column = self.sheet.area(cell.row, cell.column).last_column + 1
        after = (other for other in self.sheet.row(cell.row) if other.column > column)
        near = self.sheet.at(cell.row, column)
        # 拆开了合并的：年度总体目标 | | 预期目标 | | 实际完成情况，隔着空格的也是
        return next(after, near) if near.kind == "blank" and self._is_row_of_heads(cell) else near

    def _is_row_of_heads(self, cell: Cell) -> bool:
        return all(self.side(other) for other in self.sheet.row(cell.row))

    def _is_banner(self, cell: Cell) -> bool:
        """一直盖到最右一列：只是一块的名称，右边没有地方写内容。"""
        area = self.sheet.area(cell.row, cell.column)
        return area.last_column >= self.sheet.last_column and not _inline(cell)

    def content(
        self, label: Cell | None, *, below: bool, beside: Cell | None = None
    ) -> Field[str] | None:
        if label is None:
            return None
        inline = _inline(label)
        if inline:
            return Field(inline, label)
        if not below and self._is_banner(label):
            return None
        area = self.sheet.area(label.row, label.column)
        row = area.last_row + 1
        while row + 1 < self.before and not any(cell.raw for cell in self.sheet.row(row)):
            row += 1  # 空着的一行
        beneath = self.sheet.at(row, label.column)
        below = below or is_head_beside(self.sheet, self.goals, label, next_cell(self.sheet, label))
        cell = beneath if below else None
        cell = cell or next_cell(self.sheet, label)
        plain = key_of(cell.raw) == bare_key_of(cell.raw)  # “完成情况（100字以内）”是没删的提示语
        if cell.row >= self.before or (plain and self.side(cell)):  # 栏名不是内容
            return Field("", label)
        if plain and _LABEL.fullmatch(bare_key_of(cell.raw)):
            return None if cell.row == label.row else Field("", label)  # 是别的块的表头
        more = continued(self.sheet, cell, self.before, beside) if below else []
        return Field("\n".join(text_field(part).value for part in (cell, *more)), cell)


_LATER = later(r"(?!.*(?:年度|本年|当年|全年)).*(?:中期|长期|实施期|总体?目标$).*")
_ITEM = later(
    r"(?:绩效)?目标[\d一二三四五六七八九十]{1,2}[:.、]|\(?(?:\d{1,2}|[一二三四五六七八九十])[.、)]|[①-⑳]"
)


def continued(sheet: Sheet, first: Cell, before: int, beside: Cell | None = None) -> list[Cell]:
    """一行写一条的目标（目标1、目标2……）：`first` 下面接着的各条。

    各条没有编号的，看左边的目标（`beside`）有几条，一条对一条。
    """
    cells = _numbered(sheet, first, before)
    if cells or beside is None or beside.row != first.row or beside == first:
        return cells
    rows = [cell.row for cell in _numbered(sheet, beside, before)]
    mine = [sheet.at(row, first.column) for row in rows]
    return [cell for cell, row in zip(mine, rows, strict=True) if cell.row == row and cell.raw]


def _numbered(sheet: Sheet, first: Cell, before: int) -> list[Cell]:
    cells: list[Cell] = []
    if first.kind != "text" or not _ITEM.match(fold(first.raw)):
        return cells
    row = sheet.area(first.row, first.column).last_row + 1
    while row < before:
        cell = sheet.at(row, first.column)
        if cell.kind != "text" or cell.row != row or not _ITEM.match(fold(cell.raw)):
            break
        cells.append(cell)
        row = sheet.area(row, first.column).last_row + 1
    return cells


def _inline(label: Cell) -> str:
    """`预期目标：……` 写在一格里的内容。"""
    return clean(at_colon(label.raw)[1])
