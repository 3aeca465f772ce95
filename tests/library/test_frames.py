"""perfxl.frames：四张表，列的名称、类型与写明的一样；数都准确；每个数都找得到它的格。"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from drawn import drawn

import perfxl
from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.cells.grid import column_number
from perfxl.filing.model import FundLine
from perfxl.form.load import load_all
from perfxl.library.columns import DTYPES
from perfxl.library.tables import TABLES

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(
    path for path in (ROOT / "samples").rglob("*自评表.xlsx") if path.parent.name != "结果"
)
SHAPES = sorted((ROOT / "tests" / "shapes").glob("*.txt"))


@cache
def every() -> tuple[Assessment, ...]:
    """样例、各种版式，各一份。"""
    forms = load_all()
    drawings = (drawn(path.read_text(encoding="utf-8")) for path in SHAPES)
    samples = [one for path in SAMPLES for one in perfxl.assess(path)]
    return (*samples, *(one for grid in drawings for one in assess_all(grid, forms)))


@cache
def frames() -> dict[str, pd.DataFrame]:
    return perfxl.frames(every())


def test_四张表_行数与自评表的相同() -> None:
    made = frames()
    assert list(made) == ["filings", "funds", "indicators", "findings"]
    assert len(made["filings"]) == len(every()) > 20
    for name, count in (
        ("funds", sum(len(one.filing.funds) for one in every())),
        ("indicators", sum(len(one.filing.indicators) for one in every())),
        ("findings", sum(len(one.findings) for one in every())),
    ):
        assert len(made[name]) == count > 20


@pytest.mark.parametrize("assessments", [every, tuple], ids=["有内容", "一份也没有"])
def test_列名和类型与写明的一样(assessments: object) -> None:
    made = frames() if assessments is every else perfxl.frames(())
    for name, columns in TABLES.items():
        kinds = {column: str(kind) for column, kind in made[name].dtypes.items()}
        assert kinds == {one.name: DTYPES[one.kind] for one in columns}


def test_数是准确的_日期是日期_空着是空着() -> None:
    allowed = {"exact": Decimal, "date": dt.date, "cells": tuple}
    seen = set()
    for name, columns in TABLES.items():
        for column in columns:
            if column.kind in allowed:
                values = [one for one in frames()[name][column.name] if one is not None]
                assert all(type(one) is allowed[column.kind] for one in values), column.name
                seen |= {(name, column.name)} if values else set()
    assert ("indicators", "target_low") in seen
    assert ("indicators", "actual_date") in seen
    assert ("funds", "executed") in seen


def test_没有哪一列总是空的() -> None:
    """取错了地方的列会一直空着：样例、版式里每一列都有过内容。"""
    empty = {
        f"{name}.{column}"
        for name, frame in frames().items()
        for column in frame.columns
        if frame[column].isna().all()
    }
    assert empty == {"findings.explanation"}


def test_原文就在写着的那一格() -> None:
    forms = {path.name: workbook.read(path) for path in SAMPLES}
    checked = 0
    for name, frame in frames().items():
        for column in (one for one in frame.columns if one.endswith("_raw")):
            address = column.removesuffix("_raw") + "_cell"
            for file, raw, cell in zip(frame["file"], frame[column], frame[address], strict=True):
                if file in forms and not pd.isna(raw):
                    sheet, _, local = cell.rpartition("!")
                    letters = local.rstrip("0123456789")
                    grid = forms[file].sheet(sheet)
                    assert grid is not None, name
                    place = int(local[len(letters) :]), column_number(letters)
                    assert grid.at(*place).raw == raw
                    checked += 1
    assert checked > 300


def test_总分等于各行之和() -> None:
    """样例里的分数照 pandas 加起来，与核算的总分一样：没有二进制的零头。"""
    (found,) = perfxl.assess(ROOT / "samples" / "良好的自评表.xlsx")
    made = perfxl.frames([found])
    points = made["indicators"]["points"].sum() + made["filings"]["execution_points"].sum()
    assert points == found.scored.total == made["filings"].loc[0, "total"]
    assert isinstance(points, Decimal)


def _without_unit(line: FundLine) -> FundLine:
    if line.budget is None:
        return line
    return replace(line, budget=line.budget._replace(value=replace(line.budget.value, unit="")))


def test_元换成万元() -> None:
    """表头写元的，三张表里的金额都是万元，原文照旧。"""
    (found,) = perfxl.assess(ROOT / "samples" / "良好的自评表.xlsx")
    scored = found.scored
    funds = tuple(replace(one, line=_without_unit(one.line)) for one in scored.funds)
    in_yuan = replace(scored, filing=replace(scored.filing, money_unit="元"), funds=funds)
    before = perfxl.frames([found])["funds"]["budget"].dropna()
    after = perfxl.frames([replace(found, scored=in_yuan)])["funds"]["budget"].dropna()
    assert [one / 10000 for one in before] == list(after)
    assert len(after) > 1


def test_执行率没有百分号的_不猜() -> None:
    (found,) = perfxl.assess(ROOT / "samples" / "良好的自评表.xlsx")
    line = found.scored.funds[0].line
    assert line.rate is not None
    assert line.rate.value.unit == "%"
    bare = replace(line, rate=line.rate._replace(value=replace(line.rate.value, unit="")))
    funds = (replace(found.scored.funds[0], line=bare), *found.scored.funds[1:])
    made = perfxl.frames([replace(found, scored=replace(found.scored, funds=funds))])["funds"]
    assert made.loc[0, "rate_filed"] is None
    assert made.loc[0, "rate_filed_raw"] == line.rate.cell.raw


def test_结论一格一行() -> None:
    made = frames()["findings"]
    apart = made.explode("cells")
    assert len(apart) > len(made)
    assert set(made["level"]) <= {"error", "verify", "warning", "info"}
    first = [cells[0] if cells else None for cells in made["cells"]]
    assert [None if pd.isna(one) else one for one in made["cell"]] == first


def test_四张表连得起来() -> None:
    made = frames()
    joined = made["findings"].merge(made["filings"], on="filing", suffixes=("", "_filing"))
    assert len(joined) == len(made["findings"])
    counts = made["findings"].groupby("filing")["level"].value_counts()
    for filing, one in made["filings"].iterrows():
        for level in ("error", "verify", "warning", "info"):
            assert counts.get((filing, level), 0) == one[level]
