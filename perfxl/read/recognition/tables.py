"""一个工作簿里有几份表：一张工作表一份，或上下摞着几份；各切成自己的一张。

切开的仍用原来的行号、列号，只是看不见别的几份：读一份表的人不必知道旁边还有别的。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import is_one_of, key_of
from perfxl.cells.quantity import fold
from perfxl.read.catalog import Catalog
from perfxl.read.continued import is_continued
from perfxl.read.heading.column_names import Words, rows_by_key
from perfxl.read.heading.headings import heading_at, told_heading
from perfxl.read.recognition.filed import is_named, is_title, looks_declared, looks_filed

_ABOVE = later(r"附件|附表|公开|表[\d-]|本表|一式")
# 从这一行起一定是下一份：单独写着的附件号、表号、文号（清财绩〔2024〕3号）。
_BEGINS = later(
    r"(?:附件|附表|表|公开)[\d一二三四五六七八九十-]{0,5}表?:?"
    r"|[\u4e00-\u9fff]{2,12}[(〔\[【﹝](?:19|20)\d{2}[)〕\]】﹞]第?\d{1,4}号(?:附[件表]\d*)?"
)
# 上一份表下面的话：附注、说明的各条，签字的地方，落款的日期，名称右边空着没有填的一行。
_ENDS = later(
    r"注|备注|说明|填[表报]说明|其他|合计|总计|小计|\(?[\d一二三四五六七八九十]{1,2}[.、)]"
    r"|.*(?:负责人|填[表报]人|经办人|审核人|联系|电话|签字|签章|盖章|公章|日期)"
    r"|.*(?:指标|分|等级|等次|问题|措施|原因|建议|事项|结论|意见)$|(?:19|20)\d{2}年\d{1,2}月"
)
# 不成句的话：清泉县本级、2023年度。
_PLAIN = r"(?=.*[\u4e00-\u9fff]{2})[^:,;。、!]{2,30}"  # 少用，用到才编
_MOST_ABOVE = 12  # 标题以上至多往上看这么多行
# 指标块的表头至少认得这些列（每组一列）；少了得分、完成值的是申报表，也自成一份。
_NEED = (
    ("name", "level2", "level1", "explained"),
    ("target", "actual", "initial", "points", "weight"),
)
_ENOUGH = 3


def tables(sheet: Sheet, catalog: Catalog, words: Words) -> tuple[Sheet, ...]:
    """一张工作表里的几份表，从左到右、从上到下；只有一份（或一份也没有）时就是这张工作表自己。

    `words` 是先理好的 `rows_by_key(sheet)`。
    """
    beside = _beside(sheet, catalog, words)
    if len(beside) > 1:
        return tuple(part for half in beside for part in tables(half, catalog, rows_by_key(half)))
    starts = list(_starts(sheet, catalog, words))
    if len(starts) < 2:
        return (sheet,)
    edges = [1, *starts[1:], sheet.last_row + 1]
    return tuple(_slice(sheet, first, after - 1) for first, after in pairwise(edges))


def _beside(sheet: Sheet, catalog: Catalog, words: Words) -> list[Sheet]:
    """左右并排的几份：同一行里写着几次“项目名称”，从那一列切开，各是一份自评表的样子。"""
    names = catalog.name_labels
    twice = next(
        ((row, name) for name in names for row in words.get(key_of(name), ())
         if words[key_of(name)].count(row) > 1),
        None,
    )  # fmt: skip
    if twice is None:
        return []
    row, name = twice  # 同一个名称：项目名称、预算单位在一行里的是一份
    edges = [cell.column for cell in sheet.row(row) if is_one_of(cell.raw, (name,))]
    edges = [1, *edges[1:], sheet.last_column + 1]
    parts = [_columns(sheet, first, after - 1) for first, after in pairwise(edges)]
    filed = [part for part in parts if looks_filed(part, part.filled_rows(), names)]
    rest = [part for part in parts if part not in filed]
    fine = bool(filed) and all(looks_declared(part, names) for part in rest)
    return parts if fine else []


def _columns(sheet: Sheet, first: int, last: int) -> Sheet:
    """只剩第 `first`–`last` 列的同一张工作表。"""
    return replace(
        sheet,
        cells={place: cell for place, cell in sheet.cells.items() if first <= place[1] <= last},
        merged=tuple(area for area in sheet.merged if first <= area.first_column <= last),
    )


def _starts(sheet: Sheet, catalog: Catalog, words: Words) -> Iterator[int]:
    """每一份从哪一行起：两个指标块的表头之间又写标题或项目名称的，是两份。

    表头认不得而样样都有（项目名称、几级指标、结果）的，也自成一份：不能并进旁边的一份里。
    """
    headings = set(_headings(sheet, catalog, words))
    if not headings or (len(headings) == 1 and not _may_be_more(catalog, words)):
        yield from headings
        return
    first, names = True, catalog.name_labels
    begun: int | None = None  # 这一份的标题或项目名称写在哪一行，表头还没有见到
    start, own = 0, 0  # 正在读的一份从哪一行起，表头在哪一行

    def is_whole(last: int) -> bool:
        rows = (row for row in sheet.filled_rows() if (begun or 1) <= row <= last)
        return begun is not None and looks_filed(sheet, rows, names)

    for row in sheet.filled_rows():
        if row in headings:
            rows = (start, own, begun or row, row)
            if (
                begun is not None
                and own
                and is_continued(sheet, rows, names, _name_of(sheet, row, catalog))
            ):
                begun = None  # 打印在下一页上的，仍是这一份
            elif begun is not None or first:
                start, own = begun or row, row
                yield start
            begun, first = None, False
        elif is_title(sheet, row) or is_named(sheet, row, names):
            if begun is not None and is_whole(row - 1):
                yield begun
                begun, first, own = None, False, 0
            begun = begun or _with_number(sheet, row)
    if begun is not None and is_whole(sheet.last_row):
        yield begun


def _name_of(sheet: Sheet, row: int, catalog: Catalog) -> int:
    """表头在第 `row` 行的，三级指标在哪一列。"""
    return heading_at(sheet, row, catalog.every_column).columns.get("name", 0)


def _may_be_more(catalog: Catalog, words: Words) -> bool:
    """标题、项目名称写着不止一处：可能还有一份表头认不得的。"""
    labels = {row for name in catalog.name_labels for row in words.get(key_of(name), ())}
    titles = {row for key, rows in words.items() if "自评" in key for row in rows}
    return len(labels) > 1 or len(titles) > 1


def _with_number(sheet: Sheet, row: int) -> int:
    """标题上面的附件号、表号、文号也是这一份的；紧挨着标题单独一行的单位、年度也是。"""
    top, numbered = row, False
    for above in range(row - 1, max(0, row - _MOST_ABOVE), -1):
        cells = sheet.row(above)
        if not cells:
            continue
        texts = [fold(cell.raw) for cell in cells]
        near = above == top - 1
        if all(map(_BEGINS.fullmatch, texts)) or (near and all(map(_ABOVE.match, texts))):
            top, numbered = above, True
        elif len(cells) > 1 or _ENDS.match(texts[0]):
            break
        elif near and not numbered and _is_plain(sheet, cells[0], row):
            top = above
    return top


def _is_plain(sheet: Sheet, cell: Cell, title: int) -> bool:
    """与标题左边对齐、不成句的一行字。"""
    aligned = cell.column == sheet.row(title)[0].column
    return aligned and cell.kind == "text" and re.fullmatch(_PLAIN, fold(cell.raw)) is not None


def _headings(sheet: Sheet, catalog: Catalog, words: Words) -> Iterator[int]:
    names = catalog.every_column
    for row in dict.fromkeys((*names.rows(words), *names.told_rows(words))):
        columns = told_heading(sheet, row, names).columns
        known = len(columns) >= _ENOUGH
        if known and all(not set(group).isdisjoint(columns) for group in _NEED):
            yield row


def _slice(sheet: Sheet, first: int, last: int) -> Sheet:
    """只剩 `first`–`last` 行的同一张工作表。"""
    return replace(
        sheet,
        cells={place: cell for place, cell in sheet.cells.items() if first <= place[0] <= last},
        merged=tuple(area for area in sheet.merged if first <= area.first_row <= last),
    )
