"""P 得分：每条的得分、总分、等级，与重算的对不对。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, decimal, fixed, fold, plain, rounded, same_unit
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.lost import cited, due_said, in_percent, said_points, to_points
from perfxl.checks.vocabulary.misread import misread_row
from perfxl.checks.vocabulary.rows import TOTAL_CODES, coarse, due_on, is_met, scored_on
from perfxl.checks.vocabulary.unmet import unmet_yet_full
from perfxl.checks.vocabulary.weighted import weighted_again
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import number
from perfxl.filing.bonus import is_bonus_within
from perfxl.filing.findings import Level
from perfxl.filing.fixes import Fix, number_fix
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.filing.shared import is_counted
from perfxl.form.form import Form
from perfxl.score.methods import at_strict_bound
from perfxl.score.reached import progress

_Points = Field[Quantity] | None


@check(
    "P01", Level.ERROR, on=Scored, english="Points are above the weight or below zero",
    explains=TOTAL_CODES,
)  # fmt: skip
def points_out_of_range(scored: Scored) -> Iterator[Remark]:
    """得分应在零分与该项分值之间。

    为什么：超额完成不加分，得分最高就是分值；负分没有意义。
    怎么改：高于分值的改为分值，负的改为零分。
    例：绩效自评表!H13 “改造阅览室面积”得分 9，高于分值 8
    """
    form, total = scored.filing.form, scored.filing.total_fund
    rows: list[tuple[str, _Points, _Points, IndicatorScore | None]] = []
    if total is not None:
        rows.append(("预算执行率", total.weight, total.points, None))  # 怎么改由 M03 说
    for score in scored.indicators:
        mine, name = score.indicator, f"“{score.indicator.name.value}”"
        if mine.shared is None and not (in_percent(mine) or is_bonus_within(mine)):  # P18 报告
            rows.append((name, mine.weight, mine.points, score))
        rows.append((f"{name}复核", mine.weight, mine.recheck_points, None))
    shared = [each.indicator for each in scored.indicators]
    limits = [
        (name, number(weight), number(points), points, own) for name, weight, points, own in rows
    ]
    limits += [
        (f"{mine.shared.said}合用的", mine.shared.weight, mine.shared.points, mine.points, None)
        for mine in shared
        if mine.shared is not None and mine.shared.leads
    ]
    for name, most, filed, points, own in limits:
        if points is None or filed is None or most is None or most <= 0 or 0 <= filed <= most:
            continue
        said = f"高于分值 {plain(most)}" if filed > most else "小于 0"
        # 负的也许是想写扣多少分；写着扣分的，不知道想扣几分。
        clear = own is not None and filed > most and points.value.whole is None
        fixes = _points_fixes(own, scored.filing) if own and clear else ()
        due = max(Decimal(0), min(filed, most))
        fix = f"请{f'改为 {fixes[0].shown}' if fixes else to_points(points, due)}，总分随之改正"
        source, basis = form.cite(form.scoring.source), scored_on(own.indicator) if own else ()
        message = f"{name}得分 {said_points(points)}，{said}"
        yield Remark((points,), message, fix, source, None, fixes, basis)


@check(
    "P02",
    Level.ERROR,
    on=Scored,
    english="Points differ from the recomputed points",
    explains=TOTAL_CODES,
)
def points_differ(scored: Scored) -> Iterator[Remark]:
    """定量指标的得分应与按完成情况算出的得分相同。

    为什么：完成的记满分，没有完成的按比例记分；多记的会被核减，少记的要有理由。
    怎么改：改成算出的得分；完成值填错的改正完成值；有意从严的，写明理由。
    例：绩效自评表!H18 “全年接待读者”得分 15，应为 min(57000÷60000,1)×15=14.25
    """
    form = scored.filing.form
    yield from unmet_yet_full(scored)
    for score in scored.indicators:
        mine, filed = score.indicator, number(score.indicator.points)
        weight = number(mine.weight)
        if not score.computed or score.points is None or filed is None or weight is None:
            continue
        in_range = 0 <= filed <= weight  # 不在范围里的由 P01 报告
        close = abs(filed - score.points) <= form.scoring.tolerance
        if not in_range or close or _told_elsewhere(score, scored, short=filed < score.points):
            continue
        message = (
            f"“{mine.name.value}”得分 {said_points(mine.points)}，应为 {due_said(score, form)}"
        )
        level = _level(filed, score.points, form)
        if level is Level.WARNING and coarse(scored.filing):
            level = Level.INFO  # 整张表都只写一位小数
        shown = fixed(score.points, form.scoring.digits)
        fix = f"请{to_points(mine.points, score.points, shown)}，总分随之改正"
        why = None if level is Level.VERIFY else _why_too(mine)
        fix += "；有意从严的，写明少记的理由" if level is Level.VERIFY else ""
        if why is not None:
            short = score.completion is None or score.completion < 100
            message += f"；{'没有达标，' if short else ''}也没有写原因"
            fix += f"，在 {why.cell.local} 写明原因"
        at = (mine.points, mine.actual, *filter(None, [why]))
        # 少记的可以是从严，不替填报人改。
        fixes = () if level is Level.VERIFY else _points_fixes(score, scored.filing)
        source, basis = cited(score, form), due_on(score, scored.filing)
        yield Remark(at, message, fix, source, level, fixes, basis)


def _told_elsewhere(score: IndicatorScore, scored: Scored, *, short: bool) -> bool:
    """得分与算出的不同，另有规则说，或没有规定该扣多少；`short` 是少记的。"""
    mine = score.indicator
    if misread_row(mine, scored.filing.form) or is_met(score):
        return True  # 指标值像是误认的（T08）；应得满分而少记的（P03）
    if short and at_strict_bound(
        mine.target.value, same_unit(mine.actual.value, mine.target.value)
    ):
        return True  # 没有超过“>”的界限，该扣多少没有规定
    return score in weighted_again(scored)  # 乘了两遍的（P14）


def _why_too(mine: Indicator) -> Field[str] | None:
    """没有达标而记了满分、原因又空着的：改了得分，原因也要写；写在哪一格。"""
    reason, full = mine.reason, number(mine.points) == number(mine.weight)
    if reason is None or reason.value or reason.cell.is_uncomputed or mine.deduction:
        return None
    return reason if full else None


def _points_fixes(score: IndicatorScore, filing: Filing) -> tuple[Fix, ...]:
    """得分改成算出的数；计分方法没有核实的，不能说只有这一个答案。"""
    mine, form = score.indicator, filing.form
    if not score.computed or score.points is None or not form.cite_method(score.method).reliable:
        return ()
    if number(mine.deduction):
        return ()  # 也许是扣减分数填错
    basis = tuple(field.cell for field in due_on(score, filing))
    return number_fix(mine.points, Decimal(plain(score.points)), basis)


def _level(filed: Decimal, due: Decimal, form: Form) -> Level:
    """多记是错；少记的可以是从严，要说明；只是少写了一位小数的，提醒。"""
    if filed == rounded(due, form.scoring.digits - 1):
        return Level.WARNING
    return Level.ERROR if filed > due else Level.VERIFY


@check(
    "P03",
    Level.ERROR,
    on=Scored,
    english="Met, yet points were taken off without a reason",
    explains=TOTAL_CODES,
)
def met_but_deducted(scored: Scored) -> Iterator[Remark]:
    """完成了指标值的应记满分，少记的应写明理由。

    为什么：完成了又扣分，不写理由，看的人不知道是算错了还是另有问题。
    怎么改：改记满分；有意扣分的（指标值定得偏低、佐证不足），在偏差原因栏写明。
    例：绩效自评表!H15 “工程验收合格率”指标值 100%、完成值 100%，已经完成，却扣了 3 分，
    也没有写原因
    """
    form = scored.filing.form
    for score in scored.indicators:
        mine, filed = score.indicator, number(score.indicator.points)
        if filed is None or filed < 0 or not is_met(score) or score.points is None:
            continue
        if score.points - filed <= form.scoring.tolerance or has_reason(score, form):
            continue
        if score in weighted_again(scored):
            continue
        lost = plain(score.points - filed)
        message = f"“{mine.name.value}”{progress(score)}，已经完成，却扣了 {lost} 分，也没有写原因"
        places = [field.cell.local for field in (mine.points, mine.reason) if field is not None]
        whole = mine.points is not None and mine.points.value.whole is not None
        fix = f"请把 {places[0]} 改为 {0 if whole else plain(score.points)}"
        fix += f"，或在 {places[1]} 写明扣分的理由" if len(places) > 1 else ""
        source, basis = form.cite(form.indicators.source), scored_on(mine)
        yield Remark((mine.points, mine.reason), message, fix, source, basis=basis)


@check(
    "P04",
    Level.ERROR,
    on=Scored,
    english="Points lie outside the qualitative band",
    explains=TOTAL_CODES,
)
def points_outside_band(scored: Scored) -> Iterator[Remark]:
    """定性指标的得分应在完成情况所属那一档的范围内。

    为什么：三档各有得分范围，写着部分达成却记满分，说法和分数就矛盾了。
    怎么改：按完成情况改得分，或按实际情况改完成情况的档次。
    例：绩效自评表!H19 “管理维护机制”属于“部分达成年度指标并具有一定效果”，得分 15，
    应在 9 分（含）到 12 分（不含）之间
    """
    form = scored.filing.form
    for score in scored.indicators:
        mine, filed = score.indicator, number(score.indicator.points)
        weight = number(mine.weight)
        if score.low is None or score.high is None or filed is None or weight is None:
            continue
        if not 0 <= filed <= weight:
            continue  # 不在零分与分值之间的由 P01 报告
        band = next(
            each
            for each in form.scoring.band
            if rounded(each.low * weight, form.scoring.digits) == score.low
        )
        earned = filed + (number(mine.deduction) or 0)  # 扣减以前得几分
        inside = score.low <= earned < score.high or (earned == score.high and band.includes_high)
        if inside:
            continue
        top = "含" if band.includes_high else "不含"
        limits = f"{plain(score.low)} 分（含）到 {plain(score.high)} 分（{top}）"
        message = (
            f"“{mine.name.value}”属于“{band.name}”，得分 {said_points(mine.points)}，"
            f"应在 {limits}之间"
        )
        at = (mine.points, mine.actual)
        yield Remark(at, message, "", form.cite(form.scoring.source))


@check("P08", Level.INFO, on=Filing, english="Every item has full marks")
def all_full_marks(filing: Filing) -> Iterator[Remark]:
    """各项全部满分的，宜再核对一遍。

    为什么：审核的人看到项项满分，常认为自评走了形式，会逐条要佐证。
    怎么改：确实都完成的可以保留，备好每一条的佐证材料。
    例：绩效自评表!H21 9 项全部满分
    """
    rows = [_filed(indicator) for indicator in filing.indicators if is_counted(indicator.shared)]
    line = filing.total_fund
    if filing.form.funds.weight is not None and line is not None:
        rows.append((number(line.weight), number(line.points)))
    filed = [(weight, points) for weight, points in rows if points is not None]
    if len(filed) < 2 or len(filed) * 2 <= len(rows):
        return
    if all(weight is not None and weight == points for weight, points in filed):
        said = "" if len(filed) == len(rows) else "填了得分的 "
        at = filing.total or filing.indicators[0].points
        yield Remark((at,), f"{said}{len(filed)} 项全部满分")


def _filed(mine: Indicator) -> tuple[Decimal | None, Decimal | None]:
    """一行的分值和得分；合用一格的，是合用的。"""
    if mine.shared is not None:
        return mine.shared.weight, mine.shared.points
    return number(mine.weight), number(mine.points)


@check("P09", Level.INFO, on=Filing, english="Points are stored as text", trial=True)
def points_as_text(filing: Filing) -> Iterator[Remark]:
    """分值、得分应存成数，不存成文字。

    为什么：存成文字的数看着一样，用公式求和时加不进去，合计就少了。
    怎么改：选中这些格，用表格软件的“转换为数字”。
    例：绩效自评表!H13 2 格分值、得分存成了文字
    """
    fields = [
        field for indicator in filing.indicators for field in (indicator.weight, indicator.points)
    ]
    cells = [
        field.cell
        for field in fields
        if field is not None and field.cell.kind == "text" and decimal(fold(field.cell.raw))
    ]
    if cells:
        yield Remark(tuple(cells), f"{len(cells)} 格分值、得分存成了文字")
