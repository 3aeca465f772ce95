"""R02 比率之六：话里把两个数说死了的。870人，其中女性 312名，占 35.86%；三年招 60名，每年 20名。

这两个数就是它的分子、分母，别处碰巧有对得上的也不算。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import countable, truncated
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import Interval, divide
from perfxl.proof.text.numerals import numeral

_HUNDRED = Decimal(100)
_INSIDE = later(r"[\u4e00-\u9fff]{0,8}，?（?其中[:：]?[^，。；、\d（）]{0,14}")
_SHARE = later(r"[\u4e00-\u9fff]{0,6}(?:，|（)?占(?:比)?(?:为|达)?")
_YEARS = later(
    r"(?:今后|未来|计划|用|分|连续|[拟将])[^，。；\d]{0,4}(?P<years>[两二三四五])年[内间]?[^，。；\d]{0,16}$"
)
_EACH = later(r"[^，。；\d]{0,6}，(?:平均)?每年(?:各|约)?[^，。；\d]{0,6}")


def within(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        mine = sentence.figures
        for whole, part, percent in zip(mine, mine[1:], mine[2:], strict=False):
            if percent.unit == "%":
                yield from _share(whole, part, percent, sentence)
        for total, each in pairwise(mine):
            yield from _yearly(total, each, sentence)
            yield from _monthly(total, each, sentence)
            yield from _fraction(total, each, sentence)
        for aim, done, gap in zip(mine, mine[1:], mine[2:], strict=False):
            yield from _short(aim, done, gap, sentence)


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


_AIMED = later(r"(?:目标|计划|任务|应[^，。；\d]{0,4})(?:数|值)?(?:为|是)?$")
_REAL = later(r"[^，。；\d]{0,4}[，、](?:实际|完成|实有|实到)[^，。；\d]{0,6}")
_GAP = later(r"[^，。；\d]{0,4}，(?P<how>少|差|多|超出?)了?(?:完成|出)?")


def _short(aim: Figure, done: Figure, gap: Figure, sentence: Sentence) -> Iterator[Finding]:
    """年初目标 1460人，实际 1450人，少 10人：依次挨着的三个数。"""
    if not aim.unit == done.unit == gap.unit or not countable(aim) or not _AIMED.search(aim.before):
        return
    how = _GAP.fullmatch(sentence.between(done.end, gap.start))
    exact = aim.exact and done.exact and gap.exact
    if how is None or not exact or not _REAL.fullmatch(sentence.between(aim.end, done.start)):
        return
    less = how["how"] in {"少", "差"}
    due = aim.value - done.value if less else done.value - aim.value
    if due != gap.value:
        shown = plain(due / gap.scale)
        message = f"{aim.raw}与 {done.raw}，{how['how']}的是 {shown}，写的是 {gap.raw}"
        yield Finding("R03", gap.paragraph, *span((aim, gap)), message, expected=shown)


_MOVED = later(
    r"[^，。；\d]{0,8}?(?:增加|增长|提高|上升|减少|下降|降低|降|缩短|压缩|压减)[到至为][^，。；\d]{0,6}"
)
_PORTION = later(
    r"[^，。；\d]{0,6}，(?:减少|下降|降低|缩短|压缩|压减|增加|增长|提高|上升)了?"
    r"(?:(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八])|(?P<tenth>[一二三四五六七八九])成(?!半)|(?P<half>一半))"
)
_EXACT, _ROUGH = Decimal("0.02"), Decimal("0.051")


def _fraction(old: Figure, new: Figure, sentence: Sentence) -> Iterator[Finding]:
    """由 96件减少到 72件，减少四分之一：写成几分之几、几成、一半的。"""
    if old.unit != new.unit or old.value <= 0 or not (old.exact and new.exact):
        return
    said = _PORTION.match(sentence.between(new.end, sentence.end))
    if said is None or not _MOVED.fullmatch(sentence.between(old.end, new.start)):
        return
    if said["whole"]:
        written = divide(numeral(said["part"]) or Decimal(1), numeral(said["whole"]) or Decimal(1))
    else:
        written = (numeral(said["tenth"]) if said["tenth"] else None) or Decimal(5)
        written /= 10
    due = divide(abs(old.value - new.value), old.value)
    if abs(due - written) > (_ROUGH if said["tenth"] else _EXACT):
        shown = f"{rounded(due * _HUNDRED, 1):f}%"
        message = f"{old.raw}到 {new.raw}，变了 {shown}，写的是“{said[0].rpartition('，')[2]}”"
        place = old.start, new.end + said.end()
        yield Finding("R03", new.paragraph, *place, message, expected=shown)


_MONTHS = later(
    r"(?:(?P<count>\d{1,2}|[一二三四五六七八九十两]{1,2})个月|(?P<half>[上下]?半年)|[一二三四]季度|(?P<year>全年))[^，。；\d]{0,12}$"
)
_MONTHLY = later(r"[^，。；\d]{0,6}[，（](?:平均)?(?:月均|每月(?:平均|约)?)[^，。；\d]{0,10}")


def _monthly(total: Figure, each: Figure, sentence: Sentence) -> Iterator[Finding]:
    """3个月检查 1125人次，月均 375人次；半年、季度、全年也一样。"""
    said = _MONTHS.search(sentence.between(sentence.start, total.start))
    fine = total.unit == each.unit and total.exact and each.exact and countable(total)
    if said is not None and said["year"] and regex("自|起|投入").search(sentence.text):
        return  # 7月才开始的，全年只有半年
    if said is None or not fine or not _MONTHLY.fullmatch(sentence.between(total.end, each.start)):
        return
    count = said["count"]
    months = Decimal(count) if count and count.isdigit() else numeral(count or "") or Decimal(3)
    months = Decimal(6) if said["half"] else Decimal(12) if said["year"] else months
    due = divide(total.value, months)
    if months > 0 and total.scale != each.scale and divide(total.written, months) == each.written:
        message = f"数字合得上（{total.raw}÷{months}个月），单位却与 {each.raw} 差一万倍"
        yield Finding("R15", each.paragraph, *span((total, each)), message)
    if months > 0 and due not in each.span and total.scale == each.scale:
        loose = Interval(due - each.scale, due + each.scale)
        if not loose.touches(each.span):
            shown = plain(rounded(due / each.scale, each.places))
            message = f"{total.raw}÷{months}个月＝{shown}，写的是 {each.raw}"
            yield Finding("R02", each.paragraph, *span((total, each)), message, expected=shown)


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
