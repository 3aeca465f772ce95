"""不打分的表：话里说到得分、分值的半句不说，照着也没有地方改。"""

from __future__ import annotations

from dataclasses import replace

from perfxl.cells.later import later
from perfxl.filing.amounts import is_pointed
from perfxl.filing.findings import Finding
from perfxl.filing.model import Filing

_POINTS = later(r"得分|分值|总分|扣分|满分|记分")
_BREAK = later(r"(?=[；。])")
_MARKS = ("；", "。")
# 去掉了就少一件事的，换一个说法。
_INSTEAD = {
    "适度调减分值": "下年调高指标值", "算不出得分": "看不出完成没有",
    "和它的分值调到了哪里": "", "指标值和分值": "指标值", "完成值和得分": "完成值",
    "执行率、得分": "执行率",
}  # fmt: skip


def unpointed(finding: Finding, filing: Filing) -> Finding:
    """一条结论的话和改法，照这份表打不打分。"""
    if is_pointed(filing):
        return finding
    return replace(finding, message=_without(finding.message), fix=without_points(finding.fix))


def without_points(fix: str) -> str:
    """“照资金表改正完成值，得分随之改正；口径不同的写明” → 照资金表改正完成值；口径不同的写明。

    去掉以后前面只剩“没有偏差的”的，一句都去掉；全去掉了的照原样：那是专说分数的。
    """
    clauses = map(_clause, _BREAK.split(_without(fix)))
    kept = [clause for clause in clauses if clause.strip("；。")]
    return "".join(kept).lstrip("；。") or fix


def _without(text: str) -> str:
    for old, new in _INSTEAD.items():
        text = text.replace(old, new)
    return text


def _clause(clause: str) -> str:
    mark = clause[: clause[:1] in _MARKS]
    halves = clause.removeprefix(mark).split("，")
    kept = [half for half in halves if not _POINTS.search(half)]
    if len(kept) == len(halves):
        return clause
    if any(half.endswith("的") for half in halves if half not in kept):
        return ""  # “得满分的，只作提示”：说的是哪一种都没有了
    while kept and kept[-1].endswith("的"):
        kept.pop()
    kept = [half.removeprefix("并") for half in kept]  # “扣分，并写明原因”剩下后一半
    return mark + "，".join(kept)
