"""表样 → 空白的报告模板：提纲、封面、程序写的段落和表格、附件，都按 `form.report`。

同一张表样两次做出的文件逐字节相同，所以能用测试证明仓库里的模板就是表样说的那样。
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from docx import Document

from perfxl import disk
from perfxl.errors import FormError
from perfxl.form.form import Form
from perfxl.form.outline import Report, Section
from perfxl.report.blank.blocks import computed
from perfxl.report.blank.look import (
    HEAD,
    NS,
    font_table,
    footer,
    section,
    settings,
    styles,
)
from perfxl.report.blank.sheet import annex, paragraph
from perfxl.report.blank.theme import theme
from perfxl.report.charts.blank import LOOKS, block, code
from perfxl.report.charts.blank import parts as chart_parts
from perfxl.report.sentences.names import NUMBERS, TEXTS

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TITLE = "{{ 报告标题 }}"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def build_template(form: Form, path: Path) -> Path:
    """把空白模板写到 `path`。"""
    made = opened_template(form)
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.put(path, made)
    return path


def opened_template(form: Form, *, charts: bool = False) -> bytes:
    """空白模板，用 python-docx 打开过一遍：它是给人在 Word 里改的，打不开就不写出去。

    `charts` 时表格下面画着图。自带的模板不画：公文里一般没有图，收的单位黑白打印、照格式核对的多。

    Raises:
        FormError: 表样里的字弄坏了模板。
    """
    made = template_bytes(form, charts=charts)
    try:
        headings = sum(headed.text != "" for headed in Document(io.BytesIO(made)).paragraphs)
    except Exception:  # noqa: BLE001  # 打开别人写的字做成的文件，什么错都说的是这一件事
        headings = 0
    if not headings:
        raise FormError(f"表样 {form.code[:60]} 的报告模板做不出来，请看 [report] 里的字")
    return made


def template_bytes(form: Form, *, charts: bool = False) -> bytes:
    drawn = _charts(form) if charts else []
    title = f"{form.title}：自评报告模板"
    return packed(_document(form, drawn), form.report, title, drawn)


def packed(
    document: str, report: Report, title: str, drawn: Sequence[tuple[str, int]] = ()
) -> bytes:
    """正文 → 模板文件；`report` 定样子，`title` 写进文档属性，`drawn` 是画着的图。"""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(drawn),
        "_rels/.rels": _relations(
            ("rId1", "officeDocument", "word/document.xml"),
            ("rId2", "extended-properties", "docProps/app.xml"),
            ("rId3", "core", "docProps/core.xml"),
        ),
        "docProps/app.xml": f'{HEAD}<Properties xmlns="{_OFFICE}/extended-properties"/>',
        "docProps/core.xml": _core(title),
        "word/_rels/document.xml.rels": _relations(
            ("rIdStyles", "styles", "styles.xml"),
            ("rIdSettings", "settings", "settings.xml"),
            ("rIdFonts", "fontTable", "fontTable.xml"),
            ("rIdTheme", "theme", "theme/theme1.xml"),
            ("rIdOdd", "footer", "footer1.xml"),
            ("rIdEven", "footer", "footer2.xml"),
            ("rIdBlank", "footer", "footer3.xml"),
            *((code(number), "chart", f"charts/chart{number}.xml") for _, number in drawn),
        ),
        "word/document.xml": document,
        "word/styles.xml": styles(report),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/theme/theme1.xml": theme(),
        "word/footer1.xml": footer("right"),
        "word/footer2.xml": footer("left"),
        "word/footer3.xml": footer(""),
    }
    for name, number in drawn:
        parts |= chart_parts(name, number)
    return _zipped(parts)


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            item = zipfile.ZipInfo(name)  # 日期固定为 1980-01-01
            item.create_system = 0
            data = text.encode() if isinstance(text, str) else text
            package.writestr(item, data, zipfile.ZIP_DEFLATED)
    return output.getvalue()


def _charts(form: Form) -> list[tuple[str, int]]:
    """提纲里画得成图的各张表，和图的编号。"""
    every = [part for outline in form.report.section for part in outline.computed]
    tables = [_DRAWN.get(part, part) for part in every]
    return [(table, place) for place, table in enumerate(tables, 1) if table in LOOKS]


_DRAWN = {"指标完成情况": "指标完成表"}


def _content_types(drawn: Sequence[tuple[str, int]]) -> str:
    kinds = {
        "/word/document.xml": f"{_WORD}.document.main+xml",
        "/word/styles.xml": f"{_WORD}.styles+xml",
        "/word/settings.xml": f"{_WORD}.settings+xml",
        "/word/fontTable.xml": f"{_WORD}.fontTable+xml",
        "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
        **{f"/word/footer{number}.xml": f"{_WORD}.footer+xml" for number in (1, 2, 3)},
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": (
            "application/vnd.openxmlformats-officedocument.extended-properties+xml"
        ),
    }
    kinds |= {f"/word/charts/chart{number}.xml": _CHART for _, number in drawn}
    every = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    book = f'<Default Extension="xlsx" ContentType="{_BOOK}"/>' if drawn else ""
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{book}{every}</Types>'
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    def kind(name: str) -> str:
        if name == "core":
            return f"{_PACKAGE}/relationships/metadata/core-properties"
        return f"{_OFFICE}/relationships/{name}"

    every = "".join(
        f'<Relationship Id="{code}" Type="{kind(name)}" Target="{target}"/>'
        for code, name, target in rows
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{every}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title, quote=False)}</dc:title></cp:coreProperties>"
    )


def _document(form: Form, drawn: Sequence[tuple[str, int]]) -> str:
    report = form.report
    body = _cover(form) if report.cover else paragraph(_TITLE, "Title") + paragraph("", "Normal")
    body += "".join(_section(outline, form, dict(drawn)) for outline in report.section)
    body += _listed(form)
    if report.annex:
        body += _ending(section("body", report)) + _annex(form) + _ending(section("annex", report))
    body += _pictures(report) + section("body", report)
    return f"{HEAD}<w:document {NS}><w:body>{body}</w:body></w:document>"


def _listed(form: Form) -> str:
    """正文下空一行写“附件：名称”；不止一个的编号，后面的与上一行的数字对齐，名称后不加标点。"""
    blank = paragraph("", "BodyText", "<w:keepNext/>")
    if not form.report.annex:
        return _if_pictures(blank + paragraph(f"附件：{_PICTURES}", "BodyText"))
    several = paragraph(f"附件：1.{form.look.title}", "BodyText", "<w:keepNext/>")
    several += paragraph(f"2.{_PICTURES}", "BodyText", _FIFTH)
    return blank + _if_pictures(several, paragraph(f"附件：{form.look.title}", "BodyText"))


def _pictures(report: Report) -> str:
    """末一个附件：佐证图片，一张图、一行图题。没有图片的，这一节都没有（sections.py）。"""
    new = "" if report.annex else "<w:pageBreakBefore/>"
    return _if_pictures(
        paragraph("附件2" if report.annex else "附件", "AnnexLabel", new)
        + paragraph(
            _PICTURES, "Title", '<w:spacing w:after="160" w:line="660" w:lineRule="exact"/>'
        )
        + paragraph("{% for 图 in 佐证图片 %}", "Picture")
        + paragraph("{{ 图.图片 }}", "Picture")
        + paragraph("{{ 图.图题 }}", "PictureTitle")
        + paragraph("{% endfor %}", "Picture")
    )


_PICTURES = "佐证图片"
# 首行缩进五字：与“附件：”后面的编号对齐。
_FIFTH = '<w:ind w:firstLineChars="500" w:firstLine="1600"/>'


def _if_pictures(some: str, none: str = "") -> str:
    otherwise = paragraph("{% else %}", "BodyText") + none if none else ""
    start, end = (paragraph(tag, "BodyText") for tag in ("{% if 佐证图片 %}", "{% endif %}"))
    return start + some + otherwise + end


def _cover(form: Form) -> str:
    """封面：附件标识（有的话）、标题、各项；最后一段带分节符。"""
    labels = [item for item in form.report.cover if item.startswith("附件")]
    items = [item for item in form.report.cover if item not in labels]
    head = "".join(paragraph(label, "AnnexLabel") for label in labels)
    title = paragraph(_TITLE, "Title", '<w:spacing w:before="2600" w:after="2000"/>')
    lines = "".join(_cover_line(item, form) for item in items)
    return head + title + lines + _ending(section("cover", form.report))


def _ending(properties: str) -> str:
    """一节的末段：只带分节符，高一磅，不会自己占出一页。"""
    thin = '<w:snapToGrid w:val="0"/><w:spacing w:line="20" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{thin}{properties}</w:pPr></w:p>'


def _cover_line(item: str, form: Form) -> str:
    """一项：`项目名称` → `项目名称：{{ 项目名称 }}`；自带标记的、条件照写；别的留空待手填。"""
    if "{%" in item:
        return paragraph(item, "CoverLine")  # {% if … %} 管它下面的几项
    titles = {*TEXTS, *NUMBERS, *(field.title for field in form.header)}
    value = f"{{{{ {item} }}}}" if item in titles else ""
    text = item if "{{" in item else f"{item}：{value}"
    label = text.partition("：")[0]
    width = 320 * (len(label) + 1)
    extra = f'<w:ind w:left="{640 + width}" w:hanging="{width}"/><w:jc w:val="left"/>'
    return paragraph(text, "CoverLine", extra)


def _section(outline: Section, form: Form, drawn: Mapping[str, int]) -> str:
    """标题、程序写的段落和表格、报告文字。标题以句号结尾的三级标题与正文接排。"""
    narrative = f"{{{{ {_narrative(outline.narrative)} }}}}" if outline.narrative else ""
    if outline.level == 3 and outline.heading.endswith("。") and narrative and not outline.computed:
        return paragraph(outline.heading + narrative, "BodyText")
    style = f"Heading{outline.level}" if outline.level else "BodyText"
    # 有标题样式的本来就与下段同页；没有层次的引语（“投入：”）也要。
    head = paragraph(outline.heading, style, "" if outline.level else "<w:keepNext/>")
    head = head if outline.heading else ""
    written = "".join(
        computed(name, form) + _chart(_DRAWN.get(name, name), drawn) for name in outline.computed
    )
    return head + written + (paragraph(narrative, "BodyText") if narrative else "")


def _chart(name: str, drawn: Mapping[str, int]) -> str:
    return block(name, drawn[name], details="资金明细表" in drawn) if name in drawn else ""


def _narrative(name: str) -> str:
    return f"正文.{name}" if name.isidentifier() else f'正文["{name}"]'


def _annex(form: Form) -> str:
    """附件：标识、表名、年度，与官方表式相同的指标表，表下注。"""
    look = form.look
    small = '<w:spacing w:line="480" w:lineRule="exact"/>'
    head = paragraph("附件{% if 佐证图片 %}1{% endif %}", "AnnexLabel")
    title = paragraph(look.title, "Title", small + '<w:jc w:val="center"/>')
    year = paragraph(
        "{% if 年度 %}（{{ 年度 }}年度）{% endif %}", "TableNumber", '<w:spacing w:after="80"/>'
    )
    close = '<w:spacing w:before="20" w:after="0"/>'
    more = [*("<w:keepNext/>" for _ in look.notes[1:]), ""]  # 几条注不分在两页
    notes = "".join(
        paragraph(note, "TableNote", keep + close)
        for note, keep in zip(look.notes, more, strict=False)
    )
    sign = paragraph("　　　　".join(look.signature), "TableText") if look.signature else ""
    return head + title + year + annex(form) + notes + sign
