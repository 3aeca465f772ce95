"""按名称找表头：不看坐标，只看写着什么。"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from perfxl.cells.grid import Cell, Sheet
from perfxl.cells.later import later
from perfxl.cells.names import at_colon, bare_key_of, key_of
from perfxl.form.form import Column
from perfxl.form.once import once_each
from perfxl.read.heading import two_rows
from perfxl.read.heading.column_names import (
    Names,
    Words,
    may_be_said,
    may_be_title,
    own_year_of,
    rows_by_key,
    years_in,
)
from perfxl.read.heading.two_rows import Mark, find


@dataclass(frozen=True, slots=True)
class Heading:
    """找到的表头：`row` 是它的最后一行（下一行起是内容），`columns` 是字段名 → 列号。"""

    row: int
    first_row: int
    columns: Mapping[str, int]
    cells: Mapping[str, Cell]
    spare: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # 全年值空着时看的年初值
    loose: frozenset[str] = frozenset()  # 只凭“备注”一类泛泛的叫法认出的列

    @property
    def first_cell(self) -> Cell:
        return min(self.cells.values(), key=lambda cell: cell.column)

    @property
    def first_column(self) -> int:
        return min(self.columns.values())


def find_heading(
    sheet: Sheet,
    names: Names,
    *,
    need: Sequence[Sequence[str]],
    after: int = 0,
    before: int | None = None,
    among: Words | None = None,
) -> Heading | None:
    """认出列最多的那一行作表头；一张表上画了两份时取前面的一份。

    `need` 是若干组字段名，每组至少认出一个才算（三级指标，且指标值或完成值之一）。
    `among` 是先理好的 `rows_by_key(sheet)`：给了就不再理一遍。
    """
    known = among if among is not None else rows_by_key(sheet)
    for find_rows in (names.rows, names.told_rows):  # 一个名称也对不上的，才只看字
        near = [row for row in find_rows(known) if after < row < (before or row + 1)][:MOST_ROWS]
        headings = [told_heading(sheet, row, names) for row in near]
        fit = [
            heading
            for heading in headings
            if all(set(group) & set(heading.columns) for group in need)
        ]
        most = max((len(heading.columns) for heading in fit), default=0)
        if fit:
            return next(heading for heading in fit if 4 * len(heading.columns) >= 3 * most)
    return None


# 写着列名的行再多，也只看前面这些：表头在一份表的上半，一张工作表上没有几百份表。
MOST_ROWS = 200

# 有这些字的不是那一列本身：指标值设置依据、评分标准、得分率、上年完成值、三级指标解释。
_NOT_ITSELF = later(
    r"依据|标准|办法|方法|规则|说明|解释|率|系数|[上往去前]年|历史|单位$|类型|性质|来源|要求|原因|分析"
)
# 有这些字的不是全年的完成值：6月底完成值、当年预期实现值。
_IN_TIME = frozenset({"actual", "executed", "rate"})
_NOT_DONE = later(r"上半年|[一二三1-3]季度|(?<!\d)(?:[1-9]|1[01])月(?!.*12月)|预期实现|计划完成")


@once_each  # 认表样、认资金、认附表的都要问同一行
def told_heading(sheet: Sheet, row: int, names: Names) -> Heading:
    """把这一行当表头看；名称、叫法都对不上的，也看含不含一看就知道的字。"""
    return told_too(sheet, heading_at(sheet, row, names), names)


def told_too(sheet: Sheet, heading: Heading, names: Names) -> Heading:
    """名称、叫法都对不上的，看表头那一行里剩下的格含不含一看就知道的字。"""
    known = {key: cell for key, cell in heading.cells.items() if not is_stand_in(cell.raw)}
    wanted = [each for each in names.columns if each.key not in known and each.telling + each.loose]
    if not wanted:
        return heading
    taken, again = ({getattr(c, key) for c in heading.cells.values()} for key in ("column", "raw"))
    cells = known
    own_year = own_year_of(sheet.row(heading.first_row))
    row = sheet.row(heading.first_row)
    for cell in sorted(row, key=lambda cell: two_rows.is_block_name(sheet, cell)):  # 块名最后看
        text = key_of(cell.raw) if may_be_title(cell) else ""
        if not text or cell.column in taken or cell.raw in again or _OTHERS.search(text):
            continue
        if at_colon(cell.raw)[1].strip()[:1].isdigit():
            continue  # 预算安排资金：500，名称后面接着写了数
        told = set() if years_in(cell) - {own_year} else names.told(text)  # 别的年度的一列不算
        for column in wanted if told else ():
            if column.key not in told or not any(word in text for word in column.telling):
                continue
            plain = column.key in {"rate", "criteria", "reason"} or not _NOT_ITSELF.search(text)
            early = column.key in _IN_TIME and _NOT_DONE.search(text) is not None
            plain = plain and not (early and _has_later(sheet, heading.first_row, column))
            if plain and column.key not in cells:
                cells[column.key] = cell
                break
    cells = {**heading.cells, **cells}
    loose = dict(_loose(sheet, heading.first_row, wanted, cells))
    cells |= loose
    if cells == heading.cells:
        return heading
    numbers = {key: cell.column for key, cell in cells.items()}
    return replace(heading, cells=cells, columns=numbers, loose=frozenset(loose))


# 合同金额、中标金额、计划投入：旁边写着预算数的，以预算数为准；没有的才用它。
_STAND_IN = later(r"合同|采购|中标|成交|到位|计划投入")


def is_stand_in(text: str) -> bool:
    return _STAND_IN.search(text) is not None and "预算" not in text


def _has_later(sheet: Sheet, row: int, column: Column) -> bool:
    """同一行里另有全年的一栏（1-6月执行数、全年执行数）；完成值总要全年的。"""
    texts = (key_of(cell.raw) for cell in sheet.row(row) if may_be_title(cell))
    told = (text for text in texts if any(word in text for word in column.telling))
    return column.key == "actual" or any(
        not _NOT_DONE.search(text) and "预计" not in text for text in told
    )


def _loose(
    sheet: Sheet, row: int, wanted: Iterable[Column], known: Mapping[str, Cell]
) -> Iterator[tuple[str, Cell]]:
    """剩下的列里，表头写着泛泛的叫法（备注、说明）的。"""
    for column in wanted:
        names = set(map(key_of, column.loose)) if column.key not in known else set()
        for cell in sheet.row(row) if names else ():
            called = key_of(cell.raw) in names or bare_key_of(cell.raw) in names
            left = called and cell not in known.values() and may_be_title(cell)
            if left and not two_rows.is_block_name(sheet, cell) and may_be_said(sheet, cell):
                yield column.key, cell
                break


_OTHERS = later(r"复核|复评|核定|审核|评审|抽查|专家|第三方")
_NO_TIME = 1
_TIMES = (
    ("全年", 3), ("调整", 2), ("修正", 2), ("修订", 2), ("变更", 2), ("年初", 0), ("累计", -1),
    ("实施期", -1),
)  # fmt: skip
_ADJUSTED_TIME = 2
_NOT_SPARE = frozenset({_NO_TIME, -1})  # 实施期的不是本年度的
# 完成值、指标值下面分着累计（实施期）、年度的，年度的一列。
_YEARLY = later(r"(?:本|当|全)?年度?(?:累计|目标|实际|完成)*(?:值|数)?|20\d\d年度?(?:值|数)?")
_WHY = later(r"原因|说明")


@once_each
def heading_at(sheet: Sheet, row: int, names: Names) -> Heading:
    """把这一行当表头看，认得哪些列。"""
    tops = _without_blocks(sheet, list(_marks(sheet, row, names)))
    if not tops:
        return Heading(row, row, {}, {})
    last = max((sheet.area(row, mark.cell.column).last_row for mark in tops), default=row)
    last = min(last, max(row, sheet.last_row))  # 有人把表头往下合并到第一百万行
    if last == row and two_rows.is_halved(sheet, row, names, tops):
        last = row + 1
    best: dict[str, Mark] = {}
    spare: dict[str, tuple[int, ...]] = {}
    lower = [
        mark
        for below in range(row + 1, last + 1)[:MOST_ROWS]
        for mark in _halves(sheet, below, names, tops)
    ]
    for mark in sorted((*tops, *lower), key=lambda mark: mark.rank[2], reverse=True):
        if mark.key == "target" and mark.rank[2] not in _NOT_SPARE:
            spare[mark.key] = (*spare.get(mark.key, ()), mark.cell.column)
        if mark.key not in best or mark.rank > best[mark.key].rank:
            best[mark.key] = mark
    if "target" in best and best["target"].rank[2] == _ADJUSTED_TIME:  # 没有调整的空着，看原来的
        plain = (m.cell.column for m in tops if m.key == "target" and m.rank[2] == _NO_TIME)
        spare["target"] = (*spare.get("target", ()), *plain)
    best |= two_rows.nearer(tops, lower, best)
    cells = {key: mark.cell for key, mark in best.items()}
    return Heading(last, row, {key: cell.column for key, cell in cells.items()}, cells, spare)


def _without_blocks(sheet: Sheet, tops: list[Mark]) -> list[Mark]:
    """竖着盖过好几行的块名（支出），与右边的列名（执行数）认作同一列的，不算列名。"""
    if len({mark.key for mark in tops}) == len(tops):
        return tops  # 没有两格认作同一列
    deep = [mark for mark in tops if two_rows.is_block_name(sheet, mark.cell)]
    flat = {mark.key for mark in tops if mark not in deep}
    return [mark for mark in tops if mark not in deep or mark.key not in flat]


def _marks(sheet: Sheet, row: int, names: Names) -> Iterator[Mark]:
    """一行里认得的格；上面一格写着“复核”之类的、写着别的年度的（2023年完成）不是自评的列。"""
    known = [(cell, named) for cell in sheet.row(row) if (named := find(cell, names))]
    if any("20" in key_of(cell.raw) for cell, _ in known):  # ２０２４ 也是
        own_year = own_year_of(sheet.row(row))
        known = [(cell, named) for cell, named in known if not years_in(cell) - {own_year}]
    for cell, own in known:
        above = _above(sheet, cell, known[0][0].column) if row > 1 else ""
        others = _OTHERS.search(above) is not None
        # 复核 下面的 得分：有的表样有“复核得分”一列
        named = names.find(above + cell.raw) if others else own
        if named is not None:
            rank = _rank(above + key_of(cell.raw), exact=named[1], half=False)
            rank = (*rank[:2], -1, rank[3]) if is_stand_in(cell.raw) else rank
            yield Mark(named[0], cell, rank)


def _above(sheet: Sheet, cell: Cell, first: int) -> str:
    """表头上面那格写的分组（自评、复核）；表的标题（从第 `first` 列以左起）、上一条指标不算。"""
    over = sheet.at(cell.row - 1, cell.column)
    if over.kind != "text" or len(key_of(over.raw)) > 10:
        return ""
    if any(beside.kind == "number" for beside in sheet.row(over.row)):
        return ""
    area = sheet.area(over.row, over.column)
    return key_of(over.raw) if area.first_column > first else ""


def _rank(text: str, *, exact: bool, half: bool) -> tuple[bool, int, int, bool]:
    time = next((rank for word, rank in _TIMES if word in text), _NO_TIME)
    return half, 2 if "折算" in text else int("自评" in text), time, exact  # 折算得分才加得成总分


def _halves(sheet: Sheet, row: int, names: Names, tops: Sequence[Mark]) -> Iterator[Mark]:
    """下半行的格：自己有名称的，或只写“全年”“值”“单位”、跟着上面那格的。"""
    owners = {(mark.cell.row, mark.cell.column): mark.key for mark in tops}
    for cell in sheet.row(row):
        top = sheet.at(row - 1, cell.column)
        owner = owners.get((top.row, top.column), "")
        above, own = key_of(top.raw), bare_key_of(cell.raw)
        if cell.kind != "text":
            continue
        named = two_rows.joined_name(top.raw, cell.raw, owner, names)
        if _OTHERS.search(above + own):
            if named:
                yield Mark(named[0], cell, _rank(above + own, exact=named[1], half=True))
            continue
        named = find(cell, names) or named
        key = named[0] if named else two_rows.PARTS.get(own, "?") or owner
        if key == "unit" and owner == "actual":
            key = "actual_unit"  # 完成情况 下面的 单位
        if key == "?" and own in two_rows.FILED and above in two_rows.SCORING:
            key = "points"  # 评分 下面的 分值 | 自评
        if key == "?" and _follows(own, owner):
            key = owner
        if owner == "reason" and _WHY.search(own):
            key = owner  # 偏差原因分析 下面的 经费保障、制度保障……原因说明
        if key not in {"", "?"}:
            exact = named is not None and named[1]
            yield Mark(key, cell, _rank(above + own, exact=exact, half=key == owner))


def _follows(own: str, owner: str) -> bool:
    """上面那格的一列：年度的、全年的；完成值下面分全市合计、各县的，合计的一列。"""
    timed = any(word in own for word, _ in _TIMES) or _YEARLY.fullmatch(own) is not None
    timed = timed or (owner == "points" and "折算" in own)  # 自评得分 下面的 单项得分、折算得分
    return timed or (owner in {"target", "actual"} and two_rows.is_whole(own))


def labels(sheet: Sheet, names: Iterable[str], *, before: int) -> Iterator[Cell]:
    """`before` 行之前，写着某个名称的格（允许 `项目名称：某某` 写在一格里）。"""
    wanted = {key_of(name) for name in names}
    for cell in texts_above(sheet, before):
        if not wanted.isdisjoint(_label_keys(cell.raw)):
            yield cell


def texts_above(sheet: Sheet, before: int) -> list[Cell]:
    """`before` 行之前写着字的格。"""
    return [cell for cell in sheet.texts if cell.row < before]


@lru_cache(maxsize=8192)
def _label_keys(text: str) -> tuple[str, ...]:
    """一格可能是哪些名称：整格的、去括号的、冒号前的、再去掉末尾序号的。"""
    head = at_colon(text)[0]
    plain = bare_key_of(head).rstrip("0123456789")  # 年度绩效目标1（40分）
    return tuple(filter(None, (key_of(text), bare_key_of(text), key_of(head), plain)))
