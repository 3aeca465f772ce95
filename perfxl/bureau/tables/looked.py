"""汇总.xlsx 里看出来的各张表：未报、雷同、离群、抽查、未读，和去年。"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from perfxl.bureau.tables.cellbook import Spot
from perfxl.bureau.tables.gather import rows
from perfxl.bureau.tables.sheet import WHO, Column, Sheet, spot

if TYPE_CHECKING:
    from perfxl.bureau.tables.whole import Whole


def _copied(whole: Whole) -> pd.DataFrame:
    """雷同的话，和外来的名称：一处一组。"""
    names = whole.foreign
    last = int(whole.copied["group"].max()) if len(whole.copied) else 0
    lines = [
        {
            "group": number, "kind": f"外来的{row.kind}名称", "office": row.office,
            "project": row.project, "text": row.text, "path": row.path, "cell": row.cell,
            "note": f"{row.field}里写着“{row.name}”，是 {row.belongs} 的{row.kind}名称",
        }
        for number, row in enumerate(rows(names), last + 1)
    ]  # fmt: skip
    return pd.concat(
        [whole.copied, pd.DataFrame(lines, columns=list(whole.copied.columns), dtype=object)],
        ignore_index=True,
    )


MISSING = Sheet(
    "未报",
    lambda whole: whole.missing,
    (
        Column("情形", "kind", width=16),
        Column("单位", "unit", width=22),
        Column("项目", "project", "long", 30),
        Column("主管部门", "authority", width=18),
        Column("金额（万元）", "amount", "money", 13),
        Column("名册里的格", "roster_cell", width=14),
        Column("收到的单位", "found_unit", width=22),
        Column("收到的项目", "found_project", "long", 30),
        Column("相似度", "likeness", "whole", 7),
        Column("说明", "note", "long", 44),
        Column("文件", spot(), "link", 46),
    ),
)
COPIED = Sheet(
    "雷同",
    _copied,
    (
        Column("组", "group", "whole", 5),
        Column("情形", "kind", width=20),
        *WHO,
        Column("相似度", "likeness", "whole", 7),
        Column("几家", "offices", "whole", 6),
        Column("字数", "length", "whole", 6),
        Column("原文", "text", "long", 60),
        Column("说明", "note", "long", 36),
        Column("位置", spot(), "link", 46),
    ),
)
OUTLIERS = Sheet(
    "离群",
    lambda whole: whole.outliers,
    (
        Column("情形", "kind", width=16),
        *WHO,
        Column("哪一项", "item", "long", 22),
        Column("这一份", "value", "number", 12),
        Column("计量单位", "unit", width=9),
        Column("同名几份", "count", "whole", 8),
        Column("中位数", "middle", "number", 12),
        Column("MAD", "mad", "number", 10),
        Column("离几倍", "distance", "points", 8),
        Column("凭什么", "basis", "long", 64),
        Column("位置", spot(), "link", 46),
    ),
)
SAMPLE = Sheet(
    "抽查",
    lambda whole: whole.sample,
    (
        Column("为什么抽", "stratum", width=11),
        *WHO,
        Column("全年预算（万元）", "budget", "money", 14),
        Column("核算总分", "total", "points", 8),
        Column("疑点（处）", "risk", "whole", 8),
        Column("理由", "reasons", "long", 60),
        Column("文件", spot(), "link", 46),
    ),
)
UNREAD = Sheet(
    "未读",
    lambda whole: whole.bureau.unread,
    (
        Column("文件", lambda row: Spot(row.path), "link", 60),
        Column("为什么没有读成", "why", "long", 90),
    ),
)
LAST = Sheet(
    "去年",
    lambda whole: whole.last,
    (
        Column("情形", "kind", width=14),
        *WHO,
        Column("哪一项", "item", "long", 22),
        Column("去年", "before", "long", 26),
        Column("今年", "now", "long", 26),
        Column("凭什么", "basis", "long", 44),
        Column("今年的位置", spot(), "link", 40),
        Column("去年的位置", lambda row: f"{row.last_path or ''} {row.last_cell or ''}".strip(),
               width=40),
    ),
)  # fmt: skip
