"""R01、R03 差额：余下的、缺口、结余、节约，比计划多几、比上年少几：是哪两个数的差，逐对打分。

同一段、前后几段里有一对说得通的正好差这么多，就算对；没有，而最说得通的那一对差得不远的，才报。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.proof.claims.denials import denied
from perfxl.proof.claims.goals import in_goals, is_aim, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.comparands import DELTA, is_turn, owned
from perfxl.proof.ratios.triples import told_by_rate
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.sums.rests import is_difference
from perfxl.proof.sums.slips import LEAST, NEVER, least_of, operand_least

_REST = re.compile(
    r"(?:缺口|差额|结余|结转|剩余|其余|余下|剩下|尚余|尚有|还有|仍有|还差|尚缺|缺编|空编|空缺|缺员|未[^，。；\d]{1,6}|不合格|不满意"
    r"|净收[益入]|盈余|利润|节约|节省|节支|超支|逾期|超期|缺)[^，。；\d]{0,6}$"
)
_COMPARED = re.compile(
    r"[多少高低差超缺]了?$|(?:比|较)[^，。；\d]{1,12}[多少高低快慢][^，。；\d]{0,4}$|"
    r"(?:超出|超过|超额|高于|高出|低于|超(?=目标|计划|任务|年)|增加|减少|增长|下降|提高|降低|缩短|压缩|压减|核减|净增)[^，。；\d]{0,8}$"
)
# 超过 260元的标准、低于 90%的目标：说的是界限，不是差额。
_LIMIT = re.compile(
    "以上|以内|以下|[^，。；\\d]{0,4}的[^，。；\\d]{0,4}(?:标准|目标|要求|上限|限额|水平|红线)"
)
_THAN = re.compile(
    r"(?:高于|低于|超过|超出|超|比|较|高出)(?P<than>[^，。；\d]{1,10}?)(?:多|少|高|低|增加|减少|增长|下降|提高|降低|缩短)?了?$"
)
_OBJECT = re.compile(r"(?:节约|节省|节支|缺|结余|剩余|超支)了?(?P<thing>[^，。；\d]{2,8})$")
_PLAIN = re.compile("资金|经费|成本|财政|投资|预算|开支|支出|人员|口|额|的|为|约|达|共")
_DENIED = re.compile(
    r"[不未](?P<stem>合格|满意|达标|通过|完成|执行|支付|支出|整改|办结|到位|使用|开工|拨付)"
)
_AIMED = re.compile(r"目标|计划|任务|指标|要求|标准|应|超额|预算|概算|控制价|定额")
_LAST = re.compile(
    r"上年|去年|同期(?![^，。；\d]{2,}[多少高低快慢])|同比|年初|原来|原有|(?:19|20)\d\d年"
)
_WHOLE = re.compile(
    r"应|共|总|需|计划|目标|安排|预算|成本|下达|到位|控制|概算|申报|受理|编制|核定|抽|发现|规划"
)
_PART = re.compile(
    r"已|实际|完成|支出|支付|收入|现有|实有|建成|仅|通过|合格|整改|中标|成交|结算|拨付|使用|配备|收回"
)
_RIVAL = 20
_PRICE = re.compile("(?:单价|均价|标准|每[\u4e00-\u9fff])$")
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
    """与完成率合得上；其余多少，是总数减去前面的一串。"""
    earlier = [
        figure for figure in reading.in_paragraph(gap.paragraph)
        if figure.unit == gap.unit and figure.end <= gap.start and figure.exact
    ]  # fmt: skip
    rest = re.search("其余|余下|剩余|其他", gap.before[-14:]) is not None
    return told_by_rate(gap, sentence) or (rest and is_difference(gap, earlier, reading))


def _is_gap(gap: Figure) -> bool:
    before = gap.before[-14:]
    bare = gap.unit in TIMES | {"%", "倍", "分"} or not gap.exact or gap.value == 0
    if re.search("(?:收回|盘活|清理|占)[^，。；]*$", before):
        return False  # 占项目结余 15.42万元的几成：说的是结余自己
    if _own_amount(gap):
        return False
    if bare or in_goals(gap.paragraph) or _LIMIT.match(gap.after):
        return False
    if re.search(
        r"增加[到至]|减少[到至]|[到至]$|不少|不多|最|序时|不低于|不高于|不超过|均|每", before
    ):
        return False
    return bool(_REST.search(before) or (_COMPARED.search(before) and is_turn(gap)))


_CARRIED = re.compile("(?:上年|年初|往年|以前年度)(?:末|底)?(?:结转|结余)[^，。；]*$")
_CUT = re.compile("(?:核减|压减|扣减)[^，。；]{0,8}$")


def _own_amount(gap: Figure) -> bool:
    """上年结转 86.4万元、因异议核减 10家次：自己一个数，不是前面两个数的差。"""
    if _CARRIED.search(gap.before) and not re.match("组成|构成", gap.after):
        return True
    cut, said = _CUT.search(gap.before), gap.paragraph.text[gap.sentence[0] : gap.start]
    return cut is not None and not re.search(
        "[比较由从]|送审|概算|预算|原", said[: len(said) - len(cut[0])]
    )


def _pairs(gap: Figure, sentence: Sentence, reading: Reading) -> list[Scored]:
    unit = "%" if gap.unit == "个百分点" else gap.unit
    every = [
        figure for figure in reading.near(gap.paragraph, 60, 3)
        if figure.unit == unit and figure is not gap and figure.exact and figure.value > 0
    ]  # fmt: skip
    mine = [figure for figure in every if figure.paragraph is gap.paragraph]
    here = [figure for figure in mine if figure.end <= gap.start][-_MOST:]
    here += [figure for figure in mine if figure.start >= gap.end][:_LATER]
    far = [figure for figure in every if figure.paragraph is not gap.paragraph]
    made = []
    for figure in here:
        for two in (*here, *far):
            if two is figure or (two.paragraph is gap.paragraph and two.start < figure.start):
                continue
            big, small = (figure, two) if figure.value > two.value else (two, figure)
            if big.value > small.value:
                made.append((_likely(gap, big, small, sentence), big, small))
    made += _two_kinds(gap, sentence)
    return sorted(made, key=lambda pair: -pair[0])


def _two_kinds(gap: Figure, sentence: Sentence) -> list[Scored]:
    """86个活动室仅配备专职人员 52名，缺口 34名：一个论个，一个论名。"""
    before = [figure for figure in sentence.figures if figure.end <= gap.start and figure.exact][
        -2:
    ]
    if len(before) < 2 or not re.search("缺|空编", gap.before):
        return []
    big, small = before
    skipped = TIMES | {"%", "元", "个百分点", "倍", "分"}
    fine = small.unit == gap.unit and big.unit not in skipped and big.value > small.value
    return [(LEAST, big, small)] if fine and gap.start - small.end < _MOST else []


def _likely(gap: Figure, big: Figure, small: Figure, sentence: Sentence) -> int:
    score = 0
    before = gap.before[-14:]
    mine = [
        figure for figure in sentence.figures
        if figure.unit == big.unit and figure.end <= gap.start and figure.exact
    ]  # fmt: skip
    first = sentence.start + sentence.text[: gap.start - sentence.start].rfind("；") + 1
    for figure in (big, small):
        if figure.paragraph is gap.paragraph:
            score += (15 if first <= figure.start < gap.start else 10) if figure in mine else 5
        elif abs(figure.paragraph.number - gap.paragraph.number) <= 3:
            score += 2
    if len(mine) > 1 and {id(figure) for figure in mine[-2:]} == {id(big), id(small)}:
        score += 15
    elif mine and mine[-1] in (big, small):
        score += 8
    priced = any(_PRICE.search(one.before) for one in (big, small))
    if priced or DELTA.search(big.before) or DELTA.search(small.before):
        score -= NEVER  # 正好相差这么多的仍算对，不拿来报
    if not owned(gap, (big, small), mine):
        score -= NEVER
    rest = _REST.search(before) is not None
    if rest:
        score += 7 if _WHOLE.search(big.before) else 0
        score += 7 if _PART.search(small.before) else 0
        score += 10 if "净" in before and re.search("扣除|成本|支出", small.before) else 0
        score -= 25 if _own_object(before, big, small) else 0
        denied = _DENIED.search(before)
        score += 0 if denied is None else 10 if denied["stem"] in small.before else -30
        ordered = (big.paragraph.number, big.start) < (small.paragraph.number, small.start)
        score += 5 if ordered else 0
    else:
        score += _compared(before, big, small)
    score += 10 if _about(big) & _about(small) else 0
    return score


def _own_object(before: str, big: Figure, small: Figure) -> bool:
    """节省差旅费：省的是另一样东西，不是前面两个数的差。"""
    match = _OBJECT.search(before)
    thing = _PLAIN.sub("", match["thing"]) if match else ""
    around = big.before + small.before
    return len(thing) > 1 and not any(thing[at : at + 2] in around for at in range(len(thing) - 1))


def _compared(before: str, big: Figure, small: Figure) -> int:
    """与什么比：说目标的要有一个是目标，说上年的要有一个是上年，说别的名称的要有那个名称。"""
    aims = is_aim(big) != is_aim(small)
    last = [
        _LAST.search(figure.before) is not None or figure.year == "上年" for figure in (big, small)
    ]
    score = 8 if re.search("比|较|低于|高于|超", small.before + big.before) else 0
    match = _THAN.search(before)
    than = match["than"] if match else ""
    if _AIMED.search(before):
        return score + (15 if aims else -10)
    if _LAST.search(before):
        return score + (15 if last[0] != last[1] and not aims else -25)
    if len(than) >= 2:
        pairs = [than[at : at + 2] for at in range(len(than) - 1)]
        known = not aims and any(
            2 * sum(pair in figure.before + figure.after[:6] for pair in pairs) > len(pairs)
            for figure in (big, small)
        )
        return score + (15 if known else -10)
    return score + (8 if aims else 0)


def _about(figure: Figure) -> set[str]:
    return words_of(figure.before + figure.after[:6])


def _judge(gap: Figure, pairs: list[Scored]) -> Iterator[Finding]:
    fits = [pair for pair in pairs if _fits(gap, pair) and _near_by(gap, pair, pairs)]
    if not pairs or fits:
        yield from _contrary(gap, fits)
        return
    for score, big, small in pairs:
        due = big.value - small.value
        shown = plain(due / gap.scale)
        if score >= min(least_of(gap, due, shown), operand_least(gap, big, small)):
            yield _finding(gap, big, small, shown)
            return
        if score >= _SCALED and gap.is_money and due in gap.span.scaled(_TEN_THOUSAND):
            yield _other_scale(gap, big, small)
            return


def _contrary(gap: Figure, fits: list[Scored]) -> Iterator[Finding]:
    """年末 81.18万元，上年末 58.60万元，较上年末“减少”22.58万元：说反了。"""
    said = re.search(r"(?P<up>增加|增长|提高|上升)|(?P<down>减少|下降|降低)", gap.before[-8:])
    if (
        said is None
        or not re.search("上年|去年|同期", gap.before[-14:])
        or len({pair[1:] for pair in fits}) != 1
    ):
        return
    _, big, small = fits[0]
    old = [figure for figure in (big, small) if re.search("上年|去年|同期", figure.before)]
    if len(old) == 1 and (said["up"] is not None) is (old[0] is big):
        message = f"{old[0].before[-6:]}{old[0].raw}，与它比不是“{said[0]}”"
        start = gap.start - min(len(gap.before), 10)
        yield Finding("R03", gap.paragraph, start, gap.end, message)


def _fits(gap: Figure, pair: Scored) -> bool:
    due = pair[1].value - pair[2].value
    return (due == gap.value or due in gap.span) and not _reversed(gap, pair)


def _near_by(gap: Figure, pair: Scored, pairs: list[Scored]) -> bool:
    """正好差这么多的一对：说得通，或就写在这一段里，不会是碰巧。"""
    mine = all(
        figure.paragraph is gap.paragraph for figure in pair[1:] if isinstance(figure, Figure)
    )
    fine = gap.is_money and len(gap.digits.replace(".", "").strip("0")) >= _FINE
    return mine or fine or pair[0] >= pairs[0][0] - _RIVAL


def _reversed(gap: Figure, pair: Scored) -> bool:
    """说超过目标，完成的却比目标少。"""
    big, small = pair[1], pair[2]
    before = gap.before[-14:]
    if _LAST.search(gap.before) or denied(re.split("超|多|高|少|低|差", before)[0]):
        return False  # 比上年的预算少多少：今年的是打算，不是没有完成
    if not _AIMED.search(before) or is_aim(big) == is_aim(small) or _REST.search(before):
        return False
    said = re.search(r"(?P<up>超|多|高)|(?P<down>少|低|差)", before)
    return said is not None and (said["up"] is not None) == is_aim(big)


def _other_scale(gap: Figure, big: Figure, small: Figure) -> Finding:
    unit = re.sub(r"^[\d,.\s]+", "", big.raw)
    message = f"{big.raw} 与 {small.raw} 相差正好是 {gap.digits}{unit}，写的是 {gap.raw}"
    start = gap.start - min(len(gap.before), 10)
    due = f"{gap.digits}{unit}"
    return Finding("R15", gap.paragraph, start, gap.end, message, expected=due)


def _finding(gap: Figure, big: Figure, small: Figure, shown: str) -> Finding:
    code = "R01" if _REST.search(gap.before[-14:]) else "R03"
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
