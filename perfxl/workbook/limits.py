"""一份工作簿至多多大：Excel 自己的行列，和一台办公电脑十秒之内读得完的格数。"""

from __future__ import annotations

from collections.abc import Iterable

from perfxl.cells.grid import Range, column_letters
from perfxl.errors import WorkbookError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
# 比见过的最大的自评表多五十倍；重复次数写得再大也不会撑爆内存。
MAX_CELLS = 500_000

TOO_MANY = (
    f"有内容的格多得不正常（超过 {MAX_CELLS // 10_000} 万个），没有读；"
    "请核对是不是填好的表样，别的数据移到另一个文件"
)


class Budget:
    """全簿还能放多少格。"""

    def __init__(self) -> None:
        self._left = MAX_CELLS

    @property
    def left(self) -> int:
        return self._left

    def spend(self, cells: int) -> None:
        """放进 `cells` 格；放不下的不读。"""
        self._left -= cells
        if self._left < 0:
            raise WorkbookError(TOO_MANY)


def refuse_outside(sheet: str, row: int, column: int) -> None:
    """Excel 放不下的位置。"""
    if row > LAST_ROW or column > LAST_COLUMN:
        raise WorkbookError(
            f"工作表“{sheet}”的 {column_letters(column)}{row} 超出了 Excel 的范围"
            f"（{LAST_ROW} 行、{LAST_COLUMN} 列），没有读；请把多出来的行列删掉后另存"
        )


def refuse_wide_areas(sheet: str, areas: Iterable[Range]) -> None:
    """合并到 Excel 范围以外的。"""
    for area in areas:
        refuse_outside(sheet, area.last_row, area.last_column)
