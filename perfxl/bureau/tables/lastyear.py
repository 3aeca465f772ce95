"""与去年比：目标降低了，话一字没改，结果忽高忽低，哪家有了进步。

单位、项目的名称一样才是同一个；名称相近的另说一句，不替人认。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

import pandas as pd
from rapidfuzz import fuzz

from perfxl.bureau.tables.amounts import MEASURES, in_unit, measured
from perfxl.bureau.tables.gather import Bureau, Row, rows, whole_totals
from perfxl.bureau.tables.spread import shown
from perfxl.cells.quantity import bare, rounded
from perfxl.cells.units import kind_of

COLUMNS = (
    "kind", "office", "project", "item", "before", "now", "basis", "submission", "path", "cell",
    "last_path", "last_cell",
)  # fmt: skip
LOWERED, SAME_TEXT, JUMP, GONE, FRESH, BETTER, WORSE = (
    "目标降低", "话一字没改", "结果大起大落", "去年有今年没有", "今年新有", "有进步", "退步了"
)  # fmt: skip
# 一字没改的话，短的（“无”“已完成”）不算；名称去掉、数照旧，一个数也没有换才算。
_SHORTEST = 18
_ALIKE = 85
# 完成值翻三番、剩三分之一，或百分数差 30 个百分点，算大起大落。
_TIMES, _POINTS = Decimal(3), Decimal(30)
# 一家的分数、错误与去年差这么多才算有变化。
_SCORE, _ERRORS = Decimal(3), Decimal(1)

Key = tuple[str, str]
Line = tuple[object, ...]


def last_year(bureau: Bureau, before: Bureau) -> pd.DataFrame:
    """与去年的台账比，一件一行。"""
    now, then = _by_key(bureau), _by_key(before)
    indicators, earlier = _indicators(bureau), _indicators(before)
    lines: list[Line] = []
    for key, row in now.items():
        old = then.get(key)
        if old is None:
            continue
        lines += _texts(row, old)
        lines += _rows(row, indicators[row.submission], old, earlier[old.submission])
    lines += _come_and_gone(now, then)
    lines += _offices(bureau, before)
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _by_key(bureau: Bureau) -> dict[Key, Row]:
    """单位和项目 → 那一份；同名的有几份的不比。"""
    made: dict[Key, list[Row]] = defaultdict(list)
    for row in rows(bureau.scored):
        if bare(row.project):
            made[bare(row.office), bare(row.project)].append(row)
    return {key: many[0] for key, many in made.items() if len(many) == 1}


def _indicators(bureau: Bureau) -> dict[int, dict[str, Row]]:
    """每一份的各条指标；一份里同名的几条不比。"""
    made: dict[int, dict[str, Row]] = defaultdict(dict)
    many: Counter[tuple[int, str]] = Counter()
    for row in rows(bureau.with_filing(bureau.indicators, MEASURES)):
        name = bare(row.name or "")
        many[row.submission, name] += 1
        made[row.submission][name] = row
    for (submission, name), count in many.items():
        if count > 1 or not name:
            made[submission].pop(name, None)
    return made


def _line(
    kind: str, row: Row, what: tuple[str, str, str], basis: str, places: tuple[str | None, ...]
) -> Line:
    """`what` 是哪一项、去年、今年；`places` 是今年的格，去年的文件、格。"""
    cell, *old = places
    return kind, row.office, row.project, *what, basis, row.submission, row.path, cell, *old


# ---- 一个项目 ----


def _texts(row: Row, old: Row) -> Iterator[Line]:
    """目标、完成情况与去年一字不差。"""
    for item, key in (("预期目标", "goal"), ("实际完成情况", "achievement")):
        text, earlier = getattr(row, key), getattr(old, key)
        if text and earlier and len(bare(text)) >= _SHORTEST and bare(text) == bare(earlier):
            basis = f"{item}与去年一字不差，连数也没有变（{len(bare(text))} 个字）"
            places = getattr(row, f"{key}_cell"), old.path, getattr(old, f"{key}_cell")
            yield _line(SAME_TEXT, row, (item, earlier, text), basis, places)


def _rows(row: Row, mine: Mapping[str, Row], old: Row, theirs: Mapping[str, Row]) -> Iterator[Line]:
    for name, now in mine.items():
        then = theirs.get(name)
        if then is None:
            continue
        basis = _lowered(now, then)
        if basis:
            what = now.name, then.target or "", now.target or ""
            yield _line(LOWERED, row, what, basis, (now.target_cell, old.path, then.target_cell))
        basis = _jumped(now, then)
        if basis:
            what = now.name, then.actual or "", now.actual or ""
            yield _line(JUMP, row, what, basis, (now.actual_cell, old.path, then.actual_cell))


def _lowered(now: Row, then: Row) -> str:
    """目标放松了：要求不少于的降了，要求不超过的涨了。"""
    value, before = _together(now, then, "target")
    if value is None or before is None or now.target_op != then.target_op:
        return ""
    at_most = now.target_op in {"<=", "<"}
    if value == before or (value > before) != at_most:
        return ""
    done, _ = _together(then, now, "actual")
    word = "不超过的数放宽了" if at_most else "降低了"
    reached = f"；去年完成 {then.actual}" if done is not None else ""
    return f"指标值由 {then.target} 改为 {now.target}，{word}{reached}"


def _jumped(now: Row, then: Row) -> str:
    value, before = _together(now, then, "actual")
    if value is None or before is None or value == before:
        return ""
    if kind_of(now.actual_unit or now.target_unit or "")[0] == "percent":
        apart = abs(value - before)
        return f"与去年相差 {shown(apart)} 个百分点" if apart >= _POINTS else ""
    large, small = max(value, before), min(value, before)
    if small <= 0 or large < _TIMES * small:
        return ""
    if now.target_value and then.target_value and _moved_with_target(now, then, value, before):
        return ""
    times = shown(rounded(large / small, 1))
    return f"是去年的 {times} 倍" if value > before else f"只有去年的 {times} 分之一"


def _moved_with_target(now: Row, then: Row, value: Decimal, before: Decimal) -> bool:
    """任务本来就变了这么多：完成值与指标值一起变。"""
    target, earlier = _together(now, then, "target")
    if not target or not earlier:
        return False
    drift = (value / before) / (target / earlier)
    return 1 / _TIMES < drift < _TIMES


def _together(now: Row, then: Row, key: str) -> tuple[Decimal | None, Decimal | None]:
    """两年的数，换成今年的单位；换不了的不比。"""
    mine, theirs = measured(now, key), measured(then, key)
    if mine is None or theirs is None:
        return None, None
    before = in_unit(*theirs, mine[1])
    return (None, None) if before is None else (mine[0], before)


# ---- 有没有 ----


def _come_and_gone(now: Mapping[Key, Row], then: Mapping[Key, Row]) -> Iterator[Line]:
    fresh = [row for key, row in now.items() if key not in then]
    for key, old in then.items():
        if key in now:
            continue
        near = _near(old, fresh)
        basis = "去年报了，今年没有收到"
        basis += (
            f"；今年有名称相近的“{near.project}”（{near.path}），没有当作同一个" if near else ""
        )
        yield (
            GONE, old.office, old.project, "项目", old.project, near.project if near else "",
            basis, near.submission if near else None, near.path if near else None,
            near.name_cell if near else None, old.path, old.name_cell,
        )  # fmt: skip
    for row in fresh:
        what = "项目", "", row.project
        yield _line(FRESH, row, what, "去年没有这个项目", (row.name_cell, None, None))


def _near(old: Row, fresh: Sequence[Row]) -> Row | None:
    mine = [row for row in fresh if bare(row.office) == bare(old.office)]
    name = bare(old.project)
    likeness = [(fuzz.ratio(name, bare(row.project)), -place) for place, row in enumerate(mine)]
    best = max(likeness, default=(0, 0))
    return mine[-best[1]] if best[0] >= _ALIKE else None


# ---- 一家单位 ----


def _offices(bureau: Bureau, before: Bureau) -> Iterator[Line]:
    """分数的中位数、每份的错误条数，与去年比。"""
    now, then = _by_office(bureau), _by_office(before)
    for office, mine in now.items():
        old = then.get(office)
        if old is None or not mine or not old:
            continue
        score, earlier = _score(mine), _score(old)
        errors, more = _errors(mine), _errors(old)
        values = (_said(earlier, more, len(old)), _said(score, errors, len(mine)))
        basis = f"去年{values[0]}；今年{values[1]}"
        kind = _direction(score, earlier, errors, more)
        if kind:
            yield (
                kind,
                mine[0].office,
                "",
                "全部项目",
                *values,
                basis,
                None,
                None,
                None,
                None,
                None,
            )


def _direction(
    score: Decimal | None, earlier: Decimal | None, errors: Decimal, more: Decimal
) -> str:
    """错误少了就是进步；分数高了不一定，错误没有多才算。"""
    rise = score - earlier if score is not None and earlier is not None else Decimal(0)
    drop = more - errors
    if drop >= _ERRORS or (rise >= _SCORE and drop >= 0):
        return BETTER
    return WORSE if -drop >= _ERRORS or (rise <= -_SCORE and drop <= 0) else ""


def _by_office(bureau: Bureau) -> dict[str, list[Row]]:
    made: dict[str, list[Row]] = defaultdict(list)
    for row in rows(bureau.scored):
        made[bare(row.office)].append(row)
    return made


def _score(many: Sequence[Row]) -> Decimal | None:
    totals = whole_totals(many)
    return median(totals) if totals else None


def _errors(many: Sequence[Row]) -> Decimal:
    return rounded(Decimal(sum(row.error for row in many)) / len(many), 2)


def _said(score: Decimal | None, errors: Decimal, count: int) -> str:
    points = f"核算总分中位数 {shown(score)}，" if score is not None else ""
    return f" {count} 份，{points}每份错误 {shown(errors)} 条"
