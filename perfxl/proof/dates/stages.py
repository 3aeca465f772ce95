"""R16 日期之七：办事有先后。方案印发在申报以后、终验在初验以前、期限已过还说按期，日子写错了。"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import DATE

# 一个项目依次要办的事；同一步里的不分先后。
_STEPS = (
    r"(?:印发|出台|下发|制定)[^，。；]{0,12}(?:方案|办法|细则|计划|通知|指南)|发布[^，。；]{0,10}(?:指南|公告)",
    r"(?:完成|组织|截止|开始|启动)?[^，。；]{0,8}(?:申报|报名|受理)",
    r"(?:组织|通过|完成)?[^，。；]{0,6}(?:评审|审核|遴选)|公示",
    r"招标公告|挂网|发布招标",
    r"开标|中标|(?:完成|组织)[^，。；]{0,6}(?:公开)?(?:招标|采购)|确定[^，。；]{0,8}单位",
    r"签订|签约|签(?:了|下|施工|采购)*合同",
    r"开工|动工|进场|破土|启动(?:建设|施工)",
    r"(?:全部|陆续)?到货|完工|竣工(?!验收|决算)|建成|(?:主体|土建|施工|安装)[^，。；]{0,4}(?:完成|结束)",
    r"初验|初步验收|预验收|通过中期",
    r"终验|竣工验收|最终验收|完工验收|(?:通过|组织|完成)[^，。；]{0,8}验收",
    r"竣工决算|结算审[计核]|移交",
)
_STEP = tuple(later(rf"^[^，。；\d]{{0,14}}?(?:{one})") for one in _STEPS)
_LAST = frozenset({7, 9})  # 完工、验收：9月才开工，预计 3月完工
_EXPECTED = later("^[^，。；]{0,4}(?:预计|计划)(?:将|于|在)*$")
_OPEN = 3  # 前三步是给众人看的，一步一个分号也还是一件事
_PLAN = later(
    r"计划|原定|原计划|预计|拟|将|应(?![急用对届变答邀聘援])|目标|力争|要求|不得|比|较|自|截至|截止|上年|去年"
)
_APART = later(
    r"其中|分别|另|二期|上一|此前|早在|再次|重新|第[二三四]|其他|其余|最[早晚后]|次年|翌年"
)
_FAR = 60
_ANY, _DECEMBER = 2023, 12  # 没有写年份的，当作同一年


@dataclass(frozen=True, slots=True)
class _Event:
    match: re.Match[str]
    day: date
    step: int


def stages(reading: Reading) -> Iterator[Finding]:
    """逐句看办事的先后、期限。"""
    year: dict[int, int] = {}  # 没有写年的，照同一段前面的
    for sentence in reading.sentences_with(DATE):
        matches = list(DATE.finditer(sentence.text))
        before = year.get(sentence.paragraph.number, 0)
        for match in matches:
            if match["year"]:
                year[sentence.paragraph.number] = int(match["year"])
        if len(matches) > 1:
            yield from _disordered(sentence, matches, before or int(reading.stated_year or 0))
            yield from _batched(sentence, matches, before)
            yield from _moved(sentence, matches, before)
            yield from _overdue(sentence, matches, before)


def _days(matches: list[re.Match[str]], year: int) -> Iterator[tuple[re.Match[str], date, date]]:
    """各个日子最早、最晚是哪一天；没有写年的照前面的，只写年的不要。"""
    for match in matches:
        year = int(match["year"] or match["y2"] or year)
        month = int(match["month"] or match["lone"] or match["m2"] or 0)
        day = int(match["day"] or match["lone_day"] or match["d2"] or 0)
        of_year = year or _ANY
        last = monthrange(of_year, month)[1] if 1 <= month <= _DECEMBER else 0
        if last and day <= last:
            yield match, date(of_year, month, day or 1), date(of_year, month, day or last)


def _clause(text: str, match: re.Match[str]) -> tuple[str, str]:
    """同一分句里日子前后的话。"""
    before = regex("[，。；：]").split(text[: match.start()])[-1]
    return before, regex("[。；]").split(text[match.end() :])[0]


def _disordered(sentence: Sentence, matches: list[re.Match[str]], year: int) -> Iterator[Finding]:
    """后一步的日子早于前一步的；挨着说的两步才比，中间另说一样东西的不比。"""
    events = []
    for match, first, last in _days(matches, year):
        before, after = _clause(sentence.text, match)
        step = next((place for place, one in enumerate(_STEP) if one.match(_bare(after))), None)
        planned = _PLAN.search(before) and not (step in _LAST and _EXPECTED.search(before))
        if step is not None and not planned and not regex(r"\s*以?来").match(after):
            events.append((_Event(match, last, step), _Event(match, first, step)))
    for (_, start), (end, _) in pairwise(events):
        gap = sentence.text[start.match.end() : end.match.start()]
        plain = "；" not in gap or end.step < _OPEN
        if start.step >= end.step or start.day <= end.day or not plain or len(gap) > _FAR:
            continue
        if _APART.search(sentence.text[max(0, start.match.start() - 8) : end.match.end() + 4]):
            continue
        place = sentence.start + start.match.start(), sentence.start + end.match.end()
        message = f"先说 {start.match[0]}的事，后一步却在 {end.match[0]}，先后颠倒了"
        yield Finding("R16", sentence.paragraph, *place, message)


def _bare(after: str) -> str:
    """3月底前，各乡镇完成申报：日子后面的“底前”“，”“至几日”不看。"""
    return _UNTIL.sub("", after)


_UNTIL = later(r"^(?:[-—–~～至到]\s*[\d年月日\s]+)?(?:上旬|中旬|下旬|[底末])?(?:之?前|以前)?，?")


_BATCHES = later("分[两二三四](?:批|次|期|笔)|依次|先后")
_FIRST = later(r"(?:^|[；：，])\s*(?:第[一二三四][批次期笔]，?)?$")


def _batched(sentence: Sentence, matches: list[re.Match[str]], year: int) -> Iterator[Finding]:
    """分两批拨付：2024年5月预拨几元；2024年3月拨付几元。每一段都从日子说起的。"""
    said = _BATCHES.search(sentence.text)
    if said is None:
        return
    days = [
        (match, last) for match, _, last in _days(matches, year)
        if match.start() > said.end() and _FIRST.search(sentence.text[: match.start()])
        and match["year"]
    ]  # fmt: skip
    for (_, one), (match, two) in pairwise(days):
        if two < one:
            place = sentence.start + match.start(), sentence.start + match.end()
            message = f"“{said[0]}”依次说的，{match[0]}却早于前一个日子"
            yield Finding("R16", sentence.paragraph, *place, message)


_AGAINST = later(r"[^，。；\d]{0,12}，比[^，。；\d]{0,8}$")
_HOW = later(
    r"[底末]?(?:之?前)?的?(?:计划|时限|期限|目标|工期|要求|约定|合同|规定)*(?:时间|日期|工期)?(?P<how>提前|推迟|延迟|延后|滞后|晚|早)"
)


def _moved(sentence: Sentence, matches: list[re.Match[str]], year: int) -> Iterator[Finding]:
    """10月底前完工，比 11月底的时限推迟 1个月：早了，却说推迟。"""
    days = list(_days(matches, year or _ANY))
    for (real, _, done), (plan, _, due) in pairwise(days):
        how = _HOW.match(sentence.text[plan.end() :])
        gap = regex("^[底末]?(?:之?前)?").sub("", sentence.text[real.end() : plan.start()])
        if how is None or not _AGAINST.fullmatch(gap) or done == due:
            continue
        if (how["how"] in {"提前", "早"}) is (done > due):
            place = sentence.start + real.start(), sentence.start + plan.end() + how.end()
            message = f"{real[0]}比 {plan[0]}{'晚' if done > due else '早'}，写的是“{how['how']}”"
            yield Finding("R16", sentence.paragraph, *place, message)


_DUE = later(r"(?:应|须|要求|约定|规定|计划|原定|目标)[^，。；\d]{0,8}$")
_ON_TIME = later(
    r"(?:按[期时]|及时)[^，。；]{0,8}率[^，。；\d]{0,4}100%"
    r"|(?<!未)(?<!没有)(?<!不能)(?:按[期时]|如期)(?!率)|提前"
)
_LATE = later(r"推迟|延迟|逾期|滞后|超期|晚于|(?:未|没有|没能|不能)[^，。；]{0,3}(?:按[期时]|如期)")
_ACTUAL = later(r"实际|均?已?于|投用|完成|建成|验收|上线|交付|开工|完工|竣工")


def _overdue(sentence: Sentence, matches: list[re.Match[str]], year: int) -> Iterator[Finding]:
    """应于 9月30日前投用，10月25日才投用，却说按期率 100%；早到了，却说推迟。"""
    days = list(_days(matches, year))
    due = next(
        (
            (match, last) for match, _, last in days
            if _DUE.search(sentence.text[: match.start()])
            and regex(r"[底末]?(?:之?前|以前)").match(sentence.text[match.end() :])
        ),
        None,
    )  # fmt: skip
    if due is None or _APART.search(sentence.text):
        return
    rest = sentence.text[due[0].end() :]
    done = [
        (match, first) for match, first, _ in days
        if match.start() > due[0].end() and not _PLAN.search(_clause(sentence.text, match)[0])
        and _ACTUAL.search("".join(_clause(sentence.text, match)))
    ]  # fmt: skip
    if not done or (_ON_TIME.search(rest) is None) is (_LATE.search(rest) is None):
        return
    match, day = max(done, key=lambda pair: pair[1])
    late = day > due[1]
    if late is (_ON_TIME.search(rest) is not None) and abs((day - due[1]).days) < _YEAR:
        said = "晚" if late else "早"
        how = (_ON_TIME if late else _LATE).search(rest)
        place = sentence.start + match.start(), sentence.start + match.end()
        message = f"{match[0]}比期限（{due[0][0]}）{said}，却说“{how[0] if how else ''}”"
        yield Finding("R16", sentence.paragraph, *place, message)


_YEAR = 300  # 差这么多天的，是没有写年份
