"""R01、R03 计划与调整：超出计划多少，完成的数在前一句；年初、追加、调整后；比目标高几个百分点。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.comparands import another
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even


def plans(reading: Reading) -> Iterator[Finding]:
    """逐句看计划、调整。"""
    for sentence in reading.sentences:
        yield from _added(sentence)
        yield from _points_above(sentence)
        yield from _point_or_percent(sentence)
        yield from _points_from_level(sentence, reading)


_ADD = later(r"追加|调增|增拨|核增|增列|新增安排")
_CUT = later(r"追减|调减|核减|压减|收回|调出")
_AFTER = later(r"调整后|调整为|调整预算|全年预算|合计|共|(?<![下直送抵])达到?|变为|总预算")


def _added(sentence: Sentence) -> Iterator[Finding]:
    """年初甲，追加乙，调整后丙。"""
    money = [figure for figure in sentence.figures if figure.is_money and figure.exact]
    for old, change, new in zip(money, money[1:], money[2:], strict=False):
        up, down = _ADD.search(change.before), _CUT.search(change.before)
        if bool(up) == bool(down) or not _AFTER.search(new.before):
            continue
        if not regex("年初|预算|安排|批复").search(old.before):
            continue
        due = old.value + change.value if up else old.value - change.value
        earlier = [figure for figure in money if figure.end <= change.start]
        told = any(
            new.value == (figure.value + change.value if up else figure.value - change.value)
            for figure in earlier
        )  # 年初 2146.80万元，其中甲 1986.80万元、乙 160.00万元；年中追加
        if due != new.value and due > 0 and due not in new.span and not told:
            shown = plain(due / new.scale)
            sign = "＋" if up else "－"
            first, last = span((old, new))
            message = f"{old.raw}{sign}{change.raw}＝{shown}，写的是 {new.raw}"
            yield Finding("R01", new.paragraph, first, last, message, expected=shown)


_ABOVE = later(
    r"(?:高于|低于|高出?|低|超出?|超过|少|多|差)(?:目标值?|计划|年度目标|指标值|上年)?了?$"
    r"|(?:标准|水平|要求|平均|目标|指标)值?$"
)


_FORMER = later("(?:上年|去年|年)的?$|^[由从]")


def _points_above(sentence: Sentence) -> Iterator[Finding]:
    """建档率 91.8%，比目标（90%）高 1.8 个百分点。"""
    figures = sentence.figures
    for place, gap in enumerate(figures):
        if gap.unit != "个百分点" or gap.hedge or not _ABOVE.search(gap.before):
            continue
        before = [figure for figure in figures[:place] if figure.unit == "%" and figure.exact]
        text = sentence.between(before[-2].end, gap.start) if len(before) > 1 else ""
        if (
            not regex(r"比|较|高于|低于").search(text)
            or regex("[；。]").search(text)
            or len(text) > 30
        ):
            continue
        done, aim = before[-2], before[-1]
        if _FORMER.search(done.before) and any(
            abs(one.value - aim.value) == gap.value for one in before[:-2]
        ):
            continue  # 92.4%，较 2022年的 90.1%提高 2.3个百分点，高于 90%的目标 2.4个百分点
        if another(gap.before, aim.before + aim.after):
            continue  # 超过目标、低于全省平均多少，比的不是上年
        if not _is_aim(sentence, done, aim):
            continue
        due = abs(done.value - aim.value)
        if due != gap.value and due not in gap.span:
            first, last = span((done, gap))
            message = f"{done.raw} 与 {aim.raw} 相差 {plain(due)} 个百分点，写的是 {gap.raw}"
            yield Finding(
                "R03", gap.paragraph, first, last, message, expected=f"{plain(due)}个百分点"
            )


def _is_aim(sentence: Sentence, done: Figure, aim: Figure) -> bool:
    """后一个百分数说的是目标、标准、上年。"""
    said = regex("目标|计划|指标|上年|去年|同期|≥|不低于").search(
        sentence.between(done.end, aim.start)
    )
    return (
        said is not None
        or regex(r"的[^，。；]{0,4}(?:标准|要求|水平|目标)").match(aim.after) is not None
    )


_MOVED = later(
    r"(?:快|慢|高|低|多|少|提高|下降|上升|降低|提升|增加|减少|增长|减|升|降)(?:了|幅)?(?:为|达)?$"
)


def _point_or_percent(sentence: Sentence) -> Iterator[Finding]:
    """82%比 80%快 2%，差的是 2个百分点；12035人减少 427人，下降 3.55个百分点，该是 3.55%。"""
    for place, change in enumerate(sentence.figures):
        if not _MOVED.search(change.before) or not change.exact or change.value == 0:
            continue
        before = sentence.figures[max(0, place - 6) : place]
        if before and _count_in_points(before[-1], change, sentence):
            due = f"{change.digits}%"
            message = f"{before[-1].raw}的增减应写百分数，写的是 {change.raw}"
            place_at = span((before[-1], change))
            yield Finding("R15", change.paragraph, *place_at, message, expected=due)
        elif change.unit == "%":
            gap = sentence.between(before[-1].end, change.start) if before else ""
            if _OWN_MOVE.fullmatch(gap.replace(" ", "")):
                continue  # 支出 7.36亿元，同比增长 9.4%：是这个数自己的增幅
            rates = [figure for figure in before if figure.unit == "%"][-2:]
            if len(rates) == 2 and _is_gap((rates[0], rates[1]), change) and "比" in sentence.text:
                due = f"{change.digits}个百分点"
                message = f"{rates[0].raw} 与 {rates[1].raw} 相差 {due}，写的是 {change.raw}"
                place_at = span((*rates, change))
                yield Finding("R15", change.paragraph, *place_at, message, expected=due)
        elif change.unit == "个百分点" and len(before) > 1:
            whole, part = before[-2:]
            same = whole.unit == part.unit and whole.unit not in TIMES | {"%", "个百分点"}
            if same and whole.value and divide(part.value, whole.value) * 100 in change.span:
                due = f"{change.digits}%"
                message = f"{part.raw}÷{whole.raw}＝{due}，写的是 {change.raw}"
                place_at = span((whole, change))
                yield Finding("R15", change.paragraph, *place_at, message, expected=due)


_OWN_MOVE = later("，(?:累计)?(?:同比|环比)(?:增长|下降|增加|减少)了?")
_GROWN = later(
    r"，?(?:累计)?(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?)(?:增长|下降|增加|减少)了?"
)


def _count_in_points(told: Figure, change: Figure, sentence: Sentence) -> bool:
    """货运量 133亿吨，同比增长 13.7个百分点：吨数、钱数的增长论百分之几。"""
    counted = told.unit not in TIMES | {"%", "个百分点", "倍", "分"}
    gap = sentence.between(told.end, change.start).replace(" ", "")
    return change.unit == "个百分点" and counted and _GROWN.fullmatch(gap) is not None


def _is_gap(pair: tuple[Figure, Figure], change: Figure) -> bool:
    """正好是两个率的差，又不是它们相除的变化。"""
    gap = abs(pair[0].value - pair[1].value)
    text = even(change.paragraph.text)[pair[0].end : pair[1].start]
    old = pair[1] if "比" in text or "较" in text else pair[0]
    return (
        gap == change.value and bool(old.value) and divide(gap, old.value) * 100 not in change.span
    )


_FROM_LEVEL = later(
    r"(?:高于|低于|高出|超过|超出|比|较)[^，。；\d]{0,8}(?:目标|进度|平均|计划|标准|要求|预期|水平)"
    r"[^，。；\d]{0,4}?(?:高|低|多|少|快|慢)?了?$"
)
_OWN_RATE = later(r"[率度比][^，。；\d]{0,3}$")
_CLOSE, _HALF = 16, 2


def _points_from_level(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    """中等以上路率 88.6%，高于目标 1.6%：差的是 1.6 个百分点。写“高于目标 85%”的说的是目标自己。"""
    for place, gap in enumerate(sentence.figures):
        said = _FROM_LEVEL.search(gap.before) if gap.unit == "%" and gap.exact else None
        if said is None or not gap.value or gap.after.startswith("的"):
            continue
        done = sentence.figures[place - 1] if place else None
        near = done is not None and done.unit == "%" and gap.start - done.end <= _CLOSE
        if near and done is not None:
            level = gap.value * _HALF >= done.value
            rates = [figure for figure in reading.near(gap.paragraph, 60) if figure.unit == "%"]
            fine = level or any(
                divide(abs(done.value - aim.value) * 100, aim.value) in gap.span
                for aim in rates if aim.value not in {0, done.value}
            )  # fmt: skip
        else:
            fine = not _OWN_RATE.search(gap.before[: said.start()]) or gap.value >= _WIDE
        if not fine:
            due = f"{gap.digits}个百分点"
            message = f"率与率相差的是 {due}，写的是 {gap.raw}"
            start = gap.start - min(len(gap.before), 10)
            yield Finding("R15", gap.paragraph, start, gap.end, message, expected=due)


_WIDE = 20
