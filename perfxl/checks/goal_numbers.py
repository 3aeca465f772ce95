"""G 总体目标之四：换了一种说法的数量，与指标的是不是一回事。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import NUMBER, Quantity, decimal, fold, places_of, rounded
from perfxl.cells.units import factor
from perfxl.checks.register import Remark, check
from perfxl.checks.vocabulary.spans import this_year
from perfxl.filing.findings import Level
from perfxl.filing.model import Filing, Indicator

_SCALE = later(r"^[十百千万亿]+(?=.)")
# 一份表里难得有两件事都用它计的单位：文字里、指标里各只有一处的，说的多半是一回事。
_TELLING = frozenset(
    {"公里", "千米", "亩", "公顷", "粒", "株", "头", "只", "羽", "尾", "吨", "公斤", "千克", "座",
     "栋", "幢", "平方米", "立方米", "盏", "口", "平方公里"}
)  # fmt: skip
_SPOKEN = later(
    r"人|户|名|人次|个|件|台|套|台/套|辆|处|条|场|家|次|册|份|页|卷|眼|期|篇|组|宗|批|项|门|间|床|艘|棵|枚|张|部|例|"
    r"所|块|村|剂次?|针次?|人份|台次|车次|架次|例次|床日|户次|场次|课时|班|家次|批次|岗|床位|学时|幅"
)
_BOTH = later(r"([台套件组个])[(（]([台套件组个])[)）]")  # 85台（套）
# 不是总数、或者只是约数的：上年的、累计的、每个的、其中一部分的。
_OTHER = later(
    r"上年|去年|往年|以前|其中|累计|每|均|各|计划|原有|增加|增长|减少|提高|下降|控制|余|多|左右|上下|"
    r"[约近超逾]过?\d"
)
_CLAUSE = later(r"[,，。;；:：、()（）!！?？]")
_PLAIN = later(
    r"数量|个数|人数|次数|面积|里程|长度|完成|项目|指标|情况|工作|开展|实施|建设|任务|目标|及|和|与|的|率"
)


@dataclass(frozen=True, slots=True)
class _Count:
    """文字里的一个数量：数、单位、原文，所在的一句。"""

    value: Decimal
    unit: str
    shown: str
    clause: str


# 两处说的都是结果：要核对的是实际做了多少，不是批复的目标。
_RESULTS = (
    "核对实际完成的数（统计、验收、结算的），改成一致；说的不是一件事的，把名称写得能分清，可以保留"
)


@check("G11", Level.VERIFY, on=Filing, english="A count in the text and an indicator's differ")
def count_in_other_words(filing: Filing) -> Iterator[Remark]:
    """文字里的数量，与说同一件事的指标应相同。

    为什么：总体目标写一个数、指标写另一个数，不知道批复的是哪一个，完成了没有也就说不清。
    怎么改：核对批复的目标，改成一致；说的不是一件事的，把名称写得能分清，可以保留。
    例：绩效自评表!B11 预期目标写“1000平方米”，指标“改造阅览室面积”的指标值是 ≥1200平方米
    """
    goals = filing.form.goals
    for title, field, key, what in (
        (goals.goal, filing.goal, "target", "指标值"),
        (goals.achievement, filing.achievement, "actual", "完成值"),
    ):
        for said, row in _pairs(filing, field, key):
            value: Field[Quantity] = getattr(row, key)
            message = (
                f"{title}写“{said.shown}”，指标“{row.name.value}”的{what}是 {value.value.shown}"
            )
            yield Remark((field, value), message, "" if key == "target" else _RESULTS)


def _pairs(
    filing: Filing, field: Field[str] | None, key: str
) -> Iterator[tuple[_Count, Indicator]]:
    """文字里的数量和说同一件事的那一条指标，数不相等的。"""
    if field is None or not any(letter.isdigit() for letter in field.value):
        return
    rows: dict[str, list[Indicator]] = {}
    for row in filing.indicators:
        if unit := _base(row):
            rows.setdefault(unit, []).append(row)
    text = fold(this_year(field.value).replace("\n", "；"))  # 一行一条的
    for unit, mine in sorted(rows.items()):
        said = list(_counts(_BOTH.sub(r"\1/\2", text), unit))
        if not said:
            continue  # 几千条指标的，不必一条条去比
        alone = len(mine) == len(said) == 1 and _is_near(said[0], mine[0], key)
        for row in mine:
            value: Quantity = getattr(row, key).value
            whole = [replace(count, value=_sum(said, count.unit)) for count in said[:1]]
            if any(_is_equal(count, row, value) is not False for count in (*said, *whole)):
                continue  # 有一处相等、加起来相等，或者换算不了
            others = [other for other in mine if other is not row]
            free = [count for count in said if not _is_taken(count, others, key)]
            told = [count for count in free if _is_about(count, row, alone=alone)]
            told = [count for count in told if not _is_whole(count, row, others, key)]
            if len(told) == 1 and not any(
                _is_about(told[0], indicator, alone=False) for indicator in others
            ):
                yield told[0], row


def _is_taken(said: _Count, others: Sequence[Indicator], key: str) -> bool:
    """别的一条更对得上：句子里写着它的名称，或者数相等、名称里有同样的字。"""
    return any(
        _is_named(said, row)
        or (_is_equal(said, row, getattr(row, key).value) is True and _shares(said, row))
        for row in others
    )


_MOST_PARTS = 6


def _is_whole(said: _Count, row: Indicator, others: Sequence[Indicator], key: str) -> bool:
    """说的是几条合起来的：救助9860人，下面低保8726人、特困1134人。"""
    mine, *rest = (_in_unit(each, key, said.unit) for each in (row, *others))
    known = [value for value in rest if value is not None][:_MOST_PARTS]
    if mine is None:
        return False
    sizes = range(1, len(known) + 1)
    parts = (part for size in sizes for part in combinations(known, size))
    return any(rounded(mine + sum(part), places_of(said.value)) == said.value for part in parts)


def _in_unit(row: Indicator, key: str, unit: str) -> Decimal | None:
    value: Quantity = getattr(row, key).value
    scale = factor(value.unit or row.target.value.unit, unit)
    return None if value.value is None or scale is None else value.value * scale


def _is_near(said: _Count, row: Indicator, key: str) -> bool:
    """差得不远，或者正好差十倍、百倍：说的可能是一件事；412万平方米与 6万平方米不是。"""
    value: Quantity = getattr(row, key).value
    scale = factor(value.unit or row.target.value.unit, said.unit)
    if not value.value or scale is None:
        return False
    ratio = said.value / (value.value * scale)
    return Decimal("0.2") <= ratio <= 5 or ratio.normalize().as_tuple().digits == (1,)


def _sum(said: Sequence[_Count], unit: str) -> Decimal:
    """单位相同的几处加起来：一层多少、二层多少。"""
    return sum((count.value for count in said if count.unit == unit), Decimal(0))


def _base(row: Indicator) -> str:
    """指标以什么计：去掉“万”“千”；不是数得出来的东西为空。"""
    target = row.target.value
    if target.value is None or target.growth:
        return ""
    if target.kind == "money" and target.unit in {"元", "万元", "亿元"}:
        return "元"
    if target.kind != "number":
        return ""
    unit = _SCALE.sub("", target.unit)
    return unit if unit in _TELLING or _SPOKEN.fullmatch(unit) else ""


def _counts(text: str, unit: str) -> Iterator[_Count]:
    pattern = rf"(?<![\d.,第])({NUMBER})([十百千万亿]*)({re.escape(unit)})(?![次均月/]|以[内下])"
    for match in re.finditer(pattern, text):
        value = decimal(match[1])
        if value:
            before = _CLAUSE.split(text[: match.start()])[-1]
            clause = before + match[0] + _CLAUSE.split(text[match.end() :])[0]
            yield _Count(value, match[2] + unit, match[0], clause)


def _is_equal(said: _Count, row: Indicator, value: Quantity) -> bool | None:
    """按文字写的小数位，与指标的数相同；换算不了的为 None。"""
    scale = factor(value.unit or row.target.value.unit, said.unit)
    if value.value is None or scale is None:
        return None
    return rounded(value.value * scale, places_of(said.value)) == said.value


def _is_about(said: _Count, row: Indicator, *, alone: bool) -> bool:
    """说的是这一条：句子和名称里有同样的两个字；单位少见、两边都只有一处的（`alone`）也算。"""
    name = fold(row.name.value)
    # 名称里就说着每人、户均的，话里也会说。
    clause = re.sub(r"[每均各]", "", said.clause) if re.search(r"[每均]", name) else said.clause
    if _OTHER.search(clause) or _is_named(said, row) or _measures_else(said, name):
        return False
    if said.unit.endswith("元"):
        return _is_same_money(said, row)
    if alone and _SCALE.sub("", said.unit) in _TELLING:
        return True
    return _shares(said, row)


# 数的是影响到的人和地方，不是做了多少：新建助餐点 12个，助餐点覆盖社区 35个。
_REACHED = later(r"覆盖|受益|惠及|受惠|辐射|带动|增收|就业|满意|知晓|参与")


def _measures_else(said: _Count, name: str) -> bool:
    """名称说的是覆盖、受益多少，句子里没有说到：数的不是一样东西；反过来也是。"""
    return bool(_REACHED.search(name)) != bool(_REACHED.search(said.clause))


def _shares(said: _Count, row: Indicator) -> bool:
    """句子和名称里有同样的两个字。"""
    words = _PLAIN.sub(" ", fold(row.name.value))
    pairs = {words[start : start + 2] for start in range(len(words) - 1)}
    return any(pair in said.clause for pair in pairs if " " not in pair)


def _is_same_money(said: _Count, row: Indicator) -> bool:
    """说的是同一笔钱：句子和名称里有两处同样的两个字，都是每份的或都是总的，数差得不远。"""
    words = _PLAIN.sub(" ", fold(row.name.value))
    pairs = {words[start : start + 2] for start in range(len(words) - 1)}
    shared = sum(pair in said.clause for pair in pairs if " " not in pair)
    each = [bool(_EACH.search(text)) for text in (said.clause, words)]
    return shared > 1 and each[0] == each[1] and _is_near(said, row, "target")


_EACH = later(r"[每均]|单[位价台个]")


def _is_named(said: _Count, row: Indicator) -> bool:
    """写着指标的名称：由 G05 核对。"""
    name = fold(row.name.value)
    short = re.sub(r"(?:人数|人次|次数|个数|数量|面积|数)$", "", name)
    return len(name) > 3 and (short if len(short) > 3 else name) in said.clause
