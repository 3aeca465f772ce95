"""读、写回与 openpyxl 比快慢。手工运行：python benchmarks/workbook.py

两边在同一次运行里轮流做，各取几次里最快的一次，只看倍数：机器忙闲不同，秒数不可比。
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行

from perfxl.cells.edits import Edits, Mark, ValueEdit
from perfxl.workbook import read, write

SHEET = "自评表"
COLUMNS = 20
EDITED = 50


def make(path: Path, rows: int) -> Path:
    """文字、数字、公式、百分比各占四分之一。"""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(SHEET)
    percent = book.add_format({"num_format": "0.00%"})
    for row in range(rows):
        for column in range(0, COLUMNS, 4):
            sheet.write_string(row, column, f"指标{row}的文字说明{column}")
            sheet.write_number(row, column + 1, row * 5 / 4 + column)
            sheet.write_formula(row, column + 2, f"=B{row + 1}*2", None, row * 5 / 2)
            sheet.write_number(row, column + 3, 19 / 20, percent)
    book.close()
    return path


def edits(rows: int, *, values: bool) -> Edits:
    """五十个标记；另要五十个结果格时写在表右边的空列。"""
    places = tuple((1 + number * rows // EDITED, 3) for number in range(EDITED))
    written = [ValueEdit(SHEET, row, COLUMNS + 5, Decimal(row)) for row, _ in places]
    return Edits(tuple(written) if values else (), (Mark(SHEET, "error", places),))


def compare(
    name: str, ours: Callable[[], object], theirs: Callable[[], object], times: int
) -> None:
    """轮流各做几次，印出最快的一次和倍数。"""
    best = [min(timed(job) for _ in range(times)) for job in (ours, theirs)]
    print(f"{name:<28}{best[0]:>9.4f} 秒 {best[1]:>9.4f} 秒 {best[1] / best[0]:>7.1f} 倍")


def timed(job: Callable[[], object]) -> float:
    """做一次要几秒。"""
    start = perf_counter()
    job()
    return perf_counter() - start


def openpyxl_read(path: Path) -> None:
    """要公式又要值，openpyxl 得打开两次。"""
    data = path.read_bytes()
    openpyxl.load_workbook(io.BytesIO(data))
    openpyxl.load_workbook(io.BytesIO(data), data_only=True)


def openpyxl_write(path: Path) -> None:
    """打开再保存，一格也不改。"""
    openpyxl.load_workbook(io.BytesIO(path.read_bytes())).save(path.with_name("别家.xlsx"))


def our_write(path: Path, change: Edits) -> None:
    """每次都从没写过的文件写起，写满备份、同步、换名全套。"""
    write(Path(shutil.copy(path, path.with_name("写.xlsx"))), change)


def main() -> None:
    """200 行与 20,000 行各比一遍。"""
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'':<28}{'perfxl':>12} {'openpyxl':>12}")
        for rows, times in ((200, 7), (20_000, 3)):
            path = make(Path(folder) / f"{rows}.xlsx", rows)
            compare(f"读 {rows} 行", lambda p=path: read(p), lambda p=path: openpyxl_read(p), times)  # type: ignore[misc]
            for label, values in (("标记", False), ("标记＋结果格", True)):
                change = edits(rows, values=values)
                compare(
                    f"写 {rows} 行 {label}",
                    lambda p=path, c=change: our_write(p, c),  # type: ignore[misc]
                    lambda p=path: openpyxl_write(p),  # type: ignore[misc]
                    times,
                )


if __name__ == "__main__":
    main()
