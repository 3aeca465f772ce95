"""更新的结果说给人听：一条一行。命令行、按钮说的是同样的话。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.report.refresh.work import Tally


def headline(tally: Tally) -> str:
    """一句：更新了几个数，几处没有改要看。"""
    number, tables = len(tally.changed), len(tally.redrawn)
    did = [f"更新 {number} 个数"] if number else []
    did += [f"重画 {tables} 张表格"] if tables else []
    did += [f"换了 {len(tally.charts)} 张图里的数"] if tally.charts else []
    said = "，".join(did) or "没有要改的数"
    left = len(tally.lost) + len(tally.kept) + len(tally.removed) + len(tally.words)
    return f"{said}；另有 {left} 处没有改，要看一看" if left else said


def lines(tally: Tally) -> Iterator[str]:
    """改了的一个个列，没有改的一处处说为什么。"""
    for change in tally.changed:
        yield f"{_where(change.cell)}　{change.name}：{change.old} → {change.new}"
    for title, lefts in (
        ("表里没有了", tally.lost), ("没有改", tally.kept), ("控件没有了", tally.removed),
    ):  # fmt: skip
        for left in lefts:
            where = f"{_where(left.cell)}　{left.name}".strip("　")
            now = f"（照表是 {left.new}）" if left.new else ""
            yield f"[{title}] {where}：报告里是“{left.text}”{now}；{left.why}"
    for words in tally.words:
        old, new = "".join(words.old), "".join(words.new)
        if old and new:
            said = f"报告里写着“{old}”，照现在的表是“{new}”"
        else:
            said = f"照现在的表要添“{new}”" if new else f"报告里写着“{old}”，照现在的表没有这句了"
        yield f"[话没有改] {words.name}：{said}"
    for head in tally.redrawn:
        shown = "、".join([cell for cell in head.split("｜") if cell][:_HEADS])
        yield f"[重画的表格] 标题行是“{shown}…”"
    for name in tally.charts:
        yield f"[换了数的图] {name}"
    for note in tally.notes:
        yield f"[请留意] {note}"


def _where(cells: str) -> str:
    """算自许多格的，只说头一格。"""
    every = cells.split("、")
    return cells if len(every) <= _CELLS else f"{every[0]} 等 {len(every)} 格"


_CELLS = 3
_HEADS = 3  # 标题行说几格就认得出是哪一张
