"""LibreOffice 另存过的报告：内容控件的标题、标记、编号丢了，凭书签认；认不出的说出来。"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest
import reportcase as case
from handedited import parts, saved
from test_refresh import _changed, _refreshed, _text, _with
from validators import audit_errors
from writer import Writer, resaved

from perfxl.cells.grid import Grid
from perfxl.errors import WorkbookError
from perfxl.report import charted_template
from perfxl.report.refresh.memory import kept

FUNDS = "2024年度年初预算数"
PLACE = "（三）绩效目标"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """什么都没有改，只另存过的一份：起一次 LibreOffice 要两三秒。"""
    return resaved(case.made(tmp_path_factory.mktemp("另存")).path).read_bytes()


@pytest.fixture
def path(plain: bytes, tmp_path: Path) -> Path:
    made = tmp_path / "另存的（一）.docx"
    made.write_bytes(plain)
    return made


def _spent(value: str) -> Grid:
    return _with(case.grid(), F6=value)


def _controls(path: Path) -> list[str]:
    body = docx.Document(str(path)).element.body
    return [case.text_of(one) for one in body.iter(f"{case.W}sdt")]


def test_什么都没有改_另存就丢了控件的标题_数照样更新(path: Path) -> None:
    document = parts(path)["word/document.xml"].decode()
    assert "w:alias" not in document  # 这一版 LibreOffice 真的丢；以后的版本不丢，这个测试就不必了
    made = _refreshed(path, _with(case.grid(), F15=2400))
    assert _changed(made) == [
        ("受训农户人次完成值", "2,335人次", "2,400人次"),
        ("受训农户人次完成率", "93.4%", "96%"),
        ("受训农户人次偏差率", "-6.6%", "-4%"),
        ("受训农户人次完成值", "2,335", "2,400"),
    ]
    tally = made.tally
    assert [tally.lost, tally.kept, tally.removed, tally.words] == [{}, {}, {}, []]
    assert "2,335" not in _text(path)
    assert _refreshed(path, _with(case.grid(), F15=2400)).data == made.data


def test_控件的标题补上_在Word里又点得出单元格(path: Path) -> None:
    before = audit_errors(path)  # LibreOffice 自己写得也不全合规定
    _refreshed(path, _with(case.grid(), F15=2400))
    looks = docx.Document(str(path)).element.body.iter(f"{case.W}sdtPr")
    titles = [one.find(f"{case.W}alias").get(f"{case.W}val") for one in looks]
    memory = kept(parts(path))[1]
    assert memory is not None
    assert len(titles) == len(memory.controls)
    assert "绩效自评表!F15" in titles
    assert audit_errors(path) == before


def test_图的替代文字也丢了_数一样的就是那一张(tmp_path: Path) -> None:
    template = tmp_path / "画图的模板.docx"
    template.write_bytes(charted_template(case.form()))
    path = resaved(case.made(tmp_path, template=template).path)
    assert "descr" not in parts(path)["word/document.xml"].decode()
    grid = _with(case.grid(), F15=2400)
    made = _refreshed(path, grid, template=template.read_bytes())
    assert made.tally.charts == ["指标完成表"]
    charts = [data for name, data in parts(path).items() if name.startswith("word/charts/chart")]
    # 轴的编号是 LibreOffice 随意取的，里面也会有 2400：只看值
    assert sum(">2400<" in one.decode() or ">96<" in one.decode() for one in charts) == 1
    assert _refreshed(path, grid, template=template.read_bytes()).data == made.data


def test_图删去了的_说出来(tmp_path: Path) -> None:
    def bare(document: Any) -> None:
        drawing = next(document.element.body.iter(f"{case.W}drawing"))
        drawing.getparent().remove(drawing)

    template = tmp_path / "画图的模板.docx"
    template.write_bytes(charted_template(case.form()))
    path = saved(case.made(tmp_path, template=template).path, bare)
    made = _refreshed(path, _with(case.grid(), F6=1100), template=template.read_bytes())
    assert [one for one in made.tally.notes if "图“资金表”在报告里找不到了" in one]


def test_又用LibreOffice存一次_又更新一次(path: Path) -> None:
    _refreshed(path, _with(case.grid(), F15=2400))
    path = resaved(path)
    assert ("受训农户人次完成值", "2,400人次", "2,410人次") in _changed(
        _refreshed(path, _with(case.grid(), F15=2410))
    )


def test_挪过段落_改过句子_删去了数_复制了一段(tmp_path: Path) -> None:
    def worked_over(writer: Writer) -> None:
        writer.typed("资金执行情况表", "资金的账")
        writer.copied(FUNDS, PLACE)
        writer.cut(FUNDS, "二、自评工作")
        writer.removed("97.14")
        writer.typed("2,335人次", "约2300人次")

    path = resaved(case.made(tmp_path).path, worked_over)
    before = _text(path)
    assert before.count(FUNDS) == 2
    made = _refreshed(path, _with(case.grid(), F15=2400, F6=1100, H23=96))
    after = _text(path)
    assert "资金的账" in after
    assert after.count("全年执行数1100万元") == 2  # 挪过的、复制的都是那个数
    assert [(one.name, one.text, one.new) for one in made.tally.kept] == [
        ("受训农户人次完成值", "约2300人次", "2,400人次")
    ]
    assert "约2300人次" in after
    assert ("总分", "97.14", "96") in {(one.name, one.text, one.new) for one in made.tally.removed}
    again = _refreshed(path, _with(case.grid(), F15=2400, F6=1100, H23=96))
    assert again.data == made.data


def test_书签也没有了的_不猜_说出来(path: Path) -> None:
    def bare(document: Any) -> None:
        body = document.element.body
        for one in list(body.iter(f"{case.W}bookmarkStart", f"{case.W}bookmarkEnd"))[:40]:
            one.getparent().remove(one)

    before = _controls(path)
    saved(path, bare)
    made = _refreshed(path, _spent("1100"))
    lost = [one.text for one in made.tally.kept if "认不出是哪一个数" in one.why]
    assert sorted(lost) == sorted(set(before[:20]))  # 字一样的只说一次
    assert _controls(path)[:20] == before[:20]


def test_别的报告里抄来的数_不当成这一份的(path: Path, tmp_path: Path) -> None:
    (tmp_path / "别的").mkdir()
    other = resaved(case.made(tmp_path / "别的", case.grid(total=50)).path)
    pasted = docx.Document(str(other)).element.body
    figure = next(one for one in pasted.iter(f"{case.W}sdt") if case.text_of(one) == "2,335人次")
    saved(path, lambda document: document.add_paragraph("别处：")._p.append(figure))  # noqa: SLF001  # 同粘贴
    made = _refreshed(path, _with(case.grid(), F15=2400))
    assert "别处：2,335人次" in _text(path)
    (left,) = [one for one in made.tally.kept if "认不出" in one.why]
    assert left.text == "2,335人次"


def test_一个也认不出的_不更新_说一句(tmp_path: Path) -> None:
    """以前的版本写的报告没有留书签。"""
    path = case.made(tmp_path).path

    def bare(document: Any) -> None:
        body = document.element.body
        for one in list(body.iter(f"{case.W}bookmarkStart", f"{case.W}bookmarkEnd")):
            one.getparent().remove(one)

    path = resaved(saved(path, bare))
    data = path.read_bytes()
    with pytest.raises(WorkbookError, match="认不出哪个是哪个，没有更新；请重新生成一份"):
        _refreshed(path, _spent("1100"))
    assert path.read_bytes() == data
