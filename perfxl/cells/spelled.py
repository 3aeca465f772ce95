"""不是一个数、一个单位那样写的数，改写成那样：两次、九成、￥5000、每月2次、接报后2小时内。

只改写法，不改意思；改不了的原样交回。拿来读，不拿来显示。
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, decimal
from perfxl.cells.units import COUNTED

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")
} | {"两": 2, "俩": 2}  # fmt: skip
_POWERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_HAN = "[" + "".join((*_DIGITS, *_POWERS, "万")) + "]"
# 用字写的数后面要有单位：一级、一等、一次性、三农 不是数。
_UNITS = rf"(?:[亿万]?元|人次|人|天|年|个月|月|周|米|公里|亩|吨|公斤|小时|%|{COUNTED})"
_SAID = (
    r"(?:大于等于|不少于|不低于|不超过|不高于|至少|最少|至多|最多|超过|"
    r"每[年月周天日]|每季度|[≥≤<>=])*"
)
_SPELLED = later(
    rf"^({_SAID})({_HAN}+(?:点{_HAN}+)?)(?={_UNITS}(?:[及或(]*以[上下内][)]?|之?内|左右|\(.*\))?(?:/\w{{1,2}})?$)"
)
# 大写的总分：玖拾捌分整、九十九点八分；金额后面的“整”也去掉。
_SCORE = later(rf"^({_HAN}+(?:点{_HAN}+)?)(?=分$)")
_WHOLE = later(r"(?<=[分元])整$")
_ODD = later(r"(?<=\d[万亿千])[余多](?=[^\d])")
_PLUS = later(r"(?<=[\d\u4e00-\u9fff%])\+$")
_NOT_COUNT = later(r"一期|^[百千万]")  # 一期工程、百人：说的不是几个
_PERCENT = later(rf"([百千万])分之({_HAN}+(?:点{_HAN}+)?|{NUMBER})")
_SHARES = {"百": "%", "千": "‰", "万": "‱"}
_TENTHS = later(rf"(?<![\d.])({_HAN}|\d(?:\.\d+)?)成({_HAN})?(?=以[上下内]|左右|$)")
_CURRENCY = later(rf"^([≥≤<>=]*)[￥¥]({NUMBER})(亿|万)?元?$")
# 起算的事、给的时间：接警后45秒内、收到申请之日起5个工作日内。
_AFTER = later(
    r"^[^\d≥≤<>=]{1,14}(?:后|之?日起)"
    r"(?=(?:[≥≤<>=]|不超过)*\d[\d.]*(?:个?工作日|个?月|个?小时|[天日周秒时]|分钟).{0,8}$)"
)
_WITHIN = later(
    r"((?:之|以)?内)(?:完成|办结|送达|到达|到场|出动|处置|处理|响应|反馈|拨付|支付|发放)+$"
)
_PERIOD = r"(?:半年|季度?|年度?|月|周|天|日)"
_OFTEN = later(
    rf"^每({_PERIOD})度?([≥≤<>=]|不少于|不低于|不超过|至少|最少|至多|最多|超过)?"
    rf"(?:开展|组织|召开|举办|进行|完成|检查|巡查|报送|发布|更新)?({NUMBER})({COUNTED}|人次|遍|回|篇次)(以上|以下|以内)?$"
)
# 每季度1期，共4期：说的是一个数，合计的那个。
_OFTEN_IN_ALL = later(
    rf"^每({_PERIOD})度?(?:开展|组织|召开|举办|进行|完成)?([≥≤<>=]|不少于|至少)?({_HAN}+|{NUMBER})({COUNTED}|人次)"
    rf"(?:以上)?[,;、(]?(?:全年|年度|一年|合计|总计|总共|共计?|累计)+(?:开展|组织|召开|举办|进行|完成)?"
    rf"([≥≤<>=]|不少于|至少)?({_HAN}+|{NUMBER})\4(以上)?\)?$"
)
_TIMES = {"年": 1, "年度": 1, "半年": 2, "季": 4, "季度": 4, "月": 12}
_LATE_BOUND = later(rf"(以上|以下|以内)(/(?:{_PERIOD}|人|户|亩))$")
_EACH_OF = later(r"(户|人|亩)均(?=(?:年)?(?:增收|增产|增加|收入|补助|补贴|成本|投资|[≥≤<>=\d]))")
_NONE_OF = later(
    r"^零(?:重大|安全|责任|有效)*(?:投诉|事故|上访|差错|发生|伤亡|死亡|违规|违纪|违法|失误|缺陷|故障|信访|案件|感染)+$"
)
# 200人，其中党员50人：后面的是明细。
_DETAIL = later(r"[,;、](其中[^其]*)$")

_BOTH = (
    later(
        rf"^(?:≥|>=|不少于|不低于|大于等于|至少)({NUMBER})(\D{{0,4}}?)[且并,、;]*"
        rf"(?:≤|<=|不超过|不高于|不多于|小于等于|至多)({NUMBER})(\D{{0,4}})$"
    ),
    later(
        rf"^({NUMBER})(\D{{0,4}}?)(?:≤|<=)[A-Za-z\u4e00-\u9fff]{{0,4}}(?:≤|<=)({NUMBER})(\D{{0,4}})$"
    ),
    later(rf"^[\[(]({NUMBER})()[,~-]({NUMBER})[\])](\D{{0,4}})$"),
)


_LONGEST = 60
_MAY = later(
    rf"{_HAN}|整$|[￥¥+\[均每后起内余多]|其中|以[上下内]/|[≤<].*[≤<]|不[超高多]|至多|[≥>].*[≤<]|\(.*[,~-].*\)"
)


def spelled(text: str) -> str:
    """折叠过的字（`fold`），改写成“比较号、数、单位”的样子。"""
    if len(text) > _LONGEST or not _MAY.search(text):
        return text  # 绝大多数的格：50个、≥95%、一段话
    if text.startswith("零") and _NONE_OF.match(text):
        return "0"
    for marks, pattern, rewritten in _REWRITES:
        if any(mark in text for mark in marks):
            text = pattern.sub(rewritten, text)
    return text


def _spelled(match: re.Match[str]) -> str:
    return match[0] if _NOT_COUNT.search(match.string) else _counted(match)


def _counted(match: re.Match[str]) -> str:
    said, han = match[1], match[2]
    if han.endswith("万") and len(han) > 1:  # 八十万元：单位是万元
        return f"{said}{_figure(han[:-1])}万"
    return said + _figure(han)


def _percent_of(match: re.Match[str]) -> str:
    whole = _figure(match[1])
    if match[2]:
        return f"{whole}{_figure(match[2])}%" if whole.isdigit() else match[0]
    return f"{whole}0%" if whole.isdigit() else f"{whole.replace('.', '')}%"


def _both(ends: re.Match[str]) -> str:
    return f"{ends[1]}-{ends[3]}{ends[4] or ends[2]}"


def _often(often: re.Match[str]) -> str:
    return f"{often[2] or ''}{often[3]}{often[4]}/{often[1]}{often[5] or ''}"


def _in_all(often: re.Match[str]) -> str:
    """每次的和合计的对得上，才是一个数。"""
    each, whole = _figure(often[3]), _figure(often[6])
    once, total, times = decimal(each), decimal(whole), _TIMES.get(often[1])
    if once is None or total is None or (times is not None and once * times != total):
        return often[0]
    return f"{often[5] or often[2] or ''}{whole}{often[4]}{often[7] or ''}"


def _figure(han: str) -> str:
    """一千二百 → 1200；写着数字的原样；写得不成数的（一十百）原样。"""
    if han[0] in "-+." or han[0].isdecimal():
        return han
    if "点" in han:
        head, _, tail = han.partition("点")
        return f"{_figure(head)}.{''.join(_figure(char) for char in tail)}"
    whole = section = digit = 0
    for char in han:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]  # 二〇二三
        elif char == "万":
            whole, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * _POWERS[char], 0
    return str(whole + section + digit)


# 照先后改写：有这些字之一才试（没有的用不着，也不必编译），改成什么。
_REWRITES: tuple[tuple[Iterable[str], re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]
_REWRITES = (
    (("≤", "<=", "不超过", "不高于", "不多于", "小于等于", "至多"), _BOTH[0], _both),
    (("≤", "<="), _BOTH[1], _both),
    ("[(", _BOTH[2], _both),
    ("整", _WHOLE, ""),
    ("分", _SCORE, lambda match: _figure(match[1])),
    ("余多", _ODD, ""),
    ("￥¥", _CURRENCY, r"\1\2\3元"),
    (("分之",), _PERCENT, lambda match: f"{_figure(match[2])}{_SHARES[match[1]]}"),
    ("成", _TENTHS, _percent_of),
    (_HAN[1:-1], _SPELLED, _spelled),
    (("其中",), _DETAIL, r"(\1)"),
    ("+", _PLUS, "以上"),
    ("后起", _AFTER, ""),
    ("内", _WITHIN, r"\1"),
    ("均", _EACH_OF, r"每\1"),
    ("以", _LATE_BOUND, r"\2\1"),
    ("每", _OFTEN_IN_ALL, _in_all),
    ("每", _OFTEN, _often),
)
