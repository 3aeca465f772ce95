"""更新报告：改过的报告里只换数，别的一字不动；改了什么、什么没有改都说。"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import docx
import handedited as hand
import pytest
import reportcase as case
from docx.oxml import parse_xml
from lxml import etree
from validators import audit_errors, sdk_errors

from perfxl.assess import assess_all
from perfxl.cells.grid import Cell, Grid
from perfxl.errors import WorkbookError
from perfxl.report import default_template
from perfxl.report.finish.seal import untouched
from perfxl.report.marks import Ledger
from perfxl.report.refresh.document import Refreshed, refresh
from perfxl.report.refresh.memory import kept
from perfxl.report.refresh.saying import lines
from perfxl.report.refresh.work import Tally
from perfxl.report.sentences.context import build

D = Decimal
SHEET = "绩效自评表"


def _made(folder: Path, *changes: Any, grid: Grid | None = None) -> Path:
    """一份写好、又改过的报告。"""
    path = case.made(folder, grid).path
    for one in changes:
        hand.saved(path, one)
    return path


def _refreshed(path: Path, *grids: Grid, code: str = "mof-2020", **more: Any) -> Refreshed:
    found = [one for grid in grids for one in assess_all(grid, (case.form(code),))]
    template = more.pop("template", None)
    made = refresh(path.read_bytes(), found, template, default_template, **more)
    path.write_bytes(made.data)
    return made


def _with(grid: Grid, **values: Any) -> Grid:
    """`F15=2600` 那样改几格。"""
    sheets = list(grid.sheets)
    for address, value in values.items():
        row, column = int(address[1:]), ord(address[0]) - 64
        old = sheets[0].cells.get((row, column))
        style = old.number_format if old is not None else "General"
        filled = value if isinstance(value, str) else (D(str(value)), style)
        made = case.cell(SHEET, row, column, filled)
        sheets[0] = replace(sheets[0], cells={**sheets[0].cells, (row, column): made})
    return replace(grid, sheets=tuple(sheets))


def _changed(made: Refreshed) -> list[tuple[str, str, str]]:
    return [(one.name, one.old, one.new) for one in made.tally.changed]


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(case.text_of(one) for one in document.element.body.iter(f"{case.W}p"))


def test_改过的报告里只换数(tmp_path: Path) -> None:
    path = _made(tmp_path, hand.worked_over)
    before = hand.parts(path)
    made = _refreshed(path, _with(case.grid(), F15=2336))
    assert _changed(made) == [
        ("受训农户人次完成值", "2,335人次", "2,336人次"),
        ("受训农户人次完成率", "93.4%", "93.44%"),
        ("受训农户人次偏差率", "-6.6%", "-6.56%"),
        ("受训农户人次完成值", "2,335", "2,336"),
    ]
    tally = made.tally
    assert [tally.lost, tally.kept, tally.removed, tally.redrawn, tally.notes] == [
        {},
        {},
        {},
        [],
        [],
    ]
    after = hand.parts(path)
    assert list(after) == list(before)
    same = {name for name in before if before[name] == after[name]}
    assert set(before) - same == {"word/document.xml", kept(before)[0]}
    assert hand.blanked(after["word/document.xml"]) == hand.blanked(before["word/document.xml"])
    assert "word/comments.xml" in same
    assert any(name.startswith("word/media/") for name in same)
    assert "（添了一句）" in _text(path)
    assert "办事人员自己写的一段，抽查 30 户。" in _text(path)


def test_再更新一次什么都不变(tmp_path: Path) -> None:
    path = _made(tmp_path, hand.worked_over, lambda one: hand.retyped(one, "2,335", "2,340"))
    grid = _with(case.grid(), F15=2400, F6=1100)
    _refreshed(path, grid)
    data = path.read_bytes()
    made = _refreshed(path, grid)
    assert made.data == data
    assert _changed(made) == []
    assert [one.text for one in made.tally.kept] == ["2,340"]


def test_没有变的表不写文件(tmp_path: Path) -> None:
    path = _made(tmp_path, hand.worked_over)
    data = path.read_bytes()
    assert _refreshed(path, case.grid()).data == data


def test_格式合规(tmp_path: Path) -> None:
    path = _made(tmp_path)
    _refreshed(path, _with(case.grid(), F15=2400, F19=70))
    assert audit_errors(path) == []
    assert sdk_errors(path) == []


def _numbers() -> list[tuple[int, int]]:
    """数字格：资金、完成值、得分。"""
    return sorted(
        place for place, one in case.grid().sheets[0].cells.items() if one.kind == "number"
    )


@pytest.mark.parametrize("seed", range(24))
def test_只有随着那一格的数变(seed: int, tmp_path: Path) -> None:
    """随便改一格：各个控件写的都是照新表的写法；不随那一格变的没有动；别的一字不动。"""
    random = Random(seed)  # noqa: S311  # 只求重来时一样
    path = _made(tmp_path, hand.worked_over, _touch_tables)
    before = hand.parts(path)
    row, column = random.choice(_numbers())
    old = case.grid().sheets[0].cells[row, column]
    value = D(old.raw) * random.choice((D("0.97"), D("1.01"), D(0))) + random.choice((0, 1))
    sheet = case.grid().sheets[0]
    cell = old._replace(raw=f"{value.normalize():f}")
    grid = replace(
        case.grid(),
        sheets=(replace(sheet, cells={**sheet.cells, (row, column): cell}),
                *case.grid().sheets[1:]),
    )  # fmt: skip
    made = _refreshed(path, grid)
    after = hand.parts(path)
    assert hand.blanked(after["word/document.xml"]) == hand.blanked(before["word/document.xml"])
    then, now = _ledger(case.grid()), _ledger(grid)
    # 算自哪几格的也会变，所以按名称比。
    moved = {name for name, _ in then.keys() ^ now.keys()}
    moved |= {key[0] for key in then.keys() & now.keys() if then[key] != now[key]}
    assert {one.name for one in made.tally.changed} <= moved
    _, memory = kept(after)
    assert memory is not None
    controls = {
        one.xpath("string(w:sdtPr/w:id/@w:val)", namespaces={"w": case.W[1:-1]}): case.text_of(one)
        for one in etree.fromstring(after["word/document.xml"]).iter(f"{case.W}sdt")
    }
    lost = {(one.name, one.cell) for one in made.tally.lost}
    for number, control in memory.controls.items():
        key = (control.key.title, control.key.where)
        assert key in lost or controls[str(number)] in now[key], key
    assert _refreshed(path, grid).data == made.data


def _ledger(grid: Grid) -> dict[tuple[str, str], set[str]]:
    ledger = Ledger()
    build(case.assessment(grid), ledger)
    every: dict[tuple[str, str], set[str]] = {}
    for one in ledger.figures:
        every.setdefault((one.title, "、".join(one.cells)), set()).add(one.text)
    return every


def _touch_tables(document: Any) -> None:
    """每张表格都有人动过一下：不重画。"""
    for table in document.tables:
        table.rows[0].cells[0].paragraphs[0].add_run("＊")


# ---- 手改过的、删去的、修订里的 ----


def test_手改过的留着_写明了才改(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: hand.retyped(one, "2,335人次", "约2300人次"))
    grid = _with(case.grid(), F15=2400)
    made = _refreshed(path, grid)
    (left,) = made.tally.kept
    assert (left.text, left.new) == ("约2300人次", "2,400人次")
    assert left.why == "手改过（写出时是“2,335人次”），没有改；要照表改，加上 --overwrite"
    assert "约2300人次" in _text(path)
    made = _refreshed(path, grid, overwrite=True)
    assert _changed(made) == [("受训农户人次完成值", "约2300人次", "2,400人次")]
    assert "约2300人次" not in _text(path)


def test_手改成和表一样的不再说(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: hand.retyped(one, "2,335人次", "2,400人次"))
    made = _refreshed(path, _with(case.grid(), F15=2400))
    assert not made.tally.kept
    made = _refreshed(path, _with(case.grid(), F15=2401))
    assert ("受训农户人次完成值", "2,400人次", "2,401人次") in _changed(made)


def test_修订里的数不动(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: hand.tracked(one, "2,335人次", "2,350人次"))
    before = hand.parts(path)["word/document.xml"]
    made = _refreshed(path, _with(case.grid(), F15=2400))
    (left,) = made.tally.kept
    assert left.text == "2,350人次"
    assert left.why == "在修订里，没有改；请先接受或拒绝这处修订，再更新一次"
    after = hand.parts(path)["word/document.xml"]
    assert hand.blanked(after) == hand.blanked(before)
    assert "2,350人次" in _text(path)


def test_拒绝修订以后照样更新(tmp_path: Path) -> None:
    path = _made(tmp_path)
    keep = path.read_bytes()
    hand.saved(path, lambda one: hand.tracked(one, "2,335人次", "2,350人次"))
    _refreshed(path, _with(case.grid(), F15=2400))
    memory = kept(hand.parts(path))[1]
    assert memory is not None
    assert "2,335人次" in {one.text for one in memory.controls.values()}
    path.write_bytes(keep)
    assert ("受训农户人次完成值", "2,335人次", "2,400人次") in _changed(
        _refreshed(path, _with(case.grid(), F15=2400))
    )


def test_控件删去了的说一次(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: hand.unwrapped(one, "2,335人次"))
    grid = _with(case.grid(), F15=2400)
    made = _refreshed(path, grid)
    (left,) = made.tally.removed
    assert (left.name, left.text, left.new) == ("受训农户人次完成值", "2,335人次", "2,400人次")
    assert "没有这个数的控件" in left.why
    assert "2,335人次" in _text(path)
    assert not _refreshed(path, grid).tally.removed


def test_复制到别处的一样更新(tmp_path: Path) -> None:
    def copied(document: Any) -> None:
        one = deepcopy(hand.control(document, "2,335人次"))
        one.find(f"{case.W}sdtPr/{case.W}id").set(f"{case.W}val", "77001")
        document.add_paragraph("另一处：")._p.append(one)  # noqa: SLF001  # 同 Word 粘贴

    path = _made(tmp_path, copied)
    grid = _with(case.grid(), F15=2400)
    _refreshed(path, grid)
    assert "另一处：2,400人次" in _text(path)
    _refreshed(path, _with(case.grid(), F15=2410))
    assert "另一处：2,410人次" in _text(path)


def test_剪切粘贴的编号是新的_一样更新_不说删去了(tmp_path: Path) -> None:
    def moved(document: Any) -> None:
        one = hand.control(document, "2,335人次")
        one.find(f"{case.W}sdtPr/{case.W}id").set(f"{case.W}val", "77002")
        document.add_paragraph("挪到这里：")._p.append(one)  # noqa: SLF001  # 同 Word 剪切、粘贴

    path = _made(tmp_path, moved)
    for value in (2400, 2410):
        made = _refreshed(path, _with(case.grid(), F15=value))
        assert not made.tally.removed
        assert f"挪到这里：2,{value - 2000}人次" in _text(path)


def test_一格里几行的不算手改过(tmp_path: Path) -> None:
    rows = list(case.INDICATORS)
    rows[8] = (*rows[8][:5], "改善3处\n达到2处", *rows[8][6:])
    path = _made(tmp_path, hand.worked_over, grid=case.grid(indicators=rows))
    assert _refreshed(path, case.grid(indicators=rows)).tally == Tally()
    rows[8] = (*rows[8][:5], "改善4处\n达到2处", *rows[8][6:])
    made = _refreshed(path, case.grid(indicators=rows))
    assert not made.tally.kept
    assert ("农田灌溉水利用条件完成值", "改善3处、达到2处", "改善4处、达到2处") in _changed(made)


def test_页眉和文本框里的也更新(tmp_path: Path) -> None:
    def headed(document: Any) -> None:
        section = document.sections[1]
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = "总分{{ 总分 }}分"
        box = (
            f'<w:r xmlns:w="{case.W[1:-1]}" xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
            "<v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>框里{{ 总分 }}分</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        )
        document.add_paragraph()._p.append(parse_xml(box))  # noqa: SLF001  # python-docx 没有文本框

    template = case.edited(tmp_path, headed)
    path = case.made(tmp_path, template=template).path
    hand.saved(path, lambda one: one.add_paragraph("自己加的一段"))
    _refreshed(path, _with(case.grid(), H23=D("96.5")), template=template.read_bytes())
    headers = [data.decode() for name, data in hand.parts(path).items() if "header" in name]
    assert any("96.5" in one and "97.14" not in one for one in headers)
    assert "框里96.5分" in _text(path)


def test_写出以后没有人改过的_更新了还算没有人改过(tmp_path: Path) -> None:
    path = _made(tmp_path)
    _refreshed(path, _with(case.grid(), F15=2400))
    assert untouched(path)
    hand.saved(path, lambda one: one.add_paragraph("自己加的一段"))
    _refreshed(path, _with(case.grid(), F15=2410))
    assert not untouched(path)


def test_删去的话不在文件里藏着(tmp_path: Path) -> None:
    path = _made(tmp_path)
    hidden = b"".join(data for name, data in hand.parts(path).items() if "customXml" in name)
    for words in ("支出凭证齐全", "三季度两场培训", "成立自评工作小组"):
        assert words in _text(path)
        assert words.encode() not in hidden


def test_格式和批注的记号都留着(tmp_path: Path) -> None:
    def bolded(document: Any) -> None:
        run = hand.control(document, "2,335人次").find(f"{case.W}sdtContent/{case.W}r")
        second = deepcopy(run)
        next(run.iter(f"{case.W}t")).text = "2,3"
        next(second.iter(f"{case.W}t")).text = "35人次"
        run.addnext(second)

    path = _made(tmp_path, bolded)
    before = hand.parts(path)["word/document.xml"]
    _refreshed(path, _with(case.grid(), F15=2400))
    after = hand.parts(path)["word/document.xml"]
    assert hand.blanked(after) == hand.blanked(before)
    assert "2,400人次" in _text(path)


# ---- 表变了：行挪了、名称没有了、同名的 ----


def _longer(extra: Sequence[case.Value], place: int = 0) -> Grid:
    rows = list(case.INDICATORS)
    first = list(rows[place])
    rows.insert(place, (None, first[1], first[2], *extra))
    rows[place + 1] = (None, None, None, *first[3:])
    return case.grid(indicators=rows)


def test_前面插了一行_数还是那个数(tmp_path: Path) -> None:
    path = _made(tmp_path, _touch_tables)
    grid = _longer(("排水沟长度", "≥10公里", "12公里", 2, 2, None))
    made = _refreshed(path, _with(grid, F16=2400))
    assert ("受训农户人次完成值", "2,335人次", "2,400人次") in _changed(made)
    assert not made.tally.lost
    document = docx.Document(str(path))
    look = hand.control(document, "2,400人次").find(f"{case.W}sdtPr/{case.W}alias")
    assert look.get(f"{case.W}val") == f"{SHEET}!F16"
    assert any("排水沟长度｜≥10公里｜12公里" in note for note in made.tally.notes)
    assert _refreshed(path, _with(grid, F16=2400)).data == made.data


def test_没有了的指标列出来_数不动(tmp_path: Path) -> None:
    path = _made(tmp_path, _touch_tables)
    rows = [one for one in case.INDICATORS if one[3] != "受训农户人次"]
    made = _refreshed(path, case.grid(indicators=rows))
    lost = {one.name: one for one in made.tally.lost}
    assert lost["受训农户人次完成值"].text in {"2,335", "2,335人次"}
    assert "表里没有“受训农户人次完成值”了" in lost["受训农户人次完成值"].why
    assert f"{SHEET}!F15 现在是" in lost["受训农户人次完成值"].why
    assert "2,335人次" in _text(path)


def test_同名的两行挪了位置不猜(tmp_path: Path) -> None:
    twin = (None, None, None, "受训农户人次", "≥100人次", "120人次", 0, 0, None)
    rows = [*case.INDICATORS[:3], twin, *case.INDICATORS[3:]]
    path = _made(tmp_path, _touch_tables, grid=case.grid(indicators=rows))
    first = list(rows[0])
    extra = (None, first[1], first[2], "排水沟长度", "≥10公里", "12公里", 2, 2, None)
    moved = [extra, (None, None, None, *first[3:]), *rows[1:]]
    made = _refreshed(path, case.grid(indicators=moved))
    why = {one.why for one in made.tally.lost if one.name == "受训农户人次完成值"}
    assert why == {"表里叫“受训农户人次完成值”的有 2 处，行又动过，认不出是哪一处"}


def test_空着的得分后来填了_照填的(tmp_path: Path) -> None:
    blank = _with(case.grid(total=None), H6="")
    path = _made(tmp_path, _touch_tables, grid=blank)
    made = _refreshed(path, case.grid(total=D("97.1")))
    assert [new for name, _, new in _changed(made) if name == "总分"] == ["97.1"]


# ---- 表格重画 ----


def test_没有人动过的表格多了行_重画(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: one.add_paragraph("自己加的一段"))
    grid = _longer(("排水沟长度", "≥10公里", "12公里", 2, 2, None))
    made = _refreshed(path, grid)
    assert len(made.tally.redrawn) >= 1
    (tmp_path / "新").mkdir()
    fresh = case.made(tmp_path / "新", grid)
    now = [case.text_of(one) for one in docx.Document(str(path)).element.body.iter(f"{case.W}tbl")]
    new = [case.text_of(one) for one in fresh.part().iter(f"{case.W}tbl")]
    assert now == new
    assert "自己加的一段" in _text(path)
    ids = [one.get(f"{case.W}val") for one in docx.Document(str(path)).element.iter(f"{case.W}id")]
    assert len(ids) == len(set(ids))
    marks = [
        one.get(f"{case.W}name")
        for one in docx.Document(str(path)).element.iter(f"{case.W}bookmarkStart")
    ]
    assert len(marks) == len(set(marks)) == len(ids)
    assert _refreshed(path, grid).data == made.data
    assert audit_errors(path) == []


def test_拿旧报告当模板_书签不重(tmp_path: Path) -> None:
    (tmp_path / "旧").mkdir()
    old = case.made(tmp_path / "旧").path
    hand.saved(old, lambda one: one.add_paragraph("又写了{{ 总分 }}分"))
    path = case.made(tmp_path, case.grid(total=90), template=old).path
    document = docx.Document(str(path)).element
    marks = [one.get(f"{case.W}name") for one in document.iter(f"{case.W}bookmarkStart")]
    assert len(marks) == 1  # 旧的书签指着旧报告的数，去掉了
    assert audit_errors(path) == []


def test_重画过的表格里的数以后照样更新(tmp_path: Path) -> None:
    path = _made(tmp_path)
    grid = _longer(("排水沟长度", "≥10公里", "12公里", 2, 2, None))
    _refreshed(path, grid)
    made = _refreshed(path, _with(grid, F16=2337))
    assert ("受训农户人次完成值", "2,335", "2,337") in _changed(made)


def test_word保存时自己添的不算有人动过(tmp_path: Path) -> None:
    def rewritten(document: Any) -> None:
        for place, one in enumerate(document.element.body.iter(f"{case.W}p")):
            one.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"{place:08X}")
            one.set(f"{case.W}rsidR", "00AB12CD")
            one.insert(
                len(one), one.makeelement(f"{case.W}proofErr", {f"{case.W}type": "spellEnd"})
            )

    path = _made(tmp_path, rewritten)
    grid = _longer(("排水沟长度", "≥10公里", "12公里", 2, 2, None))
    assert _refreshed(path, grid).tally.redrawn


# ---- 话 ----


def test_话该变的一句句说_报告里不改(tmp_path: Path) -> None:
    path = _made(tmp_path, hand.worked_over)
    made = _refreshed(path, _with(case.grid(), F15=2600, H15=8, I15=""))
    said = [one for one in made.tally.words if one.name == "偏差原因"]
    assert "亩均增产粮食" in _text(path)
    assert "受训农户人次" in "".join("".join(one.old + one.new) for one in said)
    before = _text(path)
    assert _refreshed(path, _with(case.grid(), F15=2600, H15=8, I15="")).tally.words
    assert _text(path) == before


def _saying(made: Refreshed) -> list[str]:
    return [one for one in lines(made.tally) if one.startswith("[话没有改]")]


def test_哪一句变了就引哪一句_照报告里写着的(tmp_path: Path) -> None:
    """段里别的句子没有变，不引；数照报告里现在的，照着就找得到。"""
    path = _made(tmp_path, lambda one: one.add_paragraph("自己加的一段"))
    rows = list(case.INDICATORS)
    why = str(rows[2][8]).replace("按季调度", "按月调度")
    rows[2] = (*rows[2][:8], why)
    grid = case.grid(indicators=rows)
    for _ in range(2):  # 附表重画过，再说一遍还是这样说
        assert _saying(_refreshed(path, grid)) == [
            (
                "[话没有改] 偏差原因：报告里写着“改进措施：培训计划提前到农闲时节，按季调度。”，"
                "照现在的表是“改进措施：培训计划提前到农闲时节，按月调度。”"
            ),
        ]


def test_句子里的数照报告里现在写着的引(tmp_path: Path) -> None:
    path = _made(tmp_path, lambda one: one.add_paragraph("自己加的一段"))
    made = _refreshed(path, _with(case.grid(), F15=2600, H15=8))
    assert any(
        one.startswith(
            "[话没有改] 偏差原因：报告里写着“1. 受训农户人次：指标值≥2500人次，"
            "实际完成值为2,600人次，完成率104%，偏差率4%，得8分（分值8分），扣0.53分。”，"
            "照现在的表是“1. 受训农户人次："
        )
        for one in _saying(made)
    ), _saying(made)


def test_各句各配各的_删去的添上的分开说(tmp_path: Path) -> None:
    goal = "建成高标准农田3.2万亩。改善灌溉条件，提高粮食产能。带动农户增收。"
    path = _made(tmp_path, lambda one: one.add_paragraph("自己加的一段"), grid=_goal(goal))
    goal = "建成高标准农田3.2万亩。改善灌溉条件，提高水稻产能。吸纳脱贫人口务工。"
    assert _saying(_refreshed(path, _goal(goal))) == [
        (
            "[话没有改] 目标与完成：报告里写着“改善灌溉条件，提高粮食产能。”，"
            "照现在的表是“改善灌溉条件，提高水稻产能。”"
        ),
        "[话没有改] 目标与完成：报告里写着“带动农户增收。”，照现在的表没有这句了",
        "[话没有改] 目标与完成：照现在的表要添“吸纳脱贫人口务工。”",
    ]


def _goal(text: str) -> Grid:
    place = next(
        place for place, one in case.grid().sheets[0].cells.items()
        if one.raw.startswith("建成高标准农田3.2万亩")
    )  # fmt: skip
    return _with(case.grid(), **{f"{chr(64 + place[1])}{place[0]}": text})


def test_等级变了要说(tmp_path: Path) -> None:
    path = _made(tmp_path)
    made = _refreshed(path, _with(case.grid(), H23=85))
    said = {one.name: one for one in made.tally.words}
    assert (said["等级"].old, said["等级"].new) == (("优",), ("良",))


def test_手改的等级不改_说出来(tmp_path: Path) -> None:
    def lower(document: Any) -> None:
        words = (text for text in document.element.body.iter(f"{case.W}t") if text.text)
        next(text for text in words if "等级为“优”" in text.text).text = "分，等级为“良”。"

    path = _made(tmp_path, lower)
    said = ["[话没有改] 等级：报告里写着“等级为“良””，照现在的表是“等级为“优””"]
    assert _saying(_refreshed(path, case.grid())) == said
    assert "等级为“良”" in _text(path)


def test_一句话连着名称和不连名称_只说一次(tmp_path: Path) -> None:
    """模板里“实际完成情况”在“目标与完成”一段里，写成“实际完成情况：……”。"""
    path = _made(tmp_path, lambda one: one.add_paragraph("自己加的一段"))
    made = _refreshed(path, _with(case.grid(), F11="建成高标准农田3.2万亩。"))
    assert len([one for one in _saying(made) if "3.25万亩" in one]) == 1, _saying(made)


# ---- 是不是这一份 ----


def test_别的项目的报告不更新(tmp_path: Path) -> None:
    path = _made(tmp_path)
    with pytest.raises(WorkbookError, match="这份报告出自“2024年高标准农田建设项目”") as caught:
        _refreshed(path, case.grid(name="公路养护", indicators=_others()))
    assert "工作簿里是“公路养护”，不是同一份自评表，没有更新" in str(caught.value)


def _others() -> list[Sequence[case.Value]]:
    return [(*one[:3], f"另一条指标{place}", *one[4:]) for place, one in enumerate(case.INDICATORS)]


def test_别的年度的不更新(tmp_path: Path) -> None:
    path = _made(tmp_path)
    with pytest.raises(WorkbookError, match="报告的年度是“2024”，表里是“2025”"):
        _refreshed(path, _with(case.grid(), A2="（2025年度）"))


def test_名称改了几个字的照样更新_说一句(tmp_path: Path) -> None:
    path = _made(tmp_path)
    made = _refreshed(path, case.grid(name="2024年高标准农田建设工程"))
    assert made.tally.notes[0] == (
        "项目名称原是“2024年高标准农田建设项目”，表里现在是“2024年高标准农田建设工程”；"
        "报告里的名称没有改"
    )


def test_几份里挑对的一份(tmp_path: Path) -> None:
    path = _made(tmp_path)
    other = case.grid(name="公路养护", indicators=_others())
    made = _refreshed(path, other, _with(case.grid(), F15=2400))
    assert made.assessment.filing.called == "2024年高标准农田建设项目"
    assert ("受训农户人次完成值", "2,335人次", "2,400人次") in _changed(made)


def test_不是perfxl写的说明白(tmp_path: Path) -> None:
    path = tmp_path / "别的.docx"
    docx.Document().save(str(path))
    with pytest.raises(WorkbookError, match="里面没有记着哪个数出自哪一格"):
        _refreshed(path, case.grid())


def test_自己的模板(tmp_path: Path) -> None:
    """模板不在手边的只改数；给了原来的模板，表格照样重画；给错了的不更新。"""
    template = case.with_lines(tmp_path, "末尾：{{ 总分 }}分")
    path = case.made(tmp_path, template=template).path
    keep = path.read_bytes()
    grid = _longer(("排水沟长度", "≥10公里", "12公里", 2, 2, None))
    made = _refreshed(path, grid)
    assert not made.tally.redrawn
    assert any("模板不在手边" in note for note in made.tally.notes)
    path.write_bytes(keep)
    assert _refreshed(path, grid, template=template.read_bytes()).tally.redrawn
    with pytest.raises(WorkbookError, match="不是写这份报告时用的模板"):
        _refreshed(path, grid, template=default_template(case.form()))


BROKEN: dict[str, Callable[[dict[str, Any]], str]] = {
    "不是JSON": lambda _: "{",
    "空的": lambda _: "",
    "另一版": lambda told: json.dumps({**told, "version": 99}),
    "少一样": lambda told: json.dumps({key: told[key] for key in told if key != "keys"}),
    "指着没有的数": lambda told: json.dumps({**told, "controls": {"1": [99999, "1"]}}),
    "编号不是数": lambda told: json.dumps({**told, "controls": {"甲": [0, "1"]}}),
    "种类不对": lambda told: json.dumps({**told, "keys": [[1, 2, 3]]}),
    "第几处不对": lambda told: json.dumps({**told, "keys": [["甲", ["乙"], 5, 1, 0, 1]]}),
    "套得太深": lambda _: "[" * 100_000,
    "多一样": lambda told: json.dumps({**told, "origin": {**told["origin"], "x": "1"}}),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_记着的东西坏了_说一句(kind: str, tmp_path: Path) -> None:
    path = _made(tmp_path)
    parts = hand.parts(path)
    name = kept(parts)[0]
    root = etree.fromstring(parts[name])
    root.text = BROKEN[kind](json.loads(root.text or ""))
    with ZipFile(path, "w") as package:
        for one, data in parts.items():
            package.writestr(one, etree.tostring(root) if one == name else data)
    before = path.read_bytes()
    with pytest.raises(WorkbookError, match=r"请重新生成一份$") as caught:
        _refreshed(path, case.grid())
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_编号古怪的控件不碍事(tmp_path: Path) -> None:
    def odd(document: Any) -> None:
        ids = list(document.element.body.iter(f"{case.W}id"))
        for one, value in zip(ids, ("--5", "", "9" * 5000, "甲", "-3"), strict=False):
            one.set(f"{case.W}val", value)

    path = _made(tmp_path, odd)
    made = _refreshed(path, _with(case.grid(), F15=2400))
    assert ("受训农户人次完成值", "2,335人次", "2,400人次") in _changed(made)


@pytest.mark.parametrize("code", ["gd-special-2019", "gd-department-2022"])
def test_别的表样(code: str, tmp_path: Path) -> None:
    grid = case.special() if code == "gd-special-2019" else case.department()
    path = case.made(tmp_path, grid, code).path
    hand.saved(path, lambda one: one.add_paragraph("自己加的一段"))
    before = hand.parts(path)["word/document.xml"]
    sheet = grid.sheets[0]
    place, old = next(
        (place, one) for place, one in sheet.cells.items() if one.raw in {"241.6", "7980.45"}
    )
    cell: Cell = old._replace(raw="242")
    fresh = replace(
        grid, sheets=(replace(sheet, cells={**sheet.cells, place: cell}), *grid.sheets[1:])
    )
    made = _refreshed(path, fresh, code=code)
    assert any(one.cell.endswith(old.address) for one in made.tally.changed)
    assert "自己加的一段" in _text(path)
    if not made.tally.redrawn:
        after = hand.parts(path)["word/document.xml"]
        assert hand.blanked(after) == hand.blanked(before)
    assert _refreshed(path, fresh, code=code).data == made.data
