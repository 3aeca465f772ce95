"""P 得分之三：完成值明写着没有做成、晚了，却记了满分。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.quantity import plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.lost import said_points
from perfxl.checks.vocabulary.rows import TOTAL_CODES
from perfxl.checks.vocabulary.words import has_reason
from perfxl.filing.amounts import as_written, is_rescaled, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Scored
from perfxl.score.reached import is_late, is_to_day
from perfxl.score.undone import is_nothing, why_undone


@check(
    "P19", Level.ERROR, on=Scored, english="Said to be undone, yet full points",
    explains=TOTAL_CODES,
)  # fmt: skip
def undone_yet_full(scored: Scored) -> Iterator[Remark]:
    """完成值写着没有做成的，不应记满分。

    为什么：写着“未开展”“1起”“80%”，却与全部做成的一样得分，这条指标等于没有考核，复核一看就要核减。
    怎么改：照没有完成的程度扣分，在偏差原因栏写明为什么没有做成、下一步什么时候做成；已经做成的，改写完成值。
    例：绩效自评表!H16 “完工时间”的指标值是“2023年11月30日前”，完成值写的是“未完工”，没有做成，
    却记满分 12
    """
    form = scored.filing.form
    for score in scored.indicators:
        mine, why = score.indicator, why_undone(score.indicator)
        filed, weight = number(mine.points), number(mine.weight)
        if not why or score.computed or score.low is not None or mine.shared is not None:
            continue  # 算得出该得几分的由 P02 报告，说的是哪一档的由 P04 报告
        if filed is None or weight is None or weight <= 0 or filed < weight:
            continue
        if is_nothing(mine) and not has_reason(score, form):
            continue  # 也没有写原因的，当作没有填，由 F04 报告
        target, actual = as_written(mine.target), as_written(mine.actual)
        message = (
            f"“{mine.name.value}”的指标值是“{target}”，完成值写的是“{actual}”，{why}，"
            f"却记满分 {said_points(mine.points)}"
        )
        places = [field.cell.local for field in (mine.points, mine.reason) if field is not None]
        written = f"，在 {places[1]} 写明原因和下一步怎么办" if len(places) > 1 else ""
        fix = f"请扣减 {places[0]} 的得分{written}；完成值写错的，改写 {mine.actual.cell.local}"
        at = (mine.points, mine.actual, mine.target)
        yield Remark(at, message, fix, form.cite(form.scoring.source))


@check(
    "P20", Level.ERROR, on=Filing, english="Not applicable, yet it carries points",
    explains=TOTAL_CODES,
)  # fmt: skip
def idle_yet_scored(filing: Filing) -> Iterator[Remark]:
    """写明不适用、从总分里去掉的一条，不记分。

    为什么：不适用的分值已经从满分里去掉，总分按余下的换算；再记上它的得分，就多算了一遍。
    怎么改：得分一格也写“不适用”，总分照余下各条的得分换算；其实适用的，改写完成值。
    例：绩效自评表!H14 “添置图书册数”的完成值写“不适用”，得分却写 8
    """
    form = filing.form
    for row in filing.indicators:
        filed = number(row.points)
        if row.points is not None and filed and is_rescaled(row, form):
            message = f"“{row.name.value}”的完成值写“不适用”，得分却写 {said_points(row.points)}"
            fix = f"{row.points.cell.local} 也写“不适用”，总分按余下的分值换算；其实适用的，"
            fix += f"改写 {row.actual.cell.local}"
            yield Remark((row.points, row.actual), message, fix, form.cite(form.scoring.source))


@check(
    "P05", Level.ERROR, on=Scored, english="Finished late, yet full points", explains=TOTAL_CODES
)
def late_but_full(scored: Scored) -> Iterator[Remark]:
    """晚于期限完成的不应记满分。

    为什么：时效指标考的就是按不按时，晚了还记满分，这条指标就没有考核。
    怎么改：按晚的程度扣分，并在偏差原因栏写明原因；日期填错的改正日期。
    例：绩效自评表!H16 “完工时间”期限 2023年11月30日，实际 2023年12月15日，晚了 15 天，
    却记满分 12
    """
    source = scored.filing.form.cite(scored.filing.form.indicators.source)
    for score in scored.indicators:
        mine = score.indicator
        due, done = mine.target.value.day, mine.actual.value.day
        filed, weight = number(mine.points), number(mine.weight)
        if due is None or done is None or done <= due or filed is None or filed != weight:
            continue
        said = f"“{mine.name.value}”期限 {mine.target.value.shown}，"
        if is_late(mine):
            late = f"实际 {mine.actual.value.shown}，晚了 {(done - due).days} 天"
            said += late if is_to_day(mine.actual) else f"实际 {as_written(mine.actual)}，晚了"
            yield Remark((mine.points, mine.actual), f"{said}，却记满分 {plain(filed)}", "", source)
            continue
        said += f"完成值只写“{as_written(mine.actual)}”，看不出晚没有晚，记的是满分"
        fix = "写明是哪一天完成的；晚了的按晚的程度扣分，并在偏差原因栏写明原因"
        yield Remark((mine.actual, mine.points), said, fix, source, Level.VERIFY)
