"""F 填报之四：年度写了两处，写得不一样。"""

from __future__ import annotations

from collections.abc import Iterator

from perfxl.checks.register import Remark, check
from perfxl.filing.findings import WITHIN, Level
from perfxl.filing.model import Filing


@check("F14", Level.VERIFY, on=Filing, english="The year is written twice and differs",
       explains=(*WITHIN, "S15", "T07", "T21", "G07", "G10"))  # fmt: skip
def years_written_differ(filing: Filing) -> Iterator[Remark]:
    """标题里的年度应与“年度”一栏相同。

    为什么：照去年的表改的，常只改一处；汇总、归档和按年度选的规定都看年度，读错就归到别的年度去了。
    怎么改：核对是哪一年的，两处改成一样。
    例：绩效自评表!A1 年度写了两处：A1 是 2022 年，A2 是 2023 年；照 2022 年度核的
    """
    year, again = filing.year, filing.header.get("year_again")
    if year is None or again is None:
        return
    here, there = (field.cell.local for field in (year, again))
    both = f"{here} 是 {year.value} 年，{there} 是 {again.value} 年"
    yield Remark((year, again), f"年度写了两处：{both}；照 {year.value} 年度核的")
