"""各条规则共用的眼光：报告的句子和数、报告说的年度、对照的自评表。"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from operator import add
from typing import Any

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.proof.known import KnownNumbers
from perfxl.proof.model import Figure, Paragraph, Report
from perfxl.proof.text.clues import Clue, Texts, regex
from perfxl.proof.text.figures import figures_of, sentences
from perfxl.proof.text.masks import even
from perfxl.proof.text.noted import Noting

# 这些单位数的是时间、次序，不拿来相加、相比。
TIMES = frozenset({"年", "月", "日", "天", "岁", "级", "届", "度", "周", "小时", "分钟", "点", ""})
_TITLE = 60  # 标题不会更长
_IN_TITLE = later(r"(?<![\d—–~～至到-])((?:19|20)\d{2})\s*年(?!\s*\d|[—–~～至到-])")
_MOST = 60  # 一句话里再多的数就是一串数据，不是话
REACH = 60  # 往前找这么多段
_YEAR_OF = later(
    r"((?:19|20)\d{2})\s*年?度?[^，。；\n]{0,60}?(?:自评|绩效|评价|决算)"
    r"|(?:自评|评价)[^，。；\n]{0,12}[（(]\s*((?:19|20)\d{2})\s*年?度?\s*[）)]"
    r"|^(?:项目名称|(?:自评|评价|预算)?年度)[：:]\s*((?:19|20)\d{2})"
    r"|^\s*[（(]\s*((?:19|20)\d{2})\s*年度\s*[）)]\s*$"  # 标题下面自成一行
)

# 写着“年度”的才算数：2026年的报告说的常是 2025 年度。
_TITLED = later(
    r"((?:19|20)\d{2})\s*年度[^，。；]{0,60}?(?:自评|绩效|评价)"
    r"|^(?:自评|评价|预算)?年度[：:]\s*((?:19|20)\d{2})"
    r"|^\s*[（(]\s*((?:19|20)\d{2})\s*年度\s*[）)]\s*$"
)
_HEADS = 12
_HEADING = 60  # 再长的是正文，不是标题
_PLAIN = later(r"\d{1,12}(?:\.\d{1,6})?")
_TO = later(r"(20\d{2})\s*年?度?\s*[-—–~～至到、和]+\s*(20\d{2})\s*年")


@dataclass(frozen=True)
class Sentence(Noting):
    """一句话（到句号为止）和里面的数。"""

    paragraph: Paragraph
    start: int
    end: int
    text: str  # 全角归一，字数不变
    figures: tuple[Figure, ...]

    def between(self, first: int, last: int) -> str:
        """段里从 `first` 到 `last` 的字（位置以段计）。"""
        return self.text[max(0, first - self.start) : max(0, last - self.start)]


@dataclass(frozen=True)
class Reading:
    """读懂了的一份报告。"""

    report: Report
    assessments: tuple[Assessment, ...] = ()
    # 各条规则共用的：一个百分数附近对得上的各对（pairs.fitting）。
    memo: dict[tuple[int, int], list[Any]] = field(default_factory=dict, compare=False)
    notes: dict[str, Any] = field(default_factory=dict, compare=False)  # 只算一次的，各叫各的名

    @cached_property
    def known(self) -> KnownNumbers:
        """对照的自评表里的数。"""
        return KnownNumbers(self.assessments)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """正文和表格里的全部数。"""
        kept = (paragraph for paragraph in self.report.paragraphs if paragraph.kind != "header")
        return tuple(figure for paragraph in kept for figure in figures_of(paragraph))

    @cached_property
    def _by_paragraph(self) -> dict[int, tuple[Figure, ...]]:
        made: dict[int, list[Figure]] = {}
        for figure in self.figures:
            made.setdefault(figure.paragraph.number, []).append(figure)
        return {number: tuple(mine) for number, mine in made.items()}

    def in_paragraph(self, paragraph: Paragraph) -> tuple[Figure, ...]:
        return self._by_paragraph.get(paragraph.number, ())

    @cached_property
    def prose_figures(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.paragraph.kind != "cell")

    @cached_property
    def _places(self) -> dict[int, int]:
        """正文各段是正文的第几段：表格里一格一段，隔着一个表格不算远。"""
        return {paragraph.number: place for place, paragraph in enumerate(self.report.prose)}

    @cached_property
    def _numbers(self) -> list[int]:
        return [self._place(figure.paragraph) for figure in self.prose_figures]

    def _place(self, paragraph: Paragraph) -> int:
        place = self._places.get(paragraph.number)
        if place is None:  # 表格里的：照它前面的那一段
            place = bisect_left(list(self._places), paragraph.number) - 1
        return place

    def near(self, paragraph: Paragraph, back: int = REACH, ahead: int = 0) -> Sequence[Figure]:
        """正文里往前 `back` 段、往后 `ahead` 段以内的数：再远的说的多半是别的事。"""
        place = self._place(paragraph)
        first = bisect_left(self._numbers, place - back)
        last = bisect_right(self._numbers, place + ahead)
        return self.prose_figures[first:last]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        return tuple(self._sentences())

    def _sentences(self) -> Iterator[Sentence]:
        for paragraph in self.report.prose:
            figures, shown = self.in_paragraph(paragraph), even(paragraph.text)
            for start, end in sentences(paragraph.text):
                mine = tuple(figure for figure in figures if start <= figure.start < end)
                mine = mine if len(mine) <= _MOST else ()
                yield Sentence(paragraph, start, end, shown[start:end], mine)

    @cached_property
    def table_rows(self) -> tuple[frozenset[str], ...]:
        """各个表格每一行里的数，照去掉末尾零的写法。"""
        rows = (row for table in self.report.tables for row in table.rows)
        return tuple(
            frozenset(
                f"{Decimal(text).normalize():f}"
                for cell in row
                if _PLAIN.fullmatch(text := even(cell.text).strip().replace(",", ""))
            )
            for row in rows
        )

    @cached_property
    def _sentence_texts(self) -> Texts:
        return Texts([sentence.text for sentence in self.sentences])

    @cached_property
    def figured(self) -> tuple[Sentence, ...]:
        """有数的句子。"""
        return tuple(sentence for sentence in self.sentences if sentence.figures)

    def sentences_with(self, clue: Clue) -> Iterator[Sentence]:
        """有它非有不可的字的句子。"""
        return (self.sentences[place] for place in self._sentence_texts.holding(clue))

    @cached_property
    def _paragraph_texts(self) -> Texts:
        return Texts([even(paragraph.text) for paragraph in self.report.paragraphs])

    def paragraphs_with(self, clue: Clue) -> Iterator[Paragraph]:
        """有它非有不可的字的段，连表格、页眉。"""
        return (self.report.paragraphs[place] for place in self._paragraph_texts.holding(clue))

    def paragraphs_like(self, *patterns: re.Pattern[str]) -> Iterator[Paragraph]:
        """找得到（全半角不论）其中一种话的段，连表格、页眉；也许多几段。"""
        places = {place for one in patterns for place in self._paragraph_texts.matching(one)}
        return (self.report.paragraphs[place] for place in sorted(places))

    def prose_with(self, clue: Clue) -> Iterator[Paragraph]:
        """有它非有不可的字的段，成句的正文里的。"""
        return (paragraph for paragraph in self.paragraphs_with(clue) if paragraph.is_prose)

    @cached_property
    def sentences_by_paragraph(self) -> dict[int, tuple[Sentence, ...]]:
        made: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            made.setdefault(sentence.paragraph.number, []).append(sentence)
        return {number: tuple(mine) for number, mine in made.items()}

    @cached_property
    def text(self) -> str:
        """全文，一段一行。"""
        return "\n".join(
            paragraph.text for paragraph in self.report.paragraphs if paragraph.kind != "header"
        )

    @cached_property
    def pairs(self) -> Counter[str]:
        """每两个挨着的字写了几遍。"""
        return Counter(map(add, self.text, self.text[1:]))

    @cached_property
    def year(self) -> str:
        """报告说的年度：自评表里、标题里写的；还没有的，取提得最多的年份。"""
        if self.stated_year:
            return self.stated_year
        years = Counter(regex(r"((?:19|20)\d{2})\s*年").findall(even(self.text)))
        common = years.most_common(2)
        clear = common and (len(common) == 1 or common[0][1] >= 2 * common[1][1])
        return common[0][0] if clear else ""

    @cached_property
    def span_years(self) -> tuple[int, int]:
        """几年合报的：头几段写着的 2021—2023年，从哪年到哪年；没有写的都是报告的年度。"""
        heads = [one.text for one in self.report.prose if one.text.strip()][:3]
        heads = [head for head in heads if len(head) < _HEADING]
        spans = [(int(a), int(b)) for head in heads for a, b in _TO.findall(even(head))]
        alone = int(self.year or 0)
        return max(spans, key=lambda pair: pair[1], default=(alone, alone))

    @cached_property
    def stated_year(self) -> str:
        """自评表里、标题里写明的年度；两处不同的，标题说的是报告的。没有写明的为空。"""
        if self.other_year is not None:
            return self.other_year[1]
        for assessment in self.assessments:
            if assessment.filing.year is not None and assessment.filing.year.value:
                return assessment.filing.year.value
        for paragraph in self.report.prose[:_HEADS]:
            match = _YEAR_OF.search(even(paragraph.text))
            if match and len(paragraph.text) < 120:
                return next(year for year in match.groups() if year)
        return self._titled_year

    @cached_property
    def other_year(self) -> tuple[Paragraph, str] | None:
        """标题里写的年度，不是自评表的，别处也没有提自评表的年度：在哪一段，是哪一年。"""
        years = [one.filing.year.value for one in self.assessments if one.filing.year is not None]
        if not years or len(years) < len(self.assessments):
            return None
        heads = [(one, even(one.text).replace("\n", "")) for one in self.report.prose[:_HEADS]]
        if any(re.search(rf"{year}\s*年(?!\s*\d)", text) for year in years for _, text in heads):
            return None
        for paragraph, text in heads:
            match = _TITLED.search(text) if len(text) < 2 * _TITLE else None
            if match is not None:
                return paragraph, next(year for year in match.groups() if year)
        return None

    @cached_property
    def _titled_year(self) -> str:
        """头几行短短的标题、项目名称里写的年度，几行里只有一个：题目分两行写的也认。"""
        heads = [even(one.text) for one in self.report.prose if one.text.strip()][:6]
        years = {
            match[1] for head in heads if len(head) < _TITLE and "。" not in head
            for match in _IN_TITLE.finditer(head)
        }  # fmt: skip
        return next(iter(years)) if len(years) == 1 else ""


def span(figures: Sequence[Figure]) -> tuple[int, int]:
    """同一段里几个数从头到尾。"""
    return min(figure.start for figure in figures), max(figure.end for figure in figures)
