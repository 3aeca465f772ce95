"""生成报告时已经有一份改过的：先问；更新数字、另存新的、取消各做各的。不用 LibreOffice。"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import pytest
from fakes import FakeApp, FakeBook

from perfxl import live, workbook
from perfxl.assess import Assessment, assess_all
from perfxl.buttons import macro
from perfxl.cli.main import main
from perfxl.form.load import forms_for

TABLE = Path(__file__).parents[2] / "samples" / "良好的自评表.xlsx"
REPORT = "自评表-自评报告.docx"


class Book:
    """开着的自评表；`bump` 是改过一格、还没有存。"""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = folder / "自评表.xlsx"
        shutil.copy(TABLE, path)
        self.name, self.fullname, self.app = path.name, str(path), FakeApp()
        self.sheets = FakeBook(sheets={"自评表": [[""]]}).sheets
        self.found = self._judged(path, bump=0)
        monkeypatch.setattr(macro, "_judge", lambda *_: self.found)

    def bump(self) -> None:
        self.found = self._judged(Path(self.fullname), bump=1)

    def _judged(self, path: Path, *, bump: int) -> tuple[Assessment, ...]:
        grid = workbook.read(path)
        found = assess_all(grid, forms_for(None, ()))
        if not bump:
            return found
        line = found[0].filing.total_fund
        assert line is not None
        assert line.executed is not None
        cell = line.executed.cell
        value = cell._replace(raw=str(int(float(cell.raw)) + bump), formula=None)
        sheets = tuple(
            replace(one, cells={**one.cells, (cell.row, cell.column): value})
            if one.name == cell.sheet else one
            for one in grid.sheets
        )  # fmt: skip
        return assess_all(replace(grid, sheets=sheets), forms_for(None, ()))


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Book:
    return Book(tmp_path, monkeypatch)


def _edit(path: Path) -> None:
    document = docx.Document(str(path))
    document.add_paragraph("自己加的一段")
    document.save(str(path))


def _report(book: Any, **more: Any) -> Path:
    return macro.report(book, show=lambda _: None, **more)


def test_没有人改过的不问_直接换成新的(book: Book) -> None:
    assert _report(book).name == REPORT
    assert _report(book).name == REPORT
    assert book.app.status_bar == f"已生成 {REPORT}，在工作簿旁边"


def test_改过的先问_什么都没有写(book: Book, tmp_path: Path) -> None:
    path = _report(book)
    _edit(path)
    data = path.read_bytes()
    book.bump()
    with pytest.raises(macro.AskError, match=f"{REPORT} 已经有了，写出以后有人改过。"):
        _report(book)
    assert path.read_bytes() == data
    assert book.app.status_bar == f"{REPORT} 已经有了，写出以后有人改过。"
    assert sorted(one.name for one in tmp_path.iterdir()) == [REPORT, "自评表.xlsx"]


def test_更新数字(book: Book, tmp_path: Path) -> None:
    path = _report(book)
    _edit(path)
    book.bump()
    assert _report(book, edited="refresh") == path
    assert docx.Document(str(path)).paragraphs[-1].text == "自己加的一段"
    said = str(book.app.status_bar)
    assert said.startswith(f"{REPORT}：更新 ")
    assert said.endswith("逐条见 自评表-自评报告-更新了什么.txt")
    listed = (tmp_path / "自评表-自评报告-更新了什么.txt").read_text(encoding="utf-8-sig")
    assert "全年执行数：" in listed
    assert " → " in listed


def test_另存新的(book: Book) -> None:
    path = _report(book)
    _edit(path)
    data = path.read_bytes()
    assert _report(book, edited="new").name == "自评表-自评报告(2).docx"
    assert path.read_bytes() == data


def test_别处来的同名文件不问_另起一个名字(book: Book, tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / REPORT))
    assert _report(book).name == "自评表-自评报告(2).docx"


def test_命令行那一头退出码是三(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live, "load_lightly", lambda: None)
    monkeypatch.setattr(live, "find_book", lambda *_, **__: book)
    monkeypatch.setattr(macro, "open_file", lambda _: None)
    path = _report(book)
    _edit(path)
    assert main(["macro", "report"]) == 3
    assert capsys.readouterr().err == f"{REPORT} 已经有了，写出以后有人改过。\n"
    assert main(["macro", "refresh"]) == 0
    assert main(["macro", "anew"]) == 0
    assert path.with_name("自评表-自评报告(2).docx").is_file()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "没有生成报告，原来的没有动"),
        ("new", "已生成 自评表-自评报告(2).docx，在工作簿旁边"),
        ("refresh", "自评表-自评报告.docx：没有要改的数"),
    ],
)
def test_小窗口照着问(
    book: Book, answer: macro.Edited | None, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = pytest.importorskip("perfxl.buttons.window", reason="这个 Python 里没有 tkinter")
    monkeypatch.setattr(macro, "open_file", lambda _: None)
    _edit(_report(book))
    asked: list[str] = []

    def ask(question: str) -> macro.Edited | None:
        asked.append(question)
        return answer

    panel = SimpleNamespace(_forms=None, _ask=ask)
    assert window.Panel._report(panel, book) == said  # noqa: SLF001  # 不开真的窗口
    assert asked == [f"{REPORT} 已经有了，写出以后有人改过。"]
