"""偏差原因说的完成没完成，与数相反的那句话；说的只是其中一部分的、两样都说了的不算。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, fold, same_unit
from perfxl.cells.units import factor
from perfxl.filing.model import IndicatorScore
from perfxl.score.reached import is_late, is_short
from perfxl.score.score import is_reverse

_GOAL = r"(?:指标|目标|预期|计划|年初)"
# 说“超过了”的话与说“没有达到”的话；“没有超过”“未达到”之类先去掉否定再看。
_ABOVE = later(
    rf"(?<![未没不])(?<!没有)(?:高于|超过|超额|超出|大于|优于)了?{_GOAL}"
    r"|(?<![未没不])(?<!没有)(?<!部分)超额(?:完成|实现)"
)
_BELOW = later(
    rf"(?:低于|小于|少于|未达到?|没有?达到|未能?完成|没有?完成)了?{_GOAL}"
    rf"|(?:(?:少|欠)完成|(?:还|尚|仍)[差缺欠])了?(?:{NUMBER})(?P<unit>[^\d,，。;；、]{{0,4}})(?=$|[,，。;；、])"
)
_WHAT = r"(?:(?:本|该|此)(?:项|条)?)?(?:年度?|全年)?(?:指标|任务|目标|工作|项目)?(?:任务|目标)?"
# 整句只说完成没完成的：“已全部完成”“未完成”；前面另有主语的（验收未完成）说的是别的事。
_DONE = later(
    rf"^{_WHAT}(?:均|都|已经?)*(?:按期|按时|全面|全部|圆满|顺利|如期|保质保量)+(?:完成|实现|达成)"
    rf"了?{_WHAT}$"
)
_UNDONE = later(
    rf"^{_WHAT}(?:尚|还|仍)?(?:未能?|没有?|没能)(?:全部|全面|按时|按期|如期)?"
    rf"(?:完成|达到|达成|达标|实现)了?{_WHAT}$"
)
_PART = later(r"部分|个别|少数|其中|有的|另有|其他|其余|上年|去年|往年|原")
# 差着的是其中一段，或者是与别的比：一期、上半年、比最好水平。
_STAGE = later(r"[期批段季]|月|半年|[比较与距离](?!指标|目标|计划|任务|年初|预期)")
_CLAUSE = later(r"[,，。;；:：、\n()（）]+")
_FINISH = r"(?:完工|完成|竣工|交付|验收)"
_LATE = later(rf"(?:延期|逾期|延迟|推迟|延后|未能?按[期时]|没有按[期时]){_FINISH}")
_IN_TIME = later(rf"(?<![未没])(?<!没有)(?<!未能)(?:按期|按时|如期|提前){_FINISH}")
_OVERRUN = later(r"(?<![未没不])(?<!没有)(?:超支|超(?:出|过)了?(?:预算|目标|指标|上限|限额|计划))")
_WITHIN = later(r"(?:没有?|未)超(?:过|出|支)?(?:预算|目标|指标|上限|限额|计划)?(?=$|[,，。;；])")


def contrary_word(score: IndicatorScore, text: str) -> str:
    """与完成情况相反的那句话；话里两样都有的，看不出说哪一样，为空。"""
    mine = score.indicator
    target, actual = mine.target.value, mine.actual.value
    if target.day is not None and actual.day is not None:
        return _contrary_day(text, late=is_late(mine))
    if score.completion is None or not score.measured:
        return ""
    if is_reverse(mine, score.method):
        value, most = same_unit(actual, target), target.high or target.value
        if value is None or most is None or value == most:
            return ""
        return _only(text, *((_WITHIN, _OVERRUN) if value > most else (_OVERRUN, _WITHIN)))
    unmet = is_short(score)
    said, other = (_ABOVE, _BELOW) if unmet else (_BELOW, _ABOVE)
    found = said.search(fold(text))
    if found is not None and not (_is_part(text, found[0]) or _is_other(found, target.unit)):
        return found[0]
    clauses, opposite = (_DONE, _UNDONE) if unmet else (_UNDONE, _DONE)
    whole = [clause for clause in _clauses(text) if clauses.search(clause)]
    torn = other.search(fold(text)) or any(map(opposite.search, _clauses(text)))
    return whole[0] if whole and not torn and not _PART.search(text) else ""


def _contrary_day(text: str, *, late: bool | None) -> str:
    if late is None:
        return ""  # 只写到月，看不出晚没有晚
    return _only(text, *((_IN_TIME, _LATE) if late else (_LATE, _IN_TIME)))


def _only(text: str, said: re.Pattern[str], other: re.Pattern[str]) -> str:
    found = said.search(fold(text))
    return found[0] if found and not other.search(fold(text)) and not _PART.search(text) else ""


def _is_other(said: re.Match[str], own: str) -> bool:
    """还缺的是别的东西：办了 61000人次，编制仍缺 3人。"""
    unit: str = said.groupdict().get("unit") or ""
    if not own or not unit or "%" in unit or unit.startswith(own):
        return False
    return factor(own, unit) is None


def _is_part(text: str, said: str) -> bool:
    """“超额完成”“少完成 2 个”前面说着部分、其中、上年的：说的不是整条。"""
    if not said.startswith(("超额", "少", "欠", "还", "尚", "仍")):
        return False
    return any(
        said in clause
        and (_PART.search(clause) or (not said.startswith("超额") and _STAGE.search(clause)))
        for clause in _clauses(text)
    )


def _clauses(text: str) -> Iterator[str]:
    return (clause for clause in _CLAUSE.split(fold(text)) if clause)


def met_said(score: IndicatorScore) -> str:
    """照数看是怎样的：没有完成、已经完成；期限的说晚没晚，上限的说超没超。"""
    mine = score.indicator
    target, actual = mine.target.value, mine.actual.value
    if target.day is not None and actual.day is not None:
        return "晚于期限" if actual.day > target.day else "没有超过期限"
    if is_reverse(mine, score.method):
        value, most = same_unit(actual, target), target.high or target.value
        return (
            "超过了上限"
            if value is not None and most is not None and value > most
            else "没有超过上限"
        )
    return "没有完成" if is_short(score) else "已经完成"
