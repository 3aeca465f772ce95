"""期限写成起止日期的、一格写几个期限的：都是期限，不是定性；几个的一个对一个比。"""

from decimal import Decimal

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]


def _made(target: str, actual: str) -> Assessment:
    return assess(drawn(GOOD, {"E16": target, "F16": actual}), FORMS)


def _lines(made: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code in codes]


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("2023年7月1日-2023年8月31日", "2023年7月5日-2023年8月28日"),
        ("7月1日至8月31日", "7月5日—8月28日"),
        ("2023.7.1-2023.8.31", "2023.7.5-8.28"),
        ("2023-07-01至2023-08-31", "2023-07-05至2023-08-30"),
        ("自2023年7月1日起至8月31日止", "2023年7月1日到8月30日"),
        ("7月1日-31日", "7月2日-30日"),
        ("7月至8月", "7-8月"),
        ("5月底前、11月底前", "5月20日、11月18日"),
        ("2023年5月底、11月底", "2023年5月20日，2023年11月18日"),
        ("春季5月底前、秋季11月底前完成", "春季5月20日完成、秋季11月18日完成"),
        ("第一批5月底前；第二批11月底前", "第一批5月20日；第二批11月30日"),
        ("5月和11月底前", "5月20日和11月18日"),
        ("5月底前⏎11月底前", "5月20日⏎11月18日"),
        ("5月31日前（春季）、11月30日前（秋季）", "5月20日（春季）、11月18日（秋季）"),
        ("7月1日~8月31日（暑期）", "7月5日~8月28日"),
        ("10月1日前开工、12月底前完工", "9月28日开工、12月20日完工"),
        ("上半年、下半年", "6月、12月"),
        ("3月、6月、9月、12月底前", "3月28日、6月25日、9月27日、12月20日"),
        ("12月底前", "5月20日、11月18日"),
    ],
)
def test_起止日期_几个期限_按期完成的记满分(target: str, actual: str) -> None:
    made = _made(target, actual)
    assert not _lines(made, "A06", "A08", "A01", "P02", "P05", "T01", "F09")
    score = made.scored.indicators[3]
    assert (score.method, score.computed) == ("deadline", True)
    assert score.points == Decimal(12)


@pytest.mark.parametrize(
    ("target", "actual", "late"),
    [
        ("2023年7月1日-2023年8月31日", "2023年7月5日-2023年9月2日", 2),
        ("5月底前、11月底前", "6月20日、11月18日", 20),
        ("5月底前、11月底前", "5月20日、12月1日", 1),
        ("第一批5月底前；第二批11月底前", "第一批6月1日；第二批12月5日", 5),
    ],
)
def test_晚了的_照晚得最多的一个说(target: str, actual: str, late: int) -> None:
    [said] = _lines(_made(target, actual), "P05")
    assert f"晚了 {late} 天，却记满分 12" in said


def test_几个期限只答了一个_看不出的说出来() -> None:
    [said] = _lines(_made("5月底前、11月底前", "11月18日"), "A08")
    assert said.startswith(
        "绩效自评表!F16、E16 A08 “完工时间”的指标值是期限 2023年5月31日、2023年11月30日，"
        "完成值写的是“11月18日”"
    )


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("2023.11", "2023.10"),
        ("2023/11", "2023/9"),
        ("202311", "202310"),
        ("2023年11月底前", "2023.10"),
        ("2023年", "2023/11"),
        ("2023.12", "2023年12月5日"),
    ],
)
def test_时间的指标_年点月_是月份(target: str, actual: str) -> None:
    made = _made(target, actual)
    assert not _lines(made, "A01", "A06", "A08", "T02", "P05")
    assert made.scored.indicators[3].method == "deadline"


def test_年点月_晚了的说出来() -> None:
    (line,) = _lines(_made("2023.9", "2023.12"), "P05", "A08", "T02")
    assert "期限 2023年9月30日，实际 2023.12，晚了，却记满分" in line


def test_名称里有期限而说的是数量的_六位数不是月份() -> None:
    made = assess(drawn(GOOD, {"D13": "期限内培训人次", "E13": "202311", "F13": "202312"}), FORMS)
    assert made.filing.indicators[0].target.value.kind == "number"


@pytest.mark.parametrize("text", ["2023.1", "2023.13"])
def test_看不出是几月的_仍当数(text: str) -> None:
    assert _made(text, text).filing.indicators[3].target.value.kind == "number"
