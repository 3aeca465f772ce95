"""写给 Excel 的值，和与 Excel 里现有的值比。"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfxl.cells.held import clean_text


def excel_value(value: Decimal | str | None) -> Any:
    """写给 Excel 的值。文字前面加 `'`：不加，`0.95`、`3/4`、`5月1日` 会被它认成数和日期。"""
    if isinstance(value, Decimal):
        return float(value)  # Excel 里的数只有这一种
    return f"'{clean_text(value)}" if value else None


def same(now: Any, value: Decimal | str | None) -> bool:
    """格里现在的值就是要写的。"""
    if isinstance(value, Decimal):
        is_number = now is not None and not isinstance(now, str | bool) and hasattr(now, "real")
        return is_number and Decimal(format(now, ".15g")) == value
    return bool(now == (value or None))
