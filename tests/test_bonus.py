"""加分项、减分项：在一百分以外加减，不占分值，不要指标值，也不要原因。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.form.load import load
from perfxl.read.form_rows import FormRows

FORMS = [load("mof-2020")]
_TOTAL = "总分 | < | < | < | < | < | 100 | 99.1 | 优"


def _lines(*rows: str, total: str = "99.1") -> list[str]:
    end = "\n".join((*rows, _TOTAL.replace("99.1", total)))
    made = assess(drawn(GOOD.replace(_TOTAL, end)), FORMS)
    return [each.line() for each in made.findings if each.level.label in {"错误", "核实", "提醒"}]


BEFORE = _lines()


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (("^ | 加分项（不超过3分） | < | 获市级以上表彰 | — | 市级表彰1次 | 3 | 1 |",), "100.1"),
        (("^ | 加分项 | < | 获市级表彰 | 有 | 有 | — | 2 |",), "101.1"),
        (("^ | 加分项 | < | 经验推广 | 获得推广 | 已推广 | 3 | 1 |",), "100.1"),
        (("^ | 减分项 | < | 未按时报送资料 | — | 1次 | -2 | -1 |",), "98.1"),
        (("^ | 附加分 | 加分指标 | 典型经验推广 | | | 5 | 2 | 省级简报推介",), "101.1"),
        (("^ | 加分项 | 加分项 | 获得表彰 | | | 2 | 0 |",), "99.1"),
        (("^ | 加分项 | 获得市级以上表彰 | < | < | 通报表扬1次 | | 1 |",), "100.1"),
        (("^ | 扣分项 | 审计发现问题 | < | < | 2个 | | -2 |",), "97.1"),
        (
            ("^ | 三、加减分项 | < | 表彰 | | | 2 | 1 |", "^ | ^ | < | 通报 | | | -2 | -1 |"),
            "99.1",
        ),
    ],
)
def test_加减分项不占分值(rows: tuple[str, ...], total: str) -> None:
    assert _lines(*rows, total=total) == BEFORE


def test_加减以后的总分照样加() -> None:
    said = _lines("^ | 加分项 | < | 获得表彰 | — | 1次 | 3 | 1 |", total="99.1")
    assert [line for line in said if " P06 " in line and "100.1" in line]


def test_加的分超过写明的上限() -> None:
    said = _lines("^ | 加分项 | < | 获得表彰 | — | 1次 | 3 | 5 |", total="104.1")
    assert [line for line in said if " P01 " in line and "高于分值 3" in line]


def test_三级指标叫奖惩情况_加分情况的_是一般的指标() -> None:
    text = GOOD.replace("管理维护机制", "奖惩情况")
    made = assess(drawn(text), FORMS)
    assert [each.line() for each in made.findings if each.code in {"W01", "W02"}] == []
    left = assess(drawn(text, {"F19": "", "H19": ""}), FORMS)
    assert {"F19", "H19"} <= {
        cell.local for each in left.findings if each.code == "F04" for cell in each.cells
    }


def test_没有一级_二级的表_名称前面写着加分项的() -> None:
    rows = FormRows(load("cq-department"))
    assert rows.place("", "", "加分项：获市级表彰").bonus
    assert not rows.place("", "", "加分情况说明：按时报送").bonus
    assert not FormRows(FORMS[0]).place("产出指标", "数量指标", "加分项：获市级表彰").bonus


def test_名称盖过指标值_完成值的_不当作完成值() -> None:
    row = "^ | 加分项 | 加分项：获市级表彰 | < | < | < | 2 | 1 |"
    text = GOOD.replace(_TOTAL, f"{row}\n{_TOTAL.replace('99.1', '100.1')}")
    made = assess(drawn(text), FORMS)
    bonus = made.filing.indicators[-1]
    assert bonus.name.value == "加分项：获市级表彰"
    assert (bonus.target.value.kind, bonus.actual.value.kind) == ("none", "none")
    assert _lines(row, total="100.1") == BEFORE
