"""R02 比率之二：分别占几、几、几；占支出总额、完成计划的几成，分母写在别的段里；比计划少几套。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import aims_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.likely import in_row
from perfxl.proof.ratios.pairs import countable, explained, is_sibling, ratio_fits
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, one_slip

_HUNDRED = Decimal(100)
_TWO = 2
_EACH = later(
    r"(?:分别|依次|各)[^，。；\d]{0,6}占(?:[^，。；\d]{0,8}的)?$|(?:分别|各)[^，。；\d]{0,6}占|占比分别|占[^，。；\d]{0,8}的?比[例重]分别|率分别(?:为|达)?$"
)
_AIM = later(r"计划|目标|任务|应(?![急用对届变答邀聘援])|拟")


def shares(reading: Reading) -> Iterator[Finding]:
    """逐句看分别占、分母在远处的率。"""
    for sentence in reading.sentences:
        yield from _respective(sentence, reading)
        for figure in sentence.figures:
            if figure.unit == "%" and figure.exact and not in_row(figure, sentence):
                made = tuple(_of_aim(figure, sentence, reading))
                if made and not explained(figure, sentence, reading):
                    yield from made


def _respective(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """甲 3060万元、乙 1690万元、丙 2500万元，分别占 42.2%、23.3%和 34.5%。"""
    for place, first in enumerate(sentence.figures):
        if first.unit != "%" or not _EACH.search(first.before):
            continue
        percents: list[Figure] = []
        for figure in sentence.figures[place:]:
            if figure.unit != "%" or (percents and figure.start - percents[-1].end > 2):
                break
            percents.append(figure)
        parts = [figure for figure in sentence.figures[:place] if countable(figure)][
            -len(percents) :
        ]
        if len(parts) != len(percents) or len(parts) < 2 or len({part.unit for part in parts}) > 1:
            continue
        yield from _one_wrong(percents, parts, reading)
        yield from _each_whole(percents, parts, reading)


def _each_whole(
    percents: Sequence[Figure], parts: Sequence[Figure], reading: Reading
) -> Iterator[Finding]:
    """执行率分别为 97.00%、100.00%、93.03%：各有各的预算数，只有一个对不上、差一个数字的。"""
    near = [
        figure for figure in reading.near(parts[0].paragraph, 12)
        if figure.unit == parts[0].unit and figure.value > 0
    ]  # fmt: skip
    odd = [
        (percent, part) for percent, part in zip(percents, parts, strict=True)
        if not any(divide(part.value, whole.value) * _HUNDRED in percent.span for whole in near)
    ]  # fmt: skip
    if len(odd) != 1 or len(parts) <= _TWO:
        return
    percent, part = odd[0]
    for whole in near:
        shown = f"{rounded(divide(part.value, whole.value) * _HUNDRED, percent.places):f}"
        if one_slip(percent.digits, shown) and whole.value >= part.value:
            where = f"（{whole.paragraph.place}）"
            message = f"{part.raw}÷{whole.raw}{where}＝{shown}%，写的是 {percent.raw}"
            start = percents[0].start - min(len(percents[0].before), 4)
            yield Finding("R02", percent.paragraph, start, percent.end, message, expected=shown)
            return


def _one_wrong(
    percents: Sequence[Figure], parts: Sequence[Figure], reading: Reading
) -> Iterator[Finding]:
    """除了一个都对得上的分母：那一个写错了。"""
    written = {
        figure.value for figure in reading.near(parts[0].paragraph, 4)
        if figure.unit == parts[0].unit and figure.value >= parts[0].value
    }  # fmt: skip
    wholes = {sum((figure.value for figure in parts), Decimal(0))} | written
    best = min(wholes, key=lambda whole: len(_misfits(percents, parts, whole)))
    wrong = _misfits(percents, parts, best)
    settled = sum((part.value for part in parts), Decimal(0)) == best and best in written
    if settled and len(wrong) == len(parts) == _TWO:
        wrong = wrong[:1]  # 两项加起来就是全部，两个占比一起写错了
    if len(wrong) > 1 and _turned(wrong, best):
        wrong = wrong[:1]  # 几个占比写颠倒了
    elif len(wrong) != 1 or (len(parts) <= _TWO and not settled):
        return
    percent, part = wrong[0]
    shown = f"{rounded(divide(part.value, best) * _HUNDRED, percent.places):f}%"
    message = f"{part.raw}÷{plain(best / part.scale)}＝{shown}，写的是 {percent.raw}"
    start = percents[0].start - min(len(percents[0].before), 4)
    yield Finding("R02", percent.paragraph, start, percent.end, message, expected=shown)


def _turned(wrong: Sequence[tuple[Figure, Figure]], whole: Decimal) -> bool:
    """不合的几个占比，换个次序就都合。"""
    dues = [divide(part.value, whole) * _HUNDRED for _, part in wrong]
    return all(any(due in percent.span for percent, _ in wrong) for due in dues) and all(
        any(due in percent.span for due in dues) for percent, _ in wrong
    )


def _misfits(
    percents: Sequence[Figure], parts: Sequence[Figure], whole: Decimal
) -> list[tuple[Figure, Figure]]:
    return [
        (percent, part)
        for percent, part in zip(percents, parts, strict=True)
        if divide(part.value, whole) * _HUNDRED not in percent.span
    ]


def _of_aim(percent: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """实际筹集 1286套，完成率 95.26%：计划数在别的段里，说的也是“筹集”。"""
    mine = [
        figure for figure in sentence.figures if countable(figure) and figure.end <= percent.start
    ]
    if not mine or percent.start - mine[-1].end > 16:
        return
    rate = regex(r"(?:完成率|完成(?:年度|全年)?(?:计划|目标|任务)(?:数|量)?的)(?:为|达)?$").search(
        percent.before
    )
    cut = sentence.text.find("，其中")
    mine = [figure for figure in mine if figure.end <= sentence.start + cut] or mine
    if _inside(percent, mine[-1], sentence):
        yield from _far_part(percent, mine, reading)
    elif rate is not None and not any(
        _AIM.search(figure.before) and not regex("超|比").search(figure.before) for figure in mine
    ):
        plain_ones = [figure for figure in mine if not regex("超|比|多|少").search(figure.before)]
        part = (plain_ones or mine)[-1]
        if "；" in sentence.between(part.end, percent.start):
            return
        yield from _closest(percent, part, aims_of(part, reading))


def _inside(percent: Figure, whole: Figure, sentence: Sentence) -> bool:
    """目标 3万册的 86.7%：分母就写在百分数前面。"""
    if not percent.before.endswith("的"):
        return False
    if regex(r"(?:目标|计划|任务)[^，。；]{0,3}\d[^，。；]{0,8}的$").search(percent.before):
        return True
    head = sentence.text[: percent.start - sentence.start].removesuffix("的")
    named = regex(r"(?:目标|计划|任务)[^，。；\d]{0,6}$").search(head.removesuffix(whole.raw))
    return head.endswith(whole.raw) and named is not None


def _far_part(percent: Figure, mine: Sequence[Figure], reading: Reading) -> Iterator[Finding]:
    """新增量为目标 3万册的 86.7%：新增几册在别的段里。"""
    whole = mine[-1]
    if any(figure.unit == whole.unit for figure in mine[:-1]):
        return
    words = {whole.before[at : at + 2] for at in range(len(whole.before) - 1)} - {"目标", "计划"}
    every = [
        figure
        for figure in reading.prose_figures
        if figure.unit == whole.unit and figure is not whole
    ]
    if any(ratio_fits(percent, figure, whole) for figure in every):
        return
    named = [
        figure for figure in every
        if any(pair in figure.before for pair in words) and not _AIM.search(figure.before)
    ]  # fmt: skip
    if len({figure.value for figure in named}) == 1:
        yield from _judge(percent, named[0], whole)


def _closest(percent: Figure, part: Figure, wholes: Sequence[Figure]) -> Iterator[Finding]:
    if any(ratio_fits(percent, part, figure) for figure in wholes):
        return
    wholes = [figure for figure in wholes if not is_sibling(percent, figure, part)]
    if not wholes:
        return
    whole = min(
        wholes, key=lambda figure: abs(divide(part.value, figure.value) * _HUNDRED - percent.value)
    )
    yield from _judge(percent, part, whole)


def _judge(percent: Figure, part: Figure, whole: Figure) -> Iterator[Finding]:
    if is_sibling(percent, whole, part):
        return
    due = divide(part.value, whole.value) * _HUNDRED
    shown = f"{rounded(due, percent.places):f}%"
    if abs(due - percent.value) < 8 or one_slip(percent.digits, shown[:-1]):
        message = (
            f"{part.raw}÷{whole.raw}（{whole.paragraph.place}）＝{shown}，写的是 {percent.raw}"
        )
        start = max(percent.sentence[0], percent.start - min(len(percent.before), 12))
        yield Finding("R02", percent.paragraph, start, percent.end, message, expected=shown)
