"""R01 全部与里面的：其中甲几、乙几；几中，甲几、乙几；几（甲几、乙几）；几项中几项达到、几项没有。

话里说了谁是全部、谁在里面，差得远的也报；多于全部的一定不对，少的也许没有列全，不说。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.phrases.skeleton import WORDS, N, finding, found, many, one
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.addition import agrees, overlapping
from perfxl.proof.text.clues import Clue

_AMONG = Clue(
    rf"(?P<whole>{N})[^，。；、\ue000-\ue0ff]{{0,6}}中，?(?P<parts>(?:{WORDS}{{2,8}}{N}[，、]){{1,3}}{WORDS}{{2,8}}{N})(?=[；。])",
    "中",
)
_INNER = Clue(  # 顿号连着的一串：其中甲几、乙几和丙几
    rf"(?P<whole>{N}){WORDS}{{0,8}}(?:，全部[^，。；\ue000-\ue0ff]{{2,24}})?，其中(?P<parts>(?:{WORDS}{{2,10}}{N}{WORDS}{{0,4}}[、和及]){{1,8}}{WORDS}{{2,10}}{N}){WORDS}{{0,4}}(?=[，；。）])",
    "，其中",
)
_AS = Clue(  # 尚余 33万元，其中 21万元为质保金，12万元为节余
    rf"(?P<whole>{N}){WORDS}{{0,6}}，其中(?P<parts>(?:{N}[为是]{WORDS}{{2,14}}[，、；和]){{1,3}}{N}[为是]{WORDS}{{2,14}})(?=[，。；]|$)",
    "，其中",
)
_WITHIN = Clue(  # 883.72万元中用于维修 612.40万元
    rf"(?P<whole>{N})中(?:，|有|用于|已|只有|仅有){WORDS}{{0,14}}(?P<part>{N})", "中"
)
_BRACKETED = Clue(  # 2186公里（县道 318公里、乡道 642公里、村道 1226公里）
    rf"(?P<whole>{N})（(?:其中[:：]?)?(?P<parts>(?:{WORDS}{{2,8}}{N}{WORDS}{{0,3}}[、和及]){{1,6}}{WORDS}{{2,8}}{N}){WORDS}{{0,3}}）",
    "（",
)
_EITHER = Clue(  # 18项中 16项达到、2项没有达到
    rf"(?P<whole>{N}){WORDS}{{0,8}}中，?(?P<done>{N})(?P<met>{WORDS}{{1,16}})[，、；]{WORDS}{{0,24}}(?P<left>{N})(?P<not>{WORDS}{{1,14}})(?=[，。；（]|$)",
    "中",
)
_ABOVE = Clue(
    rf"(?:发现|提出|查出|排查|抽[查取样]|发[放出]|调查|回访|检[查测]){WORDS}{{0,10}}(?P<whole>{N}){WORDS}{{0,8}}，{WORDS}{{0,4}}"
    rf"(?:[收回]回|合格|满意|达标|通过|已?完?成?整改){WORDS}{{0,8}}(?P<part>{N})",
    "收回", "回收", "合格", "满意", "达标", "通过", "整改",
)  # fmt: skip
SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}
_UNDONE = later("未|没|不|推迟|延期|逾期|超期")
_EACH = later("[均每]|参[与加]")  # 小学校均几、中学校均几；主持几项、参与几项
_REST = later("其余|剩余|余下|余款|其他|另|还有")
_SHORT = later("(?:差|缺|少|多|超出?|增加|减少)了?$")


def among(reading: Reading) -> Iterator[Finding]:
    """逐个句式。"""
    for clue in (_AMONG, _INNER, _BRACKETED):
        for sentence, match in found(reading, clue):
            whole, parts = one(sentence, match, "whole"), many(sentence, match["parts"])
            if _overfull(whole, parts):
                yield from added(whole, parts, reading)
    for sentence, match in found(reading, _EITHER):
        if _UNDONE.search(match["not"]) and not _UNDONE.search(match["met"]):
            both = [one(sentence, match, "done"), one(sentence, match, "left")]
            yield from _added_if_all(sentence, one(sentence, match, "whole"), both, reading)
    for sentence, match in found(reading, _AS):
        parts = many(sentence, match["parts"])
        yield from _added_if_all(sentence, one(sentence, match, "whole"), parts, reading)
    for clue in (_ABOVE, _WITHIN):
        for sentence, match in found(reading, clue):
            yield from _above(one(sentence, match, "whole"), one(sentence, match, "part"))


def _added_if_all(
    sentence: Sentence, whole: Figure, parts: list[Figure], reading: Reading
) -> Iterator[Finding]:
    """后面还有同样单位的数、“其余”的，没有列完：加起来不足全部的不说。"""
    end = parts[-1].end
    more = any(one.start >= end and one.unit == whole.unit for one in sentence.figures)
    rest = sentence.text[end - sentence.start :]
    if not (more or _REST.search(rest)) or _overfull(whole, parts):
        yield from added(whole, parts, reading)


def _overfull(whole: Figure, parts: Sequence[Figure]) -> bool:
    """加起来比全部还多。800人中，党员 120人、女性 300人：会重叠的不看，没有列全的也不看。"""
    other = any(_EACH.search(part.before) for part in parts) or _SHORT.search(whole.before)
    more = sum((part.value for part in parts), Decimal(0)) > whole.value
    return more and not (other or overlapping(parts))


def _above(whole: Figure, part: Figure) -> Iterator[Finding]:
    """发现问题 6个，已整改 8个：部分比全部还多。"""
    same = whole.unit == part.unit and whole.exact and part.exact
    if same and part.value > whole.value and whole.unit not in SKIPPED:
        message = f"{part.raw} 比全部的 {whole.raw} 还多"
        yield finding("R01", [whole, part], message, f"不超过{whole.raw}")


def added(whole: Figure, parts: list[Figure], reading: Reading) -> Iterator[Finding]:
    """各份加起来是全部；别处写着的另一个数正好是它们的和的，说的是那一个。"""
    if any(part.unit != whole.unit or part.hedge for part in parts) or whole.hedge:
        return
    if whole.unit in SKIPPED or agrees(whole, parts):
        return
    total = sum((part.value for part in parts), Decimal(0))
    near = reading.near(whole.paragraph)
    if any(one.value == total and one.unit == whole.unit for one in near):
        return
    shown = "＋".join(part.raw for part in parts)
    due = plain(total / whole.scale)
    message = f"写合计 {whole.raw}，各项 {shown} 加起来是 {due}"
    yield finding("R01", [whole, *parts], message, due)
