"""一个数是哪一个：名称、单元格；写报告时的一个，在现在的表里是哪一个。

认名称，不只认坐标：表里插了一行，后面的数都挪了格，名称没有变。同名的有几处、行又动过的，认不出是
哪一处，就说认不出。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.report.marks import Figure

_DIGITS = later(r"[0-9.,，]+")


@dataclass(frozen=True, slots=True)
class Key:
    """一个数：叫什么、来自哪些格；同名的第几处（共几处），同一处的第几种写法（共几种）。"""

    title: str
    cells: tuple[str, ...]
    group: int = 0
    groups: int = 1
    turn: int = 0
    turns: int = 1

    @property
    def where(self) -> str:
        return "、".join(self.cells)


class Index:
    """一批数，按名称、按格分好。"""

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._named: dict[str, dict[tuple[str, ...], list[Figure]]] = {}
        self._at: dict[str, str] = {}
        for figure in figures:
            self._named.setdefault(figure.title, {}).setdefault(figure.cells, []).append(figure)
            if len(figure.cells) == 1:
                self._at.setdefault(figure.cells[0], figure.title)

    def keyed(self) -> Iterator[tuple[Key, Figure]]:
        """每个数和它的 Key。"""
        for title, places in self._named.items():
            for group, (cells, figures) in enumerate(places.items()):
                for turn, figure in enumerate(figures):
                    yield Key(title, cells, group, len(places), turn, len(figures)), figure

    def places(self, title: str) -> list[tuple[tuple[str, ...], list[Figure]]]:
        """叫这个名称的各处。"""
        return list(self._named.get(title, {}).items())

    def called(self, cell: str) -> str:
        """这一格现在叫什么；没有数的为空。"""
        return self._at.get(cell, "")


class Now:
    """照现在的表：印在新写的一份里的数，和准备好的全部数。

    没有原来的模板，就不知道新写的一份印哪些，`printed` 为 None，只凭全部数去认。
    """

    def __init__(self, every: Iterable[Figure], printed: Iterable[Figure] | None) -> None:
        self._every = Index(every)
        self._printed = None if printed is None else Index(printed)

    def find(self, key: Key, old: str) -> Figure | str:
        """`key`（写出时是 `old`）现在是哪一个数；没有了、认不出的，返回为什么。"""
        every = self._every.places(key.title)
        printed = every if self._printed is None else self._printed.places(key.title)
        if not every:
            return self._gone(key)
        if len(printed) == key.groups and printed:
            cells, figures = printed[key.group]
            # 同名的有几处：行挪过的，数得出第几处也不能当作还是那一处。
            if key.groups == 1 or cells == key.cells:
                made = _written(figures, key, old)
                if made is not None:
                    return made
        if self._printed is None or len(printed) in {0, key.groups}:
            same = dict(every).get(key.cells) or (every[0][1] if len(every) == 1 else [])
            if (made := _alike(same, old)) is not None:
                return made
        count = max(len(printed), len(every))
        if count == 1:
            return f"“{key.title}”现在的写法与报告里的“{old}”不是一种，认不出该写哪一个"
        return f"表里叫“{key.title}”的有 {count} 处，行又动过，认不出是哪一处"

    def is_gone(self, key: Key) -> bool:
        """照现在的表，没有叫这个名称的数了。"""
        return not self._every.places(key.title)

    def _gone(self, key: Key) -> str:
        if len(key.cells) != 1:
            return f"照现在的表，报告里不再有“{key.title}”（写它的那句话变了，或者行删去了）"
        now = self._every.called(key.cells[0])
        if now:
            return f"表里没有“{key.title}”了，{key.where} 现在是“{now}”"
        return f"表里没有“{key.title}”了（原来在 {key.where}）：那一格空了，或者行删去了"


def _written(figures: Sequence[Figure], key: Key, old: str) -> Figure | None:
    """同一处的几种写法（2335，2335人次）里是哪一种。"""
    alike = _alike(figures, old)
    if alike is not None:
        return alike
    return figures[key.turn] if len(figures) == key.turns else None


def _alike(figures: Sequence[Figure], old: str) -> Figure | None:
    """样子与 `old` 相同的那一种；没有、有几种的为 None。"""
    alike = {
        printed(figure): figure for figure in figures if _shape(printed(figure)) == _shape(old)
    }
    return next(iter(alike.values())) if len(alike) == 1 else None


def printed(figure: Figure) -> str:
    """控件里印的字：格里几行的连成一行。"""
    return figure.text.replace("\n", "")


def _shape(text: str) -> str:
    """数字以外的样子：单位、百分号。"""
    return _DIGITS.sub("0", text)
