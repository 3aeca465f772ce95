"""核对接到工作簿上：哪一份报告、写进校验结果、写了说明的下次不说、按钮和监看。"""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import worddocs as docs
from drawn import drawn
from saved import saved
from severalbook import SHEETS

from perfxl import files
from perfxl.cli.main import main
from perfxl.errors import WorkbookError

BOOK = Path(__file__).parent.parent.parent / "samples" / "良好的自评表.xlsx"
WRONG = "投入820万元，其中清淤560万元，泵站250万元。"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "自评表.xlsx"
    shutil.copy(BOOK, path)
    return path


def _rows(path: Path) -> list[list[str]]:
    """校验结果里核对报告的几行：代码、哪里、问题、说明。"""
    sheet = openpyxl.load_workbook(path)["校验结果"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    return [[row[2], row[3], row[4], row[7]] for row in rows if row[2].startswith("R")]


def test_报告模板不当作报告(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = book.parent
    assert main(["template", "mof-2020", "-o", str(folder / "自评表 我的模板.docx")]) == 0
    with pytest.raises(WorkbookError, match=r"旁边没有 \.docx 报告"):
        files.report_beside(book)
    report = docs.plain(folder / "报告.docx", WRONG)
    assert files.report_beside(book) == report
    capsys.readouterr()
    main(["watch", str(folder), "--once"])
    assert "我的模板" not in capsys.readouterr().out
    assert not (folder / "自评表 我的模板-核对.docx").exists()


def test_坏的报告不当作模板(book: Path) -> None:
    broken = book.parent / "自评表-自评报告.docx"
    broken.write_bytes(b"PK\x03\x04")
    assert files.report_beside(book) == broken


def test_旁边的报告_名字以工作簿开头的(book: Path) -> None:
    with pytest.raises(WorkbookError, match=r"旁边没有 \.docx 报告"):
        files.report_beside(book)
    other = docs.plain(book.parent / "通知.docx", "通知")
    assert files.report_beside(book) == other
    mine = docs.plain(book.parent / "自评表-自评报告.docx", "报告")
    docs.plain(book.parent / "自评表-自评报告-核对.docx", "报告")
    docs.plain(book.parent / "~$评表-自评报告.docx", "锁")
    assert files.report_beside(book) == mine


def test_看不出是哪一份的说明白(book: Path) -> None:
    docs.plain(book.parent / "甲.docx", "甲")
    docs.plain(book.parent / "乙.docx", "乙")
    with pytest.raises(WorkbookError, match="看不出是哪一份；请把要核对的报告改名"):
        files.report_beside(book)


def test_结论写进校验结果(book: Path) -> None:
    report = docs.plain(book.parent / "报告.docx", "一、资金", WRONG)
    before = report.read_bytes()
    assert main(["proof", str(report), str(book), "--write", "--quiet"]) == 1
    [[code, place, message, said]] = _rows(book)
    assert (code, place[:3], said) == ("R01", "报告“", "")
    assert message.startswith("“一、资金”下第 1 段：写合计 820万元")
    assert report.read_bytes() == before


def test_校验结果的头一行数着报告的_错误在前_引话照原样(book: Path) -> None:
    """报告的错误不在表的提示后面；顿号换成逗号，太长的写着省略；每条都有依据。"""
    main(["write", str(book), "--quiet"])
    before = openpyxl.load_workbook(book)["校验结果"]["A2"].value
    line = (
        "回收问卷 486份，其中满意的 447份、基本满意的 25份、不满意的 24份，已逐份登记造册并归档。"
    )
    report = docs.plain(
        book.parent / "报告.docx", "一、资金", line, "经自评，本项目得 99.2分，等级为“良”。"
    )
    main(["proof", str(report), str(book), "--write", "--quiet"])
    sheet = openpyxl.load_workbook(book)["校验结果"]
    assert "报告：错误 2" in sheet["A2"].value
    assert "表没有必须改的错误，报告有" in sheet["A2"].value
    assert "报告" not in before
    rows = [
        [str(cell or "") for cell in row] for row in sheet.iter_rows(min_row=5, values_only=True)
    ]
    levels = [row[1] for row in rows]
    assert levels == sorted(levels, key=["错误", "核实", "提醒", "提示"].index)
    said = {row[2]: (row[3], row[6]) for row in rows if row[2].startswith("R")}
    quote, ground = said["R01"]
    assert quote == "报告“486份，其中满意的 447份，基本满意的 25份，不满意的 24份”"
    assert ground == "常理，没有文件规定"
    assert said["R09"][1].startswith("财预〔2020〕10号")


def test_写了说明的下次不说_校验以后也留着(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = docs.plain(book.parent / "报告.docx", "一、资金", WRONG)
    main(["proof", str(report), str(book), "--write", "--quiet"])
    loaded = openpyxl.load_workbook(book)
    sheet = loaded["校验结果"]
    row = next(cells for cells in sheet.iter_rows() if str(cells[2].value).startswith("R"))
    row[7].value = "核对过：另有监理费10万元"
    loaded.save(book)
    capsys.readouterr()
    assert main(["proof", str(report), str(book)]) == 0
    assert "问题 0 条" in capsys.readouterr().out
    for command in (["write", str(book)], ["proof", str(report), str(book), "--write"]):
        main([*command, "--quiet"])
        [[code, _, _, said]] = _rows(book)
        assert (code, said) == ("R01", "核对过：另有监理费10万元")


def test_没有写自评表的不能写回(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = docs.plain(tmp_path / "报告.docx", WRONG)
    assert main(["proof", str(report), "--write"]) == 2
    assert "请在报告后面写上自评表" in capsys.readouterr().err


def test_监看_工作簿旁边的报告也核对(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs.plain(book.parent / "自评表-自评报告.docx", "一、资金", WRONG)
    assert main(["watch", str(book.parent), "--once"]) == 1
    said = capsys.readouterr().out
    assert "自评表-自评报告.docx：与 自评表.xlsx 核对，1 处要看，批注在" in said
    assert (book.parent / "自评表-自评报告-核对.docx").is_file()
    assert main(["watch", str(book.parent), "--once", "--quiet"]) == 1  # 批注的一份不再核对
    assert not list(book.parent.glob("*-核对-核对.docx"))


def test_监看_没有问题的不另写(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs.plain(book.parent / "自评表-自评报告.docx", "资金已全部下达。")
    main(["watch", str(book.parent), "--once"])
    assert "核对，没有发现问题" in capsys.readouterr().out
    assert not list(book.parent.glob("*-核对.docx"))


def test_监看_旁边没有自评表的文书不管(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs.plain(tmp_path / "通知.docx", WRONG)
    assert main(["watch", str(tmp_path), "--once"]) == 0
    assert "查了 0 份" in capsys.readouterr().out


def test_几份自评表_各找各的报告_别的工作簿的不算(book: Path) -> None:
    folder = book.parent
    shutil.copy(BOOK, folder / "自评表2.xlsx")
    names = [f"自评表-{one}-自评报告.docx" for one in ("桥", "桥头", "水库")]
    whole = docs.plain(folder / "自评表-全局.docx", "全局")
    bridge = docs.plain(folder / names[0], "桥")
    village = docs.plain(folder / "自评表-桥头-自评报告(2).docx", "桥头")
    docs.plain(folder / "自评表2-水库-自评报告.docx", "别的工作簿的")
    assert files.reports_beside(book, names) == [bridge, village]
    assert files.reports_beside(book, ["自评表-自评报告.docx"]) in ([whole], [bridge], [village])
    bridge.unlink()
    village.unlink()
    assert files.reports_beside(book, names) == [whole]
    assert files.report_beside(book) == whole


def test_写给一份报告的说明_不算到另一份上(tmp_path: Path) -> None:
    book = saved(drawn(SHEETS), tmp_path / "汇总.xlsx")
    first, second = (
        docs.plain(tmp_path / f"汇总-{name}-自评报告.docx", "一、资金", WRONG)
        for name in ("街道图书馆改造", "社区食堂补贴")
    )
    main(["proof", str(first), str(book), "--write", "--quiet"])
    loaded = openpyxl.load_workbook(book)
    row = next(cells for cells in loaded["校验结果"].iter_rows() if cells[3].value == "R01")
    assert "《汇总-街道图书馆改造-自评报告》" in str(row[4].value)
    row[8].value = "核对过：另有监理费10万元"
    loaded.save(book)
    assert main(["proof", str(first), str(book), "--quiet"]) == 0
    assert main(["proof", str(second), str(book), "--quiet"]) == 1


def test_核对其中一份写进去_另一份的结论还在(tmp_path: Path) -> None:
    book = saved(drawn(SHEETS), tmp_path / "汇总.xlsx")
    first, second = (
        docs.plain(tmp_path / f"汇总-{name}-自评报告.docx", "一、资金", WRONG)
        for name in ("街道图书馆改造", "社区食堂补贴")
    )
    for report in (first, second):
        main(["proof", str(report), str(book), "--write", "--quiet"])
        sheet = openpyxl.load_workbook(book)["校验结果"]
        places = [str(row[4].value) for row in sheet.iter_rows() if row[3].value == "R01"]
        assert len(places) == 2
        assert {first.stem, second.stem} == {place[3 : place.index("》")] for place in places}
