"""P10–P13、P18：有的表才有的列：得分系数、扣减分数，复核得分和偏离度；得分写成了百分数。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fixed, plain, rounded
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.lost import in_percent
from perfxl.checks.vocabulary.rates import same_printed
from perfxl.checks.vocabulary.rows import SCORE_CODES, TOTAL_CODES
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.form.form import Form


def share_of(field: Field[Quantity] | None) -> Decimal | None:
    """得分系数（0–1）：100、100%、1 都是十成。"""
    value = number(field)
    if field is None or value is None:
        return None
    return value / 100 if value > 1 or "%" in field.value.unit else value


@check(
    "P10",
    Level.ERROR,
    on=Scored,
    english="Points are not the weight times the score share",
    explains=TOTAL_CODES,
)
def points_not_share(scored: Scored) -> Iterator[Remark]:
    """有得分系数一栏的，系数在 0 到 100% 之间，得分应等于分值乘得分系数。

    为什么：得分系数就是分值拿到几成，三个数对不上，不知道该信哪一个；超额完成不加分，最高是十成。
    怎么改：照算式改正得分；得分照指标值、完成值没有错的，改正得分系数。
    例：绩效自评表!J18 “全年接待读者”得分系数写 90%，照指标值、完成值算是 95%；得分 14.25 没有错
    """
    for row in scored.indicators:
        yield from _share_against_points(row, scored.filing.form)


def _share_against_points(row: IndicatorScore, form: Form) -> Iterator[Remark]:
    """一条指标的系数、分值、得分，三个都写了的。"""
    mine, source = row.indicator, form.cite(form.indicators.source)
    share, weight, filed = share_of(mine.share), number(mine.weight), number(mine.points)
    if share is None or weight is None or filed is None:
        return
    title, said = _share_said(mine.share, share)
    if not 0 <= share <= 1:
        message = f"“{mine.name.value}”{said}，应在 0 到 100% 之间"
        fix = f"超额完成的，{title}写 100%；填错的改正，得分照它算"
        yield Remark((mine.share, mine.points), message, fix, source)
        return
    due = rounded(weight * share, form.scoring.digits)
    if abs(due - filed) <= _slack(mine.share, weight) + form.scoring.tolerance:
        return
    if row.computed and row.points == due:
        return  # 系数对、得分不对的由 P02 报告
    right = _right_share(row, mine.share, share)
    if right and row.points == filed:
        written = mine.share.value.shown if mine.share else ""
        message = f"“{mine.name.value}”得分系数写 {written}，照指标值、完成值算是 {right}"
        message += f"；得分 {plain(filed)} 没有错"
        yield Remark((mine.share, mine.points), message, f"得分系数请改为 {right}", source)
        return
    message = f"“{mine.name.value}”得分 {plain(filed)}，分值 {plain(weight)}×{said}＝{plain(due)}"
    fix = f"请改为 {plain(due)}，或核对{title}"
    yield Remark((mine.points, mine.share), message, fix, source)


def _share_said(field: Field[Quantity] | None, share: Decimal) -> tuple[str, str]:
    """几成怎么说：得分系数 90%；写的是百分制的分数的，90÷100。"""
    percent = plain(share * 100)
    if field is None or number(field) == share or "%" in field.value.unit:
        return "得分系数", f"得分系数 {percent}%"
    return "百分制的分数", f"百分制的 {percent}÷100"


def _right_share(row: IndicatorScore, field: Field[Quantity] | None, share: Decimal) -> str:
    """照指标值、完成值算出的几成，写法与填的一样；算不出的为空。"""
    weight = number(row.indicator.weight)
    if field is None or not row.computed or row.points is None or not weight:
        return ""
    done, exact = row.completion, row.points / weight * 100
    near = done is not None and abs(done - exact) * weight <= 1  # 完成率没有封顶、没有扣减的
    percent = rounded(done if done is not None and near else exact, 2)
    if "%" in field.value.unit:
        return f"{plain(percent)}%"
    return plain(percent / 100) if number(field) == share else plain(percent)


def _slack(field: Field[Quantity] | None, weight: Decimal) -> Decimal:
    """系数写到几位，得分就有多少出入：91.67% 的末位差半个，得分差 分值×0.005%。"""
    value = None if field is None else field.value.value
    exponent = None if value is None else value.normalize().as_tuple().exponent
    share = share_of(field)
    if not isinstance(exponent, int) or value is None or share in {None, 0, 1}:
        return Decimal(0)
    percent = 1 if share == value else 100
    return Decimal(1).scaleb(min(0, exponent)) / 2 / percent * weight


@check("P11", Level.ERROR, on=Filing, english="The deduction is negative or above the weight")
def deduction_out_of_range(filing: Filing) -> Iterator[Remark]:
    """扣减分数应在零分与该项分值之间。

    为什么：得分是核算得分减扣减分数，减到零分为止；写成负的就成了加分，比分值还大没有意义。
    怎么改：写减几分，不带负号；最多减到零分。
    例：绩效自评表!J13 “改造阅览室面积”扣减分数 -2，应在 0 到分值 8 之间
    """
    for indicator in filing.indicators:
        lost, weight = number(indicator.deduction), number(indicator.weight)
        if lost is None or weight is None or 0 <= lost <= weight:
            continue
        message = (
            f"“{indicator.name.value}”扣减分数 {plain(lost)}，应在 0 到分值 {plain(weight)} 之间"
        )
        source = filing.form.cite(filing.form.indicators.source)
        yield Remark((indicator.deduction,), message, "", source)


@check("P12", Level.ERROR, on=Filing, english="The rechecked points are blank")
def recheck_blank(filing: Filing) -> Iterator[Remark]:
    """复核表的每条指标都应填复核得分。

    为什么：复核得分空着，看不出是没有复核还是记零分，合计也少一项。
    怎么改：逐条填上；没有佐证的写 0，并在备注写明。
    例：绩效自评表!J14 “添置图书册数”没有填复核得分
    """
    rows = [indicator for indicator in filing.indicators if number(indicator.weight) is not None]
    empty = [row for row in rows if row.recheck_points and number(row.recheck_points) is None]
    if not empty:
        return
    names = "、".join(f"“{row.name.value}”" for row in empty)
    said = f"{names}没有填复核得分"
    if len(empty) == len(rows):
        said = f"全部 {len(rows)} 条指标都没有填复核得分"
    source = filing.form.cite(filing.form.indicators.source)
    yield Remark(tuple(row.recheck_points for row in empty), said, "", source)


@check("P13", Level.ERROR, on=Filing, english="The drift is not (self - recheck) over self")
def drift_differs(filing: Filing) -> Iterator[Remark]:
    """偏离度应等于（自评得分－复核得分）÷自评得分。

    为什么：偏离度说自评虚高了多少，是算出来的，对不上说明三个数里有一个错。
    怎么改：照算式改正偏离度；得分填错的改正得分。
    例：绩效自评表!K14 “添置图书册数”偏离度写 20%，（8－6）÷8＝25.00%
    """
    for indicator in filing.indicators:
        mine, other = number(indicator.points), number(indicator.recheck_points)
        written = number(indicator.drift)
        if not mine or other is None or written is None or indicator.drift is None:
            continue
        exact = (mine - other) / mine * 100
        percent = "%" in indicator.drift.value.unit or abs(written) > 1
        ways = [written] if percent else [written * 100, written]
        if any(same_printed(each, exact) for each in ways):
            continue
        message = (
            f"“{indicator.name.value}”偏离度写 {indicator.drift.value.shown}，"
            f"（{plain(mine)}－{plain(other)}）÷{plain(mine)}＝{fixed(exact)}%"
        )
        fix = f"请改为 {fixed(exact)}%，或核对两个得分"
        source = filing.form.cite(filing.form.indicators.source)
        yield Remark(
            (indicator.drift, indicator.points, indicator.recheck_points), message, fix, source
        )


@check(
    "P18", Level.ERROR, on=Filing, english="Points are written as a percentage",
    explains=("P01", *SCORE_CODES, *TOTAL_CODES),
)  # fmt: skip
def points_in_percent(filing: Filing) -> Iterator[Remark]:
    """分值写几分的，得分也写几分，不写百分数。

    为什么：得分 100% 是满分还是一百分看不出，加总分时表格也不认它。
    怎么改：照分值折成几分填上，例如分值 10、得到 95% 的写 9.5。
    例：绩效自评表!H14 “添置图书册数”得分写的是“100%”，分值是 8 分
    """
    for mine in filing.indicators:
        points, most, share = mine.points, number(mine.weight), number(mine.points)
        if points is None or most is None or share is None or not in_percent(mine):
            continue
        message = f"“{mine.name.value}”得分写的是“{points.value.shown}”，分值是 {plain(most)} 分"
        due = plain(most * share / 100) if 0 <= share <= 100 else ""
        fix = f"请改为 {due}，或核对得分" if due else ""
        source = filing.form.cite(filing.form.scoring.source)
        yield Remark((points,), message, fix, source, None, _as_points(mine, due))


def _as_points(mine: Indicator, due: str) -> tuple[Fix, ...]:
    """文字的百分数改成几分；百分比格式的格写几分会显示成几百，要连格式一起改，不代改。"""
    points = mine.points
    if not due or points is None or points.cell.kind != "text":
        return ()
    return (Fix(points.cell, Decimal(due), due),)
