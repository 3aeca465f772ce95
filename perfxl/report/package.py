"""报告模板这个压缩包：有限度地解开，只取正文牵得到的部件；写出去时不写当时的时间。"""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from perfxl.errors import TemplateError

MAIN = "word/document.xml"
TYPES = "[Content_Types].xml"
LIMIT = 50_000_000  # 解开后的字节数；正常的模板不到一百万
MEMBERS = 2_000
SIGNS = 600_000  # 一个部件里的尖括号；自带的模板不到一万
_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
)
_WHOLE = etree.XMLParser(resolve_entities=False, no_network=True)
_SAVE_AS = "请用 Word 或 WPS 另存为普通的 .docx（不是 .docm、.dotx）再试"


@dataclass(frozen=True, slots=True)
class Relation:
    """一个部件牵着的另一样东西；`target` 是包里的部件名，外面的照原文。"""

    code: str
    kind: str  # 网址的末一截：header、image、hyperlink
    target: str
    external: bool


class Package:
    """一个 .docx：部件名 → 字节。

    Raises:
        TemplateError: 不是 .docx、损坏、太大、缺部件。
    """

    def __init__(self, data: bytes, limit: int = LIMIT) -> None:
        self.parts = _unzipped(data, limit)
        if MAIN not in self.parts or TYPES not in self.parts:
            raise TemplateError("报告模板不是 Word 文件（里面没有正文），请选 .docx 文件")
        if _STRICT in self.parts[MAIN][:4000]:
            raise TemplateError(
                "报告模板存成了“严格 Open XML”格式，请用 Word 另存为“Word 文档（.docx）”再试"
            )
        whole = [
            relation.target for relation in self.relations("") if relation.kind == "officeDocument"
        ]
        if whole != [MAIN] or self.type_of(MAIN) != _PLAIN:
            raise TemplateError(f"报告模板打不开：{_SAVE_AS}")
        self._keep_reachable()

    def tree(self, name: str) -> etree._Element:
        """一个部件的文档树。"""
        return parsed(self.parts[name], name)

    def type_of(self, name: str) -> str:
        extension = name.rpartition(".")[2].lower()
        return self._types.get(f"/{name}".lower()) or self._types.get(extension, "")

    @cached_property
    def _types(self) -> dict[str, str]:
        root = self.tree(TYPES)
        parts = {kind.get("PartName", "").lower(): kind for kind in root.iterfind(f"{_NS}Override")}
        kinds = {kind.get("Extension", "").lower(): kind for kind in root.iterfind(f"{_NS}Default")}
        return {name: kind.get("ContentType", "") for name, kind in (kinds | parts).items()}

    def relations(self, name: str) -> list[Relation]:
        """一个部件（空的是整个包）牵着的东西。"""
        if rels_of(name) not in self.parts:
            return []
        return [
            Relation(
                relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2],
                _target(name, relation), relation.get("TargetMode") == "External",
            )
            for relation in self.tree(rels_of(name)).iterchildren(etree.Element)
        ]  # fmt: skip

    def _keep_reachable(self) -> None:
        """牵不到的部件不要；牵着而没有的，Word 打不开。"""
        wanted, left = {""}, [""]
        while left:
            for relation in self.relations(left.pop()):
                if relation.external or relation.target in wanted:
                    continue
                if relation.target not in self.parts:
                    if relation.target.startswith("#") or relation.kind == "hyperlink":
                        continue
                    raise TemplateError(f"报告模板打不开，缺 {relation.target[:60]}：{_SAVE_AS}")
                wanted.add(relation.target)
                left.append(relation.target)
        kept = {TYPES, *wanted, *(rels_of(name) for name in wanted)}
        self.parts = {name: data for name, data in self.parts.items() if name in kept}

    def drop(self, names: set[str]) -> None:
        """去掉几个部件：内容类型里的登记一起去掉。"""
        root = self.tree(TYPES)
        for kind in root.findall(f"{_NS}Override"):
            if kind.get("PartName", "")[1:].lower() in {name.lower() for name in names}:
                root.remove(kind)
        self.parts[TYPES] = serialized(root)
        for name in names:
            self.parts.pop(name, None)
        self.__dict__.pop("_types", None)
        self._keep_reachable()


