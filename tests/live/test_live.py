"""写进开着的工作簿：去得掉、可重复、不碰别人的东西。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openbooks import (
    BAD,
    GOOD,
    Opener,
    all_contents,
    loaded,
    marks,
    notes_in,
    of_file,
    opener,
)

from perfxl import live, workbook
from perfxl.assess import assess
from perfxl.cells.edits import Edits, Mark, Note, Out, ResultSheet, ValueEdit
from perfxl.errors import WorkbookError
from perfxl.form.load import forms_for
from perfxl.ours.signs import SIGNATURE
from perfxl.results.edits import edits, notes

__all__ = ["opener"]

FORM = "绩效自评表"
_RESULT = ResultSheet("校验结果", ((Out("校验结果", "title"),),), (10,))


def _validated(book: Any) -> tuple[Edits, tuple[Note, ...]]:
    found = assess(live.read(book), forms_for(None, ()))
    return edits(found), notes(found)


def test_清除之后与校验之前相同(opener: Opener) -> None:
    book = opener(BAD)
    before = opener.saved(book, "之前.xlsx")
    written, said = _validated(book)
    live.apply(book, written, said)
    assert marks(opener.saved(book))
    assert live.clear(book)
    after = opener.saved(book, "之后.xlsx")
    assert _said(after) == _said(before)
    assert not live.clear(book)  # 没有了，再清除一次什么也没有改动


def _said(path: Path) -> dict[str, Any]:
    """工作簿里的一切内容：值、公式、条件格式、批注、列宽、合并、名称。"""
    book = loaded(path)
    return {
        "值": of_file(path),
        "条件格式": {
            sheet.title: [
                (str(area.sqref), [rule.formula for rule in area.rules])
                for area in sheet.conditional_formatting
            ]
            for sheet in book
        },
        "批注": notes_in(path),
        "列宽": {
            sheet.title: {key: one.width for key, one in sheet.column_dimensions.items()}
            for sheet in book
        },
        "格式": {
            f"{sheet.title}!{cell.coordinate}": (
                cell.fill.fgColor.rgb, cell.font.b, cell.font.sz, cell.number_format,
                cell.border.left.style, cell.protection.locked,
            )
            for sheet in book for row in sheet.iter_rows() for cell in row
        },
        "名称": sorted(book.defined_names),
    }  # fmt: skip


def test_做两次与做一次相同(opener: Opener) -> None:
    book = opener(BAD)
    written, said = _validated(book)
    live.apply(book, written, said)
    once = _said(opener.saved(book, "一次.xlsx"))
    again, said_again = _validated(book)
    assert again == written
    assert said_again == said
    assert live.apply(book, again, said_again) is False
    assert _said(opener.saved(book, "两次.xlsx")) == once


def test_改好的格不再标(opener: Opener) -> None:
    book = opener(GOOD)
    live.apply(
        book, Edits(marks=(Mark(FORM, "error", ((12, 5), (13, 5))),)), [_note(12), _note(13)]
    )
    live.apply(book, Edits(marks=(Mark(FORM, "verify", ((13, 5),)),)), [_note(13, "换了一句")])
    path = opener.saved(book)
    assert marks(path) == {FORM: {("FFE2D5F0", "E13")}}
    assert notes_in(path) == {f"{FORM}!E13": f"换了一句\n{SIGNATURE}"}


def _note(row: int, text: str = "这里不对") -> Note:
    return Note(FORM, row, 5, text)


def test_使用者的批注留着(opener: Opener) -> None:
    book = opener(GOOD)
    sheet = book.sheets[FORM]
    sheet.range("E12").add_note("张科长：已与财政局核对")
    live.apply(book, Edits(), [_note(12), _note(13)])
    kept = {note.location.address: note.text for note in sheet.notes}
    assert kept == {"$E$12": "张科长：已与财政局核对", "$E$13": f"这里不对\n{SIGNATURE}"}
    live.clear(book)
    assert [note.text for note in sheet.notes] == ["张科长：已与财政局核对"]


def test_使用者改过的批注归使用者(opener: Opener) -> None:
    book = opener(GOOD)
    live.apply(book, Edits(), [_note(13)])
    sheet = book.sheets[FORM]
    sheet.range("E13").note.text = "这里不对——已说明"
    live.clear(book)
    assert [note.text for note in sheet.notes] == ["这里不对——已说明"]


def test_使用者的条件格式留着(opener: Opener) -> None:
    book = opener(GOOD)
    rules = book.sheets[FORM].range("B3:C6").conditional_formats
    rules.add_custom('=$B3="甲"', fill_color="#00FF00")
    live.apply(book, Edits(marks=(Mark(FORM, "error", ((5, 3),)),)))
    assert [rule.formula.removeprefix("=") for rule in rules] == ['$B3="甲"', '"perfxl"="perfxl"']
    live.clear(book)
    assert [(rule.formula.removeprefix("="), rule.fill_color) for rule in rules] == [
        ('$B3="甲"', (0, 255, 0))
    ]


def test_选中的格和正看着的表不变(opener: Opener) -> None:
    book = opener(BAD)
    sheet = book.sheets["资金明细"]
    sheet.activate()
    sheet.range("B4:C5").select()
    live.apply(book, *_validated(book))
    assert book.sheets.active.name == "资金明细"
    assert book.app.selection.address == "$B$4:$C$5"
    live.clear(book)
    assert book.sheets.active.name == "资金明细"
    assert book.app.selection.address == "$B$4:$C$5"


def test_正看着结果表时换新之后还在结果表(opener: Opener) -> None:
    book = opener(BAD)
    written = _validated(book)
    live.apply(book, *written)
    book.sheets["校验结果"].activate()
    book.sheets["校验结果"].range("E6").select()
    live.apply(book, Edits(sheets=(_RESULT, *written[0].sheets[1:])))
    assert [[sheet.name for sheet in book.sheets][-2:], book.sheets["校验结果"]["A1"].value] == [
        ["校验结果", "得分明细"], "校验结果",
    ]  # fmt: skip
    assert book.sheets.active.name == "校验结果"
    assert book.app.selection.address == "$E$6"


def test_半路出错也恢复原样(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    book = opener(BAD)
    live.apply(book, *_validated(book))
    book.app.status_bar = "使用者的状态栏"
    names = [sheet.name for sheet in book.sheets]
    book.sheets["资金明细"].activate()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("perfxl.live.draw.looks", fail)
    with pytest.raises(ZeroDivisionError), live.Working(book, "正在做"):
        live.apply(book, Edits(sheets=(_RESULT,)))
    assert [sheet.name for sheet in book.sheets] == names
    assert book.sheets.active.name == "资金明细"
    assert book.app.screen_updating is True
    assert book.app.status_bar == "使用者的状态栏"
    book.app.status_bar = False


def test_名字被使用者的表占了就什么也不写(opener: Opener) -> None:
    book = opener(GOOD)
    book.sheets.add("校验结果", after=book.sheets[0])
    before = all_contents(live.read(book))
    with pytest.raises(WorkbookError, match="已有一张名为“校验结果”的工作表"):
        live.apply(book, Edits(marks=(Mark(FORM, "error", ((5, 3),)),), sheets=(_RESULT,)))
    assert all_contents(live.read(book)) == before
    assert not list(book.sheets[FORM].cells.conditional_formats)


def test_使用者改了名的结果表归使用者(opener: Opener) -> None:
    book = opener(GOOD)
    live.apply(book, Edits(sheets=(_RESULT,)))
    book.sheets["校验结果"].name = "上半年的校验结果"
    live.apply(book, Edits(sheets=(_RESULT,)))
    assert [sheet.name for sheet in book.sheets][-2:] == ["上半年的校验结果", "校验结果"]
    live.clear(book)
    assert [sheet.name for sheet in book.sheets][-1] == "上半年的校验结果"


def test_结果格写得进也改得了(opener: Opener) -> None:
    book = opener(GOOD)
    cell = book.sheets[FORM].range("J40")
    assert live.apply(book, Edits((ValueEdit(FORM, 40, 10, "3/4"),))) is True
    assert cell.value == "3/4"
    assert live.apply(book, Edits((ValueEdit(FORM, 40, 10, "3/4"),))) is False
    assert live.apply(book, Edits((ValueEdit(FORM, 40, 10, None),))) is True
    assert cell.value is None


def test_受保护的表标记批注照加_锁着的结果格说一句(opener: Opener) -> None:
    book = opener(BAD, protected=True)
    before = _protection(opener.saved(book))
    written, said = _validated(book)
    live.apply(book, written, said)  # 表样的保护让改格式、加批注
    assert list(book.sheets[FORM].cells.conditional_formats)
    assert list(book.sheets[FORM].notes)
    assert "校验结果" in [sheet.name for sheet in book.sheets]
    with pytest.raises(WorkbookError, match=f"工作表“{FORM}”受保护，核算得分没有写上"):
        live.apply(book, Edits((ValueEdit(FORM, 1, 1, "改"),), written.marks, written.sheets))
    live.clear(book)
    assert not list(book.sheets[FORM].notes)
    assert _protection(opener.saved(book)) == before


def _protection(path: Path) -> dict[str, dict[str, object]]:
    """各表的保护准许什么。"""
    return {sheet.title: dict(sheet.protection) for sheet in loaded(path)}


def test_锁了结构的工作簿说一句(opener: Opener) -> None:
    book = opener(GOOD)
    book.impl.document.do("protect", "")
    with pytest.raises(WorkbookError, match="设了工作簿结构保护，不能增减工作表"):
        live.apply(book, Edits(sheets=(_RESULT,)))


def test_两个门互相认得对方的标记和结果表(opener: Opener) -> None:
    source = opener.folder / "文件门写过的.xlsx"
    found = assess(workbook.read(BAD), forms_for(None, ()))
    workbook.write(BAD, edits(found), output=source)
    book = opener(source)
    assert live.clear(book)
    cleared = opener.saved(book)
    assert marks(cleared) == {}
    assert "校验结果" not in of_file(cleared)

    live.apply(book, edits(found))
    written = opener.saved(book, "又写上的.xlsx")
    assert marks(written)
    workbook.write(written, Edits())
    assert marks(written) == {}
    assert "校验结果" not in of_file(written)
