"""雷同：不同单位写的话几乎一样。只摆事实：几家、哪一格、一样多少；是不是照抄由看的人定。

先把一字不差的归到一起，再用字片（四个字一片）找可能相像的，最后由 rapidfuzz 算相似度。一段话
只与每组最早的一份比，三千份、一万份也是几秒。
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from zlib import crc32

import pandas as pd
from rapidfuzz import fuzz, process

from perfxl.bureau.tables.texts import Said

# 短于它的话（“已完成”“受疫情影响，进度滞后”）谁都这样写，不比。比的是去掉名称、标点以后的字数。
SHORTEST = 18
# 相似度（0–100）到了它算雷同：一百个字里换十来个字的还在。短的话句式本来就像，要更高。
ALIKE, ALIKE_SHORT, LONG = 85, 92, 60
# 一句话单独雷同的，要更长，而且一字不差。
SHORTEST_SENTENCE = 24
_PIECE, _KEPT, _SHARED = 4, 12, 2
_FEW, _SHOWN = 10, 5
COLUMNS = (
    "group", "kind", "office", "project", "likeness", "offices", "length", "text", "usual",
    "submission", "path", "cell", "note",
)  # fmt: skip
WHOLE, SENTENCE = "整段", "其中一句"


@dataclass
class _Group:
    """一组雷同的话：第一段是最早报的。"""

    first: Said
    members: list[tuple[Said, int]] = field(default_factory=list)

    @property
    def offices(self) -> list[str]:
        return list(dict.fromkeys(said.office for said, _ in self.members))


def copied(texts: Sequence[Said]) -> pd.DataFrame:
    """各组雷同的话，一段一行；组里至少两家单位。"""
    long = [said for said in texts if len(said.words) >= SHORTEST]
    groups = [group for group in _grouped(long) if len(group.offices) > 1]
    whole = {
        _place(said): number for number, group in enumerate(groups) for said, _ in group.members
    }
    kinds = [(WHOLE, group) for group in groups]
    kinds += [(SENTENCE, group) for group in _sentence_groups(long, whole)]
    every = len({said.office for said in texts})
    kinds.sort(key=lambda pair: (_is_usual(pair[1], every), pair[0] == SENTENCE, _weight(pair[1])))
    lines = []
    for number, (kind, group) in enumerate(kinds, 1):
        lines += _lines(number, kind, group, usual=_is_usual(group, every))
    return pd.DataFrame(lines, columns=list(COLUMNS), dtype=object)


def _is_usual(group: _Group, every: int) -> bool:
    """许多家都这样写：多半是统一下发的填法，排在后面，只列几份，不算疑点。"""
    return len(group.offices) > max(_FEW, every // 3)


def _weight(group: _Group) -> tuple[int, int]:
    """字多、家数多的在前。"""
    return -len(group.first.words) * len(group.offices), group.first.submission


def _grouped(texts: Sequence[Said]) -> list[_Group]:
    """一段话归到与它最像的一组；没有的自成一组。"""
    groups: list[_Group] = []
    same: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for said in texts:
        same[said.field, said.words].append(said)
    firsts = [many[0] for many in same.values()]
    leaders: dict[int, list[int]] = defaultdict(list)
    for said, marks in zip(firsts, _marks(firsts), strict=True):
        place, likeness = _nearest(said.words, marks, leaders, groups)
        if place < 0:
            place, likeness = len(groups), 100
            groups.append(_Group(said))
            for mark in marks:
                leaders[mark].append(place)
        groups[place].members += [(other, likeness) for other in same[said.field, said.words]]
    return groups


def _marks(texts: Sequence[Said]) -> list[list[int]]:
    """代表一段话的几片字：别处也有、又最少见的；只有自己有的比不出谁来。同一栏的才比。"""
    pieces = [
        {
            crc32(f"{said.field}{said.words[place : place + _PIECE]}".encode())
            for place in range(len(said.words) - _PIECE + 1)
        }
        for said in texts
    ]
    many = Counter(piece for mine in pieces for piece in mine)
    return [
        sorted(
            (piece for piece in mine if many[piece] > 1), key=lambda piece: (many[piece], piece)
        )[:_KEPT]
        for mine in pieces
    ]


def _nearest(
    words: str, marks: Sequence[int], leaders: dict[int, list[int]], groups: Sequence[_Group]
) -> tuple[int, int]:
    """最像的一组和相似度；没有为 -1。"""
    shared = Counter(place for mark in marks for place in leaders.get(mark, ()))
    near = {place: groups[place].first.words for place, many in shared.items() if many >= _SHARED}
    least = ALIKE if len(words) >= LONG else ALIKE_SHORT
    best = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=least)
    return (-1, 0) if best is None else (int(best[2]), int(best[1]))


def _sentence_groups(texts: Sequence[Said], whole: dict[str, int]) -> list[_Group]:
    """整段不一样、其中几句一字不差的；整段已经在一组里的不再说。`whole` 是哪一段在第几组。"""
    same: dict[str, dict[str, tuple[Said, str]]] = defaultdict(dict)
    for said in texts:
        for sentence, words in said.sentences:
            if len(words) >= SHORTEST_SENTENCE:
                same[words].setdefault(_place(said), (said, sentence))
    together: dict[tuple[str, ...], list[list[tuple[Said, str]]]] = defaultdict(list)
    for members in same.values():
        offices = {said.office for said, _ in members.values()}
        apart = {whole.get(place, -number) for number, place in enumerate(members, 1)}
        if len(offices) > 1 and len(apart) > 1:
            together[tuple(members)].append(list(members.values()))
    return sorted((_of_sentences(many) for many in together.values()), key=_weight)


def _of_sentences(many: Sequence[Sequence[tuple[Said, str]]]) -> _Group:
    """几句都是同样几段里的，合成一组。"""
    joined = [
        (said, "；".join(sentences[place][1] for sentences in many))
        for place, (said, _) in enumerate(many[0])
    ]
    members = [
        (replace(said, text=text, words="".join(_words_in(said, text))), 100)
        for said, text in joined
    ]
    return _Group(members[0][0], members)


def _words_in(said: Said, text: str) -> list[str]:
    wanted = set(text.split("；"))
    return [words for sentence, words in said.sentences if sentence in wanted]


def _place(said: Said) -> str:
    return f"{said.path}\n{said.cell}"


def _lines(number: int, kind: str, group: _Group, *, usual: bool) -> list[tuple[object, ...]]:
    offices = group.offices
    same = len({said.authority for said, _ in group.members}) == 1 and bool(group.first.authority)
    why = "；主管部门是同一个，可能是统一写的" if same else ""
    if usual:
        many = len(group.members)
        why = f"；许多家都这样写，可能是统一下发的填法：共 {many} 份，只列头 {_SHOWN} 份"
    return [
        (
            number, f"{said.field}（{kind}）", said.office, said.project, likeness, len(offices),
            len(said.words), said.text, usual, said.submission, said.path, said.cell,
            _note(group, said, why),
        )
        for said, likeness in group.members[: _SHOWN if usual else None]
    ]  # fmt: skip


def _note(group: _Group, said: Said, why: str) -> str:
    first = group.first
    if _place(said) == _place(first):
        return f"{len(group.offices)} 家写得几乎一样，{_when(group)}{why}"
    return f"与 {first.office}“{first.project}”的一段比"


def _when(group: _Group) -> str:
    """哪一份最早：只看文件的日期，同一天的分不出先后，不说是谁抄谁。"""
    others = [said.received for said, _ in group.members if said.office != group.first.office]
    if all(received > group.first.received for received in others):
        return "这一份的文件日期最早"
    return "文件日期有同一天的，分不出先后，别的几份与这一份比"
