"""一份自评表 + 一个模板 → 填好、收了尾的报告，还没有存盘。写报告、更新报告走的是同一段。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from lxml import etree

from perfxl.errors import TemplateError
from perfxl.report.finish.anchors import stamp_of
from perfxl.report.finish.finish import Finished, finish
from perfxl.report.marks import Figure, Ledger, bare
from perfxl.report.pictures.rows import picture_rows
from perfxl.report.refresh.origin import origin
from perfxl.report.sentences.context import Context, build
from perfxl.report.template.engine import Filled, fill

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.report.pictures.rows import Titled


@dataclass(frozen=True, slots=True)
class Composed:
    """填好的报告，和写它时用的名称。"""

    assessment: Assessment
    template: str  # 模板的摘要
    stamp: str  # 这份报告的印记
    context: Context
    facts: tuple[Figure, ...]  # 表里的数，与模板无关
    ledger: Ledger
    finished: Finished
    trees: Mapping[str, etree._Element]  # 填过的各部件的文档树
    charts: Mapping[str, str]  # 各张图里的数的摘要
    notes: tuple[str, ...]


def compose(
    assessment: Assessment, template: bytes, name: str, pictures: Sequence[Titled] = ()
) -> Composed:
    """`name` 是话里怎样称呼模板；`pictures` 是佐证图片。

    Raises:
        TemplateError: 模板有错。
    """
    ledger = Ledger()
    context = build(assessment, ledger)
    facts = tuple(ledger.figures)
    stamp = stamp_of(*astuple(origin(assessment, facts)), digest(template))
    if pictures:
        context.names["佐证图片"] = picture_rows(pictures)
    try:
        filled = fill(template, context.names, ledger)
        left = _unplaced(filled, pictures)
        charts, notes = _charts(filled, context)
        finished = finish(filled, ledger, bare(str(context.names["报告标题"])), stamp)
    except TemplateError:
        raise
    except Exception as error:
        raise TemplateError(
            f"用报告模板 {name} 写不成报告，里面有程序没有料到的写法；"
            "请用自带的模板，或把这个模板发给维护的人"
        ) from error
    return Composed(
        assessment, digest(template), stamp, context, facts, ledger, finished, filled.trees,
        charts, (*filled.notes, *notes, *left),
    )  # fmt: skip


def _unplaced(filled: Filled, pictures: Sequence[Titled]) -> list[str]:
    """图片放进去；模板里没有它们的位置的，说一句。"""
    if not pictures:
        return []
    from perfxl.report.pictures.place import put_pictures  # noqa: PLC0415  # 有图片才用

    left = len(pictures) - put_pictures(filled.parts, filled.trees, pictures)
    said = (
        f"佐证图片有 {left} 张没有放进报告：模板里没有它们的位置；在要放的地方写三段："
        "{% for 图 in 佐证图片 %}、{{ 图.图片 }}、{% endfor %}"
    )
    return [said] if left else []


def _charts(filled: Filled, context: Context) -> tuple[dict[str, str], list[str]]:
    """图都换上表里的数。自带的模板没有图，那一段就不装载。"""
    if not any(name.startswith("word/charts/") for name in filled.parts):
        return {}, []
    from perfxl.report.charts.draw import put  # noqa: PLC0415  # 有图才用

    return put(filled.parts, filled.trees, context.names)


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()
