"""F 填报：一条指标里该填的空着。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.names import UNWANTED
from perfxl.cells.quantity import Quantity, fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.rows import TOTAL_CODES, is_unscored
from perfxl.checks.vocabulary.words import is_empty, is_empty_word
from perfxl.filing.amounts import is_pointed, is_rescaled, number
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator
from perfxl.form.form import Form
from perfxl.score.undone import is_absent, says_none

_SCORED = ("weight", "points")


@check("F04", Level.ERROR, on=Filing, english="A cell of a row is blank", explains=TOTAL_CODES)
def indicator_blank(filing: Filing) -> Iterator[Remark]:
    """每条三级指标的指标值、完成值、分值、得分都应填写。

    为什么：空着的不能当作零，也不能当作完成，这条指标就没有办法评。
    怎么改：逐格填上；不适用的指标整行删去，把分值调给别的指标。
    例：绩效自评表!F14 三级指标“添置图书册数”没有填实际完成值、得分
    """
    form = filing.form
    source = form.cite(form.indicators.source)
    rows = [row for row in filing.indicators if not (is_unscored(row, form) or row.place.bonus)]
    whole: set[str] = set()
    asked = _asked(filing)
    lacks = {key: [_missing(indicator, key, form) for indicator in rows] for key, _ in asked}
    for key, title in asked:
        empty = [indicator for indicator, lack in zip(rows, lacks[key], strict=True) if lack]
        if len(empty) == len(rows) and len(rows) > 1:
            whole.add(key)
            at = tuple(getattr(indicator, key) for indicator in empty)
            said = f"全部 {len(rows)} 条指标的{title}都没有填"
            yield Remark(at, said, _fill_in(filing), source)
    for place, indicator in enumerate(rows):
        missing = [
            (title, getattr(indicator, key))
            for key, title in asked
            if key not in whole and lacks[key][place] and not _is_rated(indicator)
        ]
        if missing:
            at = tuple(field for _, field in missing)
            row = (
                f"三级指标“{indicator.name.value}”"
                if indicator.name.value
                else f"{indicator.name.cell.local} 没有名称的一条"
            )
            over = _yet_scored(indicator, [field for _, field in missing])
            yield Remark(at, f"{row}{_lacking(missing)}{over}", _how(filing, indicator), source)


def _lacking(missing: Sequence[tuple[str, Field[Quantity]]]) -> str:
    """空着的、写“—”“/”的是没有填；写着“无”“不适用”的，引那句话。"""
    said: dict[str, list[str]] = {}
    for title, field in missing:
        raw = fold(field.cell.raw)
        said.setdefault(f"写“{raw}”" if _HAN.search(raw) else "", []).append(title)
    blank = said.pop("", [])
    lacks = [f"没有填{'、'.join(blank)}"] if blank else []
    return "，".join([*lacks, *(f"{'、'.join(titles)}{word}" for word, titles in said.items())])


def _yet_scored(indicator: Indicator, missing: Sequence[Field[Quantity]]) -> str:
    """完成值写“不适用”的，却记了分。"""
    points, actual = number(indicator.points), indicator.actual
    worded = any(field is actual for field in missing) and _HAN.search(actual.cell.raw)
    return f"，却记了 {plain(points)} 分" if points and worded else ""


def _how(filing: Filing, indicator: Indicator) -> str:
    """指标值写“无”而发生了几起的：说的是不发生为好的事，写成 0 起才比得出。"""
    target, actual, points = indicator.target, indicator.actual.value, indicator.points
    if points is not None and points.cell.local == indicator.name.cell.local:
        return "得分另成一块的，那一块里没有这一条，补上一行；名称写得不一样的，改成一样"
    if is_empty(target) and says_none(target.cell.raw) and actual.value and actual.unit:
        zero = f"0{actual.unit}"
        return (
            f"要求不发生的，{target.cell.local} 写“{zero}”：完成值 {actual.shown} 就是没有做到，"
            "要写明原因；不是的，写要达到的数"
        )
    return _fill_in(filing)


_HAN = later(r"[\u4e00-\u9fff]")


def _fill_in(filing: Filing) -> str:
    """不打分的表样没有分值可以调，许可不适用的用不着调；空着用说明里的“怎么改”。"""
    if filing.form.scoring.rescale:
        return "逐格填上；不适用的，完成值写“不适用”，总分按余下的分值换算"
    return "" if is_pointed(filing) else "逐格填上；不适用的写明理由"


def _is_rated(indicator: Indicator) -> bool:
    """决策、管理之类的评分项：写着的一级不在表样里，不设指标值，只打分。"""
    scored = all(
        field is not None and field.value.is_number
        for field in (indicator.weight, indicator.points)
    )
    blank = indicator.target.value.kind == indicator.actual.value.kind == "none"
    return scored and blank and indicator.place.level1 is None and bool(indicator.level1.value)


def _asked(filing: Filing) -> list[tuple[str, str]]:
    keys = ("target", "actual", *(_SCORED if filing.form.indicators.scored else ()))
    titles = {
        column.key: column.title for column in filing.form.indicators.column if column.required
    }
    return [(key, titles[key]) for key in keys if key in titles]


def _is_none(indicator: Indicator) -> bool:
    """名称就是不好的事（重大安全事故、投诉次数），指标值、完成值都写“无”：要的是没有，就是没有。"""
    both = says_none(indicator.target.cell.raw) and says_none(indicator.actual.cell.raw)
    return both and UNWANTED.search(fold(indicator.name.value)) is not None


def _missing(indicator: Indicator, key: str, form: Form) -> bool:
    field: Field[Quantity] | None = getattr(indicator, key)
    whole = indicator.shared
    if key in {"target", "actual"} and whole and whole.leads and whole.titled:
        return False  # 只是总名称：指标值、完成值在下面各行
    if is_rescaled(indicator, form) or (key in {"target", "actual"} and _is_none(indicator)):
        return False
    if not indicator.has_column(key) or field is None or not is_empty(field):
        return False  # 表里没有这一列的，由 S01 报告
    # 完成值写“无”而指标值是 0、原因写明没有发生的，是一种回答；
    # 写“/”“—”“不适用”的，要写明为什么，也不能记分。
    reason = "" if indicator.reason is None else indicator.reason.value
    said = bool(reason) and not is_empty_word(reason, form)
    mark = "/" in field.cell.raw or fold(field.cell.raw) == "不适用"
    happened_not = not mark and _HAN.search(field.cell.raw)
    none = is_absent(indicator) and says_none(field.cell.raw)  # 无重大事故，写“无”
    explained = (
        none
        or indicator.target.value.value == 0
        or (said and (happened_not or not number(indicator.points)))
    )
    return not (key == "actual" and field.cell.kind != "blank" and explained)
