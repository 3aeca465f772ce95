"""一个率说的是不是这两个数：写在哪里、名称像不像、哪个是全部、哪个是部分，各得几分。"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.proof.claims.goals import about, base_missing, in_goals, is_aim
from perfxl.proof.model import Figure
from perfxl.proof.ratios.pairs import countable
from perfxl.proof.ratios.siblings import each_kind, of_time
from perfxl.proof.reading import Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import noted

_CHANGE = later(
    r"增长|增加|提高|提升|上升|增幅|下降|减少|降低|降幅|缩短|压缩|同比|较|比上|比去|高于|低于|翻|超|涨|多|少"
)
# 说的是要求、别的年份的，没有可以相除的两个数。
_GIVEN = later(
    r"(?:目标值?|指标值|不低于|不少于|≥|>|以上|以内|不超过|要求|控制(?!率)|标准|上年|去年|同期|力争|应达|应不|计划|任务)[^，。的]{0,4}$"
)
_ASKED = later(
    r"的?(?:年度|绩效|预期|规定|序时)*(?:目标|要求|标准|指标|任务|计划|水平|控制|上限|下限|红线|底线)"
)
_MET = later(r"(?:达到?|达成|实现|超过|突破|低于|高于|不足|不到|未及|不及|满足|符合|好于|优于)了?$")
# 合同、政策定的利率，不是利息除以本金（平均利率另看）。
_INTEREST = later("利率(?:仅|只|均|约)?(?:为|达到?|是|至|到)?$")
_REST = later(
    r"(?:节支|节约|节省|节资|下浮|核减|压减|审减|漏损|退|流失|空置|结余|结转|剩余|未[^，。]{1,4})率?"
)
_LEFT = later(r"(?:还有|尚有|其余|剩余|余下|另有)的?$")
_RATE = later(
    r"(?P<stem>[\u4e00-\u9fff]{1,10}?)(?:率|度|比例|比重|密度|进度)(?:仅|只有?|均|约|分别|已)?(?:为|达到?|是|到)?$"
)
_OF = later(
    r"(?:为|占|达到?|完成了?|相当于|覆盖|达)了?(?P<noun>[^，。；、\d占]{0,14}?)(?:的|的?比例|的?比重|比)?(?:为|达到?|是)?$"
)
# 分母就写在百分数前面：占项目总数 145个的 40%，完成计划（600人次）的 103%。
_INSIDE = later(r"(?:占|完成|为|达到?)[^，。；]{0,16}\d[^，。；\d]{0,8}[）]?的(?:比例为|比重为)?$")
_SOURCES = later("中央|省级|市级|县级|区级|本级|自筹|债券|社会资本|配套|省补|国债|银行")
_NEXT, _AFTER, _APART, _UNNAMED = 2, 3, 25, 100
_NEARBY, _STANDS = 3, 5
_SUBJECT = 4
_DONE_RATE = later(r"完成|达成|实现|目标|计划|任务|超")
_SPENT = ("执行", "支出", "支付", "使用", "拨付", "发放", "兑付", "完成投资")
_WHOLE = later(
    r"应|共|总|计划|目标|任务|预算|下达|到位|安排|抽|发放|受理|申请|辖|需|原有|现有|设计|控制价|招标|参加|报名|参训|实有|登记|纳入"
)
_PART = later(r"已|实际|其中|完成|实|支出|支付|执行|使用|合格|通过|达标|收回|回收|满意|拨付")
_AMOUNT = later(r"[，（]?(?:即|计|合)\s*\d")  # 支付 20%即 11.2万元
_SAME = later(r"[，（]?(?:即|计|共计?|约|合|为|是)")
_EMPTY_NOUN = later(r"^(?:总数|总量|总额|全部|总)?$")
_LEADING = later(r"^(?:了|全年|年度|全部|项目|其)")


@dataclass(frozen=True, slots=True)
class Asked:
    """一个要找分子、分母的百分数，和它的话里说的。"""

    percent: Figure
    stem: str  # 率的名称：合格率的“合格”
    noun: str | None  # 占什么的：占到位资金的
    is_rest: bool  # 说的是节约、未完成的
    is_done: bool  # 说完成了几成：可以过百
    inside: bool  # 分母就在百分数前面
    amount: bool = False  # 后面接着写了是多少：20%即 11.2万元


# 分母是全年平均的人数、各业的总量，报告里多半没有写。
_ELSEWHERE = later(r"(?:出生|死亡|自然增长|失业|发病|贡献|巩固)率(?:为|达到?)?$")


def asked(percent: Figure, sentence: Sentence) -> Asked | None:
    """是不是一个该有两个数的率；目标、增减不是。"""
    before = percent.before
    bare = percent.unit != "%" or not percent.exact or percent.value == 0
    if (
        bare
        or before.endswith(("由", "从"))
        or _INTEREST.search(before)
        or _ELSEWHERE.search(before)
        or _CHANGE.search(before[-12:])
        or _GIVEN.search(before[-10:])
    ):
        return None
    if regex("以上|以内|以下").match(percent.after) or in_goals(percent.paragraph):
        return None
    if _ASKED.match(percent.after) and _MET.search(before):
        return None
    if in_row(percent, sentence) or of_time(percent, sentence):
        return None
    rate, share = _RATE.search(before), _OF.search(before)
    inside = _INSIDE.search(sentence.text[: percent.start - sentence.start]) is not None
    amount = _AMOUNT.match(even(percent.paragraph.text)[percent.end :])
    if not (rate or share or inside or amount or _LEFT.search(before)):
        return None
    if rate is not None and not regex("占|的$").search(before):
        share = None  # “达标率”不是“达……”
    rest = _REST.search(before[-12:]) or _LEFT.search(before)
    return Asked(
        percent, rate["stem"] if rate else "", share["noun"] if share else None,
        rest is not None, _DONE_RATE.search(before[-14:]) is not None, inside,
        amount is not None,
    )  # fmt: skip


def in_row(percent: Figure, sentence: Sentence) -> bool:
    """分别占 42.2%、23.3%和 34.5%：一串百分数各有各的两个数，另看。"""
    place = sentence.figures.index(percent)
    around = sentence.figures[max(0, place - 1) : place + 2]
    return any(
        figure.unit == "%" and figure is not percent and figure.exact
        and (max(percent.start - figure.end, figure.start - percent.end) < _NEXT
             or each_kind(percent, figure))
        for figure in around
    )  # fmt: skip


class Likelihood:
    """一个率说的是不是这两个数：作分子、作分母各有几分，算过记着；再加两个数合起来看的。"""

    def __init__(self, said: Asked, sentence: Sentence) -> None:
        percent = said.percent
        self._said, self._sentence = said, sentence
        self._mine = [
            one for one in sentence.figures if countable(one) and one.end <= percent.start
        ]
        first = sentence.text[: percent.start - sentence.start].rfind("；") + 1
        self._segment = [one for one in self._mine if one.start >= sentence.start + first]
        spent = any(word in said.stem for word in _SPENT)
        self._words = _SPENT if spent else _twos(said.stem)
        self._stem = "" if spent else said.stem
        self._noun = _LEADING.sub("", said.noun or "")
        self._aimed = regex("目标|计划|任务").search(self._noun) is not None
        self._parts: dict[Figure, tuple[int, bool]] = {}
        self._wholes: dict[Figure, tuple[int, bool]] = {}

    def of(self, part: Figure, whole: Figure) -> int:
        """这一对有几分像。"""
        said = self._said
        if part not in self._parts:
            self._parts[part] = self._as_part(part)
        if whole not in self._wholes:
            self._wholes[whole] = self._as_whole(whole)
        (mine, named), (theirs, alike) = self._parts[part], self._wholes[whole]
        score = mine + theirs - (15 if named and alike else 0)
        score += 10 if part in self._segment[-2:] and whole in self._segment[-2:] else 0
        if about(part) & about(whole):
            score += 10
        elif whole.paragraph is not said.percent.paragraph:
            score -= 10
        score -= _APART if _aloof(said, whole) else 0
        score -= 40 if part.value > whole.value and not said.is_done else 0
        earlier = (whole.paragraph.number, whole.start) < (part.paragraph.number, part.start)
        score += 3 if earlier else 0
        return score - (_APART if said.noun is None and _other_source(part, whole) else 0)

    def _as_part(self, part: Figure) -> tuple[int, bool]:
        """作分子有几分；率的名称写没写在它旁边。"""
        said, aim = self._said, is_aim(part)
        score = self._placed(part) + (5 if _PART.search(part.before) else 0)
        score -= 10 if aim else 0
        score -= _UNNAMED if _other_subject(said, part) else 0
        score -= 10 if self._aimed and aim else 0
        if not said.stem:
            return score, False
        named = any(word in _around(part) for word in self._words)
        if named:
            return score + 20, True
        if all(word in f"{part.before}{part.after}" for word in said.stem[-2:]):
            return score + 10, False  # 达到……标准
        done = regex("完成|达成|实现").search(said.stem)
        return score - (30 if "满意" in said.stem else 0 if done else 10), False

    def _placed(self, part: Figure) -> int:
        """分子写在哪里：同一句、同一个分号里、紧挨着。"""
        percent, mine, segment = self._said.percent, self._mine, self._segment
        last, score = bool(mine) and mine[-1] is part, 0
        if part in mine:
            score += 10 - (15 if part not in segment else 0)
            score += 15 if last else 5 if part in segment[-2:] else 0
        if last and self._said.stem and self._has_rate(part.end, percent.start):
            score -= 20
        if 0 < part.start - percent.end < _AFTER:
            score += 15  # 满意度 98.1%，255人满意
        between = self._sentence.between
        if part.start > percent.end and _SAME.fullmatch(between(percent.end, part.start)):
            score += 25  # 支付 30% 即 16.8万元
        return score

    def _has_rate(self, first: int, last: int) -> bool:
        """中间另有一个百分数。"""
        return any(one.unit == "%" and first <= one.start < last for one in self._sentence.figures)

    def _as_whole(self, whole: Figure) -> tuple[int, bool]:
        """作分母有几分；率的名称是不是也写在它旁边。"""
        said, percent = self._said, self._said.percent
        total, score = _WHOLE.search(whole.before) is not None, self._nouned(whole)
        if whole in self._mine:
            score += 15 if whole in self._segment else 10
        elif whole.paragraph is percent.paragraph:
            score += 5
        elif abs(whole.paragraph.number - percent.paragraph.number) < _NEARBY:
            score += 2
        own = said.inside and self._mine and self._mine[-1] is whole
        score += 40 if own and percent.start - whole.end < _STANDS else 0
        score += 7 if total else 0
        score += 10 if said.is_done and is_aim(whole) else 0
        score -= 5 if whole.hedge else 0
        score -= _UNNAMED if base_missing(said.noun or "", whole) else 0
        score -= 10 if regex("上年|其中").search(whole.before) else 0
        alike = self._stem and any(word in _around(whole) for word in self._words)
        return score, bool(alike) and not total

    def _nouned(self, whole: Figure) -> int:
        """占什么的名称在分母旁边。"""
        noun = self._noun
        if self._aimed:
            return 25 if is_aim(whole) else 0
        if self._said.noun and _EMPTY_NOUN.match(noun):
            return 15 if regex("共|总|合计").search(whole.before) else 0
        if not noun:
            return 0
        words, theirs = _twos(noun), _around(whole)
        shared = sum([word in theirs for word in words])
        return 20 + 10 * shared // max(1, len(words)) if shared else -10


def _aloof(said: Asked, whole: Figure) -> bool:
    """前一句里做了多少：开工几套。……公租房分配几套，分配比例几。"""
    apart = whole.sentence != said.percent.sentence and whole.paragraph is said.percent.paragraph
    done = regex("(?:开工|建成|竣工)(?:了|约)?$").search(whole.before)
    return bool(said.stem) and apart and done is not None


def _other_subject(said: Asked, part: Figure) -> bool:
    """税收收入占财政收入的 46.8%：占的是税收收入，写着财政部门完成的那个数不是它。"""
    subject = said.percent.before.rpartition("占")[0]
    subject = regex(r"[^\u4e00-\u9fff]|^(?:其中|分别|仅|约|共|已|实际)").sub("", subject)
    if len(subject) < _SUBJECT or part.start >= said.percent.start - len(said.percent.before):
        return False
    near = _around(part)
    return not any(pair in near for pair in _twos(subject))


def _other_source(part: Figure, whole: Figure) -> bool:
    """中央资金支出多少，除以的是中央资金；别的来源、别的段里的总数不是它的分母。"""
    mine, theirs = _SOURCES.findall(part.before), _SOURCES.findall(whole.before)
    if not mine or part.unit != "元":
        return False
    return not set(mine) & set(theirs) and (bool(theirs) or whole.paragraph is not part.paragraph)


@lru_cache(maxsize=4096)
def _twos(text: str) -> tuple[str, ...]:
    return tuple(text[at : at + 2] for at in range(len(text) - 1))


@noted
def _around(figure: Figure) -> str:
    return f"{figure.before[-14:]}|{figure.after[:8]}"


_SPEND_RATE = later(r"(?:执行|支出|支付|使用|拨付)(?:进度|率)(?:为|达到?|是)?$")
_DONE_NAME = later(r"(?:完成|达成|实现)率(?:为|达到?|是)?$")
_AIM = later("目标|计划|任务|应")
_OVER_ALL = Decimal(100)


def turned_over(said: Asked, part: Figure, whole: Figure) -> bool:
    """分子分母倒过来除的：支出的率超过百分之百；完成率的分母写着计划，分子没有写。"""
    if divide(whole.value, part.value) * _OVER_ALL not in said.percent.span:
        return False
    if _SPEND_RATE.search(said.percent.before):
        return said.percent.value > _OVER_ALL
    return aims_under(said, part, whole)


def aims_under(said: Asked, part: Figure, whole: Figure) -> bool:
    """完成率：`whole` 写着是计划，`part` 没有写。"""
    aimed = _AIM.search(whole.before) is not None and _AIM.search(part.before) is None
    return aimed and _DONE_NAME.search(said.percent.before) is not None
