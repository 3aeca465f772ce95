"""版面的算术：列怎样分、字要占几行。不画任何东西。"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from unicodedata import east_asian_width

from perfxl.errors import FormError
from perfxl.form.form import Column, FundRow

LABEL_WIDTH = 5  # 最左边竖着的一列（绩效指标、项目资金）：一行两个字
_GROUP_WIDTH = 8
MARGINS = ("0.5", "0.5", "0.6", "0.7")  # 左右上下，英寸
_PAPER = (595, 842)  # A4 的宽和高（磅）
_ACROSS, _DOWN = 72, 94  # 左右、上下页边之和（磅）
_LANDSCAPE_FROM = 100  # A4 竖放时约容得下的字符数
_STILL_PORTRAIT = 120  # 竖放缩到八成多，五号字还看得清

# Excel 的列宽以默认字体的数字为单位：一个单位 7 像素，每列另有 5 像素的边。
_UNIT, _EDGE, _PADDING = 7, 5, 8


def pixels(widths: Sequence[int]) -> int:
    """若干列合起来的像素宽。"""
    return sum(width * _UNIT + _EDGE for width in widths)


def units(text: str) -> int:
    """字的宽度，以半个汉字计。“”、—、≥ 之类在中文字体里占一个汉字。"""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def line_count(text: str, width: int, size: int) -> int:
    """一段字在 `width` 像素宽的格里、用 `size` 磅的字要占几行。"""
    # 半个汉字宽 size×2/3 像素；行首行尾避标点，多行时每行会少排一个字。
    room = max(2, (width - _PADDING) * 3 // (size * 2))
    lines = 0
    for part in text.split("\n"):
        need = units(part)
        lines += 1 if need <= room else -(-need // max(2, room - (2 if room > 12 else 0)))
    return lines


def line_height(size: int) -> int:
    """一行字的高（磅）。"""
    return size * 3 // 2


def is_landscape(widths: Sequence[int], height: int = 0) -> bool:
    """这些列竖放会缩得太小，要横放；只小一点、竖放又少几页的（`height` 是共有多高），竖放。"""
    if not _LANDSCAPE_FROM < sum(widths) <= _STILL_PORTRAIT:
        return sum(widths) > _LANDSCAPE_FROM
    across, upright = (
        -(-height // page_height(widths, landscape=turned)) for turned in (True, False)
    )
    return across <= upright


def page_height(widths: Sequence[int], *, landscape: bool) -> int:
    """缩到一页宽以后，一页排得下多高（磅）。"""
    across, down = reversed(_PAPER) if landscape else _PAPER
    wide = pixels(widths) * 3 // 4
    return (down - _DOWN) * max(1000, wide * 1000 // (across - _ACROSS)) // 1000


def split(widths: Sequence[int], wanted: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """把相邻的列合并成 `len(wanted)` 份，使各份的宽最接近想要的；给出各份的起止（含）。

    官方表的资金块与指标块列数不同，靠合并对齐：在九列的表里算出来的正是印出来的样子
    （资金名称占一级、二级两列，其余各占一列）。
    """
    count = len(widths)
    best: tuple[int, tuple[tuple[int, int], ...]] | None = None
    for cuts in combinations(range(1, count), len(wanted) - 1):
        edges = (0, *cuts, count)
        parts = tuple((edges[i], edges[i + 1] - 1) for i in range(len(wanted)))
        cost = sum(
            (sum(widths[first : last + 1]) - want) ** 2
            for (first, last), want in zip(parts, wanted, strict=True)
        )
        if best is None or cost < best[0]:
            best = cost, parts
    if best is None:
        raise FormError(f"资金块要 {len(wanted)} 列，指标块只有 {count} 列，画不下")
    return best[1]


def halves(widths: Sequence[int], least: int = 1) -> int:
    """左半边有几列：两边尽量一样宽，左边不少于 `least` 列。"""
    total = sum(widths)
    return min(range(least, len(widths)), key=lambda count: abs(2 * sum(widths[:count]) - total))


def fund_parts(
    rows: Sequence[FundRow], columns: Sequence[Column], under: Sequence[Column]
) -> tuple[tuple[int, int], ...]:
    """资金块各份占哪些列（从 1 起，最左的竖列不算在内）：[组名] 资金名称 各数字列。

    `under` 是下面指标块的列，资金块要与它对齐。
    """
    if not rows:  # 表样没有资金块
        return ()
    grouped = any(row.group for row in rows)
    longest = max(units(row.title) for row in rows)
    wanted = [_GROUP_WIDTH] * grouped + [longest + 1, *(column.width for column in columns)]
    parts = split([column.width for column in under], wanted)
    return tuple((first + 2, last + 2) for first, last in parts)


def main_widths(
    parts: Sequence[tuple[int, int]], columns: Sequence[Column], under: Sequence[Column]
) -> tuple[int, ...]:
    """指标表各列的宽：以指标块为准，独占一列的资金列更宽时放宽。"""
    # 四个字以内的列名（自评得分）不折行。
    fitting = (max(column.width, min(units(column.title), 8) + 1) for column in under)
    widths = [LABEL_WIDTH, *fitting]
    for (first, last), column in zip(reversed(parts), reversed(columns), strict=False):
        if first == last:
            widths[first - 1] = max(widths[first - 1], column.width)
    return tuple(widths)
