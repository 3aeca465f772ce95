"""R01 合计之五：没有写“其中”“合计”的，一串并列的数加起来是不是旁边的一个数，逐串打分。

并列看名称有没有相同的字、中间隔的是不是同样的标点；总数看写在哪里、话里有没有共、总。
一串数里有几个加起来正好是近处的一个数的，就算对。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from perfxl.cells.later import later
from perfxl.proof.claims.goals import is_aim
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence
from perfxl.proof.sums.abreast import abreast, next_item, owners_apart
from perfxl.proof.sums.addition import Trial, agrees, aside, closes, report, same_thing, slips
from perfxl.proof.sums.apart import is_upper, mixed, nested, overlap, partial
from perfxl.proof.sums.totals import called
from perfxl.proof.text.clues import regex
from perfxl.proof.text.interval import divide

_TOTAL = later(r"合计|共|总|全年|累计|项目|安排|下达|预算|到位|支出|投资|计划|完成|发现|抽")
_MARK = later(r"其中|包括|包含|分别|具体|分为|构成|来源|分三|分两|分四|[：:（]")
_OPEN = later(r"[^，。；]{0,6}等")
_LEAST, _SLIP = 40, 15
_NEAR, _FAR = (Decimal("0.9"), Decimal("1.12")), (Decimal("0.6"), Decimal("1.67"))
_MOST, _AGREED = 12, 3
_SKIPPED = TIMES | {"%", "个百分点", "倍", "分"}


def addends(reading: Reading) -> Iterator[Finding]:
    """逐句、逐个单位看并列的一串。"""
    for sentence in reading.sentences:
        units = [figure.unit for figure in sentence.figures]
        for unit in dict.fromkeys(units) if len(units) > 1 else ():
            if units.count(unit) < 2 or unit in _SKIPPED or overlap(sentence):
                continue
            row = [
                figure for figure in sentence.figures
                if figure.unit == unit and figure.exact and not aside(figure) and figure.value > 0
                and not is_upper(figure) and not nested(figure, sentence.start)
            ]  # fmt: skip
            if 2 <= len(row) <= _MOST:
                yield from _row(row, sentence, reading)


def _row(row: Sequence[Figure], sentence: Sentence, reading: Reading) -> Iterator[Finding]:
    unit = row[0].unit
    near = [
        figure for figure in reading.near(sentence.paragraph, 3, 1)
        if figure.unit == unit and figure.exact and figure not in row
    ]  # fmt: skip
    fine = _agreed(row, near) or _with_rest(row, sentence, near)
    best: tuple[int, Figure, tuple[Figure, ...]] | None = None
    before = [figure for figure in near if _before(figure, row[0])]
    for total, run in _trials(row, before):
        agreed = all(id(figure) in fine for figure in run) or _with_other(total, run, before)
        if agreed or not _alike(total, run):
            continue
        if any(_same_digits(figure, run) for figure in near if figure is not total):
            continue  # 写错单位的那个才是合计，另说
        gap = sentence.between(total.end, run[0].start)
        if gap.count("）") > gap.count("（"):  # 括号里的不是括号外面几项的总数
            continue
        apart = total.sentence != run[0].sentence and not same_thing(total, run[0])
        if (
            apart
            or _of_done(total, run, reading)
            or _of_another(total, run)
            or _explained(total, run, sentence)
        ):
            continue
        if _is_list(total, run, sentence) or mixed(total, run, reading) or partial(total, run):
            continue
        inside = sentence.between(run[0].end, run[-1].start)
        if "其中" in inside:  # 有一个是另一个里面的，不并列
            continue
        score = _likely(total, run, sentence) + (_SLIP if slips(total, run) else 0)
        if best is None or score > best[0]:
            best = score, total, run
    if best is not None and best[0] >= _LEAST:
        yield from report(Trial(best[1], best[2], (Decimal(0), Decimal(100))))


def _of_done(total: Figure, run: Sequence[Figure], reading: Reading) -> bool:
    """旁边的是计划数，加起来是别处写的完成数。"""
    return is_aim(total) and any(
        one.unit == total.unit and not is_aim(one) and agrees(one, run) for one in reading.figures
    )


def _agreed(row: Sequence[Figure], near: Sequence[Figure]) -> set[int]:
    """接着的几个加起来正好是旁边的一个数的。"""
    fine: set[int] = set()
    totals = (*near, *row)
    for first in range(len(row)):
        for last in range(first + 2, len(row) + 1):
            run = tuple(row[first:last])
            mine = {id(figure) for figure in run}
            if not mine <= fine and any(
                total not in run and agrees(total, run) for total in totals
            ):
                fine |= mine
    return fine


def _other_units(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """42台（套），其中摄像机 8台、无人机 2架、直播背包 4套：里面还有论别的单位的。"""
    return any(
        one.unit != total.unit and one.counted and run[0].start < one.start < run[-1].end
        for one in sentence.figures
    )


def _with_rest(row: Sequence[Figure], sentence: Sentence, near: Sequence[Figure]) -> set[int]:
    """中标 186.5万元，支付 55.95、74.6、37.3万元，剩余 18.65万元：连剩余的加起来是前面的一个数。"""
    rests = [figure for figure in sentence.figures if figure.unit == row[0].unit and closes(figure)]
    if len(rests) != 1 or rests[0] in row:
        return set()
    return _agreed((*row, rests[0]), near) if rests[0].start > row[-1].start else set()


_AMONG = later("[^，。；]{0,2}中[，：]")  # 学生 10550人中，脱贫家庭学生几人……
_SAID = later("合计|共|总|累计|小计|全部|两[项类]|[三四五六][项类]")


def _is_list(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """并列着说的，不是合计和分项。"""
    several = "（" in total.raw and _other_units(total, run, sentence)
    return (
        several
        or next_item(total, run, sentence)
        or _last_of(total, run, sentence)
        or _own_total(run)
        or _sibling(total, run, sentence)
        or owners_apart(run)
        or abreast(total, run)
    )


def _with_other(total: Figure, run: Sequence[Figure], before: Sequence[Figure]) -> bool:
    """地方资金 580万元，由省 400、市 60、县 120万元组成，到账 3060万元：末一个不是这几项里的。"""
    own = [one for one in before if one is not total and one.paragraph is run[0].paragraph]
    return len(run) > _AGREED and any(agrees(one, run[:-1]) for one in own)


def _last_of(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """造林几亩、抚育几亩、管护几亩：顿号连着的末一项，没有说合计。"""
    after = total.paragraph is run[-1].paragraph and run[-1].end <= total.start
    gap = sentence.between(run[-1].end, total.start) if after else ""
    return gap.startswith("、") and not _SAID.search(total.before)


def _own_total(run: Sequence[Figure]) -> bool:
    """临港区到账 150万元，实际到账 1950万元：末一个是这一句自己的合计。"""
    return regex("^实际").match(run[-1].before) is not None


_NEXT_ITEM = later(r"(?:，[^，。；\d]{0,8}(?:增长|下降|增加|减少)[^，。；]{1,8})?；")


def _sibling(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """教育支出多少，科技支出多少，社保支出多少：都叫支出，没有说共、其中，一个不是另几个的合计。"""
    if total.paragraph is not run[0].paragraph:
        return False
    before = total.end <= run[0].start
    low, high = (total.end, run[0].start) if before else (run[-1].end, total.start)
    gap = sentence.between(low, high)
    if not before and "；" in gap and not regex("合计|共计|总计|小计").search(gap):
        return True  # 投资几，其中甲几、乙几；零售总额几：分号以后是另一件事
    if before and not _MARK.search(gap) and _NEXT_ITEM.match(gap):
        return True  # 共救助小学生几人；初中生几人；总收入几，增长几；税收收入几，增长几
    if _SAID.search(total.before) or (before and _AMONG.match(gap)):
        return False
    alike = len(total.before) > 1 and any(total.before[-2:] == part.before[-2:] for part in run)
    return alike and not _MARK.search(gap)


def _of_another(total: Figure, run: Sequence[Figure]) -> bool:
    """共 350名。护林员满意 198名；群众满意 141名：几项都说满意，总数没有说。"""
    if total.sentence == run[0].sentence and total.paragraph is run[0].paragraph:
        return False
    shared = set.intersection(*(set(_twos(figure.before[-4:])) for figure in run)) & _RESULTS
    return bool(shared) and not any(word in total.before + total.after for word in shared)


_RESULTS = frozenset(
    {"满意", "合格", "通过", "完成", "达标", "整改", "办结", "支出", "支付", "执行"}
)


def _explained(total: Figure, run: Sequence[Figure], sentence: Sentence) -> bool:
    """里面接着的几个加起来就对得上；连说结转、另有的也算进去就对得上。"""
    every = [
        figure for figure in sentence.figures
        if figure.unit == total.unit and run[0].start <= figure.start and figure is not total
    ]  # fmt: skip
    earlier = [one for one in sentence.figures if one.unit == total.unit and one.end <= total.start]
    if len(earlier) > 1 and agrees(total, called(earlier, total)):
        return True  # 一二三级库合计几：名称说了是哪几项
    carried = tuple(
        figure for figure in sentence.figures
        if figure.unit == total.unit and figure.end <= run[0].start
        and regex("结转|结余").search(figure.before)
    )  # fmt: skip
    if carried and agrees(total, (*carried, *run)):
        return True  # 上年结转 86万元，中央下达……、省级下达……，可用资金共几
    return any(
        agrees(total, row[first:last])
        for row in (run, every[:_MOST])
        for first in range(len(row))
        for last in range(first + 2, len(row) + 1)
    )


def _before(figure: Figure, other: Figure) -> bool:
    return (figure.paragraph.number, figure.start) < (other.paragraph.number, other.start)


def _alike(total: Figure, run: Sequence[Figure]) -> bool:
    """分项都比总数少，加起来与总数差得不远；像一处笔误的放宽。"""
    added = sum((figure.value for figure in run), Decimal(0))
    scales = {figure.scale for figure in (total, *run)}
    if len(scales) > 1 and sum((figure.written for figure in run), Decimal(0)) == total.written:
        return True  # 数字正好相加得上，有一个单位写错了
    if not all(figure.value < total.value for figure in run):
        return False
    ratio = divide(added, total.value)
    if not _FAR[0] <= ratio <= _FAR[1] or agrees(total, run):
        return False
    if _NEAR[0] <= ratio <= _NEAR[1]:
        return True
    closed = regex("其他|其余|另外").search(run[-1].before) is not None  # 末一项把余下的都说了
    slip = bool(slips(total, run))
    return (len(run) > 2 and (closed or slip)) or (slip and _is_source(total, run))


def _same_digits(total: Figure, run: Sequence[Figure]) -> bool:
    """数字正好相加得上，单位不同。"""
    added = sum((figure.written for figure in run), Decimal(0))
    return total.written == added and total.scale != run[0].scale


def _is_source(total: Figure, run: Sequence[Figure]) -> bool:
    """预算 3800万元，资金来源为甲多少、乙多少：话里说了是怎么来的。"""
    between = total.paragraph.text[total.end : run[0].start]
    here = total.paragraph is run[0].paragraph and total.end <= run[0].start
    return here and regex("来源|构成|包括|组成|其中").search(between) is not None


def _trials(
    row: Sequence[Figure], before: Sequence[Figure]
) -> Iterator[tuple[Figure, tuple[Figure, ...]]]:
    """总数在前、分项到句末；分项在前、总数在后；总数在前面几句里。"""
    for first in range(1, len(row) - 1):
        yield row[first - 1], tuple(row[first:])
    for last in range(2, len(row)):
        for first in range(last - 1):
            yield row[last], tuple(row[first:last])
    for total in before:
        yield total, tuple(row)


def _likely(total: Figure, run: Sequence[Figure], sentence: Sentence) -> int:
    score = 0
    gaps = [sentence.between(figure.end, two.start) for figure, two in pairwise(run)]
    marks = {regex(r"[^，、；]").sub("", gap) for gap in gaps}
    score += 10 if len(marks) == 1 and marks != {""} else 0
    score -= 15 if any(len(gap) > 25 for gap in gaps) else 0
    score += 15 if _shared(run) else -5
    score += 15 if len(run) > 3 else 10 if len(run) == 3 else 0
    text = sentence.paragraph.text
    if total.paragraph is sentence.paragraph:
        inside = sentence.start <= total.start < sentence.end
        score += 15 if inside else 8
        low, high = sorted((total.end, run[0].start))
        score += 15 if _MARK.search(text[low:high]) and total.end <= run[0].start else 0
    else:
        score += 4
    among = regex(r"[^，。；\d]{0,8}中(?![国央心学小])").match(total.after) is not None
    score += 20 if among else 8 if _TOTAL.search(total.before) else -5
    score -= 30 if _OPEN.match(text[run[-1].end :]) else 0
    return score


def _shared(run: Sequence[Figure]) -> bool:
    """各项的名称有两个字相同，或都在数的后面有相同的字。"""
    befores = [set(_twos(figure.before[-8:])) for figure in run]
    afters = [figure.after[:2] for figure in run]
    return bool(set.intersection(*befores)) or (len(set(afters)) == 1 and len(afters[0]) == 2)


def _twos(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(len(text) - 1)]
