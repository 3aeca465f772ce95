"""R03、R02、R07 与自评表的目标比：比目标多几、完成目标的几成、达到没有达到；目标不必写在报告里。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.claims.yardsticks import Yardstick, named, spoken_of, yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import pairs_of
from perfxl.proof.ratios.pairs import truncated
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_AIM = r"(?:年度|全年|年初|预期|绩效|既定|设定的?)*(?:目标|任务|计划)(?:值|数|要求|任务)?"
_LIMIT = r"(?:控制标准|控制数|最高限价|限价|上限|限额)"  # 只说标准的，也许是省定的
_GAP = later(
    rf"(?:(?:比|较|与|距离?|离)(?:{_AIM}|{_LIMIT})(?:相比)?(?:还|尚|仍|略)?(?P<way>多|高|超|少|低|差|相差)(?:出|了|完成|改造|建设)?"
    rf"|(?P<over>超(?:额|出|过|)(?:完成)?|高于|高出){_AIM}|(?P<under>低于|少于){_AIM}|(?:距离?|离){_AIM}"
    r"|^(?:尚|还|仍)?(?:欠|缺口为?|少完成))$"
)
_RATE = later(
    rf"(?:(?:完成|达到|占|为|是)了?{_AIM}的|^(?:年度)?(?:目标|任务|计划)?完成率(?:为|达到?|是)?)$"
)
_SAID = Clue(
    r"，(?P<name>[\u4e00-\u9fff]{3,12}?)??(?:但|仍|也|均|都|已经?|略|基本|全部|全面|如期|按期|圆满|顺利|较好地?)*"
    r"(?P<denied>未能?够?|没有?能?|尚未|不)?(?:如期|按期|提前|圆满|全部|全面|超额|按计划)*"
    r"(?P<word>完成|达成|达到|实现|超过|超出|高于|低于|少于|超额完成|优于|劣于)(?:并超过|了)?"
    rf"(?:\d[\d.,]*[^，。；\d]{{1,5}}的[\u4e00-\u9fff]{{0,4}}?)?{_AIM}(?=[，。；（）、\d]|$)"
    r"|，(?:但|仍|也|已经?|略|全部|超额)*(?P<not>未能?|没有?|尚未|不)?(?P<standard>达标)(?=[，。；（）]|$)",
    r"|，(?:均|都)?(?:已)?按(?:计划|期|时)(?:全部|全面)?(?P<timely>完成)(?=[，。；])",
    "目标", "任务", "计划", "达标", "按",
)  # fmt: skip
_COMPARED = later(
    r"(?:比|较|距|高于|低于|超过|超出|少于)(?:年度|全年|\d[\d.]*%?的)?(?:目标|任务|计划)"
)
_SOFT = later(r"力争|确保|争取|预计|拟|将|应当|要求|下一步|明年|上年|去年|如果|计划于")
_MORE, _LESS = frozenset({"超过", "超出", "高于", "超额完成", "优于"}), frozenset({"低于", "少于"})
_HUNDRED = Decimal(100)


def aimed(reading: Reading) -> Iterator[Finding]:
    """逐句看；没有自评表的不看。"""
    every = yardsticks(reading)
    if not every:
        return
    for sentence in reading.figured:
        if in_goals(sentence.paragraph) and not _COMPARED.search(sentence.text):
            continue  # “二、目标”下面写着比目标多几的，说的是做了多少
        for figure in sentence.figures:
            if figure.exact and figure.value:
                yield from _gap(figure, sentence, every)
                yield from _rate(figure, sentence, every)
                yield from _zero(figure, sentence, every)
                yield from _rest(figure, every)
                yield from _task(figure, sentence, every)
        for match in _SAID.finditer(sentence.text):
            yield from _claim(match, sentence, every)


def _last(
    before: int, unit: str, sentence: Sentence, every: tuple[Yardstick, ...]
) -> tuple[Figure, Yardstick] | None:
    """前面最近的一个完成值；中间隔着分号的不算。`unit` 空着的不论单位。"""
    for figure in reversed(sentence.figures):
        if figure.end > before or (unit and figure.unit != unit):
            continue
        if "；" in sentence.between(figure.end, before):
            return None
        mine = spoken_of(figure, sentence, every)
        if mine is not None:
            return figure, mine
        if unit:
            return None  # 紧挨着的那个数不是表里的：说的是别的
    return None


def _gap(gap: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """建档率 93%，比目标高 3个百分点。"""
    said = _GAP.search(gap.before)
    if said is None or regex("以[上下内]|的").match(gap.after):
        return
    unit = "%" if gap.unit == "个百分点" else gap.unit
    found = _last(gap.start - len(said[0]), unit, sentence, every)
    if found is None or (unit == "%" and gap.unit == "%"):
        return
    done, mine = found
    due = abs(mine.aim.value - mine.done.value)
    others = [one for one in sentence.figures if one.unit == unit and one is not gap]
    told = any(abs(one.value - done.value) == gap.value for one in others)
    if due == gap.value or due in gap.span or told:
        if not told and _turned(said, mine):
            message = f"{mine.said}、实际 {done.raw}，不是“{said[0]}”"
            place = done.start, gap.end
            yield Finding("R03", gap.paragraph, *place, message, cells=(mine.cell,))
        return
    shown = plain(due / gap.scale)
    message = f"{mine.said}、实际 {done.raw}，相差 {shown}，写的是 {gap.raw}"
    yield Finding(
        "R03", gap.paragraph, done.start, gap.end, message, expected=shown, cells=(mine.cell,)
    )


def _turned(said: re.Match[str], mine: Yardstick) -> bool:
    """受益 2.36万人，比目标少 600人：做的比目标多，说反了。"""
    more = mine.done.value > mine.aim.value
    if said["under"] or said["way"] in {"少", "低"}:
        return more
    return (said["over"] is not None or said["way"] in {"多", "高"}) and not more


def _rate(rate: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """管理 10800人，完成率 90%；培训 640人次，完成目标的 80%。"""
    if rate.unit != "%" or not _RATE.search(rate.before):
        return
    earlier = [one for one in sentence.figures if one.end <= rate.start and one.unit != "%"]
    if any(one.unit == earlier[-1].unit for one in earlier[:-1]):
        return  # 一句里写着目标的，别的规则看
    found = _last(rate.start, earlier[-1].unit, sentence, every) if earlier else None
    mine = found[1] if found else None
    if not earlier:
        mine = named(_RATE.sub("", rate.before), every)
    if mine is None or mine.falls or not mine.aim.value:
        return
    done = found[0] if found else rate
    due = divide(mine.done.value, mine.aim.value) * _HUNDRED
    if due in rate.span or due in truncated(rate):
        return
    shown = f"{rounded(due, rate.places):f}%"
    message = f"{mine.said}，{mine.done.raw}÷{mine.aim.raw}＝{shown}，写的是 {rate.raw}"
    yield Finding(
        "R02", rate.paragraph, done.start, rate.end, message, expected=shown, cells=(mine.cell,)
    )


_HAPPENED = later("(?:发生|出现|发现)")


def _zero(figure: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """表里事故是 0起，报告却写发生 2起。"""
    if not _HAPPENED.search(figure.before) or _SOFT.search(sentence.text):
        return
    nothing = tuple(one for one in every if not one.done.value and one.done.unit == figure.unit)
    mine = named(figure.before, nothing) if nothing else None
    if mine is not None:
        message = f"报告写 {figure.raw}，自评表“{mine.name}”的完成值是 {mine.done.raw}"
        start = figure.start - len(figure.before)
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=mine.done.raw,
            cells=(mine.cell,),
        )  # fmt: skip


_REST = later("(?:剩余|余下|其余|剩下|补完|补齐)的?$")
_OF = later(r"[^，。；]{2,10}")


def _rest(figure: Figure, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """加快剩余 12处路口改造：目标减去完成的。"""
    said = _OF.match(figure.after) if _REST.search(figure.before) else None
    same = tuple(one for one in every if one.aim.unit == figure.unit and not one.met)
    mine = named(said[0], same) if said else None
    if said and mine is None and len(same) == 1 and pairs_of(said[0]) & pairs_of(same[0].name):
        mine = same[0]
    if mine is None:
        return
    due = mine.aim.value - mine.done.value
    if due != figure.value and not mine.falls:
        shown = plain(due / figure.scale)
        message = f"{mine.said}、完成 {mine.done.raw}，剩下 {shown}，写的是 {figure.raw}"
        yield Finding(
            "R06", figure.paragraph, figure.start - len("剩余"), figure.end, message,
            expected=shown, cells=(mine.cell,),
        )  # fmt: skip


_ENTRUSTED = later(r"(?:承担|下达|要求|明确)[^。；]*\d[^。；，]{0,6}的[^。；，]{0,6}任务")


def _task(figure: Figure, sentence: Sentence, every: tuple[Yardstick, ...]) -> Iterator[Finding]:
    """承担新建 2.5万亩、改造提升 5000亩的建设任务：另有一个数是表里的目标，这个也该是。"""
    if not _ENTRUSTED.search(sentence.text) or figure.unit in {"%", "元", ""}:
        return
    mine = named(regex("[、，]").split(figure.before)[-1], every)
    told = any(
        one.value == other.aim.value for one in sentence.figures for other in every
        if one.unit == other.aim.unit and other is not mine and one is not figure
    )  # fmt: skip
    if mine is None or not told or mine.aim.unit != figure.unit:
        return
    if figure.value not in {mine.aim.value, mine.done.value}:
        message = f"报告写任务 {figure.raw}，{mine.said}"
        start = figure.start - len(regex("[、，]").split(figure.before)[-1])
        yield Finding(
            "R06", figure.paragraph, start, figure.end, message, expected=mine.aim.raw,
            cells=(mine.cell,),
        )  # fmt: skip


def _claim(
    match: re.Match[str], sentence: Sentence, every: tuple[Yardstick, ...]
) -> Iterator[Finding]:
    """新增图书 27000册，超过 30000册的目标；参与率 76%，超额达标。"""
    at = sentence.start + match.start()
    found = _last(at, "", sentence, every)
    if found is None:
        return
    done, mine = found
    between = sentence.between(done.end, at)
    if match["name"] and named(match["name"], every) is not None:
        mine, between = named(match["name"], every) or mine, ""
    elif match["name"]:
        return  # 另有主语的，说的不是它
    level = match["word"] in _MORE | _LESS
    if sentence.text[match.end() : match.end() + 1].isdigit() and not level:
        return  # 完成目标 95%：完成了多少，不是完成了
    if _SOFT.search(between + match[0]) or regex("其中|。").search(between):
        return
    if not _holds(match, mine):
        message = f"{mine.said}，实际 {done.raw}，却说“{match[0].strip('，')}”"
        end = sentence.start + match.end()
        yield Finding("R07", done.paragraph, done.start, end, message, cells=(mine.cell,))


def _holds(match: re.Match[str], mine: Yardstick) -> bool:
    """话说得对不对：达到、完成照比较的方向，高于、低于照数的大小。"""
    word, denied = match["word"] or "达标", bool(match["denied"] or match["not"])
    if word == "劣于":
        fine = not mine.met
    elif word in _MORE:
        fine = mine.done.value > mine.aim.value or (mine.falls and mine.met)
    elif word in _LESS:
        fine = mine.done.value < mine.aim.value
    else:
        fine = mine.met
    return fine is not denied
