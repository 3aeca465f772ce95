"""读 XML 的唯一入口：不认 DTD、不解实体、不上网、不放开大小限制。

来的文件成千上万，出自各种程序；实体炸弹和外部实体只能靠 DTD 进来，所以见到 DTD 就拒绝。
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.parsers.expat import ParserCreate

from lxml import etree

from perfxl.cells.later import later
from perfxl.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOMS = (
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# 逐个扔要多花一倍时间，全留着又占内存。
_BATCH = 256
_REFERENCE = later(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(lt|gt|amp|quot|apos));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_DECLARATION = later(rb"\s*<\?xml\b[^>]*?\?>")
_ENCODING = later(rb"\bencoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")


def as_utf8(data: bytes) -> bytes:
    """部件的字节，统一成 UTF-8。绝大多数部件本来就是，原样返回。"""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _recode(data.decode(encoding).lstrip("\ufeff").encode())
    declaration = _DECLARATION.match(data)
    declared = _ENCODING.search(declaration.group()) if declaration else None
    if declared is None or declared.group(1).lower() in {b"utf-8", b"utf8", b"us-ascii", b"ascii"}:
        return data
    try:
        return _recode(data.decode(declared.group(1).decode()).encode())
    except LookupError as error:
        raise WorkbookError("用了不认识的文字编码，请用 Excel 打开后另存为 .xlsx") from error


def _recode(data: bytes) -> bytes:
    return _DECLARATION.sub(b"", data, count=1)


def without_dtd(data: bytes) -> bytes:
    """统一成 UTF-8；带 DTD 的拒绝。"""
    data = as_utf8(data)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise WorkbookError(
            "内部带有实体定义（DTD），正常的工作簿没有这种内容，可能有害；请向来源核实，不要打开"
        )
    return data


def parse(data: bytes) -> etree._Element:
    """整份读成树。

    Raises:
        WorkbookError: 一层套一层，套得不像正常的文件。
    """
    try:
        return etree.fromstring(without_dtd(data), _parser(recover=False))
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise WorkbookError(
                "内部一层套一层，套了几百层，不像正常的工作簿；请重新取得这个文件"
            ) from error
        raise


def salvage(data: bytes) -> etree._Element | None:
    """坏了也尽量读；只用于坏了不影响取数的样式表。"""
    try:
        return etree.fromstring(without_dtd(data), _parser(recover=True))
    except etree.XMLSyntaxError:
        return None


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def stream(data: bytes, *names: str) -> Iterator[etree._Element]:
    """逐个给出这些名字（不论命名空间）的元素，给完一批扔一批：百万空行也不占内存。"""
    events = etree.iterparse(
        BytesIO(without_dtd(data)),
        events=("end",),
        tag=tuple(f"{{*}}{name}" for name in names),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for count, (_, element) in enumerate(events, 1):
        yield element
        if count % _BATCH == 0:
            parent = element.getparent()
            if parent is not None:
                del parent[:-1]


def check_well_formed(data: bytes) -> None:
    """只核对是不是合乎规定的 XML，不建树。"""
    ParserCreate().Parse(without_dtd(data), True)  # noqa: FBT003  # 标准库的固定参数


def unescape(text: str) -> str:
    """`&lt;`、`&#10;` 换回字符。没有 DTD，就只有这五个名字。"""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def local(element: etree._Element) -> str:
    """不带命名空间的元素名。"""
    return str(element.tag).rpartition("}")[2]
