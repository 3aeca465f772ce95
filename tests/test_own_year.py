"""几个年度并着的：取这张表的年度的一列、一行，别的年度的看见了不核。"""

from pathlib import Path

import pytest
from drawn import drawn

from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read

FORMS = load_all()
TEXT = (Path(__file__).parent / "shapes" / "三年分列_资金一年一行.txt").read_text("utf-8")
YEARS = "^ | ^ | ^ | 2022 | 2023 | 2024年 | 2022 | 2023 | 2024年 | ^ | ^\n"


def _read(text: str) -> Filing:
    return read(drawn(text), FORMS)


def _values(filing: Filing) -> list[tuple[str, str]]:
    return [(row.target.value.shown, row.actual.value.shown) for row in filing.indicators]


@pytest.mark.parametrize(
    ("year", "first", "money"),
    [
        ("2022", ("≥10公里", "9公里"), "190万元"),
        ("2023", ("≥12公里", "12公里"), "209万元"),
        ("2024", ("≥14公里", "16公里"), "228万元"),
    ],
)
def test_取本年度的一列_一行(year: str, first: tuple[str, str], money: str) -> None:
    filing = _read(TEXT.replace("评价年度：2024年", f"评价年度：{year}年"))
    assert _values(filing)[0] == first
    assert filing.total_fund is not None
    assert filing.total_fund.executed is not None
    assert filing.total_fund.executed.value.shown == money
    assert filing.unused == ()


def test_年度一行没有上下合并的也一样() -> None:
    loose = TEXT.replace(YEARS, YEARS.replace("^", ""))
    assert _values(_read(loose)) == _values(_read(TEXT))


def test_年度写在列名里的也一样() -> None:
    heads = "年度指标值 | < | < | 实际完成值 | < | <"
    named = " | ".join(
        f"{year}年{what}" for what in ("指标值", "完成值") for year in range(2022, 2025)
    )
    text = TEXT.replace(YEARS, "").replace(heads, named)
    for year, first in (("2023", ("≥12公里", "12公里")), ("2024", ("≥14公里", "16公里"))):
        filing = _read(text.replace("评价年度：2024年", f"评价年度：{year}年"))
        assert _values(filing)[0] == first
        left = {each.what for each in filing.unused}  # 别的年度的各栏，说没有用上
        others = [other for other in ("2022", "2023", "2024") if other != year]
        assert left == {
            f"“{other}年{what}”一栏" for what in ("指标值", "完成值") for other in others
        }


@pytest.mark.parametrize(
    ("row", "total"),
    [
        ("^ | 合计 | 670 | < | 660 | < | 627 | 95% | |", "2024年"),  # 分记在本年度一行
        ("^ | 小计 | 670 | < | 660 | < | 627 | 95% | |", "2024年"),
        ("^ | 合计 | 670 | < | 660 | < | 627 | 95% | 10 | 9.5", "合计"),
    ],
)
def test_另有合计的_看分记在哪一行(row: str, total: str) -> None:
    own = "228 | 95% | 10 | 9.5"
    text = TEXT.replace("^ | 累计 | 670 | < | 660 | < | 627 | 95% | |", row)
    text = text if total == "2024年" else text.replace(own, "228 | 95% | |", 1)
    filing = _read(text)
    assert filing.total_fund is not None
    assert filing.total_fund.name.value == total
    assert len(filing.funds) == (1 if total == "2024年" else 4)
