"""填模板：docxtpl 加上它没有的几道门：转义、沙箱、不认识的名称一律拒绝。"""

from __future__ import annotations

import io
import numbers
import re
import traceback
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # 库没有类型说明
from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from perfxl.cells.quantity import plain
from perfxl.errors import TemplateError
from perfxl.report.lint import Linter, near
from perfxl.report.marks import BREAK, MERGE, Paragraphs
from perfxl.report.tidy import Tag, tidy
from perfxl.report.values import Row

MAIN = "word/document.xml"
_SIDE = re.compile(r"word/(header|footer|footnotes)\d*\.xml")
_PART_NAMES = {"header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_LIMIT = 50_000_000  # 解开后的字节数；正常的模板不到一百万
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def fill(template: bytes, names: Mapping[str, object]) -> bytes:
    """模板和名称 → 填好、还带着记号的 .docx。

    Raises:
        TemplateError: 模板有错。
    """
    environment = _environment()
    ready, tags = _prepare(template)
    for one in tags:
        Linter(environment, names).run(one)
    _require_word(ready)
    document = _Document(io.BytesIO(ready))
    document.render(dict(names), environment, autoescape=True)
    filled = io.BytesIO()
    document.save(filled)
    return filled.getvalue()


def _prepare(template: bytes) -> tuple[bytes, list[list[Tag]]]:
    """整理过的模板，和各部件里的标记。"""
    tags: list[list[Tag]] = []
    output = io.BytesIO()
    with _opened(template) as source, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            side = _SIDE.fullmatch(item.filename)
            if item.filename == MAIN or side:
                root = _parsed(data)
                tags.append(tidy(root, _PART_NAMES[side[1]] if side else ""))
                data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            target.writestr(item.filename, data)
    return output.getvalue(), tags


def _opened(template: bytes) -> zipfile.ZipFile:
    try:
        source = zipfile.ZipFile(io.BytesIO(template))
        whole = {item.filename: item.file_size for item in source.infolist()}
    except zipfile.BadZipFile:
        raise TemplateError(
            "报告模板不是 .docx 文件；.doc 请先用 Word 或 WPS 另存为 .docx"
        ) from None
    if MAIN not in whole or "[Content_Types].xml" not in whole:
        raise TemplateError("报告模板不是 Word 文件（里面没有正文），请选 .docx 文件")
    if sum(whole.values()) > _LIMIT:
        raise TemplateError("报告模板太大，请去掉里面的图片再试")
    return source


def _require_word(template: bytes) -> None:
    """python-docx 打得开才往下走：带宏的 .docm、模板 .dotx、缺部件的都打不开。"""
    try:
        Document(io.BytesIO(template))
    except (KeyError, ValueError, PackageNotFoundError, etree.XMLSyntaxError):
        raise TemplateError(
            "报告模板打不开：请用 Word 或 WPS 另存为普通的 .docx（不是 .docm、.dotx）再试"
        ) from None


def _parsed(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        raise TemplateError("报告模板已损坏，请用 Word 打开另存一份再试") from None


class _Missing(StrictUndefined):
    """不认识的名称：一用就说是哪个名称。"""

    @property
    def _undefined_message(self) -> str:
        name = str(self._undefined_name)
        known = self._undefined_obj if isinstance(self._undefined_obj, Mapping) else {}
        return f"没有“{name}”这个名称；{near(name, [str(one) for one in known])}"


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True, undefined=_Missing, finalize=_printed
    )
    environment.globals.clear()
    environment.filters["合并"] = _merge
    return environment


def _merge(value: object) -> Paragraphs:
    """记下“这一格与上一格相同就合并”；真正的合并在渲染之后，对着表格做。"""
    return Paragraphs([f"{MERGE}{_printed(value)}"])


def _printed(value: Any) -> Any:
    """印出来的样子：空的不印 None，数不用指数，一行一行的东西不能整个印。"""
    if value is None:
        return ""
    if isinstance(value, numbers.Number) and not isinstance(value, (bool, int)):
        return plain(Decimal(str(value)))
    if isinstance(value, str):
        return value.replace("\n", BREAK)  # Markup 的 replace 仍是 Markup
    if isinstance(value, (tuple, list, Row)) and not isinstance(value, Paragraphs):
        raise TypeError("这个名称是一行一行的，不能整个印，请写 {% for 行 in 名称 %}")
    return value


class _Document(DocxTemplate):  # type: ignore[misc]  # docxtpl 没有类型说明
    """docxtpl 的模板。盖掉的几个方法各有一个已知的毛病，写在各自的说明里。"""

    def render_xml_part(
        self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None
    ) -> str:
        """原来的错误位置是 XML 的行号，办事人员看不懂：换成那一段的文字。"""
        try:
            result: str = super().render_xml_part(src_xml, part, context, jinja_env)
        except TemplateError:
            raise
        except Exception as error:  # noqa: BLE001  # 模板里写得出各种错，都要说成一句话
            place = _place(error, re.sub(r"<w:p([ >])", r"\n<w:p\1", src_xml))
            raise TemplateError(f"{place}填不下去：{_reason(error)}") from None
        return result

    def fix_tables(self, xml: str) -> Any:
        """原来遇到断开的 XML 会悄悄丢字：先严格读一遍。"""
        try:
            etree.fromstring(xml.encode())
        except etree.XMLSyntaxError:
            raise TemplateError(
                "报告模板里有一对 for（if）和 endfor（endif）跨了表格或段落；"
                "请让它们各自独占一段，或放在表格同一行的首格和末格"
            ) from None
        return super().fix_tables(xml)

    def resolve_listing(self, xml: str) -> str:
        """原来用正则式切段落；分段改在渲染之后对着文档树做。"""
        return xml

    def render_properties(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """原来会把 & 转义两遍；文档属性由 finish 写。"""


def _place(error: BaseException, source: str) -> str:
    """出错的那一段：从回溯里取模板的行号。"""
    lines = source.splitlines()
    frames = [
        one for one in traceback.extract_tb(error.__traceback__) if "<template>" in one.filename
    ]
    number = frames[-1].lineno if frames else None
    if number is None or number > len(lines):
        return "报告模板"
    text = re.sub(r"<[^>]+>", "", lines[number - 1]).strip()
    return f"报告模板“{text[:40]}”这一段" if text else "报告模板"


_REASONS: Mapping[str, Callable[[BaseException], str]] = {
    "SecurityError": lambda _: "用了不许用的写法，模板里只用名称、for、if",
    "OverflowError": lambda _: "循环太大",
    "UndefinedError": str,
}


def _reason(error: BaseException) -> str:
    text = str(error)
    if type(error).__name__ in _REASONS:
        return _REASONS[type(error).__name__](error)
    if re.search(r"[\u4e00-\u9fff]", text):
        return text
    return "这里的值不能这样用，请只印出来，或用 if 判断有没有"
