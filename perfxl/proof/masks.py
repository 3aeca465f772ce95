"""不是数的数字：文号、书名里的年份、日期、序号、电话、凭证号、名称里的数字。"""

from __future__ import annotations

import re
from functools import lru_cache

from perfxl.cells.quantity import fold

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    0x3000: " ", 0xA0: " ", ord("﹪"): "%", ord("〜"): "~", ord("∶"): ":", ord("\t"): " ",
}  # fmt: skip
_HALF = {ord(";"): "；", ord("("): "（", ord(")"): "）"}
_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
_RATIO_COLON = re.compile(r"(?<!\d):|:(?!\d)")
for _kept in "，。；：！？（）":
    _FULL.pop(ord(_kept), None)


@lru_cache(maxsize=4096)
def even(text: str) -> str:
    """全角数字、字母变半角，半角的逗号、分号、括号变全角（千分位、几比几里的不变）；字数不变。"""
    return _COMMA.sub("，", _RATIO_COLON.sub("：", text.translate(_FULL).translate(_HALF)))


DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年(?:\s*(?P<month>\d{1,2})\s*月(?:\s*(?P<day>\d{1,2})\s*日)?)?"
    r"|(?<![\d年])(?P<lone>\d{1,2})\s*月(?:\s*(?P<lone_day>\d{1,2})\s*日)?(?!饼)"
    r"|(?P<y2>(?:19|20)\d{2})(?P<sep>[./-])(?P<m2>\d{1,2})(?:(?P=sep)(?P<d2>\d{1,2}))?(?![\d.%])"
    r"(?!\s*[万亿千百]{0,2}[元人户亩吨件个次家斤]|\s*(?:公里|公顷|平方))"  # 1924.5万元不是五月
)
# 书名、文号、起止年份先盖住，剩下的才是日期。
_TITLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"《[^《》\n]{1,80}》",
        r"[〔（(\[﹝【]\s*(?:19|20)\d{2}\s*[〕）)\]﹞】]\s*(?:第\s*)?\d+\s*(?:[-—~、]\s*\d+\s*)?号?",
        r"(?:19|20)\d{2}\s*年?\s*[-—–~至到]+\s*(?:19|20)\d{2}\s*(?:年度?|学年)",
    )
)
_MASKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"(?:19|20)\d{2}\s*[/—-]\s*(?:19|20)?\d{2}\s*学年",
        r"(?:19|20)\d{2}(?:[级届款版]|(?=\s*年))",
        r"(?<![\d.])(?:1[0-2]|0?[1-9])\s*[-—–~至到]+\s*(?:1[0-2]|0?[1-9])\s*月(?:份)?",
        r"(?<![\d.])\d{1,2}\s*[·•．.]\s*\d{1,2}(?=[”\"’'」）)]|\s*(?:[\u4e00-\u9fff]{0,8}(?:日|周|节)))",
        r"[“\"‘]\s*\d{1,4}(?:[.·•]\d{1,2}|\+\w+)?(?=[^”\"’\n]{0,20}[”\"’])",
        r"第\s*\d+(?:\s*[-—~至、]\s*\d+)?",
        r"[A-Za-z][A-Za-z.\-]*\d[\d.\-A-Za-z]*",
        r"\d+(?:\.\d+)?[A-Za-z][A-Za-z]*(?:/[A-Za-z\d]+)?",
        r"(?:附件|附表|附图|(?<![水电气热仪钟手报])[图表]|之)\s*\d+(?:[-—.]\d+)*(?![\d.]*\s*[万亿]?[只块个套台具份张幅元人次项件%])",
        r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]\s*\d{7,8}|(?<![\d.])\d{3,4}-\d{7,8}",
        r"\d[\d\-—]{5,}\s*(?:号|#)|(?:凭证|编号|合同号|证号|账号|卡号|代码|文号|单号)[^\d，。；]{0,6}[\d\-A-Za-z]+(?![\d.]*\s*[份张个套件本])|电话[：:为是]?\s*[\d\-]{5,}",
        r"\d{1,4}(?:-\d{1,4})?\s*[#号](?!召)",
        r"\d+(?:[-—~至]\d+)?\s*(?:型|级(?!指标|以)|类(?=[^\d，。；、]{0,2}(?:糖尿病|医疗|水质|水体))|线城市|岁|号线|小时制|度电|月龄|年级|后(?=干部|青年|世代))",
        r"^\s*[（(]?\d{1,2}(?:\.\d{1,2})*[)）.．、](?!\d)\s*|(?<=[。；：:;，])\s*[（(]\d{1,2}[)）]",
        r"(?<=[。；：:;])\s*\d{1,2}[.．、](?!\d)",
        r"\d+\s*[×xX*]\s*\d+(?:\s*[×xX*=]\s*\d+)*",
        r"\d{1,2}[:：]\d{2}(?=\s*(?:时|分|至|到|-|—|许|前|后))",
        r"24\s*小时",
        r"\d{3,5}(?=\s*[\u4e00-\u9fff]{0,4}(?:热线|举报电话|平台受理))",
        r"一级\s*\d+、二级\s*\d+、三级\s*\d+",
    )
)  # fmt: skip
_BLANK = "\x00"


@lru_cache(maxsize=4096)
def masked(text: str) -> str:
    """不是数的地方盖成空字符，字数不变。"""
    shown = even(text)
    for pattern in (*_TITLES, DATE, *_MASKS):
        shown = pattern.sub(lambda found: _BLANK * len(found[0]), shown)
    return shown


def squeezed(text: str) -> str:
    """去掉空白、全半角归一：比较用的写法。"""
    return fold(text)
