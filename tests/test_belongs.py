"""附表归哪一份自评表：写明的归它，没有写的归全部，归不了的说出来。"""

from __future__ import annotations

from casebook import GOOD
from drawn import drawn

from perfxl.assess import assess_all
from perfxl.filing.model import Filing
from perfxl.form.load import load_all
from perfxl.read import read_all

FORMS = load_all()
LIBRARY = GOOD.split("\n[", 1)[0].partition("]\n")[2].strip()
CANTEEN = LIBRARY.replace("街道图书馆改造", "社区食堂补贴")
BOTH = f"[甲]\n{LIBRARY}\n[乙]\n{CANTEEN}\n"


def _filings(sides: str) -> tuple[Filing, ...]:
    return read_all(drawn(BOTH + sides), FORMS)


def _texts(filing: Filing) -> list[str]:
    return [f"{one.section.value}：{one.text.value}" for one in filing.narratives]


def _left(sides: str) -> list[str]:
    found = assess_all(drawn(BOTH + sides), FORMS)
    return [one.line() for each in found for one in each.findings if one.code == "S11"]


def test_没有写归谁的归全部() -> None:
    library, canteen = _filings("[报告文字]\n栏目 | 正文\n自评工作 | 局里统一布置")
    assert _texts(library) == _texts(canteen) == ["自评工作：局里统一布置"]


def test_一列所属项目_只写第一行的带下来_写全部的归全部() -> None:
    sides = (
        "[报告文字]\n所属项目 | 栏目 | 正文\n"
        "街道图书馆改造 | 项目概况 | 改造阅览室\n | 存在问题 | 闭馆两个月\n"
        "社区食堂补贴 | 项目概况 | 补贴用餐老人\n全部 | 自评工作 | 局里统一布置"
    )
    library, canteen = _filings(sides)
    assert _texts(library) == [
        "项目概况：改造阅览室", "存在问题：闭馆两个月", "自评工作：局里统一布置"
    ]  # fmt: skip
    assert _texts(canteen) == ["项目概况：补贴用餐老人", "自评工作：局里统一布置"]


def test_工作表名写着归谁() -> None:
    sides = (
        "[数据项（社区食堂补贴）]\n名称 | 数值 | 单位\n用餐老人 | 210 | 人\n"
        "[数据项-图书馆改造]\n名称 | 数值 | 单位\n办证读者 | 1800 | 人"
    )
    library, canteen = _filings(sides)
    assert [item.name.value for item in library.data] == ["办证读者"]
    assert [item.name.value for item in canteen.data] == ["用餐老人"]


def test_表上的标题写着归谁() -> None:
    sides = "[佐证材料]\n社区食堂补贴佐证材料清单 | <\n三级指标 | 材料名称\n改造阅览室面积 | 竣工图"
    library, canteen = _filings(sides)
    assert not library.evidence
    assert [one.document.value for one in canteen.evidence] == ["竣工图"]


def test_写明归它的在先_归全部的同名一栏不再要() -> None:
    sides = (
        "[报告文字]\n栏目 | 正文\n项目概况 | 各项目概况略\n自评工作 | 局里统一布置\n"
        "[报告文字（社区食堂补贴）]\n栏目 | 正文\n项目概况 | 补贴用餐老人"
    )
    library, canteen = _filings(sides)
    assert _texts(library) == ["项目概况：各项目概况略", "自评工作：局里统一布置"]
    assert _texts(canteen) == ["项目概况：补贴用餐老人", "自评工作：局里统一布置"]


def test_归不了的说出来_归谁的都读了不说() -> None:
    (said,) = _left("[报告文字（老年大学）]\n栏目 | 正文\n项目概况 | 开班十二个")
    assert said.startswith(
        "报告文字（老年大学）!A2 S11 附表“报告文字（老年大学）”里有归别的项目的内容"
    )
    assert said.endswith("归全部的写“全部”；不是这里的移走")
    named = "[报告文字]\n项目 | 栏目 | 正文\n老年大学 | 项目概况 | 开班十二个"
    assert len(_left(named)) == 1
    assert _left(named.replace("老年大学", "社区食堂补贴")) == []


def test_工作表名里只有年度的归全部() -> None:
    library, canteen = _filings("[报告文字2023年度]\n栏目 | 正文\n自评工作 | 局里统一布置")
    assert _texts(library) == _texts(canteen) == ["自评工作：局里统一布置"]


def test_只有一份自评表的都归它() -> None:
    text = f"[甲]\n{LIBRARY}\n[报告文字（别的叫法）]\n栏目 | 正文\n自评工作 | 局里统一布置"
    (filing,) = read_all(drawn(text), FORMS)
    assert _texts(filing) == ["自评工作：局里统一布置"]
