"""对文件做的事：校验、写回、改、出报告、新建、撤销。参数已经看懂，结果交给 cli 去说。

用到哪一件，才装载哪一件：只校验的，不带起写回、报告的部分。
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from perfxl.files.judging import Done, judge
    from perfxl.files.listing import copy_of, files_in, is_filing
    from perfxl.files.making import new, new_form, new_template
    from perfxl.files.proofs import (
        book_beside,
        has_errors,
        is_report,
        proof_beside,
        proof_quietly,
        report_beside,
        reports_beside,
    )
    from perfxl.files.reports import Where, make_report, report_names, reportable, unreported
    from perfxl.files.targets import free_report
    from perfxl.files.templates import lint_template, template_names
    from perfxl.files.undoing import clear, undo
    from perfxl.files.writing import (
        fix_file,
        fixable,
        proof_into,
        read_into,
        report_file,
        run_file,
        write_file,
    )

_ROOMS = {
    "judging": ("Done", "judge"),
    "listing": ("copy_of", "files_in", "is_filing"),
    "making": ("new", "new_form", "new_template"),
    "proofs": ("book_beside", "has_errors", "is_report", "proof_beside", "proof_quietly",
               "report_beside", "reports_beside"),
    "reports": ("Where", "make_report", "report_names", "reportable", "unreported"),
    "targets": ("free_report",),
    "templates": ("lint_template", "template_names"),
    "undoing": ("clear", "undo"),
    "writing": ("fix_file", "fixable", "proof_into", "read_into", "report_file", "run_file",
                "write_file"),
}  # fmt: skip
_ROOM_OF = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [
    "Done", "Where", "book_beside", "clear", "copy_of", "files_in", "fix_file", "fixable",
    "free_report", "has_errors", "is_filing", "is_report", "judge", "lint_template",
    "make_report", "new", "new_form", "new_template", "proof_beside", "proof_into",
    "proof_quietly", "read_into", "report_beside", "report_file", "report_names", "reportable",
    "reports_beside", "run_file", "template_names", "undo", "unreported", "write_file",
]  # fmt: skip

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        if name not in _ROOM_OF:
            raise AttributeError(name)
        return getattr(import_module(f"perfxl.files.{_ROOM_OF[name]}"), name)
