"""偏差原因没有列、在那一条下面另起一行写的：扣分原因：供种企业少供9吨。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.grid import Field, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon
from perfxl.cells.quantity import clean, fold
from perfxl.filing.model import Indicator

_LABEL = later(
    r"(?:其中)?(?:扣分|失分|偏差|未完成|未达标|未达成|未得满分|得分)的?(?:主要)?(?:原因|情况说明|说明)"
    r"(?:分析|说明)?(?:(?:及|和|与|、).{0,6}措施)?"
)


def is_reason_row(text: str) -> bool:
    """一行从“扣分原因：……”写起的。"""
    return _LABEL.fullmatch(fold(at_colon(text)[0])) is not None


def reasons_below(
    sheet: Sheet, indicators: Sequence[Indicator]
) -> Iterator[tuple[int, Field[str]]]:
    """各条的行号，和写在它下面一行的原因。"""
    names = [each.name.cell for each in indicators]
    ends = [*(cell.row for cell in names[1:]), sheet.last_row + 1]
    for name, after in zip(names, ends, strict=False):
        below = sheet.area(name.row, name.column).last_row + 1
        cells = sheet.row(below) if below < after else ()
        if not cells or cells[0].kind != "text" or not is_reason_row(cells[0].raw):
            continue
        said = clean(at_colon(cells[0].raw)[1])
        beside = cells[1:2]
        if said and not beside:
            yield name.row, Field(said, cells[0])
        elif not said and len(cells) == 2 and beside[0].kind == "text":
            yield name.row, Field(clean(beside[0].raw), beside[0])
