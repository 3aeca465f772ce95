"""许多条指标的一份表。"""

from __future__ import annotations

import reportcase as case

from perfxl.cells.grid import Grid


def many_rows(rows: int) -> Grid:
    lines = [
        (
            None,
            "产出指标" if not place else None,
            "数量指标" if not place else None,
            f"指标{place}",
            f"≥{place + 5}个",
            f"{place + 6}个",
            1,
            1,
            "原因一。\n原因二。",
        )
        for place in range(rows)
    ]
    return case.grid(indicators=lines)
