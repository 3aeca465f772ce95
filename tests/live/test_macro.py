"""按钮做的事：校验、生成报告、清除标记，在开着的 LibreOffice 里真做一遍。"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from openbooks import BAD, GOOD, HEYUAN, Opener, all_contents, opener

from perfxl import live, workbook
from perfxl.assess import assess
from perfxl.buttons import macro
from perfxl.cli.main import main
from perfxl.errors import PerfxlError, WorkbookError
from perfxl.filing.findings import Level, count
from perfxl.form.load import forms_for

__all__ = ["opener"]


def test_校验的结果在状态栏里说一句(opener: Opener) -> None:
    book = opener(BAD)
    counts = count(assess(workbook.read(BAD), forms_for(None, ())).findings)
    said = macro.validate(book)
    assert said == (
        f"{counts[Level.ERROR]} 处必须改，{counts[Level.VERIFY]} 处待核实，"
        f"{counts[Level.WARNING]} 处提醒；见“校验结果”"
    )
    assert book.app.status_bar == said
    assert list(book.sheets["绩效自评表"].notes)
    assert macro.clear(book) == "校验的标记、批注和结果表已清除"
    assert macro.clear(book) == "没有要清除的标记"


def test_没有问题时也说一句(opener: Opener) -> None:
    assert macro.validate(opener(GOOD)) == "没有发现问题；见“校验结果”"


def test_自带的表受保护也写得全(opener: Opener) -> None:
    assert macro.validate(opener(HEYUAN, protected=True)).endswith("；见“校验结果”")


def test_归程序填的格也锁着的表写不全_结果照说(opener: Opener, tmp_path: Path) -> None:
    book = opener(_all_locked(HEYUAN, tmp_path), protected=True)
    said = macro.validate(book)
    assert "；见“校验结果”。工作表“绩效自评指标表”受保护，核算得分没有写上" in said
    assert book.app.status_bar == said
    assert "校验结果" in [sheet.name for sheet in book.sheets]


def _all_locked(source: Path, folder: Path) -> Path:
    """每一格都锁着的同一份表。"""
    target = folder / source.name
    with ZipFile(source) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/styles.xml":
                assert b'locked="0"' in data
                data = data.replace(b'locked="0"', b'locked="1"')
            new.writestr(name, data)
    return target


def test_修改没有保存也按开着的样子校验(opener: Opener) -> None:
    book = opener(GOOD)
    before = (opener.folder / GOOD.name).read_bytes()
    found = assess(live.read(book), forms_for(None, ()))
    weight = next(one.indicator.weight for one in found.scored.indicators if one.indicator.weight)
    assert weight is not None
    book.sheets[weight.cell.sheet].range(weight.cell.local).value = 99
    assert "处必须改" in macro.validate(book)
    assert (opener.folder / GOOD.name).read_bytes() == before  # 保存不保存由使用者定


def test_报告放在工作簿旁边_开着的不覆盖(opener: Opener) -> None:
    book = opener(HEYUAN, name="某市 自评表(终稿)100%.xlsx")
    shown: list[Path] = []
    first = macro.report(book, show=shown.append)
    assert first.parent == opener.folder
    assert first.name == "某市 自评表(终稿)100%-自评报告.docx"
    assert book.app.status_bar == f"已生成 {first.name}，在工作簿旁边"
    assert macro.report(book, show=shown.append) == first  # 没有开着，换成新的

    lock = first.with_name(f".~lock.{first.name}#")
    lock.touch()
    second = macro.report(book, show=shown.append)
    assert second.name == "某市 自评表(终稿)100%-自评报告(2).docx"
    word = second.with_name(f"~${second.name[2:]}")
    word.touch()
    third = macro.report(book, show=shown.append)
    assert third.name == "某市 自评表(终稿)100%-自评报告(3).docx"
    assert shown == [first, first, second, third]
    assert all(path.stat().st_size > 10_000 for path in (first, second, third))


def test_打不开来写的报告也另起一份(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    book = opener(GOOD)
    first = macro.report(book, show=lambda _: None)
    plain_open = Path.open

    def locked(self: Path, mode: str = "r", **named: object) -> object:
        if self == first and mode == "r+b":
            raise PermissionError(self)
        return plain_open(self, mode, **named)  # type: ignore[call-overload]  # 原样转交

    monkeypatch.setattr(Path, "open", locked)
    assert macro.report(book, show=lambda _: None).name.endswith("(2).docx")


def test_没有保存过的工作簿不生成报告(opener: Opener) -> None:
    desktop = opener.app.impl.office.desktop
    document = desktop.loadComponentFromURL("private:factory/scalc", "_blank", 0, ())
    try:
        book = opener.app.books.active
        with pytest.raises(WorkbookError, match="还没有保存过"):
            macro.report(book)
    finally:
        document.close(True)  # noqa: FBT003  # UNO 的写法


def test_用平常的程序打开报告(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(subprocess, "Popen", lambda command, **_: started.append(command))
    path = tmp_path / "报告.docx"
    monkeypatch.setattr(sys, "platform", "linux")
    macro.open_file(path)
    monkeypatch.setattr(sys, "platform", "darwin")
    macro.open_file(path)
    assert started == [["xdg-open", str(path)], ["open", str(path)]]
    opened: list[Path] = []
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr("os.startfile", opened.append, raising=False)
    macro.open_file(path)
    assert opened == [path]


def test_没有打开报告的程序也不出错(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    macro.open_file(tmp_path / "报告.docx")


def test_宏写出来的命令行(
    opener: Opener, office_pipe: str, capsys: pytest.CaptureFixture[str]
) -> None:
    book = opener(BAD, name="2024 自评=表(1).xlsx")
    where = f"--wb={opener.folder / book.name}"
    calc = f"--calc={office_pipe}"
    before = all_contents(live.read(book))
    assert main(["macro", "validate", where, "--from_xl=1", "--hwnd=0", calc]) == 0
    assert "处必须改" in capsys.readouterr().out
    assert "校验结果" in [sheet.name for sheet in book.sheets]
    assert main(["宏", "clear", f"--wb={book.name}", calc]) == 0
    assert all_contents(live.read(book)) == before
    assert main(["macro", "validate", "--wb=没有这个.xlsx", calc]) == 2
    assert "没有打开着的工作簿“没有这个.xlsx”" in capsys.readouterr().err


def test_连不上LibreOffice说一句(calc: object) -> None:
    assert calc is not None  # 这台机器上有 uno
    for place in ("没有这个管道", "localhost:1"):
        with pytest.raises(PerfxlError, match="连不上 LibreOffice"):
            live.find_book(calc=place)
