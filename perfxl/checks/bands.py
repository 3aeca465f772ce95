"""A 完成值：定性指标的完成值属于哪一档。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.boxes import is_options, ticked_option
from perfxl.cells.doubt import DoubtKind
from perfxl.cells.later import later
from perfxl.cells.quantity import bare
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.words import has_reason, is_future
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Indicator, IndicatorScore, Scored
from perfxl.filing.verdict import RANKED, ladder_of, verdict_word
from perfxl.form.form import Form
from perfxl.score.two_parts import has_parts, parts_met
from perfxl.score.undone import maybe_happened, not_happened, why_undone

# 说得含糊的：达到了没有，看不出。
_HEDGED = later(
    r"基本|部分|较|一定|初步|有待|尚|未|逐步|有所|进一步|持续推进|不(?:够|足|到位|完善|健全|明显|理想|高|好)|坏"
)
_PARTS = "指标值“{}”写着几个要求，没有逐个核；请照它们逐个写完成了多少，或拆成几条指标"
_OPTIONS = later(r"[优良中低差好较一般合格、/]{3,}")  # 系统里的选项：优良中低差


@check("A06", Level.WARNING, on=Scored, english="A qualitative actual is none of the bands")
def band_unrecognised(scored: Scored) -> Iterator[Remark]:
    """定性指标的实际完成值应写明属于哪一档。

    为什么：定性指标按达成的档次定得分范围，照抄目标、说得含糊的话看不出达成没有，得分就没有依据。
    怎么改：从表样规定的几档里选一档写上；只说“较好”“基本建立”，看不出是哪一档。写着、勾着“良”“中”的不记满分。
    说法明确而得满分的、扣了分也写了原因的，只作提示。
    例：绩效自评表!F19 定性指标“管理维护机制”的完成值“较好”看不出属于哪一档
    """
    form = scored.filing.form
    names = "、".join(band.name for band in form.scoring.band)
    source, fix = form.cite(form.scoring.source), f"请写明是哪一档：{names}"
    rows = [score for score in scored.indicators if names and _is_unbanded(score, form)]
    for level, mine in ((Level.INFO, True), (None, False)):
        told = [score.indicator for score in rows if _is_plain(score, form) is mine]
        copied = [row for row in told if _is_copied(row)]
        if len(copied) > 1:
            named = "".join(f"“{row.name.value}”" for row in copied)
            message = f"{len(copied)} 条定性指标的完成值与指标值逐字相同：{named}"
            yield Remark(tuple(row.actual for row in copied), message, fix, source, level)
        for row in (row for row in told if row not in copied or len(copied) == 1):
            rank, why = _below_top(row), "看不出属于哪一档"
            why = "与指标值逐字相同" if _is_copied(row) else why
            why = "不是头一档，却记满分" if rank else why
            advice = fix
            if maybe_happened(row):
                why = "看不出是发生了几起，还是做到了"
                advice = "请写“0起”或“未发生”；发生了的写几起"
            if has_parts(row.target.value) and not rank and not _is_copied(row):
                why, advice = "看不出几个要求各做到了没有", _PARTS.format(row.target.value.shown)
            said = f"定性指标“{row.name.value}”的完成值“{rank or row.actual.value.shown}”"
            yield Remark((row.actual,), said + why, advice, source, level)


def _is_copied(row: Indicator) -> bool:
    return bare(row.actual.value.raw) == bare(row.target.value.raw)


def _is_plain(score: IndicatorScore, form: Form) -> bool:
    """说法明确而得满分（或不计分），或者扣了分、写了原因：档次清楚，只是没有用规定的话。"""
    mine = score.indicator
    if _below_top(mine):
        return False
    if mine.weight is None or number(mine.points) == number(mine.weight):
        return not maybe_happened(mine) and _HEDGED.search(mine.actual.value.raw) is None
    return has_reason(score, form)


def _below_top(row: Indicator) -> str:
    """记了满分、而写着（勾着）的不是头一档的：中、良；指标值就是它的不算。"""
    raw = row.actual.cell.raw
    word = verdict_word(ticked_option(raw) if is_options(raw) else raw)
    ladder = ladder_of(frozenset({word})) if word in RANKED else ()
    short = (
        _is_full(row)
        and word not in {*ladder[:1], ""}
        and ladder[:1] != ("好",)
        and word not in row.target.value.raw
    )
    return word if ladder and short else ""


def _is_full(row: Indicator) -> bool:
    return row.weight is not None and number(row.points) == number(row.weight)


def _is_clear(row: Indicator) -> bool:
    """没有做成而记满分的，由 P19 报告；不计分的，由 V01 报告；说没有发生的：无重大事故，未发生。"""
    undone = bool(why_undone(row)) and (_is_full(row) or number(row.weight) is None)
    return undone or not_happened(row)


def _is_unbanded(score: IndicatorScore, form: Form) -> bool:
    """定性的完成值里没有一档的说法；说的是以后的由 A04 报告，一格几个数的由 F09 报告。"""
    mine = score.indicator
    actual, target = mine.actual, mine.target.value
    told = (target,) if has_parts(target) else (target, actual.value)
    if any(value.doubted(DoubtKind.SEVERAL) for value in told):
        return False
    if _is_clear(mine) or parts_met(mine):
        return False
    if maybe_happened(mine):
        return True
    by_bands = score.method == "bands" and not mine.place.bonus  # 加分项看有没有这件事，不分档
    if not by_bands or actual.value.kind not in {"text", "grade"}:
        return False
    text = bare(actual.value.text or actual.value.raw)
    if _OPTIONS.fullmatch(bare(target.raw)) and text in target.raw:
        return False  # 指标值一栏列着各档，完成值选的是其中一档
    phrases = [bare(phrase) for band in form.scoring.band for phrase in band.phrases]
    banded = text in phrases or any(len(known) > 5 and known in text for known in phrases)
    return actual.cell.kind != "error" and not banded and not is_future(mine)
