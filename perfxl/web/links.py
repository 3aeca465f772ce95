"""局里给各单位的链接：给、换、收回。"""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from perfxl.errors import PerfxlError
from perfxl.web.access import bureau_only, digest, new_key
from perfxl.web.words import shown_name

pages = Blueprint("links", __name__, url_prefix="/bureau")


@pages.get("/offices")
@bureau_only
def offices() -> ResponseReturnValue:
    """各单位的链接：给、换、收回。"""
    return render_template("offices.html", offices=g.site.desk.offices.units(), made=[])


@pages.post("/offices")
@bureau_only
def admit() -> ResponseReturnValue:
    """给几家链接：一行一个名称。链接只显示这一次，库里存的是摘要。"""
    names = [
        shown_name(line)[:80] for line in request.form.get("names", "").splitlines() if line.strip()
    ]
    if not names:
        raise PerfxlError("没有写单位的名称；一行写一个")
    if any(name == g.office.name for name in names):
        raise PerfxlError(f"“{g.office.name}”是局里自己，不能再给一把单位的链接")
    made = []
    for name in dict.fromkeys(names):
        key = new_key()
        g.site.desk.offices.admit(name, digest(key))
        made.append((name, url_for("office.come_in", key=key, _external=True)))
    return render_template("offices.html", offices=g.site.desk.offices.units(), made=made)


@pages.post("/offices/close")
@bureau_only
def close() -> ResponseReturnValue:
    """收回一家的链接；它交过的都在。"""
    name = request.form.get("name", "")
    if name == g.office.name:
        raise PerfxlError("局里自己的不能收回；要换，请在这台机器上运行 perfxl serve --new-key")
    g.site.desk.offices.close(name)
    return redirect(url_for("links.offices"))
