"""带走的：标好的工作簿、报告、打印的一页、照申报表起的自评表、原件。"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, g, request, send_file
from flask.typing import ResponseReturnValue

from perfxl.web import work
from perfxl.web.office import content_of, receipt_for

pages = Blueprint("taking", __name__)

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@pages.get("/r/<code>/marked")
def take_marked(code: str) -> ResponseReturnValue:
    """带着标记的工作簿。"""
    receipt = receipt_for(code)
    settings = g.site.settings
    made = g.site.hands.do(work.marked, content_of(receipt), receipt.name, settings.forms)
    return sent(made.name, made.data)


@pages.get("/r/<code>/original")
def take_original(code: str) -> ResponseReturnValue:
    """交来的那一份，一个字节不差。"""
    receipt = receipt_for(code)
    return sent(receipt.name, content_of(receipt))


@pages.get("/r/<code>/report/<int:number>")
def take_report(code: str, number: int) -> ResponseReturnValue:
    """第几份自评表的 Word 报告。"""
    receipt = receipt_for(code)
    settings = g.site.settings
    made = g.site.hands.do(work.reported, content_of(receipt), receipt.name, settings.forms)
    if not 0 <= number < len(made):
        abort(404)
    return sent(made[number].name, made[number].data)


@pages.get("/r/<code>/prefilled")
def take_prefilled(code: str) -> ResponseReturnValue:
    """照申报表起好的自评表：批复过的都已填好。"""
    receipt = receipt_for(code)
    form = request.args.get("form", "")
    data, settings = content_of(receipt), g.site.settings
    made = g.site.hands.do(work.prefilled, data, receipt.name, form, settings.forms)
    return sent(made.name, made.data)


@pages.get("/r/<code>/print")
def take_print(code: str) -> ResponseReturnValue:
    """能打印的一页；它自己带着样式，所以只当文件下载。"""
    receipt = receipt_for(code)
    page = g.site.hands.do(
        work.printed, content_of(receipt), receipt.name, g.site.settings.forms, receipt.time
    )
    return sent(f"{Path(receipt.name).stem}-校验.html", page.encode())


def sent(name: str, data: bytes) -> Response:
    """一个下载的文件。"""
    kind = _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
    return send_file(BytesIO(data), mimetype=kind, as_attachment=True, download_name=name)
