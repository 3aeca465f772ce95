"""加不起来的：像哪一个分项写错；与自评表写得一样的分项没有写错，错在合计。"""

from __future__ import annotations

from pathlib import Path

import pytest
import worddocs as docs
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.form.load import load
from perfxl.proof import proof

_SAID = (
    "预算执行率得分9.85分、产出指标得分50分、效益指标得分{effect}分、"
    "满意度指标得分10分，合计{total}分。"
)


@pytest.mark.parametrize(
    ("effect", "total", "said"),
    [
        ("29.05", "99.1", "若合计不错，29.05分 像是 29.25 的笔误"),
        ("29.25", "98.9", "9.85分 与自评表相同，要核对的是合计"),
    ],
)
def test_写错的是分项还是合计(effect: str, total: str, said: str, tmp_path: Path) -> None:
    report = docs.plain(tmp_path / "报告.docx", _SAID.format(effect=effect, total=total))
    found = proof(report, assess_all(drawn(GOOD), [load("mof-2020")]))
    (line,) = (one.message for one in found.findings if one.code == "R01")
    assert line.endswith(said)
