"""申报表、监控表用哪些规则：只看目标和资金安排的。

没有列在这里的都与结果有关（完成值、得分、偏差原因、报告文字），还没有结果时不问。
"""

from __future__ import annotations

from perfxl.filing.model import Filing
from perfxl.form.source import Source

_FILLED = ("F01", "F04", "F05", "F06", "F08", "F09", "F10", "F11", "F12", "F13")
_TEXTS = ("G02", "G03", "G06", "G07", "G10", "G11", "V13", "A17", "S15")
_MONEY = ("M01", "M08", "M10", "M17", "M18", "M19")
_PARTS = ("S01", "S02", "S03", "S06", "S07", "S09", "S11", "U01")
_TARGETS = (
    "T01", "T02", "T03", "T04", "T05", "T06", "T07", "T08", "T09", "T10", "T11", "T12", "T14",
    "T15", "T18", "T19", "T20", "T21", "T22", "T23", "T24", "T25", "T26", "T27", "T28",
    "T29",
)  # fmt: skip
_WEIGHTS = ("W03", "W06", "W07", "W09")
_OWN = ("E01", "E02")  # 只有申报、监控的表才问的

TARGET_RULES = frozenset((*_FILLED, *_TEXTS, *_MONEY, *_PARTS, *_TARGETS, *_WEIGHTS, *_OWN))


def source_of(filing: Filing) -> Source | None:
    """申报表、监控表的依据；自己的表样没有写的为 None。"""
    wanted = filing.form.stage if filing.form.stage != "evaluate" else "declare"
    mine = next((earlier for earlier in filing.form.earlier if earlier.key == wanted), None)
    return None if mine is None else filing.form.cite(mine.source)
