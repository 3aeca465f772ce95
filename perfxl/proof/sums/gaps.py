"""R01、R03 差额：余下的、缺口、结余、节约，比计划多几、比上年少几：是哪两个数的差，逐对打分。

同一段、前后几段里有一对说得通的正好差这么多，就算对；没有，而最说得通的那一对差得不远的，才报。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.claims.denials import denied
from perfxl.proof.claims.goals import about, in_goals, is_aim
from perfxl.proof.claims.yardsticks import is_to_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.comparands import is_turn
from perfxl.proof.ratios.triples import told_by_growth, told_by_rate
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.addition import is_whole
from perfxl.proof.sums.likely import AIMED, LAST, REST, likely, told_of
from perfxl.proof.sums.rests import is_difference
from perfxl.proof.sums.slips import LEAST, least_of, operand_least
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_COMPARED = later(
    r"[多少高低差超缺]了?$|(?:比|较)[^，。；\d]{1,12}[多少高低快慢][^，。；\d]{0,4}$|"
    r"(?:超出|超过|超额|高于|高出|低于|超(?=目标|计划|任务|年)|增加(?!值)|减少|增长|下降|提高|降低|缩短|压缩|压减|核减|净增)[^，。；\d]{0,8}$"
)
# 超过 260元的标准、低于 90%的目标：说的是界限，不是差额。
_LIMIT = later(
    "以上|以内|以下|[^，。；\\d]{0,4}的[^，。；\\d]{0,4}(?:标准|目标|要求|上限|限额|水平|红线)"
)
_BOUNDED = later(r"增加[到至]|减少[到至]|[到至]$|不少|不多|最|序时|不低于|不高于|不超过|均|每")
_RIVAL = 20
_FINE = 3  # 有三位的钱数，不会碰巧
_SCALED, _TEN_THOUSAND = 20, Decimal(10_000)  # 单位差一万倍、数字正好的，不用很像
_MOST, _LATER = 14, 3

Scored = tuple[int, Figure, Figure]


def gaps(reading: Reading) -> Iterator[Finding]:
    """逐个差额。"""
    for sentence in reading.sentences:
        for gap in sentence.figures:
            if _is_gap(gap) and not _told(gap, sentence, reading):
                yield from _judge(gap, _pairs(gap, sentence, reading))


def _told(gap: Figure, sentence: Sentence, reading: Reading) -> bool:
    """与完成率、增幅合得上；其余多少、结转多少，是总数减去前面的一串。"""
    earlier = [
        figure for figure in reading.in_paragraph(gap.paragraph)
        if figure.unit == gap.unit and figure.end <= gap.start and figure.exact
    ]  # fmt: skip
    if regex("(?:仍|还|尚)有$").search(gap.before) and any(
        one.value == gap.value for one in earlier
    ):
        return True  # 超过 10年的 103台，更新 7台后仍有 103台：前面说的就是它
    rest = regex("其余|余下|剩余|其他|^未|^结转").search(gap.before[-14:]) is not None
    told = told_by_rate(gap, sentence) or told_by_growth(gap, sentence)
    told = told or is_to_aim(gap, reading)
    return told or (rest and is_difference(gap, earlier, reading))


def _is_gap(gap: Figure) -> bool:
    before = gap.before[-14:]
    if gap.unit in TIMES | {"%", "倍", "分"} or not gap.exact or gap.value == 0:
        return False
    if not (REST.search(before) or (_COMPARED.search(before) and is_turn(gap))):
        return False
    if regex("(?:收回|盘活|清理|占)[^，。；]*$").search(before):
        return False  # 占项目结余 15.42万元的几成：说的是结余自己
    if regex(r"[为对将给把]未[^，。；\d]{1,6}的$").search(before):
        return False  # 为未覆盖的 460亩安装滴灌：说的是哪一些
    if _own_amount(gap) or in_goals(gap.paragraph) or _LIMIT.match(gap.after):
        return False
    return not _BOUNDED.search(before)


_CARRIED = later("(?:上年度?|年初|往年|以前年度)(?:末|底)?(?:结转|结余)[^，。；]*$")
_CUT = later("(?:核减|压减|扣减)[^，。；]{0,8}$")


def _own_amount(gap: Figure) -> bool:
    """上年结转 86.4万元、因异议核减 10家次：自己一个数，不是前面两个数的差。"""
    if _CARRIED.search(gap.before) and not regex("组成|构成").match(gap.after):
        return True
    cut, said = _CUT.search(gap.before), gap.paragraph.text[gap.sentence[0] : gap.start]
    return cut is not None and not regex("[比较由从]|送审|概算|预算|原").search(
        said[: len(said) - len(cut[0])]
    )


def _pairs(gap: Figure, sentence: Sentence, reading: Reading) -> list[Scored]:
    unit = "%" if gap.unit == "个百分点" else gap.unit
    every = [
        figure for figure in reading.near(gap.paragraph, 60, 3)
        if figure.unit == unit and figure is not gap and figure.exact and figure.value > 0
    ]  # fmt: skip
    mine = [figure for figure in every if figure.paragraph is gap.paragraph]
    here = [figure for figure in mine if figure.end <= gap.start][-_MOST:]
    after = [figure for figure in mine if figure.start >= gap.end][:_LATER]
    # 186人，超计划 6人，……自主就业 150人：后面的不是计划数。
    to_aim = regex("计划|目标|任务").search(gap.before) is not None
    here += [figure for figure in after if not to_aim or is_aim(figure)]
    far = [figure for figure in every if figure.paragraph is not gap.paragraph]
    # 由每亩次 12元降至 11.2元：单价不与总数相减。
    here, far = ([one for one in row if not _EACH.search(one.before)] for row in (here, far))
    if _OVER_AIM.search(gap.before):  # 超计划 350册，其中少儿类超计划 120册：两个都是差额
        here = [one for one in here if not _OVER_AIM.search(one.before)]
    told = told_of(gap, unit, sentence)
    others = _OTHERS.search(gap.before) is not None
    made = []
    for figure in here:
        for two in (*here, *far):
            if two is figure or (two.paragraph is gap.paragraph and two.start < figure.start):
                continue
            if others and _side_by_side(figure, two):
                continue
            big, small = (figure, two) if figure.value > two.value else (two, figure)
            if big.value > small.value and not _unsaid_aim(gap, figure, two, sentence):
                made.append((likely(told, big, small), big, small))
    made += _two_kinds(gap, sentence)
    return sorted(made, key=lambda pair: -pair[0])


_OVER_AIM = later("超(?:出|过|额)?(?:计划|目标|任务)$")
_AIM_ONLY = later(
    r"(?:比|较|高于|低于|超过|超出|超)[^，。；\d]{0,4}(?:目标|计划|任务)[^，。；\d]{0,6}$"
)


def _unsaid_aim(gap: Figure, one: Figure, two: Figure, sentence: Sentence) -> bool:
    """完好率 91.2%，比目标高 1.2个百分点，目标没有写：不拿别的率、下一条的目标凑。"""
    if gap.unit != "个百分点" or not _AIM_ONLY.search(gap.before[-14:]):
        return False
    mine = [
        figure for figure in sentence.figures
        if figure.unit == "%" and figure.end <= gap.start
    ]  # fmt: skip
    done = mine[-1] if mine else None
    aim = two if done is one else one if done is two else None
    if done is None or aim is None:
        return aim is None and done is not None and not (is_aim(one) or is_aim(two))
    if not is_aim(aim) or regex("(?:目标|计划|任务)数?的$").search(aim.before):
        return True
    return aim.sentence != done.sentence and not about(aim) & about(done)


_OTHERS = later("其余|其他|余下")
_EACH = later("每[^，。；\\d]{1,4}$|单价[^，。；\\d]{0,3}$")
_BUDGET = later("可用|预算|安排|到位|下达")


def _side_by_side(one: Figure, two: Figure) -> bool:
    """样品购置费几万元，快检试剂几万元，其余几万元：并列着的两项，其余的不是它们的差。"""
    if one.sentence != two.sentence or one.paragraph is not two.paragraph or is_whole(one):
        return False
    gap = even(one.paragraph.text)[one.end : two.start]
    return regex(r"[，、][^，。；、\d已未实中]{2,12}").fullmatch(gap) is not None


def _two_kinds(gap: Figure, sentence: Sentence) -> list[Scored]:
    """86个活动室仅配备专职人员 52名，缺口 34名：一个论个，一个论名。"""
    before = [figure for figure in sentence.figures if figure.end <= gap.start and figure.exact][
        -2:
    ]
    if len(before) < 2 or not regex("缺|空编").search(gap.before):
        return []
    big, small = before
    skipped = TIMES | {"%", "元", "个百分点", "倍", "分"}
    fine = small.unit == gap.unit and big.unit not in skipped and big.value > small.value
    return [(LEAST, big, small)] if fine and gap.start - small.end < _MOST else []


def _judge(gap: Figure, pairs: list[Scored]) -> Iterator[Finding]:
    fits = [pair for pair in pairs if _fits(gap, pair) and _near_by(gap, pair, pairs)]
    if not pairs or fits:
        return
    for score, big, small in pairs:
        due = big.value - small.value
        shown = plain(due / gap.scale)
        apart = any(one.paragraph is not gap.paragraph for one in (big, small))
        # 差 6人，与别的段里的数差 36：一位数什么都像。
        loose = apart and len(gap.digits) == 1 and len(shown) > 1
        if not loose and score >= min(least_of(gap, due, shown), operand_least(gap, big, small)):
            yield _finding(gap, big, small, shown)
            return
        beside = regex(r"[比较]\d[\d,.]*[万亿]?元").search(gap.before)  # 比 260元的上限低 10元
        if (
            score >= _SCALED
            and beside is None
            and gap.is_money
            and due in gap.span.scaled(_TEN_THOUSAND)
        ):
            yield _other_scale(gap, big, small)
            return


def _fits(gap: Figure, pair: Scored) -> bool:
    due = pair[1].value - pair[2].value
    return (due == gap.value or due in gap.span) and not _reversed(gap, pair)


def _near_by(gap: Figure, pair: Scored, pairs: list[Scored]) -> bool:
    """正好差这么多的一对：说得通，或就写在这一段里，不会是碰巧。"""
    mine = all(
        figure.paragraph is gap.paragraph for figure in pair[1:] if isinstance(figure, Figure)
    )
    fine = gap.is_money and len(gap.digits.replace(".", "").strip("0")) >= _FINE
    left = gap.is_money and REST.search(gap.before) and _BUDGET.search(pair[1].before)
    return mine or fine or bool(left) or pair[0] >= pairs[0][0] - _RIVAL


def _reversed(gap: Figure, pair: Scored) -> bool:
    """说超过目标，完成的却比目标少。"""
    big, small = pair[1], pair[2]
    before = gap.before[-14:]
    if LAST.search(gap.before) or denied(regex("超|多|高|少|低|差").split(before)[0]):
        return False  # 比上年的预算少多少：今年的是打算，不是没有完成
    if not AIMED.search(before) or is_aim(big) == is_aim(small) or REST.search(before):
        return False
    said = regex(r"(?P<up>超|多|高)|(?P<down>少|低|差)").search(before)
    return said is not None and (said["up"] is not None) == is_aim(big)


def _other_scale(gap: Figure, big: Figure, small: Figure) -> Finding:
    unit = regex(r"^[\d,.\s]+").sub("", big.raw)
    message = f"{big.raw} 与 {small.raw} 相差正好是 {gap.digits}{unit}，写的是 {gap.raw}"
    start = gap.start - min(len(gap.before), 10)
    due = f"{gap.digits}{unit}"
    return Finding("R15", gap.paragraph, start, gap.end, message, expected=due)


def _finding(gap: Figure, big: Figure, small: Figure, shown: str) -> Finding:
    code = "R01" if REST.search(gap.before[-14:]) else "R03"
    turned = _reversed(gap, (0, big, small))
    said = f"写的是“{gap.before[-6:]}{gap.raw}”" if turned else f"写的是 {gap.raw}"
    message = f"{big.raw} 与 {small.raw} 相差 {shown}，{said}"
    mine = [
        figure
        for figure in (big, small, gap)
        if figure.paragraph is gap.paragraph and figure.end <= gap.end
    ]
    first, last = span(mine)
    if last - first > 90:
        first = gap.start - min(len(gap.before), 10)
    return Finding(code, gap.paragraph, first, last, message, expected=shown)
