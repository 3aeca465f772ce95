"""单位：拿着链接进来，交自评表，看结论，带走结果，改了再交。"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pytest
from sites import BAD, GOOD, HEYUAN, Bench, Person, bench

import perfxl
from perfxl import workbook
from perfxl.bureau.judging import Job, Way, judge
from perfxl.cli.main import main
from perfxl.errors import PerfxlError
from perfxl.web.words import shown_name


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    with bench(tmp_path_factory.mktemp("web")) as made:
        yield made


@pytest.fixture
def library(here: Bench, request: pytest.FixtureRequest) -> Person:
    return here.person(f"县图书馆 {request.node.name[:40]}")


def test_没有链接的进不来(here: Bench) -> None:
    visitor = here.visitor()
    assert "请用本单位的链接进来" in visitor.get("/").text
    for path in ("/proof", "/r/AAAA-BBBB-CCCC", "/r/AAAA-BBBB-CCCC/marked"):
        assert visitor.get(path).status_code == 401
    assert visitor.get("/bureau/").status_code == 404


def test_交一份_看到每一条在哪一格(library: Person) -> None:
    code = library.hand_in_one(BAD)
    page = library.see(f"/r/{code}")
    assert "条必须改的错误" in page
    assert "通过校验不等于通过审核" in page
    links = set(re.findall(r'<a href="#(c1-\d+-[A-Z]+\d+)">', page))
    assert links, "结论连着格"
    assert links <= set(re.findall(r'<td id="([^"]+)"', page)), "每个链接都有它的格"
    marks = set(re.findall(r'href="#(f1-\d+)"', page))
    assert marks <= set(re.findall(r'<li id="([^"]+)"', page)), "格上的每个记号都有它的结论"
    assert "怎么改：" in page
    assert "依据：财预〔2020〕10号" in page


def test_得分明细_预算执行率写着分值和填的得分(library: Person) -> None:
    page = library.see(f"/r/{library.hand_in_one(GOOD)}")
    row = re.search(r"<tr><td>预算执行率</td>(.*?)</tr>", page)
    assert row is not None
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", row[1])
    (assessment,) = perfxl.assess(GOOD)
    line = assessment.filing.total_fund
    assert line is not None
    assert line.weight is not None
    assert line.points is not None
    assert cells[2:4] == [line.weight.value.shown, line.points.value.shown]
    assert all(cells[2:5]), cells


def test_只看一个级别(library: Person) -> None:
    code = library.hand_in_one(BAD)
    page = library.see(f"/r/{code}?level=warning")
    levels = set(re.findall(r'<li id="f1-\d+" class="(\w+)"', page))
    assert levels == {"warning"}


def test_带走的工作簿标好了_报告打得开(library: Person, tmp_path: Path) -> None:
    code = library.hand_in_one(HEYUAN)
    marked = tmp_path / "带走.xlsx"
    marked.write_bytes(library.take(f"/r/{code}/marked"))
    assert "校验结果" in [sheet.name for sheet in workbook.read(marked).sheets]
    report = zipfile.ZipFile(io.BytesIO(library.take(f"/r/{code}/report/0")))
    assert "92" in report.read("word/document.xml").decode()
    assert library.take(f"/r/{code}/original") == HEYUAN.read_bytes()
    assert "得分明细" in library.take(f"/r/{code}/print").decode()
    assert library.status(f"/r/{code}/report/7") == 404


def test_改了再交_说改掉了几条_新出现几条(library: Person) -> None:
    first = library.hand_in_one(BAD)
    second = library.hand_in_one(GOOD)
    page = library.see(f"/r/{second}")
    assert f'href="/r/{first}"' in page
    assert re.search(r"改掉了 [1-9]\d* 条，新出现 0 条", page)
    assert "有更新的一份" in library.see("/")


def test_一次交几个_好的收下_坏的说为什么(library: Person) -> None:
    response = library.hand_in(
        ("好的.xlsx", GOOD.read_bytes()), ("照片.jpg", b"\xff\xd8"), ("空的.xlsx", b""),
        ("坏的.xlsx", GOOD.read_bytes()[:900]),
    )  # fmt: skip
    assert "收下了 1 个" in response.text
    for said in (
        "“照片.jpg”没有收下：不是工作簿",
        "“空的.xlsx”没有收下：是空文件",
        "“坏的.xlsx”没有收下",
    ):
        assert said in response.text


def test_没有传完的_说文件坏了_不说程序和这台机器的事(library: Person) -> None:
    answer = library.hand_in(("传了一半.xlsx", GOOD.read_bytes()[:9000])).text
    assert "“传了一半.xlsx”没有收下：内容损坏" in answer
    assert "程序没有处理好" not in answer


@pytest.mark.parametrize("form", ["mof-2020", "gd-department-2022", "sichuan-0013zp"])
@pytest.mark.parametrize("saved_again", [False, True], ids=["没有存过", "存过"])
def test_空白表不收_与汇总文件夹时一样(
    library: Person, tmp_path: Path, form: str, *, saved_again: bool
) -> None:
    blank = tmp_path / "自评表 空.xlsx"
    assert main(["new", form, "-o", str(blank), "--quiet"]) == 0
    if saved_again:
        openpyxl.load_workbook(blank).save(blank)
    before = library.see("/").count("自评表 空.xlsx")
    page = library.hand_in((blank.name, blank.read_bytes())).text
    assert "“自评表 空.xlsx”没有收下：还是空白表，没有填过" in page
    assert library.see("/").count("自评表 空.xlsx") == before
    with pytest.raises(PerfxlError, match="还是空白表，没有填过"):
        judge(Job(blank.name, blank, (), Way(form)))


def test_没有选文件(library: Person) -> None:
    assert "没有选文件" in library.press("/hand-in").text


def test_太多的_多出来的不收(tmp_path: Path) -> None:
    with bench(tmp_path, files=2, per_day=3) as made:
        person = made.person("县图书馆")
        response = person.hand_in(*((f"{n}.xlsx", GOOD.read_bytes()) for n in range(3)))
        assert "收下了 2 个" in response.text
        assert "一次至多交 2 个" in response.text
        response = person.hand_in(*((f"{n}.xlsx", GOOD.read_bytes()) for n in range(2)))
        assert "今天已经交了 3 个" in response.text


def test_太大的不收(tmp_path: Path) -> None:
    with bench(tmp_path, file_bytes=20_000) as made:
        person = made.person("县图书馆")
        assert "文件太大" in person.hand_in(("大.xlsx", b"PK" + bytes(30_000))).text
        assert person.hand_in(("更大.xlsx", bytes(100_000))).status_code == 413


def test_看得太久的只停那一个(tmp_path: Path) -> None:
    with bench(tmp_path, seconds=1, workers=1) as made:
        person = made.person("县图书馆")
        slow = _slow_book()
        assert "没有做完" in person.hand_in(("慢.xlsx", slow)).text
        assert person.hand_in_one(GOOD)


def _row(number: int) -> str:
    cells = "".join(f'<c r="{letter}{number}"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOP")
    return f'<row r="{number}">{cells}</row>'


def _slow_book() -> bytes:
    """四十几万个格，各写各的字，又有注释、不合平常写法，要逐个元素读：几秒才看得完。"""
    rows = "<!-- 别家程序 -->" + "".join(
        f'<row r="{n}">'
        + "".join(
            f'<c r="{c}{n}" t="inlineStr"><is><t>第{n}户{c}</t></is></c>'
            for c in "ABCDEFGHIJKLMNOPQRS"
        )
        + "</row>"
        for n in range(200, 24_000)
    )
    source, out = io.BytesIO(GOOD.read_bytes()), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            new.writestr(item, data)
    return out.getvalue()


def test_别的单位看不到(here: Bench, library: Person) -> None:
    code = library.hand_in_one(GOOD)
    other = here.person("别的单位")
    for path in ("", "/marked", "/original", "/report/0", "/print"):
        assert other.status(f"/r/{code}{path}") == 404
    assert other.press(f"/r/{code}/delete").status_code == 404
    assert other.press("/proof", code=code, report=(io.BytesIO(b"x"), "a.docx")).status_code == 404
    assert code not in other.see("/")
    assert library.status(f"/r/{code}") == 200


def test_删去以后内容没有了_收据还在(here: Bench, library: Person) -> None:
    data = HEYUAN.read_bytes() + b"\0"  # 与别人交的不是同一份
    response = library.hand_in(("交错的.xlsx", data))
    code = response.request.path.removeprefix("/r/")
    receipt = here.site.desk.receipt(code)
    assert receipt is not None
    assert here.site.store.place(receipt.hash).is_file()
    library.press(f"/r/{code}/delete")
    assert not here.site.store.place(receipt.hash).exists()
    assert "只留着这张收据" in library.see(f"/r/{code}")
    assert library.status(f"/r/{code}/original") == 404


def test_同样的内容别人还用着_删自己的不碍别人(here: Bench, library: Person) -> None:
    other = here.person("又一家单位")
    mine, theirs = library.hand_in_one(GOOD), other.hand_in_one(GOOD)
    library.press(f"/r/{mine}/delete")
    assert other.take(f"/r/{theirs}/original") == GOOD.read_bytes()


def test_留着的结果丢了_照文件重看(here: Bench, library: Person) -> None:
    code = library.hand_in_one(BAD)
    before = library.see(f"/r/{code}")
    shutil.rmtree(here.site.settings.data / "看过的结果")
    assert library.see(f"/r/{code}") == before


def test_核对报告(library: Person, tmp_path: Path) -> None:
    code = library.hand_in_one(HEYUAN)
    report = docx.Document(io.BytesIO(library.take(f"/r/{code}/report/0")))
    report.add_paragraph("经自评，本项目总分为95.00分。")
    path = tmp_path / "改过.docx"
    report.save(str(path))
    data = path.read_bytes()
    response = library.press("/proof", code=code, report=(io.BytesIO(data), "改过.docx"))
    assert re.search(r"问题 [1-9]\d* 条", response.text)
    assert "95" in response.text
    taken = library.press("/proof", code=code, take="1", report=(io.BytesIO(data), "改过.docx"))
    assert "word/comments.xml" in zipfile.ZipFile(io.BytesIO(taken.data)).namelist()
    assert "没有选报告" in library.press("/proof").text
    wrong = library.press("/proof", report=(io.BytesIO(data), "旧的.doc"))
    assert "另存为 .docx" in wrong.text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("自评表.xlsx", "自评表.xlsx"),
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\用户\\自评表.xlsx", "自评表.xlsx"),
        ("\u202exslx.表评自", "xslx.表评自"),
        ("a\x00b\x1b[31m.xlsx", "ab[31m.xlsx"),
        (None, "没有名字.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 115 + ".xlsx"),
    ],
)
def test_人家给的名字只拿来看(given: str | None, shown: str) -> None:
    assert shown_name(given) == shown


def test_名字里的标签照字面显示(library: Person) -> None:
    response = library.hand_in(("<script>alert(1)<b>'{{7*7}}.xlsx", GOOD.read_bytes()))
    assert "<script>alert" not in response.text
    assert "{{7*7}}" in response.text
    assert "49.xlsx" not in response.text


def test_画不下的说还有多少_结论不连到没有画的格(library: Person, tmp_path: Path) -> None:
    wide = openpyxl.load_workbook(BAD)
    table = wide["绩效自评表"]
    table["BZ40"] = "远处的字"
    table["B700"] = "远处的字"
    place = tmp_path / "很大.xlsx"
    wide.save(place)
    page = library.see(f"/r/{library.hand_in_one(place)}")
    assert re.search(r"太大，下面还有 \d+ 行、右边还有 \d+ 列没有画", page)
    links = set(re.findall(r'<a href="#(c1-\d+-[A-Z]+\d+)">', page))
    assert links
    assert links <= set(re.findall(r'<td id="([^"]+)"', page))


def test_收据多了_说只列最近的(library: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfxl.web.office._MOST_SHOWN", 2)
    first = library.hand_in_one(GOOD)
    assert "只列最近的 2 张" not in library.see("/")
    for path in (BAD, HEYUAN):
        library.hand_in_one(path)
    page = library.see("/")
    assert "只列最近的 2 张收据" in page
    assert first not in page
    assert library.status(f"/r/{first}") == 200
