"""命令行。命令、选项、退出码、JSON 见 docs/命令行.md；别的程序可以依赖它们。"""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module

from perfxl.cli.parser import CANNOT, Help, Parser, common
from perfxl.cli.say import Say
from perfxl.cli.screen import trouble
from perfxl.errors import PerfxlError, not_installed, write_down
from perfxl.version import VERSION

# 命令 → 中文的名称；命令叫什么，它的文件就叫什么。按用的次序排，用法里也照这个次序。
COMMANDS = {
    "run": "运行", "check": "校验", "read": "读表", "write": "写回", "report": "报告",
    "fix": "修正", "proof": "核对", "collect": "汇总", "review": "复核", "serve": "网页",
    "watch": "监看", "panel": "面板", "macro": "宏", "new": "新建", "template": "模板",
    "lint": "检查模板", "fields": "字段", "forms": "表样", "explain": "解释", "undo": "撤销",
    "clear": "清除", "excel": "表格",
}  # fmt: skip

# 装载程序、表样时对象只增不减，默认每添七百个就清点一遍垃圾，白花百分之三的时间。
_SELDOM = 100_000


def main(arguments: Sequence[str] | None = None) -> int:
    """入口；返回退出码：0 没有必须改的，1 有，2 没能运行。"""
    gc.set_threshold(_SELDOM)
    for stream in (sys.stdout, sys.stderr):
        # Windows 的控制台默认不是 UTF-8，汉字会变成问号。
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    written = sys.argv[1:] if arguments is None else arguments
    try:
        options = _parser(written).parse_args(written)
        say = Say(options.lang, quiet=options.quiet, json=options.json)
        return int(options.act(options, say))
    except PerfxlError as error:
        trouble(error)
    except KeyboardInterrupt:
        trouble("已停止")
    except BrokenPipeError:
        sys.stderr.close()  # 管道另一头（head、less）先走了，不是错
    except Exception as error:
        if os.environ.get("PERFXL_DEBUG"):
            raise
        trouble(not_installed(error) or _bug(error))
    return CANNOT


def _bug(error: Exception) -> str:
    return (
        f"程序出错，没有做完（{type(error).__name__}）；工作簿没有写坏。"
        f"{write_down(error, ' '.join(sys.argv[1:]))}，请把文件和它反馈给 perfxl 的维护者"
    )


def _parser(written: Sequence[str]) -> Parser:
    parser = Parser(
        prog="perfxl", formatter_class=Help, add_help=False,
        description="预算绩效自评：校验自评表、核分、写回工作簿、生成 Word 自评报告。",
        epilog="退出码：0 没有必须改的；1 有必须改的；2 没能运行。",
    )  # fmt: skip
    common(parser, suppress=False)
    parser.add_argument("--version", action="version", version=VERSION, help="显示版本")
    places = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def command(name: str, act: Callable[..., int], text: str) -> Parser:
        made: Parser = places.add_parser(
            name, aliases=[COMMANDS[name]], help=text, description=text,
            formatter_class=Help, add_help=False,
        )  # fmt: skip
        common(made, suppress=True)
        made.set_defaults(act=act)
        return made

    for name in _wanted(written):
        import_module(f"perfxl.cli.{name}").add(partial(command, name))
    if _is_english(written):
        from perfxl.cli.english import translate  # noqa: PLC0415  # 说中文时用不着

        translate(parser)
    return parser


def _wanted(written: Sequence[str]) -> list[str]:
    """要装载的命令：头一个词就是命令的只要它，快一点；别的（看用法、写错了）全要。"""
    first = written[0] if written else ""
    return [name for name, chinese in COMMANDS.items() if first in {name, chinese}] or [*COMMANDS]


def _is_english(written: Sequence[str]) -> bool:
    """写了 `--lang en`：用法在读完各个选项以前就要显示，等不及解析。"""
    return re.search(r"--lang[ =]en\b", " ".join(written)) is not None
