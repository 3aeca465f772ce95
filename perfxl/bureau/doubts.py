"""哪些结论说的是金额不可信：单位像是写错了、差出一万倍、是负的。合计里有它，要在合计旁边说。"""

from __future__ import annotations

# 负数；与要办的事、成本指标差一万倍；与同一笔资金的别的格差一万倍。
MONEY = ("M08", "M17", "M18")
_SHOWN = 5  # 名单至多写这么多个


def listed(names: list[str]) -> str:
    """一句话里的名单：多的只写前几个。"""
    rest = "等" if len(names) > _SHOWN else ""
    return "、".join(names[:_SHOWN]) + rest
