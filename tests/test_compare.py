"""两个版本的 perfxl 判同一批表：新报的、不再报的、话改了的、读不读得了，都说得出在哪几份。"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from casebook import DECLARED, GOOD
from drawn import drawn
from saved import saved

from benchmarks.compare import Judged, differences, draw, other_changes, said

ROOT = Path(__file__).parent.parent


def _found(*findings: tuple[str, str, str], total: str = "90.00") -> list[Mapping[str, Any]]:
    return [{
        "form": {"code": "mof-2020"}, "scored": {"total": total},
        "findings": [
            {"code": code, "level": "error", "cells": [cell], "message": text, "fix": ""}
            for code, cell, text in findings
        ],
    }]  # fmt: skip


def test_新报_不再报_话改了() -> None:
    old = Judged({
        "甲": _found(("P01", "表!A1", "多了"), ("P02", "表!A2", "原话")),
        "乙": _found(("P01", "表!A1", "多了")),
    })  # fmt: skip
    new = Judged({
        "甲": _found(("P02", "表!A2", "新话"), ("P02", "表!A3", "原话")),
        "乙": _found(("P01", "表!A1", "多了"), ("P03", "表!A1", "多了"), ("P03", "表!A9", "多了")),
    })  # fmt: skip
    found = differences(old, new)
    assert list(found) == ["P01", "P02", "P03"]
    assert found["P01"].dropped == Counter({"甲": 1})
    assert (found["P02"].reworded, found["P02"].raised) == (Counter({"甲": 1}), Counter({"甲": 1}))
    assert found["P03"].raised == Counter({"乙": 2})
    lines = said(found, [], 5).splitlines()
    assert lines[1].split() == ["P01", "—", "1／1", "—"]
    assert "    新报：乙" in lines


def test_读不了_份数_总分变了() -> None:
    old = Judged({"甲": _found(), "乙": _found(), "丙": _found() * 2}, {"丁": "没有表头"})
    new = Judged({"甲": _found(total="91.00"), "丁": _found(), "丙": _found()}, {"乙": "打不开"})
    assert dict(other_changes(old, new)) == {
        "甲": "总分 90.00 → 91.00", "乙": "现在读不了：打不开", "丙": "原来 2 份表，现在 1 份",
        "丁": "现在读得了",
    }  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "各单位（2023）"
    made.mkdir()
    saved(drawn(GOOD, {"H13": "9"}), made / "甲 局.xlsx")
    saved(drawn(DECLARED), made / "乙.xlsx")
    (made / "坏的.xlsx").write_bytes(b"PK")
    return made


def _ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "compare.py"), *arguments],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_同一个版本没有差别(folder: Path) -> None:
    ran = _ran(str(folder), "--old", str(ROOT))
    assert (ran.returncode, ran.stdout.splitlines()[1]) == (0, "两个版本的结论相同")


def test_改过一条规则的源码_与这里的比(folder: Path, tmp_path: Path) -> None:
    tree = tmp_path / "旧的"
    shutil.copytree(ROOT / "perfxl", tree / "perfxl", ignore=shutil.ignore_patterns("__pycache__"))
    scores = tree / "perfxl" / "checks" / "scores.py"
    text = scores.read_text(encoding="utf-8")
    old, new = (f'"P01", {level},' for level in ("Level.ERROR", "Level.INFO"))
    assert old in text
    scores.write_text(text.replace(old, new), encoding="utf-8")
    out = tmp_path / "差别.json"
    ran = _ran(str(folder), "--old", str(tree), "--out", str(out))
    assert ran.returncode == 1, ran.stderr
    assert "话改了：甲 局.xlsx" in ran.stdout
    made = json.loads(out.read_text(encoding="utf-8"))
    assert {code: sum(one["reworded"].values()) for code, one in made["codes"].items()} == {
        "P01": 1,
        "P06": 1,  # 一条的得分没有改好，总分才说先改它
    }
    assert made["others"] == []


def test_不知道的版本说一句(folder: Path) -> None:
    ran = _ran(str(folder), "--old", "没有这个提交")
    assert ran.returncode == 2
    assert "不是 git 的提交，也不是 Python、源码文件夹" in ran.stderr


def test_画出来的两次相同(tmp_path: Path) -> None:
    number = draw(tmp_path / "一", 1)
    assert number == draw(tmp_path / "二", 1) > 9
    names = [sorted(path.name for path in (tmp_path / one).iterdir()) for one in ("一", "二")]
    assert names[0] == names[1]
    assert "mof-2020-000-declare.xlsx" in names[0]
