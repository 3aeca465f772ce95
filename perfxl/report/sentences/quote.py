"""报告文字里的 `【名称】`：换成表里的数和单位，照单元格显示的样子。"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from perfxl.cells.grid import Field
from perfxl.cells.later import later
from perfxl.cells.quantity import Quantity, bare, display
from perfxl.filing.model import Indicator
from perfxl.filing.sides import DataItem
from perfxl.form.outline import OWN_NAMES
from perfxl.report import marks
from perfxl.report.marks import Number
from perfxl.report.sentences.facts import Facts
from perfxl.report.sentences.values import said, understood, words

_QUOTE = later(r"【([^【】|｜]+)(?:[|｜]([^【】]+))?】")


@dataclass(frozen=True, slots=True)
class _Said:
    """一个可以引用的数：带记号的写法、单位。"""

    text: str
    unit: str = ""
    tail: str = ""  # 有疑问的：（待核）


# 一个名称下的各种取法：空 = 数和单位，“数”“上年”“指标值”……
_Ways = dict[str, Callable[[], _Said]]


class Quoter:
    """把一段文字里的 `【…】` 换成数；换不了的原样留着并说明。"""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._ways: dict[str, list[_Ways]] = {}
        self.loose: list[str] = []
        for item in facts.filing.data:
            self._offer(words(item.name), self._data(item))
        for place, indicator in enumerate(facts.filing.indicators):
            self._offer(words(indicator.name), self._indicator(place, indicator))
        own = self._totals()
        for name in OWN_NAMES:
            self._offer(name, own[name])

    def fill(self, text: str, place: str) -> str:
        """`place` 是说话用的位置（栏目名和单元格）。"""

        def swap(match: re.Match[str]) -> str:
            ways = self._find(match, place)
            how = (match[2] or "").strip()
            if ways is None:
                return match[0]
            if how not in ways:
                usable = "、".join(f"【{match[1]}|{way}】" for way in ways if way)
                self.loose.append(f"{place}：{match[0]}没有这种取法，可用的有{usable}")
                return match[0]
            result = ways[how]()
            if not result.text:
                self.loose.append(f"{place}：{match[0]}对应的单元格是空的")
                return match[0]
            doubled = result.unit and text[match.end() :].startswith(result.unit)
            return result.text + ("" if doubled else result.unit) + result.tail

        return _QUOTE.sub(swap, text)

    def unknown(self, text: str) -> str:
        """文字里引用的、这份表没有的头一个名称。"""
        names = (match[1] for match in _QUOTE.finditer(text))
        return next((f"【{name}】" for name in names if bare(name) not in self._ways), "")

    def _offer(self, name: str, ways: _Ways) -> None:
        self._ways.setdefault(bare(name), []).append(ways)

    def _find(self, match: re.Match[str], place: str) -> _Ways | None:
        offers = self._ways.get(bare(match[1]), [])
        if not offers:
            self.loose.append(
                f"{place}：没有名称为{match[0]}的数据项、三级指标或资金，文字照原样留着"
            )
        elif len(offers) > 1:
            self.loose.append(f"{place}：名称{match[0]}有 {len(offers)} 处，不知道引用哪一处")
        return offers[0] if len(offers) == 1 else None

    def _data(self, item: DataItem) -> _Ways:
        unit = words(item.unit)
        name = words(item.name)
        ways = self._field(item.value, unit, name)
        if item.last_year is not None:
            last = item.last_year
            ways["上年"] = lambda: self._with_unit(last, unit, f"{name}（上年）")
        return ways

    def _indicator(self, place: int, indicator: Indicator) -> _Ways:
        row = self._facts.rows[place]
        actual = understood(indicator.actual, indicator.target.value)
        ways = self._field(actual, indicator.target.value.unit, words(indicator.name))
        ways |= {key: _way(row[key]) for key in ("指标值", "完成率", "偏差率")}
        ways |= {key: _way(row[key], "分") for key in ("得分", "分值")}
        return ways

    def _field(self, field: Field[Quantity], unit: str, name: str) -> _Ways:
        return {
            "": lambda: self._with_unit(field, unit, name),
            "数": lambda: self._bare_number(field, name),
        }

    def _with_unit(self, field: Field[Quantity], unit: str, name: str) -> _Said:
        if field.value.kind == "none":
            return _Said("")
        text = said(field, unit)
        tail = field.value.unit or unit
        if not (field.value.is_number and tail and text.endswith(tail)):
            tail = ""
        number = text[: len(text) - len(tail)]
        address, tell = field.cell.address, self._facts.tell
        return _Said(tell.text(number, name, (address,)), tail, tell.doubt(address))

    def _bare_number(self, field: Field[Quantity], name: str) -> _Said:
        if not field.value.is_number:
            return _Said("")
        text = display(field.cell, field.value)
        address, tell = field.cell.address, self._facts.tell
        return _Said(tell.text(text, name, (address,)), tail=tell.doubt(address))

    def _totals(self) -> dict[str, _Ways]:
        facts = self._facts
        money = facts.filing.money_unit

        def ways(number: Number, unit: str) -> _Ways:
            own = unit if marks.bare(number.figure)[-1:].isdigit() else ""
            return {"": _way(number, own), "数": _way(number)}

        return {
            "年初预算数": ways(facts.initial, money),
            "全年预算数": ways(facts.budget, money),
            "全年执行数": ways(facts.executed, money),
            "执行率": ways(facts.rate, "%"),
            "执行率得分": ways(facts.execution_points, "分"),
            "总分": ways(facts.total, "分"),
            "等级": {"": lambda: _Said(facts.grade)},
            "年度": {"": lambda: _Said(facts.header["年度"])},
        }


def _way(value: object, unit: str = "") -> Callable[[], _Said]:
    """已经写好的一个数。"""
    if isinstance(value, Number):
        return lambda: _Said(value.figure, unit, value.tail)
    return lambda: _Said(str(value), unit)
