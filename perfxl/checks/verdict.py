"""V 是否完成：表上另有一栏写着是不是完成了、完成率多少、评哪一档，与目标值、完成值对得上。"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from perfxl.cells.boxes import is_completion
from perfxl.cells.grid import Cell
from perfxl.cells.later import later
from perfxl.cells.notation import read_quantity
from perfxl.cells.quantity import clean, fixed, fold, plain, same_unit
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rates import same_printed
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator, IndicatorScore, Scored
from perfxl.filing.verdict import LADDERS, RANKED, Verdict, ladder_of, says
from perfxl.score.reached import is_reached
from perfxl.score.score import is_reverse


@check("V19", Level.VERIFY, on=Scored, english="The verdict column contradicts the figures")
def verdict_differs(scored: Scored) -> Iterator[Remark]:
    """“是否完成”“完成情况”“等级”一栏评的，应与指标值、完成值相符；评没有完成的应有原因。

    为什么：不计分的表，看的人先看这一栏；没有完成写成完成、评成优，问题就看不见了。
    怎么改：照指标值、完成值改这一栏，或者核对这两个数；没有完成的写明原因和改进措施。
    例：绩效自评表!J18 “全年接待读者”的“是否完成”写“是”，指标值 ≥60000人次、完成值 57000人次，
    没有达到
    """
    ladders = _ladders(scored)
    for score in scored.indicators:
        mine = score.indicator
        met = is_reached(score) if mine.verdicts else None
        for verdict in mine.verdicts:
            end = _ends(verdict, ladders.get(verdict.title, ()))
            said = f"“{mine.name.value}”{_wrote(verdict)}"
            if met is not None and end and met != (end == "done"):
                both = f"指标值 {mine.target.value.shown}、完成值 {mine.actual.value.shown}"
                so = "已经达到" if met else "没有达到"
                yield Remark((verdict.cell, mine.target, mine.actual), f"{said}，{both}，{so}")
                continue
            full = _full(mine, verdict)
            if says(verdict.word) in {"undone", "partly"} and met is None and _is_bare(mine):
                fix = f"在 {mine.reason.cell.local} 写明原因和改进措施" if mine.reason else ""
                yield Remark((mine.reason, verdict.cell), f"{said}，没有写原因{full}", fix)
            elif full:
                behind = mine.points is not None and verdict.cell == mine.points.cell
                fix = "" if behind else "核对是不是完成了；没有完成的，扣减得分"
                yield Remark((verdict.cell, mine.points), f"{said}{full}", fix)


def _full(mine: Indicator, verdict: Verdict) -> str:
    """评的是没有完成，或括在得分后面评的不是完成、不是头一档，得分却是满分。"""
    points, weight = mine.points, mine.weight
    if points is None or weight is None or weight.value.value is None:
        return ""
    behind = verdict.cell == points.cell
    low = any(verdict.word in ladder and verdict.word not in _TOP for ladder in LADDERS)
    kind = says(verdict.word)
    worse = kind == "undone" or (behind and (low or kind == "partly"))
    same = points.value.value == weight.value.value
    return f"，得分却是满分 {plain(weight.value.value)}" if worse and same else ""


_TOP = frozenset(ladder[0] for ladder in LADDERS)


def _wrote(verdict: Verdict) -> str:
    if verdict.title == verdict.word:
        return f"在“{verdict.word}”一栏打了勾"
    how = "评" if verdict.word in RANKED else "写"
    return f"的“{verdict.title}”{how}“{verdict.word}”"


def _is_bare(mine: Indicator) -> bool:
    return mine.reason is not None and not mine.reason.value


def _ends(verdict: Verdict, ladder: tuple[str, ...]) -> Literal["done", "undone", ""]:
    """评的是完成了，还是没有完成；当中的档次两可。头一档是完成，末一档是没有完成。"""
    kind = says(verdict.word)
    if kind == "done" or (ladder and verdict.word == ladder[0]):
        return "done"
    return "undone" if kind in {"undone", "partly"} or verdict.word in _POOR else ""


_POOR = frozenset({"差", "较差", "不合格"})


def _ladders(scored: Scored) -> dict[str, tuple[str, ...]]:
    """各栏用的是哪一套档次。表上写着按完成率分档（90%以上为优）的，头一档不等于完成，不用它。"""
    words: dict[str, set[str]] = {}
    for score in scored.indicators:
        for verdict in score.indicator.verdicts:
            if verdict.word in RANKED:
                words.setdefault(verdict.title, set()).add(verdict.word)
    if not words or _by_share(scored.filing):
        return {}
    return {title: ladder_of(frozenset(each)) for title, each in words.items()}


_BANDS = later(
    r"(\d+)%(?:\(?含\)?)?(?:及?以上)?[^,;。\d]{0,6}[为是评][“\"]?[优A好]|[优A好][^,;。\d]{0,8}(\d+)%"
)


def _by_share(filing: Filing) -> bool:
    """表上写着完成率到多少就是头一档（90%以上为优），用不着完成。"""
    said = (_BANDS.search(fold(each.cell.raw)) for each in filing.readings)
    return any(match and Decimal(match[1] or match[2]) < _WHOLE for match in said)


@check("V20", Level.ERROR, on=Scored, english="The completion column is not actual over target")
def completion_differs(scored: Scored) -> Iterator[Remark]:
    """“完成率”一栏应等于完成值除以指标值。

    为什么：完成率是算出来的，与两个数对不上，必有一处写错；得分常照它算。
    怎么改：照算式改正；完成值填错的改完成值。超额的写 100% 也可以。
    例：绩效自评表!J18 “全年接待读者”的“完成率”写 98%，57000÷60000＝95.00%
    """
    rows = {score.indicator.name.cell.row: score for score in scored.indicators}
    for head, cell in _cells(scored.filing, is_completion):
        score = rows.get(cell.row)
        written = None if score is None else _percent(cell)
        if score is None or written is None or not score.measured or score.completion is None:
            continue
        mine, exact = score.indicator, score.completion
        if is_reverse(mine, score.method) or mine.target.value.value is None:
            continue
        capped = exact > _WHOLE and written == _WHOLE
        if capped or same_printed(written, exact):
            continue
        value, whole = same_unit(mine.actual.value, mine.target.value), mine.target.value.value
        message = (
            f"“{mine.name.value}”的“{clean(head.raw)}”写 {plain(written)}%，"
            f"{plain(value or _WHOLE)}÷{plain(whole)}＝{fixed(exact)}%"
        )
        yield Remark((cell, mine.actual), message, f"请改为 {fixed(exact)}%，或核对完成值")


_HEAD_ROWS = 3  # 表头至多几行
_WHOLE = Decimal(100)
_RATIO = Decimal("1.5")  # 没有百分号、不大于它的是小数


def _percent(cell: Cell) -> Decimal | None:
    quantity = read_quantity(cell)
    if quantity.value is None or quantity.unit not in {"", "%"}:
        return None
    return quantity.value * (1 if quantity.unit or quantity.value > _RATIO else 100)


@check("V21", Level.VERIFY, on=Scored, english="The better mark goes to the poorer result")
def marks_out_of_order(scored: Scored) -> Iterator[Remark]:
    """各条评着 A、B、C，优、良、中的，完成得差的不应比完成得好的评得高。

    为什么：评的档次就是这条指标的结论，两条放在一起反了，必有一条评错。
    怎么改：照表上写的分档办法（完成率多少是 A）改正。
    例：绩效自评表!J18 “全年接待读者”完成率 95.00% 评“B”，“添置图书册数”完成率 100.00% 却评“C”
    """
    ladders = _ladders(scored)
    columns: dict[str, list[tuple[IndicatorScore, Verdict]]] = {}
    for score in scored.indicators:
        for verdict in score.indicator.verdicts:
            if verdict.word in RANKED:
                columns.setdefault(verdict.title, []).append((score, verdict))
    for title, ranked in columns.items():
        top = ladders.get(title, ())[:1]  # 没有完成而评头一档的由 V19 报告
        yield from _out_of_order(ranked, top)


def _out_of_order(
    ranked: Sequence[tuple[IndicatorScore, Verdict]], top: tuple[str, ...]
) -> Iterator[Remark]:
    order = ladder_of(frozenset(verdict.word for _, verdict in ranked))
    marked = [
        (done, order.index(verdict.word), score, verdict.cell)
        for score, verdict in ranked
        if order and (done := _done(score)) is not None
    ]
    for done, place, score, cell in marked:
        better = [each for each in marked if each[0] > done and each[1] > place]
        if not better or (order[place] in top and is_reached(score) is False):
            continue
        best = max(better, key=lambda each: each[0])
        message = (
            f"“{score.indicator.name.value}”完成率 {fixed(done)}% 评“{order[place]}”，"
            f"“{best[2].indicator.name.value}”完成率 {fixed(best[0])}% 却评“{order[best[1]]}”"
        )
        yield Remark((cell, best[3]), message)


def _done(score: IndicatorScore) -> Decimal | None:
    """完成了几成：超额的都是 100；上限的，没有超过就是完成，超过的照比例。"""
    target = score.indicator.target.value
    actual = same_unit(score.indicator.actual.value, target)
    if actual is None or not target.value or not actual:
        return None
    reverse = is_reverse(score.indicator, score.method)
    share = target.value / actual if reverse else actual / target.value
    return min(_WHOLE, share * 100)


def _cells(filing: Filing, asks: Callable[[str], bool]) -> Iterator[tuple[Cell, Cell]]:
    """指标块的表头里这样的一栏，和它下面的各格；资金块的“完成率”、目标块的“完成程度”不是。"""
    cells = (reading.cell for reading in filing.readings if reading.cell.sheet == filing.sheet)
    first = filing.first_row.row if filing.first_row is not None else 1
    told = (*(line.name for line in filing.funds), filing.goal, filing.achievement)
    rows = (field.cell.row for field in told if field and field.cell.sheet == filing.sheet)
    above = max((row for row in rows if row < first), default=0)
    heads = {
        cell.column: cell
        for cell in cells
        if max(first - _HEAD_ROWS, above + 1) <= cell.row < first and asks(cell.raw)
    }
    below = (reading.cell for reading in filing.readings) if heads else ()
    for cell in below:
        head = heads.get(cell.column)
        if head is not None and cell.row > head.row and cell.sheet == filing.sheet:
            yield head, cell
