"""报告与自评表是不是一件事：名称没有一处说到、数也几乎都对不上的，多半拿错了工作簿。"""

from __future__ import annotations

from perfxl.cells.quantity import fold
from perfxl.proof.model import Count
from perfxl.proof.reading import Reading

_FEWEST = 10  # 数再少就看不出来
_MATCHED = 5  # 对得上的不到五分之一
_NAME = 4
_SHARED = 2  # 名称里两字两字地比，有一半在报告里，就是说到了


def another_book(reading: Reading, count: Count) -> str:
    """一句话：自评表是哪一个项目的，报告里没有说到；像是一件事的为空串。"""
    names = [one.filing.name.value for one in reading.assessments if one.filing.name is not None]
    names = [name for name in names if len(fold(name)) >= _NAME]
    matched = count.agree + count.rounded
    if not names or len(names) < len(reading.assessments) or count.all < _FEWEST:
        return ""
    if matched * _MATCHED >= count.all:
        return ""
    text = fold(reading.text)
    if any(_told(fold(name), text) for name in names):
        return ""
    more = f"等 {len(names)} 个项目" if len(names) > 1 else ""
    return (
        f"像是拿错了工作簿：自评表是“{names[0]}”{more}，报告里没有说到，"
        f"{count.all} 个数只有 {matched} 个对得上；请换成这份报告的自评表再核对"
    )


def _told(name: str, text: str) -> bool:
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return name in text or sum(pair in text for pair in pairs) * _SHARED >= len(pairs)
