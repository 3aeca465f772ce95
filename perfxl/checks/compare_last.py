"""C 与以前的表比：与去年的自评表比，目标低了没有，文字抄没抄，结果差多少。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.grid import Field
from perfxl.cells.quantity import bare, fixed, same_unit
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.beside import change_of, pairs
from perfxl.checks.vocabulary.recycled import also, recycled
from perfxl.filing.beside import Beside
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing

_TELLING = 8  # 短于这么多字的（“无”“已按期完成”）谁写都一样


@check("C11", Level.WARNING, on=Beside, trial=True, english="A target is easier than last year's")
def target_easier(beside: Beside) -> Iterator[Remark]:
    """同一条指标的目标不应一年比一年低。

    为什么：目标压低了，完成率自然高；审核时会拿去年的表来比。
    怎么改：核对今年的目标；任务确实减少的，写明理由。
    例：绩效自评表!E14 “添置图书册数”的指标值是 ≥15000册，上年是 ≥18000册
    （“上年.xlsx”的 绩效自评表!E14），调低了
    """
    if beside.kind != "last":
        return
    for mine, theirs in pairs(beside).both:
        new, old = mine.target.value, theirs.target.value
        how = change_of(new, old, is_cost=mine.is_about("成本"))
        if how in {"调低了", "放宽了"}:
            said = f"“{mine.name.value}”的指标值是 {new.shown}，上年是 {old.shown}"
            yield Remark((mine.target,), f"{said}（{beside.where(theirs.target.cell)}），{how}")


@check(
    "C12", Level.WARNING, on=Beside, trial=True, english="The text is last year's, word for word"
)
def text_of_last_year(beside: Beside) -> Iterator[Remark]:
    """完成情况、偏差原因、报告文字应写今年的。

    为什么：与去年一字不差，多半是照抄的，今年做了什么、为什么没有完成还是看不出来。
    怎么改：照今年的情况重写；确实没有变化的，写明“与上年相同”的原因。
    例：绩效自评表!F11 “实际完成情况”与上年的（“上年.xlsx”的 绩效自评表!F11）一字不差
    """
    if beside.kind != "last" or beside.other is None or recycled(beside)[0]:
        return  # 整张照抄的由 C14 报告
    old = {bare(field.value): field for _, field in _texts(beside.other)}
    for title, field in _texts(beside.filing):
        theirs = old.get(bare(field.value))
        if theirs is not None:
            yield Remark((field,), f"“{title}”与上年的（{beside.where(theirs.cell)}）一字不差")


def _texts(filing: Filing) -> Iterator[tuple[str, Field[str]]]:
    titles = {column.key: column.title for column in filing.form.indicators.column}
    fields = [(filing.form.goals.achievement, filing.achievement)]
    fields += [(titles.get("reason", "偏差原因"), row.reason) for row in filing.indicators]
    fields += [(narrative.section.value, narrative.text) for narrative in filing.narratives]
    for title, field in fields:
        if field is not None and len(bare(field.value)) >= _TELLING:
            yield title, field


@check("C13", Level.WARNING, on=Beside, trial=True, english="A result is far from last year's")
def result_jumps(beside: Beside) -> Iterator[Remark]:
    """同一条指标的完成值与上年相差很大的，应核对。

    为什么：成倍的增减，可能是真的，也可能是口径变了，或者单位、小数点填错。
    怎么改：核对今年的完成值和口径；属实的，在偏差原因里写明。
    例：绩效自评表!F14 “添置图书册数”的完成值是 15120，上年是 6000册
    （“上年.xlsx”的 绩效自评表!F14），是上年的 2.52 倍
    """
    limit = beside.filing.form.limit_of("growth")
    if beside.kind != "last" or limit is None:
        return
    for mine, theirs in pairs(beside).both:
        new, old = mine.actual.value, theirs.actual.value
        now, last = same_unit(new, old), old.value
        if now is None or last is None or now <= 0 or last <= 0:
            continue
        times = now / last
        if times >= limit.value or times <= 1 / limit.value:
            said = f"“{mine.name.value}”的完成值是 {new.shown}，上年是 {old.shown}"
            message = f"{said}（{beside.where(theirs.actual.cell)}），是上年的 {fixed(times)} 倍"
            yield Remark((mine.actual,), message, "", beside.filing.form.cite(limit.source))


@check("C14", Level.VERIFY, on=Beside, english="Last year's filing with only the year changed")
def last_year_again(beside: Beside) -> Iterator[Remark]:
    """自评表应照今年的实际填，不能拿去年的表只改年度。

    为什么：完成值、执行数、文字都与去年一样，今年做了多少、花了多少就没有填，整张表都不作数。
    怎么改：照今年的统计逐格重填完成值、执行数、完成情况和原因；确实都没有变的，写明依据，可以保留。
    例：绩效自评表!A2 与上年的自评表（“上年.xlsx”的 绩效自评表!A1:I21）几乎一样：
    能比的 6 条完成值有 6 条相同，全年执行数、实际完成情况也相同，像是去年的表只改了年度
    """
    same, many = recycled(beside)
    if not same or beside.other is None:
        return
    other = beside.other
    where = other.table if other.file == beside.filing.file else f"“{other.file}”的 {other.table}"
    message = (
        f"与上年的自评表（{where}）几乎一样：能比的 {many} 条完成值有 {len(same)} 条相同，"
        f"{'、'.join(also(beside))}也相同，像是去年的表只改了年度"
    )
    yield Remark((beside.filing.year, *same), message)
