"""藏着的行、列、工作表：看得见的怎样就怎样读，藏着什么说出来。"""

from __future__ import annotations

from pathlib import Path

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess_all
from perfxl.filing.findings import Level
from perfxl.form.load import load, load_all

_BODY = GOOD.split("\n[", 1)[0]
_OLD = "^ | ^ | ^ | 旧的一条：订阅报刊 | ≥10种 | 10种 | 10 | 10 |"


def _all(text: str, hidden: str = "") -> tuple[Assessment, ...]:
    return assess_all(drawn(text, {"隐藏": hidden} if hidden else {}), [load("mof-2020")])


def _one(text: str, hidden: str = "") -> Assessment:
    (only,) = _all(text, hidden)
    return only


def _said(found: Assessment) -> list[str]:
    shown = [one for one in found.findings if one.level is not Level.INFO]
    return [f"{one.code} {one.cells[0].local}" for one in shown]


def _with_old() -> str:
    """图书册数下面多一行不用了的指标，在第 15 行。"""
    lines = _BODY.splitlines()
    at = next(place for place, line in enumerate(lines) if "添置图书册数" in line)
    return "\n".join([*lines[: at + 1], _OLD, *lines[at + 1 :]])


def _with_old_points() -> str:
    """得分前面多一栏旧的得分，在 H 列。"""
    lines = []
    for line in _BODY.splitlines():
        parts = line.split("|")
        if len(parts) > 8:
            head = parts[7].strip()
            extra = head if head in {"<", "得分"} else "3" if head.isdigit() else ""
            parts.insert(7, f" {extra} ")
        lines.append("|".join(parts))
    return "\n".join(lines)


def test_藏着没有删的旧指标_不算它合计才对得上() -> None:
    assert "W02 G13" in _said(_one(_with_old()))
    found = _one(_with_old(), "15")
    names = [row.name.value for row in found.filing.indicators]
    assert len(names) == 8
    assert not any("旧的一条" in name for name in names)
    assert _said(found) == ["S12 D15"]
    (line,) = (one.line() for one in found.findings if one.code == "S12")
    assert "指标“旧的一条：订阅报刊”（分值 10、得分 10）；没有读：不算它，" in line
    roles = {each.cell.local: each.role for each in found.filing.readings}
    assert roles["D15"] == roles["E15"] == "unused"


def test_藏着的指标算在合计里的_照样读() -> None:
    found = _one(GOOD, "14")
    assert len(found.filing.indicators) == 8
    assert _said(found) == ["S12 D14"]
    assert str(found.scored.total) == "99.10"


def test_藏着旧的一栏得分_读看得见的() -> None:
    found = _one(_with_old_points(), "H")
    points = [row.points.value.shown for row in found.filing.indicators if row.points]
    assert points == ["8", "8", "10", "12", "12", "14.25", "15", "10"]
    assert _said(found) == ["S12 H12"]


@pytest.mark.parametrize("column", ["D", "E", "H", "I"])
def test_只有藏着的一栏才有的_照样读(column: str) -> None:
    found, whole = _one(GOOD, column), _one(GOOD)
    assert found.filing.indicators == whole.filing.indicators
    assert found.filing.funds == whole.filing.funds
    assert [line.partition(" ")[0] for line in _said(found)] == ["S12"]
    (line,) = (one.line() for one in found.findings if one.code == "S12")
    assert line.endswith("清除筛选")
    assert "照样读了" in line


def test_合并格的字写在藏着的一行_看得见的各行仍是它的() -> None:
    """一级、二级写在合并格的左上角，那一行藏起来了，下面各行仍归它们。"""
    lines = _with_old().splitlines()
    at = next(place for place, line in enumerate(lines) if "改造阅览室面积" in line)
    old = lines.pop(at + 2)
    lines[at] = lines[at].replace("^ | 产出指标 | 数量指标", "^ | ^ | ^")
    lines.insert(at, old.replace("^ | ^ | ^", "^ | 产出指标 | 数量指标"))
    found = _one("\n".join(lines), "13")
    assert [row.level1.value for row in found.filing.indicators][:2] == ["产出指标"] * 2
    assert [row.level2.value for row in found.filing.indicators][:2] == ["数量指标"] * 2
    assert _said(found) == ["S12 D13"]


def test_筛选藏起来的行照样算() -> None:
    found = _one(_with_old(), "筛15")
    assert len(found.filing.indicators) == 9
    assert "W02 G13" in _said(found)


_SPARE = """
[备用]
项目支出绩效自评表 | < | < | < | < | < | < | < | <
项目名称 | | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
^ | 产出指标 | 数量指标 | 指标1： | | | | |
"""


