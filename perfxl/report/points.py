"""总分、得分、各一级指标小结的段落：加得起来才说“其中”，有结果的才说“均”。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfxl.cells.quantity import decimal
from perfxl.filing.amounts import number
from perfxl.report.clauses import number_in, out_of, points_said
from perfxl.report.facts import Facts
from perfxl.report.marks import DOUBT, Number, Paragraphs, bare
from perfxl.report.values import Row


def score(facts: Facts) -> Paragraphs:
    """总分、等级，各一级指标的得分。"""
    if not facts.total:
        return Paragraphs()
    rows = [row for row in facts.level1 if number_in(row, "得分").value is not None]
    parts = "，".join(
        f"{row['名称']}{points_said('得', number_in(row, '得分'))}{out_of(number_in(row, '分值'))}"
        for row in rows
    )
    unequal = _unequal(facts, [number_in(row, "得分") for row in rows])
    total = facts.total.with_unit("分")
    if unequal:
        total = total.removesuffix(DOUBT)  # 下面说明白了
    more = f"其中：{parts}。" if parts else ""
    return Paragraphs([f"经自评，总分为{total}{_grade(facts)}。{more}{unequal}"])


def _grade(facts: Facts) -> str:
    if not facts.grade:
        return ""
    doubt = DOUBT if facts.grade.endswith(DOUBT) else ""
    return f"，等级为“{facts.grade.removesuffix(DOUBT)}”{doubt}"


def _unequal(facts: Facts, parts: Sequence[Number]) -> str:
    """印出来的各项加起来不是印出来的总分：说明为什么，说不出的注明待核。"""
    total = _printed(facts.total)
    if not parts or total is None or sum(map(_known, parts), Decimal(0)) == total:
        return ""
    if facts.scored.notes and facts.total.value == facts.scored.total:
        notes = (facts.tell.text(note, "封顶", ("得分明细",)) for note in facts.scored.notes)
        return "".join(f"{note}。" for note in notes)
    if number(facts.filing.total) is None:
        return "总分为核算的结果，与各项得分之和不等，待核。"
    return "总分以表为准，与各项得分之和不等，待核。"


def _printed(points: Number) -> Decimal | None:
    return decimal(bare(points.figure))


def _known(points: Number) -> Decimal:
    return _printed(points) or Decimal(0)


def results(facts: Facts) -> Paragraphs:
    """各一级指标设了几项、得满分几项。"""
    lines = []
    for level1 in facts.scored.level1:
        if not level1.rows:
            continue  # 单独计分的预算执行率
        name = level1.name
        count = _count(facts, len(level1.rows), f"{name}项数", level1.rows)
        title = facts.level1_title(level1)
        said = _full_marks(facts, name, level1.rows)
        lines.append(f"{title}共{count}项三级指标{said}。")
    return Paragraphs(lines)


def _full_marks(facts: Facts, name: str, places: Sequence[int]) -> str:
    """得满分的几项；没有完成值、没有得分的不算在内，也说出来。"""
    known = [place for place in places if _has_result(facts, place)]
    if not known:
        return ""
    rows = [facts.rows[place] for place in known]
    full = sum(_is_full(row) for row in rows)
    doubt = DOUBT if any(_is_doubtful(row) for row in rows) else ""
    whole = len(known) == len(places)
    lead = (
        ""
        if whole
        else f"填了完成值和得分的{_count(facts, len(known), f'{name}有结果的项数', known)}项"
    )
    if full in {0, len(known)}:
        every = "均" if len(known) > 1 else ""
        return f"，{lead}{every}{'得' if full else '未得'}满分{doubt}"
    shown = _count(facts, full, f"{name}满分项数", known)
    rest = _count(facts, len(known) - full, f"{name}未得满分项数", known)
    return f"，{lead}{'中' if lead else ''}{shown}项得满分，{rest}项未得满分{doubt}"


def _has_result(facts: Facts, place: int) -> bool:
    indicator, row = facts.filing.indicators[place], facts.rows[place]
    scored = number_in(row, "得分").value is not None and number_in(row, "分值").value is not None
    return scored and indicator.has_column("actual") and indicator.actual.value.kind != "none"


def _is_full(row: Row) -> bool:
    return number_in(row, "得分") >= number_in(row, "分值")


def _is_doubtful(row: Row) -> bool:
    return any(number_in(row, key).doubtful for key in ("得分", "完成值"))


def _count(facts: Facts, count: int, title: str, places: Sequence[int]) -> Number:
    cells = [facts.filing.indicators[place].name.cell.address for place in places]
    return facts.tell.count(count, title, cells)
