"""命令行。命令、选项、退出码、JSON 见 docs/命令行.md；别的程序可以依赖它们。"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from perfxl import __version__, excel, macro_command, panel, watch
from perfxl.errors import PerfxlError
from perfxl.findings import Level
from perfxl.say import Say

OK, HAS_ERRORS, CANNOT = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """入口；返回退出码：0 没有必须改的，1 有，2 没能运行。"""
    for stream in (sys.stdout, sys.stderr):
        # Windows 的控制台默认不是 UTF-8，汉字会变成问号。
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        options = _parser().parse_args(arguments)
        say = Say(options.lang, quiet=options.quiet, json=options.json)
        return int(options.act(options, say))
    except PerfxlError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("已停止", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # 管道另一头（head、less）先走了，不是错
    except Exception as error:
        if os.environ.get("PERFXL_DEBUG"):
            raise
        print(_bug(error), file=sys.stderr)
    return CANNOT


def _bug(error: Exception) -> str:
    return (
        f"程序出错，没有做完（{type(error).__name__}）；工作簿没有写坏，"
        "请把文件和这句话反馈给 perfxl 的维护者"
    )


class _Parser(argparse.ArgumentParser):
    """报错说中文、退出码 2 的参数解析器。"""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        # argparse 没有给这两个标题留公开的口子。
        self._positionals.title, self._optionals.title = "参数", "选项"

    def error(self, message: str) -> NoReturn:
        for english, chinese in (
            ("the following arguments are required: ", "还要写上 "),
            ("unrecognized arguments: ", "不认识 "),
            ("expected one argument", "后面要跟一个值"),
            ("expected at least one argument", "后面至少要跟一个值"),
            ("invalid choice: ", "没有 "),
            ("choose from", "可以用"),
            ("argument ", ""),
        ):
            message = message.replace(english, chinese)
        print(f"命令写得不对：{message}；用 perfxl --help 看用法", file=sys.stderr)
        sys.exit(CANNOT)


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _parser() -> _Parser:
    parser = _Parser(
        prog="perfxl", formatter_class=_Help, add_help=False,
        description="预算绩效自评：校验自评表、核分、写回工作簿、生成 Word 自评报告。",
        epilog="退出码：0 没有必须改的；1 有必须改的；2 没能运行。",
    )  # fmt: skip
    _common(parser, suppress=False)
    parser.add_argument("--version", action="version", version=__version__, help="显示版本")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def command(name: str, chinese: str, act: Callable[..., int], text: str) -> _Parser:
        made: _Parser = commands.add_parser(
            name, aliases=[chinese], help=text, description=text,
            formatter_class=_Help, add_help=False,
        )  # fmt: skip
        _common(made, suppress=True)
        made.set_defaults(act=act)
        return made

    _table_commands(command)
    watch.add(command)
    panel.add(command)
    macro_command.add(command)
    made = command("new", "新建", _new, "一个空白的官方工作簿")
    made.add_argument("code", metavar="表样", help="表样代码，见 perfxl forms")
    made = command("forms", "表样", _forms, "有哪些官方表样；每个数出自哪份文件")
    made.add_argument("what", nargs="?", default="list", choices=["list", "show", "diff", "new"])
    made.add_argument("codes", nargs="*", metavar="表样", help="show、new 一个，diff 两个")
    made.add_argument("--extends", metavar="表样", help="new：从哪张改起，不写时是 mof-2020")
    made = command("explain", "解释", _explain, "一条规则：为什么、怎么改、例子；不写代码列出全部")
    made.add_argument("code", nargs="?", metavar="代码", help="例如 W01")
    made.add_argument("--markdown", action="store_true", help="全部规则写成 Markdown")
    made = command("undo", "撤销", _undo, "回到上一次写回之前的工作簿")
    made.add_argument("file", type=Path, metavar="文件")
    excel.add(command)
    return parser


def _table_commands(command: Callable[[str, str, Callable[..., int], str], _Parser]) -> None:
    """对自评表做事的五个命令：参数相同。"""
    for name, chinese, act, text in (
        ("run", "运行", _run, "校验、核分、写回工作簿，并在旁边生成 Word 报告"),
        ("check", "校验", _check, "只在屏幕上列出问题，不写任何文件"),
        ("write", "写回", _write, "校验、核分，结果写进工作簿"),
        ("report", "报告", _report, "生成 Word 自评报告"),
        ("fix", "修正", _fix, "列出有唯一答案的改法；写了 --apply 才改"),
    ):
        made = command(name, chinese, act, text)
        made.add_argument("files", nargs="+", type=Path, metavar="文件", help="自评表，或文件夹")
        if name in {"run", "report"}:
            made.add_argument("--template", type=Path, metavar="模板", help="自己的报告模板 .docx")
        if name == "fix":
            made.add_argument("--apply", nargs="+", metavar="代码",
                              help="照这几条的改法改，例如 P02 P06；全部都改写 全部")  # fmt: skip


def _common(parser: argparse.ArgumentParser, *, suppress: bool) -> None:
    """处处相同的选项：写在命令前后都可以（命令后的不冲掉命令前的）。"""

    def default(value: object) -> object:
        return argparse.SUPPRESS if suppress else value

    add = parser.add_argument
    add("-h", "--help", action="help", help="显示用法")
    add("--form", metavar="表样", default=default(None), help="指定表样；不写时自己认")
    add("--forms", type=Path, action="append", metavar="文件夹", default=default([]),
        help="自己的表样文件夹，排在自带的前面")  # fmt: skip
    add("-o", "--output", type=Path, metavar="位置", default=default(None),
        help="写到别的文件或文件夹，原文件不动")  # fmt: skip
    add("--json", action="store_true", default=default(value=False), help="输出给程序读的 JSON")
    add("--lang", choices=["zh", "en"], default=default("zh"), help="说明用的语言")
    add("--quiet", action="store_true", default=default(value=False), help="不在屏幕上说话")


def _each(options: argparse.Namespace, say: Say, act: Callable[[Path, Any], Any]) -> int:
    """逐个文件做；一个做不了，说一句，接着做下一个。"""
    from perfxl import commands  # noqa: PLC0415  # 只看用法时不装载

    forms = commands.forms_for(options.form, options.forms)
    paths = list(commands.files_in(options.files))
    if not paths:
        raise PerfxlError("文件夹里没有工作簿（.xlsx、.xls、.et、.ods），请确认位置")
    if len(paths) > 1 and options.output is not None and options.output.suffix:
        raise PerfxlError("有几个文件时，-o 后面要写文件夹，不能写一个文件名")
    code, done = OK, []
    for path in paths:
        try:
            one = act(path, forms)
        except PerfxlError as error:
            print(f"{path.name}：{error}" if len(paths) > 1 else error, file=sys.stderr)
            code = CANNOT
            continue
        done.append(one)
        say.done(one)
        if any(found.level is Level.ERROR for found in one.assessment.findings):
            code = max(code, HAS_ERRORS)
    say.documents(done, several=len(paths) > 1)
    return code


def _check(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    return _each(options, say, lambda path, forms: commands.Done(path, commands.judge(path, forms)))


def _write(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    def act(path: Path, forms: Any) -> commands.Done:
        found = commands.judge(path, forms)
        written = commands.write_back(path, found, options.output)
        return commands.Done(path, found, *written)

    return _each(options, say, act)


def _report(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    def act(path: Path, forms: Any) -> commands.Done:
        found = commands.judge(path, forms)
        made = commands.make_report(path, found, options.output, options.template)
        return commands.Done(path, found, report=made)

    return _each(options, say, act)


def _fix(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    if options.apply is None and options.output is not None:
        raise PerfxlError("只列出改法时不写文件，用不着 -o；要改请加上 --apply 和规则的代码")
    codes = None if options.apply is None else commands.asked(options.apply)

    def act(path: Path, forms: Any) -> commands.Done:
        if codes is None:
            return commands.Done(path, commands.judge(path, forms), fixing=True)
        return commands.fix_file(path, forms, codes, options.output)

    return _each(options, say, act)


def _run(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    def act(path: Path, forms: Any) -> commands.Done:
        found = commands.judge(path, forms)
        written = commands.write_back(path, found, options.output)
        made = commands.make_report(path, found, options.output, options.template)
        return commands.Done(path, found, *written, made)

    if options.output is not None and options.output.suffix.lower() in {".xlsx", ".docx"}:
        raise PerfxlError("run 要写工作簿和报告两个文件，-o 后面请写文件夹")
    return _each(options, say, act)


def _new(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    made = commands.new(options.code, options.output, options.forms)
    say.result({"file": str(made)}, f"已新建 {made}", f"Created {made}")
    return OK


def _forms(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    wanted = {"list": 0, "show": 1, "diff": 2, "new": 1}[options.what]
    codes = options.codes or ([options.form] if options.form and options.what == "show" else [])
    if len(codes) != wanted:
        raise PerfxlError(f"forms {options.what} 后面要写 {wanted} 个表样代码")
    if options.extends and options.what != "new":
        raise PerfxlError("--extends 只用在 forms new 后面")
    if options.what == "new":
        _new_form(codes[0], options, say)
    elif options.what == "list":
        say.forms(commands.forms_for(None, options.forms))
    elif options.what == "show":
        say.form_values(commands.form_values(codes[0], options.forms))
    else:
        say.differences(codes, commands.form_differences(codes[0], codes[1], options.forms))
    return OK


def _new_form(code: str, options: argparse.Namespace, say: Say) -> None:
    from perfxl import commands  # noqa: PLC0415  # 同上

    made = commands.new_form(code, options.extends or "mof-2020", options.output, options.forms)
    then = f"改好以后画空白表：perfxl new {code} --forms {made.parent}"
    say.result({"file": str(made)}, f"已写好草稿 {made}\n{then}", f"Created {made}")


def _explain(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    if options.code is None:
        say.rules(commands.rules(), markdown=options.markdown)
    elif options.markdown:
        raise PerfxlError("--markdown 写出全部规则，不要再写代码")
    else:
        say.rule(commands.rule(options.code))
    return OK


def _undo(options: argparse.Namespace, say: Say) -> int:
    from perfxl import commands  # noqa: PLC0415  # 同上

    path = commands.undo(options.file)
    say.result({"file": str(path)}, f"{path.name} 已回到写回之前", f"{path.name} restored")
    return OK
