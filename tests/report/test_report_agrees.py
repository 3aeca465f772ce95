"""报告自己不打架：加得起来才说其中，有结果的才说均，校验说错的数带着“待核”，一个数一种写法。"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
import reportcase as case
from drawn import drawn

from perfxl.cells.grid import Grid, Sheet

D = Decimal
NO_POINTS = (
    case.FUNDS[0],
    ("（万元）", "年度资金总额", None, 684, 684, D("452.496"), 10, None, None),
)


def _rows(change: dict[int, tuple[int, case.Value]]) -> list[Sequence[case.Value]]:
    """指标表里改几格：行 → （列，新的值），都从零数。"""
    rows = [list(row) for row in case.INDICATORS]
    for row, (column, value) in change.items():
        rows[row][column] = value
    return list(rows)


def _sentence(made: case.Made, start: str) -> str:
    return next(one for one in made.paragraphs if one.startswith(start))


def test_加得起来的只说其中(tmp_path: Path) -> None:
    assert _sentence(case.made(tmp_path), "经自评") == (
        "经自评，总分为97.14分，等级为“优”。其中：预算执行率得9分（分值10分），"
        "产出指标得49.47分（分值50分），效益指标得28.67分（分值30分），满意度指标得10分（分值10分）。"
    )


def test_加不起来的说待核(tmp_path: Path) -> None:
    said = _sentence(case.made(tmp_path, case.grid(total=D("96"))), "经自评")
    assert said.startswith("经自评，总分为96分，等级为“优”（待核）。")
    assert said.endswith("总分以表为准，与各项得分之和不等，待核。")


def test_没有填的执行率得分不替填报人加(tmp_path: Path) -> None:
    rows = _rows({})
    said = _sentence(
        case.made(tmp_path, case.grid(funds=NO_POINTS, indicators=rows, total=D("88.14"))), "经自评"
    )
    assert "预算执行率得" not in said
    assert said.endswith("满意度指标得10分（分值10分）。")  # 各项加起来就是填的总分，不用说待核


def test_显示得少的总分照数写(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.grid(total=(D("97.14"), "0")))
    assert _sentence(made, "经自评").startswith("经自评，总分为97.14分")


def test_没有分值一列的略去那半句(tmp_path: Path) -> None:
    rows = [(*row[:6], "", *row[7:]) for row in case.INDICATORS]
    said = _sentence(case.made(tmp_path, case.grid(indicators=rows)), "经自评")
    assert "产出指标得49.47分，" in said
    assert "分值0分" not in said


@pytest.mark.parametrize("label", ["得分（10分*执行率）", "预算执行情况（10分）"])
def test_分值写在名称里的只取数(tmp_path: Path, label: str) -> None:
    block = label if "预算" in label else "项目资金"
    points = label if "得分" in label else "得分"
    funds = (
        (block, None, "", "年初预算数", "全年预算数", "全年执行数", "执行率", points),
        ("（万元）", "年度资金总额", None, 1200, 1200, 1080, (D("0.9"), "0.00%"), 9),
    )
    said = _sentence(case.made(tmp_path, case.grid(funds=funds)), "经自评")
    assert "预算执行率得9分（分值10分）" in said


def test_没有年度的标题不带年度(tmp_path: Path) -> None:
    grid = case.grid(name="杨楼孜居民点改造")
    sheet = grid.sheets[0]
    cells = {place: cell for place, cell in sheet.cells.items() if "2024年度" not in cell.raw}
    made = case.made(tmp_path, Grid(grid.file, (Sheet(sheet.name, cells), *grid.sheets[1:])))
    assert made.paragraphs[0] == "杨楼孜居民点改造绩效自评报告"
    assert "（年度）" not in made.text


def test_空着的一节写无_编号不动(tmp_path: Path) -> None:
    grid = case.grid()
    sheet = grid.sheets[0]
    kept = {
        place: cell
        for place, cell in sheet.cells.items()
        if not cell.raw.startswith("建成高标准农田3.2")
    }
    made = case.made(tmp_path, Grid(grid.file, (Sheet(sheet.name, kept), *grid.sheets[1:])))
    place = made.paragraphs.index("（三）绩效目标")
    assert made.paragraphs[place + 1]
    assert not made.paragraphs[place + 1].startswith("二、")


def test_校验说错的数照填的印带待核(tmp_path: Path) -> None:
    funds = (
        case.FUNDS[0],
        ("（万元）", "年度资金总额", None, 100, 100, D("87.06"), 10, (D(1), "0%"), 10),
    )
    made = case.made(
        tmp_path,
        case.grid(funds=funds, narratives={"资金使用": "执行率为【执行率】，得【执行率得分】。"}),
    )
    assert "预算执行率100%（待核），尚未支出12.94万元。" in made.text
    assert "预算执行率得10分（待核）（分值10分）" in made.text
    assert "执行率为100%（待核），得10分（待核）。" in made.text
    assert "87.06万元（待核）" not in made.text
    assert ("100%", "100%") not in [(text, text + "（待核）") for _, _, text in made.controls()]


def test_改好以后没有待核(tmp_path: Path) -> None:
    assert "待核" not in case.made(tmp_path).text


def test_没有完成值的不算均得满分(tmp_path: Path) -> None:
    rows = _rows({9: (5, "/")})
    made = case.made(tmp_path, case.grid(indicators=rows))
    assert _sentence(made, "满意度指标共") == "满意度指标共1项三级指标。"
    rows = _rows({3: (5, "/")})
    made = case.made(tmp_path, case.grid(indicators=rows))
    assert _sentence(made, "产出指标共") == (
        "产出指标共6项三级指标，填了完成值和得分的5项中4项得满分，1项未得满分。"
    )


def test_同一个执行率只有一种写法(tmp_path: Path) -> None:
    funds: tuple[Sequence[case.Value], ...] = (
        case.FUNDS[0],
        ("（元）", "年度资金总额", None, 250000, 250000, "215,457.6", 10, "86.19%", D("8.62")),
        (None, "其中：当年财政拨款", None, "250000.00", "250000.00", "215457.6", None, None, None),
    )
    made = case.made(tmp_path, case.grid(funds=funds))
    assert "86.18%" not in made.text
    written = _sentence(made, "2024年度年初预算数")
    assert "年初预算数250000元，全年预算数250000元，全年执行数215457.6元" in written
    assert "当年财政拨款预算250000元，执行215457.6元" in written


def test_金额照总额行的千分位(tmp_path: Path) -> None:
    funds = (
        case.FUNDS[0],
        ("（万元）", "年度资金总额", None, (D(12000), "#,##0.00"), (D("11805"), "#,##0.00"),
         (D("10624.5"), "#,##0.00"), 10, (D("0.9"), "0.00%"), 9),
        (None, "其中：当年财政拨款", None, 12000, 11805, D("10624.5"), "—", None, "—"),
    )  # fmt: skip
    made = case.made(tmp_path, case.grid(funds=funds))
    assert "当年财政拨款预算11,805万元，执行10,624.5万元" in made.text


def test_丢了百分号的完成值各处都是百分数(tmp_path: Path) -> None:
    rows = _rows({9: (5, "0.97")})
    made = case.made(
        tmp_path,
        case.grid(indicators=rows, narratives={"自评结论": "满意度【受益农户满意度】。"}),
    )
    assert "0.97" not in made.text
    assert "满意度97%。" in made.paragraphs
    values = {row[3]: row[5] for row in made.table("偏差原因分析及改进措施")[:-1]}
    assert values["受益农户满意度"] == "97%"


TRANSFER = """
[转移支付自评表]
转移支付区域（项目）绩效目标自评表 | < | < | < | < | < | <
（2025年度） | < | < | < | < | < | <
转移支付（项目）名称 | 小型水库安全运行补助资金 | < | < | < | < | <
{ministry}
地方主管部门 | 禾源县水利局 | < | 资金使用单位 | 禾源县水库管理所 | < | <
资金情况（万元） | | < | 全年预算数（A） | 全年执行数（B） | 预算执行率（B/A） | <
^ | 年度资金总额 | < | 420 | 412 | 98.10%% | <
总体目标完成情况 | 总体目标 | < | < | 全年实际完成情况 | < | <
^ | 加固小型水库3座 | < | < | 加固小型水库3座 | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 全年完成值 | 未完成原因和改进措施 | <
产出指标 | 数量指标 | 加固水库 | ≥3座 | 3座 | | <
"""


@pytest.mark.parametrize("ministry", ["中央主管部门 | 水利部 | < | < | < | < | <", ""])
def test_转移支付的封面写两级主管部门(tmp_path: Path, ministry: str) -> None:
    made = case.made(tmp_path, drawn(TRANSFER.format(ministry=ministry)), "mof-transfer")
    assert "地方主管部门：禾源县水利局" in made.paragraphs
    assert ("中央主管部门：水利部" in made.paragraphs) is bool(ministry)
    assert ("中央主管部门" in made.text) is bool(ministry)
    if ministry:
        assert ["中央主管部门", "水利部"] in made.table("转移支付（项目）名称")


def test_偏差的话跟着事实走(tmp_path: Path) -> None:
    none = _rows({2: (7, 8), 6: (7, 10), 7: (8, None)})
    for place in (2, 6):
        none[place] = [*none[place][:8], None]
    assert "具体如下" not in case.made(tmp_path, case.grid(indicators=none)).text
    lost = _rows({7: (8, None)})
    assert (
        "未得满分的指标共2项，共扣1.86分，预算执行率扣1分，合计扣2.86分，具体如下。"
        in case.made(tmp_path, case.grid(indicators=lost)).paragraphs
    )
    over = _rows({2: (7, 8), 6: (7, 10)})
    assert (
        "填写了偏差原因的指标共3项，具体如下。"
        in case.made(tmp_path, case.grid(indicators=over)).paragraphs
    )


def test_不计分的表说没有达到指标值(tmp_path: Path) -> None:
    made = case.made(tmp_path, case.department(), "gd-department-2022")
    assert "未达到指标值的指标共1项，具体如下。" in made.paragraphs
    assert "未得满分" not in made.text


def test_不计分的表_算不出完成率的也数在没有达到里(tmp_path: Path) -> None:
    more = (
        (None, None, "时效指标", "完工时间", "2022年11月30日前", "2022年12月20日", "受疫情影响"),
        (None, None, None, "按期完工率", "100%", "100%", None),
        (None, "效益指标", "社会效益指标", "安全事故", "无重大事故", "发生1起", "管沟塌方，已整改"),
        (None, None, None, "停水事件", "0起", "2起", "主管老化，已更换"),
        (None, None, None, "水质投诉", "无投诉", "无投诉", None),
    )
    made = case.made(tmp_path, case.department(more), "gd-department-2022")
    assert "未达到指标值的指标共4项，具体如下。" in made.paragraphs
    assert "3. 安全事故：指标值无重大事故，实际完成值为发生1起。" in made.text


def test_得分没有填全的不说总分和等级(tmp_path: Path) -> None:
    rows = [list(row) for row in case.INDICATORS]
    rows[8][5], rows[8][7] = "已完成有关工作", None  # 定性的，没有填得分：算不出
    text = case.made(tmp_path, case.grid(indicators=rows, total=None)).text
    assert "总分为" not in text
    assert "等级为" not in text


def test_总分填了而有几项没有得分的_暂不评等级(tmp_path: Path) -> None:
    rows = [list(row) for row in case.INDICATORS]
    rows[8][5], rows[8][7] = "已完成有关工作", None
    said = _sentence(case.made(tmp_path, case.grid(indicators=rows, total=D("90"))), "经自评")
    assert said.startswith("经自评，总分为90分；还有1项没有得分，暂不评等级。")
