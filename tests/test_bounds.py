"""完成值说的是一段：不足90%、近90%、约90%、90%多不是完成了90%；整段够了的照旧。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]


def _made(target: str, actual: str, points: str = "10") -> Assessment:
    """质量指标（分值 10）换成这样的指标值、完成值、得分。"""
    change = {"D15": "读者留存比例", "E15": target, "F15": actual, "H15": points}
    return assess(drawn(GOOD, change), FORMS)


def _said(made: Assessment) -> list[str]:
    lines = [f"{finding.level.label} {finding.line()}" for finding in made.findings]
    return [line for line in lines if "F15" in line]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        *(
            ("≥90%", actual)
            for actual in (
                "近90%", "接近90%", "将近九成", "未达到90%", "未能达到90%", "没有达到90%",
                "不足90%", "不到九成", "90%以下", "90%不到", "低于90%", "略低于90%", "<90%",
                "＜90％", "满意度不足90%", "抽检未达到90%，已经整改", "近85%", "尚未完成90%",
                "约85%", "85%左右", "八成左右", "大约八成", "85±2%", "85%多", "85%上下",
            )
        ),
        ("100%", "未达100%"),
        ("100%", "接近完成100%"),
        ("100%", "不完全达到100%"),
        ("≥300人", "近300人"),
        ("≥300人", "不到三百人"),
        ("10%-15%", "不足10%"),
        ("下降5%", "下降不足5%"),
    ],
)  # fmt: skip
def test_说的是比指标值少_没有完成_不当作正好完成(target: str, actual: str) -> None:
    made = _made(target, actual)
    full, side = _said(made)
    assert full.startswith("错误 绩效自评表!H15、F15 P02 “读者留存比例”的完成值只说“")
    assert "，没有达到指标值 " in full
    assert full.endswith("写实际完成的数，得分按它重算，并写明没有完成的原因")
    assert side.startswith("提醒 绩效自评表!F15 A03 “读者留存比例”的完成值只说“")
    score = made.scored.indicators[2]
    assert (score.computed, score.completion) == (False, None)


def test_已经扣了分的_只说没有实数_不再说扣多少() -> None:
    made = _made("≥90%", "不足90%", "9")
    assert [line.split()[2] for line in _said(made)] == ["A03"]
    assert made.scored.indicators[2].why == (
        "完成值只说“不足90%”，没有达到指标值 ≥90%；保留自评得分 9"
    )


@pytest.mark.parametrize(
    ("target", "actual", "why"),
    [
        ("≥90%", "不足95%", "看不出有没有达到指标值 ≥90%"),
        ("≥90%", "85%以上", "看不出有没有达到指标值 ≥90%"),
        ("10%-15%", "不足15%", "看不出有没有达到指标值 10-15%"),
        ("≤5天", "5天以上", "看不出有没有超过指标值 ≤5天"),
        ("0起", "不到1起", "看不出有没有超过指标值 0起"),
        *(
            ("≥90%", actual, "看不出有没有达到指标值 ≥90%")
            for actual in (
                "约90%", "大约90%", "90%左右", "90%上下", "九成左右", "约九成", "≈90%", "90%（约）",
                "基本达到90%", "差不多90%", "90%±2%", "大致90%", "满意度约90%",
            )
        ),
        (">90%", "90%以上", "看不出有没有达到指标值 >90%"),
        ("≥92%", "90%多", "看不出有没有达到指标值 ≥92%"),
        ("≥15000册", "约15000册", "看不出有没有达到指标值 ≥15000册"),
        ("≥1250人", "1200余人", "看不出有没有达到指标值 ≥1250人"),
        ("≤5天", "5天左右", "看不出有没有超过指标值 ≤5天"),
        ("90万元", "约90万元", "看不出有没有达到指标值 90万元"),
        ("增长8%", "增长约8%", "看不出有没有达到指标值 8%"),
    ],
)  # fmt: skip
def test_看不出完成没有的_不判_说出来(target: str, actual: str, why: str) -> None:
    made = _made(target, actual)
    [side] = [line for line in _said(made) if " A03 " in line]
    assert side.startswith("核实 ")
    assert why in side
    assert not [line for line in _said(made) if " P02 " in line]
    assert not made.scored.indicators[2].computed


def test_越少越好的_说超过了_没有完成() -> None:
    full = _said(_made("≤5天", "超过5天"))[0]
    assert "P02 “读者留存比例”的完成值只说“超过5天”，超过指标值 ≤5天，却记满分 10" in full


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≤5天", "不足5天"), ("≤5天", "5天以内"), ("≤5%", "近5%"), ("≤5%", "低于5%"),
        ("≥90%", "超过95%"), ("≥90%", "九成以上"), ("≥90%", "近95%"), ("≥300人", "共310人"),
        ("≥90%", "约92%"), ("≥90%", "92%（接近上年）"), ("≥300人", "近320人"),
        ("下降5%", "-6%"), ("下降5%", "下降6%"), ("下降5%", "-6.00%%"), ("降低5%以上", "-5%"),
        ("较上年减少200人", "-260人"), ("≥90%", "约95%"), ("≥90%", "95%左右"), ("≥90%", "90%多"),
        ("≥90%", "90%出头"), ("≥1200人", "1200余人"), ("≥1200人", "一千二百多人"),
        ("≥80%", "约九成"), ("≤5天", "约4天"), ("≥90%", "95%±2%"), (">90%", "超过90%"),
        ("≥90%", "节约率95%"), ("增长8%", "增长约10%"), ("≥3000元", "节约3000元"),
        ("95%左右", "约95%"), ("约90%", "90%左右"),
    ],
)  # fmt: skip
def test_说的那一边够了的_照旧是完成(target: str, actual: str) -> None:
    made = _made(target, actual)
    assert made.scored.indicators[2].points == 10
    assert "不算完成" not in made.scored.indicators[2].why
    assert not [line for line in _said(made) if " P02 " in line]


@pytest.mark.parametrize(
    ("target", "actual", "points"),
    [("下降5%", "-4%", "8.00"), ("下降5%", "上升6%", "0.00"), ("增长8%", "-9%", "0.00")],
)
def test_降幅写成负数的_照降了多少核(target: str, actual: str, points: str) -> None:
    [line] = [line for line in _said(_made(target, actual)) if " P02 " in line]
    assert f"请改为 {points}" in line


@pytest.mark.parametrize(
    ("actual", "shown"),
    [("89.9%（未达到90%）", "89.9%"), ("95%以上（未满96%）", "95%"), ("还差2%", "还差2%")],
)
def test_旁边说的另一个数_不当作完成值(actual: str, shown: str) -> None:
    made = _made("≥90%", actual)
    assert made.scored.indicators[2].indicator.actual.value.shown == shown


def test_写的是增幅的_不说水平没有达到() -> None:
    made = _made("≥95%", "较上年提高近5个百分点")
    assert not [line for line in _said(made) if "没有达到指标值" in line]
