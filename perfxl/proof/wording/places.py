"""R17、R20 地名：湾沚区写成湾址区，繁昌区写成繁昌县；全文都说甲镇政府，一处写着乙镇政府。

不查词典：写了两遍以上的是对的，只写了一遍、差一个同音字的，或只差县、区的，才说。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.masks import even
from perfxl.proof.wording.strangers import is_name
from perfxl.proof.wording.vocabulary import alike

_HANZI = "[\u4e00-\u9fff]"
_PLACE = later(rf"(?:^|(?<=[，。；：、（省市]))({_HANZI}{{2}})([县区])(?![级域长委政直内间块别])")
_TOWN = later(
    rf"(?:^|(?<=[，。；：、）县区]))({_HANZI}{{2,4}}[镇乡])(?:人民)?政府|"
    rf"(?:^|(?<=[，。；：、）县区]))({_HANZI}{{2,4}}街道)办事处"
)
_OFTEN, _MOST = 2, 3
_OTHERS = later("学习|考察|交流|借鉴|与|和|同|、|等|由|向|从|移交|联合|协助")
_NEAR = 8


def places(reading: Reading) -> Iterator[Finding]:
    """县、区的名称，镇政府的名称。"""
    said = [
        (paragraph, match[1] + match[2], match.start(1))
        for paragraph in reading.report.prose
        for match in _PLACE.finditer(even(paragraph.text))
        if is_name(match[1])
    ]
    counts = Counter(name for _, name, _ in said)
    whole = even(reading.text)
    often = [name for name in counts if whole.count(name) >= _OFTEN]
    for paragraph, name, start in said:
        due = next((other for other in often if _is_slip(name, other)), "")
        if due and whole.count(name) == 1:
            message = f"别处都写“{due}”，这里写“{name}”"
            yield Finding("R17", paragraph, start, start + len(name), message, expected=due)
    yield from _towns(reading)


def _is_slip(name: str, other: str) -> bool:
    """差一个同音的字；或只是县写成了区、区写成了县。"""
    wrong = [at for at in range(len(name)) if name[at] != other[at]]
    if len(wrong) != 1:
        return False
    at = wrong[0]
    return at == len(name) - 1 or name[at] in alike(other[at])


def _towns(reading: Reading) -> Iterator[Finding]:
    """全文三处以上都是甲镇政府，只有一处写乙镇政府，又不是说与它的往来。"""
    said = [
        (match[1] or match[2], paragraph, match.start(), match.end())
        for paragraph in reading.report.prose
        for match in _TOWN.finditer(even(paragraph.text))
    ]
    counts = Counter(name for name, _, _, _ in said)
    if len(counts) != _OFTEN or max(counts.values()) < _MOST:
        return
    usual = counts.most_common(1)[0][0]
    whole = even(reading.text)
    for name, paragraph, start, end in said:
        near = paragraph.text[max(0, start - _NEAR) : start] + paragraph.text[end : end + 2]
        if name != usual and whole.count(name) == 1 and not _OTHERS.search(near):
            message = f"全文说的是{usual}，只有这里写“{name}”，是不是从别处抄来的"
            yield Finding("R20", paragraph, start, end, message, expected=usual)
