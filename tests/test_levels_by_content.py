"""列名写得泛的（指标、指标类别、指标内容）：哪一列是几级看内容；读不全的先说没有读，不说加得不对。"""

import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load_all
from perfxl.score.said import total_said

FORMS = load_all()
_TABLE = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 学校食堂改造 | < | 主管部门 | 石塘县教育局 | 实施单位 | 县教育局 | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 320 | 320 | 304 | 10 | 95.00%% | 9.5
{titles} | 目标 | 完成 | 分值 | 得分 | 说明
产出 | 数量 | 改造食堂 | ≥16所 | 16所 | 25 | 25 |
^ | 质量 | 验收合格率 | 100% | 100% | 25 | 25 |
小计 | < | < | < | < | 50 | 50 |
效益 | 社会 | 受益学生 | ≥8600人 | 8710人 | 30 | 30 |
小计 | < | < | < | < | 30 | 30 |
满意度 | 学生家长 | 家长满意度 | ≥90% | 95% | 10 | 10 |
小计 | < | < | < | < | 10 | 9 |
总计 | < | < | < | < | 100 | 99.5 |
"""


def _lines(made: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code in codes]


@pytest.mark.parametrize(
    "titles",
    [
        "指标 | 指标类别 | 指标内容",
        "指标 | 类别 | 内容",
        "绩效指标 | 二级指标 | 三级指标",
        "绩效指标 | < | 指标名称",
        "绩效指标 | | 指标名称",
        "指标类别 | 指标 | 指标内容",
        "指标名称 | 指标分类 | 具体内容",
        "一级指标 | 二级指标 | 指标内容",
    ],
)
def test_列名写得泛的_照内容认各级(titles: str) -> None:
    made = assess(drawn(_TABLE.format(titles=titles)), FORMS)
    rows = [(row.level1.value, row.level2.value, row.name.value) for row in made.filing.indicators]
    assert rows == [
        ("产出", "数量", "改造食堂"),
        ("产出", "质量", "验收合格率"),
        ("效益", "社会", "受益学生"),
        ("满意度", "学生家长", "家长满意度"),
    ]
    [said] = _lines(made, "P15")
    assert said.startswith("自评表!G12 P15 小计的得分写 9，上面 1 条加起来是 10，差 1")
    assert not _lines(made, "P06", "W01", "W02", "S04", "U01")


_PARTLY = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | <
项目名称 | 学校食堂改造 | 主管部门 | 石塘县教育局 | 实施单位 | 县教育局
指标 | 目标 | 完成 | 分值 | 得分 | 说明
产出 | ≥16所 | 16所 | 25 | 25 |
改造教室 | ≥3间 | 3间 | 25 | 25 |
效益 | ≥8600人 | 8710人 | 40 | 40 |
师生满意度 | ≥90% | 95% | 10 | 10 |
总计 | | | 100 | 100 |
"""


def test_有的行没有读到_先说它_不说合计总分错() -> None:
    made = assess(drawn(_PARTLY), FORMS)
    read = [row.name.value for row in made.filing.indicators]
    unread = _lines(made, "U01")
    assert read == ["改造教室", "师生满意度"]
    assert [line.split(" ")[0] for line in unread] == [
        "自评表!B4、C4、D4、E4",
        "自评表!B6、C6、D6、E6",
    ]
    assert made.findings[0].code == "U01"
    assert "这里写着分，没有算进去，合计、总分读全了才能核" in unread[0]
    assert not _lines(made, "P06", "P15", "W01", "W02", "W03", "W06", "W09", "S04", "P07", "X00")
    assert made.scored.total is None
    assert total_said(made.scored) == "表里有的行没有读到（见 U01），总分没有算"


