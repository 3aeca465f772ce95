"""抽查：先是必查的（金额大的、专项、部门整体），再是疑点多的，其余随机。

种子印在表上，同样的种子抽到同样的。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import pandas as pd

from perfxl.bureau.tables.gather import Bureau, Row, is_whole, rows
from perfxl.bureau.tables.spread import shown

COLUMNS = (
    "stratum", "office", "project", "budget", "total", "risk", "reasons", "submission", "path",
    "cell",
)  # fmt: skip
LARGE, SPECIAL, WHOLE, RISKY, RANDOM = "金额大的", "专项资金", "部门整体", "疑点多的", "随机"
# 必查的界线：200 万元（一些地方复核通知写的数，各地不同，用 `large` 改）。
LARGE_AMOUNT = Decimal(200)
_SHARE = Decimal("0.05")  # 疑点多的、随机的，各抽余下的这么多
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """怎样抽：种子、金额的界线（万元）。"""

    seed: int = 0
    large: Decimal = LARGE_AMOUNT

    @property
    def why_large(self) -> str:
        """界线是谁定的：没有另定的，注明是哪里来的数。"""
        usual = self.large == LARGE_AMOUNT
        return "（一些地方复核通知写的数，未核实）" if usual else ""


_HIGH = "执行率不到 80% 而总分 95 以上"


def sample(bureau: Bureau, plan: Plan, marks: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """抽到的，一份一行。`marks` 是名目 → 有 submission 一列的表（雷同、离群），一行算一个疑点。"""
    risks = _risks(bureau, marks)
    every = sorted(rows(bureau.scored), key=lambda row: (row.office, row.project, row.path))
    chosen: dict[int, str] = {}
    for row in every:
        stratum = _must(row, plan)
        if stratum:
            chosen[row.submission] = stratum
    rest = [row for row in every if row.submission not in chosen]
    many = min(len(rest), max(_FEWEST, int(_SHARE * len(rest))))
    risky = sorted(rest, key=lambda row: -sum(risks[row.submission].values()))[:many]
    chosen |= {row.submission: RISKY for row in risky if risks[row.submission]}
    left = [row for row in rest if row.submission not in chosen]
    # 不是密码：要的正是同样的种子抽到同样的。
    drawn = Random(plan.seed).sample(left, min(len(left), many))  # noqa: S311  # 见上
    chosen |= {row.submission: RANDOM for row in drawn}
    lines = [_line(row, chosen[row.submission], risks[row.submission], plan)
             for row in every if row.submission in chosen]  # fmt: skip
    order = [LARGE, SPECIAL, WHOLE, RISKY, RANDOM]
    lines.sort(key=lambda line: order.index(str(line[0])))
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _must(row: Row, plan: Plan) -> str:
    title = row.form_title or ""
    if row.budget is not None and row.budget >= plan.large:
        return LARGE
    if "专项" in (row.project or "") or "专项" in title or "转移支付" in title:
        return SPECIAL
    return WHOLE if is_whole(title) else ""


def _risks(bureau: Bureau, marks: Mapping[str, pd.DataFrame]) -> dict[int, Counter[str]]:
    """每一份有哪些疑点、各几处。"""
    made: dict[int, Counter[str]] = {row.submission: _own(row) for row in rows(bureau.scored)}
    for name, frame in marks.items():
        for submission in frame["submission"].dropna():
            if int(submission) in made:
                made[int(submission)][name] += 1
    return made


def _own(row: Row) -> Counter[str]:
    """一份自己看得出的：错误多，执行率低而分高。"""
    counter: Counter[str] = Counter()
    if row.error:
        counter["校验的错误"] = int(row.error)
    low = row.execution_rate is not None and row.execution_rate < 80
    if low and row.total is not None and row.total >= 95:
        counter[_HIGH] = 2  # 比一处别的疑点重
    return counter


def _line(row: Row, stratum: str, risk: Counter[str], plan: Plan) -> tuple[object, ...]:
    reasons = [name if name == _HIGH else f"{name} {many} 处" for name, many in risk.most_common()]
    said = {
        LARGE: f"全年预算 {shown(row.budget or Decimal(0))} 万元，在 {shown(plan.large)} 万元以上",
        SPECIAL: "专项资金、转移支付的都查",
        WHOLE: "部门整体的都查",
        RISKY: "疑点的处数排在前面",
        RANDOM: f"随机抽到（种子 {plan.seed}）",
    }[stratum]
    return (
        stratum, row.office, row.project, row.budget, row.total, sum(risk.values()),
        "；".join([said, *reasons]), row.submission, row.path, row.name_cell,
    )  # fmt: skip
