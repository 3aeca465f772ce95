"""核分：目标的写法决定方法，每个得分带一行算式；算不了的保留自评得分并说为什么。"""

from decimal import Decimal
from pathlib import Path

import pytest
from drawn import drawn

from perfxl.filing.model import IndicatorScore, Scored
from perfxl.form.load import load
from perfxl.read import read
from perfxl.score.score import grade_of, score

GOOD = (Path(__file__).parent / "cases" / "good.txt").read_text(encoding="utf-8")


def _scored(change: dict[str, str] | None = None, *, text: str = GOOD) -> Scored:
    return score(read(drawn(text, change), [load("mof-2020")]))


def _one(target: str, actual: str, points: str = "8") -> IndicatorScore:
    """第一条指标（分值 8）换成这样的指标值、完成值、自评得分。"""
    return _scored({"E13": target, "F13": actual, "H13": points}).indicators[0]


@pytest.mark.parametrize(
    ("target", "actual", "points", "why"),
    [
        ("≥25000件", "23347", "7.47", "min(23347÷25000,1)×8=7.47"),
        ("≥50个", "50", "8.00", "min(50÷50,1)×8=8.00"),
        ("≥50个", "80个", "8.00", "min(80÷50,1)×8=8.00"),
        ("≥50个", "0", "0.00", "min(0÷50,1)×8=0.00"),
        ("≥50个", "-5", "0.00", "完成 -5，低于 0，零分"),
        ("95%", "0.93", "7.83", "min(93÷95,1)×8=7.83"),
        ("100", "98", "7.84", "min(98÷100,1)×8=7.84"),
        ("≤90万元", "386万元", "1.87", "90÷386×8=1.87"),
        ("≤90万元", "88.65万元", "8.00", "完成 88.65，不超过 90，满分 8.00"),
        ("≤90万元", "950000元", "7.58", "90÷95×8=7.58"),
        ("≤0次", "2次", "0.00", "完成 2，超过 0，零分"),
        ("≤-5%", "0%", "0.00", "完成 0，超过 -5，零分"),
        ("≤-5%", "-6%", "8.00", "完成 -6，不超过 -5，满分 8.00"),
        ("0-3起", "-1起", "0.00", "完成 -1，没有达到下限 0，零分"),
        ("0起", "0起", "8.00", "没有发生，满分 8.00"),
        ("0起", "1起", "0.00", "完成 1，超过 0，零分"),
        ("=8个", "6个", "6.00", "min(6÷8,1)×8=6.00"),
        ("=8个", "9个", "8.00", "min(9÷8,1)×8=8.00"),
        ("1-3家", "15家", "8.00", "完成 15，达到下限 1，满分 8.00（高出区间的上端 3，按完成算）"),
        ("2-3家", "1家", "4.00", "1÷2×8=4.00"),
        ("2023年11月底前", "2023年10月", "8.00", "2023-10-31，不晚于 2023-11-30，满分 8.00"),
    ],
)
def test_按目标的写法核分(target: str, actual: str, points: str, why: str) -> None:
    one = _one(target, actual)
    assert (one.computed, str(one.points), one.why) == (True, points, why)


@pytest.mark.parametrize(
    ("target", "actual", "why"),
    [
        ("≥50个", "已完成", "完成值不是数；保留自评得分 8"),
        ("≥50个", "50人", "完成值的单位“人”与指标值的单位“个”不能换算；保留自评得分 8"),
        ("≥50个", "", "完成值不是数；保留自评得分 8"),
        ("效果明显", "很好", "完成值不是三档的说法，看不出在哪一档；保留自评得分 8"),
        ("/", "15家", "以单位自评得分和佐证材料为准；保留自评得分 8"),
        (
            "2023年11月底前",
            "2023年12月10日",
            "2023-12-10，晚于 2023-11-30，逾期扣分没有统一规定；保留自评得分 8",
        ),
    ],
)
def test_算不了的保留自评得分(target: str, actual: str, why: str) -> None:
    one = _one(target, actual)
    assert (one.computed, one.points, one.why) == (False, Decimal(8), why)


