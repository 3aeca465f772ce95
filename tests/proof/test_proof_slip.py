"""加不起来的：像哪一个分项写错；与自评表写得一样的分项没有写错，错在合计。"""

from __future__ import annotations

from pathlib import Path

import pytest
import worddocs as docs
from casebook import GOOD
from drawn import drawn
from planted import findings_of

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


def test_两项都像写错的_不猜是哪一项() -> None:
    """各项里有两项改一处数字都加得起来：只说加不起来。"""
    (line,) = messages("支出中，小学 214.57万元，初中 85.24万元，合计 300.81万元。")
    assert "笔误" not in line


def test_占比照别的占比用的合计算() -> None:
    text = (
        "全年预算 920万元，支出 874万元，预算执行率 95%。按用途分，基本支出 560万元，占 60.47%，"
        "项目支出 314万元，占 35.93%。"
    )
    (line,) = messages(text)
    assert line.startswith("560万元÷874万元＝64.07%")


def messages(text: str) -> list[str]:
    return [one.message for one in findings_of(text)]


def test_没有结转结余只说一次() -> None:
    text = "全年预算 640万元，支出 598万元，执行率 93.44%，没有结转结余。"
    assert [one.code for one in findings_of(text)] == ["R08"]
