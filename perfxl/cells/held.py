"""一格装得下的文字。"""

from __future__ import annotations

from perfxl.cells.later import later

# 留着会让后面的 Word、JSON 出错，看又看不见：读时去掉，写时不写。
UNPRINTABLE = later("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# 一个单元格最多这么多字，多了 Excel 说文件损坏。
_LONGEST = 32_767


def clean_text(text: str) -> str:
    """能写进单元格的样子：去掉看不见的控制字符，换行统一，过长的截断。"""
    text = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
