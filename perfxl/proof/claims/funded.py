"""R06 与自评表的分项资金比：本年财政拨款支出几、上年结转资金支出几；两笔写颠倒了，数都在表里。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import told
from perfxl.proof.claims.dues import name_key
from perfxl.proof.known import Known
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex

_SPENT = later(r"(?:资金)?(?:全年|年内|实际|累计)*(?:支出|执行|使用|支付)(?:数|了)?(?:为|共)?$")
_NAME = 4  # 名称短的（其他、省级），别处也会有


def funded(reading: Reading) -> Iterator[Finding]:
    """只有一份自评表、至少有两笔分项资金的才看。"""
    lines = _lines(reading) if len(reading.assessments) == 1 else {}
    for figure in reading.prose_figures if len(lines) > 1 else ():
        said = _SPENT.search(figure.before) if figure.is_money and figure.exact else None
        before = figure.before[: said.start()] if said else ""
        name = max((one for one in lines if before.endswith(one)), key=len, default="")
        if not name or figure.year not in {"", reading.year}:
            continue
        due = lines[name].figure
        others = [item.figure for other, item in lines.items() if other != name]
        if due.span.touches(figure.span) or all(one.value != figure.value for one in others):
            continue
        unit = regex(r"^[^万亿元]*").sub("", figure.raw)
        shown, cell = f"{told(due.value / figure.scale)}{unit}", lines[name].cell
        message = f"报告写“{name}”支出 {figure.raw}，那是另一笔的；自评表是 {shown}（{cell}）"
        start = figure.start - len(figure.before) + before.rfind(name)
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=shown, cells=(cell,)
        )


def _lines(reading: Reading) -> dict[str, Known]:
    """各笔资金的执行数；数相同的两笔分不出颠倒没有。"""
    spent = [one for one in reading.known.alike("元").known if one.role == "executed"]
    named = {
        name_key(one.name.removesuffix("执行数")).removesuffix("资金"): one
        for one in spent if not one.whole
    }  # fmt: skip
    return {name: one for name, one in named.items() if len(name) >= _NAME}
