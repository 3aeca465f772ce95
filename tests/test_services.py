"""政府购买服务的自评表：购买主体、购买服务项目名称；分值写在最左一列，执行率的得分写成一句话。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load

FORMS = [load("mof-2020")]
TABLE = """
[购买服务]
政府购买服务项目绩效自评表（2025年） | < | < | < | < | < | < | <
购买主体 | 青石市民政局 | < | < | 承接主体 | 青石市晚晴社工中心 | < | <
购买服务项目名称 | 居家养老上门服务 | < | < | 服务期限 | 2025年1月1日至2025年12月31日 | < | <
预算资金（万元） | 预算安排数 | 80 | 实际支出数 | 76 | 执行率 | 95% | 得分：9.5（满分10）
绩效目标 | 为600名老人提供上门服务 | < | < | 目标完成情况 | 为612名老人提供上门服务 | < | <
分值 | 一级指标 | 二级指标 | 三级指标 | 目标值 | 实现值 | 得分（分） | 扣分原因及整改措施
50 | 产出 | 数量 | 服务老人数（名） | ≥600 | 612 | 50 |
30 | 效益 | 社会效益 | 老人意外事故下降率（%） | ≥10 | 11 | 30 |
10 | 满意度 | 服务对象满意度 | 老人满意率（%） | ≥95 | 96 | 10 |
100 | 合计 | < | < | < | < | 99.5 |
"""


def _assessed(**change: str) -> Assessment:
    return assess(drawn(TABLE, change), FORMS)


def _said(made: Assessment) -> list[str]:
    return [f"{made.code} {made.message}" for made in made.findings if made.level.label == "错误"]


def test_照读() -> None:
    made = _assessed()
    filing = made.filing
    assert filing.name is not None
    assert filing.unit is not None
    assert (filing.name.value, filing.unit.value) == ("居家养老上门服务", "青石市民政局")
    assert [row.name.value[:4] for row in filing.indicators] == ["服务老人", "老人意外", "老人满意"]
    assert filing.total is not None
    assert filing.total_weight is not None
    assert (filing.total_weight.value.raw, filing.total.value.raw) == ("100", "99.5")
    assert str(made.scored.total) == "99.50"
    assert _said(made) == []


@pytest.mark.parametrize(
    "said",
    ["得分：9.5（满分10）", "得分9.5分（分值10分）", "分值10分，得分9.5分", "执行率得分：9.5"],
)
def test_执行率的得分写成一句话的照读(said: str) -> None:
    total = _assessed(H4=said).filing.total_fund
    assert total is not None
    assert total.points is not None
    assert total.points.value.raw == "9.5"
    assert _said(_assessed(H4=said)) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"H4": "得分：10（满分10）"}, "M03 预算执行率得分写 10，应为 min(76÷80,1)×10=9.50"),
        ({"G10": "98.5"}, "P06 总分写 98.5，各项得分之和是 99.5，差 1"),
        ({"A10": "90"}, "W04 总分行的分值是 90"),
    ],
)
def test_写错的说得出(change: dict[str, str], said: str) -> None:
    assert any(line.startswith(said) for line in _said(_assessed(**change)))


def test_没有项目名称一栏_标题里只有政府购买服务的_不当作名称() -> None:
    assert _assessed(A3="服务内容").filing.name is None
