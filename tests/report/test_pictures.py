"""佐证图片作附件：认得出是哪条指标的，缩得进版面，放不了的说一句；附件照公文的写法编号。"""

from __future__ import annotations

import contextlib
import io
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import handedited as hand
import pytest
import reportcase as case
from lxml import etree
from PIL import Image
from test_refresh import _refreshed, _with
from validators import audit_errors, sdk_errors

from perfxl import workbook
from perfxl.assess import assess_all
from perfxl.buttons import macro
from perfxl.cli.main import main
from perfxl.files.pictures import evidence_folder
from perfxl.form.load import load_all
from perfxl.proof import proof
from perfxl.report import Rendered, render
from perfxl.report.blank.build import template_bytes
from perfxl.report.pictures import load
from perfxl.report.pictures.load import load_pictures
from perfxl.report.pictures.match import titled

W = case.W
EMU = 36_000  # 一毫米
SAMPLE = Path(__file__).parents[2] / "samples" / "良好的自评表.xlsx"
FORMS = load_all()


def _photo(path: Path, width: int = 1600, height: int = 1200, **more: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = "RGBA" if path.suffix == ".gif" else "RGB"
    Image.new(mode, (width, height), (90, 120, 160)).save(path, **more)
    return path


def _made(folder: Path, *names: str, template: Path | None = None) -> Rendered:
    """高标准农田的一份，文件夹里有这几张。"""
    (folder / "佐证").mkdir(exist_ok=True)
    for name in names:
        _photo(folder / "佐证" / name)
    return render(
        case.assessment(), folder / "报告.docx", template=template, pictures=folder / "佐证"
    )


def _texts(path: Path) -> list[str]:
    body = docx.Document(str(path)).element.body
    return [case.text_of(one) for one in body.iter(f"{W}p")]


def _titles(path: Path) -> list[str]:
    return [one for one in _texts(path) if one.startswith("图") and "　" in one]


def _sizes(path: Path) -> list[tuple[int, int]]:
    """各张图印多大，毫米。"""
    shapes = docx.Document(str(path)).inline_shapes
    return [(round(one.width / EMU), round(one.height / EMU)) for one in shapes]


# ---- 认是哪条指标的 ----


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("受训农户人次.jpg", "受训农户人次"),
        ("产出数量-受训农户人次.jpg", "受训农户人次"),
        ("产出指标-数量指标-受训农户人次.jpg", "受训农户人次"),
        ("03 受训农户人次（第三期签到表）.jpg", "受训农户人次：第三期签到表"),
        ("受训农户人次2.jpg", "受训农户人次"),
        ("受训农户.jpg", "受训农户人次"),  # 只有这一条指标有这几个字
        ("受训农户人次、受益农户满意度_问卷.png", "受训农户人次、受益农户满意度：问卷"),
        ("机耕路-竣工照片.bmp", "新修机耕路长度：竣工照片"),
    ],
)
def test_文件名里写着指标的名称(name: str, title: str, tmp_path: Path) -> None:
    made = _made(tmp_path, name)
    assert _titles(made.path) == [f"图1　{title}"]
    assert made.pictures == ()


@pytest.mark.parametrize("name", ["IMG_2025.jpg", "农田.jpg", "现场.png", "田.jpg"])
def test_认不出的放在最后_说出来(name: str, tmp_path: Path) -> None:
    made = _made(tmp_path, name, "受训农户人次.jpg")
    assert _titles(made.path) == ["图1　受训农户人次", f"图2　{Path(name).stem}"]
    assert made.pictures == (
        f"佐证图片“{name}”认不出是哪条指标的，放在最后；文件名里写上三级指标的名称就对得上",
    )
    assert made.notes == made.pictures


def test_照指标的次序_同一条的照文件名里的数(tmp_path: Path) -> None:
    made = _made(tmp_path, "满意度.jpg", "受训农户人次-10.jpg", "受训农户人次-2.jpg", "机耕路.jpg")
    assert _titles(made.path) == [
        "图1　新修机耕路长度", "图2　受训农户人次", "图3　受训农户人次", "图4　受益农户满意度",
    ]  # fmt: skip
    shapes = docx.Document(str(made.path)).inline_shapes
    names = [one._inline.docPr.get("descr") for one in shapes]  # noqa: SLF001  # 没有公开的读法
    assert names == _titles(made.path)


