"""一个数和它前面的话：两处说的是不是一件事，拿它比。"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim, is_bound
from perfxl.proof.model import Figure
from perfxl.proof.modifiers import FILLER
from perfxl.proof.scopes import SCOPES, period, phrase, stage
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_DROP = later(
    r"[\s，。；：:、,;（）()“”\"《》]|(?:(?:19|20)\d{2})年度?|其中|截至|\d+月(?:底|末|\d+日)?"
)
_KEY = 24


@dataclass(frozen=True, eq=False)
class Mention:
    """一个数和它前面的话；多半的数没有另一处可比，要比的才细看。"""

    figure: Figure
    key: str  # 前面的话（同一句、去标点、去年份），最后 24 个字

    @cached_property
    def clause(self) -> str:
        """同一分句里数前面的话。"""
        return FILLER.sub("", _DROP.sub("", self.figure.before))

    @cached_property
    def period(self) -> str:
        """上面最近说的月份、季度。"""
        return period(even(self.figure.paragraph.text)[: self.figure.start])

    @cached_property
    def is_part(self) -> bool:
        """是“其中”后面的一项。"""
        text = even(self.figure.paragraph.text)[self.figure.sentence[0] : self.figure.start]
        return regex("其中|分别|包括|（含").search(text) is not None

    @cached_property
    def is_aim(self) -> bool:
        """说的是目标，不是完成的。"""
        return is_aim(self.figure) or is_bound(self.figure)

    @cached_property
    def stage(self) -> str:
        """钱到了哪一步：给的、花的。"""
        return stage(self.figure)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """累计、全省 …：上一个逗号以来的话里有的。"""
        return frozenset(SCOPES.findall(phrase(self.figure)))


def mention_of(figure: Figure) -> Mention:
    before = _DROP.sub("", even(figure.paragraph.text)[figure.sentence[0] : figure.start])
    return Mention(figure, FILLER.sub("", before)[-_KEY:])
