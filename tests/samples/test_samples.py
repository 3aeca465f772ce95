"""样本工作簿：由 sources/ 重新生成的与仓库里的逐字节相同；好的没有问题，错的个个查得出。"""

from __future__ import annotations

import importlib.util
import sys
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from perfxl import workbook
from perfxl.assess import Assessment, assess
from perfxl.cells.quantity import bare
from perfxl.filing.amounts import number
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.report import render

SAMPLES = Path(__file__).parent.parent.parent / "samples"


def _script() -> ModuleType:
    """samples/build.py 不是包里的模块，按文件装载。"""
    spec = importlib.util.spec_from_file_location("build_samples", SAMPLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclass 要按名找得到自己的模块
    spec.loader.exec_module(module)
    return module


SCRIPT = _script()
REAL = (SCRIPT.HEYUAN, SCRIPT.GUANGKAI)


def _assess(path: Path) -> Assessment:
    return assess(workbook.read(path), load_all())


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.folder)
def test_真实样本重新生成仍是原样(real: Any, tmp_path: Path) -> None:
    assert SCRIPT.filled(real) == real.workbook.read_bytes()
    SCRIPT.run(real, tmp_path)
    committed = {one.name: one.read_bytes() for one in real.results.iterdir() if one.is_file()}
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert made == committed  # 旁边另有隐藏的 .perfxl：记着这一份是程序写的


def test_虚构的样本重新生成仍是原样() -> None:
    assert SCRIPT.good() == SCRIPT.GOOD.read_bytes()
    assert SCRIPT.broken() == SCRIPT.BROKEN.read_bytes()


def test_河源的分数加起来正好是九十二() -> None:
    found = _assess(SCRIPT.HEYUAN.workbook)
    filed = [number(one.points) or Decimal(0) for one in found.filing.indicators]
    assert sum(filed) == 92
    assert found.filing.total is not None
    assert found.filing.total.value.value == 92
    assert found.scored.total == 92
    assert found.scored.grade is not None
    assert found.scored.grade.name == "优"
    rate = next(one for one in found.scored.indicators if one.method == "execution_rate")
    assert rate.points == Decimal("5.95")


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.folder)
def test_真实样本读出来的就是填进去的(real: Any) -> None:
    content = SCRIPT.load_content(SCRIPT.SOURCES / f"{real.source}.toml")
    filing = _assess(real.workbook).filing
    assert filing.goal is not None
    assert filing.achievement is not None
    assert bare(filing.goal.value) == bare(content.goal)
    assert bare(filing.achievement.value) == bare(content.achievement)
    assert [one.name.value for one in filing.indicators] == [
        row["name"] for row in content.indicators
    ]
    assert len(filing.data) == len(content.data)
    assert len(filing.evidence) == len(content.evidence)
    written = {row["section"]: bare(row["text"]) for row in content.narratives}
    read = {one.section.value: bare(one.text.value) for one in filing.narratives if one.text.value}
    assert read == written
    assert [one.name.value for one in filing.tasks] == [row["name"] for row in content.tasks]
    named = [row["name"] for row in content.details if row["name"] != "小计"]
    assert [one.name.value for one in filing.details] == named


@pytest.mark.parametrize("real", REAL, ids=lambda real: real.folder)
def test_真实样本认得出表样也没有必须改的(real: Any, tmp_path: Path) -> None:
    found = _assess(real.workbook)
    assert found.form.code == real.form
    assert [one.line() for one in found.findings if one.level is Level.ERROR] == []
    made = render(found, tmp_path / "报告.docx")
    assert (made.loose, made.missing, made.notes) == ((), (), ())


def test_良好的自评表没有一条结论() -> None:
    found = _assess(SCRIPT.GOOD)
    assert [one.line() for one in found.findings] == []
    assert found.scored.total == Decimal("99.20")


@pytest.mark.parametrize("mistake", SCRIPT.mistakes(), ids=lambda one: f"{one.code} {one.what}")
def test_有错的自评表每个错都查得出(mistake: Any) -> None:
    found = _assess(SCRIPT.BROKEN)
    assert mistake.code in {one.code for one in found.findings}


def test_有错的自评表至少有十五种错() -> None:
    assert len({one.code for one in SCRIPT.mistakes()}) >= 15


@pytest.mark.parametrize("mistake", SCRIPT.mistakes(), ids=lambda one: f"{one.code} {one.what}")
def test_单独放进一个错也查得出(mistake: Any, tmp_path: Path) -> None:
    content = SCRIPT.load_content(SCRIPT.SOURCES / "good-mof-2020.toml")
    content = SCRIPT.with_mistakes(content, [mistake])
    data = SCRIPT.workbook_bytes(SCRIPT.load("mof-2020"), content)
    path = tmp_path / "自评表.xlsx"
    path.write_bytes(SCRIPT.with_error_cell(data) if "#DIV/0!" in str(mistake.set) else data)
    assert mistake.code in {one.code for one in _assess(path).findings}
