"""一份表旁边放着它的申报表，或它去年的自评表：按项目名称对上，对不上的不硬对。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from perfxl.cells.grid import Cell
from perfxl.cells.quantity import bare
from perfxl.filing.model import Filing
from perfxl.form.stage import LABELS

Kind = Literal["targets", "last"]


@dataclass(frozen=True, slots=True)
class Given:
    """拿来比的表：申报的、去年的；`asked` 是点了名的，不是同一个工作簿里的。"""

    targets: tuple[Filing, ...] = ()
    last: tuple[Filing, ...] = ()
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Beside:
    """`other` 是对上的那一份；没有对上的为 None，`why` 说为什么。"""

    filing: Filing
    kind: Kind
    other: Filing | None
    why: str = ""
    asked: bool = True

    @property
    def called(self) -> str:
        """那一份叫什么：申报表、监控表；去年的自评表。"""
        if self.kind == "last":
            return "上年的自评表"
        return "申报时" if self.other is None else f"{LABELS[self.other.form.stage]}时"

    def where(self, cell: Cell) -> str:
        """那一份里的一格：同一个工作簿的只写地址，别的文件写上文件名。"""
        other = self.other
        inside = other is None or other.file == self.filing.file
        return cell.address if inside or other is None else f"“{other.file}”的 {cell.address}"


def beside(filing: Filing, others: Sequence[Filing], kind: Kind, *, asked: bool) -> Beside:
    """在 `others` 里找同一个项目的：名称相同（不计标点、空格），年度也对得上。"""
    name = bare(filing.name.value) if filing.name else ""
    same = [other for other in others if name and other.name and bare(other.name.value) == name]
    due = [other for other in same if _is_due(filing, other, kind)]
    if due:
        # 申报表、监控表都在的，照申报的比。
        best = min(due, key=lambda other: other.form.stage != "declare")
        return Beside(filing, kind, best, asked=asked)
    return Beside(filing, kind, None, _why(filing, others, same, kind), asked)


def _year(filing: Filing) -> int | None:
    return int(filing.year.value) if filing.year and filing.year.value else None


def _is_due(filing: Filing, other: Filing, kind: Kind) -> bool:
    """申报的是同一年，去年的是前一年；有一边没有写年度的，不为难它。"""
    mine, theirs = _year(filing), _year(other)
    if mine is None or theirs is None:
        return True
    return theirs == mine if kind == "targets" else theirs == mine - 1


def _why(filing: Filing, others: Sequence[Filing], same: Sequence[Filing], kind: Kind) -> str:
    if same:
        years = "、".join(sorted({str(_year(other)) for other in same}))
        want = "同一年度的" if kind == "targets" else "上一年度的"
        return f"同名的项目是 {years} 年度的，本表是 {_year(filing)} 年度，不是{want}"
    if filing.name is None or not filing.name.value:
        return "本表没有写项目名称，不知道是哪一个项目"
    from difflib import get_close_matches  # noqa: PLC0415  # 用得着时才装载

    names = {bare(other.name.value): other.name.value for other in others if other.name}
    near = get_close_matches(bare(filing.name.value), [*filter(None, names)], 1)
    tail = f"；名称最像的是“{names[near[0]]}”，不敢当作同一个" if near else ""
    return f"没有“{filing.name.value}”这个项目{tail}"
