"""R03 比目标多几、低几：目标写在别的段里，照名称找；找得到一个目标，差得不对的才报。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import in_goals, is_aim, is_bound
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_GAP = later(
    r"(?:比|较|高于|低于|超过?|超出|少于)(?P<base>[^，。；\d]{0,8}?(?:目标|任务|标准|时限|期限|限额))[值数量]?"
    r"[^，。；\d]{0,3}?(?P<way>多|少|高|低|增加|减少)?了?$"
)
_LIMIT = later("的|以上|以下|以内|左右")
_OLD = later("上年|去年|同期|(?:19|20)\\d\\d年|全[省市国县]|平均水平|由|从|提高|增长|下降|上升")
_EMPTY = later(
    r"[（(][^（）()]*[)）]|实际|完成|全年|年度|共计|共|已|累计|达到?|为|是|约|数量|的|指标|目标|任务|不[低少高]于|以上|[:：]|\s"
)
_KEY = 2


_TASK = later(r"(?:任务|计划|目标)(?:数|量|值)?(?:为|是)?$")
_OVER_TASK = later(r"超(?:额|出|过)?(?:年度)?(?:任务|计划|目标)(?:任务)?(?:数|量|值)?(?:完成)?了?$")
_DONE = later(r"(?:完成|建成|改造|实施)[^，。；\d]{0,12}$")
_HUNDRED = Decimal(100)


def _over_task(gap: Figure, reading: Reading) -> Iterator[Finding]:
    """任务 115户、完成 264户，别处说超任务 43%：全文只有一个任务数、一个完成数的才说。"""
    counts = [one for one in reading.prose_figures if one.counted and one.unit not in TIMES]
    for unit in dict.fromkeys(one.unit for one in counts if _TASK.search(one.before)):
        mine = [one for one in counts if one.unit == unit]
        tasks = {one.value for one in mine if _TASK.search(one.before)}
        dones = {one.value for one in mine if _DONE.search(one.before)} - tasks
        if len(tasks) != 1 or len(dones) != 1:
            continue
        (task,), (done,) = tasks, dones
        due = divide(done - task, task) * _HUNDRED if task else _HUNDRED
        if due > 0 and due not in gap.span and due + _HUNDRED not in gap.span:
            shown = f"{rounded(due, gap.places):f}%"
            message = (
                f"任务 {plain(task)}{unit}、完成 {plain(done)}{unit}，超 {shown}，写的是 {gap.raw}"
            )
            start = gap.start - min(len(gap.before), 10)
            yield Finding("R03", gap.paragraph, start, gap.end, message, expected=shown)


def beyond(reading: Reading) -> Iterator[Finding]:
    """逐句看比目标多几、少几。"""
    for gap in reading.prose_figures:
        if gap.unit == "%" and gap.exact and _OVER_TASK.search(gap.before):
            yield from _over_task(gap, reading)
    for sentence in reading.figured:
        if not in_goals(sentence.paragraph):
            for gap in sentence.figures:
                said = _GAP.search(gap.before) if gap.exact and gap.value else None
                if said is not None and not _LIMIT.match(gap.after):
                    yield from _judge(gap, said, sentence, reading)


def _judge(
    gap: Figure, said: re.Match[str], sentence: Sentence, reading: Reading
) -> Iterator[Finding]:
    unit = "%" if gap.unit == "个百分点" else gap.unit
    if unit in TIMES | {"倍", "分"} or (unit == "%" and gap.unit == "%"):
        return
    dones = [
        one for one in sentence.figures
        if one.unit == unit and one.end <= gap.start and one.exact and not is_aim(one)
    ]  # fmt: skip
    done = _main(dones, sentence)
    if done is None or _OLD.search(sentence.between(done.end, gap.start).split("，")[-1]):
        return
    every = [
        one for one in reading.prose_figures
        if one.unit == unit and one is not gap and one not in dones
        and (is_aim(one) or is_bound(one) or _measured(one, said["base"]))
    ]  # fmt: skip
    others = [
        one for one in reading.near(gap.paragraph) if one.unit == unit and one is not gap
    ]  # fmt: skip
    pairs = [*((aim, one) for aim in every for one in dones), *((one, done) for one in others)]
    if any(abs(aim.value - one.value) == gap.value for aim, one in pairs):
        return  # 有一个数正好差这么多：目标也许写成别的样子
    if _in_table(done, gap, reading):
        return
    named = [aim for aim in every if _names(done, aim) or _measured(aim, said["base"])]
    values = {aim.value for aim in named} - {done.value}
    if len(values) != 1:
        return
    aim = named[0]
    due = abs(done.value - aim.value)
    shown = plain(due / gap.scale)
    where = f"目标 {aim.raw}（{aim.paragraph.place}）"
    if due < done.value and _plausible(gap, aim, done, said):
        message = f"{where}、实际 {done.raw}，相差 {shown}，写的是 {gap.raw}"
        start = gap.start - min(len(gap.before), 10)
        yield Finding("R03", gap.paragraph, max(start, 0), gap.end, message, expected=shown)


def _in_table(done: Figure, gap: Figure, reading: Reading) -> bool:
    """目标写在表里。"""
    away = gap.value / done.scale
    aims = {f"{value.normalize():f}" for value in (done.written - away, done.written + away)}
    return any(aims & row for row in reading.table_rows)


def _main(dones: list[Figure], sentence: Sentence) -> Figure | None:
    """65个，其中基础设施 41个、……，比目标多 5个：说的是总数。"""
    dones = [one for one in dones if not _OLD.search(one.before[-8:])]
    if not dones:
        return None
    cut = regex("其中|分别").search(sentence.between(dones[0].end, dones[-1].start))
    return dones[0] if cut else dones[-1]


def _measured(aim: Figure, base: str) -> bool:
    """比测算标准低几：按每批次 1500元测算的那个数。"""
    word = regex("年度|全年|绩效|目标|任务|标准|预期").sub("", base)
    return len(word) >= _KEY and word in aim.before[-6:] + aim.after[:6]


def _clause(figure: Figure) -> str:
    """数前面的一截话，括号里的不算。"""
    text = figure.paragraph.text[figure.sentence[0] : figure.start]
    return regex("[，；、。]").split(regex("[（(][^（）()]*[)）]").sub("", text))[-1]


def _names(done: Figure, aim: Figure) -> bool:
    """名称末尾两个字以上相同：满意度、实施扶持项目。"""
    mine, theirs = (_EMPTY.sub("", _clause(one)).replace("满意率", "满意度") for one in (done, aim))
    if done.unit != "%" and done.after[:_KEY]:
        mine, theirs = mine + done.after[:_KEY], theirs + aim.after[:_KEY]
    size = 0
    while size < min(len(mine), len(theirs)) and mine[-size - 1] == theirs[-size - 1]:
        size += 1
    return size >= _KEY + (done.unit == "%")


def _plausible(gap: Figure, aim: Figure, done: Figure, said: re.Match[str]) -> bool:
    """话里说的多少、高低，与两个数的大小合得上。"""
    more = regex("多|高|超|增").search(said[0]) is not None
    return aim.value > 0 and (done.value > aim.value) is more and gap.value < done.value
