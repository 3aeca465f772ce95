"""R01、R15 合计：共、其中、分别、按…分、合计；分项在后面的句子里、列在前面的都看。

只有话里说了是合计才看；差得太远的，多半说的不是一回事，不报。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.abreast import abreast, another_way, first_way
from perfxl.proof.sums.addition import (
    CLOSE,
    EXACT,
    FIRM,
    LOOSE,
    TIGHT,
    Trial,
    agrees,
    aside,
    closes,
    full_mark,
    report,
    same_thing,
    squad,
)
from perfxl.proof.sums.apart import (
    is_named,
    is_own_rate,
    is_upper,
    nested,
    overlap,
    partial,
    taken,
    without_brackets,
)
from perfxl.proof.sums.enclosed import inside_brackets, last_of, within
from perfxl.proof.sums.totals import MARKS, part_above, whole_last
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even


def sums(reading: Reading) -> Iterator[Finding]:
    """各句里的合计与分项。"""
    seen: set[tuple[int, int]] = set()
    for sentence in reading.figured:
        if overlap(sentence):
            continue
        outer = without_brackets(sentence)
        for finding in (
            *_marked(sentence, reading), *whole_last(sentence, reading),
            *(_marked(outer, reading) if outer is not sentence else ()),
        ):  # fmt: skip
            place = (finding.paragraph.number, finding.start)
            if place not in seen:
                seen.add(place)
                yield finding


def _same(figures: Sequence[Figure], unit: str) -> list[Figure]:
    return [figure for figure in figures if figure.unit == unit]


def _clean(parts: Sequence[Figure]) -> tuple[Figure, ...]:
    """不算说增减、占比、人均的。"""
    return tuple(
        part
        for part in parts
        if (closes(part) or not aside(part))
        and part.hedge != "范围"
        and not (part.unit == "分" and part.after[:1] == "得")
        and not (is_upper(part) or is_own_rate(part))
        and not full_mark(part)
    )


def _marked(sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    marks = [
        (match.start(), "其中" if match[0][0] == "里" else match[0])
        for match in MARKS.finditer(sentence.text)
    ]
    marks.sort()
    for place, (start, mark) in enumerate(marks):
        stop = sentence.start + marks[place + 1][0] if place + 1 < len(marks) else sentence.end
        stop = stop if mark == "：" else inside_brackets(sentence, start + (mark == "（"), stop)
        stop = last_of(sentence, start, stop)
        at = sentence.start + start
        after = [figure for figure in sentence.figures if at <= figure.start < stop]
        cut = sentence.text.find("；", start)
        # “分别为 93份、87份，满意度 93.10%”：分别说的是头一个单位的。
        covered = after[:1] if mark.startswith("分别") else after
        for unit in dict.fromkeys(figure.unit for figure in covered):
            near = [figure for figure in after if cut < 0 or figure.start < sentence.start + cut]
            row = near if len(_same(near, unit)) > 1 else after
            if unit == "%" and mark.startswith("分别"):
                continue  # 上年分别为 98.5%、90.5%：不是哪一个的分项
            if unit not in TIMES and not _mixed(row, unit):
                yield from _one_unit(sentence, reading, row, (at, stop, mark, unit))


def _mixed(after: Sequence[Figure], unit: str) -> bool:
    """一串里有的论座、有的论个：加起来要换单位，不看。"""
    skipped = TIMES | {"元", "%", "个百分点", "倍", "分"}
    counts = [figure.unit for figure in after if figure.unit not in skipped]
    if unit not in counts:
        return False
    last = len(counts) - counts[::-1].index(unit)
    return len(set(counts[counts.index(unit) : last])) > 1


def _one_unit(
    sentence: Sentence,
    reading: Reading,
    after: Sequence[Figure],
    mark_at: tuple[int, int, str, str],
) -> Iterator[Finding]:
    at, stop, mark, unit = mark_at
    every = after
    if mark != "（":
        after = [
            figure for figure in every
            if not (nested(figure, at) or within(sentence, at, figure))
        ]  # fmt: skip
    if not after:
        return
    totals = _totals(sentence, reading, every, mark_at)
    ends = [sentence.start + match.start() for match in regex("；").finditer(sentence.text)]
    near = next((end for end in ends if end > after[0].start), stop)
    rows = [
        _clean(_same([figure for figure in after if figure.start < limit], unit))
        for limit in (near, stop)
    ]
    rows = sorted((row for row in dict.fromkeys(rows) if row), key=lambda row: len(row) < 2)
    close = [figure for figure in sentence.figures if figure.end <= at and figure.unit == unit][-1:]
    if any(agrees(figure, row) for figure in close for row in rows if len(row) > 1):
        return  # 目标 120项，实际新增 131项，其中……：紧挨着的对得上
    apart = bool(totals) and totals[0].sentence != after[0].sentence
    limits = _limits(mark, apart=apart)
    said = sentence.text[at - sentence.start :]
    if len(rows) > 1 and len(rows[1]) == 1 and not regex("其中[：:]").match(said):
        # 分号以后是不是还算分项，看不准；一个分号正好一项的，多半是。
        if len(rows[0]) != 1 + said.count("；"):
            return
        limits = TIGHT
    if totals:
        yield from _judge(totals, rows, limits, sentence, mark)


def _limits(mark: str, *, apart: bool) -> tuple[Decimal, Decimal]:
    """照写的是哪个词，差多远才报；`apart` 是总数写在别的句子里。"""
    if mark == "主要用于":
        return EXACT  # 多半没有列全，像笔误的才说
    if mark.startswith("分别") and apart:
        return CLOSE
    return FIRM if mark.startswith(("分别", "按", "从")) else LOOSE


def _totals(
    sentence: Sentence,
    reading: Reading,
    after: Sequence[Figure],
    mark_at: tuple[int, int, str, str],
) -> list[Figure]:
    """可能的合计：这一句前面的；没有的，本段前面各句的。"""
    at, _, mark, unit = mark_at
    before = [figure for figure in sentence.figures if figure.end <= first_way(sentence, at, mark)]
    totals = [figure for figure in _same(before, unit)[::-1] if _may_total(figure)]
    if mark == "（":
        return totals[:1] if totals and totals[0].end == at else []
    if not totals:
        totals = _earlier(sentence, reading, unit)
        if mark.startswith("分别"):
            totals = [figure for figure in totals if same_thing(figure, after[0])]
        added = sum((figure.value for figure in _clean(_same(after, unit))), Decimal(0))
        totals.sort(key=lambda figure: abs(figure.value - added))
    if mark.startswith("分别"):  # 样本 240份、260份，满意分别为……：前面的自己是一串，或已经拆过
        return [figure for figure in totals if not taken(figure, at, reading)]
    return totals


def _earlier(sentence: Sentence, reading: Reading, unit: str) -> list[Figure]:
    """本段前面各句里同单位的数，近的在前。"""
    mine = reading.in_paragraph(sentence.paragraph)
    earlier = _same([figure for figure in mine if figure.end <= sentence.start], unit)[::-1]
    return [figure for figure in earlier if _may_total(figure)]


def _may_total(figure: Figure) -> bool:
    """累计支付多少、还有多少没有支付，也可以是合计。"""
    spent = r"累计(?:实际)?(?:支付|支出|拨付|完成|使用|投入)|(?:还|尚|仍|另)有$"
    return regex(spent).match(figure.before) is not None or not aside(figure)


def _judge(
    totals: list[Figure],
    rows: list[tuple[Figure, ...]],
    limits: tuple[Decimal, Decimal],
    sentence: Sentence,
    mark: str,
) -> Iterator[Finding]:
    if not totals or not rows or totals[0].unit in TIMES:
        return
    if any(_some_prefix(total, row) for total in totals for row in rows):
        return
    rows = [_inside(totals[0], row) for row in rows]
    again = another_way(sentence, rows[0][0].start, mark)  # 前一种分法的各项不连着算
    if not again and any(_some_prefix(one, _whole_run(one, sentence)) for one in totals):
        return  # 连说上年结转、其余的也算进去就对得上
    row, total = rows[0], totals[0]
    # 调查 1400人，每个市 100人，其中满意 1038人：说的是全部的人。
    each = regex("每[^，。；]{0,12}$").search(even(total.paragraph.text)[: total.start])
    if len(row) < 2 or (mark == "其中" and row[0].value > total.value and not each):
        yield from part_above(total, row, mark)
        return
    # 退出 14名，其中年满 18周岁的 6名，就业 4人、参军 1人、培训 1人：后几个是头一个的。
    inner = len(row) > _TWO and agrees(row[0], row[1:])
    if inner or _open_ended(sentence, row[-1]) or not _side_by_side(total, row, mark):
        return
    if limits is FIRM and mark.startswith(("按", "从")):
        totals = sorted(
            totals, key=lambda figure: abs(figure.value - Trial(figure, row, limits).added)
        )
        yield from report(Trial(totals[0], row, CLOSE))
        return
    yield from report(Trial(total, row, limits))


_TWO = 2


def _inside(total: Figure, row: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """在管高血压患者几，其中……；在管糖尿病患者几：与总数并列的，从它起不是里面的。"""
    head = total.before[:_TWO] if len(total.before) > _TWO else "#"
    size = next((at for at, part in enumerate(row) if at and part.before[:_TWO] == head), len(row))
    return row[:size]


def _some_prefix(total: Figure, row: tuple[Figure, ...]) -> bool:
    """从头数起的几项加起来正好；或隔着总分两层（甲其中乙丙）的正好。"""
    whole = any(agrees(total, row[:size]) for size in range(2, len(row) + 1))
    if len(row) > 2 and closes(row[-1]):  # 首次不合格 9家，复检合格 7家，其余 5家：只与合格的相加
        whole = whole or any(agrees(total, row[first:]) for first in range(len(row) - 1))
    return whole or (len(row) == 1 and row[0].value == total.value)


def _whole_run(total: Figure, sentence: Sentence) -> tuple[Figure, ...]:
    """合计后面到句末同单位的全部。"""
    return tuple(
        figure for figure in sentence.figures
        if figure.unit == total.unit and figure.start > total.end and figure.hedge != "范围"
    ) or (total,)  # fmt: skip


def _open_ended(sentence: Sentence, last: Figure) -> bool:
    """后面有“等”：没有列全。"""
    rest = sentence.between(last.end, sentence.end)
    return bool(regex(r"[^，。；]{0,6}等").match(rest))


_NET = later("扣除|剔除|去重|重复|重叠|交叉|亏损|冲减|抵减")  # 不是几项相加


def _from(total: Figure, row: tuple[Figure, ...]) -> str:
    """从合计到末一项的字；不在一段的只看各项自己。"""
    first = total.end if total.paragraph is row[0].paragraph else row[0].start
    return row[0].paragraph.text[first : row[-1].end]


def _side_by_side(total: Figure, row: tuple[Figure, ...], mark: str) -> bool:
    """分项并排列着，要加得起来的。"""
    netted = _NET.search(_from(total, row)) or partial(total, row) or abreast(total, row)
    if (mark == "其中" and squad(total, row)) or netted:
        return False
    if mark.startswith("分别"):
        return len(row) < 9
    return all(is_named(figure) for figure in row) and total.value != 0
