"""同一张表样的申报表、监控表是什么样子：去掉结果各栏，换上它自己的标题、列。"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from perfxl.form.form import Column, Form, FundRow, HeaderField, Since
from perfxl.form.stage import Earlier, Stage, StageColumn

# 自评才有的列：完成了多少、得了几分、为什么没有完成。
_RESULTS = frozenset({
    "actual", "points", "rated", "share", "deduction", "computed", "deviation", "evidence",
    "recheck_actual", "recheck_points", "drift",
})  # fmt: skip
_SPENT = frozenset({"executed", "rate", "weight", "points", "reason"})
_MOST_KEPT = 128  # 几十张表样各有两种；再多的另造
_kept: dict[tuple[int, Stage], tuple[Form, Form]] = {}


def at_stage(form: Form, stage: Stage) -> Form:
    """`form` 在这一步的样子；造过的不再造（认表样时认的是同一个对象）。"""
    if stage == form.stage:
        return form
    key = (id(form), stage)
    if key not in _kept:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = form, _staged(form, stage)
    return _kept[key][1]


def all_at(forms: Sequence[Form], stage: Stage) -> tuple[Form, ...]:
    """有这种表的各张表样。"""
    return tuple(
        at_stage(form, stage)
        for form in forms
        if form.stage == stage or any(earlier.key == stage for earlier in form.earlier)
    )


def _staged(form: Form, stage: Stage) -> Form:
    mine = next(earlier for earlier in form.earlier if earlier.key == stage)
    title = form.what + mine.title
    about = (form.what, form.what.removesuffix("支出"))
    titles = tuple(what + name for what in about for name in (mine.title, *mine.keywords))
    more = {column.key: column for column in mine.column}
    kept = [_eased(column, more.pop(column.key, None)) for column in form.indicators.column
            if column.key not in _RESULTS]  # fmt: skip
    own = [
        Column(column.key, column.title, column.synonyms, column.telling)
        for column in more.values()
    ]
    money = form.funds.column
    if stage == "declare":
        money = tuple(column for column in money if column.key not in _SPENT)
    return replace(
        form,
        stage=stage,
        title=title,
        keywords=(*titles, *mine.titles, *form.keywords),
        look=replace(form.look, title=title),
        header=tuple(_called(field, mine) for field in form.header),
        sheets=replace(form.sheets, main=mine.title, aliases=(title, *mine.keywords)),
        # 多出来的列排在前面：“全年预计完成情况”是预计，不是完成情况。
        indicators=replace(form.indicators, column=(*own, *kept), scored=False),
        funds=replace(
            form.funds,
            column=tuple(replace(column, required=False) for column in money),
            row=tuple(_total(row, mine) for row in form.funds.row),
        ),
        since=tuple(Since(since.year, at_stage(since.form, stage)) for since in form.since),
    )  # fmt: skip


def _called(field: HeaderField, mine: Earlier) -> HeaderField:
    return replace(field, synonyms=(*field.synonyms, *mine.names)) if field.key == "name" else field


def _eased(column: Column, more: StageColumn | None) -> Column:
    """各级名称、指标值是一定要有的；分值、原因不是各地都有。"""
    required = column.required and column.key not in {"weight", "reason"}
    if more is None:
        return replace(column, required=required)
    names, words = (*column.synonyms, *more.synonyms), (*column.telling, *more.telling)
    return replace(column, required=required, synonyms=names, telling=words)


def _total(row: FundRow, mine: Earlier) -> FundRow:
    return replace(row, synonyms=(*row.synonyms, *mine.total)) if row.kind == "total" else row
