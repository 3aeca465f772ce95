"""表里有的事实报告里都有，一句话不说两遍：两份照公开报告填的样例、每张表样填好的一份。"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
import reportcase as case

from perfxl import workbook
from perfxl.assess import Assessment, assess_all
from perfxl.cells.grid import Grid
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.report import render

ROOT = Path(__file__).parents[2]
FORMS = load_all()
SAMPLES = sorted((ROOT / "samples").glob("*/*.xlsx"))
FILLED: dict[str, Callable[[], Grid]] = {
    **{form.code: partial(case.filled, form.code) for form in FORMS},
    "mof-2020": case.grid,
    "gd-special-2019": case.special,
    "gd-department-2022": case.department,
}
_DIGITS = re.compile(r"\d[\d,.]*")


def _facts(filing: Filing) -> Iterator[tuple[str, str]]:
    """（在哪一格，格里写的数）：数据项和上年值、资金、完成值、子项目。"""
    fields = [one.value for one in filing.data]
    fields += [one.last_year for one in filing.data if one.last_year]
    for line in (*filing.funds, *filing.details):
        fields += [one for one in (line.initial, line.budget, line.executed, line.balance) if one]
    fields += [one.actual for one in filing.indicators]
    for field in fields:
        if field.cell.kind == "number" or _DIGITS.search(field.cell.raw):
            yield field.cell.address, field.cell.raw


def _printed(raw: str, text: str) -> bool:
    """这一格里的数报告里有：照原样，或照显示的（四舍五入、带千分位、百分数）。"""
    plain = text.replace(",", "")
    if all(
        one.strip(",.") in text or one.replace(",", "") in plain for one in _DIGITS.findall(raw)
    ):
        return True
    number = workbook_number(raw)
    shapes = {f"{number:.{digits}f}" for digits in range(3)}
    shapes |= {f"{number * 100:.{digits}f}%" for digits in range(3)}
    return any(one in plain for one in shapes)


def workbook_number(raw: str) -> float:
    found = _DIGITS.search(raw)
    return float(found[0].replace(",", "").rstrip(".")) if found else 0


def _made(folder: Path, assessment: Assessment) -> case.Made:
    return case.Made(render(assessment, folder / "报告.docx"))


def _twice(made: case.Made) -> list[str]:
    written = (line for line in made.paragraphs if "此处由单位补充" not in line)
    sentences = (one.strip() for line in written for one in re.split("[。；]", line))
    counts = Counter(one for one in sentences if len(one) >= 10)
    return [one for one, count in counts.items() if count > 1]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda one: one.stem)
def test_样例_表里的数报告里都有_一句不说两遍(path: Path, tmp_path: Path) -> None:
    [assessment] = assess_all(workbook.read(path), FORMS)
    made = _made(tmp_path, assessment)
    facts = list(_facts(assessment.filing))
    assert len(facts) >= 60
    assert [fact for fact in facts if not _printed(fact[1], made.text)] == []
    assert _twice(made) == []
    written = [one for one in assessment.filing.narratives if one.text.value.strip()]
    assert len(written) > 5
    assert made.rendered.notes == ()  # 没有用上的栏目会说


@pytest.mark.parametrize("code", FILLED)
def test_每张表样_一句不说两遍(code: str, tmp_path: Path) -> None:
    assert _twice(_made(tmp_path, case.assessment(FILLED[code](), code))) == []


def test_少了一个数看得出(tmp_path: Path) -> None:
    [assessment] = assess_all(workbook.read(SAMPLES[0]), FORMS)
    text = _made(tmp_path, assessment).text
    raw = next(raw for _, raw in _facts(assessment.filing) if len(raw) > 4 and raw in text)
    assert not _printed(raw, text.replace(raw, "若干"))
