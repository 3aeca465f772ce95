"""写出来的文字：原样、缺的略去、分段、留空的看得见。"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
import reportcase as case
from drawn import drawn

from perfxl.assess import Assessment
from perfxl.report import render
from perfxl.report.marks import LINE
from perfxl.report.sentences.listing import renumbered
from perfxl.report.sentences.title import balanced, title

D = Decimal


@pytest.mark.parametrize(
    "text",
    [
        "满意度<90%",
        "A&B公司",
        "x<y>z",
        "a</w:t>b",
        "“双打”工作",
        "&lt;",
        "{{ 项目名称 }}",
        "{% if %}",
    ],
)
def test_特殊字符原样到达(text: str, tmp_path: Path) -> None:
    grid = case.grid(
        name=f"{text}项目",
        narratives={"项目概况": f"前{text}后。\n下一段还在。", "改进措施": text},
    )
    made = case.made(tmp_path, grid)
    assert f"项目名称：{text}项目" in made.paragraphs
    assert f"前{text}后。" in made.paragraphs
    assert "下一段还在。" in made.paragraphs
    assert text in made.paragraphs


def test_控制字符和记号字符不进报告(tmp_path: Path) -> None:
    odd = "前\x01中\x07\U000f5003\U000f5000后"
    made = case.made(tmp_path, case.grid(narratives={"项目概况": odd}))
    assert "前中后" in made.paragraphs
    with ZipFile(made.path) as package:
        for name in package.namelist():
            text = package.read(name).decode("utf-8", "replace")
            assert not [one for one in text if 0xF5000 <= ord(one) <= 0xF501F], name


def test_资金情况像公文(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    assert (
        "2024年度年初预算数1200万元，全年预算数1180.5万元，全年执行数1062.45万元，"
        "预算执行率90.00%，尚未支出118.05万元。其中：当年财政拨款预算980.5万元，执行862.45万元；"
        "上年结转资金预算200万元，执行200万元。"
    ) in made.paragraphs


def test_没有的数略去那半句(tmp_path: Path) -> None:
    funds = (
        case.FUNDS[0],
        ("（万元）", "年度资金总额", None, None, D("1180.5"), None, 10, None, None),
    )
    made = case.made(tmp_path, case.grid(funds=funds))
    assert "2024年度全年预算数1180.5万元。" in made.paragraphs
    assert "None" not in made.text
    assert "执行率。" not in made.text


def test_执行率没有填的用核算的(tmp_path: Path) -> None:
    funds = (
        case.FUNDS[0],
        ("（万元）", "年度资金总额", None, 684, 684, D("452.496"), 10, None, None),
    )
    made = case.made(tmp_path, case.grid(funds=funds, total=None))
    assert "预算执行率66.15%" in made.text
    assert "预算执行率得6.62分（分值10分）" in made.text


def test_总分以表为准并提醒(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(total=D("96")))
    assert "经自评，总分为96分，等级为“优”（待核）。" in made.text
    assert made.rendered.notes == (
        "绩效自评表!H23 总分填的是 96，核算为 97.14；报告照表里的写，请先核对",
    )


def test_空着的总分用核算的(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(total=None))
    assert "经自评，总分为97.14分" in made.text
    assert made.rendered.notes == ()


def test_数照单元格的样子_不用指数(tmp_path: Path) -> None:
    rows = list(case.INDICATORS)
    rows[0] = (
        None,
        "产出指标",
        "数量指标",
        "投放鱼苗",
        "≥10000000尾",
        (D("12000000"), "#,##0"),
        10,
        10,
    )
    rows[1] = (None, None, None, "误差", "≤0.001%", D("0.0000001"), 8, 8, None)
    made = case.made(tmp_path, case.grid(indicators=rows))
    table = made.table("偏差原因分析及改进措施")
    values = {row[3]: row[5] for row in table[:-1]}
    assert values["投放鱼苗"] == "12,000,000"
    assert values["误差"] == "0.0000001"


def test_多行文字各成一段(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(narratives={"项目概况": "1. 第一件。\n　　2. 第二件。"}))
    place = made.paragraphs.index("1. 第一件。")
    assert made.paragraphs[place + 1] == "2. 第二件。"
    reasons = {row[3]: row[8] for row in made.table("偏差原因分析及改进措施")[:-1]}
    assert reasons["受训农户人次"].split("\n")[1].startswith("改进措施：")


def test_没有填的栏目看得见(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(narratives={"自评工作": "—", "改进措施": "无"}))
    assert "（此处由单位补充：立项背景、主要内容和实施情况）" in made.paragraphs
    assert "（此处由单位补充：谁来评、怎么评、用了哪些材料）" in made.paragraphs
    assert made.paragraphs[made.paragraphs.index("六、改进措施和建议") + 1] == "无。"
    assert made.rendered.missing == (
        "“项目概况”：立项背景、主要内容和实施情况",
        "“自评工作”：谁来评、怎么评、用了哪些材料",
    )


def test_没有提示语的空栏目写无(tmp_path: Path) -> None:
    base = case.assessment(case.grid(narratives={}))
    form = base.form
    sections = tuple(replace(one, prompt="") for one in form.report.section)
    changed = replace(form, report=replace(form.report, section=sections))
    scored = replace(base.scored, filing=replace(base.filing, form=changed))
    made = case.Made(render(Assessment(scored, base.findings), tmp_path / "报告.docx"))
    assert made.paragraphs[made.paragraphs.index("（一）项目概况") + 1] == "无。"
    assert made.rendered.missing == ()


def test_没有进报告的栏目会说(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(narratives={"特色做法": "开展示范评选。"}))
    assert made.rendered.notes == ("报告文字里的栏目“特色做法”没有放进报告：模板里没有这一栏",)


def test_标题不重复年份_长的分行(tmp_path: Path) -> None:
    long = "2024年临江市高标准农田建设和灌区节水改造一体化试点项目"
    made = case.made(tmp_path, case.grid(name=long))
    printed = next(one for one in made.part().iter(f"{case.W}p") if "自评报告" in case.text_of(one))
    assert case.text_of(printed) == f"{long}绩效自评报告"
    assert len(list(printed.iter(f"{case.W}br"))) == 2
    with ZipFile(made.path) as package:
        assert (
            f"<dc:title>{long}绩效自评报告</dc:title>" in package.read("docProps/core.xml").decode()
        )


def test_没有核实的出处在得分表下注明(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.special(), "gd-special-2019")
    note = next(one for one in made.paragraphs if one.startswith("注："))
    assert note.count("（未核实）") == 2
    ours = next(one for one in case.made(tmp_path).paragraphs if one.startswith("注："))
    assert ours == "注：分值和等级依据财预〔2020〕10号（见于填报表）。"


def test_部门收支按来源按性质(tmp_path: Path) -> None:
    text = case.made(tmp_path, case.department(), "gd-department-2022").text
    assert "全年预算数8,152.27万元，执行数7,980.45万元，完成预算的97.89%。" in text
    assert (
        "按资金来源分，一般公共预算财政拨款支出7,980.45万元，政府性基金预算财政拨款支出0万元，"
        in text
    )
    assert "按支出性质分，基本支出993.6万元，项目支出6,986.85万元。" in text
    assert "总分" not in text.split("附件")[0]  # 不计分的表样不说得分


def test_资金安排按类别合计(tmp_path: Path) -> None:
    template = case.with_lines(tmp_path, "{{ 资金安排 }}", code="gd-special-2019")
    made = case.made(tmp_path, case.special(), "gd-special-2019", template)
    assert "安排资金320万元，累计支出241.6万元，支出率75.50%。" in made.paragraphs
    assert (
        "抽检类2项，安排资金270万元，已支出221.6万元，结转结余48.4万元；"
        "能力类1项，安排资金50万元，已支出20万元，结转结余30万元。"
        "安排最多的是蔬菜抽检，安排资金180万元。"
        "没有支出完的3项，共78.4万元：蔬菜抽检29.5万元，原因是检测合同跨年结算；"
        "畜禽抽检18.9万元；检测室改造30万元，原因是招标推迟。"
    ) in made.paragraphs


def test_任务一项一段(tmp_path: Path) -> None:
    template = case.with_lines(tmp_path, "{{ 任务完成 }}", code="gd-department-2022")
    made = case.made(tmp_path, case.department(), "gd-department-2022", template)
    assert (
        "1. 管网改造。改造城区老旧管网。改造23.3公里，完成率93.2%。预算3200万元，支出3055.1万元。"
    ) in made.paragraphs
    assert "2. 河道清淤。清淤河道三条。全部完成。" in made.paragraphs


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (["一、二季度完成招标。", "三、四季度完成施工。"], None),
        (["（一）期工程完工。"], None), (["（一）期完工。", "（二）期开工。"], None),
        (["一、修渠 2公里。", "三、修路 3公里。"], None),
        (["一、期刊 30种。", "二、一级公路 3公里。"], ["1. 期刊 30种。", "2. 一级公路 3公里。"]),
    ],
)  # fmt: skip
def test_行首像编号的不去掉(lines: list[str], written: list[str] | None) -> None:
    assert renumbered(lines) == tuple(written or lines)


def test_偏差原因只说没满分和写了原因的(tmp_path: Path) -> None:
    made = case.made(tmp_path)
    place = made.paragraphs.index(
        "未得满分的指标2项，共扣1.86分，预算执行率扣1分，合计扣2.86分，"
        "另有1项填写了偏差原因，具体如下。"
    )
    assert made.paragraphs[place + 1] == (
        "1. 受训农户人次：指标值≥2500人次，实际完成值为2,335人次，完成率93.4%，"
        "偏差率-6.6%，得7.47分（分值8分），扣0.53分。"
        "原因和措施：三季度两场培训因防汛推迟到次年一月。改进措施：培训计划提前到农闲时节，按季调度。"
    )
    assert not any("新修机耕路" in line for line in made.paragraphs[place : place + 4])


def test_写两次相同(tmp_path: Path) -> None:
    first = case.made(tmp_path).path.read_bytes()
    assert case.made(tmp_path).path.read_bytes() == first


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("2024年节水项目绩效自评报告", ["2024年节水项目绩效自评报告"]),
        (
            "2019年广东省市场监管局促进经济高质量发展专项资金（知识产权创造、运用、保护及部省会商）",
            [
                "2019年广东省市场监管局",
                "促进经济高质量发展专项资金",
                "（知识产权创造、运用、保护及部省会商）",
            ],
        ),
    ],
)
def test_标题各行长短相近(text: str, lines: list[str]) -> None:
    assert balanced(text) == lines


def test_标题不从年份中间断开() -> None:
    names = {"项目名称": "临江区农村饮水安全工程建设管理局", "年度": "2022"}
    pattern = "{{ 项目名称 }}{{ 年度 }}年部门整体支出绩效自评报告"
    first, second = title(pattern, names).split(LINE)
    assert first == "临江区农村饮水安全工程建设管理局2022年"
    assert second == "部门整体支出绩效自评报告"


def test_各栏单位不同的_照各栏的单位说(tmp_path: Path) -> None:
    drawing = Path(__file__).parents[1] / "shapes" / "名称一行_内容在下面一行.txt"
    made = case.made(tmp_path, drawn(drawing.read_text(encoding="utf-8")))
    assert "全年预算数96万元，全年执行数931200元，预算执行率97%，尚未支出2.88万元。" in made.text


def test_按收入分的没有执行数_不说与各项之和不等(tmp_path: Path) -> None:
    drawing = Path(__file__).parents[1] / "shapes" / "湖南_分法一行写着各自的合计.txt"
    grid = drawn(drawing.read_text(encoding="utf-8"))
    made = case.made(tmp_path, grid, code="hunan-department")
    assert "一般公共预算3120万元；政府性基金拨款预算770万元。" in made.text
    assert "与各项之和不等" not in made.text


def test_表里没有年度目标的_不说无(tmp_path: Path) -> None:
    base = case.assessment(case.grid())
    filing = replace(base.filing, goal=None, achievement=None)
    changed = Assessment(replace(base.scored, filing=filing), base.findings)
    made = case.Made(render(changed, tmp_path / "报告.docx"))
    said = made.paragraphs[made.paragraphs.index("（三）绩效目标") + 1]
    assert said == "（此处由单位补充：年度总体目标和实际完成情况，表里没有读到）"
    assert "“（三）绩效目标”：年度总体目标和实际完成情况，表里没有读到" in made.rendered.missing
