"""V 偏差之四：偏差原因里引的数、比、日期，与这一行自己的对不对得上。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import (
    NUMBER,
    Quantity,
    decimal,
    fixed,
    fold,
    places_of,
    rounded,
)
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.gap_said import gap_said
from perfxl.checks.vocabulary.rows import scored_on
from perfxl.checks.vocabulary.share_said import MOST_COUNTS, Said, share_said, some_of
from perfxl.filing.findings import Level
from perfxl.filing.model import Indicator, IndicatorScore, Scored
from perfxl.score.reached import is_to_day, progress
from perfxl.score.score import is_reverse


@check("V23", Level.VERIFY, on=Scored, english="The reason quotes other figures than its row")
def reason_quotes_another(scored: Scored) -> Iterator[Remark]:
    """偏差原因里引的指标值、完成值，应与这一行的相同；完成值里写着份数的，算出来应是写的率。

    为什么：同一条的完成值，格里一个数、原因里又一个数，必有一处是旧的；得分照格里的算，错了没有人看得出。
    怎么改：核对完成值和原因里的数，改正写错的一处；说的不是这一条的，写清说的是什么，可以保留。
    例：绩效自评表!I18 “全年接待读者”的完成值是 57000人次，偏差原因却写“实际完成56000人次”
    """
    rows = [score for score in scored.indicators if score.indicator.reason]
    shared = Counter(
        score.indicator.reason.cell.address for score in rows if score.indicator.reason
    )
    for score in rows:
        mine, reason = score.indicator, score.indicator.reason
        if reason is None or shared[reason.cell.address] > 1:
            continue  # 几条合用一格原因的，看不出哪个数是谁的
        text = fold(reason.value)
        if not _DIGIT.search(text):
            continue
        for said, field, title, value in (*_figures(score, text), *share_said(mine, text),
                                          *_tail(mine, text, rows), *_days(mine, text),
                                          *_days_late(mine, text)):  # fmt: skip
            message = f"“{mine.name.value}”的{title}是 {value}，偏差原因却写“{said}”"
            yield Remark((reason, field), message, basis=scored_on(mine))
        for said, value in gap_said(score, text):
            message = f"“{mine.name.value}”{progress(score)}，差 {value}，偏差原因却写“{said}”"
            yield Remark((reason, mine.actual), message, basis=scored_on(mine))
    for score in scored.indicators:
        yield from _in_own_cell(score.indicator)


def _in_own_cell(mine: Indicator) -> Iterator[Remark]:
    """93.5%（发放问卷200份，满意178份）：一格里的率和份数。"""
    raw = fold(mine.actual.value.raw)
    for said, field, title, value in share_said(mine, raw) if "(" in raw or "," in raw else ():
        message = f"“{mine.name.value}”的{title}写 {value}，同一格里的份数却是 {said}"
        fix = "照问卷、统计的原始材料改正写错的一处，得分随之改正"
        yield Remark((field,), message, fix)


_DIGIT = later(r"\d")
_WHOSE = (
    r"(?:^|[,，。;；:：、\n()（）])(?:\d[.、])?"
    r"(?:截至|本年度?|全年|今年|年底|年末|最终|共|本指标|该指标|项目|指标)*"
)
_LINK = r"(?:为|是|了|达到?|仅|只有|共|数|[:：])*"
_END = r"(?=$|[,，。;；、\n()（）])"
_DID = later(
    rf"{_WHOSE}((?:实际(?:完成)?值?|完成值|实际完成(?:数|情况)|实际达到){_LINK}({NUMBER})([^\d,，。;；、\n()（）]*)){_END}"
)
# 实际开放290天：名称（免费开放天数）里有这个动词，说的就是它；实际闭馆 20 天是另一件事。
_ACTED = later(
    rf"{_WHOSE}(实际(?P<verb>[\u4e00-\u9fff]{{2,4}}?){_LINK}({NUMBER})([^\d,，。;；、\n()（）]*)){_END}"
)
_SET = later(
    rf"{_WHOSE}((?:年度|年初)?(?:指标值|目标值|计划值|目标|计划(?:完成)?|任务[数量]?){_LINK}[≥≤>=<]?"
    rf"({NUMBER})([^\d,，。;；、\n()（）]*)){_END}"
)
_RATE = later(rf"{_WHOSE}(完成率{_LINK}({NUMBER})%){_END}")
# 前面只说是哪一段的（第一季度，实际接待12000人次；其中：实际培训教师90人）：不是全年的。
_PARTLY = later(r"(?:季度|[上下]半年|[上去往]年|\d月[份末底]?|期间|其中)$")
_MOVED = later(r"原|调整|调减|调增|变更|上年|去年|往年")


def _figures(score: IndicatorScore, text: str) -> Iterator[Said]:
    mine, actual = score.indicator, score.indicator.actual
    for said, digits, unit, bare in _done(mine, text):
        differs = _differs(actual.value, digits, unit, bare=bare)
        if differs and not _adds_up(actual.value, digits, unit, text):
            yield said, actual, "完成值", actual.value.shown
    yield from () if _MOVED.search(text) else _planned(score, text)


def _done(mine: Indicator, text: str) -> Iterator[tuple[str, str, str, bool]]:
    """说完成了多少的：引的话、数、单位，没有写单位的算不算。"""
    for match in _whole(_DID.finditer(text)) if "实际" in text or "完成值" in text else ():
        yield match[1], match[2], match[3], True
    for match in _whole(_ACTED.finditer(text)) if "实际" in text else ():
        if match["verb"] in fold(mine.name.value):
            yield match[1], match[3], match[4], False
    for match in _whole(_named(mine, text)):
        yield match[1], match[2], match[3], False


def _adds_up(own: Quantity, digits: str, unit: str, text: str) -> bool:
    """分几段说的（一期140人、二期150人），各段加起来正好是这一格的数。"""
    scale, mine = factor(own.unit, unit) if own.unit and unit else None, decimal(digits)
    found = (decimal(each) for each in re.findall(rf"({NUMBER}){re.escape(unit)}", text))
    counts = [each for each in found if each is not None]
    if scale is None or mine is None or own.value is None or len(counts) > MOST_COUNTS:
        return False
    whole = own.value * scale
    return any(mine in some and sum(some, Decimal(0)) == whole for some in some_of(counts))


def _whole(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """其中说全年的。"""
    return (match for match in found if not _PARTLY.search(match.string, 0, match.start()))


def _planned(score: IndicatorScore, text: str) -> Iterator[Said]:
    """引的指标值、完成率；说到原计划、调整前的，本来就与表里的不同，不看。"""
    mine, target, actual = score.indicator, score.indicator.target, score.indicator.actual
    wanted = target.value
    for match in _whole(_SET.finditer(text)):
        if wanted.low is None and _differs(wanted, match[2], match[3], bare=False):
            yield match[1], target, "指标值", wanted.shown
    done = score.completion
    if done is None or not score.measured or is_reverse(mine, score.method):
        return
    for match in _whole(_RATE.finditer(text)) if "完成率" in text else ():
        rate = decimal(match[2])
        own = actual.value.value if actual.value.kind == "percent" else None
        if rate is not None and not _same(done, rate) and own != rate and min(done, 100) != rate:
            yield match[1], actual, "完成率", f"{fixed(done)}%"


def _named(mine: Indicator, text: str) -> Iterator[re.Match[str]]:
    """照名称说的：全年接待读者 56000人次；满意度的只说“满意度”也是它。"""
    names = [fold(mine.name.value), *(["满意度"] if "满意度" in mine.name.value else [])]
    told = "|".join(re.escape(name) for name in names if name and name in text)
    if told:  # 一条一个式子，编译一个要两毫秒：没有说到名称的不编
        pattern = rf"{_WHOSE}((?:{told}){_LINK}({NUMBER})([^\d,，。;；、\n()（）]*)){_END}"
        yield from re.finditer(pattern, text)


_SHORTEST = 3


def _tail(mine: Indicator, text: str, rows: Sequence[IndicatorScore]) -> Iterator[Said]:
    """只说名称末几个字的：管网漏损率，说漏损率15.3%；别的指标也叫这个的、引的是指标值的不算。"""
    name, actual, target = fold(mine.name.value), mine.actual.value, mine.target.value
    tails = (name[at:] for at in range(1, len(name) - _SHORTEST + 1) if name.endswith("率"))
    tail = next((tail for tail in tails if tail in text), "")
    if not tail or name in text or _MOVED.search(text):
        return
    if sum(fold(row.indicator.name.value).endswith(tail) for row in rows) > 1:
        return
    found = list(re.finditer(rf"{_WHOSE}({re.escape(tail)}{_LINK}({NUMBER})(%)){_END}", text))
    mentioned = [decimal(each) for each in re.findall(NUMBER, text)]
    if len(found) != 1 or any(
        each is not None and actual.value is not None and _same(actual.value, each)
        for each in mentioned
    ):
        return
    said, digits, unit = found[0].groups()
    if _differs(actual, digits, unit, bare=False) and decimal(digits) != target.value:
        yield said, mine.actual, "完成值", actual.shown


def _differs(own: Quantity, digits: str, unit: str, *, bare: bool) -> bool:
    """单位说得清是同一样，数又不同。`bare`：没有写单位的，算作这一格的单位。"""
    value, written = own.value, decimal(digits)
    if value is None or written is None or own.growth:
        return False
    if not unit:
        return bare and not _same(value, written)
    scale = factor(own.unit, unit) if own.unit else None
    return scale is not None and not _same(value * scale, written)


def _same(value: Decimal, written: Decimal) -> bool:
    return rounded(value, places_of(written)) == written


_FINISHED = later(
    rf"{_WHOSE}((?:实际|已|才|最终|项目|工程|于|在)*(?:(\d{{4}})年)?(\d{{1,2}})月(?:(\d{{1,2}})[日号])?"
    r"(?:才|方|已|全部|全面|正式|实际)*(完工|竣工|完成|交付|通过验收|验收))" + _END
)


def _days(mine: Indicator, text: str) -> Iterator[Said]:
    """写着几月几日完工的，应是完成值那一天；验收的日子不是完工的日子。"""
    day, name = mine.actual.value.day, mine.name.value
    found = list(_FINISHED.finditer(text)) if day is not None and "月" in text else []
    if day is None or len(found) != 1 or _MOVED.search(text) or "开工" in name:
        return  # 分几段完工的，看不出哪一段
    said, *parts, event = found[0].groups()
    own = next((word for word in ("验收", "交付") if word in name), "")
    if (own or "完") not in event.replace("竣工", "完工"):
        return
    pairs = zip(parts, (day.year, day.month, day.day), strict=True)
    if any(part and int(part) != mine_part for part, mine_part in pairs):
        yield said, mine.actual, "完成值", mine.actual.value.shown


# 说的是这一条晚了几天：前面没有别的主语（设备到货推迟 20 天，说的是设备）。
_LATE = later(
    r"(?:^|[,，。;；:：、\n()（）])(?:\d[.、])?"
    r"(?:因此|因而|故|所以|导致|致使|造成|使|实际|项目|工程|整体|总体|全部|比|较|距|离|超过?|原?计划|规定|要求|合同|约定|目标|期限|"
    r"时间|日期|工期|节点|完工|完成|竣工|交付|验收|拨付|支付|发放|印发|截止|最终|共|累计|已|的|了|到)*"
    r"((?:推迟|延迟|延期|延后|逾期|超期|滞后|拖延|拖后|延误|晚|迟|提前|早)了?(?:完工|完成|竣工|交付|验收|拨付|支付|发放)?了?"
    r"(?:共|达)?(\d+)(?:个?自然)?[天日])(?=$|[,，。;；、\n()（）]|[才的]?(?:完工|完成|竣工|交付|验收|拨付|支付|发放))"
)
_EARLY = later(r"^(?:提前|早)")
# 晚了又赶回来的；改了约定的日子、约定着另一天的（合同约定12月10日完工，晚了 10 天）。
_RECOVERED = later(
    r"[赶抢追]回|合同(?:工期|期限)?延期|工期顺延|(?:合同|约定|协议)[^,，。;；\d]{0,6}(?:\d{4}年)?\d{1,2}月"
)


def _days_late(mine: Indicator, text: str) -> Iterator[Said]:
    """写着推迟几天、提前几天的，应是期限和完成日期相差的天数；日期只写到月的，算不出。"""
    due, done = mine.target.value, mine.actual.value
    if due.day is None or done.day is None or due.days or done.days or _MOVED.search(text):
        return
    dated = [is_to_day(mine.actual), is_to_day(Field(due, mine.target.cell))]
    found, apart = list(_LATE.finditer(text)), (done.day - due.day).days
    if not all(dated) or len(found) != 1 or not apart or _RECOVERED.search(text):
        return
    said, many = found[0].groups()
    early = bool(_EARLY.search(said))
    if early == (apart < 0) and int(many) != abs(apart):
        how = "早" if early else "晚"
        yield said, mine.actual, "完成值", f"{done.shown}，比期限{how} {abs(apart)} 天"
