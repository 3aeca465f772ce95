"""单元格文字进出 XML：`_xHHHH_`、要保住的空白、写不下的字符。"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfxl.cells.held import UNPRINTABLE
from perfxl.workbook.escapes import attribute, content, decode_text, inline_string


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("普通的字", "普通的字"),
        ("_x0041_级", "A级"),
        ("_x000a_", "\n"),
        ("第一行_x000D_第二行", "第一行\r第二行"),
        ("_x005F_x0041_", "_x0041_"),
        ("_xD83D__xDE00_", "😀"),
        ("_xD83D_", "\ufffd"),
        ("响铃_x0007_没有了", "响铃没有了"),
        ("_x41_ 不是", "_x41_ 不是"),
        ("文件_xlsx", "文件_xlsx"),
    ],
)
def test_读(written: str, read: str) -> None:
    assert decode_text(written) == read


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("字", "<is><t>字</t></is>"),
        ("前面没有 后面没有", "<is><t>前面没有 后面没有</t></is>"),
        (" 前", '<is><t xml:space="preserve"> 前</t></is>'),
        ("后 ", '<is><t xml:space="preserve">后 </t></is>'),
        ("上\n下", '<is><t xml:space="preserve">上\n下</t></is>'),
        ("中  间", '<is><t xml:space="preserve">中  间</t></is>'),
        ('甲<乙>&"丙"', '<is><t>甲&lt;乙&gt;&amp;"丙"</t></is>'),
        ("_x0041_", "<is><t>_x005F_x0041_</t></is>"),
    ],
)
def test_写(text: str, element: str) -> None:
    assert inline_string(text) == element


def test_属性值() -> None:
    assert attribute('甲"乙"\n丙<丁\x07') == "甲&quot;乙&quot;&#10;丙&lt;丁"
    assert content('甲"乙"') == '甲"乙"'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_写了再读_一字不差(text: str) -> None:
    text = UNPRINTABLE.sub("", text)
    body = re.sub(r"</?(?:is|t)(?: [^>]*)?>", "", inline_string(text))
    for escaped, plain in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        body = body.replace(escaped, plain)
    assert decode_text(body) == text
