"""一格的字像不像列名，是哪一列：名称、叫法、一看就知道的字。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, key_of
from perfxl.form.form import Column, Form
from perfxl.form.once import once

Words = Mapping[str, Sequence[int]]  # 像表头的字 → 写着它的行，见 rows_by_key
_MOST_HEADS = 500  # 一行列名至多这么多，一张表几十列
_ENOUGH = 3  # 一行里有这么多处像列名的字，才当表头看


@once
def rows_by_key(sheet: Sheet) -> Words:
    """像表头的字各写在哪些行：一张表要同许多表样比，先理好，各表样只看写着它的列名的行。"""
    rows: dict[str, list[int]] = {}
    wide = sheet.last_column > _MOST_HEADS and Counter(cell.row for cell in sheet.texts)
    for cell in sheet.texts:
        if wide and wide[cell.row] > _MOST_HEADS:
            continue  # 一行上万格一样的字，不是表头；一格一格地认要几十秒
        if may_be_title(cell):
            for key in _keys_of(cell.raw):
                rows.setdefault(key, []).append(cell.row)
    return rows


def may_be_title(cell: Cell) -> bool:
    return cell.kind == "text" and len(cell.raw) <= 40


def may_be_said(sheet: Sheet, head: Cell) -> bool:
    """“偏差”下面写着话的是原因；写着数的（偏差 | -20%）不是。"""
    if not head.raw.strip().startswith("偏差"):
        return True
    below = [sheet.at(row, head.column) for row in range(head.row + 1, head.row + _SEEN_BELOW)]
    return not any(cell.kind == "number" or _FIGURE.fullmatch(cell.raw.strip()) for cell in below)


_SEEN_BELOW = 12
_FIGURE = later(r"[-+]?[\d.]+[%％]?")


# 调整后的指标值，各地叫法不一：调整后的目标值、年中调整目标值、修正后目标值、批复调整值。
_ADJUSTED = later(
    r"(?:年中|年度|经|批复|批准|核定)*(?:调整|修正|修订|变更)后?的?(?:年度|全年|绩效)*"
    r"(?:目标值?|指标值|值)"
)


# 购买服务的：合同约定标准、实际提供情况。
_AGREED = later(
    r"(?:合同|协议|采购|招标|服务协议)(?:文件|中)?(?:约定|规定|要求|承诺|明确)(?:的)?"
    r"(?:服务|考核|绩效|质量|数量)*(?:标准|值|内容|指标|目标|数量|要求|事项)?"
)
_PROVIDED = later(
    r"(?:实际|履约|合同|服务)+(?:提供|履行|履约|达到|达成|交付|验收|实施)+(?:的)?(?:服务)?"
    r"(?:情况|结果|值|标准|数量|水平|内容)"
)


_MAY_BE = later(
    r"调整|修正|修订|变更|约定|规定|要求|承诺|明确|提供|履行|履约|达到|达成|交付|验收|实施"
)


@lru_cache(maxsize=4096)
def _told(text: str) -> str:
    """没有列出的叫法，看字是指标值、完成值的；不是的为空。"""
    plain = bare_key_of(text)
    if not _MAY_BE.search(plain) and not _MAY_BE.search(key_of(text)):
        return ""
    if _ADJUSTED.fullmatch(plain):
        return "target"
    if _PROVIDED.fullmatch(plain):
        return "actual"
    inside = key_of(text).removeprefix(plain).strip("()[]")  # 服务标准（合同要求）
    return "target" if _AGREED.fullmatch(plain) or _AGREED.fullmatch(inside) else ""


# 名称里写着怎样除的：预算执行（E/C×100%）是执行率，不是执行数。
_QUOTIENT = later(r"(?:预算|资金)?(?:执行|支出|支付)(?:情况)?\([A-Z]/[A-Z](?:[×xX*]100%?)?\)")


class Names:
    """各列的名称与叫法，先比正式名称，再比叫法；先连括号比，再去括号比。"""

    def __init__(self, columns: Iterable[Column]) -> None:
        columns = tuple(columns)
        titles = [(column.key, column.title) for column in columns]
        others = [(column.key, name) for column in columns for name in column.synonyms]
        self._titles, self._others = _keys(titles), _keys(others)
        self._has_target = any(column.key == "target" for column in columns)
        self._has_rate = any(column.key == "rate" for column in columns)
        self._every = self._titles.keys() | self._others.keys()
        self.columns = columns
        self._words = dict.fromkeys(word for column in columns for word in column.telling)
        self._told = tuple((word, column.key) for column in columns for word in column.telling)

    @cached_property
    def _telling(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self._words)) or "(?!)")

    def find(self, text: str) -> tuple[str, bool] | None:
        """这段文字是哪一列：（字段名，是不是正式名称）。"""
        keys = _keys_of(text)
        for known, exact in ((self._titles, True), (self._others, False)):
            for key in keys:
                if key in known:
                    return known[key], exact
        if self._has_rate and _QUOTIENT.fullmatch(keys[0] if keys else ""):
            return "rate", False
        told = _told(text) if self._has_target else ""
        return (told, False) if told else None

    def told(self, text: str) -> set[str]:
        """含着哪几列一看就知道的字。"""
        return {key for word, key in self._told if word in text}

    def rows(self, among: Words) -> list[int]:
        """写着其中某个名称的行，从上到下。"""
        return sorted({row for key in self._every & among.keys() for row in among[key]})

    def rows_twice(self, name: str, among: Words) -> list[int]:
        """写着两回以上这一栏的列名的行，从上到下。"""
        every = (self._titles, self._others)
        keys = {key for known in every for key, column in known.items() if column == name}
        times = Counter(row for key in keys & among.keys() for row in among[key])
        return sorted(row for row, many in times.items() if many > 1)

    def told_rows(self, among: Words) -> list[int]:
        """有好几处一看就知道是列名的字的行，从上到下。"""
        told = Counter(
            row for key, rows in among.items() if self._telling.search(key) for row in set(rows)
        )
        return sorted(row for row, times in told.items() if times >= _ENOUGH)


@lru_cache(maxsize=64)
def names_of(columns: tuple[Column, ...]) -> Names:
    return Names(columns)


@once
def indicator_names(form: Form) -> Names:
    """表样的指标列名。"""
    return names_of(form.indicators.column)


@once
def fund_names(form: Form) -> Names:
    """表样的资金列名。"""
    return names_of(form.funds.column)


_OF_WORK = later(r"绩效(?=指标.|度量|计量)")  # 绩效指标性质、绩效度量单位
_OF_YEAR = later(r"20\d{2}年度?(?=.*(?:目标|完成|指标值|实际|计划|预期|执行|预算|支出))")


@lru_cache(maxsize=8192)
def _keys_of(text: str) -> tuple[str, ...]:
    """一段文字可能是哪些名称：连括号的、去括号的、去掉年度的、去掉“自评”“绩效”二字的。"""
    keys = [key_of(text), bare_key_of(text)]
    keys += [_OF_YEAR.sub("", key) for key in keys if _OF_YEAR.match(key)]
    keys += [key.removeprefix("自评") for key in keys if key.startswith("自评")]
    keys += [key.removeprefix("绩效") for key in keys if _OF_WORK.match(key)]
    return tuple(dict.fromkeys(filter(None, keys)))


def _keys(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    known: dict[str, str] = {}
    for key, name in pairs:
        known.setdefault(key_of(name), key)
    return known


_YEAR = later(r"(?<!\d)(20\d{2})(?:年|$)")


_DONE = later(r"完成|实际|执行|支出")


def years_in(cell: Cell) -> set[str]:
    return set(_YEAR.findall(key_of(cell.raw))) if cell.kind == "text" else set()


def own_year_of(row: Sequence[Cell]) -> str:
    """列名里写着几个年度的，列得最多的是这张表的年度。

    一样多的取后一年（上年完成值、本年完成值）；都是目标的取头一年（一年一列的申报表）。
    """
    if not any("2" in cell.raw or "２" in cell.raw for cell in row):  # 多数的行，一个年度也没有
        return ""
    years = Counter(year for cell in row for year in years_in(cell))
    done = any(_DONE.search(cell.raw) for cell in row if years_in(cell))
    most = [year for year in years if years[year] == max(years.values())]
    return (max if done else min)(most, default="")
