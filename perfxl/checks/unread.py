"""S 结构：工作簿里像自评表而没有读的。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("S11", Level.INFO, on=Filing, english="Another table in the workbook was not read")
def table_unread(filing: Filing) -> Iterator[Remark]:
    """工作簿里像自评表的都应读到；没有读的说出来。

    为什么：空白的备用表、藏起来的旧表不核对；真有内容而没有读，就是漏审。
    怎么改：要报的填好，藏着的取消隐藏；不报的删去，要留底的另存一个文件，免得收表的人拿错。
    例：备用!B3 这里还有一份空白的表，没有读
    """
    for unread in filing.unread:
        if unread.lost:
            fix = "把项目名称写成这里有的一份；归全部的写“全部”；不是这里的移走"
            yield Remark((unread.place,), f"{unread.why}，没有读", fix, level=Level.WARNING)
        else:
            yield Remark((unread.place,), f"这里还有一份{unread.why}，没有读")
