"""凭什么认得出是我们的：结果表的定义名称、标记的公式、批注的落款。

每张结果表配一个隐藏的全簿定义名称 `_perfxl_<表名的摘要>`，指着这张表。Excel、WPS、LibreOffice
保存时都留着定义名称，换部件名、挪次序也不影响。摘要里记着当初的表名，于是：
- 使用者把表改了名（想留作备份）：名称跟着指过去，摘要却对不上，从此当作使用者的表；
- 使用者复制了一份：复制出来的名称只限于那张新表，不是全簿的，不算我们的；
- 使用者删了表又另建一张同名的：名称已指向 #REF!，不算我们的。

标记是永远成立的一条公式，Excel、WPS 保存后公式照旧。
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256

from perfxl.cells.areas import quoted

# 名称开头的记号；不是填报人的东西，读的时候不给后面看。
OURS = "_perfxl_"
MARK_FORMULA = '"perfxl"="perfxl"'
# 批注末尾的这一行；使用者改掉它，批注就归使用者。
SIGNATURE = "（perfxl 校验时加的，清除标记时去掉）"


def marker(sheet: str) -> str:
    """一张结果表的定义名称。"""
    return OURS + sha256(sheet.encode()).hexdigest()[:12]


def our_sheets(sheets: Iterable[str], texts: Mapping[str, str]) -> list[str]:
    """`sheets` 里属于我们的表名，次序照旧；`texts` 是全簿的定义名称各指着什么（不带等号）。"""
    return [
        sheet
        for sheet in sheets
        if texts.get(marker(sheet), "").startswith((f"{quoted(sheet)}!", f"{sheet}!"))
    ]
