"""样子：排出来的页面上量，合 GB/T 9704：A4、天头订口、22 行、28 字、页码；每一串字的字体字号。

页面由 LibreOffice 排；这台机器上没有公文的字库，量的是位置和大小，字体名看文件。
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import reportcase as case
from lxml import etree
from needs import needs
from office import convert

from perfxl.form.form import Form
from perfxl.form.load import load_all

MM = Decimal(72) / Decimal("25.4")
W = case.W
WORDS = "各单位对照年初设定的绩效目标逐项说明完成情况分析偏差原因提出改进措施落实到人按月调度"
LONG = "，".join([WORDS] * 14) + "。"


@dataclass(frozen=True)
class Line:
    """页面上的一行：四边的位置（磅，从左上角起），字。"""

    left: Decimal
    top: Decimal
    right: Decimal
    bottom: Decimal
    text: str

    @property
    def is_number(self) -> bool:
        return re.fullmatch(r"—\s?\d+\s?—", self.text) is not None


@dataclass(frozen=True)
class Page:
    width: Decimal
    height: Decimal
    lines: tuple[Line, ...]

    @property
    def body(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_number)

    @property
    def numbers(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_number)


@cache
def _pages() -> tuple[Page, ...]:
    """正文很长的一份报告，排成页。"""
    with TemporaryDirectory() as name:
        folder = Path(name)
        grid = case.grid(narratives={"项目概况": "\n".join([LONG] * 4)})
        made = convert(case.made(folder, grid).path, "pdf", folder)
        boxes = subprocess.run(
            [needs("pdftotext"), "-bbox-layout", str(made), "-"], check=True, capture_output=True
        )  # fmt: skip
    root = etree.fromstring(boxes.stdout, etree.XMLParser(recover=True))
    return tuple(_page(one) for one in root.iter("{*}page"))


def _page(element: etree._Element) -> Page:
    lines = [_line(one) for one in element.iter("{*}line")]
    width, height = (Decimal(element.get(key, "")) for key in ("width", "height"))
    return Page(width, height, tuple(sorted(lines, key=lambda line: line.top)))


def _line(element: etree._Element) -> Line:
    left, top, right, bottom = (
        Decimal(element.get(key, "")) for key in ("xMin", "yMin", "xMax", "yMax")
    )
    text = " ".join(word.text or "" for word in element.iter("{*}word"))
    return Line(left, top, right, bottom, text)


def _near(value: Decimal, wanted: Decimal | int, within: Decimal | int) -> bool:
    return abs(value - wanted) <= within


def _full() -> Page:
    """从头到尾都是正文的一面。"""
    return _pages()[2]


def test_纸张是_A4() -> None:
    for page in _pages()[:3]:
        assert _near(page.width / MM, 210, 1)
        assert _near(page.height / MM, 297, 1)


def test_一面二十二行_行距二十九磅() -> None:
    tops = [line.top for line in _full().body]
    assert len(tops) == 22
    steps = {round(later - earlier, 1) for earlier, later in pairwise(tops)}
    assert steps <= {Decimal("28.9"), Decimal("29.0"), Decimal("28.8")}


def test_一行二十八字() -> None:
    full = [line for line in _full().body if line.text[-1:] != "。" and line.left < 90]
    assert len(full) > 15
    assert {len(line.text) for line in full} <= {28, 29}  # 行末的标点挤进来的多一个
    assert Counter(len(line.text) for line in full).most_common(1)[0][0] == 28
    widths = [(line.right - line.left) / len(line.text) for line in full]
    assert all(_near(width, Decimal("15.75"), Decimal("0.3")) for width in widths)


def test_版心在订口二十八毫米_天头三十七毫米() -> None:
    body = _full().body
    assert _near(min(line.left for line in body) / MM, 28, Decimal("0.5"))
    assert max(line.right for line in body) / MM <= Decimal("184.5")  # 右边空 26 毫米
    first, last = body[0], body[-1]
    middle = (first.top + first.bottom) / 2 / MM
    assert Decimal(37) < middle < 37 + Decimal("28.95") / MM  # 头一行在版心的头一格里
    assert last.bottom / MM <= 297 - 35


def test_首行空两字() -> None:
    starts = {round(line.left) for line in _full().body}
    assert starts == {79, 80, 111, 112} & starts
    assert any(start > 100 for start in starts)


def test_页码在版心下面七毫米_左右交替_各空一字() -> None:
    """Word 的单双照页码；LibreOffice 从封面数起，所以这里只看左右交替，哪边是单页看文件。"""
    pages = _pages()
    assert pages[0].numbers == ()  # 封面没有
    edge, sides = 297 - 35, []
    for number, page in enumerate(pages[1:4], 1):
        [mark] = page.numbers
        assert mark.text.replace(" ", "") == f"—{number}—"
        dash = (mark.top + mark.bottom) / 2 / MM
        assert _near(dash, edge + 7, 2)
        on_right = _near(mark.right / MM, 184 - Decimal("4.94"), Decimal("0.6"))
        on_left = _near(mark.left / MM, 28 + Decimal("4.94"), Decimal("0.6"))
        assert on_right != on_left
        sides.append(on_right)
    assert sides in ([True, False, True], [False, True, False])


# ---- 每一串字 ----

# 样式 → 中文字体、字号（磅）。
WANTED = {
    "Title": ("方正小标宋简体", 22), "CoverLine": ("仿宋_GB2312", 16),
    "Heading1": ("黑体", 16), "Heading2": ("楷体_GB2312", 16), "Heading3": ("仿宋_GB2312", 16),
    "BodyText": ("仿宋_GB2312", 16), "Normal": ("仿宋_GB2312", 16), "AnnexLabel": ("黑体", 16),
    "Caption": ("黑体", 12), "TableText": ("仿宋_GB2312", Decimal("10.5")),
    "TableNumber": ("仿宋_GB2312", Decimal("10.5")), "TableHead": ("黑体", Decimal("10.5")),
    "TableNote": ("仿宋_GB2312", 9), "Footer": ("宋体", 14),
}  # fmt: skip


@pytest.mark.parametrize("form", load_all(), ids=lambda one: one.code)
def test_每一串字的字体字号(form: Form, tmp_path: Path) -> None:
    grid = {"mof-2020": case.grid, "gd-special-2019": case.special,
            "gd-department-2022": case.department}  # fmt: skip
    own = grid[form.code]() if form.code in grid else case.filled(form.code)
    made = case.made(tmp_path, own, form.code)
    styles = {one.get(f"{W}styleId"): one for one in made.part("word/styles.xml").iter(f"{W}style")}
    seen: Counter[str] = Counter()
    for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
        for style, run in _runs(made.part(name)):
            fonts, size = run.find(f"{W}rPr/{W}rFonts"), run.find(f"{W}rPr/{W}sz")
            assert size is None, style  # 字号只由样式定
            assert fonts is None or set(fonts.attrib) == {f"{W}hint"}
            seen[style] += 1
            assert _look(styles, style) == WANTED[style], style
    assert seen["BodyText"] > 3
    assert seen["TableText"] > 3


def _runs(root: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    for run in root.iter(f"{W}r"):
        if not case.text_of(run).strip():
            continue
        paragraph = next(run.iterancestors(f"{W}p"))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        yield ("Normal" if style is None else style.get(f"{W}val", "")), run


def _look(styles: dict[str | None, etree._Element], name: str) -> tuple[str, Decimal]:
    """样式（连同它所依据的）定下的中文字体、字号。"""
    fonts = size = None
    code: str | None = name
    while code is not None:
        style = styles[code]
        fonts = fonts if fonts is not None else style.find(f"{W}rPr/{W}rFonts")
        size = size if size is not None else style.find(f"{W}rPr/{W}sz")
        base = style.find(f"{W}basedOn")
        code = None if base is None else base.get(f"{W}val")
    font = "仿宋_GB2312" if fonts is None else fonts.get(f"{W}eastAsia", "")
    points = Decimal(16) if size is None else Decimal(size.get(f"{W}val", "0")) / 2
    return font, points
