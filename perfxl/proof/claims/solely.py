"""达到预期目标说的是不是只有紧挨在前面的一个数。"""

from __future__ import annotations

import re

from perfxl.cells.later import later
from perfxl.proof.claims.yardsticks import Yardstick, spoken_of
from perfxl.proof.model import Figure
from perfxl.proof.reading import Sentence
from perfxl.proof.text.clues import regex

_RATE = later(
    r"(?:完成[^，。；]{0,8}的"
    r"|(?:任务|目标|指标|工作|计划|项目)?(?:完成率|达成率|实现率|达标率|完工率)(?:仅|只|为|达到?|约)*)$"
)
_FULL = 100
_REACHED, _BESIDE = frozenset({"达到", "实现"}), 3
_OWN_FULL = later(r"(?:完成率|实现率)(?:为|达到?)?\s*100\s*%$")
_ONE_DONE = later(r"\d[^，。；\d]{1,6}，$")
_EVERYTHING = later("各项|各个|各类|所有|全部|总体|整体|项目绩效|绩效目标")


def of_one(sentence: Sentence, match: re.Match[str], every: tuple[Yardstick, ...]) -> bool:
    """满意度 94.17%，达到预期目标：只说紧挨在前面的这一个数。

    新购图书 12350册，超额完成年度目标：是自评表里一条的完成值，说的就是这一条，对不对另外比。
    """
    before = sentence.text[: match.start()]
    if _OWN_FULL.search(match[0]) and _ONE_DONE.search(before):
        return True  # 治理河道 24公里，目标完成率 100%：说的是河道一项
    first = sentence.start + match.start()
    beside = [
        one for one in sentence.figures if 0 < first - one.end < _BESIDE and not _fell_short(one)
    ]
    ends = regex(r"[，（]\s*(?:已|也|均|基本)?$").search(before) is not None
    if not beside or not ends or _EVERYTHING.search(before):
        return False
    if match[0][:2] in _REACHED:
        return True
    one = beside[-1]  # 支出 116.4万元，全面完成任务：钱花了多少，说的不是成本一条
    own = not one.is_money and spoken_of(one, sentence, every) is not None
    return own and not _EVERYTHING.search(match[0])


def _fell_short(figure: Figure) -> bool:
    """完成目标的 76.00%，达到预期目标：这一个数自己就没有达到。"""
    return figure.unit == "%" and figure.value < _FULL and _RATE.search(figure.before) is not None


_SPENDING = later(r"(?:拨付|支付|支出|投入|使用)$")
_AMOUNT_NEXT = later(r"(?:的)?(?:资金|金额|部分)?(?:为|共|共计|合计)?\s*\d[\d,.]*\s*[万亿]?元")
_AMOUNT_BEFORE = later(r"\d[\d,.]*\s*[万亿]?元(?:资金)?$")


_SCORING = later(r"[记计]满?分|分为?[一二三四五六]?个?档|[三四五]档")  # 说分怎样记的一句
_RULE = later(r"的[，]?(?:按|照|扣|记|计|酌|不得|得)")


def of_no_aim(text: str, short: re.Match[str]) -> bool:
    """不是哪一个目标没有完成：尚未支出 2.42万元，是剩下的钱；未完成的按比例记分，是计分的办法。"""
    if _RULE.match(text, short.end()) or _SCORING.search(text):
        return True
    if _SPENDING.search(short[0]) is None:
        return False
    before = _AMOUNT_BEFORE.search(text[: short.start()])
    return before is not None or _AMOUNT_NEXT.match(text, short.end()) is not None


_SOFT = later(
    r"(?:多数|大部分|部分|个别)的?(?:指标|目标|任务|项目|工作)|"
    r"较好|基本|力争|确保|争取|努力|保证|将|推动|为(?:全面|圆满)|下一步|要求|应(?![急用对届变答邀聘援])|促进"
)


def is_soft(text: str, match: re.Match[str]) -> bool:
    """话里留着余地、说的只是其中几个：不是说满了。"""
    before = regex(r"[，。；]").split(text[: match.start()])[-1]
    denied = regex("未|没|不").search(before[-6:])
    others = regex("其余|其他|除此|以外|之外|除[^，。；]{2,24}外").search(text[: match.end()][-40:])
    # 有 31个小项完成……的小项：说的只是这几个
    some = regex(r"有\s*\d+\s*[个项件家][^，。；]{0,10}$").search(before)
    some = some or regex(r"的[\u4e00-\u9fff]").match(text[match.end() :])
    return bool(denied or others or some or _SOFT.search(before) or _SOFT.match(match[0]))
