"""交来的表是谁的：别的单位交来的不换下这一家的，通过的不会不声不响地换掉；替下属交的、简称照收。"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from sites import BAD, GOOD, LEDGERS, Bench, Person, on_ledger, shared_hands

from perfxl.bureau.collect import Ask, collect
from perfxl.web.hands import Hands

OWNER, PROJECT = "禾源县图书馆", "禾源县图书馆阅览室改造及全民阅读项目"


@pytest.fixture(scope="module")
def hands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hands]:
    yield from shared_hands(tmp_path_factory)


@pytest.fixture(params=LEDGERS)
def here(tmp_path: Path, request: pytest.FixtureRequest, hands: Hands) -> Iterator[Bench]:
    yield from on_ledger(tmp_path, request.param, hands)


@pytest.fixture
def bureau(here: Bench) -> Person:
    return here.bureau()


@pytest.fixture
def owner(here: Bench) -> Person:
    return here.person(OWNER)


def _table(folder: Path, name: str, source: Path = GOOD, **cells: str | None) -> Path:
    """一份样例，改几格。"""
    book = openpyxl.load_workbook(source)
    for at, text in cells.items():
        book["绩效自评表"][at] = text
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


def _links(bureau: Person) -> list[str]:
    """清单里的各份，新的在前。"""
    page = bureau.see("/bureau/").partition('id="list"')[2]
    return re.findall(r'href="(/bureau/filing/\d+)"', page)


def _pass(bureau: Person, link: str) -> str:
    response = bureau.press(f"{link}/decide", state="通过", note="", who="绩效科")
    assert response.status_code == 200, response.text
    return response.text


def test_别的单位交来别人的表_换不下_两边都看得见(
    here: Bench, bureau: Person, owner: Person
) -> None:
    owner.hand_in_one(GOOD)
    (approved,) = _links(bureau)
    _pass(bureau, approved)
    stranger = here.person("县教育局")
    told = stranger.hand_in((BAD.name, BAD.read_bytes())).text
    assert f"这份表里的实施单位写的是“{OWNER}”，不是这个链接的单位（县教育局）" in told
    assert "没有换下别的单位的表，也不算县教育局交了" in told
    assert "表里写的是别的单位，等财政部门看" in stranger.see("/")
    page = bureau.see("/bureau/")
    assert "有链接的单位 2 家，交了 1 家，没有交 1 家" in page
    assert "县教育局（只交来了写着别的单位的表）" in page
    assert "算数的自评表 1 份（另有被换下的 0 份、等着定的 1 份）：通过 1 份" in page
    assert f"县教育局的链接交的，表里的实施单位写的是“{OWNER}”；没有换下那一家的" in page
    assert "重报" not in page.partition("<tbody>")[2]
    assert "通过" in bureau.see(approved)
    assert "等财政部门" not in owner.see("/")


def test_没有通过的_别的单位也换不下(here: Bench, bureau: Person, owner: Person) -> None:
    owner.hand_in_one(GOOD)
    here.person("县教育局").hand_in_one(BAD)
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份（另有被换下的 0 份、等着定的 1 份）：已报 1 份" in page


def test_表里把自己写成主管部门_也换不下(
    here: Bench, bureau: Person, owner: Person, tmp_path: Path
) -> None:
    owner.hand_in_one(GOOD)
    claimed = _table(tmp_path, "冒名", C5="县教育局")
    here.person("县教育局").hand_in_one(claimed)
    page = bureau.see("/bureau/")
    assert "等着定的 1 份" in page
    assert f"实施单位写的是“{OWNER}”，主管部门写的是“县教育局”；没有换下那一家的" in page


def test_局里认了的_换下原来的_退回的_原来的还算数(
    here: Bench, bureau: Person, owner: Person, tmp_path: Path
) -> None:
    owner.hand_in_one(GOOD)
    _pass(bureau, _links(bureau)[0])
    stranger = here.person("县教育局")
    stranger.hand_in_one(BAD)
    first = _links(bureau)[0]
    assert "按“通过”，它就换下" in bureau.see(first)
    bureau.press(f"{first}/decide", state="退回", note="不是你单位的表", who="绩效科")
    assert "按“退回”" not in bureau.see(first)
    page = bureau.see("/bureau/")
    assert 'id="waiting"' not in page
    assert "（另有被换下的 0 份、没有换下先前的而退回了的 1 份）：通过 1 份" in page
    assert "没有换下那一家的，退回了" in page
    assert "表里写的是别的单位，没有算作那一家的" in stranger.see("/")
    letter = bureau.client.get("/bureau/letters")
    assert quote("县教育局-退回意见.docx") in letter.headers["Content-Disposition"]
    stranger.hand_in_one(_table(tmp_path, "再交", I18="路面湿滑，明年错开雨季再做"))
    _pass(bureau, _links(bureau)[0])
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份" in page
    assert "县教育局的链接交的，局里通过了" in page
    assert "没有交的 1 家</summary><p>县教育局" in page
    assert "没有换下那一家的" not in page.partition('id="list"')[2].partition("退回")[0]


def test_通过以后又交的_等着定_通过的照样算数(bureau: Person, owner: Person) -> None:
    owner.hand_in_one(GOOD)
    (approved,) = _links(bureau)
    _pass(bureau, approved)
    code = owner.hand_in_one(BAD)
    assert "先前交的一份已经通过，现在算数的还是它；这一份等财政部门定" in owner.see(f"/r/{code}")
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份（另有被换下的 0 份、等着定的 1 份）：通过 1 份" in page
    again, _ = _links(bureau)
    assert "<b>重报</b>" in bureau.see(again)
    assert "与现在算数的那一份比" in bureau.see(again)
    assert "等着定" in bureau.see("/bureau/?state=等着定")
    _pass(bureau, again)
    page = bureau.see("/bureau/")
    assert "算数的自评表 1 份（另有被换下的 1 份）：通过 1 份" in page
    assert _links(bureau) == [again]


def test_通过以后又交的_退回了_不说还等着(bureau: Person, owner: Person) -> None:
    owner.hand_in_one(GOOD)
    _pass(bureau, _links(bureau)[0])
    owner.hand_in_one(BAD)
    again, _ = _links(bureau)
    bureau.press(f"{again}/decide", state="退回", note="先不改", who="绩效科")
    home = owner.see("/")
    assert "先前的一份已经通过；算数的还是它" in home
    assert "等财政部门" not in home
    page = bureau.see("/bureau/")
    assert "（另有被换下的 0 份、没有换下先前的而退回了的 1 份）：通过 1 份" in page
    assert "通过以后又交的，退回了；算数的还是通过的那一份" in page


def test_通过的又交来一字不差的_还是通过(bureau: Person, owner: Person) -> None:
    owner.hand_in_one(GOOD)
    _pass(bureau, _links(bureau)[0])
    owner.hand_in_one(GOOD)
    assert "算数的自评表 1 份（另有被换下的 1 份）：通过 1 份" in bureau.see("/bureau/")


def test_主管部门替下属交_算下属的_下属也能再交(
    here: Bench, bureau: Person, owner: Person, tmp_path: Path
) -> None:
    above = here.person("县文旅局")  # 表里写的是禾源县文化和旅游局
    code = above.hand_in_one(GOOD)
    assert f"这是替“{OWNER}”交的，算那一家的" in above.see(f"/r/{code}")
    page = bureau.see("/bureau/")
    assert "没有交 0 家。算数的自评表 1 份" in page
    assert "主管部门县文旅局代交" in page
    owner.hand_in_one(_table(tmp_path, "下属改过", I18="路面湿滑，明年错开雨季再做"))
    above.hand_in_one(GOOD)
    page = bureau.see("/bureau/")
    assert "等着定" not in page.partition("<select")[0]
    assert "算数的自评表 1 份（另有被换下的 2 份）" in page


@pytest.mark.parametrize("name", ["县图书馆", "禾源县图书馆（办公室）", "禾源县 图书馆"])
def test_简称_带着括号的_当作一家(here: Bench, bureau: Person, name: str) -> None:
    here.person(name).hand_in_one(GOOD)
    page = bureau.see("/bureau/")
    assert "没有交 0 家。算数的自评表 1 份" in page
    assert 'id="waiting"' not in page


@pytest.mark.parametrize("name", ["县图书馆招待所", "禾源县第二图书馆分馆", "县文化馆", "馆"])
def test_不是简称的_说一句_没有人交过的也等着定_哪里都不算(
    here: Bench, bureau: Person, name: str
) -> None:
    told = here.person(name).hand_in((BAD.name, BAD.read_bytes())).text
    assert f"不是这个链接的单位（{name}）" in told
    page = bureau.see("/bureau/")
    assert "没有交 1 家" in page
    assert "算数的自评表 0 份（另有被换下的 0 份、等着定的 1 份）" in page
    assert "没有换下那一家的，没有算数" in page
    assert "等级 优" not in page
    book = openpyxl.load_workbook(io.BytesIO(bureau.take("/bureau/summary/0")))
    lines = book["概况"].iter_rows(max_row=12)
    shown = {row[0].value: (row[1].value, row[3].value) for row in lines}
    assert shown["报送的单位"][0] == shown["全年预算"][0] == 0
    assert "另有 1 份等着定，哪里都没有算" in str(shown["收到的自评表"][1])
    (only,) = book["未报"].iter_rows(min_row=2, values_only=True)
    assert "等着定，没有算数" in " ".join(map(str, only))


def test_没有写实施单位的_是自己的_不会碰着别家的(
    here: Bench, bureau: Person, tmp_path: Path
) -> None:
    for name in ("县图书馆", "县档案馆"):
        here.person(name).hand_in_one(_table(tmp_path, name, BAD, F5=None))
    assert "算数的自评表 2 份（另有被换下的 0 份）" in bureau.see("/bureau/")


def test_收文件夹时收的_不写这一家的链接换不下(here: Bench, bureau: Person, tmp_path: Path) -> None:
    folder = tmp_path / "收件"
    folder.mkdir()
    (folder / "图书馆.xlsx").write_bytes(GOOD.read_bytes())
    collect(here.site.ledger, Ask((folder,), workers=1))
    here.person("县教育局").hand_in_one(BAD)
    assert "算数的自评表 1 份（另有被换下的 0 份、等着定的 1 份）" in bureau.see("/bureau/")
    here.person(OWNER).hand_in_one(BAD)
    assert "算数的自评表 1 份（另有被换下的 1 份、等着定的 1 份）：重报 1 份" in bureau.see(
        "/bureau/"
    )


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("县图书馆", ("写法不同，看不准是不是一家", "单位写法不同，等财政部门看", "单位写法不同")),
        (
            "禾源县少儿图书馆",
            ("不是这个链接的单位", "表里写的是别的单位，等财政部门看", "写着别的单位"),
        ),
    ],
)
def test_名称差几个字的_换不下收文件夹时收的_两边都说(
    here: Bench, bureau: Person, tmp_path: Path, link: str, said: tuple[str, str, str]
) -> None:
    told, listed, only = said
    (tmp_path / "收件").mkdir()
    (tmp_path / "收件" / "图书馆.xlsx").write_bytes(GOOD.read_bytes())
    collect(here.site.ledger, Ask((tmp_path / "收件",), workers=1))
    person = here.person(link)
    assert told in person.hand_in((BAD.name, BAD.read_bytes())).text
    assert listed in person.see("/")
    page = bureau.see("/bureau/")
    assert f"{link}（只交来了{only}的表）" in page
    assert "算数的自评表 1 份（另有被换下的 0 份、等着定的 1 份）：已报 1 份" in page
    _pass(bureau, _links(bureau)[0])
    assert "算数的自评表 1 份（另有被换下的 1 份）：通过 1 份" in bureau.see("/bureau/")
