"""V 偏差之二：没有偏差却写了原因，填报的日期和文件名里的年度。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.cells.notation import day_of, parse_quantity, read_quantity
from perfxl.cells.quantity import fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import is_met
from perfxl.checks.vocabulary.shortfall import is_unscored_short
from perfxl.checks.vocabulary.words import has_reason, is_empty_word
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, FundLine, Indicator, IndicatorScore, Scored

_CAUSE = later(r"由于|因为?|原因|不足|滞后|未能|没能|改进|整改|下一步|下年|今后|将进一步|加强")


@check("V10", Level.INFO, on=Scored, english="A reason where nothing deviates", trial=True)
def reason_without_loss(scored: Scored) -> Iterator[Remark]:
    """没有偏差、没有扣分的，不必写偏差原因。

    为什么：正好完成、得了满分，却写着不足和改进，看的人会问是不是有没写出来的偏差。
    怎么改：没有偏差的删去或写“无”；确有偏差的改正完成值和得分。
    例：绩效自评表!I15 “工程验收合格率”正好完成、得了满分，却写着偏差原因
    """
    exact = [score for score in scored.indicators if _is_exact(score)]
    # 几条合用一格的，有一条要写，这一格就要写。
    needed = {
        score.indicator.reason.cell
        for score in scored.indicators
        if score.indicator.reason is not None and score not in exact
    }
    for score in exact:
        mine = score.indicator
        if mine.reason is None or mine.reason.cell in needed:
            continue
        if has_reason(score, scored.filing.form) and _CAUSE.search(mine.reason.value):
            message = f"“{mine.name.value}”正好完成、得了满分，却写着偏差原因"
            yield Remark((mine.reason, mine.points), message)


def _is_exact(score: IndicatorScore) -> bool:
    mine = score.indicator
    full = is_met(score) and number(mine.points) == number(mine.weight) is not None
    return full and score.completion == 100


@check("V22", Level.VERIFY, on=Scored, english="The reason points to an annex that is not there")
def reason_elsewhere(scored: Scored) -> Iterator[Remark]:
    """偏差原因写着见附页的，附页应在这个工作簿里。

    为什么：收表的人手里只有这个工作簿，翻不到附页，就等于没有写原因。
    怎么改：把附页（指标、偏差原因两栏）放进这个工作簿，或者在这一格直接写原因和改进措施；
    另有文件的，随表一起报，可以保留。
    例：绩效自评表!I18 “全年接待读者”的偏差原因只写“详见附页”，这个工作簿里没有这一处
    """
    by_text: dict[str, list[IndicatorScore]] = {}
    for score in scored.indicators:
        reason = score.indicator.reason
        if reason is not None and reason in scored.filing.pointed:
            by_text.setdefault(" ".join(reason.value.split()), []).append(score)
    for text, rows in by_text.items():
        names = "、".join(f"“{row.indicator.name.value}”" for row in rows[:_NAMED])
        names += f"等 {len(rows)} 条" if len(rows) > _NAMED else ""
        message = f"{names}的偏差原因只写“{text}”，这个工作簿里没有这一处"
        asks = any(not _is_full(row.indicator) or is_unscored_short(row, scored) for row in rows)
        level = None if asks else Level.INFO  # 没有扣分的，不是非写原因不可
        yield Remark(tuple(row.indicator.reason for row in rows), message, level=level)


_NAMED = 3


@check("V11", Level.INFO, on=Filing, english="Filed before or long after the year", trial=True)
def filed_off_season(filing: Filing) -> Iterator[Remark]:
    """自评表应在年度结束后不久填报。

    为什么：年度没有结束就填，完成值不是全年的；过了半年多才填，结果来不及用到下一年的预算。
    怎么改：核对填报日期和年度，填错的改正。
    例：绩效自评表!F4 填报日期是 2024年8月15日，离 2023 年度结束超过 6 个月
    """
    field, limit = filing.header.get("date"), filing.form.limit_of("late_filing")
    if field is None or limit is None or filing.year is None or not filing.year.value.isdigit():
        return
    day, year = parse_quantity(fold(field.value)).day, int(filing.year.value)
    if field.cell.kind == "date":
        day = day_of(field.cell)
    if day is None:
        return
    shown = f"填报日期是 {day.year}年{day.month}月{day.day}日"
    months = (day.year - year - 1) * 12 + day.month
    if day.year < year or (day.year == year and day.month < 12):  # 十二月底可以提前填
        yield Remark((field, filing.year), f"{shown}，{year} 年度还没有结束")
    elif months > limit.value:
        message = f"{shown}，离 {year} 年度结束超过 {plain(limit.value)} 个月"
        yield Remark((field, filing.year), message, "", filing.form.cite(limit.source))


@check("V12", Level.INFO, on=Filing, english="A reason cell says 0", trial=True)
def reason_is_zero(filing: Filing) -> Iterator[Remark]:
    """没有偏差的，原因栏写“无”或空着，不写 0。

    为什么：这一栏是文字，写 0 看不出是没有偏差，还是多出来的数。
    怎么改：删去 0，或改成“无”。
    例：绩效自评表!I13 2 条的偏差原因写着 0
    """
    full = [row for row in filing.indicators if _says_zero(row) and _is_full(row)]
    if full:
        yield Remark(tuple(row.reason for row in full), f"{len(full)} 条的偏差原因写着 0")
    rows: tuple[Indicator | FundLine, ...] = (*filing.indicators, *filing.funds)
    for row in rows:
        reason = row.reason
        if reason is None or reason.value == "0" or _is_lost(row):
            continue
        if read_quantity(reason.cell).is_number and is_empty_word(reason.value, filing.form):
            message = f"“{row.name.value}”的偏差原因只写着一个数“{reason.value}”，像是填错了栏"
            fix = "是得分、完成值的，挪到它那一栏；是原因的，写成话"
            yield Remark((reason,), message, fix, level=Level.WARNING)


def _says_zero(indicator: Indicator) -> bool:
    return indicator.reason is not None and indicator.reason.value == "0"


def _is_lost(row: Indicator | FundLine) -> bool:
    """扣了分的指标，原因由 V04 报告。"""
    weight, points = number(row.weight), number(row.points)
    scored = isinstance(row, Indicator) and weight is not None and points is not None
    return scored and points != weight


def _is_full(indicator: Indicator) -> bool:
    """没有扣分：扣了分的由 V04 报告。"""
    return number(indicator.points) == number(indicator.weight)


@check("V13", Level.INFO, on=Filing, english="The file name names another year", trial=True)
def year_in_file_name(filing: Filing) -> Iterator[Remark]:
    """文件名里的年度应与表里的年度相同。

    为什么：归档、汇总按文件名找，文件名和表里年度不同，不是拿错了表，就是沿用旧表没有改。
    怎么改：核对是哪一年的，改正文件名或表里的年度。
    例：绩效自评表!A2 文件名写着 2022 年，表里是 2023 年度
    """
    years = set(_YEAR.findall(filing.file))
    if filing.year is None or not filing.year.value or filing.year.value in years:
        return
    if len(years) == 1:
        message = f"文件名写着 {years.pop()} 年，表里是 {filing.year.value} 年度"
        yield Remark((filing.year,), message)


_YEAR = later(r"(?<!\d)((?:19|20)\d{2})年")
