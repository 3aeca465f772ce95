"""资金的几种分法：按资金来源、按支出性质，各自加起来等于总额；哪一行属于哪一种。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.cells.later import later
from perfxl.cells.names import tidy
from perfxl.cells.quantity import fold
from perfxl.filing.model import FundLine
from perfxl.read.funds.inline_funds import kind_of

_SOURCE, _NATURE = "按资金来源", "按支出性质"
_MARKER = later(
    r"\s*(?:[(（]?[一二三1-3][)）]?[、.．]?\s*)?(按[^：:\d]{2,8}?)(?:分类|划分|分为|分)?(?:[：:]|$)"
)
# 分法的名称里的字 → 是哪一种：按收入性质、按支出结构、按资金用途、按资金性质。
_SAID = ((_SOURCE, later(r"收入")), (_NATURE, later(r"支出|用途|使用|经济|功能|结构")),
         (_SOURCE, later(r"来源|资金|性质")))  # fmt: skip
_BY_NATURE = later(r"基本|项目|人员|公用|运转|支出$|经费$")
_BY_SOURCE = later(r"资金|收入|拨款|预算|基金|结转|结余")


def divided(lines: Sequence[FundLine]) -> tuple[FundLine, ...]:
    """各行归到它的一种分法；没有写分法、也没有两种分法并着的，照原样。

    表样只认得其中几行的（`财政拨款 | 其他资金`），同一种分法的几行也归在一起，不然各加各的，
    哪一边都不等于总额。
    """
    parts = [line for line in lines if line.kind not in {"total", "detail"}]
    if not any(line.group or _marker(line) for line in parts) and not _is_both(parts):
        return tuple(lines)
    kinds: dict[int, str] = {}
    now, said = "", ""
    for line in parts:
        marker = _marker(line)
        own = _kind_of(marker) or (line.row.group if line.row else line.group)
        said = marker or ("" if own else said)  # 写了分法的，管到下一种分法
        now = _kind_of(own) or (said and now) or _by_words(line) or now
        kinds[id(line)] = now
    ways = set(kinds.values()) - {""}
    said = next(iter(ways)) if len(ways) == 1 else ""
    kinds = {key: kind or said for key, kind in kinds.items()}  # 只有一种分法，小计也是它的
    labels: dict[str, str] = {}
    for line in sorted(parts, key=lambda line: line.row is None):  # 表样的叫法在先
        labels.setdefault(kinds[id(line)], line.group or _marker(line) or kinds[id(line)])
    return tuple(
        _placed(line, labels[kinds[id(line)]]) if id(line) in kinds else line
        for line in lines
        if not _is_only_division(line)
    )


def _placed(line: FundLine, group: str) -> FundLine:
    """分法写在名称前面的，名称只留后面的。"""
    name = _rest(line) if _marker(line) else ""
    return replace(line, group=group, name=line.name._replace(value=name or line.name.value))


def _marker(line: FundLine) -> str:
    """写在名称前面的分法：按资金来源：财政拨款。"""
    match = _MARKER.match(fold(line.name.cell.raw))
    return tidy(match[1]) if match else ""


def _is_only_division(line: FundLine) -> bool:
    """只写着分法、没有金额的一行：按资金来源分：。"""
    amounts = (line.initial, line.budget, line.executed)
    known = any(field is not None and field.value.kind != "none" for field in amounts)
    return bool(_marker(line)) and not _rest(line) and not known


def _rest(line: FundLine) -> str:
    """分法后面的名称。"""
    return tidy(_MARKER.sub("", fold(line.name.value), count=1))


def _kind_of(said: str) -> str:
    return next((kind for kind, words in _SAID if words.search(said)), said)


def _by_words(line: FundLine) -> str:
    name = fold(line.name.value)
    if _BY_NATURE.search(name):
        return _NATURE
    return _SOURCE if _BY_SOURCE.search(name) or kind_of(name) != "other" else ""


def _is_both(parts: Sequence[FundLine]) -> bool:
    """没有写分法，却既有基本支出、项目支出，又有资金来源的。"""
    names = [fold(line.name.value) for line in parts]
    both = all(any(word in name for name in names) for word in ("基本支出", "项目支出"))
    return both and any(_by_words(line) == _SOURCE for line in parts)
