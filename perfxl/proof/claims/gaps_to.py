"""R03、R02、R07 与自评表的目标比，不挑句式：往前最近的一个完成值是哪一条，差几、完成几成、到没到。

比什么（目标、上年、上限）、怎么比（多、少、超、缺）、数的单位，三样各自认，合起来说得通就照表算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.claims.yardsticks import Yardstick, subject, yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import many, skeleton
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide, rounded_to

_HUNDRED = Decimal(100)
_AIM = later("目标|任务|计划|指标值|预期|承诺|上限|下限|标准|限额|限价|控制(?:数|价|线)|要求")
_ELSE = later(
    r"上年|去年|同期|同比|前年|往年|年初|改造前|原来|平均|全[国省市县区]|(?:19|20)\d\d年|[一二三四]季度|半年"
    r"|省[定里级]|市定|国家|行业|其中|预算|资金|概算|累计|比例|占(?!(?:年度|全年)?(?:目标|任务|计划))|率由|首|均|每"
)
_OVER = later(
    r"(?:超额?|超出|超过|高于|高出|低于|少于|多于|多|高|少|低|差|相差|缺口?|欠|快|慢|缩短|提前|省|节约)"
    r"(?:了|出|完成|达|为|的)*(?:[一二三四五六七八九]成)?$"
)
_AIMED_OVER = later(
    r"(?:超额?|超出|超过|高于|高出|低于|少于|多于)[^，。；\d]{0,6}?(?:目标|任务|计划|上限|标准)(?:值|数)?$"
)
_BARE = later(r"^(?:尚|还|仍)?(?:超额?|超出|缺口?|欠|差|尚差|少)(?:了|出|完成|达)*$")
_RATE = later(
    r"(?:^|[\u4e00-\u9fff])(?:目标|任务|计划)?完成率(?:为|达到?|是|仅|只有)*$"
    r"|(?:完成|达到|占|为|是)了?[^，。；\d]{0,8}(?:目标|任务|计划)(?:值|数)?的(?:约)?$"
    r"|^(?:仅|只|已|实际|全年)?完成(?:了)?(?:年度|全年)?(?:目标|任务|计划)?$"
)
_COMPARED = later(r"比|(?:较|距|高于|低于|超过|超出|少于)(?:年度|全年)?(?:目标|任务|计划)")
_FRONT = frozenset({"超", "超过", "低于"})
_LITTLE = 2


def gaps_to(reading: Reading) -> Iterator[Finding]:
    """逐个数看；没有自评表的不看。"""
    every = yardsticks(reading)
    if not every:
        return
    for sentence in reading.figured:
        if in_goals(sentence.paragraph) and not _COMPARED.search(sentence.text):
            continue  # “二、目标”下面写着比目标多几的，说的是做了多少
        for figure in sentence.figures:
            if figure.value and (figure.exact or figure.hedge in _FRONT):
                yield from _gap(figure, sentence, reading, every)
                yield from _rate(figure, sentence, reading, every)


def _clause(figure: Figure) -> str:
    """数前面这一个分句的话，连读作说法的“超”“低于”。"""
    front = figure.hedge if figure.hedge in _FRONT else ""
    return figure.before + front


def _gap(
    gap: Figure, sentence: Sentence, reading: Reading, every: Sequence[Yardstick]
) -> Iterator[Finding]:
    """较目标少 1.5公里；缺 2架；超 8%；比承诺的 20个工作日快 2个工作日。"""
    said = _clause(gap)
    if regex("以[上下内]|的").match(gap.after) or _ELSE.search(said):
        return
    aimed = _AIMED_OVER.search(said) or (_OVER.search(said) and _AIM.search(said))
    if not aimed and not _BARE.search(said):
        return
    relative = gap.unit == "%"
    unit = {"个百分点": "%", "%": ""}.get(gap.unit, gap.unit)
    start = gap.start - len(gap.before)
    found = subject(start, unit, sentence.paragraph, reading, tuple(every))
    text = sentence.paragraph.text
    if found is None or _interrupted(text[found[0].end : start], bare=not aimed):
        return
    done, mine = found
    if relative and (mine.aim.unit == "%" or not mine.aim.value or _passed(done, start, reading)):
        return
    due = abs(mine.aim.value - mine.done.value)
    if relative:
        due = divide(due, mine.aim.value) * _HUNDRED
    if _fits(gap, due) or due == gap.value:
        yield from _contrary(said, done, gap, mine)
        return
    if _told(gap, done, sentence, reading):
        return
    shown = f"{rounded(due, gap.places):f}%" if relative else plain(due / gap.scale)
    message = f"{mine.said}、实际 {done.raw}，相差 {shown}，写的是 {gap.raw}"
    yield Finding(
        "R03", gap.paragraph, max(start, done.start), gap.end, message, expected=shown,
        cells=(mine.cell,),
    )  # fmt: skip


_MANY = later("[多高超]出?[^，。；少低差缺]{0,6}$")
_FEW = later("[少低差缺欠][^，。；多高超]{0,6}$")


def _contrary(said: str, done: Figure, gap: Figure, mine: Yardstick) -> Iterator[Finding]:
    """差的数不错，多少、高低说反了。"""
    more = mine.done.value > mine.aim.value
    wrong = _FEW.search(said) if more else _MANY.search(said)
    if wrong is not None and mine.done.value != mine.aim.value and not mine.falls:
        message = f"{mine.said}，实际 {done.raw}，不是“{wrong[0]}”"
        start = gap.start - min(len(gap.before), 10)
        yield Finding("R07", gap.paragraph, start, gap.end, message, cells=(mine.cell,))


def _interrupted(between: str, *, bare: bool) -> bool:
    """中间换了话题：隔着两句以上，或者紧接着说的是与上年比；说的是其中的；没有说比什么的（`bare`），前一句的“其中”也算。"""
    if "其中" in (between if bare else regex("[；。]").split(between)[-1]):
        return True
    last = regex("[，；。]").split(between)[-1]
    old = regex(r"上年|去年|同比|(?:19|20)\d\d年").search(last)
    return between.count("。") > _LITTLE or old is not None


def _passed(done: Figure, start: int, reading: Reading) -> bool:
    """隔着另一个数：添置图书 15120册，超目标 0.8%，说的是紧挨着的那个数。"""
    return any(
        done.end <= one.start < start and one.unit not in {"%", "个百分点"}
        for one in reading.in_paragraph(done.paragraph)
    )


def _told(gap: Figure, done: Figure, sentence: Sentence, reading: Reading) -> bool:
    """这一段里另有两个数正好差这么多，或者就是这个增幅。"""
    unit = "%" if gap.unit == "个百分点" else gap.unit
    mine = [
        one for one in reading.in_paragraph(sentence.paragraph)
        if one is not gap and (one.unit == unit if gap.unit != "%" else one.unit == done.unit)
    ]  # fmt: skip
    for one in mine:
        for other in mine:
            if gap.unit != "%" and one.value - other.value == gap.value:
                return True
            if gap.unit == "%" and other.value > 0 and one is not other:
                share = divide(abs(one.value - other.value), other.value) * _HUNDRED
                if gap.places and (share in gap.span or share in truncated(gap)):
                    return True
    return False


def _rate(
    rate: Figure, sentence: Sentence, reading: Reading, every: Sequence[Yardstick]
) -> Iterator[Finding]:
    """购 23架，……完成 92%；315户，完成率 90%。"""
    if rate.unit != "%" or not _RATE.search(rate.before) or _ELSE.search(rate.before):
        return
    start = rate.start - len(rate.before)
    found = subject(start, "", sentence.paragraph, reading, tuple(every))
    if found is None:
        return
    done, mine = found
    text = sentence.paragraph.text[done.end : start]
    if "。" in text or mine.falls or not mine.aim.value or mine.aim.unit == "%":
        return
    if regex("其中").search(text):
        return
    near = [one for one in reading.in_paragraph(sentence.paragraph) if one.unit not in {"%", "元"}]
    told = any(
        _fits(rate, divide(one.value, other.value) * _HUNDRED)
        for one in near for other in near
        if one.unit == other.unit and one is not other and other.value > 0
        and (rate.places or other.sentence == rate.sentence)
        and one.end <= rate.start and done not in (one, other)
    )  # fmt: skip
    due = divide(mine.done.value, mine.aim.value) * _HUNDRED
    if _fits(rate, due) or told:
        return
    shown = f"{rounded(due, rate.places):f}%"
    message = f"{mine.said}，{mine.done.raw}÷{mine.aim.raw}＝{shown}，写的是 {rate.raw}"
    yield Finding(
        "R02", rate.paragraph, done.start, rate.end, message, expected=shown, cells=(mine.cell,)
    )


def _fits(rate: Figure, due: Decimal) -> bool:
    loose = rate.hedge not in {"", *_FRONT} and abs(due - rate.value) <= rate.value / 20
    written = rounded_to(rate.digits).scaled(rate.scale)  # “超 8%”是正好 8%
    return bool(due in written or due in truncated(rate) or loose)


# ---- 话：达到、没有达到 ----

_N = "[\ue000-\ue0ff]"
_ADVERB = (
    "(?:但|仍|也|均|都|已经?|略|基本|全部|全面|如期|如数|按期|按时|按计划|圆满|顺利|正好|恰好?|刚好|较好地?|尚|还|且|并|远"
    "|大幅|明显|小幅|实际)*"
)
_CLAIM = later(
    rf"(?P<adverb>{_ADVERB})(?P<not>未能?|没有?能?|尚未|不)?{_ADVERB}"
    r"(?P<word>超额完成|超额达标|完成|建成|达成|达到|达标|达|实现|超过|超出|高于|低于|少于|优于|好于|劣于|不足|突破)"
    r"(?:并超过|了)?"
    rf"(?P<aim>(?P<number>{_N})?的?[^，。；\ue000-\ue0ff]{{0,4}}?(?:目标|任务|计划|上限|下限|标准|要求|预期|承诺|限额)?(?:值|数|要求)?)"
    rf"(?P<gap>{_N})?"
)
_FULLY = later("全部|如数|顺利|圆满|如期|按期|按计划|全面")
_MORE = frozenset({"超过", "超出", "高于", "突破", "超额完成", "超额达标"})
_LESS = frozenset({"低于", "少于", "不足"})
_DONE = frozenset({"完成", "建成", "达成", "实现"})


def verdicts(reading: Reading) -> Iterator[Finding]:
    """一个分句只说到没到的，逐个看。"""
    every = yardsticks(reading)
    if not every:
        return
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        shape, place = skeleton(sentence), 0
        for clause in regex("[，。；：！？、（）()]").split(shape):
            match = _CLAIM.fullmatch(clause)
            if match is not None:
                yield from _verdict(match, place, shape, sentence, reading, every)
            place += len(clause) + 1


def _verdict(
    match: re.Match[str],
    place: int,
    shape: str,
    sentence: Sentence,
    reading: Reading,
    every: Sequence[Yardstick],
) -> Iterator[Finding]:
    start, end = (_place(sentence, shape, at) for at in (place, place + len(match[0])))
    found = subject(start, "", sentence.paragraph, reading, tuple(every))
    number = many(sentence, match["number"] or "")
    if found is None:
        return
    done, mine = found
    between = sentence.paragraph.text[done.end : start]
    if "。" in between or regex("其中|；").search(between):
        return
    aim_said = _AIM.search(match["aim"]) is not None
    if number and (number[0].value != mine.aim.value or number[0].unit != mine.aim.unit):
        return
    word, denied = match["word"], bool(match["not"])
    if match["gap"] and word not in _MORE | _LESS:
        return  # 完成目标的 85%：完成了多少，不是完成了
    if not number and not aim_said:
        if word in _MORE - {"超额完成", "超额达标"} or word in _LESS or word in {"达到", "达"}:
            return
        if word in _DONE and not denied and not _FULLY.search(match["adverb"]):
            return
    if _holds(word, mine) is denied:
        message = f"{mine.said}，实际 {done.raw}，却说“{sentence.paragraph.text[start:end]}”"
        yield Finding("R07", sentence.paragraph, start, end, message, cells=(mine.cell,))


def _holds(word: str, mine: Yardstick) -> bool:
    """高于、低于照数的大小，完成、达到照比较的方向。"""
    if word in _LESS:
        return mine.done.value < mine.aim.value
    if word == "劣于":
        return not mine.met
    if word in {"超额完成", "超额达标"}:
        return mine.met and mine.done.value != mine.aim.value
    if word in _MORE:
        return mine.done.value > mine.aim.value
    return mine.met


def _place(sentence: Sentence, shape: str, at: int) -> int:
    """骨架里的第几个字在段里是第几个字。"""
    place = sentence.start
    for sign in shape[:at]:
        if "\ue000" <= sign <= "\ue0ff":
            figure = many(sentence, sign)[0]
            kept = figure.hedge if figure.raw.startswith(figure.hedge or "-") else ""
            kept = kept if kept in {"超", "超过", "低于", "突破"} else ""
            place += len(figure.raw) - len(kept)
        else:
            place += 1
    return place
