"""一个差额说的是不是这两个数：写在哪里、名称像不像、哪个是全部、与什么比，各得几分。"""

from __future__ import annotations

from dataclasses import dataclass

from perfxl.cells.later import later
from perfxl.proof.claims.goals import about, is_aim
from perfxl.proof.model import Figure
from perfxl.proof.ratios.comparands import DELTA, subject
from perfxl.proof.reading import Sentence
from perfxl.proof.sums.slips import NEVER
from perfxl.proof.text.clues import regex
from perfxl.proof.text.noted import noted

REST = later(
    r"(?:缺口|差额|结余|结转|剩余|其余|余下|剩下|尚余|尚有|还有|仍有|还差|尚缺|缺编|空编|空缺|缺员|未(?!成年|来|婚|检|重新认定|参加)[^，。；\d]{1,6}|不合格|不满意"
    r"|净收[益入]|盈余|利润|节约|节省|节支|超支|逾期|超期|缺)[^，。；\d]{0,6}$"
)
AIMED = later(
    r"目标|计划|任务|指标|要求|标准|应(?![急用对届变答邀聘援])|超额|预算|概算|控制价|定额"
)
LAST = later(r"上年|去年|同期(?![^，。；\d]{2,}[多少高低快慢])|同比|年初|原来|原有|(?:19|20)\d\d年")
_OLD = later("上年|去年|同期|同比|年初|原来|原有")
_NOW = later("今年|本年|当年|目前|现")
_THAN = later(
    r"(?:高于|低于|超过|超出|超|比|较|高出)(?P<than>[^，。；\d]{1,10}?)(?:多|少|高|低|增加|减少|增长|下降|提高|降低|缩短)?了?$"
)
_OBJECT = later(r"(?:节约|节省|节支|缺|结余|剩余|超支)了?(?P<thing>[^，。；\d]{2,8})$")
_PLAIN = later("资金|经费|成本|财政|投资|预算|开支|支出|人员|口|额|的|为|约|达|共")
_DENIED = later(
    r"[不未](?P<stem>合格|满意|达标|通过|完成|执行|支付|支出|整改|办结|到位|使用|开工|拨付)"
)
_WHOLE = later(
    r"应|共|总|需|计划|目标|安排|预算|成本|下达|到位|控制|概算|申报|受理|编制|核定|抽|发现|规划"
)
_PART = later(
    r"已|实际|完成|支出|支付|收入|现有|实有|建成|仅|通过|合格|整改|中标|成交|结算|拨付|使用|配备|收回"
)
_PRICE = later("(?:单价|均价|标准|每[\u4e00-\u9fff])$")


@dataclass(frozen=True, slots=True)
class Told:
    """一个差额的话里说的；哪两个数都要看，只看一次。"""

    gap: Figure
    before: str
    mine: tuple[Figure, ...]  # 同一句里前面的数
    segment: int  # 它的分号从哪里起
    subject: Figure | None  # 增减的是它
    rest: bool  # 说的是余下的
    denied: str | None  # 不满意的“满意”
    than: str  # 比什么


def told_of(gap: Figure, unit: str, sentence: Sentence) -> Told:
    """它的话里说了什么；`unit` 是要相减的两个数的单位。"""
    before = gap.before[-14:]
    mine = [
        figure for figure in sentence.figures
        if figure.unit == unit and figure.end <= gap.start and figure.exact
    ]  # fmt: skip
    segment = sentence.start + sentence.text[: gap.start - sentence.start].rfind("；") + 1
    denied, than = _DENIED.search(before), _THAN.search(before)
    return Told(
        gap, before, tuple(mine), segment, subject(gap, mine), REST.search(before) is not None,
        denied["stem"] if denied else None, than["than"] if than else "",
    )  # fmt: skip


def likely(told: Told, big: Figure, small: Figure) -> int:
    """这一对有几分像。"""
    score = _placed(told, big, small)
    if _is_change(big) or _is_change(small):
        score -= NEVER  # 正好相差这么多的仍算对，不拿来报
    if told.subject is not None and told.subject not in (big, small):
        score -= NEVER
    if told.rest:
        score += 7 if _WHOLE.search(big.before) else 0
        score += 7 if _PART.search(small.before) else 0
        score += 10 if "净" in told.before and regex("扣除|成本|支出").search(small.before) else 0
        score -= 25 if _own_object(told.before, big, small) else 0
        score += 0 if told.denied is None else 10 if told.denied in small.before else -30
        ordered = (big.paragraph.number, big.start) < (small.paragraph.number, small.start)
        score += 5 if ordered else 0
        score -= NEVER if is_aim(big) and is_aim(small) else 0  # 未完工的不是两个计划的差
    else:
        score += _compared(told, big, small)
    return score + (10 if about(big) & about(small) else 0)


def _placed(told: Told, big: Figure, small: Figure) -> int:
    """写在哪里：同一句、同一个分号里、紧挨着。"""
    score, gap, mine = 0, told.gap, told.mine
    for figure in (big, small):
        if figure.paragraph is gap.paragraph:
            here = told.segment <= figure.start < gap.start
            score += (15 if here else 10) if figure in mine else 5
        elif abs(figure.paragraph.number - gap.paragraph.number) <= 3:
            score += 2
    if mine[-2:] in ((big, small), (small, big)):
        return score + 15
    return score + (8 if mine and mine[-1] in (big, small) else 0)


@noted
def _is_change(figure: Figure) -> bool:
    """单价、标准，或自己就是增减的，不是能拿来减的数。"""
    before = figure.before
    return _PRICE.search(before) is not None or DELTA.search(before) is not None


def _own_object(before: str, big: Figure, small: Figure) -> bool:
    """节省差旅费：省的是另一样东西，不是前面两个数的差。"""
    match = _OBJECT.search(before)
    thing = _PLAIN.sub("", match["thing"]) if match else ""
    around = big.before + small.before
    return len(thing) > 1 and not any(thing[at : at + 2] in around for at in range(len(thing) - 1))


def _compared(told: Told, big: Figure, small: Figure) -> int:
    """与什么比：说目标的要有一个是目标，说上年的要有一个是上年，说别的名称的要有那个名称。"""
    aims, than = is_aim(big) != is_aim(small), told.than
    score = 8 if regex("比|较|低于|高于|超").search(small.before + big.before) else 0
    if AIMED.search(told.before):
        return score + (15 if aims else -10)
    if LAST.search(told.before):
        return score + (15 if _one_is_last(told, big, small) and not aims else -25)
    if len(than) >= 2:
        pairs = [than[at : at + 2] for at in range(len(than) - 1)]
        known = not aims and any(
            2 * sum(pair in figure.before + figure.after[:6] for pair in pairs) > len(pairs)
            for figure in (big, small)
        )
        return score + (15 if known else -10)
    return score + (8 if aims else 0)


def _one_is_last(told: Told, big: Figure, small: Figure) -> bool:
    """一个是上年的，一个是今年的；比 2023年增加几的，写着年份的那个就算。"""
    named = regex(r"(?:比|较)(?:19|20)\d\d年").search(told.before) is not None
    one, two = (
        (named and LAST.search(figure.before) is not None) or _is_last(figure, other)
        for figure, other in ((big, small), (small, big))
    )
    return one != two


def _is_last(figure: Figure, other: Figure) -> bool:
    """是上年的；只写着是哪一年的，要另一个也写着年份，或在一句里。"""
    if figure.year == "上年" or _OLD.search(figure.before):
        return True
    dated = bool(other.year) or figure.sentence == other.sentence or _NOW.search(other.before)
    return bool(dated) and LAST.search(figure.before) is not None