def test_看得见的是空白的_填的一份藏着_说出来() -> None:
    """照看得见的读空白的；藏着的那一份不读，也不装作没有。"""
    (found,) = _all(f"{_BODY}\n{_SPARE}", "整张")
    assert found.filing.sheet == "备用"
    lines = [one.line() for one in found.findings if one.code == "S11"]
    assert len(lines) == 1
    assert "绩效自评表!B12 S11 这里还有一份藏起来的工作表，没有读" in lines[0]


def test_只有一份而它藏着_读了并且说() -> None:
    found = _one(GOOD, "整张")
    assert len(found.filing.indicators) == 8
    assert _said(found) == ["S12 A1"]
    (line,) = (one.line() for one in found.findings if one.code == "S12")
    assert "藏着工作表“绩效自评表”" in line


def test_藏着作废的一条_分值是零的也不算() -> None:
    found = _one(_with_old().replace("10种 | 10 | 10", "0种 | 0 | 0"), "15")
    assert len(found.filing.indicators) == 8
    assert _said(found) == ["S12 D15"]


def test_不打分的表_藏着的指标不算() -> None:
    text = """[转移支付绩效自评表]
转移支付区域绩效目标自评表 | < | < | < | < | <
（2023年度） | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因和改进措施
产出指标 | 数量指标 | 修建水窖 | ≥30口 | 30口
^ | ^ | 旧的：修建水塔 | ≥2座 | 0座
满意度指标 | 服务对象满意度指标 | 村民满意度 | ≥90% | 94%
"""
    (found,) = assess_all(drawn(text, {"隐藏": "5"}), [load("mof-transfer")])
    assert [row.name.value for row in found.filing.indicators] == ["修建水窖", "村民满意度"]


_SHAPES = Path(__file__).parent / "shapes"
_CROWDED = "几条挤在一格里_资金也是"
_BESIDE = "左右两半_未完成原因在下面"


def _shape(name: str) -> str:
    return (_SHAPES / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "hidden", "said"),
    [
        (_CROWDED, "10", "自评!A10 S12 藏着第 10 行：指标“农户满意度”"),
        (_CROWDED, "筛10", "自评!A10 S12 筛选藏着第 10 行：指标“农户满意度”"),
        (_CROWDED, "H", "自评!H4 S12 藏着第 H 列：“得分”；照样读了"),
        (
            _BESIDE,
            "6",
            "老旧小区!B6 S12 藏着第 6 行：指标“改造小区”（分值 20、得分 20）、指标“惠及户数”",
        ),
        (_BESIDE, "筛6", "老旧小区!B6 S12 筛选藏着第 6 行：指标“改造小区”"),
        (_BESIDE, "I", "老旧小区!I4 S12 藏着第 I 列："),
        (_BESIDE, "9", "老旧小区!A9 S12 藏着第 9 行："),
        ("计划箭头完成_得分斜线分值", "F", "公卫!F4 S12 藏着第 F 列："),
        ("计划箭头完成_得分斜线分值", "G", "公卫!G4 S12 藏着第 G 列：“说明”"),
        ("五行一条_名称每行重写", "筛14", "自评表!E14 S12 筛选藏着第 14 行："),
        ("五行一条_名称每行重写", "B", "自评表!B5 S12 藏着第 B 列："),
    ],
)
def test_先摆过再读的表_说真在的行列(name: str, hidden: str, said: str) -> None:
    (found,) = assess_all(drawn(_shape(name), {"隐藏": hidden}), load_all())
    (whole,) = assess_all(drawn(_shape(name)), load_all())
    (line,) = (one.line() for one in found.findings if one.code == "S12")
    assert said in line
    assert found.scored.total == whole.scored.total


@pytest.mark.parametrize(
    ("name", "row", "old"),
    [
        (_CROWDED, 11, "满意度指标 | 服务对象满意度指标 | 旧的一条 | ≥90% | 92% | 10 | 10 |"),
        (_BESIDE, 9, "满意度指标 | 旧的 | ≥9个 | 9个 | 5 | 5 | ^ | 旧的一条 | ≥9个 | 9个 | 5 | 5"),
        (
            "计划箭头完成_得分斜线分值",
            13,
            "产出指标-质量指标 | 旧的一条 | < | ≥6% → 6% | 0 | 10/10 |",
        ),
    ],
)
def test_先摆过再读的表_藏着的旧指标不算_筛选的照算(name: str, row: int, old: str) -> None:
    lines = _shape(name).splitlines()
    lines.insert(row, old)  # 头一行是工作表的名称
    text = "\n".join(lines)

    def names(hidden: str) -> list[str]:
        (found,) = assess_all(drawn(text, {"隐藏": hidden}), load_all())
        return [one.name.value for one in found.filing.indicators]

    assert "旧的一条" in names(f"筛{row}")
    assert not {"旧的一条", "旧的"} & set(names(str(row)))
