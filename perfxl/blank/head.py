"""指标表的上半部：附件号、标题、年度、表头各项、年度总体目标。"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from perfxl.blank.content import Content, Entry, drawn, value_of
from perfxl.blank.layout import fund_parts, halves, main_widths, pixels, units
from perfxl.blank.paper import Book, Paper, cell
from perfxl.cells.merged import Range
from perfxl.form.form import Column, Form, HeaderField

_BLANK_YEAR = "（        年度）"
_YEAR_FORMAT = '"（"0"年度）"'  # 填报人只打 2025，显示（2025年度）


@dataclass
class Page:
    """正在画的指标表：`row` 是下一行；`parts` 是资金块各份占的列。"""

    book: Book
    form: Form
    content: Content
    row: int = 1
    funds: tuple[Column, ...] = field(init=False)
    indicators: tuple[Column, ...] = field(init=False)
    parts: tuple[tuple[int, int], ...] = field(init=False)
    paper: Paper = field(init=False)

    def __post_init__(self) -> None:
        form, content = self.form, self.content
        self.funds = drawn(form.funds.column, content.funds)
        self.indicators = drawn(form.indicators.column, content.indicators)
        self.parts = fund_parts(form.funds.row, self.funds, self.indicators)
        widths = main_widths(self.parts, self.funds, self.indicators)
        self.paper = Paper(self.book, form.sheets.main, widths)

    @property
    def last(self) -> int:
        return self.paper.last_column

    def across(self, first: int, last: int, rows: int = 1) -> Range:
        """当前行起、若干列的一块。"""
        return Range(self.row, first, self.row + rows - 1, last)


def draw_title(page: Page) -> None:
    look = page.form.look
    if look.annex_label:
        page.paper.put(cell(page.row, 1), look.annex_label, "annex")
        page.paper.at_least(page.row, 20)
        page.row += 1
    page.paper.put(page.paper.wide(page.row), look.title, "title")
    page.paper.at_least(page.row, 34)
    page.row += 1


def draw_header(page: Page) -> None:
    """年度单占一行；第一项（项目名称）通栏；其余每行两项。"""
    fields = [heading for heading in page.form.header if heading.key != "year" and heading.drawn]
    for heading in page.form.header:
        if heading.key == "year":
            _draw_year(page, heading)
    half = halves(page.paper.widths, 3)
    lefts, rights = [*fields[:1], *fields[1::2]], fields[2::2]
    # 同一边的名称栏一样宽，竖线才对得齐。
    left, right = (
        max((_label_end(page, heading.title, start) for heading in side), default=start)
        for start, side in ((1, lefts), (half + 1, rights))
    )
    for place, heading in enumerate(lefts):
        other = rights[place - 1] if 0 < place <= len(rights) else None
        _draw_field(page, heading, (1, left, page.last if other is None else half))
        if other is not None:
            _draw_field(page, other, (half + 1, right, page.last))
        page.paper.at_least(page.row, 22)
        page.paper.wish(page.row, 26)
        page.row += 1


def _draw_year(page: Page, field: HeaderField) -> None:
    area = page.paper.wide(page.row)
    year = page.content.header.get("year")
    page.paper.put(
        area, _BLANK_YEAR if year is None else f"（{value_of(year)}年度）", "year", _YEAR_FORMAT
    )
    page.paper.advise(area, field.title, field.prompt)
    page.paper.at_least(page.row, 22)
    page.row += 1


def _draw_field(page: Page, heading: HeaderField, columns: tuple[int, int, int]) -> None:
    """一项：名称占到 `columns` 的第二列为止，其余填内容。"""
    first, stop, last = columns
    page.paper.put(page.across(first, stop), heading.title, "label")
    area = page.across(stop + 1, last)
    page.paper.put(area, _entry(page, heading), "input")
    page.paper.advise(area, heading.title, heading.prompt or _missing(heading))


def _label_end(page: Page, title: str, start: int) -> int:
    """名称写得下为止，至少留一列填内容。"""
    end = start + 1 if start == 1 else start
    need = units(title) * 8 + 8
    while pixels(page.paper.widths[start - 1 : end]) < need and end < page.last - 1:
        end += 1
    return end


def _entry(page: Page, field: HeaderField) -> Entry | None:
    entry = page.content.header.get(field.key)
    if isinstance(entry, date):
        return f"{entry.year}年{entry.month}月{entry.day}日"  # 左对齐的文字，列再窄也不会成 ####
    return entry


def _missing(field: HeaderField) -> str:
    return "必填" if field.required else "没有的可以不填"


_GOAL = 150  # 目标、完成情况常写一两百字


def draw_goals(page: Page) -> None:
    """年度总体目标：预期目标与实际完成情况左右各半。"""
    goals, paper = page.form.goals, page.paper
    half = halves(paper.widths, 2)
    sides = ((2, half, page.content.goal), (half + 1, page.last, page.content.achievement))
    rows = max(paper.rows_for(text, first, last, "long") for first, last, text in sides)
    paper.put(page.across(1, 1, rows + 1), goals.title, "label")
    paper.put(page.across(2, half), goals.goal, "label")
    paper.put(page.across(half + 1, page.last), goals.achievement, "label")
    paper.at_least(page.row, 22)
    page.row += 1
    prompts = ((goals.goal, goals.goal_prompt), (goals.achievement, goals.achievement_prompt))
    for (first, last, text), (title, prompt) in zip(sides, prompts, strict=True):
        paper.put(page.across(first, last, rows), text, "long")
        advice = "；".join(filter(None, (prompt, "显示不全的，把这一行往下拉高")))
        paper.advise(page.across(first, last, rows), title, advice)
    for row in range(page.row, page.row + rows):
        paper.at_least(row, 48)
        paper.wish(row, _GOAL, rigid=True)
    page.row += rows
