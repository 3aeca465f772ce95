"""P 得分：每条的得分、总分、等级，与重算的对不对。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfxl.amounts import number
from perfxl.caps import settled
from perfxl.checks.targets import looks_misread
from perfxl.findings import Level
from perfxl.form import Form
from perfxl.methods import at_strict_bound
from perfxl.model import Filing, IndicatorScore, Scored
from perfxl.quantity import bare, fixed, plain, rounded, same_unit
from perfxl.register import Report, check
from perfxl.score import grade_of


def is_met(one: IndicatorScore) -> bool:
    """程序算出来应得满分；正好等于“>”“<”的界限不算完成。"""
    target = one.indicator.target.value
    if at_strict_bound(target, same_unit(one.indicator.actual.value, target)):
        return False
    return one.computed and one.points is not None and one.points == number(one.indicator.weight)


def has_reason(one: IndicatorScore, form: Form) -> bool:
    """偏差原因写了实在的话，不是空着、“无”、“0”。"""
    reason = one.indicator.reason
    return reason is not None and bool(reason.value) and not is_empty_word(reason.value, form)


def is_empty_word(text: str, form: Form) -> bool:
    """“无”“0”“暂无”一类等于没有写的话。"""
    marks = {"无", "0", "暂无", "没有", "无偏差", "无原因", "不适用", "正常", *form.words.blank}
    return (bare(text) or text.strip()) in marks or text.strip() in marks


@check("P01", Level.ERROR, on=Filing, english="Points are above the weight or below zero")
def points_out_of_range(filing: Filing) -> Iterator[Report]:
    """得分应在零分与该项分值之间。

    为什么：超额完成不加分，得分最高就是分值；负分没有意义。
    怎么改：高于分值的改为分值，负的改为零分。
    例：绩效自评表!H13 “改造阅览室面积”得分 9，高于分值 8
    """
    total = filing.total_fund
    rows = [("预算执行率", total.weight, total.points)] if total is not None else []
    rows += [(f"“{one.name.value}”", one.weight, one.points) for one in filing.indicators]
    rows += [
        (f"“{one.name.value}”复核", one.weight, one.recheck_points) for one in filing.indicators
    ]
    for name, weight, points in rows:
        most, mine = number(weight), number(points)
        if mine is None or most is None or most <= 0 or 0 <= mine <= most:
            continue
        said = f"高于分值 {plain(most)}" if mine > most else "小于 0"
        source = filing.form.cite(filing.form.scoring.source)
        fix = f"请改为 {plain(most) if mine > most else 0}，总分随之改正"
        yield Report((points,), f"{name}得分 {plain(mine)}，{said}", fix, source)


@check("P02", Level.ERROR, on=Scored, english="Points differ from the recomputed points")
def points_differ(scored: Scored) -> Iterator[Report]:
    """定量指标的得分应与按完成情况算出的得分相同。

    为什么：完成的记满分，没有完成的按比例记分；多记的会被核减，少记的要有理由。
    怎么改：改成算出的得分；完成值填错的改正完成值；有意从严的，写明理由。
    例：绩效自评表!H18 “全年接待读者”得分 15，应为 min(57000÷60000,1)×15=14.25
    """
    form = scored.filing.form
    for one in scored.indicators:
        mine, filed = one.indicator, number(one.indicator.points)
        weight = number(mine.weight)
        if not one.computed or one.points is None or filed is None or weight is None:
            continue
        if looks_misread(mine, mine.target.value) or looks_misread(mine, mine.actual.value):
            continue  # 指标值像是误认的，照它重算没有意义；由 T08 报告
        in_range = 0 <= filed <= weight  # 不在范围里的由 P01 报告
        if not in_range or abs(filed - one.points) <= form.scoring.tolerance or is_met(one):
            continue  # 应得满分而少记的由 P03 报告
        if filed < one.points and at_strict_bound(
            mine.target.value, same_unit(mine.actual.value, mine.target.value)
        ):
            continue  # 没有超过“>”的界限，该扣多少没有规定
        message = f"“{mine.name.value}”得分 {plain(filed)}，应为 {one.why}"
        level = _level(filed, one.points, form)
        fix = f"请改为 {fixed(one.points, form.scoring.digits)}，总分随之改正"
        fix += "；有意从严的，写明少记的理由" if level is Level.VERIFY else ""
        at = (mine.points, mine.actual)
        yield Report(at, message, fix, form.cite_method(one.method), level)


def _level(filed: Decimal, due: Decimal, form: Form) -> Level:
    """多记是错；少记的可以是从严，要说明；只是少写了一位小数的，提醒。"""
    if filed == rounded(due, form.scoring.digits - 1):
        return Level.WARNING
    return Level.ERROR if filed > due else Level.VERIFY


@check("P03", Level.ERROR, on=Scored, english="Met, yet points were taken off without a reason")
def met_but_deducted(scored: Scored) -> Iterator[Report]:
    """完成了指标值的应记满分，少记的应写明理由。

    为什么：完成了又扣分，不写理由，看的人不知道是算错了还是另有问题。
    怎么改：改记满分；有意扣分的（指标值定得偏低、佐证不足），在偏差原因栏写明。
    例：绩效自评表!H15 “工程验收合格率”指标值 100%、完成值 100%，已经完成，却扣了 3 分，
    也没有写原因
    """
    form = scored.filing.form
    for one in scored.indicators:
        mine, filed = one.indicator, number(one.indicator.points)
        if filed is None or filed < 0 or not is_met(one) or one.points is None:
            continue
        if one.points - filed <= form.scoring.tolerance or has_reason(one, form):
            continue
        lost = plain(one.points - filed)
        message = (
            f"“{mine.name.value}”指标值 {mine.target.value.shown}、"
            f"完成值 {mine.actual.value.shown}，已经完成，却扣了 {lost} 分，也没有写原因"
        )
        places = [field.cell.local for field in (mine.points, mine.reason) if field is not None]
        fix = f"请把 {places[0]} 改为 {plain(one.points)}"
        fix += f"，或在 {places[1]} 写明扣分的理由" if len(places) > 1 else ""
        yield Report((mine.points, mine.reason), message, fix, form.cite(form.indicators.source))


@check("P04", Level.ERROR, on=Scored, english="Points lie outside the qualitative band")
def points_outside_band(scored: Scored) -> Iterator[Report]:
    """定性指标的得分应在完成情况所属那一档的范围内。

    为什么：三档各有得分范围，写着部分达成却记满分，说法和分数就矛盾了。
    怎么改：按完成情况改得分，或按实际情况改完成情况的档次。
    例：绩效自评表!H19 “管理维护机制”属于“部分达成年度指标并具有一定效果”，得分 15，
    应在 9 分（含）到 12 分（不含）之间
    """
    form = scored.filing.form
    for one in scored.indicators:
        mine, filed = one.indicator, number(one.indicator.points)
        weight = number(mine.weight)
        if one.low is None or one.high is None or filed is None or weight is None:
            continue
        if not 0 <= filed <= weight:
            continue  # 不在零分与分值之间的由 P01 报告
        band = next(
            each
            for each in form.scoring.band
            if rounded(each.low * weight, form.scoring.digits) == one.low
        )
        earned = filed + (number(mine.deduction) or 0)  # 扣减以前得几分
        inside = one.low <= earned < one.high or (earned == one.high and band.includes_high)
        if inside:
            continue
        top = "含" if band.includes_high else "不含"
        limits = f"{plain(one.low)} 分（含）到 {plain(one.high)} 分（{top}）"
        message = f"“{mine.name.value}”属于“{band.name}”，得分 {plain(filed)}，应在 {limits}之间"
        at = (mine.points, mine.actual)
        yield Report(at, message, "", form.cite(form.scoring.source))


@check("P05", Level.ERROR, on=Scored, english="Finished late, yet full points")
def late_but_full(scored: Scored) -> Iterator[Report]:
    """晚于期限完成的不应记满分。

    为什么：时效指标考的就是按不按时，晚了还记满分，这条指标就没有考核。
    怎么改：按晚的程度扣分，并在偏差原因栏写明原因；日期填错的改正日期。
    例：绩效自评表!H16 “完工时间”期限 2023年11月30日，实际 2023年12月15日，晚了 15 天，
    却记满分 12
    """
    for one in scored.indicators:
        mine = one.indicator
        due, done = mine.target.value.day, mine.actual.value.day
        filed, weight = number(mine.points), number(mine.weight)
        if due is None or done is None or done <= due or filed is None or filed != weight:
            continue
        message = (
            f"“{mine.name.value}”期限 {mine.target.value.shown}，"
            f"实际 {mine.actual.value.shown}，晚了 {(done - due).days} 天，却记满分 {plain(filed)}"
        )
        source = scored.filing.form.cite(scored.filing.form.indicators.source)
        yield Report((mine.points, mine.actual), message, "", source)


@check("P06", Level.ERROR, on=Scored, english="The total is not the sum of the points")
def total_points(scored: Scored) -> Iterator[Report]:
    """总分应等于预算执行率得分与各三级指标得分之和；表样规定封顶的，不高于封顶。

    为什么：总分是自评的结论，加错了等级也可能跟着错。
    怎么改：核对各项得分，改正总分。
    例：绩效自评表!H21 总分写 98.1，各项得分之和是 99.1，差 1
    """
    filing, form = scored.filing, scored.filing.form
    yield from _recheck_total(filing)
    total, execution = number(filing.total), _execution_part(scored)
    points = [number(one.points) for one in filing.indicators]
    blank = any(
        mine is None and number(one.weight) is not None
        for one, mine in zip(filing.indicators, points, strict=True)
    )
    if total is None or blank or execution is None:
        return  # 有空着的得分，加起来没有意义
    rate = None if scored.execution.rate is None else scored.execution.rate / 100
    due, notes = settled(filing, points, execution, rate)
    if due is None or abs(due - total) <= form.scoring.tolerance:
        return
    added = "，".join((f"各项得分之和是 {plain(_added(points, execution))}", *notes))
    message = f"总分写 {plain(total)}，{added}，差 {plain(abs(due - total))}"
    fix = f"请改为 {plain(due)}，或核对各项得分"
    yield Report((filing.total,), message, fix, form.cite(form.indicators.source))


def _recheck_total(filing: Filing) -> Iterator[Report]:
    """复核得分一列的合计。"""
    form, total = filing.form, number(filing.recheck_total)
    values = [number(one.recheck_points) for one in filing.indicators]
    known = [value for value in values if value is not None]
    if total is None or len(known) != len(values):
        return
    added = sum(known, Decimal(0))
    if abs(added - total) > form.scoring.tolerance:
        gap = plain(abs(added - total))
        message = f"复核得分合计写 {plain(total)}，各行之和是 {plain(added)}，差 {gap}"
        fix = f"请改为 {plain(added)}，或核对各行复核得分"
        source = form.cite(form.indicators.source)
        yield Report((filing.recheck_total,), message, fix, source)


def _added(points: list[Decimal | None], execution: Decimal) -> Decimal:
    return sum((one for one in points if one is not None), execution)


def _execution_part(scored: Scored) -> Decimal | None:
    """总分里执行率的一份：填的；表上没有这一格的，分值没有算进指标的取核算的；空着为 None。"""
    filing = scored.filing
    line, full = filing.total_fund, filing.form.indicators.weight
    if filing.form.funds.weight is None:
        return Decimal(0)
    if line is not None and line.points is not None:
        return number(line.points)
    weights = [number(one.weight) for one in filing.indicators]
    if full is not None and sum((one for one in weights if one is not None), Decimal(0)) == full:
        return Decimal(0)
    return scored.execution.points


@check("P07", Level.ERROR, on=Filing, english="The grade does not fit the total")
def grade_differs(filing: Filing) -> Iterator[Report]:
    """等级应与总分相符。

    为什么：等级按总分划定，写高一级是虚报，写低一级是吃亏。
    怎么改：按总分改等级；总分有错的先改总分。
    例：绩效自评表!I21 总分 84.47，等级写“优”，应为“良”（不低于 80 分）
    """
    form, total, grade = filing.form, number(filing.total), filing.grade
    if total is None or grade is None or not form.grade:
        return
    due = grade_of(form, total)
    word = bare(grade.value.text or grade.value.raw)
    if due is None or word in map(bare, (due.name, *due.synonyms)):
        return
    message = f"总分 {plain(total)}，等级写“{word}”，应为“{due.name}”（不低于 {plain(due.low)} 分）"
    fix = f"请把 {grade.cell.local} 改为“{due.name}”；总分有错的先改总分"
    yield Report((grade, filing.total), message, fix, form.cite(due.source))


@check("P08", Level.INFO, on=Filing, english="Every item has full marks")
def all_full_marks(filing: Filing) -> Iterator[Report]:
    """各项全部满分的，宜再核对一遍。

    为什么：审核的人看到项项满分，常认为自评走了形式，会逐条要佐证。
    怎么改：确实都完成的可以保留，备好每一条的佐证材料。
    例：绩效自评表!H21 9 项全部满分
    """
    rows = [(number(one.weight), number(one.points)) for one in filing.indicators]
    line = filing.total_fund
    if filing.form.funds.weight is not None and line is not None:
        rows.append((number(line.weight), number(line.points)))
    if len(rows) > 1 and all(weight is not None and weight == points for weight, points in rows):
        yield Report((filing.total,), f"{len(rows)} 项全部满分")
