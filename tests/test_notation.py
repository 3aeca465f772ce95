"""格里的写法读成什么、报告什么：写法簿（notations.txt）逐行对照，另有几条总的规矩。"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notationbook import OWN, Row, assessed, codes_at, read_at, rows, shown, three

from perfxl.cells.doubt import DoubtKind
from perfxl.cells.grid import Cell
from perfxl.cells.notation import parse_quantity, parse_target, read_quantity, read_target
from perfxl.cells.quantity import fixed, plain, same_unit
from perfxl.cells.units import factor

ROWS = [row for row in rows() if row.at != "三列"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.at}-{row.written}")
def test_写法簿(row: Row) -> None:
    """读成该读的；只管写法的结论不多也不少，话里有要紧的字。"""
    found = assessed(row)
    assert "X00" not in {one.code for one in found.findings}
    if row.read != "*":
        assert read_at(found, row) == row.read
    codes, wanted = codes_at(found, row), dict(row.codes)
    assert OWN & codes.keys() <= wanted.keys() <= codes.keys()
    for code, words in row.codes:
        assert words in codes[code]
        assert "原件" in codes[code] or code not in {"T08", "T17", "T18"}


@pytest.mark.parametrize(
    "row", [row for row in rows() if row.at == "三列"], ids=lambda row: row.written
)
def test_三列的写法簿(row: Row) -> None:
    target = three(row.written)
    assert shown(target) == row.read
    words = row.codes[0][0] if row.codes else ""
    assert words in (target.doubt.text if target.doubt else "")
    assert (target.doubt is not None) == bool(words)


def test_写法簿没有重复的行() -> None:
    seen = [(row.at, row.written, tuple(row.around.items())) for row in rows()]
    assert len(set(seen)) == len(seen) > 450


def test_增长不是完成() -> None:
    assert parse_quantity("同比增长16.05%").growth
    assert not parse_quantity("16.05%").growth


def test_一格两个数不猜() -> None:
    two = parse_quantity("300万元\n259.45万元")
    assert two.kind == "text"
    assert two.value is None
    assert "2 个数" in two.doubted(DoubtKind.SEVERAL)


def test_三列式的比较号和单位() -> None:
    target = read_target(Cell("表", 1, 1, "735", "number"), sign="≧", unit="人次")
    assert (target.op, target.value, target.unit) == (">=", Decimal(735), "人次")
    share = read_target(Cell("表", 1, 1, "100", "number"), sign="═", unit="%")
    assert (share.kind, share.op, share.value) == ("percent", "=", Decimal(100))
    words = read_target(Cell("表", 1, 1, "有效", "text"), sign="", unit="")
    assert (words.kind, words.op) == ("text", None)


def test_百分比格式的格() -> None:
    cell = Cell("表", 1, 1, "0.95", "number", number_format="0%")
    assert read_quantity(cell).shown == "95%"
    assert read_quantity(cell).raw == "0.95"


def test_二进制的尾巴不算数() -> None:
    assert read_quantity(Cell("表", 1, 1, "0.30000000000000004", "number")).value == Decimal("0.3")
    noisy = Cell("表", 1, 1, "0.28999999999999998", "number", number_format="0%")
    assert read_quantity(noisy).value == Decimal(29)


def test_没有算过的公式不当零() -> None:
    unsaved = Cell("表", 1, 1, "", "blank", formula="SUM(A1:A3)")
    quantity = read_quantity(unsaved)
    assert quantity.kind == "none"
    assert "公式没有结果" in quantity.doubted(DoubtKind.NO_RESULT)


def test_出错的公式留着原文() -> None:
    wrong = read_quantity(Cell("表", 1, 1, "#DIV/0!", "error"))
    assert (wrong.kind, wrong.value, wrong.raw) == ("text", None, "#DIV/0!")


def test_金额格里只写万() -> None:
    assert parse_quantity("5.8万", unit="万元").unit == "万元"
    assert parse_quantity("3359.62万", unit="元").shown == "3359.62万元"


@pytest.mark.parametrize(
    ("unit", "other", "ratio"),
    [
        ("万元", "元", "10000"),
        ("元", "万元", "0.0001"),
        ("亿元", "万元", "10000"),
        ("%", "‰", "10"),
        ("万亩", "亩", "10000"),
        ("万人次", "人次", "10000"),
        ("元/亩", "万元/亩", "0.0001"),
        ("人", "人次", None),
        ("元", "个", None),
        ("元/亩", "元/人", None),
    ],
)
def test_单位换算(unit: str, other: str, ratio: str | None) -> None:
    assert factor(unit, other) == (None if ratio is None else Decimal(ratio))


def test_完成值丢了百分号() -> None:
    target = parse_target("≥95%")
    assert same_unit(parse_quantity("0.98"), target) == Decimal("98.00")
    assert same_unit(parse_quantity("98"), target) == Decimal(98)
    assert same_unit(parse_quantity("1.2"), target) == Decimal("1.2")


def test_四舍五入与Excel相同() -> None:
    assert fixed(Decimal("9.685")) == "9.69"
    assert fixed(Decimal("-0.125")) == "-0.13"
    assert plain(Decimal("1E+3")) == "1000"


@given(st.decimals(min_value=0, max_value=10**9, places=4), st.sampled_from(["个", "%", "万元"]))
def test_写出去再读回来是同一个数(value: Decimal, unit: str) -> None:
    read = parse_target(f"≥{plain(value)}{unit}")
    assert (read.op, read.value, read.unit) == (">=", value, unit)


@given(st.text(max_size=40))
def test_什么字都不会出错(text: str) -> None:
    assert parse_target(text, year=2022).raw == text


@pytest.mark.parametrize(
    ("written", "numbers"),
    [("5\n6", "5、6"), ("12\n345", "12、345"), ("30 25件", "30、25"), ("≥90% 1 2", "90%、1、2")],
)
def test_两串数字隔着空白的不连成一个数(written: str, numbers: str) -> None:
    read = parse_quantity(written)
    assert (read.kind, read.raw, read.value) == ("text", written, None)
    assert read.doubted(DoubtKind.SEVERAL).endswith(f"个数：{numbers}")


def test_年数与年份() -> None:
    """有比较号，或指标值已说明是年数的，才当年数；光写“23年”看不出来。"""
    assert parse_quantity("23年").kind == "text"
    assert parse_quantity("23年", unit="年").shown == "23年"


# 度量衡和倍数：右边是一个左边的单位等于多少个基本单位。
_SIZES = {
    "公顷": "15亩", "平方公里": "1500亩", "平方米": "0.0015亩", "公里": "1000米", "厘米": "0.01米",
    "吨": "1000公斤", "克": "0.001公斤", "斤": "0.5公斤", "千元": "1000元", "万元": "10000元",
    "百万元": "1000000元", "亿元": "100000000元", "‰": "0.1%", "万人": "10000人",
    "亿株": "100000000株", "千只": "1000只",
}  # fmt: skip


@pytest.mark.parametrize(("unit", "same"), _SIZES.items())
def test_一个单位等于多少(unit: str, same: str) -> None:
    found = re.fullmatch(r"([\d.]+)(\D+)", same)
    assert found is not None
    assert factor(unit, found[2]) == Decimal(found[1])
    assert factor(unit, unit) == 1
    assert factor(unit, "人次" if found[2] != "人次" else "亩") is None


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (Cell("表", 1, 1, "#REF!", "error"), DoubtKind.FORMULA_ERROR),
        (Cell("表", 1, 1, formula="A1"), DoubtKind.NO_RESULT),
        (Cell("表", 1, 1, "12月底前", "text"), DoubtKind.NO_YEAR),
        (Cell("表", 1, 1, "3个\n5个", "text"), DoubtKind.SEVERAL),
        (Cell("表", 1, 1, "15O00册", "text"), DoubtKind.MISREAD),
        (Cell("表", 1, 1, "═5个", "text"), DoubtKind.ODD_SIGN),
    ],
)
def test_读不准的说出是哪一种疑问(cell: Cell, kind: DoubtKind) -> None:
    target = read_target(cell)
    assert target.doubt is not None
    assert target.doubt.kind is kind
    assert [other for other in DoubtKind if target.doubted(other)] == [kind]


def test_说法不一的是另一种疑问() -> None:
    target = read_target(Cell("表", 1, 1, "90万元", "text"), unit="%")
    assert target.doubted(DoubtKind.CONFLICT).startswith("两栏不一")
    assert read_target(Cell("表", 1, 1, "90万元", "text"), unit="万元").doubt is None


@pytest.mark.parametrize(
    ("actual", "target", "same"),
    [
        ("1000元/生", "1000元/人", "1000"),
        ("300元", "≤300元/亩", "300"),
        ("300元/亩", "300元", "300"),
        ("300元/亩", "300元/头", None),
        ("3人", "3元/人", None),
    ],
)
def test_单价之间怎样比(actual: str, target: str, same: str | None) -> None:
    made = same_unit(parse_quantity(actual), parse_target(target))
    assert made == (None if same is None else Decimal(same))


@pytest.mark.parametrize(
    "unit", ["%", "%(百分比)", "%（比率）", "百分数", "百分比", "比例", "比率"]
)
def test_比率的单位各地怎么写都是百分数(unit: str) -> None:
    quantity = parse_quantity("100", unit=unit)
    assert (quantity.kind, quantity.value, quantity.unit) == ("percent", Decimal(100), "%")
    assert same_unit(quantity, parse_target("100%")) == 100
