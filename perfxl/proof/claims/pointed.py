"""一串得分：总得分 97.6分，其中产出指标 49分、效益指标 29.2分，没有写“得”的。"""

from __future__ import annotations

from perfxl.cells.later import later
from perfxl.proof.model import Figure
from perfxl.proof.reading import Sentence
from perfxl.proof.text.masks import even

LISTED = later(r"(?<=[\u4e00-\u9fff])(?:指标)?$")
_ELSE = later(r"上年|去年|满分|分值|权重|扣|[失丢](?:分|[\d.]+分)|平均|百分制")
_HEADING = later("得分|评分|评定|评价结[果论]|自评结[果论]")
_ROW = later(r"(?:^|[，、：:；。（]|其中[：:]?)[\u4e00-\u9fff]{2,8}$")
_TOTAL = later("(?:得分|总分|自评|评分)")
_HUNDRED_POINTS = later(r"(?<![\d.])[6-9]\d(?:\.\d+)?分[，。；]")  # 98.9分，优。预算执行 9.5分……
_LESS = later("[扣失丢减]分?$")
_FEWEST = 2


def in_row(sentence: Sentence, figure: Figure) -> bool:
    """一串都这样写的才算，这一句或前一句说着总分；只写一个的，也许是满分。"""
    row = [
        one for one in sentence.figures
        if one.unit == "分" and _ROW.search(sentence.between(sentence.start, one.start))
    ]  # fmt: skip
    before = figure.paragraph.text[: row[0].start] if row else ""
    held = before.count("（") > before.count("）")
    heading = figure.paragraph.path[-1] if figure.paragraph.path else ""
    total = _HUNDRED_POINTS.search(even(before)) or _HEADING.search(heading)
    said = bool(_TOTAL.search(before) or total) and not _ELSE.search(before[-40:])
    if any(_LESS.search(one.before) for one in row):
        return False  # 共失 1.51分：执行率 0.4分，……
    return figure in row and len(row) > _FEWEST - 1 and said and not held


_WITH_FULL = later(r"(?:分值|满分|权重)[为是]?\s*\d+(?:\.\d+)?\s*分[，,]?")


def without_full(before: str) -> str:
    """产出指标分值 50分，得分 47分：中间写着满分的，当作括号里的，字数不变。"""
    return _WITH_FULL.sub(lambda match: f"（{'·' * (len(match[0]) - 2)}）", before)
