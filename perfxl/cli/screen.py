"""屏幕是一行行字：名字、格里的控制字符到不了终端，写成看得见的样子。

ESC 开头的能改终端的颜色、标题、甚至剪贴板；U+202E 一类会把后面的字倒过来排，`gpj.xlsx` 看着像图片。
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from perfxl.cells.later import later

# 换行、制表之外的控制字符；看不见的、改方向的、当换行用的格式字符。
_UNSEEN = later(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)


def plain(text: str) -> str:
    """能放心打在屏幕上的样子：`\\u202e` 这样写出来。JSON 里这样写，读回来也还是原来的字。"""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def name(path: Path) -> str:
    """一个文件的名字：里面的换行也写成看得见的。"""
    return one_line(path.name)


def one_line(text: object) -> str:
    """名字、路径：不许另起一行，冒充程序说的话。"""
    return plain(str(text).replace("\n", "\\n").replace("\t", "\\t"))


def typed(path: Path) -> str:
    """命令行里照抄就能用的写法：名字里有空格、括号的加引号。"""
    text = one_line(path)
    return text if re.fullmatch(r"[\w.\-/\\:]+", text) else f'"{text}"'


def trouble(text: object) -> None:
    """出错的一句话，打在标准错误上。"""
    print(plain(str(text)), file=sys.stderr)
