"""R02 说得明白的平均数：几期，培训几人次，平均每期几人次；问卷几份（每家几份）。

三个数紧挨着，没有别的可能，差多远都报。
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, one
from perfxl.proof.ratios.pools import mean_fits
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.interval import divide

_COUNTED = rf"(?P<count>{N})(?P<noun>{WORDS}{{0,12}}[，、]?{WORDS}{{0,10}})(?P<total>{N})"
_MEAN = Clue(
    rf"{_COUNTED}，(?P<per>平均(?:每{WORDS}{{1,3}})?|[人户亩村校]均)(?:约|为|达|支出|补助|培训)*(?P<mean>{N})(?=[，。；）]|$)",
    "均",
)
_TURNED = Clue(  # 设备 800台，仅有运维人员 20名，人均 40台
    rf"(?P<total>{N})(?P<noun>{WORDS}{{0,8}}，?{WORDS}{{0,8}})(?P<count>{N}){WORDS}{{0,8}}，(?P<per>平均(?:每{WORDS}{{1,3}})?|[人户村校]均)(?P<mean>{N})(?=[，。；）]|$)",
    "均",
)
_PRICED = Clue(  # 476家，按每家 5万元的标准发放 2380万元；160名，每人补助 6000元，共 96万元
    rf"(?P<count>{N})(?P<noun>{WORDS}{{0,24}}，?{WORDS}{{0,8}})(?P<per>每{WORDS}{{1,2}})(?:补助|补贴|奖励|发放|资助)?(?P<mean>{N})(?:的?标准)?，?(?:共|合计|计|{WORDS}{{0,6}}(?:发放|拨付|支出|补助|奖励|兑付){WORDS}{{0,4}})(?P<total>{N})(?=[，。；）]|$)",
    "每",
)
_EACH = Clue(  # 对 14个市（州）随机调查 1400人，每个市（州）100人
    rf"{_COUNTED}，(?P<per>每(?:个|一)?[\u4e00-\u9fff]{{1,2}})(?:（{WORDS}{{1,2}}）)?(?P<mean>{N})(?=[，。；）]|$)",
    "每",
)
_UNIT_PRICE = Clue(  # 平均单价 1.32元/立方米，按 8212.5万立方米计算为 10840.5万元
    rf"(?P<per>单价)(?:为|是)?(?P<mean>{N})(?:/{WORDS}{{1,4}})?，按(?P<count>{N}){WORDS}{{0,4}}(?P<noun>计算?|测算)，?(?:为|共|合计|需)?(?P<total>{N})(?=[，。；）]|$)",
    "单价",
)
_INSIDE = Clue(
    rf"{_COUNTED}（(?P<per>(?:平均)?每{WORDS}{{1,3}})(?P<mean>{N})）", "（每", "（平均每"
)
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分", ""}


def averaged(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for clue in (_MEAN, _EACH, _TURNED, _INSIDE, _PRICED, _UNIT_PRICE):
        for sentence, match in found(reading, clue):
            if not in_goals(sentence.paragraph):
                yield from _judge(sentence, match)


def _judge(sentence: Sentence, match: re.Match[str]) -> Iterator[Finding]:
    count, total, mean = (one(sentence, match, name) for name in ("count", "total", "mean"))
    if not _about(count, total, mean, match) or mean_fits(mean, total.span, count.span):
        return
    same = [one for one in sentence.figures if one.end <= mean.start and one.unit == count.unit]
    if len(same) > 1:
        return  # 几期、几期，合起来平均的
    if mean.end <= total.start and _PARTLY.search(sentence.between(mean.end, total.start)):
        return  # 每家 5万元，已拨付 30万元，其余下年拨付
    due = divide(total.value, count.value) / mean.scale
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", mean.raw)
    shown = f"{rounded(due, mean.places):f}{unit}"
    message = f"{total.raw}÷{count.raw}＝{shown}，写的是 {mean.raw}"
    yield finding("R02", [count, total, mean], message, shown)


def _about(count: Figure, total: Figure, mean: Figure, match: re.Match[str]) -> bool:
    """平均数与总数一个单位；写了每什么的，个数说的就是它。"""
    units = total.unit == mean.unit != count.unit
    exact = count.exact and total.exact and mean.exact and count.value > 1
    if not units or not exact or {count.unit, mean.unit} & _SKIPPED or "其中" in match["noun"]:
        return False
    per = (
        match["per"]
        .replace("单价", "")
        .replace("平均", "")
        .removeprefix("每")
        .removesuffix("均")
        .lstrip("一个")
    )
    unit = _PEOPLE.get(count.unit, count.unit)
    return not per or per[: len(unit)] == unit or per in count.after


_PARTLY = later("已|先|首[批期次]|预|部分|一半|当年|本年")
_PEOPLE = {"名": "人", "位": "人"}
