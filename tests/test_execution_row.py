"""预算执行率写成指标块里的一行：两格写比率的、写金额的、一格写两个金额的，报告里不把金额当比率。"""

from decimal import Decimal
from pathlib import Path

import docx
import pytest
from drawn import drawn

from perfxl.assess import Assessment, assess
from perfxl.form.load import load_all
from perfxl.report import render

FORMS = load_all()
_TABLE = """
[自评表]
2024年度项目支出绩效自评表 | < | < | < | < | < | < | <
项目名称 | 渡口改造 | < | 主管部门 | 沙溪县交通运输局 | 实施单位 | 县港航中心 | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
{row} |
产出指标 | 数量指标 | 改造渡口 | ≥6处 | 6处 | 50 | 50 |
效益指标 | 社会效益 | 方便出行 | ≥800人 | 860人 | 30 | 30 |
满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | 95% | 10 | 10 |
总分 | < | < | < | < | 100 | 100 |
"""


def _made(row: str) -> Assessment:
    return assess(drawn(_TABLE.format(row=row)), FORMS)


def _said(made: Assessment, code: str) -> list[str]:
    return [finding.line() for finding in made.findings if finding.code == code]


@pytest.mark.parametrize(
    "row",
    [
        "预算执行 | 预算执行 | 执行数/预算数（万元） | '200 | '190 | 10 | 10",
        "预算执行 | 预算执行 | 执行数/预算数（万元） | 200 | 190 | 10 | 10",
        "预算执行 | < | 执行率 | 2400 | 2280 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 200万元 | 190万元 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 2000000元 | 190万元 | 10 | 10",
        "预算执行率 | 预算执行率 | 支出数与预算数（万元） | 80 | 76 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 190/200 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 190万元÷200万元 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 95%（190万元/200万元） | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | ≤200万元 | 190万元 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 执行190万元，预算200万元 | 10 | 10",
        "预算执行 | 执行率 | 执行率 | 100% | 全年预算200万元，支出190万元，执行率95% | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100 | 95 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 95% | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100.00%% | 95.00%% | 10 | 10",
    ],
)
def test_两格写金额的_照执行数除以预算数算(row: str, tmp_path: Path) -> None:
    made = _made(row)
    [said] = _said(made, "M03")
    assert said.startswith("自评表!G4 M03 预算执行率得分写 10，应为 min(")
    assert "×10=9.50" in said
    assert made.scored.execution.rate == Decimal(95)
    assert made.scored.total == Decimal("99.5")
    text = _report(made, tmp_path)
    assert any(f"执行率{word}{shown}" in text for word in ("", "为") for shown in ("95%", "95.00%"))
    for wrong in ("率190", "率为190", "率2280", "率为2280", "率76", "率为76"):
        assert wrong not in text


@pytest.mark.parametrize(
    ("points", "rate"), [("9.5", "95.00"), ("7.6", "76%"), ("10", "看不出是比率还是金额")]
)
def test_两格都是光的数_照得分是怎么算的认_认不出的说(points: str, rate: str) -> None:
    made = _made(f"预算执行 | 预算执行率 | 预算执行率 | 80 | 76 | 10 | {points}")
    line = made.filing.total_fund
    assert line is not None
    shown = (
        str(made.scored.execution.rate),
        line.rate.value.shown if line.rate else "",
        *_said(made, "F08"),
    )
    assert any(rate in said for said in shown)


def test_写成小数的执行率_不是金额() -> None:
    made = _made("预算执行 | 预算执行率 | 预算执行率 | 1 | 0.95 | 10 | 9.5")
    assert made.filing.total_fund is not None
    assert made.filing.total_fund.budget is None


@pytest.mark.parametrize(
    "row",
    [
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 190万元 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | 100% | 1900 | 10 | 10",
        "预算执行 | 预算执行率 | 预算执行率 | ≥95% | 190万元 | 10 | 10",
    ],
)
def test_只有执行数没有预算数的_说算不出来(row: str, tmp_path: Path) -> None:
    made = _made(row)
    [said] = _said(made, "F08")
    assert "像是金额，不是比率，没有预算数，算不出执行率" in said
    assert made.scored.execution.rate is None
    text = _report(made, tmp_path)
    assert "率190" not in text
    assert "率为190" not in text


def test_执行率不到百分之百_指标值也不到的_不替各地定算法() -> None:
    made = _made("预算执行 | 预算执行率 | 预算执行率 | ≥90% | 95% | 10 | 10")
    assert not _said(made, "M03")


def test_亩均的单价与总额差一万倍_是两件事() -> None:
    made = assess(
        drawn(
            _TABLE.format(row="预算执行 | 执行率 | 执行率 | 2400 | 2400 | 10 | 10").replace(
                "数量指标 | 改造渡口 | ≥6处 | 6处", "成本指标 | 亩均投资 | ≤2400元 | 2386元"
            )
        ),
        FORMS,
    )
    assert not _said(made, "M17")


def _report(made: Assessment, folder: Path) -> str:
    body = docx.Document(str(render(made, folder / "报告.docx").path)).element.body
    return "".join(run.text or "" for run in body.iter(f"{{{body.nsmap['w']}}}t"))


def test_没有写分值的_说照几分算的() -> None:
    shape = Path(__file__).parent / "shapes" / "部门单位名称_履职目标_总分减出执行率的分.txt"
    text = shape.read_text(encoding="utf-8").replace("96%% | 9.6", "96%% | 8")
    [said] = [one.message for one in assess(drawn(text), FORMS).findings if one.code == "M03"]
    assert said == (
        "预算执行率得分写 8，应为 min(307.2÷320,1)×10=9.60"
        "（表上没有写分值，照各条加起来离一百分还差的 10 分）"
    )
