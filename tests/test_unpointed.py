"""不打分的表：没有一句话叫人改得分、调分值。"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from perfxl import workbook
from perfxl.assess import assess
from perfxl.blank import load_content, workbook_bytes
from perfxl.checks.register import rules
from perfxl.checks.vocabulary.unpointed import without_points
from perfxl.form.load import load

_POINTS = re.compile("得分|分值|满分|总分|扣分")
FILLED = Path(__file__).parent / "forms" / "mof-transfer.toml"


@pytest.mark.parametrize(
    ("fix", "due"),
    [
        ("照资金表改正完成值，得分随之改正；口径不同的写明", "照资金表改正完成值；口径不同的写明"),
        ("写清差在哪里、为什么；没有偏差的改记满分", "写清差在哪里、为什么"),
        (
            "写明超出的原因；指标值定低的，适度调减分值",
            "写明超出的原因；指标值定低的，下年调高指标值",
        ),
        ("指标值定低的，适度扣分，下年调高", "指标值定低的，下年调高"),
        ("不适用的指标整行删去，把分值调给别的指标", "不适用的指标整行删去"),
        ("没有完成的，扣分并写明", "没有完成的，扣分并写明"),
    ],
)
def test_说到分数的半句去掉(fix: str, due: str) -> None:
    assert without_points(fix) == due


def test_各条规则的改法去掉以后是整句() -> None:
    for rule in rules():
        whole = rule.how.removesuffix("。")
        fresh = set(without_points(whole).split("；")) - set(whole.split("；"))
        assert [clause for clause in fresh if not clause or clause.endswith(("的", "，"))] == []


@pytest.mark.parametrize(
    "change",
    [
        {"actual": "约{less}"},
        {"actual": "{more}"},
        {"actual": "没有统计"},
        {"actual": "不适用"},
        {"actual": "{less}", "reason": "无"},
    ],
    ids=["约数", "超得多", "写了字", "不适用", "原因写无"],
)
def test_转移支付表的结论不说得分(change: dict[str, str], tmp_path: Path) -> None:
    content = load_content(FILLED)
    rows = []
    for row in content.indicators:
        number = re.search(r"\d+(?:\.\d+)?", str(row["target"]))
        if number is None or "年" in str(row["target"]):
            rows.append(row)
            continue
        unit = re.sub(r"[≥≤=\d.]", "", str(row["target"]))
        given = {
            "less": f"{float(number[0]) * 0.5:g}{unit}",
            "more": f"{float(number[0]) * 3:g}{unit}",
        }
        rows.append({**row, **{key: text.format(**given) for key, text in change.items()}})
    path = tmp_path / "表.xlsx"
    path.write_bytes(workbook_bytes(load("mof-transfer"), replace(content, indicators=tuple(rows))))
    findings = assess(workbook.read(path), [load("mof-transfer")]).findings
    assert findings
    said = [line for one in findings if _POINTS.search(line := f"{one.message}；{one.fix}")]
    assert said == []
