"""图片放进填好的报告：记号的地方换成图形，缩到版面（格子）放得下；那一段的行距放开，不把图裁掉。"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from lxml import etree

from perfxl.report.marks import PICTURE, picture_place, pure
from perfxl.report.package import known_kind, relate
from perfxl.report.pictures.rows import Picture, Titled
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_TWIP = 635  # EMU
_DOT = 9525  # 九十六点一英寸，小图不放大
_MILLIMETRE = 36_000
# 横的一页放得下两张，竖的（扫描件）一页一张；头一页有标题，也放得下。
_WIDE, _TALL = 85 * _MILLIMETRE, 180 * _MILLIMETRE
_PAGE = (8845, 12756)  # 读不出版面时：版心 156×225 毫米，缇
_CELL = 230  # 格子左右的空，缇


def put_pictures(
    parts: dict[str, bytes], trees: Mapping[str, etree._Element], pictures: Sequence[Titled]
) -> int:
    """返回放了几张；一张放了几处的各算各的。"""
    work = _Work(parts, pictures)
    for name, root in trees.items():
        for text in [text for text in root.iter(f"{_W}t") if PICTURE.search(text.text or "")]:
            work.put(name, text)
    return len(work.placed)


class _Work:
    """一份报告的图片：同一张用几处，只存一份。"""

    def __init__(self, parts: dict[str, bytes], pictures: Sequence[Titled]) -> None:
        self._parts, self._pictures = parts, pictures
        self._codes: dict[tuple[str, int], str] = {}
        self.placed: set[int] = set()

    def put(self, part: str, text: etree._Element) -> None:
        """一截字里的记号换成图，前后的字各在各的一串里。"""
        run = text.getparent()
        if run is None or run.tag != f"{_W}r":
            return
        pieces = PICTURE.split(text.text or "")
        room = _room(run)
        for place, piece in enumerate(pieces):
            content = (
                self._drawing(part, picture_place(piece), room) if place % 2 else _words(piece)
            )
            if content is not None:
                run.addprevious(_with(run, content))
        _loosen(next(run.iterancestors(f"{_W}p")))
        run.remove(text)
        if not any(child.tag != f"{_W}rPr" for child in run):
            run.getparent().remove(run)  # type: ignore[union-attr]  # 必有上级

    def _drawing(self, part: str, place: int, room: tuple[int, int]) -> etree._Element | None:
        from docx.oxml.shape import CT_Inline  # noqa: PLC0415  # 有图片时才装载
        from docx.shared import Emu  # noqa: PLC0415  # 同上

        if place >= len(self._pictures):
            return None
        titled = self._pictures[place]
        code = self._codes.get((part, place)) or self._kept(part, place, titled.picture)
        self.placed.add(place)
        width, height = (Emu(max(1, side)) for side in _size(titled.picture, room))
        inline: Any = CT_Inline.new_pic_inline(place + 1, code, titled.picture.name, width, height)
        about = inline.find(f"{_WP}docPr")
        about.set("descr", pure(titled.title))
        drawing = etree.Element(f"{_W}drawing")
        drawing.append(inline)
        return drawing

    def _kept(self, part: str, place: int, picture: Picture) -> str:
        name = f"media/perfxl{place + 1}.{picture.kind}"
        self._parts[f"word/{name}"] = picture.data
        known_kind(self._parts, picture.kind, f"image/{picture.kind}")
        code = self._codes[part, place] = relate(self._parts, part, _IMAGE, name)
        return code


def _words(text: str) -> etree._Element | None:
    if not text:
        return None
    made = etree.Element(f"{_W}t")
    made.text = text
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _with(run: etree._Element, content: etree._Element) -> etree._Element:
    """格式与 `run` 相同的一串，里面是 `content`。"""
    made = etree.Element(f"{_W}r")
    made.extend(copy.deepcopy(look) for look in run.iterchildren(f"{_W}rPr"))
    made.append(content)
    return made


def _size(picture: Picture, room: tuple[int, int]) -> tuple[int, int]:
    """印多大：不超出版面，不放大。"""
    width, height = picture.width * _DOT, picture.height * _DOT
    most = _WIDE if picture.width > picture.height else _TALL
    scale = max(width * _THOUSAND // room[0], height * _THOUSAND // min(room[1], most), _THOUSAND)
    return width * _THOUSAND // scale, height * _THOUSAND // scale


_THOUSAND = 1_000_000  # 整数的比例


_SECTION = etree.XPath("following::w:sectPr[1]", namespaces={"w": W})


def _room(run: etree._Element) -> tuple[int, int]:
    """这里放得下多宽、多高（EMU）：看它后面最近的分节，在格子里的看格宽。"""
    width, height = _PAGE
    section: Any = next(iter(_SECTION(run)), None)  # type: ignore[arg-type]  # 这一句返回的总是一列
    if section is not None:
        width, height = _text_area(section)
    cell = next(run.iterancestors(f"{_W}tc"), None)
    if cell is not None:
        width = min(width, _number(cell.find(f"{_W}tcPr/{_W}tcW"), "w", width) - _CELL)
    return max(width, _CELL) * _TWIP, max(height, _CELL) * _TWIP


def _text_area(section: etree._Element) -> tuple[int, int]:
    size, margins = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    width = _number(size, "w", 0) - _number(margins, "left", 0) - _number(margins, "right", 0)
    height = _number(size, "h", 0) - _number(margins, "top", 0) - _number(margins, "bottom", 0)
    return (width, height) if width > 0 and height > 0 else _PAGE


def _number(element: etree._Element | None, name: str, otherwise: int) -> int:
    text = "" if element is None else element.get(f"{_W}{name}", "")
    return abs(int(text)) if text.lstrip("-").isdecimal() else otherwise


def _loosen(paragraph: etree._Element) -> None:
    """固定行距会把图裁成一条：这一段改成单倍。"""
    look = paragraph.find(f"{_W}pPr")
    if look is None:
        look = etree.Element(f"{_W}pPr")
        paragraph.insert(0, look)
    spacing = look.find(f"{_W}spacing")
    if spacing is None:
        spacing = etree.Element(f"{_W}spacing")
        _insert(look, spacing)
    spacing.set(f"{_W}line", "240")
    spacing.set(f"{_W}lineRule", "auto")


# 段落格式里次序在 spacing 前面的。
_BEFORE = tuple(
    f"{_W}{name}" for name in (
        "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
        "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
        "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
        "snapToGrid",
    )
)  # fmt: skip


def _insert(look: etree._Element, spacing: etree._Element) -> None:
    last = max((place for place, setting in enumerate(look) if setting.tag in _BEFORE), default=-1)
    look.insert(last + 1, spacing)
