"""年度写在哪里都读得出：标题、年度一行、单独一格、只显示年的日期、实施期限；两处不同的说出来。"""

import pytest
from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess
from perfxl.cells.grid import Cell, Grid, Sheet
from perfxl.form.load import load, load_all
from perfxl.read import read

_LINE = "（2023年度） | < | < | < | < | < | < | < | <"
_UNDATED = GOOD.replace("2023年11月30日前", "11月30日前").replace("2023年11月20日", "11月20日")


def _year(line: str) -> str | None:
    field = read(drawn(_UNDATED.replace(_LINE, line)), load_all()).year
    return None if field is None else field.value


@pytest.mark.parametrize(
    "line",
    [
        "年度 | 2023", "预算年度 | 2023年", "评价年度 | 二〇二三年度", "年度 | @2023-01-01",
        "2023 | < | < | < | < | < | < | < | <", "（ | | | 2023 | < | < | | | ）",
        "| | | 2023 | 年度 | | | |", "（ | 2023年 | ）",
        "实施期限 | 2023年1月—2023年12月", "服务期限：2023年3月1日至2023年12月31日 | <",
        "| 2023 | 年度", "附：自评表 | 2023年 | | ", "| | 绩效自评表 | 2023 | 年度",
        "合同履行期限 | 2023.3-2023.11", "项目起止时间 | @2023-03-01",
    ],
)  # fmt: skip
def test_年度写在哪里都读得出(line: str) -> None:
    assert _year(line) == "2023"


@pytest.mark.parametrize(
    "line",
    [
        "服务期限 | 2023年6月至2024年5月", "实施期限 | 2021—2023年", "实施期限 | 一年",
        "自评年度 | 2022-2023", "年度 | 2021年、2022年", "填报日期 | @2024-01-15",
        "@2024-01-15 | < | < | < | < | < | < | < | <",
        "2024年1月15日 | < | < | < | < | < | < | < | <",
    ],
)  # fmt: skip
def test_跨年的期限_填报日期不当作年度(line: str) -> None:
    assert _year(line) is None


@pytest.mark.parametrize(
    ("shown", "year"), [('yyyy"年度"', "2023"), ("yyyy", "2023"), ("yyyy/m/d", None)]
)
def test_单独一格日期_只显示年的才是年度(shown: str, year: str | None) -> None:
    grid = drawn(_UNDATED)
    sheet = grid.sheets[0]
    cells = {
        **sheet.cells,
        (2, 1): Cell(sheet.name, 2, 1, "2023-01-01", "date", number_format=shown),
    }
    filing = read(Grid(grid.file, (Sheet(sheet.name, cells, sheet.merged),)), load_all())
    assert (filing.year.value if filing.year else None) == year


def _said(title: str, line: str) -> list[str]:
    text = GOOD.replace("项目支出绩效自评表", title, 1).replace(_LINE, line)
    made = assess(drawn(text), [load("mof-2020")])
    return [each.line() for each in made.findings if each.code in {"F14", "U01"}]


def test_标题与年度一栏不同的_说出来() -> None:
    said = _said("2022年度项目支出绩效自评表", "预算年度 | 2023年")
    assert len(said) == 1
    assert "年度写了两处：A1 是 2022 年，B2 是 2023 年；照 2022 年度核的" in said[0]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("2022年度项目支出绩效自评表", "服务年度 | 2023年"),
        ("2021-2022年度项目支出绩效自评表", "年度 | 2022"),
        ("2023年度项目支出绩效自评表", "预算年度 | 2023"),
        ("2023年度项目支出绩效自评表", "填报年度 | 2024"),
    ],
)
def test_本来可以不同的_不说(title: str, line: str) -> None:
    assert [said for said in _said(title, line) if " F14 " in said] == []
