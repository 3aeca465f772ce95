"""数字格式：内置编号、是不是日期、日期序号换成年月日。"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from perfxl.cells.later import later

# 内置编号不写进文件，只能照规范（ECMA-376 第一部分 18.8.30）列出；27–36、50–58 取简体中文一栏。
BUILTIN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}

# 引号里的字、反斜杠转义、占位（_）与填充（*）后面的一个字、方括号里的内容都不是格式字母。
_LITERAL = later(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]?')
_ELAPSED = later(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_LETTERS = later(r"[ymdhs]", re.IGNORECASE)
_GENERAL = later(r"general|g/通用格式|standard", re.IGNORECASE)

_SECONDS = 86_400
# 到 9999-12-31 为止，再大 Excel 显示成一串 #。
_LAST_SERIAL = 2_958_465


def is_date(code: str) -> bool:
    """数字格式把数显示成日期或时刻。百分比不是；累计时长（[h]:mm）是数量，也不是。"""
    if _ELAPSED.search(code):
        return False
    bare = _GENERAL.sub("", _LITERAL.sub("", code))
    return "%" not in bare and _LETTERS.search(bare) is not None


def iso_date(serial: Decimal, *, date1904: bool) -> str | None:
    """日期序号 → `2021-12-31`，有时刻的再带 ` 08:30:00`；不足一天的只有时刻。

    超出 Excel 能显示的范围时为 None（仍按数字看待）。
    """
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    seconds = int((serial * _SECONDS).quantize(Decimal(1), ROUND_HALF_UP))
    days, rest = divmod(seconds, _SECONDS)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    if days == 0 and not date1904:
        return clock
    try:
        day = _day(days, date1904=date1904)
    except OverflowError:
        return None
    return day.isoformat() if rest == 0 else f"{day.isoformat()} {clock}"


def _day(days: int, *, date1904: bool) -> date:
    if date1904:
        return date(1904, 1, 1) + timedelta(days)
    # Excel 照 Lotus 的错，当 1900 年有 2 月 29 日（序号 60）；此前的日期因此少一天。
    return date(1899, 12, 30 if days >= 60 else 31) + timedelta(days)
