"""各张表写成 CSV 和 Parquet，给别的程序用。列名是英文的，与 perfxl.frames 相同。

CSV 是带记号的 UTF-8，Excel 双击打开不乱码；数照原样写（98.50 还是 98.50）。以 = + - @ 开头的字前面
加一撇，免得在 Excel 里成了公式。Parquet 要装 pyarrow：金额、分数是准确的小数，字一个不改。
"""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from perfxl import disk
from perfxl.errors import WorkbookError

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole

_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"


def tables_of(whole: Whole) -> dict[str, pd.DataFrame]:
    """写出去的各张表：台账的几张（各行添上单位、项目），看出来的几张。"""
    bureau = whole.bureau
    made = {
        "filings": bureau.filings,
        **{
            name: bureau.with_filing(getattr(bureau, name))
            for name in ("funds", "indicators", "findings")
        },
        "offices": whole.offices, "missing": whole.missing, "copied": whole.copied,
        "foreign": whole.foreign, "outliers": whole.outliers, "sample": whole.sample,
        "unread": bureau.unread,
    }  # fmt: skip
    return made | ({"last": whole.last} if whole.compared else {})


def write_tables(whole: Whole, folder: Path) -> list[str]:
    """写到 `folder`，返回要说的话（没有装 pyarrow，只写了 CSV）。

    Raises:
        WorkbookError: 写不了。
    """
    notes: list[str] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, frame in tables_of(whole).items():
            disk.put(folder / f"{name}.csv", csv_of(frame))
            try:
                disk.put(folder / f"{name}.parquet", parquet_of(frame))
            except ImportError:
                notes = ["没有装 pyarrow，只写了 CSV；要 Parquet 请运行 pip install pyarrow"]
    except OSError:
        raise WorkbookError(
            f"写不了 {folder}：可能没有权限、磁盘满了，或者里面的文件正开着；请换一个文件夹"
        ) from None
    return notes


def csv_of(frame: pd.DataFrame) -> bytes:
    """一张表的 CSV。"""
    texts = {name: [_written(value) for value in frame[name]] for name in frame.columns}
    made = pd.DataFrame(texts, columns=list(frame.columns), dtype=object)
    text: str = made.to_csv(index=False, lineterminator="\r\n")
    return f"{_MARK}{text}".encode()


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    if isinstance(value, Decimal):
        return f"{value:f}"
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124  # NaN 不等于自己
        return ""
    if isinstance(value, str) and value.startswith(_STARTS_FORMULA):
        return f"'{value}"
    return str(value)


def parquet_of(frame: pd.DataFrame) -> bytes:
    """一张表的 Parquet。

    Raises:
        ImportError: 没有装 pyarrow。
    """
    made = pd.DataFrame({name: _stored(frame[name]) for name in frame.columns})
    file = BytesIO()
    made.to_parquet(file, engine="pyarrow", index=False)
    return file.getvalue()


def _stored(column: pd.Series) -> pd.Series:
    """object 的一列里多是 Decimal：一列的小数位要一样多，补上零；别的照原样。"""
    if column.dtype != object:
        return column
    known = [value for value in column if value is not None and value is not pd.NA]
    if any(isinstance(value, Decimal) for value in known):
        exact = [None if value is None else Decimal(value) for value in column]
        return pd.Series(exact, index=column.index, dtype=object)
    if known and all(isinstance(value, bool) for value in known):
        return column.astype("boolean")
    if known and all(isinstance(value, int) for value in known):
        return column.astype("Int64")
    if all(isinstance(value, tuple) for value in known):
        return column if known else column.astype("string")
    texts = all(isinstance(value, str) for value in known)
    return column.astype("string") if texts else column
