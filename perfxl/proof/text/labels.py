"""段首的编号：一、（一）1. （1）① 第一章；读出写法、级别和数。"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from perfxl.cells.later import later
from perfxl.proof.text.clues import regex
from perfxl.proof.text.numerals import numeral

_HANZI = "[一二三四五六七八九十]{1,3}"
# 写法、级别（公文：一、（一）1.（1）①）。
_FORMS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (name, rank, later(pattern))
    for name, rank, pattern in (
        ("第一部分", 0, rf"\s*第({_HANZI})(?:部分|章|篇)(?![的、，])"),
        ("第一节", 1, rf"\s*第({_HANZI})节(?![的、，课])"),
        ("一、", 1, rf"\s*({_HANZI})[、.．](?!是)"),
        ("（一）", 2, rf"\s*[（(]({_HANZI})[）)]"),
        ("1.", 3, r"\s*(\d{1,2})[.．、](?:(?![\d年月])|(?=年[度初末终])|(?=(?:19|20)\d{2}\s*年))"),
        ("（1）", 4, r"\s*[（(](\d{1,2})[）)]"),
        ("1）", 5, r"\s*(\d{1,2})[）)](?!\d)"),
        ("①", 6, r"\s*([①-⑳])"),
    )
)
_START = later(r"\s*[第（(\d一二三四五六七八九十①-⑳]")
_DOTTED = later(r"\s*(\d{1,2}(?:[.．]\d{1,2})+)(?=[\s\u4e00-\u9fff《“])(?![%万亿年月日个项家元])")
# 二、三、四季度分别完成……；三、四级医院各 1家；一、二期工程均已完工：并列的序数，不是编号。
_RUN = later(
    r"\s*([一二三四五六七八九十])、([一二三四五六七八九十])((?:[、和及与至][一二三四五六七八九十])*)"
    r"(?:季度?|年级|级|期|等|类|批|标段?|号|层|线|产业|组|轮|片|楼|档|环|审|次|车间|月|中队|大队)"
)
# 编号后面紧接着数：2.0—6岁儿童、4.65岁以上老年人。也可能是 3.5公里这样的小数，要看上下的号。
_GLUED = later(r"\s*(\d{1,2})([.．、])\d")


@dataclass(frozen=True, slots=True)
class Label:
    """一个编号。`form` 是写法，`rank` 是级别，`number` 是数，`start`～`end` 是在段里的位置。"""

    form: str
    rank: int
    number: int
    start: int
    end: int
    text: str


@lru_cache(maxsize=4096)  # 认标题、看编号、找重复的话都要问
def label_of(text: str) -> Label | None:
    """段首的编号；没有为 None。1.1 这样的写法不看。"""
    if not _START.match(text) or _DOTTED.match(text) or _is_run(text):
        return None
    for form, rank, pattern in _FORMS:
        match = pattern.match(text)
        if match is None:
            continue
        written = match[1]
        if written.isascii() and written.isdigit():  # ① 也算 isdigit
            number = int(written)
        elif len(written) == 1 and "①" <= written <= "⑳":
            number = ord(written) - 0x2460 + 1
        else:
            number = int(numeral(written) or 0)
        start = len(match[0]) - len(match[0].lstrip())
        return Label(form, rank, number, start, match.end(), match[0].strip())
    return None


def _is_run(text: str) -> bool:
    """成句的，段首是并列的序数。"""
    run = _RUN.match(text)
    ascending = run is not None and int(numeral(run[1]) or 0) < int(numeral(run[2]) or 0)
    return ascending and regex("[，。；]").search(text) is not None


def maybe_label(text: str) -> Label | None:
    """段首像编号、又说不准的：后面紧接着数，或像并列的序数。"""
    glued, run = _GLUED.match(text), _RUN.match(text)
    if glued is not None:
        shown, form, rank, number = glued[1] + glued[2], "1.", 3, int(glued[1])
    elif run is not None and not run[3]:
        shown, form, rank, number = f"{run[1]}、", "一、", 1, int(numeral(run[1]) or 0)
    else:
        return None
    start = len(text) - len(text.lstrip())
    return Label(form, rank, number, start, start + len(shown), shown)


_MAX_HEADING = 45  # 再长就是一段话，不是标题
_SHOWN = 16  # 说在哪里时，标题只写前面的字：够在 Word 里找到


class Headings:
    """逐段往下走，记着上面的各级标题。"""

    def __init__(self) -> None:
        self.path: tuple[str, ...] = ()
        self._ranks: tuple[int, ...] = ()
        self._below = 0  # 最近的标题下面第几段；0 是标题自己

    def above(self, label: str, text: str, level: int | None) -> tuple[str, ...]:
        """正文的一段上面的各级标题；它自己是标题的，往下记着它。`label` 是自动编的号。"""
        rank = _rank(label, text, level)
        if rank is None:
            self._below += bool(text.strip())
            return self.path
        self._below = 0
        depth = next((at for at, one in enumerate(self._ranks) if one >= rank), len(self._ranks))
        path = self.path[:depth]
        self.path, self._ranks = (*path, _title(label + text)), (*self._ranks[:depth], rank)
        return path

    @property
    def place(self) -> str:
        """刚走过的一段在哪里：“（二）资金使用”下第 2 段。从头数的段号，在 Word 里没有人找得到。"""
        if not self.path:
            return f"开头第 {self._below} 段"
        head = f"“{self.path[-1][:_SHOWN]}”"
        return f"{head}下第 {self._below} 段" if self._below else f"{head}一段"


def _rank(label: str, text: str, level: int | None) -> int | None:
    """标题的级别：编号的写法定级；没有编号的看标题样式。"""
    written = label_of(label + text)
    if written is not None:
        return written.rank
    return level if level is not None and 0 < len(text.strip()) <= _MAX_HEADING else None


def _title(text: str) -> str:
    """标题的字；标题后面连着正文的，取到第一个句号。"""
    return regex(r"[。：]").split(text.strip(), maxsplit=1)[0][:_MAX_HEADING]
