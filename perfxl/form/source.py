"""出处和它可信到哪一步：已核对、见于填报表、未核实。各处要写出处的，都问这里要写法。"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Trust(StrEnum):
    """一个规定的数可信到哪一步，从好到差。"""

    CHECKED = "已核对"  # 对过文件原文
    SEEN = "见于填报表"  # 原文没有看到，公开的填报表上是这个数
    UNCHECKED = "未核实"  # 两样都没有，或各处写的不一致

    @property
    def english(self) -> str:
        return {"已核对": "verified", "见于填报表": "seen on filed tables"}.get(
            self.value, "not verified"
        )


_ORDER = tuple(Trust)


def worst(states: set[Trust]) -> Trust:
    """几个数里最差的一个；一个都没有的，没有可核对的数。"""
    return max(states, key=_ORDER.index, default=Trust.CHECKED)


@dataclass(frozen=True, slots=True)
class Source:
    """一条出处：文号、标题、日期、网址、查看日期。

    `verified` 指原文条款是否核对过；`seen` 是看到过这个数的填报表，一份一项。
    """

    id: str
    number: str
    title: str
    checked: date
    verified: bool
    seen: tuple[str, ...] = ()
    date: date | None = None
    link: str = ""
    note: str = ""

    @property
    def trust(self) -> Trust:
        if self.verified:
            return Trust.CHECKED
        return Trust.SEEN if self.seen else Trust.UNCHECKED

    @property
    def reliable(self) -> bool:
        """可以照它说一定错、给改法：对过原文，或填报表上就是这样。"""
        return self.trust is not Trust.UNCHECKED

    @property
    def label(self) -> str:
        """单独写或写在括号里：`财预〔2020〕10号，见于填报表`；已核对的只写文号。"""
        return self._joined("，{}")

    def __str__(self) -> str:
        """写在一句话里：`财预〔2020〕10号（见于填报表）`。"""
        return self._joined("（{}）")

    @property
    def ground(self) -> str:
        """可信到哪一步，凭几份表：`见于填报表 2 份`。"""
        return f"{self.trust} {len(self.seen)} 份" if self.trust is Trust.SEEN else self.trust

    def _joined(self, tail: str) -> str:
        return self.number + ("" if self.verified else tail.format(self.trust))
