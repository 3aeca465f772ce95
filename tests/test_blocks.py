"""指标表里自带的文字栏读作报告文字；报告文字表里也写了的，以那里为准。"""

from pathlib import Path

import openpyxl
import pytest
from drawn import drawn

import perfxl
from perfxl.assess import assess
from perfxl.cli.main import main
from perfxl.filing.findings import Finding, Level
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read
from perfxl.score.said import total_said

FORMS = load_all()
_SICHUAN = """
[自评表]
部门预算项目支出绩效自评表（2023年度） | < | < | < | < | < | < | < | < | < | <
项目名称 | 河堤巡护 | < | < | < | < | < | < | < | < | <
主管部门 | 大泉县水利局 | < | < | < | 实施单位（盖章） | 大泉县河道所 | < | < | < | <
项目基本情况 | 项目概况 | < | 巡护城区河堤 | < | < | < | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
^ | 产出指标 | 数量指标 | 巡护河堤长度 | ≥ | 36 | 公里 | 37 | 90 | 90
合计 | < | < | < | < | < | < | < | 100 | |
"""
_ENDS = """
评价结论 | 巡护按计划完成 | < | < | < | < | < | < | < | < | <
存在问题 | 汛期人手不够 | < | < | < | < | < | < | < | < | <
改进措施 | 汛期增加两人 | < | < | < | < | < | < | < | < | <
项目负责人： | | | 财务负责人： | | | | | | |
"""
_SHEET = "\n[报告文字]\n栏目 | 正文\n存在问题 | 两处护栏锈蚀\n改进措施 |\n"
_HUBEI = """
[项目自评表]
2023年度项目自评表 | < | < | < | < | < | <
项目名称 | < | 桥面维护 | < | < | < | <
主管部门 | < | 江口县交通局 | < | 项目实施单位 | 江口县养护站 | <
预算执行情况⏎(万元)⏎(20分) | | | 预算数(A) | 执行数(B) | 执行率(B/A) | 得分(20分*执行率)
^ | 年度财政资金总额 | < | 50 | 50 | 100% | 20
年度绩效目标⏎(80分) | 一级指标 | 二级指标 | 三级指标 | 年初目标值(A) | 实际完成值(B) | 得分
^ | 产出指标 | 数量指标 | 清理桥面次数 | 40次 | 56次 | 40
^ | 效益指标 | 社会效益 | 受理投诉办结率 | 90% | 92% | 40
总分 | < | < | < | < | < | 100
偏差大或⏎目标未完成⏎原因分析 | < | {} | < | < | < | <
改进措施及⏎结果应用方案 | < | 明年按月排班 | < | < | < | <
"""


def _texts(filing: Filing) -> dict[str, str]:
    return {part.section.value: part.text.value for part in filing.narratives}


def _findings(text: str, code: str) -> list[Finding]:
    judged = assess(drawn(text), FORMS)
    every = judged if isinstance(judged, tuple) else (judged,)
    return [each for one in every for each in one.findings if each.code == code]


def test_表里自带的几栏读作报告文字() -> None:
    filing = read(drawn(_SICHUAN + _ENDS), FORMS)
    assert _texts(filing) == {
        "项目概况": "巡护城区河堤",
        "评价结论": "巡护按计划完成",
        "存在问题": "汛期人手不够",
        "改进措施": "汛期增加两人",
    }
    assert [part.text.cell.local for part in filing.narratives] == ["D4", "B8", "B9", "B10"]
    assert all(part.outline is not None for part in filing.narratives)
    assert [each.name.value for each in filing.indicators] == ["巡护河堤长度"]


def test_报告文字表写了的以那里为准() -> None:
    filing = read(drawn(_SICHUAN + _ENDS + _SHEET), FORMS)
    assert _texts(filing)["存在问题"] == "两处护栏锈蚀"
    assert _texts(filing)["改进措施"] == "汛期增加两人"  # 报告文字表里空着的，用表里的
    assert len(filing.narratives) == 4


def test_名称独占一行的正文在下面_写在一格里的在冒号后面() -> None:
    ends = """
评价结论 | < | < | < | < | < | < | < | < | < | <
巡护按计划完成 | < | < | < | < | < | < | < | < | < | <
存在问题：汛期人手不够 | < | < | < | < | < | < | < | < | < | <
"""
    filing = read(drawn(_SICHUAN + ends), FORMS)
    assert _texts(filing)["评价结论"] == "巡护按计划完成"
    assert _texts(filing)["存在问题"] == "汛期人手不够"


def test_一组的块名右边不是正文() -> None:
    text = _SICHUAN.replace("项目基本情况 | 项目概况 | <", "项目基本情况 | 项目概况 | 简述")
    assert _texts(read(drawn(text + _ENDS), FORMS))["项目概况"] == "简述"
    grouped = """
项目基本情况 | 立项依据 | 县政府会议纪要 | < | < | < | < | < | < | < | <
^ | 起止时间 | 2023年 | < | < | < | < | < | < | < | <
绩效指标"""
    text = _SICHUAN.replace("\n绩效指标", grouped, 1).replace("项目基本情况 | 项目概况 | <", "| |")
    assert "项目概况" not in _texts(read(drawn(text), FORMS))


@pytest.mark.parametrize(
    ("conclusion", "cells"),
    [("", [["自评表!B8"]]), ("巡护按计划完成", [])],
)
def test_必写的一栏印着而空着的才报(conclusion: str, cells: list[list[str]]) -> None:
    text = _SICHUAN + _ENDS.replace("巡护按计划完成", conclusion)
    found = _findings(text, "D08")
    assert all("在指标表自带的这一栏写上正文" in each.line() for each in found)
    assert [[cell.address for cell in each.cells] for each in found] == cells


