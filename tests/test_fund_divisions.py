"""资金的几种分法：按资金来源、按支出性质，一种分法的各行归在一起，各自加起来是总额。"""

from __future__ import annotations

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.findings import Finding
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
_HEAD = """
[部门整体]
2024年度部门整体支出绩效自评表 | < | < | < | < | < | < | <
部门名称 | < | 石塘县民政局 | < | < | < | < | <
年度预算（万元） | 项目 | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 3200 | 3500 | 3325 | 10 | 95% | 9.5
"""
_REST = """
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 保障困难群众基本生活 | < | < | 基本生活得到保障 | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因及改进措施
产出指标 | 数量指标 | 运营敬老院 | 14所 | 14所 | 50 | 50 |
效益指标 | 社会效益指标 | 救助覆盖率 | 100% | 100% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 99.5 |
"""
_AMOUNTS = {
    "财政": "3100 | 3400 | 3235",
    "其他": "100 | 100 | 90",
    "基本": "1200 | 1250 | 1245",
    "项目": "2000 | 2250 | 2080",
}


def _table(*names: str, **wrong: str) -> str:
    """`names` 是总额下面各行的名称；`wrong` 是写错的一行金额。"""
    rows = []
    for name in names:
        amounts = (
            text for word, text in (_AMOUNTS | wrong).items() if word in name and name[-1] != "："
        )
        rows.append(f"^ | {name} | {next(amounts, ' | | ')} | — | | —")
    return _HEAD + "\n".join(rows) + _REST


def _errors(text: str) -> list[Finding]:
    return [found for found in assess(drawn(text), FORMS).findings if found.code == "M01"]


@pytest.mark.parametrize(
    ("names", "groups"),
    [
        ("其中：基本支出 项目支出", "支 支"),
        ("其中：1.基本支出 2.项目支出", "支 支"),
        ("基本支出 　　项目支出", "支 支"),
        ("按支出性质：基本支出 项目支出", "支 支"),
        ("其中：财政拨款 其他资金", "源 源"),
        ("按资金来源：财政拨款 其他资金 按支出结构：基本支出 项目支出", "源 源 支 支"),
        (
            "（一）按资金来源：财政拨款 其他资金 （二）按支出用途分：基本支出 项目支出",
            "源 源 支 支",
        ),
        ("按资金来源分： 财政拨款 其他资金 按支出性质分： 基本支出 项目支出", "源 源 支 支"),
        ("收入：财政拨款 其他收入 支出：基本支出 项目支出", "源 源 支 支"),
        ("财政拨款 其他资金 其中：基本支出 项目支出", "源 源 支 支"),
        ("其中：基本支出 项目支出 财政资金 其他资金", "支 支 源 源"),
    ],
)
def test_一种分法的几行归在一起_各自加起来是总额(names: str, groups: str) -> None:
    text = _table(*names.split(" "))
    short = {"按资金来源": "源", "按支出性质": "支"}
    parts = [line for line in read(drawn(text), FORMS).funds if line.kind != "total"]
    assert " ".join(short[line.group] for line in parts if line.budget) == groups
    assert _errors(text) == []


def test_一种分法加起来不是总额的_只说这一种() -> None:
    names = ("按资金来源：财政拨款", "其他资金", "按支出结构：基本支出", "项目支出")
    (found,) = _errors(_table(*names, 基本="1200 | 1250 | 1244"))
    assert "全年执行数是 3325 万元，其中各行（按支出性质）合计 3324 万元" in found.message


def test_分法写在名称前面的_名称只是后面的() -> None:
    lines = read(drawn(_table("按支出结构：基本支出", "项目支出")), FORMS).funds
    assert [line.name.value for line in lines] == ["年度资金总额", "基本支出", "项目支出"]


_SUBTOTAL = {
    "小计": "3100 | 3400 | 3235",
    "当年": "3100 | 3000 | 2900",
    "结转": "0 | 400 | 335",
    "其他": "100 | 100 | 90",
}
_PART = {
    "财政拨款": "3100 | 3400 | 3235",
    "其中：上级补助": "2000 | 2100 | 2000",
    "其他": "100 | 100 | 90",
}


@pytest.mark.parametrize("rows", [_SUBTOTAL, _PART], ids=["小计", "其中"])
def test_小计和它下面的_其中不列全的_不重复加(rows: dict[str, str]) -> None:
    lines = [f"^ | {name} | {said} | — | | —" for name, said in rows.items()]
    assert _errors(_HEAD + "\n".join(lines) + _REST) == []


@pytest.mark.parametrize(
    ("rows", "name", "wrong"),
    [
        (_SUBTOTAL, "其他", "100 | 110 | 90"),
        (_SUBTOTAL, "结转", "0 | 400 | 345"),
        (_PART, "财政拨款", "3100 | 3300 | 3235"),
        ({"中央资金": "3200 | 3500 | 3325", "省级资金": "3200 | 3500 | 3325"}, "其他", "0 | 0 | 0"),
    ],
)
def test_小计下面加不起来的_照说(rows: dict[str, str], name: str, wrong: str) -> None:
    lines = [f"^ | {key} | {said} | — | | —" for key, said in (rows | {name: wrong}).items()]
    assert _errors(_HEAD + "\n".join(lines) + _REST)
