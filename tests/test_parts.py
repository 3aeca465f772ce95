"""一份自评表分写在几张工作表上；哪里都没有用上的工作表，说一句。"""

from __future__ import annotations

from pathlib import Path

import pytest
from drawn import drawn
from saved import saved

from perfxl.assess import Assessment, assess_all
from perfxl.cli.main import main
from perfxl.filing.findings import Level
from perfxl.form.load import load_all
from perfxl.results.readings import page

FORMS = load_all()
ABOUT = """
[基本情况]
项目绩效自评基本情况 | <
评价年度 | 2024年度
项目名称 | 校园直饮水改造
主管部门 | 青石县教育局
实施单位 | 青石县学校后勤服务中心
年度总体目标 | 为24所学校装直饮水机，水质检测全部合格。
目标完成情况 | 24所学校都装好了，水质检测全部合格。
"""
FUNDS = """
[资金情况]
项目资金执行情况 | < | < | < | < | < | <
| | | | | | 单位：万元
行次 | 资金来源 | 年初预算 | 全年预算数 | 全年执行数 | 分值 | 得分
1 | 财政拨款 | 300 | 320 | 304 | 10 | 9.5
2 | 其中：省级 | 100 | 120 | 114 | |
3 | 县级 | 200 | 200 | 190 | |
"""
INDICATORS = """
[指标完成]
项目支出绩效自评表 | < | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
产出指标 | 数量指标 | 改造学校数 | 24所 | 24所 | 30 | 30 |
^ | 质量指标 | 水质检测合格率 | 100% | 100% | 20 | 20 |
效益指标 | 社会效益指标 | 受益学生数 | ≥9000人 | 9150人 | 30 | 30 |
满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥90% | 94% | 10 | 10 |
总分 | | | | | 100 | 99.5 |
"""


def _read(text: str) -> Assessment:
    (assessment,) = assess_all(drawn(text), FORMS)
    return assessment


def _lines(assessment: Assessment, *codes: str) -> list[str]:
    return [finding.line() for finding in assessment.findings if finding.code in codes]


@pytest.mark.parametrize(
    "text", [ABOUT + FUNDS + INDICATORS, INDICATORS + FUNDS + ABOUT], ids=["在前", "在后"]
)
def test_分写在三张工作表上的_各部分都读(text: str) -> None:
    assessment = _read(text)
    filing = assessment.filing
    assert filing.name is not None
    assert filing.name.value == "校园直饮水改造"
    assert filing.name.cell.address == "基本情况!B3"
    assert filing.year is not None
    assert filing.year.value == "2024"
    assert filing.goal is not None
    assert filing.goal.cell.sheet == "基本情况"
    assert [(line.kind, line.executed.value.shown) for line in filing.funds if line.executed] == [
        ("total", "304万元"), ("fiscal", "114万元"), ("fiscal", "190万元")
    ]  # fmt: skip
    assert str(assessment.scored.total) == "99.50"
    assert "另读了工作表" in filing.certainty
    assert not _lines(assessment, "S01", "S08", "S11", "U01")


def test_别的工作表上的数一样核() -> None:
    wrong = FUNDS.replace("| 200 | 200 | 190", "| 200 | 200 | 180").replace("9.5", "9.6")
    said = _lines(_read(ABOUT + wrong + INDICATORS), "M01", "P02", "P06", "G07", "M03")
    assert any("资金情况!E4:E6 M01" in line and "差 10 万元" in line for line in said)
    assert any("资金情况!G4" in line for line in said)


def test_别的工作表上没有用上的格也摆出来() -> None:
    assessment = _read(ABOUT + "在校学生 | 9150\n" + FUNDS + INDICATORS)
    assert any("基本情况!A8、B8 U01" in line for line in _lines(assessment, "U01"))


def test_资金写在两张工作表上的_不猜_两张都说没有读() -> None:
    assessment = _read(ABOUT + FUNDS + FUNDS.replace("资金情况", "资金情况（二）") + INDICATORS)
    assert not assessment.filing.funds
    assert [line.split(" ")[0] for line in _lines(assessment, "S11")] == [
        "资金情况!A1", "资金情况（二）!A1"
    ]  # fmt: skip
    said = [finding for finding in assessment.findings if finding.code == "S11"]
    assert all("像是资金表，像的有 2 张，看不出怎么用" in finding.message for finding in said)
    assert all(finding.level is Level.WARNING for finding in said)
    assert any("项目资金" in line for line in _lines(assessment, "S01"))


def test_各部分都有两份的_不猜_每一份都说缺什么() -> None:
    twice = "".join(f"{part}{part.partition(']')[2]}" for part in (ABOUT, FUNDS, INDICATORS))
    found = assess_all(drawn(twice), FORMS)
    assert len(found) == 2
    for one in found:
        assert (one.filing.name, one.filing.funds, one.filing.goal) == (None, (), None)
        said = "".join(_lines(one, "S01"))
        assert all(word in said for word in ("“项目名称”", "“项目资金”一块", "“年度总体目标”一块"))


def test_别的表没有读的_说一句_说明不说() -> None:
    more = """
[学校名单]
序号 | 学校 | 台数
1 | 东街小学 | 6
2 | 南门中学 | 8
[填报要求]
请各单位如实填报，附件另附。
"""
    assessment = _read(ABOUT + FUNDS + INDICATORS + more)
    (line,) = _lines(assessment, "S11")
    assert line.startswith(
        "学校名单!A1 S11 工作表“学校名单”（9 格有内容），没有读（常理，没有文件规定）；"
        "附着的资料不用管"
    )


def test_名册不当作基本情况() -> None:
    roll = """
[项目名册]
项目名称 | 主管部门 | 实施单位 | 金额
乡村厕所改造 | 青石县农业农村局 | 青石县环卫所 | 80
"""
    assessment = _read(FUNDS + INDICATORS + roll)
    assert assessment.filing.name is None
    assert [line.split(" ")[0] for line in _lines(assessment, "S11")] == ["项目名册!A1"]


def test_读表的一页_几张工作表都画() -> None:
    book = drawn(ABOUT + FUNDS + INDICATORS)
    drawing = page(book, assess_all(book, FORMS))
    assert drawing.count("<table>") == 3
    assert "另写在工作表“资金情况”上的" in drawing


def test_写回和报告照常(tmp_path: Path) -> None:
    path = saved(drawn(ABOUT + FUNDS + INDICATORS), tmp_path / "分三张（直饮水）.xlsx")
    assert main(["run", str(path), "-o", str(tmp_path / "出"), "--quiet"]) == 0
    assert main(["read", str(path), "--sheet", "-o", str(tmp_path / "读"), "--quiet"]) == 0
    assert sorted(made.suffix for made in (tmp_path / "出").iterdir() if made.is_file()) == [
        ".docx", ".xlsx"
    ]  # fmt: skip


def test_资金另在一张工作表上的_外币也说() -> None:
    (said,) = _lines(_read(ABOUT + FUNDS.replace("单位：万元", "单位：万美元") + INDICATORS), "M22")
    assert "资金情况!" in said
    assert "万美元" in said
