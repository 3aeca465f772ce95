"""共用一个名称的两个数是不是两件事：名称前面各有各的限定（城市、农村；一期、二期），就是两件。

别处提到一个数时的话也在这里。
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim, is_bound
from perfxl.proof.model import Figure
from perfxl.proof.scopes import SCOPES, period, phrase, stage
from perfxl.proof.text.clues import regex
from perfxl.proof.text.labels import label_of
from perfxl.proof.text.masks import even

# 数前面的“共”“达到”。
FILLER = later(
    r"(?:已|约|为|是|达到|达|共计|共|合计|总计|有|了|实现|完成|数为|近|超过|超|的|累计|只有|仅|只|均)+$"
)
# 限定不了什么的字：去掉以后不剩什么的，说的还是那一件事。
_HOLLOW = later(
    r"项目|资金|预算|支出|执行|安排|金额|到位|合计|总额|拨付|支付|下达|经费|投入|投资|收入|年度|年初|年末|"
    r"当年|本年|全年|调整|实际|完成|实现|计划|目标|情况|使用|其中|财政|专项|分别|以及|新增|累计|截至|目前|"
    r"上述|以上|整个|总体|整体|全部|所有|各类|各项|共计|总计|最终|直接|间接|已经|通过|使得?|实施|开展|举办|"
    r"组织|购置|采购|建设|新建|建成|发放|兑付|兑现|落实|惠及|受益|覆盖|服务|带动|争取|报告期|服务对象|"
    r"[一二三四五六七八九十]是|[第的本该我此年月日底末共有了为是达约近超已均各每总数量个按在对和与及由将被让给等占较比内中]"
    r"|[全本我]?[省市县区局]$"
)
_HAN = later("[^\u4e00-\u9fff]+")
_BREAK = later(r"[，。；：:、,;！？!?（）()\[\]“”\n]")
_DATED = later(r"(?:19|20)\d{2}年?度?")
_NOUN = 2  # 共用的名称至少有这么多字
_PAST = 3  # 越过逗号相同的，至少有这么多字，才当作前一个分句也是这一件事的
_TITLE = 12
_LONG = 120  # 再往前的不看
# 分着写指标、资金的小标题：下面说的可以是同一件事。
_SAME_TITLES = later(
    "数量|质量|时效|成本|产出|效益|社会|经济|生态|环境|持续|影响|满意|指标|资金|目标|完成|情况|问题|不足|"
    "措施|建议|项目|预算|概况|决策|过程|管理|原因|结论|进度"
)


def two_facts(figure: Figure, other: Figure) -> bool:
    """名称前面各有各的限定，或各在各的小标题下面。"""
    one, two = _heads(figure, other)
    if (limited(one) and limited(two)) or _other_step(figure, other):
        return True
    title, its = _item(figure), _item(other)
    return bool(title) and bool(its) and title != its


def _heads(figure: Figure, other: Figure) -> tuple[str, str]:
    """两句话末尾相同的一截前面，各剩下什么。"""
    one, two = _lead(figure), _lead(other)
    size = 0
    while size < min(len(one), len(two)) and one[-size - 1] == two[-size - 1]:
        size += 1
    shared = one[len(one) - size :]
    if len(_HAN.sub("", shared)) < _NOUN:
        return "", ""
    crossed = [match.start() for match in _BREAK.finditer(shared)]
    if crossed and len(_HAN.sub("", shared[: crossed[-1]])) < _PAST:
        return "", ""
    return _last(one[: len(one) - size]), _last(two[: len(two) - size])


def _last(text: str) -> str:
    return _BREAK.split(text)[-1]


def _lead(figure: Figure) -> str:
    """这一句里数前面的话；数字各不相同，写成 #。"""
    first = max(figure.sentence[0], figure.start - _LONG)
    said = even(figure.paragraph.text)[first : figure.start]
    bare = regex(r"\d[\d,.]*").sub("#", _DATED.sub("", regex(r"\s").sub("", said)))
    return _usual(FILLER.sub("", bare))


