"""读并判一份 60 条指标的自评表，与 python-calamine 只取值比；行数加多时是不是照比例慢。

python benchmarks/judge.py [对数]

同一进程里先热身，再轮流各做一次算一对，每对换一份内容不同的工作簿（批量校验时也是份份不同）；
印处理器时间与历时的中位数和逐对比。另量几个下限，都只做指标表一个部件：用 Python 写的读法
少不了解压和核对一遍 XML，也少不了把各格变成对象。
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time
from xml.parsers.expat import ParserCreate

import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注
from lxml import etree
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parent.parent))  # 没有安装时也能从源码运行

from perfxl import workbook
from perfxl.assess import assess
from perfxl.cells.grid import Cell
from perfxl.form.load import load_all

FORMS = load_all()
HEAD = (
    ("项目支出绩效自评表",),
    ("（2024年度）",),
    ("项目名称", "河道清淤及堤岸加固项目"),
    ("主管部门", "青禾县水务局", "", "", "实施单位", "青禾县河道管理所"),
    ("资金（万元）", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"),
    ("", "年度资金总额", "", 500, 500, 480, 10, 0.96, 9.6),
    ("", "其中：当年财政拨款", "", 500, 500, 480, "—", 0.96, "—"),
    ("年度总体目标", "预期目标", "", "", "实际完成情况"),
    ("", "清淤河道，加固堤岸，提高防洪能力。", "", "", "全年任务已经完成。"),
    ("绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
     "偏差原因分析及改进措施"),
)  # fmt: skip
# 一级、二级、占几成、分值合计。
KINDS = (
    ("产出指标", "数量指标", 3, 20),
    ("产出指标", "质量指标", 1, 10),
    ("产出指标", "时效指标", 1, 10),
    ("产出指标", "成本指标", 1, 10),
    ("效益指标", "社会效益指标", 2, 15),
    ("效益指标", "可持续影响指标", 1, 15),
    ("满意度指标", "服务对象满意度指标", 1, 10),
)


def make(path: Path, rows: int, which: int = 0) -> Path:
    """国家通用表样，`rows` 条指标（十的倍数）；`which` 不同，名称、指标值、完成值都不同。"""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("绩效自评表")
    percent = book.add_format({"num_format": "0.00%"})
    for row, line in enumerate(HEAD):
        for column, value in enumerate(line):
            if value != "":
                sheet.write(row, column, value, percent if value == 0.96 else None)
    row = len(HEAD)
    for level1, level2, share, weight in KINDS:
        count = rows * share // 10
        each = round(weight / count, 4)
        for number in range(count):
            points = round(weight - each * (count - 1), 4) if number == count - 1 else each
            name = f"第{number + 1}段河道{level2[:2]}完成情况（{which}标）"
            line = (level1, level2, name, *_values(level2, number + which), points, points)
            sheet.write_row(row, 1, line)
            row += 1
    sheet.write_row(row, 0, ("总分", "", "", "", "", "", 100, 99.6))
    book.close()
    return path


def _values(level2: str, number: int) -> tuple[str, str]:
    if level2 == "时效指标":
        return f"2024年12月{number % 30 + 1}日前", f"2024年11月{number % 30 + 1}日"
    if level2 == "成本指标":
        return f"≤{number + 20}万元", f"{number + 19}.5万元"
    if level2 == "可持续影响指标":
        return "机制健全并持续运行", "达成年度指标"
    if level2 == "数量指标":
        return f"≥{number + 10}公里", f"{number + 11}公里"
    return f"≥9{number % 9}%", f"9{number % 9}.{number}%"


def ours(path: Path) -> None:
    assess(workbook.read(path), FORMS)


def calamine(path: Path) -> None:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def timed(job: Callable[[], object]) -> tuple[float, float]:
    """做一次的（处理器时间，历时），毫秒。"""
    cpu, wall = process_time(), perf_counter()
    job()
    return (process_time() - cpu) * 1000, (perf_counter() - wall) * 1000


def compare(paths: Sequence[Path]) -> None:
    """轮流做，逐对比；前五份只热身：字节码、正则、表样里的名称。"""
    pairs = [
        (timed(lambda p=path: ours(p)), timed(lambda p=path: calamine(p)))  # type: ignore[misc]
        for path in paths
    ][5:]
    for place, what in enumerate(("处理器时间", "历时")):
        mine = statistics.median(own[place] for own, _ in pairs)
        theirs = statistics.median(other[place] for _, other in pairs)
        ratios = sorted(own[place] / other[place] for own, other in pairs)
        low, high = ratios[len(ratios) // 20], ratios[-1 - len(ratios) // 20]
        print(
            f"{what}：读并判 {mine:.2f} 毫秒，calamine 取值 {theirs:.2f} 毫秒；逐对比 中位 "
            f"{statistics.median(ratios):.1f}，九成在 {low:.1f}–{high:.1f}（{len(pairs)} 对）"
        )


def parts(paths: Sequence[Path]) -> None:
    """读并判里的两段，和几个下限：各份做一次，取中位的处理器时间。"""
    grids = [workbook.read(path) for path in paths]
    sheets = [_sheet_part(path) for path in paths]
    cells = [cell for sheet in grids[0].sheets for cell in sheet.cells.values()]
    for name, job, subjects in (
        ("读工作簿", workbook.read, paths),
        ("认表样、核分、校验", lambda grid: assess(grid, FORMS), grids),
        ("下限：解压", _sheet_part, paths),
        ("下限：expat 走一遍", lambda part: ParserCreate().Parse(part, True), sheets),  # noqa: FBT003  # 标准库的参数
        ("下限：lxml 建树", etree.fromstring, sheets),
        (
            f"下限：{len(cells)} 个格逐个变成对象",
            lambda _: [replaced(cell) for cell in cells],
            paths,
        ),
    ):
        taken = [timed(lambda j=job, s=subject: j(s))[0] for subject in subjects]  # type: ignore[misc]
        print(f"  {name} {statistics.median(taken):.2f} 毫秒")


def replaced(cell: Cell) -> Cell:
    return Cell(cell.sheet, cell.row, cell.column, cell.raw, cell.kind)


def _sheet_part(path: Path) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read("xl/worksheets/sheet1.xml")


def main(pairs: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [make(folder / f"{number}.xlsx", 60, number) for number in range(pairs + 5)]
        compare(paths)
        parts(paths)
        for rows in (200, 2_000, 20_000):
            path = make(folder / f"长表{rows}.xlsx", rows)
            reading = min(timed(lambda p=path: workbook.read(p))[0] for _ in range(3))  # type: ignore[misc]
            grid = workbook.read(path)
            judging = min(timed(lambda g=grid: assess(g, FORMS))[0] for _ in range(3))  # type: ignore[misc]
            print(f"{rows} 条：读 {reading:.0f} 毫秒，认、核、校验 {judging:.0f} 毫秒")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 101)
