"""R07 话与数之三：说都按时完工，别处却写着推迟；说都高于多少，前面列的却有没到的。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied
from perfxl.proof.claims.goals import in_goals, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.text.masks import even

_ON_TIME = Clue(
    r"(?:全部|均|都|各[\u4e00-\u9fff]{1,4}均?)(?:已)?(?:按|如)(?:期|时|原?计划(?:时间|工期|进度)?|合同工期|规定时间|序时进度)[^，。；]{0,6}"
    r"(?:完工|竣工|完成|建成|交付|验收|开工|推进|实施|发放|支付|拨付|办结|到位)"
    r"|(?:均|全部|都)在(?:计划|规定|合同)[^，。；]{0,6}(?:时间|工期|期限)内(?:完工|竣工|完成|建成|交付)",
    "按",
    "如",
    "内",
)
_LATE = Clue(
    r"(?:较|比)(?:原?计划|计划|合同|原定)[^，。；]{0,8}(?:推迟|滞后|延迟|晚|拖后)|(?:推迟|延期|逾期|延误|延后)(?:了)?[^，。；]{0,6}(?:完工|竣工|完成|开工|交付|验收)"
    r"|(?:完工|竣工|完成|工期|进度|开工|交付)[^，。；]{0,6}(?:推迟|延期|逾期|滞后|延误|延后)|停工"
    r"|(?:延迟|推迟|滞后|拖延|晚)了?\d+(?:天|日|个月)"
    r"|(?:超期|逾期)(?:发放|支付|拨付|办理|办结)|(?:比|较)计划的?\d+天(?:多|晚|推迟|延迟)",
    "推迟",
    "滞后",
    "延迟",
    "晚",
    "拖后",
    "拖延",
    "延期",
    "逾期",
    "延误",
    "延后",
    "停工",
    "超期",
    "天",
)
_NOT_SAID = later(r"如|若|防止|避免|对|凡|不得|杜绝|将|拟|力争|确保|要求|应")


def pledges(reading: Reading) -> Iterator[Finding]:
    """逐句看按时、都高于。"""
    late = [
        (one, match)
        for one in reading.sentences_with(_LATE)
        if (match := _LATE.search(one.text)) and not _hypothetical(one.text, match)
    ]
    for sentence in reading.sentences_with(_ON_TIME) if late else ():
        match = _ON_TIME.search(sentence.text)
        own = _listed(sentence.text, match) if match else frozenset()
        other = next(
            (
                (one, said)
                for one, said in late
                if (one is not sentence or (match and said.start() > match.end()))
                and _same(own, one.text, said)
            ),
            None,
        )
        if match and other and not _hypothetical(sentence.text, match):
            place = sentence.start + match.start(), sentence.start + match.end()
            said = f"{other[0].paragraph.place}却写“{_clause(other[0].text, other[1])}”"
            yield Finding("R07", sentence.paragraph, *place, f"说“{match[0]}”，{said}")
    for sentence in reading.figured:
        yield from _all_above(sentence)


def _listed(text: str, match: re.Match[str]) -> frozenset[str]:
    """提灌站 2座、加工厂房 1栋均按期完成：只说列着的这几样。"""
    clause = regex(r"[，。；]").split(text[: match.start()])[-1]
    return (
        frozenset(words_of(clause))
        if "、" in clause and regex(r"\d").search(clause)
        else frozenset()
    )


def _same(own: frozenset[str], text: str, late: re.Match[str]) -> bool:
    clause = regex(r"[，。；]").split(text[: late.start()])[-1] + late[0]
    return not own or bool(own & words_of(clause))


def _hypothetical(text: str, match: re.Match[str]) -> bool:
    clause = regex(r"[，。；]").split(text[: match.start()])[-1]
    return bool(_NOT_SAID.search(clause) or regex("未|没有|不|无$").search(clause[-2:]))


def _clause(text: str, match: re.Match[str]) -> str:
    before = regex(r"[，。；：]").split(text[: match.start()])[-1]
    return (before[-10:] + match[0]).strip()


_ALL_ABOVE = later(
    r"(?:均|都|全部)(?:高于|超过|达到|大于|不低于|不少于|在|高出)(?:了)?[^，。；\d]{0,10}$"
)
_CLOSE = 10
_ALL_BELOW = later(
    r"控制在[^，。；\d]{0,6}$|(?:均|都|全部)(?:低于|小于|不超过|不高于|控制在|少于|在)[^，。；\d]{0,10}$"
)


def _all_above(sentence: Sentence) -> Iterator[Finding]:
    """图书馆 63小时、文化馆 56小时，均高于 42小时。"""
    for limit in () if in_goals(sentence.paragraph) else sentence.figures:
        higher, lower = _ALL_ABOVE.search(limit.before), _ALL_BELOW.search(limit.before)
        above, below = higher is not None, lower is not None
        if any(one and denied(limit.before[: one.start()]) for one in (higher, lower)):
            continue  # 未控制在 10分钟以内
        rest = limit.after[:4]
        if "均在" in limit.before or "都在" in limit.before or "全部在" in limit.before:
            above, below = rest.startswith("以上"), regex("以下|以内|之内").match(rest) is not None
        if above == below or limit.unit in TIMES - {"小时", "天", "分钟", "岁"}:
            continue
        if regex(r"[前后][一二两三四五六七八九十\d]+[次个项轮家]|其[余他]").search(limit.before):
            continue  # 但后两次均在 90分以上：只说后两次
        listed = _just_before(limit, sentence)
        if not regex("均|都|全部").search(limit.before):
            listed = listed[:1]  # 共支出 45万元，人均 750元，控制在 800元以内：说的是人均
        if regex("[、和及]").match(even(limit.paragraph.text)[limit.end :]):
            continue  # 均高于 3.80%和 3.20%：各比各的
        wrong = [
            figure for figure in listed
            if (above and figure.value < limit.value) or (below and figure.value > limit.value)
        ]  # fmt: skip
        own = regex(
            r"[^，。；\d]{2,}?(?:率|数|量|额|费|成本|单价|时间|误差)(?:均|都|全部)?控制在"
        ).match(
            limit.before,
        )
        firm = (
            own is None
            and "控制在" in limit.before
            and listed
            and limit.start - listed[0].end < _CLOSE
        )
        if wrong and (len(listed) > 1 or firm):
            message = f"说“{limit.before[-6:]}{limit.raw}”，前面的 {wrong[0].raw} 却不是"
            yield Finding("R07", limit.paragraph, wrong[0].start, limit.end, message)


def _just_before(limit: Figure, sentence: Sentence) -> list[Figure]:
    """紧挨在前面、同样单位的几个数，隔着分号的不算。"""
    made: list[Figure] = []
    last = limit.start
    for figure in reversed(sentence.figures[: sentence.figures.index(limit)]):
        gap = sentence.between(figure.end, last)
        if figure.unit != limit.unit or len(gap) > 24 or "；" in gap or "；" in gap:
            break
        made.append(figure)
        last = figure.start
    return made
