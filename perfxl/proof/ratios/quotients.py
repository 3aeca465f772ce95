"""R02 比率之四：一个率说的是哪两个数，逐对打分，取最说得通的一对。

不靠率的名称、说法在不在表里：看两个数写在哪里（同一句、紧挨着）、名称与率的名称有几个字相同、
哪个说应、共、计划，哪个说实际、其中。说得通的几对里有一对相除正好是它的，就算对；没有，而最说得通、
又差得不远的那一对分数够高的，才报。
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from operator import attrgetter

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import about
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.likely import Asked, Likelihood, aims_under, asked, turned_over
from perfxl.proof.ratios.pairs import (
    at_most,
    close_enough,
    countable,
    explained,
    is_sibling,
    other_base,
    ratio_fits,
)
from perfxl.proof.ratios.pools import pooled
from perfxl.proof.ratios.siblings import is_instalment, not_whole, of_money, other_spending
from perfxl.proof.reading import REACH, Reading, Sentence, span
from perfxl.proof.sums.addition import one_digit
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip, turned

_LEAST, _SLIP, _SCALED = 50, 7, 30  # 分数不到的不报；像一处笔误的，少这么多分也报
_FINE_SLIP, _UPSIDE_DOWN, _SURE = 20, 30, 65  # 到了 65 分，差得远的也报
_RIVAL = 15  # 对得上的一对，比最说得通的一对低这么多分以内，算对
_BEST = 25  # 差得不远的一对，比最说得通的一对低这么多分以内，才当作说的是它
_WIDE, _OVER = 35, 40  # 分子比分母大，正是因为写错了：扣掉的分还给它
_REACH = 15  # 分母在别的段里的，只看算出来差不到这么多的
_HUNDRED = Decimal(100)
_SAME = Decimal("0.4"), Decimal("2.5")  # 差出这么多倍的，不是一处笔误
_FAR_OFF = Decimal(10_000), Decimal(1) / 10_000
_MOST, _LONG = 12, 90  # 一句、一段里再多的数，只看挨得近的
Scored = tuple[int, Figure, Figure]


def quotients(reading: Reading) -> Iterator[Finding]:
    """逐段看没有对上的百分数。"""
    by_unit = by_unit_of(reading)
    for paragraph in reading.report.prose:
        taken: set[tuple[int, int]] = set()
        named: set[tuple[int, str]] = set()
        shared: set[int] = set()
        pending: list[tuple[Asked, Sentence, list[Scored]]] = []
        for sentence in reading.sentences_by_paragraph.get(paragraph.number, ()):
            for percent in sentence.figures:
                said = asked(percent, sentence)
                pairs = pairs_of(said, sentence, reading, by_unit) if said is not None else []
                if said is None or not pairs:
                    continue
                fits = next((pair for pair in pairs if _fits(said, pair)), None)
                if fits is not None and fits[0] >= pairs[0][0] - _rival(percent, fits, sentence):
                    taken.add((id(fits[1]), id(fits[2])))
                    named.add((id(fits[1]), said.stem[-2:]))
                    shared.add(id(fits[2]))
                else:
                    pending.append((said, sentence, pairs))
        for said, sentence, pairs in pending:
            # 满意度 94.1%，其中康复满意度 96.2%：同一个分子已经说过满意度了。
            stem = said.stem[-2:]
            left = [pair for pair in pairs if not stem or (id(pair[1]), stem) not in named]
            for finding in _judge(said, _ranked(left, taken, shared), reading):
                fine = explained(said.percent, sentence, reading) or pooled(said.percent, reading)
                if finding.code != "R02" or not fine:
                    yield finding


def _rival(percent: Figure, pair: Scored, sentence: Sentence) -> int:
    """两个数都在这一句里的、写得细的百分数，不会碰巧，差得多些也算对。"""
    inside = all(figure in sentence.figures for figure in pair[1:])
    fine = percent.places > 1 and percent.value % 1 != 0  # 90.00% 容易碰巧
    return _RIVAL * (1 + inside + 2 * fine)


def by_unit_of(reading: Reading) -> dict[str, list[Figure]]:
    """正文里可以作分母的数，同单位的放在一起，按先后。"""
    made: dict[str, list[Figure]] = defaultdict(list)
    for figure in reading.prose_figures:
        if countable(figure):
            made[figure.unit].append(figure)
    return made


def pairs_of(
    said: Asked, sentence: Sentence, reading: Reading, by_unit: dict[str, list[Figure]]
) -> list[Scored]:
    """可能的各对，最说得通的在前。分子在这一句、前一句里；分母还可以在别的段里。"""
    percent = said.percent
    every = [figure for figure in reading.in_paragraph(percent.paragraph) if countable(figure)]
    mine = [figure for figure in every if sentence.start <= figure.start < sentence.end]
    earlier = [figure for figure in every if figure.end <= percent.start]
    parts = mine[-_MOST:] if mine else earlier[-3:]
    if not any(figure.end <= percent.start for figure in mine):
        parts = [*parts, *earlier[-3:]]
    if said.amount:
        parts = [figure for figure in mine if figure.start > percent.end][:1]
    likely = Likelihood(said, sentence)
    made = [
        (likely.of(part, whole), part, whole)
        for part in of_money(said.stem, parts)
        for whole in (
            *(figure for figure in every[-4 * _MOST :] if figure.unit == part.unit),
            *_far(percent, part, by_unit[part.unit], reading.year),
        )
        if whole.value != part.value
        and not (at_most(whole) or other_base(percent, whole) or not_whole(percent, part, whole))
        and not is_sibling(percent, whole, part)
        and not (said.amount and is_instalment(whole))
    ]
    return sorted(made, key=lambda pair: -pair[0])


def _far(percent: Figure, part: Figure, figures: Sequence[Figure], year: str) -> list[Figure]:
    """别的段里、算出来差得不远的分母。"""
    low = part.value * _HUNDRED / (percent.value + _REACH)
    high = part.value * _HUNDRED / max(percent.value - _REACH, Decimal(1))
    number, place = percent.paragraph.number, attrgetter("paragraph.number")
    first = bisect_left(figures, number - REACH, key=place)
    last = bisect_right(figures, number + 3, key=place)
    return [
        figure for figure in figures[first:last]
        if figure.paragraph.number != number
        and (low <= figure.value <= high or _turned(percent, part, figure))
        and not (_TO_COME.search(figure.before) or other_spending(part, figure))
        and not _other_year(percent, figure, year)
    ]  # fmt: skip


def _other_year(percent: Figure, whole: Figure, year: str) -> bool:
    """2023年度的执行率，不拿本年度的预算去除。"""
    mine = percent.year or year
    return bool(mine and percent.year) and mine != (whole.year or year)


_TO_COME = later("(?:覆盖|扩大|推广)(?:到|至)$|更新$")


def _turned(percent: Figure, part: Figure, whole: Figure) -> bool:
    """75% 写成 57%：算出来的正好是颠倒过来的。"""
    least = part.value if percent.value < _HUNDRED else 0  # 完成得多的可以过百
    if not least < whole.value < part.value * _HUNDRED or not about(part) & about(whole):
        return False
    shown = f"{rounded(divide(part.value, whole.value) * _HUNDRED, percent.places):f}"
    return turned(percent.digits, shown) or one_slip(percent.digits, shown)


def _fits(said: Asked, pair: Scored) -> bool:
    _, part, whole = pair
    if aims_under(said, whole, part):
        return False  # 计划 5万株除以实际 5.25万株
    if said.is_done and said.percent.value == _HUNDRED and _capped(part, whole):
        return True
    scored = part.unit == "分" and regex("折算|换算|计算|计得").search(said.percent.after[:6])
    if scored and part.span.over(whole.span).scaled(_HUNDRED).touches(said.percent.span):
        return True  # 支付率 89.73%折算得 8.97分：得分是舍入来的
    return ratio_fits(said.percent, part, whole) or any(
        due in said.percent.span for due in _dues(said, part, whole)
    )


def _capped(part: Figure, whole: Figure) -> bool:
    """完成得多的也只写 100%；成本、单价越少越好，少了也是 100%。"""
    price = part.paragraph.text[part.end : part.end + 1] == "/"
    return (
        part.value > whole.value
        or price
        or regex("成本|单价|均|费用").search(part.before + whole.before) is not None
    )


def _dues(said: Asked, part: Figure, whole: Figure) -> list[Decimal]:
    """相除是几；说节约、未完成的，也可以是余下的。"""
    exact = divide(part.value, whole.value) * _HUNDRED
    if "不" in said.stem:  # 批准 196人，不批准 40人，不捕率：除以的是两样合起来
        return [exact, divide(part.value, part.value + whole.value) * _HUNDRED]
    return [exact, _HUNDRED - exact] if said.is_rest and exact <= _HUNDRED else [exact]


def _ranked(pairs: list[Scored], taken: set[tuple[int, int]], shared: set[int]) -> list[Scored]:
    """别的率已经用了的一对不再用；同一段别的占比都除以它的，多半也除以它。"""
    fresh = [pair for pair in pairs if (id(pair[1]), id(pair[2])) not in taken]
    made = [
        (score + (15 if id(whole) in shared else 0), part, whole) for score, part, whole in fresh
    ]
    return sorted(made, key=lambda pair: -pair[0])


def _judge(said: Asked, pairs: list[Scored], reading: Reading) -> Iterator[Finding]:
    percent = said.percent
    for place, (placed, part, whole) in enumerate(pairs):
        if placed < pairs[0][0] - _BEST or aims_under(said, whole, part):
            return
        fine = percent.places and part.paragraph is whole.paragraph  # 数字正好，不会是碰巧
        least = _SCALED if fine else _LEAST
        scaled = _other_scale(said, part, whole) if placed >= least else None
        if scaled is not None:
            yield scaled
            return
        due = min(_dues(said, part, whole), key=lambda amount: abs(amount - percent.value))
        shown = f"{rounded(due, percent.places):f}"
        misprint = _misprint(said, part, whole)
        slip = misprint or one_slip(percent.digits, shown) or turned(percent.digits, shown)
        over = misprint and part.value > whole.value and not said.is_done
        score = placed + (_OVER if over else 0)
        close = slip or close_enough(percent, due) or turned_over(said, part, whole)
        sure = (
            place == 0 and score >= _SURE and not said.amount and abs(due - percent.value) <= _WIDE
        )
        if not (close or sure):
            continue
        if _fits(said, (score, part, whole)) or _with_others(percent, part, whole, reading):
            return
        if score >= _least(said, part, whole, shown, slip=slip):
            yield _finding(said, part, whole, shown)
            return


def _least(said: Asked, part: Figure, whole: Figure, shown: str, *, slip: bool) -> int:
    """写得细的率只差一个数字，两个数就在这一段里：不会是碰巧，要的分少。"""
    percent = said.percent
    here = part.paragraph is whole.paragraph is percent.paragraph
    if turned_over(said, part, whole):
        return _UPSIDE_DOWN  # 执行率 101.85%：拿预算除以了支出；计划 5万株、实际 5.25万株
    fine = percent.places > 1 and here and one_digit(percent.digits, shown)
    return _LEAST - (_FINE_SLIP if fine else _SLIP if slip else 0)


def _misprint(said: Asked, part: Figure, whole: Figure) -> bool:
    """照写的率倒算，分子或分母只差一处笔误。"""
    rate = said.percent.value / _HUNDRED
    dues = [(part, whole.value * rate), (whole, divide(part.value, rate))]
    if said.is_rest and rate < 1:
        rest = 1 - rate
        dues += [(part, whole.value * rest), (whole, divide(part.value, rest))]
    return any(_slipped(figure, due) for figure, due in dues if due > 0)


def _slipped(figure: Figure, due: Decimal) -> bool:
    shown = f"{rounded(due / figure.scale, figure.places):f}"
    if turned(figure.digits, shown):
        return True
    return _SAME[0] < divide(due, figure.value) < _SAME[1] and one_slip(figure.digits, shown)


def _other_scale(said: Asked, part: Figure, whole: Figure) -> Finding | None:
    """写着的数字相除正好，单位却差着万：有一个写错了单位。"""
    far = divide(part.value, whole.value) * _HUNDRED
    if not any(far * times in said.percent.span for times in _FAR_OFF):
        return None
    odd = part if part.value < whole.value else whole
    message = f"数字相除正好是 {said.percent.raw}，{part.raw} 与 {whole.raw} 的单位却差一万倍"
    start = max(odd.sentence[0], odd.start - min(len(odd.before), 8))
    return Finding("R15", odd.paragraph, start, odd.end, message)


def _with_others(percent: Figure, part: Figure, whole: Figure, reading: Reading) -> bool:
    """满意和基本满意、中央和省级：接连几个数加起来再除就对得上。"""
    row = [
        figure for figure in reading.in_paragraph(part.paragraph)
        if figure.unit == part.unit and figure is not whole and figure.sentence == part.sentence
    ]  # fmt: skip
    rates = [
        figure.value for figure in reading.in_paragraph(percent.paragraph)
        if figure.unit == "%" and figure is not percent and 0 < figure.value < _HUNDRED
    ]  # fmt: skip
    if any(divide(part.value, whole.value * rate) * _HUNDRED**2 in percent.span for rate in rates):
        return True  # 900份里有效率 96%，满意 794份，满意度 91.9%
    for first in range(min(len(row), _MOST)):
        added = row[first].value
        for figure in row[first + 1 : first + 6]:
            added += figure.value
            if divide(added, whole.value) * _HUNDRED in percent.span:
                return True
    return False


def _finding(said: Asked, part: Figure, whole: Figure, shown: str) -> Finding:
    percent = said.percent
    straight = f"{rounded(divide(part.value, whole.value) * _HUNDRED, percent.places):f}" == shown
    how = f"{part.raw}÷{whole.raw}" if straight else f"（{whole.raw}－{part.raw}）÷{whole.raw}"
    where = "" if whole.paragraph is percent.paragraph else f"（{whole.paragraph.place}）"
    message = f"{how}{where}＝{shown}%，写的是 {percent.raw}"
    mine = [figure for figure in (part, whole, percent) if figure.paragraph is percent.paragraph]
    first, last = span(mine)
    if last - first > _LONG or last != percent.end:
        first, last = percent.start - min(12, len(percent.before)), percent.end
    return Finding("R02", percent.paragraph, max(0, first), last, message, expected=f"{shown}%")
