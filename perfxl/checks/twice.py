"""P 得分之二：一个结果乘了两遍分值（折算得分）。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.quantity import fixed, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import TOTAL_CODES
from perfxl.checks.vocabulary.weighted import weighted_again
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Scored


@check(
    "P14",
    Level.ERROR,
    on=Scored,
    english="The result was multiplied by its weight twice",
    explains=TOTAL_CODES,
)
def weighted_twice(scored: Scored) -> Iterator[Remark]:
    """得分只乘一遍分值。

    为什么：百分制的结果乘分值就是得分；已经是得分了再乘一遍，十分的一条只剩一分。
    怎么改：得分（折算得分）＝完成比例×分值，只乘一遍，总分随之改正。
    例：绩效自评表!H13 7 条的得分像是乘了两遍分值：“改造阅览室面积”8×8÷100＝0.64，应为 8.00
    """
    twice = weighted_again(scored)
    if not twice:
        return
    first = twice[0]
    points, weight = first.points or Decimal(0), number(first.indicator.weight) or Decimal(0)
    message = (
        f"{len(twice)} 条的得分像是乘了两遍分值：“{first.indicator.name.value}”"
        f"{plain(points)}×{plain(weight)}÷100＝{plain(points * weight / 100)}，"
        f"应为 {fixed(points)}"
    )
    yield Remark(tuple(row.indicator.points for row in twice), message)
