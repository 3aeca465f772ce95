"""校对：报告文字里没有对应单元格的数。

报告写的数与表不一样，是被退回最常见的原因。日期、文号、序号、书名号和引号里的字不算。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from perfxl.cells.later import later
from perfxl.cells.quantity import decimal, fold, plain
from perfxl.report.marks import bare, unmarked

_SKIPPED = tuple(
    later(pattern, re.MULTILINE)
    for pattern in (
        r"《[^》\n]*》", r"“[^”\n]*”", r"\"[^\"\n]*\"", r"「[^」\n]*」", r"【[^】\n]*】",
        r"[〔（(\[﹝]\s*(?:19|20)\d{2}\s*[〕）)\]﹞]\s*(?:第\s*)?\d+\s*号",  # 文号
        r"(?:19|20)\d{2}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?(?!\d)",
        r"(?:(?:19|20)\d{2}\s*年?\s*[-—–~至到]\s*)?(?:19|20)\d{2}\s*年度?(?:\s*\d{1,2}\s*月)?",
        r"(?<![\d.])(?:\d{1,2}\s*[-—–~至到]\s*)?(?:1[0-2]|0?[1-9])\s*月(?:\s*[0-3]?\d\s*日)?(?!\s*\d)",
        r"(?:19|20)\d{2}(?=[级届])",
        r"^\s*[（(]?\d+(?:\.\d+)*[)）.．、](?!\d)",  # 行首的序号
        r"(?<=[。；：])\s*[（(]\d+[)）]",  # 句中的（1）（2）
        r"第\s*\d+(?:\s*[-—~至]\s*\d+)?",
        r"\d{1,2}[·•]\d{1,2}",  # 4·26
        r"[A-Za-z][A-Za-z-]*\d+|\d+[A-Z][A-Za-z]*(?![A-Za-z])",  # G20、5G
        r"(?:附件|附表|表|图)\s*\d+",
        r"十?[一二三四五六七八九]+[·.]?\s*五(?:规划|时期)?",
    )
)  # fmt: skip
_NUMBER = later(r"(?<![\d.])\d[\d,，]*(?:\.\d+)?\s*(?:%|％|‰|个百分点|[万亿]?元|万|亿)?")
_SENTENCE = later(r"[^。！？\n]*[。！？]?")
_WIDTH = 18
LINE = "·"  # 分项资金的数：表里有，不能引用


def loose_numbers(text: str, place: str, known: Mapping[str, str]) -> Iterator[str]:
    """一栏文字里每个没有单元格的数，一条一句话。

    `known` 是表里有的数（`684` → `全年预算数`）：碰巧相同的，提示可以改用引用。
    以 `LINE` 起头的是分项资金的：没有可以引用的名称，只说表里有。
    """
    whole, covered = bare(text), unmarked(text)
    for match in _SENTENCE.finditer(covered):
        sentence, rest = whole[match.start() : match.end()], match[0]
        for pattern in _SKIPPED:
            rest = pattern.sub(lambda skipped: "\u2592" * len(skipped[0]), rest)
        for number in _NUMBER.finditer(rest):
            shown = number[0].strip().rstrip(",，")
            excerpt = _excerpt(sentence, number.start(), number.end())
            hint = _hint(shown, known, excerpt)
            yield f"{place}：“{excerpt}”里的 {shown} {hint}"


def _hint(shown: str, known: Mapping[str, str], near: str) -> str:
    number = re.match(r"[\d,，.]+", shown)
    value = decimal(fold(number[0]).replace(",", "")) if number else None
    name = known.get(plain(value)) if value is not None else None
    if name and name.startswith(LINE):
        return f"与“{name[1:]}”的数相同；不能引用，表里改了，这里要跟着改"
    if name and not _is_told(name, near):
        only = f"说的就是它才改写成【{name}】，不是的请核对，或在“数据项”里填上再引用"
        return f"与“{name}”的数相同；{only}"
    if name:
        return f"与“{name}”的数相同；说的就是它，请改写成【{name}】，以后跟着表走"
    return "表里没有对应的单元格，请核对，或在“数据项”里填上再引用"


def _is_told(name: str, near: str) -> bool:
    """数的前后写着它的名称里相连的两个字。"""
    return any(name[place : place + 2] in near for place in range(len(name) - 1))


def _excerpt(sentence: str, start: int, end: int) -> str:
    """数前后各取一小段，太长的两头用省略号。"""
    first, last = max(0, start - _WIDTH), min(len(sentence), end + _WIDTH)
    body = sentence[first:last].strip()
    return f"{'…' if first else ''}{body}{'…' if last < len(sentence) else ''}"