def test_表里没有印的栏目不要求写() -> None:
    assert _findings(_SICHUAN, "D08") == []  # 只有项目概况一栏，没有报告文字表
    assert len(_findings(_SICHUAN + _SHEET, "D08")) == 1  # 有报告文字表，评价结论没有写


def test_印着的栏名不说是提纲里没有的() -> None:
    assert _findings(_HUBEI.format("无"), "D09") == []


def test_原因写成一栏_说到哪一条就是哪一条的原因() -> None:
    why = "清理桥面次数超出，是因为新增了跨河桥一座；其余正常"
    assert len(_findings(_HUBEI.format("无"), "V02")) == 1
    assert _findings(_HUBEI.format(why), "V02") == []
    first, second = read(drawn(_HUBEI.format(why)), FORMS).indicators
    assert (first.reason and first.reason.value) == "清理桥面次数超出，是因为新增了跨河桥一座"
    assert second.reason is None
    assert len(_findings(_HUBEI.format("工作量增加"), "V02")) == 1  # 没有说是哪一条


_TRANSFER = """
[自评表]
转移支付区域（项目）绩效目标自评表 | < | < | < | < | < | <
（2023年度） | < | < | < | < | < | <
转移支付（项目）名称 | < | 桥面维护 | < | < | < | <
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 全年实际完成值 | 未完成原因和改进措施
^ | 产出指标 | 数量指标 | 清理桥面次数 | 40次 | 41次 |
说明 | {} | < | < | < | < | <
"""


def test_说明一栏里没有删的提示语() -> None:
    left = _findings(
        _TRANSFER.format("请在此处简要说明巡视、审计中发现的问题，没有请填无。"), "F05"
    )
    assert [[cell.local for cell in each.cells] for each in left] == [["B6"]]
    assert _findings(_TRANSFER.format("无"), "F05") == []
    (part,) = read(drawn(_TRANSFER.format("无")), FORMS).narratives
    assert (part.section.cell.local, part.text.value) == ("A6", "无")


def test_块名里印着的分值加不成总分() -> None:
    assert _findings(_HUBEI.format("无"), "W10") == []  # 20＋80
    (wrong,) = _findings(_HUBEI.format("无").replace("(80分)", "(98分)"), "W10")
    assert "加起来是 118（预算执行率 20＋年度绩效目标(98分)），应为 100" in wrong.message


_SAMPLE = Path(__file__).parents[1] / "samples/河源市2019专项资金/河源市2019专项资金自评表.xlsx"


@pytest.mark.parametrize("process", [20, 25])
def test_翻页处重写的块名只加一次(tmp_path: Path, process: int) -> None:
    """过程、财务管理在第 25 行（下一页）又写了一遍；有一条没有填分值，照印的分加。"""
    book = openpyxl.load_workbook(_SAMPLE)
    sheet = book["绩效自评指标表"]
    sheet["G30"].value = None
    for name in ("B19", "B25"):
        sheet[name].value = f"过程\n（{process}分）"
    book.save(tmp_path / "自评表.xlsx")
    (judged,) = perfxl.assess(tmp_path / "自评表.xlsx")
    found = [each.message for each in judged.findings if each.code == "W10"]
    due = ["印着的分值加起来是 105（投入 20＋过程 25＋产出 30＋效益 30），应为 100"]
    assert found == (due if process == 25 else [])


@pytest.mark.parametrize(
    ("cell", "filed", "total", "said"),
    [
        ("H14", 5, "92.00", "自评得分 5 高于分值，按 4 计"),
        ("H15", -1, "88.00", "自评得分 -1 小于 0，按 0 计"),
    ],
)
def test_保留的得分不出零分与分值(
    tmp_path: Path, cell: str, filed: int, total: str, said: str
) -> None:
    book = openpyxl.load_workbook(_SAMPLE)
    book["绩效自评指标表"][cell].value = filed
    book.save(tmp_path / "自评表.xlsx")
    (judged,) = perfxl.assess(tmp_path / "自评表.xlsx")
    assert [each.code for each in judged.findings if each.level is Level.ERROR] == ["P01"]
    assert f"{judged.scored.total:.2f}" == total
    points = [each for each in judged.scored.indicators if said in each.why]
    assert len(points) == 1


def test_没有得分的几项_总分后面说出来(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(_SAMPLE)
    book["绩效自评指标表"]["H14"].value = "四分吧"
    book.save(tmp_path / "自评表.xlsx")
    (judged,) = perfxl.assess(tmp_path / "自评表.xlsx")
    assert total_said(judged.scored) == "核算总分 88.00（1 项没有得分，没有算进去）"


def test_有几项没有得分的_处处暂不评等级(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.load_workbook(_SAMPLE)
    book["绩效自评指标表"]["H14"].value = "四分吧"
    path = tmp_path / "自评表.xlsx"
    book.save(path)
    (judged,) = perfxl.assess(path)
    assert judged.scored.grade is None
    main(["write", str(path)])
    assert "（1 项没有得分，没有算进去），等级 暂不评" in capsys.readouterr().out
    sheet = openpyxl.load_workbook(path)["得分明细"]
    said = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    assert "等级：暂不评" in said
    assert any("等级 暂不评" in text for text in said)
    assert not any("等级 优" in text or "等级 良" in text for text in said)
