"""模板里的什么出得去：会动的不带出去并且说；有出处的数冒充不了；每个部件里的标记都填或都说。"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import oddtemplates as odd
import pytest
import reportcase as case

FOR, END = odd.FOR, odd.END
Make = Callable[[], bytes]


CORE = "docProps/core.xml"


def test_模板里打的记号字符_冒充不了有出处的数(tmp_path: Path) -> None:
    forged = "\U000f5000\U000f5010\U000f5001假数\U000f5002"
    made = odd.rendered(tmp_path, odd.with_text(forged))
    assert made.paragraphs[-1] == "假数"
    assert not [one for one in made.controls() if "假数" in one[2]]


def test_切开的数不带出处(tmp_path: Path) -> None:
    line = FOR + "{{ 行.完成情况[0:5] }}{{ 行.完成情况[4:] }}；" + END
    made = odd.rendered(tmp_path, odd.with_text(line))
    whole = {figure.text for figure in made.rendered.figures}
    assert {text for _, _, text in made.controls()} <= whole


@pytest.mark.parametrize(
    ("kind", "target"), [("header", "抬头.xml"), ("footnotes", "注.xml"), ("endnotes", "尾.xml")]
)
def test_名字古怪的页眉_脚注_尾注也填(tmp_path: Path, kind: str, target: str) -> None:
    made = odd.rendered(tmp_path, odd.note(kind, target, "{{ 项目名称 }}：{{ 总分 }}"))
    assert case.text_of(made.part(f"word/{target}")) == "2024年高标准农田建设项目：97.14"


def test_域代码_属性里的标记也填(tmp_path: Path) -> None:
    made = odd.rendered(
        tmp_path,
        odd.with_body(
            '<w:p><w:r><w:instrText> TITLE "{{ 总分 }}" </w:instrText></w:r>'
            '<w:bookmarkStart w:id="9" w:name="{{ 年度 }}"/><w:bookmarkEnd w:id="9"/></w:p>'
        ),
    )
    body = made.part()
    assert [one.text for one in body.iter(f"{case.W}instrText")] == [' TITLE "97.14" ']
    names = {one.get(f"{case.W}name") for one in body.iter(f"{case.W}bookmarkStart")}
    assert "2024" in names


def test_不填的地方写了标记_要说(tmp_path: Path) -> None:
    template = odd.swapped(
        b"</cp:coreProperties>", "<x>{{ 总分 }}</x></cp:coreProperties>".encode(), CORE
    )
    made = odd.rendered(tmp_path, template)
    assert "报告模板的 docProps/core.xml 里写了标记，这里不填，照原样留着" in made.rendered.notes


OFFICE = "http://schemas.microsoft.com/office/2006/relationships"
PICTURE = (
    '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    f' xmlns:r="{odd.OFFICE}" r:link="rIdOdd9"/></w:drawing></w:r></w:p>'
)
CHUNK = f'<w:altChunk xmlns:r="{odd.OFFICE}" r:id="rIdOdd9"/>'
OBJECT = (
    '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"'
    f' xmlns:r="{odd.OFFICE}" r:id="rIdOdd9"/></w:object></w:r></w:p>'
)
ACTIVE = [
    ("外面的图片", lambda: odd.related("image", "http://x/a.png", body=PICTURE), "外面的图片"),
    ("外面的页眉", lambda: odd.related("header", "http://x/h.xml"), "外面的部件"),
    ("附加的模板", lambda: odd.related("attachedTemplate", "http://x/a.dotm"), "附加的模板"),
    (
        "嵌入的对象",
        lambda: odd.related("oleObject", "a.bin", b"x", "application/x", OBJECT),
        "嵌入的",
    ),
    (
        "整份插入",
        lambda: odd.related("aFChunk", "a.mht", b"x", "message/rfc822", CHUNK),
        "整份插入的",
    ),
    (
        "宏",
        lambda: odd.related(f"{OFFICE}/vbaProject", "vbaProject.bin", b"x", "application/x"),
        "宏",
    ),
    ("控件", lambda: odd.related("control", "a.xml", b"<x/>", "application/x"), "控件"),
]


@pytest.mark.parametrize(("what", "make", "said"), ACTIVE, ids=[row[0] for row in ACTIVE])
def test_会动的不带进报告_并且说(tmp_path: Path, what: str, make: Make, said: str) -> None:
    made = odd.rendered(tmp_path, make())
    assert any(said in one and "没有带进报告" in one for one in made.rendered.notes), what
    with ZipFile(made.path) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
        names = package.namelist()
    assert b"rIdOdd9" not in everything
    assert b"http://x/" not in everything
    assert not [name for name in names if name.endswith((".bin", ".mht", "word/a.xml"))]


@pytest.mark.parametrize("code", ["DDEAUTO c:\\x", "includepicture http://x/", 'LINK Excel "a"'])
def test_会去外面取东西的域_留下字去掉域(tmp_path: Path, code: str) -> None:
    field = "".join(
        f"<w:r>{one}</w:r>"
        for one in (
            '<w:fldChar w:fldCharType="begin"/>',
            f"<w:instrText> {code[:3]}</w:instrText>",
            f"<w:instrText>{code[3:]}</w:instrText>",
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>看得见的字</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )
    written = code.replace('"', "&quot;")
    simple = f'<w:fldSimple w:instr="{written}"><w:r><w:t>又</w:t></w:r></w:fldSimple>'
    made = odd.rendered(tmp_path, odd.with_body(f"<w:p>{field}{simple}</w:p>"))
    name = code.split(maxsplit=1)[0].upper()
    assert made.paragraphs[-1] == "看得见的字又"
    assert (
        f"报告模板正文里的 {name} 域会去外面取东西或运行程序，没有带进报告" in made.rendered.notes
    )
    assert name not in "".join(one.text or "" for one in made.part().iter()).upper()


def test_超链接留着(tmp_path: Path) -> None:
    link = (
        f'<w:p><w:hyperlink xmlns:r="{odd.OFFICE}" r:id="rIdOdd9">'
        "<w:r><w:t>网址</w:t></w:r></w:hyperlink></w:p>"
    )
    made = odd.rendered(tmp_path, odd.related("hyperlink", "http://x/", body=link))
    with ZipFile(made.path) as package:
        assert b"http://x/" in package.read(odd.RELS)
