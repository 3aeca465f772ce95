"""报告文字里一句话说的是以前的年份，写的却是本表今年的数：年份没有改。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, decimal, fold
from perfxl.checks.vocabulary.fund_lines import amounts, fund_name
from perfxl.filing.model import Filing
from perfxl.filing.sides import Narrative

_SENTENCE = later(r"[。;；\n]")
_YEAR = later(r"(?<!\d)((?:19|20)\d\d)年")
_AMOUNT = later(rf"(?<![\d.])({NUMBER})(?=[^\d年月日‰.])")
# 与以前比的、从以前算起的；提前下达、上一年批复的，钱本来就是今年的。
_COMPARED = later(
    r"比|较|上年|去年|同期|以来|累计|结转|起|至|自|—|-|~|下达|提前|立项|批复|批准|印发|下发|申报|启动"
)
_LEAST_DIGITS = 3  # 100、20 碰巧相同的多


class SaidLastYear(NamedTuple):
    narrative: Narrative
    sentence: str
    number: str
    name: str  # 今年的哪一个数
    cell: Cell


def said_last_year(filing: Filing, year: str) -> Iterator[SaidLastYear]:
    """一句里只有以前的年份、没有与它比，数与今年的完成值、金额、总分相同的。"""
    values = dict(_values(filing)) if filing.narratives else {}
    for narrative in filing.narratives:
        for sentence in _SENTENCE.split(fold(narrative.text.value)):
            years = set(_YEAR.findall(sentence)) if "年" in sentence else set()
            if not years or max(years) >= year or _COMPARED.search(sentence):
                continue
            for match in _AMOUNT.finditer(sentence):
                found = values.get(decimal(match[1]) or Decimal(0))
                if found is not None:
                    yield SaidLastYear(narrative, sentence, match[1], *found)
                    break


def _values(filing: Filing) -> Iterator[tuple[Decimal, tuple[str, Cell]]]:
    """今年的各个数：完成值、资金各项、总分；位数少的不算。"""
    fields = [(f"{row.name.value}的完成值", row.actual) for row in filing.indicators]
    fields += [
        (f"{fund_name(line)}的{title}", field)
        for line in filing.funds
        for key, title in amounts(filing)
        if (field := getattr(line, key)) is not None
    ]
    fields += [("总分", filing.total)] if filing.total is not None else []
    for name, field in fields:
        value = field.value.value
        if value and len(value.normalize().as_tuple().digits) >= _LEAST_DIGITS:
            yield value, (name, field.cell)
