"""带按钮的副本：官方的 .xlsx 不动，另存一份 .xlsm，表格右边有“校验”“生成报告”两个按钮。"""

from __future__ import annotations

from pathlib import Path

from perfxl import workbook
from perfxl.cells.grid import Grid, Sheet
from perfxl.errors import FormError, WorkbookError
from perfxl.excel.project import vba_project
from perfxl.form.load import load_all
from perfxl.read import read
from perfxl.workbook.buttons import Button
from perfxl.workbook.macros import CodeNames

BUTTONS = (
    Button("校验", "PerfxlValidate", "查出问题，在表上标色，列在“校验结果”里", "2F5597"),
    Button("生成报告", "PerfxlReport", "在工作簿旁边生成 Word 自评报告", "548235"),
)
_WIDE = 200  # 合并得比这还宽的是整行合并，不算表格的宽度


def make_xlsm(path: Path, output: Path) -> Path:
    """另存一份带宏和按钮的工作簿，返回它的位置。

    Raises:
        WorkbookError: 读不了、放不进宏、`output` 已有、没有装 pyOpenVBA。
    """
    if output.suffix.lower() != ".xlsm":
        raise WorkbookError(f"{output.name}：带宏的工作簿扩展名是 .xlsm，请改成 {output.stem}.xlsm")
    grid = workbook.read(path)
    sheet = _form_sheet(grid)
    workbook.macro_copy(path, output, _project, (sheet.name, _width(sheet)), BUTTONS)
    return output


def _project(codes: CodeNames) -> bytes:
    return vba_project(codes.book, [(code, kind) for _, kind, code in codes.sheets])


def _form_sheet(grid: Grid) -> Sheet:
    """指标表所在的工作表；认不出表样的，第一张看得见的有内容的表。"""
    try:
        name = read(grid, load_all(())).sheet
    except FormError:
        shown = [sheet for sheet in grid.sheets if not sheet.hidden]
        if not shown:
            raise WorkbookError(f"{grid.file}：没有看得见的工作表，按钮没有地方放") from None
        return next((sheet for sheet in shown if sheet.last_row), shown[0])
    return next(sheet for sheet in grid.sheets if sheet.name == name)


def _width(sheet: Sheet) -> int:
    """表格到第几列为止：有内容的格，和伸出去的合并区域。"""
    merged = [area.last_column for area in sheet.merged if area.last_column <= _WIDE]
    return max([sheet.last_column, *merged])
