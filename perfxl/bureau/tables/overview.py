"""概况：一个名目一个数；汇总.xlsx 的头一张表和汇总报告都用它。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from perfxl.bureau.doubts import listed
from perfxl.bureau.standing import is_in_hundreds
from perfxl.bureau.tables.cellbook import Kind
from perfxl.bureau.tables.doubts import is_summed, named, names_of
from perfxl.bureau.tables.gather import Row, rows, waiting, whole_totals
from perfxl.bureau.tables.missing import (
    AGAIN,
    EXTRA,
    NEAR,
    OTHER_YEAR,
    SAME,
    TWICE,
    UNSEATED,
    filed_for_other_year,
)
from perfxl.bureau.tables.offices import BANDS
from perfxl.cells.quantity import fixed, plain, rounded
from perfxl.filing.findings import Level

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole

NO_GRADE = "没有等级"
DOUBTED, SURE = "金额存疑的", "除去存疑的"


@dataclass(frozen=True, slots=True)
class Figure:
    """一个数：名目、值、种类、单位、说明。"""

    name: str
    value: Decimal | int | None
    kind: Kind
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """一种常见的问题：哪条规则，几份、几家、几条，一个例子。"""

    code: str
    level: str
    title: str
    filings: int
    offices: int
    findings: int
    message: str
    path: str
    cell: str


def figures(whole: Whole) -> list[Figure]:
    """全部的数，照概况的次序。"""
    return [*_handed_in(whole), *_money(whole), *_scores(whole), *_troubles(whole)]


def _whole(name: str, value: int, unit: str, note: str = "") -> Figure:
    return Figure(name, value, "whole", unit, note)


def _handed_in(whole: Whole) -> list[Figure]:
    bureau, roster = whole.bureau, whole.roster
    kinds = Counter(whole.missing["kind"])
    lines = [
        _whole(
            "收到的自评表",
            len(bureau.filings),
            "份",
            f"算数的；被重报换下的、等着定的不在内{_waiting(whole)}",
        ),
        _whole("报送的单位", len(bureau.offices), "家"),
    ]
    if roster is not None:
        filed = len(roster.due) - whole.absent - filed_for_other_year(whole.missing)
        lines += [
            _whole("应报", len(roster.due), "个", f"照 {roster.file}"),
            _whole("已报", filed, "个", "单位、项目的名称与名册一样，报的是这一年度"),
            _whole("未报", whole.absent, "个", f"其中 {kinds[NEAR]} 个有相近的，没有替人认"),
            _whole("名册里没有的", kinds[EXTRA], "份"),
        ]
    return [
        *lines,
        _whole("别的年度的", kinds[OTHER_YEAR], "份", "不算在分数、等级里"),
        _whole("重报", kinds[AGAIN] + kinds[UNSEATED], "次", "算数的是后报的"),
        _whole(
            "多寄的",
            kinds[SAME] + kinds[TWICE],
            "份",
            "一字不差的只算一份；一个项目两份的两份都算着",
        ),
        _whole("没有读成的", len(bureau.unread), "个", "原因见“未读”"),
    ]


def _waiting(whole: Whole) -> str:
    many = waiting(whole.bureau)
    return f"；另有 {many} 份等着定，哪里都没有算，见“未报”" if many else ""


def _money(whole: Whole) -> list[Figure]:
    """合计；里面有金额存疑的，不算它们是多少也写在旁边。"""
    every = list(rows(whole.bureau.scored))
    both = [row for row in every if is_summed(row)]
    doubted = set(whole.doubts["submission"])
    note = f"{len(both)} 份预算、执行都读得出的"
    if left := named([row for row in every if not is_summed(row)]):
        # 合计少了谁的钱，要说得出名字：不说的，看的人以为是全部。
        note += f"；没有填、读不出、没有算进的 {len(every) - len(both)} 份：{listed(left)}"
    sums = _sums(both, "", note)
    if not doubted:
        return sums
    sure = [row for row in both if row.submission not in doubted]
    others = _sums(sure, SURE, f"{len(sure)} 份")
    why = "、".join(dict.fromkeys("、".join(whole.doubts["why"]).split("、")))
    suspect = f"金额的格上有错误，或像是写错了，要先核实（{why}）：{listed(names_of(whole.doubts))}"
    said = [
        replace(
            figure, note=f"{figure.note}；金额存疑的 {len(doubted)} 份也在里面，{_without(other)}"
        )
        for figure, other in zip(sums, others, strict=True)
    ]
    return [*said, _whole(DOUBTED, len(doubted), "份", suspect), *others]


def _without(figure: Figure) -> str:
    if figure.value is None:
        return "不算它们就没有了"
    value = Decimal(figure.value)
    money = plain(value)  # 元换成万元的，末尾的零不要
    return f"不算它们是 {f'{Decimal(money):,f} 万元' if figure.unit else f'{fixed(value)}%'}"


def _sums(many: Sequence[Row], lead: str, note: str) -> list[Figure]:
    budget = sum((row.budget for row in many), Decimal(0))
    executed = sum((row.executed for row in many), Decimal(0))
    rate = rounded(executed * 100 / budget, 2) if budget else None
    return [
        Figure(f"{lead}全年预算", budget, "money", "万元", note),
        Figure(f"{lead}全年执行", executed, "money", "万元", note),
        Figure(f"{lead}执行率", rate, "percent", "", "全年执行 ÷ 全年预算"),
    ]


def _scores(whole: Whole) -> list[Figure]:
    every = list(rows(whole.bureau.scored))
    totals = whole_totals(every)
    partial = [row for row in every if row.total is not None and row.left_out]
    note = f"{len(totals)} 份有核算总分的"
    if partial:
        note += f"；有几项没有得分、总分不全的 {len(partial)} 份不算：{listed(named(partial))}"
    whole_ones = [row for row in every if row.total is not None and not row.left_out]
    if other := [row for row in whole_ones if not is_in_hundreds(row.full)]:
        note += f"；满分不是 100 的 {len(other)} 份不算：{listed(named(other))}"
    middle = rounded(median(totals), 2) if totals else None
    full = sum(total == BANDS[-1] for total in totals)
    low = sum(total < BANDS[1] for total in totals)
    return [
        Figure("核算总分的中位数", middle, "points", "分", note),
        _whole("满分", full, "份"),
        _whole(f"{BANDS[1]} 分以下", low, "份"),
    ]


def _troubles(whole: Whole) -> list[Figure]:
    findings = whole.bureau.findings
    errors = findings[findings["level"] == Level.ERROR.value]
    alike = whole.copied
    usual = alike["usual"].astype(bool)
    groups, common_ones = (alike[kept]["group"].nunique() for kept in (~usual, usual))
    also = f"；另有 {common_ones} 组许多家都这样写" if common_ones else ""
    return [
        _whole("有错误的", errors["submission"].nunique(), "份", f"共 {len(errors)} 条，见“结论”"),
        _whole("雷同", groups, "组", f"不同单位写的话几乎一样，见“雷同”{also}"),
        _whole("外来的名称", len(whole.foreign), "处", "话里写着别的单位、项目的名称，见“雷同”"),
        _whole("离群", len(whole.outliers), "处", "凭什么写在“离群”里；是不是错由看的人定"),
        _whole("抽查", len(whole.sample), "份", f"种子 {whole.plan.seed}"),
    ]


def grades(whole: Whole) -> list[tuple[str, int]]:
    """核算等级各多少份，优在前。"""
    counts = Counter(row.grade or NO_GRADE for row in rows(whole.bureau.scored))
    order = ["优", "良", "中", "差"]
    known = [name for name in order if name in counts]
    others = sorted(name for name in counts if name not in {*order, NO_GRADE})
    last = [NO_GRADE] if NO_GRADE in counts else []
    return [(name, counts[name]) for name in (*known, *others, *last)]


def common(whole: Whole, most: int = 12) -> list[Common]:
    """最常见的问题（提示不算），报得多的在前。"""
    bureau = whole.bureau
    findings = bureau.with_filing(bureau.findings)
    findings = findings[findings["level"] != Level.INFO.value]
    made = []
    for code, group in findings.groupby("code", sort=True):
        first = next(iter(rows(group)))
        made.append(
            Common(
                str(code), Level(first.level).label, first.title, group["submission"].nunique(),
                group["office"].nunique(), len(group), first.message, first.path, first.cell or "",
            )
        )  # fmt: skip
    return sorted(made, key=lambda problem: (-problem.filings, problem.code))[:most]
