"""M 资金之四：金额的大小与要办的事相不相称。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.fund_lines import amount_of, fund_name, title_of
from perfxl.checks.vocabulary.magnitude import doubted, readings
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing


@check("M17", Level.VERIFY, on=Filing, english="The amount does not fit what it buys")
def amount_out_of_scale(filing: Filing) -> Iterator[Remark]:
    """金额的大小应与要办的事相称。

    为什么：元和万元写混了差一万倍，执行率、得分都看不出来，汇总时却会错得离谱。
    怎么改：对照批复的预算核对；单位写错的只改表头的单位，数写错的改数；属实的可以保留。
    例：绩效自评表!E6 年度资金总额的全年预算数是 90 元，整个项目不到 1000 元，元和万元像是写混了：
    是 90 元，还是 90 万元
    """
    doubt, line = doubted(filing), filing.total_fund
    if doubt is None or line is None:
        return
    key = "budget" if amount_of(line, "budget", filing) else "initial"
    total = amount_of(line, key, filing)
    if total is None:
        return
    first, second = readings(filing, total)
    said = f"{fund_name(line)}的{title_of(filing, key)}是 {first}"
    message = f"{said}，{doubt.why}，元和万元像是写混了：是 {first}，还是 {second}"
    fix = "对照批复核对是哪一个，改单位或改数；没有核对以前不要换算；属实的可以保留"
    yield Remark((getattr(line, key), doubt.other), message, fix, doubt.source)
