"""由 perfxl/addin/Perfxl.bas 和图标做出加载项 perfxl/addin/perfxl.xlam。

    python packaging/addin.py

做几次都逐字节相同：时间写死，成员不压缩。加载项提交在仓库里，测试重做一遍来比。
图标自己画而不用 Office 自带的（imageMso）：自带的在这里看不见，WPS 和旧版 Excel 里又不一定有，
没有的就是一块空白；自己画的看得见，五个也配得上。
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from icons import ICONS, png  # noqa: E402  # 先让这个文件夹找得到

from perfxl.excel.project import ADDIN, vba_project  # noqa: E402
from perfxl.report.blank.theme import theme  # noqa: E402

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MICROSOFT = "http://schemas.microsoft.com/office"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# 名字、字、悬停时的一句、按键提示（按 Alt 之后）。
BUTTONS = (
    ("validate", "校验", "查出填得不对的地方，在表上标色；“校验结果”里逐条列出怎么改。", "J"),
    ("report", "生成报告", "在工作簿旁边生成 Word 自评报告，每个数都出自这张表。", "B"),
    (
        "proof",
        "核对报告",
        "工作簿旁边的报告与这张表、与它自己核对，问题写成批注，也列在“校验结果”里。",
        "E",
    ),
    ("clear", "清除标记", "去掉校验留下的颜色和批注，表恢复原样；填的内容不动。", "Q"),
    ("help", "帮助", "四个按钮各做什么，按了没有反应时怎么办。", "H"),
)


def build() -> bytes:
    """加载项的字节。"""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_RELS}/officeDocument", "xl/workbook.xml"),
            ("rId2", f"{_MICROSOFT}/2007/relationships/ui/extensibility",
             "customUI/customUI14.xml"),
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}">'
        '<workbookPr codeName="ThisWorkbook"/>'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            ("rId1", f"{_RELS}/worksheet", "worksheets/sheet1.xml"),
            ("rId2", f"{_RELS}/styles", "styles.xml"),
            ("rId3", f"{_RELS}/theme", "theme/theme1.xml"),
            ("rId4", f"{_MICROSOFT}/2006/relationships/vbaProject", "vbaProject.bin"),
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetPr codeName="Sheet1"/>'
        "<sheetData/></worksheet>",
        "xl/styles.xml": _styles(),
        "xl/theme/theme1.xml": theme(),
        "xl/vbaProject.bin": vba_project("ThisWorkbook", [("Sheet1", "worksheet")]),
        "customUI/customUI14.xml": ribbon(),
        "customUI/_rels/customUI14.xml.rels": _relations(
            *((name, f"{_RELS}/image", f"images/{name}.png") for name in ICONS)
        ),
    }  # fmt: skip
    parts |= {f"customUI/images/{name}.png": png(layers) for name, layers in ICONS.items()}
    return pack(parts)


def ribbon() -> str:
    """功能区“绩效自评”一页。"""
    buttons = [
        f'<button id="Perfxl_{name}" tag="{name}" label="{label}" size="large" image="{name}"'
        f' onAction="PerfxlRibbon" screentip="{label}" supertip="{tip}" keytip="{key}"/>'
        for name, label, tip, key in BUTTONS
    ]
    return (
        f'{_HEAD}<customUI xmlns="{_MICROSOFT}/2009/07/customui"><ribbon><tabs>'
        '<tab id="PerfxlTab" label="绩效自评" keytip="ZP">'
        f'<group id="PerfxlTable" label="自评表">{"".join(buttons[:4])}</group>'
        f'<group id="PerfxlAbout" label="perfxl">{buttons[4]}</group>'
        "</tab></tabs></ribbon></customUI>"
    )


def _types() -> str:
    defaults = (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("bin", "application/vnd.ms-office.vbaProject"),
    )
    overrides = (
        ("workbook", "application/vnd.ms-excel.addin.macroEnabled.main+xml"),
        ("worksheets/sheet1", f"{_TYPE}.worksheet+xml"),
        ("styles", f"{_TYPE}.styles+xml"),
        ("theme/theme1", "application/vnd.openxmlformats-officedocument.theme+xml"),
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        + "".join(
            f'<Default Extension="{extension}" ContentType="{kind}"/>'
            for extension, kind in defaults
        )
        + "".join(
            f'<Override PartName="/xl/{part}.xml" ContentType="{kind}"/>'
            for part, kind in overrides
        )
        + "</Types>"
    )


def _relations(*rows: tuple[str, str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in rows
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _styles() -> str:
    """Excel 打开一个工作簿至少要有的样式。"""
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="宋体"/><charset val="134"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
        "<left/><right/><top/><bottom/><diagonal/></border></borders>"
        f'<cellStyleXfs count="1">{plain}/></cellStyleXfs>'
        f'<cellXfs count="1">{plain} xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def pack(parts: dict[str, bytes | str]) -> bytes:
    """各成员依次装进一个压缩包，时间写死。"""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        for name, content in parts.items():
            member = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 0  # 各系统默认的记号不同
            package.writestr(member, content)
    return buffer.getvalue()


if __name__ == "__main__":
    ADDIN.write_bytes(build())
    print(f"已写好 {ADDIN.relative_to(ROOT)}")
