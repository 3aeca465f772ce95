"""许可不适用的表样：总分照附注，从满分里去掉不适用的分值再换算；公式和存着的结果一样。"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfxl.blank.content import Row, number
from perfxl.cells.quantity import plain, rounded
from perfxl.form.form import Form

_IDLE = "不适用"


def rescaled_formula(form: Form, added: str, done: str, weights: str, points: str) -> str:
    """`实得分÷（100－不适用分）×100`；`done`、`weights`、`points` 是完成值、分值、得分各一列。

    全都不适用的没有可除的，不换算。
    """
    whole = form.indicators.weight
    if not form.scoring.rescale or whole is None:
        return added
    idle = f'SUMIF({done},"{_IDLE}",{weights})'
    other = f'SUMIFS({weights},{points},"{_IDLE}",{done},"<>{_IDLE}")'
    full = plain(whole)
    scaled = f"ROUND({added}*{full}/({full}-{idle}-{other}),{form.scoring.digits})"
    return f"IF({idle}+{other}>={full},{added},{scaled})"


def rescaled_points(form: Form, added: Decimal, rows: Iterable[Row]) -> Decimal:
    """公式算出来的数。"""
    whole = form.indicators.weight
    idle = sum(
        (
            number(row.get("weight")) or Decimal(0)
            for row in rows
            if _IDLE in {row.get("actual"), row.get("points")}
        ),
        Decimal(0),
    )
    if not form.scoring.rescale or whole is None or idle >= whole:
        return added
    return rounded(added * whole / (whole - idle), form.scoring.digits)