def build(parts: dict[str, bytes]) -> bytes:
    """不写当时的时间：同样的表、同样的模板，生成的文件逐字节相同。"""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def parsed(
    data: bytes, name: str, signs: int = SIGNS, *, everything: bool = False
) -> etree._Element:
    """读一个 XML 部件；`signs` 是至多几个尖括号；`everything` 时注释、处理指令也留着。

    Raises:
        TemplateError: 读不下去；太大；有实体定义。
    """
    if data.count(b"<") > signs:
        raise TemplateError(f"报告模板太大（{name} 里的段落、格子太多），请删去空段再试")
    try:
        root = etree.fromstring(data, _WHOLE if everything else _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error).lower():
            raise TemplateError("报告模板里的表格套得太深，请拆开再试") from None
        if "huge" in str(error).lower():
            raise TemplateError(f"报告模板的 {name} 里有一段字太长，请分开再试") from None
        raise TemplateError(
            f"报告模板已损坏（{name} 读不下去），请用 Word 打开另存一份再试"
        ) from None
    if b"<!DOCTYPE" in data or b"<\0!\0D\0O\0C" in data or b"\0<\0!\0D\0O" in data:
        raise TemplateError(f"报告模板的 {name} 里有实体定义，没有打开；请用 Word 另存一份再试")
    return root


def serialized(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def relate(parts: dict[str, bytes], name: str, kind: str, target: str) -> str:
    """一个部件多牵着一样东西；返回牵着它的编号。"""
    rels = rels_of(name)
    there = parts.get(rels, f'<Relationships xmlns="{_RELS}"/>'.encode())
    root = parsed(there, rels)
    used = {relation.get("Id") for relation in root}
    every = (f"rIdPerfxl{number}" for number in range(1, len(used) + 2))
    code = next(code for code in every if code not in used)
    etree.SubElement(root, f"{{{_RELS}}}Relationship", {"Id": code, "Type": kind, "Target": target})
    parts[rels] = serialized(root)
    return code


def known_kind(parts: dict[str, bytes], extension: str, kind: str) -> None:
    """登记一种文件名后缀。"""
    root = parsed(parts[TYPES], TYPES)
    if extension not in {default.get("Extension", "").lower() for default in root}:
        root.insert(0, etree.Element(f"{_NS}Default", Extension=extension, ContentType=kind))
        parts[TYPES] = serialized(root)


def rels_of(name: str) -> str:
    folder, _, base = name.rpartition("/")
    return f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"


def _target(name: str, relation: etree._Element) -> str:
    target = relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        return target
    folder = name.rpartition("/")[0]
    return posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0])).lstrip("/")


def _unzipped(data: bytes, limit: int) -> dict[str, bytes]:
    try:
        source = zipfile.ZipFile(io.BytesIO(data))
        members = [member for member in source.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError):
        if b"E\0n\0c\0r\0y\0p\0t\0e\0d" in data[:100_000] and data.startswith(b"\xd0\xcf"):
            raise TemplateError("报告模板设了打开密码，请去掉密码再试") from None
        raise TemplateError(
            "报告模板不是 .docx 文件；.doc 请先用 Word 或 WPS 另存为 .docx"
        ) from None
    names = {member.filename.lower() for member in members}
    if len(names) != len(members):
        raise TemplateError(
            "报告模板里有两个同名的部件，各家程序取哪一个不一定；请用 Word 另存再试"
        )
    if sum(member.file_size for member in members) > limit or len(members) > MEMBERS:
        raise TemplateError("报告模板太大，请去掉里面的图片再试")
    if any(member.flag_bits & 1 for member in members):
        raise TemplateError("报告模板的压缩包设了密码，请去掉密码再试")
    try:
        return {member.filename: source.read(member) for member in members}
    except Exception:  # noqa: BLE001  # zipfile、zlib 各有各的错，说的都是这一件事
        raise TemplateError("报告模板的压缩结构损坏（可能没有传完），请重新取得再试") from None
