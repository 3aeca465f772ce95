"""模板里会自己动的、会去外面取东西的：宏、嵌入的对象、控件、外面的图片和模板、几种域。

报告要送给别的单位，这些不跟着出去；拿掉了什么都说一句。正常的超链接（点了才动）留着。
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from perfxl.cells.later import later
from perfxl.report.package import Package, Relation, rels_of, serialized
from perfxl.report.template.tidy import W

_W = f"{{{W}}}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ACTIVE = {
    "vbaProject": "宏", "wordVbaData": "宏", "attachedTemplate": "附加的模板",
    "oleObject": "嵌入的对象", "package": "嵌入的对象", "control": "控件",
    "activeXControlBinary": "控件", "aFChunk": "整份插入的文件", "subDocument": "子文档",
    "frame": "框架页", "extensibility": "自定义的功能区", "keyMapCustomizations": "自定义的按键",
    "attachedToolbars": "自定义的工具栏", "mailMergeSource": "邮件合并的数据源",
    "mailMergeHeaderSource": "邮件合并的数据源", "recipientData": "邮件合并的数据源",
    "webextension": "网页加载项", "webextensiontaskpanes": "网页加载项",
}  # fmt: skip
_FIELD = later(
    r"\s*(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|LINK|IMPORT|DATABASE|MACROBUTTON|EMBED)\b",
    re.IGNORECASE,
)
# 图形牵着的东西没了，整个图形去掉；别的只去掉牵着它的那个元素。
_HOLDERS = {
    "blip": ("drawing", "pict", "object"), "imagedata": ("pict", "object", "drawing"),
    "svgBlip": ("drawing",), "videoFile": ("drawing",), "audioFile": ("drawing",),
}  # fmt: skip


def quieten(package: Package) -> list[str]:
    """拿掉会动的部件和牵着它们的地方；返回要说的话。"""
    said: Counter[str] = Counter()
    gone: set[str] = set()
    for name in ["", *package.parts]:
        refused = {
            relation.code: relation for relation in package.relations(name) if _kind(relation, name)
        }
        if not refused:
            continue
        said.update(_kind(relation, name) for relation in refused.values())
        gone |= {relation.target for relation in refused.values() if not relation.external}
        _cut_relations(package, name, set(refused))
        if name.endswith(".xml"):
            root = package.tree(name)
            _detach(root, set(refused))
            package.parts[name] = serialized(root)
    if gone:
        package.drop(gone)
    return [f"报告模板里的{what}（{count} 处）没有带进报告" for what, count in said.items()]


def quiet_fields(root: etree._Element) -> list[str]:
    """会去外面取东西、会运行的域：留下显示的结果，去掉域。返回它们的名称。"""
    names: list[str] = []
    open_fields: list[list[etree._Element]] = []
    for element in list(root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}fldSimple")):
        kind = element.get(f"{_W}fldCharType")
        if element.tag == f"{_W}fldSimple":
            if match := _FIELD.match(element.get(f"{_W}instr", "")):
                names.append(match[1].upper())
                _unwrap(element)
        elif kind == "begin":
            open_fields.append([element])
        elif open_fields:
            open_fields[-1].append(element)
            if kind == "end":
                names += _quiet_field(open_fields.pop())
    return names


def _quiet_field(pieces: list[etree._Element]) -> list[str]:
    code = "".join(piece.text or "" for piece in pieces if piece.tag == f"{_W}instrText")
    match = _FIELD.match(code)
    if not match:
        return []
    for piece in pieces:
        _remove(piece)
    return [match[1].upper()]


def _unwrap(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        for child in list(element):
            element.addprevious(child)
        parent.remove(element)


def _kind(relation: Relation, name: str) -> str:
    """会动的是什么；不会动的为空。"""
    if relation.kind == "package" and name.startswith("word/charts/"):
        return ""  # 图表自己的数据
    if relation.kind in _ACTIVE:
        return _ACTIVE[relation.kind]
    if relation.external and relation.kind != "hyperlink":
        return "外面的图片" if relation.kind == "image" else "外面的部件"
    return ""


def _cut_relations(package: Package, name: str, codes: set[str]) -> None:
    root = package.tree(rels_of(name))
    for relation in list(root):
        if relation.get("Id") in codes:
            root.remove(relation)
    package.parts[rels_of(name)] = serialized(root)


def _detach(root: etree._Element, codes: set[str]) -> None:
    for element in list(root.iter(etree.Element)):
        mine = {key for key in element.attrib if str(key).startswith(_R)}
        lost = {key for key in mine if element.get(key) in codes}
        if not lost:
            continue
        if lost != mine:  # 图片另有一份在文件里
            for key in lost:
                del element.attrib[key]
            continue
        holders = _HOLDERS.get(etree.QName(element).localname, ())
        names = [f"{_W}{holder}" for holder in holders]
        _remove(next(element.iterancestors(*names), element) if names else element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
