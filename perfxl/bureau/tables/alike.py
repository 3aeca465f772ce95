"""两段字有多像：rapidfuzz 只从这里引；没有装的说一句。"""

from __future__ import annotations

from perfxl.errors import PerfxlError

try:
    from rapidfuzz import fuzz, process
except ImportError:
    raise PerfxlError("没有装 rapidfuzz，做不了汇总.xlsx；请运行 pip install rapidfuzz") from None

__all__ = ["fuzz", "process"]
