"""整理好的部件 → 引擎的源文。

引擎的标记改用专用字符作括号：文档自己的字、属性、域代码里的花括号再像也不会被当成标记。
每个标记从新的一行起（换行写在标记里面，不印出来），出错时由行号就知道是哪一个。
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from lxml import etree

from perfxl.report.template.tags import ANY_TOKEN, Tag

# 引擎的括号：变量、语句、注释各一对。
SIGNS = {
    "variable_start_string": "\U000f5022", "variable_end_string": "\U000f5023",
    "block_start_string": "\U000f5024", "block_end_string": "\U000f5025",
    "comment_start_string": "\U000f5026", "comment_end_string": "\U000f5027",
}  # fmt: skip


def native(tag: Tag, code: str | None = None) -> str:
    """一个标记在源文里的写法。"""
    kind = "block" if tag.is_block else "variable"
    inner = tag.code if code is None else code
    return f"{SIGNS[f'{kind}_start_string']}\n{inner} {SIGNS[f'{kind}_end_string']}"


@dataclass(frozen=True, slots=True)
class Source:
    """一个部件的源文；`tags` 按先后，`lines` 是各标记里面的字在第几行。"""

    text: str
    tags: tuple[Tag, ...]
    lines: tuple[int, ...]
    recolumned: bool = False  # 格会多会少：填好以后要改网格列

    def tag_at(self, line: int) -> Tag | None:
        """第几行属于哪个标记。"""
        place = bisect_right(self.lines, line) - 1
        return self.tags[place] if place >= 0 else None


def source(root: etree._Element, known: list[Tag]) -> Source:
    text = etree.tostring(root, encoding="unicode")
    pieces: list[str] = []
    tags: list[Tag] = []
    lines: list[int] = []
    cursor, line = 0, 1
    for match in ANY_TOKEN.finditer(text):
        between = text[cursor : match.start()]
        cursor = match.end()
        line += between.count("\n")
        tag = known[int(match[1] or match[2])]
        pieces.append(between)
        if not tag.is_comment:
            tags.append(tag)
            lines.append(line + 1)
            written = native(tag)
            line += written.count("\n")
            pieces.append(written)
    recolumned = any(tag.scope == "tc" or tag.word == "colspan" for tag in known)
    return Source("".join([*pieces, text[cursor:]]), tuple(tags), tuple(lines), recolumned)
