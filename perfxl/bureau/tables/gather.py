"""台账的表 → 整理好的：算数的各份，各家单位，各份的金额；其余各步都从这里取。"""

from __future__ import annotations

import os
import re
from collections import Counter, namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from perfxl.bureau.names import is_archive
from perfxl.bureau.standing import RETURNED, is_in_hundreds
from perfxl.cells.quantity import bare

NO_OFFICE = "（没有写单位）"
_MONEY = ("initial", "budget", "executed")
# 没有“当年”两个字也看得出是资金合计的，一行也没有写“总额”的，只有一行时就是它。
_TOTAL = "total"
_PART = 2048  # 一段几行

Row = Any  # 一行，各栏照名称取


def rows(frame: pd.DataFrame) -> Iterator[Row]:
    """一行行：空着的一律是 None，不是 pandas 的 NA。一段段地换，不另占一整张表的内存。"""
    make = _row_of(tuple(map(str, frame.columns)))
    for start in range(0, len(frame), _PART):
        part = frame.iloc[start : start + _PART]
        yield from map(make, *(_plain(column) for _, column in part.items()))


def _plain(column: pd.Series) -> list[Any]:
    """一栏的值，空着的是 None；多半是几行的表，逐个看比 pandas 的 `isna` 快几倍。"""
    return [
        None if value is pd.NA or value != value else value  # noqa: PLR0124  # NaN、NaT 与自己不等
        for value in column.tolist()
    ]


@lru_cache(maxsize=32)
def _row_of(columns: tuple[str, ...]) -> Callable[..., Row]:
    return namedtuple("Row", columns, rename=True)  # noqa: PYI024  # 有哪些栏由台账定


def whole_totals(many: Iterable[Row]) -> list[Decimal]:
    """各份的总分；有几项还没有得分的，满分不是 100 的，不拿来数多少分以下、求中位数。"""
    return [
        row.total
        for row in many
        if row.total is not None and not row.left_out and is_in_hundreds(row.full)
    ]


@dataclass(frozen=True)
class Bureau:
    """一个局收来的。`every` 里各次报的都有；别的表里只有算数的。"""

    every: pd.DataFrame
    filings: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    findings: pd.DataFrame
    unread: pd.DataFrame
    year: str  # 汇总的是哪一年度的：占一半以上的一个；都没有写、各年度混着的为空
    root: str  # 收的文件夹；各表的 path 是从它算起的

    @cached_property
    def offices(self) -> tuple[str, ...]:
        """有哪些单位，照名称排。"""
        return tuple(sorted(set(self.filings["office"])))

    @cached_property
    def scored(self) -> pd.DataFrame:
        """算分数的：别的年度的、已有自评表的复核表不算。"""
        return self.filings[self.filings["counted"]]

    def with_filing(self, frame: pd.DataFrame, columns: Sequence[str] = ()) -> pd.DataFrame:
        """别的表的各行，添上是哪家单位的哪个项目；`columns` 只要其中几列。"""
        if columns:
            frame = frame[["submission", "path", *columns]]
        added = ["submission", "office", "project", "counted"]
        return frame.merge(self.filings[added], on="submission", how="inner")


def is_evaluated(filings: pd.DataFrame) -> pd.Series:
    """是自评表；申报、监控的表没有结果，不进汇总。（旧的台账里没有记是哪一种的，都是自评表。）"""
    return ~filings["stage"].isin(["declare", "monitor"])


def waiting(bureau: Bureau) -> int:
    """没有算数、等着定的有几份；退回了的不在内。"""
    every = bureau.every
    return int((every["waiting"].astype(bool) & (every["state"] != RETURNED)).sum())


def bureau_of(frames: Mapping[str, pd.DataFrame]) -> Bureau:
    """台账的表（current 真假都在）→ 整理好的。"""
    root = _root(path for name in ("filings", "unread") for path in frames[name]["path"])
    frames = {name: _under(frame, root) for name, frame in frames.items()}
    every = _with_office(frames["filings"][is_evaluated(frames["filings"])])
    current = every[every["current"].astype(bool)]
    kept = set(current["submission"])
    funds, indicators, findings = (
        frames[name][frames[name]["submission"].isin(kept)].reset_index(drop=True)
        for name in ("funds", "indicators", "findings")
    )
    filings = current.merge(_totals(funds), on="submission", how="left").reset_index(drop=True)
    year = _year(filings)
    filings["counted"] = pd.Series(_counted(filings, year), index=filings.index, dtype=bool)
    return Bureau(every, filings, funds, indicators, findings, frames["unread"], year, root)


