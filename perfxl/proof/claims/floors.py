"""R07 说都达到、都高于多少的一个率，别处写着的同名的率却没有到。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.claims.goals import in_goals, is_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading

_EVERY = later(
    r"(?:全部|各|所有|均|都)[^，。；\d]{0,14}?(?P<name>[\u4e00-\u9fff]{2}[率度])(?:均|都|全部)(?:达到?|在|高于|超过|不低于)$"
)
_NAME = later(r"(?P<name>[\u4e00-\u9fff]{2}[率度])(?:仅|只有?|均|约|分别|已)*(?:为|达到?|是)?$")
_OLD = later("上年|去年|原来|年初|目标|要求|不低于|[由从]")


def floors(reading: Reading) -> Iterator[Finding]:
    """逐个说“均达到几”的率。"""
    rates = [
        figure for figure in reading.prose_figures
        if figure.unit == "%" and figure.exact and not in_goals(figure.paragraph)
    ]  # fmt: skip
    for floor in rates:
        said = _EVERY.search(floor.before)
        if said is None or is_aim(floor):
            continue
        short = next((one for one in rates if _below(one, floor, said["name"])), None)
        if short is not None:
            start = floor.start - len(floor.before[said.start() :])
            message = f"说“{floor.before[said.start() :]}{floor.raw}”"
            where = f"{short.paragraph.place}却写“{short.before[-8:]}{short.raw}”"
            yield Finding("R07", floor.paragraph, start, floor.end, f"{message}，{where}")


def _below(figure: Figure, floor: Figure, name: str) -> bool:
    mine = _NAME.search(figure.before)
    same = mine is not None and mine["name"] == name and figure is not floor
    old = _OLD.search(figure.before) or figure.year == "上年" or is_aim(figure)
    return same and not old and figure.value < floor.value
