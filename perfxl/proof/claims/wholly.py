"""R07 话与数：几个全部做完、均已到位、全覆盖；别处却写着还剩几个、只做了几个，或自评表没有做到。

说满的话有三样：说的是什么（名称）、共几个（可以不写）、做了什么。没有做到的也是这三样。两处说的是一件事
才报：紧跟着写的不必再说名称；隔得远的，名称、单位、做的事都要说得通。做完的加上没有做的另是一个总数的，
说的是两批。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from perfxl.cells.later import later
from perfxl.proof.claims.denials import denied, soft
from perfxl.proof.claims.goals import in_goals
from perfxl.proof.claims.shorts import DEED, DEEDS, LEFT, SKIPPED, Short, ahead, shorts
from perfxl.proof.claims.yardsticks import yardsticks
from perfxl.proof.model import Figure, Finding
from perfxl.proof.naming import coverage, pairs_of, trimmed
from perfxl.proof.reading import Reading, Sentence
from perfxl.proof.text.clues import Clue, regex
from perfxl.proof.wording.vocabulary import is_usual

_ALL = Clue(
    rf"(?:全部|全面|全数|悉数|如数|(?<![人户亩平年月日村家班场])均|都|逐[一个])(?:已经?)?(?P<mid>[^，。；：\d]{{0,6}}?(?:于[\d年月日]{{2,11}}[前底]?)?[^，。；：\d]{{0,4}}?)"
    rf"(?P<deed>{DEED})(?:完成|完毕|完工|到位|到人)?(?!率|的|后|前|情况|[^，。；]{{0,3}}\d+(?:\.\d+)?%)|全(?P<cover>覆盖)",
    "全部", "全面", "全数", "悉数", "如数", "均", "都", "逐一", "逐个", "全覆盖",
)  # fmt: skip
_OTHERS = later(
    r"其余|其他|其它|另外|余下|除|以外|之外|部分|上年|去年|往年|要求|确保|力争|实现率|是否|应当?"
    rf"|已[^，。；]{{0,6}}(?:{DEED})的|的目标|为目标"
)
_PUSHED = later("推进|推动|加[强快]|开展|深化|促进|提[升高]|启动|纳入|参与|采用|按照")
_ALIKE = {"名": "人", "位": "人", "人次": "人", "家": "个", "座": "个", "处": "个", "所": "个"}
_EMPTY = later(
    "全部|全面|均|都|已|但|且|截至|目前|全年|全县|全市|全区|我[县市区局]|项目|任务|工作|其中"
)
_NEAR, _NAMED, _MOSTLY, _FULL = 2, Decimal("0.4"), Decimal("0.6"), 100


@dataclass(frozen=True, slots=True)
class _Claim:
    """说满的一处：句子、起止、说的是什么、共几个、做的事。"""

    sentence: Sentence
    start: int
    end: int
    about: str
    count: Figure | None
    deeds: str  # 做的事的几种说法，正则

    @property
    def said(self) -> str:
        return self.sentence.text[self.start : self.end].strip()


def wholly(reading: Reading) -> Iterator[Finding]:
    """逐处看说满的话；先比自评表，再比报告自己。"""
    left: list[Short] | None = None
    for sentence in reading.sentences_with(_ALL):
        if in_goals(sentence.paragraph) or ahead(sentence):
            continue
        for claim in _claims(sentence):
            left = list(shorts(reading)) if left is None else left
            contrary = (
                f"{one.sentence.paragraph.place}却写“{one.said}”"
                for one in left if _contrary(claim, one, reading)
            )  # fmt: skip
            if told := _in_table(claim, reading) or _rated(claim) or next(contrary, ""):
                place = sentence.start + claim.start, sentence.start + claim.end
                yield Finding("R07", sentence.paragraph, *place, f"说“{claim.said}”，{told}")
                break


def _claims(sentence: Sentence) -> Iterator[_Claim]:
    text = sentence.text
    for match in islice(_ALL.finditer(text), _MOST):
        first = max(text.rfind(sign, 0, match.start()) for sign in "，；：") + 1
        clause = text[first : match.start()]
        rest = regex("[，。；：]").split(text[match.end() :])[0]
        if len(_EMPTY.sub("", clause).strip()) < _NEAR and not rest:
            before = max(text.rfind(sign, 0, max(0, first - 1)) for sign in "，；：") + 1
            if regex(r"\d").search(text[before:first]):  # 查出 117处，已全部整改
                clause = text[before : match.start()]
        loose = denied(text[: match.start()]) or soft(clause[-8:] + match[0])
        loose = loose or text.count("《", 0, match.start()) > text.count("》", 0, match.start())
        loose = loose or _PUSHED.search(match["mid"] or "") is not None
        if loose or _OTHERS.search(clause + match[0] + rest[:3]):
            continue
        end = match.end() + (len(rest) if match["deed"] and len(rest) < _REST else 0)
        low, high = sentence.start + match.start() - len(clause), sentence.start + end
        counts = [
            one for one in sentence.figures
            if low <= one.start < high and one.unit not in SKIPPED and one.exact
        ]  # fmt: skip
        deed = match["deed"] or match["cover"]
        done = (deed + rest).replace("竣工验收", "验收")
        kinds = "|".join(one for one in DEEDS if regex(one).search(done))
        kinds += "|开工|动工" if "建成" in kinds or "投用" in kinds else ""  # 没有开工的，没有建成
        if counts and regex("已|完工|竣工|建成|开工|到货").match(counts[-1].after):
            continue  # 17个完工小区全部通过验收：说的是做完的
        about = clause + (match["mid"] or "") + deed + rest
        start = match.start() - len(clause)
        start += len(text[start:]) - len(text[start:].lstrip("，但 "))
        yield _Claim(sentence, start, end, about, counts[-1] if counts else None, kinds)


_REST, _MOST = 20, 12


def _contrary(claim: _Claim, short: Short, reading: Reading) -> bool:
    """说的是一件事，没有做到：紧跟着写的不必再说名称，隔得远的要说得通。"""
    told = short.said if short.sentence is claim.sentence else short.told
    deed = re.compile(claim.deeds).search(told) is not None
    if short.figure is None:
        return deed and _named(claim, short)
    if not _fits(claim.count, short, reading) or _is_apart(claim.count, short):
        return False
    loose = claim.count is None and not LEFT.search(short.figure.before)
    if not (deed or short.whole) and (loose or regex(DEED).search(short.said)):
        return False  # 2座没有通过验收：说的是另一件事
    if short.sentence is claim.sentence:
        after = short.figure.start - claim.sentence.start - claim.end
        if after < 0 or "；" not in claim.sentence.text[claim.end : claim.end + after]:
            return after >= 0
    return _linked(claim, short, deed=deed)


def _linked(claim: _Claim, short: Short, *, deed: bool) -> bool:
    shared = _words(claim.about) & _words(short.told)
    if claim.count is not None and short.figure is not None:
        shared |= {claim.count.after[:1]} & {short.figure.after[:1]} - {""}  # 27个村 … 8个村
    here = short.sentence.paragraph is claim.sentence.paragraph
    mine = shared or short.said.startswith("其中")
    if here and short.sentence.start >= claim.sentence.start and mine:
        return deed or claim.count is not None
    if "计划" in short.said:
        return False  # 剩余 13个计划下一年做：本来就不在这一批里
    return claim.count is not None and (bool(shared) + deed + bool(short.whole)) > 1


def _named(claim: _Claim, short: Short) -> bool:
    """没有写几个的：名称末两个字也有；到货、开课这样的事不必再说名称。"""
    if claim.count is None or short.sentence is claim.sentence:
        return False
    name = regex("全部|均|都|已|各|[^\u4e00-\u9fff]").split(claim.count.after)[0][-2:]
    return (bool(name) and name in short.told) or not _BUILT.search(claim.deeds)


_BUILT = later("完成|整改|落实|发放|验收|覆盖")


def _fits(count: Figure | None, short: Short, reading: Reading) -> bool:
    """几个里的几个：单位相同，不比全部多；两批加起来另是一个总数的不是。"""
    figure, whole = short.figure, short.whole
    if count is None or figure is None:
        return True
    if count in (figure, whole) or _unit(figure) != _unit(count) or figure.value > count.value:
        return False
    if whole is not None:
        return whole.value == count.value
    return not _is_total(count.value + figure.value, count, reading)  # 28个完工，2个没有：共 30个


def _is_apart(count: Figure | None, short: Short) -> bool:
    """已办结 45件，全部按期：说的是做完的。本级 12个、市级 3个：前面的话对着写，是两批。"""
    if count is None or short.figure is None or short.whole is not None:
        return False
    mine, other = (_EMPTY.sub("", one.before).strip() for one in (count, short.figure))
    paired = len(mine) == len(other) > 1 and mine[-1] == other[-1] and mine != other
    return paired or regex(rf"已经?(?:{DEED})[^，。；\d]*$").search(count.before) is not None


def _unit(figure: Figure) -> str:
    return _ALIKE.get(figure.unit, figure.unit)


def _is_total(value: Decimal, like: Figure, reading: Reading) -> bool:
    every = [*reading.figures, *reading.known.alike(like.unit).figures]
    return any(one.value == value and _unit(one) == _unit(like) for one in every)


def _words(text: str) -> set[str]:
    """两个字的词，不是做的事、到处都有的字。"""
    bare = regex(DEED).sub(" ", _EMPTY.sub(" ", text))
    return {bare[at : at + 2] for at in range(len(bare) - 1) if is_usual(*bare[at : at + 2])}


def _rated(claim: _Claim) -> str:
    """均已按时发放，发放及时率 99.1%：紧跟着写的率不到 100%。"""
    for rate in claim.sentence.figures:
        if rate.start < claim.sentence.start + claim.end or rate.unit != "%" or rate.value >= _FULL:
            continue
        gap = claim.sentence.text[claim.end : rate.start - claim.sentence.start]
        name = rf"，[^，。；\d]{{0,4}}(?:{claim.deeds})[^，。；\d]{{0,4}}率(?:为|达到?|是)?"
        if re.compile(name).fullmatch(gap):
            return f"后面却写“{gap.lstrip('，')}{rate.raw}”"
    return ""


def _in_table(claim: _Claim, reading: Reading) -> str:
    """自评表里这一条没有做到：目标就是这几个，或是这件事的率。"""
    said = pairs_of(claim.about)
    for row in yardsticks(reading):
        if row.met or row.falls:
            continue
        shared = max(coverage(row.name, said), coverage(trimmed(row.name), said))
        count = claim.count
        same = count is not None and count.unit == row.aim.unit and count.value == row.aim.value
        rated = row.aim.unit == "%" and (row.aim.value == _FULL or "覆盖" in row.name)
        rated = rated and re.compile(claim.deeds).search(row.name) is not None
        if (same and shared >= _NAMED) or (rated and shared >= _MOSTLY):
            return f"{row.said}，实际 {row.done.raw}，没有做到"
    return ""
