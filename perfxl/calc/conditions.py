"""条件格式：只有“公式成立就换底色”一种；别的种类看得见、去得掉，不新建。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlwings import base_classes

from perfxl.calc.area import Area
from perfxl.calc.fills import fill_style
from perfxl.calc.likes import RangeLike
from perfxl.calc.line import Far
from perfxl.calc.looks import to_int, to_rgb
from perfxl.calc.values import SAME_EVERYWHERE

# com.sun.star.sheet.ConditionEntryType.CONDITION 和 ConditionFormatOperator.EXPRESSION。
_CONDITION, _EXPRESSION = 0, 24


class Conditions(base_classes.ConditionalFormats):
    """与一片格相交的条件格式。"""

    api: Any = True

    def __init__(self, area: RangeLike) -> None:
        self.area = area

    def __iter__(self) -> Iterator[Rule]:
        mine = self.area.areas
        sheet = self.area.sheet
        for *content, areas in sheet.answers.get("rules", lambda: sheet.marks.rules().get()):
            if any(Area(*corners).meets(area) for corners in areas for area in mine):
                yield Rule(self, *content)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int) -> Rule:
        return list(self)[key - 1]

    def __contains__(self, key: int) -> bool:
        return 1 <= key <= len(self)

    def add_custom(self, spec: Mapping[str, Any]) -> Rule:
        sheet = self.area.sheet
        formula = self._to_calc(spec["formula"])
        colour = to_int(spec.get("fill_color"))
        style = sheet.book.answers.get(
            f"fill {colour}", lambda: fill_style(sheet.book.far, colour), lasting=True
        )
        operator = sheet.book.office.enum("sheet.ConditionOperator", "FORMULA")
        old_way = sheet.book.office.properties(
            {"Operator": operator, "Formula1": formula, "StyleName": style}
        )
        corners = tuple(area.corners for area in self.area.areas)
        number = sheet.marks.make("add_rule", corners, formula, style, old_way)
        return Rule(self, number, 0, _CONDITION, _EXPRESSION, formula, style)

    def _to_calc(self, formula: str) -> str:
        if SAME_EVERYWHERE.fullmatch(formula):
            return formula.removeprefix("=")
        return str(self.area.sheet.book.formulas.to_calc(formula, self.area.places()[0]))

    def to_excel(self, formula: str) -> str:
        """LibreOffice 写的公式（不带等号）→ Excel 写的。"""
        if SAME_EVERYWHERE.fullmatch(formula):
            return f"={formula}"
        place = self.area.places()[0]
        return str(self.area.sheet.book.formulas.to_excel([(formula, place)])[0])


class Rule(base_classes.ConditionalFormat):
    api: Any = True

    def __init__(  # noqa: PLR0913, PLR0917  # 那边说的一条有这么几样
        self, home: Conditions, number: int | Far, index: int, kind: int, operator: int,
        formula: str, style: str,
    ) -> None:  # fmt: skip
        self._home, self._number, self._index = home, number, index
        self._kind, self._operator = kind, operator
        self._formula, self._style = formula, style

    @property
    def type(self) -> str:
        if self._kind != _CONDITION:
            return "unknown"
        return "custom" if self._operator == _EXPRESSION else "cell_value"

    @property
    def formula(self) -> str | None:
        if self.type != "custom":
            return None
        return self._home.to_excel(self._formula)

    @property
    def fill_color(self) -> Any:
        if self.type != "custom":
            return None
        fills = self._home.area.sheet.book.far.fills((self._style,)).get()
        return to_rgb(fills[0][1]) if fills else None

    def delete(self) -> None:
        self._home.area.sheet.marks.do("drop_rule", self._number, self._index)
