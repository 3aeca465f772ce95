"""勾选的格：`1、部门预算项目 □ 2、财政专项☑`。"""

from __future__ import annotations

import re

_EMPTY = re.compile(r"[□☐◻⬜]")
_TICKED = re.compile(r"[☑✓✔√☒▣■●☆★◼]")


def is_options(text: str) -> bool:
    """列着几个可选的，各带一个方框；一个方框后面没有字的不算。"""
    if not _EMPTY.search(text):
        return False
    boxes = len(_EMPTY.findall(text)) + len(_TICKED.findall(text))
    return boxes > 1 and bool(re.search(r"[\u4e00-\u9fff]", text))


def is_ticked(text: str) -> bool:
    """勾了一个。"""
    return bool(_TICKED.search(text))
