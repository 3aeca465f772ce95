"""程序给人看的错误：一句中文，说清哪里、什么、怎么办。"""

from __future__ import annotations


class PerfxlError(Exception):
    """perfxl 自己说得清的错误。`str(error)` 就是给办事人员看的那一句话。"""


class FormError(PerfxlError):
    """表样文件（perfxl/forms/*.toml）不合规定，或没有合适的表样。"""


class WorkbookError(PerfxlError):
    """工作簿读不了、写不了。抛出时原文件没有被改动。"""


class TemplateError(PerfxlError):
    """报告模板（.docx）有错：写了没有的名称、标记不成对等。"""
