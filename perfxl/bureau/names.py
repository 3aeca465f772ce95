"""收的时候看名字：是工作簿、是压缩包、是打不开的包，还是不相干的。"""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from perfxl.files.listing import COPY, KINDS

# 自评表也有存成这几种的：带宏的、模板。读得了的照读，读不了的说为什么。
_ALSO = frozenset({".xlsm", ".xltx", ".xltm", ".xlt", ".ett", ".xlsb", ".ots"})
_REFUSED = {
    ".rar": "是 .rar 压缩包，打不开；请解开，把里面的放进文件夹",
    ".7z": "是 .7z 压缩包，打不开；请解开，把里面的放进文件夹",
    ".tar": "是 .tar 压缩包，打不开；请解开，把里面的放进文件夹",
    ".gz": "是 .gz 压缩包，打不开；请解开，把里面的放进文件夹",
    ".eml": "是一封邮件，附件没有读；请把附件存进文件夹",
    ".msg": "是一封邮件，附件没有读；请把附件存进文件夹",
}
_NOT_OURS = ("~$", ".")  # Excel 的临时文件；隐藏的，macOS 在包里附的 ._ 也是


def _kind(name: str) -> str:
    path = PurePosixPath(name)
    hidden = any(part.startswith(_NOT_OURS) or part == "__MACOSX" for part in path.parts)
    return "" if hidden else path.suffix.lower()


def is_archive(name: str) -> bool:
    """解得开的压缩包。"""
    return _kind(name) == ".zip"


def refused(name: str) -> str:
    """里面多半有自评表而打不开的：怎么办。别的为空串。"""
    return _REFUSED.get(_kind(name), "")


def is_workbook(name: str, beside: Container[str]) -> bool:
    """要读的工作簿；`自评表-校验.xlsx` 旁边有 `自评表.xlsx` 的是程序写的副本。"""
    kind = _kind(name)
    if kind not in KINDS | _ALSO:
        return False
    stem = name[: -len(kind)]
    if not stem.endswith(COPY):
        return True
    return not any(stem.removesuffix(COPY) + other in beside for other in KINDS)


def name_of(path: str) -> str:
    """收的位置里单位认得的一段：文件名；压缩包里的是里面的那一个。"""
    last = re.split(r"[/\\]", path)[-1]
    ends = (match.end() for match in re.finditer("!", last))
    return last[max((end for end in ends if is_archive(last[: end - 1])), default=0) :]