def test_名称长的优先_不当作名称短的(tmp_path: Path) -> None:
    rows = [
        (None, "产出指标", "数量指标", "培训", "≥1期", "1期", 25, 25, None),
        (None, None, None, "培训人次", "≥10人次", "10人次", 25, 25, None),
    ]
    filing = case.assessment(case.grid(indicators=rows)).filing
    _photo(tmp_path / "培训人次.jpg")
    _photo(tmp_path / "培训.jpg")
    shown, said = titled(load_pictures(tmp_path).pictures, filing)
    assert [one.indicator for one in shown] == ["培训", "培训人次"]
    assert said == []


def test_一个字的名称_要单独写着才算(tmp_path: Path) -> None:
    rows = [(None, "产出指标", "数量指标", "甲", "≥1期", "1期", 50, 50, None)]
    filing = case.assessment(case.grid(indicators=rows)).filing
    _photo(tmp_path / "甲方合同.jpg")
    _photo(tmp_path / "甲-现场.jpg")
    shown, said = titled(load_pictures(tmp_path).pictures, filing)
    assert [one.title for one in shown] == ["图1　甲：现场", "图2　甲方合同"]
    assert len(said) == 1


# ---- 读得了的、读不了的 ----


def test_放不了的一张一句(tmp_path: Path) -> None:
    folder = tmp_path / "佐证"
    good = _photo(folder / "受训农户人次.jpg").read_bytes()
    (folder / "机耕路.heic").write_bytes(b"ftypheic")
    (folder / "满意度.jpg").write_bytes(good[: len(good) // 3])
    (folder / "农田面积.jpg").write_bytes(b"")
    (folder / "验收.png").write_text("不是图片", encoding="utf-8")
    (folder / "合同.pdf").write_bytes(b"%PDF-1.7")
    (folder / "明细.xlsx").write_bytes(b"PK")
    (folder / "旧的").mkdir()
    with contextlib.suppress(OSError):  # Windows 上要另给权限才建得了
        (folder / "借来的.jpg").symlink_to(folder / "已经删了.jpg")
    gone = [("借来的.jpg", "打不开，它指着的文件不在了；请重新取得")]
    for junk in ("Thumbs.db", ".DS_Store", "~$临时.jpg"):
        (folder / junk).write_bytes(b"x")
    made = _made(tmp_path)
    assert _titles(made.path) == ["图1　受训农户人次"]
    assert sorted(made.pictures) == sorted(
        f"佐证图片“{name}”没有放进报告：{why}"
        for name, why in (
            ("机耕路.heic", "手机的 HEIC 格式打不开；请在手机或电脑上另存为 JPG"),
            ("满意度.jpg", "打不开，损坏了或者没有传完；请重新取得"),
            ("农田面积.jpg", "它是空的；请重新取得"),
            ("验收.png", "打不开，损坏了或者没有传完；请重新取得"),
            ("合同.pdf", "它是 PDF，不是图片；请把要放的那一页另存为图片"),
            ("明细.xlsx", "它不是图片（认得 jpg、png、bmp、gif、tif、webp）"),
            ("旧的", "它是文件夹，里面的没有看"),
            *(gone if (folder / "借来的.jpg").is_symlink() else []),
        )
    )


@pytest.mark.parametrize("suffix", ["jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp"])
def test_各种格式(suffix: str, tmp_path: Path) -> None:
    _photo(tmp_path / f"甲.{suffix}", 300, 200)
    (made,) = load_pictures(tmp_path).pictures
    assert (made.width, made.height, made.kind) == (
        300, 200, "jpeg" if suffix in {"jpg", "jpeg", "webp"} else "png",
    )  # fmt: skip
    assert Image.open(io.BytesIO(made.data)).size == (300, 200)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_各种颜色_透明的垫上白(mode: str, tmp_path: Path) -> None:
    path = tmp_path / ("甲.tif" if mode in {"CMYK", "I;16"} else "甲.png")
    Image.new(mode, (40, 30)).save(path)
    (made,) = load_pictures(tmp_path).pictures
    opened = Image.open(io.BytesIO(made.data))
    assert opened.mode in {"1", "L", "RGB"}
    if mode in {"RGBA", "LA"}:
        assert opened.getpixel((5, 5)) == (255, 255, 255)


def test_手机竖着拍的转正_拍摄地点去掉(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # 相机横着存，写明要转
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x010F] = "手机"
    _photo(tmp_path / "甲.jpg", 400, 300, exif=exif)
    (made,) = load_pictures(tmp_path).pictures
    assert (made.width, made.height) == (300, 400)
    assert len(Image.open(io.BytesIO(made.data)).getexif()) == 0


def test_很大的缩小_大得不像话的不读(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _photo(tmp_path / "甲.jpg", 6000, 4000)
    (made,) = load_pictures(tmp_path).pictures
    assert (made.width, made.height) == (1843, 1229)
    monkeypatch.setattr(load, "_PIXELS", 1000)
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 13_000_000)  # Pillow 也要说的，不印在屏幕上
    assert load_pictures(tmp_path).notes == (
        "佐证图片“甲.jpg”没有放进报告：太大（6000×4000 点）；请缩小",
    )
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    assert load_pictures(tmp_path).notes == (
        "佐证图片“甲.jpg”没有放进报告：太大（点数太多）；请缩小",
    )
    monkeypatch.setattr(load, "_BYTES", 10)
    assert "太大（0 MB，至多 0 MB）；请缩小" in load_pictures(tmp_path).notes[0]


def test_太多的说从哪一张起没有放(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "_COUNT", 2)
    for name in ("1.png", "2.png", "10.png", "11.png"):
        _photo(tmp_path / name, 10, 10)
    made = load_pictures(tmp_path)
    assert [one.name for one in made.pictures] == ["1.png", "2.png"]
    assert made.notes == ("佐证图片超过 2 张，从“10.png”起没有放进报告；请挑要紧的",)


def test_没有装Pillow的说一句(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "find_spec", lambda _: None)
    _photo(tmp_path / "甲.png", 10, 10)
    _photo(tmp_path / "乙.png", 10, 10)
    assert load_pictures(tmp_path).notes == (
        "佐证图片没有放进报告：没有装读图片的 Pillow；请运行 python -m pip install Pillow",
    )


# ---- 印在哪里、多大 ----


def test_横的一页两张_竖的一页一张_小的不放大(tmp_path: Path) -> None:
    folder = tmp_path / "佐证"
    _photo(folder / "1横.jpg", 4000, 3000)
    _photo(folder / "2竖.jpg", 3000, 4000)
    _photo(folder / "3长.jpg", 4000, 400)
    _photo(folder / "4小.png", 96, 96)
    path = _made(tmp_path).path
    assert _sizes(path) == [(113, 85), (135, 180), (156, 16), (25, 25)]
    for one in docx.Document(str(path)).element.body.iter(f"{W}drawing"):
        spacing = next(one.iterancestors(f"{W}p")).find(f"{W}pPr/{W}spacing")
        assert spacing.get(f"{W}lineRule") == "auto"  # 固定行距会把图裁成一条


def test_附件照公文的写法编号(tmp_path: Path) -> None:
    lines = _texts(_made(tmp_path, "受训农户人次.jpg").path)
    place = lines.index("附件：1.项目支出绩效自评表")
    assert lines[place + 1] == "2.佐证图片"
    labels = [one for one in lines if one in {"附件", "附件1", "附件2"}]
    assert labels == ["附件1", "附件2"]
    assert lines[lines.index("附件2") :][:3] == ["附件2", "佐证图片", ""]


@pytest.mark.parametrize(
    ("names", "said"), [(["受训农户人次.jpg"], ["附件：佐证图片", "附件"]), ([], [])]
)
def test_表样不附表的_只有图片一个附件(names: list[str], said: list[str], tmp_path: Path) -> None:
    form = case.form()
    form = replace(form, report=replace(form.report, annex=False))
    template = tmp_path / "模板.docx"
    template.write_bytes(template_bytes(form))
    lines = _texts(_made(tmp_path, *names, template=template).path)
    assert [one for one in lines if one.startswith("附件")] == said


def test_没有图片的与以前一样_不留空白页(tmp_path: Path) -> None:
    path = render(case.assessment(), tmp_path / "报告.docx").path
    lines = _texts(path)
    assert "附件：项目支出绩效自评表" in lines
    assert "附件" in lines
    assert not any("佐证图片" in one for one in lines)
    sections = list(docx.Document(str(path)).element.body.iter(f"{W}sectPr"))
    assert len(sections) == 3
    assert sections[-1].find(f"{W}pgSz").get(f"{W}orient") == "landscape"


def test_格式合规_两次写出的相同_核对没有话说(tmp_path: Path) -> None:
    path = _made(tmp_path, "受训农户人次.jpg", "满意度.png").path
    assert audit_errors(path) == []
    assert sdk_errors(path) == []
    first = path.read_bytes()
    assert _made(tmp_path).path.read_bytes() == first
    assert proof(path, (case.assessment(),), "自评表.xlsx").findings == ()


# ---- 自己的模板 ----


def test_自己的模板_放在表格里的缩到格宽(tmp_path: Path) -> None:
    def own(document: Any) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).text = "{% for 图 in 佐证图片 %}"
        table.cell(1, 0).text, table.cell(1, 1).text = "前{{ 图.图片 }}后", "{{ 图.图题 }}"
        table.cell(2, 0).text = "{% endfor %}"
        for row in table.rows:
            for cell in row.cells:
                cell.width = 2268  # 四厘米，缇；python-docx 按 EMU 写
                cell._tc.tcPr.find(f"{W}tcW").set(f"{W}w", "2268")  # noqa: SLF001  # 同上

    template = case.edited(tmp_path, own)
    path = _made(tmp_path, "受训农户人次.jpg", template=template).path
    assert "前后" in _texts(path)
    assert len(_sizes(path)) == 2  # 附件里一张，表格里一张
    assert min(_sizes(path))[0] == 36
    media = [one for one in hand.parts(path) if one.startswith("word/media/")]
    assert len(media) == 1  # 同一张只存一份
    assert audit_errors(path) == []


def test_模板里没有位置的说怎么写(tmp_path: Path) -> None:
    template = tmp_path / "我的.docx"
    document = docx.Document()
    document.add_paragraph("{{ 项目名称 }}")
    document.save(str(template))
    made = _made(tmp_path, "受训农户人次.jpg", template=template)
    assert made.notes[0] == (
        "佐证图片有 1 张没有放进报告：模板里没有它们的位置；在要放的地方写三段："
        "{% for 图 in 佐证图片 %}、{{ 图.图片 }}、{% endfor %}"
    )
    template.unlink()
    document.add_paragraph("{% for 图 in 佐证图片 %}")
    document.add_paragraph("{{ 图.图片 }}")
    document.add_paragraph("{% endfor %}")
    document.save(str(template))
    made = _made(tmp_path, template=template)
    assert len(_sizes(made.path)) == 1
    assert not any("佐证图片" in one for one in made.notes)


def test_检查模板认得图片的名称(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    template = tmp_path / "我的.docx"
    document = docx.Document()
    for line in ("{% for 图 in 佐证图片 %}", "{{ 图.图片 }}{{ 图.图名 }}", "{% endfor %}"):
        document.add_paragraph(line)
    document.save(str(template))
    assert main(["lint", str(template)]) == 1
    said = capsys.readouterr().out
    assert "写错的 1 处" in said
    assert "图题" in said


# ---- 更新 ----


def test_更新报告_图片一张不动(tmp_path: Path) -> None:
    path = _made(tmp_path, "受训农户人次.jpg", "满意度.png").path
    hand.saved(path, lambda one: one.add_paragraph("自己加的一段"))
    before = hand.parts(path)
    made = _refreshed(path, _with(case.grid(), F15=2400))
    assert ("受训农户人次完成值", "2,335人次", "2,400人次") in [
        (one.name, one.old, one.new) for one in made.tally.changed
    ]
    after = hand.parts(path)
    media = [one for one in before if one.startswith("word/media/")]
    assert len(media) == 2
    assert all(after[one] == before[one] for one in media)
    assert _titles(path) == ["图1　受训农户人次", "图2　受益农户满意度"]
    assert _refreshed(path, _with(case.grid(), F15=2400)).data == made.data


# ---- 命令行、按钮 ----


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path / "自评表 (一).xlsx"))


