"""更新过的报告：各表样、随便弄坏几格，数都照新表；再更新一次什么都不变；别的一字不动。

试得更多：PERFXL_REPORTS=2000 python -m pytest tests/report/test_refresh_holds.py
"""

from __future__ import annotations

import os
from pathlib import Path
from random import Random

import handedited as hand
import pytest
import reportcase as case
from lxml import etree
from test_report_holds import _broken

from perfxl.assess import assess
from perfxl.cells.grid import Grid
from perfxl.errors import FormError, WorkbookError
from perfxl.form.load import load_all
from perfxl.report import default_template, render
from perfxl.report.marks import Ledger
from perfxl.report.refresh.document import refresh
from perfxl.report.refresh.memory import kept
from perfxl.report.sentences.context import build

EACH = int(os.environ.get("PERFXL_REPORTS", "4"))
FORMS = {form.code: form for form in load_all()}
DRAWN = {
    "mof-2020": case.grid,
    "gd-special-2019": case.special,
    "gd-department-2022": case.department,
}


def _texts(grid: Grid, code: str) -> dict[str, set[str]]:
    ledger = Ledger()
    build(assess(grid, (FORMS[code],)), ledger)
    every: dict[str, set[str]] = {}
    for one in ledger.figures:
        every.setdefault(one.title, set()).add(one.text.replace("\n", ""))
    return every


@pytest.mark.parametrize("code", sorted(FORMS))
def test_弄坏几格再更新(code: str, tmp_path: Path) -> None:
    whole = DRAWN[code]() if code in DRAWN else case.filled(code)
    path = render(assess(whole, (FORMS[code],)), tmp_path / "报告.docx").path
    hand.saved(path, hand.worked_over)
    data = path.read_bytes()
    for seed in range(EACH):
        random = Random(seed)  # noqa: S311  # 只求重来时一样
        _check(path, data, _broken(whole, random), code)


def _check(path: Path, data: bytes, grid: Grid, code: str) -> None:
    try:
        now = assess(grid, (FORMS[code],))
        made = refresh(data, [now], None, default_template)
    except (FormError, WorkbookError):  # 弄坏的正是标题、名称、年度：不是这一份了
        return
    again = refresh(made.data, [now], None, default_template)
    assert again.data == made.data
    assert not again.tally.changed
    then, after = _body(path, data), _body(path, made.data)
    memory = kept(hand.parts(path))[1]
    assert memory is not None
    lost = {one.name for one in made.tally.lost}
    texts = _texts(grid, code)
    shown = {
        one.xpath("string(w:sdtPr/w:id/@w:val)", namespaces={"w": case.W[1:-1]}): case.text_of(one)
        for one in etree.fromstring(after).iter(f"{case.W}sdt")
    }
    for number, control in memory.controls.items():
        if str(number) in shown and control.key.title not in lost:
            assert shown[str(number)] in texts[control.key.title], control
    if not made.tally.redrawn:
        assert hand.blanked(after) == hand.blanked(then)


def _body(path: Path, data: bytes) -> bytes:
    path.write_bytes(data)
    return hand.parts(path)["word/document.xml"]
