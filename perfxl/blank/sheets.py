"""附表：资金明细、数据项、佐证材料、报告文字、重点工作任务。一张一个表头，下面是空行。"""

from __future__ import annotations

from perfxl.blank.content import Content, Row, drawn
from perfxl.blank.layout import is_landscape
from perfxl.blank.paper import Book, Paper, cell
from perfxl.cells.merged import Range
from perfxl.errors import FormError
from perfxl.form.form import Column, Form, SideTable

_MONEY = frozenset({"initial", "budget", "executed", "balance"})
_NUMBERS = _MONEY | {"value", "last_year"}
_HINT_WIDTH = 28
_SPARE = 3  # 填好的表后面再留几行


def draw_tables(book: Book, form: Form, content: Content, names: str) -> None:
    """`names` 是指标表里三级指标名称的区域。"""
    order = ("tasks", "details", "data", "evidence", "narratives")
    for key in order:
        table = form.table_of(key)
        if table is not None:
            _Table(book, form, table, content).draw(names)


class _Table:
    def __init__(self, book: Book, form: Form, table: SideTable, content: Content) -> None:
        self.form, self.table = form, table
        self.hints = _hints(form) if table.key == "narratives" else {}
        self.columns = drawn(table.column, content.rows_of(table.key))
        widths = [column.width for column in self.columns]
        if self.hints:
            widths.append(_HINT_WIDTH)
        self.paper = Paper(book, table.sheet, widths)
        self.rows = self._rows(content)
        self.head = 3

    def _rows(self, content: Content) -> list[Row]:
        given = list(content.rows_of(self.table.key))
        if not self.hints:
            spare = _SPARE if given or self.table.item else self.table.rows
            printed = [] if given else _printed(self.form, self.table)
            return [*printed, *given, *({} for _ in range(spare))]
        written = {str(row.get("section", "")): row for row in given}
        for name in written:
            if name not in self.hints:
                has = "、".join(self.hints)
                raise FormError(f"报告提纲里没有“{name}”这一栏；有：{has}")
        return [written.get(name, {"section": name}) for name in self.hints]

    def draw(self, names: str) -> None:
        paper, table = self.paper, self.table
        paper.put(paper.wide(1), table.sheet, "title")
        paper.at_least(1, 34)
        paper.put(paper.wide(2), self._note(), "note")
        paper.at_least(2, 20)
        for place, column in enumerate(self.columns, 1):
            paper.put(cell(self.head, place), column.title, "head")
            if not self.hints:
                self._advise(place, column, names)
        if self.hints:
            paper.put(cell(self.head, paper.last_column), "写什么", "head")
        paper.at_least(self.head, 24)
        if self.hints:
            self._draw_sections()
        else:
            for row, values in enumerate(self.rows, self.head + 1):
                self._draw_row(row, values)
        landscape = is_landscape(paper.widths, paper.height)
        if self.hints:  # 别的表一行行都一样，哪里换页都行
            paper.break_pages(landscape=landscape, repeat=self.head)
        paper.finish(landscape=landscape, repeat=self.head, frozen=self.head)

    def _note(self) -> str:
        money = any(column.key in _MONEY for column in self.columns)
        return self.table.note + (f"金额单位：{self.form.money_unit}。" if money else "")

    def _draw_row(self, row: int, values: Row) -> None:
        for place, column in enumerate(self.columns, 1):
            look = "value" if column.key in _NUMBERS or column.key == "unit" else "input"
            if column.reserved:
                look = "reserved"
            self.paper.put(cell(row, place), values.get(column.key), look)
        self.paper.at_least(row, 22)
        self.paper.grow(row)

    def _draw_sections(self) -> None:
        """报告文字：一栏一行；一行的高度放不下的长文，合并几行。"""
        row, last = self.head + 1, self.paper.last_column
        places = {column.key: place for place, column in enumerate(self.columns, 1)}
        for values in self.rows:
            name, text = str(values["section"]), str(values.get("text", ""))
            place = places["text"]
            end = row + self.paper.rows_for(text, place, place, "long") - 1
            hint = self.hints[name]
            self.paper.put(Range(row, places["section"], end, places["section"]), name, "text")
            self.paper.put(Range(row, place, end, place), text, "long")
            self.paper.put(Range(row, last, end, last), hint, "hint")
            self.paper.advise(Range(row, place, end, place), name, hint)
            for line in range(row, end + 1):
                self.paper.at_least(line, 44)
                self.paper.wish(line, 60)
            if row == end:
                self.paper.grow(row)
            row = end + 1

    def _advise(self, place: int, column: Column, names: str) -> None:
        area = Range(self.head + 1, place, self.head + len(self.rows), place)
        paper, title = self.paper, column.title
        if column.choices:
            paper.choose(area, title, column.prompt, column.choices)
        elif column.key == "indicator" and names:
            paper.choose(area, title, column.prompt or "从下拉里选指标表里的三级指标", f"={names}")
        elif column.key in _MONEY:
            hint = column.prompt or f"按{self.form.money_unit}填数字，不写单位"
            paper.amount(area, title, hint)
        elif column.prompt:
            paper.advise(area, title, column.prompt)


def _printed(form: Form, table: SideTable) -> list[Row]:
    """印好名称和单位的行；备注写明用在哪条指标、怎么算。"""
    rules = [
        level3 for level1 in form.level1 for level2 in level1.level2 for level3 in level2.level3
    ]
    return [
        {
            "name": item.name,
            "unit": item.unit,
            "note": "；".join(
                f"{rule.name}＝{rule.formula}" for rule in rules if item.name in rule.items
            ),
        }
        for item in table.item
    ]


def _hints(form: Form) -> dict[str, str]:
    """报告提纲里要写文字的各栏：栏目 → 写什么。"""
    hints: dict[str, str] = {}
    for section in form.report.section:
        if section.narrative and section.narrative not in hints:
            must = "必写。" if section.required else ""
            hints[section.narrative] = must + (section.prompt or section.heading)
    return hints
