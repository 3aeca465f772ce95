"""R03 增减与倍数：从多少到多少、比上年、超目标多少，几比几，是几倍。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.quantity import plain, rounded
from perfxl.proof.interval import divide
from perfxl.proof.model import Figure, Finding
from perfxl.proof.pairs import truncated
from perfxl.proof.reading import TIMES, Reading, Sentence, span

_CHANGE = re.compile(
    r"(?P<up>净增|增长|增加|提高|提升|上升|增幅|新增|多|超)|(?P<down>净减|下降|减少|降低|降幅|缩短|压缩|节约|少)"
)
_FROM = re.compile(r"(?:从|由)[^，。；]{0,14}$")
_TO = re.compile(
    r"(?:(?:增加|增长|提高|提升|上升|下降|减少|降低|缩短|压缩|提速)[到至]|[增升降减]至|到|至|为|变为)了?$"
)
_THAN = re.compile(r"(?:较|比)(?:(?:19|20)\d{2}年)?[^，。；\d]{0,12}$")
_LAST_YEAR = re.compile(
    r"(?:上年|去年|上一年|(?:19|20)\d{2}年)(?:度|同期|末|底)?(?:的|为|是|数)?[^，。；\d]{0,10}$"
)
_SAME_YEAR = re.compile(
    r"同比|比上年|较上年|比去年|较去年|较(?:19|20)\d{2}年|比(?:19|20)\d{2}年|同期"
)
_OVER = re.compile(
    r"(?:超(?:额|过|出)?(?:完成)?(?:年度|全年)?(?:任务|目标|计划|指标)?[^，。；\d]{0,6}|比?(?:目标|计划|任务)[^，。；\d]{0,4}(?:多|超出|增加)[^，。；\d]{0,3})$"
)
_AIM = re.compile(r"目标|任务|计划|应")
_HUNDRED = Decimal(100)
_NO_CHANGE = (TIMES | {"倍"}) - {"天", "小时", "分钟"}


def growth(reading: Reading) -> Iterator[Finding]:
    """逐句看增减、比例。"""
    for sentence in reading.sentences:
        yield from _from_to(sentence)
        yield from _against_last_year(sentence)
        yield from _over_aim(sentence)
        yield from _added(sentence)
        yield from _old_in_brackets(sentence)
        yield from _points_above(sentence)


def _plain_figures(sentence: Sentence) -> list[Figure]:
    return [one for one in sentence.figures if not one.hedge or one.hedge == "超"]


def _from_to(sentence: Sentence) -> Iterator[Finding]:
    """从甲提高到乙，增长（增加）了丙。"""
    figures = _plain_figures(sentence)
    for place, (old, new) in enumerate(pairwise(figures)):
        if old.unit != new.unit or not _FROM.search(old.before):
            continue
        if not _TO.search(re.sub(r"(?:约|近)$", "", new.before)):
            continue
        change = figures[place + 2] if place + 2 < len(figures) else None
        if change is not None and "；" in sentence.between(new.end, change.start):
            change = None
        if (
            change is not None
            and _CHANGE.search(change.before)
            and not _SAME_YEAR.search(change.before)
        ):
            yield from _judge(old, new, change)
        yield from _direction(old, new, sentence)


def _direction(old: Figure, new: Figure, sentence: Sentence) -> Iterator[Finding]:
    """说增长到，却变少了；说下降到，却变多了。"""
    said = sentence.between(old.end, new.start)
    up = re.search(r"增加[到至]|增长[到至]|提高[到至]|提升[到至]|上升[到至]|增至|升至", said)
    down = re.search(r"下降[到至]|减少[到至]|降低[到至]|缩短[到至]|压缩[到至]|降至|减至", said)
    wrong = (up and new.value < old.value) or (down and new.value > old.value)
    if wrong:
        word = (up or down)[0] if (up or down) else ""  # type: ignore[index]  # 上一行问过
        first, last = span((old, new))
        message = f"说“{word}”，从 {old.raw} 到 {new.raw} 方向却相反"
        yield Finding("R03", new.paragraph, first, last, message)


def _against_last_year(sentence: Sentence) -> Iterator[Finding]:
    """今年多少，上年多少，增长多少；比上年的多少增加多少。"""
    figures = _plain_figures(sentence)
    for place, old in enumerate(figures):
        if (
            place == 0
            or old.unit in _NO_CHANGE
            or not (_LAST_YEAR.search(old.before) or _THAN.search(old.before))
        ):
            continue
        if _CHANGE.search(old.before):
            continue
        new = next((one for one in reversed(figures[:place]) if one.unit == old.unit), None)
        if new is None or new.end < old.start - 40:
            continue
        last = old.end
        for change in figures[place + 1 : place + 3]:
            near = change.start - last <= 20 and "；" not in sentence.between(old.end, change.start)
            if not near or not _CHANGE.search(change.before):
                break
            yield from _judge(old, new, change)
            last = change.end


def _judge(old: Figure, new: Figure, change: Figure) -> Iterator[Finding]:
    """写的增减数对不对：百分数、百分点、同单位的差。"""
    if old.value <= 0 or change.value == 0 or change.hedge:
        return
    gap = abs(new.value - old.value)
    if change.unit == "%" and new.unit == "%":
        return  # 百分数之间的增长，说的是比率还是百分点看不出来
    if change.unit == "%":
        due = divide(gap, old.value) * _HUNDRED
        fits = due in change.span or due in truncated(change)
        tail = "" if fits else _why(old, new, change)
        shown = f"{rounded(due, change.places):f}%"
        how = f"（{new.raw}－{old.raw}）÷{old.raw}＝{shown}{tail}"
    elif change.unit == "个百分点" and new.unit == "%":
        fits, shown = gap == change.value or gap in change.span, f"{plain(gap)}个百分点"
        how, due = f"{new.raw} 与 {old.raw} 相差 {shown}", gap
    elif change.unit == new.unit:
        fits, due = gap == change.value or _rounding(gap, change), gap
        shown = plain(gap / change.scale)
        how = f"{new.raw} 与 {old.raw} 相差 {shown}"
    else:
        return
    if not fits:
        first, last = span((old, new, change))
        message = f"{how}，写的是 {change.raw}"
        yield Finding("R03", change.paragraph, first, last, message, expected=shown)


def _why(old: Figure, new: Figure, change: Figure) -> str:
    """写的增幅是怎么算错的：分母用了今年的，拿去年除以今年，把现在占原来的当成增幅。"""
    gap = abs(new.value - old.value)
    ways = (
        (gap, new.value, "（像是除以了后一个数）"),
        (old.value, new.value, "（像是拿前一年除以后一年）"),
        (new.value, old.value, "（像是把现在占原来的百分之几当成了增幅）"),
    )
    said = (
        words for part, whole, words in ways
        if whole > 0 and divide(part, whole) * _HUNDRED in change.span
    )  # fmt: skip
    return next(said, "")


def _rounding(gap: Decimal, change: Figure) -> bool:
    return change.scale > 1 and gap in change.span


def _over_aim(sentence: Sentence) -> Iterator[Finding]:
    """目标甲，完成乙，超目标丙；计划甲，实际乙，节约丙。"""
    figures = _plain_figures(sentence)
    for place, change in enumerate(figures):
        saved = re.search(r"(?:节约|节省|节支)(?:了|资金|经费)*$", change.before)
        over = _OVER.search(change.before) and not re.search("以上", change.before)
        if not (saved or over):
            continue
        pair = _aim_and_done(figures, place, change)
        if pair is None or (change.unit == "%" and pair[1].unit == "%"):
            continue
        aim, done = pair
        rate = divide(done.value, aim.value) * _HUNDRED if aim.value else Decimal(0)
        if not (change.unit == "%" and rate in change.span):
            yield from _judge(aim, done, change)


def _aim_and_done(
    figures: list[Figure], place: int, change: Figure
) -> tuple[Figure, Figure] | None:
    """同一单位的目标和完成：都在前面，或目标写在后面的括号里。"""
    units = [
        one.unit for one in reversed(figures[:place]) if one.unit not in {"%", "个百分点", "倍"}
    ]
    unit = change.unit if change.unit not in {"%", "个百分点"} else next(iter(units), "%")
    cut = change.paragraph.text.rfind("；", 0, change.start)
    cut = max(cut, change.paragraph.text.rfind(";", 0, change.start))
    before = [one for one in figures[:place] if one.unit == unit and one.start > cut]
    aims = [one for one in before if _AIM.search(one.before)]
    if not aims and place + 1 < len(figures) and re.match(r"目标|计划", figures[place + 1].before):
        aims = [one for one in figures[place + 1 : place + 2] if one.unit == unit]
        before = before[-1:] + aims
    dones = [one for one in before if one not in aims]
    if len(aims) != 1 or not dones or aims[0].unit in TIMES:
        return None
    named = [
        one for one in dones if re.search("实际|完成|达|建成|培训|采购|改造", one.before)
    ] or dones
    return (aims[0], named[0]) if len(named) == 1 or len(dones) == 1 else None


def _old_in_brackets(sentence: Sentence) -> Iterator[Finding]:
    """42微克，比2019年下降14.3%（2019年为49微克）。"""
    figures = _plain_figures(sentence)
    for new, change, old in zip(figures, figures[1:], figures[2:], strict=False):
        mark = sentence.between(change.end, old.start)
        old_in = re.fullmatch(r"（(?:(?:19|20)\d{2}年|上年|去年)(?:同期)?(?:为|是)?\s*", mark)
        if old_in and new.unit == old.unit and _CHANGE.search(change.before):
            yield from _judge(old, new, change)


_ADD = re.compile(r"追加|调增|增拨|核增|增列|新增安排")
_CUT = re.compile(r"追减|调减|核减|压减|收回|调出")
_AFTER = re.compile(r"调整后|调整为|调整预算|全年预算|合计|共|达到?|变为|总预算")


def _added(sentence: Sentence) -> Iterator[Finding]:
    """年初甲，追加乙，调整后丙。"""
    money = [one for one in _plain_figures(sentence) if one.is_money]
    for old, change, new in zip(money, money[1:], money[2:], strict=False):
        up, down = _ADD.search(change.before), _CUT.search(change.before)
        if bool(up) == bool(down) or not _AFTER.search(new.before):
            continue
        if not re.search("年初|预算|安排|批复", old.before):
            continue
        due = old.value + change.value if up else old.value - change.value
        if due != new.value and due > 0 and due not in new.span:
            shown = plain(due / new.scale)
            sign = "＋" if up else "－"
            first, last = span((old, new))
            message = f"{old.raw}{sign}{change.raw}＝{shown}，写的是 {new.raw}"
            yield Finding("R01", new.paragraph, first, last, message, expected=shown)


_ABOVE = re.compile(
    r"(?:高于|低于|高出?|低|超出?|超过|少|多|差)(?:目标值?|计划|年度目标|指标值|上年)?了?$"
    r"|(?:标准|水平|要求|平均|目标|指标)值?$"
)


def _points_above(sentence: Sentence) -> Iterator[Finding]:
    """建档率 91.8%，比目标（90%）高 1.8 个百分点。"""
    figures = sentence.figures
    for place, gap in enumerate(figures):
        if gap.unit != "个百分点" or gap.hedge or not _ABOVE.search(gap.before):
            continue
        before = [one for one in figures[:place] if one.unit == "%" and one.exact]
        text = sentence.between(before[-2].end, gap.start) if len(before) > 1 else ""
        if not re.search(r"比|较|高于|低于", text) or re.search("[；。]", text) or len(text) > 30:
            continue
        done, aim = before[-2], before[-1]
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
    said = re.search(
        "目标|计划|指标|上年|去年|同期|≥|不低于", sentence.between(done.end, aim.start)
    )
    return (
        said is not None
        or re.match(r"的[^，。；]{0,4}(?:标准|要求|水平|目标)", aim.after) is not None
    )
