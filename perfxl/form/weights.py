"""表样自己的分值加不加得起来：加不起来的表样，照着填的人怎么填都是错的。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.quantity import plain
from perfxl.form.form import Form, Level1, Level2, Level3


def wrong_sums(form: Form) -> Iterator[tuple[str, str]]:
    """（哪一处，哪里不对）：一级加执行率不等于总分值，二级不等于一级，三级不等于二级。

    有一行没有规定分值（由单位自定）的，那一组不加。
    """
    execution = form.funds.weight or Decimal(0)
    whole = form.indicators.weight
    levels = _sum(form.level1)
    if whole is not None and levels is not None and levels + execution != whole:
        parts = "＋".join(
            f"{level1.name} {plain(level1.weight or Decimal(0))}" for level1 in form.level1
        )
        head = f"预算执行率 {plain(execution)}＋" if execution else ""
        yield (
            "indicators.weight",
            f"写 {plain(whole)}，而 {head}{parts}＝{plain(levels + execution)}",
        )
    for level1 in form.level1:
        yield from _within(level1, level1.level2, f"level1[name={level1.name}]", "二级指标")
        for level2 in level1.level2:
            route = f"level1[name={level1.name}].level2[name={level2.name}]"
            yield from _within(level2, level2.level3, route, "三级指标")


def _within(
    row: Level1 | Level2, parts: Sequence[Level2] | Sequence[Level3], route: str, what: str
) -> Iterator[tuple[str, str]]:
    total = _sum(parts)
    if row.weight is not None and total is not None and total != row.weight:
        said = f"“{row.name}”写 {plain(row.weight)} 分，而其中的{what}加起来是 {plain(total)} 分"
        yield f"{route}.weight", said


def _sum(rows: Sequence[Level1] | Sequence[Level2] | Sequence[Level3]) -> Decimal | None:
    """几行的分值之和；没有行，或有一行没有规定的为 None。"""
    weights = [row.weight for row in rows]
    known = [weight for weight in weights if weight is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(weights) else None
