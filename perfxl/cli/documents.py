"""`--json` 给程序读的文档。"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from perfxl.checks.register import Check
    from perfxl.files import Done
    from perfxl.proof.register import Rule
    from perfxl.report import Rendered


def rule_json(rule: Check | Rule) -> Mapping[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "level": rule.level.value,
        "trial": rule.trial,
        "rule": rule.title,
        "why": rule.why,
        "fix": rule.how,
        "ground": rule.ground,
        "example": rule.example,
        "english": rule.english,
    }


def documents(done: Done) -> Iterator[Mapping[str, Any]]:
    """一个工作簿的文档，一份自评表一个；写了什么，各个里都有。"""
    from perfxl.results.document import document  # noqa: PLC0415  # 只有 --json 用

    reports = iter(done.reports)  # 申报、监控的表没有报告
    for assessment in done.assessments:
        made = dict(document(assessment, str(done.file)))
        if done.mended is not None:
            made["applied"] = [asdict(change) for change in done.mended.changes]
        if done.written is not None:
            made["written"] = {
                "file": str(done.written), "changed": done.changed, "copy": done.copied
            }  # fmt: skip
        if done.reports and assessment.form.stage == "evaluate":
            made["report"] = _report_json(next(reports))
        if done.notes:
            made["notes"] = list(done.notes)
        yield made


def _report_json(report: Rendered) -> Mapping[str, Any]:
    return {
        "file": str(report.path),
        "figures": len(report.figures),
        "loose": list(report.loose),
        "missing": list(report.missing),
        "notes": list(report.notes),
    }
