"""名称 → 表样的行：表上写的一级、二级、三级、资金、等级、数据项、栏目是表样的哪一行，只在这里认。

认的规矩只有一条：前后的装饰去掉（names.py），与表样的名称或叫法相同的就是；名称在先，叫法在后。
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from typing import TypeVar

from perfxl.cells.later import later
from perfxl.cells.names import bare_key_of, key_of, level_name
from perfxl.cells.quantity import bare
from perfxl.filing.place import FormPlace
from perfxl.form.form import Form, FundRow, Item, Level1, Level2, Level3
from perfxl.form.once import once
from perfxl.form.outline import Section
from perfxl.form.scoring import Cap, Override

Row = TypeVar("Row")
_OF_WHICH = later(r"^\s*(?:其中\s*[：:、]?|按[^：:\d]{2,8}[：:])\s*")
_Level = Level1 | Level2 | Level3
_Levels = tuple[tuple[_Level | None, str], ...]  # 各级：表样的行，和表上写的名称


@lru_cache(maxsize=8192)
def keys_of(text: str) -> tuple[str, ...]:
    """一个名称的几种写法，宽的在后：照写的、去了装饰的、只留字的、再去括号的。"""
    name = level_name(text)
    keys = (key_of(text), key_of(name), bare(name), bare_key_of(name))
    return tuple(filter(None, dict.fromkeys(keys)))


def index(rows: Iterable[tuple[Row, str, Collection[str]]]) -> dict[str, Row]:
    """（行、名称、叫法）→ 写法到行；同一写法取在先的一行。"""
    listed = tuple(rows)
    known: dict[str, Row] = {}
    for row, name, _ in listed:
        known.setdefault(key_of(name), row)
    for row, name, synonyms in listed:
        for called in (name, *synonyms):
            for key in keys_of(called):
                known.setdefault(key, row)
    return known


def find(known: Mapping[str, Row], text: str) -> Row | None:
    for key in keys_of(text):
        if key in known:
            return known[key]
    return None


_BONUS = later(
    r"(?:附加|奖励|其他|特别)?(?:加分|减分|扣分|加减分|加扣分|奖惩|奖分|罚分|倒扣分?)"
    r"(?:项|项目|指标|因素|事项|情况|内容)?|附加(?:分|项)"
)


def is_bonus(text: str) -> bool:
    """加分项、减分项（不超过3分）、加分项：获市级表彰。"""
    head = text.replace("：", ":").partition(":")[0]
    return bool(head) and _BONUS.fullmatch(bare_key_of(level_name(head))) is not None


class FormRows:
    """一张表样的各行，按名称找。"""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._level1 = index((row, row.name, row.synonyms) for row in form.level1)
        self._level2 = {
            outer.name: index((row, row.name, row.synonyms) for row in outer.level2)
            for outer in form.level1
        }
        self._level3 = {
            (outer.name, inner.name): index((row, row.name, ()) for row in inner.level3)
            for outer in form.level1
            for inner in outer.level2
        }

    def level1(self, name: str) -> Level1 | None:
        return find(self._level1, name)

    def place(self, level1: str, level2: str, name: str) -> FormPlace:
        """一条指标在表样里的位置。"""
        outer = self.level1(level1)
        inner = find(self._level2[outer.name], level2) if outer else None
        owner, stray = (None, None) if inner else self._elsewhere(level2)
        leaf = find(self._level3[outer.name, inner.name], name) if outer and inner else None
        as_level1 = self.level1(level2)
        levels: _Levels = ((outer, level1), (inner or stray, level2), (leaf, name))
        named = () if inner or as_level1 is None else (as_level1,)
        return FormPlace(
            level1=outer,
            level2=inner,
            level3=leaf,
            owner=owner,
            level2_as_level1=as_level1,
            formula=find(self._formulas, name),
            override=next(
                (rule for rule in self.form.scoring.override if self._asks(rule, levels)), None
            ),
            # 三级指标叫“奖惩情况”“加分情况”的是一般的指标；两级都不是表样的，名称才算。
            bonus=any(map(is_bonus, (level1, level2) if outer else (level1, level2, name))),
            caps=tuple(cap for cap in self.form.cap if self._covers(cap, levels[:2], named)),
        )

    def _elsewhere(self, name: str) -> tuple[Level1 | None, Level2 | None]:
        """别的一级之下的二级：那个一级，和那一行。"""
        pairs = ((outer, find(self._level2[outer.name], name)) for outer in self.form.level1)
        return next(((outer, row) for outer, row in pairs if row is not None), (None, None))

    @cached_property
    def _rows(self) -> tuple[tuple[Level1, ...], tuple[Level2, ...], tuple[Level3, ...]]:
        inner = tuple(row for outer in self.form.level1 for row in outer.level2)
        return self.form.level1, inner, tuple(leaf for row in inner for leaf in row.level3)

    @cached_property
    def _formulas(self) -> dict[str, Level3]:
        return index((row, row.name, ()) for row in self._rows[2] if row.use)

    # ---- 计分指定、封顶要的是哪些行 ----

    def _asks(self, rule: Override, levels: _Levels) -> bool:
        wanted = (rule.level1, rule.level2, rule.name)
        kinds: tuple[tuple[_Level, ...], ...] = self._rows
        return all(
            not name or self._is(name, rows, *level)
            for name, rows, level in zip(wanted, kinds, levels, strict=True)
        )

    def _covers(self, cap: Cap, levels: _Levels, named: tuple[Level1, ...]) -> bool:
        """封顶管一级或二级；二级写的就是那个一级的名称的（`named`），也算。"""
        if not cap.of:
            return False
        every: tuple[_Level, ...] = (*self._rows[0], *self._rows[1])
        mine: _Levels = (*(level for level in levels if level[1]), *((row, "") for row in named))
        return any(self._is(cap.of, every, *level) for level in mine)

    @staticmethod
    def _is(wanted: str, rows: Iterable[_Level], row: _Level | None, text: str) -> bool:
        """`row`（表上写的是 `text`）是不是表样文件里点名的 `wanted`。

        表样里有这一行的比行；表样里没有的（三级多由单位自填），比写的名称。
        """
        every = tuple(rows)
        named = [each for each in every if key_of(each.name) == key_of(wanted)]
        named = named or [each for each in every if key_of(wanted) in _called(each)]
        if row is not None and named:
            return row in named
        keys = {key for each in named for key in _called(each)} or set(keys_of(wanted))
        return not keys.isdisjoint(keys_of(text))

    # ---- 资金、数据项、栏目 ----

    def fund(self, name: str, taken: Collection[FundRow]) -> FundRow | None:
        """资金块的一行；同名的行（两组里都有“小计”）按先后对应。

        表样里没有写着“其中：”“按支出结构：”的这一行，再看后面的名称：其中：基本支出。
        """
        plain = _OF_WHICH.sub("", name)
        return self._fund(keys_of(name), taken) or (
            self._fund(keys_of(plain), taken) if plain and plain != name else None
        )

    def _fund(self, keys: Collection[str], taken: Collection[FundRow]) -> FundRow | None:
        rows = [row for row, called in self._fund_rows if not called.isdisjoint(keys)]
        return next(iter([row for row in rows if row not in taken] or rows), None)

    @cached_property
    def _fund_rows(self) -> tuple[tuple[FundRow, set[str]], ...]:
        return tuple((row, _called(row)) for row in self.form.funds.row)

    def item(self, name: str) -> Item | None:
        return find(self._items, name)

    @cached_property
    def _items(self) -> dict[str, Item]:
        """数据项：空白表里印好的，和算式要用的。"""
        table = self.form.table_of("data")
        printed = table.item if table else ()
        used = (Item(name) for row in self._formulas.values() for name in row.items)
        return index((item, item.name, ()) for item in (*printed, *used))

    def section(self, name: str) -> Section | None:
        return find(self._sections, name)

    @cached_property
    def _sections(self) -> dict[str, Section]:
        outline = self.form.report.section
        return index((part, part.narrative, part.names) for part in outline if part.narrative)


@once
def rows_of(form: Form) -> FormRows:
    """一张表样的各行，按名称理好的。"""
    return FormRows(form)


def _called(row: _Level | FundRow) -> set[str]:
    name = row.title if isinstance(row, FundRow) else row.name
    names = (name, *getattr(row, "synonyms", ()))
    return {key for name in names for key in keys_of(name)}
