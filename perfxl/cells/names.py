"""名称与文号：去掉空白、标点、全半角的差别之后是不是同一个；文号写得合不合公文格式。"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.cells.quantity import clean, fold

_PUNCTUATION = later(r"[：:、，,。.\"“”'·★☆*]+")
_BRACKETS = later(r"[(\[【〔<《][^()\[\]【】〔〕<>《》]*[)\]】〕>》]")
# 汉字之间的空白；折行只要有一边是汉字（“1.⏎财政资金”）。两边都是数、英文的留着：1.⏎5G 不是 1.5G。
_BETWEEN_WORDS = later(
    r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])"
)


def tidy(name: str) -> str:
    """给人看的名称：折行、凑宽度的空白去掉，英文、数字之间的留着。"""
    return _BETWEEN_WORDS.sub("", clean(name))


# 名称前面的序号和记号：一、 （一） 1. 1、 （1） 指标1： ★。“一、二期工程”“3、4号楼”里紧挨着的
# 两个数是并列，不是序号。
_BESIDE = "|".join(
    f"(?<={before}、){after}(?!\\d)"
    for row in ("一二三四五六七八九十", "123456789")
    for before, after in pairwise(row)
)
_LEAD = later(
    r"^\s*(?:[★☆▲△●◆]+|[①-⑳]"
    r"|指标\s*\d+\s*(?:[：:、]|[.．](?!\d))?"
    r"|[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]\s*(?:[：:、]|[.．](?!\d))?"
    r"|\d{1,2}\s*[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]?\s*"
    rf"(?:[：:](?!\d)|、(?!{_BESIDE})|[.．](?!\d)))\s*"
)
_POINTS = later(r"[(（]\s*\d+(?:\.\d+)?\s*分\s*[)）]\s*[：:]?\s*$")
PRINTED_POINTS = later(
    r"(?:[(（]?\s*(?<![\d.])(\d+(?:\.\d+)?)\s*分\s*[)）]?|[(（]\s*(\d+(?:\.\d+)?)\s*[)）])\s*[：:]?\s*$"
)  # 印在一级、二级后面的分值：产出指标（50分）、产出指标50分、产出指标（50）


@lru_cache(maxsize=8192)
def undecorated(text: str, points: re.Pattern[str] = _POINTS) -> str:
    """名称本身：前面的序号、记号，后面的分值、冒号都去掉；只有这些的，照原样。"""
    name, before = tidy(text), ""
    while name != before:
        before, name = name, _LEAD.sub("", name)
    return points.sub("", name).strip().rstrip("：:") or tidy(text)


_ASKED = later(
    r"\s*[(（]\s*(?:(?:必填|选填|必选|可选)[^()（）]*|(?:不超过|不得超过|最高|最多|至多|上限为?|≤)\s*\d+(?:\.\d+)?\s*分?)"
    r"[)）]\s*$"
)  # （必填）、加分项（不超过3分）：说的是怎样填，不是名称


# 1.1 数量指标、１．１ 数量指标；分了级的，后面没有空格也是序号：1.1数量指标。
_NUMBERED = later(
    r"^\s*(?:\d{1,2}(?:[.．]\d{1,2}){0,3}[.．]?\s+|\d{1,2}(?:[.．]\d{1,2}){1,3}[.．、]?\s*)"
    r"(?=[\u4e00-\u9fff])"
)


# 字母的代码：A产出指标、A1 数量指标、Ｂ２－１社会效益；后面是通常的级次才算，A类企业、B超检查不是。
_CODED = later(
    r"^\s*[A-ZＡ-Ｚ][0-9０-９]{0,3}(?:[-－.．][0-9０-９]{1,2})?[\s.．、:：\-－—]*"
    r"(?=(?:项目|部门)?(?:产出|效益|效果|满意度|成本|决策|过程|投入|管理|数量|质量|时效|经济|社会|生态|可持续|服务对象|"
    r"履职|履责|立项|资金|预算|绩效|组织|业务|财务|目标|实施|公众|受益|运行|影响))"
)


_CAPITAL = later(r"\s*[A-ZＡ-Ｚ]")


@lru_cache(maxsize=8192)
def level_name(text: str) -> str:
    """一级、二级指标的名称：后面没有括号的“50分”也是分值，不是名称；“（必填）”也不是。"""
    text = (_ASKED.sub("", text) or text) if "(" in text or "（" in text else text
    text = _CODED.sub("", text) if _CAPITAL.match(text) else text
    return undecorated(_NUMBERED.sub("", text) or text, PRINTED_POINTS)


_COLON = later(r"[：:]")


@lru_cache(maxsize=8192)
def at_colon(text: str) -> tuple[str, str]:
    """`项目名称：社区食堂` 冒号前的名称、冒号后的内容；没有冒号的，后一半是空的。"""
    head, *rest = _COLON.split(text, maxsplit=1)
    return head, rest[0] if rest else ""


# 双语的表，汉字旁边的维吾尔文、蒙古文、藏文：项目名称 تۈر نامى。
_OTHER_SCRIPT = later(
    r"[\u0600-\u06ff\u0750-\u077f\u0f00-\u0fff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefe]+"
)
_HAN = later(r"[\u4e00-\u9fff]")


def _folded(text: str) -> str:
    said = fold(text)
    two = _OTHER_SCRIPT.search(said) is not None and _HAN.search(said) is not None
    return _OTHER_SCRIPT.sub("", said) if two else said


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """比较名称用的写法：去掉空白、标点、全半角的差别，双语的只留汉文。"""
    return _PUNCTUATION.sub("", _folded(text))


@lru_cache(maxsize=8192)
def bare_key_of(text: str) -> str:
    """再去掉括号里的补充：`全年预算数（A）` 与 `全年预算数` 相同。"""
    return _PUNCTUATION.sub("", _BRACKETS.sub("", _folded(text)))


def is_one_of(text: str, names: Iterable[str]) -> bool:
    """`text` 是不是 `names` 里的一个名称（先连括号比，再去括号比）。"""
    keys = _keys_of(tuple(names))
    return key_of(text) in keys or bare_key_of(text) in keys


@lru_cache(maxsize=1024)
def _keys_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(filter(None, map(key_of, names)))


_DOCUMENT = later(r"([〔(（\[【﹝])((?:19|20)\d{2})([〕)）\]】﹞])\s*(\d+)号")
_CODE = later(r"(?:([\u4e00-\u9fff]{2,6})(?=\1))?([\u4e00-\u9fff]{2,6}?)$")  # 发文代字
_LONGEST = 12  # 写了两遍的代字至多这么长


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """不合格式的文号：写成了什么，应写成什么；`doubled` 是发文代字写了两遍。"""

    written: str
    due: str
    doubled: bool


def document_numbers(text: str) -> Iterator[DocumentNumber]:
    """一段话里年份没有用六角括号、代字写了两遍的文号。"""
    for match in _DOCUMENT.finditer(text):
        coded = _CODE.search(text, max(0, match.start() - _LONGEST), match.start())
        if coded is None:
            continue
        (twice, code), (left, year, right, last) = coded.groups(), match.groups()
        due = f"〔{year}〕{last}号"
        if twice:
            yield DocumentNumber(coded[0] + match[0], code + due, doubled=True)
        elif (left, right) != ("〔", "〕"):
            yield DocumentNumber(f"{left}{year}{right}{last}号", due, doubled=False)


def alike(written: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """写错的名称、代码，最像的几个；大小写、连字符不算差别。"""
    from difflib import get_close_matches  # noqa: PLC0415  # 写错了才用得着，启动时不装载

    plain = {re.sub(r"[-_\s]", "", name).casefold(): name for name in names if name}
    wanted = re.sub(r"[-_\s]", "", written).casefold()
    return tuple(plain[near] for near in get_close_matches(wanted, plain, most))


# 说的是花多少钱；“成本率”不是，说省了多少的（`SAVED`）也不是。
COST = later(r"(?:成本|单价|造价|价格|费用?|支出|经费|投入|总额|金额|控制数)(?!.*率)")
# 说的是省了多少：节约成本、压减一般性支出、成本降低额；越多越好。
SAVED = later(r"节[约省支资]|降低|下降|减少|压[减降缩]|缩减|核减")
# 名称以这些字收尾的是越少越好的事；“事故处理率”“投诉办结率”不是。
UNWANTED = later(
    r"(?:受害|成灾|伤亡|死亡|发病|感染|发案|案发|事故|投诉|差错|失误|故障|空置|闲置|失业|辍学|流失|"
    r"超标|违规|违法|违纪|逾期)(?:发生)?(?:率|数|数量|人数|次数|起数|件数)?(?:[(\[][^()\[\]]*[)\]])*$"
    # 编制内的人、花出去的钱，控制在多少以内
    r"|(?:财政供养人员|[“”\"]?三公[“”\"]?经费|公用经费|一般性支出)控制率$"
    # 等候、响应、办理多久：越短越好；开放时间、服务时长不是
    r"|(?:等候|等待|候诊|候车|排队|轮候|响应|反应|到场|到达|办理|办结|审批|处置|处理|修复|抢修|通行|送达)"
    r"(?:的?平均)?(?:时间|时长|时限|用时|耗时|天数)(?:[(\[][^()\[\]]*[)\]])*$|(?:平均)?(?:用时|耗时)$"
    # 公示、保修、值守多久：至少要这么久
    r"|(?<!公示|公告|保修|质保|保证|保存|保管|值守|开放|服务|享受|有效|使用|展出)时限(?:[(\[][^()\[\]]*[)\]])*$|(?:结算|拨付|支付|兑付|审核|审批|反馈|整改|核销)(?:时长|天数|周期)$"
)
