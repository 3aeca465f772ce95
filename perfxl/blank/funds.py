"""资金块：各行的预算数、执行数；总额、执行率和执行率的得分是公式。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from itertools import groupby

from perfxl.blank.content import Entry, Row, number, shown_as
from perfxl.blank.head import Page
from perfxl.cells.areas import reference
from perfxl.cells.merged import Range
from perfxl.cells.quantity import rounded
from perfxl.errors import FormError
from perfxl.form.form import Column, FundRow

_AMOUNTS = ("initial", "budget", "executed")
_DASH = "—"
_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)  # Excel 的数只有 15 位有效数字


@dataclass(frozen=True, slots=True)
class Execution:
    """预算执行率一项在表里的位置和数，总分行要用。"""

    weight_cell: str = ""
    points_cell: str = ""
    weight: Decimal | None = None
    points: Decimal | None = None


def draw_funds(page: Page) -> Execution:
    """画资金块，给出执行率一项的分值和得分在哪里。"""
    return _Block(page).draw()


class _Block:
    def __init__(self, page: Page) -> None:
        self.page, self.paper, self.funds = page, page.paper, page.form.funds
        self.grouped = any(row.group for row in self.funds.row)
        self.parts = page.parts
        self.columns = dict(
            zip(
                (column.key for column in self.page.funds),
                self.parts[1 + self.grouped :],
                strict=True,
            )
        )
        self.first = page.row + 1  # 表头下面的第一行
        self.filled = _match(self.funds.row, page.content.funds)
        total = [place for place, row in enumerate(self.funds.row) if row.kind == "total"]
        self.total = total[0] if total else 0
        self.known: dict[tuple[int, str], Decimal | None] = {}
        self.scored: dict[str, tuple[str, Decimal | None]] = {}  # 分值、得分：格和数

    def draw(self) -> Execution:
        self._heading()
        self._groups()
        order = range(len(self.funds.row))
        # 总额由其余各行相加，先把其余各行的数记下。
        for place in sorted(order, key=lambda place: place == self.total):
            self._row(place)
        self.page.row = self.first + len(self.funds.row)
        nothing: tuple[str, Decimal | None] = ("", None)
        weight, points = (self.scored.get(key, nothing) for key in ("weight", "points"))
        return Execution(weight[0], points[0], weight[1], points[1])

    def _at(self, place: int, part: tuple[int, int]) -> Range:
        row = self.first + place
        return Range(row, part[0], row, part[1])

    def _heading(self) -> None:
        title = self.funds.title
        unit = "" if "（" in title else f"（{self.page.form.money_unit}）"
        label = self.page.across(1, 1, len(self.funds.row) + 1)
        self.paper.put(label, title + unit, "label")
        self.paper.put(self._at(-1, (2, self.parts[int(self.grouped)][1])), None, "label")
        for column in self.page.funds:
            self.paper.put(self._at(-1, self.columns[column.key]), column.title, "label")
        self.paper.at_least(self.page.row, 22)

    def _groups(self) -> None:
        """每行的名称；归组的行左边竖着合并写组名。"""
        name = self.parts[int(self.grouped)]
        under = False
        for group, rows in groupby(enumerate(self.funds.row), key=lambda pair: pair[1].group):
            places = list(rows)
            if group:
                first, last = self.first + places[0][0], self.first + places[-1][0]
                self.paper.put(Range(first, 2, last, self.parts[0][1]), group, "label")
            for place, row in places:
                area = self._at(place, name if group else (2, name[1]))
                look = "center" if row.kind == "total" else "under" if under else "text"
                self.paper.put(area, row.title, look)
                under = under or row.title.startswith("其中")
                self.paper.at_least(self.first + place, 24)

    def _row(self, place: int) -> None:
        for column in self.page.funds:
            area = self._at(place, self.columns[column.key])
            given = self.filled[place].get(column.key)
            if column.key in _AMOUNTS:
                self._amount(place, column, area, given)
            elif column.key == "rate":
                self._rate(place, area, given)
            elif place == self.total and self.funds.weight is not None:
                self._score(place, column, area, given)
            else:
                self.paper.put(area, _DASH if given is None else given, "center")

    def _amount(self, place: int, column: Column, area: Range, given: Entry | None) -> None:
        parts = self._summed() if place == self.total else []
        hint = column.prompt or f"按{self.page.form.money_unit}填数字，不写单位"
        if given is None and parts:
            hint = "由下面各行相加得出，不用填；没有分项的可以直接改成总额"
            result, code = self._sum(column.key, parts)
            self.known[place, column.key] = result
            cells = ",".join(self._spans(column.key, parts))
            text = f'=IF(COUNT({cells})=0,"",SUM({cells}))'
            self.paper.formula(area, text, "" if result is None else result, "value", code)
        else:
            self.known[place, column.key] = number(given)
            self.paper.put(area, given, "value")
        self.paper.amount(area, column.title, hint)

    def _summed(self) -> list[int]:
        """相加等于总额的是哪几行：没有归组的其余各行，或者第一组（另一组是另一种分法）。"""
        rows = [
            (place, row)
            for place, row in enumerate(self.funds.row)
            if place != self.total and row.kind not in {"total", "detail"}
        ]
        first = next((row.group for _, row in rows), "")
        return [place for place, row in rows if row.group == first]

    def _spans(self, key: str, places: Sequence[int]) -> Iterator[str]:
        """挨着的行写成一段：E8:E10。"""
        column = self.columns[key][0]
        for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            rows = [self.first + place for _, place in run]
            ends = reference(rows[0], column), reference(rows[-1], column)
            yield ends[0] if len(rows) == 1 else ":".join(ends)

    def _sum(self, key: str, places: Sequence[int]) -> tuple[Decimal | None, str]:
        given = [self.filled[place].get(key) for place in places]
        numbers = [amount for amount in map(number, given) if amount is not None]
        code = next((shown_as(entry) for entry in given if shown_as(entry)), "")
        return (sum(numbers, Decimal(0)) if numbers else None), code

    def _rate(self, place: int, area: Range, given: Entry | None) -> None:
        over = self.columns.get(self.funds.rate_over)
        done = self.columns.get("executed")
        if given is not None or over is None or done is None:
            self.known[place, "rate"] = number(given)
            self.paper.put(area, given, "value", "0.00%")
            return
        budget, executed = (reference(self.first + place, part[0]) for part in (over, done))
        rate = self._ratio(place)
        self.known[place, "rate"] = rate
        text = f'=IF(N({budget})=0,"",{executed}/{budget})'
        self.paper.formula(area, text, "" if rate is None else rate, "center", "0.00%")

    def _ratio(self, place: int) -> Decimal | None:
        budget = self.known.get((place, self.funds.rate_over))
        if not budget:
            return None
        executed = self.known.get((place, "executed")) or Decimal(0)  # 空格在 Excel 里当 0
        return _EXCEL.divide(executed, budget)

    def _score(self, place: int, column: Column, area: Range, given: Entry | None) -> None:
        """执行率一项的分值（表样规定）和得分（公式：执行率×分值，不超过分值）。"""
        cells = {key: reference(self.first + place, part[0]) for key, part in self.columns.items()}
        optional = not self.page.form.indicators.scored  # 可以不打分的，分值由填报人填
        weight = self.filled[place].get("weight", None if optional else self.funds.weight)
        if column.key == "weight":
            self.scored["weight"] = cells["weight"], number(weight)
            self.paper.put(area, weight, "value" if optional else "center")
            if optional:
                self.paper.amount(area, column.title, column.prompt)
            return
        points, full = number(given), number(weight)
        if given is None and (optional or full is not None) and {"rate", "weight"} <= set(cells):
            digits, rate = self.page.form.scoring.digits, self.known.get((place, "rate"))
            if rate is not None and full is not None:
                points = rounded(min(rate, Decimal(1)) * full, digits)
            ratio = cells["rate"]
            empty = f'OR({ratio}="",N({cells["weight"]})=0)' if optional else f'{ratio}=""'
            text = f'=IF({empty},"",ROUND(MIN({ratio},1)*{cells["weight"]},{digits}))'
            self.paper.formula(area, text, "" if points is None else points, "center")
        else:
            self.paper.put(area, given, "value")
        self.scored[column.key] = cells[column.key], points


def _match(rows: tuple[FundRow, ...], given: tuple[Row, ...]) -> list[Row]:
    """内容里的各行对到表样的资金行上。

    Raises:
        FormError: 内容里的资金名称不在表样里。
    """
    matched: list[Row] = [{} for _ in rows]
    for values in given:
        title = values.get("title")
        places = [
            place
            for place, row in enumerate(rows)
            if title in (row.title, *row.synonyms) and not matched[place]
        ]
        if not places:
            has = "、".join(row.title for row in rows)
            raise FormError(f"资金“{title}”不在表样里（或写了两次）；表样里有：{has}")
        exact = [place for place in places if rows[place].title == title]
        matched[(exact or places)[0]] = values
    return matched
