"""两个互不相干的格式检查器：openxml-audit（Python）、微软 SDK 的检查器（npm，WebAssembly）。"""

from __future__ import annotations

import atexit
import json
import subprocess
from functools import cache
from pathlib import Path
from threading import Timer

from needs import needs
from openxml_audit import OpenXmlValidator  # type: ignore[import-untyped]

# 没有共用文字表而有内联文字，规范允许，openpyxl 也这样写；它只是提醒 Excel 保存时会改写。
_INLINE = "inline-string cell(s)"


def audit_errors(path: Path) -> list[str]:
    """openxml-audit 认为的错误。"""
    result = OpenXmlValidator().validate(str(path))
    return [str(error) for error in result.errors if _INLINE not in str(error)]


def sdk_errors(path: Path) -> list[str]:
    """微软 SDK 认为的错误。"""
    running = _sdk()
    assert running.stdin is not None
    assert running.stdout is not None
    late = Timer(180, running.kill)
    late.start()
    running.stdin.write(f"{path.resolve()}\n")
    running.stdin.flush()
    said = running.stdout.readline()
    late.cancel()
    errors = json.loads(said)
    assert isinstance(errors, list), f"检查器自己出错，没有检查 {path.name}：{said}"
    return [str(error) for error in errors]


@cache
def _sdk() -> subprocess.Popen[str]:
    """用到时起，全部测试共用一个。"""
    module = Path(needs("ooxml-validate")).parent.parent / "index.js"
    running = subprocess.Popen(
        [needs("node"), str(Path(__file__).with_name("sdk.mjs")), str(module)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    atexit.register(running.communicate)
    return running
