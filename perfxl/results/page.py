"""Assessment → 一页 HTML：打开就看得懂，打印得出来，不连任何外面的东西。

话都取自写进工作簿的那两张结果表，不会各说各的。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from perfxl.filing.findings import Level, count
from perfxl.ours.looks import LEVEL_FILL, LOOKS

if TYPE_CHECKING:
    from perfxl.assess import Assessment
    from perfxl.cells.edits import Out, ResultSheet

# 写在最前面，认得出是我们的页，才好换新。
SIGN = "<!doctype html>\n<!-- perfxl watch -->\n"
_STYLE = """\
@page { size: A4 landscape; margin: 12mm }
* { box-sizing: border-box; print-color-adjust: exact; -webkit-print-color-adjust: exact }
body { font: 14px/1.6 "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #222;
  max-width: 1400px; margin: 24px auto; padding: 0 16px }
h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px; margin: 24px 0 8px }
p { margin: 4px 0; color: #595959 }
.verdict { font-size: 17px; color: #222; margin: 12px 0; padding: 10px 14px;
  border-left: 6px solid #999; background: #f5f5f5 }
.good { border-color: #548235; background: #e9f3e3 }
.chip { display: inline-block; padding: 2px 12px; margin-right: 8px; border-radius: 12px }
table { border-collapse: collapse; width: 100%; font-size: 13px }
th, td { border: 1px solid #a6a6a6; padding: 4px 6px; text-align: left; vertical-align: top;
  overflow-wrap: anywhere }
th { background: #e7e6e6; text-align: center; white-space: nowrap }
thead { display: table-header-group }
tr { break-inside: avoid } td.number, td.percent { text-align: right; overflow-wrap: normal }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 11px }
  table { font-size: 10px } }
"""


Checked = tuple["Assessment", Sequence["ResultSheet"]]  # 一份自评表的结果，和它的两张结果表


def page(checked: Sequence[Checked], saved: datetime, note: str) -> str:
    """查过的一个工作簿。`saved` 是存盘的时间，`note` 是添上的一行 HTML。"""
    counts = count(finding for assessment, _ in checked for finding in assessment.findings)
    chips = "".join(
        f'<span class="chip {level.value}">{level.label} {number}</span>'
        for level, number in counts.items()
    )
    body = [
        _verdict(counts),
        f"<p>{chips}</p>",
        f"<p>{note}</p>",
        *(line for pair in checked for line in _filing(*pair, several=len(checked) > 1)),
    ]
    return _whole(checked[0][0].filing.file, saved, body)


def _filing(
    assessment: Assessment, sheets: Sequence[ResultSheet], *, several: bool
) -> Iterator[str]:
    """一份自评表：是哪一份（有几份时）、总分、两张结果表。"""
    if several:
        filing = assessment.filing
        yield f"<h1>{text(f'{filing.called}（{filing.table}）')}</h1>"
    yield f"<p>{_shown(sheets[-1].rows[1][0])}</p>"
    yield from (line for sheet in sheets for line in _sheet(sheet))


def sorry(name: str, sentence: str, saved: datetime) -> str:
    """没有能查的：一句话说为什么。"""
    return _whole(name, saved, [f'<p class="verdict error">没有查成：{escape(sentence)}</p>'])


def text(value: str) -> str:
    """一段字。"""
    return escape(value).replace("\n", "<br>")


def link(name: str, text: str) -> str:
    """旁边的文件。"""
    return f'<a href="{escape(quote(name, errors="surrogateescape"))}">{escape(text)}</a>'


def _whole(name: str, saved: datetime, body: Sequence[str]) -> str:
    style = _STYLE + "".join(
        f".{level} {{ background: #{fill[2:]}; color: #{LOOKS[level].colour[2:]} }}\n"
        for level, fill in LEVEL_FILL.items()
    )
    title = escape(name)
    return (
        f'{SIGN}<html lang="zh-CN"><head><meta charset="utf-8"><title>{title} 校验</title>\n'
        f'<meta name="viewport" content="width=device-width"><style>\n{style}</style></head>\n'
        f"<body><h1>{title}</h1>\n<p>工作簿存盘：{saved:%Y-%m-%d %H:%M:%S}</p>\n"
        + "\n".join(body)
        + "\n</body></html>\n"
    )


def _verdict(counts: dict[Level, int]) -> str:
    if counts[Level.ERROR]:
        return f'<p class="verdict error">有 {counts[Level.ERROR]} 条必须改的错误。</p>'
    if counts[Level.VERIFY]:
        return '<p class="verdict verify">没有必须改的错误；核实类的请写明情况。</p>'
    if counts[Level.WARNING]:
        return '<p class="verdict warning">没有必须改的错误；有几处提醒，请看一看。</p>'
    if counts[Level.INFO]:
        return '<p class="verdict good">没有要改的；下面的提示供参考。</p>'
    return '<p class="verdict good">没有发现问题。</p>'


def _sheet(sheet: ResultSheet) -> Iterator[str]:
    """一张结果表：标题、说明（第一句已写在页首）、表；没有一条内容的表不出。"""
    rows = sheet.rows[: next((n for n, row in enumerate(sheet.rows) if not row), None)]
    head = sheet.frozen_rows
    if len(rows) <= head:
        return
    yield f"<h2>{escape(sheet.name)}</h2>"
    yield from (f"<p>{_shown(row[0])}</p>" for row in rows[2 : head - 1])
    total = sum(sheet.widths)
    columns = "".join(f'<col style="width:{width * 100 // total}%">' for width in sheet.widths)
    titles = "".join(f"<th>{_shown(out)}</th>" for out in rows[head - 1])
    yield f"<table><colgroup>{columns}</colgroup><thead><tr>{titles}</tr></thead><tbody>"
    for row in rows[head:]:
        yield f"<tr>{''.join(_cell(out) for out in row)}</tr>"
    yield "</tbody></table>"


def _cell(out: Out) -> str:
    tag = "th" if out.style == "head" else "td"
    return f'<{tag} class="{out.style}">{_shown(out)}</{tag}>'


def _shown(out: Out) -> str:
    value = f"{out.value:f}" if isinstance(out.value, Decimal) else out.value or ""
    return text(value)
