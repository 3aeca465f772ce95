"""一个工作簿里有几份表：开着的 LibreOffice 里按按钮，与文件的门一条不差、一格不差。"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from drawn import drawn
from openbooks import Opener, marks, notes_in, of_file, opener
from saved import saved
from severalbook import BOOKS

from perfxl import live, workbook
from perfxl.assess import Assessment, assess_all
from perfxl.buttons import macro
from perfxl.cli.main import main
from perfxl.errors import PerfxlError
from perfxl.form.load import forms_for
from perfxl.results.edits import edits, notes

__all__ = ["opener"]

NAME = "汇总 (终稿)100%.xlsx"
_BOTH = ("街道图书馆改造", "社区食堂补贴")


@pytest.fixture(params=BOOKS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def _told(found: tuple[Assessment, ...]) -> list[list[str]]:
    return [[one.line() for one in each.findings] for each in found]


def test_结论_标记_批注_结果表都与文件门一样_存盘以后改得了_读得了(
    opener: Opener, kind: str
) -> None:
    forms = forms_for(None, ())
    path = saved(drawn(BOOKS[kind]), opener.folder / "原件.xlsx")
    by_file = assess_all(workbook.read(path), forms)
    book = opener(path, name=NAME)
    assert _told(assess_all(live.read(book), forms)) == _told(by_file)

    said = macro.validate(book)
    assert said.startswith(f"{len(by_file)} 份表，")
    mine, theirs = opener.saved(book), opener.folder / "文件门写的.xlsx"
    workbook.write(path, edits(*by_file), output=theirs)
    assert of_file(mine) == of_file(theirs)
    assert marks(mine) == marks(theirs) != {}
    assert len(notes_in(mine)) == len(notes(*by_file))

    # LibreOffice 存出来的一份，别的命令照样认得、照样做。
    assert main(["read", str(mine), "--sheet", "--quiet"]) == 0
    assert "读表" in of_file(mine)
    assert main(["fix", str(mine), "--apply", "全部", "--quiet"]) in {0, 1}
    fixed = assess_all(workbook.read(mine), forms)
    assert not [one for each in fixed for one in each.findings if one.code in {"P01", "P06"}]
    assert main(["clear", str(mine), "--quiet"]) == 0
    assert marks(mine) == {}

    assert macro.clear(book) == "校验的标记、批注和结果表已清除"
    cleared = opener.saved(book, "清除以后.xlsx")
    assert of_file(cleared) == of_file(path)
    assert (marks(cleared), notes_in(cleared)) == ({}, {})


def test_报告一份一个_一次都核对_结论说是哪一份的(opener: Opener, kind: str) -> None:
    path = saved(drawn(BOOKS[kind]), opener.folder / "原件.xlsx")
    book = opener(path, name=NAME)
    shown: list[Path] = []
    macro.report(book, show=shown.append)
    made = sorted(opener.folder.glob("*自评报告.docx"))
    assert len(made) == (1 if kind == "申报表带自评表" else 3)
    assert shown[0] in made
    said = str(book.app.status_bar)
    assert all(path.name in said for path in made)
    assert ("申报的表，只有目标，没有完成情况，没有出自评报告" in said) is (len(made) == 1)

    commented = macro.proof(book, show=shown.append)
    assert len(commented) == len(made)
    assert shown[1] == commented[0]
    assert all(path.name in str(book.app.status_bar) for path in made)
    rows = [
        line[line.index("R01") + 1]
        for line in book.sheets["校验结果"].used_range.options(ndim=2).value
        if "R01" in line
    ]
    # 食堂的一份总分写错了，照抄进报告，核对得出来；写着是哪一份报告。
    wrong = [] if len(made) == 1 else ["社区食堂补贴-自评报告"]
    assert [name for name, row in zip(wrong, rows, strict=True) if name in row] == wrong


def test_命令行生成的几份报告_都说出来(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(drawn(BOOKS["各一张工作表"]), opener.folder / "原件.xlsx")
    book = opener(path, name=NAME)
    monkeypatch.setattr("perfxl.live.find_book", lambda *_, **__: book)
    monkeypatch.setattr("perfxl.buttons.macro.open_file", lambda _: None)
    said = macro.run("report")
    assert "，另有 2 份：" in said
    assert all(made.name in said for made in opener.folder.glob("*自评报告.docx"))


def test_有的自评表旁边没有报告_有的报告读不了(opener: Opener) -> None:
    path = saved(drawn(BOOKS["各一张工作表"]), opener.folder / "原件.xlsx")
    book = opener(path, name=NAME)
    macro.report(book, show=lambda _: None)
    library, canteen, last = (
        next(opener.folder.glob(f"*{name}*.docx")) for name in (*_BOTH, "网络安全")
    )
    last.unlink()
    library.write_bytes(b"PK\x03\x04")
    (commented,) = macro.proof(book, show=lambda _: None)
    assert canteen.stem in commented.name
    said = str(book.app.status_bar)
    assert f"{library.name} 没有核对：" in said
    assert "另有 1 份自评表旁边没有报告" in said
    canteen.unlink()
    with pytest.raises(PerfxlError, match=f"{re.escape(library.name)}：打不开"):
        macro.proof(book, show=lambda _: None)
