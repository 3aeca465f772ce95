"""实际单元格里的写法 → 读成什么。左边是写的，右边是“类别 方向 数 单位”。"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.grid import Cell
from perfxl.notation import parse_quantity, parse_target, read_quantity, read_target
from perfxl.quantity import fixed, plain, same_unit
from perfxl.units import factor

# 写法｜类别｜方向｜数（区间写 低~高，日期写 年-月-日）｜单位
TARGETS = """
≥50个｜number｜>=｜50｜个
≥50000人次｜number｜>=｜50000｜人次
≥266米｜number｜>=｜266｜米
=8个｜number｜=｜8｜个
=365天｜number｜=｜365｜天
≥200｜number｜>=｜200｜
≤4｜number｜<=｜4｜
735｜number｜｜735｜
43.2｜number｜｜43.2｜
38508人｜number｜｜38508｜人
300 公里｜number｜｜300｜公里
300公\n里｜number｜｜300｜公里
1 024 410份｜number｜｜1024410｜份
≥20年｜number｜>=｜20｜年
15年以上｜number｜>=｜15｜年
6个月｜number｜｜6｜个月
不少于12种｜number｜>=｜12｜种
不低于105人｜number｜>=｜105｜人
至少全年完成2次｜number｜>=｜2｜次
>=2个｜number｜>=｜2｜个
>=17600株｜number｜>=｜17600｜株
<=6962人｜number｜<=｜6962｜人
（≥**株）>=17600株｜number｜>=｜17600｜株
（≥**%）≥95%｜percent｜>=｜95｜%
≧735人次｜number｜>=｜735｜人次
≦0%｜percent｜<=｜0｜%
═ 100 %｜percent｜=｜100｜%
＞＝９０％｜percent｜>=｜90｜%
100%｜percent｜｜100｜%
100.00%｜percent｜｜100｜%
≥100百分比｜percent｜>=｜100｜%
98%以上｜percent｜>=｜98｜%
不低于85%｜percent｜>=｜85｜%
小于0.9‰｜percent｜<｜0.9｜‰
控制在5%以内｜percent｜<=｜5｜%
≤5%｜percent｜<=｜5｜%
≤10次｜number｜<=｜10｜次
≤90万元｜money｜<=｜90｜万元
≥11.376万元｜money｜>=｜11.376｜万元
20万元｜money｜｜20｜万元
75元｜money｜｜75｜元
260元/辆｜money｜｜260｜元/辆
400元/人、天｜money｜｜400｜元/人、天
780元/生/年｜money｜｜780｜元/生/年
1600元/亩｜money｜｜1600｜元/亩
≤28.40/株｜number｜<=｜28.4｜/株
3500公斤｜number｜｜3500｜公斤
400㎡｜number｜｜400｜㎡
16,152.27 万元｜money｜｜16152.27｜万元
72.5 亿元｜money｜｜72.5｜亿元
7.5 万人次｜number｜｜7.5｜万人次
854万(建设400万元,示范454万元)｜number｜｜854｜万
1-3家｜number｜range｜1~3｜家
3~5个｜number｜range｜3~5｜个
3—5个｜number｜range｜3~5｜个
3至5个｜number｜range｜3~5｜个
90%-95%｜percent｜range｜90~95｜%
2021年12月31日｜date｜｜2021-12-31｜
2021-12-31｜date｜｜2021-12-31｜
2021/6/30｜date｜｜2021-6-30｜
20211231｜date｜｜2021-12-31｜
2021年底｜date｜｜2021-12-31｜
2023年12月底｜date｜｜2023-12-31｜
2023年12月前｜date｜｜2023-12-31｜
2021年12月完成｜date｜｜2021-12-31｜
2019年12月底前｜date｜｜2019-12-31｜
9月前｜date｜｜2022-9-30｜
12月｜date｜｜2022-12-31｜
≤12月｜date｜｜2022-12-31｜
12月31日前｜date｜｜2022-12-31｜
12月底之前完成｜date｜｜2022-12-31｜
年底前｜date｜｜2022-12-31｜
1-12月｜date｜｜2022-12-31｜
11-12月｜date｜｜2022-12-31｜
2022年3月-2022年11月｜date｜｜2022-11-30｜
2021年11月30日前完成资金支付｜date｜｜2021-11-30｜
效果明显｜text｜｜｜
符合相关规定｜text｜｜｜
在项目计划完成时间内完成｜text｜｜｜
及时｜text｜｜｜
是｜text｜｜｜
不高于市场价｜text｜｜｜
是否利于企业走出去｜text｜｜｜
优｜grade｜｜｜
良好｜grade｜｜｜
0｜number｜｜0｜
0起｜number｜｜0｜起
0人次｜number｜｜0｜人次
—｜none｜｜｜
－｜none｜｜｜
/｜none｜｜｜
*｜none｜｜｜
290%｜percent｜｜290｜%
"""

ACTUALS = """
50｜number｜50｜
909.93小时｜number｜909.93｜小时
37442人｜number｜37442｜人
98%｜percent｜98｜%
97.30%｜percent｜97.3｜%
≥266米｜number｜266｜米
已完成100%｜percent｜100｜%
35000多份｜number｜35000｜份
1900多人次｜number｜1900｜人次
近50件｜number｜50｜件
11笔｜number｜11｜笔
6670万元｜money｜6670｜万元
2.38  万元｜money｜2.38｜万元
234723.5 元｜money｜234723.5｜元
-5｜number｜-5｜
２８０人｜number｜280｜人
2 000｜number｜2000｜
同比增长16.05%｜percent｜16.05｜%
较2018年增长92%｜percent｜92｜%
增加0.25件｜number｜0.25｜件
达成预期指标｜text｜｜
在规定时间内完成｜text｜｜
预计于2021年2月完工｜text｜｜
无｜none｜｜
暂无｜none｜｜
11笔共6670万元｜text｜｜
21个/733户｜text｜｜
IO｜text｜｜
M.8万元｜text｜｜
"""


def _rows(table: str) -> list[list[str]]:
    lines = [line for line in table.replace("公\n里", "公\\n里").splitlines() if line]
    return [line.replace("\\n", "\n").split("｜") for line in lines]


@pytest.mark.parametrize("row", _rows(TARGETS), ids=lambda row: row[0])
def test_指标值(row: list[str]) -> None:
    written, kind, op, number, unit = row
    target = parse_target(written, year=2022)
    assert (target.kind, target.op or "", target.raw) == (kind, op, written)
    if "~" in number:
        low, high = (Decimal(end) for end in number.split("~"))
        assert (target.low, target.high) == (low, high)
    elif kind == "date":
        year, month, day = map(int, number.split("-"))
        assert target.day == date(year, month, day)
    else:
        assert target.value == (Decimal(number) if number else None)
    assert target.unit == unit


@pytest.mark.parametrize("row", _rows(ACTUALS), ids=lambda row: row[0])
def test_完成值(row: list[str]) -> None:
    written, kind, number, unit = row
    actual = parse_quantity(written)
    assert (actual.kind, actual.value, actual.unit, actual.raw) == (
        kind,
        Decimal(number) if number else None,
        unit,
        written,
    )


def test_增长不是完成() -> None:
    assert parse_quantity("同比增长16.05%").growth
    assert not parse_quantity("16.05%").growth


def test_一格两个数不猜() -> None:
    two = parse_quantity("300万元\n259.45万元")
    assert two.kind == "text"
    assert two.value is None
    assert "2 个数" in two.doubt


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
    assert "公式没有结果" in quantity.doubt


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
    [("5\n6", "5、6"), ("12\n345", "12、345"), ("30 25件", "30、25"), ("≥90% 1 2", "90、1、2")],
)
def test_两串数字隔着空白的不连成一个数(written: str, numbers: str) -> None:
    read = parse_quantity(written)
    assert (read.kind, read.raw, read.value) == ("text", written, None)
    assert read.doubt.endswith(f"个数：{numbers}")


def test_年数与年份() -> None:
    """有比较号，或指标值已说明是年数的，才当年数；光写“23年”看不出来。"""
    assert parse_quantity("23年").kind == "text"
    assert parse_quantity("23年", unit="年").shown == "23年"
