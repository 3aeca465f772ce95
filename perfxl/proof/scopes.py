"""两处说的是不是一个口径：累计还是当年、全省还是全县，几月份，办到哪一步，是不是各说各的增长。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import noted

SCOPES = later(
    r"累计|截至|当年|新增|全省|全国|全市|全县|全区|首批|第[一二三]|上半年|下半年|[一二三四]季度|年初|调整|年末|上年|每|平均|人均|目标|计划|拟|应"
)
_PERIOD = later(
    r"(?:\d{1,2}月?\s*[-—–－至~～]+\s*)?\d{1,2}月份?(?!\d*日)|[上下]半年|前?[一二三四]季度|去年同期|上年同期"
)
_NEAR = 80
_MOVED = later(
    r"(?:同比|比上年|较上年|环比)?(?:增长|下降|上升|增加|减少|提高|降低|增幅|降幅|增|减)(?:了|为|达)?$"
)
_STEP = later("审结|办结|执结|结案|未结|受理|新收|收案|旧存|立案|调解|撤诉")
_ITEM = later("第[一二三四五六七八九十][，、是]|[一二三四五六七八九十]是")
_NAMED = 3  # 名称有这么长一截相同


def period(text: str) -> str:
    """最近说的月份、季度：1-12月、上半年。"""
    matches = list(_PERIOD.finditer(text[-_NEAR:]))
    return regex(r"\s").sub("", matches[-1][0]) if matches else ""


def steps(clause: str) -> set[str]:
    """收了几件、审结几件：办到哪一步。"""
    return set(_STEP.findall(clause))


def moved_apart(clause: str, other: str, shared: str) -> bool:
    """几样东西各增长几：前面那样东西的名称不同，就不是一件事。"""
    if not (_MOVED.search(clause) and _MOVED.search(other)):
        return False
    return len(regex(r"[\d.%]").sub("", _MOVED.sub("", shared))) < _NAMED


def own_words(shared: str, one: str, other: str) -> str:
    """用电量 23.6亿千瓦时，同比增长；用电量 2.02亿千瓦时，同比增长：从数起的一截里没有名称。"""
    ahead = one[: len(one) - len(shared)][-1:], other[: len(other) - len(shared)][-1:]
    units = regex(r"^[^\d增减上下同比较环]*").match(shared)
    return shared[units.end() :] if units and all(map(str.isdigit, ahead)) else shared


def other_lists(figure: Figure, two: Figure) -> bool:
    """申请 90万元，其中……；完成 89.97万元，其中……：总数不同，是两样的分项。"""
    heads = [figures_of(one.paragraph)[0] for one in (figure, two)]
    return heads[0].value != heads[1].value and heads[0] is not figure and heads[1] is not two


_LEVEL = later("全[国省市县区]|中央|地方|[省市县区]本?级")
_NUMBER = later(r"\d[\d,.]*\s*[\u4e00-\u9fff%]")


def under_items(figure: Figure, two: Figure) -> bool:
    """1、入境游客几人次；下一行外汇收入几；2、过夜游客几人次；下一行外汇收入几：各是各的。"""
    heads = [one.paragraph.path[-1:] for one in (figure, two)]
    if heads[0] == heads[1] or not all(heads):
        return False
    scopes = [_LEVEL.search(head[0]) for head in heads]
    if all(scopes) and len({scope[0] for scope in scopes if scope}) > 1:
        return True  # 1.全国的；2.中央的
    return all(
        _NUMBER.search(even(head[0])[3:]) and one.start <= len(one.before) + 1
        for head, one in zip(heads, (figure, two), strict=True)
    )


def two_items(figure: Figure, other: Figure) -> bool:
    """第一，……；第二，……：各说各的。"""
    return all(
        _ITEM.match(even(one.paragraph.text[slice(*one.sentence)][:12]).lstrip())
        for one in (figure, other)
    )


def phrase(figure: Figure) -> str:
    """上一个逗号以来的话：并列的几项共用前面的“累计”“新增”。"""
    text = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    return regex(r"[，；：,;:]").split(text)[-1]


def near_values(figure: Figure, two: Figure) -> bool:
    """差不到一半。"""
    low, high = sorted((figure.value, two.value))
    return low > 0 and high <= low * 3 / 2


_DONE = later("完成|实际|建成|落实|到位")
_TASK = later("任务|计划|目标|内容|规模|批复|概况|方案|安排")


_SIDES = later(
    "(?P<task>建设内容|设计|批复)|(?P<done>项目完成|实际完成|已完成|建成)"
    "|(?P<carried>上年结转|结转结余)|(?P<added>年中追加|年中增加|年中安排)"
)


def _side(figure: Figure) -> str:
    """建设内容：挡墙 100立方米；项目完成：挡墙 171立方米：前面说的是要做的，还是做了的。"""
    said = even(figure.paragraph.text)[figure.sentence[0] : figure.start]
    matches = list(_SIDES.finditer(said))
    return (matches[-1].lastgroup or "") if matches else ""


def only_one_done(figure: Figure, two: Figure) -> bool:
    """批复任务里水土保持林 12.6平方公里，后面完成 12.2平方公里：一个是任务，一个是完成的。"""
    if bool(_DONE.search(figure.before)) == bool(_DONE.search(two.before)):
        one, other = _side(figure), _side(two)
        return bool(one and other and one != other)
    task = two if _DONE.search(figure.before) else figure
    head = task.paragraph.text[: task.sentence[0]][:12] + "".join(task.paragraph.path[-1:])
    return _TASK.search(head + task.before) is not None


_GAP_TOLD = later(
    r"[^。；\d]{0,16}(?:(?:19|20)\d{2}年度?[^。；\d]{0,8})?(?:超|多|少|低|高|增加|减少|差)[^，。；\d]{0,8}(\d[\d,]*(?:\.\d+)?)"
)


def gap_told(figure: Figure, gap: Decimal) -> bool:
    """275块，超过计划 15块：前面的 260块是计划，差多少说了。"""
    match = _GAP_TOLD.match(even(figure.paragraph.text)[figure.end :])
    told = Decimal(match[1].replace(",", "")) if match else Decimal(0)
    return match is not None and gap in {told, told * figure.scale}  # 3.24万册，多 400册


_FORMER = later(
    r"[^，。；\d]{0,6}(?:提高|增加|上升|增长|提升|下降|降低|降|减少|缩短|压缩|调整|调)[到至为][^，。；\d]{0,6}\d"
)


@noted
def former(figure: Figure) -> bool:
    """由每亩 120元提高到 150元，由限价 12万元降至成交价 10.8万元：前一个是原来的，不拿来算。"""
    text = even(figure.paragraph.text)
    first = max(figure.sentence[0], figure.start - _NEAR)
    return (
        regex("[由从原][^，。；]{0,20}$").search(text[first : figure.start]) is not None
        and _FORMER.match(text, figure.end) is not None
    )


_AGAINST = later("目标|计划|任务|预期|[低高少多]于|超|不足|达到|不到|比|较|与")


def told_beside(figure: Figure, other: Figure) -> bool:
    """2.5万人，低于 2.6万人的目标：同一句里自己拿它同那个数比过。"""
    last = min(figure.sentence[1], figure.end + _NEAR)
    rest = regex(r"\s").sub("", even(figure.paragraph.text)[figure.end : last])
    shown = regex(r"\s").sub("", even(other.raw))
    at = rest.find(shown)
    while at >= 0 and _in_number(rest, at, at + len(shown)):
        at = rest.find(shown, at + 1)
    around = rest[max(0, at - 8) : at + len(shown) + 6]
    return at >= 0 and _AGAINST.search(around) is not None


def _in_number(text: str, start: int, end: int) -> bool:
    """这一截在一个更长的数里面：12.6 里的 2.6。"""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before == "." or before.isdecimal() or after.isdecimal()


_STAGE = later(
    "(?P<given>预算|安排|下达|用于|计划|分为|核定|概算)|(?P<spent>支出|支付|执行|拨付|使用|用款|用了)"
)


def stage(figure: Figure) -> str:
    """一串分项前面说的是安排还是支出；数自己前面写着的不看，那是它的名称。"""
    if not figure.is_money:
        return ""
    text = figure.paragraph.text[: max(0, figure.start - len(figure.before))]
    matches = list(_STAGE.finditer(text[-80:]))
    return (matches[-1].lastgroup or "") if matches else ""


def planned_and_done(figure: Figure, two: Figure, rows: Sequence[frozenset[str]]) -> bool:
    """表里有一行，一格是这个数、一格是那个数：一个是计划，一个是完成，都没有写错。"""
    values = {f"{one.written.normalize():f}" for one in (figure, two)}
    return any(values <= row for row in rows)


def shared_tail(one: str, other: str) -> str:
    """两段话末尾相同的一截。"""
    size = 0
    while size < min(len(one), len(other)) and one[-size - 1] == other[-size - 1]:
        size += 1
    return one[len(one) - size :]
