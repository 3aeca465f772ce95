"""R07 话与目标之二：完成数是目标上限的几倍，报告没有说明为什么。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import fold, plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even

_AIM = later(r"争取|计划|力争|目标|拟|预计|预期|不少于|至少")
_WHY = later(
    r"目标(?:值)?(?:定得|设定|设置)?(?:得)?(?:偏低|过低|保守)|超出预期|超预期|好于预期|高于预期|偏低"
)
_TIMES = Decimal(3)
_ALIKE = Decimal("0.75")


def over_target(reading: Reading) -> Iterator[Finding]:
    """前面写目标几家到几家，后面写完成的是上限的三倍以上。"""
    if _WHY.search(reading.text):
        return
    figures = [
        figure for figure in reading.prose_figures if figure.unit not in TIMES | {"元", "%", "倍"}
    ]
    for aim in figures:
        if aim.hedge != "范围" or not _AIM.search(_before(aim)):
            continue
        about = _about(aim)
        for done in figures:
            far = (
                done.exact and done.unit == aim.unit and divide(done.value, aim.span.high) >= _TIMES
            )
            if far and done.paragraph.number > aim.paragraph.number and _like(about, _about(done)):
                many = plain(divide(done.value, aim.span.high).quantize(Decimal("0.1")))
                said = f"目标是 {aim.raw}（{aim.paragraph.place}），完成 {done.raw}"
                message = f"{said}，是上限的 {many} 倍，没有说明"
                text = done.paragraph.text
                start = max(done.sentence[0], done.start - min(len(done.before), 10))
                end = min(done.end + len(done.after), len(text))
                yield Finding("R07", done.paragraph, start, end, message)


def _before(figure: Figure) -> str:
    return even(figure.paragraph.text)[max(figure.sentence[0], figure.start - 16) : figure.start]


def _about(figure: Figure) -> str:
    """数后面说的是什么。"""
    return (
        fold(regex(r"[。；，]").split(figure.paragraph.text[figure.end : figure.end + 20])[0])
        or figure.before
    )


def _like(one: str, other: str) -> bool:
    """目标说的东西，大半的字在完成里。"""
    pairs = {one[at : at + 2] for at in range(len(one) - 1) if "、" not in one[at : at + 2]}
    if len(pairs) < 4:
        return False
    return Decimal(sum(pair in other for pair in pairs)) / len(pairs) >= _ALIKE
