"""R01 一步一步减下来的：受理几件，不通过几件，最终几件；说“未执行的几万元中”，后面逐项列着。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.cells.quantity import plain
from perfxl.proof.model import Figure, Finding
from perfxl.proof.reading import TIMES, Reading, Sentence, span
from perfxl.proof.text.interval import divide

_FIRST = later(r"(?:受理|申报|收到|报名|征集|提交|申请|应)[^，。；\d]{0,6}$")
_LOST = later(
    r"(?:不通过|未通过|不合格|核减|取消|剔除|退出|放弃|淘汰|撤回|不予|不符合)[^，。；\d]{0,6}$"
)
_LAST = later(r"(?:最终|最后|确定)[^，。；\d]{0,8}$")
_ASIDE = later("另|其余|待|尚|还有")
_AMONG = later(r"^中，")
_HELD = later(r"(?:结余|结转|未支付|未支出|未执行|未使用|剩余|尚未)[^，。；\d]{0,4}的?$")
_LEFT = later(r"(?:结余|结转|未付|待付|未支|剩余|余)[^，。；\d]{0,4}$")
_LEAST = 2
_NEAR = Decimal("0.8"), Decimal("1.25")


def reductions(reading: Reading) -> Iterator[Finding]:
    """逐句、逐个单位看。"""
    for sentence in reading.figured:
        for unit in dict.fromkeys(figure.unit for figure in sentence.figures):
            row = [one for one in sentence.figures if one.unit == unit and one.exact]
            if unit not in TIMES | {"%", "个百分点", "倍", "分"} and len(row) > _LEAST:
                yield from _steps(row)
                yield from _among(row, sentence)


def _steps(row: Sequence[Figure]) -> Iterator[Finding]:
    """受理 274家次，不通过 14家次、26家次，核减 10家次，取消 2家次，最终支持 222家次。"""
    if not _FIRST.search(row[0].before):
        return
    place = 1
    while place < len(row) and _LOST.search(row[place].before):
        place += 1
    if place <= _LEAST or place >= len(row) or not _LAST.search(row[place].before):
        return
    lost, left = row[1:place], row[place]
    if any(_ASIDE.search(one.before) for one in row[place + 1 :]):
        return  # 另有几家待定：没有列全
    due = row[0].value - sum((one.value for one in lost), Decimal(0))
    if due != left.value:
        shown = "－".join(one.raw for one in (row[0], *lost))
        message = f"{shown}＝{plain(due / left.scale)}，最后写的是 {left.raw}；有一个数不对"
        place_at = span((row[0], left))
        yield Finding("R01", left.paragraph, *place_at, message, expected=plain(due / left.scale))


def _among(row: Sequence[Figure], sentence: Sentence) -> Iterator[Finding]:
    """未执行的 352.9万元中，甲结余 235.5万元，乙结余 68.4万元，丙合计结余 49万元。"""
    total = row[0]
    held = _HELD.search(total.before) and _AMONG.match(total.after + sentence.text[-1:])
    rest = sentence.text[total.end - sentence.start :]
    parts = row[1:]
    if not (held or (_HELD.search(total.before) and _AMONG.match(rest))):
        return
    if not all(_LEFT.search(one.before) for one in parts):
        return
    added = sum((one.value for one in parts), Decimal(0))
    if added != total.value and _NEAR[0] <= divide(added, total.value) <= _NEAR[1]:
        shown = "＋".join(one.raw for one in parts)
        due = plain(added / total.scale)
        message = f"写 {total.raw}，各项 {shown} 加起来是 {due}"
        yield Finding("R01", total.paragraph, *span((total, parts[-1])), message, expected=due)
