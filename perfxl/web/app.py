"""网页：一个 Flask 应用。页面在 pages/ 里，不用脚本也能用，不连外面的任何东西。"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, g, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import HTTPException

from perfxl.bureau.desk import Desk
from perfxl.bureau.ledger import Ledger
from perfxl.disk import put
from perfxl.errors import PerfxlError, write_down
from perfxl.version import VERSION
from perfxl.web import bureau, links, office, proofing, taking
from perfxl.web.access import Tries, guarded, who
from perfxl.web.belongs import brief, to_bureau
from perfxl.web.hands import Hands
from perfxl.web.settings import Settings
from perfxl.web.store import Store
from perfxl.web.words import LEVELS, cells, day, size, unsigned

_PARTS = 200  # 一个表单至多几项
_HOURS = 12  # 登进来多久以后要再点一次链接

# 出了错的页上说什么：（标题，一句话）。
_SORRY = {
    400: ("请求不完整", "页面放得太久或者不完整；请回到上一页，刷新以后再试一次。"),
    401: ("请用本单位的链接进来", "请点开发给贵单位的链接；没有收到或者失效了的，请向财政部门要。"),
    404: ("没有这一页", "地址不对，或者不是贵单位的。请从首页找。"),
    405: ("没有这一页", "请从首页找。"),
    413: ("文件太大", "一个文件不要超过 {mb} MB，一次不要超过 {files} 个；请分几次交。"),
    415: ("文件不对", "请选 .xlsx、.xls、.et、.ods 的工作簿。"),
    429: ("试得太多了", "错的链接试得太多，请过十分钟再试。"),
    503: ("台账暂时用不了", "已经给了收据的都在；请过一会儿再试，还不行请告诉管这台机器的人。"),
    507: ("磁盘满了", "这一次没有收下，已经给了收据的都在；请告诉管这台机器的人。"),
}


class Site:
    """一个网页要用的：设置、文件、窗口、看文件的进程。"""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        settings.data.mkdir(parents=True, exist_ok=True)
        self.store = Store(settings.data)
        self.ledger = Ledger.open(settings.database, create=True)
        self.desk = Desk(self.ledger)
        self.hands = Hands(settings)
        self.tries = Tries(settings.tries)

    def close(self) -> None:
        """都放开。"""
        self.hands.close()
        self.ledger.close()


def application(site: Site) -> Flask:
    """网页。"""
    settings = site.settings
    app = Flask("perfxl.web", root_path=str(Path(__file__).parent), template_folder="pages",
                static_folder="static", static_url_path="/static")  # fmt: skip
    app.config.update(
        SECRET_KEY=secret(settings.data),
        MAX_CONTENT_LENGTH=settings.body_bytes,
        MAX_FORM_PARTS=_PARTS,
        SESSION_COOKIE_NAME="perfxl",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=_HOURS),
        WTF_CSRF_TIME_LIMIT=_HOURS * 3600,
    )
    app.jinja_options = {"autoescape": True}
    app.extensions["perfxl"] = site
    CSRFProtect(app)
    app.jinja_env.globals.update(version=VERSION, settings=settings, levels=LEVELS)
    app.jinja_env.filters.update(
        cells=cells, day=day, size=size, unsigned=unsigned, brief=brief, mark=to_bureau
    )
    app.before_request(_know)
    app.after_request(_after)
    app.register_blueprint(office.pages)
    app.register_blueprint(taking.pages)
    app.register_blueprint(proofing.pages)
    app.register_blueprint(bureau.pages)
    app.register_blueprint(links.pages)
    _say_sorry(app, settings)
    return app


def _know() -> None:
    site: Site = _site()
    g.site = site
    g.office = None
    if request.endpoint != "static":
        g.office = who(site.desk)


def _site() -> Site:
    from flask import current_app  # noqa: PLC0415  # 只在请求里有

    site: Site = current_app.extensions["perfxl"]
    return site


def _after(response: Response) -> Response:
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "max-age=3600"
    return guarded(response)


def _say_sorry(app: Flask, settings: Settings) -> None:
    def http(error: HTTPException) -> ResponseReturnValue:
        code = error.code or 500
        title, said = _SORRY.get(code, ("没有做成", "请回到首页再试一次。"))
        said = said.format(mb=settings.file_bytes // 1_000_000, files=settings.files)
        return render_template("sorry.html", title=title, said=said), code

    def known(error: PerfxlError) -> ResponseReturnValue:
        said = str(error)
        code = 507 if "磁盘满了" in said else 503 if said.startswith("台账 ") else 422
        title = _SORRY.get(code, ("没有做成", ""))[0]
        return render_template("sorry.html", title=title, said=said), code

    def unforeseen(error: Exception) -> ResponseReturnValue:
        if os.environ.get("PERFXL_DEBUG"):
            raise error
        said = f"程序出错，没有做完；{write_down(error, request.endpoint or '')}"
        return render_template(
            "sorry.html", title="程序出错", said=f"{said}，请告诉管这台机器的人。"
        ), 500

    app.register_error_handler(HTTPException, http)
    app.register_error_handler(PerfxlError, known)
    app.register_error_handler(Exception, unforeseen)


def secret(folder: Path) -> bytes:
    """签 cookie 的密钥：第一次开时造，只有自己读得到。"""
    place = folder / "密钥"
    if not place.is_file():
        put(place, secrets.token_bytes(32))
        place.chmod(0o600)
    return place.read_bytes()


Opened = Callable[[], None]
