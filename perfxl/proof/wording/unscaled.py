"""R15 三个数的数字合得上，只差在单位上：加起来、几个乘每个几、与目标差几。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.goals import is_aim, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.quoting import quoted

_PRICE = later(r"[×*]|每|均|标准|单价|单位成本|罚|工资|票价|/")
_EACH = later(
    r"每(?:一|个)?(?P<each>[\u4e00-\u9fff]{1,3})|(?P<mean>[\u4e00-\u9fff])均|平均(?P<any>)"
)
_GAP = later(
    r"(?:比|较|距离?|与)[^，。；\d]{0,6}(?:目标|计划|任务)[^，。；]{0,12}?(?:超|多|少|差|缺|高|低)(?:出|了|过)?$"
)
_WAN = Decimal(10_000)
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
_FIRM = 2  # 数字只有一个的（100、3000），容易碰巧


def unscaled(reading: Reading) -> Iterator[Finding]:
    """逐句看。"""
    for sentence in reading.figured:
        for figure in sentence.figures:
            if not figure.exact or figure.value <= 0 or figure.unit in _SKIPPED:
                continue
            if figure.is_money and _digits(figure) >= _FIRM and not _PRICE.search(figure.before):
                yield from _added(figure, reading)
            if _EACH.search(figure.before):
                yield from _times(figure, reading)
            if _GAP.search(figure.before):
                yield from _apart(figure, sentence, reading)


def _digits(figure: Figure) -> int:
    return len(figure.digits.replace(".", "").strip("0"))


def _unit(figure: Figure) -> str:
    return regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw)


def _added(figure: Figure, reading: Reading) -> Iterator[Finding]:
    """年初 2860万元，追加 145元，全年 3005万元：只有它的单位不同，数字却加得起来。"""
    mine = [
        one for one in reading.in_paragraph(figure.paragraph)
        if one.is_money and one is not figure and one.exact and not _PRICE.search(one.before[-6:])
    ]  # fmt: skip
    if any(one.scale == figure.scale for one in mine):
        return
    for one in mine:
        for other in mine:
            same = one.scale == other.scale and one.sentence <= other.sentence
            if same and one is not other and one.written != other.written:
                sums = one.written + figure.written, one.written - figure.written
                if other.written in sums:
                    unit = _unit(one)
                    message = (
                        f"{figure.raw} 的单位像是写错了：数字与 {one.raw}、{other.raw} 加得起来，"
                        f"它们都以“{unit}”计"
                    )
                    yield _finding(figure, message, f"{figure.digits}{unit}")
                    return


def _times(each: Figure, reading: Reading) -> Iterator[Finding]:
    """补助 1340例，每例 600万元，共 80.4万元：几个乘每个几，数字正好，单位差一万倍。"""
    match = list(_EACH.finditer(each.before))[-1]
    per = match["each"] or match["mean"] or ""
    near = reading.near(each.paragraph, 0)
    counts = [
        one for one in near
        if one.unit and one.exact and one.unit != each.unit and _digits(one) >= _FIRM
        and (per.startswith(one.unit) or one.unit.startswith(per or "#"))
    ]  # fmt: skip
    totals = list(_totals(each, reading)) if counts else []
    for count in counts:
        due = count.value * each.value
        if any(value == due for value, _ in totals):
            return
        for value, total in totals:
            if value in {due * _WAN, due / _WAN}:
                off = total if total in near else each
                right = due / off.scale if off is total else off.value * value / due / off.scale
                message = f"{count.raw}、{each.raw}、{total.raw} 数字乘得起来，单位差一万倍"
                yield _finding(off, message, plain(right))
                return


def _totals(each: Figure, reading: Reading) -> Iterator[tuple[Decimal, Figure]]:
    """可能的总数：全文、表里单位相同的，和表格里没有写单位的（照万元）；名称要相同。"""
    about = words_of(each.paragraph.text[each.sentence[0] : each.start])
    for one in (*reading.figures, *reading.known.alike(each.unit).figures):
        if one is each or not one.exact or _digits(one) < _FIRM:
            continue
        if one.unit == each.unit and (
            one.paragraph is each.paragraph or about & words_of(one.before)
        ):
            yield one.value, one
    rows = (row for table in reading.report.tables for row in table.rows)
    cells = (
        part for row in rows if each.is_money and about & words_of(row[0].text)
        for cell in row[1:] for part in cell.paragraphs
    )  # fmt: skip
    for part in cells:
        yield from ((one.value * _WAN, one) for one in reading.in_paragraph(part) if not one.unit)


def _apart(gap: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """资助 8600人，比目标少 150元：差的是人数。"""
    before = [one for one in sentence.figures if one.end <= gap.start and one.unit not in _SKIPPED]
    if not before or any(one.unit == gap.unit for one in before):
        return
    done = before[-1]
    aims = [one for one in reading.prose_figures if one.unit == done.unit and is_aim(one)]
    aims += [*before, *reading.known.alike(done.unit).figures]
    if any(
        one.unit == done.unit and abs(one.value - done.value) == gap.written * done.scale
        for one in aims
    ):
        unit = _unit(done)
        message = f"{done.raw} 与目标差的是{unit}，写的是 {gap.raw}"
        yield _finding(gap, message, f"{gap.digits}{unit}")


def _finding(figure: Figure, message: str, due: str) -> Finding:
    start, _ = quoted(figure)
    return Finding("R15", figure.paragraph, start, figure.end, message, expected=due)
