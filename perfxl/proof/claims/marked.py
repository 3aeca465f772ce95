"""R09 逐项的得分：满分减得分是扣分；各项满分加起来是一百；前面写了得几分，后面写扣几分。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding, Paragraph
from perfxl.proof.reading import Reading, span
from perfxl.proof.text.aside import ASIDE
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_BETWEEN = later(  # 10分，得 9.76分；（10分）按执行率得 9.74分
    rf"{ASIDE}\s*[）)]?\s*，?\s*(?:按[^，。；\d]{{1,8}}?)?(?:实际|自评|折算后?|计)*(?:得分?|实得)(?:为)?\s*"
)
_FULL_AFTER = later(rf"{ASIDE}\s*[（(](?:满分|分值|权重)?(?:为)?\s*")  # 得 9.69分（满分 10分）
_ALL_GOT = later(r"，?(?:均|都)?得满分")
_LOST = later(r"[扣失](?:减|掉|除)?(?:了)?(?:分)?$")
_SEVERAL = later("共|合计|总计|累计|各|分别|每")
_NAME = later(
    r"([\u4e00-\u9fff]{2,8}?)(?:类|类?指标|方面|部分)?(?:满分|分值|权重|（|\(|得)*(?:为|是)?$"
)
_HUNDRED = Decimal(100)
_IDLE = later(r"不适用的?(?:指标)?\s*(?:共|分值)?\s*(\d+(?:\.\d+)?)\s*分")
_ITEMS = 3


@dataclass(frozen=True, slots=True)
class _Item:
    """一项：满分、得分，名称。"""

    full: Figure
    got: Figure
    name: str

    @property
    def lost(self) -> Decimal:
        return self.full.value - self.got.value

    @property
    def end(self) -> int:
        return max(self.full.end, self.got.end)


def marked(reading: Reading) -> Iterator[Finding]:
    """逐段看各项的满分、得分、扣分。"""
    every: list[_Item] = []
    for paragraph in reading.report.prose:
        scores = [
            figure for figure in reading.in_paragraph(paragraph)
            if figure.unit == "分" and figure.exact
        ]  # fmt: skip
        items = _items(scores)
        every += items
        yield from _deducted(items, scores)
        yield from _to_hundred(items, reading)
        yield from _told_again(paragraph, scores, every)


def _items(scores: Sequence[Figure]) -> list[_Item]:
    made, place = [], 0
    while place < len(scores):
        one, two = scores[place], scores[min(place + 1, len(scores) - 1)]
        if _ALL_GOT.match(one.after) or _ALL_GOT.match(one.paragraph.text[one.end :]):
            made.append(_Item(one, one, _name(one)))
            place += 1
            continue
        text = even(one.paragraph.text)
        gap = text[one.end : two.start]
        if gap.startswith("）") and regex(r"\d分（$").search(text[: one.start]):
            place += 1  # 效益 24.8分（25分），得 94.3分：括号里的是前一个的满分
            continue
        if _BETWEEN.fullmatch(gap) and not _LOST.search(one.before):
            made.append(_Item(one, two, _name(one)))
        elif _FULL_AFTER.fullmatch(gap) and (
            "满分" in gap or one.before.endswith(("得", "得分", "得分为"))
        ):
            made.append(_Item(two, one, _name(one)))
        else:
            place -= 1
        place += 2
    return made


def _name(figure: Figure) -> str:
    """这一项的名称：数前面那一截话。"""
    text = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    match = _NAME.search(regex("[，。；：、]|其中").split(text)[-1])
    return match[1] if match else ""


def _deducted(items: Sequence[_Item], scores: Sequence[Figure]) -> Iterator[Finding]:
    """满分 50分，得 49.5分，因……扣 0.5分。"""
    for place, item in enumerate(items):
        stop = items[place + 1].full.start if place + 1 < len(items) else None
        text = even(item.full.paragraph.text)
        lost = [
            figure for figure in scores
            if figure.start > item.end and (stop is None or figure.start < stop)
            and _LOST.search(figure.before)
            and not regex("[。；]").search(text[item.end : figure.start])
        ]  # fmt: skip
        if item.lost < 0:
            message = f"得 {item.got.raw} 比满分 {item.full.raw} 还多"
            place_at = span((item.full, item.got))
            yield Finding("R09", item.full.paragraph, *place_at, message)
        elif lost and not any(_SEVERAL.search(figure.before) for figure in lost):
            added = sum((figure.value for figure in lost), Decimal(0))
            if added != item.lost:
                yield _finding(item, lost)


def _finding(item: _Item, lost: Sequence[Figure]) -> Finding:
    shown = "、".join(figure.raw for figure in lost)
    due = plain(item.lost)
    message = f"满分 {item.full.raw}、得 {item.got.raw}，应扣 {due} 分，写的是 {shown}"
    place = span((item.full, item.got, *lost))
    if lost[0].paragraph is not item.full.paragraph:
        place = lost[0].start - min(len(lost[0].before), 8), lost[-1].end
        message += f"（{item.full.paragraph.place}）"
    return Finding("R09", lost[0].paragraph, *place, message, expected=f"{due}分")


def _to_hundred(items: Sequence[_Item], reading: Reading) -> Iterator[Finding]:
    """各项得分加起来正好是总分的，各项满分加起来也该是一百。"""
    fulls = sum((item.full.value for item in items), Decimal(0))
    if len(items) < _ITEMS or fulls == _HUNDRED:
        return
    idle = _IDLE.search(items[0].full.paragraph.text)
    if idle is not None and fulls + Decimal(idle[1]) == _HUNDRED:
        return  # 不适用 5 分：从满分里去掉了
    got = sum((item.got.value for item in items), Decimal(0))
    totals = {
        figure.value for figure in reading.near(items[0].full.paragraph, 4, 1)
        if figure.unit == "分" and figure.value > _HUNDRED / 2
    }  # fmt: skip
    if got in totals and fulls not in totals:
        shown = "＋".join(item.full.raw for item in items)
        message = f"各项满分 {shown} 加起来是 {plain(fulls)}，不是一百分"
        first, last = items[0].full, items[-1].full
        yield Finding("R09", first.paragraph, first.start, last.end, message, expected="100")


def _told_again(
    paragraph: Paragraph, scores: Sequence[Figure], items: Sequence[_Item]
) -> Iterator[Finding]:
    """前面写投入 10分得 9.68分，这里写投入扣几分。"""
    by_name: dict[str, list[_Item]] = {}
    for item in items:
        by_name.setdefault(item.name, []).append(item)
    for lost in scores:
        match = regex(
            r"([\u4e00-\u9fff]{2,8}?)(?:类|类?指标|方面|部分)?[扣失](?:了|分)?"
        ).fullmatch(lost.before)
        known = by_name.get(match[1], []) if match else []
        if len(known) == 1 and known[0].lost != lost.value:
            same = known[0].full.paragraph is paragraph
            if not same or "；" in paragraph.text or known[0].end < lost.start:
                yield _finding(known[0], [lost])
