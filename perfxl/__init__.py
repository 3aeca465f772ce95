"""预算绩效自评：读官方自评表、校验、核分、写回同一工作簿、生成 Word 自评报告。

这里是给别的程序用的门面，说明与例子见 docs/作为库用.md。装载它不带起任何大的库；
各函数用到什么，到那时才装载。说得清的错误都是 PerfxlError，`str(error)` 是给人看的一句话。
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from perfxl.errors import PerfxlError
from perfxl.version import VERSION

if TYPE_CHECKING:
    from os import PathLike
    from pathlib import Path

    from perfxl.assess import Assessment
    from perfxl.form.form import Form
    from perfxl.library.frames import Frames, Stored
    from perfxl.library.sources import Source

    Place = str | PathLike[str]

__all__ = ["PerfxlError", "assess", "forms", "frames", "report", "write"]

__version__ = VERSION


def assess(
    source: Source, *, form: str | None = None, forms: Sequence[Place] = ()
) -> tuple[Assessment, ...]:
    """读、核分、校验一个工作簿，一份自评表一个结果；不写任何东西。

    `source` 是路径、字节、二进制文件，或者正开着的 openpyxl Workbook、xlwings Book。
    `form` 点名一张表样（不写时自己认），`forms` 是自己的表样文件夹，排在自带的前面。

    Raises:
        PerfxlError: 不是工作簿、读不了，或没有一张表样合适。
    """
    from perfxl.library.work import judge  # noqa: PLC0415  # 装载门面不带起整座屋子

    return judge(source, form, forms)


def write(
    path: Place,
    *,
    output: Place | None = None,
    form: str | None = None,
    forms: Sequence[Place] = (),
) -> Path:
    """校验、核分，结果写回工作簿，返回写到了哪里；写回之前的可用 `perfxl undo` 取回。

    `output` 是别的文件或文件夹：写到那里，`path` 不动。旧格式（.xls、.et、.ods）写进它的副本。

    Raises:
        PerfxlError: 读不了、写不了（原文件没有动），或没有一张表样合适。
    """
    from perfxl.library.work import write_back  # noqa: PLC0415  # 同上

    return write_back(path, output, form, forms)


def report(assessment: Assessment, output: Place, *, template: Place | None = None) -> Path:
    """一份自评表的 Word 自评报告，返回写到了哪里。`output` 是 .docx 文件或文件夹。

    Raises:
        PerfxlError: 模板有错，或写不了。
    """
    from perfxl.library.work import make_report  # noqa: PLC0415  # 同上

    return make_report(assessment, output, template)


def forms(folders: Sequence[Place] = ()) -> tuple[Form, ...]:
    """全部表样：自带的，和 `folders` 里自己的。

    Raises:
        PerfxlError: 没有这个文件夹，或表样文件有错。
    """
    from perfxl.library.work import all_forms  # noqa: PLC0415  # 同上

    return all_forms(folders)


def frames(assessments: Iterable[Assessment] | Stored) -> Frames:
    """filings、funds、indicators、findings 四张 pandas 表；各列见 docs/作为库用.md。

    给台账（perfxl.bureau.ledger.Ledger）的，是里面算数的各份，多几列，见 docs/汇总.md。

    Raises:
        PerfxlError: 没有装 pandas。
    """
    from perfxl.library.frames import frames as made  # noqa: PLC0415  # 同上

    return made(assessments)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])


_FACE: dict[str, Any] = {"assess": assess, "report": report}


class _Package(ModuleType):
    """屋里有与门面同名的模块：Python 装载 perfxl.report 时，会把它挂在包上，盖住函数。

    盖就让它盖，只让盖上来的模块也能照那个函数调用：`perfxl.report(…)` 什么时候都行，
    `import perfxl.report.blank.build` 也照旧。
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _FACE and isinstance(value, ModuleType):
            value.__class__ = type("CallableModule", (ModuleType,), {"__call__": _called(name)})
            # 问它的参数和说明，答的是函数的。
            vars(value).update(__wrapped__=_FACE[name], __doc__=_FACE[name].__doc__)
        super().__setattr__(name, value)


def _called(name: str) -> Any:
    def call(_module: ModuleType, *arguments: Any, **named: Any) -> Any:
        return _FACE[name](*arguments, **named)

    return call


sys.modules[__name__].__class__ = _Package
