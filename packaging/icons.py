"""功能区的图标：32×32 的 PNG，一笔一笔算出来，不用画图的库，在哪里生成都逐字节相同。

坐标以四分之一像素为单位（0–128）；每个像素取 16 个点，最上面一层的颜色取平均，边缘就不毛。
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from itertools import pairwise

SIZE, FINE = 32, 4
Shape = Callable[[int, int], bool]
Layer = tuple[str, Shape]
Point = tuple[int, int]

_PAPER, _EDGE, _LINE = "FFFFFF", "5B6B7F", "A9B4C2"
_BLUE, _GREEN, _RED, _PINK = "2F5597", "2E8B46", "C0392B", "E8A0A0"


def box(left: int, top: int, right: int, bottom: int) -> Shape:
    """矩形。"""
    return lambda x, y: left <= x < right and top <= y < bottom


def disc(middle: Point, radius: int) -> Shape:
    """圆。"""
    return lambda x, y: (x - middle[0]) ** 2 + (y - middle[1]) ** 2 <= radius**2


def polygon(*corners: Point) -> Shape:
    """凸多边形，顶点按顺时针。"""
    sides = list(pairwise([*corners, corners[0]]))
    return lambda x, y: all(
        (b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0]) >= 0 for a, b in sides
    )


def stroke(width: int, *points: Point) -> Shape:
    """圆头的折线。"""
    lines = list(pairwise(points))
    return lambda x, y: any(_near(x, y, a, b, width) for a, b in lines)


def _near(x: int, y: int, a: Point, b: Point, width: int) -> bool:
    """点到线段的距离不超过宽度的一半；全用整数比较。"""
    dx, dy = b[0] - a[0], b[1] - a[1]
    px, py = x - a[0], y - a[1]
    length = dx * dx + dy * dy
    along = max(0, min(length, px * dx + py * dy))
    off_x, off_y = px * length - along * dx, py * length - along * dy
    return 4 * (off_x**2 + off_y**2) <= (width * length) ** 2


def _sheet() -> list[Layer]:
    """一张表格。"""
    lines = [(_LINE, box(12, y, 100, y + 4)) for y in (44, 64, 84)]
    lines += [(_LINE, box(x, 28, x + 4, 104)) for x in (40, 68)]
    head = [(_EDGE, box(8, 12, 104, 108)), (_PAPER, box(12, 16, 100, 104))]
    return [*head, (_BLUE, box(12, 16, 100, 28)), *lines]


def _page() -> list[Layer]:
    """一页折了角的文书。"""
    outline = polygon((20, 4), (83, 4), (107, 28), (107, 123), (20, 123))
    inner = polygon((24, 8), (80, 8), (103, 31), (103, 119), (24, 119))
    fold = polygon((80, 8), (103, 31), (80, 31))
    return [(_EDGE, outline), (_PAPER, inner), (_LINE, fold)]


ICONS: dict[str, list[Layer]] = {
    "validate": [
        *_sheet(),
        (_PAPER, stroke(28, (56, 84), (80, 108), (116, 60))),
        (_GREEN, stroke(16, (56, 84), (80, 108), (116, 60))),
    ],
    "report": [
        *_page(),
        (_RED, box(36, 44, 92, 52)),
        *[(_LINE, box(36, y, 92, y + 4)) for y in (64, 76)],
        (_BLUE, box(40, 100, 52, 112)),
        (_BLUE, box(56, 88, 68, 112)),
        (_BLUE, box(72, 96, 84, 112)),
        (_LINE, box(36, 112, 92, 116)),
    ],
    "proof": [
        *_page(),
        *[(_LINE, box(36, y, 92, y + 4)) for y in (40, 52, 64, 76)],
        (_RED, box(36, 64, 72, 70)),
        (_PAPER, stroke(26, (60, 100), (76, 116), (116, 72))),
        (_GREEN, stroke(14, (60, 100), (76, 116), (116, 72))),
    ],
    "clear": [
        *_sheet(),
        (_PAPER, polygon((88, 40), (124, 76), (84, 120), (64, 120), (44, 96))),
        (_PINK, polygon((88, 48), (116, 76), (96, 100), (66, 70))),
        (_EDGE, polygon((66, 70), (96, 100), (82, 114), (70, 114), (50, 90))),
        (_EDGE, box(60, 116, 124, 120)),
    ],
    "help": [
        (_BLUE, disc((64, 64), 56)),
        (_PAPER, stroke(14, (46, 50), (48, 40), (56, 33), (66, 32), (77, 36), (81, 46),
                        (78, 55), (68, 63), (64, 70), (64, 78))),
        (_PAPER, disc((64, 96), 9)),
    ],
}  # fmt: skip


def png(layers: list[Layer]) -> bytes:
    """画成 PNG。数据块不压缩：各处的 zlib 压出来的字节不一定相同。"""
    rows = b"".join(
        b"\0" + b"".join(_pixel(layers, x, y) for x in range(SIZE)) for y in range(SIZE)
    )
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(rows), len(rows) ^ 0xFFFF) + rows
    data = stored + struct.pack(">L", zlib.adler32(rows))
    head = struct.pack(">2L5B", SIZE, SIZE, 8, 6, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))


def _pixel(layers: list[Layer], column: int, row: int) -> bytes:
    """一个像素：落在图形上的点的平均颜色，透明度是落上的比例。"""
    total, hits = [0, 0, 0], 0
    for y in range(row * FINE, (row + 1) * FINE):
        for x in range(column * FINE, (column + 1) * FINE):
            colour = next((code for code, shape in reversed(layers) if shape(x, y)), None)
            if colour is not None:
                hits += 1
                total = [sum(pair) for pair in zip(total, bytes.fromhex(colour), strict=True)]
    if not hits:
        return bytes(4)
    return bytes([*(channel // hits for channel in total), 255 * hits // FINE**2])
