"""条件格式换的底色：LibreOffice 用单元格样式，一种底色一个样式。"""

from __future__ import annotations

from perfxl.calc.bridge import ProtectedError
from perfxl.calc.line import Far
from perfxl.calc.looks import to_rgb

_NAME = "perfxl_fill_"
# LibreOffice 自带的几个样式：浅红、浅黄、浅绿、浅灰。
_OWN = ("Bad", "Neutral", "Good", "Accent 3")


def fill_style(book: Far, colour: int) -> str:
    """这种底色的样式叫什么；还没有就建。

    有一张表的保护有密码，LibreOffice 整本不让改样式，就用它自带的样式里颜色最近的。
    """
    name = f"{_NAME}{colour:06X}"
    if book.fills((name,)).get() or book.add_fill(name, colour).get():
        return name
    return _nearest(dict(book.fills(_OWN).get()), colour)


def _nearest(fills: dict[str, int], colour: int) -> str:
    wanted = to_rgb(colour) or (0, 0, 0)
    distances: dict[str, int] = {}
    for name, number in fills.items():
        fill = to_rgb(number)
        if fill is not None:
            distances[name] = sum(
                (part - other) ** 2 for part, other in zip(fill, wanted, strict=True)
            )
    if not distances:
        raise ProtectedError
    return min(distances, key=lambda name: distances[name])