_FOUR = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 敬老院运营补助 | 主管部门 | 桐川县民政局 | 实施单位 | 城南敬老院 | | <
一级指标 | 二级指标 | 三级指标 | 四级指标 | 指标值 | 完成值 | 分值 | 得分
{first} | 数量指标 | 服务数量 | 供养老人 | ≥120人 | 126人 | 20 | 20
^ | 质量指标 | 服务质量 | 护理达标率 | ≥95% | 97% | 30 | 30
{second} | 社会效益 | 社会效益 | 入住率 | ≥85% | 88% | 40 | 40
{third} | 满意度 | 满意度 | 老人满意度 | ≥90% | 96% | 10 | 10
总分 | < | < | < | < | < | 100 | 100
"""


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("产出指标", "效益指标", "满意度指标"),
        ("产出", "效益", "满意度"),
        ("产出指标（50分）", "效益指标（40分）", "满意度指标（10分）"),
        ("一、产出指标", "二、效益指标", "三、满意度指标"),
        ("产出类指标", "效果指标", "满意度指标"),
    ],
)
def test_四级指标的表_一级写着产出效益的就是一级(first: str, second: str, third: str) -> None:
    made = assess(drawn(_FOUR.format(first=first, second=second, third=third)), FORMS)
    rows = [(row.level2.value, row.name.value) for row in made.filing.indicators]
    assert rows == [
        ("数量指标", "供养老人"),
        ("质量指标", "护理达标率"),
        ("社会效益", "入住率"),
        ("满意度", "老人满意度"),
    ]
    assert {row.level1.cell.column for row in made.filing.indicators} == {1}


@pytest.mark.parametrize("title", ["调整后目标值", "调整目标值", "调整后指标值"])
def test_年初_调整后两栏目标值的_照调整后的(title: str) -> None:
    text = f"""
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 高标准农田 | < | 主管部门 | 沙河县农业农村局 | 实施单位 | 县农技站 | <
一级指标 | 二级指标 | 三级指标 | 年初目标值 | {title} | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 新增农田 | 1.2万亩 | 1.0万亩 | 1.0万亩 | 50 | 50
^ | 质量指标 | 验收合格率 | ≥95% | | 97% | 40 | 40
满意度指标 | 满意度 | 农户满意度 | ≥90% | ≥90% | 96% | 10 | 10
总分 | < | < | < | < | < | 100 | 100
"""
    made = assess(drawn(text), FORMS)
    assert [row.target.value.shown for row in made.filing.indicators] == ["1万亩", "≥95%", "≥90%"]
    assert not _lines(made, "P02", "U01")


_KINDS = """
[Sheet1]
专项资金绩效自评表 | < | < | < | < | < | < | <
预算年度 | 二〇二四年 | < | 专项名称 | 护栏安装 | < | < | <
主管部门 | 溪口市交通局 | < | 实施单位 | 溪口市公路中心 | < | < | <
总体目标 | 安装护栏30公里 | < | < | < | < | < | <
实际完成 | 安装护栏31公里 | < | < | < | < | < | <
{} | 指标名称 | 指标方向 | 指标值 | 计量单位 | 完成情况 | 权重 | 自评分
数量指标 | 护栏安装里程 | 大于等于 | 30 | 公里 | 31 | 50 | 50
社会效益指标 | 交通事故下降率 | 大于等于 | 8 | % | 8.5 | 30 | 30
满意度指标 | 村民满意度 | 大于等于 | 90 | % | 92 | 10 | 10
预算执行 | | 等于 | 100 | % | 95 | 10 | 9.5
合计 | | | | | | 100 | 99.5
"""


@pytest.mark.parametrize("head", ["指标类别", "类别", "指标分类"])
def test_三级指标左边一列写的是二级的_照写的认(head: str) -> None:
    made = assess(drawn(_KINDS.format(head)), load_all())
    filing = made.filing
    assert [row.level2.value for row in filing.indicators] == [
        "数量指标",
        "社会效益指标",
        "满意度指标",
    ]
    assert [row.target.value.shown for row in filing.indicators] == ["≥30公里", "≥8%", "≥90%"]
    assert (filing.year and filing.year.value) == "2024"
    total = filing.total_fund  # 名称写在类别一列的预算执行，也归资金总额，不再另加 10 分
    assert total is not None
    assert total.rate is not None
    assert (total.rate.value.shown, str(made.scored.total)) == ("95%", "99.50")
    assert not [found for found in made.findings if found.code in {"F01", "F06", "W02", "W04"}]


@pytest.mark.parametrize("name", ["指标名称", "三级指标名称"])
@pytest.mark.parametrize("head", ["细化指标", "分类", "维度"])
def test_一级三级中间一列换了叫法的_照写的认作二级(head: str, name: str) -> None:
    text = _KINDS.format("类别").replace("二〇二四年", "2024").replace("指标名称", name)
    rows = [line.split(" | ") for line in text.strip().splitlines()]
    firsts = {"类别": "一级指标", "数量指标": "产出指标", "社会效益指标": "效益指标"}
    firsts |= {"满意度指标": "满意度指标"}
    lines = [
        " | ".join([firsts[row[0]], head if row[0] == "类别" else row[0], *row[1:]])
        if row[0] in firsts
        else " | ".join([row[0], "<" if row[0] != "[Sheet1]" else "", *row[1:]]).removesuffix(" | ")
        for row in rows
    ]
    filing = assess(drawn("\n".join(lines)), load_all()).filing
    assert [row.level1.value for row in filing.indicators] == ["产出指标", "效益指标", "满意度指标"]
    assert [row.level2.value for row in filing.indicators] == [
        "数量指标",
        "社会效益指标",
        "满意度指标",
    ]
    assert len(filing.indicators) == 3