def _report_of(book: Path) -> Path:
    return book.with_name(f"{book.stem}-自评报告.docx")


@pytest.mark.parametrize("command", ["report", "run"])
def test_工作簿旁边的文件夹(command: str, book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _photo(evidence_folder(book) / "读者满意度-问卷.jpg")
    _photo(evidence_folder(book) / "IMG_1.jpg")
    assert main([command, str(book)]) == 0
    assert _titles(_report_of(book)) == ["图1　读者满意度：问卷", "图2　IMG_1"]
    assert "佐证图片“IMG_1.jpg”认不出是哪条指标的" in capsys.readouterr().out


def test_没有文件夹的不说话(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(book)]) == 0
    assert "佐证图片" not in capsys.readouterr().out


def test_佐证文件夹里的表格不当自评表(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = evidence_folder(book)
    folder.mkdir()
    shutil.copy(SAMPLE, folder / "验收单.xlsx")
    assert main(["check", str(book.parent)]) == 0
    assert "验收单" not in capsys.readouterr().out
    book.unlink()  # 旁边没有这个工作簿的，不是它的佐证
    assert main(["check", str(folder.parent)]) == 0
    assert "验收单" in capsys.readouterr().out


class _Book:
    """活动工作簿的样子：名称、全名，里面是那个文件。"""

    def __init__(self, path: Path) -> None:
        self.name, self.fullname = path.name, str(path)


def test_按钮也一样(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _photo(evidence_folder(book) / "读者满意度.jpg")
    _photo(evidence_folder(book) / "IMG_1.jpg")
    said: list[str] = []

    def spoken(_book: object, _start: str, act: Any) -> None:
        said.append(act())

    found = assess_all(workbook.read(book), FORMS)
    monkeypatch.setattr(macro, "_judge", lambda *_: found)
    monkeypatch.setattr(macro, "_spoken", spoken)
    path = macro.report(_Book(book), show=lambda _: None)
    assert _titles(path) == ["图1　读者满意度", "图2　IMG_1"]
    assert "佐证图片“IMG_1.jpg”认不出是哪条指标的" in said[0]


def test_几份自评表的_各放在项目名称的文件夹里(tmp_path: Path) -> None:
    from perfxl.files.pictures import picture_folders, stray_pictures  # noqa: PLC0415  # 只有这里用

    path = tmp_path / "合订.xlsx"
    several = assess_all(_two(), (case.form(),))
    names = [one.filing.apart for one in several]
    assert all(names)
    assert len(set(names)) == 2
    folder = evidence_folder(path)
    _photo(folder / names[1] / "受训农户人次.jpg")
    _photo(folder / "受训农户人次.jpg")
    assert picture_folders(path, several) == [None, folder / names[1]]
    (said,) = stray_pictures(path, several)
    assert said == (
        "合订-佐证 里的“受训农户人次.jpg”不知道是哪一份自评表的，没有放进报告；"
        f"请各放在里面以项目名称命名的文件夹里（如“{names[0]}”）"
    )


def test_几份自评表的_文件夹打不开_说一句(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from perfxl.files.pictures import stray_pictures  # noqa: PLC0415  # 同上

    def denied(_: Path) -> None:
        raise PermissionError

    path = tmp_path / "合订.xlsx"
    evidence_folder(path).mkdir()
    monkeypatch.setattr(Path, "iterdir", denied)
    said = stray_pictures(path, assess_all(_two(), (case.form(),)))
    assert said == ("佐证图片的文件夹 合订-佐证 打不开，没有放；请看有没有权限",)


def _two() -> Any:
    first, second = case.grid(name="甲项目"), case.grid(name="乙项目")
    sheet = second.sheets[0]
    cells = {place: one._replace(sheet="绩效自评表 (2)") for place, one in sheet.cells.items()}
    other = replace(sheet, name="绩效自评表 (2)", cells=cells)
    return replace(first, sheets=(first.sheets[0], other))


def test_图形的编号不重(tmp_path: Path) -> None:
    path = _made(tmp_path, "受训农户人次.jpg", "满意度.png", "机耕路.png").path
    root = etree.fromstring(hand.parts(path)["word/document.xml"])
    numbers = [one.get("id") for one in root.iter("{*}docPr")]
    assert len(numbers) == len(set(numbers)) == 3
