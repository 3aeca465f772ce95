"""指标块：竖着的“绩效指标”、合并的一级二级、各行、总分行、附注和签字。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from perfxl.blank.breaks import SPLIT_LEVEL1, SPLIT_LEVEL2, SPLIT_MERGED
from perfxl.blank.content import Entry, Row, number
from perfxl.blank.funds import Execution
from perfxl.blank.head import Page
from perfxl.blank.paper import cell, span
from perfxl.blank.rescaled import rescaled_formula, rescaled_points
from perfxl.cells.areas import reference
from perfxl.cells.merged import Range
from perfxl.cells.quantity import plain
from perfxl.form.form import Column, Form, Level1, Level2

_CENTERED = frozenset({
    "target", "actual", "weight", "points", "sign", "unit", "initial", "share", "deduction",
    "recheck_actual", "recheck_points", "drift",
})  # fmt: skip
_FOR_IDLE = ("actual", "weight")
_RESERVED = "本列由 perfxl 写回时填写，请不要手工填"


@dataclass(frozen=True, slots=True)
class Line:
    """要画的一行。`preset` 的键是表样印好的，其余由填报人填；`hint` 是点中名称时显示的算式。"""

    level1: str
    level2: str
    row: Row
    preset: frozenset[str] = field(default_factory=frozenset)
    hint: str = ""


def lines(form: Form, filled: Sequence[Row]) -> list[Line]:
    """各行：有内容的照内容，没有的按表样留行。"""
    if filled:
        return [Line(_word(row, "level1"), _word(row, "level2"), row) for row in filled]
    plain = [Line("", "", _placeholder(form, place + 1)) for place in range(form.indicators.rows)]
    return plain + [line for level1 in form.level1 for line in _blank_lines(form, level1)]


def _word(row: Row, key: str) -> str:
    return str(row.get(key, ""))


def _blank_lines(form: Form, level1: Level1) -> Iterator[Line]:
    for level2 in level1.level2 or (Level2("", level1.source),):
        for level3 in level2.level3:
            preset: dict[str, Entry] = {"name": level3.name}
            if level3.weight is not None:
                preset["weight"] = level3.weight
            yield Line(level1.name, level2.name, preset, frozenset({"name"}), level3.formula)
        if not level2.level3:
            for place in range(1, level2.rows + 1):
                yield Line(level1.name, level2.name, _placeholder(form, place))


def _placeholder(form: Form, place: int) -> Row:
    """官方表印着“指标1：”，读表时没有填的这种行不算。"""
    return {"name": f"指标{place}："} if "指标" in form.words.placeholder_names else {}


class Block:
    """指标块。先画各行，换页的地方定了再画竖着合并的格。"""

    def __init__(self, page: Page, execution: Execution) -> None:
        self.page, self.paper, self.execution = page, page.paper, execution
        self.form = page.form
        self.columns = {column.key: place for place, column in enumerate(page.indicators, 2)}
        self.lines = lines(page.form, page.content.indicators)
        self.first = page.row + 1
        self.last = page.row + len(self.lines)

    def draw(self) -> Range | None:
        """画各行和总分行；给出三级指标名称所在的一段，佐证材料的下拉要用。"""
        self._heading()
        self._measure()
        for row, line in enumerate(self.lines, self.first):
            for column in self.page.indicators:
                if column.key not in {"level1", "level2"}:
                    self._fill(row, column, line)
            if line.hint:
                self.paper.advise(cell(row, self.columns["name"]), "算法", line.hint)
            self.paper.at_least(row, 20)
            self.paper.wish(row, 27)
            self.paper.grow(row)
        self._advise()
        self.page.row = self.last + 1
        if {"weight", "points"} & set(self.columns):
            self._total()
        name = self.columns.get("name")
        return Range(self.first, name, self.last, name) if name else None

    def _heading(self) -> None:
        for column in self.page.indicators:
            place = self.columns[column.key]
            self.paper.put(self.page.across(place, place), column.title, "label")
        self.paper.at_least(self.page.row, 22)
        self.paper.wish(self.page.row, 26)
        self.paper.join(self.first - 1, self.first + 1, SPLIT_MERGED)  # 表头和头两行不分开

    def _groups(self) -> Iterator[tuple[Range, str, int]]:
        """一级相同的连续各行、一级之内二级相同的连续各行：占的地方、写的字、拆开的代价。"""
        keys: tuple[tuple[str, Callable[[Line], tuple[str, ...]], int], ...] = (
            ("level1", lambda line: (line.level1,), SPLIT_LEVEL1),
            ("level2", lambda line: (line.level1, line.level2), SPLIT_LEVEL2),
        )
        for key, same, cost in keys:
            start, place = self.first, self.columns.get(key)
            for texts, run in groupby(self.lines, key=same):
                end = start + len(list(run)) - 1
                if place is not None:
                    yield Range(start, place, end, place), texts[-1], cost
                start = end + 1

    def _measure(self) -> None:
        for area, text, cost in self._groups():
            self.paper.need(area, text, "center")
            if text:
                self.paper.join(area.first_row, area.last_row, cost)

    def draw_levels(self, breaks: Sequence[int]) -> None:
        """竖着的“绩效指标”、合并的一级二级；跨页的从换页处分开。"""
        whole = Range(self.first - 1, 1, self.last, 1)
        title = self.form.indicators.title
        if title == "序号":  # 不是竖着的大格：一条一个号
            self.paper.put(cell(self.first - 1, 1), title, "label")
            for number, row in enumerate(range(self.first, self.last + 1), 1):
                self.paper.put(cell(row, 1), number, "value")
        else:
            self._draw_parts(whole, title, "label", breaks)
        for area, text, _ in self._groups():
            self._draw_parts(area, text, "center", breaks)

    def _draw_parts(self, area: Range, text: str, look: str, breaks: Sequence[int]) -> None:
        inside = [row for row in breaks if area.first_row < row <= area.last_row]
        starts, ends = [area.first_row, *inside], [*(row - 1 for row in inside), area.last_row]
        for first, last in zip(starts, ends, strict=True):
            part = Range(first, area.first_column, last, area.last_column)
            self.paper.put(part, text, look)

    def _fill(self, row: int, column: Column, line: Line) -> None:
        look = "value" if column.key in _CENTERED or column.choices else "input"
        if column.reserved:
            look = "reserved"
        elif column.key in line.preset:
            look = "text"
        self.paper.put(cell(row, self.columns[column.key]), line.row.get(column.key), look)

    def _advise(self) -> None:
        """各列的提示、下拉和数的范围。分值的提示按一级指标分段，写明合计应为多少。"""
        for column in self.page.indicators:
            place = self.columns[column.key]
            area = Range(self.first, place, self.last, place)
            if column.reserved:
                self.paper.advise(area, column.title, column.prompt or _RESERVED)
            elif column.choices:
                self.paper.choose(area, column.title, column.prompt, column.choices)
            elif column.key == "weight":
                self._advise_weights(place, column)
            elif column.key == "points":
                self._advise_points(area, column)
            elif column.prompt and column.key not in {"level1", "level2"}:
                self.paper.advise(area, column.title, column.prompt)

    def _advise_weights(self, place: int, column: Column) -> None:
        start = self.first
        for (name, under), run in groupby(self.lines, key=lambda line: (line.level1, line.level2)):
            end = start + len(list(run)) - 1
            hint = self._weight_hint(name, under) + column.prompt
            self.paper.amount(Range(start, place, end, place), column.title, hint)
            start = end + 1

    def _weight_hint(self, name: str, under: str) -> str:
        """表样规定的合计：有二级的按二级，没有的按一级。"""
        level1 = self.form.level1_named(name)
        if level1 is None:
            return ""
        level2 = next((row for row in level1.level2 if row.name == under), None)
        level = level2 if level2 is not None and level2.weight is not None else level1
        if level.weight is None:
            return ""
        source = self.form.cite(level.source)
        return f"{level.name}各行分值合计应为 {plain(level.weight)} 分（{source.label}）。"

    def _advise_points(self, area: Range, column: Column) -> None:
        weight = self.columns.get("weight")
        if weight is None:
            self.paper.amount(area, column.title, column.prompt)
            return
        self.paper.advise(
            area, column.title, column.prompt or "得分不超过本行分值",
            validate="decimal", criteria="between", minimum=0,
            maximum=f"={reference(self.first, weight)}", error_type="warning",
            error_title=column.title, error_message="得分应在 0 和本行分值之间",
        )  # fmt: skip

    def _total(self) -> None:
        """总分行：分值没有填时显示表样规定的总分值，填了就显示实际合计。"""
        edge = min(self.columns[key] for key in ("weight", "points") if key in self.columns)
        self.paper.put(self.page.across(1, edge - 1), self.form.indicators.total[0], "label")
        grade = self._grade_column()
        for column in self.page.indicators:
            place = self.columns[column.key]
            area = cell(self.page.row, place)
            if column.key in {"weight", "points", "recheck_points"}:
                self._sum(column.key, area)
            elif place == grade:
                self._grade(area)
            elif place >= edge:
                self.paper.put(area, None, "reserved" if column.reserved else "center")
        self.paper.at_least(self.page.row, 22)
        self.paper.wish(self.page.row, 26)
        self.paper.join(self.last, self.page.row, SPLIT_MERGED)
        self.page.row += 1

    def _sum(self, key: str, area: Range) -> None:
        content, weighs = self.page.content, key == "weight"
        given = {"weight": content.total_weight, "points": content.total}.get(key)
        if given is not None:
            self.paper.put(area, given, "value")
            return
        run = span(self.first, self.last, self.columns[key])
        execution = self.execution if key != "recheck_points" else Execution()
        extra = execution.weight_cell if weighs else execution.points_cell
        numbers = [number(line.row.get(key)) for line in self.lines]
        known = [amount for amount in numbers if amount is not None]
        full = self.form.indicators.weight if weighs else None
        # 表样印好的分值不算填了；全都印好的，总分就是它们的和。
        printed = 0 if self.page.content.indicators or len(known) == len(numbers) else len(known)
        result: Decimal | str = "" if full is None else full
        if len(known) > printed:
            more = execution.weight if weighs else execution.points
            result = sum(known, more or Decimal(0))
            if key == "points":
                result = rescaled_points(self.form, result, (line.row for line in self.lines))
        empty = '""' if full is None else plain(full)
        every = ",".join(part for part in (extra, run) if part)
        added = f"SUM({every})"
        if key == "points" and {"actual", "weight"} <= set(self.columns):
            done, weights = (span(self.first, self.last, self.columns[one]) for one in _FOR_IDLE)
            added = rescaled_formula(self.form, added, done, weights, run)
        text = f"=IF(COUNT({run})<={printed},{empty},{added})"
        self.paper.formula(area, text, result, "center")

    def _grade_column(self) -> int | None:
        """等级写在得分右边第一个不归程序填的列。"""
        after = self.columns.get("points", self.columns.get("weight", 0))
        free = (
            self.columns[column.key]
            for column in self.page.indicators
            if not column.reserved and column.key not in _CENTERED
        )
        return next((place for place in free if place > after), None)

    def _grade(self, area: Range) -> None:
        self.paper.put(area, self.page.content.grade, "value")
        names = [grade.name for grade in self.form.grade]
        if names:
            self.paper.choose(
                area, "等级", f"可以填等级：{'、'.join(names)}；不评等级的不填", names
            )


def draw_foot(page: Page) -> None:
    """附注各一行；签字栏一行。"""
    first = page.row - 1
    for note in page.form.look.notes:
        page.paper.put(page.paper.wide(page.row), note, "note")
        page.row += 1
    if page.form.look.signature:
        page.paper.put(page.paper.wide(page.row), (" " * 24).join(page.form.look.signature), "sign")
        page.paper.at_least(page.row, 30)
        page.row += 1
    page.paper.join(first, page.row - 1, SPLIT_LEVEL2)  # 不单独留一页附注
