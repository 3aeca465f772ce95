"""别处来的模板：写得再怪，要么照常填，要么只有一句话；十秒之内、一 GB 之内；会动的不带出去。

随机的一遍是固定的；要试得久些：
`PERFXL_FUZZ=5000 python -m pytest tests/report/test_bad_templates.py -n 0`。
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import oddtemplates as odd
import pytest
import reportcase as case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.cells.grid import Grid
from perfxl.errors import TemplateError

FUZZ = int(os.environ.get("PERFXL_FUZZ", "60"))
SECONDS = 10
Make = Callable[[], bytes]


def _grid(rows: int) -> Grid:
    """许多条指标的一份表。"""
    lines = [
        (
            None,
            "产出指标" if not place else None,
            "数量指标" if not place else None,
            f"指标{place}",
            f"≥{place + 5}个",
            f"{place + 6}个",
            1,
            1,
            "原因一。\n原因二。",
        )
        for place in range(rows)
    ]
    return case.grid(indicators=lines)


SIXTY = _grid(60)


def _said(folder: Path, template: bytes, grid: Grid | None = None) -> str:
    start = time.process_time()
    with pytest.raises(TemplateError) as caught:
        odd.rendered(folder, template, grid)
    assert time.process_time() - start < SECONDS
    said = str(caught.value)
    assert "\n" not in said
    assert len(said) < 300
    assert not (folder / "报告.docx").exists()
    return said


FOR = "{% for 行 in 指标 %}"
END = "{% endfor %}"
LONG: list[tuple[str, Make, str]] = [
    ("五层循环", lambda: odd.with_text(FOR * 5 + "字" + END * 5), "for 里套了 for"),
    ("空的循环", lambda: odd.with_text(FOR * 6 + END * 6), "for 里套了 for"),
    ("三层循环里五百字", lambda: odd.with_text(FOR * 3 + "字" * 500 + END * 3), "for 里套了 for"),
    (
        "三层循环里的数",
        lambda: odd.with_text(FOR * 3 + "{{ 行.得分 }}" + END * 3),
        "for 里套了 for",
    ),
    (
        "三层循环里的段",
        lambda: odd.with_text(FOR * 3 + "{{ 预期目标 }}" * 9 + END * 3),
        "for 里套了 for",
    ),
    (
        "翻倍",
        lambda: odd.with_text("{% set 甲 = 项目名称 %}" + "{% set 甲 = 甲 ~ 甲 %}" * 60),
        "“~”连",
    ),
    (
        "翻倍，各占一段",
        lambda: odd.with_body(
            odd.paragraph("{% set 甲 = 项目名称 %}") + odd.paragraph("{% set 甲 = 甲 ~ 甲 %}") * 60
        ),
        "“~”连起来的字超过",
    ),
    (
        "整段循环",
        lambda: odd.with_body(odd.paragraph(FOR) + "<w:p/>" * 58_000 + odd.paragraph(END)),
        "for 里套了 for",
    ),
    ("居中", lambda: odd.with_text("{{ 项目名称|center(10**9) }}"), "没有的“|center”"),
    ("格式", lambda: odd.with_text("{{ '%1000000000d'|format(1) }}"), "没有的“|format”"),
    ("百分号", lambda: odd.with_text("{{ '%1000000000d' % 1 }}"), "不做运算"),
    ("分批", lambda: odd.with_text("{{ 指标|batch(1000000000, 1)|list }}"), "用了没有的"),
    ("分片", lambda: odd.with_text("{{ 指标|slice(1000000000)|list }}"), "用了没有的"),
    ("替换", lambda: odd.with_text("{{ 项目名称|replace('', 项目名称) }}"), "没有的“|replace”"),
    ("连接", lambda: odd.with_text("{{ 指标|join(项目名称) }}"), "没有的“|join”"),
    ("十亿圈", lambda: odd.with_text("{% for 一 in range(10**9) %}{% endfor %}"), "没有“range”"),
    ("乘方", lambda: odd.with_text("{{ 9**9**9**9 }}"), "不做运算"),
    ("乘", lambda: odd.with_text("{{ 'a' * 1500000000 }}"), "不做运算"),
    (
        "域代码里的乘",
        lambda: odd.with_body(
            "<w:p><w:r><w:instrText>{{ 'a' * 1500000000 }}</w:instrText></w:r></w:p>"
        ),
        "不做运算",
    ),
    ("属性里的乘", lambda: odd.with_body("<w:p w:rsidR=\"{{ 'a' * 1500000000 }}\"/>"), "不做运算"),
    ("页眉名字古怪", lambda: odd.note("header", "抬头.xml", "{{ 'a' * 1500000000 }}"), "页眉"),
    ("尾注", lambda: odd.note("endnotes", "附注.xml", "{{ 'a' * 1500000000 }}"), "报告模板尾注"),
    ("递归", lambda: odd.with_text("{% for 行 in 指标 recursive %}{% endfor %}"), "recursive"),
    ("六万个开头", lambda: odd.with_text("{{ " * 60_000), "“{{”没有配成对"),
    ("六万个收尾", lambda: odd.with_text("}} " * 60_000), "“}}”没有配成对"),
    ("六万个全角", lambda: odd.with_text("｛ " * 60_000), "全角"),
    ("七千个标记", lambda: odd.with_text("{{ 总分 }}" * 7000), "标记超过 6000 个"),
    ("七百万个空段", lambda: odd.with_body("<w:p/>" * 7_000_000), "段落、格子太多"),
    ("一段两千万字", lambda: odd.with_text("字" * 15_000_000), "有一段字太长"),
    (
        "一百层括号",
        lambda: odd.with_text("{{ " + "(" * 100 + "总分" + ")" * 100 + " }}"),
        "括号套得太深",
    ),
    (
        "一百层或",
        lambda: odd.with_text("{{ " + "(" * 99 + "总分" + " or 年度)" * 99 + " }}"),
        "太深",
    ),
    ("四百个 not", lambda: odd.with_text("{% if " + "not " * 400 + "总分 %}{% endif %}"), "太深"),
    ("三百个过滤器", lambda: odd.with_text("{{ 项目名称" + "|trim" * 300 + " }}"), "太深"),
    ("二十五层 if", lambda: odd.with_text("{% if 总分 %}" * 25 + "{% endif %}" * 25), "至多 12 层"),
    (
        "三千个 elif",
        lambda: odd.with_text("{% if 总分 %}" + "{% elif 总分 == 2 %}" * 3000 + "{% endif %}"),
        "写得太长、套得太深",
    ),
    ("五千位的数", lambda: odd.with_text("{{ " + "9" * 1990 + "e9999 }}"), "里的数太大"),
    ("三千字的标记", lambda: odd.with_text("{{ '" + "字" * 3000 + "' }}"), "超过 2000 个字"),
]


@pytest.mark.parametrize(("what", "make", "said"), LONG, ids=[row[0] for row in LONG])
def test_没完没了的模板只有一句话(tmp_path: Path, what: str, make: Make, said: str) -> None:
    assert said in _said(tmp_path, make(), SIXTY), what


def _many(text: str, count: int) -> Make:
    return lambda: odd.with_body("<w:p>" + f"<w:r><w:t>{text}</w:t></w:r>" * count + "</w:p>")


BIG: list[tuple[str, Make]] = [
    ("六千个标记", lambda: odd.with_text("{{ 总分 }}" * 5800)),
    ("五千八百串", _many("{{ 总分 }}", 5800)),
    (
        "一串里五千八百截",
        lambda: odd.with_body("<w:p><w:r>" + "<w:t>{{ 总分 }}</w:t>" * 5800 + "</w:r></w:p>"),
    ),
    (
        "一个字一串",
        lambda: odd.with_body(
            "<w:p>"
            + "".join(f"<w:r><w:t>{one}</w:t></w:r>" for one in "{{ 总分 }}" * 2500)
            + "</w:p>"
        ),
    ),
    ("两万串没有标记的", _many("字", 20_000)),
    (
        "一格里五千段",
        lambda: odd.with_body(
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>"
            + odd.paragraph("{% set 甲 = 1 %}") * 5000
            + "</w:tc></w:tr></w:tbl>"
        ),
    ),
    (
        "五千行",
        lambda: odd.with_body(
            "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>"
            + ("<w:tr><w:tc>" + odd.paragraph("{% set 甲 = 1 %}") + "</w:tc></w:tr>") * 5000
            + "</w:tbl>"
        ),
    ),
    ("三千个循环", lambda: odd.with_text((FOR + "字" + END) * 2900)),
    ("六万个注的开头", lambda: odd.with_text("{# " * 60_000)),
    ("二十万个空段", lambda: odd.with_body("<w:p/>" * 200_000)),
    (
        "套六十层的表格",
        lambda: odd.with_body(
            "<w:tbl><w:tr><w:tc>" * 60
            + odd.paragraph("{{ 总分 }}")
            + ("</w:tc></w:tr></w:tbl>" + odd.paragraph("")) * 60
        ),
    ),
]


@pytest.mark.parametrize(("what", "make"), BIG, ids=[row[0] for row in BIG])
def test_大的模板十秒之内填好(tmp_path: Path, what: str, make: Make) -> None:
    template = make()
    start = time.process_time()
    try:
        odd.rendered(tmp_path, template)
    except TemplateError as error:
        assert "填了 5 秒还没有填完" in str(error), what  # noqa: PT017  # 机器很忙时也只有这一句
    assert time.process_time() - start < SECONDS


HEAVY = ["七百万个空段", "整段循环", "三层循环里的数", "二十万个空段", "一个字一串"]


@pytest.mark.skipif(sys.platform == "win32", reason="量内存的办法只有 Linux、macOS 有")
@pytest.mark.parametrize(
    "name", ["七百万个空段", "整段循环", "三层循环里的数", "二十万个空段", "一个字一串"]
)
def test_内存不到一GB(tmp_path: Path, name: str) -> None:
    makes = {what: make for what, make, _ in LONG} | dict(BIG)
    (tmp_path / "模板.docx").write_bytes(makes[name]())
    code = (
        "import resource, sys, reportcase as case\n"
        "from perfxl.errors import TemplateError\n"
        "from pathlib import Path\n"
        "try: case.made(Path(sys.argv[1]), template=Path(sys.argv[1], '模板.docx'))\n"
        "except TemplateError: pass\n"
        "used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(used // (1024 if sys.platform == 'linux' else 1024 * 1024))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    assert int(ran.stdout) < 1000


# ---- 弄坏的压缩包和部件 ----


def _flagged(data: bytes) -> bytes:
    """每个成员都标上“设了密码”。"""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(signature)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(signature, place + 4)
    return bytes(changed)


def _lying(data: bytes) -> bytes:
    """目录里的大小都写成 5。"""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 24 : place + 28] = (5).to_bytes(4, "little")
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def _wrong_sum(data: bytes) -> bytes:
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    changed[place + 16] ^= 255
    return bytes(changed)


def _two_documents() -> bytes:
    output = io.BytesIO()
    with ZipFile(output, "w") as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, data in odd.parts().items():
            package.writestr(name, data)
        package.writestr(odd.MAIN, b"<w:document/>")
    return output.getvalue()


def _whole() -> bytes:
    return odd.packed(odd.parts())


def _without_styles() -> bytes:
    return odd.packed({name: data for name, data in odd.parts().items() if "styles" not in name})


def _main_is(text: str) -> Make:
    return lambda: odd.changed(lambda members: members.update({odd.MAIN: text.encode()}))


ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]>'
CORE = "docProps/core.xml"
BROKEN = [
    ("空文件", lambda: b"", r"不是 .docx 文件"),
    ("半个文件", lambda: _whole()[:4000], "不是 .docx 文件"),
    ("校验和不对", lambda: _wrong_sum(_whole()), "压缩结构损坏"),
    ("大小是假的", lambda: _lying(_whole()), "压缩结构损坏"),
    ("压缩包设了密码", lambda: _flagged(_whole()), "压缩包设了密码"),
    ("打开密码", lambda: b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "打开密码"),
    ("两个正文", _two_documents, "两个同名的部件"),
    ("根元素不对", _main_is("<a/>"), "正文（word/document.xml）不是 Word 的写法"),
    ("没有 body", _main_is(f'<w:document xmlns:w="{odd.W}"/>'), "正文（word/document.xml）不是"),
    (
        "严格格式",
        lambda: odd.swapped(odd.W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
        "严格 Open XML",
    ),
    ("正文有实体", lambda: odd.swapped(b"<w:document", ENTITY + b"<w:document"), "实体定义"),
    (
        "属性部件有实体",
        lambda: odd.swapped(b"<cp:coreProperties", ENTITY + b"<cp:coreProperties", CORE),
        "core.xml 里有实体定义",
    ),
    ("属性部件断了", lambda: odd.swapped(b"</cp:coreProperties>", b"", CORE), "已损坏（docProps"),
    (
        "样式断了",
        lambda: odd.swapped(b"</w:styles>", b"", "word/styles.xml"),
        "已损坏（word/styles",
    ),
    ("缺样式", _without_styles, "缺 word/styles.xml"),
    (
        "套九十层的表格",
        lambda: odd.with_body(
            "<w:tbl><w:tr><w:tc>" * 90 + odd.paragraph("") + "</w:tc></w:tr></w:tbl>" * 90
        ),
        "套得太深",
    ),
    (
        "行里另有字的 tr",
        lambda: odd.with_body(
            "<w:tbl><w:tr><w:tc>"
            + odd.paragraph("{%tr for 行 in 指标 %}字")
            + "</w:tc></w:tr></w:tbl>"
            + odd.paragraph(END)
        ),
        "不能另有字",
    ),
    ("减号", lambda: odd.with_text("{%- if 总分 %}{%- endif %}"), "请去掉减号"),
    (
        "转义写出来的记号",
        lambda: odd.with_text(r'{{ "\U000f5000\U000f5010\U000f5001假\U000f5002" }}'),
        "引号里有印不出来的字",
    ),
    ("转义写出来的 NUL", lambda: odd.with_text(r'{{ "\x00" }}'), "引号里有印不出来的字"),
    ("取方法", lambda: odd.with_text("{{ 数据.items }}"), "没有“items”这个名称"),
    ("印循环", lambda: odd.with_text(FOR + "{{ loop }}" + END), "印不出来"),
    ("循环一个数", lambda: odd.with_text("{% for 一 in 5 %}{% endfor %}"), "in 后面要写"),
    (
        "没有的判断",
        lambda: odd.with_text("{% if 总分 is filter %}{% endif %}"),
        "没有的判断“filter”",
    ),
]


@pytest.mark.parametrize(("what", "make", "said"), BROKEN, ids=[row[0] for row in BROKEN])
def test_弄坏的模板只有一句话(tmp_path: Path, what: str, make: Make, said: str) -> None:
    assert said in _said(tmp_path, make()), what


def test_命名空间换了前缀照常(tmp_path: Path) -> None:
    def rename(members: odd.Parts) -> None:
        text = members[odd.MAIN].replace(b"xmlns:w=", b"xmlns:q=")
        for sign in (b"<", b"</", b" "):
            text = text.replace(sign + b"w:", sign + b"q:")
        members[odd.MAIN] = text

    made = odd.rendered(tmp_path, odd.changed(rename))
    assert made.text == case.made(tmp_path).text


# ---- 出去的是什么 ----


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


# ---- 随机 ----

ODD = st.sampled_from(
    [
        "",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "<",
        ">",
        "&",
        '"',
        "{{ 总分 }}",
        FOR,
        END,
        "{% if 总分 %}",
        "{% else %}",
        "{% endif %}",
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "\U000f5000",
        "\U000f5001",
        "|合并",
        "{%tr for 行 in 指标 %}",
        "{% colspan 3 %}",
        '{% cellbg "FF0000" %}',
        "w:",
        "-1",
        "\ud7ff",
        "[0]",
    ]
)
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40), ODD), max_size=4)
RANDOM = settings(
    max_examples=FUZZ,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@RANDOM
@given(st.sampled_from(sorted(odd.parts())), CHANGES)
def test_弄坏部件(tmp_path: Path, name: str, changes: list[tuple[int, int, str]]) -> None:
    members = odd.parts()
    text = members[name].decode()
    for place, gone, put in changes:
        start = place % (len(text) + 1)
        text = text[:start] + put + text[start + gone :]
    members[name] = text.encode()
    _renders_or_says(tmp_path, odd.packed(members))


@RANDOM
@given(st.lists(ODD, max_size=12))
def test_胡乱写的一段(tmp_path: Path, pieces: list[str]) -> None:
    _renders_or_says(tmp_path, odd.with_text("".join(pieces)))


@RANDOM
@given(st.integers(0, 20_000), st.integers(0, 4), st.binary(max_size=4))
def test_弄坏压缩包(tmp_path: Path, place: int, gone: int, put: bytes) -> None:
    data = _whole()
    place %= len(data)
    _renders_or_says(tmp_path, data[:place] + put + data[place + gone :])


def _renders_or_says(folder: Path, template: bytes) -> None:
    """填得出的，报告打得开、不留记号；填不出的只有一句话。"""
    try:
        made = odd.rendered(folder, template)
    except TemplateError as error:
        assert "\n" not in str(error)  # noqa: PT017  # 随机的文件有对有错
        assert "没有料到" not in str(error)  # noqa: PT017  # 同上
    else:
        assert not any("\U000f5000" <= char <= "\U000f502f" for char in made.text)
