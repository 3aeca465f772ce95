"""像年份的数是数；目标与完成情况挨着写，不是一件事两个数。"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfxl.proof import proof


def _codes(folder: Path, *lines: str) -> list[str]:
    path = folder / "报告.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return [one.code for one in proof(path).findings]


@pytest.mark.parametrize("budget", ["1924.5", "2024.12", "1999.9"])
@pytest.mark.parametrize("unit", ["万元", "亩", "公里"])
def test_像年份的数照样算(budget: str, unit: str, tmp_path: Path) -> None:
    line = f"全年预算数{budget}{unit}，全年执行数962.25{unit}，预算执行率{{}}。"
    right = {"1924.5": "50%", "2024.12": "47.54%", "1999.9": "48.11%"}[budget]
    assert "R02" not in _codes(tmp_path, line.format(right))
    assert "R02" in _codes(tmp_path, line.format("98.00%"))


def test_日期还是日期(tmp_path: Path) -> None:
    assert _codes(tmp_path, "2024.5.3开工，2024.12完工，共3个月。") == []


def test_目标与完成情况挨着写不算两个数(tmp_path: Path) -> None:
    head = "（三）绩效目标"
    goal = "年初设定目标：新建产业路12公里，带动脱贫户200户，增收每户1500元。"
    done = "全年实际完成情况：新建产业路12公里，带动脱贫户192户，户均增收1580元。"
    assert "R04" not in _codes(tmp_path, head, goal, done)
    assert "R04" in _codes(tmp_path, head, goal, goal.replace("200户", "192户"))
