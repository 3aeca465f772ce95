"""条件格式：只有“公式成立就换底色”一种；别的种类看得见、去得掉，不新建。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfxl.calc.fills import fill_style
from perfxl.calc.looks import to_int, to_rgb

if TYPE_CHECKING:
    from perfxl.calc.ranges import Range

# com.sun.star.sheet.ConditionEntryType.CONDITION 和 ConditionFormatOperator.EXPRESSION。
_CONDITION, _EXPRESSION = 0, 24


class Rules(base_classes.ConditionalFormats):
    """与一片格相交的条件格式。"""

    api: Any = True

    def __init__(self, area: Range) -> None:
        self._area = area

    def _home(self) -> Any:
        return self._area.sheet.uno.ConditionalFormats

    def __iter__(self) -> Iterator[Rule]:
        mine = self._area.areas
        for format_ in self._home().getConditionalFormats():
            for address in format_.Range.getRangeAddresses():
                if any(
                    area.first_row <= address.EndRow + 1
                    and address.StartRow < area.last_row
                    and area.first_column <= address.EndColumn + 1
                    and address.StartColumn < area.last_column
                    for area in mine
                ):
                    yield from (Rule(self, format_, index) for index in range(format_.Count))
                    break

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, key: int) -> Rule:
        return list(self)[key - 1]

    def __contains__(self, key: int) -> bool:
        return 1 <= key <= len(self)

    def add_custom(self, spec: Mapping[str, Any]) -> Rule:
        document = self._area.sheet.book.document
        home = self._home()
        whole = document.createInstance("com.sun.star.sheet.SheetCellRanges")
        areas = tuple(map(self._area.address_of, self._area.areas))
        whole.addRangeAddresses(areas, False)  # noqa: FBT003  # UNO 的写法
        formulas = self._area.sheet.book.formulas
        place = self._area.place(self._area.areas[0])
        formula = formulas.to_calc(spec["formula"], place).removeprefix("=")
        style = self._style(spec.get("fill_color"))
        if self._alone(whole):
            return self._shown(whole, formula, style)
        number = home.createByRange(whole)
        format_ = next(one for one in home.getConditionalFormats() if number == one.ID)
        format_.createEntry(_CONDITION, 0)
        rule = Rule(self, format_, 0)
        rule.entry.Operator = _EXPRESSION
        rule.entry.Formula1 = formula
        rule.entry.StyleName = style
        return rule

    def _alone(self, whole: Any) -> bool:
        """表不受保护，这些格上没有别的条件格式。"""
        if self._area.sheet.uno.isProtected():
            return False
        others = (one.Range for one in self._home().getConditionalFormats())
        return not any(
            whole.queryIntersection(address).getCount()
            for other in others
            for address in other.getRangeAddresses()
        )

    def _shown(self, whole: Any, formula: str, style: str) -> Rule:
        """旧的写法：窗口里当场看得到颜色（新的写法 7.4 要存盘再打开才看得到），但会顶掉已有的。"""
        office = self._area.sheet.book.office
        known = {one.ID for one in self._home().getConditionalFormats()}
        entries = whole.ConditionalFormat
        entries.clear()
        operator = office.enum("sheet.ConditionOperator", "FORMULA")
        entries.addNew(
            office.properties({"Operator": operator, "Formula1": formula, "StyleName": style})
        )
        whole.ConditionalFormat = entries
        formats = self._home().getConditionalFormats()
        return Rule(self, next(one for one in formats if one.ID not in known), 0)

    def _style(self, colour: Any) -> str:
        return fill_style(self._area.sheet.book, to_int(colour))

    def drop(self, format_: Any, index: int) -> None:
        """去掉一条；一块区域的规则去光了，区域也去掉。"""
        if format_.Count > 1:
            format_.removeByIndex(index)
        else:
            self._home().removeByID(format_.ID)

    def fill_of(self, style: str) -> tuple[int, int, int] | None:
        home = self._area.sheet.book.document.StyleFamilies.getByName("CellStyles")
        return to_rgb(home.getByName(style).CellBackColor) if home.hasByName(style) else None

    def formula_of(self, text: str) -> str:
        place = self._area.place(self._area.areas[0])
        return str(self._area.sheet.book.formulas.to_excel(text, place))


class Rule(base_classes.ConditionalFormat):
    api: Any = True

    def __init__(self, home: Rules, format_: Any, index: int) -> None:
        self._home, self._format, self._index = home, format_, index
        self.entry = format_.getByIndex(index)

    @property
    def type(self) -> str:
        if self.entry.getType() != _CONDITION:
            return "unknown"
        return "custom" if self.entry.Operator == _EXPRESSION else "cell_value"

    @property
    def formula(self) -> str | None:
        return self._home.formula_of(self.entry.Formula1) if self.type == "custom" else None

    @property
    def fill_color(self) -> Any:
        return self._home.fill_of(self.entry.StyleName) if self.type == "custom" else None

    def delete(self) -> None:
        self._home.drop(self._format, self._index)
