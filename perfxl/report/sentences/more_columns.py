"""有的表样才有的各列：年初与调整的指标值、得分系数、复核、评分标准……没有的是空的。"""

from __future__ import annotations

from perfxl.filing.model import Indicator
from perfxl.form.form import Form
from perfxl.report.marks import Number, pure
from perfxl.report.sentences.values import (
    NOTHING,
    Teller,
    done,
    filled,
    paragraphs,
    said,
    understood,
)

_QUANTITIES = (
    ("share", "得分系数"), ("deduction", "扣减分数"), ("recheck_actual", "复核完成值"),
    ("recheck_points", "复核得分"), ("drift", "偏离度"),
)  # fmt: skip
_TEXTS = (("explained", "指标解释"), ("criteria", "评分标准"), ("core", "核心指标"))


def more_columns(indicator: Indicator, name: str, tell: Teller, form: Form) -> dict[str, object]:
    """`name` 是三级指标的名称。"""
    made: dict[str, object] = {
        title: tell.cell(getattr(indicator, key), f"{name}{title}") for key, title in _QUANTITIES
    }
    for key, title in _TEXTS:
        made[title] = paragraphs(filled(getattr(indicator, key)))
    return made | _targets(indicator, name, tell, form)


def actual_columns(indicator: Indicator, name: str, tell: Teller) -> dict[str, object]:
    """完成值；没有这一栏、在完成、基本完成下面打勾的，写勾在哪一个下面。"""
    if indicator.verdicts and not indicator.has_column("actual"):
        word = Number(pure(indicator.verdicts[0].word), None)
        return {"完成值": word, "完成情况": word.figure}
    actual = understood(indicator.actual, indicator.target.value)
    text = done(said(actual, indicator.target.value.unit))
    return {
        "完成值": tell.cell(actual, f"{name}完成值"),
        "完成情况": tell.noted(text, f"{name}完成值", indicator.actual.cell.address),
    }


def _targets(indicator: Indicator, name: str, tell: Teller, form: Form) -> dict[str, object]:
    """并排的年初值、调整值；没有调整的，格里写的是年初值，调整值空着。"""
    if not any(column.key == "initial" for column in form.indicators.column):
        return {"年初指标值": NOTHING, "调整指标值": NOTHING}
    first, target = indicator.first_target, indicator.target
    return {
        "年初指标值": tell.cell(first or target, f"{name}年初指标值"),
        "调整指标值": tell.cell(target if first else None, f"{name}调整指标值"),
    }
