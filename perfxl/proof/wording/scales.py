"""R15 单位差一万倍：拿来相比的两个数数字差不多，一个论万、一个论亿；增加的比全部还多。

三个数的数字加得起来、乘得出来，只差在单位上的，在 `unscaled.py`。
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.comparands import DELTA
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide
from perfxl.proof.text.quoting import quoted

_LINK = later(
    r"(?:上年|去年|同期|(?:19|20)\d\d年)(?:度)?的?[^，。；\d]{0,8}$|(?:比|较|低于|高于|超过|不超过|控制在|等于)[^，。；\d]{0,12}$"
    r"|(?:目标|计划|控制|标准|限价|概算|预算|定额|上限|核定)(?!测算|计算|核算)[^，。；\d]{0,8}$|(?:增加|提高|增长|下降|降低|减少|降|增)(?:到|至)了?$"
)
_ADDED = later(
    r"(?:比|较)(?:上年|去年|上年同期|去年同期|(?:19|20)\d\d年|年初)(?:度)?(?:增加|增长|净增|多)了?$"
)
_ALIKE = Decimal(1) / 3, Decimal(3)
_FAR = 1000
_MOST = 26
_NO_MONEY = later(
    r"(?:结案|办结|审结|接诊|就诊|诊疗|参训|走访|接待|受理|出警|巡查|检测|抽检|接种|筛查)(?:案件|群众|患者|人员)?(?:量|数)?(?:约|为|达|共)*$"
)


def scales(reading: Reading) -> Iterator[Finding]:
    """逐句看挨着的两个数。"""
    for sentence in reading.figured:
        for first, second in pairwise(sentence.figures):
            yield from _compared(first, second, sentence)
        for figure in sentence.figures:
            yield from _too_dear(figure)
            said = figure.is_money and _NO_MONEY.search(figure.before)
            if said and not (_spending(sentence) or _among_money(figure, sentence)):
                message = f"“{figure.before[-6:]}”后面是钱（{figure.raw}），单位像是写错了"
                yield _finding(figure, message, "")


_SPENDING = later("三公|公务接待|商务接待|招待|因公出国|公务用车|接待费|经费")


_PER_HEAD = later(
    r"每[人生名亩餐](?:每?(?:年|月|学年|学期|天|餐))?(?:平均)?(?:补助|补贴|奖补|资助|标准|发放|支付)*(?:为|约)?$"
    r"|[人亩生]均[^，。；\d]{0,5}$"
)
_DEAR = Decimal(1_000_000)
_RATE_NAME = later(r"(?<![汇税费利])(?:率|占比|比重|满意度)(?:为|达到?|是)?$")


def _too_dear(figure: Figure) -> Iterator[Finding]:
    """每生每学年补助 200万元、人均 696万元；综合满意率 92.3元。"""
    if not figure.is_money:
        return
    if figure.value >= _DEAR and figure.scale > 1 and _PER_HEAD.search(figure.before):
        message = f"“{figure.before[-8:]}”{figure.raw}，一个就上百万，单位像是写错了"
        yield _finding(figure, message, f"{figure.digits}元")
    elif figure.written <= _FULL and _RATE_NAME.search(figure.before):
        message = f"“{figure.before[-6:]}”后面是钱（{figure.raw}），单位像是写错了"
        yield _finding(figure, message, f"{figure.digits}%")


_FULL = 200


def _among_money(figure: Figure, sentence: Sentence) -> bool:
    """管网更换几万元，设备购置几万元，水质检测几万元：一串都是钱。"""
    place = sentence.figures.index(figure)
    around = sentence.figures[max(0, place - 2) : place + 3]
    return sum(one.is_money for one in around) > 1


def _spending(sentence: Sentence) -> bool:
    """公务用车 35.6万元、公务接待 11.8万元：一项一项说的是花的钱。"""
    return _SPENDING.search(sentence.text) is not None


def _compared(first: Figure, second: Figure, sentence: Sentence) -> Iterator[Finding]:
    """1.52万次，是上年 0.95亿次的几倍。"""
    bare = first.unit != second.unit or first.unit in TIMES | {"%", "个百分点", "倍", "分"}
    between = sentence.between(first.end, second.start).rstrip()
    if bare or len(between) > _MOST or "；" in between or first.written <= 0 or second.written <= 0:
        return
    scale = max(first.scale, second.scale) / min(first.scale, second.scale)
    alike = _ALIKE[0] < divide(first.written, second.written) < _ALIKE[1]
    if scale >= _FAR and alike and _LINK.search(between) and not DELTA.search(between):
        unit = regex(r"^[^\d]*[\d,.\s]+").sub("", second.raw)
        message = f"{first.raw} 与 {second.raw} 相比，数字差不多，单位差一万倍"
        yield _finding(first, message, f"{first.digits}{unit}")
    elif scale >= _FAR and _ADDED.search(between) and second.value > first.value:
        message = f"增加的 {second.raw} 比全部的 {first.raw} 还多，单位像是写错了"
        yield _finding(first, message, "")


def _finding(figure: Figure, message: str, due: str) -> Finding:
    start, _ = quoted(figure)
    return Finding("R15", figure.paragraph, start, figure.end, message, expected=due)
