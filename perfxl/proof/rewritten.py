"""两种写法说的是不是一个意思：1140 与 1,140.00，≥90% 与 不低于90%，2025-11-20 与 11月20日。"""

from __future__ import annotations

from perfxl.cells.notation import parse_target
from perfxl.cells.quantity import Target, fold, same_unit
from perfxl.proof.known import compatible
from perfxl.proof.model import Figure, Paragraph
from perfxl.proof.text.figures import figures_of


def same_meaning(said: str, due: str, *, by_hand: bool, year: str) -> bool:
    """`said` 是报告写的，`due` 是照表写的；手改过的（`by_hand`）可以写得粗一些、近一些。"""
    if fold(said) == fold(due):
        return True
    told = int(year) if year else None
    mine, its = parse_target(said, year=told), parse_target(due, year=told)
    if _understood(mine) and _understood(its):
        return _same(mine, its, by_hand=by_hand) or (by_hand and _near(said, due) is True)
    near = _near(said, due)
    return by_hand if near is None else near and (by_hand or _frame(said) == _frame(due))


def _understood(target: Target) -> bool:
    return target.is_number or target.day is not None or target.low is not None


def _same(mine: Target, its: Target, *, by_hand: bool) -> bool:
    if mine.days or its.days or mine.day or its.day:
        return mine.day == its.day and mine.days == its.days
    if (mine.op or "=") != (its.op or "=") and not (by_hand and mine.op is None):
        return False
    if mine.value is None or its.value is None:
        return (mine.low, mine.high, mine.unit) == (its.low, its.high, its.unit)
    return same_unit(mine, its) == its.value


def _near(said: str, due: str) -> bool | None:
    """里面的数一个对一个，都是同一个（写得粗的、近的也算）；没有数、个数不同的为 None。"""
    mine, its = figures_of(Paragraph(0, said)), figures_of(Paragraph(0, due))
    if not mine or len(mine) != len(its):
        return None
    return all(_touches(*pair) for pair in zip(mine, its, strict=True))


def _touches(mine: Figure, its: Figure) -> bool:
    return compatible(mine.unit, its.unit) and mine.span.touches(its.span)


def _frame(text: str) -> str:
    """数以外的字。"""
    figures = figures_of(Paragraph(0, text))
    for figure in reversed(figures):
        text = f"{text[: figure.start]}0{text[figure.end :]}"
    return fold(text)
