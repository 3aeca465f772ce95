"""名册.xlsx：应当报的单位和项目。标题行按名称找，合并的格按它的左上角读，看不懂的说一句。"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from perfxl import workbook
from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.cells.later import later
from perfxl.cells.notation import parse_quantity
from perfxl.cells.quantity import bare, clean
from perfxl.cells.units import factor, is_money
from perfxl.errors import WorkbookError
from perfxl.read.money_unit import unit_in

# 一栏 → 标题行里的几种写法，去了标点、括号以后。
_TITLES: Mapping[str, tuple[str, ...]] = {
    "unit": ("单位", "单位名称", "实施单位", "项目单位", "填报单位", "预算单位", "申报单位",
             "项目实施单位"),
    "project": ("项目名称", "项目", "项目名"),
    "authority": ("主管部门", "主管单位", "部门", "主管预算部门", "部门名称"),
    "amount": ("金额", "预算金额", "预算数", "全年预算数", "资金", "项目金额", "预算安排",
               "安排金额"),
}  # fmt: skip
_WAN = "万元"
_SUMS = ("合计", "总计", "小计", "共计")


@dataclass(frozen=True, slots=True)
class Due:
    """名册的一行：应当报的一个项目。"""

    unit: str
    project: str
    cell: str  # 名册里的格：Sheet1!B3
    authority: str = ""
    amount: Decimal | None = None  # 万元

    @property
    def key(self) -> tuple[str, str]:
        return bare(self.unit), bare(self.project)


@dataclass(frozen=True, slots=True)
class Roster:
    """读好的名册，和要说的话（重复的、缺了单位的……）。"""

    file: str
    due: tuple[Due, ...]
    notes: tuple[str, ...] = ()
    has_projects: bool = True


def read_roster(path: Path) -> Roster:
    """读一份名册。

    Raises:
        WorkbookError: 读不了，或没有“单位”一栏。
    """
    return roster_of(workbook.read(path))


def roster_of(grid: Grid) -> Roster:
    """名册的格 → 名册。"""
    why = ""
    for sheet in grid.sheets:
        heading = None if sheet.hidden else _heading(sheet)
        if heading is None:
            continue
        if unlike := _unlike(sheet, *heading):
            why = why or unlike
            continue
        return _Reading(grid.file, sheet, *heading).roster()
    raise WorkbookError(f"{grid.file}{why or _NO_UNITS}；{_WANTED}")


_NO_UNITS = "：找不到“单位”一栏，不知道哪些单位该报"
_WANTED = "名册一行写一个应当报的，标题行要有“单位”“项目名称”，可以有“主管部门”“金额”"
# 自评表上的栏名：有两个的是表，不是名册。
_FORM = frozenset(
    {"一级指标", "二级指标", "三级指标", "年度指标值", "指标值", "实际完成值", "完成值"}
)
# 指标表也有“单位”一栏，写的是这些。
_MEASURES = (
    "平方米", "立方米", "平方公里", "公里", "公斤", "人次", "万人次", "户次", "场次", "剂次",
    "批次", "车次", "百分比", "万亩", "公顷",
)  # fmt: skip
_NAME = later(r"[\u4e00-\u9fffA-Za-z]{2}")
_NUMBER = later(r"[<>＜＞≤≥=＝约]*\s*-?\d")
_CALLED = later(  # 120急救中心、12345热线办
    r"\d+[\u4e00-\u9fff]{2,}(?:中心|公司|学校|银行|[办局委所站队院校馆处室科部厅会社厂场])$"
)


def _unlike(sheet: Sheet, heading: int, columns: Mapping[str, int]) -> str:
    """为什么不是名册：填好的自评表，“单位”一栏里多半不是单位的名称；是名册的为空。"""
    titles = {_title(cell) for cell in sheet.cells.values()}
    if len(titles & _FORM) > 1:
        return f"：“{sheet.name}”是一份自评表，不是名册"
    column = columns["unit"]
    below = [sheet.at(row, column) for row in sheet.filled_rows() if row > heading]
    written = [cell for cell in below if bare(cell.raw)]
    odd = [cell for cell in written if not _is_name(clean(cell.raw))]
    if 2 * len(odd) <= len(written):
        return ""
    shown = "、".join(f"“{clean(cell.raw)[:12]}”" for cell in odd[:2])
    return f"：{odd[0].address} 起“单位”一栏写的是{shown}，不像单位的名称，当不了名册"


def _is_name(text: str) -> bool:
    """像单位的名称：不是数，不是计量单位。"""
    measures = is_money(text) or text in _MEASURES
    number = _NUMBER.match(text) is not None and _CALLED.match(text) is None
    return _NAME.search(text) is not None and not number and not measures


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """标题行（最后一行）和各栏在第几列。两行的标题（上面一格横着合并）认写着栏名的那一行。"""
    best: tuple[int, dict[str, int]] | None = None
    for row in list(sheet.filled_rows())[:30]:
        columns: dict[str, int] = {}
        for column in range(1, sheet.last_column + 1):
            area = sheet.area(row, column)
            if area.first_column != area.last_column:
                continue  # 横着合并的是几栏的总名称
            title = _title(sheet.at(row, column))
            for key, titles in _TITLES.items():
                if title in titles:
                    columns.setdefault(key, column)
        if "unit" in columns and (best is None or len(columns) > len(best[1])):
            area = sheet.area(row, columns["unit"])
            best = max(area.last_row, row), columns
    return best


def _title(cell: Cell) -> str:
    return bare(clean(cell.raw).replace("\n", "").split("（")[0].split("(")[0])


class _Reading:
    """读标题行以下的各行。"""

    def __init__(self, file: str, sheet: Sheet, heading: int, columns: Mapping[str, int]) -> None:
        self._file, self._sheet, self._columns = file, sheet, columns
        self._heading = heading
        self._notes: list[str] = []
        title = sheet.at(heading, columns["amount"]) if "amount" in columns else None
        told = "" if title is None else unit_in(title.raw)
        bare_yuan = title is not None and "元" in title.raw and "万" not in title.raw
        self._unit = told or ("元" if bare_yuan else _WAN)

    def roster(self) -> Roster:
        due = [entry for row in self._rows() if (entry := self._due(row)) is not None]
        if not due:
            raise WorkbookError(f"{self._file}：标题行以下没有一个单位；请把应当报的单位填上")
        kept = self._once(due)
        return Roster(self._file, tuple(kept), tuple(self._notes), "project" in self._columns)

    def _rows(self) -> list[int]:
        return [row for row in self._sheet.filled_rows() if row > self._heading]

    def _text(self, row: int, key: str) -> str:
        column = self._columns.get(key)
        return "" if column is None else clean(self._sheet.at(row, column).raw).replace("\n", "")

    def _due(self, row: int) -> Due | None:
        unit, project = self._text(row, "unit"), self._text(row, "project")
        if bare(unit) in _SUMS or bare(project) in _SUMS or not (unit or project):
            return None
        place = self._sheet.at(row, self._columns["project" if project else "unit"]).address
        if not unit:
            self._say(f"{place} 的“{project}”没有写单位，没有对；请补上单位")
            return None
        if "project" in self._columns and not project:
            self._say(f"{place} 的“{unit}”没有写项目名称，没有对；请补上项目名称")
            return None
        return Due(unit, project, place, self._text(row, "authority"), self._amount(row))

    def _amount(self, row: int) -> Decimal | None:
        text = self._text(row, "amount")
        quantity = parse_quantity(text) if text else None
        if quantity is None or quantity.value is None:
            return None
        scale = factor(quantity.unit or self._unit, _WAN)  # 外币换不了，不比
        return None if scale is None else quantity.value * scale

    def _once(self, due: Sequence[Due]) -> list[Due]:
        """重复写了的只算一次。"""
        first: dict[tuple[str, str], Due] = {}
        for entry in due:
            before = first.setdefault(entry.key, entry)
            if before is not entry:
                name = f"“{entry.unit}”的“{entry.project}”" if entry.project else f"“{entry.unit}”"
                self._say(f"{entry.cell} 与 {before.cell} 重复（{name}），算作一个；请核对名册")
        return list(first.values())

    def _say(self, text: str) -> None:
        self._notes.append(f"{self._file}：{text}")
