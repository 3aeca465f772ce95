"""弄坏的模板：压缩包、部件、标记坏在哪里，只有一句话；随机的一遍是固定的。

要试得久些：`PERFXL_FUZZ=5000 python -m pytest tests/report/test_broken_templates.py -n 0`。
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import oddtemplates as odd
import pytest
import reportcase as case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perfxl.errors import TemplateError

FUZZ = int(os.environ.get("PERFXL_FUZZ", "60"))
FOR, END = odd.FOR, odd.END
Make = Callable[[], bytes]


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
    assert said in odd.said(tmp_path, make()), what


def test_命名空间换了前缀照常(tmp_path: Path) -> None:
    def rename(members: odd.Parts) -> None:
        text = members[odd.MAIN].replace(b"xmlns:w=", b"xmlns:q=")
        for sign in (b"<", b"</", b" "):
            text = text.replace(sign + b"w:", sign + b"q:")
        members[odd.MAIN] = text

    made = odd.rendered(tmp_path, odd.changed(rename))
    assert made.text == case.made(tmp_path).text


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
