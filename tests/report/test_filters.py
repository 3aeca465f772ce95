"""过滤器：金额换单位、大写，百分数改位数，与上年比，取整；数算得准，记着单元格，文字不换。"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import oddtemplates as odd
import pytest
import reportcase as case
from hypothesis import given, settings
from hypothesis import strategies as st

from perfxl.errors import TemplateError
from perfxl.report.marks import Ledger, Number, bare
from perfxl.report.template.capitals import capitals
from perfxl.report.template.filters import filters

D = Decimal


def _made(name: str, value: str, unit: str = "", *more: object, last: str = "") -> str:
    ledger = Ledger()
    number = Number(
        ledger.mark(value, "数", ("表!A1",)), D(value.rstrip("%亿万元公里件")), unit=unit
    )
    if last:
        number.last = Number(ledger.mark(last, "数（上年）", ("表!B1",)), D(last), unit=unit)
    return bare(str(filters(ledger)[name](number, *more)))


@pytest.mark.parametrize(
    ("name", "value", "unit", "more", "said"),
    [
        ("万元", "1062.45", "万元", (), "1062.45万元"),
        ("万元", "10624500", "元", (), "1062.45万元"),
        ("万元", "6841234.56", "元", (), "684.123456万元"),
        ("万元", "6841234.56", "元", (2,), "684.12万元"),
        ("万元", "1.35", "亿元", (), "13500万元"),
        ("万元", "0", "元", (), "0万元"),
        ("万元", "-50000", "元", (2,), "-5.00万元"),
        ("元", "1062.45", "万元", (), "10624500元"),
        ("元", "0.000001", "万元", (), "0.01元"),
        ("元", "12345678901234567890.12", "元", (), "12345678901234567890.12元"),
        ("百分比", "96.5%", "%", (1,), "96.5%"),
        ("百分比", "99.97%", "%", (1,), "100.0%"),
        ("百分比", "99.97%", "%", (), "99.97%"),
        ("百分比", "0.9705", "", (), "97.05%"),
        ("百分比", "0", "", (1,), "0.0%"),
        ("约", "1062.45", "万元", (), "约1062万元"),
        ("约", "1062", "万元", (), "1062万元"),
        ("约", "16152.27", "万元", (), "约1.6亿元"),
        ("约", "16152.27", "万元", (2,), "约1.62亿元"),
        ("约", "20000", "万元", (), "2亿元"),
        ("约", "0.36", "万元", (), "约0.4万元"),
        ("约", "0", "万元", (), "0万元"),
        ("约", "-3.6", "万元", (), "约-4万元"),
        ("约", "86.4公里", "公里", (), "约86公里"),
        ("约", "97.14", "分", (), "约97"),
        ("中文大写", "120", "万元", (), "壹佰贰拾万元整"),
        ("中文大写", "0", "元", (), "零元整"),
        ("中文大写", "-10.5", "元", (), "负壹拾元伍角整"),
        ("中文大写", "1.35", "亿元", (), "壹亿叁仟伍佰万元整"),
    ],
)
def test_换出来的(name: str, value: str, unit: str, more: tuple[int, ...], said: str) -> None:
    assert _made(name, value, unit, *more) == said


@pytest.mark.parametrize(
    ("value", "last", "unit", "said"),
    [
        ("120", "100", "件", "增长20%"),
        ("97", "100", "件", "下降3%"),
        ("100", "100", "件", "持平"),
        ("100000", "100001", "件", "基本持平"),
        ("0", "100", "件", "下降100%"),
        ("100", "3", "件", "增长3233.33%"),
        ("5", "0", "件", "（上年不是正数，不算同比）"),
        ("5", "-4", "件", "（上年不是正数，不算同比）"),
        ("98.2", "97", "%", "提高1.2个百分点"),
        ("95", "97", "%", "降低2个百分点"),
        ("5", "", "件", "（没有上年值，不算同比）"),
    ],
)
def test_同比(value: str, last: str, unit: str, said: str) -> None:
    assert _made("同比", value, unit, last=last) == said


@pytest.mark.parametrize(
    ("yuan", "said"),
    [
        ("1", "壹元整"), ("10", "壹拾元整"), ("11", "壹拾壹元整"), ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"), ("110", "壹佰壹拾元整"), ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"), ("10000", "壹万元整"), ("10001", "壹万零壹元整"),
        ("10010", "壹万零壹拾元整"), ("101000", "壹拾万零壹仟元整"), ("100000", "壹拾万元整"),
        ("1000000", "壹佰万元整"), ("1000010", "壹佰万零壹拾元整"),
        ("10203040", "壹仟零贰拾万零叁仟零肆拾元整"),
        ("100000000", "壹亿元整"), ("100000001", "壹亿零壹元整"), ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"), ("1000000000000", "壹万亿元整"),
        ("1000001000000000", "壹仟万零壹拾亿元整"),
        ("0.1", "壹角整"), ("0.05", "伍分"), ("0.004", "零元整"), ("0.005", "壹分"),
        ("1.05", "壹元零伍分"), ("10.50", "壹拾元伍角整"), ("10.55", "壹拾元伍角伍分"),
        ("6841234.56", "陆佰捌拾肆万壹仟贰佰叁拾肆元伍角陆分"), ("-0.01", "负壹分"),
    ],
)  # fmt: skip
def test_大写(yuan: str, said: str) -> None:
    assert capitals(D(yuan)) == said


_VALUES = {"零": 0, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
_UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def _read(text: str) -> Decimal:
    """照着念回来：与写的办法不是一套。"""
    sign = -1 if text.startswith("负") else 1
    total = section = digit = high = 0
    cents = 0
    for one in text.removeprefix("负").removesuffix("整"):
        if one in _VALUES:
            digit = _VALUES[one]
        elif one in _UNITS:
            section, digit = section + digit * _UNITS[one], 0
        elif one == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif one == "亿":
            high, total, section, digit = (total + section + digit) * 10**8, 0, 0, 0
        elif one == "元":
            total, section, digit = high + total + section + digit, 0, 0
        elif one == "角":
            cents, digit = cents + digit * 10, 0
        elif one == "分":
            cents, digit = cents + digit, 0
    return sign * (Decimal(total) + Decimal(cents) / 100)


@settings(max_examples=400, derandomize=True)
@given(st.integers(-(10**17), 10**17))
def test_大写念得回来(cents: int) -> None:
    yuan = Decimal(cents) / 100
    assert _read(capitals(yuan)) == yuan
    assert "零零" not in capitals(yuan)


def test_记着单元格(tmp_path: Path) -> None:
    lines = (
        "{{ 全年执行数|元 }}", "{{ 数据.渠道疏浚长度|同比 }}", "{{ 全年预算数|同比(年初预算数) }}",
        "{{ 全年预算数|中文大写 }}", "{% for 行 in 资金 %}{{ 行.全年预算数|约 }}；{% endfor %}",
    )  # fmt: skip
    made = case.made(tmp_path, template=case.with_lines(tmp_path, *lines))
    tail = [line for line in made.paragraphs if line][-5:]
    assert tail == [
        "10624500元", "增长20%", "下降1.63%", "壹仟壹佰捌拾万零伍仟元整",
        "约1181万元；约981万元；200万元；0万元；",
    ]  # fmt: skip
    said = {text: (alias, tag) for alias, tag, text in made.controls()}
    assert said["10624500元"] == ("绩效自评表!F6", "绩效自评表!F6")
    assert said["增长20%"][1] == "数据项!B2、数据项!D2"
    assert said["下降1.63%"][1] == "绩效自评表!E6、绩效自评表!D6"


def test_有疑问的数换了单位也带着记号(tmp_path: Path) -> None:
    funds = [list(row) for row in case.FUNDS]
    funds[1][5] = D("2000")  # 执行数大于预算数
    made = case.made(
        tmp_path, case.grid(funds=funds), template=case.with_lines(tmp_path, "{{ 全年执行数|元 }}")
    )
    assert made.paragraphs[-1] == "20000000元（待核）"


@pytest.mark.parametrize(
    ("value", "line", "said"),
    [
        (None, "执行{{ 全年执行数|元 }}。", "执行。"),
        ("—", "执行{{ 全年执行数|元 }}。", "执行—。"),
    ],
)
def test_空着的照原样印(value: str | None, line: str, said: str, tmp_path: Path) -> None:
    funds = [list(row) for row in case.FUNDS]
    for row in funds[1:]:
        row[5] = value
    made = case.made(tmp_path, case.grid(funds=funds), template=case.with_lines(tmp_path, line))
    assert made.paragraphs[-1] == said


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{{ 数据.参建企业|万元 }}", "“7家”不是金额，“|万元”只用于金额"),
        ("{{ 数据.渠道疏浚长度|百分比 }}", "不是比率，“|百分比”只用于百分数、比值"),
        ("{{ 数据.渠道疏浚长度|同比(总分) }}", "单位不同，不能比"),
        (
            "{% for 行 in 指标 %}{{ 行.指标值|约 }}{% endfor %}",
            "“2024年11月30日前”不是一个数，不能用“|约”",
        ),
        ("{{ 数据.渠道疏浚长度|约(99) }}", "“|约”的括号里写留几位小数，0 到 6"),
    ],
)
def test_不是数的说一句(line: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        case.made(tmp_path, template=case.with_lines(tmp_path, line))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"报告模板第 {odd.counted()[0] + 1} 段")
