"""认出“不是 .xlsx”的文件是什么，用一句话说清该怎么办。"""

from __future__ import annotations

from perfxl.errors import WorkbookError

_SAVE_AS = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（*.xlsx）”后再试"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")

# 开头的字节 → 是什么。改了扩展名的文件也认得出。
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "其实是 PDF 文件，不是工作簿；请提交填好的 .xlsx 表样"),
    (b"\x89PNG", "其实是图片（PNG），不是工作簿；请提交填好的 .xlsx 表样"),
    (b"\xff\xd8\xff", "其实是图片（JPEG），不是工作簿；请提交填好的 .xlsx 表样"),
    (b"GIF8", "其实是图片（GIF），不是工作簿；请提交填好的 .xlsx 表样"),
    (b"BM", "其实是图片（BMP），不是工作簿；请提交填好的 .xlsx 表样"),
    (b"Rar!", "其实是 RAR 压缩包；请解压后使用里面的 .xlsx"),
    (b"7z\xbc\xaf", "其实是 7z 压缩包；请解压后使用里面的 .xlsx"),
    (b"{\\rtf", f"其实是 RTF 文档，不是工作簿；{_SAVE_AS}"),
    (b"\x09\x08", f"是旧版 Excel 文件（.xls）；{_SAVE_AS}"),
    (b"\x09\x04", f"是旧版 Excel 文件（.xls）；{_SAVE_AS}"),
)
# 复合文档里的流名（UTF-16）→ 是什么。次序有意义：加密的文件里也可能有别的流名。
_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "设了打开密码（已加密）；请用 Excel 打开，取消密码后另存，再试"),
    ("WordDocument", "其实是旧版 Word 文档（.doc），不是工作簿；请提交填好的 .xlsx 表样"),
    ("PowerPoint Document", "其实是旧版演示文稿（.ppt），不是工作簿；请提交填好的 .xlsx 表样"),
    ("Workbook", f"是旧版 Excel 或 WPS 表格文件（.xls、.et），内容损坏，读不下去；{_SAVE_AS}"),
    ("Book", f"是旧版 Excel 文件（.xls），内容损坏，读不下去；{_SAVE_AS}"),
)
_OPEN_DOCUMENT = "其实是 OpenDocument 文字或演示文件（.odt、.odp 等），不是工作簿；" + _SAVE_AS
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"


def refuse_foreign(data: bytes) -> None:
    """开头不是压缩包的，一律说清是什么并拒绝。"""
    if data.startswith(b"PK\x03\x04"):
        return
    if not data:
        raise WorkbookError("是空文件（0 字节），可能没有传完；请重新取得这个文件")
    if data.startswith(_OLE):
        raise WorkbookError(ole_kind(data))
    for magic, sentence in _MAGIC:
        if data.startswith(magic):
            raise WorkbookError(sentence)
    raise WorkbookError(_text_kind(data))


def ole_kind(data: bytes) -> str:
    """复合文档里没有读得出的工作簿：说清是什么。"""
    for stream, sentence in _STREAMS:
        if stream.encode("utf-16-le") in data:
            return sentence
    return f"是旧版 Office 文件；{_SAVE_AS}"


def _text_kind(data: bytes) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"PK"):
        return "压缩结构损坏；请重新取得这个文件，或用 Excel 打开修复后另存"
    if head[:1] == b"<":
        return f"其实是网页或 XML 文件（系统导出的假表格）；{_SAVE_AS}"
    if b"\0" not in head:
        return f"其实是文本文件（.csv、.txt 等），不是工作簿；{_SAVE_AS}"
    return f"不是 Excel 工作簿，认不出是什么文件；{_SAVE_AS}"


def refuse_other_zip(names: frozenset[str], mimetype: bytes) -> None:
    """是压缩包，但没有工作簿该有的目录。"""
    if is_spreadsheet(mimetype):
        return
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        raise WorkbookError(_OPEN_DOCUMENT)
    if "[content_types].xml" not in names:
        raise WorkbookError("其实是普通压缩包，不是工作簿；请解压后使用里面的 .xlsx")


def is_spreadsheet(mimetype: bytes) -> bool:
    """OpenDocument 的工作簿（.ods）或它的模板（.ots）。"""
    return mimetype.startswith(_ODS)


def refuse_other_office(content_type: str) -> None:
    """是 Office 的压缩格式，但主体不是工作簿。"""
    kinds = {
        "wordprocessingml": "其实是 Word 文档（.docx），不是工作簿；请提交填好的 .xlsx 表样",
        "ms-word": "其实是 Word 文档，不是工作簿；请提交填好的 .xlsx 表样",
        "presentationml": "其实是演示文稿（.pptx），不是工作簿；请提交填好的 .xlsx 表样",
        "ms-powerpoint": "其实是演示文稿，不是工作簿；请提交填好的 .xlsx 表样",
        "sheet.binary": f"是二进制工作簿（.xlsb）；{_SAVE_AS}",
        "ms-visio": "其实是 Visio 图，不是工作簿；请提交填好的 .xlsx 表样",
    }
    for part, sentence in kinds.items():
        if part in content_type:
            raise WorkbookError(sentence)
