"""R17 同一个文号，两处写的文件名称不一样：《关于拨付……》《关于预拨……》都是 912号。"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even

_CITED = later(
    r"《(?P<title>[^《》\n]{8,90})》\s*（?(?P<number>[\u4e00-\u9fff]{2,9}[〔（\[【]20\d{2}[〕）\]】]\d{1,5})(?!\d)"
)
_JOINED = frozenset("》、和及与")
_APART = 2  # 只差这么几个字，是同一份文件的名称写错了；差得多的是简称


def cited(reading: Reading) -> Iterator[Finding]:
    """逐段看书名后面的文号。"""
    first: dict[str, str] = {}
    for paragraph in reading.report.prose:
        text = even(paragraph.text)
        for match in _CITED.finditer(text):
            if text[: match.start()].rstrip()[-1:] in _JOINED:
                continue  # 几个书名后面跟着几个文号
            number = regex(r"[〔（\[【〕）\]】]").sub("|", match["number"])
            title = _plain(match["title"])
            earlier = first.setdefault(number, title)
            if title in earlier or earlier in title:
                continue
            blocks = SequenceMatcher(None, title, earlier).get_matching_blocks()
            same = sum(block.size for block in blocks)
            if same >= max(len(title), len(earlier)) - _APART:
                message = f"同一个文号，别处写的是“{earlier}”，这里写“{title}”"
                yield Finding(
                    "R17", paragraph, match.start("title") - 1, match.end("title") + 1, message,
                    expected=earlier,
                )  # fmt: skip


def _plain(title: str) -> str:
    """文件名称里的空格、标点写法不算。"""
    return regex(r"[\s，、（）〈〉<>]").sub("", title)
