"""金额的大小说不说得通：单位写成元而其实是万元，或者反过来。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, plain, rounded
from perfxl.cells.units import factor
from perfxl.checks.vocabulary.fund_lines import amount_of
from perfxl.filing.amounts import money
from perfxl.filing.model import Filing, Indicator
from perfxl.form.once import once
from perfxl.form.source import Source

_MANY = Decimal(10_000)
_PEOPLE = frozenset({"人", "户", "名", "人次", "位"})
# 花钱给到人的，一个人一份；宣传覆盖、路过用到的人再多也花不了多少。
_SERVED = later(r"补助|补贴|资助|救助|慰问|奖励|抚恤|发放|培训|康复|供养|安置|享受|就医|住院")


@dataclass(frozen=True, slots=True)
class Doubt:
    """像是单位写错：说法，指着的另一格，依据哪一条界线；`instead` 是像写成的那个单位。"""

    why: str
    other: Field[Quantity] | None
    source: Source
    instead: str


@once
def doubted(filing: Filing) -> Doubt | None:
    """资金总额的大小说不通的；说得通、看不出来为 None。"""
    line = filing.total_fund
    if line is None or factor(filing.money_unit, "元") is None:
        return None  # 外币
    total = next(
        (value for key in ("budget", "initial") if (value := amount_of(line, key, filing))), None
    )
    if total is None or total <= 0:
        return None
    checks = (_told_elsewhere, _too_little, _too_much)
    return next((doubt for check in checks if (doubt := check(filing, total))), None)


def readings(filing: Filing, total: Decimal, doubt: Doubt) -> tuple[str, str]:
    """两种读法：照写的单位，照另一个单位；大的换成好读的。"""
    return _in_larger(total, filing.money_unit), _in_larger(total, doubt.instead)


_LARGER = {"元": "万元", "万元": "亿元"}


def _in_larger(value: Decimal, unit: str) -> str:
    shown, larger = f"{plain(value)} {unit}", _LARGER.get(unit)
    if value < _MANY or larger is None:
        return shown
    return f"{shown}（{plain(rounded(value / _MANY, 2))} {larger}）"


def _in_unit(filing: Filing, total: Decimal, unit: str) -> Decimal:
    return total * (factor(filing.money_unit, unit) or Decimal(1))


_UNIT_COST = later(r"均(?!衡)|单价|单位|每|标准")


def _told_elsewhere(filing: Filing, total: Decimal) -> Doubt | None:
    """成本指标里写着同一个数，正好差一万倍。"""
    limit = filing.form.limit_of("least_each")
    if limit is None:
        return None
    instead = "万元" if filing.money_unit == "元" else "元"
    times = factor(filing.money_unit, instead) or _MANY
    for row, value in _costs(filing):
        if times == 1 or _UNIT_COST.search(row.name.value):
            continue  # 亩均 2400 元与总额 2400 万元是两件事
        if value in {total * times, total / times}:
            target = row.target.value.shown
            many = "一万" if times in {_MANY, 1 / _MANY} else f" {plain(max(times, 1 / times))} "
            why = f"成本指标“{row.name.value}”写的是 {target}，正好差{many}倍"
            field: Field[Quantity] = Field(row.target.value, row.target.cell)
            return Doubt(why, field, filing.form.cite(limit.source), instead)
    return None


def _costs(filing: Filing) -> Iterator[tuple[Indicator, Decimal]]:
    for row in filing.indicators:
        if row.is_about("成本") and row.target.value.kind == "money":
            value = money(Field(row.target.value, row.target.cell), filing.money_unit)
            if value:
                yield row, value


def _too_little(filing: Filing, total: Decimal) -> Doubt | None:
    """写成元的：买不来那么多，或者整个项目没有多少钱。"""
    least, whole = filing.form.limit_of("least_each"), filing.form.limit_of("least_money")
    small = (factor(filing.money_unit, "万元") or Decimal(1)) < 1
    if not small or least is None or whole is None:
        return None
    total = _in_unit(filing, total, "元")
    for row, heads in _heads(filing):
        each = total / heads
        if each < least.value:
            why = f"“{row.name.value}”{row.target.value.shown}，平均每{row.target.value.unit}"
            why += "不到 1 分钱" if each < Decimal("0.01") else f" {plain(rounded(each, 2))} 元"
            return Doubt(why, _as_field(row), filing.form.cite(least.source), "万元")
    if total < whole.value:
        said = f"整个项目不到 {plain(whole.value)} 元"
        return Doubt(said, None, filing.form.cite(whole.source), "万元")
    return None


def _too_much(filing: Filing, total: Decimal) -> Doubt | None:
    """写成万元的：一个人摊到的太多，或者一个项目的钱比一个县的预算还多。"""
    most, whole = filing.form.limit_of("most_each"), filing.form.limit_of("most_money")
    if filing.money_unit == "元" or most is None or whole is None:
        return None
    total = _in_unit(filing, total, "万元")
    instead = "元" if (factor(filing.money_unit, "万元") or Decimal(1)) <= 1 else "万元"
    served = _all_served(filing)
    heads = sum((each for _, each in served), Decimal(0))
    if served and total / heads > most.value:
        row = max(served, key=lambda pair: pair[1])[0]
        said = "、".join(f"“{each.name.value}”{each.target.value.shown}" for each, _ in served)
        units = dict.fromkeys(each.target.value.unit.removeprefix("万") for each, _ in served)
        why = f"{said}，平均每{'、'.join(units)} {plain(rounded(total / heads, 2))} 万元"
        return Doubt(why, _as_field(row), filing.form.cite(most.source), instead)
    department = "部门整体" in filing.form.what
    on_purpose = (factor(filing.money_unit, "万元") or Decimal(1)) > 1  # 亿元不会随手写
    vast = filing.name is not None and _VAST.search(filing.name.value) is not None
    if department and not filing.units and total / _MANY >= _WHOLE_DEPARTMENT * whole.value:
        said = f"表上没有写金额单位，照{filing.money_unit}算，一个部门到了 "
        said += f"{plain(_WHOLE_DEPARTMENT * whole.value)} 亿元"
        return Doubt(said, None, filing.form.cite(whole.source), instead)
    if total / _MANY >= whole.value and not (department or on_purpose or vast):
        said = f"一个项目到了 {plain(whole.value)} 亿元"
        return Doubt(said, None, filing.form.cite(whole.source), instead)
    return None


_WHOLE_DEPARTMENT = 10  # 部门整体的表，一个大的部门比一个项目多几倍
_VAST = later(r"(?:养老|医疗|医保|工伤|失业|生育|社会?保险?).*基金")  # 一个地方的基金就是几十亿


def _all_served(filing: Filing) -> list[tuple[Indicator, Decimal]]:
    """钱都花给这些人的，各行和人数；还办着别的事的没有：一样事的人数除不得整个项目的钱。"""
    counted = [row for row in filing.indicators if row.is_about("数量")]
    heads = [pair for pair in _heads(filing) if _SERVED.search(pair[0].name.value)]
    return heads if len(heads) == len(counted) else []


def _heads(filing: Filing) -> Iterator[tuple[Indicator, Decimal]]:
    """以人、户计的产出数量，换成一个一个的人。"""
    for row in filing.indicators:
        target = row.target.value
        unit = target.unit.removeprefix("万")
        if not row.is_about("数量") or unit not in _PEOPLE or not target.value:
            continue
        scale = factor(target.unit, unit)
        if scale is not None and target.value > 0:
            yield row, target.value * scale


def _as_field(row: Indicator) -> Field[Quantity]:
    return Field(row.target.value, row.target.cell)
