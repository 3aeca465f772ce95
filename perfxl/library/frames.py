"""Assessment → pandas 的四张表。只有这里用 pandas。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol, runtime_checkable

from perfxl.assess import Assessment
from perfxl.errors import PerfxlError
from perfxl.library.columns import DTYPES, Column, Kind, Row
from perfxl.library.tables import TABLES, rows_of
from perfxl.library.work import require_assessment

try:
    import pandas as pd
except ImportError:  # 给办事人员打包的程序不带 pandas
    raise PerfxlError("没有装 pandas，做不了 frames；请运行 pip install pandas") from None

_HOW = "frames 要 assess 给的 tuple；几个工作簿的用 += 连成一个列表"

Frames = dict[str, pd.DataFrame]


@runtime_checkable
class Stored(Protocol):
    """自己就存着这几张表的：台账（perfxl.bureau.ledger.Ledger）。"""

    def frames(self) -> Frames:
        """算数的各份。"""


def frames(assessments: Iterable[Assessment] | Stored) -> Frames:
    """一个名称一张表；没有内容的表也在，各列的类型不变。"""
    if isinstance(assessments, Stored):
        return assessments.frames()
    if isinstance(assessments, Assessment):
        raise PerfxlError(f"给的是一份；{_HOW}")
    every = tuple(assessments)
    for assessment in every:
        require_assessment(assessment, _HOW)
    return {name: _frame(TABLES[name], list(rows_of(name, every))) for name in TABLES}


def _frame(columns: Sequence[Column], rows: Sequence[Row]) -> pd.DataFrame:
    return framed(
        {column.name: column.kind for column in columns},
        {column.name: [column.value(row) for row in rows] for column in columns},
    )


def framed(kinds: Mapping[str, Kind], values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """一张表：各列的种类，和各列的值。台账里的表也这样做，类型相同。"""
    return pd.DataFrame(
        {name: pd.Series(list(values[name]), dtype=DTYPES[kind]) for name, kind in kinds.items()}
    )
