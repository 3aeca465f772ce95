"""T 指标值之三：扫描、转换认错的字。只说像是什么，请与原件核对，从不照着改。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, fold, plain
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.misread import count_meant, percent_meant
from perfxl.checks.vocabulary.rows import SCORE_CODES
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator


def _both(indicator: Indicator) -> tuple[tuple[str, Field[Quantity]], ...]:
    return (
        ("指标值", Field(indicator.target.value, indicator.target.cell)),
        ("完成值", indicator.actual),
    )


@check(
    "T08", Level.VERIFY, on=Filing, english="290% looks like a misread >=90%", explains=SCORE_CODES
)
def misread_at_least(filing: Filing) -> Iterator[Remark]:
    """比率不应是二百多、八百多。

    为什么：从扫描件、旧文档转来的表，“≥”常被误认成“2”或“8”，≥90% 就成了 290%。
    怎么改：核对原件，应为 ≥ 的改回来。
    例：绩效自评表!E20 “读者满意度”的指标值是 290%，像是“≥90%”误认成的
    """
    for indicator in filing.indicators:
        for title, field in _both(indicator):
            rest = percent_meant(indicator, field.value)
            if rest is not None:
                shown = field.value.shown
                message = (
                    f"“{indicator.name.value}”的{title}是 {shown}，像是“≥{plain(rest)}%”误认成的"
                )
                yield Remark((field,), message)


@check(
    "T17",
    Level.VERIFY,
    on=Filing,
    english="The target's first digit looks like a misread >=",
    explains=SCORE_CODES,
)
def misread_count(filing: Filing) -> Iterator[Remark]:
    """完成得很少却记了满分的，看看指标值开头的数字是不是认错的 ≥。

    为什么：扫描件里的“≥”常被误认成“2”“8”，≥8 成了 28，完成值 8 看上去就像没有完成。
    怎么改：核对原件，应为 ≥ 的改回来；确是这个数的，得分按比例计算。
    例：绩效自评表!E18 “举办读者活动”的指标值是 28场，完成值是 8场，却记了满分，
    指标值可能是“≥8场”
    """
    limit = filing.form.limit_of("misread_actual")
    for indicator in filing.indicators:
        rest = count_meant(indicator, filing.form)
        if limit is not None and rest is not None:
            target, actual = indicator.target.value, indicator.actual.value
            message = (
                f"“{indicator.name.value}”的指标值是 {target.shown}，完成值是 {actual.shown}，"
                f"却记了满分，指标值可能是“≥{plain(rest)}{target.unit}”"
            )
            source = filing.form.cite(limit.source)
            yield Remark(
                (indicator.target, indicator.actual, indicator.points), message, "", source
            )


@check(
    "T18",
    Level.VERIFY,
    on=Filing,
    english="A cell looks like a misread number",
    explains=SCORE_CODES,
)
def misread_characters(filing: Filing) -> Iterator[Remark]:
    """指标值、完成值里不应有认错的字。

    为什么：从扫描件转来的表，0 会认成 O，1 会认成 l，≥ 会认成 $、Q；读不成数，就核不了分。
    怎么改：与原件核对，改成原来的数和符号。
    例：绩效自评表!E14 “添置图书册数”的指标值写的是“≥15O00册”，可能是“≥15000册”
    """
    for indicator in filing.indicators:
        for title, field in _both(indicator):
            quantity, said = field.value, f"“{indicator.name.value}”的{title}"
            if guess := quantity.doubted(DoubtKind.MISREAD):
                yield Remark((field,), f"{said}写的是“{fold(quantity.raw)}”，{guess}")
            if odd := quantity.doubted(DoubtKind.ODD_SIGN):
                fix = "请改写成等号；原件是 ≥ 或 ≤ 的照原件改"
                yield Remark((field,), f"{said}里的{odd}理解", fix, level=Level.INFO)


@check(
    "T19",
    Level.VERIFY,
    on=Filing,
    english="Target and its sign or unit column disagree",
    explains=SCORE_CODES,
)
def sign_or_unit_disagrees(filing: Filing) -> Iterator[Remark]:
    """符号、计量单位另写一处的，应与指标值格里的一致。

    为什么：格里写万元、单位栏写 %，不知道以哪个为准；符号写成代号，看不出方向。
    怎么改：核对后改成一致；符号写 ≥、≤、＝，不写代号。
    例：绩效自评表!E17 “项目总成本（万元）”的两栏不一：指标值以“%”计，单位另写着“万元”
    """
    for indicator in filing.indicators:
        if conflict := indicator.target.value.doubted(DoubtKind.CONFLICT):
            yield Remark((indicator.target,), f"“{indicator.name.value}”的{conflict}")
