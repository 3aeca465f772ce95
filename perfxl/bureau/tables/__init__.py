"""台账的各张表 → 汇总.xlsx、汇总报告.docx、CSV 和 Parquet。

都是表进、表出的函数，最后才写文件：`bureau_of` 整理，`missing`、`copied`、`outliers`、`last_year`、
`sample` 各看一件事，`whole` 合到一起，`write_book`、`write_report`、`write_tables` 写出去。
门是 `summarise`。
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from perfxl.bureau.tables.roster import Roster

BOOK, REPORT = "汇总.xlsx", "汇总报告.docx"


@dataclass(frozen=True, slots=True)
class Ways:
    """怎样汇总：名册、去年的台账、抽查的种子，另写一份 CSV 的文件夹。"""

    roster: Roster | None = None
    last: Mapping[str, pd.DataFrame] | None = None
    seed: int = 0
    tables: Path | None = None
    template: Path | None = None  # 自己的汇总报告模板


@dataclass(frozen=True, slots=True)
class Summary:
    """汇总好的：写在哪里、缺几个、要说的话。"""

    book: Path
    report: Path
    missing: int | None  # 没有名册的不知道
    notes: tuple[str, ...] = field(default=())


def summarise(frames: Mapping[str, pd.DataFrame], output: Path, ways: Ways) -> Summary:
    """`frames` 是 `Ledger.frames(current=False)`；写到 `output` 文件夹。

    Raises:
        PerfxlError: 写不了。
    """
    from perfxl.bureau.tables.book import write_book  # noqa: PLC0415  # pandas、XlsxWriter 到用时才装载
    from perfxl.bureau.tables.document import write_report  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.export import write_tables  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.gather import is_evaluated, waiting  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.missing import UNSEATED  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.sample import Plan  # noqa: PLC0415  # 同上
    from perfxl.bureau.tables.whole import whole  # noqa: PLC0415  # 同上

    made = whole(frames, roster=ways.roster, last=ways.last, plan=Plan(ways.seed))
    places = write_book(made, output / BOOK)
    report = write_report(made, places, output / REPORT, template=ways.template)
    notes = list(ways.roster.notes) if ways.roster is not None else []
    filings = frames["filings"]
    early = int((filings["current"].astype(bool) & ~is_evaluated(filings)).sum())
    if early:
        notes.append(f"另有申报、监控的表 {early} 份，收在台账里；没有结果，不进汇总")
    if many := waiting(made.bureau):
        notes.append(
            f"等着定的 {many} 份，没有算数：通过以后又报的、别的单位从网页交来的，见“未报”"
        )
    unseated = int((made.missing["kind"] == UNSEATED).sum())
    if unseated:
        notes.append(
            f"已经通过、文件盖掉了或者拿走了的 {unseated} 份，算数的是后来的，还没有定，见“未报”"
        )
    if ways.tables is not None:
        notes += write_tables(made, ways.tables)
    missing = made.absent if ways.roster is not None else None
    return Summary(output / BOOK, report, missing, tuple(notes))
