"""循环把段落抄了几遍，编号也抄了几遍：重复的编号 Word 不认。"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def forget_repeats(root: etree._Element) -> None:
    """段落编号去掉，重复的书签、控件编号去掉。"""
    for paragraph in root.iter(f"{_W}p", f"{_W}tr"):
        for name in (f"{_W14}paraId", f"{_W14}textId"):
            if paragraph.get(name) is not None:
                del paragraph.attrib[name]
    for kind in ("bookmarkStart", "bookmarkEnd"):
        for bookmark in _repeated(root.iter(f"{_W}{kind}")):
            bookmark.getparent().remove(bookmark)  # type: ignore[union-attr]  # 必有上级
    numbers = (number for look in root.iter(f"{_W}sdtPr") for number in look.iterfind(f"{_W}id"))
    for number in list(numbers):
        number.getparent().remove(number)  # type: ignore[union-attr]  # 必有上级


def _repeated(elements: Iterator[etree._Element]) -> list[etree._Element]:
    seen: set[str | None] = set()
    again = []
    for element in elements:
        number = element.get(f"{_W}id")
        if number in seen:
            again.append(element)
        seen.add(number)
    return again
