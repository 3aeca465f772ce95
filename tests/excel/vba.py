"""用 olevba 把宏工程里的源码读回来。"""

from __future__ import annotations

import warnings


def modules(project: bytes) -> dict[str, str]:
    """各模块的源码；键是 olevba 起的文件名（Perfxl.bas、Sheet1.cls）。"""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # olevba 装载时用了 pyparsing 的旧名字
        from oletools.olevba import (  # type: ignore[import-untyped]  # noqa: PLC0415
            VBA_Parser,
        )

        macros = VBA_Parser("vbaProject.bin", data=project).extract_macros()
        return {name: code for _, _, name, code in macros}
