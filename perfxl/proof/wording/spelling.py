"""R18 写了同音的字：施公、接代、闲制；R13 多写了一个字：课程程质量、有限公公司。

不靠错字表：两个字不是词，与左右也不成词，换一个同音的字就是报告里常用的词、全文别处也写着，
这两个字又只有这一处的，才说。
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding, Paragraph
from perfxl.proof.reading import Reading
from perfxl.proof.wording.lexicon import lexicon
from perfxl.proof.wording.reduplicated import reduplicated, utmost
from perfxl.proof.wording.vocabulary import across, alike, is_inner, is_usual, is_word

_RUN = later(r"[\u4e00-\u9fff]{3,}")
# 自己就能成词的字：虚字、数字、量词、单位、方位，与旁边的字连着也不算一个词。
_LONE = frozenset(
    "因却的地得了着过在是和与及或等对为从由向按以于被把将使让给到至并且而又也都均就才只仅已未不无有没非其该此这那各每某另本我他它"
    "一二三四五六七八九十百千万亿两几多余来半第约近超共计合总个项家件名位户次批台套辆只匹株册份篇座栋"
    "年月日时分秒元角斤吨米亩级类种型款号届轮度点倍省市县区镇乡村街局厅"
    "先再预拟上下中内外前后里间左右东西南北大小高低长短新老旧全能可应须需要会说做用建设修改查看收发管办出入进退加减乘除"
)
_FUNCTION = frozenset(
    "的地得了着过在是和与及或等对为从由向按以被把将一二三四五六七八九十百千万亿每各大小多少人天年月日时种样"
)
_PLACES = frozenset("县镇乡村点次馆站")  # 县县、次次自己说得通，前面已是一个词的就多了
_OFTEN = 2  # 长词里有这两个字的，别处要多写几遍
_NAMED = 2  # 名称至少写了这么多遍
_CODE = frozenset("〔[﹝")
_FAR = 60  # 一串里再长的就不是话


def spelling(reading: Reading) -> Iterator[Finding]:
    """逐段看只写了一遍、自己又不像一个词的两个字。"""
    counts = reading.pairs
    odd = {pair for pair, times in counts.items() if times == 1 and _is_odd(pair[0], pair[1])}
    for paragraph in reading.report.prose:
        text, fine = paragraph.text, utmost(paragraph.text)
        for run in _RUN.finditer(text):
            if text[run.end() : run.end() + 1] in _CODE:
                continue  # 北市监食〔2023〕6号：文号
            last = min(run.end(), run.start() + _FAR) - 1
            for at in [at for at in range(run.start(), last) if text[at : at + 2] in odd]:
                if any(one <= at < two for one, two in fine):
                    continue
                if text[at] != text[at + 1]:
                    yield from _misspelt(paragraph, at, run, counts, reading.text)
                elif _is_extra(text, at, run) and not _about(text, at):
                    yield _doubled(paragraph, at)


def _about(text: str, at: int) -> bool:
    """节约约 2万元：后一个约是大约。"""
    if text[at + 1 : at + 3] == f"{text[at]}均":
        return True  # 管理部部均 4.15万笔
    return text[at] == "约" and text[at + 2 : at + 3].isdigit()


def _is_odd(first: str, second: str) -> bool:
    """叠着的；自己不是词，又不是常独用的字的。"""
    if first == second:
        return True
    lone = first in _LONE or second in _LONE
    return not lone and (not is_word(first, second) or is_inner(first, second))


def _misspelt(
    paragraph: Paragraph, at: int, run: re.Match[str], counts: Counter[str], whole: str
) -> Iterator[Finding]:
    """这两个字自己不是词：换一个同音字是全文写着的词、名称的，才说。"""
    first, second = paragraph.text[at], paragraph.text[at + 1]
    left, right = _around(paragraph.text, at, run)
    if (left and is_word(left, first)) or (right and is_word(second, right)):
        return
    meant = _meant(first, second)
    # 全文别处写着的那个；一处也没有的，多半是本行业的话、人名、地名。
    least = _OFTEN if is_word(first, second) else 1
    ours = [one for one in meant if counts[one] >= least]
    if not ours and least == 1 and _bounded(paragraph.text, at, run):
        ours = meant
    name = _proper(first, second, counts) if not ours else None
    if name is not None and across(name, whole):
        return
    if ours:
        yield _finding(paragraph, at, ours[:2])
    elif name is not None:
        yield _misnamed(paragraph, at, name)


def _around(text: str, at: int, run: re.Match[str]) -> tuple[str, str]:
    """左右各一个字；没有的为空。"""
    left = text[at - 1] if at > run.start() else ""
    right = text[at + 2] if at + 2 < run.end() else ""
    return left, right


def _meant(first: str, second: str) -> list[str]:
    """像是哪个词写错了一个同音字；不像的为空。"""
    return [
        *(one + second for one in alike(first) if is_usual(one, second)),
        *(first + one for one in alike(second) if is_usual(first, one)),
    ]


def _proper(first: str, second: str, counts: Counter[str]) -> str | None:
    """东峪：全文反复写的是东屿，只差一个同音字，两个都不是词；多半是地名、单位名写错了。"""
    if is_word(first, second) or second in "率数量额":
        return None  # 办结｜率、化解｜率：不是名称
    for name in (*(one + second for one in alike(first)), *(first + one for one in alike(second))):
        if counts[name] >= _NAMED and not is_word(name[0], name[1]):
            return name
    return None


def _misnamed(paragraph: Paragraph, at: int, name: str) -> Finding:
    start, end = max(0, at - 2), min(len(paragraph.text), at + 4)
    message = f"别处都写“{name}”，这里写“{paragraph.text[at : at + 2]}”"
    return Finding("R17", paragraph, start, end, message, expected=name)


def _bounded(text: str, at: int, run: re.Match[str]) -> bool:
    """左边是一个完整的词，右边是标点：这两个字自己该是一个词。"""
    left = text[max(run.start(), at - 2) : at]
    return at + 2 == run.end() and len(left) > 1 and is_word(left[0], left[1])


def _is_extra(text: str, at: int, run: re.Match[str]) -> bool:
    """左边的字与它是一个词，它与右边的字不是：乡镇镇、课程程质量、百分点点。"""
    left, right = _around(text, at, run)
    mark = text[at]
    if not left or mark in _FUNCTION or not is_word(left, mark) or text[at + 2 : at + 3] == mark:
        return False
    if left == "一":
        return False  # 一份份、一件件
    if right and (is_word(mark, right) or right in "通都有乐"):
        return False
    fine = any(
        match.start() <= at + 1 and at < match.end() for match in lexicon().fine.finditer(text)
    )
    if any(first <= at < last for first, last in reduplicated(text)):
        return False
    counted = not right and text[at + 2 : at + 3].isdigit()  # 平均用时时 18天
    return not fine or counted or (mark in _PLACES and left not in _FUNCTION)


def _finding(paragraph: Paragraph, at: int, meant: list[str]) -> Finding:
    start, end = max(0, at - 2), min(len(paragraph.text), at + 4)
    written = paragraph.text[at : at + 2]
    message = f"“{written}”不是词，像是“{'”或“'.join(meant)}”写了同音字"
    return Finding("R18", paragraph, start, end, message, expected=meant[0])


def _doubled(paragraph: Paragraph, at: int) -> Finding:
    start, end = max(0, at - 2), min(len(paragraph.text), at + 3)
    message = f"“{paragraph.text[at : at + 2]}”像是重复写了"
    return Finding("R13", paragraph, start, end, message)
