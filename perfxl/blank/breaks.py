"""在哪几行前面换页：页数最少，尽量不拆开一组，各页满得差不多。只管算，不画任何东西。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# 拆开的代价，与“一页全空着”的代价（1000）相比：宁可让一页空出一半，也不拆一级指标；其余的更不拆。
SPLIT_LEVEL1, SPLIT_LEVEL2, SPLIT_MERGED = 300, 1500, 2000


def best_breaks(
    heights: Sequence[int], costs: Mapping[int, int], room: int, repeat: int = 0
) -> tuple[int, ...]:
    """`heights` 是各行的高（磅），`costs` 是在一行前面换页的代价，行从 1 起；没有写的不要代价。

    `repeat` 是每页重复的行：在它后面开始的页，能用的高少了它。比一页还高的一行自成一页。
    """
    count = len(heights)
    # best[n]：第 n+1 行起的各页，最少几页、代价多少、下一页从哪一行起。
    best: list[tuple[int, int, int]] = [(0, 0, count)] * (count + 1)
    for first in range(count - 1, -1, -1):
        again = heights[repeat - 1] if repeat and first >= repeat else 0
        whole, used = max(1, room - again), 0
        fits: list[tuple[int, int]] = []
        for after in range(first + 1, count + 1):
            used += heights[after - 1]
            if used > whole and fits:
                break
            fits.append((after, used))
        fewest = min(best[after][0] for after, _ in fits)
        best[first] = min(
            (fewest + 1, best[after][1] + costs.get(after + 1, 0) + _emptiness(used, whole), after)
            for after, used in fits
            if best[after][0] == fewest  # 页数多的不必算代价
        )
    return tuple(row + 1 for row in _starts(best))


def _emptiness(used: int, room: int) -> int:
    """空得越多代价越快地长，各页才会差不多满：填了字以后还有地方长。"""
    empty = max(0, room - used) * 1000 // room
    return empty * empty // 1000


def _starts(best: Sequence[tuple[int, int, int]]) -> list[int]:
    starts, place = [], best[0][2]
    while place < len(best) - 1:
        starts.append(place)
        place = best[place][2]
    return starts
