"""F 填报之五：符号、得分系数有的填了、有的空着；写了不适用，没有写为什么。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Cell
from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.words import is_empty_word
from perfxl.filing.amounts import is_rescaled, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.score.score import is_reverse

_FEWEST = 2  # 只有一条填了的，这一栏多半不用
_WHOLE = 100


@check("F15", Level.WARNING, on=Scored, english="A target's sign is left blank", trial=True)
def sign_missing(scored: Scored) -> Iterator[Remark]:
    """指标性质（符号）另成一栏的，有数的指标值都应填。

    为什么：只写一个 24，看不出是不少于还是不超过，方向错了得分就反了。
    怎么改：照批复的目标填 ≥、≤ 或 ＝。
    例：绩效自评表!E18 “全年接待读者”的指标性质空着，看不出 60000人次 是上限还是下限
    """
    read = scored.filing.readings
    signs = [each.cell for each in read if each.role == "value" and each.what == _SIGN]
    column = {cell.column for cell in signs}
    if len(signs) < _FEWEST or len(column) > 1:
        return
    letters, rows = signs[0].local.rstrip("0123456789"), {cell.row for cell in signs}
    blank = [
        score.indicator
        for score in scored.indicators
        if score.indicator.target.cell.row not in rows and _needs(score)
    ]
    for row in blank[:1]:
        names = "、".join(f"“{each.name.value}”" for each in blank)
        shown = row.target.value.shown
        said = f"{len(blank)} 条的指标性质空着：{names}"
        if len(blank) == 1:
            said = f"{names}的指标性质空着，看不出 {shown} 是上限还是下限"
        places = "、".join(f"{letters}{each.target.cell.row}" for each in blank)
        yield Remark(tuple(each.target for each in blank), said, f"在 {places} 填 ≥、≤ 或 ＝")


_SIGN = "指标性质"


def _needs(score: IndicatorScore) -> bool:
    """一个数、没有方向；0、100%、成本的金额、死亡率一类不写也看得出。"""
    target = score.indicator.target.value
    whole = target.kind == "percent" and target.value == _WHOLE
    whole = whole or is_reverse(score.indicator, score.method)
    return bool(target.value) and target.op is None and not target.growth and not whole


@check("F16", Level.WARNING, on=Filing, english="A score share is left blank", trial=True)
def share_missing(filing: Filing) -> Iterator[Remark]:
    """有得分系数一栏的，记了分的各条都应填。

    为什么：别的行写着拿到几成，这一行空着，看的人不知道得分是怎么来的。
    怎么改：填上完成的比例，最高 100%；得分等于分值乘得分系数。
    例：绩效自评表!J20 “读者满意度”没有填得分系数
    """
    rows = [row for row in filing.indicators if row.share is not None and _is_counted(row)]
    blank = [row for row in rows if row.share is not None and _is_bare(row.share.cell)]
    if blank and len(blank) * 2 < len(rows):
        names = "、".join(f"“{row.name.value}”" for row in blank)
        yield Remark(tuple(row.share for row in blank), f"{names}没有填得分系数")


def _is_counted(row: Indicator) -> bool:
    return bool(number(row.points)) and not row.place.bonus


def _is_bare(cell: Cell) -> bool:
    return cell.kind == "blank" and cell.formula is None


@check("F17", Level.WARNING, on=Filing, english="Not applicable, but not said why", trial=True)
def idle_unexplained(filing: Filing) -> Iterator[Remark]:
    """写明不适用、从总分里去掉的一条，应写为什么不适用。

    为什么：去掉一条，别的各条的分量就重了；不写缘由，看的人不知道是没有这件事，还是没有做。
    怎么改：在偏差原因栏写明为什么不适用。
    例：绩效自评表!F14 “添置图书册数”写“不适用”，分值 8 从总分里去掉，没有写为什么
    """
    for row in filing.indicators:
        weight = number(row.weight)
        if row.reason is None or not weight or not is_rescaled(row, filing.form):
            continue
        if not row.reason.value or is_empty_word(row.reason.value, filing.form):
            gone = f"分值 {plain(weight)} 从总分里去掉"
            message = f"“{row.name.value}”写“不适用”，{gone}，没有写为什么"
            fix = f"在 {row.reason.cell.local} 写明为什么不适用"
            yield Remark((row.actual, row.reason), message, fix)
