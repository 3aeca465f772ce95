"""表样 → 官方样子的空白工作簿；给了内容就是填好的工作簿。"""

from __future__ import annotations

from pathlib import Path

from perfxl import disk
from perfxl.blank.content import Content, Entry, Row, Shown, load_content, require_known
from perfxl.blank.funds import Execution, draw_funds
from perfxl.blank.guide import draw_guide
from perfxl.blank.head import Page, draw_goals, draw_header, draw_title
from perfxl.blank.indicators import Block, draw_foot
from perfxl.blank.paper import Book
from perfxl.blank.sheets import draw_tables
from perfxl.cells.areas import absolute
from perfxl.form.form import Form

__all__ = ["Content", "Entry", "Row", "Shown", "build", "load_content", "workbook_bytes"]


def build(form: Form, path: Path, content: Content | None = None) -> None:
    """按表样画工作簿，存为 `path`。两次生成，字节相同。

    Raises:
        FormError: 内容里有表样没有的列、资金行或报告栏目。
    """
    disk.put(path, workbook_bytes(form, content))


def workbook_bytes(form: Form, content: Content | None = None) -> bytes:
    """工作簿的字节，不落盘。"""
    filled = content or Content()
    require_known(filled, form)
    book = Book(title=form.title, code=form.code)
    draw_guide(book, form, filled)
    page = Page(book, form, filled)
    names = _draw_main(page)
    draw_tables(book, form, filled, names)
    page.paper.show_first()
    return book.saved()


def _draw_main(page: Page) -> str:
    """指标表；给出三级指标名称的区域。"""
    draw_title(page)
    draw_header(page)
    execution = draw_funds(page) if page.form.funds.row else Execution()
    if page.form.goals.title:
        draw_goals(page)
    heading = page.row
    block = Block(page, execution)
    names = block.draw()
    draw_foot(page)
    landscape = page.form.look.landscape
    # 合并的一级、二级在换页的地方分开，字写两遍：印出来两页都看得出是哪一级。
    block.draw_levels(page.paper.break_pages(landscape=landscape, repeat=heading))
    page.paper.finish(landscape=landscape, repeat=heading)
    if names is None:
        return ""
    return f"'{page.paper.name}'!{absolute(names)}"
