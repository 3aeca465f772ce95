"""局里：谁交了、谁没有交，看一份、退回、通过、撤销，给单位链接。"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # 该库没有类型标注
from casebook import DECLARED
from drawn import drawn
from saved import saved
from sites import BAD, GOOD, HEYUAN, LEDGERS, Bench, Person, bench, on_ledger, shared_hands

import perfxl
from perfxl.bureau.rows import rows
from perfxl.bureau.writing import Arrived, record
from perfxl.web.hands import Hands


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    yield from shared_hands(tmp_path_factory)


@pytest.fixture(params=LEDGERS)
def here(tmp_path: Path, request: pytest.FixtureRequest, hands: Hands) -> Iterator[Bench]:
    yield from on_ledger(tmp_path, request.param, hands)


@pytest.fixture
def bureau(here: Bench) -> Person:
    return here.bureau()


def _filing(page: str) -> str:
    """清单里第一份连到哪里。"""
    link = re.search(r'href="(/bureau/filing/\d+)"', page)
    assert link
    return link[1]


def test_谁交了_谁没有交(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(GOOD)
    here.person("县教育局")
    page = bureau.see("/bureau/")
    assert "有链接的单位 2 家，交了 1 家，没有交 1 家" in page
    assert "县教育局" in page
    assert "算数的自评表 1 份" in page


def test_收回了链接的_没有交过就不算该交的(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(GOOD)
    here.person("县教育局")
    for name, said in (("县教育局", "有链接的单位 1 家，交了 1 家"), ("县图书馆", "交了 1 家")):
        bureau.press("/bureau/offices/close", name=name)
        assert f"{said}，没有交 0 家" in bureau.see("/bureau/")


def test_申报表不算自评表_没有交自评表的仍是没有交(
    here: Bench, bureau: Person, tmp_path: Path
) -> None:
    path = saved(drawn(DECLARED, {"E4": "县图书馆"}), tmp_path / "申报.xlsx")
    library = here.person("县图书馆")
    library.hand_in_one(path)
    page = bureau.see("/bureau/")
    assert "没有交 1 家" in page
    assert "算数的自评表 0 份（另有被换下的 0 份、申报表和监控表 1 份）" in page
    library.hand_in_one(GOOD)
    page = bureau.see("/bureau/")
    assert "没有交 0 家。算数的自评表 1 份" in page
    assert "没有等级：" not in page


def test_元填在万元里的_概况上说是哪一份(here: Bench, bureau: Person, tmp_path: Path) -> None:
    library = here.person("县图书馆")
    library.hand_in_one(GOOD)
    assert "金额存疑的" not in bureau.see("/bureau/")
    book = openpyxl.load_workbook(GOOD)
    for cell in ("D7", "E7", "D8", "E8"):
        if isinstance(book["绩效自评表"][cell].value, int | float):
            book["绩效自评表"][cell] = 10000 * book["绩效自评表"][cell].value
    book.save(tmp_path / "元.xlsx")
    library.hand_in_one(tmp_path / "元.xlsx")
    assert re.search(
        r"金额存疑的 1 份.*禾源县图书馆“禾源县图书馆阅览室改造及全民阅读项目”",
        bureau.see("/bureau/"),
    )


def test_核实的条数也看得见(here: Bench, bureau: Person) -> None:
    library = here.person("县图书馆")
    library.hand_in_one(BAD)
    counts = '<td class="right error">22</td><td class="right">6</td><td class="right">4</td>'
    assert counts in library.see("/")
    page = bureau.see("/bureau/")
    assert counts in page
    page = bureau.see(_filing(page))
    assert "错误 22 条，核实 6 条，提醒 4 条" in page
    assert " 绩效自评表!G14:G29 W02" in page


def test_没有写单位的_说是哪一家交的(here: Bench, bureau: Person, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(GOOD)
    book["绩效自评表"]["F5"] = None
    book.save(tmp_path / "没有写.xlsx")
    here.person("县图书馆").hand_in_one(tmp_path / "没有写.xlsx")
    assert "（没有写；县图书馆交的）" in bureau.see("/bureau/")


def test_重报的算新的_两次差在哪里看得见(here: Bench, bureau: Person) -> None:
    library = here.person("县图书馆")
    library.hand_in_one(BAD)
    library.hand_in_one(GOOD)
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份（另有被换下的 1 份）：重报 1 份" in page
    filing = bureau.see(_filing(page))
    assert "与第 1 次比" in filing
    assert re.search(
        r"<td>图书平均单价</td><td>指标值</td><td>≥45元/册</td><td>≤45元/册</td>", filing
    )


def test_交回原来那一份_算数的就是它(here: Bench, bureau: Person) -> None:
    library = here.person("县图书馆")
    for path in (BAD, GOOD, BAD):
        library.hand_in_one(path)
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份（另有被换下的 2 份）" in page
    assert re.search(r'<td class="right error">[1-9]\d*</td>', page), "算数的是有错的那一份"


def _retyped(tmp_path: Path, name: str, **cells: str | int) -> Path:
    """样例改几格，另存一份。"""
    book = openpyxl.load_workbook(GOOD)
    for address, value in cells.items():
        book["绩效自评表"][address] = value
    book.save(tmp_path / name)
    return tmp_path / name


def test_两次只差资金_总分_完成情况_也列出来(here: Bench, bureau: Person, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(GOOD)["绩效自评表"]
    place = {str(cell.value): cell for row in sheet.iter_rows() for cell in row if cell.value}
    row = place["年度资金总额"].row
    column = place["全年执行数"].column_letter
    done = next(cell for text, cell in place.items() if text == "实际完成情况")
    below = sheet.cell(done.row + 1, done.column)
    changes: dict[str, str | int] = {f"{column}{row}": 1, below.coordinate: "另办展览二十场。"}
    library = here.person("县图书馆")
    library.hand_in_one(GOOD)
    library.hand_in_one(_retyped(tmp_path, "改了资金.xlsx", **changes))
    page = bureau.see(_filing(bureau.see("/bureau/")))
    said = re.findall(
        r"<tr><td>([^<]*)</td><td>([^<]*)</td><td>[^<]*</td><td>([^<]*)</td></tr>", page
    )
    assert ("年度资金总额", "全年执行数", "1") in said
    assert ("年度总体目标", "实际完成情况", "另办展览二十场。") in said
    assert {("总分", "核算"), ("预算执行率", "核算得分")} <= {one[:2] for one in said}


def test_每交一次一个号_通过了_交回旧的_都不改号(
    here: Bench, bureau: Person, tmp_path: Path
) -> None:
    """第一份、第二份，第二份通过，又交回第一份，再交一份：四次，一二三四。"""
    library = here.person("县图书馆")
    other = _retyped(tmp_path, "又改了.xlsx", A1="项目支出绩效自评表 ")
    library.hand_in_one(BAD)
    library.hand_in_one(GOOD)
    bureau.press(f"{_filing(bureau.see('/bureau/'))}/decide", state="通过", note="", who="李")
    library.hand_in_one(BAD)
    library.hand_in_one(other)
    page = bureau.see(_filing(bureau.see("/bureau/")))
    several = re.findall(r">第 (\d) 次</a></td>.*?<td>(已报|重报|通过)</td>", page)
    assert several == [("4", "重报"), ("3", "重报"), ("2", "通过"), ("1", "已报")]


def test_退回要写意见_单位看得见_可以撤销(here: Bench, bureau: Person) -> None:
    library = here.person("县图书馆")
    code = library.hand_in_one(GOOD)
    link = _filing(bureau.see("/bureau/"))
    refused = bureau.press(f"{link}/decide", state="退回", note=" ", who="李")
    assert "退回要写为什么" in refused.text
    bureau.press(f"{link}/decide", state="退回", note="原因没有写清", who="预算科")
    assert re.search(r"预算科：退回。原因没有写清", library.see(f"/r/{code}"))
    assert "<td>退回</td>" in library.see("/")
    bureau.press(f"{link}/decide", state="撤销", note="看错了", who="预算科")
    assert "<td>已报</td>" in library.see("/")
    bureau.press(f"{link}/decide", state="通过", note="", who="预算科")
    page = bureau.see(link)
    steps = re.findall(r"<td>预算科</td><td>(退回|撤销|通过)</td>", page)
    assert steps == ["退回", "撤销", "通过"]
    assert "已经通过的不能删" in library.press(f"/r/{code}/delete").text


def test_没有做成的_还在这一页_写的意见不丢(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(GOOD)
    link = _filing(bureau.see("/bureau/"))
    bureau.press(f"{link}/decide", state="通过", note="", who="预算科")
    answer = bureau.press(f"{link}/decide", state="退回", note="写了半天的意见", who="预算科")
    assert answer.status_code == 400
    assert "没有做成：第 1 号已经通过，不能直接改成退回；请先撤销" in answer.text
    assert ">写了半天的意见</textarea>" in answer.text
    assert 'value="预算科"' in answer.text
    assert "撤销上一步（通过）" in answer.text


def test_没有写项目名称的_说是哪个文件(here: Bench, bureau: Person, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(GOOD)
    book["绩效自评表"]["C4"] = None
    book.save(tmp_path / "路灯（三稿）.xlsx")
    library = here.person("县图书馆")
    library.hand_in_one(tmp_path / "路灯（三稿）.xlsx")
    for page in (bureau.see("/bureau/"), library.see("/")):
        assert "（没有写项目名称）路灯（三稿）.xlsx" in page


def test_没有的处理不认(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(GOOD)
    link = _filing(bureau.see("/bureau/"))
    assert "没有“烧掉”这种处理" in bureau.press(f"{link}/decide", state="烧掉", note="x").text


def test_找(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(BAD)
    here.person("市场监管局").hand_in_one(HEYUAN)
    assert "2 份" in bureau.see("/bureau/")
    found = bureau.see("/bureau/?q=图书馆")
    assert found.count("/bureau/filing/") - 2 - 1 == 1, "图里还有两个点，金额存疑的一份"
    assert '<p class="say">1 份</p>' in bureau.see("/bureau/?wrong=1")
    assert '<p class="say">0 份</p>' in bureau.see("/bureau/?q=没有的")
    assert "等级 优" in bureau.see("/bureau/?grade=优")


def test_汇总文件夹时收的_与网页交的排在一起(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(GOOD)
    with here.site.ledger.writing() as connection:
        arrived = Arrived("来件/河源.xlsx", "a" * 64, 1, datetime(2026, 1, 5))  # noqa: DTZ001  # 当地的钟
        record(connection, arrived, "读法", rows(perfxl.assess(HEYUAN)))
    page = bureau.see("/bureau/")
    assert "算数的自评表 2 份" in page
    link = next(link for link in re.findall(r"/bureau/filing/\d+", page)
                if "来件/河源.xlsx" in bureau.see(link))  # fmt: skip
    assert "是汇总文件夹时收的" in bureau.see(link)


def test_给链接_只显示一次(here: Bench, bureau: Person) -> None:
    response = bureau.press("/bureau/offices", names="县图书馆\n\n 县教育局 \n县图书馆")
    links = re.findall(r'<td class="key">http://localhost(/in/[\w-]+)</td>', response.text)
    assert len(links) == 2
    assert links[0] not in bureau.see("/bureau/offices")
    visitor = here.visitor()
    assert visitor.get(links[0]).status_code == 302
    assert "县图书馆" in visitor.get("/").text
    assert "没有写单位的名称" in bureau.press("/bureau/offices", names="  ").text


def test_没有这一份(bureau: Person) -> None:
    assert bureau.status("/bureau/filing/999") == 404
    assert bureau.press("/bureau/filing/999/decide", state="通过").status_code == 404


def test_带走汇总的工作簿和报告(here: Bench, bureau: Person, tmp_path: Path) -> None:
    assert "没有可汇总的" in bureau.client.get("/bureau/summary/0").text
    here.person("县图书馆").hand_in_one(BAD)
    here.person("市场监管局").hand_in_one(HEYUAN)
    book = tmp_path / "汇总.xlsx"
    book.write_bytes(bureau.take("/bureau/summary/0"))
    sheets = pd.read_excel(book, sheet_name=None, engine="openpyxl")
    assert {"概况", "单位", "项目", "指标", "资金", "结论", "离群", "抽查"} <= sheets.keys()
    assert len(sheets["项目"]) == 2
    assert bureau.take("/bureau/summary/1").startswith(b"PK")
    assert here.person("县教育局").status("/bureau/summary/0") == 404


def test_有名册的_汇总里列出没有报的(tmp_path: Path, hands: Hands) -> None:
    roster = tmp_path / "名册.xlsx"
    with xlsxwriter.Workbook(roster) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["单位", "项目名称"])
        sheet.write_row(1, 0, ["县教育局", "校舍维修"])
    with bench(tmp_path, hands, roster=roster) as made:
        bureau = made.bureau()
        made.person("县图书馆").hand_in_one(GOOD)
        target = tmp_path / "汇总.xlsx"
        target.write_bytes(bureau.take("/bureau/summary/0"))
    missing = pd.read_excel(target, sheet_name="未报", engine="openpyxl")
    assert "校舍维修" in missing.to_string()


def test_带走退回意见(here: Bench, bureau: Person) -> None:
    here.person("县图书馆").hand_in_one(BAD)
    page = bureau.see("/bureau/")
    assert "带走退回意见" not in page, "没有退回的"
    bureau.press(f"{_filing(page)}/decide", state="退回", note="请照结论改好", who="预算科")
    assert "带走退回意见" in bureau.see("/bureau/")
    letter = zipfile.ZipFile(io.BytesIO(bureau.take("/bureau/letters")))
    text = re.sub("<[^>]+>", "", letter.read("word/document.xml").decode())
    assert "请照结论改好" in text
    assert "禾源县图书馆" in text
    assert here.person("县教育局").status("/bureau/letters") == 404
