"""一份表打印在两页上，下一页又写了标题、表头的，仍是一份；两份就是两份。"""

from pathlib import Path

import pytest
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.form.load import load_all

FORMS = load_all()
TEXT = (Path(__file__).parent / "shapes" / "续表_下一页又写表头.txt").read_text("utf-8")
TITLE = "项目支出绩效自评表（续） | < | < | < | < | < | < | <"
NAME = "项目名称：村级卫生室修缮 | < | < | < | < | < | < | <"


def _filings(title: str = TITLE, name: str = NAME, text: str = TEXT) -> list[list[str]]:
    grid = drawn(text.replace(TITLE, title).replace(NAME, name))
    made = assess_all(grid, FORMS)
    return [[row.name.value for row in one.filing.indicators] for one in made]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (TITLE, NAME),
        (TITLE.replace("（续）", ""), NAME),  # 每页照印标题、项目名称
        (TITLE.replace("（续）", ""), "（2022年度） | < | < | < | < | < | < | <"),
        (TITLE, "第2页 | < | < | < | < | < | < | <"),
    ],
)
def test_下一页接着上一页(title: str, name: str) -> None:
    (names,) = _filings(title, name)
    assert names == ["修缮卫生室", "添置设备", "按期完工率", "年诊疗人次", "村民满意度"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        (TITLE, NAME.replace("卫生室", "文化站")),  # 另一个项目
        (TITLE, f"{NAME}\n（2021年度） | < | < | < | < | < | < | <"),  # 另一年
    ],
)
def test_另一个项目_另一年的是另一份(title: str, name: str) -> None:
    assert [len(names) for names in _filings(title, name)] == [2, 3]


def test_又从头写起的_是另一份() -> None:
    again = TEXT.replace("产出指标 | 时效指标 | 按期完工率 | 100% | 95%",
                         "产出指标 | 数量指标 | 修缮卫生室 | 20所 | 19所")  # fmt: skip
    assert [len(names) for names in _filings(text=again)] == [2, 3]


def test_上一份写了总分的_下面是另一份() -> None:
    total = "总分 | < | < | < | < | 40 | 39.8 |\n填表人：　　　　审核人：　　　　第1页"
    text = TEXT.replace("填表人：　　　　审核人：　　　　第1页", total)
    assert [len(names) for names in _filings(text=text)] == [2, 3]


def test_下一页在另一张工作表上的_说出来() -> None:
    head, _, rest = TEXT.partition(TITLE)
    rest = rest.replace(NAME, "")
    made = assess_all(drawn(f"{head}\n[第2页]\n{TITLE}\n{rest}"), FORMS)
    assert [one.filing.sheet for one in made] == ["自评表"]
    assert [found.line() for found in made[0].findings if found.code == "S11"] == [
        (
            "第2页!A2 S11 工作表“第2页”像是“村级卫生室修缮”的下一页，没有读（常理，没有文件规定）；"
            "把它接到上一页的下面，放在同一张工作表上，再查一遍"
        )
    ]


def test_空白的另一张工作表_不是下一页() -> None:
    head, _, rest = TEXT.partition(TITLE)
    blank = "产出指标 | 数量指标 | 指标1： | | | | |\n效益指标 | 社会效益指标 | …… | | | | |"
    heads = rest.replace(NAME, "").strip().splitlines()[0]
    made = assess_all(drawn(f"{head}\n[模板]\n{TITLE}\n{heads}\n{blank}"), FORMS)
    said = [found.line() for one in made for found in one.findings if found.code == "S11"]
    assert ["空白的表" in line for line in said] == [True]


def test_写着自己的项目名称的另一张工作表_是另一份() -> None:
    head, _, rest = TEXT.partition(TITLE)
    made = assess_all(drawn(f"{head}\n[第2页]\n{TITLE}\n{rest}"), FORMS)
    assert [one.filing.sheet for one in made] == ["自评表", "第2页"]
