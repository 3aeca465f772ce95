"""R06 把目标抄成了结果：报告写“完成危桥改造 9座”，自评表的指标值是 9座、完成值是 7座。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.claims.goals import in_goals, is_aim, is_bound
from perfxl.proof.claims.yardsticks import Yardstick, yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import context_of, coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.quoting import quoted

_SHARED = Decimal("0.4")  # 名称里的字有这么多写在旁边
_DONE = later(
    r"完成|达到?|实现|建成|新建|改造|举办|开展|发放|培训|治理|维修|修复|购置|提高|为|率|度"
)
_RATE = later(r"([\u4e00-\u9fff]{2})(?:率|度|占比|比例)[^，。；\d]{0,4}$")
# 这一句说的是要求、打算；这一截说的是应做的、没有做到的，另一个时候的。
_MEANT = later(
    r"不[低少]于|不超过|≥|以[上内]|目标|计划|任务|要求|拟|将|预期|预计|指标值|标准|规定|力争|确保|争取|批复|核定|(?:工作|内容|安排)(?:主要)?(?:是|为|有|包括)?[：:]"
)
_ELSE = later(r"全[部面]|应(?![急用对届变答邀聘援])|上年|去年|下年|明年|未|没有|不足|低于|距|差")
_REACHED = later(r"^，?(?:均|都|已)?(?:达到|完成|实现)了?[^，。；]{0,4}(?:目标|任务|计划)")


def as_aimed(reading: Reading) -> Iterator[Finding]:
    """没有做到的各条，逐个与目标一样的数看。"""
    missed = [one for one in yardsticks(reading) if not one.met]
    for sentence in reading.figured if missed else ():
        if in_goals(sentence.paragraph):
            continue
        for figure in sentence.figures:
            for one in missed:
                if _copied(figure, one, sentence):
                    yield _finding(figure, one)
                    break


def _copied(figure: Figure, one: Yardstick, sentence: Sentence) -> bool:
    """说的是这一条做了多少，数却是目标的；这一句里没有写做了多少。"""
    same = figure.unit == one.aim.unit and figure.value == one.aim.value and figure.exact
    if not same or is_aim(figure) or is_bound(figure):
        return False
    said = sentence.text[: figure.start - sentence.start]
    after = _REACHED.sub("", figure.after)
    if _MEANT.search(said + after) or not _DONE.search(figure.before):
        return False
    if _ELSE.search(regex("[，；]").split(said)[-1] + after):
        return False
    rate = _RATE.search(figure.before)
    if figure.unit == "%" and (rate is None or rate[1] not in one.name):
        return False  # 验收合格率不是完工率
    if any(
        other.value == one.done.value for other in sentence.figures if other.unit == figure.unit
    ):
        return False
    pairs = pairs_of(context_of(figure))
    return coverage(trimmed(one.name), pairs) >= _SHARED


def _finding(figure: Figure, one: Yardstick) -> Finding:
    start, _ = quoted(figure)
    message = (
        f"报告写 {figure.raw}，与自评表“{one.name}”的指标值一样，完成值却是 {one.done.raw}"
        f"（{one.cell} 一行）：是不是把目标抄成了结果"
    )
    return Finding(
        "R06", figure.paragraph, start, figure.end, message,
        expected=one.done.raw, cells=(one.cell,),
    )  # fmt: skip
