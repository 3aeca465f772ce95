"""每个数另留一个隐藏的书签。

LibreOffice 7.4 另存 .docx 时，内容控件留着，里面的标题、标记、编号都丢掉；书签连名字都留着，剪切、
粘贴跟着走，复制的名字后面添上 `_Copy_1`。书签的名字写着控件的编号和这份报告的印记：从别的报告里
抄来的，印记不同，不会当成这一份的。
"""

from __future__ import annotations

from hashlib import sha256

from lxml import etree

from perfxl.cells.later import later

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_START, _END = f"{_W}bookmarkStart", f"{_W}bookmarkEnd"
_ID, _CALLED = f"{_W}id", f"{_W}name"
_NAME = later(r"_perfxl(?P<number>[1-9][0-9]{0,8})_(?P<stamp>[0-9a-f]{8})(?P<copy>_.*)?")
# 书签自己的编号只用来配头尾。Word、LibreOffice 保存时从 0 编起，离得远就不会撞上。
_FAR = 1_000_000_000


def stamp_of(*told: str) -> str:
    """一份报告的印记：`told` 是它出自哪里、用哪个模板。"""
    return sha256("\x1f".join(told).encode()).hexdigest()[:8]


def name_anchor(content: etree._Element, number: int, stamp: str) -> None:
    """新做的控件的内容，头尾是书签：写上编号、印记。"""
    start, end, mine = content[0], content[-1], str(_FAR + number)
    start.set(_ID, mine)
    start.set(_CALLED, f"_perfxl{number}_{stamp}")
    end.set(_ID, mine)


def anchored(control: etree._Element, stamp: str) -> tuple[int, bool]:
    """控件里的书签指着几号，是不是复制来的；没有、有几个各说各的，是零。"""
    marks = [
        mark for start in control.iter(_START)
        if (mark := _NAME.fullmatch(start.get(f"{_W}name", ""))) and mark["stamp"] == stamp
    ]  # fmt: skip
    numbers = {int(mark["number"]) for mark in marks}
    if len(numbers) != 1:
        return 0, False
    return numbers.pop(), all(mark["copy"] for mark in marks)


def forget_anchors(root: etree._Element) -> None:
    """拿旧报告当模板的：旧的书签去掉。"""
    ours = {
        start.get(f"{_W}id") for start in root.iter(_START)
        if _NAME.fullmatch(start.get(f"{_W}name", ""))
    }  # fmt: skip
    for bookmark in list(root.iter(_START, _END)) if ours else ():
        if bookmark.get(f"{_W}id") in ours:
            bookmark.getparent().remove(bookmark)  # type: ignore[union-attr]  # 必有上级
