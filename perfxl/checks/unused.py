"""U 没有用上：表里写着、程序没有读的格，照样摆出来。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("U01", Level.INFO, on=Filing, english="Cells in the table were not used")
def cells_unused(filing: Filing) -> Iterator[Remark]:
    """表里写着的每一格都应读到；没有读的说出来。

    为什么：没有读的格没有核对过。写在该写数的地方的，可能是行、列没有对上，审核的人会当作没有填。
    怎么改：本来就不归这张表的不用管；该读的，把名称改成表样的，或挪到它的那一栏。
    例：绩效自评表!J12 没有用上：“上年完成值”一栏（3 格）
    """
    for unused in filing.unused:
        number = len(unused.cells)
        much = f"（{number} 格）" if number > 1 else ""
        level = Level.WARNING if unused.in_value else None
        yield Remark(unused.cells, f"没有用上：{unused.what}{much}", level=level)
