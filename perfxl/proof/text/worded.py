"""中文写的数：三成、百分之九十、五十个、一万二千人、扣一分。"""

from __future__ import annotations

import re
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.text.numerals import numeral

Read = tuple[str, str, Decimal, str, str]
FRONT = (
    r"(?:不足|不到|(?<![不未])低于|将近|接近|大约|约为|(?<![不未])超过|突破|(?<![附最邻接])近|"
    r"(?<![节制合公契预违签大])约|(?<![赶不未])超|逾)"
)
# 换算成的基本单位。
SCALES = {
    "千": Decimal(1000), "万": Decimal(10_000), "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000), "亿": Decimal(100_000_000), "万亿": Decimal(10) ** 12,
}  # fmt: skip
ALIKE = {"名": "人", "位": "人", "场次": "场", "宗": "件", "起": "件"}
_HANZI = "[零〇一二三四五六七八九十百千两]"
_FORMAL = f"{_HANZI[:-1]}壹贰叁肆伍陆柒捌玖拾佰仟]"  # 连大写的
# 中文写的整十整百，后面是数得出来的东西：五十个、一百二十公里；“超计划六人”的一位数。
_COUNTED = (
    "人次|户次|批次|平方米|公里|公顷|公斤|"
    "[个件台套架辆所座处亩吨米份单村卷册页条次名人户](?![体别次均地才员口性案为])"
)
_MOVED = "[划标务多少差缺增减高低快慢]"
_AFTER_MOVE = "(?:(?<=(?:计划|目标|任务))|(?<=[多少差缺增减高低快慢]))"
WORDS = later(
    rf"(?P<front>{FRONT})?(?P<number>{_HANZI}+)(?P<half>成半|成|倍)(?![\u4e00-\u9fff]?[年本长立员果品分套])"
    rf"|百分之(?P<percent>{_HANZI}+)"
    rf"|(?<![第其每这那之统唯任首某几同])(?P<count>{_HANZI}+)(?P<measure>项|家|类|大类|场|名|期|批次)(?![次面头是])"
    rf"|(?<!{_FORMAL})(?P<sum>(?:{_FORMAL}+万(?={_FORMAL}))?(?={_FORMAL}?[十百千拾佰仟]){_FORMAL}{{2,}})(?P<large>[万亿])?(?P<what>元|人|户)(?![旦次均])"
    rf"|(?<![第其\d{_HANZI[1:-1]}])(?P<many>(?:{_HANZI}+万(?={_HANZI}))?(?={_HANZI}?[十百千]){_HANZI}{{2,}})(?P<myriad>万)?(?P<unit>{_COUNTED})"
    rf"|(?<![第每{_HANZI[1:-1]}])(?P<points>[一二三四五六七八九两]|(?={_HANZI}?十){_HANZI}{{1,3}})(?P<score>分)(?=[，。；、）)]|$)"
    rf"|{_AFTER_MOVE}(?P<few>[一二三四五六七八九两]|十)(?P<one>个?百分点|{_COUNTED})"
)
# 有这样的字才可能有中文写的数。
WORDED = later(
    rf"{_HANZI}(?:成|倍|分之|项|家|大?类|场|名|期|批次)|[十百千拾佰仟][零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]*[万亿]?[元人户]"
    rf"|[十百千]{_HANZI}*万?(?:{_COUNTED})|{_HANZI}分[，。；、）)]|{_HANZI}分$|{_MOVED}[一二三四五六七八九两十](?:个?百分点|{_COUNTED})"
)


def read_words(match: re.Match[str]) -> Read:
    if match["sum"]:
        scale = SCALES.get(match["large"] or "", Decimal(1))
        return str(numeral(match["sum"]) or 0), match["what"], scale, "", ""
    if match["percent"]:
        return str(numeral(match["percent"]) or 0), "%", Decimal(1), "", ""
    if match["count"]:
        measure = match["measure"].removeprefix("大")
        return str(numeral(match["count"]) or 0), ALIKE.get(measure, measure), Decimal(1), "", ""
    if match["points"] or match["many"] or match["few"]:
        return _counted(match)
    value = numeral(match["number"]) or Decimal(0)
    if match["half"] == "倍":
        return str(value), "倍", Decimal(1), match["front"] or "", ""
    digits = f"{value * 10 + 5}" if match["half"] == "成半" else f"{value * 10}"
    return digits, "%", Decimal(1), match["front"] or "约", ""


def _counted(match: re.Match[str]) -> Read:
    """扣一分，五十个，超计划六人，一个百分点。"""
    number = match["points"] or match["many"] or match["few"]
    measure = match["score"] or match["unit"] or match["one"]
    scale = SCALES.get(match["myriad"] or "", Decimal(1))
    measure = "个百分点" if measure.endswith("百分点") else ALIKE.get(measure, measure)
    return str(numeral(number) or 0), measure, scale, "", ""
