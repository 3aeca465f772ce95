"""不是数的数字：文号、书名里的年份、日期、序号、电话、凭证号、名称里的数字。"""

from __future__ import annotations

import re
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.proof.text.clues import Clue

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xA0: " ", ord("﹪"): "%", ord("〜"): "~", ord("∶"): ":", ord("\t"): " ",
}  # fmt: skip
_HALF = {";": "；", "(": "（", ")": "）"}
_COMMA = later(r"(?<!\d),|,(?!\d{3}(?!\d))")
_RATIO_COLON = later(r"(?<!\d):|:(?!\d)")
for _kept in "，。；：！？（）":
    _FULL.pop(ord(_kept), None)
_UNEVEN = later(f"[{''.join(re.escape(chr(code)) for code in _FULL)}]")


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """全角数字、字母变半角，半角的逗号、分号、括号变全角（千分位、几比几里的不变）；字数不变。"""
    if _UNEVEN.search(text):  # 多数的段里没有，逐字去换太慢
        text = text.translate(_FULL)
    for half, full in _HALF.items():
        text = text.replace(half, full)
    if ":" in text:
        text = _RATIO_COLON.sub("：", text)
    return _COMMA.sub("，", text) if "," in text else text


DATE = Clue(
    r"(?P<year>(?:19|20)\d{2})\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
    r"|(?<![\d年])(?P<lone>\d{1,2})\s*月(?:\s*(?P<lone_day>\d{1,2})\s*日)?(?!饼)"
    r"|(?P<y2>(?:19|20)\d{2})(?P<sep>[./-])(?P<m2>\d{1,2})(?:(?P=sep)(?P<d2>\d{1,2}))?(?![\d.%])"
    r"(?!\s*[万亿千百]{0,2}[元人户亩吨件个次家斤]|\s*(?:公里|公顷|平方))",  # 1924.5万元不是五月
    *"年月./-",
)
# 书名、文号、起止年份先盖住，剩下的才是日期。次序就是盖的次序。
_MASKS = (
    Clue(r"《[^《》\n]{1,80}》", *"《"),
    Clue(
        r"[〔（(\[﹝【]\s*(?:19|20)\d{2}\s*[〕）)\]﹞】]\s*(?:第\s*)?\d+\s*(?:[-—~、]\s*\d+\s*)?号?",
        *"〔（([﹝【",
    ),
    Clue(r"(?:19|20)\d{2}\s*年?\s*[-—–~至到]+\s*(?:19|20)\d{2}\s*(?:年度?|学年)", *"年"),
    DATE,
    Clue(r"(?:19|20)\d{2}\s*[/—-]\s*(?:19|20)?\d{2}\s*学年", *"学"),
    Clue(r"(?:19|20)\d{2}(?:[级届款版]|(?=\s*年))", *"级届款版年"),
    Clue(r"(?<![\d.])(?:1[0-2]|0?[1-9])\s*[-—–~至到]+\s*(?:1[0-2]|0?[1-9])\s*月(?:份)?", *"月"),
    Clue(
        r"(?<![\d.])\d{1,2}\s*[·•．.]\s*\d{1,2}(?=[”\"’'」）)]|\s*(?:[\u4e00-\u9fff]{0,8}(?:日|周|节)))",
        *"·•．.",
    ),
    Clue(r"[“\"‘]\s*\d{1,4}(?:[.·•]\d{1,2}|\+\w+)?(?=[^”\"’\n]{0,20}[”\"’])", *'“"‘'),
    Clue(r"(?<=小)[（(]\s*[12]\s*[）)](?=型)", "型"),  # 小（1）型水库
    Clue(r"第\s*\d+(?:\s*[-—~至、]\s*\d+)?", *"第"),
    Clue(r"[A-Za-z][A-Za-z.\-]*\d[\d.\-A-Za-z]*"),
    Clue(r"\d+(?:\.\d+)?[A-Za-z][A-Za-z]*(?:/[A-Za-z\d]+)?"),
    Clue(
        r"(?:附件|附表|附图|(?<![水电气热仪钟手报])[图表]|之)\s*\d+(?:[-—.]\d+)*(?![\d.]*\s*[万亿]?[只块个套台具份张幅元人次项件%])",
        *"附图表之",
    ),
    Clue(  # 头一位写在最前面：正则只从有数字的地方试起
        r"\d(?:(?<=(?<!\d)1)[3-9]\d{9}(?!\d)|(?<=(?<!\d)0)\d{2,3}[-—]\s*\d{7,8}"
        r"|(?<![\d.]\d)\d{2,3}-\d{7,8})"
    ),
    Clue(
        r"\d[\d\-—]{5,}\s*(?:号|#)|(?:凭证|编号|合同号|证号|账号|卡号|代码|文号|单号)[^\d，。；]{0,6}[\d\-A-Za-z]+(?![\d.]*\s*[份张个套件本人次户家条笔项万亿千元%])|电话[：:为是]?\s*[\d\-]{5,}",
        *"号#证码话",
    ),
    Clue(r"\d{1,4}(?:-\d{1,4})?\s*[#号](?!召)", *"#号"),
    Clue(
        r"\d+(?:[-—~至]\d+)?\s*(?:型|级(?!指标|以)|类(?=[^\d，。；、]{0,2}(?:糖尿病|医疗|水质|水体))|线城市|岁|号线|小时制|度电|月龄|年级|后(?=干部|青年|世代))",
        *"型级类线岁号小度月年后",
    ),
    Clue(
        r"(?m)^\s*[（(]?\d{1,2}(?:\.\d{1,2})*[)）.．、](?!\d)\s*|(?<=[。；：:;，])\s*[（(]\d{1,2}[)）]",
        *")）.．、",
    ),
    Clue(r"(?<=[。；：:;])\s*\d{1,2}[.．、](?!\d)", *".．、"),
    Clue(r"\d+\s*[×xX*]\s*\d+(?:\s*[×xX*=]\s*\d+)*", *"×xX*"),
    Clue(r"\d{1,2}[:：]\d{2}(?=\s*(?:时|分|至|到|-|—|许|前|后))", *":："),
    Clue(r"24\s*小时", *"小"),
    Clue(r"\d{3,5}(?=\s*[\u4e00-\u9fff]{0,4}(?:热线|举报电话|平台受理))", *"线话台"),
    Clue(r"一级\s*\d+、二级\s*\d+、三级\s*\d+", *"级"),
)
_MASKS_AND_NEEDS = tuple((mask, frozenset(mask.needs)) for mask in _MASKS)
# 一个也没有的（表格里的一格多半这样），没有要盖的：字母、手机号以外，都有非有不可的字。
_MASKABLE = later(
    rf"[A-Za-z{re.escape(''.join(need for mask in _MASKS for need in mask.needs))}]|\d{{11}}|—"
)
_BLANK = "\x00"


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """不是数的地方盖成空字符，字数不变。"""
    shown = even(text)
    if not _MASKABLE.search(shown):
        return shown
    marks = frozenset(shown)
    for mask, needs in _MASKS_AND_NEEDS:
        if not needs or not needs.isdisjoint(marks):
            shown = mask.sub(_blanked, shown)
    return shown


def _blanked(match: re.Match[str]) -> str:
    return _BLANK * len(match[0])
