"""一份表的下一页写在另一张工作表上的：不当作另一份，说出来要接到上一页的下面。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.names import key_of
from perfxl.filing.model import Filing
from perfxl.filing.reading import Unread
from perfxl.read.recognition.page import Recognised

Pair = tuple[Recognised, Filing]


def next_pages(every: Sequence[Pair]) -> Iterator[tuple[Pair, Unread]]:
    """没有项目名称、没有资金，列名与前一份一样，而前一份没有写总分的几张。"""
    last: Pair | None = None
    for pair in every:
        if last is None or not _is_next(last, pair):
            last = pair
            continue
        known, filing = pair
        said = f"工作表“{filing.sheet}”像是“{last[1].called}”的下一页"
        yield pair, Unread(known.heading.first_cell, said, "page")


def _is_next(first: Pair, second: Pair) -> bool:
    (mine, own), (known, filing) = first, second
    if filing.sheet == own.sheet or own.total is not None or not (own.name and own.name.value):
        return False
    if filing.name is not None or filing.total_fund is not None or filing.unit is not None:
        return False
    if all(row.actual.value.kind == "none" for row in filing.indicators):
        return False  # 空白的备用表
    return _heads(mine) == _heads(known)


def _heads(known: Recognised) -> list[str]:
    row = known.sheet.row(known.heading.first_row)
    return [key_of(cell.raw) for cell in row]
