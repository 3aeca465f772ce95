"""空白模板的样子：GB/T 9704 的纸张、字体、字号、行距、页码，写成 Word 的样式。

不从 python-docx 的默认模板起步：那里的中文字体会落到 MS Mincho，语言是 en-US。
单位：缇（1/20 磅）；字号是半磅。
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from perfxl.form.outline import Report

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

PAGE = (11906, 16838)  # A4
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1587, 1474  # 天头 37、下 35、订口 28、右 26 毫米
FOOTER = 1360  # 页码的一字线距版心下边缘 7 毫米
WIDE_TOP, WIDE_BOTTOM, WIDE_SIDE = 1587, 1474, 1440
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
WIDE_WIDTH = PAGE[1] - 2 * WIDE_SIDE

BODY, SONG, KAI, HEI, TITLE = "仿宋_GB2312", "宋体", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
# 没有装这些字库的机器用右边的：样子最接近、Windows 自带。
_FALLBACK = {BODY: "仿宋", KAI: "楷体", TITLE: "宋体", HEI: "SimHei", SONG: "SimSun"}


def fonts(east: str, latin: str = LATIN) -> str:
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{east}" w:cs="{latin}"'
        ' w:hint="eastAsia"/>'
    )


def twips(points: Decimal) -> int:
    """磅 → 缇。"""
    return int((points * 20).quantize(Decimal(1), ROUND_HALF_UP))


_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
_MIDDLE, _BOTH, _START = (f'<w:jc w:val="{side}"/>' for side in ("center", "both", "left"))
_LOOSE = '<w:snapToGrid w:val="0"/>'  # 行高另定的，不对齐版心的网格
# 三号字十六磅，二十八个比版心宽半个字：各收四分之一磅，一行正好排得下。
_TIGHT = '<w:spacing w:val="-5"/>'
_SINGLE = '<w:spacing w:line="240" w:lineRule="auto"/>'
# 标点不悬到版心外；中文与数字之间不另加空，一行 28 字才排得齐。
_CLOSE = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


def styles(report: Report) -> str:
    """全部样式。标题 1–3 用 Word 内置的名称，导航窗格和目录才认得。"""
    parts = (_defaults(), *_text_styles(report), *_title_styles(), *_table_styles(), _tables())
    return f"{HEAD}<w:styles {NS}>{''.join(parts)}</w:styles>"


def _defaults() -> str:
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}"
        f'<w:kern w:val="2"/>{_size(32)}'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{_CLOSE}</w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _exact(line: int) -> str:
    return f'<w:spacing w:line="{line}" w:lineRule="exact"/>'


def _text_styles(report: Report) -> tuple[str, ...]:
    """正文与三级标题。"""
    line = _exact(twips(report.body_line))
    first = _MIDDLE if report.center_level1 else _INDENT
    bold = "<w:b/><w:bCs/>" if report.bold_level2 else ""
    return (
        _style("Normal", "Normal", f'<w:widowControl w:val="0"/>{_CLOSE}{line}{_BOTH}',
               base="", extra=' w:default="1"'),
        _style("BodyText", "Body Text", _INDENT, _TIGHT),
        _heading(1, first, f"{fonts(HEI)}{_TIGHT}"),
        _heading(2, _INDENT, f"{fonts(KAI)}{bold}{_TIGHT}"),
        _heading(3, _INDENT, f"{fonts(BODY)}{_TIGHT}"),
    )  # fmt: skip


def _title_styles() -> tuple[str, ...]:
    """标题、封面、附件标识。"""
    return (
        _style("Title", "Title", f"{_LOOSE}{_exact(660)}{_MIDDLE}", f"{fonts(TITLE)}{_size(44)}"),
        _style("CoverLine", "封面项目", f"{_LOOSE}{_exact(640)}"),
        _style("AnnexLabel", "附件标识", "", fonts(HEI)),
    )


def _table_styles() -> tuple[str, ...]:
    """表题、表格里的字、表下注、页码。"""
    above = '<w:spacing w:before="120" w:after="60" w:line="400" w:lineRule="exact"/>'
    under = '<w:spacing w:before="60" w:after="200" w:line="400" w:lineRule="exact"/>'
    cell = f"<w:keepLines/>{_LOOSE}{_SINGLE}{_START}"
    note = '<w:spacing w:before="60" w:after="120"/>'
    return (
        _style("Caption", "caption", f"<w:keepNext/>{_LOOSE}{above}{_MIDDLE}",
               f"{fonts(HEI)}{_size(24)}"),
        _style("TableText", "表格文字", cell, _size(21)),
        _style("TableNumber", "表格数字", _MIDDLE, base="TableText"),
        _style("TableHead", "表格标题行", _MIDDLE, fonts(HEI), "TableText"),
        _style("Picture", "图片", f"<w:keepNext/>{_LOOSE}{_SINGLE}{_MIDDLE}"),
        _style("PictureTitle", "图题", f"{_LOOSE}{under}{_MIDDLE}", f"{fonts(HEI)}{_size(24)}"),
        _style("TableNote", "表下注", note, _size(18), "TableText"),
        _style("Footer", "footer", f"{_LOOSE}{_SINGLE}", f"{fonts(SONG, SONG)}{_size(28)}"),
    )  # fmt: skip


def _style(
    code: str, name: str, paragraph: str, run: str = "", base: str = "Normal", extra: str = ""
) -> str:
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    look = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    letters = f"<w:rPr>{run}</w:rPr>" if run else ""
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{extra}{custom} w:styleId="{code}"><w:name w:val="{name}"/>'
        f"{based}<w:qFormat/>{look}{letters}</w:style>"
    )


def _heading(level: int, paragraph: str, run: str) -> str:
    """标题 1–3：outlineLvl 让导航窗格显示；keepNext 不让标题落在页末。"""
    before, after = ("<w:keepNext/><w:keepLines/>", f'<w:outlineLvl w:val="{level - 1}"/>')
    return (
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        '<w:basedOn w:val="Normal"/><w:next w:val="BodyText"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f"<w:pPr>{before}{paragraph}{after}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _tables() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = (
        '<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="15" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>'
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
        f'<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{sides}</w:tblBorders>{margins}'
        "</w:tblPr></w:style>"
    )


def font_table() -> str:
    every = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{_FALLBACK[name]}"/><w:charset w:val="86"/>'
        f'<w:family w:val="{"modern" if name in {BODY, KAI, HEI} else "auto"}"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in (BODY, KAI, HEI, SONG, TITLE)
    )
    latin = (
        f'<w:font w:name="{LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/>'
        '<w:pitch w:val="variable"/></w:font>'
    )
    return f"{HEAD}<w:fonts {NS}>{every}{latin}</w:fonts>"


def settings() -> str:
    return (
        f'{HEAD}<w:settings {NS}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/>'
        '<w:drawingGridVerticalSpacing w:val="579"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>"
        "<w:ulTrailSpace/><w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def footer(side: str) -> str:
    """页码“— 1 —”：单页居右空一字，双页居左空一字；`side` 为空时没有页码（封面）。"""
    if not side:
        return f'{HEAD}<w:ftr {NS}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'
    indent = f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/>'
    field = "".join(
        f"<w:r>{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    look = f'<w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>'
    return f"{HEAD}<w:ftr {NS}><w:p>{look}{field}</w:p></w:ftr>"


def section(kind: str, report: Report) -> str:
    """分节：cover 封面（不印页码、算第 0 页），body 正文，annex 横排的附件。"""
    grid = f'<w:docGrid w:type="lines" w:linePitch="{twips(report.body_line)}"/>'
    numbers = (
        '<w:footerReference w:type="default" r:id="rIdOdd"/>'
        '<w:footerReference w:type="even" r:id="rIdEven"/>'
    )
    blank = '<w:footerReference w:type="first" r:id="rIdBlank"/>'
    new = '<w:type w:val="nextPage"/>'
    if kind == "annex":
        return (
            f"<w:sectPr>{numbers}{new}"
            f'<w:pgSz w:w="{PAGE[1]}" w:h="{PAGE[0]}" w:orient="landscape"/>'
            f'<w:pgMar w:top="{WIDE_TOP}" w:right="{WIDE_SIDE}" w:bottom="{WIDE_BOTTOM}"'
            f' w:left="{WIDE_SIDE}" w:header="851" w:footer="850" w:gutter="0"/>'
            f'<w:cols w:space="425"/>{grid}</w:sectPr>'
        )
    cover = kind == "cover"
    return (
        f"<w:sectPr>{numbers}{blank if cover else ''}{new}"
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}"'
        f' w:header="851" w:footer="{FOOTER}" w:gutter="0"/>'
        + ('<w:pgNumType w:start="0"/>' if cover else "")
        + f'<w:cols w:space="425"/>{"<w:titlePg/>" if cover else ""}{grid}</w:sectPr>'
    )
