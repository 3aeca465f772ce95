"""引格里的字：方向、单位另占一列的连着引，日期照写的引。"""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load_all

FORMS = load_all()
_APART = (Path(__file__).parent / "shapes" / "值与单位两栏_有的行合并.txt").read_text(
    encoding="utf-8"
)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("≥420 | 亩 | 426 | 亩", "≥420 | 亩 | 未开展 | <", "的指标值是“≥420亩”"),
        ("落实到户 | < | 落实到户", "2023年10月底前 | < | 未落实", "的指标值是“2023年10月底前”"),
    ],
)
def test_没有做成的_引的指标值连着单位(old: str, new: str, said: str) -> None:
    assert old in _APART
    found = assess(drawn(_APART.replace(old, new)), FORMS).findings
    [line] = [one.line() for one in found if one.code == "P19"]
    assert said in line
