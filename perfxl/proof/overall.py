"""说的是不是整个项目：“全年预算数130万元”“预算执行率95.3%”说的就是资金总额那一行。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_NAMES = {
    "initial": "年初预算数?",
    "budget": "(?:全年|调整后)预算数?",
    "executed": "全年(?:预算)?执行数?|(?<=[，,])(?:实际)?(?:执行|支出)(?:数|了|资金)?",
    "rate": "(?:预算|资金|项目|总体|整体)*执行率",
}
_IS = "(?:为|是|达到?|合计|共计?|：|:)?"
_NAME = later(f"(?:{'|'.join(f'(?P<{role}>{name})' for role, name in _NAMES.items())}){_IS}$")
# 一句话从头说到这里，只说了年份、本项目和别的总额：没有另外的主语。
_OWN = later(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,2}[）).、．])?"
    r"(?:(?:19|20)\d\d年度?|截至?[^，,\d]{0,6}|本年度?|年度|本?项目|资金|总体|整体|总额|预算|情况|的|[，,、]"
    rf"|(?:年中)?(?:追加|调增|调减|核减|压减)(?:预算|资金)?{_IS}\d[\d,.]*[万亿]?元"
    rf"|(?:{'|'.join(_NAMES.values())}){_IS}\d[\d,.]*(?:[万亿]?元|%))*"
)
_PLANNED = later(r"预算数?(?:为|是|安排)?\d")  # 前面写着预算几万的，“执行几万”才是总额的
_ABOUT = later("资金|预算|经费|概况|基本情况|结论|自评|绩效")
_PARTS = later("子项目|分项|其中|分别")


def role_of(figure: Figure) -> str:
    """这个数说的是资金总额的哪一栏；说不准是整个项目的为空串。"""
    paragraph = figure.paragraph
    if paragraph.kind == "cell" or figure.hedge:
        return ""
    if paragraph.path and not _ABOUT.search(paragraph.path[-1]):
        return ""
    text = even(paragraph.text)
    first = figure.sentence[0]
    said = regex(r"\s").sub("", text[first : figure.start])
    named = _NAME.search(said)
    if named is None or (
        named[0][:2] != "全年" and named.lastgroup == "executed" and not _PLANNED.search(said)
    ):
        return ""
    if _PARTS.search(text[:first]) or not _OWN.fullmatch(said[: named.start()]):
        return ""
    return named.lastgroup or ""