@pytest.mark.parametrize(
    ("phrase", "low", "high"),
    [
        ("达成预期指标", "6.40", "8.00"),
        ("部分达成年度指标并具有一定效果", "4.80", "6.40"),
        ("部分达到预期目标,并且具备一定效果", "4.80", "6.40"),
        ("未达成预期指标且效果较差", "0.00", "4.80"),
    ],
)
def test_定性三档(phrase: str, low: str, high: str) -> None:
    one = _one("效果明显", phrase)
    assert (str(one.low), str(one.high), one.points) == (low, high, Decimal(8))


@pytest.mark.parametrize(
    ("target", "actual", "completion", "deviation"),
    [
        ("≥25000件", "23347", "93.39", "-6.61"),
        ("1-3家", "15家", "500.00", "400.00"),
        ("2-3家", "2家", "100", "0.00"),
        ("≤90万元", "100万元", "90.00", "11.11"),
        ("≤90万元", "80万元", "100", "-11.11"),
        ("0起", "0起", None, None),
        ("≤-5%", "0%", None, "100.00"),
        ("效果明显", "达成预期指标", None, None),
    ],
)
def test_完成率与偏差率(
    target: str, actual: str, completion: str | None, deviation: str | None
) -> None:
    one = _one(target, actual)
    told = [None if value is None else str(value) for value in (one.completion, one.deviation)]
    assert told == [completion, deviation]


def test_执行率得分() -> None:
    execution = _scored({"D6": "43.2", "E6": "43.2", "F6": "37.24"}).execution
    assert str(execution.rate) == "86.20"
    assert str(execution.points) == "8.62"
    assert execution.why == "min(37.24÷43.2,1)×10=8.62"


def test_执行率超过一百也只得满分() -> None:
    execution = _scored({"F6": "100"}).execution
    assert str(execution.points) == "10.00"


def test_总额是没有算过的公式时取各行之和() -> None:
    execution = _scored({"E6": "=SUM(E7:E9) →", "F6": "=SUM(F7:F9) →"}).execution
    assert str(execution.rate) == "98.50"


def test_总额和执行数单位不同时先换算() -> None:
    execution = _scored({"E6": "90万元", "F6": "886500元"}).execution
    assert str(execution.rate) == "98.50"


def test_预算为零算不出执行率() -> None:
    execution = _scored({"E6": "0", "F6": "0", "I6": "0"}).execution
    assert (execution.rate, execution.points) == (None, Decimal(0))
    assert "算不出执行率" in execution.why


def test_总分与等级() -> None:
    scored = _scored()
    assert str(scored.total) == "99.10"
    assert scored.grade is not None
    assert scored.grade.name == "优"
    assert [(one.name, str(one.points)) for one in scored.level1] == [
        ("预算执行率", "9.85"),
        ("产出指标", "50.00"),
        ("效益指标", "29.25"),
        ("满意度指标", "10.00"),
    ]


@pytest.mark.parametrize(
    ("total", "grade"),
    [("90", "优"), ("89.99", "良"), ("80", "良"), ("60", "中"), ("59.99", "差"), ("0", "差")],
)
def test_等级的下限都含(total: str, grade: str) -> None:
    found = grade_of(load("mof-2020"), Decimal(total))
    assert found is not None
    assert found.name == grade


def test_表样可以换反向的算法(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        'code = "own"\nextends = "mof-2020"\n[scoring]\nsource = "notes2018"\n'
        '[scoring.methods]\nreverse = "reverse_linear"\n',
        encoding="utf-8",
    )
    grid = drawn(GOOD, {"E13": "≤100万元", "F13": "120万元"})
    one = score(read(grid, [load("own", [tmp_path])])).indicators[0]
    assert one.why == "max(1−(120−100)÷100,0)×8=6.40"


def test_没有得分列的表不计分() -> None:
    text = GOOD.replace("| 分值 | 得分 | 偏差原因", "| 甲 | 乙 | 偏差原因")
    scored = _scored(text=text)
    assert scored.total is None
    assert scored.grade is None


def test_正好等于大于号的界限_算式里说明() -> None:
    assert _one(">50个", "50个").why == (
        "min(50÷50,1)×8=8.00（完成值等于指标值，没有超过它，不算完成；按比例算是十成）"
    )
    assert _one("<50个", "50个").why == (
        "完成 50，不超过 50，满分 8.00（完成值等于指标值，没有低于它，不算完成；按比例算是十成）"
    )
