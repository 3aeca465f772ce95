"""一笔钱的名称：说的是谁的（带帽资金、促进类），是它的哪一项（安排、支出、结余）。"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from perfxl.cells.later import later
from perfxl.cells.quantity import bare

Key = Literal["", "initial", "budget", "executed", "balance"]

# 先后有讲究：尚未支出里有支出，年初预算里有预算。
_KINDS: tuple[tuple[Key, str], ...] = (
    ("balance", r"(?:年末)?(?:结转(?:和|及)?结余|结余|结转|(?:尚|还)?未(?:支出|使用)|尚余|剩余)"),
    ("initial", r"年初(?:预算|安排)"),
    (
        "executed",
        r"(?:已经?|全年|累计|实际)*(?:支出执行|预算执行|支出|支付|使用|执行)(?!率|进度|预算)",
    ),
    ("budget", r"(?:共|全年|年度|预算)*(?:支出预算|预算安排|安排|下达|预算)(?!率|执行)"),
)
_TAIL = r"(?:的)?(?:资金|经费|金额|总额|总数|合计|数|额)*"
_PARTED = tuple((key, later(rf"(?P<of>.*?){kind}{_TAIL}")) for key, kind in _KINDS)
_CORE = later(r"(?P<of>.*?)(?:资金|经费|金额|总额|小计|合计)*")
_SHORTEST = 2


def name_key(name: str) -> str:
    """比名称用的写法：`其中：带帽资金` 就是带帽资金。"""
    return bare(name).removeprefix("其中")


@lru_cache(maxsize=2048)
def core(name: str) -> str:
    """名称里认得出是谁的一截：`带帽资金` 是带帽。"""
    match = _CORE.fullmatch(name_key(name))
    return match["of"] if match else ""


@lru_cache(maxsize=2048)
def parted(name: str) -> tuple[str, Key]:
    """（谁的，哪一项）：`促进类尚未支出` → 促进类、结余；没有说哪一项的为空。"""
    for key, pattern in _PARTED:
        match = pattern.fullmatch(bare(name))
        if match is not None:
            return core(match["of"]), key
    return core(name), ""


def is_called(said: str, name: str) -> bool:
    """`said`（`core` 过的）说的就是 `name`；一类的只写了后一截也算（促进类、知识产权促进类）。"""
    if len(said) < _SHORTEST:
        return False
    whole = core(name)
    return said == whole or (said.endswith("类") and whole.endswith(said))


def is_whole(name: str) -> bool:
    """说的是全部的（支出预算总额、全年执行数），不是一个光的“支出”。"""
    return any(word in name for word in ("总额", "总数", "全年", "合计"))
