"""格里的话：等于没有写的、实在的理由、像哪个名称、是不是一种比率。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, bare, fold
from perfxl.filing.model import Filing, Indicator, IndicatorScore
from perfxl.form.form import Form
from perfxl.form.once import once


def is_empty_text(filing: Filing, field: Field[str] | None) -> bool:
    """空着，或只写着“—”“无”一类的记号。"""
    if field is None or field.cell.kind == "error" or field.cell.is_uncomputed:
        return False
    return fold(field.value) in {"", *map(fold, filing.form.words.blank)}


def is_empty_word(text: str, form: Form) -> bool:
    """“无”“0”“暂无”一类等于没有写的话；只有一个数的也是。"""
    text, marks = _TITLE.sub("", text.strip()), _empty_words(form)
    plain = text.strip()
    return (bare(text) or plain) in marks or plain in marks or bool(_NUMBER.fullmatch(fold(plain)))


_NUMBER = later(r"\d+(?:\.\d+)?[%分]?")  # 填错了栏的得分、完成值


_TITLE = later(r"^(?:未完成目标|偏差原因|未完成原因|原因)(?:分析)?[:：]")


@once
def _empty_words(form: Form) -> frozenset[str]:
    plain = ("无", "0", "暂无", "没有", "无偏差", "无原因", "不适用", "正常")
    return frozenset((*plain, *form.words.blank))


def has_reason(score: IndicatorScore, form: Form) -> bool:
    """偏差原因写了实在的话，不是空着、“无”、“0”。"""
    reason = score.indicator.reason
    return reason is not None and bool(reason.value) and not is_empty_word(reason.value, form)


def texts(filing: Filing) -> Iterator[tuple[str, Field[str]]]:
    """项目名称、预期目标、实际完成情况。"""
    goals = filing.form.goals
    pairs = (
        ("项目名称", filing.name), (goals.goal, filing.goal),
        (goals.achievement, filing.achievement),
    )  # fmt: skip
    return ((title, field) for title, field in pairs if field is not None and field.value)


def nearest(name: str, names: Iterable[str]) -> str:
    """最像的名称，写成一句建议；没有像的为空。"""
    from difflib import get_close_matches  # noqa: PLC0415  # 写错了才用得着，启动时不装载

    near = get_close_matches(name, [known for known in names if known], 1)
    return f"，是不是“{near[0]}”" if near else ""


# 部分比全部的比率：不会超过 100%。
BOUNDED_RATE = later(
    r"满意度|(?:合格|及时|覆盖|达标|到位|准确|入学|参保|接种|知晓|配备|通过|好评|验收|规范|优良)率$"
)

RATE = later(r"率|满意度|占比|比例|比重")


_FUTURE = later(r"预计|预期(?!指标|目标)|将于|将在|计划(?:于|在)|拟(?:于|在)|力争|有望")


def is_future(indicator: Indicator) -> bool:
    """完成值说的是以后的事。"""
    actual = indicator.actual.value
    return actual.kind in {"text", "date"} and _FUTURE.search(fold(actual.raw)) is not None


def is_empty(field: Field[Quantity] | None) -> bool:
    """有这一格而没有填（或只写了“—”“/”）；公式没有结果的另行报告，不算。"""
    return field is not None and field.value.kind == "none" and not field.cell.is_uncomputed
