"""排好、编好号的图片，和模板里一张一行的名称。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfxl.report.marks import picture_mark, pure
from perfxl.report.sentences.values import Row


@dataclass(frozen=True, slots=True)
class Picture:
    """一张图片：文件名，转好的内容，几个点宽、几个点高。"""

    name: str
    data: bytes
    kind: str  # jpeg、png
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Titled:
    """一张图片和它的图题。`indicator` 是三级指标的名称，对不上的为空。"""

    picture: Picture
    indicator: str
    title: str


def picture_rows(pictures: Sequence[Titled]) -> tuple[Row, ...]:
    return tuple(
        Row(
            图片=picture_mark(place),
            图题=titled.title,
            三级=titled.indicator,
            文件=pure(titled.picture.name),
        )
        for place, titled in enumerate(pictures)
    )
