"""申报表：只核目标；照它起的自评表带得走；自评表与它比，改了的目标说得出。"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from casebook import DECLARED, GOOD
from drawn import drawn
from saved import saved
from sites import Bench, Person, bench

from perfxl import workbook


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture
def library(here: Bench, request: pytest.FixtureRequest) -> Person:
    return here.person(f"图书馆 {request.node.name[:40]}")


def test_申报表只核目标_没有报告(library: Person, tmp_path: Path) -> None:
    code = library.hand_in_one(saved(drawn(DECLARED, {}), tmp_path / "申报表.xlsx"))
    page = library.see(f"/r/{code}")
    assert "这是申报的表，只核目标，没有得分" in page
    assert "带走 Word 自评报告" not in page
    assert "请补上" not in page


def test_照申报表起的自评表_批复过的都填好了(library: Person, tmp_path: Path) -> None:
    code = library.hand_in_one(saved(drawn(DECLARED, {}), tmp_path / "申报表.xlsx"))
    assert '<option value="mof-2020">' in library.see(f"/r/{code}")
    made = tmp_path / "自评表.xlsx"
    made.write_bytes(library.take(f"/r/{code}/prefilled?form=mof-2020"))
    sheets = workbook.read(made).sheets
    text = " ".join(cell.raw for sheet in sheets for cell in sheet.cells.values())
    for word in ("街道图书馆改造", "区图书馆", "改造阅览室面积", "≥1200平方米"):
        assert word in text
    wrong = library.client.get(f"/r/{code}/prefilled?form=没有的")
    assert "没有代码为" in wrong.text


def test_自评表与申报时比_改低的目标说得出(library: Person, tmp_path: Path) -> None:
    library.hand_in_one(saved(drawn(DECLARED, {}), tmp_path / "申报表.xlsx"))
    changed = GOOD.replace("≥1200平方米", "≥800平方米")
    code = library.hand_in_one(saved(drawn(changed, {}), tmp_path / "自评表.xlsx"))
    page = library.see(f"/r/{code}")
    assert re.search(r"改造阅览室面积.{0,40}申报时", page)
    home = library.see("/")
    assert home.count("有更新的一份") == 0, "申报表和自评表是两种，不是重报"


def test_别家的申报表不拿来比(here: Bench, library: Person, tmp_path: Path) -> None:
    other = here.person("别的单位")
    other.hand_in_one(saved(drawn(DECLARED, {}), tmp_path / "申报表.xlsx"))
    changed = GOOD.replace("≥1200平方米", "≥800平方米")
    code = library.hand_in_one(saved(drawn(changed, {}), tmp_path / "自评表.xlsx"))
    assert "申报时" not in library.see(f"/r/{code}")
    assert zipfile.ZipFile(io.BytesIO(library.take(f"/r/{code}/marked"))).testzip() is None


def test_局里看自评表_只与先前的自评表比(library: Person, here: Bench, tmp_path: Path) -> None:
    """自评表、申报表，再交自评表：申报表在中间，也比到自评表。"""
    bureau = here.bureau()
    low = GOOD.replace("≥1200平方米", "≥800平方米")
    for text in (low, DECLARED, GOOD):
        grid = drawn(text.replace("街道图书馆改造", "社区图书角改造"), {})
        path = saved(grid, tmp_path / "表.xlsx")
        library.hand_in_one(path)
    newest, *_ = re.findall(
        r'href="(/bureau/filing/\d+)"', bureau.see("/bureau/").partition('id="list"')[2]
    )
    page = bureau.see(newest)
    assert re.findall(r">第 (\d) 次</a>", page) == ["2", "1"]
    assert "与第 1 次比" in page
    assert "<td>指标值</td><td>≥800平方米</td><td>≥1200平方米</td>" in page
    assert "没有变" not in page


def test_没有写单位的几家_同名的项目各看各的(here: Bench, tmp_path: Path) -> None:
    path = saved(drawn(GOOD.replace("区图书馆", ""), {}), tmp_path / "自评表.xlsx")
    for name in ("甲局", "乙局"):
        here.person(name).hand_in_one(path)
    bureau = here.bureau()
    newest = max(int(number) for number in re.findall(r"/filing/(\d+)", bureau.see("/bureau/")))
    page = bureau.see(f"/bureau/filing/{newest}")
    assert "（没有写" in bureau.see("/bureau/")
    assert "第 1 次报" in page
    assert "<h3>各次</h3>" not in page
