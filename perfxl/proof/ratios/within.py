"""R02 比率之六：话里把两个数说死了的。870人，其中女性 312名，占 35.86%；三年招 60名，每年 20名。

这两个数就是它的分子、分母，别处碰巧有对得上的也不算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable, truncated
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.interval import divide
from perfxl.proof.text.numerals import numeral

_HUNDRED = Decimal(100)
_INSIDE = re.compile(r"[\u4e00-\u9fff]{0,8}，?（?其中[:：]?[^，。；、\d（）]{0,14}")
_SHARE = re.compile(r"[\u4e00-\u9fff]{0,6}(?:，|（)?占(?:比)?(?:为|达)?")
_YEARS = re.compile(
    r"(?:今后|未来|计划|用|分|连续|[拟将])[^，。；\d]{0,4}(?P<years>[两二三四五])年[内间]?[^，。；\d]{0,16}$"
)
_EACH = re.compile(r"[^，。；\d]{0,6}，(?:平均)?每年(?:各|约)?[^，。；\d]{0,6}")


def within(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        mine = sentence.figures
        for whole, part, percent in zip(mine, mine[1:], mine[2:], strict=False):
            if percent.unit == "%":
                yield from _share(whole, part, percent, sentence)
        for total, each in pairwise(mine):
            yield from _yearly(total, each, sentence)


def _share(whole: Figure, part: Figure, percent: Figure, sentence: Sentence) -> Iterator[Finding]:
    """全体几人，其中几人，占百分之几：依次挨着。"""
    fine = whole.unit == part.unit and countable(whole) and countable(part)
    if not (fine and whole.exact and part.exact and percent.exact and part.value < whole.value):
        return
    gap = sentence.between(whole.end, part.start), sentence.between(part.end, percent.start)
    if not (_INSIDE.fullmatch(gap[0]) and _SHARE.fullmatch(gap[1])):
        return
    due = divide(part.value, whole.value) * _HUNDRED
    rough = whole.scale > 1 and not whole.is_money
    if due in percent.span or due in truncated(percent) or rough:
        return
    shown = f"{rounded(due, percent.places):f}%"
    message = f"{part.raw}÷{whole.raw}＝{shown}，写的是 {percent.raw}"
    yield Finding("R02", percent.paragraph, *span((part, percent)), message, expected=shown)


def _yearly(total: Figure, each: Figure, sentence: Sentence) -> Iterator[Finding]:
    """三年招 60名，每年 20名。"""
    if total.unit != each.unit or not countable(total) or not (total.exact and each.exact):
        return
    said = _YEARS.search(sentence.between(sentence.start, total.start))
    if said is None or not _EACH.fullmatch(sentence.between(total.end, each.start)):
        return
    years = numeral(said["years"].replace("两", "二")) or Decimal(1)
    if each.value * years != total.value:
        due = plain(divide(total.value, years) / each.scale)
        message = f"{said['years']}年共 {total.raw}，每年应是 {due}，写的是 {each.raw}"
        yield Finding("R02", each.paragraph, *span((total, each)), message, expected=due)
