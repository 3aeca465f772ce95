"""工作簿里有几份自评表的，报告写的是哪一份：照题目、文件名里的项目名称找；像是拿错了工作簿的，说给人听。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from perfxl.assess import Assessment
from perfxl.cells.later import later
from perfxl.cells.quantity import bare, fold
from perfxl.proof.model import Count, Report
from perfxl.proof.naming import coverage, pairs_of
from perfxl.proof.reading import Reading

_HEADS = 12
_TITLE = 60  # 题目不会更长
_NAME = 4
_ENOUGH = Decimal("0.8")  # 名称里两字两字地比，题目里差不多都有
_YEAR = later(r"(?:19|20)\d\d年?度?|(?:项目|工程|专项|资金|经费)+$")


def of_report(report: Report, done: Sequence[Assessment]) -> tuple[tuple[Assessment, ...], str]:
    """拿来对照的几份，和说给人听的一句；只有一份的不用说。"""
    if len(done) < 2:
        return tuple(done), ""
    one = _written_of(report, done) or _titled(report, done)
    if one is not None and "部门整体" in one.form.what:
        return tuple(done), ""  # 部门整体的报告说到各个项目，与各份都对照
    if one is not None:
        return (one,), f"工作簿里有 {len(done)} 份自评表，照“{one.filing.called}”一份核对"
    return tuple(done), (
        f"工作簿里有 {len(done)} 份自评表，题目、文件名里看不出报告写的是哪一份，"
        "只看数在不在各份里，没有逐项核对；把项目名称写进题目再核对"
    )


def _written_of(report: Report, done: Sequence[Assessment]) -> Assessment | None:
    """perfxl 写的报告记着是哪一份的。"""
    if report.source is None:
        return None
    from perfxl.report.refresh.compare import memory_of  # noqa: PLC0415  # 有记着的才装载写报告的库
    from perfxl.report.refresh.origin import closest  # noqa: PLC0415  # 同上

    memory = memory_of(report.source.items)
    return None if memory is None else closest(memory, done)


def _titled(report: Report, done: Sequence[Assessment]) -> Assessment | None:
    """名称在题目里的一份；几份都在的取长的，它要含着别的（供水、供水管网改造）；同名的看单位。"""
    heads = [one.text for one in report.prose if one.text.strip()][:_HEADS]
    said = bare("#".join((Path(report.file).stem, *(one for one in heads if len(one) < _TITLE))))
    pairs = pairs_of(said)
    named = [(name, one) for one in done if (name := _name_of(one))]
    fitting = [(name, one) for name, one in named if name in said]
    fitting = fitting or [
        (name, one) for name, one in named
        if len(name) >= _NAME and coverage(name, pairs) >= _ENOUGH
    ]  # fmt: skip
    longest = max((name for name, _ in fitting), key=len, default="")
    if any(name not in longest for name, _ in fitting):
        return None
    best = [one for name, one in fitting if name == longest]
    mine = [
        one for one in best if (unit := one.filing.unit) is not None and bare(unit.value) in said
    ]
    chosen = best if len(best) == 1 else mine
    return chosen[0] if len(chosen) == 1 else None


def _name_of(assessment: Assessment) -> str:
    name = assessment.filing.name
    return _YEAR.sub("", bare(name.value)) if name is not None else ""


_FEWEST = 10  # 数再少就看不出来
_MATCHED = 5  # 对得上的不到五分之一
_SHARED = 2  # 名称里两字两字地比，有一半在报告里，就是说到了


def another_book(reading: Reading, count: Count) -> str:
    """一句话：自评表是哪一个项目的，报告里没有说到；像是一件事的为空串。"""
    names = [one.filing.name.value for one in reading.assessments if one.filing.name is not None]
    names = [name for name in names if len(fold(name)) >= _NAME]
    matched = count.agree + count.rounded
    if not names or len(names) < len(reading.assessments) or count.all < _FEWEST:
        return ""
    if matched * _MATCHED >= count.all:
        return ""
    text = fold(reading.text)
    if any(_told(fold(name), text) for name in names):
        return ""
    more = f"等 {len(names)} 个项目" if len(names) > 1 else ""
    return (
        f"像是拿错了工作簿：自评表是“{names[0]}”{more}，报告里没有说到，"
        f"{count.all} 个数只有 {matched} 个对得上；请换成这份报告的自评表再核对"
    )


def _told(name: str, text: str) -> bool:
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    return name in text or sum(pair in text for pair in pairs) * _SHARED >= len(pairs)
