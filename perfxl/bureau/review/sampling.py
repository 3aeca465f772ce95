"""抽查的样本：与汇总.xlsx“抽查”同一个抽法；每一层多少里抽多少、为什么，用话说出来，记进台账。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from perfxl.bureau.schema import SAMPLED
from perfxl.bureau.tables.gather import rows
from perfxl.bureau.tables.sample import LARGE, RANDOM, RISKY, SPECIAL, WHOLE, Plan
from perfxl.bureau.tables.spread import shown
from perfxl.bureau.tables.whole import whole

if TYPE_CHECKING:
    import pandas as pd

    from perfxl.bureau.ledger import Ledger
    from perfxl.bureau.tables.roster import Roster


@dataclass(frozen=True, slots=True)
class Chosen:
    """抽到的一份。"""

    submission: int
    office: str
    project: str
    stratum: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """一层：多少份里抽了多少份，为什么。"""

    name: str
    among: int
    taken: int
    why: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """抽好的样本。`outside` 是不在抽查范围里的份数。"""

    plan: Plan
    chosen: tuple[Chosen, ...]
    strata: tuple[Stratum, ...]
    among: int
    outside: int


def draw(
    frames: Mapping[str, pd.DataFrame],
    plan: Plan,
    *,
    roster: Roster | None = None,
    last: Mapping[str, pd.DataFrame] | None = None,
) -> Drawn:
    """`frames` 是 `Ledger.frames(current=False)`；名册、去年的与汇总时写的一样，抽到的就一样。"""
    made = whole(frames, roster=roster, last=last, plan=plan)
    chosen = tuple(
        Chosen(int(row.submission), row.office, row.project, row.stratum, row.reasons)
        for row in rows(made.sample)
    )
    among = len(made.bureau.scored)
    outside = len(made.bureau.filings) - among
    return Drawn(plan, chosen, _strata(chosen, among, plan), among, outside)


def _strata(chosen: tuple[Chosen, ...], among: int, plan: Plan) -> tuple[Stratum, ...]:
    taken = Counter(filing.stratum for filing in chosen)
    must = {
        LARGE: f"全年预算 {shown(plan.large)} 万元以上的全部查{plan.why_large}",
        SPECIAL: "其余的里，专项资金、转移支付的全部查",
        WHOLE: "其余的里，部门整体的全部查",
    }
    made = [Stratum(name, taken[name], taken[name], why) for name, why in must.items()]
    rest = among - sum(taken[name] for name in must)
    left = rest - taken[RISKY]
    return (
        *made,
        Stratum(RISKY, rest, taken[RISKY], "不是必查的里，疑点处数最多的（没有疑点的不算）"),
        Stratum(
            RANDOM, left, taken[RANDOM],
            f"剩下的里随机抽，种子 {plan.seed}；只有这一层的结果可以用来推断没有抽到的，"
            "前几层是挑出来的，不能推断",
        ),
    )  # fmt: skip


def keep(ledger: Ledger, drawn: Drawn) -> None:
    """记进台账，换下以前抽的；复核过的结果不动。"""
    now = datetime.now()  # noqa: DTZ005  # 当地的钟
    values = [
        {
            "submission": chosen.submission, "stratum": chosen.stratum, "reasons": chosen.reasons,
            "seed": drawn.plan.seed, "time": now,
        }
        for chosen in drawn.chosen
    ]  # fmt: skip
    with ledger.writing() as connection:
        connection.execute(delete(SAMPLED))
        if values:
            connection.execute(insert(SAMPLED), values)


def kept(ledger: Ledger) -> dict[int, str]:
    """台账里记着的样本：号 → 为什么抽。"""
    columns = SAMPLED.c
    wanted = select(columns.submission, columns.stratum, columns.reasons)
    with ledger.reading() as connection:
        result = connection.execute(wanted.order_by(columns.submission))
        return {row.submission: f"{row.stratum}：{row.reasons}" for row in result}
