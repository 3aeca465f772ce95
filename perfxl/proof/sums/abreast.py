"""写在合计后面、却不是拆开它的几项：一个计划一个实际，各说各的名称，末一个是另一批。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.sums.addition import TIGHT, Trial, agrees, report
from perfxl.proof.sums.apart import nested
from perfxl.proof.text.figures import figures_of

_AIM, _DONE = later("计划|目标|应"), later("实际|已(?!下达)")
_NAME = 4


def abreast(total: Figure, row: Sequence[Figure]) -> bool:
    """不必加得起来。"""
    apart = total.sentence != row[0].sentence and all(one.after.startswith("的") for one in row)
    # 引资 3620万元。其中投资 1650万元的甲厂、投资 1500万元的乙厂：挑着说的
    return apart or _two_steps(row) or _lump(total, row) or _repeated(total, row)


_NUMBERED = later(r"[（(][\d一二三四五六七八九][）)]|[①-⑨]")
_WHOLE = later("合计|共|总|累计|小计|全部")


def next_item(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """（1）甲收到 6万元，完成 0万元（2）乙收到 120万元，完成 122万元：各项各说各的。"""
    inside = sentence.between(run[0].end, run[-1].start)
    last = total.start > run[-1].start and not _WHOLE.search(total.before)
    return last and _NUMBERED.search(inside) is not None


def _two_steps(row: Sequence[Figure]) -> bool:
    """其中 1-10月计划开工 140项，目前实际已开工 118项：后一个在前一个里面。"""
    aims = [_AIM.search(part.before) is not None for part in row]
    done = [_DONE.search(part.before) is not None for part in row]
    return any(aims) and any(done) and not any(map(bool.__and__, aims, done))


def _lump(total: Figure, row: Sequence[Figure]) -> bool:
    """其中，省定 33项全部超进度，残疾人救助等 3项已完成：“等 3项”是另外数的一批。"""
    short = sum((part.value for part in row), Decimal(0)) < total.value
    return short and row[-1].before.endswith("等") and not row[0].before.endswith("等")


def _repeated(total: Figure, row: Sequence[Figure]) -> bool:
    """资产几、负债几、权益几。其中，中央的资产几、负债几、权益几：一样对一样，不相加。"""
    before = figures_of(row[0].paragraph)
    names = {one.before[-_NAME:] for one in before if one.end <= row[0].start}
    again = {part.before[-_NAME:] for part in row if len(part.before) >= _NAME} & names
    return len(again) > 1 and total.before[-_NAME:] in again


def owners_apart(run: Sequence[Figure]) -> bool:
    """资产多少，负债多少，国有资本权益多少：还有别人的权益，加起来不是资产。"""
    names = "".join(part.before for part in run)
    return "负债" in names and "国有资本" in names


_PLUS = later("加上?(?!强|快|大|工|固|装|密|速)")


def added_to(total: Figure, sentence: Sentence, reading: Reading) -> Iterator[Finding] | None:
    """收入完成 13.62亿元。……加上补助 39亿元、结转 1.34亿元后，收入总计：连“加上”前面的一个数。

    没有写“加上”的为 None。前面有一个数加起来正好，就算对；没有，差得很近的才报。
    """
    plus = list(_PLUS.finditer(sentence.text[: total.start - sentence.start]))
    at = sentence.start + plus[0].start() if plus else 0
    mine = [
        figure for figure in reading.in_paragraph(sentence.paragraph)
        if figure.unit == total.unit and figure.end <= total.start and figure.exact
        and not nested(figure, sentence.start)
    ]  # fmt: skip
    row = [figure for figure in mine if figure.start > at]
    bases = [figure for figure in mine if figure.end <= at]
    if not plus or not row or not bases or "；" in sentence.between(at, total.start):
        return None
    runs = [(base, *row) for base in bases]
    if any(agrees(total, run) for run in runs):
        return iter(())
    near = min(runs, key=lambda run: abs(sum(one.value for one in run) - total.value))
    return report(Trial(total, near, TIGHT))


_WAY = later(r"(?:按|从)[^，。；\d]{2,10}(?:分|看|划分|分类|来看|统计)(?=[，,：:])")


def first_way(sentence: Sentence, at: int, mark: str) -> int:
    """按性质分，……；按用途分，……：几种分法分的是同一个合计，它在头一种的前面。"""
    first = _WAY.search(sentence.text) if mark.startswith(("按", "从")) else None
    return at if first is None else min(at, sentence.start + first.start())


def another_way(sentence: Sentence, start: int, mark: str) -> bool:
    """前面已经有一种分法。"""
    ways = _WAY.findall(sentence.text[: start - sentence.start])
    return mark.startswith(("按", "从")) and len(ways) > 1
