"""单元格文字里的 `_xHHHH_`：XML 写不下的字符在工作簿里的写法。"""

from __future__ import annotations

from perfxl.cells.held import UNPRINTABLE
from perfxl.cells.later import later

_ESCAPE = later(r"_x([0-9A-Fa-f]{4})_")


def decode_text(text: str) -> str:
    """`_x000D_` 一类的写法换回字符。"""
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return UNPRINTABLE.sub("", text)


def inline_string(text: str) -> str:
    """`<is>` 元素。原文里像 `_x000D_` 的字要再转义一层，否则打开后变成回车。"""
    text = content(_ESCAPE.sub(r"_x005F_x\1_", text))
    space = ' xml:space="preserve"' if text != text.strip() or "\n" in text or "  " in text else ""
    return f"<is><t{space}>{text}</t></is>"


def content(text: str) -> str:
    """元素内容里的文字。"""
    # html.escape 一样，装载 html 却要编一条用不着的大正则
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    """属性值里的文字（不含引号）。"""
    text = content(UNPRINTABLE.sub("", text))
    return text.replace('"', "&quot;").replace("\n", "&#10;")
