"""每种计分方法的边界：正好等于、差一点、零、负数、没有下限的；表样指定哪个方法就用哪个。"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from drawn import drawn

from perfxl.filing.model import IndicatorScore
from perfxl.form.load import load
from perfxl.form.scoring import Override
from perfxl.read import read
from perfxl.score.methods import METHODS
from perfxl.score.score import score

GOOD = (Path(__file__).parent / "cases" / "good.txt").read_text(encoding="utf-8")


def _by(
    method: str, target: str, actual: str, funds: dict[str, str] | None = None
) -> IndicatorScore:
    """第一条指标（分值 8）指定用这个方法：这样的指标值、完成值得几分。"""
    form = load("mof-2020")
    own = Override(method=method, level1="产出指标", level2="数量指标", name="", source="")
    form = replace(form, scoring=replace(form.scoring, override=(own,)))
    table = drawn(GOOD, {"E13": target, "F13": actual, "H13": "8", **(funds or {})})
    return score(read(table, [form])).indicators[0]


@pytest.mark.parametrize(
    ("method", "target", "actual", "points", "why"),
    [
        ("ratio", "≥0", "0", "8.00", "完成 0，达到 0，满分 8.00"),
        ("ratio", "≥0", "-1", "0.00", "完成 -1，没有达到 0，零分"),
        ("ratio", "≥1", "0.5", "4.00", "min(0.5÷1,1)×8=4.00"),
        ("ratio", "≥-2", "-2", "8.00", "完成 -2，达到 -2，满分 8.00"),
        ("reverse_ratio", "≤0", "0", "8.00", "完成 0，不超过 0，满分 8.00"),
        ("reverse_ratio", "≤0", "1", "0.00", "完成 1，超过 0，零分"),
        ("reverse_ratio", "≤1", "2", "4.00", "1÷2×8=4.00"),
        ("reverse_ratio", "≤50", "50", "8.00", "完成 50，不超过 50，满分 8.00"),
        ("reverse_linear", "≤50", "50", "8.00", "完成 50，不超过 50，满分 8.00"),
        ("reverse_linear", "≤50", "60", "6.40", "max(1−(60−50)÷50,0)×8=6.40"),
        ("reverse_linear", "≤50", "100", "0.00", "max(1−(100−50)÷50,0)×8=0.00"),
        ("reverse_linear", "≤50", "150", "0.00", "max(1−(150−50)÷50,0)×8=0.00"),
        ("reverse_linear", "≤0", "0", "8.00", "完成 0，不超过 0，满分 8.00"),
        ("reverse_linear", "≤0", "2", "0.00", "完成 2，超过 0，零分"),
        ("reverse_linear", "≤1", "1.5", "4.00", "max(1−(1.5−1)÷1,0)×8=4.00"),
        ("equal", "0起", "0起", "8.00", "没有发生，满分 8.00"),
        ("equal", "0起", "1起", "0.00", "完成 1，超过 0，零分"),
        ("equal", "=1个", "1个", "8.00", "min(1÷1,1)×8=8.00"),
        ("within_range", "0-3起", "0起", "8.00", "完成 0，达到下限 0，满分 8.00"),
        ("within_range", "0-3起", "-1起", "0.00", "完成 -1，没有达到下限 0，零分"),
        ("within_range", "2-3家", "2家", "8.00", "完成 2，达到下限 2，满分 8.00"),
        ("within_range", "2-3家", "0家", "0.00", "完成 0，没有达到下限 2，零分"),
        ("within_range", "1-3家", "0.5家", "4.00", "0.5÷1×8=4.00"),
        (
            "deadline",
            "2023年11月30日前",
            "2023年11月30日",
            "8.00",
            "2023-11-30，不晚于 2023-11-30，满分 8.00",
        ),
        ("full_or_zero", "≥50个", "50个", "8.00", "完成 50，指标值 50，满分 8.00"),
        ("full_or_zero", "≥50个", "49个", "0.00", "完成 49，指标值 50，零分"),
        ("full_or_zero", "50个", "50个", "8.00", "完成 50，指标值 50，满分 8.00"),
        ("full_or_zero", "50个", "49个", "0.00", "完成 49，指标值 50，零分"),
        ("full_or_zero", "＞50个", "50个", "0.00", "完成 50，指标值 50，零分"),
        ("full_or_zero", "＞50个", "51个", "8.00", "完成 51，指标值 50，满分 8.00"),
        ("full_or_zero", "≤50个", "50个", "8.00", "完成 50，指标值 50，满分 8.00"),
        ("full_or_zero", "≤50个", "51个", "0.00", "完成 51，指标值 50，零分"),
        ("full_or_zero", "＜50个", "50个", "0.00", "完成 50，指标值 50，零分"),
        ("full_or_zero", "＜50个", "49个", "8.00", "完成 49，指标值 50，满分 8.00"),
        ("full_or_zero", "=50个", "50个", "8.00", "完成 50，指标值 50，满分 8.00"),
        ("full_or_zero", "=50个", "51个", "0.00", "完成 51，指标值 50，零分"),
        ("ratio", "≥30亩", "2公顷", "8.00", "min(30÷30,1)×8=8.00"),
        ("ratio", "≥4公顷", "45亩", "6.00", "min(3÷4,1)×8=6.00"),
        ("ratio", "≥3平方公里", "100公顷", "2.67", "min(1÷3,1)×8=2.67"),
    ],
)
def test_指定的方法怎么算(method: str, target: str, actual: str, points: str, why: str) -> None:
    made = _by(method, target, actual)
    assert (made.method, made.computed, str(made.points), made.why) == (method, True, points, why)


@pytest.mark.parametrize(
    ("method", "target", "actual", "why"),
    [
        ("full_or_zero", "效果明显", "50个", "指标值不是一个数；保留自评得分 8"),
        ("full_or_zero", "≥50个", "已完成", "完成值不是数；保留自评得分 8"),
        ("within_range", "≥50个", "50个", "指标值不是区间；保留自评得分 8"),
        ("within_range", "2-3家", "已完成", "完成值不是数；保留自评得分 8"),
        ("deadline", "2023年11月底前", "已完成", "完成值不是日期；保留自评得分 8"),
        ("filed_points", "≥50个", "50个", "以单位自评得分和佐证材料为准；保留自评得分 8"),
    ],
)
def test_算不了的说缺什么_保留自评得分(method: str, target: str, actual: str, why: str) -> None:
    made = _by(method, target, actual)
    assert (made.computed, str(made.points), made.why) == (False, "8.00", why)


@pytest.mark.parametrize(
    ("executed", "points", "why"),
    [
        ("90", "8.00", "min(100.00%,1)×8=8.00"),  # 正好用完
        ("45", "4.00", "min(50.00%,1)×8=4.00"),
        ("99", "8.00", "min(110.00%,1)×8=8.00"),
        ("0", "0.00", "min(0.00%,1)×8=0.00"),
    ],
)
def test_预算执行率作为一条指标(executed: str, points: str, why: str) -> None:
    made = _by("execution_rate", "100%", "100%", {"E6": "90", "F6": executed})
    assert (made.computed, str(made.points), made.why) == (True, points, why)


def test_登记了的方法这里都试过() -> None:
    tried = {"ratio", "reverse_ratio", "reverse_linear", "equal", "within_range", "deadline",
             "full_or_zero", "filed_points", "execution_rate"}  # fmt: skip
    # 定性三档在 test_score.py，两条界线写在表样里的在 test_forms.py。
    assert METHODS.keys() - tried == {"bands", "ratio_in_band"}


def test_得分是四舍五入的两位() -> None:
    assert str(_by("ratio", "≥800", "100.5").points) == str(Decimal("1.01"))  # 1.005 进上去


@pytest.mark.parametrize("method", ["filed_points", "full_or_zero", "reverse_ratio"])
@pytest.mark.parametrize(
    ("actual", "completion", "deviation"),
    [("45元", "100", "-10.00"), ("50元", "100", "0.00"), ("80元", "62.50", "60.00")],
)
def test_指标值是上限的_换了计分方法完成率也反过来算(
    method: str, actual: str, completion: str, deviation: str
) -> None:
    made = _by(method, "≤50元", actual)
    assert (str(made.completion), str(made.deviation)) == (completion, deviation)
