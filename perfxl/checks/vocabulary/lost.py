"""得分怎样说：只写扣分的表，改成几分写在格里是多少；应得几分、怎么算的。"""

from __future__ import annotations

from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fixed, plain
from perfxl.filing.amounts import number
from perfxl.filing.model import Indicator, IndicatorScore
from perfxl.form.form import Form
from perfxl.form.source import Source


def said_points(field: Field[Quantity] | None) -> str:
    """填的得分：`14.5`；格里写的是扣分的，`14.5（扣 0.5）`。"""
    if field is None or field.value.value is None:
        return ""
    whole = field.value.whole
    lost = "" if whole is None else f"（扣 {plain(whole - field.value.value)}）"
    return plain(field.value.value) + lost


def to_points(field: Field[Quantity] | None, due: Decimal, shown: str = "") -> str:
    """怎么改：`改为 14.88`；格里写的是扣分的，`把扣分改为 0.12`。`shown` 是得分给人看的写法。"""
    whole = None if field is None else field.value.whole
    return f"改为 {shown or plain(due)}" if whole is None else f"把扣分改为 {plain(whole - due)}"


def due_said(score: IndicatorScore, form: Form) -> str:
    """应得几分和怎么算的：`min(57000÷60000,1)×15=14.25`；一口说定的先说几分。"""
    if score.points is None or "×" in score.why:
        return score.why
    return f"{fixed(score.points, form.scoring.digits)}：{score.why}"


def in_percent(mine: Indicator) -> bool:
    """得分写成了百分数，分值却是几分。"""
    weight, points = mine.weight, mine.points
    if weight is None or points is None:
        return False
    return points.value.unit == "%" and weight.value.unit != "%"


def cited(score: IndicatorScore, form: Form) -> Source:
    """应得几分照的文件：计分方法的；另减了扣减分数的，表样另写着怎样减的出处的，引它。"""
    own = next((rule.source for rule in form.check if rule.code == "P02"), "")
    if number(score.indicator.deduction) and own:
        return form.cite(own)
    return form.cite_method(score.method)
