"""分词：一段话里的数；不是数的数字不算。"""

from __future__ import annotations

import pytest

from perfxl.cells.quantity import plain
from perfxl.proof.model import Paragraph
from perfxl.proof.text.figures import figures_of
from perfxl.proof.text.numerals import numeral


def _read(text: str) -> list[str]:
    return [f"{one.hedge}{plain(one.value)}{one.unit}" for one in figures_of(Paragraph(1, text))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("安排资金1,777.5 万元", ["17775000元"]), ("投资１.５亿元", ["150000000元"]),
        ("支出率为66.15%", ["66.15%"]), ("死亡率5‰", ["0.5%"]),
        ("提高2.5个百分点", ["2.5个百分点"]), ("从3方面推进", ["3"]),
        ("近50件", ["近50件"]), ("35000多份", ["多35000份"]), ("惠及超7.5万人次", ["超75000人次"]),
        ("约1.2万亩", ["约12000亩"]), ("1-3家", ["范围1家"]), ("占全市超五成", ["超50%"]),
        ("百分之九十五", ["95%"]), ("占比七成半", ["约75%"]), ("节约12万元", ["120000元"]),
        ("三类项目", ["3类"]), ("结案26宗", ["26件"]), ("专家48位、教师12名", ["48人", "12人"]),
        ("不超过1.5万元", ["15000元"]), ("完成率不低于98%", ["98%"]),
    ],
)  # fmt: skip
def test_读成数(text: str, said: list[str]) -> None:
    assert _read(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "根据某财农〔2021〕27号文件", "依据《管理办法（2019）》", "2021年12月31日",
        "“3.15”消费者权益日",
        "“4.26 宣传周”", "第2标段", "联系电话：0752-1234567", "手机13800000000", "2型糖尿病",
        "P1.5LED屏", "PM2.5浓度", "G20峰会", "65岁以上", "1-4级残疾", "附件1", "表2-1",
        "1. 质量指标",         "（1）健康档案", "2016-2020年规划", "凭证号00231",
        "12369热线", "“十四五”规划", "统一领导",
        "一是加强管理", "第一批", "各项工作", "每项",
    ],
)  # fmt: skip
def test_不是数(text: str) -> None:
    assert _read(text) == []


def test_上文的年份和上年() -> None:
    figures = figures_of(Paragraph(1, "2021年改造12公里，比上年的9公里多。2020年改造8公里。"))
    assert [one.year for one in figures] == ["2021", "上年", "2020"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("一百二十", 120), ("两", 2), ("二〇二四", 2024), ("三千零五", 3005), ("一万二千", 12000),
     ("十五", 15), ("二十", 20), ("一亿零三百万", 103000000)],
)  # fmt: skip
def test_中文数字(text: str, value: int) -> None:
    assert numeral(text) == value


def test_读不成的中文数字() -> None:
    assert numeral("统一") is None