def _root(paths: Iterable[str]) -> str:
    """全部文件都在里面的文件夹；在几个盘上的没有。压缩包里的看压缩包。"""
    folders = {os.path.dirname(file_of(path)) for path in paths}  # noqa: PTH120  # 收的位置里可有任何字
    try:
        return os.path.commonpath(folders) if folders else ""
    except ValueError:  # Windows 上的几个盘，或者有的写着全路径、有的没有
        return ""


def file_of(path: str) -> str:
    """硬盘上的那个文件：压缩包里的是压缩包。名字里本来也可能有感叹号。"""
    ends = (match.start() for match in re.finditer("!", path))
    return next((path[:end] for end in ends if is_archive(path[:end])), path)


def _under(frame: pd.DataFrame, root: str) -> pd.DataFrame:
    """`path` 写成从 `root` 算起的：给人看的短些，搬了文件夹还是一样。"""
    lead = root.rstrip("/\\") + os.sep if root else ""
    short = [path.removeprefix(lead) for path in frame["path"]]
    return frame.assign(path=pd.Series(short, index=frame.index, dtype="string"))


def _year(filings: pd.DataFrame) -> str:
    """最多的一个年度，占一半以上；各年度混着收的没有。"""
    years = Counter(year for year in filings["year"].dropna() if year)
    most = max(years, key=lambda year: (years[year], year), default="")
    return most if 2 * years[most] > years.total() else ""


def _with_office(filings: pd.DataFrame) -> pd.DataFrame:
    """单位：实施单位；没有写的是主管部门，部门整体的是部门自己。项目：项目名称。"""
    made = filings.copy()
    made["office"] = [
        _first(row.unit, row.authority, row.name if is_whole(row.form_title) else "") or NO_OFFICE
        for row in rows(filings[["unit", "authority", "name", "form_title"]])
    ]
    made["office"] = _one_writing(made["office"])
    made["project"] = [name or "" for name in filings["name"].fillna("")]
    return made


def is_whole(form_title: str | None) -> bool:
    """部门整体的表：项目名称一栏就是部门。"""
    return "整体" in (form_title or "")


def _first(*names: str | None) -> str:
    return next((name.strip() for name in names if name and name.strip()), "")


def _one_writing(offices: pd.Series) -> list[str]:
    """只差空白、全半角、标点的是一家；显示最多人用的那种写法。"""
    writings: dict[str, Counter[str]] = {}
    for office in offices:
        writings.setdefault(key_of_office(office), Counter())[office] += 1
    shown = {
        key: min(many, key=lambda writing: (-many[writing], writing))
        for key, many in writings.items()
    }
    return [shown[key_of_office(office)] for office in offices]


def key_of_office(name: str) -> str:
    """认一家单位用的写法。"""
    return bare(name) or name


def _totals(funds: pd.DataFrame) -> pd.DataFrame:
    """每份的资金总额：写着总额的头一行；一行也没有写、又只有一行的，就是它。"""
    columns = ["submission", *_MONEY, "budget_cell"]
    first: dict[int, Row] = {}
    lines: Counter[int] = Counter()
    for row in rows(funds[[*columns, "kind"]]):
        lines[row.submission] += 1
        if row.submission not in first or (
            row.kind == _TOTAL and first[row.submission].kind != _TOTAL
        ):
            first[row.submission] = row
    kept = [
        row for submission, row in first.items() if row.kind == _TOTAL or lines[submission] == 1
    ]
    made = {name: [getattr(row, name) for row in kept] for name in columns}
    return pd.DataFrame(made, dtype=object).astype({"submission": "Int64"})


def _counted(filings: pd.DataFrame, year: str) -> list[bool]:
    """算进分数、等级、比较的。"""
    own = {
        (key_of_office(row.office), bare(row.project))
        for row in rows(filings[["office", "project", "recheck"]])
        if not row.recheck
    }
    return [
        (not row.year or not year or row.year == year)
        and not (row.recheck and (key_of_office(row.office), bare(row.project)) in own)
        for row in rows(filings[["office", "project", "recheck", "year"]])
    ]
