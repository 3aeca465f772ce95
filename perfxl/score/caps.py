"""核算得分之后的加减：扣减分数、表样规定的扣分（`[[deduction]]`）和封顶（`[[cap]]`）。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.quantity import fixed, plain, rounded
from perfxl.filing.amounts import idle_weight, is_rescaled, number
from perfxl.filing.model import Filing, Indicator
from perfxl.form.form import Form
from perfxl.form.scoring import Cap

_FORWARD = frozenset({"ratio", "equal", "within_range", "full_or_zero"})


def deducted(
    indicator: Indicator, points: Decimal, method: str, deviation: Decimal | None, form: Form
) -> tuple[Decimal, str]:
    """减去扣减分数和规定的扣分，不低于零分：得分，和算式后面接的话（没有扣的为空）。"""
    losses = []
    filed = number(indicator.deduction)
    if filed is not None and filed > 0 and not _is_whole_loss(indicator, points, filed):
        losses.append((filed, "扣减分数"))
    forward = method in _FORWARD and indicator.target.value.op not in {"<=", "<"}
    for rule in form.deduction if forward and deviation is not None else ():
        if deviation is not None and deviation >= rule.line * 100:
            said = f"完成值高出指标值 {fixed(deviation)}%，到了 {plain(rule.line * 100)}%"
            losses.append((rule.points, f"{said}（{_cited(form, rule.source)}）"))
    if not losses:
        return points, ""
    left = max(Decimal(0), points - sum((lost for lost, _ in losses), Decimal(0)))
    said = "".join(f"，{why}，减 {plain(lost)}" for lost, why in losses)
    return left, f"{said}，得 {fixed(left, form.scoring.digits)}"


def _is_whole_loss(indicator: Indicator, points: Decimal, lost: Decimal) -> bool:
    """扣减分数写的是一共少得几分（分值 10，扣 0.62，得 9.38），不是算出得分以后再减的。"""
    weight, filed = number(indicator.weight), number(indicator.points)
    if weight is None:
        return False
    if filed is None:  # 得分空着：扣的正好是没有完成的那几分
        return points == weight - lost
    return filed == weight - lost != points - lost


def settled(
    filing: Filing,
    points: Sequence[Decimal | None],
    execution: Decimal | None,
    rate: Decimal | None,
) -> tuple[Decimal | None, tuple[str, ...]]:
    """各行得分（与 `filing.indicators` 一一对应）加执行率得分，再照封顶：总分和封了哪些顶。

    `rate` 是预算执行率（0–1）。一行得分也没有时总分为 None。
    """
    if all(value is None for value in points):
        return None, ()
    left = [
        Decimal(0) if value is None or is_rescaled(row, filing.form) else value
        for row, value in zip(filing.indicators, points, strict=True)
    ]
    notes = []
    for cap, rows in _in_order(filing):
        why = _applies(cap, filing, rate)
        mine = sum((left[row] for row in rows), Decimal(0))
        if why and mine > cap.points:
            notes.append(_note(cap, filing.form, why, mine))
            _take(left, rows, mine - cap.points)
    total = sum(left, execution or Decimal(0))
    for cap in sorted((cap for cap in filing.form.cap if not cap.of), key=lambda cap: cap.points):
        why = _applies(cap, filing, rate)
        if why and total > cap.points:
            notes.append(_note(cap, filing.form, why, total))
            total = cap.points
    total, said = _rescaled(filing, total)
    notes += said
    return rounded(total, filing.form.scoring.digits), tuple(notes)


def _rescaled(filing: Filing, total: Decimal) -> tuple[Decimal, list[str]]:
    """写“不适用”的各条从总分里去掉，按余下的换算；表样没有这样规定的照原来。"""
    whole, form = filing.form.indicators.weight, filing.form
    if not form.scoring.rescale:
        return total, []
    idle = idle_weight(filing)
    if whole is None or not 0 < idle < whole:
        return total, []
    scaled = total * whole / (whole - idle)
    said = (
        f"不适用 {plain(idle)} 分：{plain(total)}÷（{plain(whole)}－{plain(idle)}）×{plain(whole)}"
        f"＝{fixed(scaled, form.scoring.digits)}（{_cited(form, form.scoring.source)}）"
    )
    return scaled, [said]


def _in_order(filing: Filing) -> list[tuple[Cap, list[int]]]:
    """封某一类的顶和它管的各行：管得少的在先，一样多的低的在先；同一分不减两回。"""
    caps = [
        (cap, [row for row, mine in enumerate(filing.indicators) if cap in mine.place.caps])
        for cap in filing.form.cap
        if cap.of
    ]
    return sorted(caps, key=lambda pair: (len(pair[1]), pair[0].points))


def _take(left: list[Decimal], rows: Sequence[int], over: Decimal) -> None:
    """从各行里减去多出的：减在哪一行不要紧，只看这一类的和。"""
    for row in rows:
        part = min(over, left[row])
        left[row] -= part
        over -= part


def _note(cap: Cap, form: Form, why: str, points: Decimal) -> str:
    return (
        f"{why}，{cap.of or '总分'}不高于 {plain(cap.points)} 分（{_cited(form, cap.source)}）："
        f"{plain(points)} 改按 {plain(cap.points)} 计"
    )


def _cited(form: Form, source: str) -> str:
    return form.cite(source).label


def _applies(cap: Cap, filing: Filing, rate: Decimal | None) -> str:
    """这一条封顶用得上的缘由；用不上的为空。"""
    if cap.execution_below is not None:
        if rate is None or rate >= cap.execution_below:
            return ""
        return f"预算执行率 {fixed(rate * 100)}% 低于 {plain(cap.execution_below * 100)}%"
    mine = [indicator for indicator in filing.indicators if cap in indicator.place.caps]
    filled = any(
        "none" not in {indicator.target.value.kind, indicator.actual.value.kind}
        for indicator in mine
    )
    return f"没有填报{cap.of}" if mine and not filled else ""
