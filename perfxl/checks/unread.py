"""S 结构：工作簿里没有读的表、工作表。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing

_FIX = {
    "stray": "把项目名称写成这里有的一份；归全部的写“全部”；不是这里的移走",
    "sheet": "附着的资料不用管；是这份表的资金、目标的，把栏名写成表样的，或抄进自评表",
}


@check("S11", Level.INFO, on=Filing, english="Another table in the workbook was not read")
def table_unread(filing: Filing) -> Iterator[Remark]:
    """工作簿里像自评表的、写着数的工作表都应读到；没有读的说出来。

    为什么：空白的备用表、藏起来的旧表、别的资料不核对；真有内容而没有读，就是漏审。
    怎么改：要报的填好，藏着的取消隐藏；不报的删去，要留底的另存一个文件，免得收表的人拿错。
    例：备用!B3 这里还有一份空白的表，没有读
    """
    for unread in filing.unread:
        level = Level.WARNING if unread.kind == "stray" else None
        yield Remark(
            (unread.place,), f"{unread.why}，没有读", _FIX.get(unread.kind, ""), level=level
        )
