"""R03 增减相加：比上年增加几，其中甲减少几、乙增加几；一正一负加起来就是总的增减。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip, turned
from perfxl.proof.text.masks import even

_MOVE = later(
    r"(?:(?P<up>净?增加|增长|上升|增收|增支|多收|多支|增|多)|(?P<down>净?减少|下降|降低|减收|减支|少收|少支|减|少))了?$"
)
_AGAINST = later(r"比|较|上年|去年|同比|相比|对比|预算|年初")
_OF_WHICH = later(r"其中|分别|具体|一是")
_MOST = 6
_NEAR = Decimal("0.8"), Decimal("1.25")
_TIGHT = Decimal("0.9"), Decimal("1.1")  # 都是增加的，也许只说了主要的几项
_TOLD = Decimal("0.3"), Decimal(3)  # 有增有减，末一项把其余的都说了
_ENOUGH = 2


def moves(reading: Reading) -> Iterator[Finding]:
    """逐段、逐个单位看总的增减后面列着的各项增减。"""
    for paragraph in reading.report.prose:
        figures = reading.in_paragraph(paragraph)
        for unit in dict.fromkeys(figure.unit for figure in figures):
            row = [figure for figure in figures if figure.unit == unit and _moved(figure)]
            if unit not in TIMES | {"%", "个百分点", "倍", "分"} and len(row) > _ENOUGH:
                yield from _of_row(row, figures)


def _moved(figure: Figure) -> Decimal:
    """增加为正、减少为负；不是增减的为零。"""
    said = _MOVE.search(figure.before)
    if said is None or not figure.exact:
        return Decimal(0)
    return figure.value if said["up"] else -figure.value


def _of_row(row: Sequence[Figure], figures: Sequence[Figure]) -> Iterator[Finding]:
    for place, total in enumerate(row[:-_ENOUGH]):
        parts = row[place + 1 : place + 1 + _MOST]
        text = even(total.paragraph.text)
        mark = _OF_WHICH.search(text, total.end, parts[0].start)
        said = _AGAINST.search(text[total.sentence[0] : total.start])
        if mark is None or said is None:
            continue
        sums = [
            sum((_moved(part) for part in parts[:size]), Decimal(0))
            for size in range(1, len(parts) + 1)
        ]
        due = _moved(total)
        if _closed(parts):  # 末一项把其余的都说了：只看全部加起来
            sums = sums[-1:]
        if any(_alike(added, due, total) for added in sums):
            return
        yield from _judge(total, parts, sums[-1], figures)
        return


def _closed(parts: Sequence[Figure]) -> bool:
    return regex("其他|其余").search(parts[-1].before) is not None


def _alike(added: Decimal, due: Decimal, total: Figure) -> bool:
    """一分不差；写到亿元、万人的，末一位差 1 是舍入。"""
    grain = Decimal(1).scaleb(-total.places) * total.scale
    rounded = total.scale > 1 and total.unit != "元"
    large = total.is_money and total.scale > Decimal(10_000)
    return added == due or ((rounded or large) and abs(added - due) <= grain)


def _judge(
    total: Figure, parts: Sequence[Figure], added: Decimal, figures: Sequence[Figure]
) -> Iterator[Finding]:
    """方向一样、差得不远，或像一处笔误的才报：只说了几项主要的，差得远。"""
    due = _moved(total)
    if added * due <= 0 or any(_levels(part, figures) for part in parts):
        return
    shown = plain(abs(added) / total.scale)
    slip = one_slip(total.digits, shown) or turned(total.digits, shown)
    mixed = len({_moved(part) > 0 for part in parts}) > 1
    low, high = _TOLD if mixed and _closed(parts) else _NEAR if mixed else _TIGHT
    if not slip and not low <= divide(abs(added), abs(due)) <= high:
        return
    signs = "".join(
        f"{'＋' if _moved(part) > 0 else '－'}{part.raw}" for part in parts
    ).removeprefix("＋")
    message = f"各项增减 {signs}＝{plain(added / total.scale)}，总的写的是 {total.raw}"
    yield Finding("R03", total.paragraph, *span((total, *parts)), message, expected=shown)


def _levels(part: Figure, figures: Sequence[Figure]) -> bool:
    """说“由几增加到几”的，另有人看。"""
    return any(
        figure.start > part.end
        and figure.unit == part.unit
        and regex("[到至]").match(figure.before)
        for figure in figures
    )
