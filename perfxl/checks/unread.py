"""S 结构：工作簿里没有读的表、工作表。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing

_FIX = {
    "table": "把这一份的栏名改成表样的，再查一遍；不报的删去",
    "page": "把它接到上一页的下面，放在同一张工作表上，再查一遍",
    "stray": "把项目名称写成这里有的一份；归全部的写“全部”；不是这里的移走",
    "side": "把列名改成空白表里同一张附表的写法，再查一遍；不用这张附表的，工作表换个名称",
    "funds": "把这一份的资金抄进它的自评表，或者只留一张资金表",
    "sheet": "附着的资料不用管；是这份表的资金、目标的，把栏名写成表样的，或抄进自评表",
}
_LEVELS = {
    "table": Level.ERROR, "page": Level.ERROR, "stray": Level.WARNING, "funds": Level.WARNING,
    "side": Level.WARNING,
}  # fmt: skip


@check("S11", Level.INFO, on=Filing, english="Another table in the workbook was not read")
def table_unread(filing: Filing) -> Iterator[Remark]:
    """工作簿里像自评表的、写着数的工作表都应读到；没有读的说出来。

    为什么：空白的备用表、藏起来的旧表、别的资料不核对；真有内容而没有读，就是漏审。
    怎么改：要报的填好，藏着的取消隐藏；不报的删去，要留底的另存一个文件，免得收表的人拿错。
    例：备用!B3 这里还有一份空白的表，没有读
    """
    for unread in filing.unread:
        level = _LEVELS.get(unread.kind)
        yield Remark(
            (unread.place,), f"{unread.why}，没有读", _FIX.get(unread.kind, ""), level=level
        )


@check("S12", Level.INFO, on=Filing, english="A hidden row, column or sheet holds content")
def content_hidden(filing: Filing) -> Iterator[Remark]:
    """报送的表里不应藏着有内容的行、列。

    为什么：藏着的打印不出来，看的人不知道；Excel 的求和却照样算它，看得见的各行就加不起来。
    怎么改：要报的取消隐藏，不要的整行、整列删去；用筛选藏的，报送前清除筛选。
    例：绩效自评表!D14 藏着第 14 行：指标“添置图书册数”（分值 8、得分 8）；照样读了
    """
    for hidden in filing.hidden:
        way = "筛选藏着" if hidden.filtered else "藏着"
        said = "照样读了" if hidden.read else f"没有读：{hidden.why}"
        level = Level.WARNING if hidden.matters else None
        yield Remark(hidden.cells, f"{way}{hidden.where}：{hidden.what}；{said}", level=level)
