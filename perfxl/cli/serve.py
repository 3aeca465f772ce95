"""`perfxl serve`：开网页，用浏览器就能交自评表、看结论。"""

from __future__ import annotations

import argparse
from pathlib import Path

from perfxl.cli.parser import OK
from perfxl.cli.say import Say
from perfxl.cli.tables import Add
from perfxl.errors import PerfxlError


def add(command: Add) -> None:
    """添上 `serve` 命令。"""
    made = command(_act, "开网页：用浏览器交自评表、看结论、带走结果")
    made.add_argument("--data", type=Path, metavar="文件夹", help="收来的文件、台账放在哪里")
    made.add_argument(
        "--db", default="", metavar="台账", help="台账另放：文件，或 postgresql:// 的地址"
    )
    made.add_argument("--bureau", action="store_true", help="局里用：各单位拿链接来交，局里看")
    made.add_argument("--roster", type=Path, metavar="名册",
                      help="应当报的单位、项目（.xlsx），汇总里列出没有报的")  # fmt: skip
    made.add_argument(
        "--host", default="127.0.0.1", metavar="地址", help="在哪个地址上开，默认只给本机"
    )
    made.add_argument("--port", type=int, default=8765, metavar="端口", help="默认 8765")
    made.add_argument("--new-key", action="store_true", help="换一把局里的钥匙，旧的作废")
    made.add_argument(
        "--keep", type=int, default=0, metavar="天", help="收来的文件留多少天，默认一直留着"
    )
    made.add_argument(
        "--workers", type=int, default=2, metavar="几个", help="同时看几个文件，默认 2"
    )
    made.add_argument("--no-browser", action="store_true", help="不打开浏览器")


def _act(options: argparse.Namespace, say: Say) -> int:
    try:
        from perfxl.web.serve import open_site, serve, usual_data  # noqa: PLC0415  # 只看用法时不装载
    except ImportError as error:
        raise PerfxlError(
            f"这里没有网页要用的 {error.name}（安装程序、便携文件夹里不带）；"
            '请在装了 Python 的电脑上、perfxl 的文件夹里运行 python -m pip install ".[page]"'
        ) from None
    from perfxl.web.settings import Settings  # noqa: PLC0415  # 同上

    settings = Settings(
        data=options.data or usual_data(), ledger=options.db, shared=options.bureau,
        roster=options.roster,
        forms=tuple(options.forms), host=options.host, port=options.port,
        keep_days=max(0, options.keep), workers=max(1, options.workers),
    )  # fmt: skip
    site, door = open_site(settings, new_bureau_key=options.new_key)
    browse = not options.no_browser and not options.bureau
    serve(settings, door, site, lambda text: say.text(text, text), browse=browse)
    return OK
