"""机器读的结果：Assessment → 一个 JSON 文档（键的含义变了才升 `schema`）。"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfxl.assess import Assessment
from perfxl.cells.grid import Field
from perfxl.cells.quantity import Quantity, Target, fixed, plain
from perfxl.filing.findings import Finding, count
from perfxl.filing.model import FundLine, Indicator, IndicatorScore, Scored
from perfxl.version import VERSION

Json = Mapping[str, Any]

SCHEMA = 1


def document(assessment: Assessment, file: str) -> Json:
    """一份自评表的全部：表样、读到的、核分、结论。数都是十进制的字串。"""
    filing, form = assessment.filing, assessment.form
    return {
        "schema": SCHEMA,
        "perfxl": VERSION,
        "file": file,
        "table": filing.table,
        "form": {
            "code": form.code,
            "title": form.title,
            "stage": form.stage,
            "verified": form.verified,
            "trust": form.trust.value,
            "certainty": filing.certainty,
        },
        "filing": {
            "name": _text(filing.name),
            "authority": _text(filing.authority),
            "unit": _text(filing.unit),
            "year": _text(filing.year),
            "money_unit": filing.money_unit,
            "funds": [_fund(line) for line in filing.funds],
            "income": [_fund(line) for line in filing.income],
            "goal": _text(filing.goal),
            "achievement": _text(filing.achievement),
            "indicators": [_indicator(indicator) for indicator in filing.indicators],
            "total": _quantity(filing.total),
            "grade": _quantity(filing.grade),
        },
        "scored": _scored(assessment.scored),
        "findings": [_finding(finding) for finding in assessment.findings],
        "summary": {level.value: number for level, number in count(assessment.findings).items()},
    }


def _scored(scored: Scored) -> Json:
    return {
        "execution": {
            "rate": _fixed(scored.execution.rate),
            "points": _fixed(scored.execution.points),
            "why": scored.execution.why,
        },
        "indicators": [_score(score) for score in scored.indicators],
        "total": _fixed(scored.total),
        "recomputed": scored.recomputed,
        "grade": scored.grade.name if scored.grade else None,
        "notes": list(scored.notes),
    }


def _text(field: Field[str] | None) -> Json | None:
    if field is None:
        return None
    return {"value": field.value or None, "raw": field.cell.raw, "cell": field.cell.address}


def _quantity(field: Field[Quantity] | None) -> Json | None:
    if field is None:
        return None
    quantity = field.value
    return {
        "value": _value(quantity),
        "raw": field.cell.raw,
        "cell": field.cell.address,
        "kind": quantity.kind,
        "unit": quantity.unit,
    }


def _value(quantity: Quantity) -> str | None:
    if quantity.value is not None:
        return plain(quantity.value)
    if quantity.day is not None:
        return quantity.day.isoformat()
    return None if quantity.kind == "none" else quantity.text or None


def _target(field: Field[Target]) -> Json:
    target = field.value
    base = dict(_quantity(field) or {})
    base["op"] = target.op
    if target.low is not None and target.high is not None:
        del base["value"]
        base |= {"low": plain(target.low), "high": plain(target.high)}
    return base


def _fund(line: FundLine) -> Json:
    return {
        "name": _text(line.name),
        "kind": line.kind,
        "group": line.group or None,
        "initial": _quantity(line.initial),
        "budget": _quantity(line.budget),
        "executed": _quantity(line.executed),
        "weight": _quantity(line.weight),
        "rate": _quantity(line.rate),
        "points": _quantity(line.points),
        "reason": _text(line.reason),
    }


def _indicator(indicator: Indicator) -> Json:
    return {
        "level1": _text(indicator.level1),
        "level2": _text(indicator.level2),
        "name": _text(indicator.name),
        "target": _target(indicator.target),
        "actual": _quantity(indicator.actual),
        "standard": _target(indicator.standard) if indicator.standard else None,
        "rated": _quantity(indicator.rated),
        "weight": _quantity(indicator.weight),
        "points": _quantity(indicator.points),
        "reason": _text(indicator.reason),
        **{
            key: _quantity(value)
            for key, value in (("progress", indicator.progress), ("forecast", indicator.forecast))
            if value is not None  # 只有监控表有
        },
    }


def _score(score: IndicatorScore) -> Json:
    points = score.indicator.points
    return {
        "name": score.indicator.name.value,
        "cell": points.cell.address if points else score.indicator.name.cell.address,
        "points": _fixed(score.points),
        "method": score.method,
        "why": score.why,
        "deviation": _fixed(score.deviation),
    }


def _fixed(value: Any) -> str | None:
    return None if value is None else fixed(value)


def _finding(finding: Finding) -> Json:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "cells": [cell.address for cell in finding.cells],
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "explanation": finding.explanation or None,
        "fixes": [
            {"cell": fix.cell.address, "old": fix.old, "new": fix.shown} for fix in finding.fixes
        ],
        "trial": finding.trial,
    }
