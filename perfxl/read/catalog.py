"""全部表样理成一份目录：各张表样用来比的名称、标题、列，只理一次，份份工作簿都用。"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property

from perfxl.cells.names import bare_key_of, key_of
from perfxl.form.form import Column, Form
from perfxl.form.stage import Stage
from perfxl.form.staged import all_at
from perfxl.read.heading.column_names import Names, names_of

_KEPT = 8  # 一个进程里用到的几组表样（全部的、点了名的，各有申报、监控的）；再多的另理


@dataclass(frozen=True, slots=True)
class Entry:
    """一张表样在目录里的一条：名称都已化成比较用的写法。

    `columns`、`funds`、`header` 是组号：列完全相同的几张表样（各地改了标题、一级名称的）同号，
    同一张工作表上只比一次。
    """

    place: int  # 在全部表样里的次序，默认的在最前
    form: Form
    titles: tuple[str, ...]
    sheets: frozenset[str]
    names: frozenset[tuple[str, str]]  # （level1 或 level2，名称）
    level1: frozenset[str]
    wanted: tuple[str, ...]
    drawn: frozenset[str]
    fund_titles: frozenset[str]
    columns: int
    funds: int
    header: int
    printed: frozenset[str]  # 印在表上的各栏、各行、各级的名称
    marks: tuple[str, ...] = ()  # 申报、监控的：各地标题一样，凭表上特有的字分


class Catalog:
    """一组表样的目录；`by_name`、`by_title` 从写着的字查到有它的表样。"""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.forms = tuple(forms)
        groups: dict[Hashable, int] = {}
        self.entries = tuple(_entry(place, form, groups) for place, form in enumerate(forms))
        self.by_name: dict[str, list[Entry]] = {}
        self.by_title: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for _, name in entry.names:
                self.by_name.setdefault(name, []).append(entry)
            for title in dict.fromkeys(entry.titles):
                self.by_title.setdefault(title, []).append(entry)
        sheets = [form.sheets for form in forms]
        self.results = frozenset(
            name for sheet in sheets for name in (sheet.findings, sheet.scores, sheet.readings)
        )
        self.sides = frozenset(sheet.guide for sheet in sheets)
        self.sides |= {table.sheet for form in forms for table in form.table}
        every = (column for form in forms for column in form.indicators.column)
        self.columns = tuple(dict.fromkeys(every))
        named = (field for form in forms for field in form.header if field.key == "name")
        self.name_labels = tuple(
            dict.fromkeys(name for field in named for name in (field.title, *field.synonyms))
        )

    @cached_property
    def name_keys(self) -> frozenset[str]:
        """项目名称一栏的各种叫法。"""
        return frozenset(map(key_of, self.name_labels))

    @cached_property
    def of_indicators(self) -> tuple[Names, ...]:
        """各张自评表的指标列名；列相同的几张表样只有一份。"""
        return tuple(map(names_of, dict.fromkeys(form.indicators.column for form in self._own)))

    @cached_property
    def of_columns(self) -> tuple[Names, ...]:
        """各张自评表的指标列名、资金列名，一张表样两份挨着。"""
        kinds = dict.fromkeys((form.indicators.column, form.funds.column) for form in self._own)
        return tuple(names_of(columns) for pair in kinds for columns in pair)

    @cached_property
    def any_column(self) -> Names:
        """合在一起的：这里没有的，哪一张自评表也没有，不必一张一张地找。"""
        pairs = [(form.indicators.column, form.funds.column) for form in self._own]
        return Names(dict.fromkeys(column for pair in pairs for each in pair for column in each))

    @cached_property
    def every_column(self) -> Names:
        """全部表样（申报表、监控表也在内的，照这一组）的指标列名合在一起。"""
        return Names(self.columns)

    @property
    def _own(self) -> list[Form]:
        return [form for form in self.forms if form.stage == "evaluate"]


_catalogs: dict[tuple[int, ...], Catalog] = {}


def catalog_of(forms: Sequence[Form]) -> Catalog:
    """这组表样的目录；理过的不再理。目录留着表样本身，认的是同一批对象。"""
    key = tuple(map(id, forms))
    made = _catalogs.get(key)
    if made is None:
        while len(_catalogs) >= _KEPT:
            _catalogs.pop(next(iter(_catalogs)), None)
        made = _catalogs[key] = Catalog(forms)
    return made


def catalog_at(catalog: Catalog, stage: Stage) -> Catalog:
    """同一组表样的申报表、监控表。"""
    if stage == "evaluate":
        return catalog
    return catalog_of(all_at(catalog.forms, stage))


def _entry(place: int, form: Form, groups: dict[Hashable, int]) -> Entry:
    columns = form.indicators.column
    names = {("level1", bare_key_of(level1.name)) for level1 in form.level1}
    names |= {
        ("level2", bare_key_of(level2.name)) for level1 in form.level1 for level2 in level1.level2
    }
    sheets = (form.sheets.main, *form.sheets.aliases)

    def group(what: Hashable) -> int:
        return groups.setdefault(what, len(groups))

    return Entry(
        place,
        form,
        tuple(key_of(word) for word in (form.title, form.look.title, *form.keywords)),
        frozenset(filter(None, map(key_of, sheets))),
        frozenset(names),
        frozenset(name for level1 in form.level1 for name in (level1.name, *level1.synonyms)),
        tuple(column.key for column in columns if column.required),
        frozenset(column.key for column in columns if column.drawn),
        frozenset(_titles(form.funds.column)),
        group(("columns", columns)),
        group(("funds", form.funds.column)),
        group(("header", form.header)),
        _printed(form),
        _marks(form),
    )


def _printed(form: Form) -> frozenset[str]:
    titles = [column.title for column in form.indicators.column if column.drawn]
    titles += [column.title for column in form.funds.column if column.drawn]
    titles += [field.title for field in form.header if field.drawn]
    titles += [row.title for row in form.funds.row]
    titles += [level1.name for level1 in form.level1]
    titles += [level2.name for level1 in form.level1 for level2 in level1.level2]
    return frozenset(filter(None, map(key_of, titles)))


def _marks(form: Form) -> tuple[str, ...]:
    if form.stage == "evaluate":
        return ()
    return tuple(key_of(word) for word in form.keywords if "表" not in word and "评" not in word)


def _titles(columns: Sequence[Column]) -> set[str]:
    return {bare_key_of(column.title) for column in columns if column.drawn}
