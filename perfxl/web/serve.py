"""`perfxl serve`：开网页。一个人在自己电脑上用的，不用先设什么；局里用的，先给各单位链接。"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from perfxl.bureau.whose import ALONE, BUREAU
from perfxl.errors import PerfxlError, write_down
from perfxl.web.access import digest, new_key
from perfxl.web.app import Site, application
from perfxl.web.keeping import purge
from perfxl.web.settings import Settings

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_THREADS = 8
_DAY = 86_400


def open_site(settings: Settings, *, new_bureau_key: bool = False) -> tuple[Site, str]:
    """网页和进门的路径。局里的钥匙只在第一次（或要换时）给出来；一个人用的每次换一把。

    Raises:
        PerfxlError: 不设单位而要给别的机器用；台账打不开。
    """
    if settings.host not in _LOOPBACK and not settings.shared:
        raise PerfxlError(
            f"--host {settings.host} 别的机器也连得上，要分单位、要钥匙；请加上 --bureau"
        )
    site = Site(settings)
    name = BUREAU if settings.shared else ALONE
    known = any(office.name == name for office in site.desk.offices.every())
    if settings.shared and known and not new_bureau_key:
        return site, ""
    key = new_key()
    site.desk.offices.admit(name, digest(key), "bureau")
    return site, f"/in/{key}"


def serve(
    settings: Settings, door: str, site: Site, say: Callable[[str], None], *, browse: bool
) -> None:
    """开着，直到按 Ctrl-C。"""
    from waitress.server import create_server  # noqa: PLC0415  # 真要开时才装载

    app = application(site)
    try:
        server = create_server(
            app, host=settings.host, port=settings.port, threads=_THREADS,
            max_request_body_size=settings.body_bytes, channel_timeout=120,
            connection_limit=200, ident="", clear_untrusted_proxy_headers=True,
        )  # fmt: skip
    except OSError as error:
        raise PerfxlError(
            f"{settings.host}:{settings.port} 用不了（{error.strerror}）；多半是已经开着一个，"
            "或换一个 --port"
        ) from None
    base = f"http://{settings.host}:{settings.port}"
    say(f"网页开着：{base}　按 Ctrl+C 停下")
    if door:
        say(f"{'局里的' if settings.shared else '进门的'}链接（只显示这一次）：{base}{door}")
    elif settings.shared:
        say("局里的链接第一次开的时候给过；忘了的加上 --new-key 换一把，旧的作废")
    stop = threading.Event()
    threading.Thread(target=clean, args=(site, stop), daemon=True).start()
    if browse:
        threading.Timer(1, webbrowser.open, [f"{base}{door}"]).start()
    try:
        server.run()
    except KeyboardInterrupt:
        say("网页停了；交来的、给了收据的都在")
    finally:
        stop.set()
        server.close()
        site.close()


def clean(site: Site, stop: threading.Event) -> None:
    """一天一次，删去留够了日子的。"""
    while True:
        try:
            purge(site, datetime.now())  # noqa: DTZ005  # 当地的钟
        except Exception as error:  # noqa: BLE001  # 一回没有删成（台账正忙），明天再删；不能从此不删
            write_down(error, "删去到了日子的文件")
        if stop.wait(_DAY):
            return


def usual_data() -> Path:
    """没有写 --data 时放在哪里：用户的数据文件夹。"""
    from platformdirs import user_data_path  # noqa: PLC0415  # 只这里要

    return user_data_path("perfxl", appauthor=False) / "网页"
