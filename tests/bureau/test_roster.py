"""名册：标题怎么写都认得；看不懂的、重复的说一句。"""

from __future__ import annotations

from decimal import Decimal

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.bureau.tables.roster import Due, Roster, roster_of
from perfxl.errors import WorkbookError


def _roster(text: str) -> Roster:
    return roster_of(drawn(text, file="名册.xlsx"))


def test_单位_项目_主管部门_金额() -> None:
    made = _roster("""
        [名册]
        序号 | 主管部门 | 单位名称 | 项目名称 | 金额（万元）
        1 | 县文旅局 | 县图书馆 | 阅览室改造 | 120.5
        2 | 县文旅局 | 县文化馆 | 送戏下乡 | 30
    """)
    assert made.due == (
        Due("县图书馆", "阅览室改造", "名册!D2", "县文旅局", Decimal("120.5")),
        Due("县文化馆", "送戏下乡", "名册!D3", "县文旅局", Decimal(30)),
    )
    assert made.notes == ()


def test_两行的标题_竖着合并的单位_合计行() -> None:
    made = _roster("""
        [Sheet1]
        某县2023年绩效自评名册 | < | <
        单位 | 项目情况 | <
        ^ | 项目名称 | 预算金额(元)
        县图书馆 | 阅览室改造 | 1205000
        ^ | 全民阅读 | 300000
        合计 | | 1505000
    """)
    assert [(one.unit, one.project, one.amount) for one in made.due] == [
        ("县图书馆", "阅览室改造", Decimal("120.5000")),
        ("县图书馆", "全民阅读", Decimal("30.0000")),
    ]


def test_重复的只算一个_说一句() -> None:
    made = _roster("""
        [名册]
        单位 | 项目名称
        县图书馆 | 阅览室改造
        县图书馆 | 阅览室 改造
        县文化馆 | 阅览室改造
    """)
    assert [one.unit for one in made.due] == ["县图书馆", "县文化馆"]
    assert made.notes == (
        "名册.xlsx：名册!B3 与 名册!B2 重复（“县图书馆”的“阅览室 改造”），算作一个；请核对名册",
    )


def test_缺一样的不猜_说一句() -> None:
    made = _roster("""
        [名册]
        单位 | 项目名称
        县图书馆 | 阅览室改造
        | 送戏下乡
        县水务局 |
    """)
    assert [one.unit for one in made.due] == ["县图书馆"]
    assert made.notes == (
        "名册.xlsx：名册!B3 的“送戏下乡”没有写单位，没有对；请补上单位",
        "名册.xlsx：名册!A4 的“县水务局”没有写项目名称，没有对；请补上项目名称",
    )


def test_只有单位一栏的照单位对() -> None:
    made = _roster("""
        [名册]
        填报单位 | 联系方式
        县图书馆 | 略
    """)
    assert (made.has_projects, made.due[0].key) == (False, ("县图书馆", ""))


def test_头一张不是名册的往后找_号码开头的单位() -> None:
    made = _roster("""
        [计量]
        项目 | 单位
        图书 | 册
        面积 | 平方米
        [名册]
        单位 | 项目名称
        120急救中心 | 急救车更新
        12345热线办 | 坐席扩容
    """)
    assert [one.unit for one in made.due] == ["120急救中心", "12345热线办"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[名册]\n名称 | 金额\n甲 | 1", "找不到“单位”一栏，不知道哪些单位该报"),
        ("[名册]\n单位 | 项目名称", "标题行以下没有一个单位；请把应当报的单位填上"),
        (
            GOOD,
            "名册.xlsx：“绩效自评表”是一份自评表，不是名册；名册一行写一个应当报的，标题行要有“单位”",
        ),
        (
            "[表]\n项目 | 单位\n图书 | 册\n面积 | 平方米\n投资 | 万元\n满意 | 100%",
            "“单位”一栏写的是“册”、“平方米”，不像单位的名称",
        ),
        (
            "[台账]\n单位 | 项目\n120 | 甲\n≥4期 | 乙",
            "台账!A2 起“单位”一栏写的是“120”、“≥4期”，不像单位的名称，当不了名册",
        ),
    ],
)
def test_看不懂的说一句(text: str, said: str) -> None:
    with pytest.raises(WorkbookError, match=said):
        _roster(text)


@pytest.mark.parametrize(
    ("head", "said", "amount"),
    [
        ("金额（亿元）", "0.012", "120"), ("金额（千元）", "1200", "120"),
        ("预算金额（百万元）", "1.2", "120"), ("金额（单位：十万元）", "12", "120"),
        ("金额", "1.2百万元", "120"), ("金额", "1200千元", "120"),
        ("金额（万元）", "1200000元", "120"),
        ("金额（万美元）", "120", None),
    ],
)  # fmt: skip
def test_金额的各种单位照它换算_外币不比(head: str, said: str, amount: str | None) -> None:
    made = _roster(f"""
        [名册]
        单位 | 项目名称 | {head}
        县图书馆 | 阅览室改造 | {said}
    """)
    assert made.due[0].amount == (None if amount is None else Decimal(amount))
