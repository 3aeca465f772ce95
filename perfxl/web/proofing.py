"""核对自己写的报告的一页。"""

from __future__ import annotations

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from perfxl.errors import PerfxlError
from perfxl.web import work
from perfxl.web.access import signed_in
from perfxl.web.office import content_of, receipt_for
from perfxl.web.taking import sent
from perfxl.web.words import shown_name

pages = Blueprint("proofing", __name__)


@pages.route("/proof", methods=["GET", "POST"])
@signed_in
def proof() -> ResponseReturnValue:
    """核对自己写的报告：与交过的一份自评表，或只与报告自己。"""
    receipts = [
        receipt for receipt in g.site.desk.receipts(g.office.number) if receipt.document is not None
    ]
    if request.method == "GET":
        return render_template("proof.html", receipts=receipts, said=None, code="")
    file = request.files.get("report")
    code = request.form.get("code", "")
    if file is None or not file.filename:
        raise PerfxlError("没有选报告；请选写好的 .docx")
    name = shown_name(file.filename)
    if not name.lower().endswith((".docx", ".txt")):
        raise PerfxlError("报告要是 .docx（或 .txt）；.doc 的请用 Word、WPS 另存为 .docx")
    data = file.stream.read(g.site.settings.file_bytes + 1)
    if len(data) > g.site.settings.file_bytes:
        abort(413)
    book = None
    if code:
        receipt = receipt_for(code)
        book = (content_of(receipt), receipt.name)
    made = g.site.hands.do(work.proofed, data, name, book, g.site.settings.forms)
    if request.form.get("take") and made.commented is not None:
        return sent(made.commented.name, made.commented.data)
    return render_template("proof.html", receipts=receipts, said=made.said, code=code, name=name)
