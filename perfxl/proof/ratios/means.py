"""R02、R01 平均数与单价之二：每什么多少的“什么”就是分母的单位，逐对打分，取最说得通的一对。

户均、亩均、每平方米、每家企业、每人每月：分母是同样单位（或同样名称）的个数，分子是同样单位的数，
在别的段里的也找。全文有一对相除、相乘对得上的就算对；没有，而写得近、名称像、差得不远的，才报。
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain, rounded
from perfxl.proof.claims.goals import in_goals, is_bound, words_of
from perfxl.proof.model import Figure, Finding
from perfxl.proof.ratios.pools import TEN, due_text, mean_fits, near_pairs, plausible, scaled
from perfxl.proof.reading import REACH, TIMES, Reading, Sentence, span
from perfxl.proof.scopes import former
from perfxl.proof.text.clues import regex
from perfxl.proof.text.figures import MEASURES
from perfxl.proof.text.interval import (
    divide,
    one_slip,
    point,
)
from perfxl.proof.text.noted import noted

_SHORT = later(r"(?P<per>[人户]次|[人户村亩家校班站馆场座组所]|公里|单[车台套])均")
_EACH = later(rf"每(?:一|个)?(?:(?P<unit>{MEASURES})|(?P<noun>[\u4e00-\u9fff]{{1,2}}))")
_ALIKE = {"名": "人", "位": "人", "人次": "人", "场次": "场", "宗": "件", "起": "件"}
_SPELLS = {
    "每个月": Decimal(12),
    "每月": Decimal(12),
    "每季": Decimal(4),
    "季均": Decimal(4),
    "月均": Decimal(12),
}
# 统计数、要求，不是报告里两个数相除来的。
_STATISTIC = later(
    r"可支配收入|纯收入|人均收入|面积|生产总值|寿命|预期|可支配|(?<!救助)(?<!补助)(?<!补差)(?<!补贴)水平|排名|以上|以下|不低于|不超过|不少于|不高于|低于|高于|控制|增(?!收)|全[省市县国]|提高到|调整[为到]|[由从]每|[指目]标值"
)
_PAST = later("(?:上年|去年|上一年|前年|往年|同期)[^，。；\\d]*$")
_MONEY = later(r"(?:金|款|费|支出|资金|投资|补贴|收入)[^，。；\d]{0,3}$")
_BARE = TIMES | {"%", "个百分点", "倍", "分"}
_LEAST, _SLIP, _SCALED = 40, 30, 20  # 数字正好、单位差一万倍的，不用很像
_RIVAL = 30  # 对得上的一对，不比对不上的差出这么多，就算对
_LONG = 90


@dataclass(frozen=True, slots=True)
class Mean:
    """一个平均数：每什么、一年几回。"""

    figure: Figure
    unit: str  # 分母的单位
    noun: str  # 分母的名称（每村、每站）
    times: Decimal  # 每人每月的，分母还要乘 12


def means(reading: Reading) -> Iterator[Finding]:
    """逐个平均数。"""
    by_unit: dict[str, list[Figure]] = defaultdict(list)
    for figure in reading.prose_figures:
        if figure.hedge != "范围" and figure.value > 0:
            by_unit[_unit(figure)].append(figure)
    for sentence in reading.sentences:
        for figure in sentence.figures:
            mean = _mean(figure)
            if mean is not None:
                yield from _judge(mean, sentence, by_unit)


def _unit(figure: Figure) -> str:
    """论名、论位的都是人；“支出低保金 3347万”漏写了元，也是钱。"""
    if not figure.unit and figure.scale > 1 and _MONEY.search(figure.before):
        return "元"
    return _ALIKE.get(figure.unit, figure.unit)


@noted
def _mean(figure: Figure) -> Mean | None:
    before = figure.before[-14:]
    mean = "均" in before or "每" in before
    if not mean or figure.unit in _BARE or figure.hedge == "范围":
        return None
    if _STATISTIC.search(before) or in_goals(figure.paragraph):
        return None
    short = _SHORT.search(before)
    named = short or _EACH.search(before)
    # 比上年人均 142件减少 12件：142件是上年的，12件是差额。
    past = former(figure) or _PAST.search(before) is not None
    past = past or (named is not None and regex(r"\d").search(before[named.end() :]) is not None)
    if named is None or regex("以上|以内|以下").match(figure.after) or past:
        return None
    times = next((times for word, times in _SPELLS.items() if word in before), Decimal(1))
    if short is not None:
        return Mean(figure, _ALIKE.get(named["per"], named["per"]), named["per"], times)
    unit = named["unit"] or ""
    if unit in TIMES and unit:
        return Mean(figure, "", "", times) if times > 1 else None
    return Mean(figure, _ALIKE.get(unit, unit), named["noun"] or "", times)


def _wholes(mean: Mean, by_unit: dict[str, list[Figure]]) -> list[Figure]:
    """几户、几亩、几个村：同样的单位，或名称里有那个字。"""
    number = mean.figure.paragraph.number
    same = by_unit.get(mean.unit, []) if mean.unit and mean.unit != "个" else []
    named = [
        figure for unit in ("个", "所", "座") for figure in by_unit.get(unit, ())
        if mean.noun and mean.noun in figure.after[:6]
    ]  # fmt: skip
    return [
        figure for figure in (*same, *named)
        if figure.value > 1 and abs(figure.paragraph.number - number) <= REACH
        and figure is not mean.figure
        and not (is_bound(figure) and in_goals(figure.paragraph))  # 不低于几公里：做了多少另写
    ]  # fmt: skip


def _year(mean: Mean) -> list[Figure]:
    """每季度、每月：一年是四个、十二个。"""
    if mean.times == 1 or mean.unit or mean.noun not in {"", "季度", "季"}:
        return []
    whole = Decimal(1)
    return [
        replace(
            mean.figure, raw="全年", digits="1", written=whole, value=whole, span=point(whole),
            scale=whole,
        )
    ]  # fmt: skip


def _judge(mean: Mean, sentence: Sentence, by_unit: dict[str, list[Figure]]) -> Iterator[Finding]:
    figure = mean.figure
    wholes = _wholes(mean, by_unit) or _year(mean)
    own = [
        whole for whole in wholes
        if whole.paragraph is figure.paragraph and 0 <= figure.start - whole.end <= _BESIDE
    ]  # fmt: skip
    wholes = [whole for whole in own or wholes if _of_same_people(figure, whole)]
    if not wholes:
        return
    # 其中首次认定的 12家每家 8万元：说的是这 12家
    parts = [
        part for part in by_unit.get(_ALIKE.get(figure.unit, figure.unit), ())
        if part is not figure and abs(part.paragraph.number - figure.paragraph.number) <= REACH
        and not _same_kind(mean, part)
    ]  # fmt: skip
    odd: Finding | None = None
    best: tuple[int, Decimal, Figure, Figure] | None = None
    dues: set[Decimal] = set()
    fits = 0  # 对得上的一对，最像的有几分
    for part, whole in near_pairs(figure, mean.times, parts, wholes):
        due = divide(part.value, whole.value * mean.times)
        if not plausible(figure, due):
            continue
        placed = _likely(mean, part, whole, sentence)
        if figure.is_money and placed >= _SCALED and scaled(figure, due):
            odd = _other_scale(figure, part, whole)
        elif mean_fits(figure, part.span, whole.span.scaled(mean.times)):
            fits = max(fits, placed)
        else:
            dues.add(due)
            score = placed + (_LEAST - _SLIP) * _slips(figure, due, part)
            if best is None or score > best[0]:
                best = score, due, part, whole
    if odd is not None and fits < _SCALED:
        yield odd
        return
    alone = 10 if len(dues) == 1 else 0
    if best is not None and _scattered(mean, best, sentence):
        return
    if best is not None and max(fits + _RIVAL, _LEAST - alone) <= best[0]:
        yield _finding(mean, *best[1:])


_SUM = later("总投资|总支出|总成本")


def _slips(figure: Figure, due: Decimal, part: Figure) -> int:
    """像一处笔误的；分子是总投资的更像。"""
    return _slipped(figure, due) * (1 + (_SUM.search(part.before) is not None))


_PEOPLE = later("(法官|检察官|干警|教师|医[生师]|护士|职工|干部|员工|学生)人均")


def _of_same_people(figure: Figure, whole: Figure) -> bool:
    """法官人均结案几件：除以的是法官，不是别的人，也不是别处的人次。"""
    said = _PEOPLE.search(figure.before)
    if "人均" in figure.before and whole.unit == "人次" and whole.paragraph is not figure.paragraph:
        return False
    return said is None or whole.unit != "人" or said[1][:2] in whole.before + whole.after


def _same_kind(mean: Mean, part: Figure) -> bool:
    """审判阶段每件 1800元、侦查阶段每件 1200元：也是每件多少，不是总数。"""
    if part.sentence != mean.figure.sentence:
        return False
    other = _mean(part)
    return other is not None and (other.unit, other.noun) == (mean.unit, mean.noun)


def _scattered(mean: Mean, best: tuple[int, Decimal, Figure, Figure], sentence: Sentence) -> bool:
    """三个数在三个段里；一句里写了几种标准，后面的是合起来算的。"""
    figure, (_, due, part, whole) = mean.figure, best
    if _slips(figure, due, part) > 1:
        return False  # 总投资除以户数，只差一处笔误的不怕远
    places = {one.paragraph.number for one in (figure, part, whole)}
    standards = sum(
        other.unit == figure.unit and _mean(other) is not None for other in sentence.figures
    )
    later = part.paragraph is figure.paragraph and figure.end <= part.start
    return len(places) > _PLACES or (later and standards > 1)


_PLACES, _BESIDE = 2, 3


def _slipped(figure: Figure, due: Decimal) -> bool:
    return one_slip(figure.digits, due_text(figure, due)) or divide(due, figure.value) in {
        TEN,
        1 / TEN,
    }


def _other_scale(figure: Figure, part: Figure, whole: Figure) -> Finding:
    message = f"{part.raw}÷{whole.raw}，数字正好是 {figure.raw}，单位却差一万倍"
    mine = [other for other in (part, figure) if other.paragraph is figure.paragraph]
    return Finding("R15", figure.paragraph, *_shown(mine), message)


def _likely(mean: Mean, part: Figure, whole: Figure, sentence: Sentence) -> int:
    """写得近的、名称像的分高。"""
    figure = mean.figure
    score = 0
    for other in (part, whole):
        if other.paragraph is figure.paragraph:
            score += 20 if sentence.start <= other.start < sentence.end else 10
        elif abs(other.paragraph.number - figure.paragraph.number) <= 3:
            score += 5
    about = words_of(regex("均|每|平均").sub(" ", figure.before))
    score += 10 if about & words_of(part.before + part.after[:4]) else 0
    score += 10 if words_of(part.before) & words_of(whole.before + whole.after[:4]) else 0
    if part.paragraph is whole.paragraph and abs(part.start - whole.end) < 12:
        score += 10
    score += 5 if regex("总|共|合计|支出|投资|补贴|发放|支付").search(part.before) else 0
    score += 10 if regex("总投资|资金总额|总支出").search(part.before) else 0
    score -= 10 if _is_inner(whole, sentence) else 0
    return score - (10 if regex("上年|其中|去年").search(part.before + whole.before) else 0)


def _is_inner(whole: Figure, sentence: Sentence) -> bool:
    """演练 145场，其中县级 1场、村级 126场：126场是里面的一项，不是总数。"""
    if whole not in sentence.figures:
        return False
    cut = sentence.text.rfind("其中", 0, whole.start - sentence.start)
    return cut >= 0 and any(
        one.unit == whole.unit and one.value > whole.value and one.end <= sentence.start + cut
        for one in sentence.figures
    )


def _finding(mean: Mean, due: Decimal, part: Figure, whole: Figure) -> Finding:
    figure = mean.figure
    unit = regex(r"^[^\d]*[\d,.\s]+").sub("", figure.raw)
    times = f"÷{plain(mean.times)}" if mean.times > 1 else ""
    where = "".join(
        f"（{other.raw}在{other.paragraph.place}）"
        for other in (part, whole) if other.paragraph is not figure.paragraph
    )  # fmt: skip
    later = part.paragraph is figure.paragraph and figure.end <= part.start
    if later:  # 标准写在前、总数写在后：错的多半是总数
        right = plain(figure.value * whole.value * mean.times / part.scale)
        count = f"×{plain(mean.times)}" if mean.times > 1 else ""
        message = f"{whole.raw}×{figure.raw}{count}＝{right}，写的是 {part.raw}{where}"
        return Finding("R01", part.paragraph, *_shown((figure, part)), message, expected=right)
    shown = f"{rounded(due / figure.scale, figure.places):f}{unit}"
    message = f"{part.raw}÷{whole.raw}{times}＝{shown}，写的是 {figure.raw}{where}"
    mine = [other for other in (part, whole, figure) if other.paragraph is figure.paragraph]
    return Finding("R02", figure.paragraph, *_shown(mine), message, expected=shown)


def _shown(mine: Sequence[Figure]) -> tuple[int, int]:
    first, last = span(mine)
    if last - first > _LONG:
        figure = mine[-1]
        return figure.start - min(8, len(figure.before)), figure.end
    return first, last
