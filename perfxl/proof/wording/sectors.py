"""R20 别的行业的话：公路的报告里只冒出一句“失能老人护理”。

词在 sectors.toml，相近的几行一组；一组的词全文只有这一个分句里有的，才说。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfxl.cells.later import later
from perfxl.proof.model import Finding
from perfxl.proof.reading import Reading
from perfxl.proof.text.clues import regex
from perfxl.proof.text.masks import even
from perfxl.proof.wording.lexicon import lexicon

_FEW = 600  # 太短的看不出说的是哪一行
_OUTSIDE = later("会同|联合|部门|培训|局|委|厅|中心|其中|包括|等|学校|项目|类|分别")
_MIXED, _LONG = 3, 6
_KNOWN = Decimal("0.2"), Decimal("0.4")  # 只有这一行才说的放宽些
_ANY = 2  # 哪一行都会带一句的
_ALSO = 3
_HOME = 4  # 本行业的话至少说了这么多处，才看得出是哪一行
_SOME = later("(?:个别|部分|少数)$")  # 个别卫生院重建设、轻管理：说的就是这一行
_BREAK = later("[，。；：\n]")
_HANZI = "[\u4e00-\u9fff]"


@dataclass(frozen=True, slots=True)
class _Said:
    """一组的词在全文的一处；`rank` 越小，越是只有这一行才说的。"""

    start: int
    end: int
    rank: int


def sectors(reading: Reading) -> Iterator[Finding]:
    """别处一次也没有说到的一行，只冒出一个分句。"""
    if len(reading.text) < _FEW or _is_varied(reading):
        return
    whole = even(reading.text)
    pairs = {*reading.pairs, *whole}  # 头两个字全文就没有挨着写过的，不必去找
    said = [
        [
            place
            for rank, words in enumerate(group)
            for place in _places(whole, [word for word in words if word[:2] in pairs], rank)
        ]
        for group in lexicon().sectors
    ]
    home = max(map(len, said))
    clear = home >= _HOME
    if not clear and sum(any(one.rank == 0 for one in places) for places in said) > _MIXED:
        return  # 说到好几个行业的，看不出是哪一行
    for places in said:
        if not places or len(places) == home or _is_stem(whole, places):
            continue
        sure = [one for one in places if one.rank == 0] if clear else []
        if len(places) - len(sure) > _ALSO:
            sure = []  # 相近的话说了好几处的，是有关系的一行
        if sure and not (_parted(whole, sure) or _in_list(whole, sure)):
            yield from _judge(reading, whole, sure, None)
        elif not _parted(whole, places) and not _is_common(whole, places):
            known = _KNOWN[min(one.rank for one in places) == 0]
            yield from _judge(reading, whole, places, known)


def _in_list(whole: str, places: list[_Said]) -> bool:
    """饮用水源保护、畜禽养殖污染治理、垃圾治理：列着的几样里的一样。"""
    first, last = min(one.start for one in places), max(one.end for one in places)
    clause = _BREAK.split(whole[:first])[-1] + "|" + _BREAK.split(whole[last:])[0]
    return clause.count("、") > 1


def _is_stem(whole: str, places: list[_Said]) -> bool:
    """秸秆焚烧：别处多处说秸秆，是这里的事。"""
    words = {whole[one.start : one.end] for one in places}
    return all(whole.count(word[:2]) > whole.count(word) + 1 for word in words)


def _is_common(whole: str, places: list[_Said]) -> bool:
    """只有一个哪一行都会带一句的词。"""
    words = {whole[one.start : one.end] for one in places}
    return min(one.rank for one in places) == _ANY and len(words) < _ANY


def _judge(
    reading: Reading, whole: str, places: list[_Said], known: Decimal | None
) -> Iterator[Finding]:
    """`known` 给了的，还要那一分句里的字别处有的不到这么多。"""
    word = whole[min(one.start for one in places) : max(one.end for one in places)]
    for paragraph in reading.report.prose:
        at = even(paragraph.text).find(word)
        if at >= 0:
            if regex(r"[^，。；、达到为]{0,4}\d[\d.]*\s*[^\s\d%]").match(
                even(paragraph.text)[at + len(word) :]
            ):
                return  # 设置公益性岗位 286个、退耕还林成果 1183万亩：写着几个的，是这里的事
            clause = _clause(paragraph.text, at, word)
            if clause and (known is None or _is_new(clause, word, whole, known)):
                message = f"“{word}”别处一次也没有说到，像是别的行业的报告里的话，是不是抄来的"
                yield Finding("R20", paragraph, at, at + len(word), message)
            return


def _places(whole: str, words: Sequence[str], rank: int) -> Iterator[_Said]:
    for word in words:
        at = whole.find(word)
        while at >= 0:
            mine = rank == 1 and _SOME.search(whole, max(0, at - 2), at)
            yield _Said(at, at + len(word), 0 if mine else rank)
            at = whole.find(word, at + 1)


def _parted(whole: str, places: list[_Said]) -> bool:
    """不止一个分句里说到。"""
    first, last = min(one.start for one in places), max(one.end for one in places)
    return _BREAK.search(whole[first:last]) is not None


def _clause(text: str, at: int, word: str) -> str:
    """这一分句；说的是别的部门、单位，列着几样的，为空。"""
    before, after = _BREAK.split(text[:at])[-1], _BREAK.split(text[at + len(word) :])[0]
    listed = regex(r"\d[^、\d]{0,4}、[^、]*$").search(before) or regex(
        r"[^、]*\d[^、\d]{0,4}、"
    ).match(after)
    others = _OUTSIDE.search(before + after) or "《" in before or "、" in word or listed
    return "" if others else before + word + after


_ELSEWHERE = later("与|和|由|因|受|如|及")  # 与公路部门、因道路冲毁：说的是别人的事


def _is_new(clause: str, word: str, whole: str, most: Decimal) -> bool:
    """这一分句里的字，别处多半没有；没有数，不是列着的几样。"""
    if (
        "、" in clause
        or _ELSEWHERE.search(clause.partition(word)[0])
        or regex(r"\d").search(clause)
    ):
        return False  # 老年人、学生、残疾人：列着的几样里有一样
    words = regex(f"{_HANZI}+").findall(clause)
    pairs = {one[at : at + 2] for one in words for at in range(len(one) - 1)}
    known = sum(whole.count(pair) > 1 for pair in pairs)
    return len(pairs) >= _LONG and known <= len(pairs) * most


def _is_varied(reading: Reading) -> bool:
    """街道、乡镇什么都管。"""
    title = next((one.text for one in reading.report.prose if one.text.strip()), "")
    return regex("街道|[镇乡](?:人民)?政府|乡镇").search(title) is not None