def _usual(said: str) -> str:
    """资金预算总额、预算资金总额：两种说法一个意思。"""
    return said.replace("资金预算", "预算资金")


def limited(head: str) -> bool:
    """名称前面的这些字，真有限定：初级、东区、第二期；共、全年、实际这样的不算。"""
    return _HOLLOW.sub("", _HAN.sub("", _DATED.sub("", head))) != ""


_RISE = r"[^，。；\d]{0,6}(?:提高|增加|上升|增长|提升|下降|降低|降|减少|缩短|压缩|调整)[到至]"
_FROM = later(rf"{_RISE}\s*(?P<there>\d[\d,.]*)")
_TO = later(rf"[由从][^，。；\d]{{0,20}}(?P<there>\d[\d,.]*){_RISE}$")


def _other_step(figure: Figure, other: Figure) -> bool:
    """由 680元提高到 720元、由 520元提高到 560元：两头的数都不同，说的是两样东西。"""
    one, two = _end(figure), _end(other)
    return bool(one) and bool(two) and one != two


def _end(figure: Figure) -> str:
    """由几提高到几，另一头的数。"""
    text = even(figure.paragraph.text)
    match = _FROM.match(text, figure.end) or _TO.search(
        text[max(figure.sentence[0], figure.start - _LONG) : figure.start].rstrip()
    )
    return match["there"] if match else ""


_PROJECT = later("[^，。；：:]{4,40}(?:项目|工程|专项)(?=[，：:])")  # 1.某某建设项目，……


_SIDE = later("([\u4e00-\u9fff]{1,6}(?:层面|方面))[：:]")  # 学校层面：……；专业群层面：……


def _item(figure: Figure) -> str:
    """（一）东线。……：段首的编号后面短短的小标题。"""
    text = even(figure.paragraph.full[:_LONG])
    label = label_of(text)
    if label is None:
        side = _SIDE.match(text)
        return side[1] if side else ""
    project = _PROJECT.match(text[label.end :].strip())
    if project is not None:
        return project[0]
    title = regex("[。：:]").split(text[label.end :])[0].strip()
    if len(title) > _TITLE or len(title) == len(text[label.end :].strip()):
        return ""
    bare = _SAME_TITLES.sub("", title)
    same = bare != title and len(regex("[度类性的、和与及]").sub("", bare)) < _NOUN
    return "" if same or regex(r"[\d，]").search(title) else title


_DROP = later(
    r"[\s，。；：:、,;（）()“”\"《》]|(?:(?:19|20)\d{2})年度?|其中|截至|\d+月(?:底|末|\d+日)?"
)
_KEY = 24


@dataclass(frozen=True, eq=False)
class Mention:
    """一个数和它前面的话；多半的数没有另一处可比，要比的才细看。"""

    figure: Figure
    key: str  # 前面的话（同一句、去标点、去年份），最后 24 个字

    @cached_property
    def clause(self) -> str:
        """同一分句里数前面的话。"""
        return FILLER.sub("", _DROP.sub("", self.figure.before))

    @cached_property
    def period(self) -> str:
        """上面最近说的月份、季度。"""
        return period(even(self.figure.paragraph.text)[: self.figure.start])

    @cached_property
    def is_part(self) -> bool:
        """是“其中”后面的一项。"""
        text = even(self.figure.paragraph.text)[self.figure.sentence[0] : self.figure.start]
        return regex("其中|分别|包括|（含").search(text) is not None

    @cached_property
    def is_aim(self) -> bool:
        """说的是目标，不是完成的。"""
        return is_aim(self.figure) or is_bound(self.figure)

    @cached_property
    def stage(self) -> str:
        """钱到了哪一步：给的、花的。"""
        return stage(self.figure)

    @cached_property
    def scopes(self) -> frozenset[str]:
        """累计、全省 …：上一个逗号以来的话里有的。"""
        return frozenset(SCOPES.findall(phrase(self.figure)))


def mention_of(figure: Figure) -> Mention:
    before = _DROP.sub("", even(figure.paragraph.text)[figure.sentence[0] : figure.start])
    return Mention(figure, _usual(FILLER.sub("", before))[-_KEY:])
