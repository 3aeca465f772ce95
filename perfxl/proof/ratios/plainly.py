"""R02 说得明白的率：一句里只有两个数，一个是全部，一个写着率的名称，后面紧跟着率；差得多远都报。

应训 680人，已训 153人，培训率 85%；按时办结率 16%（上报 15000件，按时办结 14400件）。
别的找法只认像笔误的，差得远的多半是找错了数；这里两个数没有别的可能。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import rounded
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pairs import at_most, countable, explained, ratio_fits
from perfxl.proof.ratios.pools import pooled
from perfxl.proof.reading import Reading, Sentence, span
from perfxl.proof.text.interval import divide

_RATE = later(r"(?P<stem>[\u4e00-\u9fff]{2,10})[率度](?:仅|只有?|均|约|已|也)*(?:为|达到?了?|是)?$")
_SHARE = later(
    r"^(?:仅|只|约|大约)?占(?:比|到|了)?(?:为|达到?)?$|(?:占|完成)(?:年度|全年)?(?:绩效)?(?:目标|任务|计划)[任务数值量]*的$"
)
_NOT_PART = later(
    r"增|减|降|提高|超|差|少|多|缺|剩|余|未|没|不|上年|去年|目标|计划|较|比|每|均|另|退|漏"
)
_BUDGET = later("(?:全年|调整后?)的?预算(?:数|总额)?$")
_PLAIN = later("实际|资金|预算|项目|总体|年度|平均|有效|综合|全年|经费|全部|当年")
_DENIED = later("[^，。；]{0,2}(?:未|没|不)")
_BETWEEN = later(r"[^。；、]{0,24}")
_MAY_EXCEED = later("完成|达成|实现|目标|计划|任务|到位|增|利用|配")
_OTHER_NAME = {
    "达标": "达标|合格",
    "合格": "合格|达标",
    "执行": "支|用|执行",
    "支付": "支付|付",
    "回收": "收回|回收",
    "支出": "支|用",
}
_CLOSE, _HUNDRED = 8, Decimal(100)


def plainly(reading: Reading) -> Iterator[Finding]:
    """逐个率看前面、后面括号里的两个数。"""
    for sentence in reading.figured:
        if in_goals(sentence.paragraph):
            continue
        for percent in sentence.figures:
            if percent.unit != "%" or not percent.exact or not percent.value or "‰" in percent.raw:
                continue
            pair = _before(percent, sentence) or _in_brackets(percent, sentence)
            if pair is None or not _wrong(percent, *pair):
                continue
            if not (explained(percent, sentence, reading) or pooled(percent, reading)):
                yield _finding(percent, *pair)


def _before(percent: Figure, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """全部在前、部分紧挨着率；同一个分号里同单位的只有这两个。"""
    cut = sentence.start + sentence.text[: percent.start - sentence.start].rfind("；") + 1
    before = [one for one in sentence.figures if one.end <= percent.start]
    cut = max([cut, *(one.end for one in before if one.unit == "%")])  # 前一个率说完了的不算
    mine = [one for one in before if cut <= one.start]
    if not mine:
        return None
    close = sentence.between(mine[-1].end, percent.start)
    if len(close) > len(percent.before) + _CLOSE or close.count("，") > 1:
        return None
    alike = [one for one in mine if one.unit == mine[-1].unit]
    if len(alike) > len(_PAIR) and _BUDGET.search(alike[-2].before):
        alike = alike[-2:]  # 年初几，追加几，全年预算几，支出几，执行率几
    return _chosen(percent, alike, sentence) if alike == mine[-len(alike) :] else None


def _in_brackets(percent: Figure, sentence: Sentence) -> tuple[Figure, Figure] | None:
    """率在前，两个数在后面的括号里。"""
    end = sentence.text.find("）", percent.end - sentence.start)
    if sentence.text[percent.end - sentence.start :][:1] != "（" or end < 0:
        return None
    last = sentence.start + end
    inner = [one for one in sentence.figures if percent.end < one.start and one.end <= last]
    return _chosen(percent, inner, sentence)


def _chosen(
    percent: Figure, two: Sequence[Figure], sentence: Sentence
) -> tuple[Figure, Figure] | None:
    if len(two) != len(_PAIR) or not all(countable(one) and one.exact for one in two):
        return None
    whole, part = two
    gap = sentence.between(whole.end, part.start)
    if whole.unit != part.unit or not _BETWEEN.fullmatch(gap) or at_most(whole):
        return None
    if _NOT_PART.search(part.before) or _DENIED.match(part.after):
        return None
    told = sentence.text[: part.start - sentence.start]
    return (part, whole) if _named(percent, part, told) else None


_PAIR = ("全部", "部分")


def _named(percent: Figure, part: Figure, told: str) -> bool:
    """部分旁边写着率的名称；只写“占”的，占的就是前面那个全部。

    审判案件结案率，前面没有说到审判：不是它的。
    """
    if _SHARE.search(percent.before):
        return True
    rate = _RATE.search(percent.before)
    if rate is None:
        return False
    near, stem = part.before[-10:] + part.after[:6], rate["stem"]
    owner = _PLAIN.sub("", stem[:-2])
    if owner and not {*owner[:2]} & {*told, *near}:
        return False
    names = _OTHER_NAME.get(stem[-2:], stem[-2:])
    done = "已" in part.before and stem[-1] in part.before  # 应训几人，已训几人
    return done or any(name in near for name in names.split("|"))


def _wrong(percent: Figure, part: Figure, whole: Figure) -> bool:
    """除出来不是它；部分比全部还多的，也只在率不会过百时说。"""
    if whole.value <= 0 or ratio_fits(percent, part, whole):
        return False
    return part.value <= whole.value or not _MAY_EXCEED.search(percent.before)


def _finding(percent: Figure, part: Figure, whole: Figure) -> Finding:
    shown = f"{rounded(divide(part.value, whole.value) * _HUNDRED, percent.places):f}%"
    message = f"{part.raw}÷{whole.raw}＝{shown}，写的是 {percent.raw}"
    if part.value > whole.value:
        message = f"{part.raw} 比全部的 {whole.raw} 还多，写的却是 {percent.raw}"
    first, last = span((part, whole, percent))
    return Finding("R02", percent.paragraph, first, last, message, expected=shown)
