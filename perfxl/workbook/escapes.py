"""单元格文字里的 `_xHHHH_`：XML 写不下的字符在工作簿里的写法。"""

from __future__ import annotations

import re
from html import escape  # xml.sax.saxutils 里的一样，却要连带装载 urllib、http、email

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# 留着会让后面的 Word、JSON 出错，看又看不见：读时去掉，写时不写。
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# 一个单元格最多这么多字，多了 Excel 说文件损坏。
_LONGEST = 32_767


def decode_text(text: str) -> str:
    """`_x000D_` 一类的写法换回字符。"""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return _UNPRINTABLE.sub("", text)


def clean_text(text: str) -> str:
    """能写进单元格的样子：去掉看不见的控制字符，换行统一，过长的截断。"""
    text = _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def inline_string(text: str) -> str:
    """`<is>` 元素。原文里像 `_x000D_` 的字要再转义一层，否则打开后变成回车。"""
    text = content(_ESCAPE.sub(r"_x005F_x\1_", text))
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<is><t{space}>{text}</t></is>"


def content(text: str) -> str:
    """元素内容里的文字。"""
    return escape(text, quote=False)


def attribute(text: str) -> str:
    """属性值里的文字（不含引号）。"""
    text = content(_UNPRINTABLE.sub("", text))
    return text.replace('"', "&quot;").replace("\n", "&#10;")
