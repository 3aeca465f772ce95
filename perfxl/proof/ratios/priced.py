"""R03 按每公斤几元计算、每两个月一次：单价、数量在同一段里，全年几次也算得出来。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.figures import MEASURES
from perfxl.proof.text.interval import one_slip, point
from perfxl.proof.text.numerals import numeral

_PRICED = later(rf"按(?:照)?(?:平均)?每(?P<unit>{MEASURES})$")
_PERIOD = Clue(
    r"每(?P<many>[两二三四六]?)(?:个)?(?P<unit>月|季度|半年)[^。；，\d]{0,14}(?P<each>\d{1,2})\s?(?P<measure>次|场|期)，"
    r"(?:全年|一年|年内)(?:共|共计|合计)[^。；，\d]{0,6}(?P<all>\d{1,3})\s?(?:次|场|期)(?!以上)",
    "全年",
    "一年",
    "年内",
)
_MONTHS = {"月": 1, "季度": 3, "半年": 6}
_YEAR = 12


def priced(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for price, total in zip(sentence.figures, sentence.figures[1:], strict=False):
            yield from _product(price, total, sentence, reading)
    for sentence in reading.sentences_with(_PERIOD):
        yield from _periods(sentence)


def _product(
    price: Figure, total: Figure, sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    """新增产量 430万公斤，按平均每公斤 2.6元计算，增加产值 1118万元。"""
    said = _PRICED.search(price.before) if price.is_money and total.is_money else None
    gap = sentence.between(price.end, total.start)
    if said is None or not regex("的?(?:标准|价格)?(?:计算|测算|折算)").match(gap) or "；" in gap:
        return
    counts = [
        one for one in reading.in_paragraph(price.paragraph)
        if one.unit == said["unit"] and one.end <= price.start and one.exact
    ]  # fmt: skip
    dues = [one.value * price.value for one in counts]
    spans = [point(one.value) if one.counted else one.span for one in counts]
    if any(one.scaled(price.value).touches(total.span) for one in spans) or total.value in dues:
        return  # 31.37万公斤是舍入来的：乘出来的是一段，落在里面就对
    for count, due in zip(reversed(counts), reversed(dues), strict=True):
        shown = plain(rounded(due / total.scale, total.places))
        if one_slip(total.digits, shown):
            message = f"{count.raw}×{price.raw}＝{shown}，写的是 {total.raw}"
            place = total.start - min(len(total.before), 6), total.end
            yield Finding("R03", total.paragraph, *place, message, expected=shown)
            return


def _periods(sentence: Sentence) -> Iterator[Finding]:
    """每两个月分发 1次，全年共分发 6次。"""
    for match in _PERIOD.finditer(sentence.text):
        every = _MONTHS[match["unit"]] * int(numeral(match["many"]) or 1 if match["many"] else 1)
        due = Decimal(_YEAR) / Decimal(every) * int(match["each"])
        if Decimal(match["all"]) != due and regex("不少于|至少|以上").search(match[0]) is None:
            message = f"照前面说的，一年是 {plain(due)} 次，写的是 {match['all']} 次"
            place = sentence.start + match.start("all"), sentence.start + match.end()
            yield Finding("R03", sentence.paragraph, *place, message, expected=plain(due))
