"""两个互不相干的格式检查器：openxml-audit（Python）、微软 SDK 的检查器（npm，WebAssembly）。"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

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
    ran = subprocess.run(
        [needs("node"), needs("ooxml-validate"), "--of", "json", str(path)],
        check=True, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    return [str(error) for error in json.loads(ran.stdout)]
