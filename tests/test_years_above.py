"""两个年度的两块并排（列名上面写着 2024年 | 2025年）：取这张表的年度的一块，不悄悄读别的。"""

import pytest
from drawn import drawn

from perfxl.assess import assess
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
TEXT = """[自评]
清泉县部门整体支出绩效自评表（2025年度） | < | < | < | < | < | < | < | < | < | <
部门名称 | 清泉县体育局 | < | < | < | < | < | < | < | < | <
 | | | 2024年 | < | < | < | 2025年 | < | < | <
资金（万元） | | | 预算数 | 执行数 | 执行率 | | 预算数 | 执行数 | 执行率 |
年度资金总额 | | | 700 | 665 | 95% | | 760 | 744.8 | 98% |
 | | | 2024年 | < | < | < | 2025年 | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 | 指标值 | 完成值 | 分值 | 得分
产出指标 | 数量指标 | 新建健身步道 | ≥50公里 | 48公里 | 40 | 38.4 | ≥60公里 | 60公里 | 40 | 40
 | 质量指标 | 验收合格率 | 100% | 100% | 20 | 20 | 100% | 100% | 20 | 20
效益指标 | 社会效益指标 | 场馆开放率 | ≥98% | 98.2% | 30 | 30 | ≥98.5% | 98% | 30 | 29.85
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 91% | 10 | 10 | ≥90% | 92% | 10 | 10
总分 | | | | | 100 | 98.4 | | | 100 | 99.85
"""
TWO = (("2024", "48公里", "665万元", "98.4"), ("2025", "60公里", "744.8万元", "99.85"))


def _read(text: str) -> Filing:
    return read(drawn(text), FORMS)


def _taken(filing: Filing) -> tuple[str, str, str]:
    fund = filing.total_fund
    assert fund is not None
    assert fund.executed is not None
    assert filing.total is not None
    actual = filing.indicators[0].actual.value
    return actual.shown, fund.executed.value.shown, filing.total.value.shown


def _gaps(filing: Filing) -> list[str]:
    return [gap.what for gap in filing.gaps if gap.level == "error"]


@pytest.mark.parametrize(("year", "done", "spent", "total"), TWO)
def test_取本年度的一块(year: str, done: str, spent: str, total: str) -> None:
    filing = _read(TEXT.replace("（2025年度）", f"（{year}年度）"))
    assert _taken(filing) == (done, spent, total)
    assert filing.unused == ()
    assert _gaps(filing) == []


@pytest.mark.parametrize(("year", "done", "spent", "total"), TWO)
def test_没有合并的_年度写在列名上半行的也一样(
    year: str, done: str, spent: str, total: str
) -> None:
    loose = TEXT.replace("<", "").replace("（2025年度）", f"（{year}年度）")
    assert _taken(_read(loose)) == (done, spent, total)
    halved = loose.replace(" | | | 2024年 | | | | 2025年 | | |\n一级", "一级")
    lines = TEXT.replace("（2025年度）", f"（{year}年度）").splitlines()
    lines[6] = lines[6].replace(" | | |", "一级指标 | 二级指标 | 三级指标 |", 1)
    lines[7] = lines[7].replace("一级指标 | 二级指标 | 三级指标", "^ | ^ | ^")
    halved = "\n".join(lines)
    assert _taken(_read(halved)) == (done, spent, total)


@pytest.mark.parametrize(("year", "done", "spent", "total"), TWO)
def test_写上年_本年的也一样(year: str, done: str, spent: str, total: str) -> None:
    text = TEXT if year == "2025" else TEXT.replace("2024年", "本年").replace("2025年 ", "上年 ")
    text = text.replace("（2025年度）", f"（{year}年度）")
    assert _taken(_read(text)) == (done, spent, total)


def test_没有本年度的一块_说读的是哪一年的() -> None:
    gaps = _gaps(_read(TEXT.replace("（2025年度）", "（2026年度）")))
    assert gaps == [
        "2026年的“指标值”、“完成值”、“分值”、“得分”，读的是“2024年”一块的",
        "2026年的“预算数”、“执行数”、“执行率”，读的是“2024年”一块的",
    ]


def test_没有写年度的_说读的是哪一块() -> None:
    findings = assess(drawn(TEXT.replace("（2025年度）", "")), FORMS).findings
    said = [one.message for one in findings if "并着" in one.message]
    assert said[0] == (
        "没有找到年度：表上并着2024年、2025年几块，读的是“2024年”一块的“指标值”、“完成值”、“分值”、“得分”"
    )


@pytest.mark.parametrize("said", ["", "（2024-2025年）"])
def test_没有写年度的_本年度的一块就是(said: str) -> None:
    for last, this in (("上年度", "本年度"), ("去年", "本年"), ("上年", "当年")):
        text = TEXT.replace("（2025年度）", said)
        filing = _read(text.replace("2024年 |", f"{last} |").replace("2025年 |", f"{this} |"))
        assert _taken(filing) == TWO[1][1:]
        assert filing.unused == ()
        assert not [what for what in _gaps(filing) if "读的是" in what]


LOOSE = """[自评]
项目支出绩效自评表（2024年度） | | | | | | | | | |
项目名称 | 护林员补助 | | | | | | | | |
主管部门 | 清泉县林业局 | | | 实施单位 | 清泉县林场 | | | | |
 | | | {first} | | {second} | | | | |
一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 指标值 | 完成值 | 分值 | 得分 | 偏差原因
产出指标 | 数量指标 | 聘用护林员 | ≥50人 | 48人 | ≥60人 | 57人 | 50 | 47.5 | 三人离岗
 | 质量指标 | 补助发放准确率 | 100% | 100% | 100% | 100% | 10 | 10 |
效益指标 | 生态效益指标 | 森林覆盖率 | ≥60% | 61% | ≥60% | 62% | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥90% | 91% | ≥90% | 92% | 10 | 10 |
总分 | | | | | | | 100 | 97.5 |
"""


def test_没有合并的_后面的分值_得分不归哪一年() -> None:
    for (first, second), done in ((("2024年", "2023年"), "48人"), (("2023年", "2024年"), "57人")):
        filing = _read(LOOSE.format(first=first, second=second))
        row = filing.indicators[0]
        assert row.actual.value.shown == done
        assert row.points is not None
        assert row.points.value.shown == "47.5"
        assert row.reason is not None
        assert row.reason.value == "三人离岗"
        assert not [what for what in _gaps(filing) if "读的是" in what]
        assert filing.unused == ()
