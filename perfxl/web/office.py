"""单位看到的几页：交、看结果、带走、核对报告。"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import (
    Blueprint,
    abort,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)  # fmt: skip
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from perfxl.bureau.desk import Handed, Receipt
from perfxl.bureau.offices import Office
from perfxl.errors import PerfxlError
from perfxl.form.load import forms_for
from perfxl.version import VERSION
from perfxl.web import work
from perfxl.web.access import digest, sign_in, signed_in
from perfxl.web.belongs import is_serious, to_office
from perfxl.web.words import shown_name

pages = Blueprint("office", __name__)

_KINDS = (".xlsx", ".xls", ".et", ".ods")
_MOST_SHOWN = 500  # 首页列最近的这么多张收据
_MOST_DECLARED = 20  # 拿来比的申报表至多几份


@pages.get("/")
def home() -> ResponseReturnValue:
    """首页：交文件的地方，和交过的。没有登进来的，说怎么进。"""
    if g.office is None:
        return render_template("door.html")
    if g.office.is_bureau and g.site.settings.shared:
        return redirect(url_for("bureau.overview"))
    return _home()


def _home(refused: Sequence[tuple[str, str]] = (), taken: Sequence[Receipt] = ()) -> str:
    receipts = g.site.desk.receipts(g.office.number, _MOST_SHOWN)
    documents = [receipt.document for receipt in receipts if receipt.document is not None]
    handed: dict[int, list[Handed]] = {}
    for each in g.site.desk.handed(documents):
        handed.setdefault(each.document, []).append(each)
    return render_template(
        "home.html",
        most=_MOST_SHOWN,
        receipts=receipts,
        handed=handed,
        refused=refused,
        taken=taken,
        told=[
            (receipt.name, said, is_serious(filing))
            for receipt in taken
            for filing in handed.get(receipt.document or 0, ())
            if (said := to_office(filing, filing.office))
        ],
    )


@pages.get("/in/<key>")
def come_in(key: str) -> ResponseReturnValue:
    """拿着链接进来。钥匙记进 cookie，地址里不再有它。"""
    place = request.remote_addr or ""
    if g.site.tries.is_over(place):
        abort(429)
    office = g.site.desk.offices.with_key(digest(key))
    if office is None:
        g.site.tries.wrong(place)
        abort(401)
    sign_in(office, key)
    return redirect(url_for("office.home"))


@pages.post("/out")
def go_out() -> ResponseReturnValue:
    """退出。"""

    session.clear()
    return redirect(url_for("office.home"))


@pages.post("/hand-in")
@signed_in
def hand_in() -> ResponseReturnValue:
    """交一个或几个工作簿。读不成的不收，说为什么；读成的给收据。"""
    taken: list[Receipt] = []
    refused: list[tuple[str, str]] = []
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        refused.append(("", "没有选文件；请点“选择文件”，选填好的自评表"))
    most = g.site.settings.files
    for file in files[:most]:
        name = shown_name(file.filename)
        try:
            taken.append(_taken(g.office, name, file))
        except PerfxlError as error:
            refused.append((name, str(error).removeprefix(f"{name}：")))
        finally:
            file.close()  # 大的放在临时文件里，看完就放开
    refused += [
        (shown_name(file.filename), f"一次至多交 {most} 个，这一个没有收；请再交一次")
        for file in files[most:]
    ]
    if len(taken) == 1 and not refused:
        return redirect(url_for("office.result", code=taken[0].code))
    return _home(refused, taken)


def _taken(office: Office, name: str, file: FileStorage) -> Receipt:
    """收一个：先看得懂，再存，再给收据。"""
    site = g.site
    if site.desk.handed_today(office.number) >= site.settings.per_day:
        raise PerfxlError(f"今天已经交了 {site.settings.per_day} 个，请明天再交")
    if not name.lower().endswith(_KINDS):
        raise PerfxlError("不是工作簿；请选 .xlsx、.xls、.et 或 .ods 的自评表")
    data = file.stream.read(site.settings.file_bytes + 1)
    if len(data) > site.settings.file_bytes:
        raise PerfxlError(f"文件太大，不要超过 {site.settings.file_bytes // 1_000_000} MB")
    if not data:
        raise PerfxlError("是空文件，没有内容；请在 Excel、WPS 里打开另存以后再交")
    declared = declared_by(office.number)
    looked = site.hands.do(work.look, data, name, site.settings.forms, declared, arriving=True)
    number = site.store.keep(data)
    site.store.keep_view(number, {"perfxl": VERSION, "filings": looked.view})
    receipt: Receipt = site.desk.hand_in(office, name, (number, len(data)), looked.rows)
    return receipt


def declared_by(office: int) -> list[tuple[bytes, str]]:
    """这一家交过的申报表，新的在前：自评表的目标与它比。"""
    receipts = {
        receipt.document: receipt for receipt in g.site.desk.receipts(office) if receipt.document
    }
    handed = g.site.desk.handed(list(receipts))
    early = dict.fromkeys(
        filing.document
        for filing in handed
        if filing.stage == "declare" and (filing.current or filing.waiting)
    )
    return [
        (content_of(receipts[document]), receipts[document].name)
        for document in list(early)[:_MOST_DECLARED]
    ]


def receipt_for(code: str) -> Receipt:
    """这张收据，是这一家的（或局里在看）；不是的与没有一样。"""
    if g.office is None:
        abort(401)
    receipt: Receipt | None = g.site.desk.receipt(code)
    if receipt is None or not (g.office.is_bureau or receipt.office == g.office.number):
        abort(404)
    return receipt


def content_of(receipt: Receipt) -> bytes:
    """交来的那个文件。"""
    if receipt.document is None:
        abort(404)
    data: bytes = g.site.store.place(receipt.hash).read_bytes()
    return data


def filings_of(receipt: Receipt) -> list[dict[str, Any]]:
    """看过的结果；没有留着、或是旧的 perfxl 看的，照文件重新看。"""
    kept = g.site.store.view(receipt.hash)
    if kept is None or kept.get("perfxl") != VERSION:
        settings = g.site.settings
        declared = declared_by(receipt.office)
        looked = g.site.hands.do(
            work.look, content_of(receipt), receipt.name, settings.forms, declared
        )
        kept = {"perfxl": VERSION, "filings": looked.view}
        g.site.store.keep_view(receipt.hash, kept)
    filings: list[dict[str, Any]] = kept["filings"]
    return filings


@pages.get("/r/<code>")
def result(code: str) -> ResponseReturnValue:
    """一张收据的结果：表照原样画出来，结论在旁边；与上一次比，新有的、没有了的。"""
    receipt = receipt_for(code)
    if receipt.document is None:
        return render_template("gone.html", receipt=receipt)
    filings = filings_of(receipt)
    handed = sorted(g.site.desk.handed([receipt.document]), key=lambda filing: filing.submission)
    owner = g.site.desk.offices.numbered(receipt.office)
    decisions = [g.site.desk.decisions(filing.submission) for filing in handed]
    return render_template(
        "result.html",
        receipt=receipt,
        owner=owner,
        told=[(to_office(filing, filing.office), is_serious(filing)) for filing in handed],
        filings=filings,
        handed=handed,
        decisions=decisions,
        changes=[_since_last(receipt, filing) for filing in filings],
        level=request.args.get("level", ""),
        forms=_evaluated(filings),
    )


def _evaluated(filings: Sequence[dict[str, Any]]) -> list[tuple[str, str]]:
    """起自评表可以选的表样；不是申报表的用不着。"""
    if all(filing["stage"] == "evaluate" for filing in filings):
        return []
    forms = forms_for(None, g.site.settings.forms)
    return [
        (form.code, f"{form.title}（{form.authority}）")
        for form in forms
        if form.stage == "evaluate"
    ]


def _since_last(receipt: Receipt, filing: dict[str, Any]) -> dict[str, Any] | None:
    """与同一个项目上一次交的比；没有上一次的为 None。"""
    before = _last_of(receipt, filing["name"], filing["stage"])
    others = [] if before is None else filings_of(before)
    other = next((earlier for earlier in others if earlier["name"] == filing["name"]), None)
    if other is None:
        return None
    now, then = _keys(filing), _keys(other)
    return {
        "before": before,
        "new": {number for key, number in now.items() if key not in then},
        "gone": [finding for finding in other["findings"] if _key(finding) not in now],
        "total": other["total"],
    }


def _last_of(receipt: Receipt, name: str, stage: str) -> Receipt | None:
    """同一家、同一个项目、内容不同的，在它前面最近的一次。"""
    receipts = {
        other.document: other for other in g.site.desk.receipts(receipt.office) if other.document
    }
    earlier = [
        receipts[filing.document]
        for filing in g.site.desk.handed(list(receipts))
        if name and (filing.name, filing.stage) == (name, stage)
    ]
    mine = [other for other in earlier if other.time < receipt.time and other.hash != receipt.hash]
    return max(mine, key=lambda other: other.time, default=None)


def _keys(filing: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {_key(finding): finding["number"] for finding in filing["findings"]}


def _key(finding: dict[str, Any]) -> tuple[str, str]:
    """同一条：代码和话一样。行挪了位置的还是它。"""
    return finding["code"], finding["message"]


@pages.post("/r/<code>/delete")
def delete(code: str) -> ResponseReturnValue:
    """删去交错的一份；已经通过的不能删。"""
    receipt = receipt_for(code)
    if receipt.document is not None:
        states = {filing.state for filing in g.site.desk.handed([receipt.document])}
        if "通过" in states and not g.office.is_bureau:
            raise PerfxlError("已经通过的不能删；要改请先请财政部门退回")
        left = g.site.desk.forget(code)
        if left:
            g.site.store.drop(left)
    return redirect(url_for("office.home"))
